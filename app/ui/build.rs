//! Reads the texts of `app/locales`: each language has a folder, in it a file for each area. They become the library's keys (a key that is used
//! and does not exist does not compile) and a table of the texts that are found by name (`words.rs`). A text that one language lacks stops the build.

#[cfg(feature = "ssr")]
mod texts {
    use serde_json::Value;
    use std::{
        collections::{BTreeMap, BTreeSet},
        error::Error,
        fs,
        path::Path,
    };

    const FOLDER: &str = "../locales";
    /// The forms that a plural can have (CLDR). A language has those that it needs, and always the last.
    const PLURALS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

    /// A language's texts by group (`audit.action`) and name (`cart_changed`).
    type Texts = BTreeMap<(String, String), String>;

    pub fn generate(target: &Path) -> Result<(), Box<dyn Error>> {
        use leptos_i18n_parser::parse_locales::{
            options::{Config, ParseOptions},
            parse_locales,
        };

        let list = fs::read_to_string(Path::new(FOLDER).join("languages.txt"))?;
        let tags: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
        let (first, others) = tags.split_first().ok_or("languages.txt names no language")?;
        let strangers: BTreeSet<String> =
            names(Path::new(FOLDER), "")?.into_iter().filter(|n| !n.contains('.') && !tags.contains(&n.as_str())).collect();
        if !strangers.is_empty() {
            return Err(format!("app/locales has {strangers:?}, which languages.txt does not name").into());
        }

        let areas = names(&Path::new(FOLDER).join(first), ".json")?;
        let standard = read(first, &areas)?;
        let mut tables = vec![(*first, standard.clone())];
        for tag in others {
            let texts = read(tag, &areas)?;
            compare((first, &standard), (tag, &texts))?;
            compare((tag, &texts), (first, &standard))?;
            tables.push((tag, texts));
        }

        let config = Config::new(first)?
            .add_locales(others)?
            .add_namespaces(&areas)?
            .locales_path(FOLDER)
            .parse_options(ParseOptions::new().interpolate_display(true));
        let keys = leptos_i18n_codegen::gen_code(&parse_locales(None, config)?, None, false, None, false)?;
        fs::write(target, format!("{keys}\n{}", table(&tables)))?;
        Ok(())
    }

    /// The names in a folder that end like this, without that end.
    fn names(folder: &Path, end: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().to_str().and_then(|n| n.strip_suffix(end)).map(str::to_owned));
        }
        Ok(names)
    }

    fn read(tag: &str, areas: &BTreeSet<String>) -> Result<Texts, Box<dyn Error>> {
        let folder = Path::new(FOLDER).join(tag);
        if names(&folder, ".json")? != *areas {
            return Err(format!("app/locales/{tag} must have a file for each of {areas:?}, and no other").into());
        }
        let mut texts = Texts::new();
        for area in areas {
            let file = folder.join(format!("{area}.json"));
            let tree = serde_json::from_str(&fs::read_to_string(&file)?).map_err(|e| format!("{}: {e}", file.display()))?;
            flatten(area, &tree, &mut texts)?;
        }
        Ok(texts)
    }

    fn flatten(group: &str, tree: &Value, into: &mut Texts) -> Result<(), Box<dyn Error>> {
        for (name, value) in tree.as_object().into_iter().flatten() {
            match value.as_str() {
                Some(text) if !text.trim().is_empty() => {
                    into.insert((group.to_owned(), name.clone()), text.to_owned());
                }
                Some(_) => return Err(format!("the text of `{group}.{name}` is empty").into()),
                None => flatten(&format!("{group}.{name}"), value, into)?,
            }
        }
        Ok(())
    }

    /// The key without the form of its plural, if it has one.
    fn key(texts: &Texts, group: &str, name: &str) -> (String, bool) {
        let plural = PLURALS
            .iter()
            .filter_map(|form| name.strip_suffix(form))
            .find(|base| texts.contains_key(&(group.to_owned(), format!("{base}_other"))));
        (format!("{group}.{}", plural.unwrap_or(name)), plural.is_some())
    }

    /// Each key, with the arguments that its texts take.
    fn keys(texts: &Texts) -> BTreeMap<String, BTreeSet<&str>> {
        let mut keys: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for ((group, name), text) in texts {
            let arguments = text.split("{{").skip(1).filter_map(|t| t.split("}}").next()).map(str::trim);
            keys.entry(key(texts, group, name).0).or_default().extend(arguments);
        }
        keys
    }

    /// Whether `theirs` says all that `ours` says, of the same arguments.
    fn compare((our_tag, ours): (&str, &Texts), (their_tag, theirs): (&str, &Texts)) -> Result<(), Box<dyn Error>> {
        let theirs = keys(theirs);
        for (key, arguments) in keys(ours) {
            let (area, name) = key.split_once('.').unwrap_or((&key, ""));
            let file = format!("app/locales/{their_tag}/{area}.json");
            match theirs.get(&key) {
                None => return Err(format!("{file} has no `{name}`, which app/locales/{our_tag}/{area}.json has").into()),
                Some(theirs) if *theirs != arguments => {
                    return Err(format!("`{name}` in {file} takes {theirs:?}, but {arguments:?} in {our_tag}").into());
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// The texts that take no arguments, in the order of group and name.
    fn table(tables: &[(&str, Texts)]) -> String {
        let arms = tables.iter().map(|(tag, texts)| {
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
    println!("cargo::rerun-if-changed=../locales");
    let folder = std::env::var("OUT_DIR")?;
    texts::generate(&std::path::Path::new(&folder).join("i18n.rs"))
}

#[cfg(not(feature = "ssr"))]
fn main() {}
