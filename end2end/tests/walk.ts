// Pages, and what they lead to.
import type { Person } from "./shop";

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
