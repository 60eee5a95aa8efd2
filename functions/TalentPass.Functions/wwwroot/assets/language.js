import { strings } from "./strings.js";

const kept = "talentpass.language";
/** @type {Set<() => void>} */
const listeners = new Set();
let language = localStorage.getItem(kept) ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
document.documentElement.lang = tag();

/** The language shown: "zh" or "en". */
export function current() {
  return language;
}

/** Its tag for the browser and for Accept-Language. */
export function tag() {
  return language === "zh" ? "zh-CN" : "en";
}

/**
 * The text of a key, with {0}, {1}, … filled in; the key itself where there is none.
 * @param {string} key
 * @param {...(string | number)} values
 */
export function t(key, ...values) {
  const text = strings[key]?.[language === "zh" ? 0 : 1] ?? key;
  return text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

/**
 * The text of a published name such as a state or a code: the name itself where it is new to this page.
 * @param {string} group
 * @param {string} name
 */
export function named(group, name) {
  return strings[`${group}.${name}`] ? t(`${group}.${name}`) : name;
}

/** Switches to the other language and tells everybody who shows text. */
export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(kept, language);
  document.documentElement.lang = tag();
  listeners.forEach(run => run());
}

/** @param {() => void} run */
export function onLanguage(run) {
  listeners.add(run);
}

/**
 * A date as the API writes it (yyyy-MM-dd), for people.
 * @param {string | null | undefined} text
 */
export function date(text) {
  return text ? format({ dateStyle: "medium", timeZone: "UTC" }, new Date(`${text}T00:00:00Z`)) : "—";
}

/**
 * A moment as the API writes it or in milliseconds, in the city's time.
 * @param {string | number} text
 */
export function moment(text) {
  return format({ dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" }, new Date(text));
}

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @param {Date} value
 */
function format(options, value) {
  return new Intl.DateTimeFormat(tag(), options).format(value);
}
