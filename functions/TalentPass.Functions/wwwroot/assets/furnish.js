import { el } from "./dom.js";
import { addTexts } from "./language.js";

let isRegistered = false;
/** @type {Promise<unknown> | null} */
let furnished = null;

/**
 * Loads the texts and the style sheets that the views of this page need, once. What could not be loaded is asked for again with the
 * next view.
 * @param {{ texts?: () => Promise<{ texts: Texts }[]>, styles: string[] }} page
 */
export function furnish({ texts, styles }) {
  furnished ??= Promise.all([texts?.().then(all => all.forEach(each => addTexts(each.texts))), ...styles.map(styled)]).catch(problem => {
    furnished = null;
    throw problem;
  });
  return furnished;
}

/**
 * Lets this page open without a network from now on. It begins after the first view, because the files of the view come first on a
 * slow line. Without service workers (a private window, plain HTTP) the page still works, but only with a network.
 */
export function keepForOffline() {
  if (isRegistered) {
    return;
  }

  isRegistered = true;
  navigator.serviceWorker?.register("/worker.js", { updateViaCache: "none" }).catch(() => {});
}

/**
 * Adds a style sheet to the page, and waits until it is there.
 * @param {string} name
 */
function styled(name) {
  return new Promise((done, lost) => {
    const sheet = el("link", { rel: "stylesheet", href: `/assets/${name}.css`, onload: done, onerror: () => {
      sheet.remove();
      lost(new TypeError(name));
    } });
    document.head.append(sheet);
  });
}
