// The keys that open the search of the back office, Ctrl+K or Cmd+K, and its button says which. Without this the button opens it all the same.
const palette = document.querySelector("[data-palette]");
const field = palette.querySelector("input[type=search]");
const keys = document.querySelector(`[popovertarget="${palette.id}"] kbd`);
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

keys.textContent = isApple ? "⌘K" : "Ctrl K";
keys.hidden = false;

addEventListener("keydown", (event) => {
  const isMeant = event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey && (isApple ? event.metaKey : event.ctrlKey);
  // Whoever is asked something answers that first.
  if (!isMeant || document.querySelector("dialog:modal")) return;
  event.preventDefault();
  palette.togglePopover();
});
palette.addEventListener("toggle", ({ newState }) => {
  if (newState === "open") field.select();
});
// What is chosen may be on this very page.
palette.addEventListener("click", ({ target }) => {
  if (target.closest("a")) palette.hidePopover();
});
