// Verifies a credential of each peer's own kind, as text as it comes out of a QR picture, and prints one JSON line:
// [{name, version, nanoseconds, text}]. The claims are those of a TP1 code: who, tier, entitlements, times, one random id.
import { createRequire } from "node:module";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";
import esbuild from "esbuild";
import * as jose from "jose";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";

const require = createRequire(import.meta.url);
const { subtle } = globalThis.crypto;
const [, , modules, tp1File] = process.argv;
const rounds = 7;
const roundNanoseconds = 300e6;
const seconds = Math.floor(Date.now() / 1000);
const claims = { iat: seconds, exp: seconds + 60, jti: "00112233445566778899aabbccddeeff", tp: [3, 0x2a05] };

const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
const jwk = await subtle.exportKey("jwk", pair.privateKey);
const point = { x: Buffer.from(jwk.x, "base64url"), y: Buffer.from(jwk.y, "base64url"), d: Buffer.from(jwk.d, "base64url") };
const kid = Buffer.from("33020030", "hex");
const results = [];

await measure("verify S, the page's module", `Node ${process.versions.node}`, await ours());
await measure("verify with dcc-utils", versionOf("dcc-utils"), await dccUtils());
await measure("verify with @pathcheck/dcc-sdk", versionOf("@pathcheck/dcc-sdk"), await dccSdk());
await measure("verify with jose", versionOf("jose"), await joseJwt());
await measure("verify with @sd-jwt/sd-jwt-vc", versionOf("@sd-jwt/sd-jwt-vc"), await sdJwt());
await measure("one bare ES256 verification, WebCrypto", `Node ${process.versions.node}`, await bare());
console.log(JSON.stringify(results));

/** The text to verify, and the check; it answers whether the credential is good. */
async function measure(name, version, { text, check }) {
  if (!await check()) {
    throw new Error(`${name} refuses its own credential.`);
  }

  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const start = process.hrtime.bigint();
    let count = 0;
    do {
      await check();
      count++;
    } while (Number(process.hrtime.bigint() - start) < roundNanoseconds);
    times.push(Number(process.hrtime.bigint() - start) / count);
  }

  // The first round warms up.
  times.shift();
  results.push({ name, version, nanoseconds: times.sort((a, b) => a - b)[rounds >> 1], text });
}

async function ours() {
  const { PassVerifier } = await import(`${modules}/verifier.js`);
  const { readTrustList } = await import(`${modules}/trust-list.js`);
  const { default: tp1 } = await import(pathToFileURL(tp1File), { with: { type: "json" } });
  const verifier = new PassVerifier({ remembers: false });
  const { list } = await readTrustList(Buffer.from(tp1.trust, "base64"), tp1.root);
  verifier.acceptTrust(list, tp1.now);
  return { text: tp1.text, check: async () => (await verifier.verify(tp1.text, tp1.now)).light === "green" };
}

async function dccUtils() {
  const { DCC } = require("dcc-utils");
  const text = await healthCertificate();
  return { text, check: async () => Boolean(await (await DCC.fromRaw(text)).checkSignature({ x: point.x, y: point.y })) };
}

async function dccSdk() {
  const folder = await mkdtemp(join(tmpdir(), "peers-"));
  const bundle = join(folder, "dcc-sdk.cjs");
  await esbuild.build({
    entryPoints: [require.resolve("@pathcheck/dcc-sdk").replace(/index\.js$/, "main.js")],
    bundle: true, platform: "node", format: "cjs", outfile: bundle, logLevel: "error",
  });
  const sdk = require(bundle);
  await rm(folder, { recursive: true });
  sdk.addCachedKeys({ [kid.toString("base64")]: Buffer.from(await subtle.exportKey("spki", pair.publicKey)).toString("base64") });
  const text = await healthCertificate();
  return { text, check: async () => (await sdk.unpackAndVerify(text)).status === "verified" };
}

async function joseJwt() {
  const text = await new jose.SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "33020030" }).sign(pair.privateKey);
  return { text, check: async () => (await jose.jwtVerify(text, pair.publicKey, { algorithms: ["ES256"] })).payload.jti === claims.jti };
}

async function sdJwt() {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const bytes = text => new TextEncoder().encode(text);
  const instance = new SDJwtVcInstance({
    signAlg: "ES256",
    hashAlg: "sha-256",
    signer: async data => Buffer.from(await subtle.sign(algorithm, pair.privateKey, bytes(data))).toString("base64url"),
    verifier: async (data, signature) => subtle.verify(algorithm, pair.publicKey, Buffer.from(signature, "base64url"), bytes(data)),
    hasher: async data => new Uint8Array(await subtle.digest("SHA-256", typeof data === "string" ? bytes(data) : data)),
    saltGenerator: async length => Buffer.from(crypto.getRandomValues(new Uint8Array(length))).toString("base64url"),
  });
  const text = await instance.issue({ ...claims, iss: "https://rc.example", vct: "https://rc.example/pass" }, { _sd: ["tp"] });
  return { text, check: async () => (await instance.verify(text)).payload.jti === claims.jti };
}

async function bare() {
  const data = Buffer.alloc(64, 7);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await subtle.sign(algorithm, pair.privateKey, data);
  return { text: "", check: () => subtle.verify(algorithm, pair.publicKey, signature, data) };
}

// An EU digital certificate: CWT in COSE_Sign1, zlib, Base45 behind HC1.
async function healthCertificate() {
  const [cose, cbor, base45] = ["cose-js", "cbor", "base45"].map(createRequire(require.resolve("dcc-utils")));
  const payload = new Map([[1, "CN"], [6, claims.iat], [4, claims.exp], [-260, new Map([[1, { ver: "1.3.0", tp: claims.tp, jti: claims.jti }]])]]);
  const signed = await cose.sign.create({ p: { alg: "ES256", kid }, u: {} }, cbor.encode(payload), { key: { d: point.d } });
  return `HC1:${base45.encode(zlib.deflateSync(signed))}`;
}

function versionOf(name) {
  return JSON.parse(require("node:fs").readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
}
