//! Mails about accounts.

use super::{Said, content::Part};
use domain::{mail::HIDDEN, stores::Served};
use ui::t;

/// That there is an account, and the link by which its password is set: its secret is put in when it is sent.
pub(super) fn welcome(view: &Served, base_url: &str) -> Said {
    let (language, store) = (view.language, view.config.store_name());
    let url = format!("{}?token={HIDDEN}", view.url(base_url, crate::customers::create_password::PATH));
    let parts = vec![
        Part::Text(t!(language, mail.welcome.account, store = store)),
        Part::Button(t!(language, mail.welcome.button).to_owned(), url),
        Part::Text(t!(language, mail.welcome.lasts).to_owned()),
    ];
    (t!(language, mail.subject.welcome, store = store), Part::Title(t!(language, mail.title.welcome, store = store)), parts)
}
