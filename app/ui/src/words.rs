//! The words for what the domain knows by name only.

use crate::{i18n::Locale, t};
use domain::{
    access::{Heading, Resource},
    assistance::{EndCause, Refusal},
    audit::{Action, Change},
    config::{Config, Setting},
    failure::Failure,
    stores::Language,
    text::Flaw,
};

/// The translations' own name of a language.
pub const fn locale(language: Language) -> Locale {
    match language {
        Language::En => Locale::en,
        Language::De => Locale::de,
    }
}

/// What to say at a field.
pub fn flaw(language: Language, flaw: Flaw) -> String {
    match flaw {
        Flaw::Required => t!(language, flaw.required).to_owned(),
        Flaw::TooLong(most) => t!(language, flaw.too_long, most = most),
        Flaw::TooShort(least) => t!(language, flaw.too_short, least = least),
        Flaw::Unprintable => t!(language, flaw.unprintable).to_owned(),
        Flaw::NotAnEmail => t!(language, flaw.not_an_email).to_owned(),
        Flaw::NotAUserName => t!(language, flaw.not_a_user_name).to_owned(),
        Flaw::NotANumber => t!(language, flaw.not_a_number).to_owned(),
        Flaw::OutOfRange(least, most) => t!(language, flaw.out_of_range, least = least, most = most),
        Flaw::Taken => t!(language, flaw.taken).to_owned(),
        Flaw::Differs => t!(language, flaw.differs).to_owned(),
        Flaw::WrongPassword => t!(language, flaw.wrong_password).to_owned(),
        Flaw::NotAChoice => t!(language, flaw.not_a_choice).to_owned(),
        Flaw::LastAdministrator => t!(language, flaw.last_administrator).to_owned(),
        Flaw::TooMuch => t!(language, flaw.too_much).to_owned(),
        Flaw::NotPermitted => t!(language, flaw.not_permitted).to_owned(),
        Flaw::NotSignedIn => t!(language, flaw.not_signed_in).to_owned(),
    }
}

/// A right, as the role's tree names it.
pub fn resource(language: Language, resource: Resource) -> &'static str {
    match resource {
        Resource::CustomersView => t!(language, resource.customers_view),
        Resource::CustomersEdit => t!(language, resource.customers_edit),
        Resource::AssistanceOptIn => t!(language, resource.assistance_opt_in),
        Resource::LoginAsCustomer => t!(language, resource.allow_login_as_customer),
        Resource::LoginAsCustomerLog => t!(language, resource.view_log),
        Resource::ConfigGeneral => t!(language, resource.config_general),
        Resource::ConfigLoginAsCustomer => t!(language, resource.config_login_as_customer),
        Resource::Users => t!(language, resource.users),
        Resource::Roles => t!(language, resource.roles),
    }
}

/// A heading of the role's tree.
pub fn heading(language: Language, heading: Heading) -> &'static str {
    match heading {
        Heading::Customers => t!(language, resource.customers),
        Heading::AllCustomers => t!(language, resource.all_customers),
        Heading::CustomerActions => t!(language, resource.actions),
        Heading::LoginAsCustomer => t!(language, resource.login_as_customer),
        Heading::Stores => t!(language, resource.stores),
        Heading::Settings => t!(language, resource.settings),
        Heading::Configuration => t!(language, resource.configuration),
        Heading::System => t!(language, resource.system),
        Heading::Permissions => t!(language, resource.permissions),
    }
}

/// How a visit ended, for the log.
pub fn end_cause(language: Language, cause: EndCause) -> &'static str {
    match cause {
        EndCause::Closed => t!(language, log.end.closed),
        EndCause::Idle => t!(language, log.end.idle),
        EndCause::Expired => t!(language, log.end.expired),
        EndCause::Replaced => t!(language, log.end.replaced),
        EndCause::StaffSignedOut => t!(language, log.end.staff_signed_out),
        EndCause::StaffTimedOut => t!(language, log.end.staff_timed_out),
        EndCause::StaffDeactivated => t!(language, log.end.staff_deactivated),
        EndCause::RightLost => t!(language, log.end.right_lost),
        EndCause::ConsentWithdrawn => t!(language, log.end.consent_withdrawn),
        EndCause::CustomerDeactivated => t!(language, log.end.customer_deactivated),
        EndCause::FeatureDisabled => t!(language, log.end.feature_disabled),
        EndCause::Alarm => t!(language, log.end.alarm),
    }
}

