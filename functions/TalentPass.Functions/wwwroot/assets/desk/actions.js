import { days, fieldsOf, oneOf, words } from "../ask.js";
import { named, t } from "../language.js";

const looks = { "approve": "good", "refuse": "bad", "not-accept": "bad", "transfer-out": "bad" };
const main = ["claim", "accept", "deliver"];
const text = name => words(t(`desk.field.${name}`));

/** What each action asks for, as the API takes it; an action the page does not know is not offered. */
const fields = {
  "claim": () => [],
  "accept": () => [],
  "accept-tolerant": guide => [
    ["missing", { type: "array", title: t("desk.field.missing"), items: choice(guide.materials.filter(each => each.tolerable)) }, true],
    ["dueWorkingDays", days(t("desk.field.dueWorkingDays"), 60), true]],
  "request-supplement": guide => [
    ["items", { type: "array", title: t("desk.field.items"), maxItems: 50, items: fieldsOf(["what", oneOf(t("desk.field.what"), wanted(guide)), true], ["text", text("wanted"), true]) }, true],
    ["dueWorkingDays", days(t("desk.field.dueWorkingDays"), 60), true]],
  "approve": () => [["note", text("note")], ["result", text("result")]],
  "refuse": () => [["reason", text("reason"), true]],
  "not-accept": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority")]],
  "pause": guide => [
    ["kind", oneOf(t("desk.field.kind"), titled(guide.timeLimits.pauses, each => named("pause", each))), true],
    ["workingDays", days(t("desk.field.workingDays"), 120), true],
    ["note", text("reason"), true]],
  "resume": () => [["note", text("note")]],
  "extend": guide => [
    ["workingDays", days(t("desk.field.workingDays"), guide.timeLimits.extensionWorkingDays), true],
    ["reason", text("reason"), true],
    ["approver", { type: "string", title: t("desk.field.approver"), maxLength: 1000 }, true]],
  "deliver": (_, __, request) => [["how", text("how"), true], ...(request.origin?.kind === "bad-rating" ? [["callBack", text("callBack"), true]] : [])],
  "transfer": (_, departments) => [
    ["department", oneOf(t("desk.field.department"), Object.fromEntries(departments.map(each => [each.department, each.title]))), true],
    ["reason", text("reason"), true]],
  "transfer-out": () => [["reason", text("reason"), true], ["rightAuthority", text("rightAuthority"), true]],
  "answer-urge": () => [["text", text("answer"), true]],
  "assign": () => [["to", { type: "string", title: t("desk.field.to"), maxLength: 64 }, true], ["note", text("note")]],
  "release": () => [],
  "note": () => [["text", text("text"), true], ["internal", { type: "boolean", title: t("desk.field.internal") }]],
};

export function isKnown(action) {
  return action in fields;
}

/** How an action's button looks. */
export function looksOf(action) {
  return main.includes(action) ? null : looks[action] ?? "plain";
}

/** The schema of what an action asks for. */
export function schemaOf(action, guide, departments, request) {
  return { type: "object", ...fieldsOf(...fields[action](guide, departments, request).map(each => arrayOf(each))) };
}

/** The answers as the API takes them. */
export function bodyOf(answers) {
  return answers.items
    ? { ...answers, items: answers.items.map(({ what, text: said }) => ({ ...(what ? { [what.split(":")[0]]: what.slice(what.indexOf(":") + 1) } : {}), text: said ?? "" })) }
    : answers;
}

function arrayOf([name, schema, required]) {
  return [name, schema.type === "array" && schema.items.properties ? { ...schema, items: { type: "object", title: t("course.supplement"), ...schema.items } } : schema, required];
}

function choice(materials) {
  return { enum: materials.map(each => each.id), "x-enum-titles": titled(materials, each => each.title, each => each.id) };
}

// What can be asked for: papers the office does not fetch itself, and the fields of the form.
function wanted(guide) {
  return {
    ...titled(guide.materials.filter(each => !each.fromSharedData), each => each.title, each => `material:${each.id}`),
    ...titled(Object.entries(guide.form.properties), ([, schema]) => schema.title, ([name]) => `field:${name}`),
  };
}

function titled(values, title, key = each => each) {
  return Object.fromEntries(values.map(each => [key(each), title(each)]));
}
