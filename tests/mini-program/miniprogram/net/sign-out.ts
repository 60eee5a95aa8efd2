import { forgetDevice } from "../pass/device";
import { client } from "./client";
import { problemOf } from "./problem";
import { end } from "./session";

/**
 * Ends the session at the city, on this phone or everywhere, and deletes what this phone has of it. Without a network it throws, and
 * nothing is ended: a session that goes on at the city must not look ended here.
 */
export async function signOut(everywhere: boolean) {
  await atTheCity("/sign-in/out", { everywhere });
}

/** Ends the binding of the WeChat account, with all sessions that came from WeChat. */
export async function unbind() {
  await atTheCity("/sign-in/wechat/unbind", {});
}

async function atTheCity(path: string, body: object) {
  try {
    await client.tell(path, body);
  } catch (thrown) {
    // A session that is over already is ended.
    if (problemOf(thrown).status !== 401) {
      throw thrown;
    }
  }

  await forgetHere();
}

/** Deletes the session and the device key from this phone alone; at the city the session goes on until it ends by itself. */
export async function forgetHere() {
  await forgetDevice();
  await end();
}
