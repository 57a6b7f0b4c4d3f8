// What shoppers meet on each page, on a wide screen and on a phone.
import { expect, test } from "./shop";
import { buys, customer, keepsAnAddress, rosaHasSwitchedItOn } from "./steps";
import { LOOKS_AT, alsoFirst } from "./walk";

const PHONE = { width: 390, height: 844 };

test("the head takes two lines, and on a phone three", { tag: "@both" }, async ({ person: guest }) => {
  await guest.page.setViewportSize({ width: 1280, height: 800 });
  await guest.opens("/");
  const height = async () => (await guest.page.locator("header.site").boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(130);
  await guest.page.setViewportSize(PHONE);
  expect(await height()).toBeLessThan(200);
  await expect(guest.page.getByRole("link", { name: "My Cart" })).toBeVisible();
});

test("on a phone an account begins near the top, and says where in it one is; in a visit its banner takes a quarter at most", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const ada = await customer(await another(), "ada");
  await ada.page.setViewportSize(PHONE);
  for (const path of ["/customer/account", "/newsletter/manage"]) {
    await ada.opens(path);
    expect((await ada.page.getByRole("heading", { level: 1 }).boundingBox())!.y, path).toBeLessThan(PHONE.height / 3);
    await expect(ada.page.locator(".panel [aria-current]")).toBeInViewport();
  }
  const visit = await rosa.logsInAs("clara");
  await visit.page.setViewportSize(PHONE);
  expect((await visit.banner().boundingBox())!.height).toBeLessThan(PHONE.height / 4);
  await expect(visit.banner().getByRole("button", { name: "Close Session" })).toBeInViewport({ ratio: 1 });
});

/** Less than this is nothing that moved: as much is asked of Lighthouse's figure. */
const STILL = 0.0005;

/** By how much of the window what is shown has jumped since the page came, by nobody's doing: the sum that browsers keep of it. */
async function jumped(): Promise<number> {
  // What came last is drawn first: a shift is told once it has been.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  const shifts = observer.takeRecords() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
  observer.disconnect();
  return shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, { value }) => sum + value, 0);
}

test("no page of the store jumps while it comes", async ({ person: guest, another, shop }) => {
  test.setTimeout(120_000);
  await shop.switchesTheFeature(true);
  const ada = await customer(await another(), "ada");
  for (const person of [guest, ada]) await buys(person, "harbour-mug");
  // What it costs to send it there is known before anything is asked.
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  const all = [...(await shop.pages("shop")), "/category/kitchen", "/product/harbour-mug", "/search?q=mug"];
  for (const person of [guest, ada]) {
    for (const size of [{ width: 1280, height: 800 }, PHONE]) {
      await person.page.setViewportSize(size);
      for (const path of all) {
        await person.opens(path);
        expect(await person.page.evaluate(jumped), `${path} at ${size.width}`).toBeLessThan(STILL);
      }
    }
  }
});

