// What stands on a phone, in small windows and in the reader's colours as it should: each was not once.
import { type Locator, type Person, expect, test } from "./shop";
import { buys, customer, node, rosaHasSwitchedItOn, staff } from "./steps";

const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 640 };
/** Everything costs a tenth less than it did. */
async function reduces(rosa: Person) {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/catalog-price-rules/new");
  await rosa.page.getByLabel(/^Rule Name/).fill("Winter Sale");
  await rosa.page.getByLabel("Active").check();
  await rosa.page.getByRole("group", { name: "Websites" }).getByLabel("Main Website").check();
  await rosa.page.getByRole("group", { name: "Customer Groups" }).getByLabel("NOT LOGGED IN").check();
  await rosa.page.getByLabel(/^Discount Amount/).fill("10");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the rule.")).toBeVisible();
}

async function top(of: Locator): Promise<number> {
  return (await of.boundingBox())!.y;
}

/** By how much what is shown is wider than its window. */
function sticksOut(): number {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

test("a price that was reduced breaks where a phone ends, and stands beside its words", { tag: "@both" }, async ({ person: guest, another }) => {
  await reduces(await another());
  for (const size of [PHONE, SMALL]) {
    await guest.page.setViewportSize(size);
    for (const path of ["/product/harbour-mug", "/de/product/harbour-mug", "/category/kitchen"]) {
      await guest.opens(path);
      await expect(guest.page.locator(".price del").first()).toBeVisible();
      expect(await guest.page.evaluate(sticksOut), `${path} at ${size.width}`).toBe(0);
    }
  }
  await guest.page.setViewportSize(PHONE);
  await buys(guest, "harbour-mug");
  await guest.opens("/checkout/cart");
  const cell = guest.page.locator(".lines tbody td").filter({ has: guest.page.locator("del") }).first();
  await expect(cell).toBeVisible();
  // One line of words, and the room around it.
  expect((await cell.boundingBox())!.height).toBeLessThan(36);
});

test("in a small window the cart stands beside the search", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(SMALL);
  for (const path of ["/", "/customer/account", "/checkout/cart"]) {
    await ada.opens(path);
    const [search, cart] = [ada.page.getByRole("search"), ada.page.locator("header .cart-link").filter({ visible: true })];
    const [field, link] = [(await search.boundingBox())!, (await cart.boundingBox())!];
    expect(Math.abs(field.y - link.y), path).toBeLessThan(4);
    expect(link.x, path).toBeGreaterThan(field.x + field.width);
  }
});

test("on a phone a line of an order is its name, beside it what it comes to, and below both the rest", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(PHONE);
  await ada.opens("/sales/order/history");
  await ada.page.getByRole("main").locator("tbody a").first().click();
  const line = ada.page.locator("table.stack tbody tr").first();
  const [name, sum, sku] = [line.locator("td").first(), line.locator("td").last(), line.locator("td").nth(1)];
  await expect(sum).toHaveText(/\d/);
  expect(Math.abs((await top(name)) - (await top(sum)))).toBeLessThan(4);
  expect(await top(sku)).toBeGreaterThan(await top(name));
  expect((await line.boundingBox())!.height).toBeLessThan(140);
});

test("on a phone facts of an order stand in two columns", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  await rosa.opens("/admin/sales/orders");
  await rosa.page.getByRole("rowheader").getByRole("link").first().click();
  const facts = rosa.page.locator(".facts").first().locator("> div");
  await expect(facts.first()).toBeVisible();
  const edges = await facts.evaluateAll((facts) => facts.map((fact) => Math.round(fact.getBoundingClientRect().left)));
  expect(edges.length).toBeGreaterThan(3);
  expect(new Set(edges).size, edges.join(", ")).toBe(2);
});

