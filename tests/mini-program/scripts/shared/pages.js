// What the mini-program has in common with the pages: codes and their pictures, what forms ask, and how requests are told.
export { askedOnce, needsOf, papersOf as papersOfBundle, withTaken } from "assets/bundle.js";
export { courseOf } from "assets/course.js";
export { conditionSigns, eligibleFirst } from "assets/entitlements.js";
export { codesText, errorText } from "assets/errors.js";
export { isNeeded } from "assets/guide.js";
export { dayOf } from "assets/legal-day.js";
export { dueName, dueWords } from "assets/parts.js";
export { clocksOf, urgedWords } from "assets/pass/clocks.js";
export { conditionsOf, namesMinor } from "assets/pass/conditions.js";
export { answerIn, exampleText, sourceText, wrongIn } from "assets/pass/fields.js";
export { holderCode } from "assets/pass/holder-code.js";
export { isOld } from "assets/pass/phone.js";
export { modules } from "assets/pass/qr.js";
export { askedIn, papersAsked, schemaOf } from "assets/pass/supplement.js";
export { unsavedOf } from "assets/pass/unsaved.js";
export { filledIn } from "assets/service-filing.js";
export { channelsText } from "assets/told.js";
export { namedForApplicant, officerOf } from "assets/who.js";
