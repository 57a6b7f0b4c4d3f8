// Catalog > Categories as a tree, and the shop's shelves: levels, filters, pages, suggestions.
import { type Locator } from "@playwright/test";
import { brings, imports } from "./files";
import { type Person, everywhere, expect, test } from "./shop";
import { opensFilters, staff, waitsFor } from "./steps";

const CATEGORIES = "/admin/catalog/categories";

/** Makes a category below the one that is open. */
async function makesBelow(rosa: Person, name: string) {
  await rosa.page.getByRole("link", { name: "Add Subcategory" }).click();
  await rosa.alive();
  await rosa.page.getByLabel(/^Name/).fill(name);
  await rosa.page.getByLabel(/^URL Key/).fill(name.toLowerCase());
  await rosa.page.getByLabel(/^Description/).fill("Things.");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the category.")).toBeVisible();
  await rosa.alive();
}

test("a root category is added beside the one that there is, with a category below it", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(CATEGORIES);
  await rosa.page.getByRole("link", { name: "Add Root Category" }).click();
  await rosa.alive();
  await rosa.page.getByLabel(/^Name/).fill("Second Catalog");
  await rosa.page.getByLabel(/^URL Key/).fill("second-catalog");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the category.")).toBeVisible();
  await rosa.alive();
  const tree = rosa.page.locator(".shelves .tree");
  await expect(tree).toContainText("Second Catalog");
  await makesBelow(rosa, "Lamps");
  await expect(tree).toContainText("Lamps");
  await rosa.canBeUsedByEverybody();
});

test("a category is made below another, moved, hidden and deleted", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens(CATEGORIES);
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Kitchen", exact: true }).click();
  await rosa.alive();
  await makesBelow(rosa, "Cups");
  await rosa.canBeUsedByEverybody();
  const guest = await another();
  await guest.opens("/category/cups");
  const crumbs = guest.page.getByRole("navigation", { name: "Breadcrumb" });
  await expect(crumbs.getByRole("listitem")).toHaveText(["Home", "Kitchen", "Cups"]);
  await guest.canBeUsedByEverybody();

  await rosa.page.getByRole("link", { name: "Move", exact: true }).click();
  await rosa.page.getByLabel("Parent Category").selectOption({ label: "Default Category / Garden" });
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Move", exact: true }).click();
  await expect(rosa.page.getByText("You moved the category.")).toBeVisible();
  await guest.opens("/category/cups");
  await expect(crumbs.getByRole("listitem")).toHaveText(["Home", "Garden", "Cups"]);

  // What it stands in comes before another, by a button, in the tree and in the shop's menu.
  const cups = new URL(rosa.page.url()).pathname;
  const [tree, menu] = [rosa.page.locator(".shelves .tree"), guest.page.getByRole("navigation", { name: "Categories" })];
  const order = async (list: Locator) => (await list.getByRole("link").allTextContents()).map((name) => name.trim()).filter((name) => /^(Garden|Study)$/.test(name));
  await tree.getByRole("link", { name: "Garden", exact: true }).click();
  await rosa.alive();
  expect(await order(tree)).toEqual(["Study", "Garden"]);
  await rosa.page.getByRole("button", { name: "Move Up" }).click();
  await expect(rosa.page.getByText("You moved the category.")).toBeVisible();
  expect(await order(tree)).toEqual(["Garden", "Study"]);
  await guest.opens("/");
  expect(await order(menu)).toEqual(["Garden", "Study"]);
  await rosa.opens(cups);

  await rosa.alive();
  await rosa.page.getByLabel("Enable Category").uncheck();
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the category.")).toBeVisible();
  expect((await guest.opens("/category/cups"))?.status()).toBe(404);

  await rosa.page.getByRole("link", { name: "Delete", exact: true }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Delete Cups?");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(rosa.page.getByText("You deleted the category.")).toBeVisible();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Garden");
});

