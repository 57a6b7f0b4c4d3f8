// The first page of the back office, as people read it.
import { type Person, expect, test } from "./shop";
import { buys, customer, rosaHasSwitchedItOn, staff } from "./steps";

const DASHBOARD = "/admin";
const events = (person: Person) => person.page.locator("tbody tr", { has: person.page.getByRole("rowheader") }).filter({ has: person.page.locator("time") });

test("the dashboard says what needs somebody, how it is going and what happened, and each of it leads to its page", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.logsInAs("ada");
  await rosa.opens(DASHBOARD);
  const { page } = rosa;
  for (const name of ["What needs you", "How it is going", "What happened"]) await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(events(rosa)).toHaveCount(10);
  await expect(page.locator("#orders")).toContainText("Last 7 days; today: 0");
  await rosa.canBeUsedByEverybody();
  await page.locator("#visits").getByRole("link", { name: "rosa as Ada Brandt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("rosa as Ada Brandt");
  await rosa.opens(DASHBOARD);
  await page.locator("#orders").getByRole("link").click();
  await expect(page).toHaveURL(/\/admin\/sales\/orders\?placed-from=/);
  await rosa.opens(DASHBOARD);
  await page.locator("#consents").getByRole("link").click();
  await expect(page).toHaveURL(/full_action_name=consent&time-from=/);
  await rosa.opens(DASHBOARD);
  const orders = page.getByRole("figure").filter({ hasText: "Orders by day" });
  await orders.getByText("Show as a table").click();
  await expect(orders.getByRole("rowheader")).toHaveCount(14);
  await orders.getByRole("rowheader").last().getByRole("link").click();
  await expect(page).toHaveURL(/\/admin\/sales\/orders\?placed-from=/);
  await rosa.alive();
});

test("what happens stands on the dashboard without a reload, and its figures follow", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens(DASHBOARD);
  await expect(rosa.page.locator(".live-bar")).toContainText("Live");
  let loads = 0;
  rosa.page.on("request", (request) => { if (request.isNavigationRequest()) loads += 1; });
  await rosa.page.locator("figure details summary").first().click();
  // Whoever stands in the figures, or has scrolled, is not disturbed.
  await rosa.page.evaluate(() => { (document.activeElement as HTMLElement).blur(); scrollTo(0, 0); });
  const ben = await customer(await another(), "ben");
  await buys(ben, "harbour-mug");
  await expect(events(rosa).first()).toContainText("ben@example.com", { timeout: 3_000 });
  await expect(events(rosa)).toHaveCount(10);
  const theo = await staff(await another(), "theo");
  const visit = await theo.logsInAs("ada");
  await expect(rosa.page.locator("#visits")).toContainText("theo as Ada Brandt", { timeout: 10_000 });
  await expect(rosa.page.locator("figure details").first()).toHaveAttribute("open");
  await visit.page.getByRole("button", { name: "Close Session" }).click();
  await expect(rosa.page.locator("#visits")).toContainText("Nobody is in a customer's account.", { timeout: 10_000 });
  expect(loads).toBe(0);
  await rosa.canBeUsedByEverybody();
});

test("whoever holds no right to any figure is told so", { tag: "@both" }, async ({ person }) => {
  const kim = await staff(person, "kim");
  await kim.opens(DASHBOARD);
  await expect(kim.page.getByText("Your role has no figures to show here.")).toBeVisible();
  await expect(kim.page.getByRole("heading", { level: 2, name: /needs|going|happened/ })).toHaveCount(0);
  await kim.canBeUsedByEverybody();
});
