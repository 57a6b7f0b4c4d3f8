// The consent as a switch that saves at once, and shows what is stored and nothing else: on a slow line, over a lost answer, in two tabs.
import { type Person, expect, test } from "./shop";
import { addressOf, customer, isGuest, rosaHasSwitchedItOn, staff } from "./steps";

const toggle = (person: Person) => person.page.getByRole("switch", { name: "Allow remote shopping assistance", exact: true });
const is = (person: Person, on: boolean) => expect(toggle(person)).toHaveAttribute("aria-checked", String(on));
const status = (person: Person) => person.page.getByRole("status");
const SET = "**/api/customer/consent/set";

async function ada(person: Person): Promise<Person> {
  await person.shop.switchesTheFeature(true);
  await customer(person, "ada");
  await person.opens("/customer/account");
  return person;
}

test("the switch saves at once by a call, says so politely, and can be undone", async ({ person }) => {
  await ada(person);
  let loads = 0;
  person.page.on("request", (request) => { if (request.isNavigationRequest()) loads += 1; });
  await is(person, true);
  const answer = person.page.waitForResponse(SET);
  await toggle(person).click();
  const response = await answer;
  expect([response.status(), response.headers()["content-type"], response.request().postDataJSON()]).toEqual([200, "application/json", { allowed: false, revision: 0 }]);
  await is(person, false);
  await expect(status(person)).toHaveText("You no longer allow remote shopping assistance.");
  await expect(person.page.getByText(/^Last changed on .*[AP]M\sUTC\.$/).locator("visible=true")).toBeVisible();
  await person.page.getByRole("button", { name: "Undo" }).click();
  await is(person, true);
  await expect(status(person)).toHaveText("You allowed remote shopping assistance.");
  expect(loads).toBe(0);
  await person.opens("/customer/account/edit");
  await is(person, true);
});

test("by the keyboard alone the switch is turned, and the focus stays on it", async ({ person }) => {
  await ada(person);
  await toggle(person).focus();
  await person.page.keyboard.press("Space");
  await is(person, false);
  await expect(toggle(person)).toBeFocused();
  await person.page.keyboard.press("Enter");
  await is(person, true);
  await expect(toggle(person)).toBeFocused();
});

test("whoever clicks faster than the line has one call under way, and ends with what he wished for last", async ({ person }) => {
  await ada(person);
  let underWay = 0;
  let most = 0;
  const sent: boolean[] = [];
  // The line is as slow as whoever clicks.
  let lets = () => {};
  const held = () => new Promise<void>((resolve) => (lets = resolve));
  let line = held();
  await person.page.route(SET, async (route) => {
    underWay += 1;
    most = Math.max(most, underWay);
    sent.push(route.request().postDataJSON().allowed);
    await line;
    underWay -= 1;
    await route.continue();
  });
  for (let n = 0; n < 3; n += 1) await toggle(person).click();
  // While nothing is stored, nothing is shown.
  await is(person, true);
  lets();
  await is(person, false);
  await expect(toggle(person)).toHaveAttribute("aria-busy", "false");
  expect([most, sent]).toEqual([1, [false]]);
  // Off, and on again while that is under way.
  line = held();
  await toggle(person).click();
  await toggle(person).click();
  lets();
  await expect(toggle(person)).toHaveAttribute("aria-busy", "false");
  await is(person, false);
  await person.page.unrouteAll();
  await person.opens("/customer/account");
  await is(person, false);
});

