// The texts that every page needs before its first view is drawn: key → [Chinese, English]. The others are in strings/, and a page
// loads those that it needs (see shell.js). Texts in answers from the API are already in the user's language.
/** @type {Texts} */
export const texts = {
  "app": ["人才一码通", "TalentPass"],
  "skip": ["跳到正文", "Skip to content"],
  "language.other": ["English", "中文"],
  "language.switch": ["Switch to English", "切换为中文"],
  "sign-out": ["退出登录", "Sign out"],
  "list.between": ["，", ", "],
  "footer": ["演示环境：人员和证件号码均为虚构。", "Demonstration: people and document numbers are made up."],

  "problem.no-answer": ["服务没有及时回应，请稍后再试。", "The service did not answer in time. Try again."],
  "problem.view": ["本页出错了。请刷新页面再试；如果仍然出错，请把下面的文字告诉人才办。", "This page has failed. Reload it and try again; if it fails again, tell the talent office the text below."],
  "problem.reload": ["刷新页面", "Reload the page"],
  "problem.retry": ["重试", "Try again"],
  "problem.offline": ["无法连接服务，请检查网络。", "The service cannot be reached. Check the network."],
  "problem.unexpected": ["出错了，请稍后再试。", "Something went wrong. Try again later."],
  "problem.trace": ["追踪号 {0}", "Trace {0}"],

  "sign-in.title": ["登录", "Sign in"],
  "sign-in.demo": ["选择一个演示账号，无需密码。", "Choose a demo account. No password is needed."],
  "sign-in.off": [
    "此处未开放演示登录。请使用小程序或单位统一登录。",
    "Demo sign-in is switched off here. Use the mini-program or your organisation's sign-in."],
  "sign-in.again": ["登录已失效，请重新登录。", "Your session has ended. Sign in again."],

  "loading": ["正在加载…", "Loading…"],

  "home.title": ["您是哪一位？", "Who are you?"],

  "pass.nav": ["人才服务", "Talent services"],
  "pass.code": ["人才码", "Code"],
  "pass.services": ["服务", "Services"],
  "pass.requests": ["我的办件", "My requests"],
  "pass.looks": ["谁看过我", "Who looked"],

  "hall.title": ["窗口扫码", "Scan"],
  "hall.today": ["今日核验", "Today"],
  "hall.settings": ["本机设置", "This device"],

  "desk.title": ["部门工作台", "Department desk"],

  "request.number": ["办件编号", "Number"],
  "request.short-code": ["查询码", "Short code"],

  "progress.title": ["办件进度查询", "Progress of a request"],

  "verify.title": ["查验结果文书", "Verify a result document"],
  "verify.status.valid": ["有效", "Valid"],
  "verify.status.expired": ["已过期", "Expired"],
  "verify.status.revoked": ["已撤销", "Revoked"],
  "verify.status.unknown": ["查无此文书", "Unknown"],
};
