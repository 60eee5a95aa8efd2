import { bundleView, filedView } from "./pass/bundles.js";
import { codeView } from "./pass/code.js";
import { deviceCode } from "./pass/device-code.js";
import { saveDrafts } from "./pass/drafts.js";
import { entitlementsView } from "./pass/entitlements.js";
import { looksView } from "./pass/looks.js";
import { forgetPhone } from "./pass/phone.js";
import { receiptView } from "./pass/receipt.js";
import { requestsView, requestView } from "./pass/requests.js";
import { servicesView, serviceView } from "./pass/services.js";
import { startPage } from "./shell.js";

startPage({
  title: "pass.nav",
  role: "talent",
  offline: true,
  unsigned: deviceCode,
  signedOut: () => {
    saveDrafts();
    return forgetPhone();
  },
  views: {
    code: codeView, services: servicesView, service: serviceView, bundle: bundleView, requests: requestsView, request: requestView, filed: filedView,
    receipt: receiptView, entitlements: entitlementsView, looks: looksView,
  },
  nav: [
    { name: "code", text: "pass.code" },
    { name: "services", text: "pass.services", within: ["service", "bundle", "entitlements"] },
    { name: "requests", text: "pass.requests", within: ["request", "filed", "receipt"] },
    { name: "looks", text: "pass.looks" },
  ],
});
