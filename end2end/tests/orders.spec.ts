// Buying, and what staff make of an order.
import { type Person, everywhere, expect, test } from "./shop";
import { begins, customer, hasEmptyCart, opensOrder, orders, rosaHasSwitchedItOn, staff } from "./steps";

const ORDERS = "/admin/sales/orders";

async function puts(person: Person, product: string) {
  await person.opens(`/product/${product}`);
  await person.page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(person.page.getByRole("status")).toContainText("to your shopping cart");
}

test("a guest buys, a reload orders nothing again, and no button leads into an account that he does not have", everywhere, async ({ person: guest, another }) => {
  await puts(guest, "harbour-mug");
  const number = await orders(guest);
  expect(number).not.toBe("");
  await guest.page.reload();
  await expect(guest.page.getByText(number)).toBeVisible();
  // A tab of the checkout that is opened once more has nothing to buy: it shows what was ordered.
  const tab = await guest.inAnotherTab();
  await tab.opens("/checkout");
  await expect(tab.page.getByRole("heading", { name: "Thank you for your purchase!" })).toBeVisible();
  await expect(tab.page.getByText(number)).toBeVisible();
  await hasEmptyCart(guest);
  const rosa = await another();
  await rosaHasSwitchedItOn(rosa);
  await opensOrder(rosa, number);
  await expect(rosa.page.getByRole("link", { name: "Login as Customer", exact: true })).toHaveCount(0);
});

// It was a step that the browser asked to send again, and what had been typed since was gone.
test("whoever leaves a checkout that was to be corrected, and comes back, finds what was typed", async ({ person: guest }) => {
  const { page } = guest;
  await puts(guest, "harbour-mug");
  await guest.opens("/checkout");
  await page.getByLabel("First Name").first().fill("Gina");
  await page.getByRole("button", { name: "Review Order" }).click();
  await expect(page.getByText("This is a required field.").first()).toBeVisible();
  await guest.alive();
  await page.getByLabel("City").first().fill("Berlin");
  await page.getByLabel("Country").first().selectOption("Germany");
  await page.getByRole("link", { name: "Edit shopping cart" }).click();
  await expect(page.getByRole("heading", { name: "Shopping Cart" })).toBeVisible();
  await page.goBack();
  await guest.alive();
  for (const [field, value] of [["First Name", "Gina"], ["City", "Berlin"], ["Country", "DE"]]) await expect(page.getByLabel(field).first()).toHaveValue(value);
  await expect(page.getByRole("button", { name: "Place Order" })).toBeVisible();
});

