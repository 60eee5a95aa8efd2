import { caseOf } from "./desk/case.js";
import { queueOf } from "./desk/queue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { startPage } from "./shell.js";

startPage({ title: "desk.title", role: "desk", views: { queue: deskView, case: deskView } });

/** The queue beside the case that is open. */
async function deskView(host, session, number) {
  const queue = queueOf(session, number);
  const open = number ? caseOf(session, number, queue.load) : null;
  host.append(
    el("h1", {}, t("desk.title")),
    el("div", { class: number ? "workbench with-case" : "workbench" },
      queue.node,
      open?.node ?? el("p", { class: "soft pick" }, t("desk.pick"))));
  await Promise.all([queue.load(), open?.load()]);
  return queue.stop;
}
