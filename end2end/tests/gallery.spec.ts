// Each page as it is laid out, wide and on a phone, held against what `make gallery` measured of it when somebody looked at its picture last. In
// letters that are the same everywhere a page comes out the same everywhere: what has moved, grown, gone or come is named. So is what has
// another colour than each of its kind had, in light or in dark. Whoever means it so has `make gallery` write it down anew, and the change is
// read with the others.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isInBlocks, readsInBlocks } from "./blocks";
import { type Person, Shop, test as base, expect } from "./shop";
import { rosaHasSwitchedItOn } from "./steps";
import { LOOKS_AT, alsoFirst } from "./walk";

const FOLDER = join(import.meta.dirname, "../measures");
const IS_TAKEN = process.env.GALLERY === "taken";
/** A Monday in spring: what is said of moments is as long each time. */
const BEGINS = "1772445600";
const LOOKS = [{ name: "wide", width: 1280, height: 800 }, { name: "phone", width: 390, height: 844 }];

/** A part that is off by less has not moved: so many pixels, or so much of how far down it is. */
const PIXELS = 16;
const SHARE = 0.02;

const test = base.extend<{ shop: Shop }>({
  shop: async ({}, use) => {
    const shop = await Shop.open({ BEGINS });
    await use(shop);
    await shop.close();
  },
});
test.use({ bypassCSP: true });
test.beforeEach(() => test.setTimeout(300_000));

/** The parts of a page, each with its place and size: `h1 16 80 358 29`. Of a list its rows are not. */
function parts(): string[] {
  const meant = "header.site, .bar > *, nav, main, h1, h2, form, fieldset, .card, .field, .actions, .tools, .wide, table, thead, .pager, .figures, .chart, .hero, .band, .tiles, .gallery, .button.primary, .notice, .empty, footer.site, .ways";
  const counts = new Map<string, number>();
  return [...document.querySelectorAll<HTMLElement>(meant)].flatMap((e) => {
    const kind = e.classList[0] ? `${e.localName}.${e.classList[0]}` : e.localName;
    if (e.closest("tbody, li, iframe") || !e.checkVisibility({ visibilityProperty: true })) return [];
    const { left, top, width, height } = e.getBoundingClientRect();
    if (width < 2 || height < 2) return [];
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const numbers = [left + scrollX, top + scrollY, width, height].map(Math.round);
    return [`${count > 1 ? `${kind}:${count}` : kind} ${numbers.join(" ")}`];
  });
}

/** What each kind of element shows: the colour of its text, its ground and its edge, each where there is one. `a.button.primary #ffffff #1d5c57 #1d5c57`. */
function colours(): string[] {
  const canvas = document.createElement("canvas").getContext("2d")!;
  const hex = (colour: string) => {
    canvas.fillStyle = colour;
    return String(canvas.fillStyle);
  };
  const none = "transparent";
  const found = [...document.querySelectorAll<HTMLElement | SVGElement>("body, body *")].flatMap((e) => {
    // How far a stream has come is told by its dot, and in its own time.
    if (e.closest("iframe, .skip, .hidden, .dot") || !e.checkVisibility({ visibilityProperty: true })) return [];
    const { color, fill, backgroundColor, borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor } = getComputedStyle(e);
    const isDrawn = e instanceof SVGGeometryElement;
    const says = [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== "") || e.matches("input, select, textarea");
    const text = isDrawn ? fill.replace(/^none$/, none) : says ? color : none;
    const edge = borderBlockEndStyle !== "none" && parseFloat(borderBlockEndWidth) > 0 ? borderBlockEndColor : none;
    const shown = [text, backgroundColor, edge].map((colour) => hex(colour).replace("rgba(0, 0, 0, 0)", "–").replaceAll(" ", ""));
    if (shown.every((colour) => colour === "–")) return [];
    const kind = [e.localName, ...[...e.classList].toSorted()].join(".");
    return [`${e.hasAttribute("aria-current") ? `${kind}[current]` : kind} ${shown.join(" ")}`];
  });
  return [...new Set(found)];
}

/** Kinds of elements, each with what was shown of it in light and in dark. */
type Colours = Record<string, string[]>;

/** So much of 255 nobody sees. */
const SHADE = 4;

/** Kinds of which one shows a colour that none showed; what comes and goes is told by the places of parts. */
function discoloured(was: Colours, is: Colours): string[] {
  const parts = (colour: string) => (colour.startsWith("#") ? colour.match(/[0-9a-f]{2}/g)!.map((part) => parseInt(part, 16)) : []);
  const isNear = (a: string, b: string) => a === b || (a.startsWith("#") && b.startsWith("#") && parts(a).every((part, at) => Math.abs(part - parts(b)[at]!) <= SHADE));
  const isLike = (a: string, b: string) => a.split(" ").every((colour, at) => isNear(colour, b.split(" ")[at] ?? ""));
  return Object.entries(is).flatMap(([kind, shown]) => {
    const known = was[kind];
    return known ? shown.filter((one) => !known.some((other) => isLike(one, other))).map((one) => `${kind} shows ${one}, and none did: ${known.join(", ")}`) : [];
  });
}

/** The same in both themes. */
async function colouredAs({ page }: Person, all: Colours) {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const line of await page.evaluate(colours)) {
      const [kind, ...shown] = line.split(" ");
      const of = (all[`${kind} in ${colorScheme}`] ??= []);
      if (!of.includes(shown.join(" "))) of.push(shown.join(" "));
    }
  }
}

type Box = [left: number, top: number, width: number, height: number];

