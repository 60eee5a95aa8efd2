import { api } from "../api.js";
import { el } from "../dom.js";
import { failed } from "../frame.js";
import { t } from "../language.js";
import { latest } from "../latest.js";
import { addressOf } from "./filters.js";
import { openOf } from "./worklist.js";

/** @typedef {{ open: number, nearingDue: number, overdue: number, urged: number }} Numbers */

const columns = /** @type {const} */ ([["open", "open"], ["nearing", "nearingDue"], ["overdue", "overdue"], ["urged", "urged"]]);

/**
 * What a supervisor sees of all desks at once: what lies at each, and with each officer of the chosen one.
 * @param {DeskSession} session
 * @param {{ people: import("./people.js").People, departments: Api.DepartmentView[], choose: (department: string) => unknown }} around
 */
export function supervisionOf(session, { people, departments, choose }) {
  const client = api(session);
  const body = el("div", {});
  const turns = latest();
  /** @type {{ load: Api.DeskLoad["items"], counts: Api.DeskCounts[] } | null} */
  let found = null;
  return {
    node: el("section", { class: "card", id: "supervision" }, el("h2", {}, t("supervision.title")),
      el("div", { class: "actions" },
        el("a", { class: "button plain", href: addressOf("queue", { slip: "any" }) }, t("supervision.slips")),
        el("a", { class: "button plain", href: "#/staff" }, t("staff.title")),
        el("button", { type: "button", class: "plain", onclick: load }, t("supervision.again"))),
      body),
    load,
    draw,
  };

  async function load() {
    const turn = turns.begin();
    try {
      const [load, ...counts] = await Promise.all([
        client.get(`/desks/${session.department}/load`, { signal: turn.signal }),
        ...departments.map(each => client.get(`/desks/${each.department}/counts`, { signal: turn.signal })),
      ]);
      if (turn.isLatest()) {
        found = { load: load.body.items, counts: counts.map(each => each.body) };
        draw();
      }
    } catch (problem) {
      if (turn.isLatest()) {
        found = null;
        body.replaceChildren(failed(problem, load));
      }
    }
  }

  /** Draws what is known, with the names that are known now. */
  function draw() {
    if (found) {
      const { load: officers, counts } = found;
      body.replaceChildren(
        ...(departments.length > 0 ? [table("departments", "supervision.department", departments.map((each, index) => [departmentOf(each), { ...counts[index], open: openOf(counts[index]) }]))] : []),
        table("load", "supervision.officer", officers.map(each => [el("span", { "data-officer": each.claimedBy ?? "" }, people.claimedBy(each.claimedBy)), each])));
    }
  }

  /** @param {Api.DepartmentView} department */
  function departmentOf(department) {
    return department.department === session.department ? el("strong", {}, department.title)
      : el("button", { type: "button", class: "plain small", "data-department": department.department, onclick: () => choose(department.department) }, department.title);
  }
}

/**
 * @param {string} name
 * @param {string} first the title of the first column
 * @param {[HTMLElement, Numbers][]} lines
 */
function table(name, first, lines) {
  return el("div", { class: "scroll" }, el("h3", { id: `supervision-${name}` }, t(`supervision.${name}`)), lines.length === 0 ? el("p", { class: "soft" }, t("supervision.none"))
    : el("table", { class: "numbers", "aria-labelledby": `supervision-${name}` },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t(first)), ...columns.map(([title]) => el("th", { scope: "col" }, t(`desk.count.${title}`))))),
      el("tbody", {}, ...lines.map(([title, numbers]) => el("tr", {}, el("th", { scope: "row" }, title),
        ...columns.map(([title, column]) => el("td", { class: numbers[column] > 0 ? title : null }, String(numbers[column]))))))));
}
