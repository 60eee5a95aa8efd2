/**
 * A code to show: made by the city (S) or by this phone (H), after how many seconds the next one is due, and what to say above it.
 * Or `none`: why there is no code now.
 */
export type Next = { profile: "S" | "H"; code: string; seconds: number; mark?: string } | { none: string };

/** What is seen of a code. */
export interface Seen {
  code: string;
  profile: "" | "S" | "H";
  mark: string;
  /** Why there is no code; empty when there is one. */
  none: string;
  /** How many seconds the code is still shown. */
  left: number;
}

/** Nothing is seen yet. */
export const unseen: Seen = { code: "", profile: "", mark: "", none: "", left: 0 };

const retrySeconds = 5;

/**
 * Shows codes, a fresh one each time the one before is due, until it is stopped. `ask` gets the next code; it is asked again when
 * there was none. Only the latest answer is shown.
 */
export function keepFresh(ask: () => Promise<Next>, show: (seen: Partial<Seen>) => void) {
  let due = 0;
  let asked = 0;
  const ticks = setInterval(tick, 1000);
  void renew();
  return { renew, stop };

  async function renew() {
    const mine = ++asked;
    due = 0;
    const found = await ask();
    if (mine !== asked) {
      return;
    }

    if ("none" in found) {
      due = Date.now() + retrySeconds * 1000;
      show({ ...unseen, none: found.none });
    } else {
      due = Date.now() + found.seconds * 1000;
      show({ code: found.code, profile: found.profile, mark: found.mark ?? "", none: "", left: found.seconds });
    }
  }

  function tick() {
    const left = Math.max(0, Math.ceil((due - Date.now()) / 1000));
    if (due > 0) {
      show({ left });
      if (left === 0) {
        void renew();
      }
    }
  }

  function stop() {
    asked++;
    clearInterval(ticks);
    show(unseen);
  }
}
