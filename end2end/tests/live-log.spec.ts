// The Login as Customer Log, as it happens: new visits and their ends come by themselves, over a lost line too, and in many tabs.
import { type Person, expect, test } from "./shop";
import { buys, rosaHasSwitchedItOn, signsOut, staff } from "./steps";

const LOG = "/admin/login-as-customer-log";
const rows = (person: Person) => person.page.locator("tbody tr");
const bar = (person: Person) => person.page.locator(".live-bar");

async function follows(person: Person): Promise<Person> {
  await staff(person, "nadia");
  await person.opens(LOG);
  await expect(bar(person)).toContainText("Live");
  return person;
}

/** The live streams that the browser has open. */
function streams(person: Person): { open: number } {
  const counted = { open: 0 };
  const isStream = (url: string) => url.includes("/live?") && !url.includes("once=1");
  person.page.context().on("request", (request) => { if (isStream(request.url())) counted.open += 1; });
  for (const event of ["requestfinished", "requestfailed"] as const) person.page.context().on(event, (request) => { if (isStream(request.url())) counted.open -= 1; });
  return counted;
}

test("a visit stands in the log within a second of its beginning, and its end too, without a reload", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  let loads = 0;
  nadia.page.on("request", (request) => { if (request.isNavigationRequest()) loads += 1; });
  const before = await rows(nadia).count();
  const visit = await rosa.logsInAs("ada");
  await expect(rows(nadia).first()).toContainText("Ada Brandt", { timeout: 1_000 });
  await expect(rows(nadia).first()).toContainText("Live");
  await expect(rows(nadia).first()).toHaveClass(/fresh/);
  await expect(nadia.page.getByRole("status")).toContainText("1 new: rosa, Ada Brandt");
  await expect(rows(nadia)).toHaveCount(Math.min(before + 1, 20));
  await visit.page.getByRole("button", { name: "Close Session" }).click();
  await expect(rows(nadia).first()).toContainText("Closed", { timeout: 1_000 });
  expect(loads).toBe(0);
  await rows(nadia).first().getByRole("link").click();
  await expect(nadia.page.getByRole("heading", { level: 1 })).toContainText("Ada Brandt");
});

test("while the reader pauses, what comes is counted and waits", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  await expect(nadia.page.getByText("Nobody has logged in as a customer yet.")).toBeVisible();
  await bar(nadia).getByRole("button", { name: "Pause" }).click();
  await rosa.logsInAs("ada");
  await expect(bar(nadia).getByRole("button", { name: "1 new · Show" })).toBeVisible();
  await expect(rows(nadia)).toHaveCount(0);
  await nadia.canBeUsedByEverybody();
  await bar(nadia).getByRole("button", { name: "Go on" }).click();
  await expect(rows(nadia).first()).toContainText("Ada Brandt");
  await expect(nadia.page.getByText("Nobody has logged in as a customer yet.")).toBeHidden();
});

test("over a line that is cut it says that it is behind, and then shows all that it missed once", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  const network = await nadia.page.context().newCDPSession(nadia.page);
  const cut = async (offline: boolean) => network.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await network.send("Network.enable");
  await nadia.page.evaluate(() => dispatchEvent(new Event("pagehide")));
  await cut(true);
  await nadia.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(bar(nadia)).toContainText("Behind");
  await (await rosa.logsInAs("ada")).page.getByRole("button", { name: "Close Session" }).click();
  await rosa.logsInAs("elif");
  await cut(false);
  await nadia.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(rows(nadia).nth(0)).toContainText("Elif");
  await expect(rows(nadia).nth(1)).toContainText("Ada Brandt");
  await expect(bar(nadia)).toContainText("Live");
  const shown = await rows(nadia).allInnerTexts();
  await nadia.opens(LOG);
  expect(await rows(nadia).allInnerTexts()).toEqual(shown);
});

/** A browser tries again by itself after a line that was cut, but never after an answer that is no stream. */
test("where there is no room for another stream it says that it is behind, and takes the line up once there is", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await staff(await another(), "nadia");
  const isStream = (url: URL) => url.pathname.endsWith("/live") && !url.searchParams.has("once");
  let refused = 0;
  await nadia.page.route(isStream, (route) => { refused += 1; return route.fulfill({ status: 503 }); });
  await nadia.opens(LOG);
  await expect(bar(nadia)).toContainText("Behind");
  await (await rosa.logsInAs("ada")).page.close();
  await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThan(1);
  await nadia.page.unroute(isStream);
  await expect(bar(nadia)).toContainText("Live", { timeout: 10_000 });
  await expect(rows(nadia)).toHaveCount(1);
  await rosa.logsInAs("elif");
  await expect(rows(nadia).first()).toContainText("Elif");
  await expect(rows(nadia)).toHaveCount(2);
});

test("seven tabs have one stream, and each of them shows what comes", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await another();
  const counted = streams(nadia);
  await follows(nadia);
  const tabs = [nadia];
  for (let n = 1; n < 7; n += 1) {
    const tab = await nadia.inAnotherTab();
    await tab.opens(LOG);
    await expect(bar(tab)).toContainText("Live");
    tabs.push(tab);
  }
  expect(counted.open).toBe(1);
  await rosa.logsInAs("ada");
  for (const tab of tabs) await expect(rows(tab).first()).toContainText("Ada Brandt");
  // Whoever reads closes: another takes over.
  counted.open = 0;
  await nadia.page.close();
  await rosa.logsInAs("elif");
  for (const tab of tabs.slice(1)) await expect(rows(tab).first()).toContainText("Elif");
  expect(counted.open).toBe(1);
});

