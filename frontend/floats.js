// What a summary opens over the page goes as a menu does: by Escape, which leads back to the summary, and once somebody goes on elsewhere:
// nothing stays behind it. Without this its summary closes it all the same.
const open = () => [...document.querySelectorAll("details[data-floats][open]")];

addEventListener("keydown", (event) => {
  // Whoever is asked something, or chooses from what is suggested, leaves that first.
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || document.querySelector("dialog:modal, :popover-open")) return;
  for (const details of open()) {
    if (details.contains(document.activeElement)) details.querySelector("summary").focus();
    details.open = false;
  }
});
const elsewhere = ({ target }) => {
  for (const details of open()) if (!details.contains(target)) details.open = false;
};
addEventListener("focusin", elsewhere);
addEventListener("pointerdown", elsewhere);
