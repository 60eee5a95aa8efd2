/** @typedef {import("../kept.js").Filled} Filled */
/** @typedef {import("../paper.js").HandedIn} HandedIn */

/**
 * What is filled in and not saved yet. `base`: when the draft that it began with was saved. `at`: when it was filled in.
 * @typedef {{ filled: Filled, papers: HandedIn[], base?: string, at: number }} Unsaved
 */

/** @type {Map<string, Unsaved>} */
const memory = new Map();

/**
 * What an account has filled in in a form and not saved yet. It stays in this browser, through a reload and a new sign-in, until it
 * is saved. Where the browser stores nothing, it stays in the memory of this tab.
 * @param {string} account
 * @param {string} form
 */
export function unsavedOf(account, form) {
  const place = `talentpass.unsaved.${account}.${form}`;
  return {
    kept, keep, drop,
    /**
     * What is unsaved, where it is newer than the draft that was saved at this time.
     * @param {string | undefined} savedAt
     */
    after(savedAt) {
      const found = kept();
      return found && (savedAt === undefined || found.base === savedAt || found.at > Date.parse(savedAt)) ? found : null;
    },
    /**
     * Something is saved; what was filled in since then stays.
     * @param {Unsaved} what
     * @param {string | undefined} savedAt
     */
    saved(what, savedAt) {
      const now = kept();
      if (now === what) {
        drop();
      } else if (now) {
        keep({ ...now, base: savedAt });
      }
    },
  };

  /** @returns {Unsaved | null} */
  function kept() {
    const found = memory.get(place) ?? stored();
    if (found) {
      memory.set(place, found);
    }

    return found;
  }

  /** @param {Unsaved} what */
  function keep(what) {
    memory.set(place, what);
    try {
      localStorage.setItem(place, JSON.stringify(what));
    } catch {
      // A full or closed storage: the memory has it.
    }
  }

  function drop() {
    memory.delete(place);
    try {
      localStorage.removeItem(place);
    } catch {
      // Nothing was stored.
    }
  }

  /** @returns {Unsaved | null} */
  function stored() {
    try {
      return /** @type {Unsaved | null} */ (JSON.parse(localStorage.getItem(place) ?? "null"));
    } catch {
      return null;
    }
  }
}
