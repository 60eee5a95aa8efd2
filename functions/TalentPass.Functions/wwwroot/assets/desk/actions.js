import { days, fieldsOf, oneOf, words } from "../ask.js";
import { named, t } from "../language.js";
import { decided, resultsOf, titled } from "./results.js";

/** @typedef {import("../ask.js").Asked} Asked */
/** @typedef {import("./people.js").People} People */

/** @type {Record<string, string>} */
const looks = { "approve": "good", "refuse": "bad", "confirm": "good", "not-accept": "bad", "transfer-out": "bad" };
const main = ["claim", "accept", "deliver"];
/** @param {string} name */
const text = name => words(t(`desk.field.${name}`));

/**
 * The fields that each action asks for, in the form that the API accepts. An action that is not in this table has no button.
 * @type {Record<string, (guide: Api.ServiceView, departments: Api.DepartmentView[], request: Api.RequestView, people: People) => Asked[]>}
 */
const fields = {
  "claim": () => [],
  "accept": () => [],
  "accept-tolerant": guide => [
    ["missing", { type: "array", title: t("desk.field.missing"), items: choice(guide.materials.filter(each => each.tolerable)) }, true],
    ["dueWorkingDays", days(t("desk.field.dueWorkingDays"), 60), true]],
  "request-supplement": guide => [
    ["items", { type: "array", title: t("desk.field.items"), maxItems: 50, items: itemOf(["what", oneOf(t("desk.field.what"), wanted(guide)), true], ["text", text("wanted"), true]) }, true],
    ["dueWorkingDays", days(t("desk.field.dueWorkingDays"), 60), true]],
  "approve": (guide, _, request) => [...decided(guide, request), ["note", text("note")], ["result", text("result")]],
  "refuse": () => [["reason", text("reason"), true]],
  "not-accept": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority")]],
  "pause": guide => [
    ["kind", oneOf(t("desk.field.kind"), titled(guide.timeLimits.pauses, each => named("pause", each), each => each)), true],
    ["workingDays", days(t("desk.field.workingDays"), 120), true],
    ["note", text("reason"), true]],
  "resume": () => [["note", text("note")]],
  "extend": (guide, _, __, people) => [
    ["workingDays", days(t("desk.field.workingDays"), guide.timeLimits.extensionWorkingDays), true],
    ["reason", text("reason"), true],
    ["approver", person(people.others(), "desk.field.second", "desk.field.approver"), true]],
  "confirm": () => [],
  "decline": () => [["note", text("note")]],
  "deliver": (_, __, request) => (request.origin?.kind === "bad-rating"
    ? [["how", text("how"), true], ["callBack", text("callBack"), true]]
    : [["how", text("how"), true]]),
  "transfer": (_, departments) => [
    ["department", oneOf(t("desk.field.department"), Object.fromEntries(departments.map(each => [each.department, each.title]))), true],
    ["reason", text("reason"), true]],
  "transfer-out": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority"), true]],
  "answer-urge": () => [["text", text("answer"), true]],
  "assign": (_, __, ___, people) => assignment(people),
  "release": () => [],
  "note": () => remark(),
};

/**
 * The fields of the actions on many cases, which do not depend on a case.
 * @type {Record<string, (people: People) => Asked[]>}
 */
const simple = { "assign": assignment, "note": remark };

/** @param {People} people */
function assignment(people) {
  return /** @type {Asked[]} */ ([["to", person(people.officers(), "desk.field.colleague", "desk.field.to"), true], ["note", text("staff-note")]]);
}

function remark() {
  return /** @type {Asked[]} */ ([["text", text("text"), true], ["visible", { type: "boolean", title: t("desk.field.visible") }]]);
}

/**
 * The choice of a colleague; where nobody is known, a field for the account.
 * @param {Record<string, string>} known
 * @param {string} choose
 * @param {string} write
 * @returns {Field}
 */
function person(known, choose, write) {
  return Object.keys(known).length > 0 ? oneOf(t(choose), known) : { type: "string", title: t(write), maxLength: 64 };
}

/**
 * The schema of the fields of an action on many cases.
 * @param {string} action
 * @param {People} people
 * @returns {FormSchema}
 */
export function simpleSchemaOf(action, people) {
  return fieldsOf(...simple[action]?.(people) ?? []);
}

/** @param {string} action */
export function isKnown(action) {
  return action in fields;
}

/**
 * The CSS class of an action's button.
 * @param {string} action
 */
export function looksOf(action) {
  return main.includes(action) ? null : looks[action] ?? "plain";
}

/**
 * The schema of the fields that an action asks for.
 * @param {string} action
 * @param {Api.ServiceView} guide
 * @param {Api.DepartmentView[]} departments
 * @param {Api.RequestView} request
 * @param {People} people
 * @returns {FormSchema}
 */
export function schemaOf(action, guide, departments, request, people) {
  const results = action === "approve" ? resultsOf(guide, request) : [];
  return {
    ...fieldsOf(...fields[action](guide, departments, request, people)),
    allOf: results.length > 1 ? results.map(each => ({ if: { properties: { type: { enum: [each.type] } } }, then: { required: [each.type] } })) : [],
  };
}

/**
 * The schema of one missing item in a supplement request (补正).
 * @param {...Asked} parts
 * @returns {Field}
 */
function itemOf(...parts) {
  return { type: "object", title: t("course.supplement"), ...fieldsOf(...parts) };
}

/**
 * @param {Api.MaterialView[]} materials
 * @returns {Field}
 */
function choice(materials) {
  return { enum: materials.map(each => each.id), "x-enum-titles": titled(materials, each => each.title, each => each.id) };
}

/**
 * The items that a supplement (补正) may ask for: the fields of the form, and the papers that the office does not get itself.
 * @param {Api.ServiceView} guide
 * @returns {Record<string, string>}
 */
function wanted(guide) {
  return {
    ...titled(guide.materials.filter(each => !each.fromSharedData), each => each.title, each => `material:${each.id}`),
    ...titled(Object.entries(guide.form.properties), ([name, schema]) => schema.title ?? name, ([name]) => `field:${name}`),
  };
}
