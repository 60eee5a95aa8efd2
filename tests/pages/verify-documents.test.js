import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifyDocument } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/document.js";
import { readStatusList } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/status-list.js";
import { readTrustList } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/trust-list.js";
import { PassVerifier } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/verifier.js";
import { documentText, listed, newKey, now, signedCode, statusList, textOf, trustList } from "./city.js";

const city = 330483;
const number = "11330200TALENT009L001.11330200TALENT001U.7K2M9QXW3R4T8NZA5.001.O";
const [root, key, minting, stranger, impostor] = await Promise.all(["33048300", "33048301", "33048302", "33048303", "33048301"].map(newKey));
const verifier = new PassVerifier();
const trust = (await readTrustList(await trustList(root, [listed(key), listed(minting, { uses: 1 })], { urls: [[city, "https://city.example/"]] }), root.jwk)).list;
assert.ok(trust && verifier.acceptTrust(trust));
const status = (await readStatusList(await statusList(key, [0, 1, 0, 2, 3]), city, 0, trust, now)).list;
assert.ok(status && verifier.acceptStatus(status));

/** The light and the reason for a document's text. */
async function reasonOf(/** @type {string} */ text, at = now) {
  const { reason, light } = await verifyDocument(verifier, text, at);
  return `${light} ${reason}`;
}

describe("A result document", () => {
  it("of the city is green, and says what it is", async () => {
    const { reason, light, document } = await verifyDocument(verifier, await documentText(key), now);
    assert.deepEqual({ reason, light, document }, {
      reason: "accepted", light: "green",
      document: {
        number: `1.2.156.3005.2.${number}`, kind: 1, service: "housing-rent-subsidy", holder: "李*",
        issuedAt: now - 86400, expiresAt: now + 10 * 86400, statusIndex: 2, city,
      },
    });
  });

  it("is of its time", async () => {
    assert.equal(await reasonOf(await documentText(key, { expiresAt: now })), "green accepted");
    assert.equal(await reasonOf(await documentText(key, { expiresAt: now }), now + 1), "red expired");
    assert.equal(await reasonOf(await documentText(key, { expiresAt: null })), "green accepted");
    assert.equal(await reasonOf(await documentText(key, { issuedAt: now + 31 })), "red not_yet_valid");
    assert.equal(await reasonOf(await documentText(key, { expiresAt: null }), now + 2 * 86400), "amber stale_lists");
    assert.equal(await reasonOf(await documentText(key, { expiresAt: null }), now + 31 * 86400), "red key_time");
  });

  it("is refused when the city's list says so", async () => {
    assert.equal(await reasonOf(await documentText(key, { statusIndex: 1 })), "red status_invalid");
    assert.equal(await reasonOf(await documentText(key, { statusIndex: 3 })), "red status_suspended");
    assert.equal(await reasonOf(await documentText(key, { statusIndex: 200_000 })), "amber stale_lists");
  });

  it("is signed by an issuing key, as a document", async () => {
    assert.equal(await reasonOf(await documentText(minting)), "red profile");
    assert.equal(await reasonOf(await documentText(stranger)), "red unknown_kid");
    assert.equal(await reasonOf(await documentText(impostor)), "red signature");
    assert.equal(await reasonOf(await documentText(key, {}, "")), "red signature");
    assert.equal(await reasonOf(await documentText(key, {}, "TP1H")), "red signature");
  });

  it("is no pass, and a pass is no document", async () => {
    assert.equal((await verifier.verify(await documentText(key), now)).reason, "template");
    assert.equal(await reasonOf(textOf(await signedCode(key, "P", { expiresAt: now + 86400 }))), "red template");
    assert.equal(await reasonOf(textOf(await signedCode(minting, "S"))), "red template");
  });

  it("has exactly one form", async () => {
    for (const changes of [
      { kind: 0 }, { kind: 5 }, { service: "" }, { service: "s".repeat(41) }, { holder: "h".repeat(41) }, { rest: Uint8Array.of(0) },
      { number: `${number.slice(0, -1)}${number.endsWith("0") ? "1" : "0"}` }, { number: number.toLowerCase() }, { number: "1" },
      { number: number.replace(".001.", ".000.") }, { number: number.replace("TALENT001U", "TALENT001X") },
    ]) {
      assert.equal(await reasonOf(await documentText(key, changes)), "red template", JSON.stringify(changes));
    }
  });

  it("has a prefix, a length and an alphabet", async () => {
    assert.equal(await reasonOf("TP1:".padEnd(401, "0")), "red too_long");
    assert.equal(await reasonOf("TP2:AB"), "red prefix");
    assert.equal(await reasonOf("TP1:ab"), "red base45");
    assert.equal(await reasonOf("TP1:"), "red template");
  });
});
