import { el } from "../dom.js";
import { codesText } from "../errors.js";
import { alertOf } from "../frame.js";
import { moment, t } from "../language.js";

/**
 * What the officer has to know besides the latest scan. `node` shows it in every view. The texts are made again when the language
 * changes.
 */
export function messagesOf() {
  /** @type {(() => string)[]} */
  const messages = [];
  const node = el("div", { id: "told" });
  return { node, say, draw, tell, clear: () => { messages.length = 0; } };

  /** @param {() => string} message */
  function say(message) {
    messages.push(message);
    node.append(alertOf(message()));
  }

  function draw() {
    node.replaceChildren(...messages.map(each => alertOf(each())));
  }

  /**
   * Tells of uploaded scans that were green here but not for the city, or that the city refused. Then the officer may have to call
   * the holder back.
   * @param {import("./queue.js").Result[]} results
   */
  function tell(results) {
    for (const { scan, light, answer, problem } of results) {
      const codes = Object.values(problem?.errors ?? {}).flat();
      if (problem) {
        say(() => t("hall.offline.dropped", moment(scan.scannedAt), codes.length > 0 ? codesText(codes) : problem.title));
      } else if (answer && light === "green" && answer.outcome !== "valid") {
        say(() => t("hall.offline.differs", moment(scan.scannedAt), answer.outcomeText));
      }
    }
  }
}
