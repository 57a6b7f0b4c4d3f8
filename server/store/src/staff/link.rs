//! Links by which a staff member sets his own password: an invitation, or for whoever forgot it. Each opens once; the next one makes it void.

use super::row::{StaffRow, staff};
use crate::{
    By, Store, StoreError,
    assistance::voiding_handoffs,
    engine::{
        conn::vars,
        retry::decide,
        secret::{Addressed, id_at},
        table::Table,
        turns::Asker,
        write::{Update, When, Writes},
    },
    lockout::{Guarded, unlocking},
    mail::queue_or_as_much,
    record,
};
use domain::{
    access::rules,
    audit::{Action, Actor, Event},
    caller::{Caller, Job, Permit, Proof, right},
    customers::Email,
    ids::{MailId, StaffId},
    mail::{About, Mail},
    staff::{INVITATION, RESET, StaffMember},
    text::Secret,
    time::Moment,
};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// By the staff member's own key.
pub(crate) const LINKS: Table = Table { name: "staff_link", row: LinkRow::kind_of, indexes: &[], list: None };

/// What stands in the link: whose account it is, and a secret.
pub type StaffLink = Addressed<StaffId>;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct LinkRow {
    digest: String,
    until: i64,
    /// Where it goes: it opens an account that is to be reached there still. One that is from before this was written down has none.
    email: Option<String>,
}

impl LinkRow {
    fn new(link: &StaffLink, until: Moment, email: &str) -> Self {
        Self { digest: link.digest(), until: until.millis(), email: Some(email.to_owned()) }
    }
}

pub(super) fn link_record(id: StaffId) -> RecordId {
    record("staff_link", &id.to_string())
}

/// How a link reaches whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaching {
    ByMail,
    /// There is no mail server: whoever made it hands it on.
    ByHand,
}

/// How long a link for this person opens.
fn lasts(is_invited: bool) -> Duration {
    if is_invited { INVITATION } else { RESET }
}

impl Store {
    /// Adds to `writes` a link for somebody, or the mail that brings it.
    pub(super) fn linking(&self, writes: &mut Writes, whom: &StaffMember, how: Reaching, proof: &impl Proof) -> Option<StaffLink> {
        let at = proof.origin().at;
        match how {
            Reaching::ByHand => {
                let link = StaffLink::random(whom.id);
                writes.put(&link_record(whom.id), LinkRow::new(&link, at.plus(lasts(whom.invited)), &whom.email));
                Some(link)
            }
            Reaching::ByMail => {
                crate::mail::queue(writes, &self.link_mail(whom, at));
                None
            }
        }
    }

    /// The mail that brings somebody his link.
    fn link_mail(&self, whom: &StaffMember, at: Moment) -> Mail {
        let about = if whom.invited { About::StaffInvitation } else { About::StaffPasswordReset };
        Mail::of_staff(MailId::new(id_at(at)), about, whom, self.shop().default_view(), at)
    }

