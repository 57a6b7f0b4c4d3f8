// Grids as somebody arranges them: how close the rows stand, and how a phone sorts what it shows without headings.
import { brokenWords } from "./looks";
import { expect, test } from "./shop";
import { staff } from "./steps";
import { LOOKS_AT, alsoFirst } from "./walk";

const PHONE = { width: 390, height: 844 };

test("on a phone a grid is sorted by a choice, which goes on with what it is narrowed by", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const sorter = page.getByLabel("Sort by");
  await rosa.opens("/admin/customers?q=example");
  await expect(sorter, "on a wide screen the headings do").toBeHidden();
  await page.setViewportSize(PHONE);
  await expect(sorter).toBeVisible();
  const first = page.getByRole("rowheader").first();
  // They are in the order of their last names.
  const firsts: string[] = [];
  for (const [order, label] of [["name", "Name, ascending"], ["name-desc", "Name, descending"]] as const) {
    const asked = page.waitForURL((url) => url.searchParams.get("sort") === order && url.searchParams.get("q") === "example");
    await sorter.selectOption({ label });
    if (!rosa.scripts) await sorter.locator("..").getByRole("button", { name: "Apply" }).click();
    await asked;
    await expect(sorter).toHaveValue(order);
    firsts.push((await first.textContent())!.split(" ").at(-1)!);
  }
  expect(firsts[0]!.localeCompare(firsts[1]!), firsts.join(" is before ")).toBeLessThan(0);
  await rosa.canBeUsedByEverybody();
});

test("rows stand close for whoever chose it, and are as high as before on a phone's list", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  await rosa.opens("/admin/customers");
  const height = async () => (await page.getByRole("row").nth(1).boundingBox())!.height;
  const wide = await height();
  await page.locator("details.choice > summary", { hasText: "Columns" }).click();
  await page.getByLabel("Compact rows").check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("You chose the columns.")).toBeVisible();
  expect(await height()).toBeLessThan(wide - 8);
  await page.setViewportSize(PHONE);
  const [small, large] = [await height(), 44];
  expect(small, "a finger finds each").toBeGreaterThanOrEqual(large);
});

// Where words are short their headings take little room.
for (const locale of ["en-US", "es-ES"]) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 1280, height: 800 } });

    test("no word of a heading goes on in another line", async ({ person: rosa, shop }) => {
      test.setTimeout(120_000);
      const wrong: string[] = [];
      let headings = 0;
      for await (const path of alsoFirst(rosa, await LOOKS_AT.staff(rosa, shop))) {
        headings += await rosa.page.locator("thead th").count();
        wrong.push(...(await rosa.page.evaluate(brokenWords, "thead th")).map((word) => `${path}: ${word}`));
      }
      expect(headings).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
    });
  });
}
