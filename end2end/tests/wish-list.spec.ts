// My Account > My Wish List.
import { expect, test } from "./shop";
import { customer } from "./steps";

test("a product goes onto the wish list, into the cart, and back", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.opens("/product/harbour-mug");
  await ada.page.getByLabel("Quantity").fill("2");
  await ada.page.getByRole("button", { name: "Add to Wish List" }).click();
  await expect(ada.page.getByRole("status")).toContainText("Harbour Mug has been added to your Wish List.");
  await ada.opens("/wishlist");
  await ada.canBeUsedByEverybody();
  const quantity = ada.page.getByRole("textbox", { name: "Quantity of Harbour Mug" });
  await expect(quantity).toHaveValue("2");
  await quantity.fill("3");
  await ada.page.getByRole("button", { name: "Add to Cart: Harbour Mug" }).click();
  await expect(ada.page.getByText("You have no items in your wish list.")).toBeVisible();
  await ada.opens("/checkout/cart");
  await expect(ada.page.getByRole("textbox", { name: "Quantity of Harbour Mug" })).toHaveValue("3");
  await ada.page.getByRole("button", { name: "Move to Wish List: Harbour Mug" }).click();
  await expect(ada.page.getByText("You have no items in your shopping cart.")).toBeVisible();
  await ada.opens("/wishlist");
  await expect(quantity).toHaveValue("3");
});

test("what was taken off the wish list is there again, as many as there were", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.opens("/product/harbour-mug");
  await ada.page.getByLabel("Quantity").fill("4");
  await ada.page.getByRole("button", { name: "Add to Wish List" }).click();
  await ada.opens("/wishlist");
  await ada.page.getByRole("button", { name: /^Remove/ }).click();
  await expect(ada.page.getByText("Harbour Mug has been removed from your Wish List.")).toBeVisible();
  await ada.page.getByRole("button", { name: "Undo" }).click();
  await expect(ada.page.getByText("Harbour Mug has been added to your Wish List.")).toBeVisible();
  await expect(ada.page.getByRole("textbox", { name: "Quantity of Harbour Mug" })).toHaveValue("4");
  await expect(ada.page.getByRole("button", { name: "Undo" })).toBeHidden();
});
