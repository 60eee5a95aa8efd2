import { createRequire } from "node:module";
import { JSDOM } from "jsdom";

/** A node of the platform's own component system (exparser), below an element of the document. */
export interface PlatformNode {
  _vt?: { attrs: { name: string; value: unknown }[]; event: Record<string, unknown>; tagName: string };
  shadowRoot?: { querySelector(selector: string): PlatformNode | null };
  $$: Element;
}

/** An instance of a page or component, as its code knows it by `this`. */
export type Instance = Record<string, unknown> & { data: Record<string, unknown>; _exparserNode: PlatformNode; setData(data: object): void };

interface Rendered {
  instance: Instance;
  dom: Element;
  attach(parent: Element): void;
  detach(): void;
}

const require = createRequire(import.meta.url);
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["document", "Event", "CustomEvent", "TouchEvent", "HTMLElement", "Node", "Element"] as const) {
  Object.assign(globalThis, { [name]: (window as unknown as Record<string, unknown>)[name] });
}

Object.assign(globalThis, { window });

/** The vendor's simulator of components, with the vendor's own compiler of WXML. */
export const simulate = require("miniprogram-simulate") as { load(path: string, options: object): string; render(id: string): Rendered };
const exparser = require("miniprogram-exparser") as { Event: { dispatchEvent(node: PlatformNode, event: object): void; create(name: string, detail: object, options: object): object } };

/** The place where pages are shown. */
export const body: Element = window.document.body;

/** Lets an event happen at an element. */
export function happen(element: Element, name: string, detail: object = {}) {
  exparser.Event.dispatchEvent(nodeOf(element), exparser.Event.create(name, detail, { bubbles: name === "tap", capturePhase: true, composed: true, extraFields: {} }));
}

export function nodeOf(element: Element): PlatformNode {
  const node = (element as { __wxElement?: PlatformNode }).__wxElement;
  if (!node) {
    throw new Error(`No node of the platform: ${element.outerHTML.slice(0, 200)}`);
  }

  return node;
}

/** An attribute as the page has written it; undefined when it has not. */
export function attributeOf(element: Element, name: string): unknown {
  return nodeOf(element)._vt?.attrs.find(each => each.name === name)?.value;
}

/** Forgets every module of the mini-program, as when WeChat closes it. */
export function forgetModules(below: string) {
  Object.keys(require.cache).filter(each => each.startsWith(below)).forEach(each => {
    Reflect.deleteProperty(require.cache, each);
  });
}

export { require };