test("on a phone what more there is to do opens below the head, and moves nothing", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  await rosa.opens("/admin/customers");
  await rosa.page.getByRole("rowheader").getByRole("link").first().click();
  const head = rosa.page.locator(".sheet-head");
  const [save, more] = [head.locator(".button.primary"), head.locator("details.more")];
  await expect(save).toBeVisible();
  const before = [await top(save), (await head.boundingBox())!.height];
  await more.locator("summary").click();
  await expect(more.locator(".acts")).toBeVisible();
  expect([await top(save), (await head.boundingBox())!.height]).toEqual(before);
  expect(await top(more.locator(".acts"))).toBeGreaterThan((await top(save)) + 20);
  expect(await rosa.page.evaluate(sticksOut)).toBe(0);
});

test("where one is in the back office is in view in the menu, and a short page does not scroll", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  for (const height of [800, 650]) {
    await rosa.page.setViewportSize({ width: 1280, height });
    for (const path of ["/admin/users", "/admin/system/export", "/admin/action-logs/archive", "/admin/config/general", "/admin/sales/orders"]) {
      await rosa.opens(path);
      await expect(rosa.page.locator(".side [aria-current]"), `${path} at ${height}`).toBeInViewport({ ratio: 1 });
    }
  }
  await rosa.page.setViewportSize({ width: 1280, height: 800 });
  await rosa.opens("/admin/users");
  expect(await rosa.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
});

test("in the reader's colours the button that leads is told from the others", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.emulateMedia({ forcedColors: "active" });
  await rosa.opens("/admin/users");
  const ground = (button: Locator) => button.evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(await ground(rosa.page.locator("main .button.primary"))).not.toBe(await ground(rosa.page.getByRole("main").getByRole("button", { name: "Search" })));
});

test("four things that need somebody are two and two where there is little room", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize({ width: 1024, height: 768 });
  await rosa.opens("/admin");
  const tops = await rosa.page.locator(".needs > *").evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top)));
  expect(tops).toHaveLength(4);
  expect([tops[0] === tops[1], tops[2] === tops[3], tops[1] === tops[2]]).toEqual([true, true, false]);
});

test("categories are selected, not granted", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/catalog-price-rules/new");
  await node(rosa, "Garden").check();
  await expect(rosa.page.getByText("Selected since the last save: Garden")).toBeVisible();
});

test("settings that are called the same are told apart where they are found", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/search?q=enabled");
  const found = await rosa.page.getByRole("main").locator("li").evaluateAll((lines) => lines.map((line) => line.textContent!.trim()).filter((line) => line.startsWith("Enabled")));
  expect(found.length).toBeGreaterThan(2);
  expect(new Set(found).size, found.join("\n")).toBe(found.length);
});

test("of views that ask the same one is where its reader is", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/customers");
  await rosa.page.locator("summary", { hasText: "Save View As" }).click();
  await rosa.page.getByLabel("Name of the view").fill("All of them");
  await rosa.page.locator("details[open]").getByRole("button", { name: "Save", exact: true }).click();
  const current = rosa.page.locator(".tabs [aria-current]");
  await expect(current).toHaveText("All of them");
  await expect(current).toHaveCount(1);
});

