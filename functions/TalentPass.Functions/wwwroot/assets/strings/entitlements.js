// The texts about what a talent is entitled to: key → [Chinese, English].
/** @type {Texts} */
export const texts = {
  "entitlements.title": ["我能享受的服务", "What I am entitled to"],
  "entitlements.lead": ["逐项列出条件、是否符合及原因。", "Every condition, whether you meet it, and why."],
  "entitlements.do.eligible": ["您符合登记信息可核对的全部条件，可以申请。", "You meet every condition that the record can tell. You can apply."],
  "entitlements.do.unknown": ["带“?”的条件由部门核实，您可以先申请并附上证明材料。", "The department checks what is marked “?”. You can apply now and attach what proves it."],
  "entitlements.do.not_eligible": ["带“✕”的条件目前不符合。如登记信息有误或已变化，请联系人才办更正；情况变化后可再申请。", "What is marked “✕” is not met now. If your record is wrong or has changed, ask the talent office to correct it, and apply then."],
  "entitlements.file": ["去申请", "Apply"],
  "entitlements.read": ["查看办事指南", "Read the guide"],
  "condition.met": ["符合：", "Met:"],
  "condition.not_met": ["不符合：", "Not met:"],
  "condition.unknown": ["待核实：", "To be checked:"],
};
