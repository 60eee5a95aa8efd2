import { api, problemOf } from "../api.js";
import { el, facts } from "../dom.js";
import { alertOf } from "../frame.js";
import { keysByContent } from "../idempotency.js";
import { date, t } from "../language.js";
import { errorOf } from "../pass/field-errors.js";
import { keepDevice, registered } from "./device.js";
import { placeId } from "./place.js";

/**
 * The form with which a supervisor registers this device as a scanner. Its token is shown once, for a scanner that calls the API by
 * itself; the page does not keep it.
 * @param {Session} session
 * @param {() => unknown} done
 */
export function registrationOf(session, done) {
  const name = el("input", { id: "device-name", type: "text", required: true, maxlength: 64, value: registered()?.name ?? "" });
  const wrong = errorOf(name, "device-name");
  const outcome = el("div", { "aria-live": "polite" });
  const go = el("button", { type: "submit", id: "register" }, t("hall.register"));
  const keyOf = keysByContent();
  return el("form", { class: "card", novalidate: true, onsubmit: submit },
    el("h2", {}, t("hall.register.title")),
    el("p", { class: "soft" }, t("hall.register.hint")),
    el("div", { class: "field" }, el("label", { for: "device-name" }, t("hall.register.name")), name, wrong.node),
    go, outcome);

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    go.disabled = true;
    wrong.mark({}, "/name");
    try {
      const body = { name: name.value.trim(), place: placeId() };
      const { body: device } = await api(session).post("/devices", body, keyOf(body));
      keepDevice(device);
      outcome.replaceChildren(el("div", { class: "done", id: "registered" },
        el("p", {}, t("hall.register.done")),
        facts([[t("hall.register.token"), el("span", { class: "number" }, device.token)], [t("hall.devices.until"), date(device.expiresAt.slice(0, 10))]])));
      await done();
    } catch (thrown) {
      const problem = problemOf(thrown);
      outcome.replaceChildren(alertOf(problem));
      wrong.mark(problem.errors, "/name")?.focus();
    } finally {
      go.disabled = false;
    }
  }
}
