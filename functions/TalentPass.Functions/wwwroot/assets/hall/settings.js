import { api } from "../api.js";
import { el, facts } from "../dom.js";
import { failed } from "../frame.js";
import { date, t } from "../language.js";
import { all } from "../lists.js";
import { registered } from "./device.js";
import { placeField, placeId, placeName } from "./place.js";
import { registrationOf } from "./registration.js";
import { isOn, signal, switchTo } from "./signals.js";

/**
 * What belongs to this device: its place, sound and vibration; and the scanners that are registered. Supervisors register this device.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function settingsView(host, session) {
  const devices = el("div", {});
  host.append(
    el("h1", {}, t("hall.settings")),
    el("section", { class: "card" },
      placeField(),
      choice("sound", "hall.sound"),
      choice("touch", "hall.vibration"),
      el("p", {}, t("hall.signals.try")),
      el("div", { class: "actions" }, ...(/** @type {const} */ (["green", "amber", "red"])).map(each =>
        el("button", { type: "button", class: "plain", "data-signal": each, onclick: () => signal(each) }, t(`hall.signal.${each}`))))),
    ...(session.roles.includes("supervisor") ? [registrationOf(session, load)] : []),
    el("section", { class: "card" }, el("h2", {}, t("hall.devices")), el("p", { class: "soft" }, t("hall.devices.how")), devices));
  await load();

  async function load() {
    try {
      const found = await all(api(session), "/devices");
      devices.replaceChildren(found.length === 0 ? el("p", { id: "no-devices" }, t("hall.devices.none")) : el("ul", { class: "plain-list", id: "devices" },
        ...found.map(each => el("li", { "data-device": each.deviceId }, el("div", {}, el("strong", {}, each.name), each.deviceId === registered()?.deviceId ? el("span", { class: "state" }, t("hall.devices.this")) : null, facts([
          [t("hall.place"), each.place === placeId() ? placeName() : each.place],
          [t("hall.devices.until"), date(each.expiresAt.slice(0, 10))],
        ]))))));
    } catch (problem) {
      devices.replaceChildren(failed(problem, load));
    }
  }
}

/**
 * @param {"sound" | "touch"} what
 * @param {string} text
 */
function choice(what, text) {
  /** @type {HTMLInputElement} */
  const box = el("input", { type: "checkbox", id: `switch-${what}`, checked: isOn(what), onchange: () => switchTo(what, box.checked) });
  return el("label", { class: "check" }, box, t(text));
}
