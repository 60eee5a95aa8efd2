import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeArray, encodeBytes, encodeUint, join } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/cbor.js";
import { readStatusList } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/status-list.js";
import { hex, readCode } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/template.js";
import { readTrustList } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/trust-list.js";
import { PassVerifier } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/verifier.js";
import { encodePairs, holderText, listed, newKey, now, signedCode, statusList, textOf, trustList } from "./city.js";

/** @typedef {import("./city.js").KeyChanges} KeyChanges */

const city = 330483;
const partner = 310000;
const [root, key, theirs, device] = await Promise.all(["33048300", "33048301", "31000001", "00000000"].map(newKey));
const mapping = encodeArray(encodePairs([[3, 1]]), encodePairs([[0, 4], [2, 255]]));
const token = await statusList(key, [0, 1, 0, 2, 3]);

/** Makes a verifier with the lists of the test city. The options change the lists. */
async function verifierOf({ status = true, ours = /** @type {KeyChanges} */ ({}), list = /** @type {Parameters<typeof trustList>[2]} */ ({}), options = {} } = {}) {
  const verifier = new PassVerifier(options);
  const trust = (await readTrustList(await trustList(root, [listed(key, ours), listed(theirs, { map: partner })], {
    maps: [[partner, mapping]], urls: [[city, "https://city.example/"]], ...list,
  }), root.jwk)).list;
  assert.ok(trust && verifier.acceptTrust(trust));
  const read = status ? (await readStatusList(token, city, 0, trust, now)).list : undefined;
  assert.equal(read ? verifier.acceptStatus(read) : !status, true);
  return verifier;
}

/** The reason that a new verifier gives for a code. */
async function reasonOf(/** @type {string} */ text, at = now, /** @type {Parameters<typeof verifierOf>[0]} */ changes = {}) {
  const { reason, light } = await (await verifierOf(changes)).verify(text, at);
  return `${light} ${reason}`;
}

const show = async (/** @type {import("./city.js").Changes} */ changes = {}) => textOf(await signedCode(key, "S", changes));
const card = async (/** @type {import("./city.js").Changes} */ changes = {}) => textOf(await signedCode(key, "P", { expiresAt: now + 1000 * 86400, ...changes }));

describe("A code", () => {
  it("that is genuine is green, and tells who it is of", async () => {
    const verdict = await (await verifierOf()).verify(await show(), now);
    assert.deepEqual(verdict, {
      reason: "accepted", light: "green", profile: "S", id: "000102030405060708090a0b0c0d0e0f", city, partner: false, tier: 3, entitlements: 0b101, holderTime: 0,
    });
  });

  it("has a prefix, a length and an alphabet", async () => {
    assert.equal(await reasonOf("TP1:".padEnd(401, "0")), "red too_long");
    assert.equal(await reasonOf("TP2:AB"), "red prefix");
    assert.equal(await reasonOf("TP1:ab"), "red base45");
    assert.equal(await reasonOf("TP1:"), "red template");
  });

  it("is of its time", async () => {
    assert.equal(await reasonOf(await show(), now + 50), "green accepted");
    assert.equal(await reasonOf(await show(), now + 51), "red expired");
    assert.equal(await reasonOf(await show(), now - 35), "green accepted");
    assert.equal(await reasonOf(await show(), now - 36), "red not_yet_valid");
    assert.equal(await reasonOf(await show({ expiresAt: now + 55 })), "green accepted");
    assert.equal(await reasonOf(await show({ expiresAt: now + 56 })), "red lifetime");
    assert.equal(await reasonOf(await show({ expiresAt: now - 5 })), "red lifetime");
  });

  it("is of a key that is known, may sign it, and is in its time", async () => {
    assert.equal(await reasonOf(textOf(await signedCode(await newKey("33048309"), "S"))), "red unknown_kid");
    assert.equal(await reasonOf(await show(), now, { status: false, ours: { alg: -8 } }), "red alg");
    assert.equal(await reasonOf(await show(), now, { status: false, ours: { notBefore: now + 31 } }), "red key_time");
    assert.equal(await reasonOf(await show(), now, { status: false, ours: { notAfter: now - 1 } }), "red key_time");
    assert.equal(await reasonOf(await show(), now, { status: false, ours: { uses: 6 } }), "red profile");
    assert.equal(await reasonOf(textOf(await signedCode(await newKey("33048301"), "S"))), "red signature");
    assert.equal((await new PassVerifier().verify(await show(), now)).reason, "unknown_kid");
  });

  it("is new only once within two minutes, also for a verifier that is told", async () => {
    const verifier = await verifierOf();
    await verifier.verify(await show(), now);
    const again = await verifier.verify(await show(), now + 30);
    assert.deepEqual([again.reason, again.light, again.firstSeenAt], ["replayed", "red", now]);
    const told = await verifierOf({ options: { seen: verifier.seen } });
    assert.equal((await told.verify(await show(), now + 1)).reason, "replayed");
    assert.equal((await told.verify(await show({ id: "ff".repeat(16) }), now + 1)).reason, "accepted");
    const careless = await verifierOf({ options: { remembers: false } });
    await careless.verify(await show(), now);
    assert.equal((await careless.verify(await show(), now)).reason, "accepted");
  });

  it("may be shown again after two minutes", async () => {
    const told = (/** @type {number} */ seconds) => ({ options: { seen: [["000102030405060708090a0b0c0d0e0f-0", now - seconds]] } });
    assert.equal(await reasonOf(await show(), now, told(120)), "red replayed");
    assert.equal(await reasonOf(await show(), now, told(121)), "green accepted");
  });

  it("that was shown long ago is forgotten, and so is the oldest of very many", async () => {
    const many = Array.from({ length: 4096 }, (_, index) => /** @type {[string, number]} */ ([`old-${index}`, now - 1]));
    const verifier = await verifierOf({ options: { seen: [["long-ago", now - 121], ...many] } });
    await verifier.verify(await show(), now);
    assert.equal(verifier.seen.length, 4096);
    assert.equal(verifier.seen[0][0], "old-1");
    assert.deepEqual(verifier.seen.at(-1), ["000102030405060708090a0b0c0d0e0f-0", now]);
  });
});

