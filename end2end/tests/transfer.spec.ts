// System > Data Transfer: a file is checked and imported, goes on while nobody looks, and what there is is taken along.
import { readFileSync } from "node:fs";
import { IMPORT, brings, imports, png, zip } from "./files";
import { type Person, everywhere, expect, test } from "./shop";
import { begins, posts, staff, waitsFor } from "./steps";

const PEOPLE = [
  "email;_website;firstname;lastname;_address_street;_address_city;_address_postcode;_address_country_id",
  "grace@import.example;base;Grace;Hopper;\"Hafen 1\nHinterhof\";Berlin;10115;DE",
  ";;;;Hafen 2;Berlin;10115;DE",
  "nobody;base;No;Body;;;;",
].join("\r\n");
const EXPORT = "/admin/system/export";
const TIERS = "sku,tier_price_website,tier_price_customer_group,tier_price_qty,tier_price,tier_price_value_type";

/** The text of a file that a link leads to. */
async function takes(person: Person, link: string | RegExp): Promise<string> {
  const download = person.page.waitForEvent("download");
  await person.page.getByRole("link", { name: link }).first().click();
  return readFileSync(await (await download).path(), "utf8");
}

test("a file is checked, which names its errors, and imported without them", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(IMPORT);
  await rosa.canBeUsedByEverybody();
  await brings(rosa, "Customers and Addresses (single file)", PEOPLE, { name: "people.csv" });
  await waitsFor(rosa, "Checked rows: 3, checked entities: 2, invalid rows: 1, total errors: 1");
  await expect(rosa.page.locator("td").filter({ hasText: /^4$/ })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  expect((await takes(rosa, "Download full report")).split(/\r?\n/)[0]).toContain(";errors");
  await imports(rosa, "Created: 1, Updated: 0, Deleted: 0");
  await rosa.opens("/admin/customers?q=grace");
  await expect(rosa.page.getByRole("link", { name: "Grace Hopper" }).first()).toBeVisible();
  await rosa.opens("/admin/system/history");
  const row = rosa.page.getByRole("row", { name: /people\.csv/ });
  await expect(row).toContainText("Created: 1, Updated: 0, Deleted: 0");
  await expect(row.locator(".state.good")).toHaveText("Done");
  await rosa.canBeUsedByEverybody();
});

test("pictures of products come along in an archive", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens(IMPORT);
  const { page } = rosa;
  await page.getByLabel("Entity Type").selectOption({ label: "Products" });
  await page.getByLabel("Validation Strategy").selectOption({ label: "Skip error entries" });
  const lines = [
    "sku,name,price,categories,base_image,base_image_label",
    "TIDE-1,Tide Clock,49.50,Default Category/Kitchen,/t/i/clock.png,A clock that tells the tide",
    "TIDE-2,Tide Table,9.50,Default Category/Kitchen,table.png,",
  ];
  const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
  await page.getByLabel("Select File to Import").setInputFiles(file("products.csv", "text/csv", Buffer.from(lines.join("\n"))));
  const archive = zip([["product/t/i/clock.png", png(400, 300, [30, 90, 160])]]);
  await page.getByLabel("Images (ZIP)").setInputFiles(file("images.zip", "application/zip", archive));
  await page.getByRole("button", { name: "Check Data" }).click();
  await waitsFor(rosa, "Checked rows: 2, checked entities: 2, invalid rows: 1, total errors: 1");
  await expect(page.getByRole("main")).toContainText("table.png");
  await imports(rosa, "Created: 1, Updated: 0, Deleted: 0");
  const guest = await another();
  await guest.opens("/product/tide-clock");
  await expect(guest.page.getByRole("img", { name: "A clock that tells the tide" }).first()).toBeVisible();
});

test("prices of groups and stock come along as files, and the shop sells by them", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const guest = await another();
  await brings(rosa, "Advanced Pricing", [TIERS, "AL-101,All Websites [USD],ALL GROUPS,3,11.00,Fixed", "AL-101,base,Nobody's,5,9,Fixed", "NO-SUCH,,,2,5,Fixed"].join("\n"));
  await waitsFor(rosa, "invalid rows: 2, total errors: 2");
  await expect(rosa.page.getByRole("cell", { name: /There is no product with this SKU\./ })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await imports(rosa, "Created: 0, Updated: 1, Deleted: 0");
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText(/Buy 3 for \$11\.00 each/)).toBeVisible();

  // What is named is taken away again.
  await brings(rosa, "Advanced Pricing", "sku,tier_price_qty\nAL-101,3", { behavior: "Delete" });
  await waitsFor(rosa, "File is valid!");
  await imports(rosa, "Created: 0, Updated: 0, Deleted: 1");
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText(/Buy 3 for/)).toHaveCount(0);

  await brings(rosa, "Stock", "sku,qty,is_in_stock\nAL-101,7,0\nAL-101,8,1\nNO-SUCH,1,1");
  await waitsFor(rosa, "invalid rows: 2, total errors: 2");
  await imports(rosa, "Created: 0, Updated: 1, Deleted: 0");
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.getByText("Out of stock")).toBeVisible();
});

