import { unwaited } from "./dom.js";

/**
 * Calls `run` every `seconds` seconds while the page is visible, and at once when the page becomes visible again. Returns a
 * function that stops it.
 * @param {number} seconds
 * @param {() => unknown} run
 */
export function whileVisible(seconds, run) {
  const shown = () => {
    if (!document.hidden) {
      unwaited(run());
    }
  };
  const timer = setInterval(shown, seconds * 1000);
  document.addEventListener("visibilitychange", shown);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", shown);
  };
}
