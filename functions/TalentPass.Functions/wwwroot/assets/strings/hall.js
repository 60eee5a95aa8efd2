// The texts of the hall's page, in the form of strings.js.
/** @type {Record<string, [chinese: string, english: string]>} */
export const hall = {
  "hall.camera.which": ["选择摄像头", "Camera"],
  "hall.camera.number": ["摄像头 {0}", "Camera {0}"],
  "hall.camera.torch": ["补光灯", "Light"],
};
