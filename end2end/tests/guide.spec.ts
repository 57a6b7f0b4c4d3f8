// Adobe's guide to Login as Customer, step by step, as far as the shop goes: whoever was trained on it finds each place by its words.
import { expect, test } from "./shop";
import { PASSWORD, type Person } from "./shop";

/** Follows the sidebar: a heading, the heading under it where the guide names one, and the entry. */
async function goes(person: Person, heading: string, under: string | null, entry: string) {
  const group = person.page.getByRole("navigation", { name: "Menu" }).getByRole("listitem").filter({ has: person.page.getByRole("heading", { name: heading, exact: true }) });
  if (under) await expect(group.getByRole("heading", { name: under, exact: true })).toBeVisible();
  await group.getByRole("link", { name: entry, exact: true }).click();
  await person.alive();
}

test("the steps of the guide lead where it says, by its own words", { tag: "@both" }, async ({ person: rosa, another }) => {
  // Enable the feature.
  await rosa.signsInAsStaff("rosa");
  await goes(rosa, "Stores", "Settings", "Configuration");
  const panel = rosa.page.getByRole("navigation", { name: "Sections" });
  await panel.getByText("Customers", { exact: true }).click();
  await panel.getByRole("link", { name: "Login as Customer" }).click();
  await rosa.alive();
  await rosa.page.locator("#enabled-system").uncheck();
  await rosa.page.getByLabel("Enable Login as Customer").selectOption("Yes");
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();

  // Enable access for admin users.
  await goes(rosa, "System", "Permissions", "User Roles");
  await rosa.page.getByRole("link", { name: "Auditors" }).click();
  await rosa.alive();
  await rosa.page.getByRole("navigation", { name: "Role Information" }).getByRole("link", { name: "Role Resources" }).click();
  await rosa.page.getByLabel("Resource Access").selectOption("Custom");
  if (rosa.scripts) await rosa.page.getByRole("treeitem", { name: "Allow Login as Customer" }).click();
  else await rosa.page.getByLabel("Allow Login as Customer").check();
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  await rosa.page.getByRole("button", { name: "Save Role" }).click();
  await expect(rosa.page.getByText("You saved the role.")).toBeVisible();

  // From the admin: a customer whose account allows it.
  await goes(rosa, "Customers", null, "All Customers");
  await rosa.page.getByRole("rowheader").getByRole("link", { name: /Ben/ }).click();
  await rosa.alive();
  const account = rosa.page.getByRole("region", { name: "Account Information" });
  await expect(rosa.page.getByRole("heading", { name: "Customer Information" })).toBeVisible();
  await account.getByLabel("Allow remote shopping assistance").check();
  // An act of its own, with a button of its own.
  await account.getByRole("button", { name: "Save Preference" }).click();
  await expect(account.getByLabel("Allow remote shopping assistance")).toBeChecked();
  await rosa.opensCustomer("ben");
  await expect(rosa.page.getByRole("link", { name: "Login as Customer", exact: true })).toBeVisible();

  // The customer's own permission.
  const clara = await another();
  await clara.signsInAsCustomer("clara");
  await clara.page.getByRole("link", { name: "Account Information" }).first().click();
  await clara.alive();
  await expect(clara.page.getByRole("heading", { name: "Account Information", level: 1 })).toBeVisible();
  await expect(clara.page.getByRole(clara.scripts ? "switch" : "checkbox", { name: "Allow remote shopping assistance" })).toBeVisible();
});
