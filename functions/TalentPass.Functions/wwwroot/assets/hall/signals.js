/** @typedef {"green" | "amber" | "red"} Light */

const kept = { sound: "talentpass.sound", touch: "talentpass.vibration" };

// Each light has its own tones (hertz, from second, for seconds) and its own vibration (milliseconds on, off, on, …).
/** @type {Record<Light, { tones: [hertz: number, from: number, seconds: number][], pattern: number[] }>} */
const signs = {
  green: { tones: [[880, 0, 0.12], [1320, 0.12, 0.16]], pattern: [80] },
  amber: { tones: [[660, 0, 0.14], [660, 0.22, 0.14]], pattern: [80, 80, 80] },
  red: { tones: [[220, 0, 0.5]], pattern: [400] },
};
/** @type {AudioContext | null} */
let speaker = null;

/**
 * Whether sound, or vibration, is switched on; both are until somebody switches them off.
 * @param {"sound" | "touch"} what
 */
export function isOn(what) {
  return localStorage.getItem(kept[what]) !== "off";
}

/**
 * @param {"sound" | "touch"} what
 * @param {boolean} on
 */
export function switchTo(what, on) {
  localStorage.setItem(kept[what], on ? "on" : "off");
}

/**
 * Tells the light of a result to somebody who does not look at the screen.
 * @param {Light} light
 */
export function signal(light) {
  const { tones, pattern } = signs[light];
  if (isOn("touch")) {
    navigator.vibrate?.(pattern);
  }

  if (isOn("sound")) {
    play(tones);
  }
}

/** @param {[hertz: number, from: number, seconds: number][]} tones */
function play(tones) {
  try {
    speaker ??= new AudioContext();
    // A browser lets a page sound only after somebody has pressed a key; the hand scanner's keys count.
    speaker.resume().catch(() => {});
    for (const [hertz, from, seconds] of tones) {
      const tone = speaker.createOscillator();
      tone.frequency.value = hertz;
      tone.connect(speaker.destination);
      tone.start(speaker.currentTime + from);
      tone.stop(speaker.currentTime + from + seconds);
    }
  } catch {
    // Without a loudspeaker the screen still tells everything.
  }
}
