// A real mail server that asks who is there, and what it took.
import { SMTPServer } from "smtp-server";
import { Shop } from "./shop";

/** A mail server, and what it took. */
export async function mailServer() {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _session, done) => done(username === "shop" && password === "hush" ? null : new Error("who are you?"), { user: username }),
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (part: Buffer) => (text += part));
      stream.on("end", () => {
        taken.push(text);
        done(null, "taken");
      });
    },
  });
  const port = await new Promise<number>((listening) => {
    const listener = server.listen(0, "127.0.0.1", () => listening((listener.address() as { port: number }).port));
  });
  return { taken, port, close: () => new Promise<void>((closed) => server.close(() => closed())) };
}

/** A shop that hands its mails to this server. */
export function shopThatMails(mails: { port: number }): Promise<Shop> {
  return Shop.open({ ALONGSIDE_SMTP: `smtp://shop@127.0.0.1:${mails.port}?tls=none`, ALONGSIDE_SMTP_PASSWORD: "hush" });
}

/** The link of the last mail to somebody, if one has come: its path in the shop. */
export function linkTo(mails: { taken: string[] }, email: string, path: string): string | undefined {
  const texts = mails.taken.filter((mail) => mail.includes(`<${email}>`)).map((mail) => mail.replace(/=\r?\n/g, "").replace(/=3D/g, "="));
  const link = texts.at(-1)?.match(new RegExp(`https?://[^\\s"<]*${path}[^\\s"<]*`))?.[0];
  return link && new URL(link).pathname + new URL(link).search;
}
