// Mails, taken by a real mail server that asks who is there.
import { mailServer, shopThatMails } from "./mailbox";
import { Person, expect, test } from "./shop";

test("an order is told to its customer by mail, which the outbox shows as it was taken", async ({ browser }) => {
  const mails = await mailServer();
  const shop = await shopThatMails(mails);
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
  await rosa.page.locator("tbody a").first().click();
  const frame = rosa.page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: /Your Order #/ })).toBeVisible();
  await expect(frame.getByText("Harbour Mug")).toBeVisible();
  // The minute of an order is enough, as in an account; and in the dark nothing glares.
  await expect(frame.getByText(/\d:\d\d/).first()).toBeVisible();
  await expect(frame.getByText(/\d:\d\d:\d\d/)).toHaveCount(0);
  // A letter that did not say that it may be read so would be dark on white there.
  const [letters, light, dark] = [frame.locator("h1, p, td").filter({ visible: true }), "rgb(0, 0, 0)", "rgb(255, 255, 255)"];
  const colours = () => letters.evaluateAll((all) => [...new Set(all.map((e) => getComputedStyle(e).color))]);
  expect(await colours()).toEqual([light]);
  await rosa.page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colours).toEqual([dark]);
  const { ground, edge } = await rosa.page.locator("iframe").evaluate((letter) => {
    const { backgroundColor: ground, borderTopColor: edge } = getComputedStyle(letter);
    return { ground, edge };
  });
  expect([ground, edge]).not.toContain("rgb(255, 255, 255)");
  expect(edge).toBe(await rosa.page.locator("pre.letter").evaluate((text) => getComputedStyle(text).borderTopColor));
  await expect(rosa.page.locator("pre")).toContainText("Harbour Mug");
  await shop.close();
  await mails.close();
});
