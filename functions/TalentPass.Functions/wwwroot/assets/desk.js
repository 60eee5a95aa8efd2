import { all, api } from "./api.js";
import { caseOf } from "./desk/case.js";
import { lettersOf } from "./desk/letters.js";
import { queueOf } from "./desk/queue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { startPage } from "./shell.js";

const keptDepartment = "talentpass.desk.department";

const showAgain = startPage({ title: "desk.title", role: "desk", also: ["supervisor"], views: { queue: deskView, case: deskView } });

/**
 * The view of the desk: the queue and, beside it, the open case. Another case is opened beside the same queue, which keeps its
 * place and its search. A supervisor of more than one desk first chooses one: of all departments, or of a department with desks
 * in the districts.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} [number]
 */
async function deskView(host, session, number) {
  const departments = await supervisedBy(session);
  const department = departments.find(each => each.department === sessionStorage.getItem(keptDepartment))?.department ?? session.department ?? departments[0].department;
  const desk = { ...session, department };
  const queue = queueOf(desk);
  const letters = session.roles.includes("supervisor") ? lettersOf(desk) : null;
  const bench = el("div", { class: "workbench" }, queue.node);
  host.append(el("h1", {}, t("desk.title")), ...(departments.length > 0 ? [choiceOf(departments, department)] : []), bench);
  await Promise.all([queue.load(), take(number)]);
  return { stop: queue.stop, take };

  /** @param {string} [wanted] the number of the case to open; without it no case is open */
  async function take(wanted) {
    const open = wanted ? caseOf(desk, wanted, queue.load) : null;
    bench.className = open ? "workbench with-case" : "workbench";
    bench.replaceChildren(queue.node, open?.node ?? letters?.node ?? el("p", { class: "soft pick" }, t("desk.pick")));
    queue.mark(wanted);
    await (open ? open.load() : letters?.load());
  }
}

/**
 * The desks among which a supervisor chooses; none for whoever has only one.
 * @param {Session} session
 * @returns {Promise<Api.DepartmentView[]>}
 */
async function supervisedBy(session) {
  const own = session.department;
  if (own && !session.roles.includes("supervisor")) {
    return [];
  }
  const departments = await all(api(session), "/departments");
  const supervised = own ? departments.filter(each => each.department === own || each.parent === own) : departments;
  return supervised.length > 1 ? supervised : [];
}

/**
 * @param {Api.DepartmentView[]} departments
 * @param {string} department
 */
function choiceOf(departments, department) {
  const choice = el("select", { id: "department", onchange: choose },
    ...departments.map(each => el("option", { value: each.department, selected: each.department === department }, each.title)));
  return el("div", { class: "field" }, el("label", { for: "department" }, t("desk.department")), choice);

  async function choose() {
    sessionStorage.setItem(keptDepartment, choice.value);
    // The open case, if there is one, is of the desk before.
    history.replaceState(null, "", "#/queue");
    await showAgain();
  }
}
