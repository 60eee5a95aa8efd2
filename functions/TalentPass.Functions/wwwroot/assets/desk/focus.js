/** Whether nothing in particular has the focus: a press beside all controls gives it to the page as a whole. */
export function isFocusNowhere() {
  return document.activeElement === document.body || document.activeElement?.id === "main";
}