/** Without scripts the tree is lists of links, walked as those are; what moves is the button below it. */
async function walksByTab(rosa: Person, name: string) {
  const { keyboard } = rosa.page;
  const links = rosa.page.locator(".shelves .tree").getByRole("link");
  const names = await links.allTextContents();
  await links.first().focus();
  for (let left = names.indexOf(name); left > 0; left -= 1) await keyboard.press("Tab");
  await expect(links.nth(names.indexOf(name))).toBeFocused();
  await keyboard.press("Enter");
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText(name);
  await rosa.page.getByRole("button", { name: "Move Up" }).press("Enter");
}

/** With scripts it is a tree, in which arrows and letters lead on. */
async function walksByArrows(rosa: Person) {
  const item = (name: string) => rosa.page.getByRole("treeitem", { name: new RegExp(`^.?\\s?${name}`) });
  await item("Default Category").focus();
  await rosa.page.keyboard.press("ArrowDown");
  await expect(item("Kitchen")).toBeFocused();
  await rosa.page.keyboard.press("End");
  await rosa.page.keyboard.press("g");
  await expect(item("Garden")).toBeFocused();
  await rosa.page.keyboard.press("Home");
  await rosa.page.keyboard.press("ArrowLeft");
  await expect(item("Default Category")).toHaveAttribute("aria-expanded", "false");
  await expect(item("Kitchen")).toBeHidden();
  await rosa.page.keyboard.press("ArrowRight");
  await rosa.page.keyboard.press("g");
  await rosa.page.keyboard.press("Enter");
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Garden");
  await rosa.alive();
  await item("Garden").focus();
  await rosa.page.keyboard.press("Alt+ArrowUp");
}

test("the tree is walked by keys, and moves what is open", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(CATEGORIES);
  await (rosa.scripts ? walksByArrows(rosa) : walksByTab(rosa, "Garden"));
  await expect(rosa.page.getByText("You moved the category.")).toBeVisible();
  const names = await rosa.page.locator(".shelves .tree").getByRole("link").allTextContents();
  expect(names.indexOf("Garden")).toBeLessThan(names.indexOf("Study"));
});

