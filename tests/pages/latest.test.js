import assert from "node:assert/strict";
import { it } from "node:test";

const { latest } = await import("../../functions/TalentPass.Functions/wwwroot/assets/latest.js");

it("Only the latest question is answered, and the one before it is given up", () => {
  const turns = latest();
  const [first, second] = [turns.begin(), turns.begin()];
  assert.deepEqual([first.isLatest(), first.signal.aborted], [false, true]);
  assert.deepEqual([second.isLatest(), second.signal.aborted], [true, false]);
  turns.end();
  assert.deepEqual([second.isLatest(), second.signal.aborted], [false, true]);
  assert.equal(turns.begin().isLatest(), true);
});
