import { type Person, everywhere, expect, test } from "./shop";
import { buys, customer, hasEmptyCart, isWrong, posts } from "./steps";

const KITCHEN_BY_PRICE = ["Onion Net Bag", "Little Espresso Cup", "Windowsill Basil Pot", "Harbour Mug", "Soft Egg Timer", "Steady Drip Oil Bottle", "Sunday Soup Book", "Pantry Tin Trio", "Slow Pour Carafe", "Crumb Keeper Bread Box"];
const BAD_QUANTITIES = [["0", "Please enter a number from 1 to 99."], ["100", "Please enter a number from 1 to 99."], ["abc", "Please enter a whole number."], ["", "This is a required field."]];

const names = (person: Person) => person.page.locator(".tile .name");
const quantity = (person: Person, name: string) => person.page.getByLabel(`Quantity of ${name}`, { exact: true });

/** Types what a browser's own field for numbers would not let through. */
async function types(person: Person, field: ReturnType<typeof quantity>, text: string) {
  await field.evaluate((input: HTMLInputElement) => { input.type = "text"; });
  await field.fill(text);
}

async function searches(person: Person, text: string) {
  await person.page.getByRole("searchbox", { name: "Search the store" }).fill(text);
  await person.page.getByRole("button", { name: "Search" }).click();
}

/** By choosing, and without scripts by the button beside it. */
async function sorts(person: Person, by: string) {
  await person.page.waitForLoadState();
  const go = person.page.getByRole("button", { name: "Go", exact: true });
  const isNeeded = await go.isVisible();
  await person.page.getByLabel("Sort by").selectOption(by);
  if (isNeeded) await go.click();
}

test("products are found by the beginnings of their words, and sorted", everywhere, async ({ person: guest }) => {
  await guest.opens("/category/kitchen");
  await sorts(guest, "Price, lowest first");
  await expect(names(guest)).toHaveText(KITCHEN_BY_PRICE);
  await sorts(guest, "Price, highest first");
  await expect(names(guest)).toHaveText(KITCHEN_BY_PRICE.toReversed());
  await sorts(guest, "Product name");
  await expect(names(guest)).toHaveText(KITCHEN_BY_PRICE.toSorted());
  await expect(guest.page.getByLabel("Sort by")).toHaveValue("name");

  await searches(guest, "  bik CIT ");
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText("Search results for: bik CIT");
  await expect(names(guest)).toHaveText(["Lark City Bike"]);
  await searches(guest, "bike");
  await sorts(guest, "Price, highest first");
  await expect(guest.page.getByRole("searchbox")).toHaveValue("bike");
  await expect(names(guest).first()).toHaveText("Drover Touring Bike");
  await expect(names(guest).nth(1)).toHaveText("Lark City Bike");
  await searches(guest, "<qq>xyzzyq</qq>");
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText("Search results for: <qq>xyzzyq</qq>");
  await expect(guest.page.getByText("Your search returned no results. Try fewer or shorter words.")).toBeVisible();
  await searches(guest, "bikes");
  await expect(guest.page.getByRole("status")).toHaveCount(0);
  await searches(guest, "harbur mugs");
  await expect(guest.page.getByRole("status")).toContainText("Nothing was found by “harbur”. This is what was found by “harbour”.");
  await expect(guest.page.getByRole("link", { name: "Harbour Mug" })).toBeVisible();
  await searches(guest, " ");
  await expect(guest.page.getByText("What are you looking for? Enter a word.")).toBeVisible();
});

test("the cart is filled, changed and emptied", async ({ person: guest }) => {
  await hasEmptyCart(guest);
  await buys(guest, "harbour-mug", 2);
  await expect(guest.page.getByRole("status")).toHaveText("You added Harbour Mug to your shopping cart.");
  await buys(guest, "harbour-mug");
  await buys(guest, "onion-net-bag");
  await expect(guest.page.getByRole("button", { name: "My Cart" })).toContainText("4");
  await guest.opens("/checkout/cart");
  await expect(quantity(guest, "Harbour Mug")).toHaveValue("3");
  await expect(guest.page.locator(".total")).toContainText("$50.50");
  await quantity(guest, "Harbour Mug").fill("10");
  await guest.page.getByRole("button", { name: "Update the quantity of Harbour Mug" }).click();
  await expect(guest.page.getByRole("status")).toHaveText("You updated your shopping cart.");
  await expect(quantity(guest, "Harbour Mug")).toHaveValue("10");
  await expect(guest.page.locator(".total")).toContainText("$148.50");
  await guest.page.getByRole("button", { name: "Remove Harbour Mug" }).click();
  await expect(guest.page.getByRole("status")).toHaveText("“Harbour Mug” was removed from your cart.");
  await expect(guest.page.locator(".line-product")).toHaveText(["Onion Net Bag"]);
  await guest.page.getByRole("button", { name: "Remove Onion Net Bag" }).click();
  await expect(guest.page.getByText("You have no items in your shopping cart.")).toBeVisible();
});

