// What belongs together stands together, and what leads on is where it is looked for: each was not once.
import { LANGUAGES } from "./languages";
import { type Locator, type Person, expect, test } from "./shop";
import { buys, customer, keepsAnAddress, opensOrder, orders, own, rosaHasSwitchedItOn, staff } from "./steps";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const MANY = 12;

async function box(of: Locator) {
  const { x, y, width, height } = (await of.boundingBox())!;
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** Opens the first row of a list of the back office. */
async function opensFirst(rosa: Person, list: string) {
  await rosa.opens(list);
  const link = rosa.page.locator(".wide tbody th a").first();
  const to = (await link.getAttribute("href"))!;
  await rosa.opens(to);
  return to;
}

test("however much is in the cart, what it comes to and where it leads on are in view where it opens", async ({ person: guest }) => {
  await buys(guest, "harbour-mug");
  for (const size of [DESKTOP, PHONE]) {
    await guest.page.setViewportSize(size);
    await guest.opens("/");
    await guest.page.locator("button.cart-link").click();
    const cart = guest.page.locator(".mini-cart");
    // As many as it says are there by now.
    await expect(cart.locator(".total")).toBeVisible();
    await cart.locator("ul").evaluate((lines, many) => {
      while (lines.children.length < many) lines.append(lines.firstElementChild!.cloneNode(true));
    }, MANY);
    const around = await box(cart);
    for (const part of [cart.locator(".total"), cart.getByRole("link", { name: "Proceed to Checkout" }), cart.getByRole("link", { name: "View and Edit Cart" })]) {
      await expect(part).toBeInViewport({ ratio: 1 });
      expect((await box(part)).bottom, `at ${size.width}`).toBeLessThanOrEqual(around.bottom);
    }
    // The last line can be reached.
    const last = cart.getByRole("listitem").last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport({ ratio: 0.9 });
  }
});

test("what explains a choice stands beside it on a phone", async ({ person: guest, another, shop }) => {
  await shop.switchesTheFeature(true);
  const ada = await customer(await another(), "ada");
  const places = [
    [guest, "/customer/account/create", ".field.check:has(> .tooltip) > label"],
    [ada, "/customer/account", ".switch-line > .switch"],
    [ada, "/customer/account/assistance", ".switch-line > .switch"],
  ] as const;
  for (const [person, path, choice] of places) {
    await person.page.setViewportSize(PHONE);
    await person.opens(path);
    const [what, mark] = [await box(person.page.locator(choice)), await box(person.page.locator(".tooltip > summary").filter({ visible: true }))];
    expect(mark.left, path).toBeGreaterThanOrEqual(what.right);
    expect(mark.top, path).toBeLessThan(what.bottom);
  }
});

test("a long name goes on behind the ways to it", { tag: "@both" }, async ({ person: guest }) => {
  for (const size of [DESKTOP, PHONE]) {
    await guest.page.setViewportSize(size);
    await guest.opens("/product/harbour-mug");
    const crumbs = guest.page.getByRole("navigation", { name: "Breadcrumb" });
    const name = crumbs.locator("[aria-current]");
    await name.evaluate((e) => { e.textContent = "A mug from the harbour ".repeat(12); });
    const [first] = await name.evaluate((e) => [...e.getClientRects()].map(({ top }) => top));
    expect(Math.abs(first! - (await box(crumbs.getByRole("link").first().locator(".."))).top), `at ${size.width}`).toBeLessThan(4);
  }
});

test("a page of the back office that only tells has its way back at its head", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(DESKTOP);
  const back = rosa.page.locator(".sheet-head").getByRole("link", { name: "Back", exact: true });
  for (const path of ["/admin/action-logs/exports", "/admin/catalog/products/actions"]) {
    await rosa.opens(path);
    await expect(back, path).toBeInViewport({ ratio: 1 });
  }
  const event = await opensFirst(rosa, "/admin/action-logs/report");
  await expect(back, event).toBeInViewport({ ratio: 1 });
  await expect(rosa.page.locator(".sheet-head h1")).toContainText("Log Entry #");
  await back.click();
  await expect(rosa.page).toHaveURL(/\/admin\/action-logs\/report$/);
});

