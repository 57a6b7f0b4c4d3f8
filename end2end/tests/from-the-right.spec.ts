// Nobody speaks a language here yet that is written from right to left, and the way to one stays open: the main ways of a shopper and of staff
// are gone on a phone with each page turned. What is pressed stands in sight, and nothing lies over it.
import { type Person, expect, test } from "./shop";
import { begins, orders } from "./steps";

test.use({ viewport: { width: 375, height: 800 } });

/** Turns each page that somebody opens, in every tab of his. */
async function turns(person: Person) {
  await person.page.context().addInitScript(() => document.addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl")));
}

/** The page is turned, and nothing of it lies outside. */
async function fits(person: Person) {
  await person.alive();
  const { dir, outside } = await person.page.evaluate(() => {
    const root = document.documentElement;
    const isOut = (e: Element) => e.checkVisibility() && (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > root.clientWidth + 1);
    const out = root.scrollWidth > root.clientWidth ? [...document.body.querySelectorAll("*")].filter(isOut) : [];
    return { dir: root.dir, outside: out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)) };
  });
  expect(dir, person.page.url()).toBe("rtl");
  expect(outside, person.page.url()).toEqual([]);
}

test("from right to left somebody finds what he wants, buys it, and looks at his order", async ({ person: guest }) => {
  const { page } = guest;
  const heading = page.getByRole("heading", { level: 1 });
  await turns(guest);
  await guest.opens("/category/kitchen");
  await fits(guest);
  await page.getByRole("link", { name: "Harbour Mug" }).first().click();
  await guest.alive();
  await page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(page.getByText("You added Harbour Mug")).toBeInViewport();
  await fits(guest);
  await guest.opens("/checkout/cart");
  await fits(guest);
  await page.getByRole("link", { name: "Proceed to Checkout" }).click();
  await expect(heading).toBeInViewport();
  await fits(guest);
  const number = await orders(guest);
  await expect(heading).toBeInViewport();
  await fits(guest);
  await guest.opens("/sales/guest/form");
  const asked = [["order_number", number], ["last_name", "Lollo"], ["email", "gina@example.com"]] as const;
  for (const [field, value] of asked) await page.locator(`#${field}`).fill(value);
  await fits(guest);
  await page.getByRole("main").getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Order # ${number}` })).toBeInViewport();
  await expect(page.getByRole("main")).toContainText("Harbour Mug");
  await fits(guest);
});

test("from right to left a staff member signs in, finds a customer, is in her account, and leaves it", async ({ person: rosa, shop }) => {
  await shop.switchesTheFeature(true);
  const { page } = rosa;
  await turns(rosa);
  await rosa.opens("/admin/login");
  await fits(rosa);
  await rosa.signsInAsStaff("rosa");
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeInViewport();
  await fits(rosa);
  await page.locator("[popovertarget=menu]").click();
  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "All Customers" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeInViewport();
  await fits(rosa);
  await rosa.opensCustomer("ada");
  await fits(rosa);
  await begins(rosa, "Login as Customer");
  await expect(page.getByRole("dialog")).toBeInViewport();
  await fits(rosa);
  const visit = await rosa.confirmsTheLogin();
  await expect(visit.banner()).toBeInViewport();
  await expect(visit.banner()).toContainText("You are connected as Ada Brandt");
  await fits(visit);
  await visit.opens("/checkout/cart");
  await expect(visit.banner()).toBeInViewport();
  await fits(visit);
  await visit.banner().getByRole("button", { name: "Close Session" }).click();
  await expect(visit.page.getByText("You closed the session.")).toBeVisible();
  await fits(visit);
});
