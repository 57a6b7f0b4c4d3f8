//! Mails about accounts.

use super::{Said, content::Part};
use crate::customers::{
    confirm_email,
    create_password::{PATH, TOKEN},
};
use domain::{
    lockout::Rule,
    mail::{About, HIDDEN},
    staff,
    stores::{Language, Served},
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
pub(super) fn locked(language: Language, store: &str, rule: Rule) -> Said {
    let minutes = rule.lasts.as_secs() / 60;
    let parts = vec![
        Part::Text(t!(language, mail.locked.text, store = store)),
        Part::Text(t!(language, mail.locked.lasts, minutes = minutes)),
        Part::Text(t!(language, mail.locked.advice).to_owned()),
    ];
    (t!(language, mail.subject.locked, store = store), Part::Title(t!(language, mail.title.locked).to_owned()), parts)
}

/// To an address that an account is to have: the link that gives it that.
pub(super) fn confirming(view: &Served, base_url: &str) -> Said {
    let (language, store) = (view.language, view.config.store_name());
    let address = format!("{}?{TOKEN}={HIDDEN}", view.url(base_url, confirm_email::PATH));
    let parts = vec![
        Part::Text(t!(language, mail.email_confirmation.text, store = store)),
        Part::Button(t!(language, customers.confirm.button).to_owned(), address),
        Part::Text(t!(language, mail.email_confirmation.lasts).to_owned()),
    ];
    (t!(language, mail.subject.email_confirmation, store = store), Part::Title(t!(language, customers.confirm.title).to_owned()), parts)
}

/// To the address of before: which it is now is not said, for whoever reads it may never have had the account.
pub(super) fn moved(language: Language, store: &str) -> Said {
    let parts = vec![
        Part::Text(t!(language, mail.email_changed.text, store = store)),
        Part::Text(t!(language, mail.email_changed.not_you).to_owned()),
    ];
    (t!(language, mail.subject.email_changed, store = store), Part::Title(t!(language, mail.title.email_changed).to_owned()), parts)
}

/// That another password was set. Neither is told; where to set one anew is on the page of signing in, so that no mail teaches anybody to follow
/// a link to it.
pub(super) fn another_password(language: Language, store: &str) -> Said {
    let parts = vec![
        Part::Text(t!(language, mail.password_changed.text, store = store)),
        Part::Text(t!(language, mail.password_changed.not_you).to_owned()),
    ];
    (t!(language, mail.subject.password_changed, store = store), Part::Title(t!(language, mail.title.password_changed).to_owned()), parts)
}

/// To staff: whichever it was stands in the record.
fn another_factor(language: Language, store: &str) -> Said {
    let parts = vec![
        Part::Text(t!(language, mail.second_factor_changed, store = store)),
        Part::Text(t!(language, mail.email_changed.not_you).to_owned()),
    ];
    let title = Part::Title(t!(language, mail.about.second_factor_changed).to_owned());
    (t!(language, mail.subject.second_factor_changed, store = store), title, parts)
}

/// To staff: an invitation, or a way back for whoever forgot his password; or that what he signs in with has changed.
pub(super) fn of_staff(language: Language, store: &str, base_url: &str, about: About, user: &str) -> Said {
    if about == About::EmailChanged {
        return moved(language, store);
    }
    if about == About::PasswordChanged {
        return another_password(language, store);
    }
    if about == About::SecondFactorChanged {
        return another_factor(language, store);
    }
    let address = format!("{base_url}{}?{}={HIDDEN}", staff::SET_PASSWORD, staff::LINK);
    let button = Part::Button(t!(language, mail.welcome.button).to_owned(), address);
    let text = |text: &str| Part::Text(text.to_owned());
    if about == About::StaffInvitation {
        let said = Part::Text(t!(language, mail.staff.invitation, store = store, user = user));
        let title = Part::Title(t!(language, mail.title.staff_invitation).to_owned());
        let subject = t!(language, mail.subject.staff_invitation, store = store, user = user);
        return (subject, title, vec![said, button, text(t!(language, mail.staff.invitation_lasts))]);
    }
    let said = Part::Text(t!(language, mail.staff.reset, store = store, user = user));
    let title = Part::Title(t!(language, mail.title.password_reset).to_owned());
    (t!(language, mail.subject.staff_reset, user = user), title, vec![said, button, text(t!(language, mail.reset.lasts))])
}
