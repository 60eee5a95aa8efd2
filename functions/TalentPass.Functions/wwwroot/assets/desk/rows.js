import { unwaited } from "../dom.js";
import { date, named, t } from "../language.js";
import { live } from "../lib/lit-html/directives/live.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { dueName } from "../parts.js";

/**
 * What the table shows and what can be done in it. `open`: the number of the case that is open. `addressOf`: where a case is shown.
 * @typedef {object} Table
 * @property {Api.DeskItem[]} rows
 * @property {import("./order.js").Order} order
 * @property {(column: import("./order.js").Column) => unknown} sort
 * @property {Set<string>} gone
 * @property {string} open
 * @property {string} caption
 * @property {(number: string) => string} addressOf
 * @property {(account: string | null) => string} claimedBy
 * @property {import("./bulk.js").Chosen} chosen
 */

const columns = /** @type {const} */ (["number", "applicant", "service", "state", "due", "light", "claimed"]);

/**
 * The rows of a desk's list. The roles are written out, because the style shows a row as a block where there is little room.
 * @param {Table} table
 */
export function rowsOf(table) {
  const { rows, chosen } = table;
  return html`<table class="rows" role="table">
    <caption class="unseen">${table.caption}</caption>
    <thead role="rowgroup"><tr role="row">
      <td role="cell"><label><input type="checkbox" data-all aria-label=${t("desk.select.all")}
        .checked=${live(rows.length > 0 && rows.every(each => chosen.has(each.number)))}
        .indeterminate=${rows.some(each => chosen.has(each.number)) && !rows.every(each => chosen.has(each.number))}
        @change=${() => chosen.toggleAll(rows.map(each => each.number))}><span aria-hidden="true">${t("desk.select.every")}</span></label></td>
      ${columns.map(each => header(table, each))}
    </tr></thead>
    <tbody role="rowgroup">${repeat(rows, each => each.number, each => row(table, each))}</tbody>
  </table>`;
}

/**
 * @param {Table} table
 * @param {import("./order.js").Column} column
 */
function header({ order, sort }, column) {
  const isHere = order.column() === column;
  return html`<th role="columnheader" scope="col" aria-sort=${isHere ? order.isDown() ? "descending" : "ascending" : nothing}><button type="button" class="plain"
    data-sort=${column} @click=${() => unwaited(sort(column))}>${t(`desk.column.${column}`)}<span aria-hidden="true">${isHere ? order.isDown() ? " ▼" : " ▲" : ""}</span></button></th>`;
}

/**
 * @param {Table} table
 * @param {Api.DeskItem} item
 */
function row({ gone, open, addressOf, claimedBy, chosen }, item) {
  const { number } = item;
  return html`<tr role="row" data-number=${number} class=${gone.has(number) ? "gone" : nothing} aria-current=${number === open ? "true" : nothing}
      @click=${/** @param {MouseEvent} event */ event => openRow(event, addressOf(number))}>
    <td role="cell" class="choose"><input type="checkbox" aria-label=${t("desk.select", number)} .checked=${live(chosen.has(number))} @change=${() => chosen.toggle(number)}></td>
    <th role="rowheader" scope="row" class="of-number"><a class="number" href=${addressOf(number)}>${number}</a></th>
    <td role="cell" class="of-applicant">${item.applicant}${item.tierTitle ? html` <small>${item.tierTitle}</small>` : nothing}${item.guest ? html` <small>${t("guest.of", item.guest.homeCity)}</small>` : nothing}</td>
    <td role="cell" class="of-service">${item.title}</td>
    <td role="cell" class="of-state"><span class="state" data-state=${item.state}>${named("state", item.state)}</span>
      ${item.slip ? html`<span class="light slip ${item.slip}">${t("course.slip")} · ${named("slip", item.slip)}</span>` : nothing}
      ${item.urged ? html`<span class="light red">${t("desk.urged")}</span>` : nothing}
      ${gone.has(number) ? html`<small>${t("desk.row.gone")}</small>` : nothing}</td>
    <td role="cell" class="of-due">${item.due ? html`<small>${dueName(item)}</small> ${date(item.due)}` : "—"}</td>
    <td role="cell" class="of-light"><span class="light ${item.light}">${named("light", item.light)}</span></td>
    <td role="cell" class="of-claimed">${claimedBy(item.claimedBy)}</td>
  </tr>`;
}

/**
 * A press anywhere in a row opens its case, unless it was on a control or somebody selects text to copy it.
 * @param {MouseEvent} event
 * @param {string} address
 */
function openRow(event, address) {
  const isControl = event.target instanceof Element && event.target.closest("a, input, .choose");
  if (!isControl && !getSelection()?.toString()) {
    location.hash = address;
  }
}

/**
 * A button whose work is not awaited.
 * @param {string} text
 * @param {() => unknown} run
 * @param {{ action?: string, looks?: string, pressed?: boolean, disabled?: boolean }} [more]
 */
export function button(text, run, { action, looks = "plain", pressed, disabled = false } = {}) {
  return html`<button type="button" class=${looks} data-action=${action ?? nothing} ?disabled=${disabled}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${() => unwaited(run())}>${text}</button>`;
}
