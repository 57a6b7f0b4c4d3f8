// Websites, stores and store views: made and shopped in, the store to log in to, settings by scope.
import { type Person, expect, test } from "./shop";
import { addressOf, buys, customer, keepsThirdPartyCookies, refusesThirdPartyCookies, rosaHasSwitchedItOn, saves, staff } from "./steps";

async function makes(person: Person, button: string, fields: Record<string, string>, save: string) {
  await person.opens("/admin/stores");
  await person.page.getByRole("link", { name: button, exact: true }).click();
  for (const [label, value] of Object.entries(fields)) {
    const control = person.page.getByRole("main").getByLabel(new RegExp(`^${label}( \\*)?$`));
    if (await control.evaluate((element) => element.tagName === "SELECT")) await control.selectOption(value);
    else await control.fill(value);
  }
  await person.page.getByRole("button", { name: save }).click();
  await expect(person.page.getByRole("status")).toContainText("You saved the");
}

/** Through the header: its link, or the button that scripts put in its place. */
async function opensCart(person: Person, cart: string, edit: string) {
  await person.alive();
  if (person.scripts) await person.page.getByRole("button", { name: cart }).click();
  await person.page.getByRole("link", { name: person.scripts ? edit : cart }).click();
}

test("a website, a store and a view are made, and a guest shops in it", { tag: "@both" }, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await makes(rosa, "Create Website", { Name: "Harbour Site", Code: "harbour", Currency: "EUR" }, "Save Web Site");
  await expect(rosa.page.getByRole("row", { name: /Harbour Site/ })).toContainText("No store");
  await makes(rosa, "Create Store", { "Web Site": "Harbour Site", Name: "Harbour Store", Code: "harbour_store", "Root Category": "Default Category" }, "Save Store");
  await makes(rosa, "Create Store View", { Store: "Harbour Site › Harbour Store", Name: "Harbour View", Code: "harbour_en", Language: "en", Currency: "EUR" }, "Save Store View");
  await rosa.canBeUsedByEverybody();
  const address = await rosa.page.getByRole("row", { name: /Harbour View/ }).getByRole("link", { name: /harbour_en/ }).getAttribute("href");
  const guest = await another();
  await guest.page.goto(address ?? "");
  await guest.page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: "Kitchen", exact: true }).click();
  await guest.page.getByRole("link", { name: "Harbour Mug" }).click();
  await expect(guest.page.locator(".price.large")).toHaveText("€12.88");
  await guest.page.getByRole("button", { name: "Add to Cart" }).click();
  await opensCart(guest, "My Cart", "View and Edit Cart");
  await expect(guest.page.locator(".total")).toHaveText("€12.88");
  await guest.canBeUsedByEverybody();
});

test("what is wrong is said at its field, and deleting asks and says what goes with it", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/stores/views/new");
  await rosa.page.locator("#store").selectOption("Main Website › Outlet Store");
  await rosa.page.getByRole("main").getByLabel(/^Name/).fill("Again");
  await rosa.page.getByLabel(/^Code/).fill("Search!");
  await rosa.page.getByRole("button", { name: "Save Store View" }).click();
  await expect(rosa.page.locator("#code-flaw")).toContainText("The code may only contain letters");
  await expect(rosa.page.getByRole("main").getByLabel(/^Name/)).toHaveValue("Again");
  await rosa.page.getByLabel(/^Code/).fill("again");
  await rosa.page.getByRole("button", { name: "Save Store View" }).click();
  await rosa.page.getByRole("link", { name: "Outlet Store" }).first().click();
  await rosa.page.getByRole("link", { name: "Delete Store" }).click();
  await expect(rosa.page.getByRole("main").getByRole("listitem").filter({ hasText: "Again" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Delete Store" }).click();
  await expect(rosa.page.getByText("You deleted the store.")).toBeVisible();
  await expect(rosa.page.getByRole("link", { name: "Outlet Store" })).toHaveCount(0);
});

test("with Manual Selection the dialog asks for the store, and the visit is for its website", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/config/login_as_customer");
  const own = rosa.page.locator("#store_view_manual_choice_enabled-system");
  await own.uncheck();
  await rosa.page.getByLabel("Store View to Log in").selectOption({ label: "Manual Selection" });
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();
  await rosa.opens(await addressOf(rosa, "ada"));
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("heading", { name: "Login as Customer: Select Store" })).toBeVisible();
  const store = rosa.page.locator("#store");
  await expect(store.locator("optgroup")).toHaveCount(2);
  await rosa.canBeUsedByEverybody();
  await store.selectOption({ label: "International Store" });
  const opened = rosa.page.context().waitForEvent("page");
  await rosa.page.getByRole("button", { name: "Login as Customer" }).click();
  const visit = await opened;
  const goOn = visit.getByRole("button", { name: "Continue" });
  if (!(rosa.scripts)) await goOn.click();
  await expect(visit.getByText("International Website")).toBeVisible();
  await expect(visit.locator("html")).toHaveAttribute("lang", "es-ES");
  // Another website is not what it was opened for.
  await visit.goto(`${rosa.shop.url}/category/kitchen`);
  await expect(visit.getByRole("heading", { name: "This is another website" })).toBeVisible();
  await visit.getByRole("link", { name: "Back to International Website" }).click();
  await expect(visit).toHaveURL(`${rosa.shop.url}/es`);
});

