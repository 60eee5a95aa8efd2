import { problemOf } from "./api.js";
import { codesText } from "./errors.js";
import { randomName } from "./idempotency.js";
import { t } from "./language.js";
import { latest } from "./latest.js";

const mebibyte = 1024 * 1024;
const mostMebibytes = 10;

/** @typedef {ReturnType<typeof paperOf>} Paper */

/**
 * A paper as the API takes it, and the name of its file.
 * @typedef {{ id: string, file?: string, name?: string }} HandedIn
 */

/**
 * How a paper stands. `part`: how much of its file has gone up, from 0 to 1; null when none is going up. `wrong`: why the last
 * file was not taken. `picked`: the file to try again. `picture`: the address of the picture that was chosen, in this tab.
 * @typedef {{ ticked: boolean, file?: string, name?: string, part: number | null, wrong: unknown, picked: File | null, picture?: string }} Standing
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
    const wrong = wrongSize(picked) ?? (isNamedHeic(picked) ? t("file.heic") : null);
    if (wrong) {
      tell({ ticked: false, name, part: null, wrong, picked: null });
      return;
    }

    const picture = ["image/jpeg", "image/png"].includes(picked.type) ? URL.createObjectURL(picked) : undefined;
    tell({ ticked: false, name, part: 0, wrong: null, picked, picture });
    try {
      const progress = (/** @type {number} */ part) => (isLatest() ? tell({ ...now, part }) : undefined);
      const { body } = await client.upload(path, picked, { "Idempotency-Key": randomName() }, { signal, progress });
      if (isLatest()) {
        tell({ ticked: true, file: body.file, name: body.name, part: null, wrong: null, picked: null, picture });
      }
    } catch (thrown) {
      const problem = problemOf(thrown);
      /** @type {string[] | undefined} */
      const codes = problem.errors["/file"];
      const heic = codes?.includes("unknown_file_type") && await isHeic(picked);
      if (isLatest()) {
        tell({ ticked: false, name, part: null, wrong: heic ? t("file.heic") : codes ? codesText(codes) : problem, picked: heic ? null : picked });
      }
    }
  }

  /** @param {Standing} next */
  function tell(next) {
    if (now.picture !== undefined && now.picture !== next.picture) {
      URL.revokeObjectURL(now.picture);
    }

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

/**
 * Whether a file says that it is a picture in the HEIC format, which phones make.
 * @param {File} file
 */
function isNamedHeic({ name, type }) {
  return /\.hei[cf]$/i.test(name) || /^image\/hei[cf]/.test(type);
}

/**
 * Whether the content is in the HEIC format. Some phones name such a picture like a JPEG.
 * @param {File} file
 */
async function isHeic(file) {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer()));
  return /^ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(start);
}
