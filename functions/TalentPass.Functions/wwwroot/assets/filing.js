import { codesText, problemOf, randomName } from "./api.js";
import { el } from "./dom.js";
import { conditionsListOf, guideFactsOf, isNeeded } from "./guide.js";
import { date, t } from "./language.js";
import { alertOf } from "./parts.js";
import { formOf } from "./pass/form.js";

/** @typedef {import("./api.js").Client} Client */
/** @typedef {Api.ServiceView} Guide */
/** @typedef {import("./pass/form.js").Form} Form */

/**
 * What every filing form needs. `areas`: the areas to choose from, or null to ask for none. `scanId`: at a counter, the scan
 * of the holder for whom the officer files. `guest`: the fields about a guest from a partner city; a guest's papers are shown at
 * the counter. `filed`: is called with the receipt.
 * @template R
 * @typedef {{ client: Client, areas: Api.AreaView[] | null, scanId?: string, guest?: Form, filed: (receipt: R) => unknown }} Filing
 */

/**
 * The terms of a service: who is entitled, how long it takes, whether the user must come in person, what it costs and rests
 * on, and how the information is handled.
 * @param {Guide} guide
 */
export function termsOf(guide) {
  const limits = guide.timeLimits;
  return el("section", { class: "card" },
    el("h2", {}, t("guide.conditions")),
    conditionsListOf(guide),
    el("h2", {}, t("guide.limits")),
    el("p", {}, [
      limits.promisedWorkingDays ? t(limits.promiseFrom === "filing" ? "guide.promised.filing" : "guide.promised", limits.promisedWorkingDays) : null,
      limits.legalWorkingDays ? t(limits.legalTag === "setting" ? "guide.longest" : "guide.legal", limits.legalWorkingDays) : null,
    ].filter(each => each).join(" · ")),
    guide.window ? el("p", {}, guide.window.text) : null,
    guide.window ? el("p", { class: "soft" }, t(guide.window.late ? "guide.window.late" : "guide.window.begins", date(guide.window.clockBegins))) : null,
    el("h2", {}, t("guide.presence")),
    el("p", {}, guide.presence.text),
    ...guideFactsOf(guide),
    noticeOf(guide));
}

/**
 * The notice about how the department handles the information.
 * @param {Guide} guide
 */
export function noticeOf(guide) {
  return el("details", {}, el("summary", {}, t("guide.notice")), el("p", {}, guide.notice));
}

/**
 * The guide of a service.
 * @param {Client} client
 * @param {string} service
 */
export async function guideOf(client, service) {
  return (await client.get(`/services/${encodeURIComponent(service)}`)).body;
}

/**
 * The form fields of one service, filled in with the known answers.
 * @param {Guide} guide
 * @param {Answers | undefined} known
 * @param {string} pointer
 */
export function fieldsOf(guide, known, pointer = "/answers") {
  return formOf(guide.form, { ...guide.example, ...known }, pointer, guide);
}

/**
 * The form of one service with its papers. It asks for an area only when the service's own form has no `area` field.
 * @param {Filing<Api.RequestReceipt> & { guide: Guide, known?: Answers }} filing
 */
export function serviceFilingOf({ client, guide, known, areas, scanId, guest, filed }) {
  return filingOf({
    client, path: "/requests", subject: { service: guide.service }, fields: fieldsOf(guide, known), materials: guide.materials, scanId, guest, filed,
    areas: guide.form.properties.area ? null : areas,
  });
}

/**
 * A form with `fields`, the papers and a button that files them. It posts them to `path` together with the members of
 * `subject`. With `scanId` the filing is for the holder of that scan. `filed` is called with the receipt.
 * @template {string} P
 * @param {Filing<Api.PostBody<Plain<P>>> & { path: P, subject?: object, fields: Form, materials: Api.MaterialView[] }} filing
 */
