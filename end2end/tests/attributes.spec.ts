// Product attributes: staff make one with its options, a product says something of it, and shoppers read it, and narrow lists by it.
import { expect, test } from "./shop";
import { isWrong, staff } from "./steps";

test("a colour is made, said of a product, told on its page and picked beside a list", { tag: "@both" }, async ({ person: rosa, another }) => {
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
  if (!(await filter.getByText("Colour").isVisible())) await filter.locator("summary").click();
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
  await rosa.page.getByRole("link", { name: "Delete Attribute" }).click();
  await expect(rosa.page.getByText("1 product says something of it.")).toBeVisible();
  await rosa.page.getByRole("button", { name: "Delete Attribute" }).click();
  await expect(rosa.page.getByText("You deleted the product attribute.")).toBeVisible();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByRole("heading", { name: "More Information" })).toHaveCount(0);
});
