// Catalog > Products, Categories: what stands for all store views, and what a view has in place of it.
import { PASSWORD, everywhere, expect, test } from "./shop";
import { isWrong, posts, rosaHasSwitchedItOn, signsOut, staff } from "./steps";

test("a view's own name and price, and back to Use Default Value", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour");
  // Where it is sold takes a line, and unfolds.
  const [websites, all] = [rosa.page.getByRole("row", { name: /Harbour Mug/ }).locator("details.several"), "Main Website and International Website"];
  await expect(websites.locator("summary")).toHaveText("Main Website +1");
  await expect(websites.getByText(all)).toBeHidden();
  await websites.locator("summary").click();
  await expect(websites.getByText(all)).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Harbour Mug");
  await expect(rosa.page.getByLabel("Use Default Value")).toHaveCount(0);
  await rosa.page.getByRole("button", { name: /All Store Views/ }).click();
  await rosa.page.getByRole("link", { name: "Outlet", exact: true }).click();
  const [name, own] = [rosa.page.locator("#name"), rosa.page.locator("#name-system")];
  await expect(own).toBeChecked();
  if (rosa.scripts) await expect(name).toBeDisabled();
  await own.uncheck();
  await name.fill("Second Mug");
  if (rosa.scripts) await expect(rosa.page.locator(".saving")).toContainText("1 unsaved change: Name");
  await rosa.page.locator("#short_description-system").uncheck();
  await rosa.page.locator("#short_description").fill("Slightly chipped.");
  await rosa.page.locator("#price-system").uncheck();
  await rosa.page.locator("#price").fill("12,34");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await isWrong(rosa.page.locator("#price"), "Enter an amount as you write numbers");
  await expect(name).toHaveValue("Second Mug");
  await rosa.canBeUsedByEverybody();
  await rosa.page.locator("#price").fill("12.34");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the product.")).toBeVisible();
  const guest = await another();
  await guest.opens("/outlet/product/harbour-mug");
  await expect(guest.page.getByRole("heading", { name: "Second Mug" })).toBeVisible();
  await expect(guest.page.locator(".price.large")).toHaveText("$12.34");
  await expect(guest.page.getByText("Slightly chipped.")).toBeVisible();
  await guest.canBeUsedByEverybody();
  // The other store of the website shows the same product, as it stands there.
  await guest.page.getByRole("navigation", { name: "Select Store" }).getByRole("link", { name: "Main Website Store" }).click();
  await expect(guest.page.getByRole("heading", { name: "Harbour Mug" })).toBeVisible();
  await expect(guest.page.getByText("Slightly chipped.")).toBeHidden();

  await own.check();
  if (rosa.scripts) await expect(name).toHaveValue("Harbour Mug");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the product.")).toBeVisible();
  await guest.opens("/outlet/product/harbour-mug");
  await expect(guest.page.getByRole("heading", { name: "Harbour Mug" })).toBeVisible();
});

test("whoever comes by an address that a product had is led on, unless nobody wants that", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await rosa.alive();
  const [key, redirect] = [rosa.page.locator("#url_key"), rosa.page.getByLabel("Create Permanent Redirect for old URL")];
  await expect(redirect).toBeChecked();
  await key.fill("quay-mug");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the product.")).toBeVisible();
  const guest = await another();
  await guest.opens("/product/harbour-mug");
  await expect(guest.page).toHaveURL(`${guest.shop.url}/product/quay-mug`);
  await expect(guest.page.getByRole("heading", { name: "Harbour Mug" })).toBeVisible();

  await rosa.alive();
  await key.fill("pier-mug");
  await redirect.uncheck();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(key).toHaveValue("pier-mug");
  await expect(redirect).toBeChecked();
  expect((await guest.opens("/product/quay-mug"))?.status()).toBe(404);
  expect((await guest.opens("/product/pier-mug"))?.status()).toBe(200);
});

test("a category is made, and named by view", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/categories");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Add Subcategory" }).click();
  await expect(rosa.page.getByLabel("Parent Category").locator("option:checked")).toHaveText("Default Category");
  await rosa.page.getByLabel(/^Name/).fill("Boats");
  await rosa.page.getByLabel(/^URL Key/).fill("kitchen");
  await rosa.page.getByLabel(/^Description/).fill("What floats.");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await isWrong(rosa.page.getByLabel(/^URL Key/), "already");
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByLabel(/^URL Key/).fill("boats");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Boats");
  await rosa.page.getByRole("button", { name: /All Store Views/ }).click();
  await rosa.page.getByRole("link", { name: "Deutsch", exact: true }).click();
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.locator("#name").fill("Boote");
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the category.")).toBeVisible();
  const guest = await another();
  for (const [path, name] of [["/category/boats", "Boats"], ["/de/category/boats", "Boote"]] as const) {
    await guest.opens(path);
    await expect(guest.page.getByRole("heading", { level: 1 })).toHaveText(name);
  }
});

