import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { fillIn, handOver, openForm, tickPapers } from "./hands.ts";
import { Phone } from "./phone.ts";
import { writeChoosable } from "./platform.ts";
import { until } from "./until.ts";

const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

describe("Filing on the phone", () => {
  let city: City;
  let phone: Phone;
  let folder: string;
  let rent = "";
  before(async () => {
    city = await City.start();
    folder = mkdtempSync(join(tmpdir(), "talentpass-files-"));
    phone = new Phone(city.server);
    await handOver(phone, city, "zhang-hui");
    await phone.open("pages/services/services");
  });
  after(async () => {
    await phone.close();
    await city.stop();
    rmSync(folder, { recursive: true });
  });

  const exampleOf = async (service: string) => (await city.as("zhang-hui", "GET", `/services/${service}`)).body.example as Record<string, unknown>;

  it("lists the services and bundles, and says why the person is entitled or not", async () => {
    await phone.see('[data-service="housing-rent-subsidy"]');
    await phone.see('[data-bundle="family-move"]');
    assert.equal(phone.find('[data-service="work-permit"]'), null, "it is for foreigners");
    await phone.tap('[data-do="entitlements"]');
    await phone.see('[data-entitlement="work-permit"][data-status="not_eligible"] [data-result="not_met"]');
    await phone.navigation.navigateBack();
  });

  it("fills in the form from the record alone, and shows the example as a hint", async () => {
    await phone.tap('[data-service="school-enrolment"]');
    await phone.see('[data-do="review"]');
    await phone.see('[data-field="/answers/childName"]');
    await phone.tap('[data-do="guide"]');
    await phone.read("申请条件");
    await phone.read("例如：");
  });

  it("asks for the guardian's consent only where the child is under 14, and says what is missing", async () => {
    const { guardianConsent, ...grownUp } = { ...await exampleOf("school-enrolment"), childBirthDate: "2005-01-01" } as Record<string, unknown>;
    assert.equal(guardianConsent, true);
    await fillIn(phone, grownUp);
    await until(() => phone.find('[data-notice="minors"]') === null, () => "no notice for a grown-up");
    await fillIn(phone, { childBirthDate: String((await exampleOf("school-enrolment")).childBirthDate) });
    await phone.see('[data-notice="minors"]');
    await phone.tap('[data-do="review"]');
    await phone.read("以下必需材料尚未提供");
  });

  it("files a service, which is read once more before it is sent", async () => {
    const example = await exampleOf("school-enrolment");
    await fillIn(phone, example);
    await tickPapers(phone);
    await phone.tap('[data-do="review"]');
    await phone.read("请核对后提交");
    await phone.read(String(example.childName));
    await phone.tap('[data-do="back"]');
    await phone.tap('[data-do="review"]');
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-step="submit"]');
    await phone.navigation.navigateBack();
  });

  it("takes a file that is what it says, and says why it takes no other", async () => {
    await openForm(phone, "service=housing-rent-subsidy");
    await fillIn(phone, await exampleOf("housing-rent-subsidy"));
    phone.person.files = [writeChoosable(join(folder, "photo.jpg"), Buffer.from("    ftypheic    ", "latin1"))];
    await phone.tap('[data-choose="lease-contract"]');
    await phone.read("HEIC");
    phone.person.files = [writeChoosable(join(folder, "large.pdf"), Buffer.alloc(10 * 1024 * 1024 + 1))];
    await phone.tap('[data-choose="lease-contract"]');
    await phone.read("最大 10 MiB");
    phone.person.files = [writeChoosable(join(folder, "words.pdf"), Buffer.from("only words"))];
    await phone.tap('[data-choose="lease-contract"]');
    await phone.read("只接受 pdf、jpg、png 文件");
    phone.person.files = [writeChoosable(join(folder, "lease.pdf"), pdf)];
    await phone.tap('[data-choose="lease-contract"]');
    await phone.read("已上传：lease.pdf");
  });

  it("keeps what is filled in as a draft, which is there when the mini-program is opened again", async () => {
    await fillIn(phone, { landlordName: "王小芳" });
    await phone.read("已保存");
    await phone.open("pages/requests/requests");
    await phone.tap("[data-draft]");
    await phone.read("已填入您上次填写的内容");
    await phone.read(/已上传文件|已上传：lease.pdf/);
    assert.equal(valueAt("/answers/landlordName"), "王小芳");
  });

  it("keeps what was typed without a network, also when the mini-program is closed at once", async () => {
    phone.turnNetwork(false);
    await fillIn(phone, { landlordName: "王大芳" });
    await phone.read("网络中断，内容已存在本机");
    await phone.close();
    phone.wire.isOn = true;
    await phone.open("pages/requests/requests");
    await openForm(phone, "service=housing-rent-subsidy");
    assert.equal(valueAt("/answers/landlordName"), "王大芳");
    await phone.read("已保存");
  });

  it("files once, although the answer is lost", async () => {
    await tickPapers(phone);
    await phone.tap('[data-do="review"]');
    phone.wire.break("POST", /^\/requests$/, "answer lost");
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-step="submit"]');
    rent = String((phone.data as { number: string }).number);
    const { body } = await city.as("zhang-hui", "GET", "/requests?limit=100");
    assert.equal((body.items as { service: string }[]).filter(each => each.service === "housing-rent-subsidy").length, 1);
    const drafts = (await city.as("zhang-hui", "GET", "/drafts")).body.items as { service: string }[];
    assert.deepEqual(drafts.filter(each => each.service === "housing-rent-subsidy"), [], "what is filed is no draft any more");
  });

  it("says that the same was filed before, and files it all the same when the person says so", async () => {
    await openForm(phone, "service=housing-rent-subsidy");
    await fillIn(phone, await exampleOf("housing-rent-subsidy"));
    await tickPapers(phone);
    await phone.tap('[data-do="review"]');
    await phone.tap('[data-do="send"]');
    await phone.tap('[data-do="confirm-repeat"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-step="submit"]');
  });

  it("shows a refusal at its field and as a list, and keeps everything", async () => {
    await openForm(phone, "service=settlement");
    await fillIn(phone, { ...await exampleOf("settlement"), followers: [{ name: "陈静", relation: "spouse", documentNumber: "330299198809210261", birthDate: "1988-09-21" }] });
    await tickPapers(phone);
    await phone.tap('[data-do="review"]');
    await phone.tap('[data-do="send"]');
    await phone.see('[data-error="/answers/followers/0/documentNumber"]');
    await phone.read("校验码不正确");
    await fillIn(phone, { documentNumber: "330299198809210260" }, "/answers/followers/0");
    await phone.tap('[data-do="review"]');
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-step="submit"]');
  });

  it("withdraws a request, with a reason", async () => {
    await phone.tap('[data-action="withdraw"]');
    await phone.arrive("cases/act/act");
    await phone.tap('[data-do="send"]');
    await phone.read("必填");
    await phone.enter('[data-field="/reason"]', "不再需要 Not needed any more");
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-state="withdrawn"]');
  });

  it("files a bundle with one form, in which nothing is asked twice", async () => {
    await openForm(phone, "bundle=family-move");
    const bundles = (await city.as("zhang-hui", "GET", "/bundles")).body.items as { bundle: string; example: Record<string, Record<string, unknown>> }[];
    const example = bundles.find(each => each.bundle === "family-move")?.example ?? {};
    for (const [service, answers] of Object.entries(example)) {
      for (const [name, answer] of Object.entries(answers)) {
        if (phone.find(`[data-pointer^="/answers/${service}/${name}"]`)) {
          await fillIn(phone, { [name]: answer }, `/answers/${service}`);
        }
      }
    }

    await tickPapers(phone);
    await phone.tap('[data-do="review"]');
    await phone.tap('[data-do="send"]');
    // The school was asked for before.
    await phone.tap('[data-do="confirm-repeat"]');
    await phone.arrive("cases/filed/filed");
    await until(() => phone.all("[data-number]").length === 3, () => "three requests");
    await phone.tap("[data-number]");
    await phone.arrive("cases/request/request");
    await phone.see('[data-do="bundle"]');
    await phone.navigation.navigateBack();
  });

  it("supplies what the desk asks for, with the desk's words beside it", async () => {
    await city.act("housing", rent, "claim");
    await city.act("housing", rent, "request-supplement", { items: [{ material: "lease-contract", text: "缺最后一页" }, { field: "landlordName", text: "请填全名" }], dueWorkingDays: 5 });
    await phone.open("pages/requests/requests");
    await phone.tap(`[data-number="${rent}"]`);
    await phone.see('[data-state="supplement_wanted"]');
    await phone.tap('[data-action="supplement"]');
    await phone.read("缺最后一页");
    await phone.read("请填全名");
    await phone.tap('[data-do="send"]');
    await phone.read("还缺：");
    phone.person.files = [join(folder, "lease.pdf")];
    await phone.tap('[data-choose="lease-contract"]');
    await phone.read("已上传：lease.pdf");
    await phone.enter('[data-field="/answers/landlordName"]', "王芳芳");
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.see('[data-state="submitted"]');
    await phone.read("王芳芳");
  });

  it("urges the desk, and says when it may urge again", async () => {
    await phone.tap('[data-action="urge"]');
    await phone.enter('[data-field="/text"]', "请尽快办理");
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.read("您已于");
    await phone.tap('[data-action="urge"]');
    await phone.enter('[data-field="/text"]', "再催一次");
    await phone.tap('[data-do="send"]');
    await phone.read("已催办过");
    assert.equal((phone.data as { rows: { value: string }[] }).rows[0]?.value, "再催一次", "what was typed is still there");
    await phone.tap('[data-do="cancel"]');
  });

  it("shows the clocks, the decision and its document, and rates the service", async () => {
    await city.act("housing", rent, "accept");
    const { body } = await city.as("desk-housing", "GET", `/desks/housing/requests/${rent}`);
    if (body.state === "accepted") {
      await city.act("housing", rent, "claim").catch(() => undefined);
    }

    for (const { point } of (body.points ?? []) as { point: string }[]) {
      await city.act("housing", rent, "check", { point, met: true });
    }

    await city.act("housing", rent, "approve", { decision: { type: "grant", amount: 1500, months: 12 } });
    await city.act("housing", rent, "deliver", { how: "手机送达" });
    await phone.pullDown();
    await phone.see('[data-state="delivered"]');
    await phone.read("准予");
    await phone.tap("[data-document]");
    const opened = await until(() => phone.screen.opened[0], () => "the document is opened");
    assert.equal(phone.downloaded(opened)?.subarray(0, 5).toString(), "%PDF-");
    await phone.tap('[data-action="rating"]');
    await phone.enter('[data-field="/grade"]', "5");
    await phone.tap('[data-do="send"]');
    await phone.see('[data-state="rated"]');
    await phone.read("非常满意");
  });

  it("appeals against a refusal", async () => {
    const requests = (await city.as("zhang-hui", "GET", "/requests?limit=100")).body.items as { service: string; number: string; state: string }[];
    const other = requests.find(each => each.service === "housing-rent-subsidy" && each.state === "submitted")?.number ?? "";
    await city.act("housing", other, "claim");
    await city.act("housing", other, "not-accept", { reason: "材料与登记不符" });
    await phone.open("pages/requests/requests");
    await phone.tap(`[data-number="${other}"]`);
    await phone.see('[data-state="not_accepted"]');
    await phone.tap('[data-action="appeal"]');
    await phone.enter('[data-field="/text"]', "材料已补齐，请复核");
    await phone.tap('[data-do="send"]');
    await phone.arrive("cases/request/request");
    await phone.read("申诉办件");
  });

  it("shows who looked at the case", async () => {
    await phone.navigation.navigateTo("/more/looks/looks");
    await phone.read("住房和城乡建设局");
  });

  function valueAt(pointer: string) {
    const { sections } = phone.data as { sections: { rows: { pointer: string; value: string }[] }[] };
    return sections.flatMap(each => each.rows).find(each => each.pointer === pointer)?.value;
  }
});
