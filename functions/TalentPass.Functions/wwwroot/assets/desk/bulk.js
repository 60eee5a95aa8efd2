import { api, problemOf } from "../api.js";
import { ask } from "../ask.js";
import { named, t } from "../language.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { simpleSchemaOf } from "./actions.js";
import { simpleBodyOf } from "./bodies.js";
import { button } from "./rows.js";

/** @typedef {{ has: (number: string) => boolean, toggle: (number: string) => void, toggleAll: (numbers: string[]) => void }} Chosen */
/** @typedef {{ number: string, isDone: boolean, text: string }} Result */
/** @typedef {"claim" | "accept" | "assign" | "release" | "note"} BulkAction */

/** @type {BulkAction[]} */
const actions = ["claim", "accept", "assign", "release", "note"];
const supervisorActions = ["assign", "release", "note"];
// The most that the API takes at once.
const atOnce = 50;
// Each case is a transaction of its own, so fifty take longer than one.
const longSeconds = 60;

/**
 * Actions on the chosen rows of the list. Each case is done or refused by itself; what was not done stays chosen. `shown`: the numbers
 * that the list shows, because nothing is done to what nobody sees. `acted` runs afterwards.
 * @param {DeskSession} session
 * @param {{ people: import("./people.js").People, reasons: import("./reasons.js").Reasons, shown: () => string[], changed: () => void, acted: () => Promise<void> }} around
 */
export function bulkOf(session, { people, reasons, shown, changed, acted }) {
  /** @type {Set<string>} */
  const all = new Set();
  /** @type {Result[]} */
  let results = [];
  /** @type {{ done: number, of: number } | null} */
  let busy = null;
  const may = actions.filter(each => session.roles.includes("desk") || supervisorActions.includes(each));
  const numbers = () => shown().filter(each => all.has(each));
  return {
    chosen: {
      /** @param {string} number */
      has: number => all.has(number),
      /** @param {string} number */
      toggle(number) {
        if (!all.delete(number)) {
          all.add(number);
        }

        changed();
      },
      /** @param {string[]} each */
      toggleAll(each) {
        const isFull = each.every(one => all.has(one));
        each.forEach(one => (isFull ? all.delete(one) : all.add(one)));
        changed();
      },
    },
    numbers,
    may: /** @param {string} action */ action => may.some(each => each === action),
    act,
    view,
  };

  function view() {
    const count = numbers().length;
    return html`<div class="bulk" role="group" aria-label=${t("bulk.title")} ?hidden=${count === 0 && results.length === 0 && !busy}>
      <p aria-live="polite">${busy ? t("bulk.busy", busy.done, busy.of) : count > 0 ? t("bulk.chosen", count) : nothing}</p>
      <div class="actions">${count === 0 ? nothing : may.map(each => button(named("action", each), () => act(each, numbers()), { action: each, disabled: busy !== null }))}
        ${count === 0 && results.length === 0 ? nothing : button(t("bulk.clear"), clear, { disabled: busy !== null })}</div>
      ${results.length === 0 ? nothing : html`<p aria-live="polite">${t("bulk.result", results.filter(each => each.isDone).length, results.filter(each => !each.isDone).length)}</p>
        <ul class="results">${results.map(each => html`<li data-result=${each.number} class=${each.isDone ? "good" : "bad"}><span class="number">${each.number}</span> ${each.text}</li>`)}</ul>`}
    </div>`;
  }

  function clear() {
    all.clear();
    results = [];
    changed();
  }

  /**
   * @param {BulkAction} action
   * @param {string[]} of
   */
  async function act(action, of) {
    if (of.length === 0 || busy) {
      return;
    }

    await ask(action, simpleSchemaOf(action, people), "plain", {}, asked => run(action, of, simpleBodyOf(action, asked)), reasons.forAction(action));
  }

  /**
   * @param {string} action
   * @param {string[]} of
   * @param {Answers} body
   */
  async function run(action, of, body) {
    results = [];
    try {
      for (let done = 0; done < of.length; done += atOnce) {
        busy = { done, of: of.length };
        changed();
        results = [...results, ...await send(action, of.slice(done, done + atOnce), body)];
      }
    } finally {
      busy = null;
      results.forEach(each => (each.isDone ? all.delete(each.number) : all.add(each.number)));
      changed();
    }

    await acted();
  }

  /**
   * @param {string} action
   * @param {string[]} part
   * @param {Answers} body
   * @returns {Promise<Result[]>}
   */
  async function send(action, part, body) {
    try {
      const { body: { items } } = await api(session).post(`/desks/${session.department}/bulk`, { ...body, numbers: part, action }, {}, { seconds: longSeconds });
      return items.map(resultOf);
    } catch (thrown) {
      const problem = problemOf(thrown);
      // What is filled in is wrong for all of them, so the dialog says so. Without an answer nobody knows what was done.
      if (problem.status !== 0) {
        throw problem;
      }

      return part.map(number => ({ number, isDone: false, text: t("bulk.unknown") }));
    }
  }
}

/**
 * @param {Api.BulkItem} item
 * @returns {Result}
 */
function resultOf({ number, status, state, code }) {
  const isDone = status === "done";
  return { number, isDone, text: isDone ? t("bulk.done", named("state", state ?? "")) : named("refusal", code ?? "") };
}
