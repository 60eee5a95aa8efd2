import { api } from "../api.js";
import { el } from "../dom.js";
import { failed } from "../frame.js";
import { t } from "../language.js";
import { all } from "../lists.js";
import { serviceFilingOf } from "../service-filing.js";
import { guideOf, termsOf } from "../terms.js";
import { draftsOf } from "./drafts.js";

/**
 * The view of the services that are meant for the user, and of the bundles in which every service is one of them.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function servicesView(host, session) {
  host.append(el("h1", {}, t("services.title")));
  try {
    const [services, bundles] = await Promise.all([all(api(session), "/services?audience=mine"), all(api(session), "/bundles")]);
    const mine = new Set(services.map(each => each.service));
    host.append(
      el("p", {}, el("a", { href: "#/entitlements" }, t("entitlements.open"))),
      cards(services.map(service => el("a", { class: "card link", href: `#/service/${service.service}`, "data-service": service.service },
        el("strong", {}, service.title),
        el("span", {}, service.summary),
        service.window ? el("small", {}, t(service.window.open ? "services.window.open" : "services.window.closed")) : null))),
      el("h2", {}, t("bundles.title")),
      cards(bundles.filter(bundle => bundle.stages.flat().every(each => mine.has(each))).map(bundle =>
        el("a", { class: "card link", href: `#/bundle/${bundle.bundle}`, "data-bundle": bundle.bundle },
          el("strong", {}, bundle.title),
          el("span", {}, bundle.summary)))));
  } catch (problem) {
    host.append(failed(problem, () => {
      host.replaceChildren();
      return servicesView(host, session);
    }));
  }
}

/**
 * The view of one service: its guide and its form.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} service
 * @returns {Promise<Stop>}
 */
export async function serviceView(host, session, service) {
  const client = api(session);
  let stop = await draw();
  return () => stop();

  async function draw() {
    const [guide, known, areas] = await Promise.all([guideOf(client, service), knownOf(client, service), all(client, "/areas")]);
    const keeper = await draftsOf(session, service, [{ service, draft: null, papers: papersIn(guide) }], again);
    host.replaceChildren(
      el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`),
      el("h1", {}, guide.title),
      el("p", { class: "lead" }, guide.summary),
      termsOf(guide),
      serviceFilingOf({ client, guide, known, areas, keeper, filed: receipt => { location.hash = `#/request/${receipt.number}`; } }));
    return keeper.stop;
  }

  async function again() {
    stop();
    stop = await draw();
  }
}

/**
 * The ids of the papers that a service asks for.
 * @param {Api.ServiceView} guide
 */
export function papersIn(guide) {
  return guide.materials.filter(each => !each.fromSharedData).map(each => each.id);
}

/**
 * What the city already knows about the user for a service. Nothing when the call fails.
 * @param {import("../api.js").Client} client
 * @param {string} service
 * @returns {Promise<import("../service-filing.js").Known>}
 */
export function knownOf(client, service) {
  return client.get(`/services/${encodeURIComponent(service)}/prefill`).then(each => each.body, () => ({ answers: {}, from: {} }));
}

/** @param {HTMLElement[]} links */
function cards(links) {
  return el("ul", { class: "cards" }, ...links.map(link => el("li", {}, link)));
}
