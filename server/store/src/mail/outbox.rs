//! What staff see of mails, and do with them.

use super::{
    queue,
    row::{LIST, MailRow, facets, step_to},
};
use crate::{
    By, Store, StoreError,
    engine::{conn::vars, list::Among, secret::id_at},
    record,
    search::{Also, Look},
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    ids::{DocumentId, MailId, OrderId},
    list::{Filter, Listed, Query},
    mail::{About, Mail, State},
    sales::{
        document::Kind,
        order::{STATE, WEBSITE},
    },
    text::Search,
    time::Moment,
};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

impl Store {
    /// The mail that a button sends which is shown now: pressed twice, or sent again for its answer was lost, it sends that one.
    pub fn mail_to_be(at: Moment) -> MailId {
        MailId::new(id_at(at))
    }

    async fn mail_within(&self, websites: &Websites, id: MailId) -> Result<Mail, StoreError> {
        let row: MailRow = self.conn.row(&record("mail", &id.to_string())).await?.ok_or(StoreError::NotFound)?;
        let mail = row.read()?;
        if websites.allows(mail.website) { Ok(mail) } else { Err(StoreError::NotFound) }
    }
}

/// Which mails are asked for.
struct Wanted {
    is_everything: bool,
    websites: BTreeSet<String>,
    states: Vec<State>,
}

impl Wanted {
    fn facets(&self) -> Vec<String> {
        self.websites.iter().flat_map(|website| self.states.iter().map(|state| facets(website, state.code()))).collect()
    }
}

impl By<'_, Permit<right::MailOutbox>> {
    /// A page of mails, and how many were found, if that is known.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn mails(&self, query: &Query, size: usize) -> Result<(Listed<Mail>, Option<i64>), StoreError> {
        let (conn, wanted) = (&self.store.conn, self.wanted(query));
        let (listed, count) = match Search::of(&query.search) {
            Search::Everything if wanted.is_everything => {
                (LIST.read(conn, Among::Within(true.into_value()), query.sort, &query.cursor, size).await?, None)
            }
            Search::Everything => {
                let values = wanted.facets().into_iter().map(SurrealValue::into_value).collect();
                (LIST.read_any(conn, ("facets", values), query.sort, &query.cursor, size).await?, None)
            }
            Search::Nothing => (Listed { items: Vec::new(), previous: None, next: None }, Some(0)),
            Search::Words(words) => {
                let look = Look { words, of: vec![("facets", wanted.facets())], also: Also::new() };
                let (listed, count) = self.store.find(look, query, size).await?;
                (listed, Some(count))
            }
        };
        Ok((listed.try_map(MailRow::read)?, count))
    }

    fn wanted(&self, query: &Query) -> Wanted {
        let chosen = |key: &str| match query.filters.get(key) {
            Some(Filter::Is(value)) => Some(value.clone()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        let (website, state) = (chosen(WEBSITE), chosen(STATE).and_then(|code| State::from_code(&code)));
        let shop = self.store.shop();
        let mine = shop.stores.websites().iter().map(|website| website.id).filter(|id| self.proof.websites().allows(*id));
        let mine = mine.map(|id| id.to_string()).filter(|id| website.as_ref().is_none_or(|asked| asked == id));
        Wanted {
            is_everything: *self.proof.websites() == Websites::All && website.is_none() && state.is_none(),
            websites: mine.collect(),
            states: State::ALL.into_iter().filter(|of| state.is_none_or(|asked| asked == *of)).collect(),
        }
    }

    /// A mail.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn mail(&self, id: MailId) -> Result<Mail, StoreError> {
        self.store.mail_within(self.proof.websites(), id).await
    }

    /// Has a mail sent once more that has not arrived, as far as is known.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it has come further than the page showed, or has arrived.
    pub async fn send_mail_again(&self, id: MailId, turn: i64) -> Result<(), StoreError> {
        let mail = self.mail(id).await?;
        if mail.turn != turn || !mail.state.can_be_sent_again() {
            return Err(StoreError::Stale);
        }
        let now = self.proof.origin().at;
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&step_to(&mail, State::Queued, now, Some(now), "").set("tried", 0));
        let event = tx.event(Action::MailRequested).within(mail.website).about(mail.customer).on("mail", id, mail.to.clone());
        tx.commit(event.changing([Change::added("order", mail.order_number.clone())])).await
    }
}

impl By<'_, Permit<right::OrdersEmail>> {
    /// Sends the customer the mail of an order, or of a document of it, once more: as this mail, and if that is there, it was done.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]. [`StoreError::Stale`]: such mails are not sent.
    pub async fn send_order_mail(&self, id: OrderId, mail: MailId) -> Result<(), StoreError> {
        let (order, _) = self.store.order_within(self.proof.websites(), id).await?;
        // Switched off since the page was shown.
        if !self.store.mails(&order, About::Order) {
            return Err(StoreError::Stale);
        }
        let mut tx = self.store.tx(self.proof);
        let mail = Mail::of_order(mail, About::Order, &order, tx.origin().at);
        queue(tx.writes(), &mail);
        let event = tx.event(Action::MailRequested).within(order.website).about(order.customer).on("order", id, order.number.clone());
        self.once(tx.commit(event).await, &mail).await
    }

    /// As [`Self::send_order_mail`], of a document.
    ///
    /// # Errors
    /// As for those.
    pub async fn send_document_mail(&self, kind: Kind, id: DocumentId, mail: MailId) -> Result<(), StoreError> {
        let document = self.store.document_row(kind, id).await?.read()?;
        let (order, _) = self.store.order_within(self.proof.websites(), document.order).await?;
        if !self.store.mails(&order, kind.into()) {
            return Err(StoreError::Stale);
        }
        let mut tx = self.store.tx(self.proof);
        let mail = Mail::of_document(mail, kind.into(), &document, &order, tx.origin().at);
        queue(tx.writes(), &mail);
        let event =
            tx.event(Action::MailRequested).within(order.website).about(order.customer).on(kind.code(), id, document.number.clone());
        self.once(tx.commit(event).await, &mail).await
    }

    /// What came of it; that it is there already is no failure, if it is the same.
    async fn once(&self, done: Result<(), StoreError>, wanted: &Mail) -> Result<(), StoreError> {
        if !matches!(done, Err(StoreError::Stale)) {
            return done;
        }
        let known = self.store.mail_within(self.proof.websites(), wanted.id).await?;
        let is_same = (known.about, known.order, known.document) == (wanted.about, wanted.order, wanted.document);
        if is_same { Ok(()) } else { Err(StoreError::Stale) }
    }
}

impl By<'_, Permit<right::OrdersView>> {
    /// The mails about an order, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn order_mails(&self, order: OrderId) -> Result<Vec<Mail>, StoreError> {
        let sql = "SELECT * FROM mail WHERE order = $order";
        let rows: Vec<MailRow> = self.store.conn.read(sql, vars! { "order" => order.to_string() }).await?.take(0)?;
        let mut mails: Vec<Mail> = rows.into_iter().map(MailRow::read).collect::<Result<_, _>>()?;
        mails.retain(|mail| self.proof.websites().allows(mail.website));
        mails.sort_by_key(|mail| std::cmp::Reverse((mail.queued, mail.id)));
        Ok(mails)
    }
}
