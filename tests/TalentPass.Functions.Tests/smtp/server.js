// A mail server (smtp-server) for the tests. What happens to a letter is in the name of its receiver, see `refusals` and `afterContent`.
// Standard input: one line, the configuration as JSON; the end of the input ends the server. Standard output: `ready <port>`, then one
// line `mail <JSON>` for each letter whose content has come.
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

const refusals = {
  nobody: [550, "5.1.1 No such mailbox"], full: [552, "5.2.2 Mailbox full"], relay: [550, "5.7.1 Relaying denied"], busy: [450, "4.2.1 Mailbox busy"],
};
const afterContent = { later: [451, "4.3.0 Try again later"], spam: [554, "5.7.1 Content refused"] };

let moods = 0;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { certificate, key, security, user, password, certainty } = JSON.parse((await lines.next()).value);
const server = new SMTPServer({
  secure: security === "tls",
  hideSTARTTLS: security === "none",
  cert: certificate,
  key,
  authOptional: !user,
  disabledCommands: user ? [] : ["AUTH"],
  allowInsecureAuth: true,
  disableReverseLookup: true,
  logger: false,
  onAuth: ({ username, password: given }, _, done) =>
    certainty === "busy" ? done(failure([454, "4.7.0 Temporary authentication failure"]))
      : username === user && given === password ? done(null, { user: username }) : done(failure([535, "5.7.8 Wrong password"])),
  onRcptTo: ({ address }, session, done) => (nameOf(address) === "gone" ? cut(session) : done(failure(refusals[isMoody(address) ? "busy" : nameOf(address)]))),
  async onData(stream, session, done) {
    const raw = (await buffer(stream)).toString("utf8");
    const [{ address }] = session.envelope.rcptTo;
    const refusal = afterContent[nameOf(address)];
    if (!refusal) {
      console.log(`mail ${JSON.stringify({ from: session.envelope.mailFrom.address, to: address, secure: session.secure, raw })}`);
    }

    return nameOf(address) === "cut" ? cut(session) : done(failure(refusal));
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(`ready ${server.server.address().port}`));
await lines.next();
process.exit(0);

// Every fourth letter to a name that begins with `moody` is refused for now.
function isMoody(address) {
  return address.startsWith("moody") && ++moods % 4 === 0;
}

function nameOf(address) {
  return address.split("@")[0];
}

function failure(refusal) {
  return refusal ? Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }) : null;
}

function cut(session) {
  for (const connection of server.connections) {
    if (connection.session === session || connection.id === session.id) {
      connection._socket.destroy();
    }
  }
}
