import { named, t } from "../../language";
import { all } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { conditionSigns, eligibleFirst } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";

const texts = ["loading", "entitlements.lead"];

/** What the user is entitled to: each service with its conditions, why each is met or not, and what to do about it. */
Page({
  data: { ...undressed, loading: false, services: [] as ReturnType<typeof entitlementOf>[], trouble: null as Trouble | null },
  turns: null as unknown as Turns,

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "entitlements.title");
    return this.load();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: this.data.services.length === 0, trouble: null });
    try {
      const found = await all("/entitlements");
      if (isLatest()) {
        this.setData({ services: eligibleFirst(found).map(entitlementOf) });
      }
    } catch (thrown) {
      if (isLatest()) {
        this.setData({ trouble: troubleOf(thrown) });
      }
    } finally {
      if (isLatest()) {
        this.setData({ loading: false });
      }
    }
  },

  open({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(`/filing/service/service?service=${String(currentTarget.dataset.service)}`);
  },
});

function entitlementOf({ service, title, status, conditions }: Api.EntitlementView) {
  return {
    service, title, status, statusTitle: named("entitlement", status), todo: t(`entitlements.do.${status}`),
    way: t(status === "not_eligible" ? "entitlements.read" : "entitlements.file"),
    conditions: conditions.map(({ text, result, why }) => ({ text, result, why, sign: conditionSigns[result], said: t(`condition.${result}`) })),
  };
}
