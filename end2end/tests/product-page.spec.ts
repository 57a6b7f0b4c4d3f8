// A product's page: how it is sold and sent, what staff show beside it, what its reader looked at lately; and two who change it at once.
import { everywhere, expect, test } from "./shop";
import { customer, isWrong, saves, staff } from "./steps";

const MUG = "/product/harbour-mug";
const TIMER = "/product/soft-egg-timer";

test("what is shown beside a product is chosen by SKU, and what was looked at lately leads back", everywhere, async ({ person: rosa, another }) => {
  const ada = await customer(await another(), "ada");
  await ada.opens(TIMER);
  const sku = /SKU: (\S+)/.exec(await ada.page.getByRole("main").innerText())?.[1] ?? "";
  expect(sku).not.toBe("");
  await expect(ada.page.locator(".viewed"), "nothing but what is shown").toHaveCount(0);

  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByRole("link", { name: "Harbour Mug" }).click();
  await rosa.alive();
  const related = page.locator("#related");
  await related.fill(`${sku}\nNO-SUCH`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isWrong(related, "No product has this SKU: NO-SUCH");
  await rosa.alive();
  await related.fill(sku);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("You saved the product.")).toBeVisible();

  await ada.opens(MUG);
  await expect(ada.page.locator(".offer")).toContainText("In stock");
  await expect(ada.page.locator(".offer .delivery")).toContainText(/hipping/);
  await expect(ada.page.locator(".viewed").getByRole("link")).toHaveText([/Soft Egg Timer/]);
  await ada.canBeUsedByEverybody();
  await ada.page.locator(".related").getByRole("link", { name: /Soft Egg Timer/ }).click();
  await expect(ada.page).toHaveURL(new RegExp(`${TIMER}$`));
  await expect(ada.page.locator(".related")).toHaveCount(0);
  await ada.page.locator(".viewed").getByRole("link", { name: /Harbour Mug/ }).click();
  await expect(ada.page.getByRole("heading", { level: 1 })).toHaveText("Harbour Mug");

  // It is the customer's own: a guest sees what is beside it, and nothing of that.
  const guest = await another();
  await guest.opens(MUG);
  await expect(guest.page.locator(".related").getByRole("link")).toHaveText([/Soft Egg Timer/]);
  await expect(guest.page.locator(".viewed")).toHaveCount(0);
});

test("of two who change a product at once each keeps what the other did, and whoever is second is asked where both did", everywhere, async ({ person: rosa }) => {
  const { page } = await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour");
  await page.getByRole("link", { name: "Harbour Mug" }).click();
  await rosa.alive();
  const other = await rosa.inAnotherTab();
  await other.opens(new URL(page.url()).pathname);
  const [name, quantity] = [page.locator("#name"), page.locator("#quantity")];
  await quantity.fill("77");
  expect(await saves(rosa, "Save")).toBe("saved");
  await expect(page.getByText("You saved the product.")).toBeVisible();
  await other.page.locator("#name").fill("Quay Mug");
  expect(await saves(other, "Save")).toBe("saved");
  await expect(other.page.locator("#quantity")).toHaveValue("77");

  await rosa.alive();
  await name.fill("Pier Mug");
  expect(await saves(rosa, "Save")).toBe("changed meanwhile");
  await isWrong(name, "Meanwhile changed to: Quay Mug");
  await expect(name).toHaveValue("Pier Mug");
  await rosa.canBeUsedByEverybody();
  expect(await saves(rosa, "Save")).toBe("saved");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Pier Mug");
});
