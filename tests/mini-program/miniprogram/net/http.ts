import { server } from "../config";
import { t, tag } from "../language";
import { type Details, Problem } from "./problem";

export type Method = "GET" | "POST" | "PUT" | "DELETE";
export type Headers = Record<string, string>;

/** The answer to a call. */
export interface Answered<T> {
  body: T;
  etag: string | null;
}

/** A call of the API. `path` begins below /api/v1. */
export interface Call {
  method: Method;
  path: string;
  body?: object;
  headers?: Headers;
  seconds?: number;
}

/** What was found on the phone, to be uploaded. `progress` is told how much has gone up, from 0 to 1. */
export interface Sent {
  path: string;
  filePath: string;
  headers: Headers;
  progress: (part: number) => void;
  /** Is given a function that gives the upload up. */
  begun: (abort: () => void) => void;
}

const deadlineSeconds = 15;
const fileSeconds = 300;
let offset: number | null = null;

/** The server's time, by its last answer; the phone's own before the first one. In milliseconds since 1970. */
export function serverNow() {
  return Date.now() + (offset ?? 0);
}

/** Makes one call. Throws a Problem when it fails. */
export function send<T>({ method, path, body, headers = {}, seconds = deadlineSeconds }: Call): Promise<Answered<T>> {
  return new Promise((done, fail) => {
    wx.request({
      // With another data type than "json" the text comes as it is, so that what is not JSON is no failure of the call.
      method, url: `${server}/api/v1${path}`, data: body === undefined ? undefined : JSON.stringify(body), timeout: seconds * 1000, dataType: "text", responseType: "text",
      header: { "Accept-Language": tag(), ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      success: ({ statusCode, data, header }) => settle(statusCode, data as string, header as Headers, done, fail),
      fail: ({ errMsg }) => fail(unanswered(errMsg)),
    });
  });
}

/** Uploads one file. Throws a Problem when it fails. */
export function upload<T>({ path, filePath, headers, progress, begun }: Sent): Promise<Answered<T>> {
  return new Promise((done, fail) => {
    const task = wx.uploadFile({
      url: `${server}/api/v1${path}`, filePath, name: "file", header: { "Accept-Language": tag(), ...headers }, timeout: fileSeconds * 1000,
      success: ({ statusCode, data, ...rest }) => settle(statusCode, data, (rest as { header?: Headers }).header ?? {}, done, fail),
      fail: ({ errMsg }) => fail(unanswered(errMsg)),
    });
    task.onProgressUpdate(({ progress: percent }) => progress(percent / 100));
    begun(() => task.abort());
  });
}

/** Downloads a file to a place on the phone that is deleted with the mini-program. Throws a Problem when it fails. */
export function download(path: string, name: string, headers: Headers): Promise<string> {
  const filePath = `${wx.env.USER_DATA_PATH}/${name}`;
  return new Promise((done, fail) => {
    wx.downloadFile({
      url: `${server}/api/v1${path}`, filePath, header: { "Accept-Language": tag(), ...headers }, timeout: fileSeconds * 1000,
      success: ({ statusCode }) => (statusCode === 200 ? done(filePath) : fail(new Problem(statusCode))),
      fail: ({ errMsg }) => fail(unanswered(errMsg)),
    });
  });
}

function settle<T>(status: number, text: string, headers: Headers, done: (answered: Answered<T>) => void, fail: (problem: Problem) => void) {
  noteClock(headerIn(headers, "Date"));
  const json = jsonIn(text);
  if (status >= 200 && status < 300) {
    done({ body: json as T, etag: headerIn(headers, "ETag") });
  } else {
    fail(new Problem(status, (json ?? {}) as Details, Number(headerIn(headers, "Retry-After")) || undefined));
  }
}

function unanswered(message: string) {
  return message.includes("timeout") ? new Problem(0, { code: "no_answer", title: t("problem.no-answer") }) : new Problem(0);
}

/** The names of headers come in any case. */
function headerIn(headers: Headers, name: string) {
  const found = Object.keys(headers).find(each => each.toLowerCase() === name.toLowerCase());
  return found === undefined ? null : headers[found] ?? null;
}

/** The server tells its time in whole seconds. */
function noteClock(text: string | null) {
  const at = Date.parse(text ?? "");
  if (!Number.isNaN(at)) {
    offset = at + 500 - Date.now();
  }
}

function jsonIn(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
