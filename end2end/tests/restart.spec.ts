// The shipped program over a folder of its own: killed in the midst of it, and started again.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type Browser, expect, test } from "@playwright/test";
import { Person, type Shop, target } from "./shop";

const LOG = "/admin/login-as-customer-log";

class Program {
  private process?: ChildProcessByStdio<null, Readable, null>;
  private folder = mkdtempSync(join(tmpdir(), "alongside-"));
  url = "";

  async starts(...options: string[]) {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    this.process = spawn(join(target, "release/alongside"), ["--data", "data", "--listen", listen, "serve", ...options], { cwd: this.folder, stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: this.process.stdout })) {
      const serves = /serves (http:\S+)/.exec(line);
      if (serves) return void (this.url = serves[1]);
    }
    throw new Error("the program did not start");
  }

  async dies() {
    const dead = new Promise((resolve) => this.process?.once("exit", resolve));
    this.process?.kill("SIGKILL");
    await dead;
  }

  async isGone() {
    await this.dies();
    rmSync(this.folder, { recursive: true });
  }
}

async function somebody(browser: Browser, program: Program, name: string) {
  const person = new Person(await (await browser.newContext()).newPage(), program as unknown as Shop, true);
  await person.signsInAsStaff(name);
  return person;
}

test("over a program that is killed and started again the log shows all that happened, once, and says while it is behind", async ({ browser }) => {
  const program = new Program();
  try {
    await program.starts("--demo");
    const rosa = await somebody(browser, program, "rosa");
    await rosa.switchesTheFeature(true);
    const nadia = await somebody(browser, program, "nadia");
    await nadia.opens(LOG);
    const rows = nadia.page.locator("tbody tr");
    const bar = nadia.page.locator(".live-bar");
    await expect(bar).toContainText("Live");
    await rosa.logsInAs("ada");
    await expect(rows).toHaveCount(1);
    await program.dies();
    await expect(bar).toContainText("Behind");
    await program.starts();
    await rosa.logsInAs("elif");
    await expect(rows.nth(0)).toContainText("Elif", { timeout: 10_000 });
    await expect(rows.nth(1)).toContainText("Ada Brandt");
    await expect(bar).toContainText("Live");
    await expect(rows).toHaveCount(2);
    const shown = await rows.allInnerTexts();
    await nadia.opens(LOG);
    expect(await rows.allInnerTexts()).toEqual(shown);
  } finally {
    await program.isGone();
  }
});
