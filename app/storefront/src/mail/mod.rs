//! Mails as customers get them: written once, and shown as text and as HTML, so that both say the same.

mod account;
mod content;
mod sales;

use content::{Content, Part};
use domain::{
    customers::shown_email,
    mail::{About, Letter, Mail},
    stores::{Language, Shop},
};
use store::Told;
use ui::{format, named::isolated, t};

/// A subject, and what is said: the title, what it is about, and all else.
type Said = (String, Part, Vec<Part>);

/// A mail in the name of the store that it is from, in the language in which the customer bought there, or else in that of the store.
pub fn letter(shop: &Shop, base_url: &str, mail: &Mail, told: &Told) -> Option<Letter> {
    let view = shop.view(mail.view).unwrap_or_else(|| shop.default_view());
    let (language, (subject, title, said)) = match told {
        Told::Order(order) => (order.language, sales::about(view, base_url, mail.about, order)?),
        Told::Document(order, document) => (order.language, sales::about_document(view, base_url, mail.about, order, document)),
        Told::Account(_) if mail.about == About::EmailChanged => (view.language, account::moved(view.language, view.config.store_name())),
        Told::Account(_) if mail.about == About::PasswordChanged => {
            (view.language, account::another_password(view.language, view.config.store_name()))
        }
        Told::Account(_) if mail.about == About::EmailConfirmation => (view.language, account::confirming(view, base_url)),
        Told::Account(_) if mail.about == About::CustomerLocked => {
            (view.language, account::locked(view.language, view.config.store_name(), view.config.customer_lockout()))
        }
        Told::Account(_) => (view.language, account::link(view, base_url, mail.about)),
        Told::Staff(member) => {
            let (language, store) = (member.language.unwrap_or(view.language), view.config.store_name());
            let is_locked = mail.about == About::StaffLocked;
            let locked = || account::locked(language, store, view.config.staff_lockout());
            let other = || account::of_staff(language, store, base_url, mail.about, &member.user_name);
            (language, if is_locked { locked() } else { other() })
        }
    };
    let (from_name, from) = view.config.sales_sender();
    let greeting = Part::Text(t!(language, mail.greeting, name = isolated(&mail.name)));
    let note = (!mail.note.is_empty()).then(|| Part::Quote(mail.note.clone()));
    // Whoever reads of it compares that with what he did himself.
    let own = if let Told::Staff(member) = told { member.time_zone.as_deref() } else { None };
    let zone = own.unwrap_or_else(|| view.config.time_zone());
    let happened = mail.about.is_a_warning().then(|| {
        let time = format::time(language, zone, mail.queued);
        Part::Text(t!(language, mail.happened, time = time.as_str(), zone = zone))
    });
    let mut said = said.into_iter();
    let intro = said.next();
    let parts = [title, greeting].into_iter().chain(intro).chain(happened).chain(note).chain(said).collect();
    let store = view.config.store_name();
    let content =
        Content { language: language.tag(), subject: subject.clone(), store: store.to_owned(), parts, end: end(language, from, store) };
    let (text, html) = (content.text(), content.html());
    Some(Letter { language: Some(language), from_name: from_name.to_owned(), from: from.to_owned(), subject, text, html })
}

fn end(language: Language, from: &str, store: &str) -> String {
    let email = shown_email(from);
    t!(language, mail.end, email = email.as_str(), store = store)
}
