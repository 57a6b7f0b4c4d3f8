//! The words for what the domain knows by name only.
//!
//! A variant finds its text in `app/locales` by its own name in snake case, in the group of its enum: `Action::CartChanged` is
//! `audit.action.cart_changed`. A test holds that each has one. Only what takes arguments, or a rule, has code here.

mod changed;
mod places;
mod record;

pub use changed::{change, changed, follows, picture_role};
pub use places::Places;
pub use record::{actions, called, kind, object, reason};

use crate::{
    format,
    i18n::Locale,
    named::isolated,
    notice::{LeftBehind, Notice, Told},
    t,
};
use domain::{
    access::{Heading, Resource},
    assistance::{EndCause, Refusal},
    audit::{self, Action},
    catalog::{PageKind, attribute::Input, mass, selling::Visibility},
    config::{Config, Group, Reach, Section, Setting, Tab},
    failure::Failure,
    jobs, mail,
    sales::{
        methods::{PaymentMethod, ShippingMethod},
        progress::State,
    },
    stores::Language,
    text::Flaw,
    transfer::{self, Trouble},
};
use std::borrow::Borrow;

/// The translations' own name of a language.
pub fn locale(language: Language) -> Locale {
    language.tag().parse().unwrap_or_default()
}

/// The text without arguments that stands in a group under this name.
fn find(language: Language, group: &str, name: &str) -> Option<&'static str> {
    let texts = crate::locales::texts(locale(language));
    let place = texts.binary_search_by_key(&(group, name), |(group, name, _)| (*group, *name)).ok()?;
    texts.get(place).map(|(_, _, text)| *text)
}

/// The text without arguments that another text names by its key.
pub(crate) fn by_key(language: Language, key: &str) -> Option<&'static str> {
    key.rsplit_once('.').and_then(|(group, name)| find(language, group, name))
}

