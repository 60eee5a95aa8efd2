import { el } from "./dom.js";
import { alertOf } from "./frame.js";
import { t, titled } from "./language.js";
import { answers as answersOf } from "./parts.js";

/**
 * What is about to be sent: the answers by service, the area, and the papers with what was chosen for each.
 * @typedef {{ guides: Api.ServiceView[], answers: Record<string, Answers>, area?: string, papers: { title: string, text: string }[] }} Reviewed
 */

/**
 * Everything that is about to be sent, to read once more: answers, papers and consents. `send` sends it, and returns why it could not
 * when the city is away. `back` goes back to the form.
 * @param {Reviewed} reviewed
 * @param {() => Promise<unknown>} send
 * @param {() => void} back
 */
export function reviewOf({ guides, answers, area, papers }, send, back) {
  const wrong = el("div", {});
  const go = el("button", { type: "button", id: "send-request", onclick: press }, t("form.submit"));
  const node = el("section", { class: "card", id: "review", tabindex: "-1", "aria-label": t("review.title") },
    el("h2", {}, t("review.title")),
    el("p", { class: "soft" }, t("review.hint")),
    ...guides.flatMap(guide => [guides.length > 1 ? el("h3", {}, guide.title) : "", answersOf(answers[guide.service], guide.form)]),
    area ? el("p", {}, titled(t("course.area"), area)) : null,
    el("h3", {}, t("guide.materials")),
    papers.length === 0 ? el("p", { class: "soft" }, t("review.no-papers"))
      : el("ul", {}, ...papers.map(each => el("li", {}, each.title, el("small", {}, ` ${each.text}`)))),
    wrong,
    el("div", { class: "actions" }, go, el("button", { type: "button", class: "plain", id: "back-to-form", onclick: back }, t("review.back"))));
  return { node };

  async function press() {
    go.disabled = true;
    wrong.replaceChildren();
    try {
      const problem = await send();
      if (problem) {
        wrong.replaceChildren(alertOf(problem));
      }
    } finally {
      go.disabled = false;
    }
  }
}
