// Wakes the islands of a page, in the order in which they stand in it, and says when all are alive.
import init, * as islands from "./HALF.js";

await init({ module_or_path: new URL("./HALF_bg.wasm", import.meta.url) });
islands.hydrate();
async function wakeAll(root) {
  for (const element of root.querySelectorAll("leptos-island")) {
    // One that a translator or an extension has taken apart stays as it is without scripts; the others wake.
    try {
      const wake = islands[element.dataset.component];
      if (!wake) throw new Error(`${element.dataset.component} is not among the islands of this bundle`);
      await wake(element);
    } catch (error) {
      console.error(error);
    }
  }
}
await wakeAll(document);
addEventListener("islands:wake", ({ detail }) => wakeAll(detail));
document.documentElement.dataset.hydrated = "";
