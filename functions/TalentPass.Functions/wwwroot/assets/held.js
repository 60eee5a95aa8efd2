import { current } from "./language.js";

/** @typedef {ReturnType<typeof heldOf>} Held */

/**
 * Takes what somebody is in the middle of off the page, because the session is over: the view and the dialogs, as they are, with what
 * was typed and chosen. It comes back when the same person has signed in at the same place, in the same language.
 * @param {HTMLElement} main
 * @param {string} account
 */
export function heldOf(main, account) {
  const nodes = [...main.childNodes];
  const dialogs = [...document.querySelectorAll("dialog")].filter(each => each.open);
  const focused = document.activeElement;
  const place = placeNow();
  /** @type {(goesOn: boolean) => void} */
  let settle = () => {};
  /** @type {Promise<boolean>} whether it goes on */
  const back = new Promise(done => { settle = done; });
  // Only what is not in the page is out of sight.
  dialogs.forEach(each => each.remove());
  main.replaceChildren();
  return {
    account, back,
    /** @param {Session} session */
    isFor: session => session.account === account && place === placeNow(),
    goOn() {
      main.replaceChildren(...nodes);
      for (const dialog of dialogs) {
        // What was taken off the page is open no more, whatever its attribute says.
        dialog.removeAttribute("open");
        document.body.append(dialog);
        dialog.showModal();
      }

      if (focused instanceof HTMLElement) {
        focused.focus();
      }

      settle(true);
    },
    drop() {
      settle(false);
      dialogs.forEach(each => each.close());
    },
  };
}

function placeNow() {
  return `${location.pathname}${location.hash} ${current()}`;
}
