//! Mails to customers: what each is about, and how far it has come. A mail is queued together with what it tells of, so that neither is
//! there without the other; what was taken from us is never handed over again.

use crate::{
    coded::coded,
    config::Setting,
    customers::Customer,
    ids::{CustomerId, DocumentId, MailId, OrderId, StaffId, StoreViewId, WebsiteId},
    sales::{
        document::{Document, Kind},
        order::Order,
    },
    staff::StaffMember,
    stores::{Language, Served},
    time::Moment,
};
use std::time::Duration;

coded! {
    /// What a mail tells.
    About {
        Order,
        OrderComment,
        Invoice,
        InvoiceComment,
        Shipment,
        ShipmentComment,
        Creditmemo,
        CreditmemoComment,
        /// That staff made an account, and how to set its password.
        Welcome,
        /// How to set the password anew.
        PasswordReset,
        /// To the address of before: that the account has another one.
        EmailChanged,
        /// That the account has another password. Never of the first one.
        PasswordChanged,
        /// To staff: that codes are asked for, or are not any more.
        SecondFactorChanged,
        /// To an address that an account is to have: the link that gives it that.
        EmailConfirmation,
        /// To staff: how they set their passwords.
        StaffInvitation,
        StaffPasswordReset,
        /// That an account is closed for a while, because somebody guessed at its password.
        CustomerLocked,
        StaffLocked,
    }
}

impl From<Kind> for About {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Invoice => Self::Invoice,
            Kind::Shipment => Self::Shipment,
            Kind::Creditmemo => Self::Creditmemo,
        }
    }
}

impl About {
    /// That something was noted on a document.
    pub const fn comment_on(kind: Kind) -> Self {
        match kind {
            Kind::Invoice => Self::InvoiceComment,
            Kind::Shipment => Self::ShipmentComment,
            Kind::Creditmemo => Self::CreditmemoComment,
        }
    }

    /// Whether such mails are sent at all; none, if they always are.
    pub const fn setting(self) -> Option<Setting> {
        Some(match self {
            Self::Order => Setting::OrderMail,
            Self::OrderComment => Setting::OrderCommentMail,
            Self::Invoice => Setting::InvoiceMail,
            Self::InvoiceComment => Setting::InvoiceCommentMail,
            Self::Shipment => Setting::ShipmentMail,
            Self::ShipmentComment => Setting::ShipmentCommentMail,
            Self::Creditmemo => Setting::CreditmemoMail,
            Self::CreditmemoComment => Setting::CreditmemoCommentMail,
            Self::Welcome
            | Self::PasswordReset
            | Self::EmailChanged
            | Self::PasswordChanged
            | Self::SecondFactorChanged
            | Self::EmailConfirmation
            | Self::CustomerLocked
            | Self::StaffInvitation
            | Self::StaffPasswordReset
            | Self::StaffLocked => return None,
        })
    }

    /// Whether it is for where the account was to be reached when it was queued, whatever its address is by now: whoever took it over is not told
    /// in place of its owner.
    pub const fn is_for_the_address_of_then(self) -> bool {
        matches!(self, Self::EmailChanged | Self::PasswordChanged | Self::SecondFactorChanged)
    }

    /// Whether it tells of what was done to an account: when that was is said with it.
    pub const fn is_a_warning(self) -> bool {
        self.is_for_the_address_of_then() || matches!(self, Self::CustomerLocked | Self::StaffLocked)
    }

    /// Whether it brings a link that opens something.
    pub const fn brings_a_link(self) -> bool {
        matches!(self, Self::Welcome | Self::PasswordReset | Self::EmailConfirmation | Self::StaffInvitation | Self::StaffPasswordReset)
    }
}

coded! {
    /// How far it has come.
    State {
        /// It waits for its turn, or to be tried again.
        Queued,
        /// It is being handed over: whether it was taken is not known yet.
        Sending,
        /// The mail server took it.
        Sent,
        /// There is no mail server: it is a file.
        Kept,
        /// The mail server does not want it, or could not be reached for days.
        Failed,
        /// The line broke while it was handed over: it may have been taken, so it is not sent again by itself.
        Unconfirmed,
    }
}

impl State {
    /// Whether somebody may have it sent once more: it has not arrived, as far as is known.
    pub const fn can_be_sent_again(self) -> bool {
        matches!(self, Self::Failed | Self::Unconfirmed)
    }
}

/// What came of trying to hand a mail over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Taken,
    Kept,
    /// Surely not taken: it may be taken later.
    NotNow,
    /// Surely not taken, and never will be.
    Refused,
    Unknown,
}

/// How long is waited before it is tried again, after each time; then it is given up.
const WAITS: [Duration; 8] = [
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(15 * 60),
    Duration::from_secs(60 * 60),
    Duration::from_secs(4 * 60 * 60),
    Duration::from_secs(12 * 60 * 60),
    Duration::from_secs(24 * 60 * 60),
    Duration::from_secs(24 * 60 * 60),
];

