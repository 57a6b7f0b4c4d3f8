// Prices: a rule strikes the old one through for everybody at once; a group's price is its members' alone, and a visit sees it.
import { everywhere, expect, test } from "./shop";
import { begins, customer, isWrong, rosaHasSwitchedItOn, staff } from "./steps";

test("a rule made in the back office shows a struck price to a guest", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const guest = await another();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large")).toHaveText("$14.00");
  await rosa.opens("/admin/catalog-price-rules");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Add New Rule" }).click();
  await rosa.page.getByLabel(/^Rule Name/).fill("Winter Sale");
  await rosa.page.getByLabel("Active").check();
  await rosa.page.getByRole("group", { name: "Websites" }).getByLabel("Main Website").check();
  await rosa.page.getByRole("group", { name: "Customer Groups" }).getByLabel("NOT LOGGED IN").check();
  await rosa.page.getByLabel(/^Apply/).selectOption("Apply as percentage of original");
  await rosa.page.getByLabel(/^Discount Amount/).fill("150");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await isWrong(rosa.page.getByLabel(/^Discount Amount/), "Percentage discount should be between 0 and 100.");
  await expect(rosa.page.getByRole("group", { name: "Websites" }).getByLabel("Main Website")).toBeChecked();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByLabel(/^Discount Amount/).fill("50");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the rule.")).toBeVisible();
  await expect(rosa.page.getByRole("row", { name: /Winter Sale/ })).toContainText("Active");

  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large ins")).toHaveText("$7.00");
  await expect(guest.page.locator(".price.large del")).toHaveText("$14.00");
  await expect(guest.page.locator(".price.large")).toContainText("Special Price");
  await guest.canBeUsedByEverybody();
  await guest.opens("/category/kitchen");
  await expect(guest.page.getByRole("listitem").filter({ hasText: "Harbour Mug" }).locator("del")).toHaveText("$14.00");

  await rosa.page.getByRole("link", { name: "Winter Sale" }).click();
  await begins(rosa, "Delete Rule");
  await expect(rosa.page.getByText("Are you sure you want to do this?")).toBeVisible();
  await rosa.page.getByRole("button", { name: "Delete Rule" }).click();
  await expect(rosa.page.getByText("You deleted the rule.")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large")).toHaveText("$14.00");

  await rosa.page.getByRole("button", { name: "Undo" }).click();
  await expect(rosa.page.getByText("You restored the rule.")).toBeVisible();
  await expect(rosa.page.getByRole("row", { name: /Winter Sale/ })).toContainText("Active");
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large ins")).toHaveText("$7.00");
});

test("a special price holds for its days, and a group's price is taken away again", everywhere, async ({ person: rosa, another, shop }) => {
  const { page } = await staff(rosa, "rosa");
  const guest = await another();
  const costs = async (price: string, part = "") => {
    await guest.opens("/product/harbour-mug");
    await expect(guest.page.locator(`.price.large ${part}`)).toHaveText(price);
    await guest.opens("/category/kitchen");
    await expect(guest.page.locator(".tile", { hasText: "Harbour Mug" }).locator(`.price ${part}`)).toHaveText(price);
  };
  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByRole("link", { name: "Harbour Mug" }).click();
  await begins(rosa, "Advanced Pricing");
  await rosa.alive();
  const [special, from, to] = [page.locator("#special_price"), page.locator("#special_from"), page.locator("#special_to")];
  // Whatever the shop's zone, today is before these days.
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  await special.fill("nine");
  await from.fill(day(2));
  await to.fill(day(4));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isWrong(special, "Enter an amount as you write numbers");
  await expect(from).toHaveValue(day(2));
  await rosa.canBeUsedByEverybody();
  await special.fill("9");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();
  await rosa.alive();

  await page.getByLabel(/^Quantity/).fill("3");
  await page.getByLabel("Price Type").selectOption("Discount");
  await page.locator("#tier_price").fill("50");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("row", { name: /50% off/ })).toBeVisible();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText("Buy 3 for $7.00 each and save 50%")).toBeVisible();
  await page.getByRole("button", { name: "Delete the price for ALL GROUPS from 3 on" }).click();
  await expect(page.getByRole("row", { name: /50% off/ })).toHaveCount(0);
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText(/^Buy 3 for/)).toHaveCount(0);
  await costs("$14.00");
  await shop.advance(3 * 24 * 60);
  await costs("$9.00", "ins");
  await shop.advance(3 * 24 * 60);
  await costs("$14.00");
});