for (const { width, height } of [{ width: 1280, height: 800 }, PHONE]) {
  test(`no page of the back office jumps while it comes, ${width} pixels wide`, async ({ person: rosa, shop }) => {
    test.setTimeout(180_000);
    await rosa.page.setViewportSize({ width, height });
    // What happens meanwhile comes as a row, and moves those below it: here nothing does.
    await rosa.page.route(/\/live\?/, () => {});
    const wrong: string[] = [];
    let pages = 0;
    for await (const path of alsoFirst(rosa, await LOOKS_AT.staff(rosa, shop))) {
      pages += 1;
      const by = await rosa.page.evaluate(jumped);
      if (by >= STILL) wrong.push(`${path}: ${by}`);
    }
    expect(pages).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
}

/** Fewer characters than this are no text that could be read while it is typed. */
const READABLE = 8;

/** Fields for text that show less of it than that: numbers, and what is chosen, say themselves how wide they are. */
function narrow(readable: number): string[] {
  const context = document.createElement("canvas").getContext("2d")!;
  const kinds = ["text", "search", "email", "url", "tel", "password"].map((type) => `[type=${type}]`).join();
  const texts = document.querySelectorAll<HTMLInputElement>(`input:is(:not([type]), ${kinds}):not([inputmode=numeric], [inputmode=decimal]), textarea`);
  const fields = [...texts].filter((field) => field.checkVisibility({ visibilityProperty: true }));
  return fields.flatMap((field) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    context.font = font;
    const shown = (field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / context.measureText("0").width;
    return shown < readable ? [`${field.name || field.id} shows ${shown.toFixed(1)} characters`] : [];
  });
}

test("no field for text in the back office is too narrow to read what is typed", async ({ person: rosa, shop }) => {
  test.setTimeout(180_000);
  const wrong: string[] = [];
  let fields = 0;
  for await (const path of alsoFirst(rosa, await LOOKS_AT.staff(rosa, shop))) {
    for (const width of [1280, 1024, PHONE.width]) {
      await rosa.page.setViewportSize({ width, height: 800 });
      fields += (await rosa.page.evaluate(narrow, Infinity)).length;
      wrong.push(...(await rosa.page.evaluate(narrow, READABLE)).map((found) => `${path} at ${width}: ${found}`));
    }
  }
  expect(fields).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test("what is too narrow is told", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/config/general");
  expect(await rosa.page.evaluate(narrow, READABLE)).toEqual([]);
  await rosa.page.locator("main textarea").first().evaluate((field: HTMLElement) => field.style.setProperty("max-width", "40px"));
  expect((await rosa.page.evaluate(narrow, READABLE)).length).toBeGreaterThan(0);
});

test("what jumps is told", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/customers");
  expect(await rosa.page.evaluate(jumped)).toBeLessThan(STILL);
  await rosa.page.evaluate(() => {
    document.querySelector("main")!.prepend(Object.assign(document.createElement("div"), { className: "late" }));
    document.querySelector<HTMLElement>(".late")!.style.height = "200px";
  });
  await expect.poll(() => rosa.page.evaluate(jumped)).toBeGreaterThan(0.01);
});

test("pages follow each other in one movement, and without where somebody wants none", async ({ person: guest }) => {
  await guest.page.addInitScript(() => addEventListener("pagereveal", (event) => {
    document.documentElement.dataset.moved = String((event as Event & { viewTransition: unknown }).viewTransition !== null);
  }));
  for (const [reducedMotion, moved] of [["no-preference", "true"], ["reduce", "false"]] as const) {
    await guest.page.emulateMedia({ reducedMotion });
    await guest.opens("/");
    await guest.page.getByRole("link", { name: "Kitchen" }).first().click();
    await guest.page.waitForURL("**/category/kitchen");
    await expect(guest.page.locator("html"), reducedMotion).toHaveAttribute("data-moved", moved);
  }
});

test("on paper a list of orders is a table, and nothing is there that could be pressed", { tag: "@both" }, async ({ person: ada }) => {
  await customer(ada, "ada");
  await ada.page.setViewportSize({ width: 760, height: 1000 });
  await ada.opens("/sales/order/history");
  await ada.page.emulateMedia({ media: "print" });
  const row = ada.page.getByRole("row").nth(1);
  const tops = await row.locator("th, td").evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
  expect(tops.length).toBeGreaterThan(3);
  expect(new Set(tops).size, tops.join(", ")).toBe(1);
  const buttons = ada.page.locator(".button, button.link");
  expect(await buttons.count()).toBeGreaterThan(0);
  for (const button of await buttons.all()) await expect(button).toBeHidden();
});

test("the foot leads to what shoppers ask, and to nothing that is not there", { tag: "@both" }, async ({ person: guest }) => {
  await guest.opens("/");
  const foot = guest.page.getByRole("contentinfo");
  const ways = await foot.getByRole("link").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(ways.length).toBeGreaterThan(6);
  for (const way of new Set(ways)) {
    expect((await guest.page.goto(way))?.status() ?? 200, way).toBe(200);
    const id = new URL(way).hash;
    if (id) await expect(guest.page.locator(id), way).toBeVisible();
  }
});

test("on a phone what buys is in view while a product is read", { tag: "@both" }, async ({ person: guest }) => {
  await guest.page.setViewportSize(PHONE);
  await guest.opens("/product/harbour-mug");
  const button = guest.page.getByRole("button", { name: "Add to Cart" });
  await expect(button).toBeInViewport({ ratio: 1 });
  await expect(guest.page.getByRole("button", { name: "Add to Wish List" })).toBeInViewport({ ratio: 1 });
  await button.click();
  await expect(guest.page.getByRole("status")).toHaveText("You added Harbour Mug to your shopping cart.");
  await guest.page.getByRole("main").getByRole("link", { name: "View Cart" }).click();
  await expect(guest.page.locator(".total")).toHaveText("$14.00");
});

test("the checkout asks little at first sight, and what is left out opens by its name", { tag: "@both" }, async ({ person: guest }) => {
  await guest.page.setViewportSize(PHONE);
  await buys(guest, "harbour-mug");
  await guest.opens("/checkout");
  const company = guest.page.getByLabel("Company").first();
  await expect(company).toBeHidden();
  await guest.page.getByText("Company", { exact: true }).first().click();
  await company.fill("Harbour Ltd");
  await guest.page.getByRole("link", { name: /Order Summary · 1 item .*\$14\.00/ }).click();
  await expect(guest.page.getByRole("heading", { name: "Order Summary" })).toBeInViewport();
  // Sent without the rest it comes back, and what was typed is seen.
  await guest.page.getByRole("button", { name: "Review Order" }).click();
  await expect(guest.page.getByLabel("Company").first()).toHaveValue("Harbour Ltd");
  await expect(guest.page.getByLabel("Company").first()).toBeVisible();
});

test("on a wide screen no field of the checkout stands there without its name", { tag: "@both" }, async ({ person: guest }) => {
  await guest.page.setViewportSize({ width: 1280, height: 800 });
  await buys(guest, "harbour-mug");
  await guest.opens("/checkout");
  await expect(guest.page.getByLabel("Company").first()).toBeHidden();
  await guest.page.getByText("Company", { exact: true }).first().click();
  await expect(guest.page.getByLabel("Company").first()).toBeVisible();
});

test("the button that buys says for how much", { tag: "@both" }, async ({ person: guest }) => {
  await buys(guest, "harbour-mug");
  await guest.opens("/checkout");
  await guest.page.getByLabel("Country").first().selectOption("Germany");
  if (!guest.scripts) await guest.page.getByRole("button", { name: "Review Order" }).click();
  await expect(guest.page.getByRole("button", { name: "Place Order · $19.00" })).toBeVisible();
});

test("a customer shows out who is in the account, from the page on which it begins", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const ada = await customer(await another(), "ada");
  await ada.opens("/customer/account");
  await expect(ada.page.getByRole("note")).toContainText("Our support is in your account, since");
  await ada.canBeUsedByEverybody();
  await ada.page.getByRole("button", { name: "End now" }).click();
  await expect(ada.page.getByRole("heading", { level: 1 })).toHaveText("Access by Support");
  await expect(ada.page.getByText("Nobody of our support is in your account.")).toBeVisible();
  await expect(ada.page.getByRole("row", { name: /You ended it/ })).toBeVisible();
  await ada.canBeUsedByEverybody();
  await visit.opens("/customer/account");
  await expect(visit.page.getByRole("heading", { name: "The session has ended" })).toBeVisible();
});

/** Fields that are longer than what is typed into them: a number or a day, and a line that nobody could read along. */
function overlong(): string[] {
  const [line, number] = [34, 12].map((rem) => rem * parseFloat(getComputedStyle(document.documentElement).fontSize) + 1);
  const short = "[inputmode=numeric], [inputmode=decimal], [type=date]";
  const fields = [...document.querySelectorAll<HTMLElement>("main .field > :is(input:not([type=checkbox], [type=radio]), select, textarea)")];
  return fields.filter((field) => field.checkVisibility({ visibilityProperty: true })).flatMap((field) => {
    const { width } = field.getBoundingClientRect();
    return width > (field.matches(short) ? number! : line!) ? [`${field.id} is ${width} wide`] : [];
  });
}

test("fields of the back office are as long as what is typed into them", async ({ person: rosa, shop }) => {
  test.setTimeout(180_000);
  await rosa.page.setViewportSize({ width: 1280, height: 800 });
  const wrong: string[] = [];
  for await (const path of alsoFirst(rosa, await LOOKS_AT.staff(rosa, shop))) wrong.push(...(await rosa.page.evaluate(overlong)).map((found) => `${path}: ${found}`));
  expect(wrong).toEqual([]);
});

/** Rows of which the first words of their cells do not stand on one line. */
function crooked(): string[] {
  return [...document.querySelectorAll("main tbody tr")].flatMap((row) => {
    const heights = [...row.children].flatMap((cell) => {
      const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, ({ data, parentElement }: Text & Node) =>
        data.trim() !== "" && parentElement!.checkVisibility() && !parentElement!.closest(".hidden") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
      const first = words.nextNode();
      if (!first) return [];
      // What has no height stands on the line of the words beside it; in a button they are one part together.
      const [part, mark] = [document.createElement("span"), document.createElement("span")];
      mark.style.display = "inline-block";
      first.parentNode!.replaceChild(part, first);
      part.append(mark, first);
      const { bottom } = mark.getBoundingClientRect();
      part.replaceWith(first);
      return [bottom];
    });
    return Math.max(...heights) - Math.min(...heights) > 1 ? [`${row.textContent} at ${heights.join(", ")}`] : [];
  });
}

test("words, buttons and states of a row stand at one height", async ({ person: rosa, another }) => {
  const ada = await customer(await another(), "ada");
  await rosaHasSwitchedItOn(rosa);
  for (const [person, path] of [[ada, "/sales/order/history"], [rosa, "/admin/cache"], [rosa, "/admin/sales/orders"]] as const) {
    await person.page.setViewportSize({ width: 1280, height: 800 });
    await person.opens(path);
    expect(await person.page.getByRole("main").getByRole("row").count(), path).toBeGreaterThan(1);
    expect(await person.page.evaluate(crooked), path).toEqual([]);
  }
});

test("a document of the back office is printed on white", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize({ width: 1280, height: 800 });
  await rosa.opens("/admin/sales/invoices");
  await rosa.page.locator("tbody th a").first().click();
  await rosa.page.waitForURL(/invoices\/[0-9a-f]{32}$/);
  await rosa.opens(`${new URL(rosa.page.url()).pathname}/print`);
  await rosa.page.emulateMedia({ media: "print" });
  const grounds = await rosa.page.evaluate(() => {
    const around: string[] = [];
    for (let part = document.querySelector("main"); part; part = part.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(part);
      around.push(`${backgroundColor} ${backgroundImage}`);
    }
    return around.filter((ground) => ground !== "rgba(0, 0, 0, 0) none");
  });
  expect(grounds).toEqual(["rgb(255, 255, 255) none"]);
});

