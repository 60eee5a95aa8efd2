import { AsyncLocalStorage } from "node:async_hooks";

/** One life of the mini-program: from when WeChat opens it to when WeChat ends it. */
export interface Life {
  isOver: boolean;
  timers: Set<ReturnType<typeof setTimeout>>;
}

const lives = new AsyncLocalStorage<Life>();
const native = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };

// What the mini-program has begun with a timer ends with it.
globalThis.setTimeout = ((...all: Parameters<typeof native.setTimeout>) => noted(native.setTimeout(...all))) as typeof setTimeout;
globalThis.setInterval = ((...all: Parameters<typeof native.setInterval>) => noted(native.setInterval(...all))) as typeof setInterval;

/** Begins a life. */
export function begin(): Life {
  return { isOver: false, timers: new Set() };
}

/** Ends a life at once, as WeChat does: nothing that was begun goes on. */
export function end(life: Life) {
  life.isOver = true;
  life.timers.forEach(each => clearTimeout(each));
}

/** Runs code of the mini-program, with all that follows from it. */
export function during<T>(life: Life, run: () => T): T {
  return lives.run(life, run);
}

/** Runs what belongs to no life, such as the network. */
export function outside<T>(run: () => T): T {
  return lives.exit(run);
}

/** Whether the code that asks belongs to a life that is over. */
export function isOver() {
  return lives.getStore()?.isOver === true;
}

function noted(timer: ReturnType<typeof setTimeout>) {
  const life = lives.getStore();
  life?.timers.add(timer);
  if (life?.isOver) {
    clearTimeout(timer);
  }

  return timer;
}