/** What differs between a page as it was measured and as it is. */
function differences(was: string[], is: string[]): string[] {
  const read = (lines: string[]) => new Map(lines.map((line) => line.split(" ")).map(([part, ...numbers]) => [part!, numbers.map(Number) as Box]));
  const [before, now] = [read(was), read(is)];
  const differs = (a: number, b: number, down: number) => Math.abs(a - b) > Math.max(PIXELS, SHARE * down);
  const moved = [...before].flatMap(([part, [left, top, width, height]]) => {
    const box = now.get(part);
    if (!box) return [`${part} is gone`];
    const isOff = differs(left, box[0], 0) || differs(top, box[1], top) || differs(width, box[2], 0) || differs(height, box[3], top + height);
    return isOff ? [`${part} was at ${[left, top, width, height].join(" ")}, and is at ${box.join(" ")}`] : [];
  });
  return [...moved, ...[...now.keys()].filter((part) => !before.has(part)).map((part) => `${part} is new`)];
}

/** The parts of each page in each look, and the colours of all. */
async function measured(person: Person, paths: string[]): Promise<[Record<string, string[]>, Colours]> {
  await readsInBlocks(person.page);
  const all: Record<string, string[]> = {};
  const coloured: Colours = {};
  for await (const path of alsoFirst(person, paths)) {
    expect(await isInBlocks(person.page), `the letters of ${path}`).toBe(true);
    await colouredAs(person, coloured);
    // What comes and goes makes a list longer: what is around it is held.
    await person.page.addStyleTag({ content: "tbody tr, .timeline > li { display: none !important }" });
    // Events of one moment stand in no order.
    if (/\/report\/\d+$/.test(path)) continue;
    const called = path.replace(/[0-9a-f]{32}/g, "one");
    for (const { name, width, height } of LOOKS) {
      await person.page.setViewportSize({ width, height });
      await person.page.evaluate(() => scrollTo(0, 0));
      all[`${called} ${name}`] = await person.page.evaluate(parts);
    }
  }
  return [all, coloured];
}

/** Holds each page against what was measured, or writes that down. */
async function isAsItWas(person: Person, who: string, paths: string[]) {
  const [is, coloured] = await measured(person, paths);
  expect(Object.keys(is).length).toBeGreaterThan(paths.length);
  const [file, ofColours] = [join(FOLDER, `${who}.json`), join(FOLDER, "colours", `${who}.json`)];
  if (IS_TAKEN) {
    mkdirSync(join(FOLDER, "colours"), { recursive: true });
    const sorted = Object.entries(coloured).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, shown]) => [kind, shown.toSorted()] as const);
    for (const [into, told] of [[file, Object.entries(is)], [ofColours, sorted]] as const) {
      const lines = told.map(([of, found]) => `${JSON.stringify(of)}: ${JSON.stringify(found)}`);
      writeFileSync(into, `{\n${lines.join(",\n")}\n}\n`);
    }
    return;
  }
  for (const one of [file, ofColours]) expect(existsSync(one), `${one}, which make gallery writes`).toBe(true);
  expect(discoloured(JSON.parse(readFileSync(ofColours, "utf8")), coloured), "what has another colour since make gallery was run last").toEqual([]);
  const was: Record<string, string[]> = JSON.parse(readFileSync(file, "utf8"));
  const wrong = Object.entries(is).flatMap(([page, found]) => (was[page] ? differences(was[page], found) : ["is new"]).map((what) => `${page}: ${what}`));
  const gone = Object.keys(was).filter((page) => !(page in is)).map((page) => `${page} is gone`);
  expect([...wrong, ...gone], "what has changed since make gallery was run last").toEqual([]);
}

test("what a guest sees is laid out as it was", async ({ person: guest, shop }) => {
  await isAsItWas(guest, "guest", await LOOKS_AT.guest(guest, shop));
});

test("what a customer sees is laid out as it was", async ({ person: ada, shop }) => {
  await isAsItWas(ada, "customer", await LOOKS_AT.customer(ada, shop));
});

test("what staff see is laid out as it was", async ({ person: rosa, shop }) => {
  await isAsItWas(rosa, "staff", await LOOKS_AT.staff(rosa, shop));
});

test("a page that falls apart is told from one that does not", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await readsInBlocks(rosa.page);
  await rosa.opens("/admin/customers");
  const is = await rosa.page.evaluate(parts);
  expect(differences(is, await rosa.page.evaluate(parts))).toEqual([]);
  const breaks = [".frame { display: block !important }", ".tools { display: none !important }", "th, td { padding: 4rem !important }", "main { max-width: 20rem !important }"];
  for (const content of breaks) {
    const style = await rosa.page.addStyleTag({ content });
    expect(differences(is, await rosa.page.evaluate(parts)), content).not.toEqual([]);
    await style.evaluate((element: Element) => element.remove());
  }
  expect(differences(is, await rosa.page.evaluate(parts))).toEqual([]);
});

test("a page of other colours is told from one that has those that it had", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/customers");
  const shown = async () => {
    const all: Colours = {};
    await colouredAs(rosa, all);
    return all;
  };
  const was = await shown();
  expect(Object.keys(was).filter((kind) => kind.endsWith(" in dark")).length).toBeGreaterThan(20);
  const changes: [content: string, isSeen: boolean][] = [
    [":root { --brand: light-dark(#1f5e59, #7cc7bf) !important }", false],
    [":root { --brand: light-dark(#5c1d57, #7cc7bf) !important }", true],
    [":root { --quiet: light-dark(#625c53, #8a867f) !important }", true],
    [":root { --line: light-dark(#c0bab0, #353a41) !important }", true],
    [".state.good { background: var(--warn-ground) !important }", true],
  ];
  for (const [content, isSeen] of changes) {
    const style = await rosa.page.addStyleTag({ content });
    expect(discoloured(was, await shown()).length > 0, content).toBe(isSeen);
    await style.evaluate((element: Element) => element.remove());
  }
  expect(discoloured(was, await shown())).toEqual([]);
});