test("what two tabs heard of at different times is missing in neither", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  const other = await nadia.inAnotherTab();
  await other.opens(LOG);
  await expect(bar(other)).toContainText("Live");
  const hides = (tab: Person, hidden: boolean) => tab.page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  for (const tab of [nadia, other]) await hides(tab, true);
  await (await rosa.logsInAs("ada")).page.close();
  await hides(other, false);
  await expect(rows(other).first()).toContainText("Ada Brandt");
  await (await rosa.logsInAs("elif")).page.close();
  await expect(rows(other).first()).toContainText("Elif");
  await hides(nadia, false);
  await expect(rows(nadia).nth(0)).toContainText("Elif");
  await expect(rows(nadia).nth(1)).toContainText("Ada Brandt");
});

test("whoever stands on a row's link goes on standing there when the row changes", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  const visit = await rosa.logsInAs("ada");
  const link = rows(nadia).first().getByRole("link");
  await link.focus();
  await visit.page.getByRole("button", { name: "Close Session" }).click();
  await expect(rows(nadia).first()).toContainText("Closed");
  await expect(link).toBeFocused();
});

test("whoever signs out elsewhere is told that nothing comes any more", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await follows(await another());
  const tab = await nadia.inAnotherTab();
  await tab.opens("/admin");
  await signsOut(tab);
  await rosa.logsInAs("ada");
  await expect(bar(nadia)).toContainText("It is not followed any more. Please reload the page.");
  await expect(rows(nadia)).toHaveCount(0);
});

test("without scripts it is a plain table with a way to reload", { tag: "@both" }, async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await staff(await another(), "nadia");
  await nadia.opens(LOG);
  await rosa.logsInAs("ada");
  if (!nadia.scripts) await bar(nadia).getByRole("link", { name: "Reload" }).click();
  await expect(rows(nadia).first()).toContainText("Ada Brandt");
});

test("filters and older pages come without a page load, all of it in the address, and what comes is narrowed too", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  for (const name of ["ada", "elif"]) await rosa.logsInAs(name);
  const nadia = await follows(await another());
  await nadia.page.evaluate(() => Object.assign(window, { still: "here" }));
  await nadia.page.getByText("Filters").click();
  await nadia.page.getByRole("textbox", { name: "Customer", exact: true }).fill("ada");
  await nadia.page.getByRole("button", { name: "Apply" }).click();
  await expect(nadia.page).toHaveURL(/\?customer=ada$/);
  await expect(rows(nadia)).toHaveCount(1);
  await expect(rows(nadia).first()).toContainText("Ada Brandt");
  await expect(bar(nadia)).toContainText("Live");
  await nadia.canBeUsedByEverybody();
  // Of the two that begin now one is wanted.
  await rosa.logsInAs("elif");
  await rosa.logsInAs("ada");
  await expect(rows(nadia)).toHaveCount(2);
  await expect(nadia.page.getByRole("status")).toContainText("1 new: rosa, Ada Brandt");
  // And under another filter, what is not wanted any more goes.
  await nadia.page.locator("#how").selectOption("live");
  await nadia.page.getByRole("button", { name: "Apply" }).click();
  await expect(rows(nadia)).toHaveCount(1);
  await rosa.logsInAs("elif");
  await expect(rows(nadia)).toHaveCount(0);
  await expect(nadia.page.getByText("We couldn't find any records.")).toBeVisible();
  await nadia.page.goBack();
  await expect(nadia.page).toHaveURL(/\?customer=ada$/);
  await expect(rows(nadia)).toHaveCount(2);
  await nadia.page.getByRole("link", { name: "Customer: ada" }).click();
  await expect(nadia.page).toHaveURL(/login-as-customer-log$/);
  await expect(rows(nadia)).toHaveCount(5);
  expect(await nadia.page.evaluate(() => "still" in window), "nothing was loaded").toBe(true);
  const shown = await rows(nadia).allInnerTexts();
  await nadia.opens(`${LOG}?customer=ada`);
  expect(await rows(nadia).allInnerTexts()).toEqual(shown.filter((text) => text.includes("Ada Brandt")));
});

test("tabs under different filters have one stream between them", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const nadia = await another();
  const counted = streams(nadia);
  await follows(nadia);
  const tabs = [];
  for (const filter of ["customer=ada", "admin_name=rosa", "how=live"]) {
    const tab = await nadia.inAnotherTab();
    await tab.opens(`${LOG}?${filter}`);
    await expect(bar(tab)).toContainText("Live");
    tabs.push(tab);
  }
  await rosa.logsInAs("ada");
  for (const tab of [nadia, ...tabs]) await expect(rows(tab).first()).toContainText("Ada Brandt");
  expect(counted.open).toBe(1);
});

test("a visit's own page shows what is done in it as it is done, and that it ended", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const nadia = await follows(await another());
  await rows(nadia).first().getByRole("link").click();
  await expect(nadia.page.getByRole("heading", { level: 1 })).toContainText("Ada Brandt");
  await expect(bar(nadia)).toContainText("Live");
  await nadia.page.evaluate(() => Object.assign(window, { still: "here" }));
  await buys(visit, "harbour-mug");
  await expect(rows(nadia).first()).toContainText("Cart", { timeout: 2_000 });
  await expect(rows(nadia).first()).toHaveClass(/fresh/);
  const frame = nadia.page.locator(".facts");
  await expect(frame).toContainText("Live");
  await visit.opens("/customer/account");
  await visit.page.getByRole("button", { name: "Close Session" }).click();
  await expect(frame).toContainText("Closed");
  expect(await nadia.page.evaluate(() => "still" in window), "nothing was loaded").toBe(true);
  await nadia.canBeUsedByEverybody();
  const shown = await rows(nadia).allInnerTexts();
  await nadia.page.reload();
  expect(await rows(nadia).allInnerTexts()).toEqual(shown);
});
