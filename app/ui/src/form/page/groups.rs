//! Fields that several forms ask for. A form takes them as they are, or with words of its own: `FIRST_NAME.autocomplete("off")`.

use super::{Field, Fields, Form};
use crate::{t, web::Request};
use domain::{
    caller::Who,
    customers::{Email, PersonName},
    text::{Flaw, Secret},
};

pub const FIRST_NAME: Field<PersonName> =
    Field::line("first_name", |l| t!(l, customers.account.first_name), PersonName::parse).autocomplete("given-name").example("Ada");
pub const LAST_NAME: Field<PersonName> =
    Field::line("last_name", |l| t!(l, customers.account.last_name), PersonName::parse).autocomplete("family-name").example("Brandt");
pub const EMAIL: Field<Email> = Field::email("email", |l| t!(l, customers.account.email), Email::parse).autocomplete("username");

pub const CURRENT_PASSWORD: Field<Secret> =
    Field::password("current_password", |l| t!(l, customers.account.current_password)).autocomplete("current-password");
pub const PASSWORD: Field<Secret> = Field::password("password", |l| t!(l, customers.account.password))
    .autocomplete("new-password")
    .hint(|l| t!(l, customers.account.password_hint));
pub const PASSWORD_AGAIN: Field<Secret> =
    Field::password("password_again", |l| t!(l, customers.account.confirm_password)).autocomplete("new-password");

impl Form {
    /// With a name filled in beforehand: [`FIRST_NAME`] and [`LAST_NAME`].
    #[must_use]
    pub fn named(self, first: &str, last: &str) -> Self {
        self.filled(&FIRST_NAME, first).filled(&LAST_NAME, last)
    }

    /// Of whom it is, where the form does not say it: no password is made of that.
    #[must_use]
    pub fn known_by(mut self, word: impl Into<String>) -> Self {
        self.words.push(word.into());
        self
    }

    /// What no password is made of: the shop's name, and those of whoever asks.
    pub(super) fn words_of(fields: Fields, request: &Request) -> Vec<String> {
        if !fields.iter().flat_map(|group| group.iter()).any(|spec| spec.secret) {
            return Vec::new();
        }
        let own = match request.caller.who() {
            Who::Shopper { email, name, .. } => vec![email.clone(), name.clone()],
            Who::Staff { user_name, name, .. } => vec![user_name.clone(), name.clone()],
            Who::Guest { .. } | Who::Visit(_) => Vec::new(),
        };
        own.into_iter().chain([request.config.store_name().to_owned()]).collect()
    }

    /// A new password, typed twice the same: [`PASSWORD`] and [`PASSWORD_AGAIN`].
    pub fn new_password(&mut self) -> Option<Secret> {
        let (password, again) = (Secret::new(self.value(&PASSWORD)), Secret::new(self.value(&PASSWORD_AGAIN)));
        let judged = {
            let specs = self.fields.iter().flat_map(|group| group.iter()).filter(|spec| !spec.secret);
            let typed = specs.map(|spec| self.value(spec));
            password.as_new_password(&typed.chain(self.words.iter().map(String::as_str)).collect::<Vec<_>>())
        };
        if let Err(flaw) = judged {
            self.flaw(&PASSWORD, flaw);
            return None;
        }
        if !password.is_same_as(&again) {
            self.flaw(&PASSWORD_AGAIN, Flaw::Differs);
            return None;
        }
        Some(password)
    }
}
