import { startPage } from "./shell.js";

// One view for both addresses: an open case is drawn beside the list.
const desk = async () => (await import("./desk/view.js")).deskView;

startPage({
  title: "desk.title",
  role: "desk",
  also: ["supervisor"],
  texts: () => Promise.all([import("./strings/requests.js"), import("./strings/forms.js"), import("./strings/desk.js")]),
  styles: ["forms", "views", "desk"],
  views: { queue: desk, case: desk, staff: async () => (await import("./desk/staff.js")).staffView },
});
