// Product attributes: staff make one with its options, a product says something of it, and shoppers read it, and narrow lists by it.
import { readFileSync } from "node:fs";
import { type Person, everywhere, expect, test } from "./shop";
import { begins, isWrong, opensFilters, staff } from "./steps";

/** Makes an attribute, with options where it has some. */
async function makes(rosa: Person, code: string, label: string, input: string, options: string[] = []) {
  const { page } = rosa;
  const save = page.getByRole("button", { name: "Save Attribute" });
  await rosa.opens("/admin/product-attributes/new");
  await page.getByLabel(/^Attribute Code/).fill(code);
  await page.getByLabel(/^Default Label/).fill(label);
  await page.getByLabel(/^Catalog Input Type/).selectOption(input);
  await save.click();
  await expect(page.getByText("You saved the product attribute.")).toBeVisible();
  if (options.length === 0) return;
  await rosa.alive();
  await page.getByLabel("Add Options").fill(options.join("\n"));
  await save.click();
  await expect(page.locator(".choices li")).toHaveCount(options.length);
}

/** Begins to change what attributes say of these products. */
async function updates(rosa: Person, names: string[]) {
  await rosa.opens("/admin/catalog/products?q=mug");
  for (const name of names) await rosa.page.getByLabel(`Select ${name}`, { exact: true }).check();
  await rosa.page.getByRole("button", { name: "Update Attributes" }).click();
  await expect(rosa.page.getByText("What stays unchanged keeps the value that each product has.")).toBeVisible();
}

test("a colour is made, said of a product, told on its page and picked beside a list", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/product-attributes");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Add New Attribute" }).click();
  await rosa.page.getByLabel(/^Attribute Code/).fill("Colour");
  await rosa.page.getByLabel(/^Default Label/).fill("Colour");
  await rosa.page.getByLabel(/^Catalog Input Type/).selectOption("Dropdown");
  await rosa.page.getByRole("button", { name: "Save Attribute" }).click();
  await isWrong(rosa.page.getByLabel(/^Attribute Code/), "The code may only contain letters (a-z), numbers (0-9) or underscore (_)");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByLabel(/^Attribute Code/).fill("colour");
  await rosa.page.getByRole("button", { name: "Save Attribute" }).click();
  await expect(rosa.page.getByText("You saved the product attribute.")).toBeVisible();
  await rosa.page.getByLabel("Add Options").fill("Red\nBlue\nGreen");
  await rosa.page.getByRole("button", { name: "Save Attribute" }).click();
  await expect(rosa.page.getByText("You saved the product attribute.")).toBeVisible();
  const options = rosa.page.locator(".choices li");
  await expect(options).toHaveCount(3);
  await rosa.canBeUsedByEverybody();

  // Green comes first, and Red is gone.
  await options.nth(2).getByLabel("Position").fill("0");
  await options.nth(0).getByLabel("Delete “Red”").check();
  await rosa.page.getByRole("button", { name: "Save Attribute" }).click();
  await expect(options).toHaveCount(2);
  await expect(options.nth(0).getByLabel(/^Option/)).toHaveValue("Green");

  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await rosa.page.getByLabel("Colour", { exact: true }).selectOption("Blue");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the product.")).toBeVisible();
  await expect(rosa.page.getByLabel("Colour", { exact: true }).locator("option:checked")).toHaveText("Blue");

  const guest = await another();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByRole("heading", { name: "More Information" })).toBeVisible();
  await expect(guest.page.getByRole("row", { name: "Colour" })).toContainText("Blue");
  await guest.canBeUsedByEverybody();
  await guest.opens("/category/kitchen");
  const filter = guest.page.locator(".filter-panel");
  await opensFilters(guest);
  await filter.getByLabel(/^Blue/).check();
  await filter.getByRole("button", { name: "Show" }).click();
  await expect(guest.page).toHaveURL(/with=colour-1/);
  await expect(guest.page.locator(".tile")).toHaveCount(1);
  await guest.canBeUsedByEverybody();
  await guest.page.getByRole("link", { name: /Colour: Blue/ }).click();
  await expect(guest.page.locator(".tile")).toHaveCount(10);

  // It is set of many at once, and the list of products is narrowed by it.
  const colour = rosa.page.getByLabel("Colour", { exact: true }).and(rosa.page.locator("select"));
  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByLabel("Select Harbour Mug").check();
  await rosa.page.getByRole("button", { name: "Update Attributes" }).click();
  await colour.selectOption("Green");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Update Attributes" }).click();
  await expect(rosa.page.getByText("A total of 1 record has been updated.")).toBeVisible();
  await rosa.opens("/admin/catalog/products");
  const narrowing = rosa.page.locator("form[role=search]", { has: colour });
  await narrowing.locator("summary").click();
  await colour.selectOption("Green");
  await narrowing.getByRole("button", { name: "Search", exact: true }).click();
  await expect(rosa.page).toHaveURL(/attribute-\d+=colour-2/);
  await expect(rosa.page.locator("tbody tr")).toHaveCount(1);
  await expect(rosa.page.getByRole("link", { name: "Harbour Mug" })).toBeVisible();
  await rosa.canBeUsedByEverybody();

  await rosa.opens("/admin/product-attributes");
  await rosa.page.getByRole("link", { name: "colour", exact: true }).first().click();
  await begins(rosa, "Delete Attribute");
  await expect(rosa.page.getByText("1 product says something of it.")).toBeVisible();
  await rosa.page.getByRole("button", { name: "Delete Attribute" }).click();
  await expect(rosa.page.getByText("You deleted the product attribute.")).toBeVisible();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByRole("heading", { name: "More Information" })).toHaveCount(0);
});