test("what sends a form stands alone at its foot: the way back is at the head", { tag: "@both" }, async ({ person: rosa, another }) => {
  const guest = await another();
  await buys(guest, "harbour-mug");
  const number = await orders(guest);
  await rosaHasSwitchedItOn(rosa);
  await opensOrder(rosa, number);
  const order = new URL(rosa.page.url()).pathname;
  const main = rosa.page.getByRole("main");
  for (const path of [`${order}/invoice`, `${order}/ship`, "/admin/account/factor"]) {
    await rosa.opens(path);
    await expect(main.getByRole("link", { name: "Back", exact: true }), path).toHaveCount(1);
    await expect(main.locator(".sheet-head").getByRole("link", { name: "Back", exact: true }), path).toBeVisible();
    await expect(main.locator("form .actions .button.primary"), path).toHaveCount(1);
  }
});

test("on a phone all that stands above a list begins where its rows do, and what opens from it is seen whole", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(PHONE);
  for (const list of ["/admin/sales/orders", "/admin/customers"]) {
    await rosa.opens(list);
    const begin = ".tools .filters > summary, .tools > div.toolbar > :first-child, [data-grid] table";
    const edges = await rosa.page.locator(begin).evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().left)));
    expect(edges.length, list).toBe(3);
    expect(new Set(edges).size, `${list}: ${edges.join(", ")}`).toBe(1);
    for (const choice of await rosa.page.locator(".tools .choice").all()) {
      await choice.locator("> summary").click();
      const { left, right } = await box(choice.locator("> form").first());
      expect(left, list).toBeGreaterThanOrEqual(0);
      expect(right, list).toBeLessThanOrEqual(PHONE.width);
      await choice.locator("> summary").click();
    }
  }
});

test("on a phone what a scope is chosen from begins where the page does", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.page.setViewportSize(PHONE);
  for (const path of ["/admin/config/general", "/admin/catalog/products?q=harbour+mug"]) {
    await (path.includes("?") ? opensFirst(rosa, path) : rosa.opens(path));
    await rosa.page.locator("#scope-chosen").click();
    expect((await box(rosa.page.locator("#scopes"))).left, path).toBeCloseTo((await box(rosa.page.locator("main h1"))).left, 0);
  }
});

/** Headings that are no nearer to what they are of than to what stands above them. */
function adrift(): string[] {
  return [...document.querySelectorAll<HTMLElement>("main > h2")].flatMap((heading) => {
    const [before, after] = [heading.previousElementSibling, heading.nextElementSibling];
    if (!before || !after) return [];
    const { top, bottom } = heading.getBoundingClientRect();
    const [above, below] = [top - before.getBoundingClientRect().bottom, after.getBoundingClientRect().top - bottom];
    return above > below ? [] : [`${heading.textContent}: ${above} above, ${below} below`];
  });
}

test("headings of a document are nearer to what they are of, what is within it is smaller, and its facts stand in one line", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(DESKTOP);
  for (const list of ["orders", "invoices", "shipments", "creditmemos"]) {
    await opensFirst(rosa, `/admin/sales/${list}`);
    expect(await rosa.page.locator("main > h2").count(), list).toBeGreaterThan(1);
    expect(await rosa.page.evaluate(adrift), list).toEqual([]);
    const size = (of: string) => rosa.page.locator(of).first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
    expect(await size("main h3"), list).toBeLessThan(await size("main h2"));
    const tops = await rosa.page.locator(".facts").first().locator("> div").evaluateAll((facts) => facts.map((fact) => Math.round(fact.getBoundingClientRect().top)));
    expect(tops.length, list).toBeGreaterThan(5);
    expect(new Set(tops).size, `${list}: ${tops.join(", ")}`).toBe(1);
  }
});

test("what is pressed stands as near to the last field as that to the one before it", { tag: "@both" }, async ({ person: guest }) => {
  await guest.opens("/customer/account/create");
  const main = guest.page.getByRole("main");
  const [field, button] = [await box(main.locator("fieldset").last().locator("> .field").last()), await box(main.getByRole("button", { name: "Create an Account" }))];
  expect(button.top - field.bottom).toBeLessThan(32);
});