test("an order placed in a visit goes through its documents, and the button is on each of them", everywhere, async ({ person: rosa, another }) => {
  test.setTimeout(90_000);
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await puts(visit, "harbour-mug");
  const number = await orders(visit);
  await visit.opens("/sales/order/history");
  await visit.page.getByRole("link", { name: number, exact: true }).click();
  await expect(visit.page.getByText("Order Placed by Store Administrator")).toBeVisible();
  await expect(visit.page.getByText("using Login as Customer")).toHaveCount(0);

  await opensOrder(rosa, number);
  await expect(rosa.page.getByText("Order Placed by Rosa Marin using Login as Customer")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  const button = rosa.page.getByRole("link", { name: "Login as Customer", exact: true });
  await expect(button).toBeVisible();
  for (const [act, submit, title] of [["Invoice", "Submit Invoice", /^Invoice #/], ["Ship", "Submit Shipment", /^Shipment #/], ["Credit Memo", "Refund Offline", /^Credit Memo #/]] as const) {
    await opensOrder(rosa, number);
    await begins(rosa, act);
    await expect(rosa.page.getByRole("button", { name: submit })).toBeVisible();
    await rosa.canBeUsedByEverybody();
    await rosa.page.getByRole("button", { name: submit }).click();
    await expect(rosa.page.getByRole("heading", { name: title })).toBeVisible();
    await rosa.alive();
    await expect(button).toBeVisible();
    await rosa.canBeUsedByEverybody();
  }
  await button.click();
  await expect(rosa.page.getByRole("heading", { name: "You are about to Login as Customer" })).toBeVisible();
  await visit.page.reload();
  for (const part of ["Invoices", "Order Shipments", "Refunds"]) await expect(visit.page.getByRole("heading", { name: part })).toBeVisible();

  // Of a customer who has not consented the button says so.
  const ben = await customer(await another(), "ben");
  await puts(ben, "harbour-mug");
  await opensOrder(rosa, await orders(ben));
  await button.click();
  await expect(rosa.page.getByRole("heading", { name: "Login as Customer not enabled" })).toBeVisible();
});

test("an order placed in a visit says so to its customer and in his mail, and to staff by whom, who find it by that", everywhere, async ({ person: rosa, another }) => {
  const [said, by] = ["Order Placed by Store Administrator", "Order Placed by Rosa Marin using Login as Customer"];
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  await puts(visit, "harbour-mug");
  const number = await orders(visit);

  const ada = await customer(await another(), "ada");
  await ada.opens("/sales/order/history");
  await ada.page.getByRole("link", { name: number, exact: true }).click();
  await expect(ada.page.getByText(said)).toBeVisible();
  await expect(ada.page.getByText("using Login as Customer")).toHaveCount(0);

  // As it went: without a mail server it is a file.
  await expect.poll(async () => {
    await rosa.opens(`/admin/system/mail?status=kept&q=${number}`);
    return rosa.page.getByRole("rowheader").count();
  }).toBe(1);
  await rosa.page.getByRole("rowheader").getByRole("link").click();
  const letters = [rosa.page.frameLocator("iframe").locator("body"), rosa.page.locator("pre")];
  for (const letter of letters) {
    await expect(letter).toContainText(said);
    await expect(letter).not.toContainText("Rosa");
  }

  await opensOrder(rosa, number);
  for (const text of [said, by]) await expect(rosa.page.getByText(text).first()).toBeVisible();
  for (const [helped, found] of [[1, 1], [0, 0]]) {
    await rosa.opens(`${ORDERS}?helped=${helped}&q=${number}`);
    await expect(rosa.page.getByRole("rowheader")).toHaveCount(found!);
  }
});

test("what is noted on an invoice for its customer stands on the page of his order, and what is for staff does not", everywhere, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const ada = await customer(await another(), "ada");
  await puts(ada, "harbour-mug");
  const number = await orders(ada);
  await opensOrder(rosa, number);
  await expect(rosa.page.getByText("Pending · Customer Notified")).toBeVisible();
  await begins(rosa, "Invoice");
  await rosa.page.getByRole("button", { name: "Submit Invoice" }).click();
  await expect(rosa.page.getByRole("heading", { name: /^Invoice #/ })).toBeVisible();
  for (const [text, isForHim] of [["Paid by hand.", false], ["Thank you for the payment.", true]] as const) {
    await rosa.alive();
    await rosa.page.getByLabel("Comment", { exact: false }).first().fill(text);
    if (isForHim) await rosa.page.getByLabel("Visible on Storefront").check();
    await rosa.page.getByRole("button", { name: "Submit Comment" }).click();
    await expect(rosa.page.getByRole("main").getByText(text)).toBeVisible();
    await rosa.canBeUsedByEverybody();
  }
  await ada.opens("/sales/order/history");
  await ada.page.getByRole("link", { name: number, exact: true }).click();
  await expect(ada.page.getByRole("heading", { name: "About Your Invoice" })).toBeVisible();
  await expect(ada.page.getByText("Thank you for the payment.")).toBeVisible();
  await expect(ada.page.getByText("Paid by hand.")).toHaveCount(0);
  await ada.canBeUsedByEverybody();
});

test("the checkout says how far it is filled in", everywhere, async ({ person: guest }) => {
  const { page } = guest;
  await puts(guest, "harbour-mug");
  await guest.opens("/checkout");
  const next = page.getByRole("list", { name: "Steps" }).locator("[aria-current=step]");
  await expect(next).toHaveText(/^Shipping Address/);
  for (const [field, value] of [["Email", "gina@example.com"], ["First Name", "Gina"], ["Last Name", "Lollo"], ["Phone Number", "030 1234567"], ["Street Address", "Kai 1"], ["City", "Berlin"], ["Zip/Postal Code", "10115"]] as const) await page.getByLabel(field, { exact: false }).first().fill(value);
  await page.getByLabel("Country").first().selectOption("Germany");
  if (!guest.scripts) await page.getByRole("button", { name: "Review Order" }).click();
  await expect(next).toHaveText(/^Place Order/);
  await guest.canBeUsedByEverybody();
});

test("a known address is offered, another one is typed only where it is chosen", everywhere, async ({ person }) => {
  const ada = await customer(person, "ada");
  await puts(ada, "harbour-mug");
  await orders(ada);
  await ada.opens("/customer/address/new");
  for (const [field, value] of [["Phone Number", "030 7654321"], ["Street Address", "Am Hafen 9"], ["City", "Berlin"], ["Zip/Postal Code", "10115"]]) await ada.page.getByLabel(field, { exact: false }).first().fill(value);
  await ada.page.getByLabel("Country").selectOption("Germany");
  await ada.page.getByRole("button", { name: "Save Address" }).click();
  await puts(ada, "harbour-mug");
  await ada.opens("/checkout");
  const typed = ada.page.getByLabel("City").first();
  await expect(typed).toBeHidden();
  await ada.page.getByRole("radio", { name: "Add New Address" }).first().check();
  await expect(typed).toBeVisible();
  await ada.page.getByRole("radio", { name: /Am Hafen 9/ }).first().check();
  await expect(typed).toBeHidden();
  await ada.canBeUsedByEverybody();
  await ada.page.getByRole("button", { name: "Place Order" }).click();
  await expect(ada.page.getByRole("heading", { name: "Thank you for your purchase!" })).toBeVisible();
});

test("Reorder pressed twice is in the cart once, and again when it is pressed later", everywhere, async ({ person }) => {
  const ada = await customer(person, "ada");
  const { page } = ada;
  const pieces = page.getByLabel("Quantity of Harbour Mug", { exact: true });
  await puts(ada, "harbour-mug");
  await ada.opens("/checkout/cart");
  const ordered = Number(await pieces.inputValue());
  await orders(ada);
  const again = page.getByRole("button", { name: /^Reorder/ }).first();
  await ada.opens("/sales/order/history");
  await again.dblclick();
  await expect(page.getByRole("heading", { name: "Shopping Cart" })).toBeVisible();
  await expect(pieces).toHaveValue(String(ordered));
  await ada.opens("/sales/order/history");
  await again.click();
  await expect(pieces).toHaveValue(String(2 * ordered));
});

test("staff without the right to orders see none", async ({ person }) => {
  const kim = await staff(person, "kim");
  for (const path of [ORDERS, "/admin/sales/invoices", "/admin/sales/shipments", "/admin/sales/creditmemos"]) expect((await kim.opens(path))?.status(), path).toBe(403);
});

test("a shipment gets a parcel's number later, loses it again, and is printed without the menu", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const guest = await another();
  await puts(guest, "harbour-mug");
  await opensOrder(rosa, await orders(guest));
  await begins(rosa, "Ship");
  await rosa.page.getByRole("button", { name: "Submit Shipment" }).click();
  const parcels = rosa.page.locator("#tracks");
  await expect(parcels.getByText("There is no tracking available for this shipment.")).toBeVisible();
  await parcels.getByLabel("Carrier").fill("GLS");
  await parcels.getByRole("button", { name: "Add Tracking Number" }).click();
  await expect(parcels.getByLabel("Carrier")).toHaveValue("GLS");
  await parcels.getByLabel("Tracking Number", { exact: false }).last().fill("Z 77");
  await parcels.getByRole("button", { name: "Add Tracking Number" }).click();
  await expect(parcels.getByRole("cell", { name: "Z 77", exact: true })).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("link", { name: "Print", exact: true }).click();
  await expect(rosa.page.getByText("Z 77")).toBeVisible();
  await rosa.page.emulateMedia({ media: "print" });
  await expect(rosa.page.locator("nav.side")).toBeHidden();
  await expect(rosa.page.getByRole("heading", { name: /^Shipment #/ })).toBeVisible();
  // A sheet of A4, in points.
  const sheet = /\/MediaBox\s*\[\s*0 0 (\d+)[.\d]* (\d+)/.exec((await rosa.page.pdf({ preferCSSPageSize: true })).toString("latin1"));
  expect([594, 595]).toContain(Number(sheet?.[1]));
  expect([841, 842]).toContain(Number(sheet?.[2]));
  await rosa.page.emulateMedia({ media: "screen" });
  await rosa.page.getByRole("main").getByRole("link", { name: "Back", exact: true }).click();
  await parcels.getByRole("button", { name: "Delete tracking number Z 77" }).click();
  await expect(parcels.getByText("There is no tracking available for this shipment.")).toBeVisible();
});

test("from an invoice its reader comes to whoever bought, as from the order", { tag: "@both" }, async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens("/admin/sales/invoices");
  await rosa.page.locator("tbody th a").first().click();
  await rosa.page.waitForURL(/invoices\/[0-9a-f]{32}$/);
  const invoice = new URL(rosa.page.url()).pathname;
  const buyer = rosa.page.locator(".facts a[href^='/admin/customers/']");
  await rosa.page.locator(".facts a[href^='/admin/sales/orders/']").click();
  const account = await buyer.getAttribute("href");
  await rosa.opens(invoice);
  await expect(buyer).toHaveAttribute("href", account!);
});
