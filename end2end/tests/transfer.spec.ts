// System > Data Transfer: a file is checked and imported, and what there is is taken along.
import { readFileSync } from "node:fs";
import { png, zip } from "./files";
import { type Person, expect, test } from "./shop";
import { staff } from "./steps";

const IMPORT = "/admin/system/import";
const PEOPLE = [
  "email;_website;firstname;lastname;_address_street;_address_city;_address_postcode;_address_country_id",
  "grace@import.example;base;Grace;Hopper;\"Hafen 1\nHinterhof\";Berlin;10115;DE",
  ";;;;Hafen 2;Berlin;10115;DE",
  "nobody;base;No;Body;;;;",
].join("\r\n");

async function brings(person: Person, text: string, strategy: string) {
  await person.opens(IMPORT);
  const { page } = person;
  await page.getByLabel("Entity Type").selectOption({ label: "Customers and Addresses (single file)" });
  await page.getByLabel("Validation Strategy").selectOption({ label: strategy });
  await page.getByLabel("Select File to Import").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${text}`) });
  await page.getByRole("button", { name: "Check Data" }).click();
}

/** The page looks again by itself; without scripts somebody has to. */
async function waitsFor(person: Person, text: string) {
  await expect(async () => {
    if (!person.scripts) await person.page.reload();
    await expect(person.page.getByRole("main")).toContainText(text, { timeout: 1_500 });
  }).toPass({ timeout: 20_000 });
}

test("a file is checked, which names its errors, and imported without them", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(IMPORT);
  await rosa.canBeUsedByEverybody();
  await brings(rosa, PEOPLE, "Skip error entries");
  await waitsFor(rosa, "Checked rows: 3, checked entities: 2, invalid rows: 1, total errors: 1");
  await expect(rosa.page.getByRole("cell", { name: "4", exact: true })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  const download = rosa.page.waitForEvent("download");
  await rosa.page.getByRole("link", { name: "Download full report" }).click();
  const report = readFileSync(await (await download).path(), "utf8");
  expect(report.split(/\r?\n/)[0]).toContain(";errors");
  await rosa.page.getByRole("button", { name: "Import", exact: true }).click();
  await waitsFor(rosa, "Created: 1, Updated: 0, Deleted: 0");
  await rosa.opens("/admin/customers?q=grace");
  await expect(rosa.page.getByRole("link", { name: "Grace Hopper" }).first()).toBeVisible();
  await rosa.opens("/admin/system/history");
  await expect(rosa.page.getByRole("row", { name: /people\.csv/ })).toContainText("Created: 1, Updated: 0, Deleted: 0");
  await rosa.canBeUsedByEverybody();
});

test("pictures of products come along in an archive", { tag: "@both" }, async ({ person: rosa, another }) => {
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
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await waitsFor(rosa, "Created: 1, Updated: 0, Deleted: 0");
  const guest = await another();
  await guest.opens("/product/tide-clock");
  await expect(guest.page.getByRole("img", { name: "A clock that tells the tide" }).first()).toBeVisible();
});

test("what there is is taken along as a file that can be brought again", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/system/export");
  await rosa.page.getByLabel("Entity Type").selectOption({ label: "Products" });
  await rosa.page.getByRole("button", { name: "Continue" }).click();
  await expect(rosa.page.getByText("You asked for the file.")).toBeVisible();
  await waitsFor(rosa, "entities,");
  await rosa.canBeUsedByEverybody();
  const download = rosa.page.waitForEvent("download");
  await rosa.page.getByRole("link", { name: /^catalog-product-/ }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file).toContain("sku,store_view_code,product_type,categories,product_websites,name");
  await rosa.page.getByRole("button", { name: /^Delete/ }).click();
  await expect(rosa.page.getByText("You deleted the file.")).toBeVisible();
});