test("each card of the checkout ends as near to its last line as the others", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  await buys(ada, "harbour-mug");
  await ada.page.setViewportSize(DESKTOP);
  await ada.opens("/checkout");
  const below = await ada.page.locator(".sections .card").evaluateAll((cards) => cards.map((card) => {
    const fields = [...card.querySelectorAll<HTMLElement>(".field")].filter((field) => field.checkVisibility());
    return Math.round(card.getBoundingClientRect().bottom - Math.max(...fields.map((field) => field.getBoundingClientRect().bottom)));
  }));
  expect(below.length).toBeGreaterThan(3);
  expect(new Set(below).size, below.join(", ")).toBe(1);
});

/** By how much lists are wider than their place; and words of a row's name that are broken, as far as they are no longer than words are. */
function crowded(): string[] {
  const wider = [...document.querySelectorAll(".wide")].map((list) => list.scrollWidth - list.clientWidth).filter((by) => by > 0).map((by) => `${by} too wide`);
  const broken = [...document.querySelectorAll("main tbody th")].flatMap((name) => {
    const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
      for (const { 0: word, index } of text.data.matchAll(/[\p{L}’']{2,20}/gu)) {
        const part = document.createRange();
        part.setStart(text, index);
        part.setEnd(text, index + word.length);
        if (new Set([...part.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
    return found;
  });
  return [...wider, ...broken];
}

test("in each language lists of the back office fit on a screen of 1280 pixels, and no word of a row's name is broken", async ({ person: rosa }) => {
  test.setTimeout(60_000);
  await rosaHasSwitchedItOn(rosa);
  await rosa.page.setViewportSize(DESKTOP);
  const wrong: string[] = [];
  for (const [tag, , , name] of LANGUAGES) {
    await rosa.opens("/admin");
    await own(rosa).click();
    await rosa.page.getByRole("button", { name, exact: true }).click();
    await expect(rosa.page.locator("html")).toHaveAttribute("lang", tag);
    for (const path of ["/admin/sales/orders", "/admin/sales/invoices", "/admin/customers", "/admin/catalog/products", "/admin/cache"]) {
      await rosa.opens(path);
      await expect(rosa.page.locator("main tbody th").first(), path).toBeVisible();
      wrong.push(...(await rosa.page.evaluate(crowded)).map((found) => `${path} in ${tag}: ${found}`));
    }
  }
  expect(wrong).toEqual([]);
});

test("how far an order is is told its customer as it is told staff: by a word and a shape, and not by what looks like a button", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.opens("/sales/order/history");
  const rows = ada.page.getByRole("main").locator("tbody tr");
  expect(await rows.count()).toBeGreaterThan(0);
  for (const row of await rows.all()) {
    const state = row.locator(".state");
    await expect(state).toHaveText(/\S/);
    const { shape, edge } = await state.evaluate((e) => ({ shape: getComputedStyle(e, "::before").content, edge: getComputedStyle(e).borderTopWidth }));
    expect(shape).not.toBe("none");
    expect(edge).toBe("0px");
  }
  await rows.first().getByRole("link").first().click();
  await expect(ada.page.locator(".facts .state")).toHaveText(/\S/);
});

test.describe("by fingers", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("what is ticked is met, also where no words of its own stand beside it", async ({ person: rosa }) => {
    await rosaHasSwitchedItOn(rosa);
    for (const path of ["/admin/catalog/products", "/admin/roles/new"]) {
      await rosa.opens(path);
      const boxes = rosa.page.getByRole("main").locator("input:is([type=checkbox], [type=radio])").filter({ visible: true });
      const sizes = await boxes.evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
      expect(sizes.length, path).toBeGreaterThan(1);
      expect(sizes.filter((size) => size < 24), path).toEqual([]);
      // Its words stand beside it all the same.
      const fields = await rosa.page.locator("main .field.check").filter({ visible: true }).evaluateAll((fields) => fields.map((field) => {
        const [box, label] = [field.querySelector("input")!, field.querySelector("label")!].map((part) => part.getBoundingClientRect());
        return label!.top < box!.bottom && label!.left >= box!.right;
      }));
      expect(fields.filter((beside) => !beside), path).toEqual([]);
    }
  });
});
