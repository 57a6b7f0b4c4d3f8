//! Stores > Settings > Configuration: every setting declared once, as data. The page, the checks, the defaults and the
//! readers all come from [`FIELDS`]; adding a setting is declaring it here, and its words in `app/locales`.

mod declared;
mod doors;
mod read;
mod scope;
mod section;
mod staff;
mod stock;

pub use declared::{FIELDS, Setting};
pub use scope::{Reach, Scope, Settings, place_of};
pub use section::{Group, Section, Tab};

use crate::{
    audit,
    ids::CustomerGroupId,
    text::{Flaw, line, lines, whole},
};
#[cfg(not(target_arch = "wasm32"))]
use crate::{
    money::{Currency, Money, Rates, Signs},
    sales::tax::TaxRates,
    text::email::Email,
};
use std::{collections::BTreeMap, sync::Arc};

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
    /// One of these, which have words of their own.
    Named(Choices),
    /// Currencies and what each is worth, one a line: `EUR 0.92`.
    Rates,
    /// Countries and what each taxes, in percent, one a line: `DE 19`.
    TaxRates,
    /// A whole number within these bounds.
    Whole(u32, u32),
    /// A group that customers can be in, by its identifier.
    CustomerGroup,
    /// A sum in the base currency of where it is set; stored with that: `USD 5.00`.
    Amount,
    /// An e-mail address.
    Email,
}

/// The values of a choice, each on a line of its own: a list of many hundred strings would be twice as large.
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
    /// How a form names it, where that is not the last part of its path.
    pub name: Option<&'static str>,
    pub section: Section,
    pub kind: Kind,
    pub reach: Reach,
    /// The system value. `None`: a text of the program itself, in the reader's language.
    pub default: Option<&'static str>,
    /// It has an effect only while that setting has that value.
    pub needs: Option<(Setting, &'static str)>,
}

include!(concat!(env!("OUT_DIR"), "/time_zones.rs"));

impl Field {
    /// A setting of the whole shop, without a system value.
    const fn new(setting: Setting, section: Section, path: &'static str, kind: Kind) -> Self {
        Self { setting, path, name: None, section, kind, reach: Reach::Global, default: None, needs: None }
    }

    const fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    const fn down_to(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    const fn being(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn only_if(self, setting: Setting, is: &'static str) -> Self {
        Self { needs: Some((setting, is)), ..self }
    }

    /// How a form names it.
    pub fn name(&self) -> &'static str {
        self.name.or_else(|| self.path.rsplit('/').next()).unwrap_or(self.path)
    }

    /// The heading that it stands under.
    pub fn group(&self) -> Group {
        if self.path.starts_with("cataloginventory/options/") {
            return Group::StockOptions;
        }
        self.path.split('/').nth(1).and_then(Group::from_code).unwrap_or(Group::General)
    }

    /// Whether it has no effect, other settings being as told.
    pub fn is_idle<'a>(&self, value: impl Fn(Setting) -> Option<&'a str>) -> bool {
        self.needs.is_some_and(|(setting, needed)| value(setting) != Some(needed))
    }

    /// What may be wrong with a value.
    pub fn flaws(&self) -> Vec<Flaw> {
        match self.kind {
            Kind::YesNo | Kind::Choice(_) | Kind::Named(_) | Kind::CustomerGroup => vec![Flaw::NotAChoice],
            Kind::Rates => vec![Flaw::Required, Flaw::NotRates],
            Kind::TaxRates => vec![Flaw::NotTaxRates],
            Kind::Whole(least, most) => vec![Flaw::Required, Flaw::NotANumber, Flaw::OutOfRange(least, most)],
            Kind::Amount => vec![Flaw::Required, Flaw::NotAnAmount],
            Kind::Email => vec![Flaw::Required, Flaw::NotAnEmail],
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
            Kind::CustomerGroup => value.parse().map(|id: CustomerGroupId| id.to_string()).map_err(|_| Flaw::NotAChoice),
            Kind::Rates => rates(value),
            Kind::TaxRates => tax_rates(value),
            Kind::Whole(least, most) => whole(value, least, most).map(|n| n.to_string()),
            Kind::Amount => amount(value),
            Kind::Email => email(value),
            Kind::Choice(of) => chosen(of, value),
            Kind::Named(of) => one_of(of, value),
        }
    }
}

fn one_of(of: Choices, value: &str) -> Result<String, Flaw> {
    of.iter().find(|c| *c == value).map(str::to_owned).ok_or(Flaw::NotAChoice)
}

/// All currencies, countries and time zones, and what a host may be called, are more than a browser loads for one field: there the server checks.
#[cfg(target_arch = "wasm32")]
mod unchecked {
    use super::{Choices, Flaw};

    pub(super) fn anything(value: &str) -> Result<String, Flaw> {
        Ok(value.to_owned())
    }

    pub(super) fn chosen(_: Choices, value: &str) -> Result<String, Flaw> {
        anything(value)
    }
}
#[cfg(target_arch = "wasm32")]
use unchecked::{anything as amount, anything as email, anything as rates, anything as tax_rates, chosen};

#[cfg(not(target_arch = "wasm32"))]
fn chosen(of: Choices, value: &str) -> Result<String, Flaw> {
    one_of(of, value)
}

