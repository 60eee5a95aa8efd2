import { t } from "../language";
import { problemOf } from "../net/problem";

/** A failure in words, for the component `trouble`. */
export interface Trouble {
  text: string;
  /** The trace to tell the office, or an empty text. */
  trace: string;
  /** Whether trying again may help. */
  again: boolean;
  /** The conditions that are not met. */
  reasons: { text: string; why: string }[];
}

/** What is wrong, in words. Without a network that is what is said, whatever the call was. */
export function troubleOf(thrown: unknown): Trouble {
  const problem = problemOf(thrown);
  const { traceId } = problem.details;
  return {
    text: problem.code === "signed_out" ? t("sign-in.again") : problem.message,
    trace: traceId ? t("problem.trace", traceId) : "",
    again: problem.isAway || problem.status === 401,
    reasons: problem.conditions.map(({ text, why }) => ({ text, why })),
  };
}

/** Something that is wrong without a call, in words. */
export function troubleText(text: string): Trouble {
  return { text, trace: "", again: false, reasons: [] };
}