test("a quantity that cannot be is refused at its field, and stays as it was typed", async ({ person: guest }) => {
  await guest.opens("/product/harbour-mug");
  const field = guest.page.getByLabel("Quantity");
  for (const [typed, why] of BAD_QUANTITIES) {
    await types(guest, field, typed);
    expect(await posts(guest.page, "Add to Cart"), typed).toBe(422);
    await isWrong(field, why);
    await expect(field).toHaveValue(typed);
  }
  await hasEmptyCart(guest);
  await buys(guest, "harbour-mug", 99);
  expect(await posts(guest.page, "Add to Cart")).toBe(422);
  await expect(guest.page.getByRole("alert")).toHaveText("A cart holds at most 99 of one product.");
  await buys(guest, "onion-net-bag", 4);

  await guest.opens("/checkout/cart");
  for (const [typed, why] of BAD_QUANTITIES.slice(1).map(([typed, why]) => [typed, why.replace("from 1", "from 0")])) {
    await types(guest, quantity(guest, "Harbour Mug"), typed);
    expect(await posts(guest.page, "Update the quantity of Harbour Mug"), typed).toBe(422);
    await isWrong(quantity(guest, "Harbour Mug"), why);
    await expect(quantity(guest, "Harbour Mug")).toHaveValue(typed);
    await expect(quantity(guest, "Onion Net Bag")).not.toHaveAttribute("aria-invalid");
    await expect(quantity(guest, "Onion Net Bag")).toHaveValue("4");
  }
  await guest.opens("/checkout/cart");
  await expect(quantity(guest, "Harbour Mug")).toHaveValue("99");
});

test("the cart in the header is opened, changed, and left by Escape, and what goes can be put back", async ({ person: guest }) => {
  await buys(guest, "harbour-mug", 2);
  await guest.opens("/category/kitchen");
  const [button, panel] = [guest.page.getByRole("button", { name: "My Cart" }), guest.page.getByRole("region", { name: "My Cart" })];
  await button.click();
  await expect(panel).toBeVisible();
  await expect(panel).toContainText("$28.00");
  await guest.canBeUsedByEverybody();
  await panel.getByLabel("Quantity of Harbour Mug").fill("3");
  await panel.getByLabel("Quantity of Harbour Mug").press("Enter");
  await expect(panel.getByRole("status")).toHaveText("You updated your shopping cart.");
  await expect(button).toContainText("3");
  await panel.getByLabel("Quantity of Harbour Mug").fill("abc");
  await panel.getByLabel("Quantity of Harbour Mug").press("Enter");
  await expect(panel.getByRole("alert")).toHaveText("Please enter a whole number.");
  await expect(panel.getByLabel("Quantity of Harbour Mug")).toHaveValue("abc");
  await panel.getByRole("button", { name: "Remove Harbour Mug" }).click();
  await expect(panel).toContainText("You have no items in your shopping cart.");
  await expect(panel.getByRole("button", { name: "Undo" })).toBeFocused();
  await guest.page.keyboard.press("Enter");
  await expect(button).toContainText("3");
  await guest.page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await panel.getByRole("link", { name: "View and Edit Cart" }).click();
  await expect(quantity(guest, "Harbour Mug")).toHaveValue("3");
});

test("what a guest put into the cart is the customer's after signing in", async ({ person: guest, another }) => {
  const ben = await customer(await another(), "ben");
  await buys(ben, "harbour-mug");
  await buys(guest, "harbour-mug", 2);
  await buys(guest, "lark-city-bike");
  await guest.signsInAsCustomer("ben");
  await expect(guest.page.getByText("Welcome,")).toBeVisible();
  await guest.opens("/checkout/cart");
  await expect(guest.page.locator(".line-product")).toHaveText(["Harbour Mug", "Lark City Bike"]);
  await expect(quantity(guest, "Harbour Mug")).toHaveValue("3");
  await ben.opens("/checkout/cart");
  await expect(ben.page.locator(".line-product")).toHaveText(["Harbour Mug", "Lark City Bike"]);
  await guest.page.getByRole("button", { name: "Sign Out" }).click();
  await expect(guest.page.getByText("You are signed out.")).toBeVisible();
  await hasEmptyCart(guest);
});

test("the language changes and the page stays", async ({ person: guest }) => {
  await guest.opens("/product/harbour-mug");
  await guest.page.getByText("Language:").click();
  await guest.page.getByRole("link", { name: "Deutsch" }).click();
  await expect(guest.page).toHaveURL(`${guest.shop.url}/de/product/hafenbecher`);
  await expect(guest.page.locator("html")).toHaveAttribute("lang", "de");
  await guest.page.getByRole("button", { name: "In den Warenkorb" }).click();
  await expect(guest.page.getByRole("status")).toContainText("Hafenbecher");
  await guest.page.getByRole("navigation", { name: "Kategorien" }).getByRole("link", { name: "Küche" }).click();
  await expect(guest.page).toHaveURL(`${guest.shop.url}/de/category/kueche`);
  expect((await guest.opens("/de/product/none"))?.status()).toBe(404);
  await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText("Seite nicht gefunden");
});

test("the language changes and what was searched for stays", async ({ person: guest }) => {
  await guest.opens("/de/search?q=mug&sort=price");
  await expect(names(guest).first()).toContainText("becher");
  await guest.page.getByText("Sprache:").click();
  await guest.page.getByRole("link", { name: "English" }).click();
  await expect(guest.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(guest.page).toHaveURL(`${guest.shop.url}/search?q=mug&sort=price`);
});

test("where there is nothing, the page says so", async ({ person: guest }) => {
  for (const path of ["/product/none", "/category/none", "/none", "/product/", "/fr/product/harbour-mug"]) {
    expect((await guest.opens(path))?.status(), path).toBe(404);
    await expect(guest.page.getByRole("heading", { level: 1 }), path).toHaveText("Page not found");
    await expect(guest.page.getByRole("link", { name: "To the home page" })).toBeVisible();
  }
});
