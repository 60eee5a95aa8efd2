// The types of shared/pages.js, which scripts/share.js makes from these modules of the pages.
export { askedOnce, needsOf, papersOf as papersOfBundle, withTaken } from "../../../../functions/TalentPass.Functions/wwwroot/assets/bundle.js";
export { courseOf } from "../../../../functions/TalentPass.Functions/wwwroot/assets/course.js";
export { conditionSigns, eligibleFirst } from "../../../../functions/TalentPass.Functions/wwwroot/assets/entitlements.js";
export { codesText, errorText } from "../../../../functions/TalentPass.Functions/wwwroot/assets/errors.js";
export { isNeeded } from "../../../../functions/TalentPass.Functions/wwwroot/assets/guide.js";
export { dayOf } from "../../../../functions/TalentPass.Functions/wwwroot/assets/legal-day.js";
export { dueName, dueWords } from "../../../../functions/TalentPass.Functions/wwwroot/assets/parts.js";
export { clocksOf, urgedWords } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/clocks.js";
export { conditionsOf, namesMinor } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/conditions.js";
export { answerIn, exampleText, sourceText, wrongIn } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/fields.js";
export { holderCode } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/holder-code.js";
export { isOld } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/phone.js";
export { modules } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/qr.js";
export { askedIn, papersAsked, schemaOf } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/supplement.js";
export { unsavedOf } from "../../../../functions/TalentPass.Functions/wwwroot/assets/pass/unsaved.js";
export { filledIn } from "../../../../functions/TalentPass.Functions/wwwroot/assets/service-filing.js";
export { channelsText } from "../../../../functions/TalentPass.Functions/wwwroot/assets/told.js";
export { namedForApplicant, officerOf } from "../../../../functions/TalentPass.Functions/wwwroot/assets/who.js";
