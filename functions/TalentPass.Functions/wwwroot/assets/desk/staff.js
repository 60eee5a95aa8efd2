import { api } from "../api.js";
import { el, facts, showItems, unwaited } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { listed, moment, named, t } from "../language.js";
import { departmentNames } from "../receipt.js";
import { sureOf } from "../sure.js";

/**
 * The staff whom a supervisor looks after: when each signed in last, and their sign-out on all devices.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function staffView(host, session) {
  const client = api(session);
  const told = el("div", { role: "status" });
  const wrong = el("div", {});
  const list = el("ul", { class: "plain-list", id: "staff" });
  host.append(el("a", { class: "back", href: "#/queue" }, `← ${t("desk.title")}`), el("h1", {}, t("staff.title")), el("p", { class: "lead" }, t("staff.lead")), told, wrong, list);
  const departments = await departmentNames(client);
  await load();

  async function load() {
    wrong.replaceChildren();
    try {
      const { body } = await client.get("/staff");
      showItems(list, body.items, each => each.account, item);
      wrong.replaceChildren(body.items.length === 0 ? el("p", { class: "soft" }, t("staff.none")) : "");
    } catch (problem) {
      wrong.replaceChildren(failed(problem, load));
    }
  }

  /** @param {Api.StaffView} each */
  function item(each) {
    return el("li", { class: "card", "data-staff": each.account },
      el("strong", {}, nameOf(each)),
      facts([
        [t("staff.roles"), listed(each.roles.map(role => named("role", role)))],
        [t("desk.department"), each.department && (departments.get(each.department) ?? each.department)],
        [t("staff.seen"), moment(each.lastSeenAt)],
      ]),
      each.account === session.account ? el("a", { href: "#/sign-ins" }, t("sign-ins.title")) : sureOf({
        id: `out-${each.account}`, text: t("staff.out"), sure: t("staff.out.sure", nameOf(each)), yes: t("staff.out.yes"), no: t("cancel"),
        run: () => signOut(each),
      }));
  }

  /** @param {Api.StaffView} who */
  async function signOut(who) {
    try {
      await client.post(`/staff/${encodeURIComponent(who.account)}/sign-out`, {});
      told.replaceChildren(el("p", { class: "done" }, t("staff.out.done", nameOf(who))));
    } catch (problem) {
      told.replaceChildren(alertOf(problem));
    }

    unwaited(load());
  }
}

/**
 * Not every provider tells a name.
 * @param {Api.StaffView} who
 */
function nameOf({ displayName, account }) {
  return displayName || account;
}
