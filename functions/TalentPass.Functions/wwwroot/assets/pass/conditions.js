/**
 * Whom a form is about; `list` is the list of the form whose items are asked, where it is not the form itself.
 * @typedef {{ people: Api.FormPerson[], minors?: Api.MinorsView, list?: string }} Rules
 */

/**
 * Which fields of an object are asked, from the JSON Schema's conditions (`allOf` of `if` and `then`) and the people the
 * form is about: `shown(name, answers)`; `needed(name)` says whether a field is asked only sometimes, and then required.
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
 * Whether the answers name a child under the age of consent of its own.
 * @param {Answers} answers
 * @param {Api.FormPerson[]} people
 * @param {Api.MinorsView | undefined} minors
 */
export function namesMinor(answers, people, minors) {
  return people.some(each => personsIn(answers, each.list).some(person => isMinor(person, each, minors)));
}

/**
 * Those a list of the form names, or the one whom the form itself is about.
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
  return minors !== undefined && born !== undefined && `${Number(born.slice(0, 4)) + minors.under}${born.slice(4)}` > today();
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
 * Digits 7 to 14 of an 18-character number (GB 11643).
 * @param {string | undefined} document
 */
function birthDateIn(document) {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(document ?? "") ?? [];
  return year && `${year}-${month}-${day}`;
}

// The legal day is the one in Shanghai; Swedish writes dates as ISO 8601 does.
function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}
