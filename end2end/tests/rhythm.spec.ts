// How far apart things stand, and on which lines: what looked unfinished once.
import { type Person, expect, test } from "./shop";
import { buys, customer, keepsAnAddress, rosaHasSwitchedItOn } from "./steps";
import { LOOKS_AT, alsoFirst } from "./walk";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Less than this between a hint and what follows it, and both are read as one. */
const APART = 8;

/** Hints that stand by themselves, and touch what comes next. */
function touching(apart: number): string[] {
  const hints = [...document.querySelectorAll<HTMLElement>("main p.hint")].filter((hint) => !hint.closest(".field, .setting, fieldset, td, li, .chart"));
  return hints.filter((hint) => hint.checkVisibility()).flatMap((hint) => {
    let next = hint.nextElementSibling;
    while (next && (!next.checkVisibility() || next.getBoundingClientRect().height < 2)) next = next.nextElementSibling;
    if (!next || next.matches(".hint, .count, a, button")) return [];
    const between = next.getBoundingClientRect().top - hint.getBoundingClientRect().bottom;
    return between > -1 && between < apart ? [`${between} between "${hint.textContent!.slice(0, 40)}" and ${next.localName}.${next.className}`] : [];
  });
}

test("what explains a page keeps its distance from what follows", async ({ person: rosa, shop }) => {
  test.setTimeout(180_000);
  const wrong: string[] = [];
  for await (const path of alsoFirst(rosa, await LOOKS_AT.staff(rosa, shop))) wrong.push(...(await rosa.page.evaluate(touching, APART)).map((found) => `${path}: ${found}`));
  await rosa.opens("/admin/catalog/categories");
  const move = await rosa.page.getByRole("main").locator("a[href$='/move'], form[action$='/move']").first().evaluate((way) => way.getAttribute("href") ?? way.getAttribute("action"));
  await rosa.opens(move!);
  wrong.push(...(await rosa.page.evaluate(touching, APART)).map((found) => `${move}: ${found}`));
  expect(wrong).toEqual([]);
});

test("what touches is told", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/action-logs/exports");
  expect(await rosa.page.evaluate(touching, APART)).toEqual([]);
  await rosa.page.locator("main .hint + *").first().evaluate((next: HTMLElement) => next.style.setProperty("margin-block-start", "0"));
  expect((await rosa.page.evaluate(touching, APART)).length).toBeGreaterThan(0);
});

/** Where the heading of a page begins. */
async function begins({ page }: Person) {
  return Math.round((await page.getByRole("heading", { level: 1 }).boundingBox())!.x);
}

test("what a page only says begins where every page does", { tag: "@both" }, async ({ person: guest }) => {
  await guest.page.setViewportSize(DESKTOP);
  await guest.opens("/customer/account/forgotpassword");
  const line = await begins(guest);
  const main = guest.page.getByRole("main");
  await main.getByLabel("Email").fill("nobody@example.com");
  await main.getByRole("button", { name: "Reset My Password" }).click();
  await expect(main.getByLabel("Email")).toHaveCount(0);
  expect(await begins(guest)).toBe(line);
  for (const path of ["/no/such/page", "/customer/account/createpassword"]) {
    await guest.opens(path);
    expect(await begins(guest), path).toBe(line);
  }
});

test("what leads on from an empty cart or list stands in it", { tag: "@both" }, async ({ person: ada }) => {
  await customer(ada, "ada");
  for (const path of ["/checkout/cart", "/wishlist"]) {
    await ada.opens(path);
    await expect(ada.page.locator("main .empty").getByRole("link", { name: "Continue Shopping" }), path).toBeVisible();
  }
});

