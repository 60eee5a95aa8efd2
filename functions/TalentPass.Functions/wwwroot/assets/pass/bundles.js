import { api } from "../api.js";
import { bundleFilingOf, openBundle, stagesOf } from "../bundle.js";
import { el, facts } from "../dom.js";
import { date, moment, named, t } from "../language.js";
import { all } from "../lists.js";
import { stateBadge } from "../parts.js";
import { keepCurrent } from "./current.js";
import { draftsOf } from "./drafts.js";
import { knownOf, papersIn } from "./services.js";

/**
 * The view of a bundle: its parts, stage by stage, and one form for the whole bundle.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} id
 * @returns {Promise<Stop>}
 */
export async function bundleView(host, session, id) {
  const client = api(session);
  let stop = await draw();
  return () => stop();

  async function draw() {
    const { bundle, guides } = await openBundle(client, id);
    const [known, areas] = await Promise.all([Promise.all(guides.map(each => knownOf(client, each.service))), all(client, "/areas")]);
    const parts = guides.map(each => ({ service: each.service, draft: `bundle-${id}-${each.service}`, papers: papersIn(each) }));
    const keeper = await draftsOf(session, `bundle ${id}`, parts, again);
    host.replaceChildren(
      el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`),
      el("h1", {}, bundle.title),
      el("p", { class: "lead" }, bundle.summary),
      stagesOf(bundle, guides),
      bundleFilingOf({ client, bundle, guides, known, areas, keeper, filed: filed => { location.hash = `#/filed/${filed.bundle}/${filed.bundleNumber}`; } }));
    return keeper.stop;
  }

  async function again() {
    stop();
    stop = await draw();
  }
}

/**
 * The view of a filed bundle: the progress of the whole bundle and of each part.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} bundle
 * @param {string} number
 */
export async function filedView(host, session, bundle, number) {
  host.append(el("a", { class: "back", href: "#/requests" }, `← ${t("requests.title")}`));
  const whole = keepCurrent(host, signal => api(session).get(`/bundles/${encodeURIComponent(bundle)}/requests/${encodeURIComponent(number)}`, { signal }), ({ body }) => [
    el("h1", { tabindex: "-1" }, body.title),
    el("section", { class: "card" },
      facts([
        [t("request.number"), el("span", { class: "number" }, body.bundleNumber)],
        [t("request.submitted"), moment(body.submittedAt)],
        [t("bundles.progress"), `${named("bundle", body.state)} · ${t("bundles.count", body.completed, body.total)}`],
      ]),
      el("progress", { max: body.total, value: body.completed, "aria-label": t("bundles.progress") })),
    el("ul", { class: "cards" }, ...body.requests.map(part)),
  ]);
  await whole.load();
  return whole.stop;
}

/** @param {Api.FiledBundlePart} request */
function part(request) {
  return el("li", {}, el("a", { class: "card link", href: `#/request/${request.number}`, "data-number": request.number },
    el("strong", {}, request.title, " ", stateBadge(request.state)),
    el("span", { class: "number" }, request.number),
    el("small", {}, `${t("bundles.stage", request.stage + 1)}${request.due ? ` · ${t("request.due")} ${date(request.due)}` : ""}`)));
}
