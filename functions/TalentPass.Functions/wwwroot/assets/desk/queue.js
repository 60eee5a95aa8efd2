import { el, unwaited } from "../dom.js";
import { failed } from "../frame.js";
import { t } from "../language.js";
import { html, nothing, render } from "../lib/lit-html/lit-html.js";
import { whileVisible } from "../visible.js";
import { bulkOf } from "./bulk.js";
import { addressOf, queryOf, toggled } from "./filters.js";
import { choicesOf } from "./narrowing.js";
import { orderOf } from "./order.js";
import { button, rowsOf } from "./rows.js";
import { openOf, worklistOf } from "./worklist.js";

/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {ReturnType<typeof queueOf>} Queue */
/** @typedef {{ index: number, of: number, hasMore: boolean, previous?: string, next?: string }} Place */

// While nothing has changed, this costs one call without an answer body.
const pollSeconds = 20;
const tiles = /** @type {const} */ ([["open", null, ""], ["nearing", "light", "yellow"], ["overdue", "light", "red"], ["urged", "urged", "true"]]);

/**
 * The list of the desk with its counts, filters, search and the actions on many cases. It is drawn again after each change; what
 * somebody types, chooses or has the focus on stays. `changed` is called when other cases stand beside the open one.
 * @param {DeskSession} session
 * @param {import("./people.js").People} people
 * @param {import("./reasons.js").Reasons} reasons
 * @param {() => void} changed
 */
