import { bracketed, date, moment, named, t } from "../language";
import { dueName } from "../shared/pages";

/** A title with a text, or with a list. */
export interface Fact {
  title: string;
  text: string;
  items: string[];
}

/** Facts of titles with texts or lists. Those without one are left out. */
export function factsOf(pairs: [title: string, value: string | string[] | { items: string[]; until?: string } | null | undefined][]): Fact[] {
  return pairs.flatMap(([title, value]) => {
    const items = Array.isArray(value) ? value : typeof value === "object" && value ? value.items : [];
    const text = typeof value === "string" ? value : value && !Array.isArray(value) ? value.until ?? "" : "";
    return text === "" && items.length === 0 ? [] : [{ title, text, items }];
  });
}

/** The answers of a form, with the titles that the form gives them. */
export function answersOf(values: Answers | undefined, form: { properties?: Record<string, Field> } | undefined): Fact[] {
  return factsOf(Object.entries(values ?? {}).map(([name, value]) => {
    const schema = form?.properties?.[name];
    const words = wordsOf(value, schema);
    return [schema?.title ?? name, words.length === 0 ? "—" : words];
  }));
}

function wordsOf(value: Answer | undefined, schema: Field | undefined): string | string[] {
  if (Array.isArray(value)) {
    return value.map(each => [wordsOf(each, schema?.items)].flat().join(" · "));
  }

  if (typeof value === "object") {
    return Object.entries(value).map(([name, each]) => [wordsOf(each, schema?.properties?.[name])].flat().join(" · "));
  }

  return value === undefined ? "" : typeof value === "boolean" ? t(value ? "yes" : "no")
    : schema?.format === "date" ? date(String(value)) : schema?.["x-enum-titles"]?.[String(value)] ?? String(value);
}

/** A request in a list. */
export interface Line {
  number: string;
  title: string;
  state: string;
  stateTitle: string;
  when: string;
}

/** A request as a list shows it. */
export function lineOf(request: Api.RequestListItem): Line {
  const due = request.due ? `${dueName(request)} ${request.provisional ? bracketed(date(request.due), t("request.due.provisional")) : date(request.due)}` : "";
  return {
    number: request.number, title: request.title, state: request.state, stateTitle: named("state", request.state),
    when: [moment(request.submittedAt), due].filter(each => each).join(" · "),
  };
}
