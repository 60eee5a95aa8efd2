/** The platform copies what a page is declared with and shares its functions, so each page begins its turns when it is loaded. */
export type Turns = ReturnType<typeof turns>;

/** Lets only the latest of several questions be answered. Draw, keep or act on an answer only while `isLatest`. */
export function turns() {
  let latest = 0;
  return {
    /** Begins a question; an answer to an earlier one is not the latest any more. */
    begin() {
      const mine = ++latest;
      return () => mine === latest;
    },
    /** Gives up the question that is open. */
    end() {
      latest++;
    },
  };
}