test("a group's price is for its members, in their own browsers and in a visit", everywhere, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await begins(rosa, "Advanced Pricing");
  const adds = async (quantity: string, price: string) => {
    await rosa.page.getByLabel("Customer Group", { exact: true }).selectOption("Wholesale");
    await rosa.page.getByLabel(/^Quantity/).fill(quantity);
    await rosa.page.locator("#tier_price").fill(price);
    await rosa.page.getByRole("button", { name: "Add", exact: true }).click();
  };
  await adds("1", "11");
  await expect(rosa.page.getByText("You saved the product.")).toBeVisible();
  await adds("1", "12");
  await isWrong(rosa.page.getByLabel(/^Quantity/), "We found a duplicate website, tier price, customer group and quantity.");
  await rosa.canBeUsedByEverybody();
  await adds("5", "9.80");
  await expect(rosa.page.getByRole("table").getByRole("row")).toHaveCount(3);
  await rosa.opensCustomer("Ada");
  await rosa.page.getByLabel(/^Group/).selectOption("Wholesale");
  await rosa.page.getByRole("button", { name: "Save Customer" }).click();
  await expect(rosa.page.getByText("You saved the customer.")).toBeVisible();

  const ada = await customer(await another(), "ada");
  const visit = await rosa.logsInAs("Ada");
  for (const member of [ada, visit]) {
    await member.opens("/product/harbour-mug");
    await expect(member.page.locator(".price.large ins")).toHaveText("$11.00");
    await expect(member.page.getByText("Buy 5 for $9.80 each and save 10%")).toBeVisible();
  }
  await ada.canBeUsedByEverybody();
  const guest = await another();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large")).toHaveText("$14.00");
});

test("a customer group is made, renamed and deleted, and whoever was in it is in the default one", everywhere, async ({ person: rosa }) => {
  const { page } = await staff(rosa, "rosa");
  const save = page.getByRole("button", { name: "Save Customer Group" });
  await rosa.opens("/admin/customer-groups");
  await rosa.canBeUsedByEverybody();
  await page.getByRole("link", { name: "Add New Customer Group" }).click();
  await page.getByLabel(/^Group Name/).fill("Wholesale");
  await save.click();
  await isWrong(page.getByLabel(/^Group Name/), "Customer Group already exists.");
  await rosa.canBeUsedByEverybody();
  await page.getByLabel(/^Group Name/).fill("Schools");
  await save.click();
  await expect(page.getByText("You saved the customer group.")).toBeVisible();

  await rosa.opensCustomer("Ada");
  const group = page.getByLabel(/^Group/);
  const before = await group.locator("option:checked").textContent();
  await group.selectOption("Schools");
  await page.getByRole("button", { name: "Save Customer" }).click();
  await expect(page.getByText("You saved the customer.")).toBeVisible();
  await rosa.opens("/admin/customer-groups");
  await page.getByRole("link", { name: "Schools" }).click();
  await page.getByLabel(/^Group Name/).fill("Schools and Libraries");
  await save.click();
  await expect(page.getByText("You saved the customer group.")).toBeVisible();
  await rosa.opens("/admin/customers?q=brandt");
  await expect(page.getByRole("row", { name: /Ada Brandt/ })).toContainText("Schools and Libraries");

  await rosa.opens("/admin/customer-groups");
  await page.getByRole("link", { name: "Schools and Libraries" }).click();
  await begins(rosa, "Delete Customer Group");
  await expect(page.getByText("Its members will be in the group")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await page.getByRole("button", { name: "Delete Customer Group" }).click();
  await expect(page.getByRole("link", { name: "Schools and Libraries" })).toHaveCount(0);
  await rosa.opensCustomer("Ada");
  await expect(group.locator("option:checked")).toHaveText(before!);
});

test("where the shop tells it, the lowest price of thirty days stands beside a reduced one", everywhere, async ({ person: rosa, another }) => {
  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/config/catalog");
  await page.locator("#lowest_price-system").uncheck();
  await page.locator("#lowest_price").selectOption("1");
  await page.getByRole("button", { name: "Save Config" }).click();
  await expect(page.getByText("You saved the configuration.")).toBeVisible();
  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByRole("link", { name: "Harbour Mug" }).click();
  await begins(rosa, "Advanced Pricing");
  await rosa.alive();
  await page.locator("#special_price").fill("9");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();

  const guest = await another();
  for (const path of ["/product/harbour-mug", "/category/kitchen"]) {
    await guest.opens(path);
    await expect(guest.page.getByText("Lowest price of the last 30 days: $14.00").first()).toBeVisible();
    await guest.canBeUsedByEverybody();
  }
});
