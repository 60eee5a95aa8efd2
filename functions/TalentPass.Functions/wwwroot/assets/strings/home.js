// The texts of the start page: key → [Chinese, English].
/** @type {Texts} */
export const texts = {
  "home.lead": ["一个人才码，办所有服务。", "One code for talents, for every service of the city."],
  "home.pass": ["人才", "Talent"],
  "home.pass.text": ["出示人才码，申请服务，查看进度。", "Show your code, ask for services, follow them."],
  "home.hall": ["人才之家窗口", "Service hall"],
  "home.hall.text": ["扫描人才码，核验资格，查看在办事项。", "Scan a code, check it, see what is under way."],
  "home.desk": ["部门工作台", "Department desk"],
  "home.desk.text": ["按期限认领、受理、决定办件。", "Claim, accept and decide requests by due date."],
  "home.verify": ["查验结果文书", "Verify a document"],
  "home.verify.text": ["凭证照标识和查验码，或者二维码，查验决定书真伪。", "See whether a decision is genuine and still counts."],
  "home.docs": ["接口文档", "API reference"],
  "home.docs.text": ["所有接口及示例，可在线调用。", "Every call with its fields, ready to try."],
  "home.demo": [
    "演示登录：人才用 li-wei 等账号，窗口用 hall-1，部门用 desk-housing 等账号，均无需密码。",
    "Demo sign-in: talents use accounts such as li-wei, the hall uses hall-1, departments use accounts such as desk-housing. No passwords."],

  "home.progress": ["查询进度", "Look up progress"],
  "home.progress.text": ["凭回执上的办件编号和查询码查询，无需登录。", "With the number and the short code of a receipt. No sign-in."],
};
