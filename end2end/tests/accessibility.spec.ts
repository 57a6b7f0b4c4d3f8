// What a page is like after something was done there, and what the keyboard alone does; the pages as they come are walked by every-page.spec.
import { looksRight } from "./looks";
import { expect, test } from "./shop";
import { addressOf, buys, customer, rosaHasSwitchedItOn } from "./steps";

test.beforeEach(() => test.setTimeout(60_000));

test("where nothing is found, in another language and where nothing is, a guest can use what is shown", async ({ person: guest }) => {
  for (const path of ["/search?q=lamp", "/search?q=zzz", "/checkout/cart", "/de", "/no/such/page", "/admin/no/such/page"]) {
    await guest.opens(path);
    await looksRight(guest);
  }
});

test("what is wrong with a form can be read by everybody", async ({ person: ada }) => {
  await customer(ada, "ada");
  await buys(ada, "weekly-garden-diary", 99);
  await ada.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(ada.page.getByRole("alert")).toBeVisible();
  await looksRight(ada);
  await ada.opens("/customer/account/sign-in-information");
  await ada.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(ada.page.getByRole("alert")).toBeVisible();
  await looksRight(ada);
});

test("on a phone the menu and the account are closed until somebody opens them, and Escape closes them again", async ({ person: rosa }) => {
  await rosa.hasSignedIn("staff", "rosa");
  await rosa.opens("/admin/roles");
  await rosa.page.setViewportSize({ width: 390, height: 844 });
  await rosa.page.getByRole("button", { name: "Menu" }).press("Enter");
  await expect(rosa.page.getByRole("link", { name: "All Customers" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.keyboard.press("Escape");
  await expect(rosa.page.getByRole("link", { name: "All Customers" })).toBeHidden();
  await rosa.page.getByRole("button", { name: "Rosa Marin" }).click();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Sign Out" }).click();
  await expect(rosa.page.getByText("You are signed out.")).toBeVisible();
});

test("a role that is not deleted, a grid that finds nothing and the dialog can be used by everybody", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/customers?q=zzz");
  await looksRight(rosa);
  await rosa.opens("/admin/roles");
  await rosa.page.getByRole("rowheader").getByRole("link", { name: "Support", exact: true }).click();
  await rosa.page.getByRole("link", { name: "Delete Role" }).click();
  await expect(rosa.page.getByText("This role has users. Give them another role first.")).toBeVisible();
  await looksRight(rosa);
  await rosa.opens(await addressOf(rosa, "ada"));
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("dialog")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 320]) {
      await rosa.page.setViewportSize({ width, height: 640 });
      await rosa.page.emulateMedia({ colorScheme });
      await rosa.canBeUsedByEverybody();
    }
  }
});

test("the banner of a visit is met first, stays in view and is on paper", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const { page } = visit;
  await visit.opens("/category/kitchen");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(visit.banner().getByRole("link")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(visit.banner().getByRole("button", { name: "Close Session" })).toBeFocused();
  for (const size of [{ width: 1280, height: 800 }, { width: 320, height: 640 }, { width: 320, height: 256 }]) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(visit.banner()).toBeInViewport({ ratio: 1 });
  }
  await page.emulateMedia({ media: "print" });
  await expect(visit.banner().getByText("Ada Brandt")).toBeVisible();
  await expect(visit.banner().getByRole("button")).toBeHidden();
  await expect(visit.banner()).toHaveCSS("position", "static");
});

test("Login as Customer is reached, opened and left with the keyboard alone", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const { page } = rosa;
  await rosa.opensCustomer("ada");
  await expect(page.getByRole("heading", { name: "Ada Brandt" })).toBeVisible();
  await rosa.alive();
  const button = page.getByRole("link", { name: "Login as Customer", exact: true });
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  // It stands among what else there is to do, at the head of the page.
  const isThere = () => button.evaluate((link) => link === document.activeElement);
  for (let n = 0; n < 5 && !(await isThere()); n += 1) await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await expect(button).not.toHaveCSS("outline-style", "none");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "You are about to Login as Customer" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Login as Customer" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("the skip link leads past the head of the page", async ({ person: guest }) => {
  await guest.opens("/product/harbour-mug");
  await guest.page.keyboard.press("Tab");
  await expect(guest.page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expect(guest.page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await guest.page.keyboard.press("Enter");
  await guest.page.keyboard.press("Tab");
  await expect(guest.page.getByRole("main").getByRole("link", { name: "Home" })).toBeFocused();
});