test("what is changed and not saved is guarded, and so is what is not there yet", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const { page } = rosa;
  await rosa.opens("/admin/stores");
  const outlet = await page.getByRole("link", { name: "Outlet", exact: true }).getAttribute("href");
  await rosa.opens("/admin/customers?q=ada");
  const ada = await page.getByRole("rowheader").getByRole("link").first().getAttribute("href");
  const told = page.locator(".saving:not([hidden])");
  for (const [path, field, label] of [
    [outlet!, "#name", "Name"],
    [ada!, "#first_name", "First Name"],
    ["/admin/customers/new", "#first_name", "First Name"],
    ["/admin/catalog/categories/new", "#name", "Name"],
    ["/admin/roles/new", "#name", "Role Name"],
  ] as const) {
    await rosa.opens(path);
    const [name, was] = [page.locator(field), await page.locator(field).inputValue()];
    await expect(told, path).toHaveCount(0);
    await name.click();
    await name.fill("Leftovers");
    await expect(told, path).toContainText(`1 unsaved change: ${label}`);
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    await (await asked).dismiss();
    await expect(name).toHaveValue("Leftovers");
    await told.getByRole("button", { name: "Discard" }).click();
    await expect(name).toHaveValue(was);
    await expect(told, path).toHaveCount(0);
  }
  // Of two forms on a page each guards its own.
  await rosa.opens(ada!);
  await page.getByLabel("Allow remote shopping assistance").click();
  await expect(told).toContainText("1 unsaved change: Allow remote shopping assistance");
  await page.locator("#first_name").fill("Adele");
  await expect(told).toHaveCount(2);
  // The key is not let go before the question is answered, so neither waits for the other.
  const asked = page.waitForEvent("dialog");
  const pressed = page.keyboard.press("Control+s");
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await pressed;
  await expect(page.getByText("You saved the customer.")).toBeVisible();
  await expect(page.locator("#first_name")).toHaveValue("Adele");
});

test("what came back is guarded before anything more is typed, and discarding it begins anew", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const [name, key, told] = [page.locator("#name"), page.getByLabel(/^URL Key/), page.locator(".saving:not([hidden])")];
  const asksFirst = async () => {
    // A browser asks only on behalf of a page that somebody has touched.
    await name.click();
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    await (await asked).dismiss();
    await expect(name).toHaveValue("Boats");
  };
  await rosa.opens("/admin/catalog/categories/new");
  await name.fill("Boats");
  await key.fill("kitchen");
  expect(await posts(page, "Save")).toBe(422);
  await isWrong(key, "already");
  await expect(told).toContainText(/2 unsaved changes: .*Name/);
  await asksFirst();
  await told.getByRole("button", { name: "Discard" }).click();
  await expect(name).toHaveValue("");
  await expect(key).not.toHaveAttribute("aria-invalid");
  await rosa.alive();
  await expect(told).toHaveCount(0);

  await name.fill("Boats");
  await key.fill("boats");
  const elsewhere = await rosa.inAnotherTab();
  await elsewhere.opens("/admin");
  await signsOut(elsewhere);
  await expect(elsewhere.page.getByText("You are signed out.")).toBeVisible();
  expect(await posts(page, "Save")).toBe(401);
  await page.getByLabel("User Name").fill("rosa");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Back to the form" }).click();
  await expect(told).toContainText(/2 unsaved changes: .*Name/);
  await asksFirst();
  await told.getByRole("button", { name: "Discard" }).click();
  await expect(name).toHaveValue("");
  await rosa.alive();
  await expect(told).toHaveCount(0);
});

test("what is changed is told by what the page began with, also once it came back and of what is to be added", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const { page } = rosa;
  const told = page.locator(".saving:not([hidden])");
  // Three boxes are ticked from the start, and one of them is not any more.
  await rosa.opens("/admin/product-attributes/new");
  await page.getByLabel("Use in Search", { exact: true }).uncheck();
  await expect(told).toContainText("1 unsaved change: Use in Search");
  expect(await posts(page, "Save Attribute")).toBe(422);
  await expect(told).toContainText("1 unsaved change: Use in Search");
  // Nobody answers with a page: it stays, and is guarded as before.
  await page.route("**/admin/product-attributes/new", (route) => route.fulfill({ status: 204 }), { times: 1 });
  await told.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Use in Search", { exact: true })).not.toBeChecked();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await told.getByRole("button", { name: "Discard" }).click();
  await rosa.alive();
  await expect(page.getByLabel("Use in Search", { exact: true })).toBeChecked();
  await expect(told).toHaveCount(0);

  await page.getByLabel(/^Attribute Code/).fill("material");
  await page.getByLabel(/^Default Label/).fill("Material");
  await page.getByLabel(/^Catalog Input Type/).selectOption("Dropdown");
  await page.getByRole("button", { name: "Save Attribute" }).click();
  await page.getByLabel("Add Options").fill("Oak");
  await page.getByRole("button", { name: "Save Attribute" }).click();
  await expect(page.getByRole("textbox", { name: /^Option/ }).first()).toHaveValue("Oak");
  await rosa.alive();
  const more = page.locator("#new_options");
  const was = await more.inputValue();
  await more.fill("Cork");
  await expect(told).toContainText("1 unsaved change:");
  await page.locator("ol.choices input[type=checkbox]").first().check();
  await expect(told).toContainText("2 unsaved changes:");
  await told.getByRole("button", { name: "Discard" }).click();
  await expect(more).toHaveValue(was);
  await expect(told).toHaveCount(0);
});
