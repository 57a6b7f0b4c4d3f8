// Stores > Settings > Configuration, as it reacts in an open page.
import { expect, test } from "./shop";
import { hasEnded, isWrong, rosaHasSwitchedItOn, saves, signsOut, staff } from "./steps";

const FEATURE = "/admin/config/login_as_customer";
const TITLE = "#shopping_assistance_checkbox_title";

test("Save Config loads no page, says what it ends, and writes one event", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const visit = await (await staff(await another(), "theo")).logsInAs("ada");
  await rosa.opens(FEATURE);
  await rosa.page.evaluate(() => Object.assign(window, { still: "here" }));
  const strip = rosa.page.locator(".saving");
  await expect(strip).toBeHidden();
  await rosa.page.getByLabel("Enable Login as Customer").selectOption("0");
  await rosa.page.locator(`${TITLE}-system`).uncheck();
  await rosa.page.locator(TITLE).fill("Our people may help me");
  await expect(strip).toContainText("2 unsaved changes: Enable Login as Customer and Title for Login as Customer opt-in checkbox");
  await expect(strip).toContainText("Saving ends 1 session in progress.");
  await rosa.canBeUsedByEverybody();
  expect(await saves(rosa, "Save Config")).toBe("saved");
  await expect(strip).toContainText("You saved the configuration.");
  await expect(strip.getByText("Saving ends 1 session in progress.")).toBeHidden();
  await expect(strip.getByRole("button", { name: "Discard" })).toBeHidden();
  expect(await rosa.page.evaluate(() => "still" in window), "nothing was loaded").toBe(true);
  await hasEnded(visit, "Login as Customer was switched off.");
  await rosa.page.reload();
  await expect(rosa.page.getByLabel("Enable Login as Customer")).toHaveValue("0");
  await expect(rosa.page.locator(TITLE)).toHaveValue("Our people may help me");
});

test("a setting is checked when it is left, by the rule of the server", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  let calls = 0;
  rosa.page.on("request", (request) => { calls += Number(request.method() === "POST" && request.url().includes("/save")); });
  const name = rosa.page.getByLabel("Store Name");
  await rosa.page.locator("#name-system").uncheck();
  for (const [typed, why] of [["", "This is a required field."], ["x".repeat(61), "Please enter at most 60 characters."], ["a\u202eb", "Please remove the characters that cannot be shown."]] as const) {
    await name.fill(typed);
    await name.blur();
    await isWrong(name, why);
  }
  expect(calls).toBe(0);
  expect(await saves(rosa, "Save Config")).toBe("wrong");
  await isWrong(name, "Please remove the characters that cannot be shown.");
  await expect(name).toBeFocused();
  await name.fill("e\u0301".repeat(60));
  await name.blur();
  await expect(name, "60 letters, however they are spelt").not.toHaveAttribute("aria-invalid");
  await name.fill("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
});

test("Use system value closes its field and shows the value, and what depends on another setting says so", async ({ person: rosa }) => {
  await rosaHasSwitchedItOn(rosa);
  await rosa.opens(FEATURE);
  const [title, system] = [rosa.page.locator(TITLE), rosa.page.locator(`${TITLE}-system`)];
  const idle = rosa.page.locator(`${TITLE}-idle`);
  await expect(title).toBeDisabled();
  await system.uncheck();
  await title.fill("Help me");
  await system.check();
  await expect(title).toBeDisabled();
  await expect(title).toHaveValue("Allow remote shopping assistance");
  await expect(rosa.page.locator(".saving")).toBeHidden();
  await expect(idle).toBeHidden();
  await rosa.page.getByLabel("Enable Login as Customer").selectOption("0");
  await expect(idle).toHaveText("This has no effect unless “Enable Login as Customer” is “Yes”.");
  await rosa.page.getByRole("button", { name: "Discard" }).click();
  await expect(idle).toBeHidden();
  await expect(rosa.page.getByLabel("Enable Login as Customer")).toHaveValue("1");
});

test("whoever leaves with unsaved changes is asked, and nobody else", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  const asked: string[] = [];
  rosa.page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.getByLabel("Store Name").fill("Harbour and Hill");
  await rosa.page.getByRole("link", { name: "All Customers" }).click();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(rosa.page.getByLabel("Store Name")).toHaveValue("Harbour and Hill");
  await rosa.page.keyboard.press("Control+s");
  await expect(rosa.page.getByText("You saved the configuration.")).toBeVisible();
  await rosa.page.getByRole("link", { name: "All Customers" }).click();
  await expect(rosa.page).toHaveURL(/customers$/);
  expect(asked).toHaveLength(1);
});