test("attributes of each kind are set of several products, taken back of one, and stand in their list", everywhere, async ({ person: rosa }) => {
  const { page } = await staff(rosa, "rosa");
  await makes(rosa, "material", "Material", "Multiple Select", ["Clay", "Steel", "Oak"]);
  await makes(rosa, "stackable", "Stackable", "Yes/No");
  await makes(rosa, "maker", "Maker", "Text Field");
  const update = page.getByRole("button", { name: "Update Attributes" });
  const material = page.getByRole("group", { name: "Material" });
  await updates(rosa, ["Harbour Mug", "Pencil Mug"]);
  await rosa.canBeUsedByEverybody();
  await update.click();
  await isWrong(page.locator("#status"), "Nothing would change: choose a value in at least one field.");
  await material.getByLabel("Clay").check();
  await material.getByLabel("No value").check();
  await page.getByLabel("Maker", { exact: true }).fill("Potter & Daughter");
  await page.getByLabel("Stackable").selectOption("Yes");
  await update.click();
  await isWrong(material, "Please choose one of the options.");
  await expect(page.getByLabel("Maker", { exact: true })).toHaveValue("Potter & Daughter");
  await rosa.canBeUsedByEverybody();
  await material.getByLabel("No value").uncheck();
  await material.getByLabel("Oak").check();
  await update.click();
  await expect(page.getByText("A total of 2 records have been updated.")).toBeVisible();

  await updates(rosa, ["Pencil Mug"]);
  await material.getByLabel("No value").check();
  await page.getByLabel("Stackable").selectOption("No value");
  await page.getByLabel("Maker: No value").check();
  await update.click();
  await expect(page.getByText("A total of 1 record has been updated.")).toBeVisible();

  // Each is a column for whoever wants it, and what can be chosen narrows the list.
  await rosa.opens("/admin/catalog/products?q=mug");
  const columns = page.locator("details.choice").filter({ has: page.locator("summary", { hasText: /^Columns$/ }) });
  await columns.locator("summary").click();
  for (const label of ["Material", "Stackable", "Maker"]) await columns.getByLabel(label, { exact: true }).check();
  await columns.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("You chose the columns.")).toBeVisible();
  const [harbour, pencil] = [page.getByRole("row", { name: /Harbour Mug/ }), page.getByRole("row", { name: /Pencil Mug/ })];
  for (const text of ["Clay and Oak", "Potter & Daughter"]) await expect(harbour.getByRole("cell").filter({ hasText: text })).toHaveCount(1);
  await expect(harbour.getByRole("cell").filter({ hasText: /^Yes$/ })).toHaveCount(1);
  for (const text of ["Clay", "Potter & Daughter"]) await expect(pencil).not.toContainText(text);
  const says = (label: string) => pencil.locator(`td[data-label=${label}]`).evaluate((cell) => !cell.matches(":empty"));
  expect([await says("Visibility"), await says("Material"), await says("Maker")], "what says nothing is not named in a phone's list").toEqual([true, false, false]);
  const [narrowing, rows] = [page.locator("form.toolbar[role=search]"), page.locator("tbody tr")];
  for (const [label, option, found] of [["Material", "Oak", 1], ["Material", "Steel", 0], ["Stackable", "Yes", 1], ["Stackable", "No", 0]] as const) {
    await rosa.opens("/admin/catalog/products?q=mug");
    await narrowing.locator("summary").click();
    await narrowing.getByLabel(label, { exact: true }).selectOption(option);
    await narrowing.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.locator(".chips")).toContainText(`${label}: ${option}`);
    await expect(rows).toHaveCount(found);
  }
  await expect(narrowing.getByLabel("Maker"), "a text is searched for").toHaveCount(0);
  await rosa.canBeUsedByEverybody();
  await rosa.opens("/admin/catalog/products?q=mug");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toMatch(/"Clay, Oak",Yes,Potter & Daughter/);
});
