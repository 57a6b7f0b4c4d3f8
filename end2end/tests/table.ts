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

  /** Takes up what the page that is shown leads to: its links, and where its forms go. */
  async reads() {
    this.takes(await this.person.page.content());
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
    this.takes(await (await this.person.page.request.get(this.person.shop.url + address)).text());
    return true;
  }

  /** Where a form goes is a page as well, if one looks at it; but what is only sent there may look like somebody's name. */
  private takes(html: string) {
    for (const [, kind, address] of html.matchAll(/<(?:a|form)\b[^>]*?\s(href|action)="([^"]+)"/g)) {
      const { origin, pathname, search } = new URL(address!.replaceAll("&amp;", "&"), this.person.page.url());
      if (origin !== this.person.shop.url || this.addresses.has(pathname)) continue;
      const row = this.rows.find(({ path }) => matches(path, pathname) && (kind === "href" || !path.endsWith("}")));
      const known = row && this.addresses.get(row.path)!;
      if (known && known.length < MOST && !known.includes(pathname + search)) known.push(pathname + search);
    }
  }
}
