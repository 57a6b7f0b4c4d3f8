import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

// The machine's own Chromium if it has one, else the one that Playwright fetched.
const own = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: [["list"]],
  use: { launchOptions: { executablePath: process.env.CHROMIUM ?? own, args: quiet }, locale: "en-US", contextOptions: { reducedMotion: "reduce" }, screenshot: "only-on-failure", trace: "retain-on-failure" },
  // Each spec runs twice; what needs scripts says so in its name.
  projects: [
    { name: "scripts on" },
    { name: "scripts off", use: { javaScriptEnabled: false }, testIgnore: "**/*.scripts.spec.ts" },
  ],
});
