// What is typed into a form that says so stays with its step in the browser's history: whoever goes on and comes back finds it. What
// answered a form would be a step that a browser asks to send again; it becomes one that is only asked for.
const form = document.querySelector("form[data-keeps]");
const root = document.documentElement;
const identity = form.elements.namedItem("identity").value;
// What the page says itself it says as things are now, and no secret is kept.
const fields = [...form.elements].filter((field) => field.name && field.matches("select, textarea, input:not([type=hidden], [type=password], [type=file])"));
const isTicked = (field) => field.matches("[type=checkbox], [type=radio]");
const key = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);
const held = (field) => (isTicked(field) ? field.checked : field.value);

function keep() {
  const typed = Object.fromEntries(fields.map((field) => [key(field), held(field)]));
  history.replaceState({ ...history.state, kept: { identity, typed } }, "", location.href);
}

/** As it was, if it is offered still. */
function put(field, value) {
  if (field.type === "radio") field.checked ||= value;
  else if (field.type === "checkbox") field.checked = value;
  else if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
}

/** The islands around the form hear of it once they are alive. */
function tell() {
  if (root.dataset.hydrated === undefined) return;
  awake.disconnect();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const awake = new MutationObserver(tell);
const kept = history.state?.kept;
if (kept?.identity === identity) {
  for (const field of fields) if (key(field) in kept.typed) put(field, kept.typed[key(field)]);
  // What holds something is seen.
  for (const field of fields) if (!isTicked(field) && field.value) field.closest("details.folded")?.setAttribute("open", "");
  awake.observe(root, { attributeFilter: ["data-hydrated"] });
  tell();
}
keep();
form.addEventListener("change", keep);
