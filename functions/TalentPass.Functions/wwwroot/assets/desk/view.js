import { api } from "../api.js";
import { el, unwaited } from "../dom.js";
import { t } from "../language.js";
import { all } from "../lists.js";
import { caseOf } from "./case.js";
import { exportOf } from "./export.js";
import { addressOf, filtersOf } from "./filters.js";
import { isFocusNowhere } from "./focus.js";
import { listenToKeys, showKeys } from "./keys.js";
import { lettersOf } from "./letters.js";
import { peopleOf } from "./people.js";
import { queueOf } from "./queue.js";
import { reasonsOf } from "./reasons.js";
import { shortcutsOf } from "./shortcuts.js";
import { supervisionOf } from "./supervision.js";

const keptDepartment = "talentpass.desk.department";

/**
 * The view of the desk: the list and, beside it, the open case. Another case is opened beside the same list, which keeps its
 * place, its filters and its search. A supervisor of more than one desk first chooses one: of all departments, or of a department
 * with desks in the districts.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} [number]
 */
export async function deskView(host, session, number) {
  const departments = await supervisedBy(session);
  const department = departments.find(each => each.department === sessionStorage.getItem(keptDepartment))?.department ?? session.department ?? departments[0].department;
  const desk = { ...session, department };
  const people = peopleOf(desk);
  const reasons = reasonsOf(desk);
  /** @type {ReturnType<typeof caseOf> | null} */
  let open = null;
  const queue = queueOf(desk, people, reasons, () => open?.showPlace());
  const isSupervisor = session.roles.includes("supervisor");
  const letters = isSupervisor ? lettersOf(desk, people) : null;
  const supervision = isSupervisor ? supervisionOf(desk, { people, departments, choose }) : null;
  const below = [supervision?.node, letters?.node, el("section", { class: "card" }, exportOf(desk))].filter(each => each !== undefined);
  const bench = el("div", { class: "workbench" }, queue.node);
  const keys = shortcutsOf(queue, () => open, () => showKeys(keys));
  const stopKeys = listenToKeys(keys);
  host.append(
    el("div", { class: "row head" }, el("h1", {}, t("desk.title")), el("button", { type: "button", class: "plain", id: "show-keys", onclick: () => showKeys(keys) }, t("keys.show"))),
    ...(departments.length > 0 ? [choiceOf(departments, department)] : []), bench);
  unwaited(people.load().then(named));
  await take(number);
  return { stop, take };

  /** The names have come. What is shown already has accounts in their place. */
  function named() {
    queue.draw();
    open?.draw();
    supervision?.draw();
  }

  function stop() {
    stopKeys();
    open?.stop();
    queue.stop();
  }

  /** @param {string} [wanted] the number of the case to open, with the filters of the list; without it no case is open */
  async function take(wanted = "") {
    const [wish] = wanted.split("?");
    const before = open?.number;
    const isOther = bench.children.length === 1 || wish !== (before ?? "");
    const step = document.activeElement?.getAttribute("data-step");
    if (isOther) {
      open?.stop();
      open = wish ? caseOf(desk, wish, { queue, people, reasons }) : null;
      bench.className = open ? "workbench with-case" : "workbench";
      // The list itself stays where it is, with its place and the focus in it.
      [...bench.children].filter(each => each !== queue.node).forEach(each => each.remove());
      bench.append(...(open ? [open.node] : below));
    }

    if (open && step) {
      // Whoever goes through the cases with a button keeps it under the finger; at the end of the list it can have no focus.
      /** @type {HTMLElement | null} */ (open.node.querySelector(`[data-step="${step}"]`))?.focus();
    }

    queue.mark(wish);
    await Promise.all([queue.narrow(filtersOf(location.hash)), ...(isOther ? open ? [open.load()] : [letters?.load(), supervision?.load()] : [])]);
    settle(before);
  }

  /**
   * Gives the focus back that fell to the page: to the case where the list is hidden, and to the row of a case that was closed.
   * @param {string} [before] the number of the case that was open
   */
  function settle(before) {
    if (!isFocusNowhere()) {
      return;
    }

    if (open && queue.node.offsetParent === null) {
      open.focus();
    } else if (!open && before) {
      queue.focus(before);
    }
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
  const choice = el("select", { id: "department", onchange: event => choose(/** @type {HTMLSelectElement} */ (event.target).value) },
    ...departments.map(each => el("option", { value: each.department, selected: each.department === department }, each.title)));
  return el("div", { class: "field" }, el("label", { for: "department" }, t("desk.department")), choice);
}

/** @param {string} department */
function choose(department) {
  sessionStorage.setItem(keptDepartment, department);
  // The open case, if there is one, and the filters are of the desk before.
  history.replaceState(null, "", addressOf("queue", {}));
  dispatchEvent(new Event("draw-again"));
}
