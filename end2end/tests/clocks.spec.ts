// When something happened is told with the clock that tells it: of a list once, below its rows, and elsewhere beside each moment.
import { expect, test } from "./shop";
import { customer, rosaHasSwitchedItOn, saves } from "./steps";

const CLOCK = /\d{1,2}:\d{2}/;

test("below a list stands by which clock its times are, and beside other moments how far that is from UTC", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const lists = ["/admin/customers", "/admin/sales/orders", "/admin/users", "/admin/catalog/products", "/admin/action-logs/report"];
  for (const path of lists) {
    await rosa.opens(path);
    await expect(rosa.page.locator("[data-grid] > .hint", { hasText: "Times: " }), path).toHaveText("Times: UTC");
    const moment = rosa.page.locator("[data-grid] tbody time").first();
    if (path !== "/admin/users") await expect(moment, path).toHaveText(CLOCK);
  }
  await rosa.opens("/admin/config/general");
  await rosa.page.locator("#timezone-system").uncheck();
  await rosa.page.getByLabel("Timezone").selectOption("Asia/Kolkata");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await rosa.opens("/admin/customers");
  await expect(rosa.page.locator("[data-grid] > .hint", { hasText: "Times: " })).toHaveText("Times: Asia/Kolkata");
  await rosa.opens("/admin/sales/orders");
  await rosa.page.locator("tbody th a").first().click();
  await expect(rosa.page.locator(".facts").first()).toContainText(/\d{1,2}:\d{2}:\d{2}\s[AP]M\sUTC\+5:30/);
});

test("a customer reads beside each moment how far its clock is from UTC", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.opens("/sales/order/history");
  const told = (await ada.page.locator("main tbody tr").allInnerTexts()).filter((text) => CLOCK.test(text));
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((text) => !/\d{1,2}:\d{2}\s[AP]M\sUTC\b/.test(text))).toEqual([]);
  await ada.page.locator("main tbody a").first().click();
  await expect(ada.page.locator("main")).toContainText(/\d{1,2}:\d{2}\s[AP]M\sUTC/);
});
