//! Stores > Settings > Configuration: every setting declared once, as data. The page, the checks, the defaults and the
//! readers all come from [`FIELDS`]; adding a setting is declaring it here, and its words in `app/locales`.

mod scope;

pub use scope::{Reach, Scope};

use crate::{
    access::Resource,
    money::Rates,
    text::{Flaw, line, lines},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
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
    Web,
    CurrencySetup,
    LoginAsCustomer,
    CustomerConfiguration,
}

impl Section {
    pub const ALL: [Self; 5] = [Self::General, Self::Web, Self::CurrencySetup, Self::LoginAsCustomer, Self::CustomerConfiguration];

    /// The last segment of its address, and the first of its settings' paths.
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Web => "web",
            Self::CurrencySetup => "currency",
            Self::LoginAsCustomer => "login_as_customer",
            Self::CustomerConfiguration => "customer",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub const fn tab(self) -> Tab {
        match self {
            Self::General | Self::Web | Self::CurrencySetup => Tab::General,
            Self::LoginAsCustomer | Self::CustomerConfiguration => Tab::Customers,
        }
    }

    /// The right that opens it.
    pub const fn resource(self) -> Resource {
        match self {
            Self::General => Resource::ConfigGeneral,
            Self::Web => Resource::ConfigWeb,
            Self::CurrencySetup => Resource::ConfigCurrency,
            Self::LoginAsCustomer => Resource::ConfigLoginAsCustomer,
            Self::CustomerConfiguration => Resource::ConfigCustomer,
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
    /// One of these, which have words of their own.
    Named(Choices),
    /// Currencies and what each is worth, one a line: `EUR 0.92`.
    Rates,
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
    pub reach: Reach,
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
        reach: Reach::StoreView,
        default: Some("Alongside"),
        needs: None,
    }
    TimeZone {
        path: "general/locale/timezone",
        section: Section::General,
        kind: Kind::Choice(TIME_ZONES),
        reach: Reach::Website,
        default: Some("UTC"),
        needs: None,
    }
    AddStoreCode {
        path: "web/url/use_store",
        section: Section::Web,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("0"),
        needs: None,
    }
    CurrencyRates {
        path: "currency/rates/list",
        section: Section::CurrencySetup,
        kind: Kind::Rates,
        reach: Reach::Website,
        default: Some("USD 1"),
        needs: None,
    }
    LoginAsCustomerEnabled {
        path: "login_as_customer/general/enabled",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("0"),
        needs: None,
    }
    DisablePageCache {
        path: "login_as_customer/general/disable_page_cache",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("1"),
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    StoreViewToLogIn {
        path: "login_as_customer/general/store_view_manual_choice_enabled",
        section: Section::LoginAsCustomer,
        kind: Kind::Named(Choices("0\n1")),
        reach: Reach::Global,
        default: Some("0"),
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    ShareCustomerAccounts {
        path: "customer/account_share/scope",
        section: Section::CustomerConfiguration,
        kind: Kind::Named(Choices("0\n1")),
        reach: Reach::Global,
        default: Some("1"),
        needs: None,
    }
    AssistanceTitle {
        path: "login_as_customer/general/shopping_assistance_checkbox_title",
        section: Section::LoginAsCustomer,
        kind: Kind::Line(100),
        reach: Reach::StoreView,
        default: None,
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    AssistanceTooltip {
        path: "login_as_customer/general/shopping_assistance_checkbox_tooltip",
        section: Section::LoginAsCustomer,
        kind: Kind::Text(500),
        reach: Reach::StoreView,
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
            Kind::YesNo | Kind::Choice(_) | Kind::Named(_) => vec![Flaw::NotAChoice],
            Kind::Rates => vec![Flaw::Required, Flaw::NotRates],
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
            Kind::Rates => rates(value),
            Kind::Choice(of) | Kind::Named(of) => of.iter().find(|c| *c == value).map(str::to_owned).ok_or(Flaw::NotAChoice),
        }
    }
}

/// All currencies are more than a browser loads for one field: there the server checks.
#[cfg(target_arch = "wasm32")]
fn rates(value: &str) -> Result<String, Flaw> {
    Ok(value.to_owned())
}

#[cfg(not(target_arch = "wasm32"))]
fn rates(value: &str) -> Result<String, Flaw> {
    Rates::parse(value).map(|rates| rates.to_string())
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

    pub fn login_as_customer_enabled(&self) -> bool {
        self.is_on(Setting::LoginAsCustomerEnabled)
    }

    /// Whether an address is one account in all of the shop; else it may have one on each website.
    pub fn shares_accounts(&self) -> bool {
        self.value(Setting::ShareCustomerAccounts) == Some("0")
    }

    /// Whether whoever logs in as a customer chooses the store.
    pub fn chooses_store(&self) -> bool {
        self.is_on(Setting::StoreViewToLogIn)
    }

    /// Whether a visit reads each page anew.
    pub fn disables_page_cache(&self) -> bool {
        self.is_on(Setting::DisablePageCache)
    }

    /// Whether the code of each view stands in its addresses, also that of the default one.
    pub fn adds_store_code(&self) -> bool {
        self.is_on(Setting::AddStoreCode)
    }

    pub fn rates(&self) -> Rates {
        self.value(Setting::CurrencyRates).and_then(|text| Rates::parse(text).ok()).unwrap_or_default()
    }

    pub fn store_name(&self) -> &str {
        self.value(Setting::StoreName).unwrap_or_default()
    }

    pub fn time_zone(&self) -> &str {
        self.value(Setting::TimeZone).unwrap_or("UTC")
    }
}

/// What was set, in each scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<Scope, Config>);

impl Settings {
    /// One stored setting: see [`Config`].
    pub fn insert(&mut self, scope: Scope, path: &str, value: Option<&str>, changes: i64, changed_by: &str) {
        self.0.entry(scope).or_default().insert(scope, path, value, changes, changed_by);
    }

    /// What is in force in a scope, within those around it, the widest first.
    pub fn within(&self, scopes: impl IntoIterator<Item = Scope>) -> Arc<Config> {
        let own = |scope| self.0.get(&scope).cloned().unwrap_or_default();
        let all = own(Scope::Default);
        let narrower = scopes.into_iter().filter(|scope| *scope != Scope::Default);
        narrower.fold(Arc::new(all), |around, scope| Arc::new(Config { around: Some(around), ..own(scope) }))
    }
}

#[cfg(test)]
mod tests;
