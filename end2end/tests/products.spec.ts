// Catalog > Products: made, sold as its stock allows, copied, changed with others, deleted.
import { brings, imports } from "./files";
import { everywhere, expect, test } from "./shop";
import { begins, buys, isWrong, node, orders, posts, staff, waitsFor } from "./steps";

const save = "Save";

test("a product is made, sold by its own rules, copied and deleted", everywhere, async ({ person: rosa, another }) => {
  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products");
  await page.getByRole("link", { name: "Add Product" }).click();
  await rosa.canBeUsedByEverybody();
  await expect(page.getByLabel("Enable Product")).toBeChecked();
  await page.locator("#sku").fill("AL-100");
  await page.locator("#name").fill("Tide Clock");
  await page.locator("#description").fill("Tells high water.");
  await node(rosa, "Kitchen").check();
  await page.locator("#quantity").fill("1");
  await page.getByRole("button", { name: save, exact: true }).click();
  await isWrong(page.locator("#price"), "This is a required field.");
  await page.locator("#price").fill("49.50");
  await page.locator("#url_key").fill("harbour-mug");
  await page.getByRole("button", { name: save, exact: true }).click();
  await isWrong(page.locator("#url_key"), "URL key for specified store already exists.");
  await page.locator("#url_key").fill("");
  await page.locator("#backorders-system").uncheck();
  await page.locator("#backorders").selectOption({ label: "Allow Qty Below 0 and Notify Customer" });
  await page.locator("#min_sale_qty-system").uncheck();
  await page.locator("#min_sale_qty").fill("2");
  await page.getByRole("button", { name: save, exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();
  await expect(page.locator("#url_key")).toHaveValue("tide-clock");
  await expect(page.locator("#backorders-system")).not.toBeChecked();
  await expect(page.locator("#max_sale_qty-system")).toBeChecked();
  await rosa.canBeUsedByEverybody();

  const guest = await another();
  await guest.opens("/product/tide-clock");
  await expect(guest.page.getByLabel("Quantity")).toHaveValue("2");
  await guest.page.getByLabel("Quantity").fill("1");
  await guest.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(guest.page.getByText("The fewest you may purchase is 2.").first()).toBeVisible();
  await buys(guest, "tide-clock", 3);
  await guest.opens("/checkout/cart");
  await expect(guest.page.getByRole("note")).toContainText("we'll back order the remaining 2.");
  await guest.canBeUsedByEverybody();

  // Its address changes, and the old one leads on.
  await page.locator("#url_key").fill("high-water");
  await expect(page.getByLabel("Create Permanent Redirect for old URL")).toBeChecked();
  await begins(rosa, "Save & Duplicate", "button");
  await expect(page.getByText("You duplicated the product.")).toBeVisible();
  await expect(page.locator("#sku")).toHaveValue("AL-100-1");
  await expect(page.getByLabel("Enable Product")).not.toBeChecked();
  await guest.opens("/product/tide-clock");
  await expect(guest.page).toHaveURL(/\/product\/high-water$/);

  await begins(rosa, "Delete");
  await expect(page.getByText("Delete Tide Clock (SKU AL-100-1)?")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Delete Product" }).click();
  await expect(page.getByText("You deleted the product.")).toBeVisible();
});

test("products are found by what they are, and many are changed at once", everywhere, async ({ person: rosa, another }) => {
  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?quantity-to=3");
  const timer = page.getByRole("row", { name: /Soft Egg Timer/ });
  await expect(timer).toContainText("Enabled");
  await expect(page.getByRole("row", { name: /Harbour Mug/ })).toHaveCount(0);
  // Its many columns push nothing but themselves aside.
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await rosa.canBeUsedByEverybody();
  await page.getByLabel("Select Soft Egg Timer").check();
  await page.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(page.getByText("1 product is selected:")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Disable Products" }).click();
  await expect(page.getByText("A total of 1 record has been updated.")).toBeVisible();
  const guest = await another();
  await guest.opens("/search?q=egg+timer");
  await expect(guest.page.getByRole("link", { name: "Soft Egg Timer" })).toHaveCount(0);

  // All that the filter finds: a job does it, and its page says how far it is.
  await rosa.opens("/admin/catalog/products?status=1");
  await page.getByLabel("All that are found").check();
  await page.getByRole("button", { name: "Update Attributes" }).click();
  await page.locator("#visibility").selectOption({ label: "Catalog, Search" });
  await page.locator("#in_stock").selectOption({ label: "Out of stock" });
  await page.getByRole("button", { name: "Update Attributes" }).click();
  await expect(page.getByRole("heading", { name: "Actions on Products" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row", { name: /Update Attributes/ }).first()).toContainText("Done", { timeout: 500 });
  }).toPass();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText("Out of stock")).toBeVisible();

  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByLabel("Select Harbour Mug").check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("This cannot be undone.")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Delete Products" }).click();
  await expect(page.getByText("A total of 1 record has been deleted.")).toBeVisible();
  expect((await guest.opens("/product/harbour-mug"))?.status()).toBe(404);
});

test("a product stands in several categories, and in each at a position of its own", everywhere, async ({ person: rosa, another }) => {
  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour+mug");
  await page.getByRole("link", { name: "Harbour Mug", exact: true }).click();
  await rosa.alive();
  await expect(node(rosa, "Kitchen")).toBeChecked();
  await node(rosa, "Kitchen").uncheck();
  await page.getByRole("button", { name: save, exact: true }).click();
  await expect(page.locator("#categories-flaw")).toHaveText("This is a required field.");
  await rosa.alive();
  await node(rosa, "Kitchen").check();
  await node(rosa, "Garden").check();
  await rosa.canBeUsedByEverybody();
  await page.getByRole("button", { name: save, exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();
  for (const name of ["Kitchen", "Garden"]) await expect(node(rosa, name)).toBeChecked();

  // A shopper is led back to where he came from.
  const guest = await another();
  const crumbs = guest.page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("listitem");
  for (const [path, name] of [["/category/garden", "Garden"], ["/category/kitchen", "Kitchen"]] as const) {
    await guest.opens(path);
    await guest.page.locator(".tile").getByRole("link", { name: /Harbour Mug/ }).click();
    await expect(crumbs).toHaveText(["Home", name, "Harbour Mug"]);
  }

  // The first of the garden goes behind all others, and no other category is asked.
  await rosa.opens("/admin/catalog/categories");
  await page.getByRole("link", { name: "Garden", exact: true }).click();
  await rosa.alive();
  const places = page.getByLabel(/^Position of /);
  const called = await page.getByRole("row").nth(1).getByRole("rowheader").textContent();
  await places.first().fill("500");
  await page.getByRole("button", { name: `Save: ${called}`, exact: true }).click();
  await expect(page.getByText("You saved the category.")).toBeVisible();
  await expect(places.last()).toHaveValue("500");
  await expect(page.getByRole("row").last().getByRole("rowheader")).toHaveText(called ?? "");
  await rosa.canBeUsedByEverybody();
  await guest.opens("/category/garden");
  await expect(guest.page.locator(".tile .name").last()).toHaveText(called ?? "");
});

test("what is done to many is canceled on its way, and what it had not come to stays as it was", everywhere, async ({ person: rosa }) => {
  test.setTimeout(90_000);
  const { page } = await staff(rosa, "rosa");
  // What was changed a moment ago is found as soon as the index has it.
  const finds = (asked: string, many: RegExp) => expect(async () => {
    await rosa.opens(`/admin/catalog/products?${asked}`);
    await expect(page.locator(".titled .count")).toHaveText(many, { timeout: 500 });
  }).toPass();
  const asksOfAll = async (act: "Enable" | "Disable") => {
    await page.getByLabel("All that are found").check();
    await page.getByRole("button", { name: act, exact: true }).click();
    await expect(page.getByText(/products are selected:$/)).toBeVisible();
    await page.getByRole("button", { name: `${act} Products` }).click();
    await expect(page.getByRole("heading", { name: "Actions on Products" })).toBeVisible();
  };
  const lines = Array.from({ length: 4_000 }, (_, n) => `MANY-${n},Fjordknob ${n},1.50,Default Category/Kitchen`);
  await brings(rosa, "Products", ["sku,name,price,categories", ...lines].join("\n"));
  await waitsFor(rosa, "File is valid!");
  await imports(rosa, "Created: 4,000, Updated: 0, Deleted: 0");

  await finds("q=fjordknob", /^4,000 records$/);
  await asksOfAll("Disable");
  await waitsFor(rosa, page.getByRole("progressbar", { name: /^Running: [1-9][\d,]* of 4,000/ }));
  expect(await posts(page, "Cancel: Disable Products")).toBe(303);
  await expect(page.getByText("You canceled it. What was done already stays.")).toBeVisible();
  const canceled = page.getByRole("row", { name: /Disable Products/ });
  await expect(canceled).toContainText(/Canceled: [1-9][\d,]* of 4,000/);
  await expect(page.getByRole("button", { name: "Cancel: Disable Products" })).toHaveCount(0);
  await rosa.canBeUsedByEverybody();

  // One is done after the other: with the next of them, that one has come to its end.
  await finds("quantity-from=400", /^\d+ records$/);
  await asksOfAll("Enable");
  await waitsFor(rosa, page.getByRole("row", { name: /Enable Products/ }).filter({ hasText: "Done: " }));
  const done = /Canceled: ([\d,]+) of/.exec(await canceled.innerText())?.[1];
  await finds("q=fjordknob&status=0", new RegExp(`^${done} records?$`));
  await expect(page.getByRole("row", { name: /Fjordknob/ }).first()).toContainText("Disabled");
  await finds("q=fjordknob&status=1", /^[1-9][\d,]* records?$/);
});

test("what runs low by an order is told on the dashboard, and found in the list", everywhere, async ({ person: rosa, another }) => {
  const { page } = await staff(rosa, "rosa");
  const notice = page.locator("#low-stock");
  const few = page.locator("#notify_stock_qty");
  await rosa.opens("/admin/catalog/products?q=harbour+mug");
  await page.getByRole("link", { name: "Harbour Mug", exact: true }).click();
  await rosa.alive();
  await page.locator("#quantity").fill("4");
  await page.locator("#notify_stock_qty-system").uncheck();
  await few.fill("10000");
  await page.getByRole("button", { name: save, exact: true }).click();
  await isWrong(few, "Please enter a number from 0 to");
  await rosa.canBeUsedByEverybody();
  await few.fill("4");
  await page.getByRole("button", { name: save, exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();
  await expect(few).toHaveValue("4");
  await rosa.opens("/admin");
  await expect(notice).toContainText("Pantry Tin Trio");
  await expect(notice, "there are as many as are wanted").not.toContainText("Harbour Mug");

  const guest = await another();
  await buys(guest, "harbour-mug");
  await orders(guest);
  await rosa.opens("/admin");
  await expect(notice.getByRole("listitem").filter({ hasText: "Harbour Mug" })).toContainText("3 left");
  await rosa.canBeUsedByEverybody();
  await notice.getByRole("link", { name: "Show all: Low stock" }).click();
  await expect(page).toHaveURL(/low=1/);
  await expect(page.getByRole("row", { name: /Harbour Mug/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Slow Pour Carafe/ })).toHaveCount(0);
  await rosa.canBeUsedByEverybody();
  await page.getByRole("link", { name: "Harbour Mug", exact: true }).click();
  await expect(page.locator("#quantity")).toHaveValue("3");
});

/** Fields of a sheet that have their label above them, or at the middle of their lines, where others have it beside the first. */
function notBeside(): string[] {
  const fields = [...document.querySelectorAll<HTMLElement>(".sheet .card .field:not(.check)")].filter((field) => field.checkVisibility());
  return fields.flatMap((field) => {
    const [label, typed] = [field.querySelector("label"), field.querySelector<HTMLInputElement>("input, select, textarea")];
    if (!label || !typed) return [];
    const [said, box] = [label.getBoundingClientRect(), typed.getBoundingClientRect()];
    return said.right <= box.left && said.top < box.top + 20 ? [] : [typed.name];
  });
}

test("on a product's pages each label stands beside the first line of its field, and no card is called as its fields are", async ({ person: rosa }) => {
  const { page } = await staff(rosa, "rosa");
  await page.setViewportSize({ width: 1280, height: 900 });
  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByRole("link", { name: "Harbour Mug" }).click();
  await expect(page.locator("#related")).toBeVisible();
  expect(await page.evaluate(notBeside)).toEqual([]);
  await begins(rosa, "Advanced Pricing");
  await expect(page.getByLabel("Special Price (USD)")).toBeVisible();
  expect(await page.evaluate(notBeside)).toEqual([]);
  await expect(page.getByText("Special Price", { exact: true })).toHaveCount(0);
  await expect(page.locator("#special_to"), "the days are of the shop's clock").toHaveAccessibleDescription(/clock of the shop/);
});
