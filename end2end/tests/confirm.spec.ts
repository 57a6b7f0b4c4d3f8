// Require Emails Confirmation: an address counts once a link that was sent there is opened.
import { looksRight } from "./looks";
import { linkTo, mailServer, shopThatMails } from "./mailbox";
import { Person, expect, test } from "./shop";

const OWN = "a long new password";

test("where addresses are confirmed a customer registers and moves by links that are sent there", { tag: "@both" }, async ({ browser, javaScriptEnabled }) => {
  const mails = await mailServer();
  const shop = await shopThatMails(mails);
  const somebody = async () => new Person(await (await browser.newContext({ javaScriptEnabled, locale: "en-US" })).newPage(), shop, javaScriptEnabled !== false);
  const rosa = await somebody();
  await rosa.hasSignedIn("staff", "rosa");
  await rosa.opens("/admin/config/customer");
  await rosa.page.locator("#confirm-system").uncheck();
  await rosa.page.getByLabel("Require Emails Confirmation").selectOption("1");
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();

  const nora = await somebody();
  const main = nora.page.getByRole("main");
  await nora.opens("/customer/account/create");
  await nora.canBeUsedByEverybody();
  await expect(main.getByLabel(/Password/)).toHaveCount(0);
  for (const [field, value] of [["First Name", "Nora"], ["Last Name", "Neu"], ["Email", "nora@example.com"]]) await main.getByLabel(field).fill(value);
  await main.getByRole("button", { name: "Create an Account" }).click();
  await expect(main.getByText("We have sent an email to nora@example.com. Please open the link in it to set your password.")).toBeVisible();
  await nora.canBeUsedByEverybody();
  await expect.poll(() => linkTo(mails, "nora@example.com", "/customer/account/createpassword")).toBeTruthy();
  await nora.opens(linkTo(mails, "nora@example.com", "/customer/account/createpassword") ?? "");
  await looksRight(nora);
  await main.getByLabel(/^Password/).fill(OWN);
  await main.getByLabel("Confirm Password").fill(OWN);
  await main.getByRole("button").click();
  await expect(nora.page).toHaveURL(/login$/);
  await nora.signsInAsCustomer("nora", OWN);
  await expect(nora.page).toHaveURL(/\/customer\/account$/);

  await nora.opens("/customer/account/sign-in-information");
  await nora.canBeUsedByEverybody();
  await main.getByLabel("Current Password").fill(OWN);
  await main.getByLabel("Email").fill("moved@example.com");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(nora.page.getByText("We have sent an email to the new address. It counts once you open the link in it.")).toBeVisible();
  await expect(main.getByText("nora@example.com").first(), "not yet").toBeVisible();
  await expect.poll(() => linkTo(mails, "moved@example.com", "/customer/account/confirm")).toBeTruthy();
  const link = linkTo(mails, "moved@example.com", "/customer/account/confirm") ?? "";
  // Whoever reads the mail has no account by it.
  const guest = await somebody();
  await guest.opens(link);
  await expect(guest.page).toHaveURL(/\/customer\/account\/login/);
  await nora.opens(link);
  await looksRight(nora);
  await expect(main.getByText("From now on you sign in with moved@example.com.")).toBeVisible();
  await expect(main.getByRole("link", { name: "Sign-in Information" })).toHaveAttribute("aria-current", "true");
  await main.getByRole("button", { name: "Confirm Email Address" }).click();
  await expect(nora.page.getByText("You saved the account information.")).toBeVisible();
  await expect(main.getByText("moved@example.com").first()).toBeVisible();
  // The address of before is told; the link is spent, and its page leads to where another one is asked for.
  const told = (mail: string) => mail.includes("<nora@example.com>") && mail.replace(/=\r?\n/g, "").includes("Email address changed");
  await expect.poll(() => mails.taken.some(told)).toBe(true);
  expect((await nora.opens(link))?.status()).toBe(404);
  await nora.canBeUsedByEverybody();
  await main.getByRole("paragraph").getByRole("link", { name: "Sign-in Information" }).click();
  await expect(main.getByLabel("Email")).toHaveValue("moved@example.com");
  for (const person of [rosa, nora, guest]) await person.page.context().close();
  await shop.close();
  await mails.close();
});
