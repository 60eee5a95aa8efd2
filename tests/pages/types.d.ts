// What the pages' modules share beyond what the API answers; known everywhere without an import, and for checking only.

/** An answer in a form, as the API takes and gives it. */
type Answer = string | number | boolean | Answer[] | Answers;
interface Answers {
  [name: string]: Answer | undefined;
}

/** One field of a form: the part of JSON Schema that the forms of services are made of. */
type Field = PlainField | ArrayField | ObjectField;
interface FieldBase {
  title?: string;
  description?: string;
  format?: string;
  enum?: string[];
  "x-enum-titles"?: Record<string, string>;
  "x-multiline"?: boolean;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Field;
  properties?: Record<string, Field>;
}
interface PlainField extends FieldBase {
  type?: "string" | "integer" | "boolean";
}
interface ArrayField extends FieldBase {
  type: "array";
  items: Field;
}
interface ObjectField extends FieldBase {
  type: "object";
  properties: Record<string, Field>;
  required?: string[];
  allOf?: Condition[];
}

/** A whole form. */
interface FormSchema {
  type?: "object";
  properties: Record<string, Field>;
  required?: string[];
  allOf?: Condition[];
}

/** Where a field has one of some values, others are required. */
interface Condition {
  if: { properties: Record<string, { enum: string[] }> };
  then: { required: string[] };
}

/** The codes of what is wrong, by the JSON pointer of the field. */
type Errors = Record<string, string[]>;

/** Who is signed in in this tab. */
interface Session extends Api.DemoAccountView {
  token: string;
  expiresAt: string;
}

/** Somebody who works at the desk of one department. */
interface DeskSession extends Session {
  department: string;
}

/** Draws into its host and may answer what stops it; `rest` are the arguments in the address. */
type View = (host: HTMLElement, session: Session, ...rest: string[]) => Stop | null | void | Promise<Stop | null | void>;
type Stop = () => void;

interface WindowEventMap {
  /** The API takes the token no longer. */
  "session-lost": CustomEvent;
  /** Work that nobody waited for failed with the detail. */
  "work-failed": CustomEvent<unknown>;
}

/** What reads QR codes from a picture, in browsers that have it. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

/** A path without its query. */
type Plain<P extends string> = P extends `${infer Path}?${string}` ? Path : P;

/** A page of a list, and one of its items. */
type PageOf<P extends string> = Extract<Api.GetBody<Plain<P>>, { items: unknown[]; nextCursor: string | null }>;
type ItemOf<P extends string> = PageOf<P>["items"][number];

// What comes from outside is of no known type until somebody says which.
interface JSON {
  parse(text: string): unknown;
}
interface Body {
  json(): Promise<unknown>;
}
