import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { fillIn, handOver, openForm } from "./hands.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";

const city = await City.start();
const services = ((await city.as("li-wei", "GET", "/services?audience=all&limit=100")).body.items as { service: string }[]).map(each => each.service);

describe("The form of every service", () => {
  let phone: Phone;
  before(async () => {
    phone = new Phone(city.server);
    await handOver(phone, city, "li-wei");
  });
  after(async () => {
    await phone.close();
    await city.stop();
  });

  for (const service of services) {
    it(`asks for what the example of ${service} answers, and sends just that`, async () => {
      const { body: guide } = await city.as("li-wei", "GET", `/services/${service}`);
      const example = guide.example as Record<string, unknown>;
      await phone.open("pages/services/services");
      await openForm(phone, `service=${service}`);
      await clear(example, (guide.form as { properties: Record<string, { type?: string }> }).properties);
      await fillIn(phone, example);
      await phone.tap('[data-do="review"]');
      await until(() => phone.find('[data-do="send"]') ?? phone.find('[data-do="without-papers"]'), () => `no fault: ${phone.text.slice(-300)}`);
      if (!phone.find('[data-do="send"]')) {
        await phone.tap('[data-do="without-papers"]');
      }

      phone.wire.made.length = 0;
      phone.wire.break("POST", /^\/requests$/, { status: 422, code: "validation_failed" });
      await phone.tap('[data-do="send"]');
      const sent = await until(() => phone.wire.made.find(each => each.path === "/requests" && each.method === "POST"), () => "the request");
      const { answers } = JSON.parse(sent.body as string) as { answers: Record<string, unknown> };
      // A box that is not ticked and a list without items are answers too.
      const told = Object.fromEntries(Object.entries(answers).filter(([name, each]) => name in example || (each !== false && !(Array.isArray(each) && each.length === 0))));
      assert.deepEqual(sorted(told), sorted(example));
      await phone.see('[data-do="review"]');
    });
  }

  /** Takes away what the record has filled in and the example does not answer. */
  async function clear(example: Record<string, unknown>, properties: Record<string, { type?: string }>) {
    for (const name of Object.keys(properties).filter(each => !(each in example))) {
      const field = phone.find(`[data-field="/answers/${name}"]`);
      if (field && ["wx-input", "wx-textarea"].includes(field.tagName.toLowerCase())) {
        await phone.enter(`[data-field="/answers/${name}"]`, "");
      } else if (phone.find(`[data-clear="/answers/${name}"]`)) {
        await phone.tap(`[data-clear="/answers/${name}"]`);
      }
    }
  }
});

function sorted(value: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)));
}
