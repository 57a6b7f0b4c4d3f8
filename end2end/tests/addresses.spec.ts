// My Account > Address Book.
import { expect, test } from "./shop";
import { customer, isWrong } from "./steps";

test("an address is added, corrected, made the default and another deleted", { tag: "@both" }, async ({ person }) => {
  const ada = await customer(person, "ada");
  await ada.opens("/customer/address");
  await expect(ada.page.getByText("You have no default shipping address in your address book.")).toBeVisible();
  await ada.page.getByRole("link", { name: "Add New Address" }).click();
  await ada.canBeUsedByEverybody();
  const field = (label: string) => ada.page.getByRole("main").getByLabel(label, { exact: true }).or(ada.page.getByLabel(`${label} *`, { exact: true }));
  await field("Phone Number").fill("+1 555 0100");
  await field("Street Address").fill("1 Quay Street");
  await field("Country").selectOption({ label: "United States" });
  await field("City").fill("Harbour");
  await field("Zip/Postal Code").fill("94103");
  await ada.page.getByRole("button", { name: "Save Address" }).click();
  await isWrong(field("State/Province"), "This is a required field.");
  await expect(field("City")).toHaveValue("Harbour");
  await field("State/Province").fill("ca");
  await ada.page.getByRole("button", { name: "Save Address" }).click();
  await expect(ada.page.getByText("You saved the address.")).toBeVisible();
  await expect(ada.page.getByText("Harbour CA 94103")).toHaveCount(2);
  for (const street of ["Hafenstr. 1", "Kai 2"]) {
    await ada.opens("/customer/address/new");
    await field("Phone Number").fill("030 1234567");
    await field("Street Address").fill(street);
    await field("Country").selectOption({ label: "Germany" });
    await field("City").fill("Berlin");
    await field("Zip/Postal Code").fill("10115");
    if (street === "Kai 2") await ada.page.getByLabel("Use as my default billing address").check();
    await ada.page.getByRole("button", { name: "Save Address" }).click();
  }
  const billing = ada.page.locator("section", { has: ada.page.getByRole("heading", { name: "Default Billing Address" }) });
  await expect(billing).toContainText("Kai 2");
  await ada.canBeUsedByEverybody();
  await ada.page.getByRole("link", { name: /^Delete Address: .*Hafenstr\. 1/ }).click();
  await expect(ada.page.getByText("Are you sure you want to delete this address?")).toBeVisible();
  await ada.page.getByRole("button", { name: "Delete Address" }).click();
  await expect(ada.page.getByText("You deleted the address.")).toBeVisible();
  await expect(ada.page.getByText("Hafenstr. 1")).toHaveCount(0);
});
