import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

// `make gallery`: pictures of all pages, for people to look at. Nothing is compared: letters are drawn differently on each machine, and what
// they push around with them; what holds on every machine is measured by `tests/scale.spec.ts`.
export default defineConfig({ ...tests, testDir: ".", testMatch: "gallery.ts", timeout: 900_000, projects: [{ name: "gallery" }] });
