// "Use Default" beside a field: while its box is ticked, the field shows what it inherits and cannot be typed into.
const ending = "-system";
const boxes = `input[type=checkbox][name$="${ending}"]`;
const field = (box) => document.getElementById(box.name.slice(0, -ending.length));

function follow() {
  for (const box of document.querySelectorAll(boxes)) field(box)?.toggleAttribute("disabled", box.checked);
}

// Before whatever else listens looks at the form.
function turned({ target }) {
  if (!target.matches(boxes)) return;
  if (target.checked && field(target)) field(target).value = field(target).dataset.system ?? "";
  follow();
}

document.addEventListener("change", turned, true);
addEventListener("form:written", follow);
follow();
