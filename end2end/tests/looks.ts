// What is looked at of each page, beside what axe finds: run in the page itself.
import { type Person, expect } from "./shop";

type Look = { name: string; width: number; height: number; colorScheme?: "light" | "dark"; forcedColors?: "active" | "none"; checks: ((() => string[]) | "axe" | "contrast")[] };

/** What sticks out of the page to the right, if it scrolls sideways. */
function sideways(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
  return [`scrolls sideways, ${scrollWidth} > ${clientWidth}: ${out.slice(0, 4).map((e) => `${e.localName}.${e.className}`).join(", ")}`];
}

/** A page without islands loads no scripts: only so its tests need not run without them as well. What wakes the search does nothing before. */
function scriptsInVain(): string[] {
  const marks = { "palette.js": "[data-palette]", "floats.js": "[data-floats]", "live.js": "[data-live]", "grid.js": "[data-grid]", "fresh.js": "[data-fresh]", "inherit.js": "[data-system]", "chosen.js": "[data-chosen]", "idle.js": "[data-idle]", "keeps.js": "[data-keeps]" };
  const isMarked = (src: string) => Object.entries(marks).some(([script, mark]) => src.endsWith(`/${script}`) && document.querySelector(mark) !== null);
  const serves = (src: string) => isMarked(src) || src.endsWith("/wake.js");
  if (document.querySelector("script[src$='-start.js']")) return [];
  const vain = [...document.scripts].filter((script) => script.type !== "application/ld+json" && !serves(script.src));
  return vain.map((script) => `loads ${script.src} in vain`);
}

/** Whoever goes through the page by keys sees where he is: each stop is marked all around, and nothing lies over it. */
function unseenStops(): string[] {
  const wrong: string[] = [];
  const called = (e: Element) => `${e.localName}#${e.id}.${e.getAttribute("class") ?? ""} "${(e.textContent ?? "").trim().slice(0, 30)}"`;
  const stops = [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  const isMet = (stop: Element, x: number, y: number) => {
    const met = document.elementFromPoint(x, y);
    return met !== null && (stop.contains(met) || met.contains(stop));
  };
  for (const stop of stops) {
    if (!stop.checkVisibility({ visibilityProperty: true }) || stop.tabIndex < 0 || stop.matches(":disabled")) continue;
    stop.focus();
    if (document.activeElement !== stop) continue;
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(stop);
    if (outlineStyle === "none") wrong.push(`${called(stop)} is not marked`);
    const parts = [0.05, 0.5, 0.95];
    const boxes = [...stop.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    const points = boxes.flatMap(({ left, top, width, height }) => parts.flatMap((x) => parts.map((y) => [left + width * x, top + height * y] as const)));
    if (points.length > 0 && !points.some(([x, y]) => isMet(stop, x, y))) wrong.push(`${called(stop)} is covered`);
    // What is pushed along cuts off what stands out of it.
    const out = parseFloat(outlineWidth) + parseFloat(outlineOffset);
    const box = stop.getBoundingClientRect();
    for (let around = stop.parentElement; around && around !== document.body; around = around.parentElement) {
      const edge = around.getBoundingClientRect();
      const isCut = getComputedStyle(around).overflow !== "visible" && edge.width >= box.width && (box.top - out < edge.top - 1 || box.bottom + out > edge.bottom + 1);
      if (isCut && edge.height >= box.height) wrong.push(`the mark of ${called(stop)} is cut off by ${called(around).slice(0, 40)}`);
    }
  }
  return wrong;
}

/** Where the colours are the reader's, grounds are gone: what can be used or typed into has a line around or below it, but what is chosen already. */
function bareControls(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>("button:not([aria-current], [role=switch]), .button, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), select, textarea")];
  const isBare = (control: HTMLElement) => {
    const { borderBottomStyle, borderBottomWidth, textDecorationLine } = getComputedStyle(control);
    return (borderBottomStyle === "none" || parseFloat(borderBottomWidth) === 0) && !textDecorationLine.includes("underline");
  };
  return controls.filter((c) => c.checkVisibility({ visibilityProperty: true }) && isBare(c)).map((c) => `${c.localName}.${c.className} has no edge`);
}

/** What can be used or typed into is told from the ground by an edge of three to one. */
function faintEdges(): string[] {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  const pixel = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]: number[]) => {
    const [red, green, blue] = [r!, g!, b!].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const ground = (element: Element | null): number[] => {
    if (!element) return pixel(getComputedStyle(document.documentElement).colorScheme === "dark" ? "black" : "white");
    const own = pixel(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own : ground(element.parentElement);
  };
  const ratio = (a: number[], b: number[]) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const controls = [...document.querySelectorAll<HTMLElement>(".button, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), select, textarea")];
  const faint = controls.filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.matches(":disabled"));
  return faint.flatMap((control) => {
    const { borderBottomColor, backgroundColor } = getComputedStyle(control);
    const behind = ground(control.parentElement);
    const best = Math.max(ratio(pixel(borderBottomColor), behind), ratio(pixel(backgroundColor), behind));
    return best < 3 ? [`the edge of ${control.localName}#${control.id}.${control.className} is faint: ${best.toFixed(2)}`] : [];
  });
}

