import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.ts";

const app = process.env.TALENTPASS_APP ?? join(import.meta.dirname, "../../../../functions/TalentPass.Functions/bin/Debug/net10.0/TalentPass.Functions.dll");

type Json = Record<string, unknown>;

/** The city: the app as it runs, with the accounts of its staff. */
export class City {
  private tokens = new Map<string, string>();

  private constructor(readonly server: string, private process: ChildProcess, private data: string) {}

  /** Starts the app with an empty storage. */
  static async start(settings: Record<string, string> = {}) {
    const port = await freePort();
    const data = mkdtempSync(join(tmpdir(), "talentpass-mini-"));
    const said: string[] = [];
    const process_ = spawn("dotnet", [app, "--port", String(port), "--data", data], { env: { ...process.env, ...settings }, stdio: ["ignore", "pipe", "pipe"] });
    [process_.stdout, process_.stderr].forEach(stream => stream.on("data", (text: Buffer) => said.push(text.toString())));
    const city = new City(`http://localhost:${port}`, process_, data);
    const end = Date.now() + 120_000;
    while (!(await fetch(`${city.server}/health/ready`).then(answer => answer.ok, () => false))) {
      if (process_.exitCode !== null || Date.now() > end) {
        throw new Error(`The app does not start: ${said.join("").slice(-4000)}`);
      }

      await new Promise(next => setTimeout(next, 100));
    }

    return city;
  }

  async stop() {
    const ended = new Promise(done => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Calls the API as an account. Throws when it is refused. */
  async as(account: string, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<{ body: Json; etag: string }> {
    const token = this.tokens.get(account) ?? String((await this.signIn(account)).token);
    this.tokens.set(account, token);
    const answer = await fetch(`${this.server}/api/v1${path}`, {
      method, headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers }, body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path} as ${account}: ${answer.status} ${text}`);
    }

    return { body: (text ? JSON.parse(text) : {}) as Json, etag: answer.headers.get("ETag") ?? "" };
  }

  /** Signs a demo account in, as the pages do. */
  async signIn(account: string): Promise<Json> {
    const answer = await fetch(`${this.server}/api/v1/sign-in/demo`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ account }) });
    return await answer.json() as Json;
  }

  /** Forgets the token of an account, whose session was ended. */
  forget(account: string) {
    this.tokens.delete(account);
  }

  /** An act of a department on a request, once it has arrived there. */
  async act(department: string, number: string, action: string, body: object = {}) {
    const path = `/desks/${department}/requests/${number}`;
    const found = await until(() => this.as(`desk-${department}`, "GET", path).catch(() => null), () => `${number} at ${department}`);
    return this.as(`desk-${department}`, "POST", `${path}/${action}`, body, { "If-Match": found.etag });
  }

  /** Scans a code in the hall. */
  async scan(code: string): Promise<Json> {
    return (await this.as("hall-1", "POST", "/scans", { code, place: "talent-home", nonce: crypto.randomUUID() })).body;
  }
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