test("a price of one website comes along as a file, and no other website sells by it", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  const guest = await another();
  await guest.opens("/es/product/harbour-mug");
  await expect(guest.page.locator(".price.large")).toContainText("12,88");
  const lines = ["AL-101,international,ALL GROUPS,1,9.50,Fixed", "AL-101,nowhere,ALL GROUPS,1,9,Fixed"];
  await brings(rosa, "Advanced Pricing", [TIERS, ...lines].join("\n"));
  await waitsFor(rosa, "Checked rows: 2, checked entities: 2, invalid rows: 1, total errors: 1");
  await expect(rosa.page.getByRole("cell", { name: "We found an invalid value in a website column." })).toBeVisible();
  await imports(rosa, "Created: 0, Updated: 1, Deleted: 0");
  await guest.opens("/es/product/harbour-mug");
  await expect(guest.page.locator(".price.large ins")).toContainText("9,50");
  await guest.opens("/product/harbour-mug");
  await expect(guest.page.locator(".price.large")).toHaveText("$14.00");

  // It stands in the product's own form, and comes along again under the website's code.
  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await begins(rosa, "Advanced Pricing");
  await expect(rosa.page.getByRole("row", { name: /International Website/ })).toContainText("9.50");
  await rosa.opens(EXPORT);
  await rosa.page.getByLabel("Entity Type").selectOption({ label: "Advanced Pricing" });
  await rosa.page.getByRole("button", { name: "Continue" }).click();
  await waitsFor(rosa, rosa.page.getByRole("link", { name: /^advanced-pricing-/ }));
  expect(await takes(rosa, /^advanced-pricing-/)).toContain(lines[0]!);
});

test("an import goes on while nobody looks, says how far it is, is canceled, and resumed where it was", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const lines = Array.from({ length: 10_000 }, (_, n) => `MOVE-${n},Thing ${n},1.50,Default Category/Kitchen`);
  await brings(rosa, "Products", ["sku,name,price,categories", ...lines].join("\n"), { name: "moving.csv" });
  await waitsFor(rosa, "File is valid!");
  const { page } = rosa;
  const at = new URL(page.url()).pathname;
  await imports(rosa, "of 10,000 rows");
  await rosa.opens("/admin/system/history");
  await expect(page.getByRole("row", { name: /moving\.csv/ }).locator(".state")).toHaveText("Running");
  await rosa.opens(at);
  await expect(page.getByRole("progressbar", { name: /of 10,000 rows/ })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  expect(await posts(page, "Cancel")).toBe(303);
  await waitsFor(rosa, "Canceled.");
  await expect(page.getByText("What was imported before it was canceled stays.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel", exact: true })).toHaveCount(0);
  // It is resumed from the list of what was brought as well as from its own page.
  await rosa.opens("/admin/system/history");
  await page.getByRole("row", { name: /moving\.csv/ }).getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("The import goes on.")).toBeVisible();
  await waitsFor(rosa, page.getByText(/of 10,000 rows|Import successfully done/).first());
  await expect(page.getByRole("button", { name: "Resume" })).toHaveCount(0);
});

test("what there is is taken along as a file that can be brought again", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(EXPORT);
  await rosa.page.getByLabel("Entity Type").selectOption({ label: "Products" });
  await rosa.page.getByRole("button", { name: "Continue" }).click();
  await expect(rosa.page.getByText("You asked for the file.")).toBeVisible();
  await waitsFor(rosa, "entities,");
  await rosa.canBeUsedByEverybody();
  expect(await takes(rosa, /^catalog-product-/)).toContain("sku,store_view_code,product_type,categories,product_websites,name");
  await rosa.page.getByRole("button", { name: /^Delete/ }).click();
  await expect(rosa.page.getByText("You deleted the file.")).toBeVisible();
});

test("what one website has is taken along without what another has", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const files = page.getByRole("link", { name: /^customer-composite-/ });
  for (const [nth, website, has, hasNot] of [[0, "International Website", "ines@example.com", "ada@example.com"], [1, "Main Website", "ada@example.com", "ines@example.com"]] as const) {
    await rosa.opens(EXPORT);
    await page.getByLabel("Entity Type").selectOption({ label: "Customers and Addresses (single file)" });
    await page.locator("#website").selectOption({ label: website });
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("You asked for the file.")).toBeVisible();
    // The newest stands first.
    await waitsFor(rosa, files.nth(nth));
    await expect(page.getByRole("row", { name: /customer-composite-/ }).first()).toContainText(website);
    const file = await takes(rosa, /^customer-composite-/);
    expect(file).toContain(has);
    expect(file).not.toContain(hasNot);
  }
  await rosa.canBeUsedByEverybody();
});

test("what a list shows is taken along with all columns, and nothing else", everywhere, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const main = page.getByRole("main");
  for (const [path, back, entity, name, has, hasNot] of [
    ["/admin/catalog/products?q=mug&price-to=12", "Products", "Products", /^catalog-product-/, "Pencil Mug", "Harbour Mug"],
    ["/admin/customers?q=brandt", "Customers", "Customers and Addresses (single file)", /^customer-composite-/, "ada@example.com", "clara@example.com"],
  ] as const) {
    await rosa.opens(path);
    await page.getByRole("link", { name: "Export All Columns" }).click();
    await expect(main).toContainText("Only what this list shows is taken along, as it is narrowed now:");
    await expect(main.getByRole("link", { name: back, exact: true })).toBeVisible();
    await expect(page.locator("#website")).toHaveCount(0);
    await rosa.canBeUsedByEverybody();
    await page.getByLabel("Entity Type").selectOption({ label: entity });
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("You asked for the file.")).toBeVisible();
    await waitsFor(rosa, page.getByRole("link", { name }));
    const file = await takes(rosa, name);
    expect(file).toContain(has);
    expect(file).not.toContain(hasNot);
  }
});
