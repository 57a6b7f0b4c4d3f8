// Builds what browsers load: one bundle of islands for each half, the styles and the icon, each packed with brotli, and the pictures of the guides.
// Needs cargo, the wasm-bindgen CLI of the locked version (the Makefile sees to it) and wasm-opt from npm.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { styles } from "./styles.mjs";

const root = join(import.meta.dirname, "..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const dist = join(root, "dist");
const halves = ["storefront", "backoffice"];
// What the compiler emits; a browser of the last years knows all of it.
const features = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"].map((f) => `--enable-${f}`);
// Two rounds are smaller than one; and functions of the same kind beside each other are packed better.
const smaller = ["--flatten", "--rereloop", "-Oz"];
// Nothing that Rust compiles reads the first kilobyte of its memory, or expects another memory than a fresh one.
const memory = ["--low-memory-unused", "--zero-filled-memory"];
const asTheyAre = ["handoff.js", "live.js", "grid.js", "fresh.js", "inherit.js", "chosen.js", "idle.js", "keeps.js", "palette.js", "floats.js", "wake.js", "speculation.json"];
const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit", cwd: root, env });
const tool = (name) => join(root, "end2end/node_modules/.bin", name);
const env = { ...process.env };
// Where this machine keeps its crates stands in each of their panics, and is none of a browser's business. They are fetched before, so that
// the first build and the next have the same flags.
run("cargo", "fetch", "--quiet", "--locked");
const crates = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
const kept = readdirSync(crates).sort().map((name) => join(crates, name));
env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS = [...kept, root].map((path) => `--remap-path-prefix=${path}/=`).join(" ");

// The pictures of the guides, in each language; where one was not taken yet, the one of the first language stands in.
const [first, ...others] = readFileSync(join(root, "app/locales/languages.txt"), "utf8").split("\n").filter(Boolean).map((line) => line.split(" ")[0]);
const taken = (tag, name) => join(root, "public/guide", tag, name);
const pictures = readdirSync(join(root, "public/guide", first)).flatMap((name) =>
  [first, ...others].map((tag) => ({ from: existsSync(taken(tag, name)) ? taken(tag, name) : taken(first, name), to: `guide-${tag}-${name}` })));

const built = (half) => join(target, "wasm32-unknown-unknown", "wasm-release", `frontend_${half}.wasm`);
const stamp = join(target, "wasm32-unknown-unknown", "assets-stamp");

// Cargo alone knows whether the bundles changed; the rest is done only if they did, or if a file of ours is newer.
run("cargo", "build", "--profile", "wasm-release", "--target", "wasm32-unknown-unknown", ...halves.flatMap((h) => ["-p", `frontend-${h}`]));
const sources = [...halves.map(built), ...[...styles, "public/icon.svg", "frontend/start.js", "frontend/build.mjs", "frontend/styles.mjs", ...asTheyAre.map((name) => `frontend/${name}`), "app/locales/languages.txt"].map((f) => join(root, f)), ...pictures.map(({ from }) => from)];
const newest = Math.max(...sources.map((f) => statSync(f).mtimeMs));
if (existsSync(stamp) && existsSync(join(dist, "style.css")) && statSync(stamp).mtimeMs > newest && statSync(join(dist, "style.css")).mtimeMs > newest) {
  process.exit(0);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const half of halves) {
  run("wasm-bindgen", built(half), "--target", "web", "--no-typescript", "--out-dir", dist, "--out-name", half);
  const wasm = join(dist, `${half}_bg.wasm`);
  run(tool("wasm-opt"), ...smaller, ...smaller, "-Oz", ...memory, "--reorder-functions-by-name", ...features, "--strip-debug", "--strip-producers", wasm, "-o", wasm);
  // The script around it comes as people read it, which nobody does there.
  const script = join(dist, `${half}.js`);
  run(tool("terser"), script, "--module", "--compress", "--mangle", "--output", script);
  writeFileSync(join(dist, `${half}-start.js`), readFileSync(join(root, "frontend/start.js"), "utf8").replaceAll("HALF", half));
}
for (const name of asTheyAre) copyFileSync(join(root, "frontend", name), join(dist, name));
copyFileSync(join(root, "public/icon.svg"), join(dist, "icon.svg"));
writeFileSync(join(dist, "style.css"), styles.map((path) => readFileSync(join(root, path), "utf8")).join(""));
for (const name of readdirSync(dist)) {
  const bytes = readFileSync(join(dist, name));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(join(dist, `${name}.br`), packed);
  console.log(`${name}: ${bytes.length} bytes, ${packed.length} packed`);
}
// They are packed already.
for (const { from, to } of pictures) copyFileSync(from, join(dist, to));
writeFileSync(stamp, "");
