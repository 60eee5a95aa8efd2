import { codesText, problemOf, randomName } from "./api.js";
import { latest } from "./latest.js";
import { t } from "./language.js";

const mebibyte = 1024 * 1024;
const mostMebibytes = 10;

/** @typedef {ReturnType<typeof paperOf>} Paper */

/**
 * A paper as the API takes it, and the name of its file.
 * @typedef {{ id: string, file?: string, name?: string }} HandedIn
 */

/**
 * How a paper stands. `part`: how much of its file has gone up, from 0 to 1; null when none is going up. `wrong`: why the last
 * file was not taken. `picked`: the file to try again.
 * @typedef {{ ticked: boolean, file?: string, name?: string, part: number | null, wrong: unknown, picked: File | null }} Standing
 */

/**
 * One paper of a form: handed in as a file, or ticked because it is shown at the counter. It knows nothing of the view, so that an
 * upload goes on while the view is drawn again. Of two files the later one counts.
 * @param {string} id
 * @param {HandedIn} [before] how it was handed in before
 */
export function paperOf(id, before) {
  const turns = latest();
  /** @type {Standing} */
  let now = { ticked: before !== undefined, file: before?.file, name: before?.name, part: null, wrong: null, picked: null };
  /** @type {(() => void) | null} */
  let watcher = null;
  let pending = Promise.resolve();

  return {
    id,
    standing: () => now,
    /** @returns {HandedIn | null} */
    handedIn: () => (now.ticked ? { id, file: now.file, name: now.name } : null),
    /** @param {boolean} ticked */
    tick: ticked => tell({ ...now, ticked }),
    remove() {
      turns.end();
      tell({ ticked: false, part: null, wrong: null, picked: null });
    },
    /**
     * @param {import("./api.js").Client} client
     * @param {string} path
     * @param {File} picked
     */
    upload(client, path, picked) {
      pending = send(client, path, picked);
      return pending;
    },
    /** Waits until no file is going up. */
    async settled() {
      /** @type {Promise<void> | null} */
      let waited = null;
      while (waited !== pending) {
        waited = pending;
        await waited;
      }
    },
    /**
     * Calls `run` after each change, in place of the one before: only the view that was drawn last watches. Returns a function
     * that ends it.
     * @param {() => void} run
     */
    watch(run) {
      watcher = run;
      return () => {
        watcher = watcher === run ? null : watcher;
      };
    },
  };

  /**
   * @param {import("./api.js").Client} client
   * @param {string} path
   * @param {File} picked
   */
  async function send(client, path, picked) {
    const { signal, isLatest } = turns.begin();
    const name = picked.name;
    const wrong = wrongSize(picked);
    if (wrong) {
      tell({ ticked: false, name, part: null, wrong, picked: null });
      return;
    }

    tell({ ticked: false, name, part: 0, wrong: null, picked });
    try {
      const progress = (/** @type {number} */ part) => (isLatest() ? tell({ ...now, part }) : undefined);
      const { body } = await client.upload(path, picked, { "Idempotency-Key": randomName() }, { signal, progress });
      if (isLatest()) {
        tell({ ticked: true, file: body.file, name: body.name, part: null, wrong: null, picked: null });
      }
    } catch (thrown) {
      if (isLatest()) {
        const problem = problemOf(thrown);
        tell({ ticked: false, name, part: null, wrong: problem.errors["/file"] ? codesText(problem.errors["/file"]) : problem, picked });
      }
    }
  }

  /** @param {Standing} next */
  function tell(next) {
    now = next;
    watcher?.();
  }
}

/**
 * Why a file of this size is not taken; null when it is.
 * @param {File} file
 */
function wrongSize({ size }) {
  return size === 0 ? t("file.empty")
    : size > mostMebibytes * mebibyte ? t("file.large", (Math.ceil(size / mebibyte * 10) / 10).toFixed(1), mostMebibytes)
    : null;
}
