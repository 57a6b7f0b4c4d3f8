import { type Person, expect, test } from "./shop";
import { addressOf, allows, customer, hasEnded, isAllowed, posts, rosaHasSwitchedItOn, says, staff } from "./steps";

const LABEL = "Allow remote shopping assistance";
const TOOLTIP = "This allows merchants to \"see what you see\" and take actions on your behalf in order to provide better assistance.";
const box = (person: Person, label = LABEL) => person.page.getByRole("checkbox", { name: label, exact: true });

async function saves(person: Person, button: "Save" | "Save Customer" | "Save Preference", told: string) {
  await person.page.getByRole("button", { name: button, exact: true }).click();
  await expect(person.page.getByRole("status")).toHaveText(told);
}

test("a customer lets the staff in by giving consent, and sends them out again by withdrawing it", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const ben = await customer(await another(), "ben");
  await ben.opens("/customer/account");
  expect(await isAllowed(ben)).toBe(false);
  await expect(ben.page.getByText(TOOLTIP).locator("visible=true")).toHaveCount(0);
  await ben.page.getByLabel("Tooltip").locator("visible=true").click();
  await expect(ben.page.getByText(TOOLTIP).locator("visible=true")).toBeVisible();
  await allows(ben, true);
  expect(await isAllowed(ben)).toBe(true);
  await expect(ben.page.getByText(/^Last changed on .*\d{4}.*[AP]M\sUTC\.$/).locator("visible=true")).toBeVisible();

  const visit = await rosa.logsInAs("ben");
  await expect(visit.banner()).toContainText("You are connected as Ben Castell on Main Website");

  await ben.opens("/customer/account/edit");
  expect(await isAllowed(ben)).toBe(true);
  await allows(ben, false);
  await hasEnded(visit, "The customer no longer allows remote shopping assistance.");

  await rosa.opensCustomer("ben");
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("heading", { name: "Login as Customer not enabled" })).toBeVisible();
  await rosa.opens("/admin/login-as-customer-log");
  await expect(rosa.page.getByRole("row").nth(1)).toContainText("Consent withdrawn");
});

test("while the feature is off nobody is asked for consent, and what was given stays", async ({ person: ada, another }) => {
  await ada.opens("/customer/account/create");
  await expect(ada.page.getByLabel("First Name")).toBeVisible();
  await expect(ada.page.getByRole("checkbox", { name: "Allow remote shopping assistance" })).toHaveCount(0);
  await customer(ada, "ada");
  await ada.opens("/customer/account");
  await expect(ada.page.getByText("Welcome, Ada Brandt!")).toBeVisible();
  await expect(ada.page.getByText(/remote shopping assistance/i)).toHaveCount(0);
  await ada.opens("/customer/account/edit");
  await expect(ada.page.getByLabel("First Name")).toHaveValue("Ada");
  await expect(ada.page.getByRole("checkbox")).toHaveCount(0);
  await saves(ada, "Save", "You saved the account information.");
  expect((await ada.opens("/customer/account/assistance"))?.status()).toBe(404);
  const rosa = await staff(await another(), "rosa");
  await rosa.opensCustomer("ada");
  await expect(rosa.page.getByRole("checkbox", { name: "Account is active" })).toBeVisible();
  await expect(box(rosa)).toHaveCount(0);
  await saves(rosa, "Save Customer", "You saved the customer.");

  await rosa.shop.switchesTheFeature(true);
  await ada.opens("/customer/account/edit");
  expect(await isAllowed(ada)).toBe(true);
  await ada.opens("/customer/account/assistance");
  expect(await isAllowed(ada)).toBe(true);
});

test("staff with the right change the consent for the customer, others only look at it", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const address = await addressOf(rosa, "ben");
  await says(box(rosa), "Never changed.");
  await box(rosa).check();
  await saves(rosa, "Save Preference", "You saved the customer.");
  await expect(box(rosa)).toBeChecked();
  await expect(box(rosa)).toHaveAccessibleDescription(/^Changed on .*\d{4}.* by rosa\.$/);

  // Theo may save the account: the consent that he cannot send stays.
  const theo = await staff(await another(), "theo");
  await theo.opens(address);
  await expect(box(theo)).toBeDisabled();
  await says(box(theo), "You have no permission to change Opt-In preference.");
  await theo.page.getByLabel("First Name").fill("Benjamin");
  await saves(theo, "Save Customer", "You saved the customer.");
  await expect(theo.page.getByRole("heading", { name: "Benjamin Castell" })).toBeVisible();
  await expect(box(theo)).toBeChecked();

  // The customer sees that it was not himself, and not who it was.
  const ben = await customer(await another(), "ben");
  await ben.opens("/customer/account");
  await expect(ben.page.getByText(/^Last changed on .* by our support\.$/).locator("visible=true")).toBeVisible();
  await expect(ben.page.locator("main")).not.toContainText("rosa");
});

test("a consent that is only shown stays as it is beside an error elsewhere", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  await theo.opensCustomer("ada");
  await theo.page.getByLabel("Email").fill("nonsense");
  expect(await posts(theo.page, "Save Customer")).toBe(422);
  await expect(box(theo)).toBeDisabled();
  await expect(box(theo)).toBeChecked();

  const visit = await rosa.logsInAs("ada");
  await visit.opens("/customer/account/edit");
  await visit.page.getByLabel("First Name").fill("");
  expect(await posts(visit.page, "Save")).toBe(422);
  await expect(box(visit)).toBeDisabled();
  await expect(box(visit)).toBeChecked();
});

test("the box has the title and the tooltip of the configuration, and who ticks it at registration has consented", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/config/login_as_customer");
  for (const [field, text] of [["Title for Login as Customer opt-in checkbox", "Our people may help me"], ["Login as Customer checkbox tooltip", "They shop <with> you & for you."]]) {
    const input = rosa.page.getByLabel(field);
    await rosa.page.locator(`#${await input.getAttribute("id")}-system`).uncheck();
    await input.fill(text);
  }
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();
  await expect(rosa.page.getByLabel("Title for Login as Customer opt-in checkbox")).toHaveValue("Our people may help me");

  const mara = await another();
  await mara.opens("/customer/account/create");
  await expect(box(mara, "Our people may help me")).not.toBeChecked();
  await mara.page.getByLabel("Tooltip").click();
  await expect(mara.page.getByText("They shop <with> you & for you.")).toBeVisible();
  await mara.page.getByLabel("First Name").fill("Mara");
  await mara.page.getByLabel("Last Name").fill("Nowak");
  await box(mara, "Our people may help me").check();
  await mara.page.getByLabel("Email").fill("mara@example.com");
  await mara.page.getByLabel(/^Password/).fill("a long new password");
  await mara.page.getByLabel("Confirm Password").fill("a long new password");
  await mara.page.getByRole("button", { name: "Create an Account" }).click();
  await expect(mara.page.getByText("Thank you for registering.")).toBeVisible();
  await mara.opens("/customer/account/assistance");
  expect(await isAllowed(mara, "Our people may help me")).toBe(true);

  const visit = await rosa.logsInAs("mara");
  await expect(visit.banner()).toContainText("You are connected as Mara Nowak");
});
