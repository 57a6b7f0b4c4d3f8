// Scripts that come late, and translators that were there before them.
import { PASSWORD, type Person, expect, test } from "./shop";
import { SEE_CUSTOMERS, node, right as rightOf, rosaHasSwitchedItOn, saves, staff } from "./steps";

/** Opens an address whose scripts wait; what is given back wakes them. */
async function opensAsleep(person: Person, path: string): Promise<() => Promise<void>> {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => { wake = resolve; });
  await person.page.route(/_bg\.wasm/, async (route) => {
    await woken;
    await route.continue();
  });
  await person.page.goto(person.shop.url + path, { waitUntil: "commit" });
  await expect(person.page.locator("leptos-island").first()).toBeAttached();
  return async () => {
    await expect(person.page.locator("html")).not.toHaveAttribute("data-hydrated");
    wake();
    await expect(person.page.locator("html")).toHaveAttribute("data-hydrated");
  };
}

/** As browsers translate: each text stands in an element of theirs from then on, but where the page forbids it. */
async function translates(person: Person) {
  await person.page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement?.closest("[translate=no], script, style")) continue;
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(text);
    }
  });
}

/** The address of an entry of a grid. */
async function finds(person: Person, grid: string, name: string): Promise<string> {
  await person.opens(grid);
  return (await person.page.getByRole("rowheader").getByRole("link", { name, exact: true }).getAttribute("href")) ?? "";
}

test("what is ticked before the tree wakes is what its page shows and what is saved", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const support = await finds(rosa, "/admin/roles", "Support");
  const wake = await opensAsleep(rosa, support);
  const right = (name: string) => node(rosa, name);
  const seeing = rightOf(rosa, SEE_CUSTOMERS);
  await seeing.uncheck();
  await right("Remote shopping assistance opt-in").check();
  await wake();
  await expect(seeing).not.toBeChecked();
  await expect(right("Remote shopping assistance opt-in")).toBeChecked();
  await expect(right("All Customers")).not.toBeChecked();
  const ticked = await rosa.page.locator("input[name=resource]:checked").count();
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  expect(await saves(rosa, "Save Role")).toBe("saved");
  await rosa.opens(support);
  await expect(seeing).not.toBeChecked();
  await expect(right("Remote shopping assistance opt-in")).toBeChecked();
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(ticked);
});

test("a field that is typed into before its box wakes stays open, and is saved", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const wake = await opensAsleep(rosa, "/admin/config/general");
  const name = rosa.page.getByLabel("Store Name");
  await rosa.page.locator("#name-system").uncheck();
  await name.fill("Harbour and Hill");
  await wake();
  await expect(rosa.page.locator("#name-system")).not.toBeChecked();
  await expect(name).toBeEnabled();
  await expect(name).toHaveValue("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await rosa.opens("/admin/config/general");
  await expect(name).toHaveValue("Harbour and Hill");
});

test("pages that the browser translated before they woke wake all the same", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const [support, ada] = [await finds(rosa, "/admin/roles", "Support"), await finds(rosa, "/admin/customers", "Ada Brandt")];
  for (const path of [support, "/admin/config/login_as_customer", ada]) {
    const wake = await opensAsleep(rosa, path);
    await translates(rosa);
    await wake();
  }
  await rosa.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
  await expect(rosa.page.getByRole("dialog")).toBeVisible();
  await rosa.opens(support);
  await translates(rosa);
  const heading = node(rosa, "Customers");
  await heading.check();
  await expect(rosa.page.locator("input[name=resource]:checked")).toHaveCount(9);
});

test("in a visit the minutes are counted down also on a page that the browser translated", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await visit.page.clock.install();
  const wake = await opensAsleep(visit, "/customer/account");
  await translates(visit);
  await wake();
  await expect(visit.banner()).toContainText("15 minutes left");
  await visit.page.clock.fastForward(65_000);
  await expect(visit.banner()).toContainText("14 minutes left");
});
