import { el } from "./dom.js";
import { addTexts, t } from "./language.js";
import { startPage } from "./shell.js";
import { texts } from "./strings/home.js";

const doors = [["pass", "/pass"], ["hall", "/hall"], ["desk", "/desk"], ["progress", "/progress"], ["verify", "/verify"], ["docs", "/docs"]];

addTexts(texts);
startPage({
  title: "home.title",
  views: {
    choose: () => host => host.append(
      el("h1", {}, t("home.title")),
      el("p", { class: "lead" }, t("home.lead")),
      el("ul", { class: "doors" }, ...doors.map(([name, address]) => el("li", {}, el("a", { class: `door ${name}`, href: address },
        el("strong", {}, t(`home.${name}`)), el("span", {}, t(`home.${name}.text`)))))),
      el("p", { class: "soft" }, t("home.demo"))),
  },
});
