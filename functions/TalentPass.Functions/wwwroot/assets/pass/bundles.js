import { all, api } from "../api.js";
import { el, facts } from "../dom.js";
import { fieldsOf, filingOf, noticeOf } from "../filing.js";
import { date, moment, named, t } from "../language.js";
import { alertOf, stateBadge } from "../parts.js";
import { whileVisible } from "../shell.js";
import { guideOf, knownOf } from "./services.js";

const refreshSeconds = 10;

/** A bundle: what is in it, stage by stage, and one form for all of it. */
export async function bundleView(host, session, id) {
  const client = api(session);
  try {
    const bundle = (await all(client, "/bundles")).find(each => each.bundle === id);
    const services = bundle?.stages.flat() ?? [];
    const [guides, known, areas] = await Promise.all([
      Promise.all(services.map(each => guideOf(client, each))), Promise.all(services.map(each => knownOf(client, each))), all(client, "/areas")]);
    host.append(el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`), ...(bundle ? [
      el("h1", {}, bundle.title),
      el("p", { class: "lead" }, bundle.summary),
      el("section", { class: "card" }, el("h2", {}, t("bundles.stages")), el("ol", {}, ...bundle.stages.map(stage => el("li", {},
        stage.map(each => guides.find(guide => guide.service === each).title).join(" · ")))),
        ...guides.map(guide => el("div", {}, el("h3", {}, guide.title), noticeOf(guide)))),
      filingOf({
        client, path: `/bundles/${encodeURIComponent(id)}/requests`, fields: together(bundle, guides, known),
        materials: papersOf(guides.flatMap(each => each.materials)),
        areas: guides.every(each => each.form.properties.area) ? null : areas,
        filed: filed => { location.hash = `#/filed/${filed.bundle}/${filed.bundleNumber}`; },
      }),
    ] : [alertOf(t("bundles.none"))]));
  } catch (problem) {
    host.append(alertOf(problem));
  }
}

/** A filed bundle: how far the whole is, and each part. */
export async function filedView(host, session, bundle, number) {
  const whole = el("div", {});
  host.append(el("a", { class: "back", href: "#/requests" }, `← ${t("requests.title")}`), whole);
  let shown = "";
  await load();
  return whileVisible(refreshSeconds, load);

  async function load() {
    try {
      const { body } = await api(session).get(`/bundles/${encodeURIComponent(bundle)}/requests/${encodeURIComponent(number)}`);
      if (shown !== (shown = JSON.stringify(body))) {
        whole.replaceChildren(
          el("h1", {}, body.title),
          el("section", { class: "card" },
            facts([
              [t("request.number"), el("span", { class: "number" }, body.bundleNumber)],
              [t("request.submitted"), moment(body.submittedAt)],
              [t("bundles.progress"), `${named("bundle", body.state)} · ${t("bundles.count", body.completed, body.total)}`],
            ]),
            el("progress", { max: body.total, value: body.completed, "aria-label": t("bundles.progress") })),
          el("ul", { class: "cards" }, ...body.requests.map(part)));
      }
    } catch (problem) {
      shown = "";
      whole.replaceChildren(alertOf(problem));
    }
  }
}

function part(request) {
  return el("li", {}, el("a", { class: "card link", href: `#/request/${request.number}`, "data-number": request.number },
    el("strong", {}, request.title, " ", stateBadge(request.state)),
    el("span", { class: "number" }, request.number),
    el("small", {}, `${t("bundles.stage", request.stage + 1)}${request.due ? ` · ${t("request.due")} ${date(request.due)}` : ""}`)));
}

// The forms of all parts, one below the other; what an earlier part has asked by the same name and words is not asked again.
function together(bundle, guides, known) {
  const asked = new Map();
  const parts = guides.map((guide, index) => {
    const { form, taken } = rest(guide, bundle.requires?.[guide.service] ?? [], asked);
    return { guide, taken, fields: fieldsOf({ ...guide, form }, known[index], `/answers/${guide.service}`) };
  });
  return {
    node: el("div", {}, ...parts.map(({ guide, fields }) => el("section", { "data-part": guide.service }, el("h3", {}, guide.title), fields.node))),
    read() {
      const all = {};
      return Object.fromEntries(parts.map(({ guide, taken, fields }) => {
        const own = fields.read();
        const answers = { ...Object.fromEntries(taken.filter(name => all[name] !== undefined).map(name => [name, all[name]])), ...own };
        Object.assign(all, own);
        return [guide.service, answers];
      }));
    },
    mark: errors => parts.map(each => each.fields.mark(errors)).find(each => each) ?? null,
  };
}

// A consent is to what one department does with the data: each is asked for itself.
function rest({ form, minors }, required, asked) {
  const taken = [];
  const properties = Object.entries(form.properties).filter(([name, schema]) => {
    const isAsked = name !== minors?.consent && asked.get(name) === schema.title;
    isAsked ? taken.push(name) : asked.set(name, schema.title);
    return !isAsked;
  });
  return { taken, form: { ...form, properties: Object.fromEntries(properties), required: [...form.required ?? [], ...required] } };
}

// A paper that more than one part wants is handed in once.
function papersOf(materials) {
  return [...new Set(materials.map(each => each.id))].map(id => {
    const same = materials.filter(each => each.id === id);
    return { ...(same.find(each => !each.fromSharedData) ?? same[0]), required: same.some(each => each.required), tolerable: same.every(each => each.tolerable) };
  });
}
