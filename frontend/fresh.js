// What stays fresh: the page is fetched again every few seconds while it is looked at, and what is marked takes the place of what is shown,
// until it is marked no more. Such a look is nobody's activity: it says so.
let marked = [...document.querySelectorAll("[data-fresh]")];
const said = (page) => page.querySelector("[data-said]");
const acts = "a[href], button";
const key = (act) => act.form?.action ?? act.getAttribute("href");

function follow(shown, next) {
  if (shown.innerHTML === next.innerHTML) return;
  // Whoever is at a button stays there, also if it says something else by now.
  const at = shown.contains(document.activeElement) ? key(document.activeElement) : null;
  shown.replaceChildren(...next.childNodes);
  if (at) [...shown.querySelectorAll(acts)].find((act) => key(act) === at)?.focus({ preventScroll: true });
}

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { headers: { accept: "text/html", "x-background": "1" } });
  if (!answer.ok || answer.redirected) return clearInterval(looking);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  marked = marked.filter((shown) => {
    const next = page.getElementById(shown.id);
    if (next) follow(shown, next);
    return next?.dataset.fresh;
  });
  if (said(page) && said(document).textContent !== said(page).textContent) said(document).textContent = said(page).textContent;
  if (!marked.length) clearInterval(looking);
}

const looking = setInterval(() => look().catch(() => {}), Math.min(...marked.map((one) => Number(one.dataset.fresh))));
