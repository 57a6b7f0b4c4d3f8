// A choice that a list is asked for by: whoever has chosen is shown it at once, and the button beside it is for browsers without scripts.
// Whoever goes through it by arrows has not chosen yet: he does by Enter, or by going on.
const choice = "form[data-chosen] select";
let goesThrough = false;

function ask(field) {
  const isAnother = [...field.options].some((option) => option.selected !== option.defaultSelected);
  if (isAnother) field.form.requestSubmit();
}

addEventListener("pointerdown", () => { goesThrough = false; }, true);
addEventListener("keydown", ({ key, target }) => {
  if (!target.matches?.(choice)) return;
  goesThrough = key !== "Enter" && key !== " ";
  if (key === "Enter") ask(target);
}, true);
addEventListener("change", ({ target }) => { if (target.matches?.(choice) && !goesThrough) ask(target); });
addEventListener("focusout", ({ target }) => { if (target.matches?.(choice)) ask(target); });
