import { codeView } from "./pass/code.js";
import { forgetPhone } from "./pass/phone.js";
import { requestView, requestsView } from "./pass/requests.js";
import { serviceView, servicesView } from "./pass/services.js";
import { startPage } from "./shell.js";

startPage({
  title: "pass.nav",
  role: "talent",
  offline: true,
  signedOut: forgetPhone,
  views: { code: codeView, services: servicesView, service: serviceView, requests: requestsView, request: requestView },
  nav: [
    { name: "code", text: "pass.code" },
    { name: "services", text: "pass.services", within: ["service"] },
    { name: "requests", text: "pass.requests", within: ["request"] },
  ],
});
