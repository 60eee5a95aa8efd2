// A provider of OpenID Connect (oidc-provider) for the browser tests. It signs in whoever is named, without a password.
// Standard input: the first line is the configuration as JSON; later lines are commands (`rotate`). Standard output: `ready <port>`.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:https";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

const commands = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { certificate, key, client, people } = JSON.parse((await commands.next()).value);
const server = createServer({ cert: certificate, key });
await new Promise(listening => { server.listen(0, "localhost", () => listening(null)); });
const issuer = `https://localhost:${server.address().port}`;
let provider = start();
server.on("request", (request, response) => (request.url.startsWith("/interaction/") ? ask(request, response) : provider.callback()(request, response)));
console.log(`ready ${server.address().port}`);

for (let command = await commands.next(); !command.done; command = await commands.next()) {
  if (command.value === "rotate") {
    provider = start();
    console.log("rotated");
  }
}

process.exit(0);

/** A provider with a new signing key. What it has given out stays known, since all of them share one memory. */
function start() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "ES256" };
  return new Provider(issuer, {
    jwks: { keys: [jwk] },
    clients: [{ ...client, id_token_signed_response_alg: "ES256" }],
    cookies: { keys: ["browser-tests"] },
    claims: { openid: ["sub"], profile: [...new Set(Object.values(people).flatMap(Object.keys))] },
    scopes: ["openid", "profile"],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: askToSignOut }, backchannelLogout: { enabled: true } },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    loadExistingGrant: agree,
  });
}

/** Everybody agrees to what this client asks for. */
async function agree({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid profile");
  await grant.save();
  return grant;
}

/** The page that asks whether to end the session here too. */
function askToSignOut(context, form) {
  context.body = `<!doctype html><html lang="zh"><title>统一身份认证</title><link rel="icon" href="data:,">
    ${form}<button form="op.logoutForm" name="logout" value="yes">退出登录</button></html>`;
}

/** The page on which somebody signs in, or turns back. */
async function ask(request, response) {
  const form = new URLSearchParams(request.method === "POST" ? await text(request) : "");
  if (form.has("back")) {
    await provider.interactionFinished(request, response, { error: "access_denied" });
  } else if (people[form.get("login")]) {
    await provider.interactionFinished(request, response, { login: { accountId: form.get("login") } });
  } else {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="zh"><title>统一身份认证</title><link rel="icon" href="data:,">
      <form method="post"><label>账号 <input name="login" autofocus></label><button id="go">登录</button><button id="back" name="back" value="1">返回</button></form></html>`);
  }
}
