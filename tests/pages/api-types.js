// Writes api.d.ts: the types of the API's answers to the calls of the pages, taken from the API's OpenAPI document.
// `node api-types.js ADDRESS` writes the file; ADDRESS is a URL or a file name. With `--check` as second argument nothing is
// written, and the script fails when the file would change.
import { readFile, writeFile } from "node:fs/promises";

/** @typedef {{ $ref?: string, anyOf?: Schema[], type?: string | string[], enum?: string[], items?: Schema, properties?: Record<string, Schema>, required?: string[], additionalProperties?: Schema }} Schema */
/** @typedef {{ responses: Record<string, { content?: Record<string, { schema: Schema }> }> }} Operation */
/** @typedef {{ paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, Schema> } }} Document */

const target = new URL("api.d.ts", import.meta.url);

/** All calls of the pages that return JSON. When a path can match two of them, the more specific one must come first. */
const calls = {
  get: [
    "/bundles/{bundle}/requests/{number}", "/bundles", "/areas", "/drafts/{draftId}", "/drafts", "/departments", "/desks/{department}/requests/{number}/notifications", "/desks/{department}/requests/{number}", "/desks/{department}/requests",
    "/desks/{department}/colleagues", "/desks/{department}/counts", "/desks/{department}/dead-letters", "/desks/{department}/load", "/desks/{department}/reasons", "/desks/{department}/search",
    "/passes/current/code", "/passes/current/access-log", "/passes/current", "/passes/{passId}/cards", "/entitlements", "/progress", "/requests/{number}/wanted", "/requests/{number}",
    "/requests", "/services/{service}/prefill", "/services/{service}", "/services", "/sign-in/providers", "/verify",
    "/devices", "/scans", "/tiers", "/me/sessions", "/me/notifications/unread", "/me/notifications/channels", "/me/notifications", "/staff",
  ],
  post: [
    "/bundles/{bundle}/requests", "/desks/{department}/bulk", "/desks/{department}/dead-letters/{id}/requeue", "/desks/{department}/dead-letters/{id}/discard",
    "/desks/{department}/requests/{number}/{verb}", "/files", "/passes/current/device-keys", "/passes/current/freeze", "/passes/current/unfreeze", "/passes/{passId}/cards/{cardId}/revoke", "/passes",
    "/requests", "/requests/{number}/supplement",
    "/requests/{number}/withdraw", "/requests/{number}/urge", "/requests/{number}/rating", "/requests/{number}/appeal", "/scans", "/sign-in/demo", "/sign-in/refresh", "/sign-in/out", "/verify",
    "/devices", "/look-ups", "/me/notifications/channels/email/confirm",
  ],
};

/**
 * The types of members for which the document says only "any JSON".
 * @type {Record<string, string>}
 */
const known = {
  "ServiceView.form": "FormSchema", "ServiceView.example": "Answers", "RequestView.answers": "Answers", "PrefillView.answers": "Answers",
  "DraftView.answers": "Answers", "WantedView.answers": "Answers",
  "ResultView.form": "FormSchema", "ResultView.example": "Answers",
};

const [address, mode] = process.argv.slice(2);
if (!address) {
  throw new Error("Please say where the OpenAPI document is, such as http://localhost:7071/openapi/v1.json");
}

const text = render(/** @type {Document} */ (JSON.parse(/^https?:/.test(address) ? await (await fetch(address)).text() : await readFile(address, "utf8"))));
if (mode !== "--check") {
  await writeFile(target, text);
} else if (await readFile(target, "utf8") !== text) {
  console.error("tests/pages/api.d.ts is not what the API says now: run node api-types.js with the address of its document.");
  process.exitCode = 1;
}

/** @param {Document} document */
function render(document) {
  /** @type {Set<string>} */
  const wanted = new Set(["Problem"]);
  const bodies = [bodiesOf("get", "GetBody"), bodiesOf("post", "PostBody")];
  const declarations = [];
  // The loop also visits the names that are added to the set while it runs: each declaration adds the types it refers to.
  for (const name of wanted) {
    declarations.push(`interface ${name} ${objectOf(document.components.schemas[name] ?? {}, name)}\n`);
  }

  const inside = [...declarations.sort(), ...bodies].join("\n").replaceAll(/^(?=.)/gm, "  ");
  return `// Written by api-types.js from the OpenAPI document; not to be changed by hand.\ndeclare namespace Api {\n${inside}}\n`;

  /**
   * The type that maps the path of a call to the body of its answer.
   * @param {"get" | "post"} method
   * @param {string} name
   */
  function bodiesOf(method, name) {
    const lines = calls[method].map(path => {
      const { responses } = operationOf(method, path);
      const content = (responses["200"] ?? responses["201"])?.content?.["application/json"];
      if (!content) {
        throw new Error(`${method} ${path} is not answered in JSON.`);
      }

      return `  P extends \`${path.replaceAll(/\{.*?\}/g, "${string}")}\` ? ${typeOf(content.schema, "")} :\n`;
    });
    return `/** What ${method.toUpperCase()} of a path answers; never for a path that the pages do not call. */\ntype ${name}<P extends string> =\n${lines.join("")}  never;\n`;
  }

  /**
   * @param {string} method
   * @param {string} path
   */
  function operationOf(method, path) {
    const operation = document.paths[`/api/v1${path}`]?.[method];
    if (!operation) {
      throw new Error(`The API has no ${method} ${path}.`);
    }

    return operation;
  }

  /**
   * @param {Schema} schema
   * @param {string} place
   * @returns {string}
   */
  function typeOf(schema, place) {
    if (schema.$ref) {
      const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
      wanted.add(name);
      return name;
    }

    if (schema.anyOf) {
      return schema.anyOf.map(each => typeOf(each, place)).join(" | ");
    }

    if (schema.enum) {
      return schema.enum.map(each => JSON.stringify(each)).join(" | ");
    }

    const types = [schema.type ?? []].flat().map(each => (
      each === "array" ? `${typeOf(schema.items ?? {}, place)}[]`
        : each === "object" ? (schema.additionalProperties ? `Record<string, ${typeOf(schema.additionalProperties, place)}>` : objectOf(schema, place))
          : each === "integer" ? "number" : each));
    return known[place] ?? (types.length === 0 ? "unknown" : types.join(" | "));
  }

  /**
   * @param {Schema} schema
   * @param {string} name
   */
  function objectOf(schema, name) {
    if (!schema.properties) {
      return "Record<string, unknown>";
    }

    const members = Object.entries(schema.properties)
      .map(([member, each]) => `  ${member}${schema.required?.includes(member) ? "" : "?"}: ${typeOf(each, `${name}.${member}`)};\n`);
    return `{\n${members.join("")}}`;
  }
}
