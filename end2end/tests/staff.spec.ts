import { PASSWORD, type Person, expect, test } from "./shop";
import { addressOf, customer, hasEnded, isWrong, own, posts, rosaHasSwitchedItOn, staff } from "./steps";

const NOT_SIGNED_IN = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.";

async function isAtTheDoor(person: Person) {
  await person.opens("/admin/customers");
  await expect(person.page.getByRole("heading", { name: "Welcome, please sign in" })).toBeVisible();
  await expect(person.page.getByRole("navigation", { name: "Menu" })).toHaveCount(0);
}

test("who signs in with a wrong password learns nothing, and with the right one gets to the page asked for", async ({ person: rosa }) => {
  await isAtTheDoor(rosa);
  for (const name of ["rosa", "nobody"]) {
    await rosa.page.getByLabel("User Name").fill(name);
    await rosa.page.getByLabel("Password").fill("not the password");
    expect(await posts(rosa.page, "Sign in"), name).toBe(422);
    await isWrong(rosa.page.getByLabel("Password"), NOT_SIGNED_IN);
    await expect(rosa.page.getByLabel("User Name")).toHaveValue(name);
    await expect(rosa.page.getByLabel("Password")).toHaveValue("");
  }
  await rosa.page.getByLabel("User Name").fill("rosa");
  await rosa.page.getByLabel("Password").fill(PASSWORD);
  expect(await posts(rosa.page, "Sign in")).toBe(303);
  await expect(rosa.page).toHaveURL(`${rosa.shop.url}/admin/customers`);
  await expect(own(rosa)).toHaveText("Rosa Marin");
});

test("who is deactivated is signed out at once, with his visit, and does not get in again", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const theo = await staff(await another(), "theo");
  const visit = await theo.logsInAs("ada");
  await rosa.opens("/admin/users");
  await rosa.page.getByRole("link", { name: "theo" }).click();
  await rosa.page.getByLabel("This account is active").uncheck();
  await rosa.page.getByLabel("Your Password").fill(PASSWORD);
  expect(await posts(rosa.page, "Save User")).toBe(303);
  await expect(rosa.page.getByRole("row", { name: /theo/ })).toContainText("Inactive");
  await isAtTheDoor(theo);
  await hasEnded(visit, "Your user account was deactivated.");
  await theo.signsInAsStaff("theo");
  await isWrong(theo.page.getByLabel("Password"), NOT_SIGNED_IN);
});

test("customers are searched and sorted", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/customers");
  const names = rosa.page.getByRole("rowheader");
  const [name, email] = ["Name", "Email"].map((label) => rosa.page.getByRole("columnheader", { name: label }));
  await expect(names).toHaveCount(12);
  await expect(rosa.page.getByText("12 records")).toBeVisible();
  await expect(rosa.page.getByRole("link", { name: "Reset" })).toHaveCount(0);
  await email.getByRole("link").click();
  await expect(email).toHaveAttribute("aria-sort", "ascending");
  await expect(names.first()).toHaveText("Ada Brandt");
  await email.getByRole("link").click();
  await expect(email).toHaveAttribute("aria-sort", "descending");
  await expect(names).toHaveText(["Leo Moretti", "Katya Lorenz", "Jonas Keller", "Ines Jordan", "Hugo Iversen", "Greta Holm", "Felix Gruber", "Elif Faruk", "David Eriksen", "Clara Dumont", "Ben Castell", "Ada Brandt"]);
  await expect(name).not.toHaveAttribute("aria-sort");

  const search = rosa.page.getByRole("searchbox", { name: "Search by name or e-mail" });
  const button = rosa.page.getByRole("button", { name: "Search" });
  await search.fill("du CLA");
  await button.click();
  await expect(names).toHaveText(["Clara Dumont"]);
  await expect(email).toHaveAttribute("aria-sort", "descending");
  await search.fill("felix@example.com");
  await button.click();
  await expect(names).toHaveText(["Felix Gruber"]);
  await expect.soft(rosa.page.locator(".count"), "what was found is counted").toHaveText("1 record");
  await search.fill("zzz");
  await button.click();
  await expect(rosa.page.getByText("We couldn't find any records.")).toBeVisible();
  await rosa.page.getByRole("link", { name: "Reset" }).click();
  await expect(names).toHaveCount(12);
  await expect(search).toHaveValue("");
});

