let isBright = false;
let before: number | null = null;

/** Makes the screen bright, keeps it on and hides it from screenshots while a code is shown. Not every phone can do all of it. */
export function brighten() {
  isBright = true;
  wx.setKeepScreenOn({ keepScreenOn: true, fail: () => {} });
  wx.setVisualEffectOnCapture({ visualEffect: "hidden", fail: () => {} });
  wx.getScreenBrightness({
    success: ({ value }) => {
      // The page may have been left meanwhile.
      if (isBright) {
        before ??= value;
        wx.setScreenBrightness({ value: 1, fail: () => {} });
      }
    },
    fail: () => {},
  });
}

/** Makes the screen as it was before. */
export function dim() {
  isBright = false;
  wx.setKeepScreenOn({ keepScreenOn: false, fail: () => {} });
  wx.setVisualEffectOnCapture({ visualEffect: "none", fail: () => {} });
  if (before !== null) {
    wx.setScreenBrightness({ value: before, fail: () => {} });
    before = null;
  }
}
