// Lighthouse on the pages named on the standard input: a JSON list of { name, url, cookie }. One JSON object a page comes out, a line each.
import lighthouse, { desktopConfig } from 'lighthouse';
import * as launcher from 'chrome-launcher';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const pages = JSON.parse(await text(process.stdin));
// The machine's Chromium, else the one that Playwright fetched.
const chromePath = process.env.CHROME_PATH ?? known.find(existsSync) ?? (await import('../node_modules/@playwright/test/index.mjs')).chromium.executablePath();
const chrome = await launcher.launch({ chromePath, chromeFlags: flags });
try {
  for (const { name, url, cookie } of pages) {
    const options = { port: chrome.port, logLevel: 'error', extraHeaders: cookie ? { Cookie: cookie } : undefined, disableStorageReset: true };
    // A browser that has just started now and then records no paint: such a run measured nothing, and is made again.
    let lhr;
    for (let run = 1; run <= 3 && lhr?.audits['largest-contentful-paint']?.numericValue === undefined; run++) {
      ({ lhr } = await lighthouse(url, options, desktopConfig));
    }
    const score = (id) => Math.round((lhr.categories[id]?.score ?? 0) * 100);
    const value = (id) => lhr.audits[id]?.numericValue ?? -1;
    const lost = Object.values(lhr.categories).flatMap((c) => c.auditRefs.filter((r) => r.weight > 0 && lhr.audits[r.id].score !== null && lhr.audits[r.id].score < 0.9).map((r) => r.id));
    console.log(JSON.stringify({
      name, final: lhr.finalDisplayedUrl,
      performance: score('performance'), accessibility: score('accessibility'), practices: score('best-practices'), seo: score('seo'),
      lcp: value('largest-contentful-paint'), cls: value('cumulative-layout-shift'), tbt: value('total-blocking-time'),
      lost: [...new Set(lost)],
    }));
  }
} finally {
  await chrome.kill();
}
