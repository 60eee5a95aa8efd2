import { join } from "node:path";
import { readFileSync } from "node:fs";
import { attributeOf, body, forgetModules, happen, type Instance, nodeOf, require, simulate } from "./dom.ts";
import { type Flash, type Navigation, type Person, platformOf, type Screen } from "./platform.ts";
import { begin, during, end, type Life } from "./life.ts";
import { Wire } from "./wire.ts";
import { until } from "./until.ts";

const built = join(import.meta.dirname, "..", "miniprogram");
const tabs = (JSON.parse(readFileSync(join(built, "app.json"), "utf8")) as { tabBar: { list: { pagePath: string }[] } }).tabBar.list.map(each => each.pagePath);

interface Open {
  route: string;
  page: ReturnType<typeof simulate.render>;
}

type Hooks = { onLoad?: (query: object) => unknown; onShow?: () => unknown; onHide?: () => unknown; onUnload?: () => unknown; onPullDownRefresh?: () => unknown };

const registerComponent = (globalThis as unknown as { Component: (options: object) => void }).Component;

/** A phone with the mini-program, in the hands of one person. */
export class Phone {
  readonly flash: Flash = { storage: new Map() };
  readonly person: Person = { confirms: true, files: [], loginCode: "", consents: {} };
  readonly screen: Screen = { brightness: 0.4, keptOn: false, hiddenFromScreenshots: false, title: "", tabs: [], opened: [], toasts: [] };
  readonly system = { language: "zh_CN", fontSizeSetting: 16, encrypts: true, envVersion: "develop" };
  readonly wire: Wire;
  private stack: Open[] = [];
  private ids = new Map<string, string>();
  private life: Life = begin();
  private platform!: ReturnType<typeof platformOf>;

  constructor(server: string) {
    this.wire = new Wire(server);
  }

  /** Opens the mini-program, at its first page. */
  async open(route = "pages/pass/pass") {
    await this.close();
    this.platform = platformOf(this.wire, this.flash, this.person, this.screen, this.navigation, this.system);
    const { query } = this.platform;
    Object.assign(globalThis, {
      wx: this.platform.wx,
      App: () => {},
      getCurrentPages: () => this.stack.map(({ route: each }) => ({ route: each })),
      Page: (options: Record<string, unknown>) => registerComponent(asComponent(options)),
      Component: (options: { lifetimes?: Record<string, (this: Instance) => void> }) => registerComponent({
        ...options, lifetimes: { ...options.lifetimes, created(this: Instance) {
          this.createSelectorQuery = () => query(this);
        } },
      }),
    });
    this.life = begin();
    await during(this.life, () => {
      require(join(built, "app.js"));
      return this.show(route, {});
    });
  }

  /** Ends the mini-program as WeChat does: at once, and with it all that is not stored. */
  async close() {
    end(this.life);
    this.stack.splice(0).filter(each => each.page.dom.parentNode).forEach(each => each.page.detach());
    await settled();
    this.ids.clear();
    forgetModules(built);
  }

  get page(): Element {
    const top = this.stack[this.stack.length - 1];
    if (!top) {
      throw new Error("No page is open.");
    }

    return top.page.dom;
  }

  get route() {
    return this.stack[this.stack.length - 1]?.route ?? "";
  }

  get data() {
    return this.stack[this.stack.length - 1]?.page.instance.data ?? {};
  }

  /** The text of the page, with single spaces. */
  get text() {
    return (this.page.textContent ?? "").replace(/\s+/g, " ");
  }

  find(selector: string): Element | null {
    return this.page.querySelector(selector);
  }

  all(selector: string): Element[] {
    return [...this.page.querySelectorAll(selector)];
  }

  /** Waits until the page shows something, and returns it. */
  see(selector: string): Promise<Element> {
    return until(() => this.find(selector), () => `${selector} in ${this.route}: ${this.text.slice(0, 600)}`);
  }

  /** Waits until the page says something. */
  read(words: string | RegExp): Promise<boolean> {
    return until(() => (typeof words === "string" ? this.text.includes(words) : words.test(this.text)), () => `“${String(words)}” in ${this.route}: ${this.text.slice(0, 900)}`);
  }

  /** Waits until this page is on top. */
  async arrive(route: string) {
    await until(() => this.route === route, () => `${route}, not ${this.route}: ${this.text.slice(0, 400)}`);
  }

  /** Presses what can be pressed. A finger reaches nothing that is disabled. */
  async tap(selector: string) {
    await until(() => {
      const element = this.find(selector);
      return element !== null && attributeOf(element, "disabled") !== true && attributeOf(element, "loading") !== true;
    }, () => `${selector} to press in ${this.route}: ${this.text.slice(0, 600)}`);
    const target = await this.see(selector);
    during(this.life, () => happen(target, "tap"));
    await settled();
  }

