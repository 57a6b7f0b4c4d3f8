// Whoever does not get in: locked out and let in again, and back by a link for whoever forgot his password.
import { linkTo, mailServer, shopThatMails } from "./mailbox";
import { PASSWORD, Person, expect, test } from "./shop";
import { isWrong, own, rosaHasSwitchedItOn } from "./steps";

const REFUSED = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.";
const OWN = "a long new password";

/** Six wrong passwords, and the right one, which opens nothing any more and is told the same. */
async function isLockedOut(person: Person, signIn: (password: string) => Promise<void>) {
  for (let n = 0; n < 6; n++) await signIn("not the password");
  await signIn(PASSWORD);
  await isWrong(person.page.getByLabel("Password"), REFUSED);
}

test("a user who is locked out is seen by an administrator, unlocked, and signs in", { tag: "@both" }, async ({ person: rosa, another }) => {
  const theo = await another();
  await isLockedOut(theo, (password) => theo.signsInAsStaff("theo", password));
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/users");
  await expect(rosa.page.getByRole("row", { name: /theo/ })).toContainText("Locked until");
  await rosa.page.getByRole("link", { name: "theo", exact: true }).click();
  await expect(rosa.page.getByText("Locked until")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.opens("/admin/locked-users");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Unlock: theo" }).click();
  await expect(rosa.page.getByText("Nobody is locked out.")).toBeVisible();
  await theo.signsInAsStaff("theo");
  await expect(theo.page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a customer who is locked out is unlocked on his page, and signs in", { tag: "@both" }, async ({ person: rosa, another }) => {
  const ada = await another();
  await isLockedOut(ada, (password) => ada.signsInAsCustomer("ada", password));
  await rosaHasSwitchedItOn(rosa);
  await rosa.opensCustomer("ada");
  await expect(rosa.page.getByText("Locked until")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Unlock" }).click();
  await expect(rosa.page.locator("#account-lock")).toHaveText("Unlocked");
  await ada.signsInAsCustomer("ada");
  await expect(ada.page).toHaveURL(/\/customer\/account$/);
});

for (const { who, door, email, path, button, title, signsIn } of [
  {
    who: "a customer", door: "/customer/account/forgotpassword", email: "ada@example.com", path: "/customer/account/createpassword",
    button: "Reset My Password", title: "Set a New Password", signsIn: (person: Person) => person.signsInAsCustomer("ada", OWN),
  },
  {
    who: "a user", door: "/admin/forgot", email: "theo@alongside.example", path: "/admin/password",
    button: "Retrieve Password", title: "Reset a Password", signsIn: (person: Person) => person.signsInAsStaff("theo", OWN),
  },
]) {
  test(`${who} who forgot his password sets another one by the link of a mail, which opens once`, { tag: "@both" }, async ({ browser, javaScriptEnabled }) => {
    const mails = await mailServer();
    const shop = await shopThatMails(mails);
    const context = await browser.newContext({ javaScriptEnabled, locale: "en-US" });
    const person = new Person(await context.newPage(), shop, javaScriptEnabled !== false);
    await person.opens(door);
    await person.canBeUsedByEverybody();
    await person.page.getByLabel("Email").fill(email);
    await person.page.getByRole("button", { name: button }).click();
    await expect.poll(() => linkTo(mails, email, path)).toBeTruthy();
    const link = linkTo(mails, email, path) ?? "";
    await person.opens(link);
    await person.canBeUsedByEverybody();
    await expect(person.page.getByRole("heading", { name: title })).toBeVisible();
    await person.page.getByLabel(/^Password/).fill(OWN);
    await person.page.getByLabel("Confirm Password").fill(OWN);
    await person.page.getByRole("main").getByRole("button").click();
    await expect(person.page).toHaveURL(/login$/);
    expect((await person.opens(link))?.status()).toBe(404);
    await expect(person.page.getByRole("main").getByRole("link", { name: /forgot your password/i })).toBeVisible();
    await signsIn(person);
    await expect(own(person).or(person.page.getByText("Welcome,")).first()).toBeVisible();
    await context.close();
    await shop.close();
    await mails.close();
  });
}
