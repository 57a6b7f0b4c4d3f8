import { expect, test } from "./shop";

test("a staff member switches the feature on, logs in as a customer, changes the real cart, closes the session, and finds it all in the log", { tag: "@both" }, async ({ person, another }) => {
  await person.signsInAsStaff("rosa");
  await expect(person.page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await person.switchesTheFeature(true);

  const visit = await person.logsInAs("ada");
  await expect(visit.page.getByText("You are logged in as customer: Ada Brandt")).toBeVisible();
  await expect(visit.banner()).toContainText("You are connected as Ada Brandt on Main Website");
  await expect(visit.banner()).toContainText("15 minutes left");
  await visit.canBeUsedByEverybody();

  await visit.opens("/category/kitchen");
  await visit.page.locator(".tile a").first().click();
  await visit.page.getByLabel("Quantity").fill("3");
  await visit.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(visit.page.getByRole("status")).toContainText("to your shopping cart");
  await visit.opens("/category/garden");
  await visit.page.locator(".tile a").first().click();
  await visit.page.getByRole("button", { name: "Add to Cart" }).click();
  await visit.opens("/checkout/cart");
  await visit.page.getByRole("button", { name: /^Remove/ }).first().click();
  await expect(visit.page.getByRole("status")).toContainText("was removed from your cart");

  // The customer sees the change in her own cart.
  const ada = await another();
  await ada.hasSignedIn("customer", "ada");
  await ada.opens("/checkout/cart");
  await expect(ada.page.getByRole("row")).toHaveCount(2);

  await visit.banner().getByRole("button", { name: "Close Session" }).click();
  await expect(visit.page.getByText("You closed the session.")).toBeVisible();
  await expect(visit.banner()).toHaveCount(0);

  await person.opens("/admin/login-as-customer-log");
  const row = person.page.getByRole("row").nth(1);
  await expect(row).toContainText("rosa");
  await expect(row).toContainText("ada@example.com");
  await expect(row).toContainText("Closed");
  await person.canBeUsedByEverybody();
  await row.getByRole("link").click();
  await expect(person.page.getByRole("cell", { name: "Cart changed" })).toHaveCount(3);
  await expect(person.page.getByRole("cell", { name: "Session ended" })).toBeVisible();
  await person.canBeUsedByEverybody();
});
