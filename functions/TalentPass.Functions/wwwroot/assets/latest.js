/**
 * Lets only the latest of several questions be answered. Begin a turn before each question; begin gives up the question
 * before it. Draw, keep or act on an answer only while its turn `isLatest`.
 */
export function latest() {
  /** @type {AbortController | null} */
  let current = null;
  return {
    begin() {
      current?.abort();
      const mine = current = new AbortController();
      return { signal: mine.signal, isLatest: () => current === mine };
    },
    /** Gives up the question that is open; no answer to it is the latest any more. */
    end() {
      current?.abort();
      current = null;
    },
  };
}

/** @typedef {ReturnType<ReturnType<typeof latest>["begin"]>} Turn */
