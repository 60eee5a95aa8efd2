import { all, api, codesText, randomName } from "../api.js";
import { el } from "../dom.js";
import { t } from "../language.js";
import { alertOf } from "../parts.js";
import { formOf } from "./form.js";

/** The services meant for the caller. */
export async function servicesView(host, session) {
  host.append(el("h1", {}, t("services.title")));
  try {
    const services = await all(api(session), "/services?audience=mine");
    host.append(el("ul", { class: "cards" }, ...services.map(service => el("li", {},
      el("a", { class: "card link", href: `#/service/${service.service}`, "data-service": service.service },
        el("strong", {}, service.title),
        el("span", {}, service.summary),
        service.window ? el("small", {}, t(service.window.open ? "services.window.open" : "services.window.closed")) : null)))));
  } catch (problem) {
    host.append(alertOf(problem));
  }
}

/** The guide of one service and its form. */
export async function serviceView(host, session, service) {
  try {
    const path = `/services/${encodeURIComponent(service)}`;
    const [{ body: guide }, known, areas] = await Promise.all([
      api(session).get(path), api(session).get(`${path}/prefill`).then(each => each.body.answers, () => ({})), all(api(session), "/areas")]);
    host.append(
      el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`),
      el("h1", {}, guide.title),
      el("p", { class: "lead" }, guide.summary),
      conditions(guide),
      filing(session, guide, known, areas));
  } catch (problem) {
    host.append(alertOf(problem));
  }
}

function conditions(guide) {
  const limits = guide.timeLimits;
  return el("section", { class: "card" },
    el("h2", {}, t("guide.conditions")),
    el("ul", {}, ...guide.conditions.map(each => el("li", {}, each))),
    el("h2", {}, t("guide.limits")),
    el("p", {}, [
      limits.promisedWorkingDays ? t("guide.promised", limits.promisedWorkingDays) : null,
      limits.legalWorkingDays ? t("guide.legal", limits.legalWorkingDays) : null,
    ].filter(each => each).join(" · ")),
    guide.window ? el("p", {}, guide.window.text) : null,
    el("h2", {}, t("guide.presence")),
    el("p", {}, guide.presence.text),
    el("details", {}, el("summary", {}, t("guide.notice")), el("p", {}, guide.notice)));
}

function filing(session, guide, known, areas) {
  const fields = formOf(guide.form, { ...guide.example, ...known }, "/answers", guide);
  const area = guide.form.properties.area ? null : areaOf(areas);
  const wrong = el("div", {});
  const send = el("button", { type: "submit", id: "submit-request" }, t("form.submit"));
  const papers = guide.materials.filter(each => !each.fromSharedData).map(each => paper(session, each));
  let promise = null;
  return el("form", { class: "card", novalidate: true, onsubmit: submit },
    el("h2", {}, t("form.title")),
    el("p", { class: "soft" }, t("form.example")),
    wrong,
    fields.node,
    area?.node ?? null,
    el("h2", {}, t("guide.materials")),
    papers.length > 0 ? el("fieldset", { class: "checks" }, el("legend", {}, t("guide.materials.hint")), ...papers.map(each => each.node)) : null,
    el("ul", { class: "soft" }, ...guide.materials.filter(each => each.fromSharedData)
      .map(each => el("li", {}, `${each.title} (${t("guide.shared")})`))),
    send);

  async function submit(event) {
    event.preventDefault();
    const body = { service: guide.service, answers: fields.read() ?? {}, materials: papers.filter(each => each.ticked()).map(each => each.read()), area: area?.read() };
    const text = JSON.stringify(body);
    // The same content keeps its key, so pressing twice or trying again after a lost answer files it once.
    promise = promise?.text === text ? promise : { text, key: randomName() };
    send.disabled = true;
    wrong.replaceChildren();
    fields.mark({});
    try {
      const { body: receipt } = await api(session).post("/requests", body, { "Idempotency-Key": promise.key });
      location.hash = `#/request/${receipt.number}`;
    } catch (problem) {
      const marked = fields.mark(problem.errors);
      // What no field shows is said above the form.
      const others = Object.entries(problem.errors).filter(([pointer]) => !pointer.startsWith("/answers/"));
      wrong.replaceChildren(alertOf(problem), ...others.map(([pointer, codes]) => alertOf(`${pointer}: ${codesText(codes)}`)));
      marked?.focus();
    } finally {
      send.disabled = false;
    }
  }
}

// Where in the city it is for; where the form asks for it itself, not again.
function areaOf(areas) {
  const choice = el("select", { id: "area" }, el("option", { value: "" }, t("form.choose")), ...areas.map(each => el("option", { value: each.area }, each.title)));
  return {
    read: () => choice.value || undefined,
    node: el("div", { class: "field" }, el("label", { for: "area" }, t("course.area"), el("small", {}, t("form.optional"))), choice),
  };
}

// A paper is shown at the counter, or handed in as a file; the file goes up as soon as it is chosen.
function paper(session, material) {
  const box = el("input", { type: "checkbox", checked: material.required });
  const remarks = [material.required ? t("guide.required") : null, material.tolerable ? t("guide.tolerable") : null, material.note].filter(each => each);
  const said = el("small", { "aria-live": "polite" });
  const chosen = el("input", { type: "file", accept: ".pdf,.jpg,.jpeg,.png", "aria-label": t("file.choose", material.title), "data-paper": material.id, onchange: upload });
  let file = null;
  return {
    ticked: () => box.checked,
    read: () => ({ id: material.id, ...(file ? { file } : {}) }),
    node: el("div", { class: "paper" },
      el("label", { class: "check" }, box, el("span", {}, material.title, remarks.length > 0 ? el("small", {}, remarks.join(" · ")) : null)), chosen, said),
  };

  async function upload() {
    file = null;
    if (chosen.files.length === 0) {
      said.textContent = "";
      return;
    }

    try {
      const { body } = await api(session).upload("/files", chosen.files[0]);
      file = body.file;
      box.checked = true;
      said.textContent = t("file.done", body.name);
    } catch (problem) {
      chosen.value = "";
      said.replaceChildren(alertOf(problem.errors["/file"] ? codesText(problem.errors["/file"]) : problem));
    }
  }
}
