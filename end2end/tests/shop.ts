// What every browser test stands on: a shop of its own, people who act in it, and the checks that each page passes.
import { type BrowserContext, type Page, expect, test as base } from "@playwright/test";
import type axe from "axe-core";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Row } from "./table";

export const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target");
const AXE = readFileSync(join(import.meta.dirname, "../node_modules/axe-core/axe.min.js"), "utf8");
export const PASSWORD = "alongside-demo";

/** A running shop with the demo's data and a clock that the test moves. */
export class Shop {
  private ended: Promise<void>;

  private constructor(private process: ChildProcessWithoutNullStreams, private lines: AsyncIterator<string>, readonly url: string) {
    this.ended = new Promise((done) => process.once("exit", () => done()));
  }

  static async open(variables: Record<string, string> = {}): Promise<Shop> {
    const env = { ...process.env, ...variables };
    const child = spawn(join(target, "release/examples/end2end"), { stdio: ["pipe", "pipe", "pipe"], env });
    child.stderr.pipe(process.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) throw new Error("the shop did not start: build it with `cargo build --release --examples`");
    return new Shop(child, lines, first.value);
  }

  /** Moves the shop's clock. */
  async advance(minutes: number) {
    await this.orders(`advance ${Math.round(minutes * 60)}`);
  }

  /** Days go by on which strangers came by, and then the lifetime of log entries: they are in the archive. */
  async archives(days: number) {
    await this.orders(`archive ${days}`);
  }

  /** Another program of this shop takes up the file of the record that is asked for next, and is halfway with it. */
  async holdsAnExport() {
    await this.orders("hold export");
  }

  /** Switches Login as Customer on or off, as an administrator does elsewhere. */
  async switchesTheFeature(on: boolean) {
    await this.orders(`feature ${on ? "on" : "off"}`);
  }

  /** The cookies of somebody who has just signed in. */
  async session(door: "staff" | "customer", name: string) {
    const cookies = await this.orders(`${door} ${name}`);
    return cookies.split("; ").map((cookie) => cookie.split("=")).map(([name, value]) => ({ name, value, url: this.url, httpOnly: true }));
  }

  /** Each request to its store takes so many milliseconds longer, or what reads a whole table alone: what is done meanwhile is still under way
   *  when somebody looks. */
  async slowsDown(milliseconds: number, what: "all" | "tables" = "all") {
    await this.orders(`slow-${what} ${milliseconds}`);
  }

  /** The rows of the table of endpoints that are looked at. */
  async rows(): Promise<Row[]> {
    return JSON.parse(await this.orders("pages"));
  }

  /** The addresses of all pages of a half, but for those that name something, and files. */
  async pages(half: "admin" | "shop"): Promise<string[]> {
    const isOfHalf = (path: string) => (path === "/admin" || path.startsWith("/admin/")) === (half === "admin");
    return (await this.rows()).map(({ path }) => path).filter((path) => isOfHalf(path) && !/[{.]/.test(path));
  }

  /** One line to the program, and its answer. */
  private async orders(order: string): Promise<string> {
    this.process.stdin.write(`${order}\n`);
    const answer = await this.lines.next();
    if (answer.done || answer.value.startsWith("no such order")) throw new Error(`the shop does not do it: ${order}`);
    return answer.value;
  }

  /** The end of the orders is the program's end: it takes along what it kept for a while. */
  async close() {
    this.process.stdin.end();
    await this.ended;
  }
}

/** Somebody at a browser: what people do, in their words. */
export class Person {
  constructor(readonly page: Page, readonly shop: Shop, readonly scripts: boolean) {}

  /** Opens an address and waits until the page is alive. */
  async opens(path: string) {
    const response = await this.page.goto(this.shop.url + path);
    await this.alive();
    return response;
  }

  /** The same browser, and another tab of it. */
  async inAnotherTab() {
    return new Person(await this.page.context().newPage(), this.shop, this.scripts);
  }

  /** Waits for the islands of the page, if it wakes any and scripts are on. The search's alone sleeps until somebody goes there. */
  async alive() {
    if (this.scripts) await this.page.waitForFunction(() => document.documentElement && ("hydrated" in document.documentElement.dataset || !document.querySelector("script[src$='-start.js']")));
  }

  /** Is signed in already: what the test is about comes after that. */
  async hasSignedIn(door: "staff" | "customer", name: string) {
    await this.page.context().addCookies(await this.shop.session(door, name));
  }

