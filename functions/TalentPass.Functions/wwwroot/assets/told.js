import { moment, named, titled } from "./language.js";

/** @typedef {Api.GetBody<"/me/notifications">["items"][number]["channels"]} Channels */

/**
 * How each channel has told something, in one line.
 * @param {Channels} channels
 */
export function channelsText(channels) {
  return channels.map(channelText).join(" · ");
}

/**
 * How a channel has told something.
 * @param {Channels[number]} channel
 */
export function channelText({ channel, state, at }) {
  return titled(named("channel", channel), [named("told", state), at && moment(at)].filter(each => each).join(" "));
}
