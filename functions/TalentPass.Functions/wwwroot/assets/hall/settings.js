import { api } from "../api.js";
import { el, facts } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { date, t, titled } from "../language.js";
import { all } from "../lists.js";
import { forgetDevice, registered } from "./device.js";
import { placeField, placeName } from "./place.js";
import { registrationOf } from "./registration.js";
import { isOn, signal, switchTo } from "./signals.js";

// Who comes back later is asked again.
const longestMs = 5000;

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

  /**
   * Removes a scanner at the second press, because it can scan no more from then on.
   * @param {Api.DeviceView} device
   */
  function removalOf(device) {
    let askedAt = 0;
    const button = el("button", { type: "button", class: "plain small", "data-remove": device.deviceId, "aria-label": titled(t("hall.devices.remove"), device.name), onclick: press, onblur: forget }, t("hall.devices.remove"));
    return button;

    /** @param {Event} event */
    async function press(event) {
      // A double click is one press.
      if (event instanceof UIEvent && event.detail > 1) {
        return;
      }

      if (askedAt === 0 || performance.now() - askedAt > longestMs) {
        askedAt = performance.now();
        button.removeAttribute("aria-label");
        button.textContent = t("hall.devices.remove.sure", device.name);
        return;
      }

      try {
        await api(session).remove(`/devices/${encodeURIComponent(device.deviceId)}`);
        await load();
      } catch (problem) {
        button.after(alertOf(problem));
      }
    }

    function forget() {
      askedAt = 0;
      button.setAttribute("aria-label", titled(t("hall.devices.remove"), device.name));
      button.textContent = t("hall.devices.remove");
    }
  }

  async function load() {
    try {
      const found = await all(api(session), "/devices");
      if (!found.some(each => each.deviceId === registered()?.deviceId)) {
        forgetDevice();
      }

      devices.replaceChildren(found.length === 0 ? el("p", { id: "no-devices" }, t("hall.devices.none")) : el("ul", { class: "plain-list", id: "devices" },
        ...found.map(each => el("li", { "data-device": each.deviceId }, el("div", {}, el("strong", {}, each.name), each.deviceId === registered()?.deviceId ? el("span", { class: "state" }, t("hall.devices.this")) : null, facts([
          [t("hall.place"), placeName(each.place)],
          [t("hall.devices.until"), date(each.expiresAt.slice(0, 10))],
        ])), session.roles.includes("supervisor") ? removalOf(each) : null))));
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
