import { PASSWORD, type Person, expect, test } from "./shop";
import { SEE_CUSTOMERS, addressOf, hasEnded, isWrong, node, own, right, rosaHasSwitchedItOn, saves, says, staff } from "./steps";

const WRONG_PASSWORD = "The password entered for the current user is invalid. Verify the password and try again.";
const LAST = "Nobody else would be left who holds all rights. Give them to another active user first.";

const granted = (person: Person) => person.page.locator("input[name=resource]:checked");

/** Opens an entry of a grid: a role or a user. */
async function edits(person: Person, grid: "roles" | "users", name: string) {
  await person.opens(`/admin/${grid}`);
  await person.page.getByRole("rowheader").getByRole("link", { name, exact: true }).click();
  await expect(person.page.getByLabel("Your Password")).toBeVisible();
  await person.alive();
}

/** Presses a button that asks for the own password. */
async function confirms(person: Person, button: "Save Role" | "Save User" | "Delete Role", password = PASSWORD) {
  await person.page.getByLabel("Your Password").fill(password);
  return saves(person, button);
}

test("a role with the log alone opens the log, and never the button", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const address = await addressOf(rosa, "ada");
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "Add New Role" }).click();
  await rosa.alive();
  await rosa.page.getByLabel("Role Name").fill("Log readers");
  await node(rosa, "View Login as Customer Log").check();
  expect(await confirms(rosa, "Save Role")).toBe("saved");
  await expect(rosa.page.getByText("You saved the role.")).toBeVisible();
  await expect(rosa.page.getByRole("row", { name: /Log readers/ })).toContainText("Custom");

  await rosa.opens("/admin/users/new");
  for (const [field, value] of [["User Name", "ravi"], ["First Name", "Ravi"], ["Last Name", "Patel"], ["Email", "ravi@alongside.example"]]) await rosa.page.getByLabel(field).fill(value);
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Log readers");
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  await rosa.page.getByRole("button", { name: "Save User" }).click();
  const link = await rosa.page.getByLabel("Link", { exact: true }).inputValue();
  await rosa.opens("/admin/users");
  await expect(rosa.page.getByRole("row", { name: /ravi/ })).toContainText("Log readers");

  const ravi = await another();
  await ravi.opens(new URL(link).pathname + new URL(link).search);
  await ravi.page.getByLabel(/^Password/).fill("a long new password");
  await ravi.page.getByLabel("Confirm Password").fill("a long new password");
  await ravi.page.getByRole("button", { name: "Set Password" }).click();
  await ravi.signsInAsStaff("ravi", "a long new password");
  await expect(own(ravi)).toBeVisible();
  await ravi.opens("/admin/login-as-customer-log");
  await expect(ravi.page.getByRole("heading", { name: "Login as Customer Log", level: 1 })).toBeVisible();
  for (const path of ["/admin/customers", `${address}/login-as-customer`]) expect((await ravi.opens(path))?.status(), path).toBe(403);

  // What was ticked is ticked again; what is added holds from the next request on.
  await edits(rosa, "roles", "Log readers");
  await expect(granted(rosa)).toHaveCount(1);
  await expect(node(rosa, "View Login as Customer Log")).toBeChecked();
  await right(rosa, SEE_CUSTOMERS).check();
  expect(await confirms(rosa, "Save Role")).toBe("saved");
  await edits(rosa, "roles", "Log readers");
  await expect(granted(rosa)).toHaveCount(2);
  await ravi.opens(address);
  await expect(ravi.page.getByRole("heading", { name: "Ada Brandt" })).toBeVisible();
  await expect(ravi.page.getByRole("link", { name: "Login as Customer", exact: true })).toHaveCount(0);
});

