//! Mails: queued in the transaction of what they tell of, taken from the queue one by one, and read by staff.
//!
//! A mail takes its steps by turns: each step asserts the turn that was read, so two programs never do the same one. Before a mail is
//! handed over it is written down that it is; whoever dies in between leaves it so, and nobody sends it again by himself.

mod lately;
mod outbox;
mod row;

pub(crate) use lately::{LATELY, forgetting_mailed};
pub(crate) use row::{MAILS, MailRow};

use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        secret::id_at,
        tx::Tx,
        write::{Update, Writes},
    },
};
use domain::{
    audit::{Action, Change},
    caller::{Job, Proof},
    customers::Customer,
    ids::MailId,
    mail::{About, Letter, Mail, Outcome, State},
    sales::{document::Document, order::Order},
    staff::StaffMember,
    time::Moment,
};
use row::{LetterRow, mail_record, step, step_to};
use std::time::Duration;

/// What a mail tells of.
#[derive(Debug)]
pub enum Told {
    Order(Box<Order>),
    Document(Box<Order>, Box<Document>),
    Account(Box<Customer>),
    Staff(Box<StaffMember>),
}

/// How long a mail is nobody else's, once somebody has taken it up: longer than handing it over can last.
pub const HANDING_OVER: Duration = Duration::from_secs(5 * 60);

impl Store {
    /// Whether customers of an order's view are sent mails about that. A view that is gone sends none.
    fn mails(&self, order: &Order, about: About) -> bool {
        self.shop().view(order.view).is_some_and(|view| view.config.mails(about))
    }

    /// Queues a mail about an order, if such mails are sent.
    pub(crate) fn queue_order_mail(&self, tx: &mut Tx<'_>, about: About, order: &Order, note: &str) -> bool {
        let are_sent = self.mails(order, about);
        if are_sent {
            let at = tx.origin().at;
            queue(tx.writes(), &Mail::of_order(MailId::new(id_at(at)), about, order, at).noting(note));
        }
        are_sent
    }

    /// Queues a mail about a staff member's own account.
    pub(crate) fn tell_staff(&self, tx: &mut Tx<'_>, about: About, whom: &StaffMember) {
        let at = tx.origin().at;
        queue(tx.writes(), &Mail::of_staff(MailId::new(id_at(at)), about, whom, self.shop().default_view(), at));
    }

    /// Queues a mail about a document of an order, if such mails are sent; and says whether they are.
    pub(crate) fn queue_document_mail(&self, tx: &mut Tx<'_>, about: About, (document, order): (&Document, &Order), note: &str) -> bool {
        let are_sent = self.mails(order, about);
        if are_sent {
            let at = tx.origin().at;
            queue(tx.writes(), &Mail::of_document(MailId::new(id_at(at)), about, document, order, at).noting(note));
        }
        are_sent
    }
}

pub(crate) fn queue(writes: &mut Writes, mail: &Mail) {
    let row = MailRow::of(mail);
    writes.create(&row.id.clone(), row);
}

/// Queues a mail if it goes; if not, it costs as much, for it is written and taken back in the same transaction: whoever waits for the answer to
/// what he typed is not told by its time whether there was somebody to write to.
pub(crate) fn queue_or_as_much(writes: &mut Writes, goes: bool, mail: &Mail) {
    queue(writes, mail);
    if !goes {
        writes.delete(&mail_record(mail));
    }
}

const fn action(state: State) -> Option<Action> {
    match state {
        State::Sent => Some(Action::MailSent),
        State::Kept => Some(Action::MailKept),
        State::Failed => Some(Action::MailFailed),
        State::Unconfirmed => Some(Action::MailUnconfirmed),
        State::Queued | State::Sending => None,
    }
}

impl By<'_, Job> {
    /// Mails whose time has come since then, so many at most: those that wait, and those that were being handed over when whoever did it
    /// must have died.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn mails_due(&self, since: Moment, most: usize) -> Result<Vec<Mail>, StoreError> {
        let sql = format!("SELECT * FROM mail WHERE due >= $since AND due <= $now LIMIT {most}");
        let vars = vars! { "since" => since.millis(), "now" => self.proof.origin().at.millis() };
        let rows: Vec<MailRow> = self.store.conn.read(&sql, vars).await?.take(0)?;
        rows.into_iter().map(MailRow::read).collect()
    }

    /// What a mail tells of.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is there no more.
    pub async fn told_by(&self, mail: &Mail) -> Result<Told, StoreError> {
        if let Some(id) = mail.staff {
            let member = self.store.staff_row(id).await?.read()?;
            let is_for_him = member.email == mail.to || mail.about.is_for_the_address_of_then();
            return if is_for_him { Ok(Told::Staff(Box::new(member))) } else { Err(StoreError::NotFound) };
        }
        let Some(order) = mail.order else {
            let customer = self.store.customer_row(mail.customer.ok_or(StoreError::NotFound)?).await?.read()?;
            // Whoever has another address by now is not told at the old one.
            let is_for_him = customer.email == mail.to || mail.about.is_for_the_address_of_then() || mail.about == About::EmailConfirmation;
            return if is_for_him { Ok(Told::Account(Box::new(customer))) } else { Err(StoreError::NotFound) };
        };
        let order = Box::new(self.store.order_row(order).await?.read()?);
        match mail.document {
            Some(id) => Ok(Told::Document(order, Box::new(self.store.any_document(id).await?))),
            None => Ok(Told::Order(order)),
        }
    }

    /// Takes a mail up, so that nobody else does; `None`, if somebody was faster. It is written now, if it was not before.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn take_up(&self, mail: Mail, letter: Letter) -> Result<Option<Mail>, StoreError> {
        let due = Some(self.proof.origin().at.plus(HANDING_OVER));
        let taken = step(&mail).set("due", due.map(Moment::millis)).add("tried", 1).set("letter", LetterRow::of(&letter));
        self.take(&taken, Mail { due, tried: mail.tried.saturating_add(1), letter: Some(letter), ..mail }).await
    }

    /// Says, just before, that a mail is being handed over; `None`, if it is somebody else's by now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn hand_over(&self, mail: Mail) -> Result<Option<Mail>, StoreError> {
        let now = self.proof.origin().at;
        let due = Some(now.plus(HANDING_OVER));
        self.take(&step_to(&mail, State::Sending, now, due, ""), Mail { state: State::Sending, since: now, due, ..mail }).await
    }

    async fn take(&self, step: &Update, mail: Mail) -> Result<Option<Mail>, StoreError> {
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(step);
        match tx.commit_untold().await {
            Ok(()) => Ok(Some(Mail { turn: mail.turn.saturating_add(1), ..mail })),
            Err(StoreError::Conflict | StoreError::Stale) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes down what came of it, and what the mail server said. Whatever ends its way is an event.
    ///
    /// # Errors
    /// The store does not answer; [`StoreError::Stale`]: it is somebody else's by now.
    pub async fn mail_done(&self, mail: &Mail, outcome: Outcome, said: &str) -> Result<State, StoreError> {
        let now = self.proof.origin().at;
        let (state, wait) = outcome.leads_to(mail.tried);
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&step_to(mail, state, now, wait.map(|wait| now.plus(wait)), said));
        match action(state) {
            Some(action) => {
                let event = tx.event(action).within(mail.website).about(mail.customer).on("mail", mail.id, mail.to.clone());
                let told = [Change::added("about", mail.about.code()), Change::added("order", mail.order_number.clone())];
                tx.commit(event.changing(told)).await?;
            }
            None => tx.commit_untold().await?,
        }
        Ok(state)
    }
}
