// What stays fresh: the page is fetched again every few seconds while it is looked at, and what is marked takes the place of what is shown,
// until it is marked no more. Such a look is nobody's activity: it says so.
const marked = document.querySelector("[data-fresh]");
const said = (page) => page.querySelector("[data-said]");
const acts = "a[href], button";
const key = (act) => act.form?.action ?? act.getAttribute("href");

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { headers: { accept: "text/html", "x-background": "1" } });
  if (!answer.ok || answer.redirected) return clearInterval(looking);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById(marked.id);
  if (!next) return clearInterval(looking);
  if (marked.innerHTML !== next.innerHTML) {
    // Whoever is at a button stays there, also if it says something else by now.
    const at = marked.contains(document.activeElement) ? key(document.activeElement) : null;
    marked.replaceChildren(...next.childNodes);
    if (at) [...marked.querySelectorAll(acts)].find((act) => key(act) === at)?.focus({ preventScroll: true });
  }
  if (said(page) && said(document).textContent !== said(page).textContent) said(document).textContent = said(page).textContent;
  if (!next.dataset.fresh) clearInterval(looking);
}

const looking = setInterval(() => look().catch(() => {}), Number(marked.dataset.fresh));
