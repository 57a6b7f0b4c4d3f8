// Without scripts every page is whole: whatever can be pressed, followed or filled in does something.
import { type Person, expect, test } from "./shop";
import { buys, rosaHasSwitchedItOn } from "./steps";
import { LOOKS_AT, alsoFirst } from "./walk";

/** What is shown and does nothing: buttons of no form, fields that nothing sends, links that lead nowhere, and what only a script would drive. */
function dead(): string[] {
  // What is folded is opened, all of it at once: it is found there, too.
  for (const folded of document.querySelectorAll("details")) folded.removeAttribute("name");
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const shown = <E extends HTMLElement>(which: string) => [...document.querySelectorAll<E>(which)].filter((e) => e.checkVisibility({ visibilityProperty: true }));
  const called = (e: HTMLElement) => `${e.localName}#${e.id}.${e.className} "${(e.innerText || e.getAttribute("name") || "").trim().slice(0, 40)}"`;
  const opens = (e: Element) => document.getElementById(e.getAttribute("popovertarget") ?? "")?.hasAttribute("popover") ?? false;
  const sends = (form: HTMLFormElement | null) => form !== null && [...form.elements].some((e) => e.matches("button:not([type=button], [type=reset]), input[type=submit]"));
  const buttons = shown<HTMLButtonElement>("button:not(:disabled)").filter((button) => !opens(button) && (button.form === null || button.type === "button"));
  const fields = shown<HTMLInputElement>("input:not(:disabled), select:not(:disabled), textarea:not(:disabled)").filter((field) => !field.name || !sends(field.form));
  const links = shown<HTMLAnchorElement>("a").filter((link) => {
    const href = link.getAttribute("href");
    return !href || (href.startsWith("#") && !document.getElementById(decodeURIComponent(href.slice(1))));
  });
  const driven = shown("[role=button], [role=switch], [role=tab], [role=tree], [role=combobox], [role=menu], [role=grid], [onclick]");
  return [
    ...buttons.map((e) => `${called(e)} sends nothing`),
    ...fields.map((e) => `${called(e)} is sent by nothing`),
    ...links.map((e) => `${called(e)} leads nowhere`),
    ...driven.filter((e) => !e.matches("button, input")).map((e) => `${called(e)} waits for a script`),
  ];
}

async function isWhole(person: Person, paths: string[]) {
  const wrong: string[] = [];
  let pages = 0;
  for await (const path of alsoFirst(person, paths)) {
    pages += 1;
    wrong.push(...(await person.page.evaluate(dead)).map((what) => `${path}: ${what}`));
  }
  expect(pages).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
}

for (const who of ["guest", "customer", "staff"] as const) {
  test(`nothing of what a ${who} sees is dead without scripts`, { tag: "@both" }, async ({ person, shop }) => {
    test.skip(person.scripts, "with them it is used");
    test.setTimeout(180_000);
    await isWhole(person, await LOOKS_AT[who](person, shop));
  });
}

test("nothing of what a visit sees is dead without scripts", { tag: "@both" }, async ({ person: rosa, shop }) => {
  test.skip(rosa.scripts, "with them it is used");
  test.setTimeout(180_000);
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await buys(visit, "harbour-mug");
  const open = (await shop.rows()).filter((row) => row.in_a_visit && row.who !== "staff").map(({ path }) => path);
  await isWhole(visit, [...open.filter((path) => !/[{.]/.test(path)), "/category/kitchen", "/product/harbour-mug"]);
  await expect(visit.banner()).toBeVisible();
});

test("what is dead is told", { tag: "@both" }, async ({ person: guest }) => {
  test.skip(guest.scripts, "with them it is used");
  await guest.opens("/");
  expect(await guest.page.evaluate(dead)).toEqual([]);
  await guest.page.evaluate(() => {
    const main = document.querySelector("main")!;
    const adds = (name: string, attributes: Record<string, string>, to: Element = main) => {
      const element = Object.assign(document.createElement(name), { textContent: name });
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      to.append(element);
      return element;
    };
    adds("button", {});
    adds("input", { name: "alone" });
    adds("a", { href: "#nowhere" });
    adds("span", { role: "switch" });
    // Of a form that nothing sends, and folded.
    const form = adds("form", {}, adds("details", {}));
    adds("button", { type: "button" }, form);
    adds("input", { name: "held" }, form);
  });
  expect(await guest.page.evaluate(dead)).toHaveLength(6);
});
