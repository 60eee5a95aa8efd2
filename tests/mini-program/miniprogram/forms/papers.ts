import { listed, t } from "../language";
import { codesText, type isNeeded } from "../shared/pages";
import { type HandedIn, type Paper, paperOf } from "./paper";

/** A paper as the component `papers` draws it. */
export interface PaperRow {
  id: string;
  title: string;
  remarks: string;
  words: string;
  sample: string;
  ticked: boolean;
  going: boolean;
  percent: number;
  said: string;
  wrong: string;
  error: string;
  canRetry: boolean;
  canRemove: boolean;
}

export type Papers = ReturnType<typeof papersOf>;

/**
 * The papers of a form. `papers` has those that are there already and is added to. `words`: what the office said about a paper.
 * `changed` is called after each change.
 */
export function papersOf(materials: Api.MaterialView[], papers: Map<string, Paper>, needs: typeof isNeeded, changed: () => void, words: (id: string) => string = () => "") {
  const asked = materials.filter(each => !each.fromSharedData);
  const paperFor = (id: string) => {
    const paper = papers.get(id) ?? paperOf(id);
    papers.set(id, paper);
    return paper;
  };
  let answers: Answers = {};
  let errors: Errors = {};
  let sent: HandedIn[] = [];
  asked.forEach(({ id }) => paperFor(id).watch(changed));
  return {
    paperFor,
    /** The answers decide which papers are required. */
    tell(next: Answers) {
      answers = next;
    },
    /** The papers as the API takes them. */
    read() {
      sent = asked.flatMap(({ id }) => paperFor(id).handedIn() ?? []);
      return sent.map(({ id, file }) => (file ? { id, file } : { id }));
    },
    /** The papers that are handed in, as people read them. */
    list: () => asked.flatMap(({ id, title }) => {
      const { ticked, name, file } = paperFor(id).standing();
      return ticked ? [{ title, text: name ?? t(file ? "file.before" : "review.shown"), items: [] }] : [];
    }),
    isSettled: () => asked.every(({ id }) => paperFor(id).standing().part === null),
    settled: () => Promise.all(asked.map(({ id }) => paperFor(id).settled())),
    /** The titles of the papers that the answers require and that are not there, and of those whose file did not go up. */
    missing: () => asked.filter(each => (needs(each, answers) === true && !paperFor(each.id).standing().ticked) || paperFor(each.id).standing().wrong !== "").map(each => each.title),
    /** Shows the errors of the papers that were read last. */
    mark(next: Errors) {
      errors = next;
    },
    /** What needs no paper, because the departments share it. */
    shared: () => listed(materials.filter(each => each.fromSharedData).map(each => each.title)),
    rows: (): PaperRow[] => asked.map(material => {
      const { ticked, file, name, part, wrong, picked } = paperFor(material.id).standing();
      const needed = needs(material, answers);
      return {
        id: material.id, title: material.title, words: words(material.id), sample: material.sample?.text ?? "",
        remarks: [needed ? t("guide.required") : needed === false ? t("guide.not-needed") : "", needed && material.tolerable ? t("guide.tolerable") : "", material.note].filter(each => each).join(" · "),
        ticked, going: part !== null, percent: Math.round((part ?? 0) * 100), wrong,
        said: part !== null ? t("file.going", name ?? "") : file === undefined || wrong ? "" : name === undefined ? t("file.before") : t("file.done", name),
        error: errorAt(material.id), canRetry: wrong !== "" && picked !== null, canRemove: file !== undefined || part !== null || wrong !== "",
      };
    }),
  };

  function errorAt(id: string) {
    const place = `/materials/${sent.findIndex(each => each.id === id)}`;
    const found = Object.entries(errors).find(([pointer]) => pointer === place || pointer.startsWith(`${place}/`));
    return found ? codesText(found[1]) : "";
  }
}
