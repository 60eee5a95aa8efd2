import { fieldsOf, oneOf } from "../ask.js";
import { t } from "../language.js";
import { formOf } from "../pass/form.js";

/** The kinds of identity documents. */
export const kinds = ["resident_id", "hmt_residence", "foreign_permanent_residence", "passport"];

/**
 * The fields that the officer fills in from the identity document of a guest from a partner city. The code of the pass carries no
 * name, so nothing is filled in but what the officer gave before (`given`).
 * @param {Answers} given
 */
export function guestFieldsOf(given = {}) {
  return formOf(fieldsOf(
    ["name", { type: "object", title: t("guest.name"), ...fieldsOf(["full", { type: "string", title: t("guest.name.full"), maxLength: 200 }, true]) }, true],
    ["document", {
      type: "object", title: t("guest.document"), ...fieldsOf(
        ["kind", oneOf(t("guest.document.kind"), Object.fromEntries(kinds.map(each => [each, t(`guest.document.${each}`)]))), true],
        ["number", { type: "string", title: t("guest.document.number"), maxLength: 50 }, true],
        ["country", { type: "string", title: t("guest.document.country"), description: t("guest.document.country.hint"), maxLength: 3 }],
        ["validTo", { type: "string", format: "date", title: t("guest.document.validTo") }]),
    }, true],
    ["phone", { type: "string", title: t("guest.phone"), maxLength: 50 }]), given, "/onBehalfOf/guest");
}
