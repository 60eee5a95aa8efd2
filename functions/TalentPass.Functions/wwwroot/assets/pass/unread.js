import { api } from "../api.js";
import { el, unwaited } from "../dom.js";
import { bracketed, t } from "../language.js";
import { isSignedIn } from "../session.js";

// The city counts to 100.
const most = 99;
/** @type {{ session: Session, count: number } | null} */
let known = null;
let asked = 0;

/**
 * Shows at the link to the messages how many are not read. The city is asked when a session is seen for the first time, and whenever
 * somebody comes back to the page.
 * @param {Session} session
 */
export function showUnread(session) {
  if (known === null) {
    document.addEventListener("visibilitychange", cameBack);
  }

  const isNew = known?.session.session !== session.session;
  known = { session, count: known?.session.account === session.account ? known.count : 0 };
  mark();
  if (isNew) {
    unwaited(askUnread(session));
  }
}

/**
 * Asks the city again. Only the latest answer counts; without one what was known stays.
 * @param {Session} session
 */
export async function askUnread(session) {
  const mine = ++asked;
  const count = await api(session).get("/me/notifications/unread", { retry: false }).then(({ body }) => body.count, () => null);
  if (mine === asked && count !== null && known?.session.account === session.account) {
    known.count = count;
    mark();
  }
}

function cameBack() {
  if (!document.hidden && known && isSignedIn(known.session)) {
    unwaited(askUnread(known.session));
  }
}

function mark() {
  const count = known?.count ?? 0;
  const text = count > most ? `${most}+` : String(count);
  document.querySelector("nav a[href='#/messages']")?.replaceChildren(t("messages.title"), ...(count === 0 ? [] : [" ",
    el("span", { class: "unread", "aria-hidden": "true" }, text),
    el("span", { class: "hidden" }, bracketed("", t("messages.unread", text))),
  ]));
}
