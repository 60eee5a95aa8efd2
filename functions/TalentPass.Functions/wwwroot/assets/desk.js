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
 * The view of the desk: the queue and, beside it, the open case. A supervisor of all departments first chooses a department.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} [number]
 */
async function deskView(host, session, number) {
  const departments = session.department ? [] : await all(api(session), "/departments");
  const department = session.department ?? departments.find(each => each.department === sessionStorage.getItem(keptDepartment))?.department ?? departments[0].department;
  const desk = { ...session, department };
  const queue = queueOf(desk, number);
  const letters = session.roles.includes("supervisor") ? lettersOf(desk) : null;
  const open = number ? caseOf(desk, number, queue.load) : null;
  host.append(
    el("h1", {}, t("desk.title")),
    ...(departments.length > 0 ? [choiceOf(departments, department)] : []),
    el("div", { class: number ? "workbench with-case" : "workbench" },
      queue.node,
      open?.node ?? letters?.node ?? el("p", { class: "soft pick" }, t("desk.pick"))));
  await Promise.all([queue.load(), open?.load(), letters?.load()]);
  return queue.stop;
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
    if (location.hash === "#/queue") {
      await showAgain();
    } else {
      location.hash = "#/queue";
    }
  }
}
