//! The rows of mails.

use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order as By},
        table::{Index, Table},
        write::Update,
    },
    key, record,
    search::Findable,
};
use domain::{
    mail::{About, Letter, Mail, State},
    stores::Language,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const MAILS: Table =
    Table { name: "mail", row: MailRow::kind_of, indexes: &[Index::By(&["due"]), Index::By(&["order"])], list: Some(|| LIST.asked()) };

/// Mails: all of them, and those of a website that have come so far.
pub(super) const LIST: List<MailRow> = List {
    table: "mail",
    within: &["listed", "facets"],
    alone: &[],
    orders: &[By::new("queued", |m| format!("{:015} {}", m.queued, m.key()))],
};

/// What staff choose mails by, in one column.
pub(super) fn facets(website: &str, state: &str) -> String {
    format!("{website} {state}")
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct MailRow {
    pub(crate) id: RecordId,
    pub(crate) about: String,
    pub(crate) order: Option<String>,
    order_number: String,
    pub(crate) document: Option<String>,
    pub(super) website: String,
    view: String,
    customer: Option<String>,
    staff: Option<String>,
    email: String,
    name: String,
    note: String,
    queued: i64,
    pub(crate) state: String,
    since: i64,
    tried: i64,
    /// None of what nothing is done with any more.
    due: Option<i64>,
    said: String,
    letter: Option<LetterRow>,
    pub(super) turn: i64,
    pub(super) facets: String,
    /// Always true: see [`List::within`].
    listed: bool,
    #[surreal(flatten)]
    keys: Keys,
}

#[derive(Debug, Clone, SurrealValue)]
pub(super) struct LetterRow {
    language: Option<String>,
    from_name: String,
    from: String,
    subject: String,
    text: String,
    html: String,
}

impl LetterRow {
    pub(super) fn of(letter: &Letter) -> Self {
        let Letter { language, from_name, from, subject, text, html } = letter.clone();
        Self { language: language.map(|language| language.tag().to_owned()), from_name, from, subject, text, html }
    }
}

pub(super) fn mail_record(mail: &Mail) -> RecordId {
    record("mail", &mail.id.to_string())
}

/// A step that a mail takes, if it is whoever says so who has its turn.
pub(super) fn step(mail: &Mail) -> Update {
    Update::of(&mail_record(mail)).add("turn", 1).only_if("turn", mail.turn)
}

/// A step to another state.
pub(super) fn step_to(mail: &Mail, state: State, now: Moment, due: Option<Moment>, said: &str) -> Update {
    step(mail)
        .set("state", state.code())
        .set("facets", facets(&mail.website.to_string(), state.code()))
        .set("since", now.millis())
        .set("due", due.map(Moment::millis))
        .set("said", said.to_owned())
}

impl MailRow {
    /// Whether nothing is done with it any more.
    pub(crate) fn is_over(&self) -> bool {
        self.due.is_none()
    }

    pub(super) fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    pub(super) fn of(mail: &Mail) -> Self {
        let mut row = Self {
            id: mail_record(mail),
            about: mail.about.code().to_owned(),
            order: mail.order.map(|id| id.to_string()),
            order_number: mail.order_number.clone(),
            document: mail.document.map(|id| id.to_string()),
            website: mail.website.to_string(),
            view: mail.view.to_string(),
            customer: mail.customer.map(|id| id.to_string()),
            staff: mail.staff.map(|id| id.to_string()),
            email: mail.to.clone(),
            name: mail.name.clone(),
            note: mail.note.clone(),
            queued: mail.queued.millis(),
            state: mail.state.code().to_owned(),
            since: mail.since.millis(),
            tried: mail.tried.into(),
            due: mail.due.map(Moment::millis),
            said: mail.said.clone(),
            letter: mail.letter.as_ref().map(LetterRow::of),
            turn: mail.turn,
            facets: facets(&mail.website.to_string(), mail.state.code()),
            listed: true,
            keys: Keys::new(),
        };
        row.keys = LIST.keys(&row);
        row
    }

    pub(super) fn read(self) -> Result<Mail, StoreError> {
        let unknown = |code: &str| StoreError::Unreadable(format!("mail {code}"));
        let letter = |row: LetterRow| {
            let LetterRow { language, from_name, from, subject, text, html } = row;
            Letter { language: language.as_deref().and_then(Language::from_tag), from_name, from, subject, text, html }
        };
        Ok(Mail {
            id: crate::parse(self.key())?,
            about: About::from_code(&self.about).ok_or_else(|| unknown(&self.about))?,
            order: self.order.as_deref().map(crate::parse).transpose()?,
            order_number: self.order_number,
            document: self.document.as_deref().map(crate::parse).transpose()?,
            website: crate::parse(&self.website)?,
            view: crate::parse(&self.view)?,
            customer: self.customer.as_deref().map(crate::parse).transpose()?,
            staff: self.staff.as_deref().map(crate::parse).transpose()?,
            to: self.email,
            name: self.name,
            note: self.note,
            queued: Moment::from_millis(self.queued),
            state: State::from_code(&self.state).ok_or_else(|| unknown(&self.state))?,
            since: Moment::from_millis(self.since),
            tried: u32::try_from(self.tried).map_err(|_| unknown("tried"))?,
            due: self.due.map(Moment::from_millis),
            said: self.said,
            letter: self.letter.map(letter),
            turn: self.turn,
        })
    }
}

impl Findable for MailRow {
    const LIST: &'static List<Self> = &LIST;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        vec![&self.email, &self.name, &self.order_number]
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        vec![("facets", self.facets.clone())]
    }
}

impl Listable for MailRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}
