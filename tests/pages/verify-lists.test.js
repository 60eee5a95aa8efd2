import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateSync } from "node:zlib";
import { encodeArray, encodeBytes, encodeText, encodeUint } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/cbor.js";
import { inflate, readStatusList, statusAt } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/status-list.js";
import { cityOf, isLaterRoot, readTrustList, rootInForce } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/trust-list.js";
import { encodeMap, encodePairs, listHeader, listed, newKey, now, sign, statusList, trustList } from "./city.js";
import { fromBase64url, vectors } from "./vectors.js";

const city = 330483;
const partner = 310000;
const root = await newKey("33048300");
const key = await newKey("33048301");
const theirs = await newKey("31000001");
const urls = /** @type {[number, string][]} */ ([[city, "https://city.example/"]]);

/** The problem of a trust list with these keys and changes; undefined when the list is accepted. */
async function problemOf(/** @type {Uint8Array[]} */ keys, /** @type {Parameters<typeof trustList>[2]} */ changes = {}) {
  return (await readTrustList(await trustList(root, keys, changes), root.jwk)).problem;
}

describe("A trust list", () => {
  it("tells its keys, its partners and where status lists are", async () => {
    const mapping = encodeArray(encodePairs([[1, 2]]), encodePairs([[0, 3], [1, 255]]));
    const { list } = await readTrustList(await trustList(root, [listed(key), listed(theirs, { uses: 1, map: partner })], { sequence: 7, maps: [[partner, mapping]], urls }), root.jwk);
    assert.ok(list);
    assert.deepEqual([list.city, list.sequence, list.issuedAt, list.expiresAt], [city, 7, now - 60, now + 86400]);
    assert.deepEqual([...list.keys.keys()], [0x33048301, 0x31000001]);
    assert.equal(list.keys.get(0x31000001)?.map, partner);
    assert.equal(list.keys.get(0x33048301)?.map, null);
    assert.ok(list.keys.get(0x33048301)?.imported);
    assert.deepEqual(list.maps.get(partner), { tiers: new Map([[1, 2]]), entitlements: new Map([[0, 3], [1, 255]]) });
    assert.equal(list.statusUrls.get(city), "https://city.example/");
  });

  it("is believed by its root's signature alone", async () => {
    const other = await newKey("33048300");
    const bytes = await trustList(root, [listed(key)]);
    assert.equal((await readTrustList(bytes, other.jwk)).problem, "signature");
    assert.equal((await readTrustList(bytes, key.jwk)).problem, "unknown_kid");
    assert.equal((await readTrustList(bytes, { ...root.jwk, x: root.jwk.y })).problem, "signature");
    assert.equal((await readTrustList(bytes.subarray(1), root.jwk)).problem, "template");
    assert.equal(await problemOf([listed(key)], { type: "application/other" }), "template");
    assert.equal((await readTrustList(await sign(root, listHeader(root.kid.subarray(1), "application/talentpass-trust+cose"), new Uint8Array(1)), root.jwk)).problem, "template");
  });

  it("lives for a week at most", async () => {
    assert.equal(await problemOf([listed(key)], { expiresAt: now - 60 + 7 * 86400 }), undefined);
    assert.equal(await problemOf([listed(key)], { expiresAt: now - 59 + 7 * 86400 }), "lifetime");
    assert.equal(await problemOf([listed(key)], { expiresAt: now - 60 }), "lifetime");
  });

  it("names a key once, and for the city in its id", async () => {
    const mapping = encodeArray(encodePairs([]), encodePairs([]));
    assert.equal(await problemOf([listed(key), listed(key)]), "duplicate_kid");
    assert.equal(await problemOf([listed(theirs)]), "scope");
    assert.equal(await problemOf([listed(theirs, { map: partner })]), "scope");
    assert.equal(await problemOf([listed(key, { map: partner })], { maps: [[partner, mapping]] }), "scope");
    assert.equal(await problemOf([listed(key)], { maps: [[city, mapping]] }), "scope");
  });

  it("has no key that cannot be used, but may have one of an algorithm to come", async () => {
    assert.equal(await problemOf([listed(key, { point: key.point.subarray(1) })]), "bad_key");
    assert.equal(await problemOf([listed(key, { notAfter: now - 86400 })]), "bad_key");
    const { list } = await readTrustList(await trustList(root, [listed(key, { alg: -8, point: Uint8Array.of(1) })]), root.jwk);
    assert.equal(list?.keys.get(0x33048301)?.imported, null);
  });

  it("has one form only", async () => {
    const none = encodeArray(encodePairs([]), encodePairs([]));
    const wrong = /** @type {[string, Uint8Array[], Parameters<typeof trustList>[2]][]} */ ([
      ["bytes behind the end", [listed(key)], { rest: Uint8Array.of(0) }],
      ["a city twice among the partners", [listed(key)], { maps: [[partner, none], [partner, none]] }],
      ["a city twice among the addresses", [listed(key)], { urls: [[city, "a"], [city, "b"]] }],
      ["a city that is none", [listed(key)], { urls: [[1_000_000, "a"]] }],
      ["a mapping of one table", [listed(key)], { maps: [[partner, encodeArray(encodePairs([]))]] }],
      ["a tier mapped twice", [listed(key)], { maps: [[partner, encodeArray(encodePairs([[1, 1], [1, 2]]), encodePairs([]))]] }],
      ["a tier too high", [listed(key)], { maps: [[partner, encodeArray(encodePairs([[24, 1]]), encodePairs([]))]] }],
      ["an entitlement of no bit", [listed(key)], { maps: [[partner, encodeArray(encodePairs([]), encodePairs([[1, 16]]))]] }],
      ["a pair of three", [listed(key)], { maps: [[partner, encodeArray(encodeArray(encodeArray(encodeUint(1), encodeUint(1), encodeUint(1))), encodePairs([]))]] }],
      ["a key of six members", [encodeArray(encodeBytes(key.kid))], {}],
      ["a key with a short id", [listed({ ...key, kid: key.kid.subarray(1) })], {}],
      ["a key for a use that is none", [listed(key, { uses: 16 })], {}],
      ["a key for a city that is none", [listed(key, { map: 1_000_000 })], {}],
    ]);
    for (const [name, keys, changes] of wrong) {
      assert.equal(await problemOf(keys, changes), "template", name);
    }

    assert.equal((await readTrustList(await sign(root, listHeader(root.kid, "application/talentpass-trust+cose"), encodeUint(1)), root.jwk)).problem, "template");
  });

  it("reads the city out of a key's id", () => {
    assert.equal(cityOf(0x33048301), city);
    assert.equal(cityOf(0xff000001), 0);
    assert.equal(cityOf(0x3304a301), 0);
    assert.equal(cityOf(0x00000101), 1);
  });
});