/// Why a visit ended, for the staff member whose visit it was.
pub fn end_told(language: Language, cause: EndCause) -> &'static str {
    match cause {
        EndCause::Closed => t!(language, visit.end.closed),
        EndCause::Idle => t!(language, visit.end.idle),
        EndCause::Expired => t!(language, visit.end.expired),
        EndCause::Replaced => t!(language, visit.end.replaced),
        EndCause::StaffSignedOut => t!(language, visit.end.staff_signed_out),
        EndCause::StaffTimedOut => t!(language, visit.end.staff_timed_out),
        EndCause::StaffDeactivated => t!(language, visit.end.staff_deactivated),
        EndCause::RightLost => t!(language, visit.end.right_lost),
        EndCause::ConsentWithdrawn => t!(language, visit.end.consent_withdrawn),
        EndCause::CustomerDeactivated => t!(language, visit.end.customer_deactivated),
        EndCause::FeatureDisabled => t!(language, visit.end.feature_disabled),
        EndCause::Alarm => t!(language, visit.end.alarm),
    }
}

/// Why the gate said no, for whoever asked.
pub fn refusal(language: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::FeatureDisabled => t!(language, refusal.feature_disabled),
        Refusal::ConsentMissing => t!(language, refusal.consent_missing),
        Refusal::CustomerInactive => t!(language, refusal.customer_inactive),
        Refusal::CustomerNotFound => t!(language, refusal.customer_not_found),
        Refusal::StaffSignedOut
        | Refusal::StaffTimedOut
        | Refusal::StaffInactive
        | Refusal::RightMissing
        | Refusal::TokenSpent
        | Refusal::TokenLate
        | Refusal::OtherBrowser
        | Refusal::Idle
        | Refusal::Expired
        | Refusal::Ended(_) => t!(language, refusal.other),
    }
}

/// What an event tells.
pub fn action(language: Language, action: Action) -> &'static str {
    match action {
        Action::StaffSignedIn => t!(language, action.staff_signed_in),
        Action::StaffSignInRefused => t!(language, action.staff_sign_in_refused),
        Action::StaffSignedOut => t!(language, action.staff_signed_out),
        Action::StaffCreated => t!(language, action.staff_created),
        Action::StaffChanged => t!(language, action.staff_changed),
        Action::RoleCreated => t!(language, action.role_created),
        Action::RoleChanged => t!(language, action.role_changed),
        Action::RoleDeleted => t!(language, action.role_deleted),
        Action::SettingsChanged => t!(language, action.settings_changed),
        Action::CustomerRegistered => t!(language, action.customer_registered),
        Action::CustomerSignedIn => t!(language, action.customer_signed_in),
        Action::CustomerSignInRefused => t!(language, action.customer_sign_in_refused),
        Action::CustomerSignedOut => t!(language, action.customer_signed_out),
        Action::CustomerChanged => t!(language, action.customer_changed),
        Action::PasswordChanged => t!(language, action.password_changed),
        Action::ConsentGiven => t!(language, action.consent_given),
        Action::ConsentWithdrawn => t!(language, action.consent_withdrawn),
        Action::CartChanged => t!(language, action.cart_changed),
        Action::AssistanceStarted => t!(language, action.assistance_started),
        Action::AssistanceRefused => t!(language, action.assistance_refused),
        Action::AssistanceRedeemed => t!(language, action.assistance_redeemed),
        Action::AssistanceEnded => t!(language, action.assistance_ended),
        Action::AssistanceAlarm => t!(language, action.assistance_alarm),
        Action::AccessDenied => t!(language, action.access_denied),
        Action::DemoFilled => t!(language, action.demo_filled),
    }
}

