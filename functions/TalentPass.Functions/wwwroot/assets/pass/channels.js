import { api } from "../api.js";
import { el } from "../dom.js";
import { failed } from "../frame.js";
import { addTexts, t } from "../language.js";
import { texts } from "../strings/messages.js";
import { settingsOf } from "./channel-settings.js";
import { emailChannel } from "./email-channel.js";
import { notOffered, saidHere } from "./said.js";

/** @typedef {import("./channel-settings.js").Channels} Channels */
/** @typedef {ReturnType<typeof settingsOf>} Settings */

addTexts(texts);

/**
 * The view of how the user wants to be told. Switches and choices show what the city keeps, and not what was wished.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function channelsView(host, session) {
  const wrong = el("div", {});
  const settings = settingsOf(api(session), kept => parts.forEach(each => each.show(kept)));
  const parts = [languageOf(settings), weChatOf(settings), emailChannel(session.account, settings), smsOf(settings), quietHours()];
  const whole = el("div", { hidden: true }, ...parts.map(each => each.node));
  host.append(
    el("a", { class: "back", href: "#/messages" }, `← ${t("messages.title")}`),
    el("h1", {}, t("channels.title")), el("p", { class: "lead" }, t("channels.lead")), wrong, whole);
  await load();

  async function load() {
    const problem = await settings.load();
    wrong.replaceChildren(...(problem === null ? [] : [failed(problem, load)]));
    whole.hidden = problem !== null;
  }
}

/** @param {Settings} settings */
function languageOf(settings) {
  const said = saidHere();
  let its = "";
  /** @type {HTMLSelectElement} */
  const choice = el("select", { id: "channel-language", onchange: async () => {
    const wanted = choice.value === "zh" ? "zh" : "en";
    choice.value = its;
    said.tell(await settings.change({ language: wanted }), t("channels.saved"));
  } }, ...["zh", "en"].map(each => el("option", { value: each }, t(`channels.language.${each}`))));
  return {
    node: el("section", { class: "card" }, el("div", { class: "field" }, el("label", { for: "channel-language" }, t("channels.language")), choice), said.node),
    /** @param {Channels} kept */
    show({ language }) {
      its = choice.value = language;
    },
  };
}

/** @param {Settings} settings */
function weChatOf(settings) {
  const use = switchOf("wechat", settings);
  const text = el("div", {});
  return {
    node: el("section", { class: "card", "data-channel": "wechat" }, el("h2", {}, t("channel.wechat")), use.node, text),
    /** @param {Channels} kept */
    show({ wechat: { isAvailable, on, isBound, templates } }) {
      use.show(on, isAvailable && (isBound || on));
      text.replaceChildren(...(isAvailable ? [
        el("p", {}, t(isBound ? "channels.wechat.bound" : "channels.wechat.unbound")),
        el("ul", {}, ...templates.map(each => el("li", { "data-template": each.template }, each.title, " ", el("span", { class: "soft" }, t("channels.left", each.balance))))),
        el("p", { class: "soft" }, `${t("channels.wechat.hint")} ${t("channels.wechat.where")}`),
      ] : [notOffered()]));
    },
  };
}

/** @param {Settings} settings */
function smsOf(settings) {
  const use = switchOf("sms", settings);
  const text = el("div", {});
  return {
    node: el("section", { class: "card", "data-channel": "sms" }, el("h2", {}, t("channel.sms")), use.node, text),
    /** @param {Channels} kept */
    show({ sms: { isAvailable, on, phone } }) {
      use.show(on, isAvailable && phone !== null);
      text.replaceChildren(...(!isAvailable ? [notOffered()] : phone === null ? [el("p", {}, t("channels.sms.none"))] : [
        el("p", {}, t("channels.sms.to", phone)),
        el("p", { class: "soft" }, t("channels.sms.hint")),
      ]));
    },
  };
}

function quietHours() {
  const text = el("p", {});
  return {
    node: el("section", { class: "card" }, el("h2", {}, t("channels.quiet.title")), text),
    /** @param {Channels} kept */
    show({ quietHours: { from, to } }) {
      text.textContent = t("channels.quiet", from, to);
    },
  };
}

/**
 * The switch of a channel. It shows what is kept.
 * @param {"wechat" | "sms"} name
 * @param {Settings} settings
 */
function switchOf(name, settings) {
  const said = saidHere();
  let isOn = false;
  /** @type {HTMLInputElement} */
  const box = el("input", { type: "checkbox", role: "switch", id: `channel-${name}`, onchange: async () => {
    const wanted = box.checked;
    box.checked = isOn;
    said.tell(await settings.change({ [name]: wanted }), t("channels.saved"));
  } });
  const label = el("label", { class: "check" }, box, t("channels.use", t(`channel.${name}`)));
  return {
    node: el("div", {}, label, said.node),
    /**
     * @param {boolean} on
     * @param {boolean} canChange
     */
    show(on, canChange) {
      isOn = box.checked = on;
      label.hidden = !canChange;
    },
  };
}
