import { date, named, t, timeOfDay, titled } from "../../language";
import { all, client } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { dayOf, officerOf } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";

const texts = ["loading", "looks.lead", "looks.none", "more"];

type Shown = { key: number; action: string; day: string; who: string; time: string; what: string; why: string };

/** Who looked at the user's data: who, when, what and why, newest first, day by day. */
Page({
  data: { ...undressed, loading: false, isEmpty: false, looks: [] as Shown[], cursor: "", trouble: null as Trouble | null },
  turns: null as unknown as Turns,
  departments: null as unknown as Map<string, string>,
  day: "",

  onLoad() {
    this.turns = turns();
    this.departments = new Map();
  },

  onShow(): Promise<void> {
    dress(this, texts, "looks.title");
    this.day = "";
    this.setData({ looks: [], cursor: "" });
    return this.more();
  },

  async more(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: true, trouble: null });
    try {
      this.departments = this.departments.size > 0 ? this.departments : new Map((await all("/departments").catch(() => [])).map(each => [each.department, each.fullName]));
      const cursor = this.data.cursor ? `&cursor=${encodeURIComponent(this.data.cursor)}` : "";
      const { body } = await client.get(`/passes/current/access-log?limit=20${cursor}` as "/passes/current/access-log");
      if (isLatest()) {
        const looks = [...this.data.looks, ...body.items.map((each, index) => this.shown(each, this.data.looks.length + index))];
        this.setData({ looks, cursor: body.nextCursor ?? "", isEmpty: looks.length === 0 });
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

  /** The day stands above its first look. */
  shown(look: Api.AccessView, key: number): Shown {
    const day = dayOf(new Date(look.at));
    const isFirst = day !== this.day;
    this.day = day;
    const { department, place } = look;
    const where = department ? this.departments.get(department) ?? department : place ? named("place", place) : t("looks.office");
    const what = look.action.startsWith("scan.") ? titled(t("looks.scan"), look.what) : look.what;
    return {
      key, action: look.action, day: isFirst ? date(day) : "", who: officerOf(where, look.actorName), time: timeOfDay(look.at),
      what: look.offline ? `${what} · ${t("looks.offline")}` : what, why: look.why,
    };
  },
});
