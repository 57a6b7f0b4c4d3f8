// Every page in the language that nobody speaks, whose texts are longer and stand in brackets: what is not in brackets is not translated, and
// what has no room here has none in German. And every page from right to left.
import { Person, Shop, test as base, expect } from "./shop";
import { customer, hasABackOfficeInUse, hasACatalogInUse, hasAnAccountInUse, rosaHasSwitchedItOn, staff } from "./steps";
import { type Row, Table } from "./table";

const test = base.extend<{ shop: Shop }>({
  shop: async ({}, use) => {
    const shop = await Shop.open({ PSEUDO: "1" });
    await use(shop);
    await shop.close();
  },
});

// The back office reads what the browser asks for; a page of the store speaks as its view.
test.use({ locale: "en-XA" });
test.beforeEach(() => test.setTimeout(180_000));

/** What is wrong with what the page says and how it is laid out. */
function faults(fromTheRight: boolean) {
  const wrong: string[] = [];
  const root = document.documentElement;
  // What is the shop's own, or nobody's to translate: names, what is marked as such, moments, and pictures of letters.
  const own = "bdi, [translate=no], [lang]:not(html), address, code, pre, time, svg, script, style, noscript, template, textarea, .lead, .description, .text:not(.notices *), img";
  // Addresses, numbers with a code, zones, currencies, dates and sizes, and what programs call things.
  const data = /@|^#?[A-Z]{2,}[-A-Z\d]*$|^[A-Z]{3} – |^[\w+-]+\/[\w/+-]+|\d{1,2}:\d{2}|^[A-Z][a-z]{2} \d{1,2}(, \d{4})?$|^\W*\d[\d.,]*( × \d+)?\s?(kB|MB|px|%)?\W*$|^\/|^[a-z]+(_[a-z0-9]+)+$|^[0-9a-f]{8,}$|^[a-z]{2}-[A-Z]{2}$/;
  const isTranslated = (text: string) => !/\p{L}{2}/u.test(text) || text.includes("[") || data.test(text.trim());
  // Of a choice, what stands for a row of the shop, a country, a language or a zone.
  const isRow = (value: string, text: string) => /^(\d+|[0-9a-f]{32}|[A-Z]{2}|[a-z]{2}|\w+-[0-9a-f]{32})$/.test(value) || value === text;
  const isChoice = (e: Element, text: string) =>
    (e instanceof HTMLOptionElement && isRow(e.value, text)) || (e instanceof HTMLLabelElement && e.control instanceof HTMLInputElement && ["checkbox", "radio"].includes(e.control.type) && isRow(e.control.value, text));
  const isCode = (e: Element, text: string) => e.closest("td, th, dd") !== null && /^[a-z][a-z\d]*$/.test(text);
  const isUnseen = (e: Element | null): boolean => e !== null && (getComputedStyle(e).clipPath !== "none" || isUnseen(e.parentElement));
  const seen = (e: Element) => e.checkVisibility() && e.getClientRects().length > 0;
  const named = (e: Element) => `${e.localName}${e.id && `#${e.id}`}${e.className && typeof e.className === "string" ? `.${e.className}` : ""}`;
  if (!fromTheRight) {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const around = node.parentElement!;
      // Within a text that names what pages say, what is said stands in brackets of its own.
      const text = (around.matches("[data-told]") ? around : node).textContent!.trim();
      if (around.closest(own) || isTranslated(text) || isChoice(around, text) || isCode(around, text)) continue;
      wrong.push(`not translated: ${named(around)} says ${text.slice(0, 60)}`);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
      for (const e of document.body.querySelectorAll(`[${name}]`)) {
        const text = e.getAttribute(name)!;
        if (!e.closest(own) && !isTranslated(text)) wrong.push(`not translated: ${name} of ${named(e)} is ${text.slice(0, 60)}`);
      }
    }
    if (!document.querySelector("h1 bdi") && !isTranslated(document.title)) wrong.push(`not translated: the title ${document.title}`);
    for (const e of document.body.querySelectorAll<HTMLElement>("*")) {
      const style = getComputedStyle(e);
      const isCut = ["hidden", "clip"].includes(style.overflowX) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1;
      // What says so by three dots is told whole elsewhere.
      if (isCut && seen(e) && style.textOverflow !== "ellipsis" && e.innerText.trim()) wrong.push(`cut: ${named(e)} ${e.innerText.slice(0, 40)}`);
    }
    // Words that stick out of what is drawn around them lie over others.
    for (const e of document.body.querySelectorAll<HTMLElement>("button, .button, .badge, .chip, th, td, label, legend, h1, h2, h3, dt, dd, option")) {
      const style = getComputedStyle(e);
      if (style.display === "inline" || style.textOverflow === "ellipsis" || !seen(e) || isUnseen(e)) continue;
      if (e.scrollWidth > e.clientWidth + 1) wrong.push(`sticks out of ${named(e)}: ${e.innerText.slice(0, 40)}`);
    }
  }
  if (root.scrollWidth > root.clientWidth) {
    const isOut = (e: Element) => e.getBoundingClientRect().right > root.clientWidth + 1 || (fromTheRight && e.getBoundingClientRect().left < -1);
    const out = [...document.body.querySelectorAll("*")].filter((e) => seen(e) && isOut(e)).slice(0, 3);
    wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth} by ${out.map(named).join(", ")}`);
  }
  return wrong;
}

/** Looks at the page at a desk and on a phone, and then from right to left. */
async function look(person: Person, what: string, wrong: string[]) {
  for (const fromTheRight of [false, true]) {
    await person.page.evaluate((dir) => (document.documentElement.dir = dir), fromTheRight ? "rtl" : "ltr");
    for (const width of [1280, 375]) {
      await person.page.setViewportSize({ width, height: 800 });
      const found = await person.page.evaluate(faults, fromTheRight);
      wrong.push(...found.map((fault) => `${what} at ${width}${fromTheRight ? " from the right" : ""}: ${fault}`));
    }
  }
}

async function opensAll(person: Person, paths: string[], wrong: string[]) {
  for (const path of paths) {
    await person.opens(path);
    await look(person, path, wrong);
  }
}

/** What is a file, a letter as its reader gets it, or leads on at once. */
const NO_PAGE = [/\/(file|report|html)$/, /^\/admin\/system\/import\/samples/, /^\/assistance/, /^\/admin\/login-as-customer\//, /^\/admin\/customers\/\{id\}\/assistance$/];

/** What nobody comes by here: of who has a second factor. */
const NOT_MET = "/admin/users/{id}/factor";

/** Opens each page that some rows of the table lead to, also of one thing: a row that is added tomorrow is looked at as well. */
async function opensEach(person: Person, rows: Row[], wrong: string[], known: [row: string, address: string][] = []) {
  const pages = rows.filter(({ path }) => !NO_PAGE.some((kind) => kind.test(path)));
  const table = new Table(person, pages);
  known.forEach(([row, address]) => table.knows(row, address));
  for await (const [, address] of table.walk()) {
    const answer = await person.opens(address);
    if (!answer?.headers()["content-type"]?.startsWith("text/html")) continue;
    await table.reads();
    await look(person, address, wrong);
  }
  expect(pages.length).toBeGreaterThan(10);
  expect(table.missing().filter((row) => row !== NOT_MET)).toEqual([]);
}

/** The rows of the store, as its view that nobody speaks has them. */
const inView = (rows: Row[]) => rows.map((row) => ({ ...row, path: `/xa${row.path === "/" ? "" : row.path}` }));

/** Each fault once, with the first page that has it. */
const once = (wrong: string[]) => [...new Map(wrong.map((fault) => [fault.replace(/^.*?: /, ""), fault] as const).reverse()).values()].reverse();

test("what a guest sees is translated and has room", async ({ person: guest, shop }) => {
  const wrong: string[] = [];
  const pages = (await shop.pages("shop")).map((path) => `/xa${path === "/" ? "" : path}`);
  await opensAll(guest, [...pages, "/xa/category/kitchen", "/xa/product/harbour-mug", "/xa/search?q=mug", "/xa/search?q=zzz", "/xa/no/such/page"], wrong);
  expect(once(wrong)).toEqual([]);
});

test("what a customer sees is translated and has room", async ({ person: ada, another, shop }) => {
  const wrong: string[] = [];
  await hasAnAccountInUse(await customer(await another(), "ada"));
  await ada.hasSignedIn("customer", "ada");
  await ada.opens("/product/harbour-mug");
  await ada.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(ada.page.getByText("You added Harbour Mug")).toBeVisible();
  const isHis = ({ path, who }: Row) => who !== "staff" && /^\/(customer|checkout|sales|wishlist|newsletter)/.test(path);
  await opensEach(ada, inView((await shop.rows()).filter(isHis)), wrong);
  expect(once(wrong)).toEqual([]);
});

test("what a visit sees is translated and has room", async ({ person: rosa, another, shop }) => {
  const wrong: string[] = [];
  await hasAnAccountInUse(await customer(await another(), "ada"));
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/customers?q=ada");
  const ada = await rosa.page.getByRole("rowheader").getByRole("link").first().getAttribute("href");
  await rosa.opens(ada!);
  await rosa.page.locator(`main a[href*="/login-as-customer"]`).first().click();
  const opening = rosa.page.context().waitForEvent("page");
  await rosa.page.locator("dialog[open] button[type=submit], dialog[open] button.primary").first().click();
  const tab = await opening;
  await tab.waitForURL("**/customer/account");
  const visit = new Person(tab, shop, true);
  const rows = (await shop.rows()).filter(({ in_a_visit, path }) => in_a_visit && /^\/(customer|checkout|sales|wishlist|newsletter)/.test(path));
  await opensEach(visit, inView(rows), wrong);
  expect(once(wrong)).toEqual([]);
});

for (const [part, isOf] of [
  ["sales and customers", /^\/admin\/(sales|customer)/],
  ["the catalog", /^\/admin\/(catalog|product-)/],
  ["stores and their configuration", /^\/admin\/(config|stores)/],
  ["everything else", /^\/admin(?!\/(sales|customer|catalog|product-|config|stores))/],
] as const) {
  test(`what staff see of ${part} is translated and has room`, async ({ person: rosa, another, shop }) => {
    const wrong: string[] = [];
    await rosaHasSwitchedItOn(rosa);
    // What has to be done first to be met is done by her words.
    const known: [string, string][] = [];
    if (part === "the catalog") known.push(["/admin/catalog/products/mass", await hasACatalogInUse(await staff(await another(), "rosa"))]);
    if (part === "everything else") known.push(["/admin/system/import/{id}", await hasABackOfficeInUse(await staff(await another(), "rosa"), await another())]);
    await opensEach(rosa, (await shop.rows()).filter(({ path, who }) => who === "staff" && isOf.test(path)), wrong, known);
    expect(once(wrong)).toEqual([]);
  });
}
