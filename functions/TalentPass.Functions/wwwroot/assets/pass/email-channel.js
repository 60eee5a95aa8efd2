import { el, unwaited } from "../dom.js";
import { codesText } from "../errors.js";
import { t } from "../language.js";
import { notOffered, saidHere } from "./said.js";

/** @typedef {import("./channel-settings.js").Channels} Channels */

// What is typed outlives a refusal, and a view that is drawn anew, e.g. in the other language; in this tab alone.
const typed = { account: "", email: "", code: "" };

/**
 * E-mail: the address that is kept, another one with the code that proves it, and the end of it.
 * @param {string} account
 * @param {ReturnType<typeof import("./channel-settings.js").settingsOf>} settings
 */
export function emailChannel(account, settings) {
  if (typed.account !== account) {
    Object.assign(typed, { account, email: "", code: "" });
  }

  const said = saidHere();
  const address = el("p", { id: "email-address" });
  const confirmed = el("span", { class: "state" }, t("channels.email.confirmed"));
  const open = el("p", { id: "email-open" }, t("channels.email.open"));
  const label = el("span", {});
  const email = fieldOf("email", label, { type: "email", autocomplete: "email", maxlength: 200 });
  const code = fieldOf("code", t("channels.code"), { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 6 });
  const drop = el("button", { type: "button", class: "plain", id: "email-drop", hidden: true, onclick: stop }, t("channels.email.drop"));
  const proof = formOf("email-confirm", t("channels.confirm"), code, confirm);
  const wanted = formOf("email-save", t("channels.email.save"), email, save);
  const none = notOffered();
  return {
    node: el("section", { class: "card", "data-channel": "email" }, el("h2", {}, t("channel.email")), none, address, open, said.node, proof, wanted, drop),
    /** @param {Channels} kept */
    show({ email: { isAvailable, address: its, isConfirmed } }) {
      none.hidden = isAvailable;
      wanted.hidden = !isAvailable;
      address.hidden = its === null;
      address.replaceChildren(t("channels.email.to", its ?? ""), " ", isConfirmed ? confirmed : "");
      open.hidden = proof.hidden = !isAvailable || its === null || isConfirmed;
      drop.hidden = its === null;
      label.textContent = t(isConfirmed ? "channels.email.other" : "channels.email.hint");
    },
  };

  async function save() {
    const problem = await settings.change({ email: email.input.value.trim() });
    if (tell(problem, email, problem?.errors["/email"], t("channels.email.sent"))) {
      code.input.focus();
    }
  }

  async function confirm() {
    const problem = await settings.confirm(code.input.value.trim());
    if (tell(problem, code, problem?.errors["/code"] && [t("channels.code.wrong")], t("channels.email.confirmed"))) {
      [email, code].forEach(each => each.empty());
      drop.focus();
    }
  }

  /**
   * Tells what is wrong at its field, or else above the forms. Returns whether it was done.
   * @param {import("../api.js").Problem | null} problem
   * @param {ReturnType<typeof fieldOf>} field
   * @param {string[] | undefined} wrong
   * @param {string} done
   */
  function tell(problem, field, wrong, done) {
    field.mark(wrong);
    if (wrong) {
      said.forget();
    } else {
      said.tell(problem, done);
    }

    return problem === null;
  }

  async function stop() {
    said.tell(await settings.change({ email: null }), t("channels.email.dropped"));
    (drop.hidden ? email.input : drop).focus();
  }
}

/**
 * @param {"email" | "code"} name
 * @param {string | HTMLElement} title
 * @param {import("../dom.js").Properties} looks
 */
function fieldOf(name, title, looks) {
  const wrong = el("p", { class: "error", id: `${name}-error`, hidden: true });
  /** @type {HTMLInputElement} */
  const input = el("input", { id: name, ...looks, oninput: () => { typed[name] = input.value; } });
  input.value = typed[name];
  return {
    input, node: el("div", { class: "field" }, el("label", { for: name }, title), input, wrong),
    /** @param {string[] | undefined} codes what is wrong: codes, or words */
    mark(codes) {
      wrong.hidden = codes === undefined;
      wrong.textContent = codes === undefined ? "" : codesText(codes);
      if (codes === undefined) {
        ["aria-invalid", "aria-describedby"].forEach(each => input.removeAttribute(each));
        return;
      }

      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", wrong.id);
      input.focus();
    },
    empty() {
      input.value = typed[name] = "";
    },
  };
}

/**
 * @param {string} id
 * @param {string} text
 * @param {ReturnType<typeof fieldOf>} field
 * @param {() => Promise<void>} send
 */
function formOf(id, text, field, send) {
  const button = el("button", { type: "submit" }, text);
  return el("form", { id, novalidate: true, onsubmit: event => {
    event.preventDefault();
    if (field.input.value.trim() === "") {
      field.mark(["required"]);
      return;
    }

    button.disabled = true;
    unwaited(send().finally(() => { button.disabled = false; }));
  } }, field.node, el("div", { class: "actions" }, button));
}
