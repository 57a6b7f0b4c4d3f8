// Watches the Login as Customer Log in a browser, while many others follow it. On the standard input: a JSON line
// { url, cookies, watchers }, then `end`. Out come `ready`, and for each row that becomes visible a line: its key and the time.
import { chromium } from "@playwright/test";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";

const LOG = "/admin/login-as-customer-log";
const REPORT = "/admin/action-logs/report";
const own = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { url, cookies, watchers } = JSON.parse((await lines.next()).value);

// A session has few streams at once: so there are several.
const follows = async (cookie, page) => {
  const answer = await fetch(`${url}${page}/live`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`a watcher got ${answer.status}`);
  answer.body.pipeTo(new WritableStream({ write() {} })).catch(() => {});
};
await Promise.all(Array.from({ length: watchers }, (_, n) => follows(cookies[n % cookies.length], n % 2 === 0 ? LOG : REPORT)));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? own, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext();
await context.addCookies(cookies.at(-1).split("; ").map((pair) => ({ name: pair.split("=")[0], value: pair.slice(pair.indexOf("=") + 1), url })));
const page = await context.newPage();
await page.exposeFunction("seen", (key, at) => console.log(`${key} ${at}`));
await page.goto(url + LOG);
await page.locator(".dot.on").waitFor();
await page.evaluate(() => {
  const known = new Set();
  const look = (tell) => {
    for (const link of document.querySelectorAll("tbody th a")) {
      const key = link.href.split("/").at(-1);
      if (!known.has(key) && tell) window.seen(key, Date.now());
      known.add(key);
    }
  };
  look(false);
  // After the paint that shows it.
  new MutationObserver(() => requestAnimationFrame(() => look(true))).observe(document.querySelector("tbody"), { childList: true, subtree: true });
});
console.log("ready");
await lines.next();
await browser.close();
process.exit(0);
