import { el } from "../dom.js";
import { t } from "../language.js";
import { allOf, errorOf, firstOf } from "./field-errors.js";
import { newId } from "./fields.js";

/** @typedef {import("./fields.js").Part} Part */

/**
 * A field for a list, whose items are added and removed one by one.
 * @param {ArrayField} schema
 * @param {Answer[] | undefined} value
 * @param {(value: Answer | undefined) => Part} itemOf makes the field of one item
 * @returns {Part}
 */
export function listField(schema, value, itemOf) {
  const id = newId();
  const most = schema.maxItems ?? Infinity;
  const list = el("div", { class: "items" });
  const add = el("button", { type: "button", class: "plain", onclick: () => append(undefined) }, `+ ${t("form.add")}`);
  const error = errorOf(add, id);
  /** @type {Part[]} */
  let items = [];
  (value ?? []).forEach(append);
  return {
    node: el("fieldset", {}, el("legend", {}, schema.title), list, add, error.node),
    read: () => items.map(each => each.read()).filter(each => each !== undefined),
    typed: () => items.map(each => each.typed() ?? ""),
    check: pointer => allOf(items.map((each, index) => each.check(`${pointer}/${index}`))),
    update: () => items.forEach(each => each.update?.()),
    mark: (errors, pointer) => firstOf([error.mark(errors, pointer), ...items.map((each, index) => each.mark(errors, `${pointer}/${index}`))]),
  };

  /** @param {Answer | undefined} each */
  function append(each) {
    items.push(itemOf(each));
    show();
  }

  function show() {
    add.hidden = items.length >= most;
    list.replaceChildren(...items.map((item, index) => {
      item.control?.setAttribute("aria-label", `${schema.title} ${t("form.item", index + 1)}`);
      return el("div", { class: "item" }, item.node,
        el("button", { type: "button", class: "plain", onclick: () => remove(item) }, t("form.remove", index + 1)));
    }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Part} item */
  function remove(item) {
    items = items.filter(each => each !== item);
    show();
    add.focus();
  }
}
