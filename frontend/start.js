// Wakes the islands of a page, in the order in which they stand in it, and says when all are alive.
import init, * as first from "./HALF.js";

await init({ module_or_path: new URL("./HALF_bg.wasm", import.meta.url) });
first.hydrate();
let islands = first;
let copies = 0;

// A program that stumbled in waking one wakes none any more, though what is awake goes on. The rest gets another copy of it, which is
// compiled already.
async function another() {
  const copy = await import(`./HALF.js?copy=${++copies}`);
  await copy.default({ module_or_path: init.__wbindgen_wasm_module });
  copy.hydrate();
  return copy;
}

async function wakeAll(root) {
  for (const element of root.querySelectorAll("leptos-island")) {
    // One that a translator or an extension has taken apart stays as it is without scripts; the others wake.
    try {
      islands ??= await another();
      const wake = islands[element.dataset.component];
      if (!wake) throw new Error(`${element.dataset.component} is not among the islands of this bundle`);
      await wake(element);
    } catch (error) {
      console.error(error);
      islands = undefined;
    }
  }
}
await wakeAll(document);
addEventListener("islands:wake", ({ detail }) => wakeAll(detail));
document.documentElement.dataset.hydrated = "";
