// Every page of the table of endpoints, as whoever may reach it, looked at in every way. A row that is added tomorrow is walked as well: it
// only needs a page that leads to it.
import { look, looksRight } from "./looks";
import { type Person, expect, test } from "./shop";
import { buys, customer, hasABackOfficeInUse, hasACatalogInUse, hasAnAccountInUse, opensTranslated, orders, rosaHasSwitchedItOn, signsOut } from "./steps";
import { type Row, Table } from "./table";

/** What is not met here, and why. */
const ELSEWHERE = new Map([
  ["/robots.txt", "for robots"],
  ["/sitemap.xml", "for robots"],
  ["/sitemap/{part}", "for robots"],
  ["/customer/account/createpassword", "a letter leads there: confirm.spec looks at it"],
  ["/customer/account/confirm", "a letter leads there: confirm.spec looks at it"],
  ["/admin/password", "an invitation leads there: people.spec looks at it"],
  ["/admin/users/{id}/factor", "of who has a second factor: people.spec looks at it"],
  ["/assistance/begin", "leads from a store at another host to the back office and back"],
  ["/assistance/enter", "leads into a visit"],
  ["/assistance/ended", "shown once, when a visit has ended: below"],
  ["/checkout/onepage/success", "shown once, when something was ordered: below"],
  ["/admin/config", "leads to the first section"],
  ["/admin/customers/{id}/assistance", "leads to the customer"],
  ["/admin/login-as-customer/{start}", "leads into a visit"],
  ["/admin/action-logs/exports/{id}/file", "a file"],
  ["/admin/action-logs/archive/{day}/file", "a file"],
  ["/admin/system/import/samples/{entity}", "a file"],
  ["/admin/system/import/{id}/file", "a file"],
  ["/admin/system/import/{id}/report", "a file"],
  ["/admin/system/export/{id}/file", "a file"],
  ["/admin/system/mail/{id}/html", "a letter, as its reader gets it"],
]);

/** Opens each page of some rows, and tells what is wrong there, and which show nothing or are led to from nowhere. */
async function opensEach(person: Person, which: (row: Row) => boolean, prepare: (table: Table) => void = () => {}) {
  const [wrong, unseen]: [string[], string[]] = [[], []];
  const rows = (await person.shop.rows()).filter((row) => which(row) && !ELSEWHERE.has(row.path));
  expect(rows).not.toEqual([]);
  const table = new Table(person, rows);
  const woken = new Set<string>();
  prepare(table);
  for await (const [row, address] of table.walk()) {
    const answer = await person.opens(address);
    if (answer?.status() !== 200 || new URL(person.page.url()).pathname !== new URL(person.shop.url + address).pathname) {
      unseen.push(`${row}: ${answer?.status()} ${person.page.url()}`);
      continue;
    }
    await table.reads();
    await look(person, address, wrong);
    // Each kind of island wakes also where a browser has translated the page before; if it does not, it complains.
    const kinds = await person.page.evaluate(() => {
      const wake = document.querySelector("script[src$='-start.js']") ? [...document.querySelectorAll<HTMLElement>("leptos-island")] : [];
      return wake.map((island) => island.dataset.component!);
    });
    if (kinds.every((kind) => woken.has(kind))) continue;
    kinds.forEach((kind) => woken.add(kind));
    await opensTranslated(person, address);
  }
  expect({ wrong, unseen: [...unseen, ...table.missing()] }).toEqual({ wrong: [], unseen: [] });
}

test.beforeEach(() => test.setTimeout(300_000));

test("what is said of some pages is said of pages that there are", async ({ shop }) => {
  const paths = (await shop.rows()).map(({ path }) => path);
  expect([...ELSEWHERE.keys()].filter((path) => !paths.includes(path))).toEqual([]);
});

test("a guest can use every page that is open, and buy", async ({ person: guest, shop }) => {
  await shop.switchesTheFeature(true);
  await buys(guest, "harbour-mug");
  await opensEach(guest, (row) => row.who === "open");
  await orders(guest);
  await looksRight(guest);
});

test("a customer can use every page of the store", async ({ person: ada, shop }) => {
  await shop.switchesTheFeature(true);
  await customer(ada, "ada");
  await hasAnAccountInUse(ada);
  await buys(ada, "harbour-mug");
  await opensEach(ada, (row) => row.who === "customer" || row.who === "own");
});

test("in a visit every page can be used that is open to it, and the one that says that it has ended", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  await hasAnAccountInUse(await customer(await another(), "ada"));
  const visit = await rosa.logsInAs("ada");
  await buys(visit, "harbour-mug");
  await opensEach(visit, (row) => row.in_a_visit);
  await visit.opens("/customer/account/sessions");
  await expect(visit.page.getByRole("heading", { level: 1 })).toHaveText("Not while you are logged in as a customer");
  await looksRight(visit);
  await rosa.opens("/admin");
  await signsOut(rosa);
  await expect(rosa.page.getByText("You are signed out.")).toBeVisible();
  await visit.opens("/");
  await expect(visit.page.getByRole("heading", { name: "The session has ended" })).toBeVisible();
  await looksRight(visit);
});

/** What of the back office is walked beside each other, by how its addresses begin. */
const PARTS = { sales: /^\/admin\/sales/, catalog: /^\/admin\/(catalog|product-)/, customers: /^\/admin\/customer/, stores: /^\/admin\/(config|stores)/ };
const isStaffs = (part: RegExp) => (row: Row) => row.who === "staff" && part.test(row.path);

test("a staff member can use every page of sales", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await opensEach(rosa, isStaffs(PARTS.sales));
});

test("a staff member can use every page of the catalog", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  const asked = await hasACatalogInUse(rosa);
  await opensEach(rosa, isStaffs(PARTS.catalog), (table) => table.knows("/admin/catalog/products/mass", asked));
});

test("a staff member can use every page of the customers", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await opensEach(rosa, isStaffs(PARTS.customers));
});

test("a staff member can use every page of the stores and their configuration", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await opensEach(rosa, isStaffs(PARTS.stores));
});

test("a staff member can use every other page of the back office", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const file = await hasABackOfficeInUse(rosa, await another());
  const isOther = (row: Row) => row.who === "staff" && !Object.values(PARTS).some((part) => part.test(row.path));
  await opensEach(rosa, isOther, (table) => table.knows("/admin/system/import/{id}", file));
});
