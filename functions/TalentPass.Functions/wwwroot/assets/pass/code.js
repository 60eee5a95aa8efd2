import { api, isAway, problemOf } from "../api.js";
import { el, facts, unwaited } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { date, moment, t } from "../language.js";
import { cardsOf } from "./cards.js";
import { keepFresh } from "./fresh.js";
import { phoneOf } from "./phone.js";
import { freezePass, frozenPass, refusedPass } from "./standing.js";

const offlineSeconds = 30;
const patienceSeconds = 5;

/** @typedef {import("./phone.js").Phone} Phone */

/**
 * The view of the pass. The pass is issued at the first visit. While the page is visible, its code is fetched from the city
 * again and again and drawn here. When the city cannot be reached, this device makes the codes (profile H) with its own key,
 * until its credential expires.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function codeView(host, session) {
  let there = () => {};
  /** @type {Promise<void>} */
  const ready = new Promise(done => { there = done; });
  let stop = await draw();
  if (!host.querySelector(".picture")) {
    there();
  }

  return { stop: () => stop(), ready };

  /** @param {Api.PassView} [known] */
  async function draw(known) {
    host.replaceChildren(el("h1", {}, t("pass.title")));
    return shownPass(host, session, await phoneOf(session), { again, there }, known);
  }

  /** @param {Api.PassView} [known] the pass as it is now, where the city has just said so */
  async function again(known) {
    stop();
    stop = await draw(known);
    host.querySelector("button")?.focus();
  }
}

/**
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {Phone} phone
 * @param {{ again: (known?: Api.PassView) => Promise<void>, there: () => void }} around `again` draws the view again; `there`: the first
 * code has come, or why there is none
 * @param {Api.PassView} [known]
 * @returns {Promise<Stop>}
 */
async function shownPass(host, session, phone, { again, there }, known) {
  const about = el("div", {}, holder(session, null));
  const readiness = el("div", { id: "offline-ready" });
  const more = el("div", {});
  /** @type {Api.PassView | null} */
  let pass = null;
  try {
    await (known ? take(known) : load());
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (!isAway(problem) || !phone.canShow()) {
      host.append(refusedPass(problem) ?? el("section", { class: "card" }, el("p", { class: "lead" }, session.displayName), failed(problem, () => again())));
      return () => {};
    }
  }

  if (isFrozen()) {
    host.append(frozenPass(session, again), el("section", { class: "card" }, about));
    return () => {};
  }

  const code = el("div", {});
  host.append(el("section", { class: "card pass-card" }, code, readiness, about), more);
  tell();
  return keepFresh(code, () => nextCode(session, phone, reached, refused).finally(there));

  /** @param {boolean} [takeOver] */
  async function load(takeOver) {
    const { body } = await api(session).post("/passes", {}, {}, phone.canShow() ? { seconds: patienceSeconds, retry: false } : {});
    take(body, takeOver);
  }

  /**
   * @param {Api.PassView} body
   * @param {boolean} [takeOver]
   */
  function take(body, takeOver) {
    const isFirst = pass === null;
    pass = body;
    about.replaceChildren(holder(session, body));
    if (isFrozen()) {
      return;
    }

    // Binding the key runs in the background, so that the code is shown at once.
    unwaited(phone.keep(body, takeOver).then(tell));
    if (isFirst) {
      const cards = cardsOf(session, body.passId);
      more.replaceChildren(cards.node, el("section", { class: "card" }, freezePass(session, again)));
      unwaited(cards.load());
    }
  }

  function isFrozen() {
    return pass?.status === "frozen";
  }

  function reached() {
    if (!pass || phone.wants()) {
      load().catch(() => {});
    }
  }

  // The pass may have been frozen meanwhile, or its holder may have lost the status: then the view says so.
  function refused() {
    unwaited(load().then(isFrozen, thrown => refusedPass(problemOf(thrown)) !== null).then(isOver => (isOver ? again() : undefined)));
  }

  function tell() {
    readiness.replaceChildren(...(
      phone.isElsewhere() ? [el("p", { class: "soft" }, t("pass.offline.elsewhere")), el("button", { type: "button", class: "plain", onclick: takeOver }, t("pass.offline.take"))]
        : phone.canShow() ? [el("p", { class: "soft" }, t("pass.offline.ready", moment(phone.until())), el("small", {}, t("pass.offline.kept")))]
          : []));
  }

  async function takeOver() {
    try {
      await load(true);
    } catch (problem) {
      readiness.replaceChildren(alertOf(problem));
    }
  }
}

/**
 * The next code: the city's, or this device's own while the city is away. `reached` runs after the city has made one, `refused` when
 * it makes none for this pass.
 * @param {Session} session
 * @param {Phone} phone
 * @param {() => void} reached
 * @param {() => void} refused
 * @returns {Promise<import("./fresh.js").Next>}
 */
async function nextCode(session, phone, reached, refused) {
  try {
    // When this device can make its own code, it waits only `patienceSeconds` for the city.
    const { body } = await api(session).get("/passes/current/code", { seconds: phone.canShow() ? patienceSeconds : undefined, retry: false });
    reached();
    return { profile: "S", code: body.code, seconds: body.refreshAfterSeconds };
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (!isAway(problem)) {
      if (problem.status === 409 || problem.status === 403) {
        refused();
      }

      return { none: problem.message };
    }

    return ownCode(phone, t("pass.offline"));
  }
}

/**
 * The next code of this device itself. `mark` is said above it.
 * @param {Phone} phone
 * @param {string} mark
 * @returns {Promise<import("./fresh.js").Next>}
 */
export async function ownCode(phone, mark) {
  // When this browser cannot sign with the key any more, the view behaves as if there were no key.
  const code = phone.canShow() ? await phone.code().catch(() => null) : null;
  return code === null ? { none: t("pass.failed") } : { profile: "H", code, seconds: offlineSeconds, mark };
}

/**
 * @param {Session} session
 * @param {Api.PassView | null} pass
 */
function holder(session, pass) {
  const valid = pass && (pass.validTo ? t("pass.from-to", date(pass.validFrom), date(pass.validTo)) : t("pass.until-now", date(pass.validFrom)));
  return facts([
    [t("pass.holder"), session.displayName],
    [t("pass.tier"), pass?.tierTitle],
    [t("pass.nature"), pass?.natureTitle],
    [t("pass.valid"), valid],
  ]);
}
