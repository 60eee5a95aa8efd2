import { outside } from "./life.ts";

/** What happens to a call: it is lost before the server, its answer is lost or comes too late after the server has acted, or it is answered like this. */
export type Fault = "lost" | "answer lost" | "late" | { status: number; code: string; retryAfter?: number };

/** A call as the phone made it, when the line was not lost. */
export interface Made {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Body;
}

export type Body = string | FormData | undefined;

export interface Answer {
  statusCode: number;
  data: Buffer;
  header: Record<string, string>;
}

/** The line between the phone and the app. Tests break it. */
export class Wire {
  isOn = true;
  made: Made[] = [];
  private faults: { method: string; path: RegExp; fault: Fault }[] = [];

  /** @param server the address of the app that runs */
  constructor(readonly server: string) {}

  /** Breaks the next call of this kind. */
  break(method: string, path: RegExp, fault: Fault) {
    this.faults.push({ method, path, fault });
  }

  /** Whether every fault was met. */
  isQuiet() {
    return this.faults.length === 0;
  }

  async call(method: string, url: string, headers: Record<string, string>, body: Body): Promise<Answer> {
    const address = new URL(url);
    if (address.origin !== "http://localhost:7071") {
      throw new Error(`Not the address of the development version: ${url}`);
    }

    const path = address.pathname.replace("/api/v1", "") + address.search;
    if (!this.isOn) {
      throw new Error("request:fail");
    }

    const index = this.faults.findIndex(each => each.method === method && each.path.test(path));
    const fault = index < 0 ? null : this.faults.splice(index, 1)[0]?.fault ?? null;
    if (fault === "lost") {
      throw new Error("request:fail");
    }

    this.made.push({ method, path, headers, body });
    if (fault !== null && typeof fault === "object") {
      return problem(fault.status, fault.code, fault.retryAfter);
    }

    const answer = await outside(() => fetch(this.server + address.pathname + address.search, { method, headers, body }));
    const data = Buffer.from(await outside(() => answer.arrayBuffer()));
    if (fault === "answer lost" || fault === "late") {
      throw new Error(fault === "late" ? "request:fail timeout" : "request:fail");
    }

    return { statusCode: answer.status, data, header: Object.fromEntries(answer.headers) };
  }
}

function problem(status: number, code: string, retryAfter: number | undefined): Answer {
  return {
    statusCode: status, data: Buffer.from(JSON.stringify({ type: "about:blank", title: code, status, code, detail: code, traceId: "0" })),
    header: { "content-type": "application/problem+json", ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }) },
  };
}