test("a value set for a view holds there alone, and Use Website gives it back", async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  await rosa.page.getByRole("button", { name: /Scope/ }).click();
  await rosa.page.getByRole("link", { name: "Deutsch", exact: true }).last().click();
  await expect(rosa.page.getByText("[STORE VIEW]").first()).toBeVisible();
  await rosa.alive();
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.getByLabel("Store Name").fill("Hafenladen");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  const guest = await another();
  await guest.opens("/de");
  await expect(guest.page.getByRole("link", { name: "Hafenladen" })).toBeVisible();
  await guest.opens("/");
  await expect(guest.page.getByRole("link", { name: "Alongside" })).toBeVisible();
  await rosa.page.locator("#name-system").check();
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await guest.opens("/de");
  await expect(guest.page.getByRole("link", { name: "Alongside" })).toBeVisible();
});

test("the view is kept through the cart and signing in, and the switcher keeps the page", async ({ person: guest }) => {
  await guest.opens("/de/product/hafenbecher");
  await guest.page.getByRole("button", { name: "In den Warenkorb" }).click();
  await opensCart(guest, "Mein Warenkorb", "Warenkorb ansehen und bearbeiten");
  await expect(guest.page).toHaveURL(`${guest.shop.url}/de/checkout/cart`);
  await guest.page.getByRole("link", { name: "Anmelden" }).click();
  await guest.page.getByLabel("E-Mail").fill("ada@example.com");
  await guest.page.getByLabel("Passwort").fill("alongside-demo");
  await guest.page.getByRole("main").getByRole("button", { name: "Anmelden" }).click();
  await expect(guest.page).toHaveURL(new RegExp(`^${guest.shop.url}/de/`));
  await guest.opens("/de/product/hafenbecher");
  await guest.page.getByText("Sprache:").click();
  await guest.page.getByRole("link", { name: "English" }).click();
  await expect(guest.page).toHaveURL(`${guest.shop.url}/product/harbour-mug`);
});

test("two shoppers in two views and two currencies see each his own prices", async ({ person: one, another }) => {
  const other = await customer(await another(), "katya");
  await buys(one, "harbour-mug");
  await other.opens("/en_jp/product/harbour-mug");
  await expect(other.page.locator(".price.large")).toHaveText("¥2,114");
  await other.page.getByRole("button", { name: "Add to Cart" }).click();
  await one.opens("/checkout/cart");
  await other.opens("/en_jp/checkout/cart");
  await expect(one.page.locator(".total")).toHaveText("$14.00");
  await expect(other.page.locator(".total")).toHaveText("¥2,114");
});

test("Cache Management shows what is kept, and flushes it", async ({ person: rosa, another }) => {
  const guest = await another();
  await guest.opens("/category/kitchen");
  await guest.opens("/category/kitchen");
  await staff(rosa, "rosa");
  await rosa.opens("/admin/cache");
  const row = rosa.page.getByRole("row", { name: /Category pages/ });
  await expect(row.getByRole("cell").nth(1)).not.toHaveText("0");
  // Another look of somebody's is there without a page load.
  const hits = await row.getByRole("cell").nth(3).textContent();
  await guest.opens("/category/kitchen");
  await expect(row.getByRole("cell").nth(3)).not.toHaveText(hits ?? "", { timeout: 10_000 });
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Flush: Category pages" }).click();
  await expect(rosa.page.getByText("You flushed the page cache.")).toBeVisible();
  await expect(row.getByRole("cell").nth(1)).toHaveText("0");
});