describe("A phone's own code", () => {
  it("is green while the phone's clock is right, and amber while it is not far off", async () => {
    assert.equal(await reasonOf(await holderText(key, device)), "green accepted");
    assert.equal(await reasonOf(await holderText(key, device, now - 60)), "green accepted");
    assert.equal(await reasonOf(await holderText(key, device, now + 61)), "amber holder_clock");
    assert.equal(await reasonOf(await holderText(key, device, now - 300)), "amber holder_clock");
    assert.equal(await reasonOf(await holderText(key, device, now - 301)), "red holder_time");
  });

  it("is signed by the phone the credential is for, over what it was asked", async () => {
    const other = await newKey("00000000");
    const stolen = await holderText(key, { ...other, compressed: device.compressed });
    assert.equal(await reasonOf(stolen), "red holder_signature");
    const broken = await holderText(key, { ...device, compressed: Uint8Array.of(2, ...new Uint8Array(31), 1) });
    assert.equal(await reasonOf(broken), "red holder_signature");
    const verdict = await (await verifierOf()).verify(await holderText(key, device), now, Uint8Array.of(1));
    assert.equal(verdict.reason, "holder_signature");
  });

  it("follows the status of its pass", async () => {
    const withStatus = (/** @type {number} */ statusIndex) => holderText(key, device, now, { statusIndex });
    assert.equal(await reasonOf(await withStatus(0)), "green accepted");
    assert.equal(await reasonOf(await withStatus(1)), "red status_invalid");
    assert.equal(await reasonOf(await withStatus(3)), "red status_suspended");
    assert.equal(await reasonOf(await withStatus(4)), "red status_invalid");
    assert.equal(await reasonOf(await withStatus(1000)), "amber stale_lists");
    assert.equal(await reasonOf(await withStatus(1 << 17)), "amber stale_lists");
    assert.equal(await reasonOf(await withStatus(0), now, { status: false }), "amber stale_lists");
  });
});

describe("A printed card", () => {
  it("is never green, and may be shown again", async () => {
    const verifier = await verifierOf();
    assert.equal((await verifier.verify(await card(), now)).reason, "check_document");
    const again = await verifier.verify(await card(), now);
    assert.deepEqual([again.reason, again.light], ["check_document", "amber"]);
    assert.equal(await reasonOf(await card({ statusIndex: 1 })), "red status_invalid");
    assert.equal(await reasonOf(await card({ expiresAt: now - 5 + 1096 * 86400 + 1 })), "red lifetime");
  });
});

describe("A partner's code", () => {
  it("reads as our own tiers and entitlements", async () => {
    const verdict = await (await verifierOf()).verify(textOf(await signedCode(theirs, "S")), now);
    assert.deepEqual([verdict.reason, verdict.city, verdict.partner, verdict.tier, verdict.entitlements], ["accepted", partner, true, 1, 0b10000]);
  });

  it("is not for here where its tier or an entitlement is not recognised", async () => {
    assert.equal(await reasonOf(textOf(await signedCode(theirs, "S", { tier: 4 }))), "red scope");
    assert.equal(await reasonOf(textOf(await signedCode(theirs, "S", { entitlements: 0b10 }))), "red scope");
  });
});

