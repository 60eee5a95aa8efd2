const signInRoute = "pages/sign-in/sign-in";
const mostPages = 10;
let isOpening = false;

/** Opens a page over this one. The platform has ten pages at most over one another; then this one goes. */
export function go(url: string) {
  if (getCurrentPages().length >= mostPages) {
    replace(url);
  } else {
    void wx.navigateTo({ url });
  }
}

/** Opens a page in place of this one. */
export function replace(url: string) {
  void wx.redirectTo({ url });
}

/** Goes back to the page below; from the first page to the pass. */
export function back() {
  if (getCurrentPages().length > 1) {
    void wx.navigateBack();
  } else {
    void wx.switchTab({ url: "/pages/pass/pass" });
  }
}

/** Lays the sign-in over the page that is open, once. */
export function openSignIn() {
  const pages = getCurrentPages();
  if (isOpening || pages[pages.length - 1]?.route === signInRoute) {
    return;
  }

  isOpening = true;
  void wx.navigateTo({ url: `/${signInRoute}`, complete: () => {
    isOpening = false;
  } });
}
