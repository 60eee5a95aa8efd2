import { createServer, type IncomingMessage, type Server } from "node:http";

/** A user of WeChat, as WeChat's servers know the user. */
export interface User {
  openId: string;
  phone: string;
  countryCode: string;
}

/** What WeChat's servers were asked to send. */
export interface Sent {
  touser: string;
  template_id: string;
  page?: string;
  lang?: string;
  data: Record<string, { value: string }>;
}

/** WeChat's servers, as its documentation describes them: codes are good once, tokens are checked, errors come with status 200. */
export class WeChat {
  static readonly appId = "wx0123456789abcdef";
  static readonly secret = "a-secret-of-the-tests";
  readonly sent: Sent[] = [];
  /** The errcode of the next call of a path. */
  readonly errors = new Map<string, number>();
  private readonly logins = new Map<string, User | null>();
  private readonly phones = new Map<string, User | null>();
  private codes = 0;
  private token = "";
  private server!: Server;

  static async start() {
    const wechat = new WeChat();
    wechat.server = createServer((request, response) => {
      void wechat.answer(request).then(body => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>(done => wechat.server.listen(0, "127.0.0.1", done));
    return wechat;
  }

  get settings() {
    const { port } = this.server.address() as { port: number };
    return { WeChat__AppId: WeChat.appId, WeChat__AppSecret: WeChat.secret, WeChat__ApiUrl: `http://127.0.0.1:${port}` };
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise(done => this.server.close(done));
  }

  /** The code that `wx.login` gives this user; good once. */
  loginCode(user: User) {
    const code = `login-${++this.codes}`;
    this.logins.set(code, user);
    return code;
  }

  /** The code that the phone button gives this user; good once. */
  phoneCode(user: User) {
    const code = `phone-${++this.codes}`;
    this.phones.set(code, user);
    return code;
  }

  private async answer(request: IncomingMessage): Promise<object> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://wechat");
    const body = await read(request);
    const error = this.errors.get(pathname);
    if (error !== undefined) {
      this.errors.delete(pathname);
      return { errcode: error, errmsg: "as the test wants" };
    }

    switch (pathname) {
      case "/sns/jscode2session":
        return searchParams.get("appid") !== WeChat.appId || searchParams.get("secret") !== WeChat.secret ? { errcode: 40125, errmsg: "invalid appsecret" } : this.logIn(searchParams.get("js_code") ?? "");
      case "/cgi-bin/stable_token":
        return body.appid === WeChat.appId && body.secret === WeChat.secret ? { access_token: this.token = `token-${++this.codes}`, expires_in: 7200 } : { errcode: 40125, errmsg: "invalid appsecret" };
      case "/wxa/business/getuserphonenumber":
        return this.withToken(searchParams, () => this.phoneOf(String(body.code)));
      case "/cgi-bin/message/subscribe/send":
        return this.withToken(searchParams, () => {
          this.sent.push(body as unknown as Sent);
          return { errcode: 0, errmsg: "ok" };
        });
      default:
        return { errcode: 40066, errmsg: "invalid url" };
    }
  }

  private withToken(query: URLSearchParams, run: () => object) {
    return query.get("access_token") === this.token && this.token ? run() : { errcode: 40001, errmsg: "invalid credential" };
  }

  private logIn(code: string) {
    const user = this.logins.get(code);
    this.logins.set(code, null);
    return user === undefined ? { errcode: 40029, errmsg: "invalid code" } : user === null ? { errcode: 40163, errmsg: "code been used" } : { openid: user.openId, session_key: "c2Vzc2lvbi1rZXk=" };
  }

  private phoneOf(code: string) {
    const user = this.phones.get(code);
    this.phones.set(code, null);
    return user ? { errcode: 0, errmsg: "ok", phone_info: { phoneNumber: `+${user.countryCode}${user.phone}`, purePhoneNumber: user.phone, countryCode: user.countryCode } } : { errcode: 40029, errmsg: "invalid code" };
  }
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const each of request) {
    parts.push(each as Buffer);
  }

  const text = Buffer.concat(parts).toString("utf8");
  return text ? JSON.parse(text) as Record<string, unknown> : {};
}