test("on paper an order has nothing to be filled in", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/sales/orders");
  await rosa.page.locator("tbody th a").first().click();
  const comment = rosa.page.getByRole("main").locator("textarea");
  await expect(comment).toBeVisible();
  await rosa.page.emulateMedia({ media: "print" });
  await expect(comment).toBeHidden();
});

test("on a phone a name without a space is not cut off in a list", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  await rosa.opens("/admin/catalog/products");
  const name = rosa.page.locator("tbody th a").first();
  await name.evaluate((link) => { link.textContent = "X".repeat(200); });
  const box = (await name.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
});

test("what saves stands beside the way back", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const heads = [["/admin/stores/views/new", PHONE.width], ["/admin/stores/websites/new", PHONE.width], ["/admin/account", PHONE.width], ["/admin/catalog/products", 1024]] as const;
  for (const [path, width] of heads) {
    await rosa.page.setViewportSize({ width, height: 800 });
    await rosa.opens(path);
    if (path === "/admin/catalog/products") {
      await rosa.page.locator("tbody th a").first().click();
      await rosa.page.waitForURL(/products\/[0-9a-f]{32}$/);
    }
    const head = rosa.page.locator(".sheet-head .actions");
    const [back, save] = [head.getByRole("link", { name: "Back", exact: true }), head.locator(".button.primary")];
    expect(Math.abs((await back.boundingBox())!.y - (await save.boundingBox())!.y), path).toBeLessThan(2);
  }
});

