import type { Locator } from "@playwright/test";
import { LANGUAGES, wordsOf } from "./languages";
import { PASSWORD, Person, expect, test } from "./shop";
import { saves } from "./steps";

test("a staff member switches the feature on, logs in as a customer, changes the real cart, closes the session, and finds it all in the log", { tag: "@both" }, async ({ person, another }) => {
  await person.signsInAsStaff("rosa");
  await expect(person.page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await person.switchesTheFeature(true);

  const visit = await person.logsInAs("ada");
  await expect(visit.page.getByText("You are logged in as customer: Ada Brandt")).toBeVisible();
  await expect(visit.banner()).toContainText("You are connected as Ada Brandt on Main Website");
  await expect(visit.banner()).toContainText("15 minutes left");
  await visit.canBeUsedByEverybody();

  await visit.opens("/category/kitchen");
  await visit.page.locator(".tile a").first().click();
  await visit.page.getByLabel("Quantity").fill("3");
  await visit.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(visit.page.getByRole("status")).toContainText("to your shopping cart");
  await visit.opens("/category/garden");
  await visit.page.locator(".tile a").first().click();
  await visit.page.getByRole("button", { name: "Add to Cart" }).click();
  await visit.opens("/checkout/cart");
  await visit.page.getByRole("button", { name: /^Remove/ }).first().click();
  await expect(visit.page.getByRole("status")).toContainText("was removed from your cart");

  // The customer sees the change in her own cart.
  const ada = await another();
  await ada.hasSignedIn("customer", "ada");
  await ada.opens("/checkout/cart");
  await expect(ada.page.getByRole("row")).toHaveCount(2);

  await visit.banner().getByRole("button", { name: "Close Session" }).click();
  await expect(visit.page.getByText("You closed the session.")).toBeVisible();
  await expect(visit.banner()).toHaveCount(0);

  await person.opens("/admin/login-as-customer-log");
  const row = person.page.getByRole("row").nth(1);
  await expect(row).toContainText("rosa");
  await expect(row).toContainText("ada@example.com");
  await expect(row).toContainText("Closed");
  await person.canBeUsedByEverybody();
  await row.getByRole("link").click();
  await expect(person.page.getByRole("cell", { name: "Cart changed" })).toHaveCount(3);
  await expect(person.page.getByRole("cell", { name: "Session ended" })).toBeVisible();
  await person.canBeUsedByEverybody();
});

/** Goes on by the Tab key until one is there. */
async function comesTo(target: Locator) {
  await expect(target).toBeVisible();
  for (let n = 0; n < 150 && !(await target.evaluate((there) => there === document.activeElement)); n += 1) await target.page().keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** Finds something by the search of the back office, and goes there. */
async function finds({ page }: Person, words: string, what: RegExp) {
  const palette = page.getByRole("dialog", { name: "Find anything" });
  // Its button says which keys open it as soon as they do.
  await expect(page.locator("[popovertarget=palette] kbd")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette.locator("input[type=search]")).toBeFocused();
  await page.keyboard.type(words);
  const found = palette.getByRole("option").filter({ hasText: what }).first();
  await expect(found).toBeVisible();
  for (let n = 0; n < 20 && (await found.getAttribute("aria-selected")) !== "true"; n += 1) await page.keyboard.press("ArrowDown");
  await expect(found).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
}

test("the main job is done with the keyboard alone, from signing in to the log", async ({ person: rosa, shop }) => {
  test.setTimeout(60_000);
  await shop.switchesTheFeature(true);
  const { page } = rosa;
  await rosa.opens("/admin/login");
  await comesTo(page.getByLabel("User Name"));
  await page.keyboard.type("rosa");
  await comesTo(page.getByLabel("Password"));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await finds(rosa, "ada brandt", /ada@example\.com/);
  await expect(page.getByRole("heading", { level: 1, name: "Ada Brandt" })).toBeVisible();
  await rosa.alive();
  await comesTo(page.getByRole("main").getByRole("link", { name: "Login as Customer", exact: true }));
  await page.keyboard.press("Enter");
  await comesTo(page.getByRole("dialog").getByRole("button", { name: "Login as Customer" }));
  const opening = page.context().waitForEvent("page");
  await page.keyboard.press("Enter");

  const visit = new Person(await opening, shop, true);
  const { keyboard } = visit.page;
  await visit.page.waitForURL("**/customer/account");
  await visit.alive();
  await comesTo(visit.page.getByRole("navigation").getByRole("link", { name: "Kitchen", exact: true }).first());
  await keyboard.press("Enter");
  await expect(visit.page.getByRole("heading", { level: 1 })).toHaveText("Kitchen");
  await comesTo(visit.page.locator(".tile a").first());
  await keyboard.press("Enter");
  await comesTo(visit.page.getByLabel("Quantity"));
  await keyboard.press("Control+a");
  await keyboard.type("3");
  await keyboard.press("Enter");
  await expect(visit.page.getByRole("status")).toContainText("to your shopping cart");
  await comesTo(visit.banner().getByRole("button", { name: "Close Session" }));
  await keyboard.press("Enter");
  await expect(visit.page.getByText("You closed the session.")).toBeVisible();

  await page.bringToFront();
  await finds(rosa, "login as customer log", /Login as Customer Log/);
  await expect(page.getByRole("row").nth(1)).toContainText("Closed");
  await comesTo(page.getByRole("row").nth(1).getByRole("link").first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name: "Cart changed" })).toBeVisible();
});