test("a search finds a setting by the beginning of a word, and leads to its field", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  const search = rosa.page.locator(".setting-search");
  await search.locator("input[name=q]").fill("assist");
  if (!rosa.scripts) await search.getByRole("button", { name: "Search" }).click();
  const found = rosa.page.locator(rosa.scripts ? ".setting-search [role=option] bdi:first-child" : ".found a");
  await expect(found).toHaveText(["Title for Login as Customer opt-in checkbox", "Login as Customer checkbox tooltip"]);
  await found.first().click();
  await expect(rosa.page).toHaveURL(new RegExp(`login_as_customer${TITLE}$`));
  await expect(rosa.page.locator(TITLE)).toBeVisible();
  if (rosa.scripts) await expect(rosa.page.locator(`${TITLE}-system`), "its field is closed by that").toBeFocused();
});

test("the panel at the left has the tabs, of which the open one stands open, and only what one may open", { tag: "@both" }, async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens(FEATURE);
  const tab = (name: string) => rosa.page.locator(".panel nav details").filter({ has: rosa.page.locator("summary", { hasText: name }) });
  await expect(tab("Customers").getByRole("link", { name: "Login as Customer" })).toHaveAttribute("aria-current", "page");
  await expect(tab("General")).not.toHaveAttribute("open");
  await tab("General").locator("summary").click();
  await tab("General").getByRole("link", { name: "General" }).click();
  await expect(rosa.page.getByLabel("Store Name")).toBeVisible();
});

test("who was first stays named until it is saved, and one press discards although a check moves the button", async ({ person: rosa, another }) => {
  await rosaHasSwitchedItOn(rosa);
  const other = await staff(await another(), "rosa");
  const title = (person: typeof rosa) => person.page.locator(TITLE);
  for (const [person, text] of [[rosa, "A"], [other, "B"]] as const) {
    await person.opens(FEATURE);
    await person.page.locator(`${TITLE}-system`).uncheck();
    await title(person).fill(text);
  }
  expect(await saves(rosa, "Save Config")).toBe("saved");
  expect(await saves(other, "Save Config")).toBe("changed meanwhile");
  await expect(other.page).toHaveTitle(/^Error: /);
  await title(other).blur();
  await isWrong(title(other), "Meanwhile changed by rosa to: A");
  await title(other).fill("");
  await title(other).press("Tab");
  await isWrong(title(other), "Meanwhile changed by rosa to: A");
  await isWrong(title(other), "This is a required field.");
  await title(other).focus();
  await other.page.getByRole("button", { name: "Discard" }).click();
  await expect(title(other)).toHaveValue("A");
  await expect(title(other)).not.toHaveAttribute("aria-invalid");
  await expect(other.page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(other.page).not.toHaveTitle(/^Error: /);
  // The check that is due when the field is left waits for the press.
  await title(other).fill("");
  await other.page.getByRole("button", { name: "Discard" }).click();
  await expect(title(other)).toHaveValue("A");
});

test("an answer that was lost is told, what was typed is kept, and saving again is safe", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.getByLabel("Store Name").fill("Harbour and Hill");
  await rosa.page.route("**/admin/api/config/save", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByRole("alert").filter({ hasText: "The shop did not answer" })).toBeVisible();
  await expect(rosa.page.getByLabel("Store Name")).toHaveValue("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
});

test("who was signed out meanwhile signs in, and finds what he typed", async ({ person: rosa }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/config/general");
  await rosa.page.locator("#name-system").uncheck();
  await rosa.page.getByLabel("Store Name").fill("Harbour and Hill");
  const elsewhere = await rosa.inAnotherTab();
  await elsewhere.opens("/admin");
  await signsOut(elsewhere);
  await expect(elsewhere.page.getByText("You are signed out.")).toBeVisible();
  await rosa.page.getByRole("button", { name: "Save Config" }).click();
  await expect(rosa.page.getByText("Your session had ended. Nothing was saved. Please sign in again.")).toBeVisible();
  await rosa.page.getByLabel("User Name").fill("rosa");
  await rosa.page.getByLabel("Password").fill("alongside-demo");
  await rosa.page.getByRole("button", { name: "Sign in" }).click();
  await rosa.page.getByRole("button", { name: "Back to the form" }).click();
  await expect(rosa.page.getByLabel("Store Name")).toHaveValue("Harbour and Hill");
  expect(await saves(rosa, "Save Config")).toBe("saved");
});
