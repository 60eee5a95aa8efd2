import { cameraOf } from "./hall/camera.js";
import { resultOf } from "./hall/result.js";
import { api, randomName } from "./api.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { alertOf } from "./parts.js";
import { startPage } from "./shell.js";

const keptPlace = "talentpass.place";

startPage({ title: "hall.title", role: "hall", views: { scan: scanView } });

/** Scan after scan: each has a nonce of its own, and trying one again keeps it. */
function scanView(host, session) {
  const place = el("input", { id: "place", type: "text", required: true, maxlength: 64, value: localStorage.getItem(keptPlace) ?? t("hall.place.default"), onchange: () => localStorage.setItem(keptPlace, place.value) });
  const code = el("input", { id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-hint" });
  const outcome = el("div", { class: "outcome-place", "aria-live": "assertive" }, el("p", { class: "waiting" }, t("hall.waiting")));
  const camera = cameraOf(scan);
  host.append(
    el("h1", {}, t("hall.title")),
    el("div", { class: "split" },
      el("form", { class: "card", onsubmit: typed },
        el("div", { class: "field" }, el("label", { for: "place" }, t("hall.place")), place),
        el("div", { class: "field" }, el("label", { for: "code" }, t("hall.code")), el("p", { class: "hint", id: "code-hint" }, t("hall.code.hint")), code),
        el("button", { type: "submit", id: "check" }, t("hall.check")),
        camera.node),
      outcome));
  code.focus();
  return camera.stop;

  function typed(event) {
    event.preventDefault();
    const text = code.value.trim();
    if (text !== "") {
      scan(text);
    }
  }

  function scan(text) {
    send({ code: text, place: place.value.trim(), nonce: randomName(), device: "web" });
    code.value = "";
    code.focus();
  }

  async function send(presentation) {
    try {
      const { body } = await api(session).post("/scans", presentation);
      outcome.replaceChildren(resultOf(body));
    } catch (problem) {
      outcome.replaceChildren(alertOf(problem),
        el("button", { type: "button", onclick: () => send(presentation) }, t("hall.retry-same")));
    }
  }
}