for (const [tag, locale, view] of LANGUAGES) {
  test.describe(tag, () => {
    test.use({ locale });
    test.beforeEach(() => test.setTimeout(60_000));

    test(`the main job is done in ${tag}, from signing in to the log, by the words of the language alone`, async ({ person: rosa }) => {
      const says = wordsOf(tag);
      const { page } = rosa;
      await rosa.opens("/admin/login");
      await expect(page.locator("html")).toHaveAttribute("lang", tag);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(says("staff.sign_in_title"));
      await page.getByLabel(says("staff.user_name")).fill("rosa");
      await page.getByLabel(says("staff.password")).fill(PASSWORD);
      await page.getByRole("button", { name: says("staff.sign_in"), exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(says("backoffice.dashboard"));

      await rosa.opens("/admin/config/login_as_customer");
      const choice = page.getByLabel(says("config.setting.login_as_customer_enabled"));
      await page.locator(".setting").filter({ has: choice }).getByLabel(says("common.form.use_system_value")).uncheck();
      await choice.selectOption({ label: says("common.form.yes") });
      expect(await saves(rosa, says("config.save"))).toBe("saved");
      await expect(page.getByText(says("common.notice.config_saved"))).toBeVisible();

      await rosa.opensCustomer("ada");
      await page.getByRole("link", { name: says("assistance.button"), exact: true }).click();
      await expect(page.getByRole("heading", { name: says("assistance.confirm_title") })).toBeVisible();
      await expect(page.getByText(says("assistance.confirm_warning"))).toBeVisible();
      const opening = page.context().waitForEvent("page");
      await page.getByRole("button", { name: says("assistance.button"), exact: true }).click();
      const tab = await opening;
      await tab.waitForURL("**/customer/account");
      const visit = new Person(tab, rosa.shop, rosa.scripts);
      await visit.alive();

      // The customer's store speaks many languages; this one is asked for by its address.
      await visit.opens(`${view}/product/harbour-mug`);
      await expect(tab.locator("html")).toHaveAttribute("lang", new RegExp(`^${tag}\\b`));
      const banner = tab.getByRole("complementary", { name: says("assistance.visit.region") });
      await expect(banner).toContainText(`${says("assistance.visit.connected_as")} Ada Brandt ${says("assistance.visit.connected_on")}`);
      await expect(banner).toContainText(says("assistance.visit.allowed"));
      const name = (await tab.getByRole("heading", { level: 1 }).innerText()).trim();
      await tab.getByLabel(says("catalog.quantity")).fill("2");
      await tab.getByRole("button", { name: says("catalog.add_to_cart"), exact: true }).click();
      await expect(tab.getByRole("status")).toContainText(says("common.notice.cart_added", { name }));
      await visit.opens(`${view}/checkout/cart`);
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText(says("cart.title"));
      await expect(tab.getByRole("button", { name: says("cart.remove_of", { name }), exact: true }).first()).toBeVisible();
      await banner.getByRole("button", { name: says("assistance.visit.close"), exact: true }).click();
      await expect(tab.getByText(says("common.notice.visit_closed"))).toBeVisible();
      await expect(banner).toHaveCount(0);

      await rosa.opens("/admin/login-as-customer-log");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(says("assistance.log.title"));
      const row = page.getByRole("row").nth(1);
      for (const text of ["rosa", "ada@example.com", says("assistance.end_cause.closed")]) await expect(row).toContainText(text);
      await row.getByRole("link").first().click();
      for (const done of ["cart_changed", "assistance_ended"]) await expect(page.getByRole("cell", { name: says(`audit.action.${done}`) })).toBeVisible();
    });
  });
}
