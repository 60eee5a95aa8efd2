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
  "sign-in.with": ["通过{0}登录", "Sign in with {0}"],
  "sign-in.waits": ["登录将在新标签页中打开。登录后回到本页，您填写的内容都在。", "Sign-in opens in a new tab. Come back to this page afterwards: what you filled in is here."],
  "sign-in.off": ["这里还没有可用的登录方式，请联系人才办。", "No sign-in is set up here. Ask the talent office."],
  "sign-in.no-cookies": ["浏览器没有保存登录，请允许本站使用 Cookie。", "The browser did not keep the sign-in. Allow cookies for this site."],
  "sign-in.again": ["登录已失效，请重新登录。", "Your session has ended. Sign in again."],
  "sign-in.elsewhere": ["已在另一个标签页退出登录。", "You have signed out in another tab."],
  "sign-in.other": ["此浏览器现在由{0}登录。", "{0} is signed in in this browser now."],
  "sign-ins.title": ["我的登录", "Sign-ins"],
  "sign-out.untold": ["本机已退出，但服务没有回应；恢复网络后，本页会通知服务。", "You are signed out here, but the service did not answer. This page tells it when the network is back."],

  "loading": ["正在加载…", "Loading…"],

  "home.title": ["您是哪一位？", "Who are you?"],

  "pass.nav": ["人才服务", "Talent services"],
  "pass.code": ["人才码", "Code"],
  "pass.services": ["服务", "Services"],
  "pass.requests": ["我的办件", "My requests"],
  "pass.looks": ["谁看过我", "Who looked"],
  "messages.title": ["消息", "Messages"],

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
