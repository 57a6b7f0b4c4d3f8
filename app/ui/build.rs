//! Reads the texts of `app/locales`: each language has a folder, in it a file for each area. They become the library's keys (a key that is used
//! and does not exist does not compile) and a table of the texts that are found by name (`words.rs`). A text that one language lacks stops the build.

#[cfg(feature = "ssr")]
#[path = "build/pseudo.rs"]
mod pseudo;
#[cfg(feature = "ssr")]
#[path = "build/texts.rs"]
mod texts;

#[cfg(feature = "ssr")]
mod generated {
    use super::{
        pseudo,
        texts::{self, Texts, key},
    };
    use std::{error::Error, fs, path::Path};

    const FOLDER: &str = "../locales";

    pub fn write(target: &Path) -> Result<(), Box<dyn Error>> {
        use leptos_i18n_parser::parse_locales::{
            options::{Config, ParseOptions},
            parse_locales,
        };

        let languages = texts::all(Path::new(FOLDER))?;
        let (first, others) = languages.split_first().ok_or("there is no language")?;
        let areas = texts::names(&Path::new(FOLDER).join(&first.0), ".json")?;
        // The files of all languages, and those of the one that nobody speaks.
        let folder = target.join("locales");
        for (tag, _) in &languages {
            fs::create_dir_all(folder.join(tag))?;
            for area in &areas {
                let file = format!("{tag}/{area}.json");
                fs::copy(Path::new(FOLDER).join(&file), folder.join(&file))?;
            }
        }
        fs::create_dir_all(folder.join(pseudo::TAG))?;
        for area in &areas {
            let tree = serde_json::from_str(&fs::read_to_string(folder.join(&first.0).join(format!("{area}.json")))?)?;
            fs::write(folder.join(pseudo::TAG).join(format!("{area}.json")), pseudo::of(&tree).to_string())?;
        }
        let pseudo = (pseudo::TAG.to_owned(), texts::read(&folder, pseudo::TAG, &areas)?);

        let config = Config::new(&first.0)?
            .add_locales(others.iter().map(|(tag, _)| tag))?
            .add_locale(&pseudo.0)?
            .add_namespaces(&areas)?
            .locales_path(folder)
            .parse_options(ParseOptions::new().interpolate_display(true));
        let keys = leptos_i18n_codegen::gen_code(&parse_locales(None, config)?, None, false, None, false)?;
        fs::write(target.join("i18n.rs"), in_lines(&format!("{keys}\n{}", table(languages.iter().chain([&pseudo])))))?;
        Ok(())
    }

    /// The same code in lines, of ASCII alone. The compiler asks again and again in which line and column something stands, and counts letters
    /// for it: with all languages in one line it took more than ten minutes.
    fn in_lines(code: &str) -> String {
        let mut lines = String::with_capacity(code.len());
        let (mut is_text, mut is_escaped) = (false, false);
        for c in code.chars() {
            if c.is_ascii() {
                lines.push(c);
            } else {
                lines.extend(c.escape_unicode());
            }
            if is_text {
                is_text = is_escaped || c != '"';
                is_escaped = !is_escaped && c == '\\';
            } else if c == '"' {
                is_text = true;
            } else if matches!(c, ';' | ',' | '{' | '}') {
                lines.push('\n');
            }
        }
        lines
    }

    /// The texts that take no arguments, in the order of group and name.
    fn table<'a>(tables: impl Iterator<Item = &'a (String, Texts)>) -> String {
        let arms = tables.map(|(tag, texts)| {
            let plain = texts.iter().filter(|((group, name), text)| !text.contains("{{") && !key(texts, group, name).1);
            let rows: String = plain.map(|((group, name), text)| format!("({group:?}, {name:?}, {text:?}),")).collect();
            format!("i18n::Locale::{} => &[{rows}],", tag.replace('-', "_"))
        });
        format!(
            "pub fn texts(locale: i18n::Locale) -> &'static [(&'static str, &'static str, &'static str)] {{ match locale {{ {} }} }}",
            arms.collect::<String>()
        )
    }
}

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=../locales");
    generated::write(std::path::Path::new(&std::env::var("OUT_DIR")?))
}

#[cfg(not(feature = "ssr"))]
fn main() {}
