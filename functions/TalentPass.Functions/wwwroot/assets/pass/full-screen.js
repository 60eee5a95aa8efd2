import { el, unwaited } from "../dom.js";
import { t } from "../language.js";

/**
 * The code as large as the screen, black on white. The screen stays on meanwhile, where the browser can do that. A tap or Escape
 * closes it. `show` shows the code that is valid now, also before it is opened; null when there is none, with the reason.
 */
export function fullScreen() {
  const words = el("p", { class: "full-words", role: "status" });
  const picture = el("div", { class: "full-picture" });
  const close = () => dialog.close();
  /** @type {HTMLDialogElement} */
  const dialog = el("dialog", { class: "full-code", "aria-label": t("pass.full.title"), onclick: close, onclose: closed },
    words, picture,
    el("p", {}, t("pass.full.hint")),
    el("button", { type: "button", class: "plain", id: "close-full-screen", onclick: close }, t("close")));
  /** @type {WakeLockSentinel | null} */
  let lock = null;

  return {
    open() {
      document.body.append(dialog);
      dialog.showModal();
      document.addEventListener("visibilitychange", stayOn);
      stayOn();
    },
    /**
     * @param {Node | null} code
     * @param {string} said
     */
    show(code, said) {
      picture.replaceChildren(...(code ? [code] : []));
      words.textContent = said;
    },
    close() {
      if (dialog.open) {
        dialog.close();
      }
    },
  };

  // A browser gives the lock up when the page is hidden, so it is asked again.
  function stayOn() {
    if (dialog.open && !document.hidden) {
      unwaited(takeLock());
    }
  }

  // A browser may refuse, for example to save power. The code is shown all the same.
  async function takeLock() {
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    if (!dialog.open) {
      release();
    }
  }

  function release() {
    unwaited(lock?.release().catch(() => {}));
    lock = null;
  }

  function closed() {
    document.removeEventListener("visibilitychange", stayOn);
    release();
    dialog.remove();
  }
}
