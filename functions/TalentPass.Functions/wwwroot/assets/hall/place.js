import { t } from "../language.js";
import { strings } from "../strings.js";

const kept = "talentpass.place";
const standard = "talent-home";

/**
 * The id of the counter's place. The usual place has one id in all languages; any other place is the name that was typed.
 */
export function placeId() {
  return idOf(localStorage.getItem(kept) ?? "");
}

/** The name of the place in the user's language. */
export function placeName() {
  const id = placeId();
  return id === standard ? t("hall.place.default") : id;
}

/**
 * Keeps the place whose name was typed.
 * @param {string} name
 */
export function keepPlace(name) {
  localStorage.setItem(kept, idOf(name));
}

/** @param {string} name */
function idOf(name) {
  const text = name.trim();
  return text === "" || strings["hall.place.default"].includes(text) ? standard : text;
}