/// Why something happened, as the record tells it. What has no words stands as it was written.
pub fn reason(language: Language, code: &str) -> String {
    if let Some(cause) = EndCause::from_code(code) {
        return end_cause(language, cause).to_owned();
    }
    if let Some(missing) = Resource::from_code(code) {
        return resource(language, missing).to_owned();
    }
    let words = match code {
        "not_while_assisting" => t!(language, log.why.not_while_assisting),
        "token_spent" => t!(language, log.why.token_spent),
        "token_late" => t!(language, log.why.token_late),
        "other_browser" => t!(language, log.why.other_browser),
        other => other,
    };
    words.to_owned()
}

/// A changed value, as the record tells it: what it is of, what it was, what it is. Products stand by their SKU.
pub fn change(language: Language, change: &Change) -> String {
    let field = match change.field.as_str() {
        "first_name" => t!(language, account.first_name),
        "last_name" => t!(language, account.last_name),
        "email" => t!(language, account.email),
        "allow_remote_shopping_assistance" => t!(language, customer.assistance),
        other => other,
    };
    let value = |value: &Option<String>| match value.as_deref().unwrap_or_default() {
        "" => "–".to_owned(),
        "true" => t!(language, form.yes).to_owned(),
        "false" => t!(language, form.no).to_owned(),
        other => other.to_owned(),
    };
    t!(language, log.change_from_to, field = field, before = value(&change.before), after = value(&change.after))
}

/// The title and the text of a page that tells of a failure.
pub fn failure(language: Language, failure: &Failure) -> (&'static str, &'static str) {
    match failure {
        Failure::Malformed => (t!(language, error.bad_request_title), t!(language, error.bad_request_text)),
        Failure::SignInRequired | Failure::Denied(_) => (t!(language, error.denied_title), t!(language, error.denied_text)),
        Failure::Refused(reason) => (t!(language, refusal.title), refusal(language, *reason)),
        Failure::NotWhileAssisting => (t!(language, error.not_while_assisting_title), t!(language, error.not_while_assisting_text)),
        Failure::CrossSite => (t!(language, error.cross_site_title), t!(language, error.cross_site_text)),
        Failure::NotFound => (t!(language, error.not_found_title), t!(language, error.not_found_text)),
        Failure::IdentityChanged => (t!(language, error.identity_title), t!(language, error.identity_text)),
        Failure::Stale => (t!(language, error.stale_title), t!(language, error.stale_text)),
        Failure::TooLarge => (t!(language, error.too_large_title), t!(language, error.too_large_text)),
        Failure::Internal => (t!(language, error.internal_title), t!(language, error.internal_text)),
        Failure::Unavailable => (t!(language, error.unavailable_title), t!(language, error.unavailable_text)),
        Failure::OutcomeUnknown => (t!(language, error.unknown_title), t!(language, error.unknown_text)),
    }
}

/// The label of the consent check box, and its tooltip: as set, else the program's own.
pub fn consent(language: Language, config: &Config) -> (String, String) {
    let title = config.value(Setting::AssistanceTitle).unwrap_or_else(|| t!(language, config.assistance_title_default));
    let tooltip = config.value(Setting::AssistanceTooltip).unwrap_or_else(|| t!(language, config.assistance_tooltip_default));
    (title.to_owned(), tooltip.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn flat(value: &Value, path: &str, into: &mut BTreeMap<String, Vec<String>>) {
        match value.as_object() {
            Some(object) => object.iter().for_each(|(name, v)| flat(v, &format!("{path}.{name}"), into)),
            None => {
                let text = value.as_str().unwrap_or_default();
                let mut names: Vec<String> =
                    text.split("{{").skip(1).filter_map(|t| t.split("}}").next()).map(|t| t.trim().to_owned()).collect();
                names.sort();
                assert!(!text.trim().is_empty(), "{path} is empty");
                into.insert(path.to_owned(), names);
            }
        }
    }

    #[test]
    fn german_says_all_that_english_says() {
        let read = |text: &str| {
            let mut all = BTreeMap::new();
            flat(&serde_json::from_str(text).unwrap(), "", &mut all);
            all
        };
        assert_eq!(read(include_str!("../locales/en.json")), read(include_str!("../locales/de.json")));
    }
}