    /// Whose password a link sets, if it opens something still.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_link_opens(&self, caller: &Caller, link: &StaffLink) -> Result<Option<StaffMember>, StoreError> {
        let row: Option<LinkRow> = self.conn.row(&link_record(link.at)).await?;
        let now = caller.origin().at;
        let Some(LinkRow { email, .. }) = row.filter(|row| row.digest == link.digest() && row.until > now.millis()) else {
            return Ok(None);
        };
        let member = match self.staff_row(link.at).await {
            Ok(row) if row.is_active(now) => row.read()?,
            Ok(_) | Err(StoreError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        // Who has another address by now may have got it while the link was on its way to the old one.
        Ok(Some(member).filter(|member| email.is_none_or(|email| email == member.email)))
    }

    /// Sets the password of whoever a link is of: the link is spent, and whoever sits in the account is out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: the link opens nothing (any more).
    pub async fn set_staff_password(&self, caller: &Caller, link: &StaffLink, password: &Secret) -> Result<(), StoreError> {
        let member = self.staff_link_opens(caller, link).await?.ok_or(StoreError::NotFound)?;
        let hash = self.passwords.hash(password, &Asker::known(caller.origin())).await?;
        let mut tx = self.tx(caller);
        // Spent by the one that comes first.
        let spent = Update::of(&link_record(link.at)).set("until", 0).only_if("digest", link.digest());
        tx.writes().must_update(&spent.when(When::is_not("until", 0)));
        let update = Update::of(&staff(link.at)).set("password", hash).clear("invited").clear("must_change").add("revision", 1);
        tx.writes().must_update(&update.only_if("active", true));
        // Whoever reads his mails is not who guessed.
        unlocking(tx.writes(), Guarded::Staff, &link.at.to_string());
        self.ending_sessions(&mut tx, link.at, None).await?;
        voiding_handoffs(&mut tx, link.at);
        if !member.invited {
            self.tell_staff(&mut tx, About::PasswordChanged, &member);
        }
        let actor = Actor::Staff { id: link.at, user_name: member.user_name.clone() };
        let event = Event::new(Action::StaffPasswordChanged, actor, caller.origin().clone()).on("staff", link.at, member.user_name);
        match tx.commit(event).await {
            Err(StoreError::Stale) => Err(StoreError::NotFound),
            done => done,
        }
    }

    /// Sends a link to whoever has this address, if somebody has and was not sent some a moment ago. As much is written either way: nobody
    /// can tell by the time either.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forgot_staff_password(&self, caller: &Caller, email: &Email) -> Result<(), StoreError> {
        decide(|| self.way_back_for_staff(caller, email)).await
    }

    async fn way_back_for_staff(&self, caller: &Caller, email: &Email) -> Result<(), StoreError> {
        let found = vars! { "email" => email.as_str().to_owned() };
        let row: Option<StaffRow> = self.conn.read("SELECT * FROM staff WHERE email = $email", found).await?.one(0)?;
        let member = row.filter(|row| row.is_active(caller.origin().at)).map(StaffRow::read).transpose()?;
        let (mut tx, at) = (self.tx(caller), caller.origin().at);
        let known = member.as_ref().map(|member| member.id.to_string()).unwrap_or_default();
        let may = self.mailed_lately(&format!("staff {email}"), at).await?.goes(tx.writes());
        let (goes, mail) = match &member {
            Some(member) => (may, self.link_mail(member, at)),
            None => (false, Mail::to_nobody(MailId::new(id_at(at)), About::StaffPasswordReset, email.as_str(), at)),
        };
        queue_or_as_much(tx.writes(), goes, &mail);
        let event = tx.event(Action::StaffResetRequested).on("staff", known, email.as_str());
        tx.commit(event).await
    }
}

impl By<'_, Job> {
    /// A new link for a staff member, to be put into a mail to this address; those that he had before open nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn new_staff_link(&self, id: StaffId, to: &str) -> Result<StaffLink, StoreError> {
        let member = self.store.staff_row(id).await?.read()?;
        let mut writes = Writes::default();
        let link = StaffLink::random(id);
        let until = self.proof.origin().at.plus(lasts(member.invited));
        writes.put(&link_record(id), LinkRow::new(&link, until, to));
        self.store.conn.write_again_on_conflict(&writes).await?;
        Ok(link)
    }
}

impl By<'_, Permit<right::Users>> {
    /// Another link for somebody: an invitation again, or a way to set his password anew. It is given back if it is to be handed on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]. [`StoreError::Invalid`]: he holds more than whoever asks.
    pub async fn link_again(&self, id: StaffId, how: Reaching) -> Result<Option<StaffLink>, StoreError> {
        let member = self.staff_member(id).await?;
        let role = self.store.role_by_id(member.role).await?;
        rules::may_change(self.proof.power(), role.power(), role.power()).map_err(|flaw| StoreError::Invalid("role", flaw))?;
        let mut tx = self.store.tx(self.proof);
        let link = self.store.linking(tx.writes(), &member, how, self.proof);
        let event = tx.event(Action::StaffInvited).on("staff", id, member.user_name.clone());
        tx.commit(event).await?;
        Ok(link)
    }
}
