// Scripts that come late, and translators that were there before them.
import { PASSWORD, Person, expect, test } from "./shop";
import { SEE_CUSTOMERS, buys, customer, isAllowed, node, opensAsleep, opensTranslated, right as rightOf, rosaHasSwitchedItOn, saves, staff, translates } from "./steps";

/** The address of an entry of a grid. */
async function finds(person: Person, grid: string, name: string): Promise<string> {
  await person.opens(grid);
  return (await person.page.getByRole("rowheader").getByRole("link", { name, exact: true }).getAttribute("href")) ?? "";
}

test("what is ticked before the tree wakes is what its page shows and what is saved", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const support = await finds(rosa, "/admin/roles", "Support");
  const wake = await opensAsleep(rosa, support);
  const right = (name: string) => node(rosa, name);
  const seeing = rightOf(rosa, SEE_CUSTOMERS);
  await seeing.uncheck();
  await right("Remote shopping assistance opt-in").check();
  await wake();
  await expect(seeing).not.toBeChecked();
  await expect(right("Remote shopping assistance opt-in")).toBeChecked();
  await expect(right("All Customers")).not.toBeChecked();
  const ticked = await rosa.page.locator("input[name=resource]:checked").count();
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  expect(await saves(rosa, "Save Role")).toBe("saved");
  await rosa.opens(support);
  await expect(seeing).not.toBeChecked();
  await expect(right("Remote shopping assistance opt-in")).toBeChecked();
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(ticked);
});

test("a field that is typed into before its box wakes stays open, and is saved", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const wake = await opensAsleep(rosa, "/admin/config/general");
  const name = rosa.page.getByLabel("Store Name");
  await rosa.page.locator("#name-system").uncheck();
  await name.fill("Harbour and Hill");
  await wake();
  await expect(rosa.page.locator("#name-system")).not.toBeChecked();
  await expect(name).toBeEnabled();
  await expect(name).toHaveValue("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await rosa.opens("/admin/config/general");
  await expect(name).toHaveValue("Harbour and Hill");
});

test("a country that is chosen before the summary wakes says what the order costs", async ({ person: guest }) => {
  await buys(guest, "harbour-mug");
  const wake = await opensAsleep(guest, "/checkout");
  await guest.page.getByLabel("Country").first().selectOption("Germany");
  await wake();
  await expect(guest.page.getByRole("button", { name: "Place Order" })).toBeVisible();
});

test("pages that the browser translated before they woke wake all the same", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const [support, ada] = [await finds(rosa, "/admin/roles", "Support"), await finds(rosa, "/admin/customers", "Ada Brandt")];
  for (const path of [support, "/admin/config/login_as_customer", ada]) {
    const wake = await opensAsleep(rosa, path);
    await translates(rosa);
    await wake();
  }
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("dialog")).toBeVisible();
  await rosa.opens(support);
  await translates(rosa);
  const heading = node(rosa, "Customers");
  await heading.check();
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(9);
});

test("in a visit the minutes are counted down also on a page that the browser translated", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await visit.page.clock.install();
  await visit.opens("/customer/account");
  await translates(visit);
  await expect(visit.banner()).toContainText("15 minutes left");
  await visit.page.clock.fastForward(65_000);
  await expect(visit.banner()).toContainText("14 minutes left");
  // Whoever does not see them hears of some.
  const told = visit.banner().locator("[aria-live=polite]");
  await expect(told).toHaveText("");
  await visit.page.clock.fastForward(9 * 60_000);
  await expect(told).toHaveText("5 minutes left");
});

test("a shopper's islands do what they do also on pages that the browser translated", async ({ person: ada, shop }) => {
  await shop.switchesTheFeature(true);
  await customer(ada, "ada");
  const { page } = ada;
  await buys(ada, "harbour-mug");
  await opensTranslated(ada, "/");
  await page.getByRole("combobox", { name: "Search" }).fill("mug");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /My Cart/ }).click();
  await page.getByRole("region", { name: /Cart/ }).getByRole("spinbutton").or(page.locator("#mini-cart input")).first().fill("3");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: /My Cart/ })).toContainText("3");
  await opensTranslated(ada, "/customer/account/assistance");
  const was = await isAllowed(ada);
  await page.getByRole("switch").click();
  await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", String(!was));
  await opensTranslated(ada, "/checkout");
  await expect(page.getByRole("button", { name: "Place Order" })).toBeHidden();
  await page.getByLabel("Country").first().selectOption("Germany");
  await expect(page.getByRole("button", { name: "Place Order" })).toBeVisible();
});

test("the back office's islands do what they do also on pages that the browser translated", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const { page } = rosa;
  const wholesale = await finds(rosa, "/admin/customer-groups", "Wholesale");
  await opensTranslated(rosa, "/admin/config/general");
  await page.locator("#name-system").uncheck();
  await page.getByLabel("Store Name").fill("Harbour and Hill");
  await expect(page.locator(".saving")).toContainText("Store Name");
  await page.locator(".setting-search input[type=search]").fill("tooltip");
  await expect(page.locator(".setting-search [role=option]").first()).toBeVisible();
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await opensTranslated(rosa, "/admin/catalog/categories");
  const tree = page.getByRole("tree");
  await tree.getByRole("treeitem").first().focus();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem").last()).toBeFocused();
  await opensTranslated(rosa, wholesale);
  await page.getByLabel(/Group Name/).fill("Friends");
  await expect(page.locator(".saving")).toContainText("Group Name");
  await opensTranslated(rosa, "/admin/login-as-customer-log");
  await expect(page.locator(".live-bar")).toContainText("Live");
  await (await staff(await another(), "theo")).logsInAs("ada");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.locator(".live-bar")).toContainText("Paused");
});

test("an island that somebody has taken apart keeps no other from waking, before it or behind it", async ({ browser, shop }) => {
  await shop.switchesTheFeature(true);
  for (const apart of ["SearchBox", "ConsentSwitch"]) {
    // Of what is taken apart the browser complains, as it should.
    const ada = new Person(await (await browser.newContext({ locale: "en-US" })).newPage(), shop, true);
    await customer(ada, "ada");
    const wake = await opensAsleep(ada, "/customer/account/assistance");
    await ada.page.evaluate((apart) => document.querySelector(`leptos-island[data-component^=${apart}]`)!.replaceChildren(), apart);
    await wake();
    if (apart === "SearchBox") {
      const was = await isAllowed(ada);
      await ada.page.getByRole("switch").click();
      await expect(ada.page.getByRole("switch")).toHaveAttribute("aria-checked", String(!was));
    } else {
      await ada.page.getByRole("combobox", { name: "Search" }).fill("mug");
      await expect(ada.page.getByRole("option").first()).toBeVisible();
    }
    await ada.page.context().close();
  }
});
