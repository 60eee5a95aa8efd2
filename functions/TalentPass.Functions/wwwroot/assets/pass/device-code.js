import { el } from "../dom.js";
import { moment, t } from "../language.js";
import { ownCode } from "./code.js";
import { keepFresh } from "./fresh.js";
import { phoneOf } from "./phone.js";

/**
 * Shows the codes of this device to whoever holds it, when nobody is signed in: the session is over, or there is no network to sign
 * in. Shows nothing on a device that is not bound to a pass.
 * @param {HTMLElement} host
 * @returns {Promise<Stop | null>}
 */
export async function deviceCode(host) {
  const phone = await phoneOf(null);
  if (!phone.canShow()) {
    return null;
  }

  const code = el("div", {});
  host.append(
    el("h1", {}, t("pass.title")),
    el("section", { class: "card pass-card", id: "device-code" }, code, el("p", { class: "soft" }, t("pass.offline.unsigned", moment(phone.until())))));
  return keepFresh(code, () => ownCode(phone, t("pass.by-device")));
}
