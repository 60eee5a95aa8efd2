const mostMs = 15_000;
const stepMs = 10;

/** Waits until something is there or true, and returns it. `what` says what was waited for, when it does not come. */
export async function until<T>(look: () => T | Promise<T>, what: () => string): Promise<NonNullable<T>> {
  const end = Date.now() + mostMs;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }

    if (Date.now() > end) {
      throw new Error(`Waited in vain for ${what()}`);
    }

    await new Promise(next => setTimeout(next, stepMs));
  }
}
