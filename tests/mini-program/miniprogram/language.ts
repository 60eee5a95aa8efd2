import { texts as shared } from "./shared/texts";
import { texts as own } from "./strings";

const kept = "talentpass.language";
const strings: Texts = { ...shared, ...own };
const aheadOfUtc = 8 * 3600_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
let language = (wx.getStorageSync<string>(kept) || wx.getAppBaseInfo().language).startsWith("zh") ? "zh" : "en";

/** The language of the mini-program: "zh" or "en". It begins as the phone's. */
export function current() {
  return language;
}

/** The tag of the language, for Accept-Language. */
export function tag() {
  return language === "zh" ? "zh-CN" : "en";
}

/** The text of a key, with the values in place of {0}, {1}, … Returns the key itself when it has no text. */
export function t(key: string, ...values: (string | number)[]) {
  const text = strings[key]?.[language === "zh" ? 0 : 1] ?? key;
  return text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
}

/** The text of a name from the API, such as a state or an error code. Returns the name itself when it has no text. */
export function named(group: string, name: string) {
  return strings[`${group}.${name}`] ? t(`${group}.${name}`) : name;
}

/** Switches to the other language. Pages draw their texts again when they are shown. */
export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  wx.setStorageSync(kept, language);
}

/** A text under its title, on one line. */
export function titled(title: string, text: string) {
  return `${title}${language === "zh" ? "：" : ": "}${text}`;
}

/** A text with a remark in brackets behind it. */
export function bracketed(text: string, remark: string) {
  return language === "zh" ? `${text}（${remark}）` : `${text} (${remark})`;
}

/** Several things in one sentence. */
export function listed(items: string[]) {
  return items.join(language === "zh" ? "、" : ", ");
}

/** A date from the API (yyyy-MM-dd) in the user's language. The platform has no Intl on every phone. */
export function date(text: string | null | undefined) {
  const [year, month, day] = (text ?? "").split("-").map(Number);
  return !year || !month || !day ? "—" : language === "zh" ? `${year}年${month}月${day}日` : `${day} ${months[month - 1] ?? ""} ${year}`;
}

/** A time in the city's time zone. The time is a text from the API, or milliseconds since 1970. */
export function moment(at: string | number) {
  return `${date(inCity(at).slice(0, 10))} ${timeOfDay(at)}`;
}

/** The time of day in the city's time zone. */
export function timeOfDay(at: string | number) {
  return inCity(at).slice(11, 16);
}

/** A time as ISO 8601 writes it on the clocks of the city, which have been eight hours ahead of UTC since 1991. */
function inCity(at: string | number) {
  return new Date((typeof at === "number" ? at : Date.parse(at)) + aheadOfUtc).toISOString();
}
