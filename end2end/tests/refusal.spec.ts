import { type Person, expect, test } from "./shop";
import { addressOf, rosaHasSwitchedItOn, staff } from "./steps";

const REFUSED = "The user has not enabled the \"Allow remote shopping assistance\" functionality. Contact the customer to discuss this user configuration.";
const LOG = "/admin/login-as-customer-log";

const button = (person: Person) => person.page.getByRole("link", { name: "Login as Customer", exact: true });
const menu = (person: Person) => person.page.getByRole("navigation", { name: "Menu" }).getByRole("link");

/** The address answers with the page that denies it, and shows nothing else. */
async function isDenied(person: Person, path: string) {
  expect((await person.opens(path))?.status(), path).toBe(403);
  await expect(person.page.getByRole("heading", { level: 1 })).toHaveText("Access denied");
  await expect(person.page.getByText("More permissions are needed to access this.")).toBeVisible();
}

async function isNotThere(person: Person, path: string) {
  expect((await person.opens(path))?.status(), path).toBe(404);
  await expect(person.page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
}

/** Posts as a page of the shop's would, past what the page offers. */
async function forces(person: Person, path: string) {
  const identity = await person.page.locator("input[name=identity]").first().inputValue();
  return person.page.request.post(person.shop.url + path, { headers: { origin: person.shop.url }, form: { identity } });
}

test("without consent the button says so, offers nothing but Close, and the server refuses too", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const address = await addressOf(rosa, "ben");
  await rosa.alive();
  const dialog = rosa.page.getByRole("dialog", { name: "Login as Customer not enabled" });
  await expect(dialog).toHaveCount(0);
  await button(rosa).click();
  const asked = rosa.scripts ? dialog : rosa.page.getByRole("main");
  const asks = `${address}/login-as-customer?back=${encodeURIComponent(address)}`;
  await expect(rosa.page).toHaveURL(rosa.shop.url + (rosa.scripts ? address : asks));
  await expect(asked.getByRole("heading", { name: "Login as Customer not enabled" })).toBeVisible();
  await expect(asked.getByText(REFUSED, { exact: true })).toBeVisible();
  const offered = asked.getByRole("button").or(asked.getByRole("link"));
  await expect(offered).toHaveText(["Close"]);
  await rosa.canBeUsedByEverybody();
  await offered.click();
  await expect(dialog).toHaveCount(0);
  await expect(rosa.page).toHaveURL(rosa.shop.url + address);
  await expect(rosa.page.getByRole("heading", { name: "Ben Castell" })).toBeVisible();

  const forced = await forces(rosa, `${address}/login-as-customer`);
  expect(forced.status()).toBe(403);
  expect(await forced.text()).toContain("Login as Customer assistance is disabled for this Customer.");
  await rosa.opens(LOG);
  await expect(rosa.page.getByText("Nobody has logged in as a customer yet.")).toBeVisible();
});

test("while the feature is off nobody has a button, and there is no log", { tag: "@both" }, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const address = await addressOf(rosa, "ada");
  await expect(button(rosa)).toHaveCount(0);
  await expect(menu(rosa)).toHaveText(["Orders", "Invoices", "Shipments", "Credit Memos", "Products", "Categories", "All Customers", "Customer Groups", "Catalog Price Rule", "Product", "All Stores", "Configuration", "Cache Management", "Mail Outbox", "Import", "Export", "Import History", "All Users", "Locked Users", "User Roles", "Report", "Archive"]);
  await isNotThere(rosa, LOG);
  await isNotThere(rosa, `${LOG}/0198c0de-0000-7000-8000-000000000000`);
  await isNotThere(rosa, `${address}/login-as-customer`);
  expect((await forces(rosa, `${address}/login-as-customer`)).status()).toBe(403);

  const theo = await staff(await another(), "theo");
  await theo.opens(address);
  await expect(theo.page.getByRole("heading", { name: "Ada Brandt" })).toBeVisible();
  await expect(button(theo)).toHaveCount(0);

  const nadia = await staff(await another(), "nadia");
  await nadia.opens("/admin");
  await expect(nadia.page.getByText("Your role does not allow anything yet.")).toBeVisible();
  await expect(menu(nadia)).toHaveCount(0);
  await isNotThere(nadia, LOG);

  // The moment it is on, the button and the log are there.
  await rosa.shop.switchesTheFeature(true);
  await theo.opens(address);
  await expect(button(theo)).toBeVisible();
  await nadia.opens(LOG);
  await expect(nadia.page.getByRole("heading", { name: "Login as Customer Log", level: 1 })).toBeVisible();
  await rosa.shop.switchesTheFeature(false);
  await theo.opens(address);
  await expect(button(theo)).toHaveCount(0);
  await isNotThere(nadia, LOG);
});

test("each of the staff sees in the menu what his role allows, and is denied the rest", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin");
  await expect(menu(rosa)).toHaveText(["Orders", "Invoices", "Shipments", "Credit Memos", "Products", "Categories", "All Customers", "Login as Customer Log", "Customer Groups", "Catalog Price Rule", "Product", "All Stores", "Configuration", "Cache Management", "Mail Outbox", "Import", "Export", "Import History", "All Users", "Locked Users", "User Roles", "Report", "Archive"]);
  const address = await addressOf(rosa, "ada");
  const rest = ["/admin/users", "/admin/users/new", "/admin/roles", "/admin/roles/new", "/admin/config", "/admin/config/general", "/admin/config/login_as_customer"];

  const nadia = await staff(await another(), "nadia");
  await nadia.opens("/admin");
  await expect(menu(nadia)).toHaveText(["Login as Customer Log"]);
  await menu(nadia).click();
  await expect(nadia.page.getByText("Nobody has logged in as a customer yet.")).toBeVisible();
  for (const path of ["/admin/customers", address, `${address}/login-as-customer`, ...rest]) await isDenied(nadia, path);

  const theo = await staff(await another(), "theo");
  await theo.opens("/admin");
  await expect(menu(theo)).toHaveText(["Orders", "All Customers"]);
  for (const path of [LOG, ...rest]) await isDenied(theo, path);

  const kim = await staff(await another(), "kim");
  await kim.opens("/admin");
  await expect(menu(kim)).toHaveText(["All Customers"]);
  await kim.opens(address);
  await expect(kim.page.getByRole("heading", { name: "Ada Brandt" })).toBeVisible();
  await expect(button(kim)).toHaveCount(0);
  await expect(kim.page.getByRole("button", { name: "Save Customer" })).toHaveCount(0);
  await expect(kim.page.getByText("You may look at this customer, not change the account.")).toBeVisible();
  for (const path of [LOG, `${address}/login-as-customer`]) await isDenied(kim, path);
  expect((await forces(kim, `${address}/login-as-customer`)).status()).toBe(403);
  expect((await forces(kim, address)).status()).toBe(403);
});
