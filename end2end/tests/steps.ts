// Steps and checks that several specs take.
import { type BrowserContext, type Locator, type Page, expect } from "@playwright/test";
import type { Person } from "./shop";

/** Rosa, who holds all rights, in a shop that has Login as Customer switched on. */
export async function rosaHasSwitchedItOn(rosa: Person) {
  await rosa.shop.switchesTheFeature(true);
  await rosa.hasSignedIn("staff", "rosa");
}

/** Somebody of the staff, signed in. */
export async function staff(person: Person, name: string): Promise<Person> {
  await person.hasSignedIn("staff", name);
  return person;
}

/** The button in the header of the back office that opens what is one's own: it says who is signed in. */
export function own(person: Person): Locator {
  return person.page.locator("[popovertarget=account]");
}

/** Signs out of the back office. */
export async function signsOut(person: Person) {
  await own(person).click();
  await person.page.getByRole("button", { name: "Sign Out" }).click();
}

/** A customer, signed in to his own account. */
export async function customer(person: Person, name: string): Promise<Person> {
  await person.hasSignedIn("customer", name);
  return person;
}

/** Presses a button that posts its form, or saves it by a call, and gives the status of the answer. */
export async function posts(page: Page, button: string | RegExp): Promise<number> {
  // What is asked beforehand is not what is saved.
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && !/\/(affects|find)$/.test(response.url()));
  await page.getByRole("button", { name: button, exact: typeof button === "string" }).first().click();
  return (await answer).status();
}

/** Saves a form that saves by a call, or without scripts is posted; and gives how that was answered. */
export async function saves(person: Person, button: string): Promise<"saved" | "wrong" | "changed meanwhile" | number> {
  const status = await posts(person.page, button);
  if (status === 200 || status === 303) return "saved";
  return status === 422 ? "wrong" : status === 409 ? "changed meanwhile" : status;
}

/** A right that several rights are called like. */
export const SEE_CUSTOMERS = "Customer::manage";

/** A right in the role's tree, by its code. */
export function right(person: Person, code: string): Locator {
  return person.page.locator(`.tree input[value="${code}"]`);
}

/** A node of the role's tree, by its name: the box that is seen and clicked. */
export function node(person: Person, name: string): Locator {
  return person.page.locator(".tree input").and(person.page.getByLabel(name, { exact: true }));
}

/** The field is marked as wrong, and the words at it say why. */
export async function isWrong(field: Locator, why: string) {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await says(field, why);
}

/** The words that belong to the field. */
export async function says(field: Locator, words: string) {
  await expect(field).toHaveAccessibleDescription(new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
}

/** The visit is over: its next request shows the page that says so, and why. */
export async function hasEnded(visit: Person, why: string, next = "/checkout/cart") {
  await visit.opens(next);
  await expect(visit.page).toHaveURL(/\/assistance\/ended$/);
  await expect(visit.page.getByRole("heading", { name: "The session has ended" })).toBeVisible();
  await expect(visit.page.getByText(why, { exact: true })).toBeVisible();
  await expect(visit.banner()).toHaveCount(0);
}

/** The address of a customer's page. */
export async function addressOf(rosa: Person, name: string): Promise<string> {
  await rosa.opensCustomer(name);
  await expect(rosa.page.getByRole("heading", { name: "Customer Information" })).toBeVisible();
  return new URL(rosa.page.url()).pathname;
}

/** Allows remote shopping assistance or withdraws it, on a page of the account: by the switch, without scripts by the form. */
export async function allows(customer: Person, wish: boolean, label = "Allow remote shopping assistance") {
  if (!customer.scripts) {
    await customer.page.getByRole("checkbox", { name: label, exact: true }).setChecked(wish);
    await customer.page.getByRole("button", { name: "Save Preference" }).click();
  } else if ((await isAllowed(customer, label)) !== wish) {
    await customer.page.getByRole("switch", { name: label, exact: true }).click();
  }
  await expect(customer.page.getByText(wish ? "You allowed remote shopping assistance." : "You no longer allow remote shopping assistance.")).toBeVisible();
}

/** Whether a page of the account says that it is allowed. */
export async function isAllowed(customer: Person, label = "Allow remote shopping assistance"): Promise<boolean> {
  if (!customer.scripts) return customer.page.getByRole("checkbox", { name: label, exact: true }).isChecked();
  return (await customer.page.getByRole("switch", { name: label, exact: true }).getAttribute("aria-checked")) === "true";
}

/** The browser keeps and sends no cookie of a site within another's page, as most do by now. */
export async function refusesThirdPartyCookies(context: BrowserContext) {
  const refuses = async (page: Page) => {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCookieControls", { enableThirdPartyCookieRestriction: true, disableThirdPartyCookieMetadata: true, disableThirdPartyCookieHeuristics: true });
  };
  context.on("page", (page) => void refuses(page).catch(() => {}));
  await Promise.all(context.pages().map(refuses));
}

/** Whether a page of one host can keep a cookie within a page of another: what is refused is not only believed to be. */
export async function keepsThirdPartyCookies(context: BrowserContext): Promise<boolean> {
  const [page] = context.pages();
  await context.route(/^http:\/\/(outer|inner)\.localhost\//, (route) => {
    const body = route.request().url().includes("inner") ? "inner" : "<iframe src='http://inner.localhost/'></iframe>";
    return route.fulfill({ contentType: "text/html", body });
  });
  await page!.goto("http://outer.localhost/");
  await expect(page!.frameLocator("iframe").getByText("inner")).toBeVisible();
  const inner = page!.frames().find((frame) => frame.url().includes("inner"));
  return (await inner!.evaluate(() => { document.cookie = "third=1; SameSite=None; Secure"; return document.cookie; })) !== "";
}

