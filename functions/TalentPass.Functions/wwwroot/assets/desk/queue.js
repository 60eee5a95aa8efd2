import { api, gather } from "../api.js";
import { el } from "../dom.js";
import { date, t } from "../language.js";
import { alertOf, dueName, light, slip, stateBadge } from "../parts.js";
import { whileVisible } from "../shell.js";

const refreshSeconds = 5;
const filters = [["", "desk.all"], ["me", "desk.mine"], ["none", "desk.unclaimed"]];
const keptFilter = "talentpass.desk.assignee";

/**
 * The open requests of the department by due date, and the counts. They are loaded again every few seconds.
 * @param {DeskSession} session
 * @param {string | undefined} open the number of the open case
 */
export function queueOf(session, open) {
  /** @type {`/desks/${string}`} */
  const desk = `/desks/${session.department}`;
  const counts = el("ul", { class: "counts" });
  const list = el("div", { class: "queue" });
  const sought = el("input", { type: "search", id: "search", maxlength: 100, autocomplete: "off", "aria-describedby": "search-hint" });
  const said = el("p", { class: "soft", role: "status" });
  const more = el("button", { type: "button", class: "plain", hidden: true, onclick: loadMore }, t("more"));
  let limit = 20;
  let shown = "";
  let finding = "";
  let assignee = sessionStorage.getItem(keptFilter) ?? "";
  const node = el("section", { class: "card", "aria-label": t("desk.queue") }, counts,
    filterButtons(),
    el("form", { class: "search", role: "search", onsubmit: seek },
      el("label", { for: "search" }, t("desk.search")), el("p", { class: "hint", id: "search-hint" }, t("desk.search.hint")),
      el("div", { class: "row" }, sought, el("button", { type: "submit", class: "plain" }, t("desk.search.go")))),
    said, list, more);
  return { node, load, stop: whileVisible(refreshSeconds, load) };

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
    limit = Math.min(100, limit + 20);
    return load();
  }

  /**
   * Searches. The results replace the list until the search field is empty again. The API records a search for a person, and
   * its answer says so.
   * @param {Event} event
   */
  async function seek(event) {
    event.preventDefault();
    shown = "";
    finding = sought.value.trim();
    said.textContent = "";
    if (finding === "") {
      await load();
      return;
    }

    try {
      // A page of results may have no request of this desk while later pages have some. So pages are read until there are a
      // hundred results, which are enough for a person to read.
      const { items, last } = await gather(api(session), `${desk}/search?q=${encodeURIComponent(finding)}`, 100);
      said.textContent = last.reason;
      more.hidden = true;
      list.replaceChildren(items.length === 0 ? el("p", { class: "soft" }, t("desk.search.none")) : el("ul", {}, ...items.map(item)));
    } catch (problem) {
      list.replaceChildren(alertOf(problem));
    }
  }

  async function load() {
    if (finding !== "") {
      return;
    }

    try {
      const client = api(session);
      const [{ body: page }, { body: numbers }] = await Promise.all([
        client.get(`${desk}/requests?sort=due&limit=${limit}${assignee && `&assignee=${assignee}`}`),
        client.get(`${desk}/counts`),
      ]);
      if (shown !== (shown = JSON.stringify([page, numbers]))) {
        counts.replaceChildren(...countItems(numbers));
        list.replaceChildren(page.items.length === 0 ? el("p", { class: "soft" }, t("desk.empty")) : el("ul", {}, ...page.items.map(item)));
        more.hidden = page.nextCursor === null || limit === 100;
      }
    } catch (problem) {
      shown = "";
      list.replaceChildren(alertOf(problem));
    }
  }

  /** @param {Api.DeskItem} request */
  function item(request) {
    return el("li", {}, el("a", { href: `#/case/${request.number}`, "data-number": request.number, "aria-current": request.number === open ? "true" : null },
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
