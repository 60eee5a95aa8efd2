import { bundleView, filedView } from "./pass/bundles.js";
import { codeView } from "./pass/code.js";
import { saveDrafts } from "./pass/drafts.js";
import { forgetPhone } from "./pass/phone.js";
import { requestView, requestsView } from "./pass/requests.js";
import { serviceView, servicesView } from "./pass/services.js";
import { startPage } from "./shell.js";

startPage({
  title: "pass.nav",
  role: "talent",
  offline: true,
  signedOut: () => {
    saveDrafts();
    return forgetPhone();
  },
  views: {
    code: codeView, services: servicesView, service: serviceView, bundle: bundleView, requests: requestsView, request: requestView, filed: filedView,
  },
  nav: [
    { name: "code", text: "pass.code" },
    { name: "services", text: "pass.services", within: ["service", "bundle"] },
    { name: "requests", text: "pass.requests", within: ["request", "filed"] },
  ],
});
