// Letters that are the same on every machine: whatever the sign, a box half as wide as it is high. What a page looks like in them depends on its
// markup and its styles alone, not on the fonts that a machine happens to have.
import type { Page } from "@playwright/test";

const u16 = (...numbers: number[]) => Buffer.from(numbers.flatMap((n) => [(n >> 8) & 255, n & 255]));
const u32 = (...numbers: number[]) => Buffer.concat(numbers.map((n) => u16(n >>> 16, n & 0xffff)));
const zeros = (count: number) => Buffer.alloc(count);

/** A font of one box, table by table, as the OpenType specification has them. */
function font(): Buffer {
  const [em, width, height, ascent, descent] = [1000, 500, 700, 900, 200];
  // One contour of four points: ends, no instructions, flags, and the steps from point to point.
  const box = Buffer.concat([u16(1, 0, 0, width, height, 3, 0), Buffer.from([1, 1, 1, 1]), u16(0, 0, width, 0, 0, height, 0, -height), zeros(2)]);
  const name = Buffer.from("blocks", "utf16le").swap16();
  const tables: Record<string, Buffer> = {
    "OS/2": Buffer.concat([
      u16(4, width, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0), zeros(26), Buffer.from("NONE"),
      u16(0x40, 0x20, 0xffff, ascent, -descent, 0, ascent, descent), u32(1, 0), u16(500, height, 0, 32, 0),
    ]),
    // Every sign is the second glyph.
    cmap: Buffer.concat([u16(0, 1, 3, 10), u32(12), u16(13, 0), u32(28, 0, 1, 0x20, 0x10ffff, 1)]),
    glyf: box,
    head: Buffer.concat([u32(0x10000, 0x10000, 0, 0x5f0f3cf5), u16(0x0b, em), zeros(16), u16(0, 0, width, height, 0, 8, 2, 0, 0)]),
    hhea: Buffer.concat([u32(0x10000), u16(ascent, -descent, 0, width, 0, 0, width, 1, 0, 0), zeros(8), u16(0, 1)]),
    hmtx: u16(width, 0, 0),
    loca: u16(0, 0, box.length / 2),
    maxp: Buffer.concat([u32(0x10000), u16(2, 4, 1, 0, 0, 2), zeros(16)]),
    name: Buffer.concat([u16(0, 1, 18, 3, 1, 0x409, 1, name.length, 0), name]),
    post: Buffer.concat([u32(0x30000, 0), u16(-100, 50), u32(1), zeros(16)]),
  };
  const padded = (table: Buffer) => Buffer.concat([table, zeros(-table.length & 3)]);
  const sum = (table: Buffer) => {
    const whole = padded(table);
    let total = 0;
    for (let at = 0; at < whole.length; at += 4) total = (total + whole.readUInt32BE(at)) >>> 0;
    return total;
  };
  const names = Object.keys(tables);
  let place = 12 + 16 * names.length;
  const directory = names.map((tag) => {
    const table = tables[tag]!;
    const entry = Buffer.concat([Buffer.from(tag), u32(sum(table), place, table.length)]);
    place += padded(table).length;
    return entry;
  });
  return Buffer.concat([u32(0x10000), u16(names.length, 128, 3, names.length * 16 - 128), ...directory, ...names.map((tag) => padded(tables[tag]!))]);
}

const STYLE = `@font-face { font-family: blocks; src: url("data:font/ttf;base64,${font().toString("base64")}") }
* { font-family: blocks !important; font-synthesis: none !important; }`;

/** From now on each page of this browser is read in them. It must not mind the policy of our pages, which allows no such font. */
export async function readsInBlocks(page: Page) {
  await page.route("**/style.css", async (route) => {
    const style = await (await route.fetch()).text();
    await route.fulfill({ contentType: "text/css", body: `${style}\n${STYLE}` });
  });
}

/** Whether the page that is open is read in them by now. */
export async function isInBlocks(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await document.fonts.load("16px blocks")).some(({ status }) => status === "loaded"));
}
