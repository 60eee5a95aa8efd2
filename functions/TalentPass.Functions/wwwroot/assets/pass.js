import { startPage } from "./shell.js";

const service = () => import("./pass/services.js");
const bundle = () => import("./pass/bundles.js");
const request = () => import("./pass/requests.js");

startPage({
  title: "pass.nav",
  role: "talent",
  offline: true,
  texts: () => Promise.all([import("./strings/requests.js"), import("./strings/forms.js"), import("./strings/talent.js")]),
  styles: ["forms", "views", "talent"],
  unsigned: async () => (await import("./pass/device-code.js")).deviceCode,
  signedOut,
  // How many are unread is a courtesy: without it the page is as useful.
  after: session => import("./pass/unread.js").then(unread => unread.showUnread(session), () => {}),
  views: {
    code: async () => (await import("./pass/code.js")).codeView,
    services: async () => (await service()).servicesView,
    service: async () => (await service()).serviceView,
    bundle: async () => (await bundle()).bundleView,
    requests: async () => (await request()).requestsView,
    request: async () => (await request()).requestView,
    filed: async () => (await bundle()).filedView,
    receipt: async () => (await import("./pass/receipt.js")).receiptView,
    entitlements: async () => (await import("./pass/entitlements.js")).entitlementsView,
    looks: async () => (await import("./pass/looks.js")).looksView,
    messages: async () => (await import("./pass/messages.js")).messagesView,
    channels: async () => (await import("./pass/channels.js")).channelsView,
  },
  nav: [
    { name: "code", text: "pass.code" },
    { name: "services", text: "pass.services", within: ["service", "bundle", "entitlements"] },
    { name: "requests", text: "pass.requests", within: ["request", "filed", "receipt"] },
    { name: "looks", text: "pass.looks" },
    { name: "messages", text: "messages.title", within: ["channels"] },
  ],
});

// What could not be loaded was never used, so there is nothing of it to save or to forget.
async function signedOut() {
  await import("./pass/drafts.js").then(drafts => drafts.saveDrafts(), () => {});
  await import("./pass/phone.js").then(phone => phone.forgetPhone(), () => {});
}