test("what explains a choice begins a line, and no star is explained where there is none", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  await buys(ada, "harbour-mug");
  await ada.opens("/checkout/multishipping");
  await ada.page.getByRole("button", { name: "Go to Shipping Information" }).click();
  await ada.page.getByRole("button", { name: "Continue to Billing Information" }).click();
  const way = ada.page.locator(".field.check", { hasText: "Check / Money order" });
  const [label, hint] = [(await way.locator("label").boundingBox())!, (await way.locator(".hint").boundingBox())!];
  expect(hint.x).toBeCloseTo(label.x, 0);
  expect(hint.y).toBeGreaterThan(label.y + 10);
  await ada.page.getByRole("button", { name: "Go to Review Your Order" }).click();
  await expect(ada.page.getByRole("heading", { name: "Review Order" })).toBeVisible();
  await expect(ada.page.getByText("are required")).toBeHidden();
});

test("on a phone a sum of an order stands beside its words", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.page.setViewportSize(PHONE);
  await ada.opens("/sales/order/history");
  await ada.page.getByRole("main").locator("tbody a").first().click();
  const total = ada.page.locator("tfoot tr.total").first();
  const [words, sum] = [(await total.locator("th").boundingBox())!, (await total.locator("td").boundingBox())!];
  expect(sum.y).toBeLessThan(words.y + words.height);
  expect(sum.x).toBeGreaterThan(words.x + words.width - 1);
});