/// Declares in which group of texts the variants of an enum find theirs.
macro_rules! named {
    ($($(#[$doc:meta])* $visible:vis $function:ident($of:ty) in $group:literal;)*) => {
        $(
            $(#[$doc])*
            $visible fn $function(language: Language, of: impl Borrow<$of>) -> &'static str {
                let name = of.borrow().into_str();
                find(language, $group, name).unwrap_or(name)
            }
        )*

        /// Each group, and the names that must have a text in it.
        #[cfg(test)]
        const NAMED: &[(&str, &[&str])] = &[$(($group, <$of as strum::VariantNames>::VARIANTS)),*];
    };
}

named! {
    /// What an event tells.
    pub action(Action) in "audit.action";
    /// The Action Group of it.
    pub action_group(audit::Group) in "audit.group";
    /// A right, as the role's tree names it.
    pub resource(Resource) in "access.resource";
    /// A heading of the role's tree.
    pub heading(Heading) in "access.heading";
    /// How a visit ended, for the log.
    pub end_cause(EndCause) in "assistance.end_cause";
    /// Why a visit ended, for the staff member whose visit it was.
    pub end_told(EndCause) in "assistance.end_told";
    /// A setting's label.
    pub setting(Setting) in "config.setting";
    /// A section of the configuration, a group of its settings, and the tab over it.
    pub section(Section) in "config.section";
    pub group(Group) in "config.group";
    pub tab(Tab) in "config.tab";
    /// A kind of pages that are kept, and what is said of it.
    pub page_kind(PageKind) in "cache.kind";
    pub about_pages(PageKind) in "cache.about";
    /// How far an order has come, how it is delivered, and how it is paid.
    pub order_state(State) in "sales.state";
    pub shipping_method(ShippingMethod) in "sales.shipping_method";
    pub payment_method(PaymentMethod) in "sales.payment_method";
    /// What a mail tells, and how far it has come.
    pub mail_about(mail::About) in "mail.about";
    pub mail_state(mail::State) in "mail.state";
    /// What a file is of, what is done with it, and what about lines that cannot be read.
    pub entity(transfer::Entity) in "transfer.entity";
    pub behavior(transfer::Behavior) in "transfer.behavior";
    pub strategy(transfer::Strategy) in "transfer.strategy";
    plain_trouble(transfer::Trouble) in "transfer.trouble";
    /// Why a file could not be read, where nothing is to be named.
    pub unread_plainly(transfer::Unread) in "transfer.unread";
    /// Where a product is found.
    pub visibility(Visibility) in "catalog.visible";
    /// How a product says something of an attribute.
    pub attribute_input(Input) in "catalog.attributes.inputs";
    /// How far something has come that a job does.
    pub job_state(jobs::State) in "backoffice.job_state";
    /// Why something that is done to many products was not done to one.
    pub mass_why(mass::Why) in "catalog.mass_why";
    /// How far a setting reaches.
    pub reach(Reach) in "config.reach";
    plain_flaw(Flaw) in "common.flaw";
    plain_notice(Notice) in "common.notice";
    failure_title(Failure) in "common.failure_title";
    failure_text(Failure) in "common.failure_text";
}

/// What to say at a field.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever takes no argument has its text by name, which a test holds")]
pub fn flaw(language: Language, flaw: Flaw) -> String {
    match flaw {
        Flaw::TooLong(most) => t!(language, common.flaw.too_long, most = counted(language, most)),
        Flaw::TooShort(least) => t!(language, common.flaw.too_short, least = counted(language, least)),
        Flaw::TooMany(most) => t!(language, common.flaw.too_many, most = counted(language, most)),
        Flaw::TooManyForSeveral(most) => t!(language, common.flaw.too_many_for_several, most = counted(language, most)),
        Flaw::FewestIs(least) => t!(language, common.flaw.fewest_is, least = counted(language, least)),
        Flaw::MostIs(most) => t!(language, common.flaw.most_is, most = counted(language, most)),
        Flaw::OutOfRange(least, most) => {
            t!(language, common.flaw.out_of_range, least = counted(language, least), most = counted(language, most))
        }
        Flaw::TooLargeFile(most) => t!(language, common.flaw.too_large_file, most = counted(language, most)),
        Flaw::TooManyPixels(most) => t!(language, common.flaw.too_many_pixels, most = counted(language, most)),
        Flaw::TooManyFiles(most) => t!(language, common.flaw.too_many_files, most = counted(language, most)),
        plain => plain_flaw(language, plain).to_owned(),
    }
}

/// A number within a sentence.
fn counted(language: Language, number: impl TryInto<i64>) -> String {
    format::number(language, number.try_into().unwrap_or(i64::MAX))
}

/// What a page tells once, after what it tells of.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever takes no argument has its text by name, which a test holds")]
pub fn notice(language: Language, told: &Told) -> String {
    let name = isolated(&told.name);
    let name = &*name;
    match told.notice {
        Notice::LoggedInAs => t!(language, common.notice.logged_in_as, name = name),
        Notice::CartAdded(_) => t!(language, common.notice.cart_added, name = name),
        Notice::CartRemoved(..) => t!(language, common.notice.cart_removed, name = name),
        Notice::CartPutBackInPart(_) => t!(language, common.notice.cart_put_back_in_part, name = name),
        Notice::WishAdded(_) => t!(language, common.notice.wish_added, name = name),
        Notice::WishUpdated(_) => t!(language, common.notice.wish_updated, name = name),
        Notice::WishRemoved(..) => t!(language, common.notice.wish_removed, name = name),
        Notice::WishMoved(_) => t!(language, common.notice.wish_moved, name = name),
        Notice::ReorderedInPart(..) => told.name.clone(),
        Notice::ProductsUpdated(count) => {
            t!(language, common.notice.products_updated, count = count, number = format::number(language, count.into()))
        }
        Notice::ProductsDeleted(count) => {
            t!(language, common.notice.products_deleted, count = count, number = format::number(language, count.into()))
        }
        Notice::CartLeftBehind(left) => left_behind(language, &left, &told.name),
        plain => plain_notice(language, plain).to_owned(),
    }
}

/// What of a guest's cart did not fit: how many pieces, and below that of which products, as far as they are named, each once.
fn left_behind(language: Language, left: &LeftBehind, names: &str) -> String {
    let told = t!(language, common.notice.cart_left_behind, count = left.pieces);
    let mut named: Vec<String> = Vec::new();
    for name in names.lines().map(isolated).filter(|name| !name.is_empty()) {
        if !named.iter().any(|known| *known == name) {
            named.push(name.into_owned());
        }
    }
    if named.is_empty() {
        return told;
    }
    if left.more > 0 {
        named.push(t!(language, common.notice.more, count = left.more, number = format::number(language, left.more.into())));
    }
    let names = format::list(language.tag(), &named);
    format!("{told}\n{}", t!(language, common.notice.left_behind, names = names.as_str()))
}

/// What is wrong with a line of a file.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever takes no argument has its text by name, which a test holds")]
pub fn trouble(language: Language, of: &Trouble) -> String {
    match of {
        Trouble::Cell(column, wrong) => {
            // A file is written alike for all, however its reader writes numbers.
            let wrong = if *wrong == Flaw::NotAnAmount { t!(language, transfer.trouble.amount).to_owned() } else { flaw(language, *wrong) };
            t!(language, transfer.trouble.cell, column = *column, flaw = wrong.as_str())
        }
        Trouble::Cells(has, wants) => t!(language, transfer.trouble.cells, has = *has, wants = *wants),
        Trouble::NoSuchCategory(path) => t!(language, transfer.trouble.no_such_category, path = path.as_str()),
        Trouble::NoSuchAttribute(code) => t!(language, transfer.trouble.no_such_attribute, code = code.as_str()),
        Trouble::NoSuchOption(code) => t!(language, transfer.trouble.no_such_option, code = code.as_str()),
        Trouble::NoSuchImage(name) => t!(language, transfer.trouble.no_such_image, name = name.as_str()),
        Trouble::UrlKeyTaken(slug) => t!(language, transfer.trouble.url_key_taken, slug = slug.as_str()),
        plain => plain_trouble(language, plain).to_owned(),
    }
}

/// Why a file could not be read, by what is stored of it.
pub fn unread(language: Language, code: &str) -> String {
    let (name, column) = code.split_once(' ').unwrap_or((code, ""));
    match name {
        "no_column" => t!(language, transfer.unread.no_column, column = column),
        "column_twice" => t!(language, transfer.unread.column_twice, column = column),
        name => find(language, "transfer.unread", name).unwrap_or(name).to_owned(),
    }
}

/// That a product of an order could not be put into the cart once more: because of the flaw, or because there is no such product any more.
pub fn not_reordered(language: Language, sku: &str, why: Option<Flaw>) -> String {
    let why = why.map_or_else(|| t!(language, common.notice.no_such_product).to_owned(), |why| flaw(language, why));
    t!(language, common.notice.reordered_in_part, sku = sku, why = why)
}

/// Why the gate said no, for whoever asked: some reasons are told, of the others only that it did.
pub fn refusal(language: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::FeatureDisabled => t!(language, assistance.refusal.feature_disabled),
        Refusal::ConsentMissing => t!(language, assistance.refusal.consent_missing),
        Refusal::CustomerInactive => t!(language, assistance.refusal.customer_inactive),
        Refusal::CustomerNotFound => t!(language, assistance.refusal.customer_not_found),
        Refusal::StaffSignedOut
        | Refusal::StaffTimedOut
        | Refusal::StaffInactive
        | Refusal::RightMissing
        | Refusal::StoreClosed
        | Refusal::TokenSpent
        | Refusal::TokenLate
        | Refusal::OtherBrowser
        | Refusal::Idle
        | Refusal::Expired
        | Refusal::Ended(_) => failure_text(language, Failure::Refused(refusal)),
    }
}

/// The title and the text of a page that tells of a failure.
pub fn failure(language: Language, failure: &Failure) -> (&'static str, &'static str) {
    let text = if let Failure::Refused(reason) = failure { refusal(language, *reason) } else { failure_text(language, failure) };
    (failure_title(language, failure), text)
}

/// What holds while a setting is not set, if that is a text of the program itself.
pub fn system_value(language: Language, setting: Setting) -> &'static str {
    find(language, "config.system_value", setting.into_str()).unwrap_or_default()
}

