import { api } from "../api.js";
import { el } from "../dom.js";
import { t } from "../language.js";
import { departmentNames, receiptOf } from "../receipt.js";

/**
 * The view of the receipt of a request that the user filed, to print or to keep.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} number
 */
export async function receiptView(host, session, number) {
  const client = api(session);
  const [{ body: request }, departments] = await Promise.all([client.get(`/requests/${encodeURIComponent(number)}`), departmentNames(client)]);
  host.append(
    el("a", { class: "back", href: `#/request/${request.number}` }, `← ${request.title}`),
    el("h1", {}, t("receipt.title")),
    receiptOf([request], { office: t(request.timeline[0]?.actor === session.account ? "receipt.online" : "receipt.counter"), departments }));
}
