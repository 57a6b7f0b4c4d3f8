// Staff and customers as people at browsers: from an invitation to the first sign-in with a second factor, own sessions, and the word before a
// session ends.
import { createHmac } from "node:crypto";
import { looksRight } from "./looks";
import { PASSWORD, type Person, expect, test } from "./shop";
import { own, rosaHasSwitchedItOn } from "./steps";

const OWN = "a long new password";

/** The code that an authenticator app shows for a key, so many steps of 30 seconds from now (RFC 6238). */
function codeOf(key: string, ahead: number): string {
  const bits = [...key.replaceAll(" ", "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", bytes).update(step).digest();
  return String((hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function confirms(person: Person, button: string) {
  await person.page.getByLabel("Your Password").fill(OWN);
  await person.page.getByRole("button", { name: button }).click();
}

test("from an invitation to the first sign-in with a second factor", { tag: "@both" }, async ({ person: rosa, another, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/users/new");
  for (const [field, value] of [["User Name", "ravi"], ["First Name", "Ravi"], ["Last Name", "Patel"], ["Email", "ravi@alongside.example"]]) await rosa.page.getByLabel(field).fill(value);
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Support");
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  await rosa.page.getByRole("button", { name: "Save User" }).click();
  const link = new URL(await rosa.page.getByLabel("Link", { exact: true }).inputValue());
  await rosa.canBeUsedByEverybody();

  const ravi = await another();
  await ravi.opens(link.pathname + link.search);
  await looksRight(ravi);
  await ravi.page.getByLabel(/^Password/).fill(OWN);
  await ravi.page.getByLabel("Confirm Password").fill(OWN);
  await ravi.page.getByRole("button", { name: "Set Password" }).click();
  await expect(ravi.page.getByText("You updated your password.")).toBeVisible();
  await ravi.signsInAsStaff("ravi", OWN);
  await ravi.opens("/admin/account/factor");
  await confirms(ravi, "Set Up");
  await expect(ravi.page.getByRole("img", { name: "QR code with the key" })).toBeVisible();
  await ravi.canBeUsedByEverybody();
  const key = await ravi.page.locator("code").innerText();
  await ravi.page.getByLabel("Authenticator code").fill(codeOf(key, 0));
  await confirms(ravi, "Confirm");
  await expect(ravi.page.getByRole("listitem").filter({ has: ravi.page.locator("code") })).toHaveCount(10);

  const elsewhere = await another();
  await elsewhere.signsInAsStaff("ravi", OWN);
  await expect(elsewhere.page.getByLabel("Authenticator code")).toBeVisible();
  await looksRight(elsewhere);
  await elsewhere.page.getByLabel("Authenticator code").fill("000000");
  await elsewhere.page.getByRole("button", { name: "Confirm" }).click();
  await expect(elsewhere.page.getByText("This code is not right").first()).toBeVisible();
  await elsewhere.page.getByLabel("Authenticator code").fill(codeOf(key, 1));
  await elsewhere.page.getByRole("button", { name: "Confirm" }).click();
  await expect(own(elsewhere)).toBeVisible();

  // Both sessions stand in the account, and each others' end.
  await ravi.opens("/admin/account");
  await expect(ravi.page.getByRole("row", { name: /This session/ })).toHaveCount(1);
  await ravi.page.getByRole("button", { name: /^End: / }).click();
  await expect(ravi.page.getByText("You ended the session.")).toBeVisible();
  await elsewhere.opens("/admin");
  await expect(elsewhere.page).toHaveURL(/\/admin\/login/);

  await rosa.opens("/admin/users?q=ravi");
  await rosa.page.getByRole("rowheader").getByRole("link", { name: "ravi", exact: true }).click();
  await rosa.page.getByRole("link", { name: "Reset Two-Factor Authorization" }).click();
  await expect(rosa.page.getByText("signs in with the password alone until Two-Factor Authorization is set up again")).toBeVisible();
  await looksRight(rosa);

  // A few minutes later a code is asked for beside the password as well, and whoever has given it stays signed in.
  await shop.advance(6);
  await ravi.opens("/admin/account/factor");
  await ravi.canBeUsedByEverybody();
  await confirms(ravi, "Switch Off");
  await expect(ravi.page.getByRole("alert")).toHaveText(/Please correct one field below/);
  await expect(ravi.page.getByLabel("Authenticator code")).toHaveAttribute("aria-invalid", "true");
  await ravi.page.getByLabel("Authenticator code").fill(codeOf(key, 12));
  await confirms(ravi, "Switch Off");
  await expect(ravi.page.getByText("Only your password is asked for when you sign in.")).toBeVisible();
});

test("a customer sees a visit among his sessions, and ends it, and all other sessions", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const ada = await another();
  await ada.hasSignedIn("customer", "ada");
  await ada.opens("/customer/account/sessions");
  await ada.canBeUsedByEverybody();
  await ada.page.getByRole("button", { name: "End: Our support, with Login as Customer" }).click();
  await expect(ada.page.getByText("You ended the session.")).toBeVisible();
  await visit.opens("/customer/account");
  await expect(visit.page).toHaveURL(/\/assistance\/ended$/);
  const elsewhere = await another();
  await elsewhere.hasSignedIn("customer", "ada");
  await ada.opens("/customer/account/sessions");
  await ada.page.getByRole("link", { name: "End all other sessions" }).click();
  await ada.canBeUsedByEverybody();
  await ada.page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(ada.page.getByText("All other open sessions for this account were terminated.")).toBeVisible();
  await elsewhere.opens("/customer/account");
  await expect(elsewhere.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
});

test("before a session ends it is said, and whoever stays loses nothing that he typed", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.clock.install();
  await rosa.opens("/admin/roles/new");
  await rosa.page.getByLabel("Role Name").fill("Night Shift");
  await shop.advance(14);
  await rosa.page.clock.fastForward("14:00");
  const stay = rosa.page.getByRole("button", { name: "Stay signed in" });
  await expect(stay).toBeVisible();
  await rosa.canBeUsedByEverybody();
  // A server that cannot answer for a moment ends nothing.
  await rosa.page.route("**/admin/account", (route) => route.fulfill({ status: 503 }));
  await Promise.all([rosa.page.waitForResponse("**/admin/account"), stay.click()]);
  await rosa.page.unroute("**/admin/account");
  await stay.click();
  await expect(stay).toBeHidden();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Night Shift");
  await shop.advance(14);
  await rosa.page.clock.fastForward("14:00");
  await expect(stay).toBeVisible();
  await shop.advance(2);
  await rosa.page.clock.fastForward("02:00");
  await expect(rosa.page.getByText("Your current session has been expired.")).toBeVisible();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Night Shift");
});

test("before a visit ends for want of use it is said in its tab, and whoever goes on has all of its time again", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await visit.page.clock.install();
  await visit.opens("/customer/account/edit");
  await visit.page.getByLabel("First Name").fill("Adele");
  await shop.advance(14);
  await visit.page.clock.fastForward("14:00");
  const goesOn = visit.page.getByRole("button", { name: "Continue the session" });
  await expect(goesOn).toBeVisible();
  await expect(visit.banner()).toContainText("1 minute left");
  await visit.canBeUsedByEverybody();
  await goesOn.click();
  await expect(goesOn).toBeHidden();
  await expect(visit.banner()).toContainText("15 minutes left");
  await expect(visit.page.getByLabel("First Name")).toHaveValue("Adele");
  // An hour is the longest: what is said then offers nothing that cannot be.
  for (const minutes of [14, 14, 14]) {
    await shop.advance(minutes);
    await visit.opens("/customer/account");
  }
  await shop.advance(2.5);
  await visit.page.clock.fastForward("02:30");
  await expect(visit.page.getByRole("alert")).toContainText("The session ends in 2 minutes");
  await expect(goesOn).toBeHidden();
});