describe("The lists", () => {
  it("are too old after a day, or after their end", async () => {
    const long = { issuedAt: now - 86400, expiresAt: now + 86400 };
    assert.equal(await reasonOf(await show(), now, { list: long }), "green accepted");
    assert.equal(await reasonOf(await show(), now, { list: { ...long, issuedAt: now - 86401 } }), "amber stale_lists");
    assert.equal(await reasonOf(await show(), now, { list: { issuedAt: now - 60, expiresAt: now - 1 } }), "amber stale_lists");
    assert.equal(await reasonOf(await holderText(key, device, now + 86341), now + 86341, { list: { issuedAt: now, expiresAt: now + 2 * 86400 } }), "amber stale_lists");
  });

  it("never go back", async () => {
    const verifier = await verifierOf({ list: { sequence: 5 }, options: { sequence: 5 } });
    const trust = async (/** @type {Parameters<typeof trustList>[2]} */ changes) => {
      const { list } = await readTrustList(await trustList(root, [listed(key)], changes), root.jwk);
      assert.ok(list);
      return list;
    };
    assert.equal(verifier.acceptTrust(await trust({ sequence: 4 })), false);
    assert.equal(verifier.acceptTrust(await trust({ sequence: 5, issuedAt: now - 61 })), false);
    assert.equal(verifier.acceptTrust(await trust({ sequence: 5, issuedAt: now - 59 })), true);
    assert.equal(verifier.acceptTrust(await trust({ sequence: 6, issuedAt: now - 600 })), true);
    assert.equal(verifier.trust?.sequence, 6);
    assert.equal(new PassVerifier({ sequence: 7 }).acceptTrust(await trust({ sequence: 6 })), false);
    const status = { city, number: 0, issuedAt: now - 61, expiresAt: now + 1, bits: 1, entries: new Uint8Array(1) };
    assert.equal(verifier.acceptStatus(status), false);
    assert.equal(verifier.acceptStatus({ ...status, issuedAt: now }), true);
  });

  it("are none at first", () => {
    assert.equal(new PassVerifier().trust, null);
    assert.equal(new PassVerifier().isFresh(now), false);
  });
});

describe("The template of a code", async () => {
  const signed = await signedCode(key, "S");
  const credential = await signedCode(key, "H", {}, device);
  const presented = join(Uint8Array.of(0x83), credential, encodeUint(now), encodeBytes(new Uint8Array(64)));
  const reason = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => readCode(bytes).reason;
  const changed = (/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {number} */ at, /** @type {number} */ byte) => bytes.with(at, byte);

  it("is followed by what the city signs", () => {
    assert.equal(reason(signed), undefined);
    assert.equal(reason(presented), undefined);
  });

  it("ends where it ends", () => {
    for (const bytes of [signed, presented]) {
      assert.equal(reason(join(bytes, Uint8Array.of(0))), "template");
      for (let length = 0; length < bytes.length; length++) {
        assert.equal(reason(bytes.subarray(0, length)), "template", `${length} bytes`);
      }
    }
  });

  it("knows another algorithm from nonsense", () => {
    assert.equal(reason(changed(signed, 5, 0x27)), "alg");
    assert.equal(reason(changed(signed, 4, 0x02)), "template");
    assert.equal(reason(changed(signed, 1, 0x85)), "template");
    assert.equal(reason(changed(signed, 0, 0xd1)), "template");
  });

  it("binds a profile to its tag, its members and a point", async () => {
    const members = (/** @type {Uint8Array[]} */ ...each) => ({ members: encodeArray(...each) });
    const numbers = [encodeUint(1), encodeUint(1)];
    assert.equal(reason(await signedCode(key, "S", members(...numbers, encodeUint(1)))), undefined);
    assert.equal(reason(await signedCode(key, "S", members(...numbers, encodeUint(1), encodeBytes(device.compressed)))), "template");
    assert.equal(reason(await signedCode(key, "S", members(encodeUint(24), encodeUint(1)))), "template");
    assert.equal(reason(await signedCode(key, "S", members(encodeUint(1), encodeUint(0x10000)))), "template");
    assert.equal(reason(await signedCode(key, "S", members(encodeUint(1), Uint8Array.of(0x18, 0x17)))), "template");
    assert.equal(reason(await signedCode(key, "S", members(encodeUint(1), Uint8Array.of(0x1b)))), "template");
    assert.equal(reason(await signedCode(key, "S", members(...numbers, encodeUint(0xffffffff)))), undefined);
    const other = await signedCode(key, "H", {}, { ...device, compressed: device.compressed.with(0, 4) });
    assert.equal(reason(join(Uint8Array.of(0x83), other, encodeUint(now), encodeBytes(new Uint8Array(64)))), "template");
    assert.equal(reason(join(Uint8Array.of(0x83), await signedCode(key, "H"), encodeUint(now), encodeBytes(new Uint8Array(64)))), "template");
  });

  it("has times of four bytes that need them", async () => {
    assert.equal(reason(await signedCode(key, "S", { issuedAt: 0x10000 })), undefined);
    assert.equal(reason(await signedCode(key, "S", { issuedAt: 0xffff })), "template");
    const code = await signedCode(key, "S", { issuedAt: 0x10000 });
    const at = Buffer.from(code).indexOf(Uint8Array.of(0x06, 0x1a)) + 2;
    assert.equal(reason(changed(changed(code, at + 1, 0), at + 2, 0xff)), "template");
  });

  it("tells bytes as digits", () => {
    assert.equal(hex(Uint8Array.of(0, 15, 255)), "000fff");
  });
});
