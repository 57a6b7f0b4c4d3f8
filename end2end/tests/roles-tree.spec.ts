import { type Person, expect, test } from "./shop";
import { SEE_CUSTOMERS, isWrong, node, right, rosaHasSwitchedItOn, saves, staff } from "./steps";

const half = (person: Person, name: string) => node(person, name).evaluate((el: HTMLInputElement) => el.indeterminate);

async function isDrawn(person: Person, states: Record<string, "none" | "some" | "all">) {
  for (const [name, state] of Object.entries(states)) {
    await expect.poll(() => half(person, name), { message: `${name} is ${state}` }).toBe(state === "some");
    await expect(node(person, name), name).toBeChecked({ checked: state === "all" });
  }
}

test("a heading is drawn from its rights, and ticks and clears all of them", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Support");
  await rosa.alive();
  await isDrawn(rosa, { Customers: "some", "All Customers": "some", Actions: "some", "Login as Customer": "some", Stores: "none", System: "none", Permissions: "none" });

  await node(rosa, "Customers").click();
  await isDrawn(rosa, { Customers: "all", "All Customers": "all", Actions: "all", "Login as Customer": "all", Stores: "none" });
  await expect(right(rosa, SEE_CUSTOMERS)).toBeChecked();
  for (const leaf of ["Edit", "Remote shopping assistance opt-in", "Allow Login as Customer", "View Login as Customer Log"]) await expect(node(rosa, leaf)).toBeChecked();
  await expect(rosa.page.locator("input[name=resource]:checked"), "and the orders, which were ticked").toHaveCount(9);

  await node(rosa, "View Login as Customer Log").uncheck();
  await isDrawn(rosa, { Customers: "some", "All Customers": "all", "Login as Customer": "some" });
  await node(rosa, "Login as Customer").click();
  await isDrawn(rosa, { Customers: "all", "Login as Customer": "all" });
  await node(rosa, "Customers").click();
  await isDrawn(rosa, { Customers: "none", "All Customers": "none", Actions: "none", "Login as Customer": "none" });
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(1);

  // What is drawn is what is sent.
  await node(rosa, "Stores").check();
  await rosa.page.getByLabel("Your Password").fill("alongside-demo");
  await rosa.page.getByRole("button", { name: "Save Role" }).click();
  await expect(rosa.page.getByText("You saved the role.")).toBeVisible();
  await rosa.page.reload();
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
  const affected = rosa.page.locator("#role-resources .affected");
  await expect(affected).toBeEmpty();
  const call = rosa.page.waitForResponse("**/admin/api/role/affects");
  await node(rosa, "Allow Login as Customer").uncheck();
  expect((await call).headers()["content-type"]).toBe("application/json");
  await expect(affected).toContainText("1 user holds this role.");
  await expect(affected).toContainText("1 session in progress would end.");
  await rosa.canBeUsedByEverybody();
  await node(rosa, "Allow Login as Customer").check();
  await expect(affected).toBeEmpty();
});

test("the filter leaves what is called like it, with the headings above and the rights below", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  const filter = rosa.page.getByRole("searchbox", { name: "Filter resources" });
  await filter.fill("log");
  for (const name of ["Customers", "Login as Customer", "Allow Login as Customer", "View Login as Customer Log", "Login as Customer Section"]) await expect(node(rosa, name)).toBeVisible();
  for (const name of ["Edit", "Tools", "All Users", "General Section"]) await expect(node(rosa, name)).toBeHidden();
  await node(rosa, "View Login as Customer Log").check();
  await filter.fill("zzz");
  await expect(rosa.page.locator("#role-resources").getByText("We couldn't find any records.")).toBeVisible();
  await filter.press("Enter");
  await filter.fill("");
  await expect(node(rosa, "View Login as Customer Log")).toBeChecked();
  await expect(rosa.page.getByText("1 of 8")).toBeVisible();
});

