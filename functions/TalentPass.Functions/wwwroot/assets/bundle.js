import { el } from "./dom.js";
import { filingOf } from "./filing.js";
import { isNeeded } from "./guide.js";
import { t } from "./language.js";
import { all } from "./lists.js";
import { allOf } from "./pass/field-errors.js";
import { fieldsOf } from "./service-filing.js";
import { guideOf, noticeOf } from "./terms.js";

/** @typedef {Api.ServiceView} Guide */
/** @typedef {import("./service-filing.js").Known} Known */

/**
 * Reads a bundle and the guides of its parts. Throws when there is no such bundle.
 * @param {import("./api.js").Client} client
 * @param {string} id
 */
export async function openBundle(client, id) {
  const bundle = (await all(client, "/bundles")).find(each => each.bundle === id);
  if (!bundle) {
    throw new Error(t("bundles.none"));
  }

  return { bundle, guides: await Promise.all(bundle.stages.flat().map(each => guideOf(client, each))) };
}

/**
 * The parts of a bundle, stage by stage, and the notice of each department about how it handles the information.
 * @param {Api.BundleView} bundle
 * @param {Guide[]} guides
 */
export function stagesOf(bundle, guides) {
  return el("section", { class: "card" }, el("h2", {}, t("bundles.stages")), el("ol", {}, ...bundle.stages.map(stage => el("li", {},
    stage.map(each => guides.find(guide => guide.service === each)?.title).join(" · ")))),
    ...guides.map(guide => el("div", {}, el("h3", {}, guide.title), noticeOf(guide))));
}

/**
 * The form of a whole bundle. `known` has what is known for each guide, in the same order. The rest is as for one service.
 * @param {import("./filing.js").Filing<Api.FiledBundleView> & { bundle: Api.BundleView, guides: Guide[], known?: Known[] }} filing
 */
export function bundleFilingOf({ bundle, guides, known = [], areas, ...rest }) {
  return filingOf({
    ...rest, path: `/bundles/${encodeURIComponent(bundle.bundle)}/requests`, fields: together(bundle, guides, rest.keeper.filled?.answers, known),
    byService: typed => /** @type {Record<string, Answers>} */ (typed),
    guides, materials: papersOf(guides.flatMap(each => each.materials)), needs: needsOf(guides),
    areas: guides.every(each => each.form.properties.area) ? null : areas,
  });
}

/**
 * The forms of all parts, one below the other. A field with the same name and title as in an earlier part is not asked again;
 * the earlier answer is used.
 * @param {Api.BundleView} bundle
 * @param {Guide[]} guides
 * @param {Record<string, Answers> | undefined} given
 * @param {Known[]} known
 * @returns {import("./pass/form.js").Form}
 */
function together(bundle, guides, given, known) {
  const parts = askedOnce(bundle, guides).map(({ guide, taken }, index) =>
    ({ guide, taken, fields: fieldsOf(guide, given?.[guide.service], known[index], `/answers/${guide.service}`) }));
  return {
    node: el("div", {}, ...parts.map(({ guide, fields }) => el("section", { "data-part": guide.service }, el("h3", {}, guide.title), fields.node))),
    read: () => answersOf(fields => fields.read()),
    typed: () => answersOf(fields => fields.typed()),
    check: () => allOf(parts.map(each => each.fields.check())),
    mark: errors => parts.map(each => each.fields.mark(errors)).find(each => each) ?? null,
  };

  /** @param {(fields: import("./pass/form.js").Form) => Answers} read */
  function answersOf(read) {
    return withTaken(parts.map(({ guide, taken, fields }) => ({ service: guide.service, taken, own: read(fields) })));
  }
}

/**
 * The guides of a bundle, each with the fields alone that are not asked in an earlier part, and the names of those that it takes
 * from there.
 * @param {Api.BundleView} bundle
 * @param {Guide[]} guides
 */
export function askedOnce(bundle, guides) {
  /** @type {Map<string, string | undefined>} */
  const asked = new Map();
  return guides.map(guide => {
    const { form, taken } = rest(guide, bundle.requires?.[guide.service] ?? [], asked);
    return { guide: { ...guide, form }, taken };
  });
}

/**
 * The answers of each part of a bundle, by service: its own, and those that it takes from earlier parts.
 * @param {{ service: string, taken: string[], own: Answers }[]} parts in the order in which they are asked
 * @returns {Record<string, Answers>}
 */
export function withTaken(parts) {
  /** @type {Answers} */
  const all = {};
  return Object.fromEntries(parts.map(({ service, taken, own }) => {
    const answers = { ...Object.fromEntries(taken.filter(name => all[name] !== undefined).map(name => [name, all[name]])), ...own };
    Object.assign(all, own);
    return [service, answers];
  }));
}

/**
 * The fields that a part must still ask for, and the names of those (`taken`) that it takes from earlier parts. A consent is
 * always asked again, because it allows only one department to use the data.
 * @param {Guide} guide
 * @param {string[]} required
 * @param {Map<string, string | undefined>} asked the titles of the earlier parts' fields by name; this part's are added
 */
function rest({ form, minors }, required, asked) {
  const fields = Object.entries(form.properties);
  const taken = fields.filter(([name, { title }]) => name !== minors?.consent && asked.get(name) === title).map(([name]) => name);
  const left = fields.filter(([name]) => !taken.includes(name));
  left.forEach(([name, { title }]) => asked.set(name, title));
  return { taken, form: { ...form, properties: Object.fromEntries(left), required: [...form.required ?? [], ...required] } };
}

/**
 * Whether the answers need a paper: when one part needs it for its own answers. Null when no part is known to need it and one may.
 * @param {Guide[]} guides
 * @returns {typeof isNeeded}
 */
export function needsOf(guides) {
  return ({ id }, answers) => {
    const needs = guides.flatMap(({ service, materials }) => materials.filter(each => each.id === id && !each.fromSharedData)
      .map(each => isNeeded(each, /** @type {Answers | undefined} */ (answers[service]) ?? {})));
    return needs.includes(true) ? true : needs.includes(null) ? null : false;
  };
}

/**
 * The papers of all parts, each paper once.
 * @param {Api.MaterialView[]} materials
 * @returns {Api.MaterialView[]}
 */
export function papersOf(materials) {
  return [...new Set(materials.map(each => each.id))].map(id => {
    const same = materials.filter(each => each.id === id);
    return { ...(same.find(each => !each.fromSharedData) ?? same[0]), requiredWhen: undefined, required: same.some(each => each.required), tolerable: same.every(each => each.tolerable) };
  });
}
