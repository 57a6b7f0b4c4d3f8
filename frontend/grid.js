// A grid without a page load: a link or a form that leads to the grid's own page is fetched, and the grid in it takes the place of the one
// that is shown. Its address is the browser's, so that it can be shared, reloaded and gone back from. Whatever is not a grid of the same
// name for the same reader with the same program is loaded as it is without scripts.
const GRID = "[data-grid]";
const here = () => location.pathname + location.search;
// Whoever does not see the table hears how much there is in it now.
const said = document.body.appendChild(document.createElement("p"));
said.className = "hidden";
said.setAttribute("aria-live", "polite");
let latest = 0;
let shown = here();

const told = (page, selector, name) => page.querySelector(selector)?.getAttribute(name);
const scripts = (page) => [...page.querySelectorAll("script[type=module]")].map((script) => script.getAttribute("src"));
const isOurs = (page) => [["input[name=identity]", "value"], [GRID, "data-grid"], ["html", "lang"]]
  .every(([selector, name]) => told(page, selector, name) === told(document, selector, name))
  // What it needs is here already: of the same program, and a table that stays fresh can wake.
  && scripts(page).every((script) => scripts(document).includes(script));

const fields = (grid) => [...grid.querySelectorAll("form[method=get] :is(input, select)[id]")];

async function show(url, goesOn) {
  const mine = ++latest;
  const grid = document.querySelector(GRID);
  const stood = history.state?.stood ?? 0;
  const before = new Map(fields(grid).map((field) => [field.id, field.value]));
  grid.setAttribute("aria-busy", "true");
  said.textContent = "";
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return;
    const next = page.querySelector(GRID);
    if (!answer.ok || answer.redirected || !next || !isOurs(page)) return location.assign(url);
    const focused = document.activeElement?.id;
    // What was typed since it was asked for stays typed.
    for (const field of fields(grid)) {
      const kept = field.value !== before.get(field.id) && next.querySelector(`#${CSS.escape(field.id)}`);
      if (kept) kept.value = field.value;
    }
    // What was opened beside the table stays open.
    for (const { id } of grid.querySelectorAll("details[id][open]")) next.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    // What follows the old grid lets go of it.
    dispatchEvent(new Event("live:stop"));
    grid.replaceWith(next);
    looks();
    document.title = page.title;
    if (goesOn) history.pushState({ grid: true }, "", url);
    shown = here();
    dispatchEvent(new CustomEvent("islands:wake", { detail: next }));
    said.textContent = next.querySelector(".count, .empty")?.textContent ?? "";
    // Whoever typed goes on typing; whoever followed a link is at the head of what he sees now.
    const there = focused && next.querySelector(`#${CSS.escape(focused)}`);
    const head = next.querySelector("h1");
    head.tabIndex = -1;
    if (there || goesOn) (there || head).focus({ preventScroll: Boolean(there) });
    if (!goesOn) scrollTo(0, stood);
  } catch {
    if (mine !== latest) return;
    // Who is offline keeps what he has; else the browser says what is the matter.
    if (navigator.onLine) location.assign(url);
    else grid.removeAttribute("aria-busy");
  }
}

// Whoever goes by keys pushes along what is wider than its place; what is not is no stop of his.
const room = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    const wide = target.closest(".wide");
    if (wide?.scrollWidth > wide?.clientWidth) wide.setAttribute("tabindex", "0");
    else wide?.removeAttribute("tabindex");
  }
});

function looks() {
  room.disconnect();
  document.querySelectorAll(`${GRID} .wide, ${GRID} .wide table`).forEach((part) => room.observe(part));
}

function leads(url) {
  return url.origin === location.origin && url.pathname === location.pathname && !url.searchParams.has("export") && !url.hash;
}

addEventListener("click", (event) => {
  const link = event.target.closest?.(`${GRID} a[href]`);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target) return;
  const url = new URL(link.getAttribute("href"), location.href);
  // The link that reloads is for whoever has no scripts, or wants to be sure.
  if (!leads(url) || link.matches("[data-reload]")) return;
  event.preventDefault();
  show(url.href, true);
});
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get" || !form.closest(GRID)) return;
  const url = new URL(form.getAttribute("action"), location.href);
  const asked = [...new FormData(form, event.submitter)].filter(([, value]) => value);
  url.search = new URLSearchParams(asked).toString();
  if (!leads(url)) return;
  event.preventDefault();
  show(url.href, true);
});
// Where the reader stood on a page he finds it again.
addEventListener("scrollend", () => {
  if (document.querySelector(`${GRID}:not([aria-busy])`)) history.replaceState({ ...history.state, stood: scrollY }, "");
});
// A step to a place of the same page is none to another one.
addEventListener("popstate", () => { if (here() !== shown) show(location.href, false); });
looks();
