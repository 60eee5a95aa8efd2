import { t } from "../language";

const keys = ["pass.code", "pass.services", "pass.requests", "me.title"];

/** Writes the names of the tabs in the user's language. */
export function dressTabs() {
  keys.forEach((key, index) => wx.setTabBarItem({ index, text: t(key), fail: () => {} }));
}
