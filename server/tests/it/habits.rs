//! Habits of the house, held by looking at its files: what is used and under which licence, that documents lead somewhere, and that code
//! stays short enough to read.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Licences that ask for nothing but to be named, or for changes of their own files.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Used by what a macro writes: `t!`.
const BY_A_MACRO: &[&str] = &["leptos_i18n"];

/// Lines of a file, and characters of a line.
const LINES: usize = 400;
const CHARACTERS: usize = 160;

/// What is built, fetched or somebody else's.
const NOT_OURS: &[&str] = &[".git", "data", "dist", "gallery", "node_modules", "playwright-report", "target", "test-results"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file of ours below a folder, by its path from the root.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_dir() && !NOT_OURS.contains(&&*name) {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

fn read(path: &str) -> String {
    String::from_utf8_lossy(&fs::read(root().join(path)).unwrap()).into_owned()
}

/// Files of ours with one of these endings, and what is in them.
fn texts(endings: &[&str]) -> Vec<(String, String)> {
    let is_meant = |path: &String| endings.iter().any(|ending| path.ends_with(ending));
    files(&root()).into_iter().filter(is_meant).map(|path| (path.clone(), read(&path))).collect()
}

/// What cargo knows of the workspace and of all that it is made of, from what is on this machine.
fn metadata() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", "host-tuple"]);
    let output = cargo.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn of_ours(metadata: &Value) -> impl Iterator<Item = &Value> {
    let members = metadata["workspace_members"].as_array().unwrap();
    metadata["packages"].as_array().unwrap().iter().filter(|package| members.contains(&package["id"]))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[test]
fn each_dependency_is_used() {
    let metadata = metadata();
    let mut unused = Vec::new();
    for package in of_ours(&metadata) {
        let folder = Path::new(text(package, "manifest_path")).parent().unwrap();
        // `server` has other crates below it: of its own are what is here, in these folders.
        let own = ["src", "tests", "examples"].map(|name| folder.join(name));
        let mut code: String =
            own.iter().filter(|folder| folder.is_dir()).flat_map(|folder| files(folder)).map(|path| read(&path)).collect();
        code.push_str(&fs::read_to_string(folder.join("build.rs")).unwrap_or_default());
        let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["rename"].as_str().unwrap_or(text(dependency, "name"));
            if !BY_A_MACRO.contains(&name) && !words.contains(name.replace('-', "_").as_str()) {
                unused.push(format!("{} does not use {name}", text(package, "name")));
            }
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn whatever_is_built_in_has_a_licence_that_a_shop_can_live_with() {
    let metadata = metadata();
    let ours: BTreeSet<&str> = of_ours(&metadata).map(|package| text(package, "id")).collect();
    // Of each part that is joined by "and", one that is offered must be on the list.
    let is_fine = |licence: &str| {
        let parts = licence.split(" AND ").map(|part| part.replace(['(', ')'], "").replace('/', " OR "));
        parts.into_iter().all(|part| part.split(" OR ").any(|one| LICENCES.contains(&one.trim())))
    };
    // The database says in its file what no expression of its manifest says: README.md tells what that allows.
    let is_the_database = |package: &Value| {
        let file = Path::new(text(package, "manifest_path")).with_file_name("LICENSE");
        text(package, "name").starts_with("surrealdb") && fs::read_to_string(file).is_ok_and(|t| t.contains("Business Source License 1.1"))
    };
    let packages = metadata["packages"].as_array().unwrap().iter().filter(|package| !ours.contains(text(package, "id")));
    let refused: Vec<String> = packages
        .filter(|package| !is_fine(text(package, "license")) && !is_the_database(package))
        .map(|package| format!("{} {}: {:?}", text(package, "name"), text(package, "version"), text(package, "license")))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

/// What a heading is linked by: its words in small letters, with hyphens between them.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn documents_lead_to_what_is_there() {
    let documents: BTreeMap<String, String> = texts(&[".md"]).into_iter().collect();
    let tops: BTreeSet<String> = files(&root()).iter().filter_map(|path| path.split_once('/')).map(|(top, _)| top.to_owned()).collect();
    let mut broken = Vec::new();
    for (path, document) in &documents {
        let folder = root().join(path).parent().unwrap().to_owned();
        for link in document.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let to = if file.is_empty() { root().join(path) } else { folder.join(file) };
            let leads = fs::read_to_string(&to).is_ok_and(|text| text.lines().any(|l| l.starts_with('#') && anchor(l) == heading));
            if !to.exists() || (!heading.is_empty() && !leads) {
                broken.push(format!("{path}: {link}"));
            }
        }
        // Paths that are named: from the root, and without parts that stand for others.
        for named in document.split('`').skip(1).step_by(2).filter(|named| !named.contains([' ', '{', '*', '…', '<'])) {
            if named.split_once('/').is_some_and(|(top, _)| tops.contains(top)) && !root().join(named).exists() {
                broken.push(format!("{path}: `{named}`"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A longer file says at its beginning why: `// Over 400 lines: because …`.
#[test]
fn no_file_is_too_long_to_be_read_without_a_reason() {
    let has_reason = |text: &str| text.lines().take(10).any(|line| line.contains("Over 400 lines: because "));
    let code = texts(&[".rs", ".ts", ".mjs", ".js", ".css"]);
    let long: Vec<_> = code.iter().filter(|(_, text)| text.lines().count() > LINES && !has_reason(text)).map(|(path, _)| path).collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// rustfmt passes over what stands in `view!`. Texts in quotes, and markup that a test expects, are as long as they are.
#[test]
fn no_line_is_too_long_to_be_read() {
    let mut long = Vec::new();
    let code = |line: &str| line.split('"').step_by(2).map(|part| part.chars().count()).sum::<usize>();
    for (path, text) in texts(&[".rs"]).into_iter().filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/")) {
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.chars().count() > CHARACTERS && !line.ends_with('\\') && code(line) > CHARACTERS * 3 / 4);
        long.extend(lines.map(|(at, _)| format!("{path}:{}", at + 1)));
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// Script and WebAssembly of a half, as they are sent.
#[test]
fn what_wakes_a_page_weighs_no_more_than_is_promised() {
    for (half, most) in [("storefront", 100_000), ("backoffice", 200_000)] {
        let parts = ["_bg.wasm.br", ".js.br", "-start.js.br"].map(|end| root().join("dist").join(format!("{half}{end}")));
        let bytes: u64 = parts.iter().map(|part| fs::metadata(part).unwrap().len()).sum();
        assert!(bytes <= most, "{half}: {bytes} bytes");
    }
}

/// A snapshot stands in its test. A file of them outlives its test, and one that waits for a decision is not to be kept.
#[test]
fn snapshots_stand_in_their_tests() {
    let is_one = |path: &String| [".snap", ".snap.new", ".pending-snap"].iter().any(|end| path.ends_with(end));
    let kept: Vec<String> = files(&root()).into_iter().filter(is_one).collect();
    assert!(kept.is_empty(), "{kept:#?}");
}

/// Letters, distances and corners are those of the scale; what is wider than five rem is the place of a column, no distance.
#[test]
fn styles_take_their_sizes_from_the_scale() {
    let is_size = |name: &str| {
        let is_distance = ["margin", "padding"].iter().any(|of| name.starts_with(of)) || name.ends_with("gap");
        is_distance || ["font-size", "border-radius"].contains(&name)
    };
    let is_raw = |value: &str| {
        value.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').any(|word| {
            let number = |unit: &str| word.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok());
            number("px").is_some() || number("rem").is_some_and(|rem| rem < 5.0)
        })
    };
    let styles: Vec<String> = files(&root().join("style")).into_iter().filter(|path| !path.ends_with("/scale.css")).collect();
    assert!(styles.len() > 4, "{styles:?}");
    let raw: Vec<String> = styles
        .iter()
        .flat_map(|path| {
            let text = read(path);
            let parts = text.split(['{', '}', ';']).filter_map(|part| part.rsplit("*/").next()?.split_once(':'));
            let sizes = parts.map(|(name, value)| (name.trim(), value.trim())).filter(|(name, value)| is_size(name) && is_raw(value));
            sizes.map(|(name, value)| format!("{path}: {name}: {value}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(raw.is_empty(), "{raw:#?}");
}
