import { api, gather } from "../api.js";
import { el, showItems } from "../dom.js";
import { date, t } from "../language.js";
import { latest } from "../latest.js";
import { dueName, failed, light, slip, stateBadge } from "../parts.js";
import { whileVisible } from "../shell.js";

const refreshSeconds = 5;
const pageSize = 50;
const filters = [["", "desk.all"], ["me", "desk.mine"], ["none", "desk.unclaimed"]];
const keptFilter = "talentpass.desk.assignee";

/**
 * The open requests of the department by due date, and the counts. They are loaded again every few seconds; what did not change
 * stays as it is. A search stays until its field is empty again.
 * @param {DeskSession} session
 */
export function queueOf(session) {
  /** @type {`/desks/${string}`} */
  const desk = `/desks/${session.department}`;
  const counts = el("ul", { class: "counts" });
  const list = el("ul", {});
  const none = el("p", { class: "soft", hidden: true });
  const trouble = el("div", {});
  const sought = el("input", { type: "search", id: "search", maxlength: 100, autocomplete: "off", "aria-describedby": "search-hint" });
  const said = el("p", { class: "soft", role: "status" });
  const more = el("button", { type: "button", class: "plain", hidden: true, onclick: loadMore }, t("more"));
  const turns = latest();
  let wanted = pageSize;
  let finding = "";
  let open = "";
  let assignee = sessionStorage.getItem(keptFilter) ?? "";
  const node = el("section", { class: "card", "aria-label": t("desk.queue") }, counts,
    filterButtons(),
    el("form", { class: "search", role: "search", onsubmit: seek },
      el("label", { for: "search" }, t("desk.search")), el("p", { class: "hint", id: "search-hint" }, t("desk.search.hint")),
      el("div", { class: "row" }, sought, el("button", { type: "submit", class: "plain" }, t("desk.search.go")))),
    said, trouble, el("div", { class: "queue" }, list, none), more);
  const stopRefresh = whileVisible(refreshSeconds, load);
  return {
    node,
    load,
    mark,
    stop() {
      stopRefresh();
      turns.end();
    },
  };

  function filterButtons() {
    const buttons = filters.map(([name, text]) => {
      const button = el("button", { type: "button", class: "plain", "aria-pressed": String(assignee === name), onclick: () => {
        assignee = name;
        sessionStorage.setItem(keptFilter, name);
        buttons.forEach(each => each.setAttribute("aria-pressed", String(each === button)));
        return load();
      } }, t(text));
      return button;
    });
    return el("div", { class: "filters", role: "group", "aria-label": t("desk.queue") }, ...buttons);
  }

  function loadMore() {
    wanted += pageSize;
    return load();
  }

  /** @param {string} [number] the number of the case that is open now */
  function mark(number = "") {
    open = number;
    list.querySelectorAll("[data-number]").forEach(each => (each.getAttribute("data-number") === open
      ? each.setAttribute("aria-current", "true") : each.removeAttribute("aria-current")));
  }

  /**
   * Searches. The results replace the list until the search field is empty again. The API records a search for a person, and
   * its answer says so.
   * @param {Event} event
   */
  async function seek(event) {
    event.preventDefault();
    finding = sought.value.trim();
    said.textContent = "";
    if (finding === "") {
      await load();
      return;
    }

    const turn = turns.begin();
    try {
      // A page of results may have no request of this desk while later pages have some. So pages are read until there are a
      // hundred results, which are enough for a person to read.
      const { items, last } = await gather(api(session), `${desk}/search?q=${encodeURIComponent(finding)}`, 100, turn.signal);
      if (turn.isLatest()) {
        said.textContent = last.reason;
        show(items, t("desk.search.none"), false);
      }
    } catch (problem) {
      tell(turn, problem);
    }
  }

  async function load() {
    if (finding !== "") {
      return;
    }

    const turn = turns.begin();
    try {
      const client = api(session);
      const [{ items, last }, { body: numbers }] = await Promise.all([
        gather(client, `${desk}/requests?sort=due${assignee && `&assignee=${assignee}`}`, wanted, turn.signal),
        client.get(`${desk}/counts`, { signal: turn.signal }),
      ]);
      if (turn.isLatest()) {
        counts.replaceChildren(...countItems(numbers));
        show(items.slice(0, wanted), t("desk.empty"), last.nextCursor !== null || items.length > wanted);
      }
    } catch (problem) {
      tell(turn, problem);
    }
  }

  /**
   * @param {Api.DeskItem[]} items
   * @param {string} empty what to say when there are none
   * @param {boolean} hasMore
   */
  function show(items, empty, hasMore) {
    trouble.replaceChildren();
    showItems(list, items, each => each.number, item);
    none.textContent = empty;
    none.hidden = items.length > 0;
    more.hidden = !hasMore;
    mark(open);
  }

  /**
   * Says that the list could not be loaded. What is shown stays: it was true a moment ago, and somebody may be working with it.
   * @param {import("../latest.js").Turn} turn
   * @param {unknown} problem
   */
  function tell(turn, problem) {
    if (turn.isLatest()) {
      trouble.replaceChildren(failed(problem, load));
    }
  }

  /** @param {Api.DeskItem} request */
  function item(request) {
    return el("li", {}, el("a", { href: `#/case/${request.number}`, "data-number": request.number },
      el("span", { class: "row" }, el("strong", {}, request.title), light(request.light)),
      el("span", { class: "row" },
        el("span", {}, `${request.applicant}${request.tier ? ` · ${t("request.tier.level", request.tier)}` : ""}`),
        el("span", {}, request.due ? `${dueName(request)} ${date(request.due)}` : "")),
      el("span", { class: "row" },
        el("span", {}, stateBadge(request.state), slip(request.slip), request.urged ? el("span", { class: "light red" }, t("desk.urged")) : null),
        el("span", { class: "soft" }, request.claimedBy ?? t("request.unclaimed")))));
  }
}

/** @param {Api.DeskCounts} numbers */
function countItems(numbers) {
  const open = Object.values(numbers.states).reduce((sum, each) => sum + each, 0);
  return Object.entries({ open, nearing: numbers.nearingDue, overdue: numbers.overdue, urged: numbers.urged })
    .map(([name, count]) => el("li", { class: name, "data-count": name }, el("strong", {}, String(count)), t(`desk.count.${name}`)));
}
