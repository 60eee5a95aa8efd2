/**
 * The legal day of a time, as yyyy-MM-dd: the day in Shanghai. The Swedish locale writes dates as in ISO 8601.
 * @param {Date} at
 */
export function dayOf(at) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(at);
}