/** Who wants nothing to move is shown nothing that does. */
function moving(): string[] {
  const wrong: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const { animationName, animationTimeline = "auto", transitionDuration, scrollBehavior } = getComputedStyle(element, part) as CSSStyleDeclaration & { animationTimeline?: string };
      // What follows the scrolling moves by the reader's hand alone.
      const isMoving = animationName !== "none" && animationTimeline === "auto";
      const isSlow = transitionDuration.split(",").some((time) => parseFloat(time) > 0.07);
      if (isMoving || isSlow || scrollBehavior === "smooth") wrong.push(`${element.localName}.${element.className}${part} moves`);
    }
  }
  return wrong;
}

/** What stays in view leaves room for the page: at 400 percent a wide screen is as small as this. */
function crowds(): string[] {
  const fixed = [...document.querySelectorAll("body *")].filter((e) => ["sticky", "fixed"].includes(getComputedStyle(e).position) && e.checkVisibility());
  const taken = fixed.reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
  return taken > innerHeight / 2 ? [`${taken} of ${innerHeight} pixels are taken by ${fixed.map((e) => `${e.localName}.${e.className}`).join(", ")}`] : [];
}

const LOOKS: Look[] = [
  { name: "on a wide screen", width: 1280, height: 800, checks: ["axe", scriptsInVain, moving, faintEdges, unseenStops] },
  { name: "in dark colours", width: 1280, height: 800, colorScheme: "dark", checks: ["contrast", faintEdges] },
  { name: "on a phone", width: 320, height: 640, checks: [sideways, "axe"] },
  { name: "at 400 percent", width: 320, height: 256, checks: [sideways, crowds, unseenStops] },
  { name: "in the reader's colours", width: 1280, height: 800, forcedColors: "active", checks: [bareControls, unseenStops] },
];

/** Words that go on in another line, but for those of addresses and of names that are as long as a line. */
export function brokenWords(within: string): string[] {
  const range = document.createRange();
  const isBroken = (text: Text, at: number, word: string) => {
    range.setStart(text, at);
    range.setEnd(text, at + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  };
  return [...document.querySelectorAll(within)].flatMap((root) => {
    const texts: Text[] = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode as Text);
    const words = texts.flatMap((text) => [...text.data.matchAll(/(?<![\p{L}\d@._])\p{L}{2,20}(?![\p{L}\d@._])/gu)].map(({ 0: word, index }) => ({ text, word, index })));
    return words.filter(({ text, word, index }) => isBroken(text, index, word)).map(({ word }) => word);
  });
}

/** Parts of addresses of mail that go on in another line, as far as they are no longer than words are. */
export function brokenAddresses(within: string): string[] {
  const range = document.createRange();
  return [...document.querySelectorAll(within)].flatMap((root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const broken: string[] = [];
    for (let text = walk.nextNode() as Text | null; text; text = walk.nextNode() as Text | null) {
      if (!text.parentElement!.closest("bdi")?.textContent?.includes("@")) continue;
      for (const { 0: part, index } of text.data.matchAll(/[\p{L}\d]{2,12}/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + part.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(`${part} of ${text.data}`);
      }
    }
    return broken;
  });
}

/** Looks at the page in every way, and gathers what is wrong, so that one run tells it all. */
export async function look(person: Person, what: string, wrong: string[]) {
  const { page } = person;
  if (!person.scripts) return;
  // Whoever moves by keys is shown where he is; a script that moves alone would not be.
  await page.keyboard.press("Tab");
  // The skip link is shown over what stands there as long as it has the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const { name, width, height, colorScheme = "light", forcedColors = "none", checks } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, forcedColors });
    await page.evaluate(() => scrollTo(0, 0));
    for (const check of checks) {
      const found = check === "axe" ? await person.violations() : check === "contrast" ? await person.violations(["color-contrast"]) : await page.evaluate(check);
      wrong.push(...found.map((found) => `${what} ${name}: ${found}`));
    }
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Whoever is at this page can use it. */
export async function looksRight(person: Person) {
  const wrong: string[] = [];
  await look(person, new URL(person.page.url()).pathname, wrong);
  expect(wrong).toEqual([]);
}
