/** A row of a form, as the component `form-fields` draws it. The kinds use different members; those that a kind has not are empty. */
export interface Row {
  id: string;
  kind: "heading" | "text" | "number" | "long" | "date" | "choice" | "radio" | "boolean" | "choices" | "item" | "add" | "notice";
  /** The JSON pointer of the answer. */
  pointer: string;
  title: string;
  /** Whether the answer may be left out, in words. */
  optional: string;
  hint: string;
  /** Where a known value comes from, in words. */
  source: string;
  error: string;
  value: string;
  /** What is shown of the value of a choice or a date. */
  shown: string;
  most: number;
  /** The titles of the choices, of which `index` is chosen; -1 when none is. */
  options: string[];
  index: number;
  on: boolean;
  boxes: { value: string; title: string; on: boolean }[];
  /** How deep the row stands in groups and lists. */
  depth: number;
}

/** A row with these members. */
export function row(members: Partial<Row> & Pick<Row, "id" | "kind" | "pointer">): Row {
  return {
    title: "", optional: "", hint: "", source: "", error: "", value: "", shown: "", most: -1, options: [], index: -1, on: false, boxes: [], depth: 0, ...members,
  };
}
