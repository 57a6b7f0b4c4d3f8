// Files that people bring along: made here, of nothing but what they must have, and brought to where they are imported.
import { deflateSync } from "node:zlib";
import { type Person, expect } from "./shop";
import { posts, waitsFor } from "./steps";

export const IMPORT = "/admin/system/import";

/** Brings a file, and is where it is checked. */
export async function brings(person: Person, entity: string, text: string, { name = "brought.csv", strategy = "Skip error entries", behavior = "Add/Update" } = {}) {
  await person.opens(IMPORT);
  const { page } = person;
  await page.getByLabel("Entity Type").selectOption({ label: entity });
  await page.getByLabel("Import Behavior").selectOption({ label: behavior });
  await page.getByLabel("Validation Strategy").selectOption({ label: strategy });
  await page.getByLabel("Select File to Import").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(`\ufeff${text}`) });
  await page.getByRole("button", { name: "Check Data" }).click();
  await page.waitForURL(/\/import\/[0-9a-f]{32}$/);
}

/** Has what was checked imported, and waits for what came of it. */
export async function imports(person: Person, counted: string) {
  expect(await posts(person.page, "Import")).toBe(303);
  await waitsFor(person, counted);
}

/** As PNG and ZIP count it. */
function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/** A PNG of one colour. */
export function png(width: number, height: number, colour: [number, number, number]): Buffer {
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** A ZIP of files as they are. */
export function zip(files: [string, Buffer][]): Buffer {
  const [parts, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, bytes] of files) {
    const called = Buffer.from(name);
    // From the version that is needed to the lengths of name and comment, which both of its heads have.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(called.length, 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), facts, called, bytes);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, place, called);
    at += 30 + called.length + bytes.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(entries).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...entries, Buffer.from("PK\x05\x06", "latin1"), end]);
}
