import { api } from "../api.js";
import { unwaited } from "../dom.js";
import { failed } from "../frame.js";
import { named, t } from "../language.js";
import { live } from "../lib/lit-html/directives/live.js";
import { html } from "../lib/lit-html/lit-html.js";
import { all } from "../lists.js";
import { filterNames, toggled } from "./filters.js";
import { button } from "./rows.js";

/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {import("./filters.js").FilterName} FilterName */

const assignees = [["", "desk.all"], ["me", "desk.mine"], ["none", "desk.unclaimed"]];
const states = ["submitted", "supplement_wanted", "accepted", "accepted_tolerant", "in_review", "approved", "refused"];

/**
 * The choices that narrow the list of a desk. The services and areas are read when somebody opens the choices.
 * @param {DeskSession} session
 * @param {() => void} changed
 */
export function choicesOf(session, changed) {
  /** @type {{ services: [string, string][], areas: [string, string][] } | null} */
  let known = null;
  /** @type {unknown} */
  let problem = null;
  let isOpen = false;
  return { view };

  async function load() {
    const client = api(session);
    try {
      const [services, areas] = await Promise.all([all(client, "/services"), all(client, "/areas")]);
      known = {
        services: services.filter(each => session.department.startsWith(each.department)).map(each => [each.service, each.title]),
        areas: areas.map(each => [each.area, each.title]),
      };
      problem = null;
    } catch (thrown) {
      problem = thrown;
    }

    changed();
  }

  /**
   * @param {Filters} filters
   * @param {(filters: Filters) => void} turnTo
   */
  function view(filters, turnTo) {
    const count = filterNames.filter(each => filters[each] && each !== "assignee").length;
    if ((count > 0 || isOpen) && !known) {
      known = { services: [], areas: [] };
      unwaited(load());
    }

    return html`<div class="filters" role="group" aria-label=${t("desk.column.claimed")}>${assignees.map(([name, text]) =>
        button(t(text), () => turnTo(toggled({ ...filters, assignee: "" }, "assignee", name)), { pressed: (filters.assignee ?? "") === name }))}</div>
      <details class="narrowing" ?open=${isOpen || count > 0} @toggle=${opened}>
        <summary>${count > 0 ? t("desk.filters.count", count) : t("desk.filters")}</summary>
        <div class="choices">
          ${choice("service", known?.services ?? [])}
          ${choice("state", states.map(each => [each, named("state", each)]))}
          ${choice("light", ["red", "yellow", "green"].map(each => [each, named("light", each)]))}
          ${choice("slip", ["any", "blue", "orange", "red"].map(each => [each, named("slip", each)]))}
          ${choice("area", known?.areas ?? [])}
        </div>
        ${problem === null ? "" : failed(problem, load)}
        ${count > 0 ? button(t("desk.filters.clear"), () => turnTo({ assignee: filters.assignee }), { action: "clear-filters" }) : ""}
      </details>`;

    /**
     * @param {FilterName} name
     * @param {string[][]} options
     */
    function choice(name, options) {
      const id = `filter-${name}`;
      const chosen = filters[name] ?? "";
      // A value from the address whose name is not known yet is shown as it is.
      const all = options.some(([value]) => value === chosen) || chosen === "" ? options : [[chosen, chosen], ...options];
      return html`<div class="field"><label for=${id}>${t(`desk.filter.${name}`)}</label>
        <select id=${id} .value=${live(chosen)} @change=${/** @param {Event} event */ event => turnTo({ ...filters, [name]: /** @type {HTMLSelectElement} */ (event.target).value })}>
          <option value="">${t("desk.filter.any")}</option>${all.map(([value, title]) => html`<option value=${value} ?selected=${value === chosen}>${title}</option>`)}</select></div>`;
    }
  }

  /** @param {Event} event */
  function opened(event) {
    const now = /** @type {HTMLDetailsElement} */ (event.target).open;
    if (now !== isOpen) {
      isOpen = now;
      changed();
    }
  }
}