test("a store on a host of its own is entered from the back office on another, and each keeps its own cookies, with third-party cookies refused", { tag: "@both" }, async ({ person: rosa }) => {
  await refusesThirdPartyCookies(rosa.page.context());
  expect(await keepsThirdPartyCookies(rosa.page.context())).toBe(false);
  await rosaHasSwitchedItOn(rosa);
  const host = rosa.shop.url.replace("127.0.0.1", "outlet.localhost");
  await rosa.opens("/admin/config/login_as_customer");
  await rosa.page.locator("#store_view_manual_choice_enabled-system").uncheck();
  await rosa.page.getByLabel("Store View to Log in").selectOption({ label: "Manual Selection" });
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await rosa.opens("/admin/stores");
  await rosa.page.getByRole("link", { name: "Outlet", exact: true }).click();
  await rosa.page.getByLabel("Base URL").fill(host);
  await rosa.page.getByRole("button", { name: "Save Store View" }).click();
  await expect(rosa.page.getByRole("link", { name: `${host}/` })).toBeVisible();
  await rosa.opens(await addressOf(rosa, "ada"));
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await rosa.page.locator("#store").selectOption({ label: "Outlet Store" });
  const opened = rosa.page.context().waitForEvent("page");
  await rosa.page.getByRole("button", { name: "Login as Customer" }).click();
  const visit = await opened;
  await expect(rosa.page.locator("dialog")).not.toBeVisible();
  if (!rosa.scripts) {
    await visit.getByRole("link", { name: "Continue" }).click();
    await visit.getByRole("button", { name: "Continue" }).click();
    await visit.waitForURL(/assistance\/enter/);
    await visit.getByRole("button", { name: "Continue" }).click();
  }
  await expect(visit).toHaveURL(`${host}/customer/account`);
  await expect(visit.getByText("You are connected as")).toBeVisible();
  // The token stood in no address, and the visit is a cookie of that host alone.
  const cookies = await visit.context().cookies();
  expect(cookies.filter((cookie) => cookie.name === "visit").map((cookie) => cookie.domain)).toEqual(["outlet.localhost"]);
  expect(cookies.filter((cookie) => cookie.name === "staff").map((cookie) => cookie.domain)).toEqual(["127.0.0.1"]);
  await rosa.opens("/admin/login-as-customer-log");
  await expect(rosa.page.getByText("Ada Brandt").first()).toBeVisible();
  await visit.getByRole("button", { name: "Close Session" }).click();
  await expect(visit.getByText("You are connected as")).toHaveCount(0);
});

test("a role for one website sees its customers alone, and the websites are asked for only where they matter", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("link", { name: "International Desk" }).click();
  await rosa.alive();
  const scopes = rosa.page.getByLabel("Role Scopes", { exact: false }).first();
  await expect(rosa.page.getByLabel("International Website")).toBeChecked();
  await scopes.selectOption("all");
  await expect(rosa.page.getByLabel("International Website")).toBeHidden();
  await scopes.selectOption("custom");
  await expect(rosa.page.getByLabel("International Website")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  const iris = await staff(await another(), "iris");
  await iris.opens("/admin/customers");
  await expect(iris.page.getByRole("link", { name: "Ines Jordan", exact: true })).toBeVisible();
  await expect(iris.page.getByRole("link", { name: "Ada Brandt" })).toHaveCount(0);
  await iris.opens(await addressOf(iris, "ines"));
  await expect(iris.page.getByRole("link", { name: "Login as Customer", exact: true })).toBeVisible();
  // The rest of the shop's customers can be narrowed to a website by whoever sees them all.
  await rosa.opens("/admin/customers");
  await rosa.page.getByText("Filters", { exact: true }).click();
  await rosa.page.locator("#website").selectOption("International Website");
  await rosa.page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(rosa.page.getByRole("link", { name: "Ada Brandt" })).toHaveCount(0);
});
