import { expect, test } from "./shop";
import { customer, hasEmptyCart, hasEnded, isGuest, posts, rosaHasSwitchedItOn, signsOut } from "./steps";

test("a form of a visit that has ended changes nothing, for nobody", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await visit.opens("/product/harbour-mug");
  const form = await visit.inAnotherTab();
  await form.opens("/product/low-tide-armchair");
  const account = await visit.inAnotherTab();
  await account.opens("/customer/account/edit");
  await rosa.opens("/admin");
  await signsOut(rosa);
  await expect(rosa.page.getByText("You are signed out.")).toBeVisible();

  // Before the end was seen.
  expect(await posts(visit.page, "Add to Cart")).toBe(409);
  await expect(visit.page.getByRole("heading", { name: "You are somebody else now" })).toBeVisible();
  await hasEnded(visit, "You signed out of the back office.");
  // And after: the form would now be a guest's.
  expect(await posts(form.page, "Add to Cart")).toBe(409);
  await expect(form.page.getByText("Nothing was changed.")).toBeVisible();
  await account.page.getByLabel("First Name").fill("Mallory");
  await account.page.getByRole("button", { name: "Save" }).click();
  await expect(account.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
  await hasEmptyCart(visit);
  await isGuest(visit);
  const ada = await customer(await another(), "ada");
  await ada.opens("/customer/account");
  await expect(ada.page.getByText("Welcome, Ada Brandt!")).toBeVisible();
  await hasEmptyCart(ada);
});

test("a form of one visit never lands in the next one of the same browser", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const ada = await rosa.logsInAs("ada");
  await ada.opens("/product/harbour-mug");
  const clara = await rosa.logsInAs("clara");
  expect(await posts(ada.page, "Add to Cart")).toBe(409);
  await expect(ada.page.getByRole("heading", { name: "You are somebody else now" })).toBeVisible();
  await hasEmptyCart(clara);
  await expect(clara.banner()).toContainText("You are connected as Clara Dumont");
});
