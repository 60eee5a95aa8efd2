import { el, facts } from "./dom.js";
import { alertOf } from "./frame.js";
import { bracketed, date, moment, named, t } from "./language.js";

/**
 * A light with its name as text, because colour alone is not enough.
 * @param {string} name
 */
export function light(name) {
  return el("span", { class: `light ${name}` }, named("light", name));
}

/** @param {string} state */
export function stateBadge(state) {
  return el("span", { class: "state", "data-state": state }, named("state", state));
}

/**
 * The timeline of a request, the newest step last. `whoOf` names the one who took a step.
 * @param {Api.TimelineView[]} steps
 * @param {(actor: string, action: string) => string} whoOf
 */
export function timeline(steps, whoOf = actor => actor) {
  return el("ol", { class: "timeline" }, ...steps.map(step => el("li", { "data-action": step.action },
    el("strong", {}, named("action", step.action)),
    " ", stateBadge(step.state),
    el("span", { class: "soft" }, `${moment(step.at)} · ${whoOf(step.actor, step.action)}`),
    step.note ? el("p", { class: "note" }, step.note) : null)));
}

/**
 * A step of the timeline in a few words: what was done, by whom and when.
 * @param {Api.TimelineView} step
 */
export function stepText(step) {
  return `${named("action", step.action)} · ${step.actor} · ${moment(step.at)}`;
}

/**
 * The name of a due date: what has to be done by then.
 * @param {{ dueKind?: string | null }} view
 */
export function dueName({ dueKind }) {
  return dueKind ? named("due", dueKind) : t("request.due");
}

/** @param {string | null | undefined} colour the colour of the last slip of supervision (督办单) */
export function slip(colour) {
  return colour ? el("span", { class: `light slip ${colour}` }, `${t("course.slip")} · ${named("slip", colour)}`) : null;
}

/**
 * The due date of a request, with the working days that remain or are overdue.
 * @param {Api.RequestView} view
 */
export function dueText(view) {
  return el("span", {}, dueWords(view));
}

/** @param {Api.RequestView} view */
export function dueWords({ clock, due }) {
  const remaining = clock?.remainingWorkingDays;
  return [
    clock?.provisional ? bracketed(date(due), t("request.due.provisional")) : date(due),
    remaining === null || remaining === undefined ? null : remaining < 0 ? t("request.overdue", -remaining) : t("request.remaining", remaining),
  ].filter(each => each).join(" · ");
}

/**
 * The papers that were handed in or shown, with the titles from the guide. `open` opens a file; null when the reader may not
 * open the files.
 * @param {Api.SubmittedMaterial[]} materials
 * @param {Api.MaterialView[] | undefined} guide
 * @param {((file: string) => unknown) | null} open
 * @param {string} text what opening is called
 */
export function papers(materials, guide, open, text = t("file.open")) {
  return el("ul", {}, ...materials.map(({ id, file }) => el("li", {}, guide?.find(one => one.id === id)?.title ?? id, " ",
    file && open ? el("button", { type: "button", class: "plain small", "data-file": file, onclick: () => open(file) }, text) : null)));
}

/**
 * The result documents of a request, with a button to download each. `more` adds further buttons to a document.
 * @param {Api.DocumentLine[] | null | undefined} documents
 * @param {(number: string) => unknown} open
 * @param {(document: Api.DocumentLine) => HTMLElement[]} more
 */
export function documentsOf(documents, open, more = () => []) {
  return documents ? [el("ul", { class: "documents" }, ...documents.map(each => el("li", { "data-document": each.number },
    el("strong", {}, named("document", each.kind)), " ", el("span", { class: "state", "data-state": each.status }, named("verify.status", each.status)),
    el("span", { class: "soft" }, ` ${date(each.issuedOn)} · `, el("span", { class: "number" }, each.number)),
    el("div", { class: "actions" },
      el("button", { type: "button", class: "plain small", onclick: () => open(each.number) }, t("documents.open")), ...more(each)))))] : [];
}

/**
 * Downloads a file from the API and saves it under `name`. `message` shows what goes wrong.
 * @param {import("./api.js").Client} client
 * @param {string} path
 * @param {string} name
 * @param {HTMLElement} message
 */
export async function save(client, path, name, message) {
  try {
    const { body } = await client.download(path);
    const link = el("a", { href: URL.createObjectURL(body), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (problem) {
    message.replaceChildren(alertOf(problem));
  }
}

/**
 * Downloads a result document as a PDF.
 * @param {import("./api.js").Client} client
 * @param {string} number
 * @param {HTMLElement} message
 */
export function saveDocument(client, number, message) {
  return save(client, `/documents/${encodeURIComponent(number)}/pdf`, `${number}.pdf`, message);
}

/**
 * The answers as a list, with the titles from the form.
 * @param {Answers | undefined} values
 * @param {{ properties?: Record<string, Field> } | undefined} form
 */
export function answers(values, form) {
  return facts(Object.entries(values ?? {}).map(([name, value]) => {
    const schema = form?.properties?.[name];
    return [schema?.title ?? name, answer(value, schema)];
  }));
}

/**
 * @param {Answer | null | undefined} value
 * @param {Field | undefined} schema
 * @returns {Node | string}
 */
function answer(value, schema) {
  if (Array.isArray(value)) {
    return value.length === 0 ? "—" : el("ul", {}, ...value.map(each => el("li", {}, answer(each, schema?.items))));
  }

  if (value !== null && typeof value === "object") {
    return answers(value, schema);
  }

  return typeof value === "boolean" ? t(value ? "yes" : "no")
    : schema?.format === "date" ? date(String(value))
    : schema?.["x-enum-titles"]?.[String(value)] ?? String(value);
}