test("a customer is saved whole or not at all", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opensCustomer("ben");
  const [first, email] = ["First Name", "Email"].map((label) => rosa.page.getByLabel(label));
  for (const [typed, why] of [["ben at example", "Please enter a valid e-mail address, for example name@example.com."], ["ada@example.com", "This is taken already. Please choose another."]]) {
    await first.fill("Benjamin");
    await email.fill(typed);
    expect(await posts(rosa.page, "Save Customer"), typed).toBe(422);
    await isWrong(email, why);
    await expect(email).toHaveValue(typed);
    await expect(first).toHaveValue("Benjamin");
    await expect(rosa.page.getByRole("heading", { name: "Ben Castell" })).toBeVisible();
  }
  await rosa.opensCustomer("ben");
  await expect(first).toHaveValue("Ben");
  await email.fill("benno@example.com");
  expect(await posts(rosa.page, "Save Customer")).toBe(303);
  await expect(rosa.page.getByText("You saved the customer.")).toBeVisible();
  await expect(email).toHaveValue("benno@example.com");
});

test("an unknown customer and an address that cannot be one look the same", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  const seen = new Set<string>();
  const main = rosa.page.getByRole("main");
  for (const id of ["0198c0de-0000-7000-8000-000000000000", "nonsense", "1", "..%2f..%2fadmin", "customer:ben"]) {
    expect((await rosa.opens(`/admin/customers/${id}`))?.status(), id).toBe(404);
    await expect(main.getByRole("heading", { name: "Page not found" }), id).toBeVisible();
    seen.add((await main.innerHTML()).replace(await main.locator("code").innerText(), ""));
  }
  expect([...seen]).toHaveLength(1);
});

test("the back office speaks German", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/customers");
  await own(rosa).click();
  await rosa.page.getByRole("button", { name: "Deutsch" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Kunden");
  await expect(rosa.page).toHaveURL(`${rosa.shop.url}/admin/customers`);
  await expect(rosa.page.locator("html")).toHaveAttribute("lang", "de");
  await rosa.page.getByRole("link", { name: "Konfiguration" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Konfiguration");
  await expect(rosa.page.getByRole("navigation", { name: "Menü" }).getByRole("link")).toHaveText(["Bestellungen", "Rechnungen", "Lieferungen", "Gutschriften", "Produkte", "Kategorien", "Alle Kunden", "Kundengruppen", "Katalogpreisregel", "Produkt", "Alle Shops", "Konfiguration", "Cache-Verwaltung", "Postausgang", "Import", "Export", "Importverlauf", "Alle Benutzer", "Gesperrte Benutzer", "Benutzerrollen", "Bericht", "Archiv"]);
  await own(rosa).click();
  await rosa.page.getByRole("button", { name: "English" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toHaveText("Configuration");
});

test("a session in which nothing happens times out after a quarter of an hour", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  await shop.advance(14);
  await rosa.opens("/admin/customers");
  await expect(own(rosa)).toHaveText("Rosa Marin");
  await shop.advance(16);
  await isAtTheDoor(rosa);
});

test("a customer who is deactivated is out, and so is the visit", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const address = await addressOf(rosa, "ada");
  const ada = await another();
  await customer(ada, "ada");
  await ada.opens("/customer/account");
  await expect(ada.page.getByText("Welcome, Ada Brandt!")).toBeVisible();
  const visit = await rosa.logsInAs("ada");
  await rosa.opens(address);
  await rosa.page.getByLabel("Account is active").uncheck();
  expect(await posts(rosa.page, "Save Customer")).toBe(303);
  await hasEnded(visit, "The customer's account was deactivated.");
  await ada.opens("/customer/account");
  await expect(ada.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
  await ada.signsInAsCustomer("ada");
  await isWrong(ada.page.getByLabel("Password"), NOT_SIGNED_IN);
});