test("on a phone what is in the cart opens below its button, and covers neither that nor the search", async ({ person }) => {
  const ada = await customer(person, "ada");
  await buys(ada, "harbour-mug");
  for (const size of [PHONE, SMALL]) {
    await ada.page.setViewportSize(size);
    await ada.opens("/");
    const button = ada.page.locator("button.cart-link");
    await button.click();
    const opened = ada.page.locator(".mini-cart");
    await expect(opened).toBeVisible();
    const [of, at] = [(await button.boundingBox())!, (await opened.boundingBox())!];
    expect(at.y, `at ${size.width}`).toBeGreaterThanOrEqual(of.y + of.height - 1);
    expect(at.x, `at ${size.width}`).toBeGreaterThanOrEqual(0);
    expect(at.x + at.width, `at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
});

/** Cells of which a dot leads on to nothing: what can be done with a row stands in a line of its own. */
function danglingDots(): string[] {
  return [...document.querySelectorAll("main tbody tr")].flatMap((row) => {
    const told = [...row.querySelectorAll("td")].filter((cell) => cell.textContent!.trim() !== "");
    const last = told.findLast((cell) => !cell.querySelector(".actions"));
    const acts = told.find((cell) => cell.querySelector(".actions"));
    if (!last || !acts) return [`nothing can be done: ${row.textContent}`];
    return getComputedStyle(last, "::after").content === "none" && getComputedStyle(acts).display === "block" ? [] : [row.textContent!];
  });
}

test("on a phone nothing leads on to what can be done with a row", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  for (const path of ["/admin/customers", "/admin/sales/orders"]) {
    await rosa.opens(path);
    expect(await rosa.page.getByRole("main").locator("tbody tr").count(), path).toBeGreaterThan(1);
    expect(await rosa.page.evaluate(danglingDots), path).toEqual([]);
  }
});

test("what was changed is marked by a bar that stands apart from its words", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/catalog-price-rules/new");
  await node(rosa, "Garden").check();
  const shadow = await rosa.page.locator("main [data-changed]").first().evaluate((field) => getComputedStyle(field).boxShadow);
  // Between the bar and the words lies the ground of the card.
  expect(shadow.match(/rgb/g)).toHaveLength(2);
});

test("what is found and what is told of it begin on one line", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/search?q=ada");
  const found = rosa.page.locator(".found li").first();
  const edge = async (of: string) => found.locator(of).first().evaluate((part) => {
    const words = document.createRange();
    words.selectNodeContents(part);
    return Math.round(words.getBoundingClientRect().left);
  });
  expect(await edge(".hint")).toBe(await edge("a"));
});

test("a grid that is wider than its place says on which side it goes on, in the reader's colours as well, and is a stop of the keys only then", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const grid = page.getByRole("region", { name: "Customers", exact: true });
  // What is drawn at its left, and at its right.
  const drawn = () => grid.evaluate((e) => getComputedStyle(e).boxShadow.split(/, (?=rgb)/).map((edge) => !/^(none|rgba\(.*, 0\))/.test(edge)));
  for (const forcedColors of ["none", "active"] as const) {
    await page.emulateMedia({ forcedColors, reducedMotion: "reduce" });
    await page.setViewportSize({ width: 1024, height: 768 });
    await rosa.opens("/admin/customers");
    await expect(grid).toHaveAttribute("tabindex", "0");
    await expect.poll(drawn).toEqual([false, true]);
    await grid.focus();
    await expect(grid).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect.poll(drawn).toEqual([true, true]);
    await grid.evaluate((e) => e.scrollTo(e.scrollWidth, 0));
    await expect.poll(drawn).toEqual([true, false]);
    await page.setViewportSize({ width: 1280, height: 768 });
    await expect(grid).not.toHaveAttribute("tabindex");
    expect(await drawn()).toEqual([false]);
  }
});

test("on a phone what a scope is chosen from opens below its button, and ends on the screen", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  for (const size of [PHONE, SMALL]) {
    await page.setViewportSize(size);
    await rosa.opens("/admin/config/general");
    const button = page.getByRole("button", { name: /Scope/ });
    await button.click();
    const [at, list] = [(await button.boundingBox())!, (await page.locator("#scopes").boundingBox())!];
    expect(list.y).toBeGreaterThanOrEqual(at.y + at.height);
    expect(list.y + list.height).toBeLessThanOrEqual(size.height);
  }
});

test("a page that has more than fits begins where one does that has not, where scroll bars take room", async ({ shop, playwright, launchOptions }) => {
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const begins: [boolean, number][] = [];
  for (const path of ["/customer/account/forgotpassword", "/"]) {
    await page.goto(shop.url + path);
    const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
    begins.push([scrolls, (await page.locator("header.site .bar").boundingBox())!.x]);
  }
  await browser.close();
  const [[short, one], [long, other]] = begins;
  expect([short, long]).toEqual([false, true]);
  expect(other).toBe(one);
});
