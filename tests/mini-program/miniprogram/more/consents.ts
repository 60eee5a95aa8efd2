import { client } from "../net/client";
import { problemOf } from "../net/problem";
import { randomName } from "../platform/random";

/** One consent of the user to one message, and the key under which the city is told of it once. */
interface Consent {
  template: string;
  key: string;
}

const placeOf = (account: string) => `talentpass.consents.${account}`;

/**
 * Asks the user in WeChat for consent to messages: at most three templates at a time, as the platform allows. Must run in a tap.
 * Returns our ids of those that the user has accepted.
 */
export async function askConsent(templates: { template: string; templateId: string }[]): Promise<string[]> {
  const asked = templates.slice(0, 3);
  const answer = await wx.requestSubscribeMessage({ tmplIds: asked.map(each => each.templateId) }) as unknown as Record<string, string>;
  return asked.filter(each => answer[each.templateId] === "accept").map(each => each.template);
}

/** Notes consents on this phone: WeChat has them already, so the city must be told of them, now or later. */
export async function noteConsents(account: string, templates: string[]) {
  const added = await Promise.all(templates.map(async template => ({ template, key: await randomName() })));
  wx.setStorageSync(placeOf(account), [...waiting(account), ...added]);
}

/** Tells the city of the consents that it does not know yet. Throws a Problem when it cannot be told; they stay then. */
export async function tellConsents(account: string) {
  for (const each of waiting(account)) {
    await client.tell("/me/notifications/consents", { template: each.template, count: 1 }, { "Idempotency-Key": each.key }).catch(thrown => {
      // A template that the city does not know any more counts for nothing.
      if (problemOf(thrown).status !== 422) {
        throw thrown;
      }
    });
    wx.setStorageSync(placeOf(account), waiting(account).filter(one => one.key !== each.key));
  }
}

function waiting(account: string) {
  return wx.getStorageSync<Consent[] | "">(placeOf(account)) || [];
}
