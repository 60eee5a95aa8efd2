import { isAway, problemOf } from "./api.js";
import { el } from "./dom.js";
import { errorListOf } from "./errors.js";
import { areaOf, reasonsOf, recognitionOf } from "./filing-parts.js";
import { alertOf } from "./frame.js";
import { keysByContent } from "./idempotency.js";
import { bracketed, t } from "./language.js";
import { papersOf } from "./papers.js";
import { reviewOf } from "./review.js";

/** @typedef {import("./api.js").Client} Client */
/** @typedef {import("./pass/form.js").Form} Form */
/** @typedef {import("./kept.js").Keeper} Keeper */

/**
 * What every filing form needs. `areas`: the areas to choose from, or null to ask for none. `keeper` keeps what is filled in.
 * `scanId`: at a counter, the scan of the holder for whom the officer files. `guest`: the fields about a guest from a partner city;
 * a guest's papers are shown at the counter. `filed`: is called with the receipt.
 * @template R
 * @typedef {{ client: Client, areas: Api.AreaView[] | null, keeper: Keeper, scanId?: string, guest?: Form, filed: (receipt: R) => unknown }} Filing
 */

/**
 * A form with `fields`, the papers and a button that files them. It posts them to `path` together with the members of
 * `subject`. With `scanId` the filing is for the holder of that scan. `byService` sorts what is filled in by service. `filed` is
 * called with the receipt. A talent reads everything once more before it is sent; at a counter the officer has the person to ask.
 * @template {string} P
 * @param {Filing<Api.PostBody<Plain<P>>> & { path: P, subject?: object, fields: Form, byService: (typed: Answers) => Record<string, Answers>, guides: Api.ServiceView[], materials: Api.MaterialView[], needs?: typeof import("./guide.js").isNeeded }} filing
 */
export function filingOf({ client, path, subject, fields, byService, guides, materials, needs, areas, keeper, scanId, guest, filed }) {
  const area = areas && areaOf(areas, keeper.filled?.area);
  const wrong = el("div", {});
  const send = el("button", { type: "submit", id: "submit-request" }, t(scanId ? "form.submit" : "review.open"));
  const confirmed = el("input", { type: "checkbox", id: "document-confirmed", checked: keeper.filled?.confirmed === true });
  const papers = papersOf({
    client, materials: materials.filter(each => !each.fromSharedData), papers: keeper.papers, needs, changed: keep,
    path: guest ? null : `/files${scanId ? `?scanId=${encodeURIComponent(scanId)}` : ""}`,
  });
  const keyOf = keysByContent();
  const form = el("form", { class: "card", novalidate: true, autocomplete: scanId ? "off" : null, onsubmit: submit, oninput: typed, onchange: typed },
    el("h2", {}, t("form.title")),
    el("p", { class: "soft" }, t(scanId ? "form.start.counter" : "form.start")),
    ...keeper.notes,
    wrong,
    guest?.node,
    el("div", { "data-answers": true }, fields.node),
    area?.node,
    el("h2", {}, t("guide.materials")),
    papers.node,
    el("ul", { class: "soft" }, ...materials.filter(each => each.fromSharedData)
      .map(each => el("li", {}, bracketed(each.title, t("guide.shared"))))),
    scanId ? el("label", { class: "check" }, confirmed, el("span", {}, t("form.document-confirmed"), el("small", {}, t("form.document-confirmed.hint")))) : null,
    keeper.status,
    send);
  const whole = el("div", {}, form);
  papers.tell(fields.read());
  return whole;

  // The answers decide which papers are required.
  function typed() {
    papers.tell(fields.read());
    keep();
  }

  // An upload may end when another view is shown; then that view keeps the form.
  function keep() {
    if (form.isConnected) {
      keeper.changed({ answers: byService(fields.typed()), area: area?.read(), guest: guest?.typed(), confirmed: scanId ? confirmed.checked : undefined });
    }
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    return press(false, false);
  }

  /**
   * Files once no file is going up any more. `withoutPapers`: also when required papers are missing.
   * @param {boolean} confirmRepeat
   * @param {boolean} withoutPapers
   */
  async function press(confirmRepeat, withoutPapers) {
    send.disabled = true;
    try {
      await papers.settled(send);
      // Who has left the form meanwhile has not filed it.
      if (form.isConnected && isReady(withoutPapers)) {
        await (scanId || confirmRepeat ? file(confirmRepeat) : review());
      }
    } finally {
      send.disabled = false;
    }
  }

  /**
   * Whether the form can be sent. If not, it says what is wrong or missing.
   * @param {boolean} withoutPapers
   */
  function isReady(withoutPapers) {
    const errors = { ...guest?.check(), ...fields.check() };
    const missing = withoutPapers ? [] : papers.missing();
    const first = mark(errors);
    const isWrong = Object.keys(errors).length > 0;
    wrong.replaceChildren(
      isWrong ? alertOf(t("form.errors")) : "", errorListOf(form, errors),
      missing.length > 0 ? el("div", { class: "alert", role: "alert", id: "missing-papers" }, el("p", {}, t("form.missing")), el("ul", {}, ...missing.map(each => el("li", {}, each)))) : "",
      missing.length > 0 && !isWrong ? el("button", { type: "button", class: "plain", id: "without-papers", onclick: () => press(false, true) }, t("form.without-papers")) : "");
    (first ?? /** @type {HTMLElement | null} */ (wrong.querySelector("#without-papers")))?.focus();
    return !isWrong && missing.length === 0;
  }

  /** Shows everything once more, in place of the form, which stays as it is. */
  function review() {
    const shown = reviewOf({ guides, answers: byService(fields.read()), area: area?.title(), papers: papers.list() }, () => file(false), back);
    form.hidden = true;
    whole.append(shown.node);
    shown.node.focus();

    function back() {
      shown.node.remove();
      form.hidden = false;
      send.focus();
    }
  }

  /**
   * Returns why it was not filed, when the city is away and nothing in the form is wrong.
   * @param {boolean} confirmRepeat
   */
  async function file(confirmRepeat) {
    const body = {
      ...subject,
      answers: fields.read(),
      materials: papers.read(),
      area: area?.read(),
      onBehalfOf: scanId && { scanId, documentConfirmed: confirmed.checked, guest: guest?.read() },
      confirmRepeat: confirmRepeat || undefined,
    };
    try {
      const { body: receipt } = await client.post(path, body, keyOf(body));
      keeper.filed();
      filed(receipt);
      return null;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (form.hidden && isAway(problem)) {
        return problem;
      }

      whole.replaceChildren(form);
      form.hidden = false;
      const first = mark(problem.errors);
      papers.mark(problem.errors);
      wrong.replaceChildren(alertOf(problem), reasonsOf(problem), scanId ? "" : recognitionOf(problem), repeatOf(problem), errorListOf(form, problem.errors));
      (first ?? send).focus();
      return null;
    }
  }

  /** @param {Errors} errors */
  function mark(errors) {
    papers.mark({});
    const [ofGuest, ofFields] = [guest?.mark(errors), fields.mark(errors)];
    return ofGuest ?? ofFields;
  }

  /**
   * The button that files although the same was filed before.
   * @param {import("./api.js").Problem} problem
   */
  function repeatOf(problem) {
    return problem.code !== "already_filed" ? "" : el("p", {},
      el("button", { type: "button", class: "plain", id: "confirm-repeat", onclick: () => press(true, true) }, t("form.confirm-repeat")));
  }
}
