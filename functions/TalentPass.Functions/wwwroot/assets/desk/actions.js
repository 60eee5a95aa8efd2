import { days, fieldsOf, oneOf, words } from "../ask.js";
import { named, t } from "../language.js";

/** @typedef {import("../ask.js").Asked} Asked */

/** @type {Record<string, string>} */
const looks = { "approve": "good", "refuse": "bad", "not-accept": "bad", "transfer-out": "bad" };
const main = ["claim", "accept", "deliver"];
/** @param {string} name */
const text = name => words(t(`desk.field.${name}`));

/**
 * The fields that each action asks for, in the form that the API accepts. An action that is not in this table has no button.
 * @type {Record<string, (guide: Api.ServiceView, departments: Api.DepartmentView[], request: Api.RequestView) => Asked[]>}
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
  "approve": () => [["note", text("note")], ["result", text("result")]],
  "refuse": () => [["reason", text("reason"), true]],
  "not-accept": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority")]],
  "pause": guide => [
    ["kind", oneOf(t("desk.field.kind"), titled(guide.timeLimits.pauses, each => named("pause", each), each => each)), true],
    ["workingDays", days(t("desk.field.workingDays"), 120), true],
    ["note", text("reason"), true]],
  "resume": () => [["note", text("note")]],
  "extend": guide => [
    ["workingDays", days(t("desk.field.workingDays"), guide.timeLimits.extensionWorkingDays), true],
    ["reason", text("reason"), true],
    ["approver", { type: "string", title: t("desk.field.approver"), maxLength: 1000 }, true]],
  "deliver": (_, __, request) => (request.origin?.kind === "bad-rating"
    ? [["how", text("how"), true], ["callBack", text("callBack"), true]]
    : [["how", text("how"), true]]),
  "transfer": (_, departments) => [
    ["department", oneOf(t("desk.field.department"), Object.fromEntries(departments.map(each => [each.department, each.title]))), true],
    ["reason", text("reason"), true]],
  "transfer-out": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority"), true]],
  "answer-urge": () => [["text", text("answer"), true]],
  "assign": () => [["to", { type: "string", title: t("desk.field.to"), maxLength: 64 }, true], ["note", text("staff-note")]],
  "release": () => [],
  "note": () => [["text", text("text"), true], ["visible", { type: "boolean", title: t("desk.field.visible") }]],
};

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
 * @returns {FormSchema}
 */
export function schemaOf(action, guide, departments, request) {
  return fieldsOf(...fields[action](guide, departments, request));
}

/**
 * The answers in the form that the API accepts. Each missing item is named as a paper (`material`) or a field (`field`). A note is
 * for staff unless the officer says that the applicant may read it.
 * @param {Answers} asked
 */
export function bodyOf(asked) {
  const { visible, ...rest } = asked;
  /** @type {Answers} */
  const answers = visible === undefined ? rest : { ...rest, internal: visible !== true };
  const items = /** @type {{ what?: string, text?: string }[] | undefined} */ (answers.items);
  return items
    ? { ...answers, items: items.map(({ what, text: said }) => ({ ...(what ? { [what.split(":")[0]]: what.slice(what.indexOf(":") + 1) } : {}), text: said ?? "" })) }
    : answers;
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

/**
 * @template V
 * @param {V[]} values
 * @param {(value: V) => string} title
 * @param {(value: V) => string} key
 * @returns {Record<string, string>}
 */
function titled(values, title, key) {
  return Object.fromEntries(values.map(each => [key(each), title(each)]));
}
