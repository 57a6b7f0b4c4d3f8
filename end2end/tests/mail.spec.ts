// Mails, taken by a real mail server that asks who is there.
import { SMTPServer } from "smtp-server";
import { Shop, Person, expect, test } from "./shop";

/** A mail server, and what it took. */
async function mailServer() {
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

test("an order is told to its customer by mail, which the outbox shows as it was taken", async ({ browser }) => {
  const mails = await mailServer();
  const shop = await Shop.open({ ALONGSIDE_SMTP: `smtp://shop@127.0.0.1:${mails.port}?tls=none`, ALONGSIDE_SMTP_PASSWORD: "hush" });
  const guest = new Person(await (await browser.newContext()).newPage(), shop, true);
  await guest.opens("/product/harbour-mug");
  await guest.page.getByRole("button", { name: "Add to Cart" }).click();
  await guest.opens("/checkout");
  for (const [field, value] of [["Email", "gina@example.com"], ["First Name", "Gina"], ["Last Name", "Lollo"], ["Phone Number", "030 1234567"], ["Street Address", "Kai 1"], ["City", "Berlin"], ["Zip/Postal Code", "10115"]]) await guest.page.getByLabel(field, { exact: false }).first().fill(value);
  await guest.page.getByLabel("Country").first().selectOption("Germany");
  await guest.page.getByRole("button", { name: "Place Order" }).click();
  await expect(guest.page.getByRole("heading", { name: "Thank you for your purchase!" })).toBeVisible();
  await expect.poll(() => mails.taken.length).toBe(1);
  expect(mails.taken[0]).toContain("Subject: Your Alongside order confirmation");
  expect(mails.taken[0]).toContain("multipart/alternative");

  const rosa = new Person(await (await browser.newContext()).newPage(), shop, true);
  await rosa.hasSignedIn("staff", "rosa");
  await rosa.opens("/admin/system/mail");
  await expect(rosa.page.getByRole("cell", { name: "Sent" })).toBeVisible();
  await rosa.page.getByRole("link", { name: /\d{4}/ }).first().click();
  const frame = rosa.page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: /Your Order #/ })).toBeVisible();
  await expect(frame.getByText("Harbour Mug")).toBeVisible();
  await expect(rosa.page.locator("pre")).toContainText("Harbour Mug");
  shop.close();
  await mails.close();
});
