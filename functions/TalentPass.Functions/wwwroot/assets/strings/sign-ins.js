// The texts about sign-ins, which are needed seldom: key → [Chinese, English].
/** @type {Texts} */
export const texts = {
  "sign-in.sign_in_over": ["登录已中断：等待时间过长，或在别的页面开始。请重新登录。", "The sign-in was interrupted: it took too long, or began in another page. Sign in again."],
  "sign-in.sign_in_cancelled": ["您取消了登录。", "You cancelled the sign-in."],
  "sign-in.sign_in_refused": ["登录未被接受，或此账号不能使用本系统。如有疑问，请联系人才办。", "The sign-in was not accepted, or this account may not use this service. If in doubt, ask the talent office."],
  "sign-in.sign_in_unavailable": ["登录服务暂时无法使用，请稍后再试。", "The sign-in service is not available now. Try again later."],

  "sign-ins.lead": ["您在各设备上的登录，最近的在前。如有不是您本人的，请结束它。", "Your sign-ins on all devices, the latest first. End what is not yours."],
  "sign-ins.back": ["返回", "Back"],
  "sign-ins.this": ["本机", "This device"],
  "sign-ins.through": ["登录方式", "Through"],
  "sign-ins.started": ["登录时间", "Signed in"],
  "sign-ins.seen": ["最近使用", "Last used"],
  "sign-ins.ended": ["结束", "Ended"],
  "sign-ins.end": ["结束此登录", "End this sign-in"],
  "sign-ins.done": ["已结束。该设备最迟几分钟后不能再使用。", "Ended. That device can use it for a few minutes more at most."],
  "sign-ins.everywhere": ["退出所有设备", "Sign out everywhere"],
  "sign-ins.everywhere.sure": ["所有设备都会退出登录，包括本机。", "All devices are signed out, this one too."],
  "sign-ins.everywhere.yes": ["确认退出所有设备", "Yes, sign out everywhere"],
  "sign-ins.everywhere.no": ["不退出", "No, stay signed in"],

  "provider.demo": ["演示账号", "Demo account"],
  "provider.wechat": ["微信", "WeChat"],

  "sign-in-end.signed_out": ["本人退出", "signed out"],
  "sign-in-end.signed_out_elsewhere": ["在另一台设备上结束", "ended on another device"],
  "sign-in-end.by_supervisor": ["由督办员结束", "ended by a supervisor"],
  "sign-in-end.by_provider": ["在登录服务处退出", "signed out at the sign-in service"],
  "sign-in-end.reused": ["凭证被重复使用，已停用", "stopped: its credential was used twice"],
  "sign-in-end.unbound": ["解除绑定", "unbound"],
  "sign-in-end.ran_out": ["超过时限", "ran out"],
};
