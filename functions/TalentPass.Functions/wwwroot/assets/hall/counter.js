import { api } from "../api.js";
import { bundleFilingOf, openBundle, stagesOf } from "../bundle.js";
import { el, facts } from "../dom.js";
import { failed } from "../frame.js";
import { keeperAtCounter } from "../kept.js";
import { t } from "../language.js";
import { all } from "../lists.js";
import { departmentNames, receiptOf } from "../receipt.js";
import { serviceFilingOf } from "../service-filing.js";
import { guideOf, termsOf } from "../terms.js";
import { guestFieldsOf } from "./guest.js";
import { placeName } from "./place.js";

/** @typedef {import("../api.js").Client} Client */

/**
 * The answer to the scan of a holder for whom services can be filed at this counter.
 * @typedef {Api.ScanView & { holder: Api.ScanHolderView, entitlements: Api.ScanEntitlementView[] }} Present
 */

/** @typedef {import("../receipt.js").Receipt} Receipt */

/** @typedef {(receipts: Receipt[]) => void} Tell is told what was filed */

/**
 * The page that files a service for the holder of the last scan. After the filing it shows the receipt for the holder.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {Present} scan
 * @param {string} service
 * @param {Tell} tell
 */
export function serviceCounterView(host, session, scan, service, tell) {
  return atCounter(host, session, scan, async (client, areas, filed) => {
    const guide = await guideOf(client, service);
    const keeper = keeperAtCounter(scan.scanId, service);
    return [guide.title, termsOf(guide), serviceFilingOf({ client, guide, areas, keeper, scanId: scan.scanId, guest: guestOf(scan, keeper), filed: receipt => both([receipt], tell, filed) })];
  });
}

/**
 * The page that files a bundle for the holder of the last scan. After the filing it shows the receipts.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {Present} scan
 * @param {string} id
 * @param {Tell} tell
 */
export function bundleCounterView(host, session, scan, id, tell) {
  return atCounter(host, session, scan, async (client, areas, filed) => {
    const { bundle, guides } = await openBundle(client, id);
    const keeper = keeperAtCounter(scan.scanId, `bundle ${id}`);
    return [bundle.title, stagesOf(bundle, guides), bundleFilingOf({ client, bundle, guides, areas, keeper, scanId: scan.scanId, guest: guestOf(scan, keeper), filed: receipt => both(receipt.requests, tell, filed) })];
  });
}

/**
 * @param {Receipt[]} receipts
 * @param {...Tell} readers
 */
function both(receipts, ...readers) {
  readers.forEach(each => each(receipts));
}

/**
 * The bundles for which the holder of the last scan is entitled to every part.
 * @param {Session} session
 * @param {Present} scan
 */
export async function bundlesFor(session, scan) {
  const open = new Set(scan.entitlements.filter(each => each.status !== "not_eligible").map(each => each.service));
  return (await all(api(session), "/bundles")).filter(bundle => bundle.stages.flat().every(each => open.has(each)));
}

/**
 * The fields about the holder of a partner city's pass; undefined for a pass of this city.
 * @param {Present} scan
 * @param {import("../kept.js").Keeper} keeper
 */
function guestOf(scan, keeper) {
  return scan.issuer.partner ? guestFieldsOf(keeper.filled?.guest) : undefined;
}

/**
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {Present} scan
 * @param {(client: Client, areas: Api.AreaView[], filed: (receipts: Receipt[]) => void) => Promise<[title: string, ...parts: HTMLElement[]]>} draw
 */
async function atCounter(host, session, scan, draw) {
  const client = api(session);
  const counter = el("div", {});
  host.append(el("a", { class: "back", href: "#/scan" }, `← ${t("hall.title")}`), counter);
  await show();

  async function show() {
    try {
      const whole = el("div", {});
      const [areas, departments] = await Promise.all([all(client, "/areas"), departmentNames(client)]);
      const [title, ...parts] = await draw(client, areas, receipts => {
        const receipt = receiptOf(receipts, { office: placeName(), departments });
        whole.replaceChildren(receipt);
        receipt.focus();
      });
      whole.append(...parts);
      counter.replaceChildren(
        el("h1", {}, title),
        facts([
          [t("request.applicant"), el("strong", { class: "holder" }, scan.issuer.partner ? t("guest.of", scan.issuer.city) : scan.holder.displayName)],
          [t("pass.tier"), scan.holder.tierTitle],
        ]),
        whole);
    } catch (problem) {
      counter.replaceChildren(failed(problem, show));
    }
  }
}
