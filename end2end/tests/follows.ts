// Following a guide as it is written: each step has a name, by which it is done here, and names the buttons and entries that it speaks of. On
// the way its picture can be taken, so that no picture shows what the program is not. What the page says then is written down beside, and a
// page that says something else by now has an old picture.
import { type Locator, type Page, expect } from "@playwright/test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Person } from "./shop";

/** Where pictures go, if any are taken: `make guide` asks for them. */
export const TAKES_PICTURES = process.env.GUIDE === "pictures";
const FOLDER = join(import.meta.dirname, "../../public/guide");
const SAID = join(import.meta.dirname, "../measures/guide");

/** What a step calls something, by the key of its text. */
export type Says = (key: string) => string;
/** Says that the page is as the step's picture shows it, and what of it the step speaks of. */
export type Shows = (person: Person, spokenOf: Locator) => Promise<void>;
export type Acts = Record<string, (says: Says, shows: Shows) => Promise<void>>;

type Step = { name: string; names: Record<string, string>; hasPicture: boolean };

/** The steps of the guide that the page shows. */
async function steps({ page }: Person): Promise<Step[]> {
  return page.locator("[data-step]").evaluateAll((items) =>
    items.map((item) => ({
      name: item.getAttribute("data-step")!,
      names: Object.fromEntries([...item.querySelectorAll("[data-text]")].map((named) => [named.getAttribute("data-text")!, named.textContent!])),
      hasPicture: item.querySelector("img") !== null,
    })));
}

/** What a page says by itself: its titles, and what its fields, columns, buttons and ways are called. Rows and numbers are others on each day. */
function words(): string[] {
  const meant = "h1, h2, h3, label, legend, dt, thead th, button, .button, summary, nav a";
  const said = [...document.querySelectorAll<HTMLElement>(meant)].filter((e) => !e.closest("tbody") && e.checkVisibility({ visibilityProperty: true }));
  return [...new Set(said.map((e) => e.innerText.replace(/\s+/g, " ").trim()).filter((text) => text && !/\d/.test(text)))].sort();
}

type Said = Record<string, string[]>;

/** What the pages of a guide's pictures said when those were taken, by the step. */
const written = (guide: string) => join(SAID, `${guide}.json`);
const wrote = (guide: string): Said => (existsSync(written(guide)) ? JSON.parse(readFileSync(written(guide), "utf8")) : {});

/** Does what the guide on the page says, step by step. It must say how all of it is done, and everything that it names must be there. */
export async function follows(reader: Person, of: "staff" | "shoppers", language: string, acts: Acts) {
  const guide = await steps(reader);
  const [own, said]: [string, Said] = [`${language}-${of}`, {}];
  const before = TAKES_PICTURES ? {} : wrote(own);
  expect(guide.map((step) => step.name)).toEqual(Object.keys(acts));
  for (const { name, names, hasPicture } of guide) {
    const left = new Set(Object.keys(names));
    const says = (key: string) => {
      if (!(key in names)) throw new Error(`the step ${name} does not name ${key}`);
      left.delete(key);
      return names[key]!;
    };
    let isShown = false;
    await acts[name]!(says, async (person, spokenOf) => {
      isShown = true;
      const read = () => person.page.evaluate(words);
      if (TAKES_PICTURES) {
        await takesPicture(person, spokenOf, language, name);
        said[name] = await read();
      } else if (reader.scripts) {
        // Without scripts they say more.
        await expect.poll(read, `what the picture of ${name} shows is old: run \`make guide\``).toEqual(before[name] ?? []);
      }
    });
    expect([...left], `what ${name} names and nobody looked for`).toEqual([]);
    expect(isShown, `whether ${name} is shown`).toBe(hasPicture);
  }
  if (TAKES_PICTURES) {
    mkdirSync(SAID, { recursive: true });
    writeFileSync(written(own), `${JSON.stringify(said, null, 1)}\n`);
  } else {
    expect(Object.keys(before), "pictures of what is shown no more: run `make guide`").toEqual(guide.filter((step) => step.hasPicture).map((step) => step.name));
  }
}

/** Takes the picture of a step, with a line around what it speaks of. */
async function takesPicture({ page }: Person, spokenOf: Locator, language: string, name: string) {
  const draws = (drawn: boolean) =>
    spokenOf.evaluate((element: HTMLElement, drawn) => {
      element.style.outline = drawn ? "3px solid #d9480f" : "";
      element.style.outlineOffset = drawn ? "3px" : "";
      if (drawn) element.scrollIntoView({ block: "center" });
    }, drawn);
  await draws(true);
  await takes(page, join(FOLDER, language, `${name.replace(".", "-")}.webp`));
  await draws(false);
}

/** Takes a picture of what is in view. */
export async function takes(page: Page, file: string) {
  // No pointer, and nothing that is still on its way.
  await page.mouse.move(0, 0);
  await page.waitForLoadState("networkidle");
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: 75 });
  await devtools.detach();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.from(data, "base64"));
}
