/**
 * Runs work in the background: no caller waits for it. When the work fails, the event `work-failed` tells the page, and the
 * page shows the failure.
 * @param {unknown} work a promise, or what a handler returned
 */
export function unwaited(work) {
  if (work instanceof Promise) {
    work.catch((/** @type {unknown} */ problem) => dispatchEvent(new CustomEvent("work-failed", { detail: problem })));
  }
}