test("a list is narrowed, and what it is narrowed to is taken back", everywhere, async ({ person: guest }) => {
  await guest.opens("/category/kitchen");
  await expect(guest.page.getByText("10 products")).toBeVisible();
  await guest.canBeUsedByEverybody();
  await opensFilters(guest);
  const step = guest.page.locator(".steps a").first();
  const said = Number((await guest.page.locator(".steps .hint").first().textContent())?.replace(/\D/g, ""));
  await step.click();
  await expect(guest.page.locator(".tile")).toHaveCount(said);
  await opensFilters(guest);
  await guest.page.getByLabel(/In stock only/).check();
  await guest.page.getByRole("button", { name: "Show" }).click();
  await expect(guest.page).toHaveURL(/stock=1/);
  await expect(guest.page.getByRole("list", { name: "Now shopping by" }).getByRole("link")).toHaveCount(3);
  await guest.page.getByRole("link", { name: "Clear All" }).click();
  await expect(guest.page.getByText("10 products")).toBeVisible();
  await opensFilters(guest);
  await guest.page.getByLabel("From", { exact: true }).fill("cheap");
  await guest.page.getByRole("button", { name: "Show" }).click();
  await expect(guest.page.getByLabel("From", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await guest.canBeUsedByEverybody();
});

test("a list goes on over pages and back, in the order that was chosen", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const lines = Array.from({ length: 30 }, (_, n) => `PAGE-${n},Kettle ${n + 10},${n + 1}.50,5,Default Category/Kitchen`);
  await brings(rosa, "Products", ["sku,name,price,qty,categories", ...lines].join("\n"));
  await waitsFor(rosa, "File is valid!");
  await imports(rosa, "Created: 30, Updated: 0, Deleted: 0");
  const guest = await another();
  await guest.opens("/category/kitchen?sort=name");
  const names = guest.page.locator(".tile .name");
  await expect(names).toHaveCount(24);
  const first = await names.allTextContents();
  await guest.page.getByRole("link", { name: "Next" }).click();
  await expect(names).toHaveCount(16);
  const all = [...first, ...(await names.allTextContents())];
  expect(all).toEqual([...new Set(all)].toSorted());
  await guest.page.getByRole("link", { name: "Previous" }).click();
  await expect(names).toHaveText(first);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("filters open, narrow, and close again", { tag: "@both" }, async ({ person: guest }) => {
    await guest.opens("/category/kitchen");
    const from = guest.page.getByLabel("From", { exact: true });
    await expect(from).toBeHidden();
    await guest.page.locator(".filter-panel > summary").click();
    await from.fill("20");
    await guest.page.getByLabel("To", { exact: true }).fill("30");
    await guest.canBeUsedByEverybody();
    await guest.page.getByRole("button", { name: "Show" }).click();
    await expect(guest.page.getByText("2 products")).toBeVisible();
    await expect(from).toBeHidden();
    await expect(guest.page.locator(".filter-panel .badge")).toHaveText("1");
    expect(await guest.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
});

test("suggestions come as one types, and are chosen by keys", { tag: "@phone" }, async ({ person: guest }) => {
  test.skip(!guest.scripts, "without scripts there is the form alone, and other tests send it");
  await guest.opens("/");
  await expect(guest.page.locator("script[src$='-start.js']")).toHaveCount(0);
  await guest.page.getByRole("searchbox").or(guest.page.getByRole("combobox", { name: "Search the store" })).first().focus();
  const field = guest.page.getByRole("combobox", { name: "Search the store" });
  await expect(field).toBeVisible();
  await field.pressSequentially("mug");
  const options = guest.page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(guest.page.locator("[aria-live=polite]").filter({ hasText: "suggestions" })).toHaveCount(1);
  await guest.canBeUsedByEverybody();
  await guest.page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", "suggestions-0");
  await guest.page.keyboard.press("Escape");
  await expect(options.first()).toBeHidden();
  await expect(field).toHaveValue("mug");
  await guest.page.keyboard.press("ArrowDown");
  const name = (await options.first().textContent())?.trim() ?? "";
  await guest.page.keyboard.press("Enter");
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText(name);
  // One mistake is forgiven where nothing begins so.
  await guest.page.getByRole("searchbox").or(field).first().focus();
  await expect(field).toBeVisible();
  await field.fill("harbuo");
  await expect(options.filter({ hasText: "Harbour Mug" }).first()).toBeVisible();
  // And the form goes on to work.
  await guest.page.getByRole("searchbox").or(field).first().fill("lamp");
  await guest.page.keyboard.press("Enter");
  await expect(guest.page).toHaveURL(/\/search\?q=lamp/);
});

test("blocks of data are refused by nothing, and parse", async ({ person: guest }) => {
  for (const path of ["/product/harbour-mug", "/category/kitchen"]) {
    await guest.opens(path);
    const blocks = await guest.page.locator("script[type='application/ld+json']").allTextContents();
    expect(blocks.map((block) => JSON.parse(block)["@type"])).toContain("BreadcrumbList");
  }
});

test("a tree that goes deep leaves the page around it as wide as it is", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const path = ["Default Category", ...Array.from({ length: 14 }, (_, n) => `Level ${n}`)].join("/");
  await brings(rosa, "Products", `sku,name,price,qty,categories\nDEEP-1,Deep One,1.00,1,${path}\n`);
  await waitsFor(rosa, "Checked rows: 1, checked entities: 1, invalid rows: 0");
  await imports(rosa, "Created: 1, Updated: 0, Deleted: 0");
  for (const page of [CATEGORIES, "/admin/catalog/products/new", "/admin/catalog-price-rules/new"]) {
    await rosa.opens(page);
    await expect(rosa.page.locator(".tree").last()).toContainText("Level 13");
    const wider = await rosa.page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wider, page).toBe(0);
    await rosa.canBeUsedByEverybody();
  }
});
