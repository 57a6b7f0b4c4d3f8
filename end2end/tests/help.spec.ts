// The program's own guides, in each language: whoever follows them, step by step and by their words, gets where they say.
import { join } from "node:path";
import { TAKES_PICTURES, type Says, follows, takes } from "./follows";
import { LANGUAGES } from "./languages";
import { PASSWORD, Person, expect, test } from "./shop";
import { node, rosaHasSwitchedItOn, saves } from "./steps";

/** Follows the sidebar: the entry under its headings. */
async function goes({ page }: Person, heading: string, ...below: string[]) {
  const menu = page.locator("#menu").getByRole("listitem").filter({ has: page.getByRole("heading", { name: heading, exact: true }) });
  const entry = below.pop()!;
  for (const under of below) await expect(menu.getByRole("heading", { name: under, exact: true })).toBeVisible();
  await menu.getByRole("link", { name: entry, exact: true }).click();
}

/** The list at the side of a page. */
const panel = (person: Person) => person.page.locator("main").getByRole("navigation").first();

/** Opens the guide by Help, where that stands on a page. */
async function opensTheGuide(person: Person, from: string) {
  await person.opens(from);
  await person.page.locator("header a.help").click();
  await expect(person.page.locator(".guide h1")).toBeVisible();
}

/** Rosa in the tab that opens once she confirms. */
async function confirms(rosa: Person, button: string): Promise<Person> {
  const opening = rosa.page.context().waitForEvent("page");
  await rosa.page.getByRole("button", { name: button, exact: true }).click();
  const tab = await opening;
  await tab.waitForLoadState();
  if (!rosa.scripts) await tab.locator("#handoff button").click();
  await tab.waitForURL("**/customer/account");
  const visit = new Person(tab, rosa.shop, rosa.scripts);
  await visit.alive();
  return visit;
}

/** Turns the consent, by its switch or by its form. */
async function turns(ben: Person, says: Says, on: boolean) {
  const name = says("config.system_value.assistance_title");
  if (ben.scripts) {
    const toggle = ben.page.getByRole("switch", { name, exact: true });
    await toggle.click();
    await expect(toggle).toHaveAttribute("aria-checked", String(on));
  } else {
    await ben.page.getByLabel(name, { exact: true }).setChecked(on);
    await ben.page.locator("main form").filter({ has: ben.page.getByLabel(name, { exact: true }) }).getByRole("button").click();
  }
}