#[cfg(not(target_arch = "wasm32"))]
fn rates(value: &str) -> Result<String, Flaw> {
    Rates::parse(value).map(|rates| rates.to_string())
}

#[cfg(not(target_arch = "wasm32"))]
fn tax_rates(value: &str) -> Result<String, Flaw> {
    TaxRates::parse(value).map(|rates| rates.to_string())
}

#[cfg(not(target_arch = "wasm32"))]
fn amount(value: &str) -> Result<String, Flaw> {
    Money::from_coded(value).map(Money::coded).ok_or(Flaw::NotAnAmount)
}

#[cfg(not(target_arch = "wasm32"))]
fn email(value: &str) -> Result<String, Flaw> {
    Email::parse(value).map(|email| email.to_string())
}

/// Numbers are typed and shown in their reader's signs, and stored in those of programs.
#[cfg(not(target_arch = "wasm32"))]
impl Field {
    /// A value that was typed by somebody who writes these signs, where sums are in this currency, as it is stored.
    ///
    /// # Errors
    /// The flaw to show at the field.
    pub fn read(&self, typed: &str, signs: Signs, currency: Currency) -> Result<String, Flaw> {
        match self.kind {
            Kind::Amount => Money::read(typed, currency, signs).map(Money::coded),
            Kind::Rates => Rates::read(typed, signs).map(|rates| rates.to_string()),
            // A percentage has no thousands: it is read in anybody's signs.
            Kind::TaxRates
            | Kind::YesNo
            | Kind::Line(_)
            | Kind::Text(_)
            | Kind::Choice(_)
            | Kind::Named(_)
            | Kind::Whole(..)
            | Kind::CustomerGroup
            | Kind::Email => self.check(typed),
        }
    }

    /// What is stored, as somebody types it who writes these signs; a sum as it is, for its currency may be another than the field's.
    pub fn written(&self, stored: &str, signs: Signs) -> String {
        let written = match self.kind {
            Kind::Rates => Rates::parse(stored).ok().map(|rates| rates.written(signs)),
            Kind::TaxRates => TaxRates::parse(stored).ok().map(|rates| rates.written(signs)),
            Kind::Amount
            | Kind::YesNo
            | Kind::Line(_)
            | Kind::Text(_)
            | Kind::Choice(_)
            | Kind::Named(_)
            | Kind::Whole(..)
            | Kind::CustomerGroup
            | Kind::Email => None,
        };
        written.unwrap_or_else(|| stored.to_owned())
    }
}

/// The setting that a form of this section names so.
pub fn named(section: Section, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.section == section && field.name() == name)
}

/// The values in force in one scope: what was set there, over what holds in the scope around it, over the system values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    set: BTreeMap<Setting, String>,
    changes: BTreeMap<Setting, i64>,
    changed_by: BTreeMap<Setting, String>,
    around: Option<Arc<Self>>,
}

impl Setting {
    /// Under which it is stored.
    pub fn path(self) -> &'static str {
        FIELDS.iter().find(|f| f.setting == self).map_or("", |f| f.path)
    }
}

/// What all settings of Admin Actions Logging begin with.
const LOGGING: &str = "admin/logging/";

/// The setting that says whether actions of a group are recorded.
fn log_path(group: audit::Group) -> String {
    format!("{LOGGING}{}", group.into_str())
}

/// Whether a change is one of what is recorded: that is recorded whatever they say.
pub fn is_of_logging(change: &audit::Change) -> bool {
    change.field.starts_with(LOGGING)
}

impl Config {
    /// From stored pairs of path and value. What this program does not know, or would not accept, counts as not set.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut config = Self::default();
        pairs.into_iter().for_each(|(path, value)| config.insert(Scope::Default, path, Some(value), 0, ""));
        config
    }

    /// One setting as it is stored in a scope: its value, `None` where that of the scope around it is used, how often it was changed, and
    /// by whom last.
    fn insert(&mut self, scope: Scope, path: &str, value: Option<&str>, changes: i64, changed_by: &str) {
        let Some(field) = FIELDS.iter().find(|f| f.path == path && scope.admits(f.reach)) else { return };
        self.changes.insert(field.setting, changes);
        self.changed_by.insert(field.setting, changed_by.to_owned());
        match value.and_then(|value| field.check(value).ok()) {
            Some(value) => drop(self.set.insert(field.setting, value)),
            None => drop(self.set.remove(&field.setting)),
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

    /// What was set in this scope, if anything was.
    pub fn own(&self, setting: Setting) -> Option<&str> {
        self.set.get(&setting).map(String::as_str)
    }

    /// What would be in force if nothing were set in this scope.
    pub fn inherited(&self, setting: Setting) -> Option<&str> {
        match &self.around {
            Some(around) => around.value(setting),
            None => FIELDS.iter().find(|f| f.setting == setting).and_then(|f| f.default),
        }
    }

    /// What is in force; `None` if that is a text of the program itself.
    pub fn value(&self, setting: Setting) -> Option<&str> {
        self.own(setting).or_else(|| self.inherited(setting))
    }

    fn is_on(&self, setting: Setting) -> bool {
        self.value(setting) == Some("1")
    }
}

#[cfg(test)]
mod tests;
