//! The texts of `app/locales`, read and held against each other: the build does so, and tests do.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

/// The forms that a plural can have (CLDR). A language has those that it needs, and always the last.
const PLURALS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

/// A language's texts by group (`audit.action`) and name (`cart_changed`).
pub type Texts = BTreeMap<(String, String), String>;

/// The texts of each language that the folder's list names, by its tag. All say the same, of the same arguments, and there are no others.
pub fn all(folder: &Path) -> Result<Vec<(String, Texts)>, Box<dyn Error>> {
    let list = fs::read_to_string(folder.join("languages.txt"))?;
    let tags: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
    let first = tags.first().ok_or("languages.txt names no language")?;
    let strangers: BTreeSet<String> = names(folder, "")?.into_iter().filter(|n| !n.contains('.') && !tags.contains(&n.as_str())).collect();
    if !strangers.is_empty() {
        return Err(format!("app/locales has {strangers:?}, which languages.txt does not name").into());
    }
    let areas = names(&folder.join(first), ".json")?;
    let read = |tag: &&str| read(folder, tag, &areas).map(|texts| ((*tag).to_owned(), texts));
    let languages = tags.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for (tag, texts) in &languages {
        names_what_is_there(tag, texts)?;
        forms_are_whole(tag, texts)?;
    }
    if let Some((first, others)) = languages.split_first() {
        for other in others {
            compare(first, other)?;
            compare(other, first)?;
        }
    }
    Ok(languages)
}

/// The names in a folder that end like this, without that end.
pub fn names(folder: &Path, end: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().to_str().and_then(|n| n.strip_suffix(end)).map(str::to_owned));
    }
    Ok(names)
}

pub fn read(folder: &Path, tag: &str, areas: &BTreeSet<String>) -> Result<Texts, Box<dyn Error>> {
    let folder = folder.join(tag);
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

/// The key without the form of its plural, and whether it has one.
pub fn key(texts: &Texts, group: &str, name: &str) -> (String, bool) {
    let plural = PLURALS
        .iter()
        .filter_map(|form| name.strip_suffix(form))
        .find(|base| texts.contains_key(&(group.to_owned(), format!("{base}_other"))));
    (format!("{group}.{}", plural.unwrap_or(name)), plural.is_some())
}

/// The keys of what a text names as pages call it: `{config.save}`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let marked = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(key, _)| key);
    marked.filter(|key| key.contains('.') && !key.contains(char::is_whitespace))
}

/// Whatever is named is a text of the same language, and one that is said as it stands.
fn names_what_is_there(tag: &str, texts: &Texts) -> Result<(), Box<dyn Error>> {
    for ((group, name), text) in texts {
        for key in named(text) {
            let found = key.rsplit_once('.').and_then(|(group, name)| texts.get(&(group.to_owned(), name.to_owned())));
            if found.is_none_or(|text| text.contains('{')) {
                return Err(format!("`{group}.{name}` of app/locales/{tag} names `{key}`, and no plain text has that key").into());
            }
        }
    }
    Ok(())
}

/// What a text is told.
fn arguments(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|t| t.split("}}").next()).map(str::trim)
}

/// Each form of a plural says all that the others do. How many there are is in the word, where it is one.
fn forms_are_whole(tag: &str, texts: &Texts) -> Result<(), Box<dyn Error>> {
    let all = keys(texts);
    for ((group, name), text) in texts {
        let (own, other) = (arguments(text).chain(named(text)).collect::<BTreeSet<_>>(), name.ends_with("_other"));
        let lacks = |argument: &&str| !own.contains(argument) && (other || *argument != "count");
        if all.get(&key(texts, group, name).0).is_some_and(|all| all.iter().any(lacks)) {
            return Err(format!("`{group}.{name}` of app/locales/{tag} takes {own:?}, and another form of it more").into());
        }
    }
    Ok(())
}

/// Each key, with the arguments that its texts take and what they name.
fn keys(texts: &Texts) -> BTreeMap<String, BTreeSet<&str>> {
    let mut keys: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for ((group, name), text) in texts {
        keys.entry(key(texts, group, name).0).or_default().extend(arguments(text).chain(named(text)));
    }
    keys
}

/// Whether `theirs` says all that `ours` says, of the same arguments.
fn compare((our_tag, ours): &(String, Texts), (their_tag, theirs): &(String, Texts)) -> Result<(), Box<dyn Error>> {
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
