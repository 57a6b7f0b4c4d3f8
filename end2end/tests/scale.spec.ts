// What makes pages look alike, measured on each page: pictures of them differ from machine to machine, this does not.
import { expect, test } from "./shop";
import { buys, customer, rosaHasSwitchedItOn } from "./steps";
import { alsoFirst } from "./walk";

/** The sizes of letters of the back office, in pixels (`style/scale.css`); on a phone what is typed has those of a page. */
const SIZES = [12, 14, 16, 20, 28];
const PHONE = 390;
/** The same of the store; what leads on its home page is as wide as the window lets it be. */
const STORE = [14, 16, 18, 22, 28];
const HERO = { [PHONE]: 30, 1280: 40 };

/** What is not as it should be on the page that is open: sizes of letters, buttons that lead, pictures, and where its title and its head are. */
function faults([sizes, lowest, highest]: [sizes: number[], lowest: number, highest: number]) {
  const wrong: string[] = [];
  const seen = (e: Element) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const others = new Set<string>();
  for (const e of document.querySelectorAll("header *, nav *, main *")) {
    // Drawings have letters of their own, code is as large as what is around it, and of a name or of help on a phone there is a letter.
    if (e.closest("svg, code, pre, .own, .help, iframe") || !seen(e)) continue;
    if (![...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim())) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (!sizes.includes(size)) others.add(`${size} px of ${e.localName}.${e.className}`);
  }
  wrong.push(...others);
  const primary = [...document.querySelectorAll("main .button.primary")].filter((e) => seen(e) && !e.closest("dialog") && e.getBoundingClientRect().top < innerHeight);
  if (primary.length > 1) wrong.push(`several buttons lead: ${primary.map((e) => e.textContent?.trim()).join(", ")}`);
  const title = document.querySelector("h1")?.getBoundingClientRect();
  if (!title || title.top > lowest) wrong.push(`the title begins at ${title?.top}`);
  for (const picture of document.querySelectorAll<HTMLImageElement>("main img")) {
    const { width, height } = picture.getBoundingClientRect();
    if (!seen(picture) || !picture.complete || picture.getBoundingClientRect().top > innerHeight) continue;
    const isPulled = getComputedStyle(picture).objectFit === "fill" && Math.abs(width / height - picture.naturalWidth / picture.naturalHeight) > 0.02;
    if (picture.naturalWidth === 0 || isPulled) wrong.push(`the picture ${picture.currentSrc} is not there, or pulled out of shape`);
  }
  const header = document.querySelector("header.site")?.getBoundingClientRect();
  if (!header || header.height > highest) wrong.push(`the line at the top is ${header?.height} high`);
  return wrong;
}

test("each page of the back office has the sizes of the scale, one button that leads, and begins near its top", async ({ person: rosa, shop }) => {
  test.setTimeout(180_000);
  await rosaHasSwitchedItOn(rosa);
  const wrong: string[] = [];
  let pages = 0;
  for await (const path of alsoFirst(rosa, await shop.pages("admin"))) {
    pages += 1;
    for (const width of [1280, PHONE]) {
      await rosa.page.setViewportSize({ width, height: 844 });
      // A quarter of a phone at most stands before what somebody came for.
      const found = await rosa.page.evaluate(faults, [SIZES, width === PHONE ? 211 : 160, 64] as [number[], number, number]);
      wrong.push(...found.map((fault) => `${path} at ${width}: ${fault}`));
    }
  }
  expect(pages).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

test("each page of the store has the sizes of the scale, one button that leads, and its title in the first view", async ({ person: guest, another, shop }) => {
  test.setTimeout(180_000);
  const ada = await customer(await another(), "ada");
  for (const person of [guest, ada]) await buys(person, "harbour-mug");
  const wrong: string[] = [];
  let pages = 0;
  const all = await shop.pages("shop");
  const own = all.filter((path) => /^\/(customer|checkout|sales|wishlist|newsletter)/.test(path));
  for (const [person, paths] of [[guest, [...all, "/category/kitchen", "/product/harbour-mug", "/search?q=mug", "/search?q=zzz"]], [ada, own]] as const) {
    for await (const path of alsoFirst(person, [...paths])) {
      pages += 1;
      for (const width of [1280, PHONE] as const) {
        await person.page.setViewportSize({ width, height: 844 });
        await person.page.evaluate(() => scrollTo(0, 0));
        const found = await person.page.evaluate(faults, [[...STORE, HERO[width]], 844, 200] as [number[], number, number]);
        wrong.push(...found.map((fault) => `${path} at ${width}: ${fault}`));
      }
    }
  }
  expect(pages).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
