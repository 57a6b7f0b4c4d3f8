// A page that comes piece by piece is drawn once it is whole: nothing that somebody has seen moves.
import { type IncomingHttpHeaders, createServer, request as asks } from "node:http";
import type { AddressInfo } from "node:net";
import { type Person, type Shop, test as base, expect } from "./shop";
import { buys, rosaHasSwitchedItOn } from "./steps";

/** So much of a page comes at once, and the next so many milliseconds later. */
const PIECE = 1_000;
const PAUSE = 20;

/** A slow line to a shop: pages come over it in pieces, each to be drawn before the next is there. Its address, for as long as it is used. */
async function slow(shop: Shop, use: (address: string) => Promise<void>, page = (whole: Buffer) => whole) {
  const line = createServer((asked, answers) => {
    const { "accept-encoding": _, ...headers }: IncomingHttpHeaders = asked.headers;
    const further = asks(shop.url + asked.url, { method: asked.method, headers }, async (answer) => {
      const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
      answers.writeHead(answer.statusCode ?? 502, headers);
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      const isPage = headers["content-type"]?.startsWith("text/html");
      const whole = isPage ? page(Buffer.concat(parts)) : Buffer.concat(parts);
      const size = isPage ? PIECE : whole.length;
      for (let at = 0; at < whole.length; at += size) {
        answers.write(whole.subarray(at, at + size));
        await new Promise((done) => setTimeout(done, PAUSE));
      }
      answers.end();
    });
    asked.pipe(further);
  });
  await new Promise<void>((done) => line.listen(0, "127.0.0.1", done));
  await use(`http://127.0.0.1:${(line.address() as AddressInfo).port}`);
  line.closeAllConnections();
  line.close();
}

/** `hasty`: the same, but that nothing of a page waits for the rest. */
const test = base.extend<{ line: string; hasty: string }>({
  line: ({ shop }, use) => slow(shop, use),
  hasty: ({ shop }, use) => slow(shop, use, (whole) => Buffer.from(whole.toString().replace(' blocking="render"', ""))),
});

/** What has moved since the page began to come. */
async function moved(page: Person["page"]): Promise<string[]> {
  return page.evaluate(async () => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const shifts: Shift[] = [];
    new PerformanceObserver((list) => shifts.push(...(list.getEntries() as Shift[]))).observe({ type: "layout-shift", buffered: true });
    // What is known so far is told after a frame.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    const called = (node: Node | null) => (node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName));
    return shifts.map(({ value, sources }) => `${value}: ${sources.map(({ node }) => called(node)).join(", ")}`);
  });
}

async function nothingMoves({ page }: Person, line: string, paths: string[]) {
  const wrong: string[] = [];
  for (const [width, height] of [[1280, 800], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    for (const path of paths) {
      const answer = await page.goto(line + path);
      expect(answer?.status(), path).toBe(200);
      wrong.push(...(await moved(page)).map((what) => `${path} at ${width}: ${what}`));
    }
  }
  expect(wrong).toEqual([]);
}

/** Whoever is signed in to the shop is so over the line as well: cookies are of a host, whatever its port. */
test("what a shopper looks at stays where it was drawn", async ({ person: ada, line }) => {
  test.setTimeout(120_000);
  await nothingMoves(ada, line, ["/", "/category/kitchen", "/product/harbour-mug", "/customer/account/login"]);
  await ada.hasSignedIn("customer", "ada");
  await buys(ada, "harbour-mug");
  await nothingMoves(ada, line, ["/checkout/cart", "/checkout", "/customer/account", "/customer/address"]);
});

test("what staff look at stays where it was drawn", async ({ person: rosa, line }) => {
  test.setTimeout(120_000);
  await rosaHasSwitchedItOn(rosa);
  await nothingMoves(rosa, line, ["/admin", "/admin/customers", "/admin/config/general", "/admin/roles/new"]);
});

test("what is drawn before the rest is there moves, and that is told", async ({ person: guest, hasty }) => {
  const told: string[] = [];
  for (const path of ["/", "/category/kitchen", "/product/harbour-mug"]) {
    await guest.page.goto(hasty + path);
    told.push(...(await moved(guest.page)));
  }
  expect(told).not.toEqual([]);
});
