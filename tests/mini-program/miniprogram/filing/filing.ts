import { t } from "../language";
import { all, client } from "../net/client";
import { Problem } from "../net/problem";
import { type Filled, type Part } from "../forms/drafts";
import { type Form, formOf } from "../forms/form";
import { askedOnce, filledIn, isNeeded, needsOf, papersOfBundle, withTaken } from "../shared/pages";

type Known = { answers: Answers; from: Record<string, string> };

/** One form of a filing, with the names of the fields that it takes from earlier ones. */
export interface Section {
  service: string;
  title: string;
  form: Form;
  taken: string[];
}

/** What can be filed: a service, or a bundle of services in one. */
export interface Filing {
  /** The name under which what is filled in is kept. */
  name: string;
  title: string;
  summary: string;
  guides: Api.ServiceView[];
  sections: Section[];
  area: Form | null;
  areaTitle: (area: string) => string;
  materials: Api.MaterialView[];
  needs: typeof isNeeded;
  path: string;
  subject: object;
  /** The answers as the API takes them, from those of each service. */
  answers: (byService: Record<string, Answers>) => Answers;
}

/** What has been read about a service or a bundle. */
export interface Subject {
  bundle: Api.BundleView | null;
  guides: Api.ServiceView[];
  known: Known[];
  areas: Api.AreaView[];
}

/** Reads a service or a bundle, and what the city already knows of the user for it. */
export async function subjectOf({ service, bundle: id }: { service?: string; bundle?: string }): Promise<Subject> {
  const bundle = id === undefined ? null : (await all("/bundles")).find(each => each.bundle === id) ?? null;
  if (id !== undefined && bundle === null) {
    throw new Problem(404, { detail: t("bundles.none") });
  }

  const services = bundle ? bundle.stages.flat() : [service ?? ""];
  const [guides, areas, known] = await Promise.all([
    Promise.all(services.map(async each => (await client.get(`/services/${encodeURIComponent(each)}`)).body)),
    all("/areas"),
    Promise.all(services.map(each => client.get(`/services/${encodeURIComponent(each)}/prefill`).then(({ body }): Known => body, (): Known => ({ answers: {}, from: {} })))),
  ]);
  return { bundle, guides, known, areas };
}

/** The drafts in which a filing is kept. */
export function draftsFor({ bundle, guides }: Subject): Part[] {
  return guides.map(({ service, materials }) => ({
    service, draft: bundle ? `bundle-${bundle.bundle}-${service}` : null, papers: materials.filter(each => !each.fromSharedData).map(each => each.id),
  }));
}

/** The name under which what is filled in is kept. */
export function nameOf({ bundle, guides }: Subject) {
  return bundle ? `bundle ${bundle.bundle}` : guides[0]?.service ?? "";
}

/** The forms of a service or a bundle, filled in with what was filled in before or what is on record. */
export function filingOf(subject: Subject, filled: Filled | null): Filing {
  const { bundle, guides, known, areas } = subject;
  const parts = bundle ? askedOnce(bundle, guides) : guides.map(guide => ({ guide, taken: [] as string[] }));
  const sections = parts.map(({ guide, taken }, index): Section => {
    const { value, from } = filledIn(guide, filled?.answers[guide.service], known[index]);
    const pointer = bundle ? `/answers/${guide.service}` : "/answers";
    return { service: guide.service, title: guide.title, taken, form: formOf(guide.form, value, pointer, guide, { example: guide.example, from }) };
  });
  const asksArea = !guides.every(each => each.form.properties.area);
  const first = guides[0];
  const whole = bundle ?? first;
  return {
    name: nameOf(subject), title: whole?.title ?? "", summary: whole?.summary ?? "", guides, sections,
    area: asksArea ? formOf({ properties: { area: areaField(areas) } }, filled?.area ? { area: filled.area } : {}, "") : null,
    areaTitle: area => areas.find(each => each.area === area)?.title ?? area,
    materials: bundle ? papersOfBundle(guides.flatMap(each => each.materials)) : first?.materials ?? [],
    needs: bundle ? needsOf(guides) : isNeeded,
    path: bundle ? `/bundles/${encodeURIComponent(bundle.bundle)}/requests` : "/requests",
    subject: bundle ? {} : { service: first?.service },
    answers: byService => (bundle ? byService : byService[first?.service ?? ""] ?? {}),
  };
}

/** The answers of each service, read from its form; `typed`: all that stands in it. */
export function byService(filing: Filing, kind: "read" | "typed"): Record<string, Answers> {
  return withTaken(filing.sections.map(({ service, taken, form }) => ({ service, taken, own: form[kind]() })));
}

function areaField(areas: Api.AreaView[]): Field {
  return { type: "string", title: t("course.area"), enum: areas.map(each => each.area), "x-enum-titles": Object.fromEntries(areas.map(each => [each.area, each.title])) };
}
