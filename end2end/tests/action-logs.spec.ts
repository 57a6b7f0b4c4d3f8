// System > Action Logs > Report, as people read it.
import { readFileSync } from "node:fs";
import { LANGUAGES } from "./languages";
import { brokenAddresses, brokenWords } from "./looks";
import { Person, expect, test } from "./shop";
import { buys, customer, rosaHasSwitchedItOn, staff } from "./steps";

const REPORT = "/admin/action-logs/report";
const rows = (person: Person) => person.page.locator("tbody tr", { has: person.page.getByRole("rowheader") }).filter({ has: person.page.locator("time") });

test("what happens elsewhere stands in the report, which is narrowed, and leads to who did what", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await buys(visit, "harbour-mug", 2);
  await rosa.opens(REPORT);
  await expect(rosa.page.getByRole("heading", { name: "Action Logs Report" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.locator("details.filters > summary").click();
  await rosa.page.getByRole("combobox", { name: "Action Group" }).selectOption("Shopping Cart Management");
  await rosa.page.getByRole("button", { name: "Search" }).click();
  await expect(rows(rosa).first()).toContainText("Cart changed");
  await expect(rosa.page).toHaveURL(/group=shopping_cart_management/);
  await rows(rosa).first().getByRole("link").first().click();
  await expect(rosa.page.getByRole("heading", { name: /^Log Entry #\d+/ })).toBeVisible();
  await expect(rosa.page.getByRole("main")).toContainText("Ada Brandt");
  await expect(rosa.page.getByRole("columnheader", { name: "Value After Change" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Show all: In the same session" }).click();
  await expect(rosa.page).toHaveURL(/visit=/);
  await expect(rows(rosa).first()).toBeVisible();
  // By which session it is narrowed stands in its field, where another one's number can be typed.
  const session = rosa.page.getByRole("textbox", { name: "Session", exact: true });
  await expect(session).toHaveValue(/^[0-9a-f]{32}$/);
  await session.fill((await session.inputValue()).toUpperCase());
  await rosa.page.getByRole("button", { name: "Search" }).click();
  await expect(rosa.page).toHaveURL(/visit=[0-9A-F]{32}/);
  await expect(rows(rosa).first()).toBeVisible();
  await rosa.opensCustomer("ada");
  await rosa.page.getByRole("link", { name: "History", exact: true }).click();
  await expect(rows(rosa).first()).toBeVisible();
  await expect(rosa.page.getByText("History:")).toBeVisible();
});

test("the report is live, within its filter, and a paused one waits", async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens(`${REPORT}?group=shopping_cart_management`);
  await expect(rosa.page.locator(".live-bar")).toContainText("Live");
  const before = await rows(rosa).count();
  const ben = await customer(await another(), "ben");
  await buys(ben, "harbour-mug");
  await expect(rows(rosa).first()).toContainText("ben@example.com", { timeout: 3_000 });
  await rosa.page.getByRole("button", { name: "Pause" }).click();
  await buys(ben, "soft-egg-timer");
  await expect(rosa.page.getByRole("button", { name: "1 new · Show" })).toBeVisible();
  await rosa.page.getByRole("button", { name: "Go on" }).click();
  await expect(rows(rosa)).toHaveCount(Math.min(before + 2, 20));
});

test("on a phone a row of the report says nothing twice, and what says itself has no label", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await buys(await rosa.logsInAs("ada"), "harbour-mug");
  await rosa.opens(`${REPORT}?group=shopping_cart_management`);
  const row = rows(rosa).first();
  await expect(row).toContainText("Cart changed");
  const view = row.getByText("View", { exact: true });
  await expect(view, "on a wide screen each column has its cell").toBeVisible();
  await rosa.page.setViewportSize({ width: 390, height: 844 });
  await expect(view, "the heading leads there").toBeHidden();
  await expect(row.locator("td[data-label]")).toHaveCount(1);
  await expect(row.locator("td[data-label]")).toHaveAttribute("data-label", "Username");
  const behind = await row.locator("td").evaluateAll((cells) => cells.filter((cell) => cell.checkVisibility()).map((cell) => getComputedStyle(cell, "::after").content));
  expect(behind.length).toBeGreaterThan(3);
  expect(new Set(behind.slice(0, -1)), "a point between one and the next").toEqual(new Set(['" · "']));
  expect(behind.at(-1), "and none behind the last").toBe("none");
});

test("the report has room for all its columns, and no word is broken", async ({ browser, shop }) => {
  test.setTimeout(90_000);
  // Customers are called by their addresses.
  const ada = new Person(await (await browser.newContext()).newPage(), shop, true);
  await ada.signsInAsCustomer("ada");
  await expect(ada.page).toHaveURL(/\/customer\/account$/);
  for (const [tag, locale] of LANGUAGES) {
    const rosa = await staff(new Person(await (await browser.newContext({ locale })).newPage(), shop, true), "rosa");
    // A window that scrolls has so much less.
    for (const width of [1265, 1440]) {
      await rosa.page.setViewportSize({ width, height: 900 });
      // Roles have long names, and what was refused has the longest ones for programs.
      for (const asked of ["", "?group=admin_permission_roles", "?group=admin_sign_in", "?username=example.com"]) {
        await rosa.opens(REPORT + asked);
        await expect(rosa.page.locator("html")).toHaveAttribute("lang", tag);
        await expect(rows(rosa).first()).toBeVisible();
        expect(await rosa.page.evaluate(brokenWords, "[data-live] table"), `${tag} at ${width}${asked}`).toEqual([]);
        expect(await rosa.page.evaluate(brokenAddresses, "[data-live] table"), `${tag} at ${width}${asked}`).toEqual([]);
        const table = rosa.page.locator(".wide").filter({ has: rosa.page.locator("[data-live]") });
        expect(await table.evaluate((e) => e.scrollWidth - e.clientWidth), `${tag} at ${width}${asked} is too wide by`).toBeLessThanOrEqual(0);
      }
    }
    await rosa.page.context().close();
  }
});

test("whose row it is stays in view where a list is pushed along", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.page.setViewportSize({ width: 900, height: 800 });
  for (const path of [REPORT, "/admin/catalog/products"]) {
    await rosa.opens(path);
    const list = rosa.page.locator(".wide").filter({ has: rosa.page.locator("tbody th") }).first();
    const pushed = await list.evaluate((e) => {
      e.scrollIntoView({ block: "start" });
      e.scrollLeft = e.scrollWidth;
      const name = e.querySelector("tbody th")!;
      const at = name.getBoundingClientRect();
      const met = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
      return { by: e.scrollLeft, off: Math.abs(at.left - e.getBoundingClientRect().left), isSeen: met !== null && name.contains(met), ground: getComputedStyle(name).backgroundColor };
    });
    expect(pushed.by, path).toBeGreaterThan(50);
    expect(pushed.off, path).toBeLessThan(2);
    expect(pushed.isSeen, path).toBe(true);
    expect(pushed.ground, "nothing is read through it").not.toBe("rgba(0, 0, 0, 0)");
  }
});

test("the heading that stays in view stays above the names that pass below it", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.page.setViewportSize({ width: 1440, height: 500 });
  await rosa.opens("/admin/catalog/products");
  const list = rosa.page.locator(".wide.few");
  const isMet = await list.evaluate((e) => {
    e.querySelectorAll("tbody tr")[3]!.scrollIntoView({ block: "start" });
    return [...e.querySelectorAll("thead th")].map((heading) => {
      const at = heading.getBoundingClientRect();
      return heading.contains(document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2));
    });
  });
  expect(isMet.length).toBeGreaterThan(3);
  expect(isMet.filter((met) => !met)).toEqual([]);
});

test("a bar of the chart narrows the report, and what is asked again and again is kept as a view", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(REPORT);
  const figure = rosa.page.getByRole("figure");
  const [times, groups] = [figure.first(), figure.filter({ hasText: "Events by group" })];
  await times.locator("svg").getByRole("link").last().click();
  await expect(rosa.page).toHaveURL(/time-from=/);
  await rosa.alive();
  // And the same out of the table behind it.
  await rosa.opens(REPORT);
  await times.getByText("Show as a table").click();
  await times.getByRole("rowheader").last().getByRole("link").click();
  await expect(rosa.page).toHaveURL(/time-from=/);
  await rosa.alive();
  // The groups are a figure as well: a bar of it narrows what is shown already, on a phone too.
  const wide = rosa.page.viewportSize();
  await rosa.page.setViewportSize({ width: 360, height: 740 });
  await groups.locator("summary").first().click();
  await groups.getByText("Show as a table").click();
  await expect(groups.getByRole("rowheader", { name: "Admin Sign In" })).toBeVisible();
  expect(await rosa.page.evaluate(() => document.documentElement.scrollWidth), "nothing is pushed along").toBeLessThanOrEqual(360);
  await groups.getByRole("listitem").getByRole("link", { name: "Admin Sign In" }).click();
  await expect(rosa.page).toHaveURL(/group=admin_sign_in/);
  await expect(rosa.page).toHaveURL(/time-from=/);
  await rosa.alive();
  if (wide) await rosa.page.setViewportSize(wide);
  await rosa.page.getByText("Save View As...").click();
  await rosa.page.getByLabel("Name of the view").fill("Today");
  await rosa.page.locator("details.choice", { hasText: "Save View As..." }).getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the view.")).toBeVisible();
  await rosa.opens(REPORT);
  await rosa.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Today" }).click();
  await expect(rosa.page).toHaveURL(/time-from=/);
  await rosa.alive();
  await rosa.canBeUsedByEverybody();
});

test("on a phone the report is not pushed down by its groups, and whoever opens them has them open", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.page.setViewportSize({ width: 390, height: 844 });
  await rosa.opens(REPORT);
  const groups = rosa.page.getByRole("figure", { name: "Events by group" });
  const [bars, fold] = [groups.getByRole("listitem"), groups.locator("summary").first()];
  const top = () => rows(rosa).first().evaluate((row) => row.getBoundingClientRect().top + scrollY);
  await expect(fold).toBeVisible();
  await expect(bars.first()).toBeHidden();
  const folded = await top();
  await fold.click();
  await expect(bars.first()).toBeVisible();
  expect(await top(), "which is what they take").toBeGreaterThan(folded + 40);
  await rosa.canBeUsedByEverybody();
  // What narrows the report without a page load leaves them open.
  await bars.getByRole("link", { name: "Admin Sign In" }).click();
  await expect(rosa.page).toHaveURL(/group=admin_sign_in/);
  await rosa.alive();
  if (rosa.scripts) await expect(bars.first()).toBeVisible();
  // Where there is room they stand there in any case, and nothing asks to be opened.
  await rosa.page.setViewportSize({ width: 1280, height: 800 });
  await rosa.opens(REPORT);
  await expect(bars.first()).toBeVisible();
  await expect(fold).toBeHidden();
});

test("an export is asked for, made while the page is looked at, fetched and deleted", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(`${REPORT}?full_action_name=staff`);
  await rosa.page.getByLabel("Export to:").selectOption("Excel (XLSX)");
  await rosa.page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(rosa.page.getByRole("heading", { level: 1, name: "Exports" })).toBeVisible();
  const file = rosa.page.getByRole("link", { name: /^action-logs-.*\.xlsx$/ });
  // Without scripts a link looks again.
  await expect(async () => {
    const again = rosa.page.getByRole("link", { name: "Refresh" });
    if (!rosa.scripts && (await again.isVisible())) await again.click();
    await expect(file).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await expect(rosa.page.getByRole("status").filter({ hasText: "Files ready: 1 of 1" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  const waiting = rosa.page.waitForEvent("download");
  await file.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^action-logs-.*\.xlsx$/);
  const whole = readFileSync(await download.path());
  expect(whole.subarray(0, 2).toString()).toBe("PK");
  // Where the line broke, the same link goes on with what is missing.
  const rest = await rosa.page.request.get(rosa.shop.url + (await file.getAttribute("href")), { headers: { range: "bytes=100-" } });
  expect(rest.status()).toBe(206);
  expect(rest.headers()["content-range"]).toBe(`bytes 100-${whole.length - 1}/${whole.length}`);
  expect((await rest.body()).equals(whole.subarray(100))).toBe(true);
  await rosa.page.getByRole("button", { name: /^Delete: / }).click();
  await expect(rosa.page.getByText("You have asked for no file yet.")).toBeVisible();
});

test("how far an export has come is told while it is made, and it can be canceled", { tag: "@both" }, async ({ person: rosa }) => {
  await rosa.hasSignedIn("staff", "rosa");
  const none = rosa.page.getByText("You have asked for no file yet.");
  const bar = rosa.page.getByRole("progressbar", { name: /^[\d,]+ of [\d,]+ events$/ });
  await expect(async () => {
    // If the program was faster than the other one that is to be looked at, it is asked for anew.
    await rosa.opens("/admin/action-logs/exports");
    if (!(await none.isVisible())) await rosa.page.getByRole("button", { name: /^(Delete|Cancel): action-logs-/ }).first().click();
    await rosa.opens(REPORT);
    await Promise.all([rosa.shop.holdsAnExport(), rosa.page.getByRole("button", { name: "Export", exact: true }).click()]);
  }).toPass({ timeout: 20_000 });
  // With scripts the page looks by itself, without them a link looks again.
  await expect(async () => {
    if (!rosa.scripts) await rosa.page.getByRole("link", { name: "Refresh" }).click();
    await expect(bar).toBeVisible({ timeout: 500 });
    const [done, total] = [Number(await bar.getAttribute("value")), Number(await bar.getAttribute("max"))];
    expect(done).toBe(Math.floor(total / 2));
  }).toPass({ timeout: 10_000 });
  await expect(rosa.page.getByRole("status").filter({ hasText: "Files ready: 0 of 1" })).toBeVisible();
  await expect(rosa.page.getByRole("link", { name: /^action-logs-/ }), "there is nothing to fetch yet").toHaveCount(0);
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: /^Cancel: action-logs-.*\.csv$/ }).click();
  await expect(none).toBeVisible();
  await rosa.opens(`${REPORT}?action=action_logs.export_deleted`);
  await expect(rows(rosa).first()).toContainText("rosa");
});

test("the archive says what it is while nothing is old enough", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/action-logs/archive");
  await expect(rosa.page.getByRole("heading", { level: 1, name: "Admin Actions Archive" })).toBeVisible();
  await expect(rosa.page.getByText("No day is old enough to be archived yet.")).toBeVisible();
  await expect(rosa.page.getByText("Entries older than 400 days lie here")).toBeVisible();
  await rosa.canBeUsedByEverybody();
});

test("a day comes back from the archive by itself while somebody looks on, and another one is canceled", async ({ person: rosa }) => {
  const DAYS = 12;
  await rosa.shop.archives(DAYS);
  await rosa.hasSignedIn("staff", "rosa");
  await rosa.opens("/admin/action-logs/archive");
  const restore = rosa.page.getByRole("button", { name: /^Restore \d{4}-\d\d-\d\d\.jsonl\.gz$/ });
  const cancel = rosa.page.getByRole("button", { name: /^Cancel: \d{4}-\d\d-\d\d\.jsonl\.gz$/ });
  const back = rosa.page.getByText(/^In the report again until/);
  // The program looks every two seconds for what there is to do: once it has just done one, there is time to cancel the next.
  await expect(async () => {
    const before = await back.count();
    await restore.first().click();
    await expect(back).toHaveCount(before + 1);
    await expect(cancel).toHaveCount(0);
    await restore.first().click();
    await expect(rosa.page.getByRole("progressbar")).toBeVisible({ timeout: 500 });
    await expect(rosa.page.getByText(/^Restored [\d,]+ of [\d,]+ events$/)).toBeVisible({ timeout: 500 });
    await cancel.click({ timeout: 500 });
    await expect(rosa.page.getByText("Restoring the day was canceled.")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 25_000 });
  await expect(cancel).toHaveCount(0);
  await rosa.page.reload();
  await expect(back).not.toHaveCount(0);
  await rosa.canBeUsedByEverybody();
});
