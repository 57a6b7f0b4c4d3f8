// One stream a browser, however many tabs are open and whatever each of them shows of it: whoever holds the lock reads it and passes on what it says. A tab that is hidden
// lets go and listens no more; whoever comes back asks for what it missed. A batch says after which place it tells: what does not
// follow on what a tab has heard is asked for, and what is told twice says nothing. A table that shows something else than the stream tells
// (under a filter, of one visit) asks for its own part whenever something is told. Only a line that is heard of is live.
const RETRY = 2_000;
const SILENT = 15_000;
const AGAIN = 100;

let stop = () => {};
addEventListener("live:follow", () => {
  stop();
  const element = document.querySelector("[data-live]");
  if (element) stop = follow(element.dataset.live, element.dataset.stream, Number(element.dataset.place));
});
addEventListener("live:stop", () => stop());
// What stands beside the table and changes with it is read again: at once, and while more is told, no more often than it says. Such a look is
// nobody's activity. Whoever stands in it is not disturbed, and what he opened stays open.
let due = false;
let reading = false;
addEventListener("live:batch", async ({ detail }) => {
  const element = document.querySelector("[data-refreshed]");
  if (!element || !JSON.parse(detail).rows.length) return;
  due = true;
  if (reading) return;
  reading = true;
  const pause = Number(element.dataset.refreshed);
  while (due && element.isConnected) {
    due = false;
    if (!(await refresh(element))) due = true;
    if (due || pause) await new Promise((resolve) => setTimeout(resolve, pause || AGAIN));
  }
  reading = false;
});
async function refresh(element) {
  const isStoodIn = () => element.contains(document.activeElement);
  if (isStoodIn()) return false;
  const answer = await fetch(location.href, { headers: { accept: "text/html", "x-background": "1" } }).catch(() => undefined);
  const page = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page && page.querySelector("[data-refreshed]");
  if (!now) return true;
  if (isStoodIn()) return false;
  const open = [...element.querySelectorAll("details")].map((details) => details.open);
  element.replaceChildren(...now.childNodes);
  element.querySelectorAll("details").forEach((details, n) => { details.open = open[n] ?? false; });
  return true;
}

function follow(url, stream, first) {
  const tell = (kind, detail) => dispatchEvent(new CustomEvent(`live:${kind}`, { detail }));
  const channel = new BroadcastChannel(stream);
  const at = (address) => `${address}${address.includes("?") ? "&" : "?"}place=${place}`;
  let place = first;
  // Up to where something is known to have happened.
  let told = first;
  let source;
  let release;
  let asking;
  let over = false;
  let heard = Date.now();

  function take(data) {
    const batch = JSON.parse(data);
    if (over || batch.place <= place) return;
    told = Math.max(told, batch.place);
    if (batch.after > place || url !== stream) return void missed();
    pass(batch, data);
  }
  function pass(batch, data) {
    if (over || batch.place <= place) return;
    place = batch.place;
    tell("batch", data);
  }
  function state(word) {
    if (over) return;
    if (word === "live") heard = Date.now();
    tell("state", word);
    if (word !== "over") return;
    over = true;
    letGo();
  }
  channel.onmessage = ({ data: { kind, text } }) => {
    if (document.hidden || over) return;
    if (kind === "who") {
      if (source?.readyState === EventSource.OPEN) channel.postMessage({ kind: "state", text: "live" });
    } else if (kind === "batch") take(text);
    else state(text);
  };
  function toAll(kind, text) {
    channel.postMessage({ kind, text });
    if (kind === "batch") take(text);
    else state(text);
  }

  // What happened while this tab did not listen, one asking at a time; and whether there is anything to listen to.
  function missed() {
    asking ??= (async () => {
      try {
        const answer = await fetch(`${at(url)}&once=1`, { headers: { accept: "application/json" } });
        if ([401, 403, 404, 409].includes(answer.status)) return toAll("state", "over");
        if (!answer.ok) return state("behind");
        for (const batch of await answer.json()) pass(batch, JSON.stringify(batch));
        return true;
      } catch {
        state("behind");
      } finally {
        asking = undefined;
        if (place < told && !over) setTimeout(missed, AGAIN);
      }
    })();
    return asking;
  }

  function open() {
    source = new EventSource(at(stream));
    source.onopen = () => toAll("state", "live");
    source.onmessage = ({ data }) => toAll("batch", data);
    source.addEventListener("alive", () => toAll("state", "live"));
    source.addEventListener("over", () => toAll("state", "over"));
    source.onerror = () => {
      if (over) return;
      toAll("state", "behind");
      // The browser tries again by itself, but for an answer that is no stream.
      if (source?.readyState === EventSource.CLOSED) again();
    };
  }
  function again() {
    source?.close();
    missed().then(() => setTimeout(() => { if (release && !over && source?.readyState === EventSource.CLOSED) open(); }, RETRY));
  }

  function lead() {
    navigator.locks.request(stream, () => new Promise((resolve) => {
      if (document.hidden || over) return resolve();
      release = resolve;
      open();
    })).catch(() => {});
  }
  function letGo() {
    source?.close();
    source = undefined;
    release?.();
    release = undefined;
  }
  async function look() {
    if (document.hidden) return letGo();
    if (over || release) return;
    channel.postMessage({ kind: "who" });
    await missed();
    if (!over && navigator.locks) lead();
  }
  // A line that is dead says nothing, and neither does a tab that is gone: then it is asked.
  const looking = setInterval(async () => {
    if (document.hidden || over) return;
    if (!navigator.locks) return (await missed()) && state("live");
    if (Date.now() - heard < SILENT) return;
    state("behind");
    if (release) again();
    else missed();
  }, 5_000);
  const goes = new AbortController();
  const { signal } = goes;
  document.addEventListener("visibilitychange", look, { signal });
  addEventListener("pagehide", letGo, { signal });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) look(); }, { signal });
  look();
  return () => {
    over = true;
    letGo();
    clearInterval(looking);
    goes.abort();
    channel.close();
  };
}
