import { startPage } from "./shell.js";

const hall = () => import("./hall/views.js");

startPage({
  title: "hall.title",
  role: "hall",
  also: ["supervisor"],
  offline: true,
  texts: () => Promise.all([import("./strings/requests.js"), import("./strings/forms.js"), import("./strings/hall.js")]),
  styles: ["forms", "views", "hall"],
  unsigned: async () => (await hall()).aloneView,
  // What could not be loaded has nothing to forget.
  signedOut: () => hall().then(({ signedOut }) => signedOut(), () => {}),
  views: {
    scan: async () => (await hall()).views.scan,
    file: async () => (await hall()).views.file,
    bundle: async () => (await hall()).views.bundle,
    today: async () => (await hall()).views.today,
    settings: async () => (await hall()).views.settings,
  },
  nav: [{ name: "scan", text: "hall.title", within: ["file", "bundle"] }, { name: "today", text: "hall.today" }, { name: "settings", text: "hall.settings" }],
});
