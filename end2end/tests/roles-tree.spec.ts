import { type Person, expect, test } from "./shop";
import { rosaHasSwitchedItOn, staff } from "./steps";

const box = (person: Person, name: string) => person.page.getByRole("checkbox", { name, exact: true });
const half = (person: Person, name: string) => box(person, name).evaluate((el: HTMLInputElement) => el.indeterminate);

async function isDrawn(person: Person, states: Record<string, "none" | "some" | "all">) {
  for (const [name, state] of Object.entries(states)) {
    await expect.poll(() => half(person, name), { message: `${name} is ${state}` }).toBe(state === "some");
    await expect(box(person, name), name).toBeChecked({ checked: state === "all" });
  }
}

test("a heading is drawn from its rights, and ticks and clears all of them", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Support");
  await rosa.alive();
  await isDrawn(rosa, { Customers: "some", "All Customers": "some", Actions: "some", "Login as Customer": "some", Stores: "none", System: "none", Permissions: "none" });

  await box(rosa, "Customers").click();
  await isDrawn(rosa, { Customers: "all", "All Customers": "all", Actions: "all", "Login as Customer": "all", Stores: "none" });
  for (const leaf of ["View", "Edit", "Remote shopping assistance opt-in", "Allow Login as Customer", "View Login as Customer Log"]) await expect(box(rosa, leaf)).toBeChecked();
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(5);

  await box(rosa, "View Login as Customer Log").uncheck();
  await isDrawn(rosa, { Customers: "some", "All Customers": "all", "Login as Customer": "some" });
  await box(rosa, "Login as Customer").click();
  await isDrawn(rosa, { Customers: "all", "Login as Customer": "all" });
  await box(rosa, "Customers").click();
  await isDrawn(rosa, { Customers: "none", "All Customers": "none", Actions: "none", "Login as Customer": "none" });
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(0);

  // What is drawn is what is sent.
  await box(rosa, "Configuration").check();
  await rosa.page.getByLabel("Your Password").fill("alongside-demo");
  await rosa.page.getByRole("button", { name: "Save Role" }).click();
  await expect(rosa.page.getByText("You saved the role.")).toBeVisible();
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Support");
  await rosa.alive();
  await isDrawn(rosa, { Customers: "none", Stores: "all", Settings: "all", "General Section": "all", "Login as Customer Section": "all" });
});

test("before a role is saved it says whom that affects, which sessions would end, and whether one hands out more than one holds", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  await theo.logsInAs("ada");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await rosa.alive();
  const affected = rosa.page.locator(".affected");
  await expect(affected).toBeEmpty();
  const call = rosa.page.waitForResponse("**/admin/api/role/affects");
  await box(rosa, "Allow Login as Customer").uncheck();
  expect((await call).headers()["content-type"]).toBe("application/json");
  await expect(affected).toContainText("1 user holds this role.");
  await expect(affected).toContainText("1 session in progress would end.");
  await rosa.canBeUsedByEverybody();
  await box(rosa, "Allow Login as Customer").check();
  await expect(affected).toBeEmpty();
});

test("the filter leaves what is called like it, with the headings above and the rights below", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  const filter = rosa.page.getByRole("searchbox", { name: "Filter resources" });
  await filter.fill("log");
  for (const name of ["Customers", "Login as Customer", "Allow Login as Customer", "View Login as Customer Log", "Login as Customer Section"]) await expect(box(rosa, name)).toBeVisible();
  for (const name of ["Edit", "System", "All Users", "General Section"]) await expect(box(rosa, name)).toBeHidden();
  await box(rosa, "View Login as Customer Log").check();
  await filter.fill("zzz");
  await expect(rosa.page.getByText("We couldn't find any records.")).toBeVisible();
  await filter.press("Enter");
  await filter.fill("");
  await expect(box(rosa, "View Login as Customer Log")).toBeChecked();
  await expect(rosa.page.getByText("1 of 5")).toBeVisible();
});

test("choosing All hides the tree, and Custom shows it again with what was ticked", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  const tree = rosa.page.locator("ul.tree");
  await box(rosa, "All Users").check();
  await expect(tree).toBeVisible();
  await rosa.page.getByLabel("Resource Access").selectOption("all");
  await expect(tree).toBeHidden();
  await rosa.page.getByLabel("Resource Access").selectOption("custom");
  await expect(tree).toBeVisible();
  await expect(box(rosa, "All Users")).toBeChecked();
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Administrators" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Administrators");
  await rosa.alive();
  await expect(rosa.page.getByLabel("Resource Access")).toHaveValue("all");
  await expect(rosa.page.locator("ul.tree")).toBeHidden();
});

test("a field whose system value is used cannot be typed into", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  const [name, system] = [rosa.page.getByLabel("Store Name"), rosa.page.locator("#name-system")];
  await expect(system).toBeChecked();
  await expect(name).toBeDisabled();
  await system.uncheck();
  await expect(name).toBeEnabled();
  await name.fill("Beside");
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();
  await rosa.alive();
  await expect(name).toBeEnabled();
  await expect(name).toHaveValue("Beside");
  await system.check();
  await expect(name).toBeDisabled();
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(system).toBeChecked();
  await expect(name).toHaveValue("Alongside");
  await expect(name).toBeDisabled();
});
