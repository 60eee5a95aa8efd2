import { date, t } from "../language";
import { answerIn, codesText, exampleText, sourceText, wrongIn } from "../shared/pages";
import { type Row, row } from "./rows";

/**
 * A field of a form, or a group of fields. `read` returns the answer; `typed` what stands in the field, also when it is no answer
 * yet. `check` returns the errors that can be found without the API. `rows` draws it with the errors that it has.
 */
export interface Part {
  read(): Answer | undefined;
  typed(): Answer | undefined;
  check(pointer: string): Errors;
  rows(at: Place): Row[];
}

/** Where a part stands. */
export interface Place {
  pointer: string;
  errors: Errors;
  depth: number;
}

/** What is known of a field: an answer of somebody else as an example, and where its value comes from. */
export interface Notes {
  example?: Answer;
  source?: string;
}

/** What the user does to a control: the text that was typed or chosen, the values that are ticked, or a press. */
export type Change = string | boolean | string[] | undefined;

/** Gives a control its name on the page, under which its changes arrive. */
export type Register = (take: (change: Change) => void) => string;

/** The errors of several parts together. */
export function allOf(errors: Errors[]): Errors {
  return Object.assign({}, ...errors) as Errors;
}

export function errorText({ errors }: Place, pointer: string) {
  const codes = errors[pointer] as string[] | undefined;
  return codes ? codesText(codes) : "";
}

/** A field for a text, a number, a date or one choice. */
export function textPart(schema: Field, value: string | number | undefined, required: boolean, notes: Notes, register: Register): Part {
  let text = String(value ?? "");
  let { source } = notes;
  const id = register(change => {
    const next = String(change ?? "");
    source = next === text ? source : undefined;
    text = next;
  });
  const kind = schema.enum ? (schema["x-faces"] ? "radio" : "choice") : schema["x-multiline"] ? "long" : schema.type === "integer" ? "number" : schema.format === "date" ? "date" : "text";
  const values = schema.enum ?? [];
  const titles = values.map(each => schema["x-enum-titles"]?.[each] ?? each);
  const read = () => answerIn(schema, text);
  return {
    read, typed: read,
    check: pointer => {
      const wrong = wrongIn(schema, text, required);
      return wrong ? { [pointer]: [wrong] } : {};
    },
    rows: at => {
      const index = values.indexOf(text);
      return [row({
        id, kind, pointer: at.pointer, depth: at.depth, title: schema.title ?? "", optional: required ? "" : t("form.optional"),
        hint: [schema.description, source === undefined ? exampleText(schema, notes.example) : null].filter(each => each).join(" "),
        source: source === undefined ? "" : sourceText(source), error: errorText(at, at.pointer), value: text, most: schema.maxLength ?? -1,
        options: titles, index, boxes: values.map((each, place) => ({ value: each, title: titles[place] ?? each, on: each === text })),
        shown: kind === "date" ? (text ? date(text) : "") : titles[index] ?? "",
      })];
    },
  };
}

/** A field with one box to tick. */
export function booleanPart(schema: Field, value: Answer | undefined, register: Register): Part {
  let on = value === true;
  const id = register(change => {
    on = change === true;
  });
  return {
    read: () => on, typed: () => on, check: () => ({}),
    rows: at => [row({ id, kind: "boolean", pointer: at.pointer, depth: at.depth, title: schema.title ?? "", hint: schema.description ?? "", error: errorText(at, at.pointer), on })],
  };
}

/** A field with several boxes to tick. */
export function choicesPart(schema: ArrayField, choices: string[], value: string[] | undefined, { source }: Notes, register: Register): Part {
  let chosen = value ?? [];
  let from = source;
  const id = register(change => {
    const ticked = Array.isArray(change) ? change : [];
    chosen = choices.filter(each => ticked.includes(each));
    from = undefined;
  });
  return {
    read: () => chosen, typed: () => chosen, check: () => ({}),
    rows: at => [row({
      id, kind: "choices", pointer: at.pointer, depth: at.depth, title: schema.title ?? "", hint: schema.description ?? "", error: errorText(at, at.pointer),
      source: from === undefined ? "" : sourceText(from),
      boxes: choices.map(each => ({ value: each, title: schema.items["x-enum-titles"]?.[each] ?? each, on: chosen.includes(each) })),
    })],
  };
}

/** A field for a list, whose items are added and removed one by one. */
export function listPart(schema: ArrayField, value: Answer[] | undefined, notes: Notes, itemOf: (value: Answer | undefined) => Part, register: Register): Part {
  let from = notes.source;
  let items: { id: string; part: Part }[] = [];
  const add = register(() => {
    from = undefined;
    append(undefined);
  });
  (value ?? []).forEach(append);
  return {
    read: () => items.map(each => each.part.read()).filter((each): each is Answer => each !== undefined),
    typed: () => items.map(each => each.part.typed() ?? ""),
    check: pointer => allOf(items.map((each, index) => each.part.check(`${pointer}/${index}`))),
    rows: at => [
      row({ id: `${add}-title`, kind: "heading", pointer: at.pointer, depth: at.depth, title: schema.title ?? "", hint: schema.description ?? "", source: from === undefined ? "" : sourceText(from) }),
      ...items.flatMap(({ id, part }, index) => [
        row({ id, kind: "item", pointer: `${at.pointer}/${index}`, depth: at.depth + 1, title: t("form.item", index + 1), shown: t("form.remove", index + 1) }),
        ...part.rows({ ...at, pointer: `${at.pointer}/${index}`, depth: at.depth + 1 }),
      ]),
      row({ id: add, kind: "add", pointer: at.pointer, depth: at.depth, title: `+ ${t("form.add")}`, error: errorText(at, at.pointer), on: items.length < (schema.maxItems ?? Infinity) }),
    ],
  };

  function append(each: Answer | undefined) {
    const id = register(() => {
      from = undefined;
      items = items.filter(one => one.id !== id);
    });
    items.push({ id, part: itemOf(each) });
  }
}