describe("Of several roots", () => {
  it("the one in its time that began last is in force", () => {
    const [old, current, next] = [-10, 0, 10].map(days => ({ ...root.jwk, kid: String(days), nbf: now + days * 86400, exp: now + (days + 5) * 86400 }));
    const running = { ...current, kid: "running", nbf: now - 86400, exp: now + 86400 };
    assert.equal(rootInForce([running, old, current, next], now)?.kid, "0");
    assert.equal(rootInForce([current, running, next], now)?.kid, "0");
    assert.equal(rootInForce([running, current], now - 31)?.kid, "running");
    assert.equal(rootInForce([current], now - 30)?.kid, "0");
    assert.equal(rootInForce([old, next], now), undefined);
  });

  it("a later one of the same city that signed the list may follow", async () => {
    const later = await newKey("33048302");
    const bytes = await trustList(later, [listed(key)]);
    const follows = { ...later.jwk, nbf: root.jwk.nbf + 1 };
    assert.equal(isLaterRoot(follows, root.jwk, bytes), true);
    assert.equal(isLaterRoot({ ...follows, nbf: root.jwk.nbf }, root.jwk, bytes), false);
    assert.equal(isLaterRoot({ ...follows, kid: "33048303" }, root.jwk, bytes), false);
    assert.equal(isLaterRoot(follows, { ...root.jwk, kid: "31000000" }, bytes), false);
    assert.equal(isLaterRoot(follows, root.jwk, bytes.subarray(1)), false);
  });
});

