// The pages of the table of endpoints, each at an address that another page leads to: a page that is new is walked by itself.
import type { Person } from "./shop";

/** A row of the table that is looked at. */
export type Row = { path: string; who: "open" | "customer" | "own" | "staff"; in_a_visit: boolean };

/** How many addresses of a row are kept: one of them leads on, if any does. */
const MOST = 40;

const parts = (path: string) => path.split("/");
const matches = (row: string, path: string) =>
  parts(row).length === parts(path).length && parts(row).every((part, n) => part === parts(path)[n] || (part.startsWith("{") && parts(path)[n] !== ""));

/** Where somebody is led who begins at the pages that need no link. */
export class Table {
  private readonly addresses = new Map<string, string[]>();
  private readonly read = new Set<string>();

  constructor(private readonly person: Person, private readonly rows: Row[]) {
    for (const { path } of rows) this.addresses.set(path, path.includes("{") ? [] : [path]);
  }

  /** Takes up what the page that is shown leads to: its links, and where its forms go, which are pages as well if one looks at them. */
  async reads() {
    const led = await this.person.page.evaluate(() => {
      const found = [...document.querySelectorAll("a[href], form[action]")].map((element) => element.getAttribute("href") ?? element.getAttribute("action")!);
      return found.map((address) => new URL(address, location.href).href);
    });
    this.takes(led);
  }

  /** An address that no page leads to, but a letter, or something that is done first. */
  knows(row: string, address: string) {
    this.addresses.set(row, [address]);
  }

  /** Each row with its address, as soon as there is one. What is read on the way leads to more; the rest has none. */
  async *walk(): AsyncGenerator<[row: string, address: string]> {
    const shown = new Set<string>();
    for (;;) {
      const next = this.rows.find(({ path }) => !shown.has(path) && this.addresses.get(path)!.length > 0);
      if (next) {
        shown.add(next.path);
        const [address] = this.addresses.get(next.path)!;
        this.read.add(address!);
        yield [next.path, address!];
      } else if (!(await this.looksFurther())) return;
    }
  }

  /** What no page has led to so far. */
  missing(): string[] {
    return this.rows.map(({ path }) => path).filter((path) => this.addresses.get(path)!.length === 0);
  }

  /** Not every order can be sent, nor every product has pictures: asks one more that may lead to what is missing. */
  private async looksFurther(): Promise<boolean> {
    const above = (row: string) => this.missing().some((missing) => missing.startsWith(`${row}/`));
    const address = this.rows.filter(({ path }) => above(path)).flatMap(({ path }) => this.addresses.get(path)!).find((address) => !this.read.has(address));
    if (!address) return false;
    this.read.add(address);
    const html = await (await this.person.page.request.get(this.person.shop.url + address)).text();
    this.takes([...html.matchAll(/<(?:a|form)\b[^>]*?\s(?:href|action)="([^"]+)"/g)].map(([, href]) => new URL(href!.replaceAll("&amp;", "&"), this.person.shop.url + address).href));
    return true;
  }

  private takes(links: string[]) {
    for (const link of links) {
      const { origin, pathname, search } = new URL(link);
      if (origin !== this.person.shop.url || this.addresses.has(pathname)) continue;
      const row = this.rows.find(({ path }) => matches(path, pathname));
      const known = row && this.addresses.get(row.path)!;
      if (known && known.length < MOST && !known.includes(pathname + search)) known.push(pathname + search);
    }
  }
}
