// What may go wrong while somebody buys, or while staff see to it in two windows; and the button on each of its five pages.
import { type Person, everywhere, expect, test } from "./shop";
import { begins, buys, opensOrder, orders, rosaHasSwitchedItOn, staff } from "./steps";

const ORDERS = "/admin/sales/orders";
const THANKS = "Thank you for your purchase!";

/** A guest who has typed everything, and only has to press Place Order. */
async function isReady(guest: Person, product: string) {
  await buys(guest, product);
  await guest.opens("/checkout");
  for (const [field, value] of [["Email", "gina@example.com"], ["First Name", "Gina"], ["Last Name", "Lollo"], ["Phone Number", "030 1234567"], ["Street Address", "Kai 1"], ["City", "Berlin"], ["Zip/Postal Code", "10115"]]) await guest.page.getByLabel(field, { exact: false }).first().fill(value);
  await guest.page.getByLabel("Country").first().selectOption("Germany");
  if (!guest.scripts) await guest.page.getByRole("button", { name: "Review Order" }).click();
  await expect(guest.page.getByRole("button", { name: "Place Order" })).toBeVisible();
}

/** How many orders Gina has placed. */
async function placed(rosa: Person): Promise<number> {
  await rosa.opens(`${ORDERS}?q=gina%40example.com`);
  return rosa.page.getByRole("rowheader").count();
}

test("a guest buys, and nothing is wider than his screen", everywhere, async ({ person: guest }) => {
  await buys(guest, "harbour-mug", 2);
  expect(await orders(guest)).not.toBe("");
  for (const path of ["/checkout/cart", "/checkout/onepage/success"]) {
    await guest.opens(path);
    if (guest.scripts) expect(await guest.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
  }
});

test("Place Order pressed twice, sent again after a lost answer, or gone back to, is one order each", everywhere, async ({ person: guest, another }) => {
  // Three times somebody types all of it.
  test.setTimeout(90_000);
  const rosa = await another();
  await rosaHasSwitchedItOn(rosa);
  const { page } = guest;
  const place = page.getByRole("button", { name: "Place Order" });
  const thanks = page.getByRole("heading", { name: THANKS });

  await isReady(guest, "harbour-mug");
  await place.dblclick();
  await expect(thanks).toBeVisible();
  expect(await placed(rosa)).toBe(1);
  await page.goBack();
  if (await place.isVisible()) await place.click();
  await guest.opens("/checkout");
  await expect(thanks).toBeVisible();
  expect(await placed(rosa)).toBe(1);

  // The shop has it, and the browser never hears of that.
  await isReady(guest, "harbour-mug");
  await page.route("**/checkout", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch({ maxRedirects: 0 });
    await route.abort("aborted");
  });
  await place.click();
  await expect.poll(() => placed(rosa)).toBe(2);
  await page.unroute("**/checkout");
  // Whichever button there is: what it costs may be asked again meanwhile, of a cart that is empty by now, and the one gives way to the other.
  await expect(async () => page.getByRole("button", { name: /^(Place|Review) Order/ }).click({ timeout: 1_000 })).toPass();
  await expect(thanks).toBeVisible();
  expect(await placed(rosa)).toBe(2);
});

test("of two who are about to buy the last piece one has it, and the other is told", everywhere, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const [first, one, other] = [await another(), await another(), await another()];
  // There are three of them.
  await buys(first, "soft-egg-timer", 2);
  await orders(first);
  await isReady(one, "soft-egg-timer");
  await isReady(other, "soft-egg-timer");
  await one.page.getByRole("button", { name: "Place Order" }).click();
  await expect(one.page.getByRole("heading", { name: THANKS })).toBeVisible();
  await other.page.getByRole("button", { name: "Place Order" }).click();
  await expect(other.page.getByText("This product is out of stock.").first()).toBeVisible();
  await other.canBeUsedByEverybody();
  expect(await placed(rosa)).toBe(2);
});

