import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

// `make gallery`: pictures of all pages, for people to look at. They are not compared by their dots, for letters are drawn differently on each
// machine; `tests/gallery.spec.ts` compares how each page is laid out, in letters that are the same everywhere.
export default defineConfig({ ...tests, testDir: ".", testMatch: "gallery.ts", timeout: 900_000, projects: [{ name: "gallery" }] });
