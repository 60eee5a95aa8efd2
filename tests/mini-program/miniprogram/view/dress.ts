import { t } from "../language";

const kept = "talentpass.large";
const plainPx = 16;
const largeBy = 1.35;

/** The texts of a page by their keys, in which WXML can name only letters, digits and underscores. */
export type Worded = Record<string, string>;

/** What every page has. */
export interface Dressed {
  tx: Worded;
  /** The size of its letters, in pixels. Everything else is measured by it. */
  size: number;
}

/** How a page begins, before it is dressed. */
export const undressed: Dressed = { tx: {}, size: plainPx };

/** Gives a page or component its texts in the user's language, and the size of its letters. `title` is the key of the page's title. */
export function dress(page: { setData(data: Partial<Dressed>): void }, keys: readonly string[], title?: string) {
  page.setData({ tx: wordsOf(keys), size: letterSize() });
  if (title !== undefined) {
    void wx.setNavigationBarTitle({ title: t(title) });
  }
}

/** The texts of keys, by the names that WXML uses. */
export function wordsOf(keys: readonly string[]): Worded {
  return Object.fromEntries(keys.map(key => [nameOf(key), t(key)]));
}

/** How WXML names a text. */
export function nameOf(key: string) {
  return key.replace(/[^A-Za-z0-9]/g, "_");
}

/** Whether the user has chosen large type here. */
export function isLarge() {
  return wx.getStorageSync<boolean>(kept) === true;
}

/** Chooses large type, or not. */
export function setLarge(large: boolean) {
  wx.setStorageSync(kept, large);
}

/** The size that the phone is set to, larger where the user has chosen so here. */
function letterSize() {
  const { fontSizeSetting = plainPx } = wx.getAppBaseInfo();
  return Math.round(fontSizeSetting * (isLarge() ? largeBy : 1));
}