test("Role Scopes is the same tree: filtered, walked, marked, and it says whom a change affects", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  await theo.logsInAs("ada");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await rosa.alive();
  await expect(rosa.page.getByRole("tree", { name: "Websites" })).toBeHidden();
  await rosa.page.getByLabel("Role Scopes").selectOption("custom");
  const tree = rosa.page.getByRole("tree", { name: "Websites" });
  await expect(tree).toContainText("Main Website Store and Outlet Store");
  await rosa.page.getByRole("searchbox", { name: "Filter Websites" }).fill("inter");
  await expect(node(rosa, "Main Website")).toBeHidden();
  await node(rosa, "International Website").check();
  await rosa.page.getByRole("searchbox", { name: "Filter Websites" }).fill("");
  await expect(rosa.page.locator("#role-scopes .affected")).toContainText("1 session in progress would end.");
  await rosa.canBeUsedByEverybody();
  await tree.getByRole("treeitem", { name: /^International/ }).focus();
  await rosa.page.keyboard.press("ArrowUp");
  await rosa.page.keyboard.press("Space");
  await expect(node(rosa, "Main Website")).toBeChecked();
  await expect(rosa.page.locator("#role-scopes .affected")).not.toContainText("session");
  await rosa.page.getByLabel("Your Password").fill("alongside-demo");
  expect(await saves(rosa, "Save Role")).toBe("saved");
  await node(rosa, "International Website").uncheck();
  await expect(rosa.page.getByText("Taken since the last save: International Website")).toBeVisible();
});

test("choosing All hides the tree, and Custom shows it again with what was ticked", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  const tree = rosa.page.locator("#role-resources ul.tree");
  await node(rosa, "All Users").check();
  await expect(tree).toBeVisible();
  await rosa.page.getByLabel("Resource Access").selectOption("all");
  await expect(tree).toBeHidden();
  await rosa.page.getByLabel("Resource Access").selectOption("custom");
  await expect(tree).toBeVisible();
  await expect(node(rosa, "All Users")).toBeChecked();
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Administrators" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Administrators");
  await rosa.alive();
  await expect(rosa.page.getByLabel("Resource Access")).toHaveValue("all");
  await expect(rosa.page.locator("#role-resources ul.tree")).toBeHidden();
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

test("the tree is walked by keys, and ticked by them, as the ARIA pattern says", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  const [tree, keys] = [rosa.page.getByRole("tree", { name: "Resources" }), rosa.page.keyboard];
  const item = (name: string) => tree.getByRole("treeitem", { name: new RegExp(`^${name}\\b`) }).first();
  const stands = async (name: string) => await expect(item(name)).toBeFocused();
  await expect(tree.locator("[role=treeitem][tabindex='0']"), "one stop of the tab key").toHaveCount(1);
  await rosa.page.getByRole("button", { name: "Collapse all" }).click();
  await expect(item("Customers")).toHaveAttribute("aria-expanded", "false");
  await keys.press("Tab");
  await stands("Sales");
  await keys.press("ArrowDown");
  await stands("Catalog");
  await keys.press("ArrowDown");
  await stands("Customers");
  await keys.press("ArrowDown");
  await stands("Marketing");
  await keys.press("ArrowUp");
  await keys.press("ArrowRight");
  await expect(item("Customers")).toHaveAttribute("aria-expanded", "true");
  await stands("Customers");
  await keys.press("ArrowRight");
  await stands("All Customers");
  await keys.press("ArrowLeft");
  await stands("Customers");
  await keys.press("End");
  await stands("System");
  await keys.press("Home");
  await stands("Sales");
  await keys.press("s");
  await stands("Stores");
  await keys.press("*");
  await expect(item("System")).toHaveAttribute("aria-expanded", "true");
  await keys.press("Space");
  await expect(item("Stores")).toHaveAttribute("aria-checked", "true");
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(18);
  await keys.press("End");
  await stands("Action Log");
  await keys.press("ArrowRight");
  await keys.press("End");
  await stands("Archive");
  await keys.press("Space");
  await expect(item("System")).toHaveAttribute("aria-checked", "mixed");
  await rosa.page.getByRole("button", { name: "Expand all" }).click();
  await expect(tree.locator("[aria-expanded=false]")).toHaveCount(0);
  // What the filter leaves can be walked to, and a word has blanks.
  await item("Customers").focus();
  await keys.type("view l");
  await stands("View Login as Customer Log");
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(19);
  await rosa.page.getByRole("searchbox", { name: "Filter resources" }).fill("users");
  await expect(tree.locator("[role=treeitem][tabindex='0']:visible")).toHaveCount(1);
});

