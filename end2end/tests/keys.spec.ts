// What is done by the keyboard alone; the trees, the dialog, the combobox and the consent's switch have theirs beside what they are.
import { expect, test } from "./shop";
import { rosaHasSwitchedItOn, staff } from "./steps";

test("a grid is searched, narrowed by days and sorted by keys, and says how much there is in it then", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const { keyboard } = page;
  await rosa.opens("/admin/customers");
  const said = page.locator("body > [aria-live=polite]");
  await page.getByRole("searchbox").focus();
  await keyboard.type("brandt");
  await keyboard.press("Enter");
  await expect(page.getByRole("rowheader")).toHaveText(["Ada Brandt"]);
  await expect(said).toHaveText("1 record");
  await expect(page.getByRole("searchbox"), "whoever typed goes on typing").toBeFocused();
  await rosa.opens("/admin/sales/orders");
  await page.locator(".filters > summary").press("Enter");
  const day = page.locator(".filters input[type=date]").first();
  await day.focus();
  await keyboard.type("12312999");
  await expect(day).toHaveValue("2999-12-31");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/2999-12-31/);
  await expect(said).toHaveText(/0 records|We couldn't find any records\./);
  await rosa.opens("/admin/customers");
  await page.getByRole("columnheader", { name: "Email" }).getByRole("link").press("Enter");
  await expect(page.getByRole("columnheader", { name: "Email" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByRole("heading", { level: 1 }), "and whoever followed a link is at the head of what it led to").toBeFocused();
  await rosa.canBeUsedByEverybody();
});

test("a live table is paused and goes on by keys, says what comes politely, and takes nobody's place", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  const { page } = rosa;
  await rosa.opens("/admin/login-as-customer-log");
  await expect(page.locator(".live-bar")).toContainText("Live");
  const pause = page.locator(".live-bar").getByRole("button").first();
  await pause.focus();
  await theo.logsInAs("ada");
  await expect(page.locator(".live-bar [role=status]")).toContainText("Ada Brandt");
  await expect(page.locator(".live-bar [role=alert]")).toHaveCount(0);
  await expect(pause).toBeFocused();
  await page.keyboard.press("Space");
  await expect(pause).toHaveText("Go on");
  await theo.logsInAs("clara");
  const shows = page.locator(".live-bar").getByRole("button", { name: /Show/ });
  await expect(shows).toBeVisible();
  await expect(pause).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(shows).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(shows).toBeHidden();
  await expect(pause, "the button goes with what waited").toBeFocused();
});

test("on a phone the menu is opened and closed by keys, and gives the focus back", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  await page.setViewportSize({ width: 390, height: 800 });
  await rosa.opens("/admin/roles");
  const menu = page.getByRole("button", { name: "Menu" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Menu" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("navigation", { name: "Menu" }).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("navigation", { name: "Menu" })).toBeHidden();
  await expect(menu).toBeFocused();
});

test("what opens over a page goes by Escape, which gives the focus back, and once somebody goes on elsewhere", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  await rosa.opens("/admin/customers");
  const [columns, view] = ["Columns", "Save View As..."].map((name) => page.locator(".choice > summary", { hasText: name }));
  const email = page.locator(".choice").getByLabel("Email", { exact: true });
  await columns!.press("Enter");
  await page.keyboard.press("Tab");
  await expect(email).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(email).toBeHidden();
  await expect(columns!).toBeFocused();
  await columns!.press("Enter");
  await expect(email).toBeVisible();
  await view!.focus();
  await expect(email).toBeHidden();
  // What is folded into the page, and lies over nothing, stays open.
  await page.locator(".filters > summary").press("Enter");
  await page.keyboard.press("Escape");
  await columns!.focus();
  await expect(page.locator(".filters")).toHaveAttribute("open");

  await rosa.opens("/");
  const summary = page.locator(".views summary");
  const shown = page.locator("details[open]").getByRole("link", { name: "Deutsch", exact: true });
  await summary.press("Enter");
  await expect(shown).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(shown).toHaveCount(0);
  await expect(summary).toBeFocused();
  await summary.press("Enter");
  await page.getByRole("main").click({ position: { x: 2, y: 2 } });
  await expect(shown).toHaveCount(0);
});
