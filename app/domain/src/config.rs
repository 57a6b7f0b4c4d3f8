//! Stores > Settings > Configuration: every setting declared once, as data. The page, the checks, the defaults and the
//! readers all come from [`FIELDS`]; adding a setting is declaring it here, and its words in `app/locales`.

use crate::{
    access::Resource,
    text::{Flaw, line, lines},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::{IntoStaticStr, VariantNames};

/// A tab of the configuration: a heading over its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Tab {
    General,
    Customers,
}

impl Tab {
    pub const ALL: [Self; 2] = [Self::General, Self::Customers];
}

/// A page of the configuration, under its tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Section {
    General,
    LoginAsCustomer,
}

impl Section {
    pub const ALL: [Self; 2] = [Self::General, Self::LoginAsCustomer];

    /// The last segment of its address, and the first of its settings' paths.
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::LoginAsCustomer => "login_as_customer",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub const fn tab(self) -> Tab {
        match self {
            Self::General => Tab::General,
            Self::LoginAsCustomer => Tab::Customers,
        }
    }

    /// The right that opens it.
    pub const fn resource(self) -> Resource {
        match self {
            Self::General => Resource::ConfigGeneral,
            Self::LoginAsCustomer => Resource::ConfigLoginAsCustomer,
        }
    }
}

/// What a setting's value is, and how it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or No; stored as `1` or `0`.
    YesNo,
    /// One line of at most so many characters.
    Line(usize),
    /// A text of at most so many characters.
    Text(usize),
    /// One of these.
    Choice(Choices),
}

/// The values of a choice, each on a line of its own: a list of many hundred strings would be twice as large, in the browser as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices(&'static str);

impl Choices {
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.lines()
    }
}

/// A declared setting.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub setting: Setting,
    /// `section/group/field`, as Adobe's tools write it.
    pub path: &'static str,
    pub section: Section,
    pub kind: Kind,
    /// The system value. `None`: a text of the program itself, in the reader's language.
    pub default: Option<&'static str>,
    /// It has an effect only while that setting has that value.
    pub needs: Option<(Setting, &'static str)>,
}

include!(concat!(env!("OUT_DIR"), "/time_zones.rs"));

/// Declares the settings: out of it come [`Setting`] and [`FIELDS`].
macro_rules! settings {
    ($($name:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        /// One setting. Each does something.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Setting { $($name),* }

        pub const FIELDS: &[Field] = &[$(Field { setting: Setting::$name, $($field: $value),* }),*];
    };
}

settings! {
    StoreName {
        path: "general/store_information/name",
        section: Section::General,
        kind: Kind::Line(60),
        default: Some("Alongside"),
        needs: None,
    }
    TimeZone {
        path: "general/locale/timezone",
        section: Section::General,
        kind: Kind::Choice(TIME_ZONES),
        default: Some("UTC"),
        needs: None,
    }
    LoginAsCustomerEnabled {
        path: "login_as_customer/general/enabled",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        default: Some("0"),
        needs: None,
    }
    AssistanceTitle {
        path: "login_as_customer/general/shopping_assistance_checkbox_title",
        section: Section::LoginAsCustomer,
        kind: Kind::Line(100),
        default: None,
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    AssistanceTooltip {
        path: "login_as_customer/general/shopping_assistance_checkbox_tooltip",
        section: Section::LoginAsCustomer,
        kind: Kind::Text(500),
        default: None,
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
}

impl Field {
    /// The last part of its path: how a form names it.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// Whether it has no effect, other settings being as told.
    pub fn is_idle<'a>(&self, value: impl Fn(Setting) -> Option<&'a str>) -> bool {
        self.needs.is_some_and(|(setting, needed)| value(setting) != Some(needed))
    }

    /// What may be wrong with a value.
    pub fn flaws(&self) -> Vec<Flaw> {
        match self.kind {
            Kind::YesNo | Kind::Choice(_) => vec![Flaw::NotAChoice],
            Kind::Line(longest) | Kind::Text(longest) => vec![Flaw::Required, Flaw::TooLong(longest), Flaw::Unprintable],
        }
    }

    /// Checks a value that was typed.
    ///
    /// # Errors
    /// The flaw to show at the field.
    pub fn check(&self, value: &str) -> Result<String, Flaw> {
        match self.kind {
            Kind::YesNo => [value].into_iter().find(|v| ["0", "1"].contains(v)).map(str::to_owned).ok_or(Flaw::NotAChoice),
            Kind::Line(longest) => line(value, longest),
            Kind::Text(longest) => lines(value, longest),
            Kind::Choice(of) => of.iter().find(|c| *c == value).map(str::to_owned).ok_or(Flaw::NotAChoice),
        }
    }
}

/// The setting that a form of this section names so.
pub fn named(section: Section, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.section == section && field.name() == name)
}

/// The values in force: what was set, over the system values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    set: BTreeMap<Setting, String>,
    changes: BTreeMap<Setting, i64>,
    changed_by: BTreeMap<Setting, String>,
}

