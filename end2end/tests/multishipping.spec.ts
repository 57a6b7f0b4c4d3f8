// Check Out with Multiple Addresses.
import { everywhere, expect, test } from "./shop";
import { buys, customer, keepsAnAddress } from "./steps";

test("what is in the cart goes to two addresses, as an order for each", everywhere, async ({ person }) => {
  const ada = await customer(person, "ada");
  const { page } = ada;
  const orders = page.getByRole("main").getByRole("row");
  await ada.opens("/sales/order/history");
  const before = await orders.count();
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  await keepsAnAddress(ada, "Kai 2", "Hamburg");
  await buys(ada, "harbour-mug", 2);
  await ada.opens("/checkout/cart");
  await page.getByRole("link", { name: "Check Out with Multiple Addresses" }).click();
  await expect(page.getByRole("heading", { name: "Ship to Multiple Addresses" })).toBeVisible();
  const goesTo = page.getByLabel(/^Send To/);
  await expect(goesTo).toHaveCount(2);
  const [first, second] = await goesTo.first().getByRole("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  await goesTo.nth(0).selectOption(first!);
  await goesTo.nth(1).selectOption(second!);
  await ada.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Go to Shipping Information" }).click();
  await expect(page.getByRole("heading", { name: "Select Shipping Method" })).toBeVisible();
  await page.getByRole("textbox").first().fill("Second floor.");
  await ada.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Continue to Billing Information" }).click();
  await expect(page.getByRole("button", { name: "Go to Review Your Order" })).toBeVisible();
  await ada.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Go to Review Your Order" }).click();
  await expect(page.getByText("Second floor.")).toBeVisible();
  await ada.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Place Order" }).click();
  await expect(page.getByRole("heading", { name: "Thank you for your purchase!" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Hafenstr. 1")).toBeVisible();
  await expect(page.getByRole("main").getByText("Kai 2")).toBeVisible();
  await ada.opens("/sales/order/history");
  await expect(orders).toHaveCount(before + 2);
});
