import { api, isAway, problemOf } from "../api.js";
import { el, unwaited } from "../dom.js";
import { forget, keptOf } from "../kept.js";
import { t, timeOfDay } from "../language.js";
import { all } from "../lists.js";
import { paperOf } from "../paper.js";
import { isSignedIn } from "../session.js";
import { unsavedOf } from "./unsaved.js";

/** @typedef {import("../kept.js").Filled} Filled */
/** @typedef {import("../paper.js").HandedIn} HandedIn */

/**
 * One service of a form. `draft` is the id of its draft, or null for the newest draft of the service. `papers`: the ids of the
 * papers that it asks for.
 * @typedef {{ service: string, draft: string | null, papers: string[] }} Part
 */

/** @typedef {{ service: string, answers: Answers, materials: { id: string, file?: string }[], area?: string }} Content */

const waitMs = 1000;
const againMs = 15_000;

/**
 * Saves the form that is open; null when none is.
 * @type {(() => Promise<void>) | null}
 */
let saveOpen = null;

/** Saves at once what the open form has not saved yet: the user is about to sign out. */
export async function saveDrafts() {
  await saveOpen?.();
}

/**
 * Opens what was filled in before and keeps what is filled in now: as drafts of the API, a second after the last change, and in this
 * browser until a draft is saved. `discarded` is called when the user starts again. `stop` saves at once what is not saved yet;
 * without a session it stays in this browser.
 * @param {Session} session
 * @param {string} form the name of the form
 * @param {Part[]} parts
 * @param {() => unknown} discarded
 * @returns {Promise<import("../kept.js").Keeper & { stop: () => void }>}
 */
export async function draftsOf(session, form, parts, discarded) {
  const client = api(session);
  const { papers } = keptOf(session.account, form);
  const unsaved = unsavedOf(session.account, form);
  const drafts = await draftsIn(client, parts);
  let savedAt = drafts.flatMap(each => each.savedAt ?? []).sort().at(-1);
  const here = unsaved.after(savedAt);
  const found = drafts.filter(each => each.content);
  const filled = here?.filled ?? (found.length > 0 ? filledIn(found) : null);
  for (const each of here?.papers ?? found.flatMap(one => one.content?.materials ?? [])) {
    papers.set(each.id, papers.get(each.id) ?? paperOf(each.id, each));
  }

  const status = el("p", { class: "soft", id: "saved", role: "status" });
  /** The content of each draft as it was saved last. */
  const sent = new Map(drafts.map(each => [each.draftId, JSON.stringify(each.content)]));
  let written = JSON.stringify([filled, handedIn()]);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let saving = Promise.resolve();
  let isOver = false;
  // Who is not recognised yet has no drafts.
  let hasDrafts = true;
  addEventListener("online", save);
  saveOpen = saveWaiting;
  if (here) {
    timer = setTimeout(save, waitMs);
  }

  return {
    filled, papers, status,
    notes: filled === null ? [] : [el("div", { class: "notice", id: "restored" }, el("p", {}, t("form.restored")),
      el("button", { type: "button", class: "plain small", id: "start-again", onclick: startAgain }, t("form.start-again")))],
    changed(next) {
      const text = JSON.stringify([next, handedIn()]);
      if (isOver || written === text) {
        return;
      }

      written = text;
      unsaved.keep({ filled: next, papers: handedIn(), base: savedAt, at: Date.now() });
      clearTimeout(timer);
      timer = setTimeout(save, waitMs);
    },
    filed: () => unwaited(end()),
    stop() {
      removeEventListener("online", save);
      saveOpen = saveOpen === saveWaiting ? null : saveOpen;
      if (isSignedIn(session)) {
        unwaited(saveWaiting());
      }
    },
  };

  function saveWaiting() {
    if (timer !== undefined) {
      save();
    }

    return saving;
  }

  function handedIn() {
    return [...papers.values()].flatMap(each => each.handedIn() ?? []);
  }

  function save() {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(saveNow);
  }

  async function saveNow() {
    const now = unsaved.kept();
    if (isOver || !now || !hasDrafts) {
      return;
    }

    try {
      for (const part of drafts) {
        const content = contentOf(part, now.filled, now.papers);
        const text = JSON.stringify(content);
        if (sent.get(part.draftId) !== text) {
          const answered = /** @type {{ body: { savedAt: string } }} */ (await client.put(`/drafts/${encodeURIComponent(part.draftId)}`, content));
          sent.set(part.draftId, text);
          savedAt = answered.body.savedAt;
        }
      }

      unsaved.saved(now, savedAt);
      status.textContent = savedAt ? t("form.saved", timeOfDay(savedAt)) : "";
    } catch (thrown) {
      const problem = problemOf(thrown);
      hasDrafts = problem.status !== 403;
      status.textContent = isAway(problem) ? t("form.kept-here") : t("form.not-saved", problem.message);
      if (isAway(problem) && status.isConnected) {
        timer ??= setTimeout(save, againMs);
      }
    }
  }

  /** Throws away what was kept. A draft that could not be deleted is offered again. */
  async function end() {
    isOver = true;
    clearTimeout(timer);
    timer = undefined;
    forget(form);
    unsaved.drop();
    await saving;
    for (const { draftId } of drafts.filter(each => sent.get(each.draftId) !== undefined)) {
      await client.remove(`/drafts/${encodeURIComponent(draftId)}`).catch(() => undefined);
    }
  }

  async function startAgain() {
    await end();
    await discarded();
  }
}

/**
 * The drafts of the parts; without content where there is none. Throws when that cannot be found out, so that nothing is written
 * over.
 * @param {import("../api.js").Client} client
 * @param {Part[]} parts
 */
async function draftsIn(client, parts) {
  const listed = await all(client, "/drafts");
  return Promise.all(parts.map(async part => {
    const own = listed.filter(each => (part.draft === null ? each.service === part.service && !each.draftId.startsWith("bundle-") : each.draftId === part.draft));
    const line = own.sort((one, other) => other.savedAt.localeCompare(one.savedAt)).at(0);
    const draftId = line?.draftId ?? part.draft ?? `page-${part.service}`;
    // A list leaves out the content of large drafts.
    const whole = line && !line.answers ? (await client.get(`/drafts/${encodeURIComponent(draftId)}`)).body : line;
    return { ...part, draftId, savedAt: whole?.savedAt, content: whole && {
      service: part.service, answers: whole.answers ?? {}, materials: (whole.materials ?? []).map(({ id, file }) => (file ? { id, file } : { id })),
      ...(whole.area ? { area: whole.area } : {}) } };
  }));
}

/**
 * @param {{ service: string, content?: Content }[]} drafts
 * @returns {Filled}
 */
function filledIn(drafts) {
  return { answers: Object.fromEntries(drafts.map(each => [each.service, each.content?.answers ?? {}])), area: drafts.find(each => each.content?.area)?.content?.area };
}

/**
 * @param {Part} part
 * @param {Filled} filled
 * @param {HandedIn[]} papers
 * @returns {Content}
 */
function contentOf({ service, papers: asked }, filled, papers) {
  return {
    service, answers: filled.answers[service] ?? {},
    materials: papers.filter(each => asked.includes(each.id)).map(({ id, file }) => (file ? { id, file } : { id })),
    ...(filled.area ? { area: filled.area } : {}),
  };
}
