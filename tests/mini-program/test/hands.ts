import type { City } from "./city.ts";
import { type Phone } from "./phone.ts";
import { until } from "./until.ts";

type Row = { id: string; kind: string; pointer: string; boxes: { value: string }[] };

/**
 * Signs a demo account in on a phone: the session lies in its storage, as after a sign-in. The mini-program itself has no demo accounts.
 */
export async function handOver(phone: Phone, city: City, account: string, spoil: (session: Record<string, unknown>) => Record<string, unknown> = each => each) {
  const signedIn = await city.signIn(account);
  const { body } = await city.as(account, "GET", "/me");
  phone.flash.storage.set("talentpass.session", { data: JSON.stringify(spoil({ ...signedIn, displayName: body.displayName })), encrypted: phone.system.encrypts });
}

/** Fills in the fields of a form on the page, as a person does, one after the other: what is asked only after another answer comes later. */
export async function fillIn(phone: Phone, answers: Record<string, unknown>, below = "/answers") {
  for (const [name, answer] of Object.entries(answers)) {
    const pointer = `${below}/${name}`;
    if (Array.isArray(answer) && phone.find(`[data-add="${pointer}"]`)) {
      await fillList(phone, answer, pointer);
    } else {
      await fillOne(phone, answer, pointer);
    }
  }
}

async function fillList(phone: Phone, items: unknown[], pointer: string) {
  while (phone.find(`[data-remove="${pointer}/0"]`)) {
    await phone.tap(`[data-remove="${pointer}/0"]`);
  }

  for (const [index, item] of items.entries()) {
    await phone.tap(`[data-add="${pointer}"]`);
    await (typeof item === "object" ? fillIn(phone, item as Record<string, unknown>, `${pointer}/${index}`) : fillOne(phone, item, `${pointer}/${index}`));
  }
}

async function fillOne(phone: Phone, answer: unknown, pointer: string) {
  const selector = `[data-field="${pointer}"]`;
  const row = await until(() => rowsOn(phone).find(each => each.pointer === pointer && phone.find(selector)), () => `a field ${pointer} in ${phone.text.slice(0, 300)}`);
  const value = row.kind === "choice" ? String(row.boxes.findIndex(each => each.value === answer)) : typeof answer === "number" ? String(answer) : answer as string | boolean | string[];
  await phone.enter(selector, value);
}

/** The rows of all forms on the page. */
export function rowsOn(phone: Phone): Row[] {
  const { sections = [], areaRows = [], rows = [] } = phone.data as { sections?: { rows: Row[] }[]; areaRows?: Row[]; rows?: Row[] };
  return [...sections.flatMap(each => each.rows), ...areaRows, ...rows];
}

/** Opens the form of a service and waits until it is there. */
export async function openForm(phone: Phone, query: string) {
  await phone.navigation.navigateTo(`/filing/service/service?${query}`);
  await phone.see('[data-do="review"]');
  await until(() => rowsOn(phone).length > 0, () => "the form");
}

/** Ticks the papers that are shown at the counter. */
export async function tickPapers(phone: Phone) {
  for (const each of (phone.data as { paperRows: { id: string }[] }).paperRows) {
    await phone.enter(`[data-tick="${each.id}"]`, true);
  }
}
