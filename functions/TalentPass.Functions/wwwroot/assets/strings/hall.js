// The texts of the hall's page, in the form of strings.js.
/** @type {Record<string, [chinese: string, english: string]>} */
export const hall = {
  "hall.camera.which": ["选择摄像头", "Camera"],
  "hall.camera.number": ["摄像头 {0}", "Camera {0}"],
  "hall.camera.torch": ["补光灯", "Light"],

  "hall.finish": ["结束", "Finish"],
  "hall.filed": ["本次已申请", "Filed just now"],
  "hall.own-city": ["本市", "This city"],
  "hall.reasons": ["条件", "Conditions"],

  "hall.look-up": ["没有人才码？按证件查询", "No code? Look up by document"],
  "hall.look-up.hint": ["手机没电或者丢失时，凭有效证件查询。本次查询会记录，本人可以看到。", "For a dead or lost phone. The look-up is recorded, and the person will see it."],
  "hall.look-up.go": ["查询", "Look up"],
  "hall.look-up.recorded": ["请核对本人与证件是否一致。本次查询已记录，本人可以看到。", "Compare the person with the document. The look-up is recorded, and the person can see it."],

  "hall.today": ["今日核验", "Today"],
  "hall.today.place": ["您今天在“{0}”的核验记录", "Your scans of today at “{0}”"],
  "hall.today.count": ["共 {0} 条", "{0} in all"],
  "hall.today.loading": ["正在载入…", "Loading…"],
  "hall.today.document": ["凭证件", "by document"],
  "hall.today.offline": ["离线", "offline"],

  "hall.settings": ["本机设置", "This device"],
  "hall.sound": ["提示音", "Sound"],
  "hall.vibration": ["振动", "Vibration"],
  "hall.signals.try": ["试听：", "Try them:"],
  "hall.signal.green": ["有效", "Valid"],
  "hall.signal.amber": ["需要核对", "To be checked"],
  "hall.signal.red": ["无效", "Not valid"],
  "hall.devices": ["已登记的核验设备", "Registered scanners"],
  "hall.devices.how": [
    "核验设备由督办人员登记：请督办人员在本机登录本页，打开“本机设置”。停用通过接口 /api/v1/devices。",
    "Supervisors register scanners: a supervisor signs in to this page on the device and opens “This device”. They remove one by /api/v1/devices."],
  "hall.devices.none": ["尚未登记核验设备。", "No scanner is registered yet."],
  "hall.devices.this": ["本机", "this device"],
  "hall.register.title": ["登记本机", "Register this device"],
  "hall.register.hint": ["按上方的地点登记。登记后，本机的核验记录带有设备名称。", "It is registered at the place above. From then on the scans of this device carry its name."],
  "hall.register.name": ["设备名称", "Name of the device"],
  "hall.register": ["登记", "Register"],
  "hall.register.done": ["已登记。令牌只显示这一次，仅供扫码设备自行调用接口；本页不保存令牌。", "Registered. The token is shown this once, for a scanner that calls the API by itself; this page does not keep it."],
  "hall.register.token": ["令牌", "Token"],
  "hall.devices.until": ["有效期至", "Valid until"],

  "hall.unsigned": [
    "无法连接服务，尚未登录。本机仍可离线核验；核验记录保存在本机，下一位在本机登录的人员将自动上传。",
    "The service cannot be reached, and nobody is signed in. This device still checks codes by itself; it keeps the scans and uploads them when somebody signs in here."],
  "hall.supply": ["补交材料", "Take the papers"],
  "hall.supply.of": ["补交材料：{0}", "Take the papers for {0}"],
  "hall.supplied": ["已在窗口补交", "taken at the counter just now"],
  "hall.offline.waiting.unsigned": ["离线核验待登录后上传：{0} 条", "Offline checks to upload after sign-in: {0}"],
};