test("Save Role goes by a call: nothing is loaded, the password is gone, and what was changed is told until then", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Support" }).click();
  await rosa.alive();
  await rosa.page.evaluate(() => Object.assign(window, { still: "here" }));
  await rosa.page.getByLabel("Role Name").fill("Helpers");
  await node(rosa, "View Login as Customer Log").check();
  await right(rosa, SEE_CUSTOMERS).uncheck();
  await expect(rosa.page.getByText("Granted since the last save: View Login as Customer Log")).toBeVisible();
  await expect(rosa.page.getByText("Taken since the last save: View")).toBeVisible();
  await expect(rosa.page.locator(".saving")).toContainText("2 unsaved changes: Role Name and Resources");
  await rosa.page.getByLabel("Your Password").fill("not my password");
  expect(await saves(rosa, "Save Role")).toBe("wrong");
  await isWrong(rosa.page.getByLabel("Your Password"), "The password entered for the current user is invalid");
  await expect(rosa.page.getByLabel("Your Password")).toBeFocused();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Helpers");
  await expect(rosa.page, "as on a page that came back").toHaveTitle(/^Error: Support/);
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByLabel("Your Password").fill("alongside-demo");
  const sent = rosa.page.waitForRequest("**/admin/api/role/save");
  expect(await saves(rosa, "Save Role")).toBe("saved");
  expect((await sent).headers()["content-type"]).toBe("application/json");
  await expect(rosa.page.getByText("You saved the role.")).toBeVisible();
  await expect(rosa.page.getByLabel("Your Password")).toHaveValue("");
  await expect(rosa.page.getByText("since the last save")).toHaveCount(0);
  await expect(rosa.page.locator("[aria-invalid]")).toHaveCount(0);
  expect(await rosa.page.evaluate(() => "still" in window), "nothing was loaded").toBe(true);
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Helpers");
  await expect(rosa.page).toHaveTitle(/^Helpers/);
  await rosa.page.reload();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Helpers");
  await expect(right(rosa, SEE_CUSTOMERS)).not.toBeChecked();
});

test("a role that two change at once: each right is a matter of its own, and the name is asked for", async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const other = await staff(await another(), "rosa");
  for (const admin of [rosa, other]) {
    await admin.opens("/admin/roles");
    await admin.page.getByRole("link", { name: "Support" }).click();
    await admin.alive();
    await admin.page.getByLabel("Your Password").fill("alongside-demo");
  }
  await rosa.page.getByLabel("Role Name").fill("Helpers");
  await right(rosa, SEE_CUSTOMERS).uncheck();
  expect(await saves(rosa, "Save Role")).toBe("saved");
  await other.page.getByLabel("Role Name").fill("Friends");
  await node(other, "User Roles").check();
  expect(await saves(other, "Save Role")).toBe("changed meanwhile");
  await isWrong(other.page.getByLabel("Role Name"), "Meanwhile changed to: Helpers");
  await expect(other.page.getByLabel("Role Name")).toHaveValue("Friends");
  await expect(right(other, SEE_CUSTOMERS), "what was left alone shows what is stored").not.toBeChecked();
  await expect(node(other, "User Roles")).toBeChecked();
  expect(await saves(other, "Save Role")).toBe("saved");
  await other.page.reload();
  await expect(other.page.getByLabel("Role Name")).toHaveValue("Friends");
  await expect(right(other, SEE_CUSTOMERS)).not.toBeChecked();
  await expect(node(other, "User Roles")).toBeChecked();
});
