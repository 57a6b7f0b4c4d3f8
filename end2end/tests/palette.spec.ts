// The search of the back office: by keys, by its button, and without scripts.
import { expect, test } from "./shop";
import { staff } from "./steps";

const NAME = "Find anything";

test("Ctrl+K opens the search, arrows choose, Enter goes there, and Escape takes one step back", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/customers");
  const palette = rosa.page.getByRole("dialog", { name: NAME });
  const field = palette.getByLabel(NAME, { exact: true }).and(palette.locator("input"));
  const options = palette.getByRole("option");
  await expect(palette).toBeHidden();
  await rosa.page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await field.pressSequentially("ada brandt");
  await expect(options.filter({ hasText: "ada@example.com" })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.first().getAttribute("id")) ?? "");
  // The list first, then what is around it; and whoever had the focus has it again.
  await rosa.page.keyboard.press("Escape");
  await expect(options.first()).toBeHidden();
  await expect(field).toBeVisible();
  await expect(async () => {
    await rosa.page.keyboard.press("Escape");
    await expect(palette).toBeHidden({ timeout: 500 });
  }, "some browsers empty the field first").toPass();
  await rosa.page.keyboard.press("Control+k");
  await field.fill("credit memos");
  await expect(options.first()).toContainText("Credit Memos");
  await rosa.page.keyboard.press("ArrowDown");
  await rosa.page.keyboard.press("Enter");
  await expect(rosa.page).toHaveURL(/\/admin\/sales\/creditmemos$/);
});

test("the button of the search opens it, and its form leads to a page of what was found", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  for (const width of [1280, 390]) {
    await rosa.page.setViewportSize({ width, height: 844 });
    await rosa.opens("/admin");
    await rosa.page.getByRole("button", { name: NAME }).click();
    const palette = rosa.page.locator("#palette");
    await palette.locator("input[type=search]").fill("harbour mug");
    await palette.getByRole("button", { name: "Search" }).click();
    await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Search");
    await rosa.page.getByRole("main").getByRole("link", { name: "Harbour Mug", exact: true }).first().click();
    await expect(rosa.page).toHaveURL(/\/admin\/catalog\/products\/\w+$/);
  }
});

test("the header takes one line on a phone, and what is one's own opens with each language", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.page.setViewportSize({ width: 320, height: 640 });
  await rosa.opens("/admin/customers");
  const header = await rosa.page.locator("header.site").boundingBox();
  expect(header?.height).toBeLessThan(64);
  await rosa.page.getByRole("button", { name: "Rosa Marin" }).click();
  await expect(rosa.page.getByRole("link", { name: "Account Setting" })).toBeVisible();
  await rosa.page.getByRole("group", { name: "Language" }).getByRole("button", { name: "Español" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Clientes");
});