export function filingOf({ client, path, subject, fields, materials, areas, scanId, guest, filed }) {
  const area = areas && areaOf(areas);
  const wrong = el("div", {});
  const send = el("button", { type: "submit", id: "submit-request" }, t("form.submit"));
  const confirmed = el("input", { type: "checkbox", id: "document-confirmed" });
  const papers = materials.filter(each => !each.fromSharedData).map(each => paperOf(client, each, scanId, guest === undefined));
  /** @type {{ text: string, key: string } | null} */
  let promise = null;
  tell();
  return el("form", { class: "card", novalidate: true, onsubmit: submit, oninput: tell, onchange: tell },
    el("h2", {}, t("form.title")),
    el("p", { class: "soft" }, t("form.example")),
    wrong,
    guest?.node,
    fields.node,
    area?.node,
    el("h2", {}, t("guide.materials")),
    papers.length > 0 ? el("fieldset", { class: "checks" }, el("legend", {}, t("guide.materials.hint")), ...papers.map(each => each.node)) : null,
    el("ul", { class: "soft" }, ...materials.filter(each => each.fromSharedData)
      .map(each => el("li", {}, `${each.title} (${t("guide.shared")})`))),
    scanId ? el("label", { class: "check" }, confirmed, el("span", {}, t("form.document-confirmed"), el("small", {}, t("form.document-confirmed.hint")))) : null,
    send);

  // The answers decide which papers are required.
  function tell() {
    const answers = fields.read();
    papers.forEach(each => each.tell(answers));
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    return file(false);
  }

  /** @param {boolean} confirmRepeat */
  async function file(confirmRepeat) {
    const body = {
      ...subject,
      answers: fields.read(),
      materials: papers.filter(each => each.ticked()).map(each => each.read()),
      area: area?.read(),
      onBehalfOf: scanId && { scanId, documentConfirmed: confirmed.checked, guest: guest?.read() },
      confirmRepeat: confirmRepeat || undefined,
    };
    const text = JSON.stringify(body);
    // The same content keeps its idempotency key. So a second press, or a retry after a lost answer, does not file it twice.
    promise = promise?.text === text ? promise : { text, key: randomName() };
    send.disabled = true;
    wrong.replaceChildren();
    fields.mark({});
    guest?.mark({});
    try {
      filed((await client.post(path, body, { "Idempotency-Key": promise.key })).body);
    } catch (thrown) {
      const problem = problemOf(thrown);
      const marked = guest?.mark(problem.errors) ?? fields.mark(problem.errors);
      // Errors that belong to no field are shown above the form.
      const others = Object.entries(problem.errors).filter(([pointer]) => !pointer.startsWith("/answers/") && !pointer.startsWith("/onBehalfOf/guest/"));
      wrong.replaceChildren(alertOf(problem), reasonsOf(problem), repeatOf(problem), ...others.map(([pointer, codes]) => alertOf(`${pointer}: ${codesText(codes)}`)));
      marked?.focus();
    } finally {
      send.disabled = false;
    }
  }

  /**
   * The button that files although the same was filed before.
   * @param {import("./api.js").Problem} problem
   */
  function repeatOf(problem) {
    return problem.code !== "already_filed" ? "" : el("p", {},
      el("button", { type: "button", class: "plain", id: "confirm-repeat", onclick: () => file(true) }, t("form.confirm-repeat")));
  }
}

/**
 * The conditions that are not met, each with its reason.
 * @param {import("./api.js").Problem} problem
 */
function reasonsOf(problem) {
  return problem.conditions.length === 0 ? "" : el("ul", { class: "reasons" },
    ...problem.conditions.map(each => el("li", {}, each.text, el("small", {}, each.why))));
}

/**
 * The field for the area of the city. The user may leave it empty.
 * @param {Api.AreaView[]} areas
 */
function areaOf(areas) {
  const choice = el("select", { id: "area" }, el("option", { value: "" }, t("form.choose")), ...areas.map(each => el("option", { value: each.area }, each.title)));
  return {
    read: () => choice.value || undefined,
    node: el("div", { class: "field" }, el("label", { for: "area" }, t("course.area"), el("small", {}, t("form.optional"))), choice),
  };
}

/**
 * The field for one paper. The paper is shown at the counter or handed in as a file. A file is uploaded as soon as it is
 * chosen.
 * @param {Client} client
 * @param {Api.MaterialView} material
 * @param {string | undefined} scanId
 * @param {boolean} uploads
 */
function paperOf(client, material, scanId, uploads) {
  const box = el("input", { type: "checkbox", checked: material.required });
  const remarks = el("small", {});
  const said = el("small", { "aria-live": "polite" });
  const chosen = el("input", { type: "file", accept: ".pdf,.jpg,.jpeg,.png", "aria-label": t("file.choose", material.title), "data-paper": material.id, onchange: upload });
  /** @type {string | null} */
  let file = null;
  return {
    ticked: () => box.checked,
    /** @param {Answers} answers */
    tell(answers) {
      const needed = isNeeded(material, answers);
      remarks.textContent = [
        needed ? t("guide.required") : needed === false ? t("guide.not-needed") : null,
        needed && material.tolerable ? t("guide.tolerable") : null,
        material.note,
      ].filter(each => each).join(" · ");
    },
    read: () => ({ id: material.id, ...(file ? { file } : {}) }),
    node: el("div", { class: "paper" },
      el("label", { class: "check" }, box, el("span", {}, material.title, remarks)), uploads ? chosen : null,
      material.sample?.text ? el("details", {}, el("summary", {}, t("guide.sample")), el("p", {}, material.sample.text)) : null, said),
  };

  async function upload() {
    file = null;
    const [picked] = chosen.files ?? [];
    if (!picked) {
      said.textContent = "";
      return;
    }

    try {
      const { body } = await client.upload(`/files${scanId ? `?scanId=${encodeURIComponent(scanId)}` : ""}`, picked);
      file = body.file;
      box.checked = true;
      said.textContent = t("file.done", body.name);
    } catch (thrown) {
      const problem = problemOf(thrown);
      chosen.value = "";
      said.replaceChildren(alertOf(problem.errors["/file"] ? codesText(problem.errors["/file"]) : problem));
    }
  }
}
