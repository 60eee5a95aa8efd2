import { texts } from "./strings.js";

const kept = "talentpass.language";
const strings = { ...texts };
/** @type {Set<() => void>} */
const listeners = new Set();
let language = localStorage.getItem(kept) ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
document.documentElement.lang = tag();

/**
 * Adds texts that a page needs after its first view.
 * @param {Texts} more
 */
export function addTexts(more) {
  Object.assign(strings, more);
}

/** The language of the page: "zh" or "en". */
export function current() {
  return language;
}

/** The tag of the language, for the browser and for Accept-Language. */
export function tag() {
  return language === "zh" ? "zh-CN" : "en";
}

/**
 * The text of a key, with the values in place of {0}, {1}, … Returns the key itself when it has no text.
 * @param {string} key
 * @param {...(string | number)} values
 */
export function t(key, ...values) {
  const text = strings[key]?.[language === "zh" ? 0 : 1] ?? key;
  return text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

/**
 * The text of a name from the API, such as a state or an error code. Returns the name itself when this page does not know it.
 * @param {string} group
 * @param {string} name
 */
export function named(group, name) {
  return strings[`${group}.${name}`] ? t(`${group}.${name}`) : name;
}

/**
 * Whether a text is that of a key, in either language.
 * @param {string} text
 * @param {string} key
 */
export function isTextOf(text, key) {
  return strings[key].includes(text);
}

/** Switches to the other language and calls the registered listeners, which draw their texts again. */
export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(kept, language);
  document.documentElement.lang = tag();
  listeners.forEach(run => run());
}

/**
 * Registers a listener that is called after each change of the language.
 * @param {() => void} run
 */
export function onLanguage(run) {
  listeners.add(run);
}

/**
 * A text under its title, on one line.
 * @param {string} title
 * @param {string} text
 */
export function titled(title, text) {
  return `${title}${language === "zh" ? "：" : ": "}${text}`;
}

/**
 * A text with a remark in brackets behind it.
 * @param {string} text
 * @param {string} remark
 */
export function bracketed(text, remark) {
  return language === "zh" ? `${text}（${remark}）` : `${text} (${remark})`;
}

/**
 * Several things in one sentence.
 * @param {string[]} items
 */
export function listed(items) {
  return new Intl.ListFormat(tag()).format(items);
}

/**
 * Formats a date from the API (yyyy-MM-dd) in the user's language.
 * @param {string | null | undefined} text
 */
export function date(text) {
  return text ? format({ dateStyle: "medium", timeZone: "UTC" }, new Date(`${text}T00:00:00Z`)) : "—";
}

/**
 * Formats a time in the city's time zone and the user's language. The time is a text from the API, or milliseconds since 1970.
 * @param {string | number} text
 */
export function moment(text) {
  return format({ dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" }, new Date(text));
}

/**
 * Formats the time of day, in the city's time zone.
 * @param {string | number} text
 */
export function timeOfDay(text) {
  return format({ timeStyle: "short", timeZone: "Asia/Shanghai" }, new Date(text));
}

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @param {Date} value
 */
function format(options, value) {
  return new Intl.DateTimeFormat(tag(), options).format(value);
}
