//! What is wrong with the settings. Whoever starts the program is told in his language, the log in English.

use domain::stores::Language;
use figment::{Source, error::Kind};
use std::{fmt, io, path::Path};
use ui::{t, words};

/// What a setting must be.
type Must = fn(Language) -> &'static str;

#[derive(Debug)]
pub enum Wrong {
    /// A setting that does not hold what it must. What it holds is said where it may be shown.
    Value { setting: String, value: Option<String>, must: Must },
    /// A file, or what names one, and what the system says of it.
    File { what: String, why: String },
    /// A key that is no setting, and where it stands.
    Unknown { what: String, place: String },
    /// A file that cannot be read as settings, and what is said of it.
    NoToml { file: String, why: String },
}

impl Wrong {
    pub(crate) fn value(setting: &str, value: &str, must: Must) -> Self {
        Self::Value { setting: setting.to_owned(), value: Some(value.to_owned()), must }
    }

    /// What it holds is not shown.
    pub(crate) fn secret(setting: &str, must: Must) -> Self {
        Self::Value { setting: setting.to_owned(), value: None, must }
    }

    pub(super) fn file(setting: &str, path: &Path, why: &io::Error) -> Self {
        Self::File { what: format!("{setting} {}", path.display()), why: why.to_string() }
    }

    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Value { setting, value: None, must } => format!("{setting}: {}", must(language)),
            Self::Value { setting, value: Some(value), must } => {
                let flaw = t!(language, cli.error.not_acceptable, what = setting.as_str(), value = value.as_str());
                format!("{flaw} {}", must(language))
            }
            Self::File { what, why } => words::detailed(language, &t!(language, cli.error.cannot_read, what = what.as_str()), why),
            Self::Unknown { what, place } => {
                t!(language, cli.error.unknown_setting, what = what.as_str(), place = place.as_str())
            }
            Self::NoToml { file, why } => words::detailed(language, &t!(language, cli.error.no_toml, file = file.as_str()), why),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::En))
    }
}

impl std::error::Error for Wrong {}

/// What the reader of settings found. A value of the wrong kind may be a secret, and is not shown.
impl From<figment::Error> for Wrong {
    fn from(error: figment::Error) -> Self {
        let source = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref());
        let file = source.and_then(Source::file_path).map(|path| path.display().to_string());
        let Some(setting) = error.path.first() else {
            return Self::NoToml { file: file.unwrap_or_default(), why: error.kind.to_string() };
        };
        let place = file.unwrap_or_else(|| format!("ALONGSIDE_{}", setting.to_uppercase()));
        if matches!(error.kind, Kind::UnknownField(..)) {
            return Self::Unknown { what: setting.clone(), place };
        }
        Self::secret(&format!("{setting} ({place})"), kind(setting))
    }
}

/// Of which kind a setting is.
fn kind(setting: &str) -> Must {
    match setting {
        "listen" => |language| t!(language, cli.setting.listen),
        "log_json" => |language| t!(language, cli.setting.yes_or_no),
        "hosts" | "trusted_proxies" | "unlimited" => |language| t!(language, cli.setting.list),
        _ => |language| t!(language, cli.setting.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_wrong_is_said_in_every_language() {
        let file = || io::Error::from(io::ErrorKind::NotFound);
        for wrong in [
            Wrong::value("hosts", "a b", kind("hosts")),
            Wrong::secret("smtp", kind("smtp")),
            Wrong::file("--config", Path::new("nowhere"), &file()),
            Wrong::Unknown { what: "lissten".to_owned(), place: "alongside.toml".to_owned() },
            Wrong::NoToml { file: "alongside.toml".to_owned(), why: "line 1".to_owned() },
        ] {
            let said = Language::ALL.map(|language| wrong.said(language));
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), Language::ALL.len(), "{said:?}");
            assert!(said.iter().all(|text| !text.contains('{')), "{said:?}");
            let is_raw = matches!(wrong, Wrong::File { .. } | Wrong::NoToml { .. });
            assert!(said.iter().all(|text| text.contains('\n') == is_raw), "what the system says stands apart: {said:?}");
        }
    }

    #[test]
    fn each_setting_is_said_to_be_of_the_kind_that_it_is() {
        for (setting, value) in toml::to_string(&Settings::default()).unwrap().parse::<toml::Table>().unwrap() {
            let must = kind(&setting)(Language::En);
            let is_list = must == t!(Language::En, cli.setting.list);
            assert_eq!((is_list, must == t!(Language::En, cli.setting.yes_or_no)), (value.is_array(), value.is_bool()), "{setting}");
        }
    }
}