for (const [tag, locale, view] of LANGUAGES) {
  test.describe(tag, () => {
    test.use({ locale });
    if (TAKES_PICTURES) test.use({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.25 });
    test.beforeEach(() => test.setTimeout(90_000));
    // What scripts change is the same in every language.
    const both = { tag: tag === "en" ? ["@both"] : [] };

    test(`the guide for staff is true in ${tag}`, both, async ({ person: rosa }) => {
      await rosa.hasSignedIn("staff", "rosa");
      await opensTheGuide(rosa, "/admin/config/login_as_customer");
      let [role, visit] = ["", rosa];
      await follows(rosa, "staff", tag, {
        "enable.open": (says) => goes(rosa, says("backoffice.stores"), says("backoffice.settings"), says("backoffice.configuration")),
        "enable.section": async (says) => {
          await panel(rosa).getByText(says("config.tab.customers"), { exact: true }).click();
          await panel(rosa).getByRole("link", { name: says("config.section.login_as_customer"), exact: true }).click();
          await rosa.alive();
        },
        "enable.choose": async (says, shows) => {
          const choice = rosa.page.getByLabel(says("config.setting.login_as_customer_enabled"));
          const field = rosa.page.locator(".setting").filter({ has: choice });
          await field.getByLabel(says("common.form.use_system_value")).uncheck();
          await choice.selectOption({ label: says("common.form.yes") });
          await shows(rosa, field);
        },
        "enable.save": async (says) => expect(await saves(rosa, says("config.save"))).toBe("saved"),
        "roles.open": async (says) => {
          await goes(rosa, says("backoffice.system"), says("backoffice.permissions"), says("backoffice.user_roles"));
          await rosa.page.getByRole("link", { name: "Auditors" }).click();
          await rosa.alive();
          role = new URL(rosa.page.url()).pathname;
        },
        "roles.resources": async (says) => {
          await expect(panel(rosa).getByRole("heading", { name: says("access.information"), exact: true })).toBeVisible();
          await panel(rosa).getByRole("link", { name: says("access.resources"), exact: true }).click();
          await rosa.page.getByLabel(says("access.access")).selectOption({ label: says("access.custom") });
        },
        "roles.tick": async (says, shows) => {
          const boxes = [says("access.resource.login_as_customer"), says("access.resource.login_as_customer_log")].map((name) => node(rosa, name));
          for (const box of boxes) {
            if (!(await box.isChecked())) await box.click();
            await expect(box).toBeChecked();
          }
          // With the heading that both stand under.
          await shows(rosa, boxes[0]!.locator("xpath=ancestor::li[2]"));
        },
        "roles.save": async (says) => {
          await rosa.page.getByLabel(says("access.your_password")).fill(PASSWORD);
          expect(await saves(rosa, says("access.save"))).toBe("saved");
        },
        "consent.asked": async (says) => {
          await rosa.opens(role);
          await expect(node(rosa, says("access.resource.assistance_opt_in"))).toHaveCount(1);
          await goes(rosa, says("backoffice.customers"), says("backoffice.all_customers"));
          await rosa.page.getByRole("rowheader").getByRole("link", { name: /Ben/ }).click();
          await rosa.alive();
        },
        "consent.tick": async (says, shows) => {
          const form = rosa.page.getByRole("region", { name: says("customers.account_information") }).locator("form").last();
          const [box, save] = [form.getByLabel(says("customers.allow_assistance")), says("customers.account.save_consent")];
          await box.check();
          await shows(rosa, form);
          await form.getByRole("button", { name: save, exact: true }).click();
          await expect(box).toBeChecked();
        },
        "help.open": () => rosa.opensCustomer("ben"),
        "help.button": (says) => rosa.page.getByRole("link", { name: says("assistance.button"), exact: true }).click(),
        "help.confirm": async (says, shows) => {
          const button = says("assistance.button");
          await shows(rosa, rosa.page.getByRole("button", { name: button, exact: true }));
          visit = await confirms(rosa, button);
        },
        "help.act": async (_says, shows) => {
          await visit.opens(`${view}/customer/account`);
          await expect(visit.page.locator("aside.visit")).toContainText("Ben");
          await shows(visit, visit.page.locator("aside.visit"));
        },
        "help.close": async (says) => {
          await visit.page.locator("aside.visit").getByRole("button", { name: says("assistance.visit.close"), exact: true }).click();
          await expect(visit.page.locator("aside.visit")).toHaveCount(0);
        },
        "log.open": async (says, shows) => {
          await goes(rosa, says("backoffice.customers"), says("backoffice.login_as_customer_log"));
          await rosa.alive();
          await expect(rosa.page.getByRole("row").nth(1)).toContainText("ben@example.com");
          await shows(rosa, rosa.page.getByRole("row").nth(1));
        },
        "log.visit": async () => {
          await rosa.page.getByRole("row").nth(1).getByRole("link").first().click();
          await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Ben");
          await expect(rosa.page.getByRole("row").nth(1)).toBeVisible();
        },
      });
    });

    test(`the guide for shoppers is true in ${tag}`, both, async ({ person: ben, another, shop }) => {
      await shop.switchesTheFeature(true);
      await ben.opens(`${view}/assistance/help`);
      const support = await another();
      const line = (says: Says) => ben.page.getByRole("row").filter({ hasText: says("customers.sessions.visit") });
      let visit = support;
      await follows(ben, "shoppers", tag, {
        "allow.open": async (says) => {
          await ben.hasSignedIn("customer", "ben");
          await ben.opens(view || "/");
          await ben.page.locator("header").getByRole("link", { name: says("storefront.my_account"), exact: true }).click();
          await ben.alive();
        },
        "allow.switch": async (says, shows) => {
          const card = ben.page.locator(".card:visible").filter({ has: ben.page.getByRole("heading", { name: says("customers.assistance"), exact: true }) });
          await expect(card).toBeVisible();
          await expect(ben.page.locator("main form button").filter({ hasText: says("customers.account.save_consent") })).toHaveCount(1);
          await turns(ben, says, true);
          await shows(ben, card);
        },
        "see.open": async (says) => {
          await support.hasSignedIn("staff", "rosa");
          visit = await support.logsInAs("ben");
          await ben.page.locator("main").getByRole("link", { name: says("customers.sessions.title"), exact: true }).first().click();
        },
        "see.look": async (says, shows) => {
          await expect(line(says)).toBeVisible();
          await shows(ben, line(says));
        },
        "end.now": async (says) => {
          const row = ben.page.locator("tbody tr").last();
          await row.getByRole("button", { name: new RegExp(`^${says("common.sessions.end")}: `) }).click();
          await visit.opens("/customer/account");
          await expect(visit.page.getByText("The customer ended the session.")).toBeVisible();
        },
        "end.forbid": async (says, shows) => {
          await ben.page.locator("header").getByRole("link", { name: says("storefront.my_account"), exact: true }).click();
          await ben.alive();
          await turns(ben, says, false);
          await shows(ben, ben.page.locator(".switch:visible, #assistance_allowed:visible"));
          await support.opensCustomer("ben");
          await support.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
          await expect(support.page.getByRole("heading", { name: "Login as Customer not enabled" })).toBeVisible();
        },
      });
    });
  });
}

// README shows the shop and the back office as they are.
if (TAKES_PICTURES) {
  test.describe("of README", () => {
    test.use({ locale: "en-US", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.25 });
    for (const [name, path] of [["home", "/"], ["product", "/product/harbour-mug"], ["dashboard", "/admin"], ["orders", "/admin/sales/orders"]] as const) {
      test(`the picture ${name} is taken`, async ({ person }) => {
        if (path.startsWith("/admin")) await rosaHasSwitchedItOn(person);
        await person.opens(path);
        await takes(person.page, join(import.meta.dirname, "../../docs/pictures", `${name}.webp`));
      });
    }
  });
}
