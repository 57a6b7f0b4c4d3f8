// Pages that were opened a while ago: in another tab, by somebody else, or by who has signed out since.
import { PASSWORD, expect, test } from "./shop";
import { allows, buys, customer, isAllowed, isWrong, node, posts, rosaHasSwitchedItOn, saves, signsOut, staff } from "./steps";

test("an account page of before the consent was withdrawn does not give it again", async ({ person: ada }) => {
  await ada.shop.switchesTheFeature(true);
  await customer(ada, "ada");
  await ada.opens("/customer/account/edit");
  const [elsewhere, older] = [await ada.inAnotherTab(), await ada.inAnotherTab()];
  for (const tab of [elsewhere, older]) await tab.opens("/customer/account/assistance");
  await allows(elsewhere, false);
  await ada.page.getByLabel("Last Name").fill("Brandt-Olsen");
  expect(await posts(ada.page, "Save")).toBe(303);
  await expect(ada.page.getByText("Welcome, Ada Brandt-Olsen!")).toBeVisible();
  expect(await isAllowed(ada)).toBe(false);
  // The form behind the switch is still ticked there, and she did not touch it.
  await older.page.evaluate(() => document.querySelector<HTMLFormElement>("form:has(#assistance_allowed)")?.requestSubmit());
  await older.page.waitForURL("**/customer/account");
  await ada.opens("/customer/account");
  expect(await isAllowed(ada)).toBe(false);
});

test("two who change different settings of one section both have their way, and of one setting the second is asked", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const other = await staff(await another(), "rosa");
  const name = other.page.getByLabel("Store Name");
  for (const admin of [rosa, other]) await admin.opens("/admin/config/general");
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.getByLabel("Store Name").fill("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await other.page.locator("#timezone-system").uncheck();
  await other.page.getByLabel("Timezone").selectOption("Europe/Berlin");
  expect(await saves(other, "Save Config")).toBe("saved");
  await other.opens("/admin/config/general");
  await expect(name).toHaveValue("Harbour and Hill");

  await rosa.opens("/admin/config/general");
  await expect(rosa.page.getByLabel("Timezone")).toHaveValue("Europe/Berlin");
  await rosa.page.getByLabel("Store Name").fill("Harbour");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await name.fill("Hill");
  expect(await saves(other, "Save Config")).toBe("changed meanwhile");
  await isWrong(name, "Meanwhile changed by rosa to: Harbour");
  await expect(name).toHaveValue("Hill");
  await other.canBeUsedByEverybody();
  expect(await saves(other, "Save Config")).toBe("saved");
  await expect(name).toHaveValue("Hill");
});

test("what was switched off is not switched on again by who saves another setting", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const other = await staff(await another(), "rosa");
  await other.opens("/admin/config/login_as_customer");
  await rosa.shop.switchesTheFeature(false);
  await other.page.locator("#shopping_assistance_checkbox_title-system").uncheck();
  await other.page.getByLabel("Title for Login as Customer opt-in checkbox").fill("Our people may help me");
  expect(await saves(other, "Save Config")).toBe("saved");
  await expect(other.page.getByLabel("Enable Login as Customer")).toHaveValue("0");
});

test("two products that were opened before there was a cart both land in it", async ({ person: guest }) => {
  const second = await guest.inAnotherTab();
  await second.opens("/product/lark-city-bike");
  await buys(guest, "harbour-mug");
  expect(await posts(second.page, "Add to Cart")).toBe(303);
  await guest.opens("/checkout/cart");
  await expect(guest.page.locator(".line-product")).toHaveText(["Harbour Mug", "Lark City Bike"]);
});

test("a role that was filled in while the session ended is there again after signing in", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  await rosa.page.getByLabel("Role Name").fill("Helpers");
  await node(rosa, "Allow Login as Customer").check();
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  const elsewhere = await rosa.inAnotherTab();
  await elsewhere.opens("/admin");
  await signsOut(elsewhere);
  await expect(elsewhere.page.getByText("You are signed out.")).toBeVisible();

  expect(await posts(rosa.page, "Save Role")).toBe(401);
  await expect(rosa.page.getByRole("alert")).toHaveText("Your session had ended. Nothing was saved. Please sign in again.");
  await rosa.page.getByLabel("User Name").fill("rosa");
  await rosa.page.getByLabel("Password").fill(PASSWORD);
  await rosa.page.getByRole("button", { name: "Sign in" }).click();
  await rosa.page.getByRole("button", { name: "Back to the form" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Helpers");
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(1);
  await expect(rosa.page.getByLabel("Your Password")).toHaveValue("");
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  expect(await posts(rosa.page, "Save Role")).toBe(303);
  await expect(rosa.page.getByRole("rowheader", { name: "Helpers" })).toBeVisible();
});

test("an account that was changed while the session ended is there again after signing in", { tag: "@both" }, async ({ person: ada }) => {
  await customer(ada, "ada");
  await ada.opens("/customer/account/edit");
  await ada.page.getByLabel("Last Name").fill("Brandt-Olsen");
  const elsewhere = await ada.inAnotherTab();
  await elsewhere.opens("/customer/account");
  expect(await posts(elsewhere.page, "Sign Out")).toBe(303);

  expect(await posts(ada.page, "Save")).toBe(401);
  await expect(ada.page.getByText("Your session had ended. Nothing was saved. Please sign in again.")).toBeVisible();
  await ada.page.getByLabel("Email").fill("ada@example.com");
  await ada.page.getByLabel(/^Password/).fill(PASSWORD);
  expect(await posts(ada.page, "Sign In")).toBe(200);
  await ada.page.getByRole("button", { name: "Back to the form" }).click();
  await expect(ada.page.getByLabel("Last Name")).toHaveValue("Brandt-Olsen");
  expect(await posts(ada.page, "Save")).toBe(303);
  await expect(ada.page.getByText("Welcome, Ada Brandt-Olsen!")).toBeVisible();
});

test("who clicks twice on Create an Account has one", async ({ person: mara }) => {
  await mara.opens("/customer/account/create");
  for (const [label, value] of [["First Name", "Mara"], ["Last Name", "Nowak"], ["Email", "mara@example.com"], ["Confirm Password", "a long new password"]]) await mara.page.getByLabel(label).fill(value);
  await mara.page.getByLabel(/^Password/).fill("a long new password");
  await mara.page.getByRole("button", { name: "Create an Account" }).dblclick();
  await expect(mara.page).toHaveURL(`${mara.shop.url}/customer/account`);
  await expect(mara.page.getByText("Welcome, Mara Nowak!")).toBeVisible();
});
