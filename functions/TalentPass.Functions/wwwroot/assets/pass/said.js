import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";

/** Says that the city does not offer a channel. */
export function notOffered() {
  return el("p", { class: "soft", "data-not-offered": true }, t("channels.none"));
}

/** A place, beside what somebody has changed, that says whether it was done. */
export function saidHere() {
  const node = el("div", { "aria-live": "polite" });
  return {
    node,
    /** Says nothing any more. */
    forget() {
      node.replaceChildren();
    },
    /**
     * @param {import("../api.js").Problem | null} problem
     * @param {string} done what is said without a problem
     */
    tell(problem, done) {
      node.replaceChildren(problem === null ? el("p", { class: "done" }, done) : alertOf(problem.code === "channel_unavailable" ? t("channels.none") : problem));
    },
  };
}
