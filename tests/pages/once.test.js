import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "./browser.js";

const { Problem } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { onceOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/desk/once.js");

/** @typedef {import("../../functions/TalentPass.Functions/wwwroot/assets/desk/case.js").Shown} Shown */

/**
 * A case with these steps, each as the officer and the action.
 * @param {string} etag
 * @param {...[actor: string, action: string]} steps
 */
const caseWith = (etag, ...steps) => /** @type {Shown} */ (/** @type {unknown} */ ({ etag, request: { timeline: steps.map(([actor, action]) => ({ actor, action })) } }));

/**
 * Sends bodies one after the other. `answers` has the status of each answer, `now` the case as it is read afterwards.
 * @param {{ bodies: object[], answers: number[], now: Shown }} course
 */
async function send({ bodies, answers, now }) {
  /** @type {(string | null)[]} */
  const etags = [];
  const once = onceOf({ action: "note", account: "me", shown: caseWith("1", ["li-wei", "submit"]), load: () => Promise.resolve(now), changes: (_, before) => `${before} steps were known`,
    post: (_, etag) => {
      const status = answers[etags.push(etag) - 1];
      return status === 200 ? Promise.resolve() : Promise.reject(new Problem(status));
    } });
  /** @type {string[]} */
  const said = [];
  for (const body of bodies) {
    said.push(await once.send(body).then(() => "done", (/** @type {import("../../functions/TalentPass.Functions/wwwroot/assets/api.js").Problem} */ problem) => `${problem.status}`));
  }

  return { said, etags, isDone: once.isDone(now.request) };
}

describe("An action on a case", () => {
  const text = { text: "一" };
  const mine = caseWith("2", ["li-wei", "submit"], ["me", "note"]);
  const others = caseWith("2", ["li-wei", "submit"], ["colleague", "note"]);

  it("that nobody answered is not done again when the case shows it", async () => {
    assert.deepEqual(await send({ bodies: [text, text], answers: [0, 412], now: mine }), { said: ["0", "done"], etags: ["1", "1"], isDone: true });
  });

  it("that nobody answered and that was not done is decided anew after a colleague's", async () => {
    assert.deepEqual(await send({ bodies: [text, text, text], answers: [503, 412, 200], now: others }), { said: ["503", "412", "done"], etags: ["1", "1", "2"], isDone: false });
  });

  it("with other words is another one", async () => {
    assert.deepEqual(await send({ bodies: [text, { text: "二" }], answers: [0, 412], now: mine }), { said: ["0", "412"], etags: ["1", "1"], isDone: true });
  });

  it("that a colleague has changed before is no own one, whatever the case shows", async () => {
    assert.deepEqual(await send({ bodies: [text], answers: [412], now: mine }), { said: ["412"], etags: ["1"], isDone: false });
  });
});