export function queueOf(session, people, reasons, changed) {
  const kept = `talentpass.desk.search.${session.account}.${session.department}`;
  const node = el("section", { class: "card queue", "aria-label": t("desk.queue") });
  const list = worklistOf(session, draw);
  const order = orderOf(`talentpass.desk.order.${session.account}.${session.department}`, people.claimedBy);
  list.setWhole(order.isOwn());
  const choices = choicesOf(session, draw);
  const bulk = bulkOf(session, { people, reasons, shown, changed: draw, acted: list.load });
  const search = el("input", { type: "search", id: "search", maxlength: 100, autocomplete: "off", "aria-describedby": "search-hint" });
  let open = "";
  /** @type {{ number: string, place: Place } | null} */
  let held = null;
  const stopPolling = whileVisible(pollSeconds, list.poll);
  return {
    node, bulk, search,
    filters: list.filters,
    beside,
    acted,
    draw,
    /**
     * Narrows the list as the address says, and searches again for what was searched before the page was drawn.
     * @param {Filters} filters
     */
    async narrow(filters) {
      const before = list.now().isKnown ? "" : sessionStorage.getItem(kept) ?? "";
      search.value = before || search.value;
      await list.narrow(filters);
      if (before !== "") {
        await list.find(before);
      }
    },
    /** @param {string} [number] the number of the case that is open now */
    mark(number = "") {
      held = number === open ? held : null;
      open = number;
      draw();
    },
    /**
     * Opens the case before or after another one; at the end of what is shown, more is read first.
     * @param {string} number
     * @param {1 | -1} step
     */
    async go(number, step) {
      const place = beside(number);
      if (step === 1 && place && !place.next && place.hasMore) {
        await list.more();
      }

      const to = step === 1 ? beside(number)?.next : place?.previous;
      if (to) {
        location.hash = addressOf(`case/${to}`, list.filters());
      }
    },
    /**
     * Gives the focus to the row after or before the one that has it, or had it last.
     * @param {1 | -1} step
     */
    walk(step) {
      const links = /** @type {HTMLElement[]} */ ([...node.querySelectorAll("tr[data-number] a")]);
      const at = links.findIndex(each => each === document.activeElement || each.closest("tr")?.contains(document.activeElement));
      const from = at < 0 ? links.findIndex(each => each.closest("[aria-current]")) : at;
      links[Math.min(Math.max(from + step, 0), links.length - 1)]?.focus();
    },
    /** @param {string} number the row that gets the focus; the first one when that has left the list, or the search when there is none */
    focus: number => /** @type {HTMLElement} */ (node.querySelector(`tr[data-number="${CSS.escape(number)}"] a`) ?? node.querySelector("tr[data-number] a") ?? search).focus(),
    /** The number of the row that has the focus. */
    focused: () => document.activeElement?.closest("tr[data-number]")?.getAttribute("data-number") ?? null,
    stop() {
      stopPolling();
      list.end();
    },
  };

  function shown() {
    return order.of(list.now().rows).map(each => each.number);
  }

  /**
   * Where a case is in the list, and what is before and after it.
   * @param {string} number
   * @returns {Place | null}
   */
  function beside(number) {
    const numbers = shown();
    const of = numbers.length;
    const { hasMore } = list.now();
    if (held?.number === number) {
      const { index, previous = "", next = "" } = held.place;
      return { index, of, hasMore, previous: numbers.find(each => each === previous), next: numbers.find(each => each === next) };
    }

    const index = numbers.indexOf(number);
    return index < 0 ? null : { index, of, hasMore, previous: numbers[index - 1], next: numbers[index + 1] };
  }

  /** Reads the list anew after an action. The next case is still the one that was next, also when the action moved this one. */
  async function acted() {
    const place = open ? beside(open) : null;
    held = place ? { number: open, place } : null;
    await list.load();
  }

  /**
   * Shows the list with these filters, in place of what was searched.
   * @param {Filters} filters
   */
  function turnTo(filters) {
    if (queryOf(filters) === queryOf(list.filters())) {
      unwaited(find(""));
      return;
    }

    forgetSearch();
    location.hash = addressOf(open ? `case/${open}` : "queue", filters);
  }

  function draw() {
    const now = list.now();
    render(html`${counts()}${choices.view(list.filters(), turnTo)}${searchForm()}
      <div aria-live="polite">${now.waiting > 0 || now.gone.size > 0 ? html`<p class="news">${button(news(now.waiting, now.gone.size), list.load, { action: "show-new" })}</p>` : nothing}</div>
      ${now.problem ? failed(now.problem, list.load) : nothing}
      ${bulk.view()}
      <div class="scroll">${rowsOf({ ...now, rows: order.of(now.rows), order, sort, open, caption: t("desk.queue"), addressOf: number => addressOf(`case/${number}`, list.filters()), claimedBy: people.claimedBy, chosen: bulk.chosen })}</div>
      ${now.isKnown && now.rows.length === 0 ? html`<p class="soft">${t(now.found ? "desk.search.none" : queryOf(list.filters()) === "" ? "desk.empty" : "desk.none-fit")}</p>` : nothing}
      ${now.hasMore ? button(t("more"), list.more) : nothing}`, node);
    changed();
  }

  /** @param {import("./order.js").Column} column */
  function sort(column) {
    order.press(column);
    list.setWhole(order.isOwn());
    draw();
    return list.load();
  }

  function counts() {
    const numbers = list.now().counts;
    const filters = list.filters();
    const values = numbers ? { open: openOf(numbers), nearing: numbers.nearingDue, overdue: numbers.overdue, urged: numbers.urged } : null;
    return html`<ul class="counts">${tiles.map(([name, filter, value]) => html`<li><button type="button" class="tile ${name}" data-count=${name}
      aria-pressed=${String(filter ? filters[filter] === value : !filters.light && !filters.urged)}
      @click=${() => turnTo(filter ? toggled(filters, filter, value) : { ...filters, light: "", urged: "" })}><strong>${values?.[name] ?? "–"}</strong> ${t(`desk.count.${name}`)}</button></li>`)}</ul>`;
  }

  function searchForm() {
    const { found, said } = list.now();
    return html`<form class="search" role="search" @submit=${seek}>
      <label for="search">${t("desk.search")}</label><p class="hint" id="search-hint">${t("desk.search.hint")}</p>
      <div class="row">${search}<button type="submit" class="plain">${t("desk.search.go")}</button>
        ${found ? button(t("desk.search.clear"), () => find(""), { action: "clear-search" }) : nothing}</div>
      <p class="soft" role="status">${said}</p></form>`;
  }

  /** @param {Event} event */
  function seek(event) {
    event.preventDefault();
    unwaited(find(search.value.trim()));
  }

  function forgetSearch() {
    search.value = "";
    sessionStorage.removeItem(kept);
  }

  /** @param {string} text */
  function find(text) {
    if (text === "") {
      forgetSearch();
    } else {
      sessionStorage.setItem(kept, text);
    }

    return list.find(text);
  }
}

/**
 * @param {number} waiting
 * @param {number} gone
 */
function news(waiting, gone) {
  return [waiting > 0 ? t("desk.new", waiting) : "", gone > 0 ? t("desk.gone", gone) : ""].filter(each => each).join(" · ");
}
