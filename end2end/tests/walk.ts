// Pages, and what they lead to.
import type { Person, Shop } from "./shop";
import { buys, customer, rosaHasSwitchedItOn } from "./steps";

/** Whoever looks at all that there is for him: how he comes, and which pages those are. */
export const LOOKS_AT: Record<"guest" | "customer" | "staff", (person: Person, shop: Shop) => Promise<string[]>> = {
  guest: async (_, shop) => [...(await shop.pages("shop")), "/category/kitchen", "/product/harbour-mug", "/search?q=mug", "/search?q=zzz", "/no/such/page"],
  customer: async (ada, shop) => {
    await customer(ada, "ada");
    await buys(ada, "harbour-mug");
    return (await shop.pages("shop")).filter((path) => /^\/(customer|checkout|sales|wishlist|newsletter)/.test(path));
  },
  staff: async (rosa, shop) => {
    await rosaHasSwitchedItOn(rosa);
    return [...(await shop.pages("admin")), "/admin/search?q=mug", "/admin/customers?q=zzz", "/admin/no/such/page"];
  },
};

/** Opens each of these pages, and what a row of its list leads to, the first by its name, once of each kind. What leads elsewhere at once is left out. */
export async function* alsoFirst(person: Person, paths: string[]): AsyncGenerator<string> {
  const kind = (path: string) => path.replace(/[0-9a-f]{32}/g, "one");
  const known = new Set(paths.map(kind));
  const next = [...paths];
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    const answer = await person.opens(path);
    const isIt = person.page.url() === new URL(path, person.shop.url).href && answer?.headers()["content-type"]?.startsWith("text/html");
    if (!isIt) continue;
    const first = await person.page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLElement>("tbody th a[href^='/']")];
      return links.toSorted((a, b) => (a.innerText < b.innerText ? -1 : Number(a.innerText > b.innerText)))[0]?.getAttribute("href");
    });
    if (first && !known.has(kind(first))) {
      known.add(kind(first));
      next.push(first);
    }
    yield path;
  }
}
