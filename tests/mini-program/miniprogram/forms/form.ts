import { codesText, conditionsOf, errorText as wordsOf, namesMinor } from "../shared/pages";
import { allOf, booleanPart, type Change, choicesPart, listPart, type Notes, type Part, type Place, type Register, textPart } from "./parts";
import { type Row, row } from "./rows";

/** The people that a form is about, and the rules for minors, as the guide of a service gives them. */
export interface Guide {
  people?: Api.FormPerson[];
  minors?: Api.MinorsView;
}

type Rules = { people: Api.FormPerson[]; minors?: Api.MinorsView; list?: string };
type Group = Omit<Part, "read" | "typed"> & { read(): Answers; typed(): Answers };

export type Form = ReturnType<typeof formOf>;

let ids = 0;

/**
 * A form from the JSON Schema of a service. It decides what is asked; the component `form-fields` draws it. Fields that are not needed
 * for the answers are not shown and not read.
 */
export function formOf(schema: FormSchema, value: Answers, pointer: string, { people = [], minors }: Guide = {}, notes: { example?: Answers; from?: Record<string, string> } = {}) {
  const controls = new Map<string, (change: Change) => void>();
  const group = groupPart(schema, value, { people, minors }, notes, take => {
    const id = `field-${++ids}`;
    controls.set(id, take);
    return id;
  });
  let errors: Errors = {};
  return {
    read: group.read,
    typed: group.typed,
    check: () => group.check(pointer),
    /** Gives a control what the user has typed, chosen or pressed. False when the control is another form's. */
    take(id: string, change: Change) {
      controls.get(id)?.(change);
      return controls.has(id);
    },
    /** Shows these errors at their fields. */
    mark(next: Errors) {
      errors = next;
    },
    rows(): Row[] {
      const rows = group.rows({ pointer, errors, depth: 0 });
      const notice = minors && namesMinor(group.read(), people, minors) ? [row({ id: "minors", kind: "notice", pointer, title: minors.notice })] : [];
      return [...rows, ...notice];
    },
    /** What the errors say that no field shows. */
    others(): string[] {
      const shown = new Set(group.rows({ pointer, errors, depth: 0 }).filter(each => each.error).map(each => each.pointer));
      return Object.entries(errors).filter(([each]) => !shown.has(each) && each.startsWith(`${pointer}/`)).map(([each, codes]) => wordsOf(each, codes));
    },
  };
}

/** The errors of an answer that stand at none of these places, in words. */
export function errorsBeside(errors: Errors, places: string[]): string[] {
  return Object.entries(errors).filter(([pointer]) => !places.some(each => pointer === each || pointer.startsWith(`${each}/`)))
    .map(([pointer, codes]) => (pointer === "" ? codesText(codes) : wordsOf(pointer, codes)));
}

function groupPart(schema: FormSchema, value: Answers | undefined, rules: Rules, { example, from }: { example?: Answers; from?: Record<string, string> }, register: Register): Group {
  const conditions = conditionsOf(schema, rules);
  const fields = Object.entries(schema.properties).map(([name, each]) => {
    const required = (schema.required?.includes(name) ?? false) || conditions.needed(name);
    return { name, part: partOf(each, value?.[name], required, { ...rules, list: name }, { example: example?.[name], source: from?.[name] }, register) };
  });
  const shown = () => {
    const answers: Answers = Object.fromEntries(fields.map(each => [each.name, each.part.read()]));
    return fields.filter(({ name }) => {
      const isShown = conditions.shown(name, answers);
      // The answer of a hidden field must not make another field needed.
      answers[name] = isShown ? answers[name] : undefined;
      return isShown;
    });
  };
  const isConsent = (name: string) => name === rules.minors?.consent && rules.list === undefined;
  return {
    read: () => answersOf(shown().map(each => [each.name, each.part.read()])),
    typed: () => answersOf(fields.map(each => [each.name, each.part.typed()])),
    check: pointer => allOf(shown().map(({ name, part }) => (isConsent(name) && part.read() !== true ? { [`${pointer}/${name}`]: ["consent_needed"] } : part.check(`${pointer}/${name}`)))),
    rows: (at: Place) => shown().flatMap(({ name, part }) => part.rows({ ...at, pointer: `${at.pointer}/${name}` })),
  };
}

function partOf(schema: Field, value: Answer | undefined, required: boolean, rules: Rules, notes: Notes, register: Register): Part {
  if (schema.type === "object") {
    const group = groupPart(schema, value as Answers | undefined, rules, { example: notes.example as Answers | undefined }, register);
    return { ...group, rows: at => [row({ id: `${at.pointer}-title`, kind: "heading", pointer: at.pointer, depth: at.depth, title: schema.title ?? "" }), ...group.rows(at)] };
  }

  if (schema.type === "array") {
    const { enum: choices } = schema.items;
    const example = (notes.example as Answer[] | undefined)?.[0];
    return choices ? choicesPart(schema, choices, value as string[] | undefined, notes, register)
      : listPart(schema, value as Answer[] | undefined, notes, each => itemOf(schema.items, each, rules, example, register), register);
  }

  return schema.type === "boolean" ? booleanPart(schema, value, register) : textPart(schema, value as string | number | undefined, required, notes, register);
}

/** An item of a list is headed by its number alone. */
function itemOf(schema: Field, value: Answer | undefined, rules: Rules, example: Answer | undefined, register: Register): Part {
  return schema.type === "object" ? groupPart(schema, value as Answers | undefined, rules, { example: example as Answers | undefined }, register)
    : partOf(schema, value, true, rules, { example }, register);
}

function answersOf(pairs: [name: string, answer: Answer | undefined][]): Answers {
  return Object.fromEntries(pairs.filter(([, answer]) => answer !== undefined));
}