  /** Types, chooses or ticks in a control, as its kind wants. */
  async enter(selector: string, value: string | boolean | string[]) {
    const control = await this.see(selector);
    during(this.life, () => happen(control, ["wx-input", "wx-textarea"].includes(control.tagName.toLowerCase()) ? "input" : "change", { value }));
    await settled();
  }

  /** WeChat's answer to the button that asks for the telephone number. */
  async answerPhone(selector: string, detail: { code?: string; errMsg: string }) {
    const button = await this.see(selector);
    if (attributeOf(button, "disabled") === true) {
      throw new Error("The button is disabled.");
    }

    during(this.life, () => happen(button, "getphonenumber", detail));
    await settled();
  }

  /** The text that an independent reader finds in the code on the screen. */
  async readCode() {
    const shown = await this.see("[data-code]");
    const code = shown.getAttribute("data-code") ?? "";
    const canvas = this.platform.canvasOf(nodeOf(shown));
    return until(() => {
      const read = canvas.width > 0 ? canvas.read() : null;
      return read === code ? read : null;
    }, () => "the code on the canvas");
  }

  turnNetwork(isOn: boolean) {
    during(this.life, () => this.platform.turnNetwork(isOn));
  }

  takeScreenshot() {
    during(this.life, () => this.platform.takeScreenshot());
  }

  downloaded(path: string) {
    return this.platform.file(path);
  }

  /** Puts the mini-program into the background. */
  async hide() {
    during(this.life, () => hooksOf(this.stack[this.stack.length - 1]).onHide?.());
    await settled();
  }

  /** Takes the mini-program to the front again. */
  async front() {
    await during(this.life, () => hooksOf(this.stack[this.stack.length - 1]).onShow?.());
  }

  async pullDown() {
    await during(this.life, () => hooksOf(this.stack[this.stack.length - 1]).onPullDownRefresh?.());
  }

  readonly navigation: Navigation = {
    navigateTo: async url => {
      if (tabs.includes(routeIn(url).route)) {
        throw new Error("navigateTo:fail can not navigateTo a tabbar page");
      }

      if (this.stack.length >= 10) {
        throw new Error("navigateTo:fail webview count limit exceed");
      }

      during(this.life, () => hooksOf(this.stack[this.stack.length - 1]).onHide?.());
      this.start(url);
      await settled();
    },
    redirectTo: async url => {
      this.unload();
      this.start(url);
      await settled();
    },
    switchTab: async url => {
      if (!tabs.includes(routeIn(url).route)) {
        throw new Error("switchTab:fail not a tab");
      }

      while (this.stack.length > 0) {
        this.unload();
      }

      this.start(url);
      await settled();
    },
    reLaunch: async url => {
      while (this.stack.length > 0) {
        this.unload();
      }

      this.start(url);
      await settled();
    },
    navigateBack: async () => {
      this.unload();
      const top = this.stack[this.stack.length - 1];
      if (top) {
        body.replaceChildren(top.page.dom);
        during(this.life, () => hooksOf(top).onShow?.());
      }

      await settled();
    },
  };

  private start(url: string) {
    const { route, query } = routeIn(url);
    void during(this.life, () => this.show(route, query));
  }

  private async show(route: string, query: object) {
    const id = this.ids.get(route) ?? simulate.load(join(built, route), { compiler: "official", rootPath: built });
    this.ids.set(route, id);
    const page = simulate.render(id);
    const opened = { route, page };
    this.stack.push(opened);
    body.replaceChildren();
    page.attach(body);
    hooksOf(opened).onLoad?.(query);
    await hooksOf(opened).onShow?.();
  }

  private unload() {
    const top = this.stack.pop();
    during(this.life, () => hooksOf(top).onUnload?.());
    if (top?.page.dom.parentNode) {
      top.page.detach();
    }
  }
}

/**
 * A page as the simulator takes it. As on the platform, what else a page is declared with is copied for each page that is opened, and
 * its functions are shared.
 */
function asComponent(options: Record<string, unknown>) {
  const { data, ...rest } = options;
  const methods = Object.fromEntries(Object.entries(rest).filter(([, each]) => typeof each === "function"));
  const fields = Object.entries(rest).filter(([, each]) => typeof each !== "function");
  return {
    data, methods,
    lifetimes: {
      created(this: Record<string, unknown>) {
        for (const [name, value] of fields) {
          this[name] = structuredClone(value);
        }
      },
    },
  };
}

function hooksOf(open: Open | undefined): Hooks {
  const instance = open?.page.instance as unknown as Hooks | undefined;
  return {
    onLoad: query => instance?.onLoad?.(query), onShow: () => instance?.onShow?.(), onHide: () => instance?.onHide?.(),
    onUnload: () => instance?.onUnload?.(), onPullDownRefresh: () => instance?.onPullDownRefresh?.(),
  };
}

function routeIn(url: string) {
  const address = new URL(url, "https://mini.program/");
  return { route: address.pathname.slice(1), query: Object.fromEntries(address.searchParams) };
}

/** Lets what was begun by an event run on. */
function settled() {
  return new Promise<void>(next => setImmediate(next));
}
