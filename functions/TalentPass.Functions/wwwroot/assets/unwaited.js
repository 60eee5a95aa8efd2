/**
 * Takes work that nobody waits for: what it fails with is told to the page, which shows it, so that nothing fails in silence.
 * @param {unknown} work a promise, or what a handler returned
 */
export function unwaited(work) {
  if (work instanceof Promise) {
    work.catch((/** @type {unknown} */ problem) => dispatchEvent(new CustomEvent("work-failed", { detail: problem })));
  }
}
