import { t } from "../language";

/** What the API says of a failed call (RFC 9457), with the members that some of its problems have besides. */
export type Details = Partial<Api.Problem> & { ticket?: string; ticketExpiresAt?: string; triesLeft?: number };

/**
 * A failed call. Status 0: nobody could be reached, or nobody answered in time. Status -1: the mini-program itself failed.
 */
export class Problem extends Error {
  readonly code: string;
  readonly errors: Errors;
  readonly conditions: Api.ProblemCondition[];

  /** @param retryAfter after how many seconds the API asks to try again */
  constructor(readonly status: number, readonly details: Details = {}, readonly retryAfter?: number) {
    super(details.detail ?? details.title ?? t(status === 0 ? "problem.offline" : "problem.unexpected"));
    this.code = details.code ?? (status === 0 ? "offline" : "unexpected");
    this.errors = details.errors ?? {};
    this.conditions = details.conditions ?? [];
  }

  /** Whether the problem is in the network or the server, and not in the request. True for 429 too. */
  get isAway() {
    return !(this.status >= 400 && this.status < 500) || this.status === 429;
  }

  /** Whether nobody answered for the API, so that it is not known whether the call was done. */
  get isUnanswered() {
    return [0, 502, 503, 504].includes(this.status);
  }
}

/** Turns a caught value into a Problem. */
export function problemOf(thrown: unknown) {
  return thrown instanceof Problem ? thrown : new Problem(-1, { detail: thrown instanceof Error ? thrown.message : String(thrown) });
}
