/**
 * Which fields of an object are asked, from the JSON Schema's conditions (`allOf` of `if` and `then`) and the people the
 * form is about: `shown(name, answers)`; `needed(name)` says whether a field is asked only sometimes, and then required.
 */
export function conditionsOf(schema, { people, minors, list }) {
  const conditions = (schema.allOf ?? []).map(({ if: when, then }) => {
    const [[field, { enum: values }]] = Object.entries(when.properties);
    return { field, values, required: then.required };
  });
  const guardians = people.filter(each => each.list === list && each.guardian);
  const making = name => conditions.filter(each => each.required.includes(name));
  const asksConsent = name => list === undefined && minors?.consent === name;
  return {
    needed: name => making(name).length > 0 || asksConsent(name) || guardians.some(each => each.guardian === name),
    shown(name, answers) {
      if (asksConsent(name)) {
        return namesMinor(answers, people, minors);
      }

      const guardian = guardians.find(each => each.guardian === name);
      if (guardian) {
        return isMinor(answers, guardian, minors);
      }

      return making(name).length === 0 || making(name).some(each => each.values.includes(answers[each.field]));
    },
  };
}

/** Whether the answers name a child under the age of consent of its own. */
export function namesMinor(answers, people, minors) {
  return people.some(each => (each.list ? answers[each.list] ?? [] : [answers]).some(person => isMinor(person, each, minors)));
}

function isMinor(person, fields, minors) {
  const born = person[fields.birthDate] ?? birthDateIn(person[fields.document]);
  return minors !== undefined && born !== undefined && `${Number(born.slice(0, 4)) + minors.under}${born.slice(4)}` > today();
}

// Digits 7 to 14 of an 18-character number (GB 11643).
function birthDateIn(document) {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(document ?? "") ?? [];
  return year && `${year}-${month}-${day}`;
}

// The legal day is the one in Shanghai; Swedish writes dates as ISO 8601 does.
function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}
