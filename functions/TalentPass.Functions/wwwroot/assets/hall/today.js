import { api } from "../api.js";
import { el, unwaited } from "../dom.js";
import { failed } from "../frame.js";
import { t, timeOfDay } from "../language.js";
import { latest } from "../latest.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, nothing, render } from "../lib/lit-html/lit-html.js";
import { all } from "../lists.js";
import { whileVisible } from "../visible.js";
import { placeId, placeName } from "./place.js";
import { lightOf } from "./result.js";

const refreshSeconds = 30;

/**
 * The scans that this officer made today at this place. A list that cannot be loaded again stays, with the reason above it.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export function todayView(host, session) {
  const turns = latest();
  const trouble = el("div", { "aria-live": "polite" });
  const list = el("div", {});
  host.append(el("h1", {}, t("hall.today")), el("p", { class: "soft" }, t("hall.today.place", placeName())), trouble, list);
  draw(null);
  unwaited(load());
  const stop = whileVisible(refreshSeconds, load);
  return () => {
    stop();
    turns.end();
  };

  async function load() {
    const turn = turns.begin();
    try {
      const scans = await all(api(session), /** @type {"/scans"} */ (`/scans?place=${encodeURIComponent(placeId())}`));
      if (turn.isLatest()) {
        trouble.replaceChildren();
        draw(scans);
      }
    } catch (problem) {
      if (turn.isLatest()) {
        trouble.replaceChildren(failed(problem, load));
      }
    }
  }

  /** @param {Api.ScanLogView[] | null} scans null while they are loaded for the first time */
  function draw(scans) {
    render(scans === null ? html`<p class="soft">${t("hall.today.loading")}</p>` : html`
      <p id="today-count">${t("hall.today.count", scans.length)}</p>
      <ul class="plain-list" id="today">${repeat(scans, each => each.scanId, row)}</ul>`, list);
  }
}

/** @param {Api.ScanLogView} scan */
function row(scan) {
  const { colour, sign } = lightOf(scan);
  return html`<li data-outcome=${scan.outcome}>
    <span class="number">${timeOfDay(scan.scannedAt)}</span>
    <span class="lamp ${colour}"><span aria-hidden="true">${sign}</span> ${scan.outcomeText}</span>
    ${scan.by === "document" ? html`<span class="state">${t("hall.today.document")}</span>` : nothing}
    ${scan.offline ? html`<span class="state">${t("hall.today.offline")}</span>` : nothing}
    ${scan.issuer.partner ? html`<span class="soft">${scan.issuer.city}</span>` : nothing}</li>`;
}
