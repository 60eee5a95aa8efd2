// The texts about who looked at a talent: key → [Chinese, English].
/** @type {Texts} */
export const texts = {
  "looks.title": ["谁看过我的信息", "Who looked at my data"],
  "looks.lead": ["每一次扫码、查询和查阅都有记录，最新的在前。", "Every scan, search and reading is recorded, the latest first."],
  "looks.none": ["还没有人看过您的信息。", "Nobody has looked at your data yet."],
  "place.talent-home": ["人才之家一楼大厅", "Talent Home, ground floor"],
  "looks.office": ["人才办", "Talent office"],
  "looks.scan": ["扫码核验", "Scan"],
  "looks.offline": ["断网时核验，事后上传", "checked without a network, uploaded later"],
};
