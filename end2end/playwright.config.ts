import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

// The machine's own Chromium if it has one, else the one that Playwright fetched. The headless shell needs two thirds of the time: it
// draws no windows.
const own = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const PHONE = { width: 390, height: 844 };

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: [["list"]],
  use: { launchOptions: { executablePath: process.env.CHROMIUM ?? own, args: quiet }, locale: "en-US", contextOptions: { reducedMotion: "reduce" }, screenshot: "only-on-failure" },
  // A trace takes a quarter of the time: `npx playwright test --trace on` has one. Most pages have no scripts, or do the same with
  // them; a test that acts on what scripts change is tagged, and runs without them as well. What is bought and sold, and
  // the catalogue, is so on phones, too.
  projects: [
    { name: "scripts on" },
    { name: "scripts off", use: { javaScriptEnabled: false }, grep: /@both/ },
    { name: "phone, scripts on", use: { viewport: PHONE }, grep: /@phone/ },
    { name: "phone, scripts off", use: { viewport: PHONE, javaScriptEnabled: false }, grep: /@phone/ },
  ],
});
