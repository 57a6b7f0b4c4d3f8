// Figures that stay fresh: the page is fetched again every few seconds while it is looked at, and its numbers take the place of those that
// are shown. Such a look is nobody's activity: it says so.
const table = document.querySelector("[data-fresh]");
const numbers = (page) => [...(page.querySelector("[data-fresh]")?.querySelectorAll("td.number") ?? [])];

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { headers: { accept: "text/html", "x-background": "1" } });
  if (!answer.ok || answer.redirected) return clearInterval(looking);
  const fresh = numbers(new DOMParser().parseFromString(await answer.text(), "text/html"));
  const shown = numbers(document);
  if (fresh.length !== shown.length) return;
  shown.forEach((cell, n) => {
    if (cell.textContent !== fresh[n].textContent) cell.textContent = fresh[n].textContent;
  });
}

const looking = setInterval(() => look().catch(() => {}), Number(table.dataset.fresh));
