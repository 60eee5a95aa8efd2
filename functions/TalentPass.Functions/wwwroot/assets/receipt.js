import { el, facts } from "./dom.js";
import { date, moment, t } from "./language.js";
import { all } from "./lists.js";
import { stateBadge } from "./parts.js";
import { qrPicture } from "./pass/picture.js";
import { addressOf } from "./progress-address.js";

/**
 * One request on a receipt.
 * @typedef {{ number: string, shortCode: string, title: string, department: string, state: string, submittedAt: string, due?: string | null, receipt?: string, warnings?: string[], window?: Api.RoundView, guest?: Api.GuestView }} Receipt
 */

/**
 * A receipt on one sheet of A5: for each request its number, its short code and a QR code that opens its progress. `office` is where
 * it was received; `departments` are the names by their ids.
 * @param {Receipt[]} receipts
 * @param {{ office: string, departments: Map<string, string> }} names
 */
export function receiptOf(receipts, { office, departments }) {
  return el("section", { class: "card receipt", id: "receipt", tabindex: "-1", "aria-label": t("receipt.title") },
    el("h2", {}, t("receipt.title")),
    ...receipts.map(receipt => oneOf(receipt, office, departments.get(receipt.department) ?? receipt.department)),
    el("p", { class: "soft" }, t("receipt.scan", `${location.host}/progress`)),
    el("p", { class: "soft" }, t("receipt.keep")),
    el("button", { type: "button", class: "plain", id: "print-receipt", onclick: () => print() }, t("receipt.print")));
}

/**
 * @param {Receipt} receipt
 * @param {string} office
 * @param {string} department
 */
function oneOf(receipt, office, department) {
  const address = location.origin + addressOf(receipt.number, receipt.shortCode);
  return el("div", { class: "receipt-one", "data-receipt": receipt.number },
    el("div", { class: "receipt-qr", "data-address": address }, qrPicture(address, t("receipt.qr"))),
    facts([
      [t("receipt.service"), [el("strong", {}, receipt.title), " ", stateBadge(receipt.state)]],
      [t("request.number"), el("span", { class: "number" }, receipt.number)],
      [t("request.short-code"), el("span", { class: "number" }, receipt.shortCode)],
      [t("receipt.date"), moment(receipt.submittedAt)],
      [t("receipt.office"), office],
      [t("receipt.department"), department],
      [t("request.due"), receipt.due && date(receipt.due)],
      [t("course.window"), receipt.window?.text],
      [t("course.guest"), receipt.guest?.homeCity],
      [t("course.receipt"), receipt.receipt],
      [t("course.warnings"), receipt.warnings?.join(" ")],
    ]));
}

/**
 * The names of the departments by their ids; empty when they cannot be read, so that a receipt is never missing for that.
 * @param {import("./api.js").Client} client
 * @returns {Promise<Map<string, string>>}
 */
export async function departmentNames(client) {
  const found = await all(client, "/departments").catch(() => []);
  return new Map(found.map(each => [each.department, each.fullName]));
}
