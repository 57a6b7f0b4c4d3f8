// Whose language a page is in: a store's view says it to shoppers, whatever their browsers ask for; staff choose theirs, and else their browsers do.
import { LANGUAGES, wordsOf } from "./languages";
import { PASSWORD, expect, test } from "./shop";
import { own, saves } from "./steps";

test.describe("of a browser that asks for Dutch", () => {
  test.use({ locale: "nl-NL" });

  test("a shopper reads the language of the view that he is in, and goes from one to the next through all", { tag: "@both" }, async ({ person: guest }) => {
    const { page } = guest;
    await guest.opens("/product/harbour-mug");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    let here = wordsOf("en");
    for (const [tag, , view, name] of [...LANGUAGES.slice(1), LANGUAGES[0]]) {
      await page.getByText(here("storefront.language")).click();
      await page.getByRole("link", { name, exact: true }).click();
      here = wordsOf(tag);
      await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${tag}\\b`));
      await expect(page).toHaveURL(new RegExp(`^${guest.shop.url}${view}/product/`));
      await expect(page.getByRole("button", { name: here("catalog.add_to_cart"), exact: true })).toBeVisible();
    }
  });

  test("staff read what their browser asks for, until they choose; what is chosen for good follows", { tag: "@both" }, async ({ person: rosa, another }) => {
    const { page } = rosa;
    const [dutch, italian, swedish] = [wordsOf("nl"), wordsOf("it"), wordsOf("sv")];
    const reads = (tag: string) => expect(page.locator("html")).toHaveAttribute("lang", tag);
    await rosa.opens("/admin/login");
    await reads("nl");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(dutch("staff.sign_in_title"));
    await rosa.hasSignedIn("staff", "rosa");
    await rosa.opens("/admin/customers");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(dutch("customers.title"));

    // Chosen here: it holds in this browser, on the page that one is on.
    await own(rosa).click();
    await page.getByRole("button", { name: "Italiano", exact: true }).click();
    await reads("it");
    await expect(page).toHaveURL(/\/admin\/customers$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(italian("customers.title"));

    // Chosen for good, it is there at each sign-in, on whatever browser.
    await rosa.opens("/admin/account");
    await page.getByLabel(italian("staff.interface_locale")).selectOption({ label: "Svenska" });
    await page.getByLabel(italian("access.your_password")).fill(PASSWORD);
    expect(await saves(rosa, italian("staff.save_account"))).toBe("saved");
    await rosa.opens("/admin/customers");
    await reads("sv");
    const elsewhere = await another();
    await elsewhere.signsInAsStaff("rosa");
    await expect(elsewhere.page.getByRole("heading", { level: 1 })).toHaveText(swedish("backoffice.dashboard"));
    await expect(elsewhere.page.locator("html")).toHaveAttribute("lang", "sv");
  });

  test("what is changed is listed as the reader's language lists things", async ({ person: rosa }) => {
    const dutch = wordsOf("nl");
    const [enabled, title] = [dutch("config.setting.login_as_customer_enabled"), dutch("config.setting.assistance_title")];
    await rosa.hasSignedIn("staff", "rosa");
    await rosa.opens("/admin/config/login_as_customer");
    await rosa.page.locator("#enabled-system").uncheck();
    await rosa.page.getByLabel(enabled).selectOption("1");
    await rosa.page.locator("#shopping_assistance_checkbox_title-system").uncheck();
    await rosa.page.locator("#shopping_assistance_checkbox_title").fill("Mijn account openen");
    await expect(rosa.page.locator(".saving")).toContainText(`: ${enabled} en ${title}`);
  });
});