/// What a file of the record is called by its format.
pub fn export_format(language: Language, format: domain::audit::export::Format) -> &'static str {
    find(language, "audit.export_format", format.into_str()).unwrap_or(format.into_str())
}

/// What is said below a setting, if anything is.
pub fn comment(language: Language, setting: Setting) -> Option<&'static str> {
    find(language, "config.comment", setting.into_str())
}

/// What a command of the program does, by the names that lead to it; nothing for the program itself.
pub fn cli_command(language: Language, name: &str) -> &'static str {
    find(language, "cli.command", name).unwrap_or_default()
}

/// What an option of a command is for.
pub fn cli_option(language: Language, name: &str) -> &'static str {
    find(language, "cli.option", name).unwrap_or_default()
}

/// What mails were stored with before there were names, where no mail server answered: what is in it, and the name that it has by now.
const UNNAMED: [(&str, &str); 8] = [
    ("Connection error", "not_reached"),
    ("network error", "not_reached"),
    ("tls error", "not_reached"),
    ("transport has been shut down", "not_reached"),
    ("internal client error", "not_offered"),
    ("response error", "not_understood"),
    ("what it tells of is there no more", "gone"),
    ("(os error ", "not_kept"),
];

/// What came of the last try to send a mail, and what the mail server or the system says of that in its own words. It is stored as the
/// name of its text with those words behind it; where there is no name, a mail server answered.
pub fn mail_said(language: Language, said: &str) -> (&'static str, &str) {
    let (name, detail) = said.split_once(' ').unwrap_or((said, ""));
    let is_answer = ["permanent error (", "transient error ("].iter().any(|begins| said.starts_with(begins));
    let unnamed = || UNNAMED.iter().find(|(words, _)| !is_answer && said.contains(words));
    let unnamed = || unnamed().and_then(|(_, name)| find(language, "mail.answer", name));
    match find(language, "mail.answer", name) {
        Some(text) => (text, detail),
        None if said.is_empty() => ("", ""),
        None => (unnamed().unwrap_or_else(|| t!(language, mail.answer.by_server)), said),
    }
}

