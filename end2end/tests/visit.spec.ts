import { expect, test } from "./shop";
import { buys, customer, hasEmptyCart, hasEnded, isGuest, posts, rosaHasSwitchedItOn, signsOut, staff } from "./steps";

test("the banner stands on every page of the storefront", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const pages = ["/", "/category/kitchen", "/product/harbour-mug", "/search?q=lamp", "/checkout/cart", "/customer/account", "/customer/account/edit", "/product/none", "/no/such/page"];
  for (const path of pages) {
    await visit.opens(path);
    await expect(visit.banner(), path).toContainText("You are connected as Ada Brandt on Main Website");
    await expect(visit.banner(), path).toContainText("15 minutes left");
    await expect(visit.banner().getByRole("button", { name: "Close Session" }), path).toBeVisible();
    await expect(visit.page.getByRole("button", { name: "Sign Out" }), path).toHaveCount(0);
  }
  await expect(visit.page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("whoever was signed in at that browser is so again after the visit, with his cart", { tag: "@both" }, async ({ person: rosa }) => {
  const ben = await customer(rosa, "ben");
  await buys(ben, "harbour-mug", 2);
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await hasEmptyCart(visit);
  await buys(visit, "lark-city-bike");
  await visit.banner().getByRole("button", { name: "Close Session" }).click();
  await expect(visit.page.getByText("You closed the session. The customer's account is closed to you.")).toBeVisible();
  await expect(visit.page.getByText("Welcome, Ben")).toBeVisible();
  await visit.opens("/checkout/cart");
  await expect(visit.page.locator(".line-product")).toHaveText(["Harbour Mug"]);
  await expect(visit.page.getByLabel("Quantity of Harbour Mug", { exact: true })).toHaveValue("2");
});

test("what is the customer's own is closed to a visit, and each attempt is recorded", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const closed = ["/customer/account/login", "/customer/account/create", "/customer/account/sign-in-information"];
  for (const path of closed) {
    expect((await visit.opens(path))?.status(), path).toBe(403);
    await expect(visit.page.getByRole("heading", { name: "Not while you are logged in as a customer" })).toBeVisible();
    await expect(visit.banner()).toBeVisible();
  }
  await visit.opens("/customer/account");
  await expect(visit.page.getByRole("link", { name: "Sign-in Information" })).toHaveCount(0);
  await visit.page.getByRole("link", { name: "Edit", exact: true }).click();
  const box = visit.page.getByRole("checkbox", { name: "Allow remote shopping assistance" });
  await expect(box).toBeDisabled();
  await expect(box).toBeChecked();
  await expect(box).toHaveAccessibleDescription("Only the customer can change this.");
  const identity = await visit.page.locator("input[name=identity]").first().inputValue();
  const forced = await visit.page.request.post(`${visit.shop.url}/customer/account/sign-in-information`, {
    headers: { origin: visit.shop.url },
    form: { identity, email: "rosa@example.com", current_password: "alongside-demo" },
  });
  expect(forced.status()).toBe(403);

  // The account itself may be edited; the consent that is not sent stays.
  await visit.page.getByLabel("Last Name").fill("Brandt-Olsen");
  expect(await posts(visit.page, "Save")).toBe(303);
  await expect(visit.page.getByRole("checkbox", { name: "Allow remote shopping assistance", exact: true })).toBeChecked();
  await expect(visit.page.getByRole("main")).toContainText("Ada Brandt-Olsenada@example.com");

  await rosa.opens("/admin/login-as-customer-log");
  await rosa.page.getByRole("row").nth(1).getByRole("link").click();
  await expect(rosa.page.getByRole("cell", { name: "Access denied" })).toHaveCount(4);
  await expect(rosa.page.getByRole("cell", { name: "Account changed" })).toHaveCount(1);
});

test("a visit in which nothing happens ends after 15 minutes, and the browser is a guest's again", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await shop.advance(14);
  await visit.opens("/customer/account");
  await expect(visit.banner()).toContainText("15 minutes left");
  await shop.advance(16);
  await hasEnded(visit, "Nothing happened in it for 15 minutes.", "/customer/account");
  await isGuest(visit);
  await visit.opens("/customer/account");
  await expect(visit.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
});

test("a visit that is busy ends after 60 minutes", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  for (const left of [15, 15, 15, 15, 10]) {
    await shop.advance(10);
    await visit.opens("/checkout/cart");
    await expect(visit.banner()).toContainText(`${left} minutes left`);
  }
  await shop.advance(10);
  await hasEnded(visit, "It lasted 60 minutes, the longest that is allowed.");
});

test("a staff member has one visit at a time, and signing out ends it", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const first = await rosa.logsInAs("ada");
  const elsewhere = await staff(await another(), "rosa");
  const second = await elsewhere.logsInAs("clara");
  await hasEnded(first, "You began another session, and there can be only one.");
  await second.opens("/customer/account");
  await expect(second.banner()).toContainText("You are connected as Clara Dumont");

  await elsewhere.opens("/admin");
  await signsOut(elsewhere);
  await expect(elsewhere.page.getByText("You are signed out.")).toBeVisible();
  await hasEnded(second, "You signed out of the back office.");
  await isGuest(second);
});