/** Puts a product into the cart. */
export async function buys(person: Person, slug: string, quantity = 1) {
  await person.opens(`/product/${slug}`);
  await person.page.getByLabel("Quantity").fill(String(quantity));
  await person.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(person.page.getByRole("status")).toContainText("to your shopping cart");
}

/** Types an address in Berlin into the checkout, and orders what is in the cart. Gives the number of the order. */
export async function orders(person: Person): Promise<string> {
  const { page } = person;
  await person.opens("/checkout/cart");
  await page.getByRole("link", { name: "Proceed to Checkout" }).click();
  const email = page.getByLabel("Email");
  await page.getByLabel("First Name", { exact: false }).first().waitFor();
  if (await email.isVisible()) await email.fill("gina@example.com");
  for (const [field, value] of [["First Name", "Gina"], ["Last Name", "Lollo"], ["Phone Number", "030 1234567"], ["Street Address", "Kai 1"], ["City", "Berlin"], ["Zip/Postal Code", "10115"]] as const) await page.getByLabel(field, { exact: false }).first().fill(value);
  await page.getByLabel("Country").first().selectOption("Germany");
  // With scripts it is told what it costs as soon as the country is known.
  if (!person.scripts) await page.getByRole("button", { name: "Review Order" }).click();
  await page.getByRole("button", { name: "Place Order" }).click();
  await expect(page.getByRole("heading", { name: "Thank you for your purchase!" })).toBeVisible();
  return /number is: (\d+)/.exec((await page.getByRole("main").innerText()).replace(/\s+/g, " "))?.[1] ?? "";
}

/** Keeps an address in a customer's address book. */
export async function keepsAnAddress(person: Person, street: string, city: string) {
  const { page } = person;
  await person.opens("/customer/address/new");
  for (const [field, value] of [["Phone Number", "030 1234567"], ["Street Address", street], ["City", city], ["Zip/Postal Code", "10115"]] as const) await page.getByRole("main").getByLabel(field).first().fill(value);
  await page.getByLabel("Country").selectOption("Germany");
  await page.getByRole("button", { name: "Save Address" }).click();
  await expect(page.getByText("You saved the address.")).toBeVisible();
}

/** Has ordered something, and keeps two addresses. */
export async function hasAnAccountInUse(ada: Person) {
  await buys(ada, "harbour-mug");
  await orders(ada);
  await keepsAnAddress(ada, "Hafenstr. 1", "Berlin");
  await keepsAnAddress(ada, "Kai 2", "Hamburg");
}

