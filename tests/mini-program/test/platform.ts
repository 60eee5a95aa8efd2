import { readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { Canvas } from "./canvas.ts";
import type { Instance, PlatformNode } from "./dom.ts";
import { isOver } from "./life.ts";
import type { Wire } from "./wire.ts";

type Callbacks = { success?: (answer: object) => void; fail?: (error: { errMsg: string }) => void; complete?: () => void };
type Options = Callbacks & Record<string, unknown>;

/** What lies on the phone and stays when the mini-program is closed. */
export interface Flash {
  storage: Map<string, { data: string; encrypted: boolean }>;
}

/** What the person with the phone does when WeChat asks. */
export interface Person {
  /** Answers a question. */
  confirms: boolean;
  /** The files that are chosen next, by their path. */
  files: string[];
  /** The code of the next `wx.login`. */
  loginCode: string;
  /** What is answered to a request for consent to messages, by the id of the template. */
  consents: Record<string, "accept" | "reject" | "ban">;
}

/** The screen and the system of the phone, as the mini-program sets them. */
export interface Screen {
  brightness: number;
  keptOn: boolean;
  hiddenFromScreenshots: boolean;
  title: string;
  tabs: string[];
  opened: string[];
  toasts: string[];
}

/** How the mini-program moves between pages. */
export interface Navigation {
  navigateTo(url: string): Promise<void>;
  redirectTo(url: string): Promise<void>;
  switchTab(url: string): Promise<void>;
  reLaunch(url: string): Promise<void>;
  navigateBack(): Promise<void>;
}

/**
 * The platform's `wx`, as far as the mini-program uses it: thin, over the line to the app. What it does not know throws, so that no call
 * is answered by accident.
 */
export function platformOf(wire: Wire, flash: Flash, person: Person, screen: Screen, navigation: Navigation, system: { language: string; fontSizeSetting: number; encrypts: boolean; envVersion: string }) {
  const networkListeners = new Set<(now: object) => void>();
  const captures = new Set<() => void>();
  const canvases = new WeakMap<PlatformNode, Canvas>();
  const userFiles = new Map<string, Buffer>();

  const wx = {
    env: { USER_DATA_PATH: "wxfile://usr" },
    canIUse: (what: string) => what === "setStorage.object.encrypt" && system.encrypts,
    getAccountInfoSync: () => ({ miniProgram: { appId: "touristappid", envVersion: system.envVersion, version: "" } }),
    getAppBaseInfo: () => ({ language: system.language, fontSizeSetting: system.fontSizeSetting, SDKVersion: "3.6.0" }),
    getWindowInfo: () => ({ pixelRatio: 2 }),
    arrayBufferToBase64: (buffer: ArrayBuffer) => Buffer.from(buffer).toString("base64"),
    base64ToArrayBuffer: (text: string) => Uint8Array.from(Buffer.from(text, "base64")).buffer,
    getRandomValues: (options: Options) => answer(options, () => ({ randomValues: Uint8Array.from(randomBytes(options.length as number)).buffer })),

    request: (options: Options) => {
      const aborted = { is: false };
      const work = wire.call(options.method as string, options.url as string, options.header as Record<string, string>, options.data as string | undefined)
        .then(({ statusCode, data, header }) => ({ statusCode, data: data.toString("utf8"), header }));
      settle(options, work, aborted);
      return { abort: () => (aborted.is = true) };
    },
    uploadFile: (options: Options) => {
      const aborted = { is: false };
      const progress = new Set<(now: { progress: number }) => void>();
      const form = new FormData();
      const path = options.filePath as string;
      form.append(options.name as string, new Blob([Uint8Array.from(contentOf(path))]), basename(path));
      const work = Promise.resolve().then(() => {
        progress.forEach(run => run({ progress: 50 }));
        return wire.call("POST", options.url as string, options.header as Record<string, string>, form);
      }).then(({ statusCode, data, header }) => ({ statusCode, data: data.toString("utf8"), header }));
      settle(options, work, aborted);
      return { abort: () => (aborted.is = true), onProgressUpdate: (run: (now: { progress: number }) => void) => progress.add(run) };
    },
    downloadFile: (options: Options) => {
      settle(options, wire.call("GET", options.url as string, options.header as Record<string, string>, undefined).then(({ statusCode, data }) => {
        userFiles.set(options.filePath as string, data);
        return { statusCode, filePath: options.filePath };
      }), { is: false });
      return {};
    },
    getNetworkType: (options: Options) => answer(options, () => ({ networkType: wire.isOn ? "wifi" : "none" })),
    onNetworkStatusChange: (run: (now: object) => void) => networkListeners.add(run),

    getStorage: (options: Options) => answer(options, () => {
      const found = flash.storage.get(options.key as string);
      if (!found || found.encrypted !== (options.encrypt === true)) {
        throw new Error("getStorage:fail data not found");
      }

      return { data: JSON.parse(found.data) as unknown };
    }),
    setStorage: (options: Options) => answer(options, () => {
      flash.storage.set(options.key as string, { data: JSON.stringify(options.data), encrypted: options.encrypt === true });
      return {};
    }),
    removeStorage: (options: Options) => answer(options, () => {
      flash.storage.delete(options.key as string);
      return {};
    }),
    getStorageSync: (key: string): unknown => JSON.parse(flash.storage.get(key)?.data ?? "\"\""),
    setStorageSync: (key: string, data: unknown) => void flash.storage.set(key, { data: JSON.stringify(data), encrypted: false }),
    removeStorageSync: (key: string) => void flash.storage.delete(key),

    login: (options?: Options) => answer(options, () => ({ code: person.loginCode })),
    openPrivacyContract: (options: Options) => answer(options, () => ({})),
    requestSubscribeMessage: (options: Options) => answer(options, () => ({ errMsg: "requestSubscribeMessage:ok", ...Object.fromEntries((options.tmplIds as string[]).map(each => [each, person.consents[each] ?? "reject"])) })),

    setKeepScreenOn: (options: Options) => answer(options, () => {
      screen.keptOn = options.keepScreenOn === true;
      return {};
    }),
    getScreenBrightness: (options: Options) => answer(options, () => ({ value: screen.brightness })),
    setScreenBrightness: (options: Options) => answer(options, () => {
      screen.brightness = options.value as number;
      return {};
    }),
    setVisualEffectOnCapture: (options: Options) => answer(options, () => {
      screen.hiddenFromScreenshots = options.visualEffect === "hidden";
      return {};
    }),
    onUserCaptureScreen: (run: () => void) => captures.add(run),
    offUserCaptureScreen: () => captures.clear(),

    setNavigationBarTitle: ({ title }: { title: string }) => (screen.title = title),
    setTabBarItem: ({ index, text }: { index: number; text: string }) => (screen.tabs[index] = text),
    stopPullDownRefresh: () => {},
    pageScrollTo: () => {},
    showModal: (options: Options) => answer(options, () => ({ confirm: person.confirms, cancel: !person.confirms })),
    showActionSheet: (options: Options) => answer(options, () => {
      const next = person.files[0];
      if (next === undefined) {
        throw new Error("showActionSheet:fail cancel");
      }

      return { tapIndex: next.endsWith(".pdf") ? 1 : 0 };
    }),
    chooseMedia: (options: Options) => answer(options, () => ({ tempFiles: [chosen(nextFile(person))].map(({ path, size }) => ({ tempFilePath: path, size })) })),
    chooseMessageFile: (options: Options) => answer(options, () => ({ tempFiles: [chosen(nextFile(person))] })),
    getFileSystemManager: () => ({
      readFile: (options: Options) => answer(options, () => {
        const start = (options.position as number | undefined) ?? 0;
        const bytes = contentOf(options.filePath as string).subarray(start, options.length === undefined ? undefined : start + (options.length as number));
        return { data: Uint8Array.from(bytes).buffer };
      }),
    }),
    openDocument: (options: Options) => answer(options, () => {
      screen.opened.push(options.filePath as string);
      return {};
    }),
    previewImage: (options: Options) => answer(options, () => {
      screen.opened.push(...options.urls as string[]);
      return {};
    }),

    navigateTo: (options: Options) => going(options, navigation.navigateTo(options.url as string)),
    redirectTo: (options: Options) => going(options, navigation.redirectTo(options.url as string)),
    switchTab: (options: Options) => going(options, navigation.switchTab(options.url as string)),
    reLaunch: (options: Options) => going(options, navigation.reLaunch(options.url as string)),
    navigateBack: (options: Options = {}) => going(options, navigation.navigateBack()),
  };

  return {
    wx: new Proxy(wx, {
      get(all, name) {
        // Whoever is not there any more does nothing and hears nothing.
        if (isOver() && !/^(?:get(?!Storage$)|array|base64)/.test(String(name))) {
          return () => new Promise(() => {});
        }

        if (!(name in all)) {
          throw new Error(`wx.${String(name)} is not part of the platform of these tests.`);
        }

        return all[name as keyof typeof all];
      },
    }),
    /** The query of a component for its own nodes. */
    query: (instance: Instance) => ({
      select: (selector: string) => ({
        fields: () => ({
          exec: (run: (found: object[]) => void) => {
            const node = instance._exparserNode.shadowRoot?.querySelector(selector);
            setTimeout(() => run(node ? [{ node: canvasOf(node), width: 270, height: 270 }] : []));
          },
        }),
      }),
    }),
    canvasOf,
    turnNetwork(isOn: boolean) {
      wire.isOn = isOn;
      networkListeners.forEach(run => run({ isConnected: isOn, networkType: isOn ? "wifi" : "none" }));
    },
    takeScreenshot: () => captures.forEach(run => run()),
    /** What was downloaded to this path. */
    file: (path: string) => userFiles.get(path),
  };

  function canvasOf(node: PlatformNode) {
    const canvas = canvases.get(node) ?? new Canvas();
    canvases.set(node, canvas);
    return canvas;
  }

  function contentOf(path: string) {
    return userFiles.get(path) ?? readFileSync(path);
  }
}

/** Answers as the platform does: with callbacks, or with a promise when there are none. */
function answer(options: Options | undefined, run: () => object): Promise<object> | undefined {
  const work = Promise.resolve().then(run);
  if (!options?.success && !options?.fail && !options?.complete) {
    return work.catch((thrown: unknown) => Promise.reject(Object.assign(new Error(messageOf(thrown)), { errMsg: messageOf(thrown) })));
  }

  settle(options, work, { is: false });
  return undefined;
}

function settle(options: Callbacks, work: Promise<object>, aborted: { is: boolean }) {
  void work.then(
    found => (aborted.is ? options.fail?.({ errMsg: "request:fail abort" }) : options.success?.(found)),
    (thrown: unknown) => options.fail?.({ errMsg: messageOf(thrown) }),
  ).then(() => options.complete?.());
}

function going(options: Callbacks, work: Promise<void>) {
  settle(options, work.then(() => ({})), { is: false });
  return work;
}

function messageOf(thrown: unknown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function nextFile(person: Person) {
  const next = person.files.shift();
  if (next === undefined) {
    throw new Error("choose:fail cancel");
  }

  return next;
}

function chosen(path: string) {
  return { path, name: basename(path), size: readFileSync(path).length };
}

/** Writes a file that can be chosen on the phone. */
export function writeChoosable(path: string, content: Buffer) {
  writeFileSync(path, content);
  return path;
}