impl Outcome {
    /// What becomes of a mail that was tried so often, and how long it waits until it is tried again.
    pub fn leads_to(self, tried: u32) -> (State, Option<Duration>) {
        match self {
            Self::Taken => (State::Sent, None),
            Self::Kept => (State::Kept, None),
            Self::Refused => (State::Failed, None),
            Self::Unknown => (State::Unconfirmed, None),
            Self::NotNow => {
                let before = usize::try_from(tried).unwrap_or(usize::MAX).saturating_sub(1);
                WAITS.get(before).map_or((State::Failed, None), |wait| (State::Queued, Some(*wait)))
            }
        }
    }
}

/// What stands in a letter in place of a secret that it brings: whoever reads letters in the outbox does not read that.
pub const HIDDEN: &str = "••••••••••••";

/// A mail as it is sent, but for [`HIDDEN`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// In which it is written; not known of those that were written before that was kept.
    pub language: Option<Language>,
    pub from_name: String,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A mail, in the queue or behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: MailId,
    pub about: About,
    /// None, if it is about an account.
    pub order: Option<OrderId>,
    /// Empty, if there is none.
    pub order_number: String,
    pub document: Option<DocumentId>,
    pub website: WebsiteId,
    /// In whose name and language it is written.
    pub view: StoreViewId,
    /// None of a guest's.
    pub customer: Option<CustomerId>,
    /// Of whom it is, if he is staff.
    pub staff: Option<StaffId>,
    pub to: String,
    pub name: String,
    /// What staff add for the customer.
    pub note: String,
    pub queued: Moment,
    pub state: State,
    /// When it came so far.
    pub since: Moment,
    /// How often it was tried since it was queued.
    pub tried: u32,
    /// When it is tried next; of one that is being handed over, until when that can last.
    pub due: Option<Moment>,
    /// What the mail server said last.
    pub said: String,
    /// Written when it is tried for the first time.
    pub letter: Option<Letter>,
    /// Counts each step: whoever holds an older one has lost his turn.
    pub turn: i64,
}

impl Mail {
    /// One that waits, of an order.
    pub fn of_order(id: MailId, about: About, order: &Order, at: Moment) -> Self {
        Self {
            order: Some(order.id),
            order_number: order.number.clone(),
            website: order.website,
            view: order.view,
            customer: order.customer,
            to: order.email.clone(),
            name: order.name.clone(),
            ..Self::waiting(id, about, at)
        }
    }

    /// One that waits, of an account.
    pub fn of_account(id: MailId, about: About, customer: &Customer, at: Moment) -> Self {
        Self {
            website: customer.website,
            view: customer.view,
            customer: Some(customer.id),
            to: customer.email.clone(),
            name: customer.full_name(),
            ..Self::waiting(id, about, at)
        }
    }

    /// One that waits, of a staff member, in the name of a view.
    pub fn of_staff(id: MailId, about: About, staff: &StaffMember, view: &Served, at: Moment) -> Self {
        Self {
            website: view.website,
            view: view.id,
            staff: Some(staff.id),
            to: staff.email.clone(),
            name: staff.full_name(),
            ..Self::waiting(id, about, at)
        }
    }

    /// One that goes to nobody, where it is not to be told whether there is somebody: it is written as others are, and taken back at once.
    pub fn to_nobody(id: MailId, about: About, to: impl Into<String>, at: Moment) -> Self {
        Self { to: to.into(), ..Self::waiting(id, about, at) }
    }

    fn waiting(id: MailId, about: About, at: Moment) -> Self {
        Self {
            id,
            about,
            order: None,
            order_number: String::new(),
            document: None,
            website: WebsiteId::NOTHING,
            view: StoreViewId::NOTHING,
            customer: None,
            staff: None,
            to: String::new(),
            name: String::new(),
            note: String::new(),
            queued: at,
            state: State::Queued,
            since: at,
            tried: 0,
            due: Some(at),
            said: String::new(),
            letter: None,
            turn: 0,
        }
    }

    /// One that waits, of a document of an order.
    pub fn of_document(id: MailId, about: About, document: &Document, order: &Order, at: Moment) -> Self {
        Self { document: Some(document.id), ..Self::of_order(id, about, order, at) }
    }

    #[must_use]
    pub fn noting(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_or_may_have_been_is_not_tried_again() {
        for tried in [1, 2, 100] {
            for (outcome, state) in [
                (Outcome::Taken, State::Sent),
                (Outcome::Kept, State::Kept),
                (Outcome::Refused, State::Failed),
                (Outcome::Unknown, State::Unconfirmed),
            ] {
                assert_eq!(outcome.leads_to(tried), (state, None));
            }
        }
    }

    #[test]
    fn what_could_not_be_handed_over_waits_longer_each_time_and_is_given_up_after_days() {
        let waits: Vec<Duration> = (1..=8).map(|tried| Outcome::NotNow.leads_to(tried).1.unwrap()).collect();
        assert!(waits.is_sorted());
        assert!(waits.iter().sum::<Duration>() > Duration::from_secs(2 * 24 * 60 * 60));
        assert_eq!(Outcome::NotNow.leads_to(9), (State::Failed, None));
    }
}
