// What a job does for staff, while its store is slow: it says how far it is, also to whoever comes back, and is canceled. (An import is in
// `transfer.spec.ts`, a day that comes back from the archive in `action-logs.spec.ts`.)
import { expect, test } from "./shop";
import { posts, staff, waitsFor } from "./steps";

const EXPORT = "/admin/system/export";
const CACHE = "/admin/cache";
const ARCHIVE = "/admin/action-logs/archive";

test("an export goes on while nobody looks, says how far it is, and is canceled", { tag: "@both" }, async ({ person: rosa, shop }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  await rosa.opens(EXPORT);
  await shop.slowsDown(150);
  await page.getByLabel("Entity Type").selectOption({ label: "Customers and Addresses (single file)" });
  expect(await posts(page, "Continue")).toBe(303);
  await waitsFor(rosa, page.getByRole("progressbar", { name: /^[1-9][\d,]* of [\d,]+$/ }));
  await rosa.opens(EXPORT);
  await expect(page.getByRole("progressbar", { name: /^[1-9][\d,]* of [\d,]+$/ })).toBeVisible();
  expect(await posts(page, /^Cancel: customer-composite-/)).toBe(303);
  await shop.slowsDown(0);
  await expect(page.getByText("You deleted the file.")).toBeVisible();
  await expect(page.getByText("You have asked for no file yet.")).toBeVisible();
});

test("the search index is made anew while nobody looks, says how far it is, and is canceled", { tag: "@both" }, async ({ person: rosa, shop }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const entries = page.getByText(/^Entries: [1-9][\d,]*$/);
  const bar = page.getByRole("progressbar", { name: /^[1-9][\d,]* of [\d,]+ entries$/ });
  // A shop that has just begun makes it first.
  await expect(async () => {
    await rosa.opens(CACHE);
    await expect(entries).toBeVisible({ timeout: 100 });
  }).toPass();
  const before = await entries.innerText();
  await shop.slowsDown(2_500, "tables");
  expect(await posts(page, "Reindex")).toBe(303);
  await expect(page.getByText("The search index is being made anew.")).toBeVisible();
  await waitsFor(rosa, bar);
  // What was there before is searched meanwhile.
  await rosa.opens("/admin/customers?q=brandt");
  await expect(page.getByRole("rowheader").getByRole("link", { name: "Ada Brandt" })).toBeVisible();
  await rosa.opens(CACHE);
  await expect(bar).toBeVisible();
  await rosa.canBeUsedByEverybody();
  expect(await posts(page, "Cancel")).toBe(303);
  await expect(page.getByText("Making the search index anew was canceled. The one before stays.")).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(entries).toHaveText(before);
  await shop.slowsDown(0);
  expect(await posts(page, "Reindex")).toBe(303);
  await expect(page.getByText("The search index is being made anew.")).toBeVisible();
  await waitsFor(rosa, entries);
  await expect(entries).toHaveText(before);
});

test("files of the archive are verified while nobody looks, which says how far it is and is canceled", { tag: "@both" }, async ({ person: rosa, shop }) => {
  await shop.archives(10);
  await rosa.hasSignedIn("staff", "rosa");
  const { page } = rosa;
  await rosa.opens(ARCHIVE);
  await shop.slowsDown(250);
  expect(await posts(page, "Verify All")).toBe(303);
  await waitsFor(rosa, page.getByRole("progressbar", { name: /^Verified [1-9]\d* of \d+ files$/ }));
  await rosa.opens(ARCHIVE);
  await expect(page.getByRole("progressbar", { name: /^Verified [1-9]\d* of \d+ files$/ })).toBeVisible();
  expect(await posts(page, "Cancel")).toBe(303);
  await shop.slowsDown(0);
  await expect(page.getByText("Verification was canceled. Files that were verified stay so.")).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Verify All" })).toBeVisible();
});
