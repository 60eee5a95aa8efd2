import { t } from "../language";
import { client } from "../net/client";
import { problemOf } from "../net/problem";
import { turns } from "../net/turns";
import { randomName } from "../platform/random";
import { codesText } from "../shared/pages";

const mebibyte = 1024 * 1024;
const mostMebibytes = 10;

/** A paper as the API takes it, and the name of its file. */
export interface HandedIn {
  id: string;
  file?: string;
  name?: string;
}

/** A file that was chosen on the phone. */
export interface Picked {
  path: string;
  name: string;
  size: number;
}

/** How a paper stands. `part`: how much of its file has gone up, null when none is going up. `wrong`: why the last file was not taken. */
export interface Standing {
  ticked: boolean;
  file?: string;
  name?: string;
  part: number | null;
  wrong: string;
  picked: Picked | null;
}

export type Paper = ReturnType<typeof paperOf>;

/** One paper of a form: handed in as a file, or ticked because it is shown at the counter. Of two files the later one counts. */
export function paperOf(id: string, before?: HandedIn) {
  const latest = turns();
  let now: Standing = { ticked: before !== undefined, file: before?.file, name: before?.name, part: null, wrong: "", picked: null };
  let watcher: (() => void) | null = null;
  let pending = Promise.resolve();
  let abort = () => {};
  return {
    id,
    standing: () => now,
    handedIn: (): HandedIn | null => (now.ticked ? { id, file: now.file, name: now.name } : null),
    tick: (ticked: boolean) => tell({ ...now, ticked }),
    remove() {
      latest.end();
      abort();
      tell({ ticked: false, part: null, wrong: "", picked: null });
    },
    upload(picked: Picked) {
      pending = send(picked);
      return pending;
    },
    /** Waits until no file is going up. */
    async settled() {
      let waited: Promise<void> | null = null;
      while (waited !== pending) {
        waited = pending;
        await waited;
      }
    },
    /** Calls `run` after each change, in place of the one before. */
    watch(run: () => void) {
      watcher = run;
    },
  };

  async function send(picked: Picked) {
    const isLatest = latest.begin();
    abort();
    const { name } = picked;
    const wrong = await wrongFile(picked);
    if (!isLatest()) {
      return;
    }

    if (wrong) {
      tell({ ticked: false, name, part: null, wrong, picked: null });
      return;
    }

    tell({ ticked: false, name, part: 0, wrong: "", picked });
    try {
      const { body } = await going(picked, await randomName(), isLatest);
      if (isLatest()) {
        tell({ ticked: true, file: body.file, name, part: null, wrong: "", picked: null });
      }
    } catch (thrown) {
      const problem = problemOf(thrown);
      const codes = problem.errors["/file"] as string[] | undefined;
      if (isLatest()) {
        tell({ ticked: false, name, part: null, wrong: codes ? codesText(codes) : problem.message, picked: codes ? null : picked });
      }
    }
  }

  /** Sends the file, and once more with the same key when nobody answered. */
  async function going(picked: Picked, key: string, isLatest: () => boolean) {
    const once = () => {
      const going = client.upload(picked.path, key, part => (isLatest() ? tell({ ...now, part }) : undefined));
      abort = going.abort;
      return going.done;
    };
    try {
      return await once();
    } catch (thrown) {
      if (problemOf(thrown).isUnanswered && isLatest()) {
        return once();
      }

      throw thrown;
    }
  }

  function tell(next: Standing) {
    now = next;
    watcher?.();
  }
}

/** Why the file is not taken; an empty text when it is. What it is stands in its first bytes, whatever it is called. */
async function wrongFile({ path, size }: Picked) {
  if (size === 0) {
    return t("file.empty");
  }

  if (size > mostMebibytes * mebibyte) {
    return t("file.large", (Math.ceil(size / mebibyte * 10) / 10).toFixed(1), mostMebibytes);
  }

  const start = await firstBytes(path);
  const isKnown = start === null || /^(?:%PDF-|\xff\xd8\xff|\x89PNG\r\n\x1a\n)/.test(start);
  return isKnown ? "" : /^.{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/s.test(start) ? t("file.heic") : codesText(["unknown_file_type"]);
}

/** The first bytes as characters; null when the phone cannot tell, so that the API decides. */
function firstBytes(filePath: string): Promise<string | null> {
  return new Promise(done => {
    wx.getFileSystemManager().readFile({
      filePath, position: 0, length: 16,
      success: ({ data }) => done(typeof data === "string" ? null : String.fromCharCode(...new Uint8Array(data))),
      fail: () => done(null),
    });
  });
}