/// What went wrong, in a sentence of ours that says what to do, and below it, as what it is, what the system, a parser or the database
/// says of it in its own words.
pub fn detailed(language: Language, sentence: &str, detail: &str) -> String {
    let detail = (!detail.is_empty()).then(|| format!("\n{}: {detail}", t!(language, common.technical_detail)));
    format!("{sentence}{}", detail.unwrap_or_default())
}

/// What a value of a setting is called.
pub fn option(language: Language, setting: Setting, value: &str) -> &str {
    find(language, "config.option", &format!("{}_{value}", setting.into_str())).unwrap_or(value)
}

/// How long a visit lasted, in whole minutes; nothing of one that goes on.
pub fn lasted(language: Language, visit: &domain::assistance::Visit) -> String {
    let Some(ended) = visit.ended_at else { return "–".to_owned() };
    match ended.since(visit.times.started).as_secs() / 60 {
        0 => t!(language, customers.visits.short).to_owned(),
        minutes => t!(language, customers.visits.minutes, count = minutes),
    }
}

/// A text of the shop: as it is set, else the program's own.
pub fn own_text(language: Language, config: &Config, setting: Setting) -> String {
    config.value(setting).unwrap_or_else(|| system_value(language, setting)).to_owned()
}

/// The label of the consent check box, and its tooltip.
pub fn consent(language: Language, config: &Config) -> (String, String) {
    (own_text(language, config, Setting::AssistanceTitle), own_text(language, config, Setting::AssistanceTooltip))
}

#[cfg(test)]
mod tests;
