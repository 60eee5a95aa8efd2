import { api, codesText, keysByContent, problemOf } from "../api.js";
import { el, facts } from "../dom.js";
import { date, t } from "../language.js";
import { alertOf } from "../parts.js";
import { keepDevice, registered } from "./device.js";
import { placeId } from "./place.js";

/**
 * The form with which a supervisor registers this device as a scanner. Its token is shown once, for a scanner that calls the API by
 * itself; the page does not keep it.
 * @param {Session} session
 * @param {() => unknown} done
 */
export function registrationOf(session, done) {
  const name = el("input", { id: "device-name", type: "text", required: true, maxlength: 64, value: registered()?.name ?? "", "aria-describedby": "device-name-wrong" });
  const wrongName = el("p", { class: "error", id: "device-name-wrong" });
  const outcome = el("div", { "aria-live": "polite" });
  const go = el("button", { type: "submit", id: "register" }, t("hall.register"));
  const keyOf = keysByContent();
  return el("form", { class: "card", novalidate: true, onsubmit: submit },
    el("h2", {}, t("hall.register.title")),
    el("p", { class: "soft" }, t("hall.register.hint")),
    el("div", { class: "field" }, el("label", { for: "device-name" }, t("hall.register.name")), name, wrongName),
    go, outcome);

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    go.disabled = true;
    mark([]);
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
      mark(problem.errors["/name"] ?? []);
    } finally {
      go.disabled = false;
    }
  }

  /** @param {string[]} codes */
  function mark(codes) {
    name.toggleAttribute("aria-invalid", codes.length > 0);
    wrongName.textContent = codesText(codes);
    if (codes.length > 0) {
      name.focus();
    }
  }
}