test("saving a role asks for one's own password, and keeps what was entered when it is wrong", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/roles/new");
  await rosa.page.getByLabel("Role Name").fill("Helpers");
  await node(rosa, "Allow Login as Customer").check();
  expect(await confirms(rosa, "Save Role", "not my password")).toBe("wrong");
  await isWrong(rosa.page.getByLabel("Your Password"), WRONG_PASSWORD);
  await expect(rosa.page.getByRole("alert").filter({ hasText: "Please correct one field below." })).toBeVisible();
  await expect(rosa.page.getByLabel("Your Password")).toHaveValue("");
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Helpers");
  await expect(granted(rosa)).toHaveCount(1);
  await expect(node(rosa, "Allow Login as Customer")).toBeChecked();
  await rosa.page.getByLabel("Role Name").fill("Support");
  expect(await confirms(rosa, "Save Role")).toBe("wrong");
  await isWrong(rosa.page.getByLabel("Role Name"), "This is taken already. Please choose another.");
  await rosa.opens("/admin/roles");
  await expect(rosa.page.getByRole("rowheader")).toHaveCount(5);
});

test("the last administrator keeps all rights", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await edits(rosa, "roles", "Administrators");
  await rosa.page.getByLabel("Resource Access").selectOption("custom");
  expect(await confirms(rosa, "Save Role")).toBe("wrong");
  await isWrong(rosa.page.getByLabel("Resource Access"), LAST);
  await edits(rosa, "users", "rosa");
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Support");
  expect(await confirms(rosa, "Save User")).toBe("wrong");
  await isWrong(rosa.page.getByRole("combobox", { name: "Role", exact: true }), LAST);
  await edits(rosa, "users", "rosa");
  await rosa.page.getByLabel("This account is active").uncheck();
  expect(await confirms(rosa, "Save User")).toBe("wrong");
  await says(rosa.page.getByLabel("This account is active"), LAST);

  // With a second administrator she may go.
  await edits(rosa, "users", "kim");
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Administrators");
  expect(await confirms(rosa, "Save User")).toBe("saved");
  await edits(rosa, "users", "rosa");
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Auditors");
  expect(await confirms(rosa, "Save User")).toBe("saved");
  expect((await rosa.opens("/admin/users"))?.status()).toBe(403);
});

test("a role that somebody has cannot be deleted, and another only after a confirmation", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await edits(rosa, "roles", "Auditors");
  await rosa.page.getByRole("link", { name: "Delete Role" }).click();
  await expect(rosa.page.getByText("The role \"Auditors\" will be deleted.")).toBeVisible();
  await expect(rosa.page.getByText("This role has users. Give them another role first.")).toBeVisible();
  await expect(rosa.page.getByLabel("Your Password")).toHaveCount(0);

  await edits(rosa, "users", "nadia");
  await rosa.page.getByRole("combobox", { name: "Role", exact: true }).selectOption("Support");
  expect(await confirms(rosa, "Save User")).toBe("saved");
  await edits(rosa, "roles", "Auditors");
  await rosa.page.getByRole("link", { name: "Delete Role" }).click();
  await expect(rosa.page.getByText("Are you sure you want to do this?")).toBeVisible();
  await rosa.page.getByRole("link", { name: "Cancel" }).click();
  await expect(rosa.page.getByLabel("Role Name")).toHaveValue("Auditors");
  await rosa.page.getByRole("link", { name: "Delete Role" }).click();
  expect(await confirms(rosa, "Delete Role", "not my password")).toBe("wrong");
  await isWrong(rosa.page.getByLabel("Your Password"), WRONG_PASSWORD);
  expect(await confirms(rosa, "Delete Role")).toBe("saved");
  await expect(rosa.page.getByText("You deleted the role.")).toBeVisible();
  await expect(rosa.page.getByRole("rowheader")).toHaveText(["Administrators", "Customer Care", "International Desk", "Support"]);
});

test("whose role loses the right loses the visit with its next request", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  const visit = await theo.logsInAs("ada");
  await edits(rosa, "roles", "Support");
  await expect(granted(rosa)).toHaveCount(4);
  await node(rosa, "Allow Login as Customer").uncheck();
  expect(await confirms(rosa, "Save Role")).toBe("saved");
  await hasEnded(visit, "Your role does not allow Login as Customer any more.");
  await theo.opensCustomer("ada");
  await expect(theo.page.getByRole("heading", { name: "Ada Brandt" })).toBeVisible();
  await expect(theo.page.getByRole("link", { name: "Login as Customer", exact: true })).toHaveCount(0);
  await rosa.opens("/admin/login-as-customer-log");
  await expect(rosa.page.getByRole("row").nth(1)).toContainText("Right taken away");
});
