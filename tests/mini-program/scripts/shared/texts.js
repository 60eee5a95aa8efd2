// The texts that the mini-program has in common with the pages.
import { texts as first } from "assets/strings.js";
import { texts as entitlements } from "assets/strings/entitlements.js";
import { texts as forms } from "assets/strings/forms.js";
import { texts as looks } from "assets/strings/looks.js";
import { texts as messages } from "assets/strings/messages.js";
import { texts as progress } from "assets/strings/progress.js";
import { texts as requests } from "assets/strings/requests.js";
import { texts as talent } from "assets/strings/talent.js";

export const texts = { ...first, ...entitlements, ...forms, ...looks, ...messages, ...progress, ...requests, ...talent };