  async signsInAsStaff(name: string, password = PASSWORD) {
    await this.opens("/admin/login");
    await this.page.getByLabel("User Name").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async signsInAsCustomer(name: string, password = PASSWORD) {
    await this.opens("/customer/account/login");
    await this.page.getByLabel("Email").fill(`${name}@example.com`);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign In" }).click();
  }

  /** Stores > Configuration > Login as Customer. */
  async switchesTheFeature(on: boolean) {
    await this.opens("/admin/config/login_as_customer");
    const system = this.page.locator("#enabled-system");
    if (await system.isChecked()) await system.uncheck();
    await this.page.getByLabel("Enable Login as Customer").selectOption(on ? "1" : "0");
    await this.page.getByRole("button", { name: "Save Config" }).click();
    await expect(this.page.getByText("You saved the configuration.")).toBeVisible();
  }

  /** Opens a customer's page from the grid. */
  async opensCustomer(name: string) {
    await this.opens(`/admin/customers?q=${name}`);
    await this.page.getByRole("rowheader").getByRole("link", { name: new RegExp(name, "i") }).click();
    await this.alive();
  }

  /** Clicks Login as Customer and confirms; returns the person in the tab that opened. */
  async logsInAs(name: string): Promise<Person> {
    await this.opensCustomer(name);
    await this.page.getByRole("link", { name: "Login as Customer", exact: true }).click();
    return this.confirmsTheLogin();
  }

  /** Confirms what the button asks; returns the person in the tab that opened. */
  async confirmsTheLogin(): Promise<Person> {
    const opening = this.page.context().waitForEvent("page");
    await this.page.getByRole("button", { name: "Login as Customer" }).click();
    const tab = await opening;
    await tab.waitForLoadState();
    if (!this.scripts) await tab.getByRole("button", { name: "Continue" }).click();
    await tab.waitForURL("**/customer/account");
    const visit = new Person(tab, this.shop, this.scripts);
    await visit.alive();
    return visit;
  }

  banner() {
    return this.page.getByRole("complementary", { name: "Login as Customer" });
  }

  /** Nothing on the page keeps anybody out. */
  async canBeUsedByEverybody() {
    if (this.scripts) expect(await this.violations()).toEqual([]);
  }

  /** What keeps somebody out, by the rules of axe that are named, or by all of them. */
  async violations(rules?: string[]): Promise<string[]> {
    // Brought in once a page, and asked for nothing but what is wrong: the usual wrapper takes three times as long.
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate((rules) => {
      // How large a target is, is asked by WCAG 2.2, and by axe only of those who say so. What stands in a frame is a letter, which takes no scripts.
      const all = { rules: { "target-size": { enabled: true } } };
      return (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"], iframes: false, ...(rules ? { runOnly: rules } : all) });
    }, rules);
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
  }
}

/** Messages of a browser that no page of ours may cause. */
function watch(context: BrowserContext, complaints: string[], scripts: boolean) {
  // Where scripts are off, the bundle that a page preloads is fetched in vain.
  const expected = scripts ? /status of (401|403|404|409|413|422|503)|net::ERR_(FAILED|INTERNET_DISCONNECTED)/ : /status of (401|403|404|409|413|422|503)|_bg\.wasm was preloaded using link preload but not used/;
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected.test(message.text())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
}

/** A tab that a page opens runs its first scripts before the browser is told not to, now and then: of the hand-off that is enough. */
async function handsNothingOnByScript(context: BrowserContext, scripts: boolean) {
  if (!scripts) await context.route("**/handoff.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
}

/** Wherever a test ends, nothing there keeps anybody out. */
async function lastPagesCanBeUsedByEverybody(contexts: BrowserContext[], shop: Shop, scripts: boolean) {
  for (const page of contexts.flatMap((context) => context.pages())) {
    if (page.url().startsWith(shop.url)) await new Person(page, shop, scripts).canBeUsedByEverybody();
  }
}

/** With scripts and without them, at a desktop's width and at a phone's. */
export const everywhere = { tag: ["@both", "@phone"] };

type Fixtures = { shop: Shop; person: Person; another: () => Promise<Person> };

export const test = base.extend<Fixtures>({
  shop: async ({}, use) => {
    const shop = await Shop.open();
    await use(shop);
    await shop.close();
  },
  /** The first person, at the test's own browser. */
  person: async ({ page, context, shop, javaScriptEnabled }, use) => {
    const complaints: string[] = [];
    watch(context, complaints, javaScriptEnabled !== false);
    await handsNothingOnByScript(context, javaScriptEnabled !== false);
    await use(new Person(page, shop, javaScriptEnabled !== false));
    await lastPagesCanBeUsedByEverybody([context], shop, javaScriptEnabled !== false);
    expect(complaints, "what the browser complained of").toEqual([]);
  },
  /** More people, each at a browser of his own. */
  another: async ({ browser, shop, javaScriptEnabled, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ javaScriptEnabled, viewport, locale: "en-US" });
      watch(context, complaints, javaScriptEnabled !== false);
      await handsNothingOnByScript(context, javaScriptEnabled !== false);
      contexts.push(context);
      return new Person(await context.newPage(), shop, javaScriptEnabled !== false);
    });
    await lastPagesCanBeUsedByEverybody(contexts, shop, javaScriptEnabled !== false);
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints, "what the browser complained of").toEqual([]);
  },
});

export { expect };
