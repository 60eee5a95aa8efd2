import { t, timeOfDay } from "../language";
import { all, client } from "../net/client";
import { problemOf } from "../net/problem";
import { currentSession } from "../net/session";
import { onNetwork } from "../platform/network";
import { unsavedOf } from "../shared/pages";
import { type HandedIn, type Paper, paperOf } from "./paper";

/** What is filled in: the answers by service, and the area. */
export interface Filled {
  answers: Record<string, Answers>;
  area?: string;
}

/** One service of a form. `draft` is the id of its draft, or null for the newest draft of the service. */
export interface Part {
  service: string;
  draft: string | null;
  /** The ids of the papers that it asks for. */
  papers: string[];
}

interface Content {
  service: string;
  answers: Answers;
  materials: { id: string; file?: string }[];
  area?: string;
}

export type Keeper = Awaited<ReturnType<typeof draftsOf>>;

const waitMs = 1000;
const againMs = 15_000;

/**
 * Opens what was filled in before and keeps what is filled in now: as drafts of the API, a second after the last change, and on this
 * phone until a draft is saved. `told` is called with how that went, in words. `papers`: those that are there already, of which one
 * may be going up.
 */
export async function draftsOf(account: string, form: string, parts: Part[], told: (words: string) => void, papers = new Map<string, Paper>()) {
  const unsaved = unsavedOf(account, form);
  const drafts = await draftsIn(parts);
  let savedAt = drafts.flatMap(each => each.savedAt ?? []).sort().pop();
  const here = unsaved.after(savedAt);
  const found = drafts.flatMap(each => each.content ?? []);
  const filled: Filled | null = here?.filled ?? (found.length > 0 ? { answers: Object.fromEntries(found.map(each => [each.service, each.answers])), area: found.find(each => each.area)?.area } : null);
  for (const each of here?.papers ?? found.flatMap((one): HandedIn[] => one.materials)) {
    papers.set(each.id, papers.get(each.id) ?? paperOf(each.id, each));
  }

  const sent = new Map(drafts.map(each => [each.draftId, each.content ? JSON.stringify(each.content) : undefined]));
  let written = JSON.stringify([filled, handedIn()]);
  let timer = 0;
  let saving = Promise.resolve();
  let isOver = false;
  let isStopped = false;
  // Who is not recognised yet has no drafts.
  let hasDrafts = true;
  const stopNetwork = onNetwork(save);
  if (here) {
    timer = setTimeout(save, waitMs);
  }

  return {
    filled, papers,
    /** Keeps what stands in the form now. */
    changed(next: Filled) {
      const text = JSON.stringify([next, handedIn()]);
      if (isOver || written === text) {
        return;
      }

      written = text;
      unsaved.keep({ filled: next, papers: handedIn(), base: savedAt, at: Date.now() });
      clearTimeout(timer);
      timer = setTimeout(save, waitMs);
    },
    /** Throws away what was kept: it is filed, or the user starts again. A draft that cannot be deleted is offered again. */
    async end() {
      isOver = true;
      stopNetwork();
      clearTimeout(timer);
      unsaved.drop();
      await saving;
      for (const { draftId } of drafts.filter(each => sent.get(each.draftId) !== undefined)) {
        await client.remove(`/drafts/${encodeURIComponent(draftId)}`).catch(() => undefined);
      }
    },
    /** Saves at once what waits, and keeps nothing any more. */
    stop() {
      isStopped = true;
      stopNetwork();
      if (timer !== 0) {
        save();
      }

      return saving;
    },
  };

  function handedIn(): HandedIn[] {
    return [...papers.values()].flatMap(each => each.handedIn() ?? []);
  }

  function save() {
    clearTimeout(timer);
    timer = 0;
    saving = saving.then(saveNow);
  }

  async function saveNow() {
    const now = unsaved.kept();
    if (isOver || !now || !hasDrafts || (await currentSession())?.account !== account) {
      return;
    }

    try {
      for (const part of drafts) {
        const content = contentOf(part, now.filled, now.papers);
        const text = JSON.stringify(content);
        if (sent.get(part.draftId) !== text) {
          const { body } = await client.put<{ savedAt: string }>(`/drafts/${encodeURIComponent(part.draftId)}`, content);
          sent.set(part.draftId, text);
          savedAt = body.savedAt;
        }
      }

      unsaved.saved(now, savedAt);
      told(savedAt ? t("form.saved", timeOfDay(savedAt)) : "");
    } catch (thrown) {
      const problem = problemOf(thrown);
      hasDrafts = problem.status !== 403;
      told(problem.isAway ? t("form.kept-here") : t("form.not-saved", problem.message));
      if (problem.isAway && !isOver && !isStopped) {
        timer ||= setTimeout(save, againMs);
      }
    }
  }
}

/** The drafts of the parts. Throws when they cannot be read, so that nothing is written over. */
async function draftsIn(parts: Part[]) {
  const listed = await all("/drafts").catch(thrown => (problemOf(thrown).status === 403 ? [] : Promise.reject(problemOf(thrown))));
  return Promise.all(parts.map(async part => {
    const own = listed.filter(each => (part.draft === null ? each.service === part.service && !each.draftId.startsWith("bundle-") : each.draftId === part.draft));
    const line = own.sort((one, other) => other.savedAt.localeCompare(one.savedAt))[0];
    const draftId = line?.draftId ?? part.draft ?? `page-${part.service}`;
    // A list leaves out the content of large drafts.
    const whole = line && !line.answers ? (await client.get(`/drafts/${encodeURIComponent(draftId)}`)).body : line;
    const content: Content | undefined = whole && {
      service: part.service, answers: whole.answers ?? {}, materials: (whole.materials ?? []).map(({ id, file }) => (file ? { id, file } : { id })),
      ...(whole.area ? { area: whole.area } : {}),
    };
    return { ...part, draftId, savedAt: whole?.savedAt, content };
  }));
}

function contentOf({ service, papers: asked }: Part, filled: Filled, papers: HandedIn[]): Content {
  return {
    service, answers: filled.answers[service] ?? {},
    materials: papers.filter(each => asked.includes(each.id)).map(({ id, file }) => (file ? { id, file } : { id })),
    ...(filled.area ? { area: filled.area } : {}),
  };
}
