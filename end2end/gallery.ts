// Pictures of all pages, wide and on a phone, in light and dark; and one page that shows each component, taken from where it stands.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Person, expect, test } from "./tests/shop";
import { rosaHasSwitchedItOn } from "./tests/steps";
import { LOOKS_AT, alsoFirst } from "./tests/walk";

const folder = join(import.meta.dirname, "../gallery");

const LOOKS = [
  { name: "wide", width: 1280, height: 800, colorScheme: "light" },
  { name: "wide-dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "phone", width: 390, height: 844, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
] as const;

/** Each component once: what it is called, a page where it stands, and what it is there. */
const COMPONENTS: [name: string, path: string, which: string][] = [
  ["Buttons", "/admin/stores", "main .heading"],
  ["Head of a form", "/admin/roles/new", ".sheet-head"],
  ["Fields", "/admin/customers/new", "main form .field"],
  ["Settings, with what they follow", "/admin/config/general", ".setting"],
  ["Search, filters and tools of a list", "/admin/customers", ".tools"],
  ["Filters that are set", "/admin/customers?q=ada", ".chips"],
  ["States", "/admin/sales/orders", ".state"],
  ["Table", "/admin/sales/orders", ".wide"],
  ["Nothing found", "/admin/customers?q=zzz", ".empty"],
  ["Figures", "/admin", ".figures"],
  ["Chart", "/admin", ".chart"],
  ["Card", "/admin", "main .card"],
  ["Tree", "/admin/catalog/categories", ".tree"],
  ["Menu", "/admin/customers", ".menu"],
];

function name(path: string) {
  return path.replace(/^\//, "").replace(/[0-9a-f]{32}/g, "one").replace(/[^\w]+/g, "-") || "home";
}

/** Forms that come back with what is wrong with them: where they are, and what sends them. */
const WRONG: [path: string, button: string][] = [
  ["/customer/account/create", "Create an Account"],
  ["/admin/customers/new", "Save Customer"],
  ["/admin/catalog/products/new", "Save"],
  ["/admin/catalog-price-rules/new", "Save"],
  ["/admin/users/new", "Save User"],
  ["/admin/roles/new", "Save Role"],
];

/** The page that is open, in each look. */
async function pictures({ page }: Person, into: string, path: string): Promise<string[]> {
  mkdirSync(join(folder, into), { recursive: true });
  const taken: string[] = [];
  for (const { name: look, width, height, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const picture = `${into}/${name(path)}.${look}.png`;
    await page.screenshot({ path: join(folder, picture), fullPage: true });
    taken.push(picture);
  }
  return taken;
}

async function takes(person: Person, into: string, paths: string[]) {
  const taken: string[] = [];
  for await (const path of alsoFirst(person, paths)) taken.push(...(await pictures(person, into, path)));
  shows(into, taken);
}

/** A page that shows them all. */
function shows(into: string, taken: string[]) {
  const shown = taken.map((picture) => `<figure><img loading="lazy" src="${picture}"><figcaption>${picture}</figcaption></figure>`);
  const style = "body { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; font: 0.8rem system-ui } figure { margin: 0 } img { width: 100%; border: 1px solid }";
  writeFileSync(join(folder, `${into}.html`), `<!DOCTYPE html><meta charset="utf-8"><title>${into}</title><style>${style}</style>${shown.join("")}`);
}

test("forms that came back", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const taken: string[] = [];
  for (const [path, button] of WRONG) {
    await rosa.page.setViewportSize({ width: 1280, height: 800 });
    await rosa.opens(path);
    await rosa.page.getByRole("main").getByRole("button", { name: button, exact: true }).first().click();
    await expect(rosa.page).toHaveTitle(/^Error: /);
    taken.push(...(await pictures(rosa, "wrong", path)));
  }
  shows("wrong", taken);
});

test("what a guest sees", async ({ person: guest, shop }) => {
  await takes(guest, "guest", await LOOKS_AT.guest(guest, shop));
});

test("what a customer sees", async ({ person: ada, shop }) => {
  await takes(ada, "customer", await LOOKS_AT.customer(ada, shop));
});

test("what staff see", async ({ person: rosa, shop }) => {
  await takes(rosa, "staff", await LOOKS_AT.staff(rosa, shop));
});

test("each component", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const parts: string[] = [];
  for (const [what, path, which] of COMPONENTS) {
    await rosa.opens(path);
    const part = rosa.page.locator(which).first();
    await expect(part, `${what} on ${path}`).toBeAttached();
    parts.push(`<section><h2>${what}</h2>${await part.evaluate((element) => element.outerHTML)}</section>`);
  }
  const style = await rosa.page.locator("link[rel=stylesheet]").getAttribute("href");
  const page = (head: string) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Components</title>${head}</head><body class="admin"><main><h1>Components</h1>${parts.join("")}</main></body></html>`;
  mkdirSync(folder, { recursive: true });
  // `make dev` shows it at /__components, with the styles as they are written.
  writeFileSync(join(folder, "components.html"), page(`<link rel="stylesheet" href="/pkg/dev/style.css"><script src="/__reload.js"></script>`));
  await rosa.page.route("**/components", (route) => route.fulfill({ contentType: "text/html", body: page(`<link rel="stylesheet" href="${style}">`) }));
  for (const { name: look, width, height, colorScheme } of LOOKS) {
    await rosa.page.setViewportSize({ width, height });
    await rosa.page.emulateMedia({ colorScheme });
    await rosa.page.goto(`${rosa.shop.url}/components`);
    await rosa.page.screenshot({ path: join(folder, `components.${look}.png`), fullPage: true });
  }
});
