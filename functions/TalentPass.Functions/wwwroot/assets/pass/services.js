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
    const { body: guide } = await api(session).get(`/services/${encodeURIComponent(service)}`);
    host.append(
      el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`),
      el("h1", {}, guide.title),
      el("p", { class: "lead" }, guide.summary),
      conditions(guide),
      filing(session, guide));
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
    el("details", {}, el("summary", {}, t("guide.notice")), el("p", {}, guide.notice.text)));
}

function filing(session, guide) {
  const fields = formOf(guide.form, guide.example, "/answers");
  const wrong = el("div", {});
  const send = el("button", { type: "submit", id: "submit-request" }, t("form.submit"));
  const papers = guide.materials.filter(each => !each.fromSharedData).map(paper);
  let promise = null;
  return el("form", { class: "card", novalidate: true, onsubmit: submit },
    el("h2", {}, t("form.title")),
    el("p", { class: "soft" }, t("form.example")),
    wrong,
    fields.node,
    el("h2", {}, t("guide.materials")),
    papers.length > 0 ? el("fieldset", { class: "checks" }, el("legend", {}, t("guide.materials.hint")), ...papers.map(each => each.node)) : null,
    el("ul", { class: "soft" }, ...guide.materials.filter(each => each.fromSharedData)
      .map(each => el("li", {}, `${each.title} (${t("guide.shared")})`))),
    send);

  async function submit(event) {
    event.preventDefault();
    const body = { service: guide.service, answers: fields.read() ?? {}, materials: papers.filter(each => each.ticked()).map(each => ({ id: each.id })) };
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

function paper(material) {
  const box = el("input", { type: "checkbox", checked: material.required });
  const remarks = [material.required ? t("guide.required") : null, material.tolerable ? t("guide.tolerable") : null, material.note].filter(each => each);
  return {
    id: material.id,
    ticked: () => box.checked,
    node: el("label", { class: "check" }, box, el("span", {}, material.title, remarks.length > 0 ? el("small", {}, remarks.join(" · ")) : null)),
  };
}
