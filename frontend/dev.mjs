// `make dev`: rebuilds on each change, starts the program again, and reloads the browser. The browser talks to a proxy in
// front of the program, which adds one script of its own to each page; the program knows nothing of it. Styles and the icon come
// from where they are written: a change of them is seen at once, and builds nothing.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, watch } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { styles } from "./styles.mjs";

const root = join(import.meta.dirname, "..");
const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/alongside");
const [inner, outer] = [3000, 3001];
const built = ["app", "server", "frontend"];
const asWritten = {
  "style.css": [styles, "text/css; charset=utf-8"],
  "icon.svg": [["public/icon.svg"], "image/svg+xml"],
};
const watchers = new Set();
const script = `new EventSource("/__reload").onmessage = () => location.reload();`;
let running;

function start() {
  running = spawn(program, ["serve", "--data", join(root, "data"), "--listen", `127.0.0.1:${inner}`, "--demo"], { stdio: "inherit", cwd: root });
}

async function restart() {
  const begun = Date.now();
  for (const [command, args] of [["node", ["frontend/build.mjs"]], ["cargo", ["build", "--release", "--bin", "alongside"]]]) {
    if (spawnSync(command, args, { stdio: "inherit", cwd: root }).status !== 0) return;
  }
  await new Promise((done) => { running.once("exit", done); running.kill("SIGTERM"); });
  start();
  await answering();
  reload(begun);
}

function reload(begun) {
  console.log(`Reloaded after ${((Date.now() - begun) / 1000).toFixed(1)} s.`);
  for (const watcher of watchers) watcher.write("data: reload\n\n");
}

/** Until the program answers. */
function answering() {
  return new Promise((done) => {
    const ask = () => request({ port: inner, path: "/", method: "HEAD" }, done).on("error", () => setTimeout(ask, 50)).end();
    ask();
  });
}

createServer((incoming, outgoing) => {
  if (incoming.url === "/__reload") {
    outgoing.writeHead(200, { "content-type": "text/event-stream" });
    watchers.add(outgoing);
    incoming.on("close", () => watchers.delete(outgoing));
    return;
  }
  if (incoming.url === "/__components") {
    // What `make gallery` took of each component.
    const page = join(root, "gallery/components.html");
    const known = existsSync(page);
    return outgoing.writeHead(known ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(known ? readFileSync(page) : "Take them by `make gallery` first.");
  }
  if (incoming.url === "/__reload.js") return outgoing.writeHead(200, { "content-type": "text/javascript" }).end(script);
  const [, file] = incoming.url.match(/^\/pkg\/[^/]+\/([^/?]+)$/) ?? [];
  if (Object.hasOwn(asWritten, file)) {
    const [paths, type] = asWritten[file];
    return outgoing.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(paths.map((path) => readFileSync(join(root, path), "utf8")).join(""));
  }
  const headers = { ...incoming.headers, "accept-encoding": "identity" };
  const passed = request({ port: inner, path: incoming.url, method: incoming.method, headers }, (answer) => {
    if (!answer.headers["content-type"]?.startsWith("text/html")) return answer.pipe(outgoing.writeHead(answer.statusCode, answer.headers));
    const chunks = [];
    answer.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
      const page = Buffer.concat(chunks).toString().replace("</head>", `<script src="/__reload.js"></script></head>`);
      const { "content-length": _, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode, kept).end(page);
    });
  });
  passed.on("error", () => outgoing.writeHead(502).end("The program is starting."));
  incoming.pipe(passed);
}).listen(outer, "127.0.0.1", () => console.log(`Rebuilds and reloads on http://127.0.0.1:${outer}`));

let timer, building = Promise.resolve();
let mustBuild = false;
for (const folder of [...built, "style", "public"]) {
  watch(join(root, folder), { recursive: true }, () => {
    mustBuild ||= built.includes(folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const changed = mustBuild ? restart : () => reload(Date.now());
      mustBuild = false;
      building = building.then(changed);
    }, 150);
  });
}
process.on("SIGINT", () => { running.kill("SIGTERM"); process.exit(0); });
start();