test("a look that was under way when the switch was turned says nothing of it", async ({ person }) => {
  await ada(person);
  let answer = () => {};
  const held = new Promise<void>((resolve) => { answer = resolve; });
  await person.page.route("**/api/customer/consent", async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await person.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await toggle(person).click();
  answer();
  await is(person, false);
  await expect(status(person)).toHaveText("You no longer allow remote shopping assistance.");
});

test("an answer that is lost is asked for, and not guessed", async ({ person }) => {
  await ada(person);
  // It is done, and nobody hears of it.
  await person.page.route(SET, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await toggle(person).click();
  await is(person, false);
  await expect(status(person)).toHaveText("You no longer allow remote shopping assistance.");
  // Neither is it done where its request is lost.
  await person.page.unrouteAll();
  await person.page.route(SET, (route) => route.abort());
  await toggle(person).click();
  await expect(status(person)).toHaveText("It was not saved. Please try again.");
  await is(person, false);
  // The line is cut altogether: nobody knows.
  await person.page.route("**/api/**", (route) => route.abort());
  await toggle(person).click();
  await expect(person.page.getByRole("alert")).toContainText("The shop did not answer, so we do not know how this stands.");
  await expect(toggle(person)).toHaveAttribute("aria-disabled", "true");
  await is(person, false);
  await person.canBeUsedByEverybody();
  await person.page.unrouteAll();
  await person.page.getByRole("button", { name: "Try again" }).click();
  await expect(toggle(person)).toBeFocused();
  await expect(toggle(person)).toHaveAttribute("aria-disabled", "false");
  await expect(person.page.getByRole("alert")).toBeEmpty();
});

test("what was changed elsewhere is told, by another tab and by support", async ({ person, another }) => {
  await ada(person);
  const tab = await person.inAnotherTab();
  await tab.opens("/customer/account/edit");
  await toggle(tab).click();
  await is(tab, false);
  await person.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await is(person, false);
  await expect(status(person)).toHaveText("This was changed elsewhere meanwhile.");
  // And it is told as well to whoever turns a switch that stands otherwise by now.
  const rosa = await staff(await another(), "rosa");
  const address = await addressOf(rosa, "ada");
  await rosa.page.getByRole("checkbox", { name: "Allow remote shopping assistance", exact: true }).check();
  await rosa.page.getByRole("button", { name: "Save Preference" }).click();
  await expect(rosa.page).toHaveURL(rosa.shop.url + address);
  await toggle(person).click();
  await is(person, true);
  await expect(person.page.getByText(/^Last changed on .* by our support\.$/).locator("visible=true")).toBeVisible();
});

test("it says which session would end, and ends it", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await rosa.logsInAs("ada");
  const customer = await ada(await another());
  const warning = customer.page.getByText("Our support is in your account at the moment. If you switch this off, that session ends now.");
  await expect(warning).toBeVisible();
  await toggle(customer).click();
  await expect(warning).toBeHidden();
  await visit.opens("/customer/account");
  await expect(visit.page).toHaveURL(/\/assistance\/ended$/);
});

test("whoever signed out meanwhile is led to where he signs in, and the switch stays as it was", async ({ person }) => {
  await ada(person);
  const tab = await person.inAnotherTab();
  await tab.opens("/customer/account");
  await tab.page.getByRole("button", { name: "Sign Out" }).click();
  await isGuest(tab);
  await toggle(person).click();
  await expect(person.page.getByRole("alert")).toContainText("Please sign in");
  await is(person, true);
  await person.page.getByRole("alert").getByRole("link", { name: "Sign In" }).click();
  await expect(person.page).toHaveURL(/\/customer\/account\/login/);
});

test("a tick that was set before the switch was awake is kept, with its form", async ({ person }) => {
  await person.shop.switchesTheFeature(true);
  await customer(person, "ada");
  let wake = () => {};
  const woken = new Promise<void>((resolve) => { wake = resolve; });
  await person.page.route(/_bg\.wasm/, async (route) => {
    await woken;
    await route.continue();
  });
  await person.page.goto(`${person.shop.url}/customer/account/assistance`, { waitUntil: "commit" });
  await person.page.getByRole("checkbox").uncheck();
  wake();
  await person.alive();
  await expect(person.page.getByRole("checkbox")).not.toBeChecked();
  await person.page.getByRole("button", { name: "Save Preference" }).click();
  await expect(person.page.getByText("You no longer allow remote shopping assistance.")).toBeVisible();
  await is(person, false);
});

test("a page that is older than the shop says so, and changes nothing", async ({ person }) => {
  await ada(person);
  await person.page.evaluate(() => document.querySelector("script[type=module]")?.setAttribute("src", "/pkg/0000000000000000/storefront-start.js"));
  await toggle(person).click();
  await expect(person.page.getByRole("alert")).toContainText("This page is older than the shop");
  await is(person, true);
  await person.page.getByRole("alert").getByRole("link", { name: "Reload" }).click();
  await expect(person.page.getByRole("alert")).toBeEmpty();
});