impl Setting {
    /// Under which it is stored.
    pub fn path(self) -> &'static str {
        FIELDS.iter().find(|f| f.setting == self).map_or("", |f| f.path)
    }
}

impl Config {
    /// From stored pairs of path and value. What this program does not know, or would not accept, counts as not set.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut config = Self::default();
        pairs.into_iter().for_each(|(path, value)| config.insert(path, Some(value), 0, ""));
        config
    }

    /// One stored setting: its value, `None` where the system's is used, how often it was changed, and by whom last.
    pub fn insert(&mut self, path: &str, value: Option<&str>, changes: i64, changed_by: &str) {
        let Some(field) = FIELDS.iter().find(|f| f.path == path) else { return };
        self.changes.insert(field.setting, changes);
        self.changed_by.insert(field.setting, changed_by.to_owned());
        if let Some(value) = value.and_then(|value| field.check(value).ok()) {
            self.set.insert(field.setting, value);
        }
    }

    /// How often a setting was changed.
    pub fn changes(&self, setting: Setting) -> i64 {
        self.changes.get(&setting).copied().unwrap_or_default()
    }

    /// The user name of who changed a setting last.
    pub fn changed_by(&self, setting: Setting) -> Option<&str> {
        self.changed_by.get(&setting).map(String::as_str)
    }

    /// What was set, if anything was.
    pub fn own(&self, setting: Setting) -> Option<&str> {
        self.set.get(&setting).map(String::as_str)
    }

    /// What is in force; `None` if that is a text of the program itself.
    pub fn value(&self, setting: Setting) -> Option<&str> {
        self.own(setting).or_else(|| FIELDS.iter().find(|f| f.setting == setting).and_then(|f| f.default))
    }

    pub fn login_as_customer_enabled(&self) -> bool {
        self.value(Setting::LoginAsCustomerEnabled) == Some("1")
    }

    pub fn store_name(&self) -> &str {
        self.value(Setting::StoreName).unwrap_or_default()
    }

    pub fn time_zone(&self) -> &str {
        self.value(Setting::TimeZone).unwrap_or("UTC")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feature_is_off_until_somebody_switches_it_on() {
        assert!(!Config::default().login_as_customer_enabled());
        assert!(Config::from_pairs([("login_as_customer/general/enabled", "1")]).login_as_customer_enabled());
        assert!(!Config::from_pairs([("login_as_customer/general/enabled", "yes")]).login_as_customer_enabled());
    }

    #[test]
    fn each_setting_is_declared_once_and_its_system_value_is_acceptable() {
        for (n, field) in FIELDS.iter().enumerate() {
            assert!(FIELDS.iter().skip(n + 1).all(|f| f.setting != field.setting && f.path != field.path));
            assert!(field.path.starts_with(&format!("{}/", field.section.code())));
            assert!(FIELDS.iter().filter(|f| f.section == field.section && f.name() == field.name()).count() == 1);
            let is_there = |(needed, value)| FIELDS.iter().any(|f| f.setting == needed && f.needs.is_none() && f.check(value).is_ok());
            assert!(field.needs.is_none_or(is_there));
            if let Some(default) = field.default {
                assert_eq!(field.check(default).as_deref(), Ok(default));
            }
        }
    }
}
