import { createServer, type Server, type Socket } from "node:net";

/** A mail server (SMTP) that keeps every letter that it is given. */
export class Mail {
  private readonly letters: string[] = [];
  private readonly open = new Set<Socket>();
  private server!: Server;

  static async start() {
    const mail = new Mail();
    mail.server = createServer(socket => mail.serve(socket));
    await new Promise<void>(done => mail.server.listen(0, "127.0.0.1", done));
    return mail;
  }

  get settings() {
    const { port } = this.server.address() as { port: number };
    return { Email__Host: "127.0.0.1", Email__Port: String(port), Email__From: "talent@city.example", Email__Security: "none" };
  }

  /** The six digits in the last letter to an address; undefined when there are none. */
  codeFor(address: string) {
    const letter = this.letters.filter(each => each.includes(address)).pop() ?? "";
    const body = letter.slice(letter.indexOf("\r\n\r\n")).trim();
    const text = /^content-transfer-encoding: *base64/im.test(letter) ? Buffer.from(body, "base64").toString() : body;
    return /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0];
  }

  stop() {
    this.open.forEach(each => each.destroy());
    return new Promise(done => this.server.close(done));
  }

  private serve(socket: Socket) {
    let text = "";
    let isLetter = false;
    this.open.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => this.open.delete(socket));
    socket.write("220 city.example\r\n");
    socket.on("data", bytes => {
      text += bytes.toString();
      for (let end = this.endOf(text, isLetter); end > 0; end = this.endOf(text, isLetter)) {
        const part = text.slice(0, end);
        text = text.slice(end);
        if (isLetter) {
          this.letters.push(part);
        }

        socket.write(isLetter ? "250 kept\r\n" : answerTo(part));
        isLetter = !isLetter && /^DATA/i.test(part);
        if (/^QUIT/i.test(part)) {
          socket.end();
        }
      }
    });
  }

  /** Where a command ends, or a letter, whose last line is a point; 0 when the end has not come yet. */
  private endOf(text: string, isLetter: boolean) {
    const end = isLetter ? "\r\n.\r\n" : "\r\n";
    return text.includes(end) ? text.indexOf(end) + end.length : 0;
  }
}

function answerTo(command: string) {
  return /^DATA/i.test(command) ? "354 go on\r\n" : /^QUIT/i.test(command) ? "221 bye\r\n" : "250 ok\r\n";
}
