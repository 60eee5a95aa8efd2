import { el } from "../dom.js";
import { isTextOf, t } from "../language.js";

const kept = "talentpass.place";
const standard = "talent-home";

/**
 * The id of the counter's place. The usual place has one id in all languages; any other place is the name that was typed.
 */
export function placeId() {
  return idOf(localStorage.getItem(kept) ?? "");
}

/** The name of a place in the user's language; of this counter's place when no other is given. */
export function placeName(id = placeId()) {
  return id === standard ? t("hall.place.default") : id;
}

/**
 * Keeps the place whose name was typed.
 * @param {string} name
 */
export function keepPlace(name) {
  localStorage.setItem(kept, idOf(name));
}

/** The field for the name of the place. What is typed is kept at once. */
export function placeField() {
  /** @type {HTMLInputElement} */
  const place = el("input", { id: "place", type: "text", required: true, maxlength: 64, value: placeName(), oninput: () => keepPlace(place.value) });
  return el("div", { class: "field" }, el("label", { for: "place" }, t("hall.place")), place);
}

/** @param {string} name */
function idOf(name) {
  const text = name.trim();
  return text === "" || isTextOf(text, "hall.place.default") ? standard : text;
}
