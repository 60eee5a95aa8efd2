import { isUnanswered, problemOf } from "../api.js";

/** @typedef {Api.GetBody<"/me/notifications/channels">} Channels */
/** @typedef {{ language?: "zh" | "en", wechat?: boolean, sms?: boolean, email?: string | null }} Changed */

const path = "/me/notifications/channels";

/**
 * How somebody wants to be told, as the city keeps it. Calls are made one after the other, so the last answer is how it stands. Each
 * returns why it failed, or null. When nobody answers a change, or an address that is kept may have got no letter, the city is asked how
 * it stands.
 * @param {import("../api.js").Client} client
 * @param {(kept: Channels) => void} show
 */
export function settingsOf(client, show) {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  return {
    load: () => inTurn(read),
    /** @param {Changed} what */
    change: what => inTurn(() => act(() => client.put(path, what), typeof what.email === "string")),
    /** @param {string} code */
    confirm: code => inTurn(() => act(() => client.post(`${path}/email/confirm`, { code }))),
  };

  async function read() {
    show((await client.get(path)).body);
  }

  /**
   * @param {() => Promise<{ body: Channels }>} run
   * @param {boolean} isUnsure whether something may have changed although it is refused
   */
  async function act(run, isUnsure = false) {
    try {
      show((await run()).body);
    } catch (thrown) {
      if (isUnsure || isUnanswered(problemOf(thrown))) {
        await read().catch(() => {});
      }

      throw thrown;
    }
  }

  /** @param {() => Promise<void>} run */
  function inTurn(run) {
    const mine = before.then(run).then(() => null, problemOf);
    before = mine;
    return mine;
  }
}
