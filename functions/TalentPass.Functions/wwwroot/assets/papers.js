import { el } from "./dom.js";
import { alertOf } from "./frame.js";
import { isNeeded } from "./guide.js";
import { t, titled } from "./language.js";
import { paperOf } from "./paper.js";
import { errorOf } from "./pass/field-errors.js";
import { newId } from "./pass/fields.js";

/** @typedef {import("./paper.js").Paper} Paper */
/** @typedef {import("./paper.js").HandedIn} HandedIn */

/**
 * What a list of papers needs. `papers`: the papers as they stand, by id; missing ones are added. `path`: where a file goes, or null
 * when papers are only shown at the counter. `words`: what the office said about a paper. `needs`: whether a paper is needed for the
 * answers. `changed` is called after each change.
 * @typedef {{ client: import("./api.js").Client, materials: Api.MaterialView[], papers: Map<string, Paper>, path: string | null, words?: Record<string, string>, needs?: typeof isNeeded, changed: () => void }} Listed
 */

/**
 * The fields for the papers of a form. A paper is handed in as a file or ticked and shown at the counter. A file goes up as soon as
 * it is chosen.
 * @param {Listed} listed
 */
export function papersOf({ client, materials, papers, path, words = {}, needs = isNeeded, changed }) {
  const fields = materials.map(material => {
    const paper = papers.get(material.id) ?? paperOf(material.id);
    papers.set(material.id, paper);
    return fieldOf(client, material, paper, path, words[material.id], needs, changed);
  });
  /** @type {HandedIn[]} */
  let sent = [];
  return {
    node: el("div", {}, fields.length > 0
      ? el("fieldset", { class: "checks" }, el("legend", {}, t(path === null ? "guide.materials.show" : "guide.materials.hint")), ...fields.map(each => each.node)) : null),
    /** @param {Answers} answers */
    tell: answers => fields.forEach(each => each.tell(answers)),
    /** The papers as the API takes them. */
    read() {
      sent = fields.flatMap(each => each.paper.handedIn() ?? []);
      return sent.map(({ id, file }) => (file ? { id, file } : { id }));
    },
    /** The papers that are handed in, as people read them: the title, and the file or that it is shown at the counter. */
    list: () => fields.filter(each => each.paper.handedIn()).map(each => ({ title: each.title, text: each.paper.standing().name ?? t(each.paper.standing().file ? "file.before" : "review.shown") })),
    /**
     * Waits until no file is going up. The button that waits for it says so.
     * @param {HTMLElement} button
     */
    async settled(button) {
      if (fields.every(each => each.paper.standing().part === null)) {
        return;
      }

      const words = button.textContent;
      button.textContent = t("form.waits");
      await Promise.all(fields.map(each => each.paper.settled()));
      button.textContent = words;
    },
    /** The titles of the papers that the answers require and that are not there, and of those whose file did not go up. */
    missing: () => fields.filter(each => each.isMissing()).map(each => each.title),
    /**
     * Shows the errors of the papers that were read last.
     * @param {Errors} errors
     */
    mark(errors) {
      for (const each of fields) {
        const place = `/materials/${sent.findIndex(one => one.id === each.paper.id)}`;
        each.mark(Object.entries(errors).find(([pointer]) => pointer === place || pointer.startsWith(`${place}/`)));
      }
    },
    stop: () => fields.forEach(each => each.stop()),
  };
}

/**
 * @param {import("./api.js").Client} client
 * @param {Api.MaterialView} material
 * @param {Paper} paper
 * @param {string | null} path
 * @param {string | undefined} words
 * @param {typeof isNeeded} needs
 * @param {() => void} changed
 */
function fieldOf(client, material, paper, path, words, needs, changed) {
  /** @type {HTMLInputElement} */
  const box = el("input", { type: "checkbox", "data-tick": material.id, onchange: () => paper.tick(box.checked) });
  const remarks = el("small", {});
  const said = el("div", { class: "said", "aria-live": "polite" });
  const bar = el("progress", { max: 1, "aria-label": t("file.progress", material.title) });
  const remove = el("button", { type: "button", class: "plain small", "data-remove": material.id, "aria-label": titled(t("file.remove"), material.title), onclick: drop }, t("file.remove"));
  const again = el("button", { type: "button", class: "plain small", "data-again": material.id, "aria-label": titled(t("problem.retry"), material.title), onclick: () => send(paper.standing().picked) }, t("problem.retry"));
  /** @type {HTMLInputElement} */
  const chosen = el("input", { type: "file", accept: ".pdf,.jpg,.jpeg,.png,image/jpeg,image/png", "aria-label": t("file.choose", material.title), "data-paper": material.id, onchange: () => send(chosen.files?.[0]) });
  const error = errorOf(box, newId());
  const preview = el("img", { class: "preview", alt: t("file.preview", material.title), hidden: true });
  const node = el("div", { class: "paper" },
    el("label", { class: "check" }, box, el("span", {}, material.title, remarks)),
    words ? el("p", { class: "notice" }, words) : null,
    path === null ? null : chosen, preview, bar, said,
    el("div", { class: "row" }, again, remove),
    error.node,
    material.sample?.text ? el("details", {}, el("summary", {}, t("guide.sample")), el("p", {}, material.sample.text)) : null);
  /** @type {boolean | null} */
  let needed = null;
  /** @type {unknown[]} */
  let told = [];
  show();
  const stop = paper.watch(() => {
    show();
    changed();
  });
  return {
    node, paper, stop,
    title: material.title,
    isMissing: () => (needed === true && !paper.standing().ticked) || paper.standing().wrong !== null,
    /** @param {Answers} answers */
    tell(answers) {
      needed = needs(material, answers);
      node.setAttribute("data-needed", String(needed));
      remarks.textContent = [
        needed ? t("guide.required") : needed === false ? t("guide.not-needed") : null,
        needed && material.tolerable ? t("guide.tolerable") : null,
        material.note,
      ].filter(each => each).join(" · ");
    },
    /** @param {[pointer: string, codes: string[]] | undefined} wrong */
    mark: wrong => error.mark(wrong ? { [wrong[0]]: wrong[1] } : {}, wrong?.[0] ?? ""),
  };

  function show() {
    const { ticked, file, name, part, wrong, picked, picture } = paper.standing();
    box.checked = ticked;
    box.disabled = part !== null;
    bar.hidden = part === null;
    bar.value = part ?? 0;
    again.hidden = wrong === null || picked === null;
    preview.hidden = picture === undefined;
    if (picture !== undefined && preview.src !== picture) {
      preview.src = picture;
    }

    remove.hidden = file === undefined && part === null && wrong === null;
    // The words are replaced only when they change: a screen reader reads them out each time.
    const state = [part !== null, file, name, wrong];
    if (state.some((each, index) => told[index] !== each)) {
      told = state;
      said.replaceChildren(...(wrong !== null ? [alertOf(wrong)]
        : part !== null ? [t("file.going", name ?? "")]
        : file === undefined ? [] : [name === undefined ? t("file.before") : t("file.done", name)]));
    }

    if (wrong !== null) {
      chosen.value = "";
    }
  }

  /** @param {File | null | undefined} picked */
  function send(picked) {
    return picked && path !== null ? paper.upload(client, path, picked) : undefined;
  }

  function drop() {
    paper.remove();
    chosen.value = "";
    chosen.focus();
  }
}
