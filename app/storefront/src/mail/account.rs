//! Mails about accounts.

use super::{Said, content::Part};
use crate::customers::create_password::{PATH, TOKEN};
use domain::{
    lockout::Rule,
    mail::{About, HIDDEN},
    stores::Served,
};
use ui::t;

/// The link by which a password is set: its secret is put in when it is sent. `about` says why it is sent.
pub(super) fn link(view: &Served, base_url: &str, about: About) -> Said {
    let (language, store) = (view.language, view.config.store_name());
    let button = Part::Button(t!(language, mail.welcome.button).to_owned(), format!("{}?{TOKEN}={HIDDEN}", view.url(base_url, PATH)));
    let text = |text: &str| Part::Text(text.to_owned());
    if about == About::PasswordReset {
        let parts = vec![Part::Text(t!(language, mail.reset.text, store = store)), button, text(t!(language, mail.reset.lasts))];
        return (
            t!(language, mail.subject.password_reset, store = store),
            Part::Title(t!(language, mail.title.password_reset).to_owned()),
            parts,
        );
    }
    let parts = vec![Part::Text(t!(language, mail.welcome.account, store = store)), button, text(t!(language, mail.welcome.lasts))];
    (t!(language, mail.subject.welcome, store = store), Part::Title(t!(language, mail.title.welcome, store = store)), parts)
}

/// That somebody guessed at the password, and what that closes.
pub(super) fn locked(view: &Served, rule: Rule) -> Said {
    let (language, store) = (view.language, view.config.store_name());
    let minutes = rule.lasts.as_secs() / 60;
    let parts = vec![
        Part::Text(t!(language, mail.locked.text, store = store)),
        Part::Text(t!(language, mail.locked.lasts, minutes = minutes)),
        Part::Text(t!(language, mail.locked.advice).to_owned()),
    ];
    (t!(language, mail.subject.locked, store = store), Part::Title(t!(language, mail.title.locked).to_owned()), parts)
}