/** Makes a price rule and an attribute, and chooses a product that is to be disabled. Gives the address at which that is asked. */
export async function hasACatalogInUse(rosa: Person): Promise<string> {
  const { page } = rosa;
  await rosa.opens("/admin/catalog-price-rules/new");
  await page.getByLabel(/^Rule Name/).fill("Winter Sale");
  await page.getByRole("group", { name: "Websites" }).getByLabel("Main Website").check();
  await page.getByRole("group", { name: "Customer Groups" }).getByLabel("NOT LOGGED IN").check();
  await page.getByLabel(/^Apply/).selectOption("Apply as percentage of original");
  await page.getByLabel(/^Discount Amount/).fill("10");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("You saved the rule.")).toBeVisible();
  await rosa.opens("/admin/product-attributes/new");
  await page.getByLabel(/^Attribute Code/).fill("care");
  await page.getByLabel(/^Default Label/).fill("Care");
  await page.getByRole("button", { name: "Save Attribute" }).click();
  await expect(page.getByText("You saved the product attribute.")).toBeVisible();
  await rosa.opens("/admin/catalog/products?q=timer");
  await page.getByLabel("Select Soft Egg Timer").check();
  await page.getByRole("button", { name: "Disable", exact: true }).click();
  await page.waitForURL("**/admin/catalog/products/mass?*");
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** A visit, a mail, and a file that was brought, are there to be looked at. Gives the address of the file. */
export async function hasABackOfficeInUse(rosa: Person, guest: Person): Promise<string> {
  await rosa.logsInAs("ada");
  await guest.opens("/customer/account/forgotpassword");
  await guest.page.getByRole("main").getByLabel("Email").fill("ada@example.com");
  await guest.page.getByRole("main").getByRole("button").click();
  await expect(guest.page.getByText("ada@example.com")).toBeVisible();
  await rosa.opens("/admin/system/import");
  await rosa.page.getByLabel("Entity Type").selectOption({ label: "Customers and Addresses (single file)" });
  const buffer = Buffer.from("email,_website,firstname,lastname\r\ngrace@import.example,base,Grace,Hopper");
  await rosa.page.getByLabel("Select File to Import").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  await rosa.page.getByRole("button", { name: "Check Data" }).click();
  await rosa.page.waitForURL(/\/admin\/system\/import\/.+/);
  return new URL(rosa.page.url()).pathname;
}

/** Opens an address whose scripts wait; what is given back wakes them. */
export async function opensAsleep(person: Person, path: string): Promise<() => Promise<void>> {
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
export async function translates(person: Person) {
  await person.page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement?.closest("[translate=no], script, style, textarea")) continue;
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(text);
    }
  });
}

/** Opens an address that a browser translates before its islands wake. */
export async function opensTranslated(person: Person, path: string) {
  const wake = await opensAsleep(person, path);
  await translates(person);
  await wake();
}

/** The browser belongs to nobody: no banner, no account. */
export async function isGuest(person: Person) {
  await person.opens("/");
  await expect(person.page).toHaveURL(person.shop.url + "/");
  await expect(person.page.getByRole("navigation", { name: "My Account" }).getByRole("link")).toHaveText(["Sign In", "Create an Account"]);
  await expect(person.banner()).toHaveCount(0);
}

/** The cart of whoever is at the browser holds nothing. */
export async function hasEmptyCart(person: Person) {
  await person.opens("/checkout/cart");
  await expect(person.page.getByText("You have no items in your shopping cart.")).toBeVisible();
}

/** Presses one of the acts at the head of a page; on a phone most of them open with "More actions". */
export async function begins(rosa: Person, act: string, role: "link" | "button" = "link") {
  const main = rosa.page.getByRole("main");
  const what = main.getByRole(role, { name: act, exact: true });
  // Whoever came by a link may not be there yet, and what has no styles yet looks folded away.
  await expect(async () => {
    if (!(await what.isVisible())) await main.locator("details.more > summary").first().click({ timeout: 1_000 });
    await expect(what).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await what.click();
}

/** Opens what a list can be narrowed by; where there is room it stands open beside it. */
export async function opensFilters(guest: Person) {
  const panel = guest.page.locator(".filter-panel");
  const show = panel.getByRole("button", { name: "Show", exact: true });
  // Whoever came by a link may be at a page that has no styles yet: what is folded, and what stands open, is not known before.
  await expect(async () => {
    if (!(await show.isVisible())) await panel.locator("> summary").click({ timeout: 1_000 });
    await expect(show).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Waits until a page that says how far something is says this, or has it: it looks again by itself, and without scripts somebody has to. */
export async function waitsFor(person: Person, what: string | Locator) {
  const timeout = person.scripts ? 1_500 : 100;
  await expect(async () => {
    if (!person.scripts) await person.page.reload();
    if (typeof what === "string") await expect(person.page.getByRole("main")).toContainText(what, { timeout });
    else await expect(what).toBeVisible({ timeout });
  }).toPass({ timeout: 40_000, intervals: [250] });
}

/** Opens the order in the back office. */
export async function opensOrder(rosa: Person, number: string) {
  await rosa.opens(`/admin/sales/orders?q=${number}`);
  await rosa.page.getByRole("rowheader").getByRole("link", { name: number }).click();
  await expect(rosa.page.getByRole("heading", { name: `Order # ${number}` })).toBeVisible();
  await rosa.alive();
}
