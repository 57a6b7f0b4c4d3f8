import { type Person, expect, test } from "./shop";
import { addressOf, buys, customer, rosaHasSwitchedItOn } from "./steps";

const GUEST = ["/", "/category/kitchen", "/product/harbour-mug", "/search?q=lamp", "/search?q=zzz", "/checkout/cart", "/customer/account/login", "/customer/account/create", "/customer/account/forgotpassword", "/help", "/help/privacy", "/help/imprint", "/admin/forgot", "/de", "/no/such/page", "/admin/login"];
const CUSTOMER = ["/checkout/cart", "/checkout", "/sales/order/history", "/customer/account", "/customer/account/edit", "/customer/account/assistance", "/newsletter/manage", "/assistance/help", "/customer/account/sessions", "/customer/account/sessions/others", "/customer/account/sign-in-information"];
const STAFF = ["/admin", "/admin/search?q=mug", "/admin/customers", "/admin/customers?q=zzz", "/admin/config/general", "/admin/config/login_as_customer", "/admin/config/carriers", "/admin/sales/orders", "/admin/sales/invoices", "/admin/sales/shipments", "/admin/sales/creditmemos", "/admin/users", "/admin/users/new", "/admin/help/login-as-customer", "/admin/account", "/admin/account/factor", "/admin/account/sessions/others", "/admin/roles", "/admin/roles/new", "/admin/system/import", "/admin/system/export", "/admin/system/history", "/admin/no/such/page"];

/** The ways to look at a page: a wide screen, by day and by night, and a phone. */
const LOOKS = [
  { name: "in light colours", colorScheme: "light", width: 1280 },
  { name: "in dark colours", colorScheme: "dark", width: 1280 },
  { name: "on a phone", colorScheme: "light", width: 375 },
] as const;

/** What sticks out of the page to the right, if it scrolls sideways. */
function sticksOut() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
  return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 4).map((e) => `${e.localName}.${e.className}`)];
}

/** A page without islands loads no scripts: only so its tests need not run without them as well. What wakes the search does nothing before. */
function scriptsInVain() {
  const marks = { "palette.js": "[data-palette]", "grid.js": "[data-grid]", "chosen.js": "[data-chosen]", "idle.js": "[data-idle]" };
  const isMarked = (src: string) => Object.entries(marks).some(([script, mark]) => src.endsWith(`/${script}`) && document.querySelector(mark) !== null);
  const serves = (src: string) => isMarked(src) || src.endsWith("/wake.js");
  return document.querySelector("script[src$='-start.js']") ? 0 : [...document.scripts].filter((script) => script.type !== "application/ld+json" && !serves(script.src)).length;
}

/** Looks at the page in every way, and gathers what is wrong, so that one run tells it all. */
async function look(person: Person, what: string, wrong: string[]) {
  for (const { name, colorScheme, width } of LOOKS) {
    await person.page.setViewportSize({ width, height: 800 });
    await person.page.emulateMedia({ colorScheme });
    const out = await person.page.evaluate(sticksOut);
    if (out.length > 0) wrong.push(`${what} ${name} scrolls sideways: ${out.join(", ")}`);
    await person.canBeUsedByEverybody().catch((error) => wrong.push(`${what} ${name}: ${error}`));
  }
}

async function opensAll(person: Person, paths: string[], wrong: string[]) {
  for (const path of paths) {
    await person.opens(path);
    if ((await person.page.evaluate(scriptsInVain)) > 0) wrong.push(`${path} loads scripts in vain`);
    await look(person, path, wrong);
  }
}

test.beforeEach(() => test.setTimeout(90_000));

test("a guest can use every page, in light and dark and on a phone", async ({ person: guest }) => {
  const wrong: string[] = [];
  await opensAll(guest, GUEST, wrong);
  expect(wrong).toEqual([]);
});

test("a customer can use every page, and read what is wrong with a form", async ({ person: ada, another }) => {
  const wrong: string[] = [];
  await rosaHasSwitchedItOn(await another());
  await customer(ada, "ada");
  await buys(ada, "weekly-garden-diary", 99);
  await ada.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(ada.page.getByRole("alert")).toBeVisible();
  await look(ada, "a full cart's refusal", wrong);
  await opensAll(ada, CUSTOMER, wrong);
  await ada.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(ada.page.getByRole("alert")).toBeVisible();
  await look(ada, "a wrong password", wrong);
  expect(wrong).toEqual([]);
});

test("a staff member can use every page of the store in a visit", async ({ person: rosa }) => {
  const wrong: string[] = [];
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await opensAll(visit, ["/", "/checkout/cart", "/customer/account", "/customer/account/edit", "/customer/account/assistance", "/customer/account/login"], wrong);
  await rosa.opens("/admin/login-as-customer-log");
  await look(rosa, "the log", wrong);
  await rosa.page.getByRole("row").nth(1).getByRole("link").click();
  await expect(rosa.page.getByRole("heading", { name: "What was done" })).toBeVisible();
  await look(rosa, "a visit's log", wrong);
  // On a phone the menu and the account are closed until somebody opens them, and Escape closes them again.
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
  await visit.opens("/");
  await expect(visit.page.getByRole("heading", { name: "The session has ended" })).toBeVisible();
  await look(visit, "the session has ended", wrong);
  expect(wrong).toEqual([]);
});

test("a staff member can use every page of the back office", async ({ person: rosa }) => {
  const wrong: string[] = [];
  await rosaHasSwitchedItOn(rosa);
  const [ada, ben] = [await addressOf(rosa, "ada"), await addressOf(rosa, "ben")];
  await opensAll(rosa, [...STAFF, `${ada}/login-as-customer`, `${ben}/login-as-customer`], wrong);
  for (const [grid, entry] of [["users", "rosa"], ["roles", "Support"]]) {
    await rosa.opens(`/admin/${grid}`);
    await rosa.page.getByRole("rowheader").getByRole("link", { name: entry, exact: true }).click();
    await expect(rosa.page.getByLabel("Your Password")).toBeVisible();
    await rosa.alive();
    await look(rosa, entry, wrong);
  }
  await rosa.page.getByRole("link", { name: "Delete Role" }).click();
  await expect(rosa.page.getByText("This role has users. Give them another role first.")).toBeVisible();
  await look(rosa, "a role that is not deleted", wrong);
  await rosa.opens(ada);
  await look(rosa, "a customer", wrong);
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("dialog")).toBeVisible();
  await look(rosa, "the dialog", wrong);
  expect(wrong).toEqual([]);
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
  await page.keyboard.press("Tab");
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