test("an order that goes through its documents in two windows at once has one of each", everywhere, async ({ person: rosa, another }) => {
  test.setTimeout(90_000);
  await rosaHasSwitchedItOn(rosa);
  const guest = await another();
  await buys(guest, "harbour-mug", 2);
  const number = await orders(guest);
  const windows = [rosa, await rosa.inAnotherTab()];
  for (const [act, submit, title, list] of [["Invoice", "Submit Invoice", /^Invoice #/, "Invoices"], ["Ship", "Submit Shipment", /^Shipment #/, "Shipments"], ["Credit Memo", "Refund Offline", /^Credit Memo #/, "Credit Memos"]] as const) {
    for (const [n, window] of windows.entries()) {
      await opensOrder(window, number);
      await begins(window, act);
      // Each says something else: it is not the same form twice.
      await window.page.getByLabel("Comment", { exact: false }).first().fill(`Window ${n}`);
    }
    await Promise.all(windows.map((window) => window.page.getByRole("button", { name: submit }).click()));
    const made = (window: Person) => window.page.getByRole("heading", { name: title });
    const late = (window: Person) => window.page.getByText("The order does not allow this as it is now.");
    await Promise.all(windows.map((window) => expect(made(window).or(late(window)).first()).toBeVisible()));
    expect(await Promise.all(windows.map((window) => late(window).count())).then((counts) => counts.filter((count) => count > 0).length), act).toBe(1);
    await opensOrder(rosa, number);
    const made_ = rosa.page.getByRole("heading", { name: list, exact: true }).locator("xpath=following-sibling::ul[1]").getByRole("listitem");
    await expect(made_).toHaveCount(1);
  }
  await expect(rosa.page.getByText("Closed").first()).toBeVisible();
});

test("the button is on all five pages, of who consents and of who does not, leads from each into the account, and asks for the store where that is chosen", everywhere, async ({ person: rosa }) => {
  test.setTimeout(90_000);
  await rosaHasSwitchedItOn(rosa);
  const pages = ["/admin/customers", ORDERS, "/admin/sales/invoices", "/admin/sales/shipments", "/admin/sales/creditmemos"];
  const presses = async (name: string, title: string, goesOn = false) => {
    for (const path of pages) {
      await rosa.opens(`${path}?q=${name}%40example.com`);
      await rosa.page.getByRole("rowheader").getByRole("link").first().click();
      await rosa.alive();
      await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
      await expect(rosa.page.getByRole("heading", { name: title, exact: true }), `${name}: ${path}`).toBeVisible();
      await expect(rosa.page.getByRole("combobox", { name: /^Store/ })).toHaveCount(title.includes("Select Store") ? 1 : 0);
      if (!goesOn) continue;
      const visit = await rosa.confirmsTheLogin();
      await expect(visit.banner(), path).toContainText("You are connected as Ada Brandt on Main Website");
      await visit.page.close();
    }
  };
  await presses("ada", "You are about to Login as Customer", true);
  await presses("ben", "Login as Customer not enabled");
  await rosa.opens("/admin/config/login_as_customer");
  await rosa.page.locator("#store_view_manual_choice_enabled-system").uncheck();
  await rosa.page.getByLabel("Store View to Log in").selectOption({ label: "Manual Selection" });
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();
  await presses("ada", "Login as Customer: Select Store");
});

test("whoever makes an account where he is thanked has his order in it, and follows its parcel", everywhere, async ({ person: guest, another }) => {
  await buys(guest, "harbour-mug");
  const number = await orders(guest);
  const main = guest.page.getByRole("main");
  await main.getByRole("link", { name: "Create an Account" }).click();
  await guest.alive();
  for (const [field, value] of [["First Name", "Gina"], ["Last Name", "Lollo"], ["Email", "gina@example.com"]] as const) await expect(main.getByLabel(field)).toHaveValue(value);
  await guest.canBeUsedByEverybody();
  await main.getByLabel(/^Password/).fill("a long new password");
  await main.getByLabel("Confirm Password").fill("a long new password");
  await main.getByRole("button", { name: "Create an Account" }).click();
  await expect(guest.page).toHaveURL(/\/customer\/account$/);

  const rosa = await staff(await another(), "rosa");
  await opensOrder(rosa, number);
  await begins(rosa, "Ship");
  await rosa.page.getByLabel("Carrier").fill("DHL Express");
  await rosa.page.getByLabel("Tracking Number").fill("JD0146");
  await rosa.page.getByRole("button", { name: "Submit Shipment" }).click();
  await expect(rosa.page.getByRole("heading", { name: /^Shipment #/ })).toBeVisible();
  await guest.opens("/sales/order/history");
  await guest.page.getByRole("link", { name: number, exact: true }).click();
  await expect(guest.page.getByRole("link", { name: "JD0146", exact: true })).toHaveAttribute("href", /^https:\/\/www\.dhl\.com\/.*JD0146$/);
  await guest.canBeUsedByEverybody();
});
