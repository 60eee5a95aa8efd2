/** @typedef {import("./paper.js").Paper} Paper */

/**
 * What is filled in: the answers by service, the area, and at the counter the guest and the officer's confirmation.
 * @typedef {{ answers: Record<string, Answers>, area?: string, guest?: Answers, confirmed?: boolean }} Filled
 */

/**
 * Keeps what is filled in while the view is drawn again. `filled` is null when nothing was filled in before. `notes` are shown
 * above the form, `status` beside its button. `filed` is called when the form is filed.
 * @typedef {{ filled: Filled | null, papers: Map<string, Paper>, notes: HTMLElement[], status: HTMLElement | null, changed: (filled: Filled) => void, filed: () => void }} Keeper
 */

/** @typedef {{ filled: Filled | null, papers: Map<string, Paper> }} Kept */

let owner = "";
/** @type {Map<string, Kept>} */
const forms = new Map();

/**
 * What is kept of a form in the memory of this tab. Only the forms of one person are kept: those of another are forgotten.
 * @param {string} who
 * @param {string} form
 */
export function keptOf(who, form) {
  if (who !== owner) {
    owner = who;
    forms.clear();
  }

  /** @type {Kept} */
  const kept = forms.get(form) ?? { filled: null, papers: new Map() };
  forms.set(form, kept);
  return kept;
}

/** Forgets all forms: the person at the counter has gone. */
export function forgetAll() {
  owner = "";
  forms.clear();
}

/** @param {string} form */
export function forget(form) {
  forms.delete(form);
}

/**
 * Keeps a form of the person at the counter, in memory alone: nothing about another person is stored in this browser.
 * @param {string} scanId
 * @param {string} form
 * @returns {Keeper}
 */
export function keeperAtCounter(scanId, form) {
  const kept = keptOf(scanId, form);
  return { ...kept, notes: [], status: null, changed: filled => { kept.filled = filled; }, filed: () => forget(form) };
}