test("of a text that is typed no line is cut in half", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  await rosa.opens("/admin/catalog/products?q=harbour+mug");
  await rosa.page.locator("tbody th a").first().click();
  await rosa.page.waitForURL(/products\/[0-9a-f]{32}$/);
  const text = rosa.page.getByLabel("Description", { exact: true });
  await text.fill("One line below another.\n".repeat(6));
  expect(await text.evaluate((field) => field.scrollHeight - field.clientHeight)).toBeLessThanOrEqual(0);
});

/** Where what is wrong leads to: to nothing, or above what was told before it. */
function outOfOrder(): string[] {
  const ways = [...document.querySelectorAll<HTMLAnchorElement>(".notice.error a[href^='#']")].map(({ hash }) => ({ hash, field: document.querySelector(hash) }));
  const isBelow = (field: Element, before?: Element | null) => !before || (before.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return ways.filter(({ field }, n) => !field || !isBelow(field, ways[n - 1]?.field)).map(({ hash }) => hash);
}

test("what is wrong is told in the order of the page", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  for (const of of ["catalog/products", "customers", "users", "catalog-price-rules", "stores/views", "product-attributes"]) {
    await rosa.opens(`/admin/${of}/new`);
    await rosa.page.locator(".sheet-head .button.primary").click();
    await expect(rosa.page.locator(".notice.error a").first(), of).toBeVisible();
    expect(await rosa.page.evaluate(outOfOrder), of).toEqual([]);
    expect(await rosa.violations(["target-size"]), of).toEqual([]);
  }
});
