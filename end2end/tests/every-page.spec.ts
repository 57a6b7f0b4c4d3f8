// Every page of the table of endpoints, as whoever may reach it, looked at in every way.
import { look } from "./looks";
import { type Person, expect, test } from "./shop";
import { customer, rosaHasSwitchedItOn } from "./steps";
import { type Row, Table } from "./table";

/** Opens each page of some rows. What shows nothing that a person could use (a file, a list for robots) is left out; what nobody is led to, or is led away from, is told. */
async function opensEach(person: Person, rows: Row[], prepare: (table: Table) => void = () => {}): Promise<{ wrong: string[]; unseen: string[] }> {
  const wrong: string[] = [];
  const table = new Table(person, rows);
  const unseen: string[] = [];
  prepare(table);
  for await (const [row, address] of table.walk()) {
    const answer = await person.page.request.get(person.shop.url + address);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) continue;
    if (!answer.ok() || answer.url() !== person.shop.url + address) {
      unseen.push(`${row}: ${answer.status()} ${answer.url()}`);
      continue;
    }
    await person.opens(address);
    await table.reads();
    await look(person, address, wrong);
  }
  return { wrong, unseen: [...unseen, ...table.missing()] };
}

test.beforeEach(() => test.setTimeout(300_000));

test("a guest can use every page that is open", async ({ person: guest, shop }) => {
  const rows = (await shop.pages()).filter((row) => row.who === "open");
  expect(await opensEach(guest, rows)).toEqual({ wrong: [], unseen: [] });
});

test("a customer can use every page of the store", async ({ person: ada, shop }) => {
  await customer(ada, "ada");
  const rows = (await shop.pages()).filter((row) => row.who === "customer" || row.who === "own");
  expect(await opensEach(ada, rows)).toEqual({ wrong: [], unseen: [] });
});

test("in a visit every page can be used that is open to it", async ({ person: rosa, shop }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const rows = (await shop.pages()).filter((row) => row.in_a_visit);
  expect(await opensEach(visit, rows)).toEqual({ wrong: [], unseen: [] });
});

/** What of the back office is walked beside each other, by how its addresses begin. */
const PARTS = [/^\/admin\/sales/, /^\/admin\/catalog/, /^\/admin\/customer/, /^\/admin\/(config|stores)/];

for (const part of [...PARTS, undefined]) {
  test(`a staff member can use every page of the back office, ${part ? `of ${part}` : "the rest of it"}`, async ({ person: rosa, shop }) => {
    await rosaHasSwitchedItOn(rosa);
    const isHere = ({ path }: Row) => (part ? part.test(path) : !PARTS.some((part) => part.test(path)));
    const rows = (await shop.pages()).filter((row) => row.who === "staff" && isHere(row));
    expect(await opensEach(rosa, rows)).toEqual({ wrong: [], unseen: [] });
  });
}
