// Each page as it is laid out, wide and on a phone, held against what `make gallery` measured of it when somebody looked at its picture last. In
// letters that are the same everywhere a page comes out the same everywhere: what has moved, grown, gone or come is named. Whoever
// means it so has `make gallery` write it down anew, and the change is read with the others.
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

/** The parts of each page in each look. */
async function measured(person: Person, paths: string[]): Promise<Record<string, string[]>> {
  await readsInBlocks(person.page);
  const all: Record<string, string[]> = {};
  for await (const path of alsoFirst(person, paths)) {
    expect(await isInBlocks(person.page), `the letters of ${path}`).toBe(true);
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
  return all;
}

/** Holds each page against what was measured, or writes that down. */
async function isAsItWas(person: Person, who: string, paths: string[]) {
  const is = await measured(person, paths);
  expect(Object.keys(is).length).toBeGreaterThan(paths.length);
  const file = join(FOLDER, `${who}.json`);
  if (IS_TAKEN) {
    mkdirSync(FOLDER, { recursive: true });
    const lines = Object.entries(is).map(([page, found]) => `${JSON.stringify(page)}: ${JSON.stringify(found)}`);
    writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
    return;
  }
  expect(existsSync(file), `${file}, which make gallery writes`).toBe(true);
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
