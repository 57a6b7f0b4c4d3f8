// Says it before a session in the back office or a visit ends by itself, and keeps it for whoever wants to stay, if that can be. Nothing is
// loaded anew: what was typed stays in the page. Whatever another tab did meanwhile is asked for first, by a request that keeps no session alive.
const BOX = "[data-idle]";
const WARN = 120;
const box = document.querySelector(BOX);
const [text, stay, again] = ["[role=alert]", "button", "a"].map((part) => box.querySelector(part));
const total = Number(box.dataset.idle);
// Of a visit the minutes stand in its banner. So many are read out once they are left: not each of them, or nothing else would be heard.
const TOLD = 5;
const clock = document.querySelector("[data-minutes]");
const identity = (page) => page.querySelector("input[name=identity]")?.value;
let ends = Date.now() + total * 1000;
let asked = false;

const says = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};

function count(minutes) {
  const { many, one, last } = clock.dataset;
  const words = minutes > 1 ? many.replace("{}", minutes) : minutes ? one : last;
  says(clock, words);
  says(clock.nextElementSibling, minutes === TOLD ? words : "");
}

function look() {
  const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const minutes = Math.ceil(left / 60);
  if (clock) count(minutes);
  if (left > Math.min(WARN, total / 2)) {
    box.hidden = true;
    asked = false;
    return;
  }
  if (!asked) {
    asked = true;
    return void ask({ "x-background": "1" });
  }
  box.hidden = false;
  const isOver = left === 0;
  [stay.hidden, again.hidden] = [isOver || box.dataset.final !== undefined, !isOver];
  says(text, isOver ? text.dataset.over : minutes > 1 ? text.dataset.many.replace("{}", minutes) : text.dataset.last);
}

/**
 * How long the session lasts by now; a page for somebody else, or none at all, says that it is over. Where a visit's end is told is left to
 * whoever goes there.
 */
async function ask(headers) {
  try {
    const answer = await fetch(box.dataset.of, { headers, redirect: "manual" });
    // A server that cannot answer now says nothing of the session.
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector(BOX);
    const isMine = there && identity(page) === identity(document);
    const left = isMine ? Number(there.dataset.idle) : 0;
    ends = Date.now() + left * 1000;
    box.toggleAttribute("data-final", there?.dataset.final !== undefined);
  } catch {
    // Nobody answers: what was known stays.
  }
  look();
}

stay.addEventListener("click", () => ask({}));
setInterval(look, 1000);