describe("A status list", async () => {
  const { list: trust } = await readTrustList(await trustList(root, [
    listed(key, { uses: 8 }), listed(await newKey("33048302"), { uses: 7 }), listed(theirs, { uses: 8, map: partner }),
  ], { urls, maps: [[partner, encodeArray(encodePairs([]), encodePairs([]))]] }), root.jwk);
  assert.ok(trust);
  const read = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes, at = now) => readStatusList(bytes, city, 0, trust, at);
  const entries = [0, 1, 2, 3, 0, 2];

  it("tells each entry, and nothing beyond its end", async () => {
    const { list } = await read(await statusList(key, entries));
    assert.ok(list);
    assert.deepEqual([list.city, list.number, list.issuedAt, list.expiresAt, list.bits], [city, 0, now - 60, now + 86400, 2]);
    assert.deepEqual(entries.map((_, index) => statusAt(list, index)), entries);
    assert.equal(statusAt(list, 8), null);
  });

  it("may have one bit to an entry, and may leave its end open", async () => {
    const { list } = await read(await statusList(key, [0, 1, 1, 0, 0, 0, 0, 0, 1], { bits: 1, expiresAt: null }));
    assert.ok(list);
    assert.deepEqual([0, 1, 2, 3, 8, 9].map(index => statusAt(list, index)), [0, 1, 1, 0, 1, 0]);
    assert.equal(list.expiresAt, now - 60 + 86400);
  });

  it("is taken from a key of its city that may sign it, in its time", async () => {
    const other = await newKey("33048301");
    const unknown = await newKey("33048309");
    assert.equal((await read(await statusList(other, entries))).problem, "signature");
    assert.equal((await read(await statusList(unknown, entries))).problem, "unknown_kid");
    assert.equal((await read(await statusList({ ...unknown, kid: Uint8Array.of(0x33, 0x04, 0x83, 0x02) }, entries))).problem, "scope");
    assert.equal((await read(await statusList(theirs, entries))).problem, "scope");
    assert.equal((await read(await statusList(key, entries), now - 86400 - 31)).problem, "scope");
    assert.equal((await read(await statusList(key, entries), now + 31 * 86400)).problem, "scope");
    assert.equal((await read(await statusList(key, entries, { subject: "https://city.example/1" }))).problem, "subject");
    assert.equal((await read(await statusList(key, entries), now + 86401)).problem, "expired");
  });

  it("may carry what the draft allows besides", async () => {
    const more = /** @type {import("./city.js").Pair[]} */ ([[encodeUint(1), encodeText("a city")], [encodeUint(65534), encodeUint(600)]]);
    assert.equal((await read(await statusList(key, entries, { more }))).problem, undefined);
  });

  it("has no other form", async () => {
    const wrong = /** @type {[string, Parameters<typeof statusList>[2]][]} */ ([
      ["four bits", { bits: 4 }], ["eight bits", { bits: 8 }], ["nothing compressed", { lst: new Uint8Array(0) }],
      ["no zlib stream", { lst: Uint8Array.of(1, 2, 3) }], ["an empty list", { lst: deflateSync(new Uint8Array(0)) }], ["another type", { type: "application/other" }],
      ["a claim twice", { more: [[encodeUint(6), encodeUint(1)]] }], ["an unknown claim", { more: [[encodeUint(3), encodeUint(1)]] }],
      ["an empty subject", { subject: "" }], ["an empty issuer", { more: [[encodeUint(1), encodeText("")]] }],
    ]);
    for (const [name, changes] of wrong) {
      assert.equal((await read(await statusList(key, entries, changes))).problem, "template", name);
    }

    assert.equal((await read(new Uint8Array(4))).problem, "template");
    assert.equal((await read(await sign(key, listHeader(key.kid, "application/statuslist+cwt"), encodeMap([encodeUint(2), encodeText("a")])))).problem, "template");
  });
});

describe("What is compressed", () => {
  it("is the lists of the draft", async () => {
    const { lists } = /** @type {{ lists: { bits: number, entries: number, lst: string, nonZero: Record<string, number> }[] }} */ (vectors("status-lists"));
    assert.equal(lists.length, 2);
    for (const { bits, entries, lst, nonZero } of lists) {
      const inflated = await inflate(fromBase64url(lst));
      assert.ok(inflated);
      assert.equal(inflated.length * 8 / bits, entries);
      for (const [index, value] of Object.entries(nonZero)) {
        assert.equal(statusAt({ bits, entries: inflated }, Number(index)), value);
        assert.equal(statusAt({ bits, entries: inflated }, Number(index) + 1), 0);
      }
    }
  });

  it("grows to 1 MiB and not beyond", async () => {
    assert.equal((await inflate(Uint8Array.from(deflateSync(new Uint8Array(1 << 20)))))?.length, 1 << 20);
    assert.equal(await inflate(Uint8Array.from(deflateSync(new Uint8Array((1 << 20) + 1)))), null);
  });
});
