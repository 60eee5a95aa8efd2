// Types that the pages' modules share, besides the types of the API. All modules can use them without an import. They are
// used by the type check only.

/** An answer in a form, in the form that the API accepts and returns. */
type Answer = string | number | boolean | Answer[] | Answers;
interface Answers {
  [name: string]: Answer | undefined;
}

/** One field of a form: the part of JSON Schema that the services' forms use. */
type Field = PlainField | ArrayField | ObjectField;
interface FieldBase {
  title?: string;
  description?: string;
  format?: string;
  enum?: string[];
  "x-enum-titles"?: Record<string, string>;
  "x-multiline"?: boolean;
  "x-faces"?: boolean;
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

/** A condition: when a field has one of these values, other fields are required. */
interface Condition {
  if: { properties: Record<string, { enum: string[] }> };
  then: { required: string[] };
}

/** Texts of the pages by their keys. */
type Texts = Record<string, [chinese: string, english: string]>;

/** The error codes, by the JSON pointer of the field. */
type Errors = Record<string, string[]>;

/** Who is signed in in this browser under a slot. Nothing of it is secret: the tokens are in cookies that no script reads. */
interface Session extends Api.DemoAccountView {
  slot: string;
  /** The id of the session. */
  session: string;
  /** When it has to be renewed, by the server's clock. */
  expiresAt: string;
  /** By how many milliseconds the server's clock was ahead of the device's at the last renewal. */
  clockOffset?: number | null;
}

/** Whom a call is made for: a session, or a slot in which nobody is signed in yet. */
type Caller = Session | { slot: string };

/** A session is over. `back`: whether the same person signs in again, when the page waits for that. */
interface SessionLost {
  session: Session;
  back?: Promise<boolean>;
}

/** The session of an officer at the desk of one department. */
interface DeskSession extends Session {
  department: string;
}

/**
 * Draws into its host. It may return a function that stops it, or also one that takes another address of the same view, and a promise
 * of the time from which other things may be loaded. `rest` are the arguments in the address.
 */
type View = (host: HTMLElement, session: Session, ...rest: string[]) => Drawn | Promise<Drawn>;
type Drawn = Stop | { stop: Stop; take?: (...rest: string[]) => unknown; ready?: Promise<unknown> } | null | void;
type Stop = () => void;

interface WindowEventMap {
  /** The API does not renew the session any more. */
  "session-lost": CustomEvent<SessionLost>;
  /** Nobody is signed in any more. */
  "session-ended": Event;
  /** The person whose session was over is signed in again, and goes on. */
  "session-found": CustomEvent<Session>;
  /** The person wants to sign out; `detail`: also on all other devices. */
  "sign-out": CustomEvent<boolean | null>;
  /** Background work failed; `detail` is the failure. */
  "work-failed": CustomEvent<unknown>;
}

/** The browser's reader for QR codes in a picture. Not all browsers have it. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  static getSupportedFormats(): Promise<string[]>;
  detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

/** A path without its query. */
type Plain<P extends string> = P extends `${infer Path}?${string}` ? Path : P;

/** A page of a list, and the type of its items. */
type PageOf<P extends string> = Extract<Api.GetBody<Plain<P>>, { items: unknown[]; nextCursor: string | null }>;
type ItemOf<P extends string> = PageOf<P>["items"][number];

// Parsed JSON comes from outside, so its type is unknown until the code casts it.
interface JSON {
  parse(text: string): unknown;
}
interface Body {
  json(): Promise<unknown>;
}
