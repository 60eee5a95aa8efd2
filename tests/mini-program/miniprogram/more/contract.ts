// What the API answers about messages and sessions, as far as the mini-program reads it.

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Message {
  id: string;
  at: string;
  title: string;
  text: string;
  number?: string;
  readAt?: string;
  channels: { channel: "app" | "wechat" | "email" | "sms"; state: "told" | "waiting" | "refused" | "failed" | "unknown"; at?: string }[];
}

export interface Channels {
  language: "zh" | "en";
  wechat: { isAvailable: boolean; on: boolean; isBound: boolean; templates: { template: string; templateId: string; title: string; balance: number }[] };
  email: { isAvailable: boolean; on: boolean; address: string | null; isConfirmed: boolean };
  sms: { isAvailable: boolean; on: boolean; phone: string | null };
  quietHours: { from: string; to: string };
}

export interface OneSession {
  session: string;
  provider: string;
  device: string;
  startedAt: string;
  lastSeenAt: string;
  endedAt?: string;
  current: boolean;
}
