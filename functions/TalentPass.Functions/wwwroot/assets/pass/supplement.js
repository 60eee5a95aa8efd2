import { api, problemOf } from "../api.js";
import { el } from "../dom.js";
import { errorListOf } from "../errors.js";
import { alertOf } from "../frame.js";
import { keysByContent } from "../idempotency.js";
import { forget, keptOf } from "../kept.js";
import { bracketed, date, listed, named, t } from "../language.js";
import { papersOf } from "../papers.js";
import { formOf } from "./form.js";

/**
 * A request that wants something, as its applicant or a counter knows it.
 * @typedef {Pick<Api.RequestView, "number" | "state" | "supplement" | "gaps" | "answers">} Wanting
 */

/**
 * What the office asks for in a supplement (补正): the fields and the papers, each once, the office's words about each, and until
 * when. After a tolerant acceptance it is the papers that are still missing.
 * @param {Wanting} request
 */
export function askedIn({ state, supplement, gaps }) {
  const items = state === "supplement_wanted" ? supplement?.items ?? [] : [];
  /** @param {"field" | "material"} kind */
  const wanted = kind => [...new Set(items.flatMap(each => each[kind] || []))];
  const due = state === "accepted_tolerant" ? gaps : supplement;
  return {
    fields: wanted("field"),
    papers: state === "accepted_tolerant" ? gaps?.missing ?? [] : wanted("material"),
    until: due?.due, provisional: due?.provisional === true,
    /** @param {string} name */
    words(name) {
      const said = items.filter(each => (each.field ?? each.material) === name).map(each => each.text).join(" ");
      return said ? t("supplement.said", said) : "";
    },
  };
}

/**
 * Asks in a dialog for what the office wants supplied, and sends it. The dialog stays when it is refused; what is filled in stays
 * when it is closed. `counter`: the officer at a counter takes it for the person of this scan. Returns the request afterwards; null
 * when it was not sent.
 * @param {Session} session
 * @param {Wanting} request
 * @param {Api.ServiceView} guide
 * @param {{ scanId: string, keeper: import("../kept.js").Keeper } | null} [counter]
 * @returns {Promise<Api.RequestView | null>}
 */
export function supplement(session, request, guide, counter = null) {
  const form = `supplement ${request.number}`;
  const kept = counter?.keeper ?? keptOf(session.account, form);
  const asked = askedIn(request);
  const client = api(session);
  const earlier = Object.fromEntries(asked.fields.map(each => [each, request.answers?.[each]]));
  const fields = formOf(schemaOf(asked, guide), kept.filled?.answers[form] ?? earlier, "/answers");
  const papers = papersOf({
    client, papers: kept.papers, path: counter ? `/files?scanId=${encodeURIComponent(counter.scanId)}` : "/files", changed: () => wrong.querySelector("#missing-papers")?.remove(),
    materials: papersAsked(asked, guide),
    words: Object.fromEntries(asked.papers.map(id => [id, asked.words(id)])),
  });
  papers.tell({});
  const wrong = el("div", {});
  const confirmed = el("input", { type: "checkbox", id: "document-confirmed", checked: kept.filled?.confirmed === true });
  const go = el("button", { type: "submit", value: "go" }, named("action", "supplement"));
  const close = () => dialog.close();
  /** @type {HTMLFormElement} */
  const node = el("form", { novalidate: true, onsubmit: submit, oninput: keep, onchange: keep },
    el("h2", { id: "dialog-title" }, named("action", "supplement")),
    asked.until ? el("p", {}, t("supplement.until", asked.provisional ? bracketed(date(asked.until), t("request.due.provisional")) : date(asked.until))) : null,
    wrong, fields.node, asked.papers.length > 0 ? papers.node : null,
    counter && guide.presence.required ? el("label", { class: "check" }, confirmed, el("span", {}, t("form.document-confirmed"), el("small", {}, t("form.document-confirmed.hint")))) : null,
    el("div", { class: "actions" }, go, el("button", { type: "button", class: "plain", onclick: close }, t("cancel"))));
  /** @type {HTMLDialogElement} */
  const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, node);
  const keyOf = keysByContent();
  /** @type {Api.RequestView | null} */
  let sent = null;
  return new Promise(done => {
    dialog.addEventListener("close", () => {
      papers.stop();
      dialog.remove();
      done(sent);
    });
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement | null} */ (node.querySelector("input, select, textarea"))?.focus();
  });

  function keep() {
    const filled = { answers: { [form]: fields.typed() }, confirmed: counter ? confirmed.checked : undefined };
    if (counter) {
      counter.keeper.changed(filled);
    } else {
      kept.filled = filled;
    }
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    go.disabled = true;
    try {
      await papers.settled(go);
      const errors = fields.check();
      const missing = papers.missing();
      if (Object.keys(errors).length + missing.length === 0 && dialog.open) {
        await send();
      } else {
        show(errors, missing.length > 0 ? el("div", { id: "missing-papers" }, alertOf(t("supplement.missing", listed(missing)))) : "");
      }
    } finally {
      go.disabled = false;
    }
  }

  async function send() {
    const materials = papers.read();
    const answers = fields.read();
    const body = { ...(materials.length > 0 ? { materials } : {}), ...(asked.fields.length > 0 ? { answers } : {}), ...(counter ? { onBehalfOf: { scanId: counter.scanId, documentConfirmed: confirmed.checked } } : {}) };
    try {
      ({ body: sent } = await client.post(`/requests/${encodeURIComponent(request.number)}/supplement`, body, keyOf(body)));
      forget(form);
      dialog.close();
    } catch (thrown) {
      const problem = problemOf(thrown);
      show(problem.errors, alertOf(problem));
    }
  }

  /**
   * @param {Errors} errors
   * @param {HTMLElement | string} said
   */
  function show(errors, said) {
    const first = fields.mark(errors);
    papers.mark(errors);
    wrong.replaceChildren(said, errorListOf(node, errors));
    first?.focus();
  }
}

/**
 * The papers that the office asked for. Each of them is required now, whatever the guide says.
 * @param {ReturnType<typeof askedIn>} asked
 * @param {Api.ServiceView} guide
 * @returns {Api.MaterialView[]}
 */
export function papersAsked(asked, guide) {
  return asked.papers.map(id => ({ id, title: id, tolerable: false, fromSharedData: false, copies: 1, ...guide.materials.find(each => each.id === id), required: true, requiredWhen: undefined }));
}

/**
 * The form of the fields that the office asked for, each with the office's words.
 * @param {ReturnType<typeof askedIn>} asked
 * @param {Api.ServiceView} guide
 * @returns {FormSchema}
 */
export function schemaOf(asked, guide) {
  return {
    type: "object",
    properties: Object.fromEntries(asked.fields.map(name => {
      const field = guide.form.properties[name];
      return [name, { ...field, description: [asked.words(name), field.description].filter(each => each).join(" ") }];
    })),
    required: asked.fields,
  };
}