test("in each line of a cart what can be done stands alike, and leaves the name its room", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(DESKTOP);
  for (const slug of ["harbour-mug", "crumb-keeper-bread-box"]) await buys(ada, slug);
  await ada.opens("/checkout/cart");
  const lines = ada.page.locator(".lines tbody tr");
  await expect(lines).toHaveCount(2);
  for (const line of await lines.all()) {
    const top = async (name: RegExp) => (await line.getByRole("button", { name }).boundingBox())!.y;
    expect(await top(/^Remove/)).toBe(await top(/Wish List/));
    expect(await top(/^Remove/)).toBeGreaterThan(await top(/^Update/));
  }
  const name = lines.first().locator("bdi");
  expect(await name.evaluate((name) => name.getClientRects().length)).toBe(1);
});

test("on a phone the checkout says above its form what the order comes to, as soon as that is known", { tag: "@both" }, async ({ person: guest, another }) => {
  const ada = await customer(await another(), "ada");
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  for (const person of [guest, ada]) {
    await person.page.setViewportSize(PHONE);
    await buys(person, "harbour-mug");
    await person.opens("/checkout");
  }
  const summary = (person: Person) => person.page.getByRole("link", { name: /Order Summary · 1 item/ });
  await expect(summary(ada)).toContainText("$19.00");
  await expect(summary(guest)).toContainText("$14.00");
  await guest.page.getByLabel("Country").first().selectOption("Germany");
  if (!guest.scripts) await guest.page.getByRole("button", { name: "Review Order" }).click();
  await expect(summary(guest)).toContainText("$19.00");
});

test("a star is explained only where one is seen", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  await buys(ada, "harbour-mug");
  await ada.opens("/checkout");
  const explained = ada.page.getByText("Fields marked * are required.");
  await expect(explained).toBeHidden();
  await ada.page.getByRole("radio", { name: "Add New Address" }).first().check();
  await expect(explained).toBeVisible();
});

test("the switch of an account has its words on one line", async ({ person, shop }) => {
  await shop.switchesTheFeature(true);
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(DESKTOP);
  await ada.opens("/customer/account");
  const [words, state] = [ada.page.locator(".switch > :last-child"), ada.page.locator(".switch-line > .quiet")];
  expect(await words.evaluate((words) => words.getBoundingClientRect().height / parseFloat(getComputedStyle(words).lineHeight))).toBeLessThan(1.5);
  const middle = async (of: typeof words) => of.evaluate((part) => (part.getBoundingClientRect().top + part.getBoundingClientRect().bottom) / 2);
  expect(Math.abs((await middle(words)) - (await middle(state)))).toBeLessThan(4);
});

test("on a phone the mark of where one is in an account is a straight line", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(PHONE);
  await ada.opens("/sales/order/history");
  const corners = await ada.page.locator(".panel [aria-current]").evaluate((here) => [getComputedStyle(here).borderBottomLeftRadius, getComputedStyle(here).borderBottomRightRadius]);
  expect(corners).toEqual(["0px", "0px"]);
});

test("on a phone rows beside a customer's name are no lists of labels", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  await rosa.opens("/admin/sales/orders");
  await rosa.page.getByRole("rowheader").getByRole("link").first().click();
  await rosa.page.locator("main dd a[href*='/admin/customers/']").first().click();
  await rosa.page.getByRole("navigation").getByRole("link", { name: "Orders", exact: true }).last().click();
  const row = rosa.page.locator("table.stack tbody tr").first();
  await expect(row).toBeVisible();
  const tops = await row.locator("td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
  expect(tops.length).toBeGreaterThan(3);
  // What stands lower by half a line stands in the next.
  const lines = tops.filter((top, n) => n === 0 || top - tops[n - 1]! > 12);
  expect(lines.length, tops.join(", ")).toBeLessThan(tops.length);
});

test("of two figures in a tile the second is nearer to its own words than to those of the first", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin");
  const gaps = await rosa.page.locator(".figures strong ~ strong").evaluateAll((seconds) => seconds.map((second) => [
    second.getBoundingClientRect().top - second.previousElementSibling!.getBoundingClientRect().bottom,
    second.nextElementSibling!.getBoundingClientRect().top - second.getBoundingClientRect().bottom,
  ]));
  expect(gaps.length).toBeGreaterThan(1);
  for (const [before, after] of gaps) expect(before).toBeGreaterThan(after! + 4);
});
