import { api } from "../api.js";
import { el, unwaited } from "../dom.js";
import { t } from "../language.js";
import { newId } from "../pass/fields.js";

/** @typedef {ReturnType<typeof reasonsOf>} Reasons */

/**
 * The texts that the officers of a desk often write. They are read when the first dialog needs them.
 * @param {DeskSession} session
 */
export function reasonsOf(session) {
  /** @type {Api.ReasonView[] | null} */
  let all = null;
  return {
    /**
     * Returns what adds the common reasons of an action to the fields of its dialog. The dialog does not wait for them.
     * @param {string} action
     */
    forAction: action => /** @param {HTMLElement} fields */ fields => {
      if (all === null) {
        unwaited(load().then(() => show(fields, action)));
      } else {
        show(fields, action);
      }
    },
  };

  async function load() {
    // Without the texts everything can still be written by hand.
    all = (await api(session).get(`/desks/${session.department}/reasons`).catch(() => null))?.body.items ?? null;
  }

  /**
   * @param {HTMLElement} fields
   * @param {string} action
   */
  function show(fields, action) {
    offer(fields, (all ?? []).filter(each => each.actions.includes(action)).map(each => each.text));
  }
}

/**
 * Offers texts above the fields. A chosen one is added to the text field that was used last, or to the first one; what stands there
 * stays.
 * @param {HTMLElement} fields
 * @param {string[]} texts
 */
function offer(fields, texts) {
  if (texts.length === 0) {
    return;
  }

  const id = newId();
  const choice = el("select", { id, "data-reasons": true, "aria-describedby": `${id}-hint`, onchange: take },
    el("option", { value: "" }, t("desk.reasons.choose")), ...texts.map((each, index) => el("option", { value: String(index) }, each)));
  /** @type {HTMLTextAreaElement | null} */
  let used = null;
  fields.addEventListener("focusin", event => { used = event.target instanceof HTMLTextAreaElement ? event.target : used; });
  fields.prepend(el("div", { class: "field" },
    el("label", { for: id }, t("desk.reasons")), el("p", { class: "hint", id: `${id}-hint` }, t("desk.reasons.hint")), choice));

  function take() {
    const area = used?.isConnected ? used : fields.querySelector("textarea");
    if (area && choice.value !== "") {
      area.value = [area.value.trimEnd(), texts[Number(choice.value)]].filter(each => each).join("\n");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      choice.value = "";
      area.focus();
    }
  }
}
