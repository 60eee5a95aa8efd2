import { dayOf } from "../legal-day.js";

/**
 * The people that a form is about, and the rules for minors. `list` is the name of the list in the form whose items are asked;
 * undefined for the form itself.
 * @typedef {{ people: Api.FormPerson[], minors?: Api.MinorsView, list?: string }} Rules
 */

/**
 * Decides which fields of an object are shown. The rules are the conditions of the JSON Schema (`allOf` with `if` and `then`)
 * and the people that the form is about. `shown(name, answers)`: whether the field is shown for these answers.
 * `needed(name)`: whether the field depends on other answers; when such a field is shown, it is required.
 * @param {Pick<FormSchema, "allOf">} schema
 * @param {Rules} rules
 */
export function conditionsOf(schema, { people, minors, list }) {
  const conditions = (schema.allOf ?? []).map(({ if: when, then }) => {
    const [[field, { enum: values }]] = Object.entries(when.properties);
    return { field, values, required: then.required };
  });
  const guardians = people.filter(each => each.list === list && each.guardian);
  /** @param {string} name */
  const making = name => conditions.filter(each => each.required.includes(name));
  /** @param {string} name */
  const asksConsent = name => list === undefined && minors?.consent === name;
  return {
    /** @param {string} name */
    needed: name => making(name).length > 0 || asksConsent(name) || guardians.some(each => each.guardian === name),
    /**
     * @param {string} name
     * @param {Answers} answers
     */
    shown(name, answers) {
      if (asksConsent(name)) {
        return namesMinor(answers, people, minors);
      }

      const guardian = guardians.find(each => each.guardian === name);
      if (guardian) {
        return isMinor(answers, guardian, minors);
      }

      return making(name).length === 0 || making(name).some(each => each.values.some(value => value === answers[each.field]));
    },
  };
}

/**
 * Whether the answers name a child under `minors.under` years, for whom a guardian must consent (个人信息保护法 31).
 * @param {Answers} answers
 * @param {Api.FormPerson[]} people
 * @param {Api.MinorsView | undefined} minors
 */
export function namesMinor(answers, people, minors) {
  return people.some(each => personsIn(answers, each.list).some(person => isMinor(person, each, minors)));
}

/**
 * The people in a list of the form; without a list, the person that the form itself is about.
 * @param {Answers} answers
 * @param {string | undefined} list
 */
function personsIn(answers, list) {
  return list ? /** @type {Answers[]} */ (answers[list] ?? []) : [answers];
}

/**
 * @param {Answers} person
 * @param {Api.FormPerson} fields
 * @param {Api.MinorsView | undefined} minors
 */
function isMinor(person, fields, minors) {
  const born = textIn(person, fields.birthDate) ?? birthDateIn(textIn(person, fields.document));
  return minors !== undefined && born !== undefined && `${Number(born.slice(0, 4)) + minors.under}${born.slice(4)}` > dayOf(new Date());
}

/**
 * @param {Answers} person
 * @param {string | undefined} field
 */
function textIn(person, field) {
  const answer = field === undefined ? undefined : person[field];
  return typeof answer === "string" ? answer : undefined;
}

/**
 * The birth date in an 18-character citizen identity number: digits 7 to 14 (GB 11643). Undefined for any other text.
 * @param {string | undefined} document
 */
function birthDateIn(document) {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(document ?? "") ?? [];
  return year && `${year}-${month}-${day}`;
}
