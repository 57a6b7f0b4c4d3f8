// One stream a browser, however many tabs are open: whoever holds the lock reads it and passes on what it says. A tab that is hidden
// lets go; whoever comes back asks for what it missed. The place in the sequence is the cursor: nothing is lost, and what is told
// twice says nothing.
const RETRY = 2_000;

addEventListener("live:follow", () => {
  const element = document.querySelector("[data-live]");
  if (element) follow(element.dataset.live, Number(element.dataset.place));
});

function follow(url, place) {
  const tell = (kind, detail) => dispatchEvent(new CustomEvent(`live:${kind}`, { detail }));
  const channel = new BroadcastChannel(url);
  const at = (from) => `${url}${url.includes("?") ? "&" : "?"}place=${from}`;
  let source;
  let release;
  let over = false;

  const take = (data) => {
    place = Math.max(place, JSON.parse(data).place);
    tell("batch", data);
  };
  const state = (word) => {
    if (word === "over") over = true;
    tell("state", word);
  };
  channel.onmessage = ({ data: { kind, text } }) => (kind === "batch" ? take(text) : state(text));
  const toAll = (kind, text) => {
    channel.postMessage({ kind, text });
    if (kind === "batch") take(text);
    else state(text);
  };

  // What happened while this tab did not listen, and whether there is anything to listen to.
  async function missed() {
    try {
      const answer = await fetch(`${at(place)}&once=1`, { headers: { accept: "application/json" } });
      if ([401, 403, 409].includes(answer.status)) return state("over");
      if (!answer.ok) return state("behind");
      for (const batch of await answer.json()) take(JSON.stringify(batch));
      state("live");
    } catch {
      state("behind");
    }
  }

  function open() {
    source = new EventSource(at(place));
    source.onopen = () => toAll("state", "live");
    source.onmessage = ({ data }) => toAll("batch", data);
    source.addEventListener("over", () => {
      toAll("state", "over");
      source.close();
    });
    source.onerror = () => {
      if (over) return source.close();
      toAll("state", "behind");
      // The browser tries again by itself, but for an answer that is no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      const failed = source;
      missed().finally(() => {
        if (!over) setTimeout(() => { if (source === failed && release) open(); }, RETRY);
      });
    };
  }

  const listen = new AbortController();
  function lead() {
    navigator.locks.request(url, () => new Promise((resolve) => {
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
  function look() {
    if (document.hidden) return letGo();
    if (over || release) return;
    missed().then(() => { if (!over) lead(); });
  }
  document.addEventListener("visibilitychange", look, { signal: listen.signal });
  addEventListener("pagehide", letGo, { signal: listen.signal });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) look(); }, { signal: listen.signal });
  look();
}
