const aheadOfUtc = 8 * 3600_000;

/**
 * The legal day of a time, as yyyy-MM-dd: the day in Shanghai, which has been eight hours ahead of UTC all year since 1991.
 * @param {Date} at
 */
export function dayOf(at) {
  return new Date(at.getTime() + aheadOfUtc).toISOString().slice(0, 10);
}
