//! What staff make of an order: invoices, shipments, credit memos; canceling and holding it. Each is decided on the order as it is
//! stored, and written only if it still is so: two at once never take the same piece or cent.

use super::{
    document_row::{DOCUMENTS, DocumentRow},
    row::{CounterRow, OrderRow},
};
use crate::{
    By, Store, StoreError,
    catalog::{ProductRow, moving_the_catalog},
    engine::{conn::vars, secret::id_at, tx::Tx, write::Update},
    record,
    search::{Also, Figured, Look},
};
use domain::{
    access::{Right, Websites},
    audit::{Action, Change},
    caller::{Permit, Proof, Staff, right},
    customers::Customer,
    ids::{CategoryId, DocumentId, OrderId, ProductId},
    list::{Filter, Listed, Query},
    sales::{
        document::{Chosen, Document, Kind, MADE, ORDERED, OfInvoice, PIECES, Place, TOTAL, Track, Wrong},
        order::{BASE_TOTAL, Comment, Order, WEBSITE},
    },
    text::{Flaw, Search, Words},
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::SurrealValue;

/// What a document says besides what it takes.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    pub tracks: Vec<Track>,
    pub comment: String,
    /// The customer gets a mail, in which the comment stands if it is for him.
    pub mails: bool,
    pub mails_comment: bool,
}

/// What becomes of an order that is neither invoiced nor shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderAct {
    Cancel,
    Hold,
    Unhold,
}

/// Why a document cannot be made: what is wrong, and where.
#[derive(Debug)]
pub enum Refused {
    Wrong(Wrong),
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn changed(was: &Order, is: &Order) -> Option<Change> {
    Change::of("status", was.state().code(), is.state().code())
}

impl Store {
    pub(super) async fn full_name(&self, staff: &Staff) -> Result<String, StoreError> {
        Ok(self.staff_row(staff.id()).await?.full_name())
    }

    /// An order that a staff member may work on, as it is stored, if it still is as his page showed it: after so many changes.
    async fn worked_on(&self, staff: &Staff, id: OrderId, shown: i64) -> Result<Order, StoreError> {
        let order = self.order_row(id).await?.read()?;
        if !staff.websites().allows(order.website) {
            return Err(StoreError::NotFound);
        }
        if order.changes() == shown { Ok(order) } else { Err(StoreError::Stale) }
    }

    /// The next number of a store's documents of a kind; it begins as that of the order.
    async fn document_number(&self, tx: &mut Tx<'_>, kind: Kind, order: &Order) -> Result<String, StoreError> {
        let id = record("counter", &format!("{}{}", order.group, kind.code()));
        let counter: Option<CounterRow> = self.conn.row(&id).await?;
        let number = match counter {
            Some(counter) => {
                tx.writes().must_update(&Update::of(&id).add("number", 1).only_if("number", counter.number));
                counter.number.saturating_add(1)
            }
            None => {
                tx.writes().create(&id, CounterRow { id: id.clone(), number: 1, place: 0 });
                1
            }
        };
        let before = order.number.rsplit_once('-').map(|(place, _)| format!("{place}-")).unwrap_or_default();
        Ok(format!("{before}{number:09}"))
    }

    /// Puts pieces back into the stock.
    async fn restock(&self, tx: &mut Tx<'_>, pieces: &[(ProductId, u32)]) -> Result<(), StoreError> {
        let mut of: BTreeMap<ProductId, i64> = BTreeMap::new();
        for (product, n) in pieces {
            let sum = of.entry(*product).or_default();
            *sum = sum.saturating_add(i64::from(*n));
        }
        let mut back = BTreeSet::new();
        for (product, n) in of {
            let id = record("product", &product.to_string());
            // What is not sold any more has no stock.
            let Some(row) = self.conn.row::<ProductRow>(&id).await? else { continue };
            let was = row.in_stock(self.stock_rules());
            let is = was.without(n.saturating_neg());
            if is == was {
                continue;
            }
            tx.writes().must_update(&Update::of(&id).add("stock", n).only_if("stock", row.stock));
            if is.is_sold() != was.is_sold() {
                back.extend(row.categories::<Vec<CategoryId>>()?);
            }
        }
        if !back.is_empty() {
            moving_the_catalog(tx, back);
        }
        Ok(())
    }
}

/// The order as it is to be, if it still is as it was.
pub(super) fn write(tx: &mut Tx<'_>, was: &Order, next: &Order) {
    tx.writes().must_update(&becoming(was, next));
}

pub(super) fn becoming(was: &Order, next: &Order) -> Update {
    OrderRow::of(next, String::new()).progress().only_if("revision", was.revision)
}

/// A right that lets somebody work on orders: whoever holds it sees what he works on.
pub trait OnOrders: Right + Send + Sync {}
/// The right to make documents of a kind.
pub trait Making: OnOrders {
    const KIND: Kind;
}
/// The right to something else that is done to an order as a whole.
pub trait OrderActing: OnOrders {
    const ACT: OrderAct;
}
/// The right to see documents of a kind.
pub trait Listing: Right + Send + Sync {
    const KIND: Kind;
}

macro_rules! rights {
    ($($of:ident($name:ident: $kind:ty) = { $($right:ident: $is:ident),* })*) => {$($(
        impl $of for right::$right {
            const $name: $kind = <$kind>::$is;
        }
    )*)*};
}

rights! {
    Making(KIND: Kind) = { OrdersInvoice: Invoice, OrdersShip: Shipment, OrdersCreditMemo: Creditmemo }
    OrderActing(ACT: OrderAct) = { OrdersCancel: Cancel, OrdersHold: Hold, OrdersUnhold: Unhold }
    Listing(KIND: Kind) = { Invoices: Invoice, Shipments: Shipment, CreditMemos: Creditmemo }
}
impl OnOrders for right::OrdersView {}
impl OnOrders for right::OrdersInvoice {}
impl OnOrders for right::OrdersShip {}
impl OnOrders for right::OrdersCreditMemo {}
impl OnOrders for right::OrdersCancel {}
impl OnOrders for right::OrdersHold {}
impl OnOrders for right::OrdersUnhold {}
impl OnOrders for right::OrdersComment {}
impl OnOrders for right::OrdersEmail {}

impl<R: OnOrders> By<'_, Permit<R>> {
    /// An order, and the account of whoever bought, if he has one that the staff member may know of.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn order(&self, id: OrderId) -> Result<(Order, Option<Customer>), StoreError> {
        self.store.order_within(self.proof.websites(), id).await
    }
}

impl By<'_, Permit<right::OrdersView>> {
    /// All documents of an order, in the order in which they were made.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is not the staff member's to see.
    pub async fn order_documents(&self, of: &Order) -> Result<Vec<Document>, StoreError> {
        if self.proof.websites().allows(of.website) { self.store.documents_of(of.id).await } else { Err(StoreError::NotFound) }
    }
}

impl<R: Making> By<'_, Permit<R>> {
    /// What an invoice of an order has that can be given back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: the order has no such invoice.
    pub async fn of_invoice(&self, order: &Order, invoice: DocumentId) -> Result<OfInvoice, StoreError> {
        order.of_invoice(invoice, &self.store.documents_of(order.id).await?).ok_or(StoreError::NotFound)
    }

    /// Makes a document of an order: an invoice, a shipment or a credit memo.
    ///
    /// # Errors
    /// What is wrong, and where. [`StoreError::Stale`]: the order is not as the page showed it.
    pub async fn make_document(&self, id: OrderId, shown: i64, chosen: &Chosen, noted: &Noted) -> Result<DocumentId, Refused> {
        let store = self.store;
        let was = store.worked_on(self.proof, id, shown).await?;
        let invoice = match chosen.invoice {
            Some(invoice) => Some(self.of_invoice(&was, invoice).await?),
            None => None,
        };
        let (action, done) = match R::KIND {
            Kind::Invoice => (Action::InvoiceCreated, was.invoice(chosen)),
            Kind::Shipment => (Action::ShipmentCreated, was.ship(chosen)),
            Kind::Creditmemo => (Action::CreditMemoCreated, was.refund(invoice.as_ref(), chosen)),
        };
        if !was.progress().allows(R::KIND) {
            return Err(Refused::Wrong((Place::Pieces, Flaw::NotPossible)));
        }
        let (next, taken) = done.map_err(Refused::Wrong)?;
        let document = Document {
            id: DocumentId::new(id_at(self.proof.origin().at)),
            kind: R::KIND,
            number: String::new(),
            order: id,
            invoice: chosen.invoice,
            order_number: was.number.clone(),
            order_placed: was.placed,
            website: was.website,
            bought_in: was.bought_in.clone(),
            email: was.email.clone(),
            name: if R::KIND == Kind::Shipment { was.shipping.full_name() } else { was.billing.full_name() },
            made: self.proof.origin().at,
            made_by: store.full_name(self.proof).await?,
            base_total: was.in_base(R::KIND, &taken),
            taken,
            tracks: noted.tracks.clone(),
            comments: Vec::new(),
            mailed: None,
            revision: 0,
        };
        let _turn = store.placing.0.lock().await;
        let mut tx = store.tx(self.proof);
        let document = Document { number: store.document_number(&mut tx, R::KIND, &was).await?, ..document };
        let again: Vec<(ProductId, u32)> = document.taken.parts.iter().filter(|p| p.restocked).map(|p| (p.product, p.pieces)).collect();
        store.restock(&mut tx, &again).await?;
        write(&mut tx, &was, &next);
        let note = if noted.mails_comment { noted.comment.as_str() } else { "" };
        let is_mailed = noted.mails && store.queue_document_mail(&mut tx, R::KIND.into(), (&document, &next), note);
        let comment = (!noted.comment.is_empty()).then(|| Comment {
            at: document.made,
            by: document.made_by.clone(),
            text: noted.comment.clone(),
            visible: false,
            state: None,
            notified: Some(is_mailed && noted.mails_comment),
        });
        let document = Document { mailed: Some(is_mailed), comments: comment.into_iter().collect(), ..document };
        let stored = DocumentRow::of(&document);
        tx.writes().create(&stored.id.clone(), stored);
        let told = [
            Change::added("order", was.number.clone()),
            Change::added("quantity", document.taken.pieces().to_string()),
            Change::added("mailed", is_mailed.to_string()),
        ];
        let sum = document.taken.total().ok().filter(|_| R::KIND != Kind::Shipment).map(|sum| Change::added("grand_total", sum.coded()));
        let event = tx.event(action).within(was.website).about(was.customer).on(R::KIND.code(), document.id, document.number.clone());
        tx.commit(event.changing(told.into_iter().chain(sum).chain(changed(&was, &next)))).await?;
        Ok(document.id)
    }
}

impl<R: OrderActing> By<'_, Permit<R>> {
    /// Cancels, holds or releases an order.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it is not as the page showed it, and not because this was done already; or that is not possible.
    pub async fn act_on_order(&self, id: OrderId, shown: i64) -> Result<(), StoreError> {
        let store = self.store;
        let was = match store.worked_on(self.proof, id, shown).await {
            Err(StoreError::Stale) if R::ACT.is_done(&self.order(id).await?.0, shown) => return Ok(()),
            was => was?,
        };
        let progress = was.progress();
        let (may, action, (next, free)) = match R::ACT {
            OrderAct::Cancel => (progress.can_cancel(), Action::OrderCanceled, was.cancel()),
            OrderAct::Hold => (progress.can_hold(), Action::OrderHeld, (Order { holds: true, ..was.clone() }, Vec::new())),
            OrderAct::Unhold => (progress.can_unhold(), Action::OrderReleased, (Order { holds: false, ..was.clone() }, Vec::new())),
        };
        if !may {
            return Err(StoreError::Stale);
        }
        let _turn = store.placing.0.lock().await;
        let mut tx = store.tx(self.proof);
        store.restock(&mut tx, &free).await?;
        write(&mut tx, &was, &next);
        let event = tx.event(action).within(was.website).about(was.customer).on("order", id, was.number.clone());
        match tx.commit(event.changing(changed(&was, &next))).await {
            Err(StoreError::Stale) if R::ACT.is_done(&self.order(id).await?.0, shown) => Ok(()),
            done => done,
        }
    }
}

impl<R: Listing> By<'_, Permit<R>> {
    /// A page of documents, and how many were found, if that is known.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn documents(&self, query: &Query, size: usize) -> Result<(Listed<Document>, Option<i64>), StoreError> {
        self.store.documents(self.proof.websites(), R::KIND, query, size).await
    }

    /// A document, with its order and the account of whoever bought.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn document(&self, id: DocumentId) -> Result<(Document, Order, Option<Customer>), StoreError> {
        let document = self.store.document_row(R::KIND, id).await?.read()?;
        let (order, customer) = self.store.order_within(self.proof.websites(), document.order).await?;
        Ok((document, order, customer))
    }

    /// What a document of an order has that can be given back: nothing, if it is no invoice.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn left_of(&self, document: &Document, order: &Order) -> Result<Option<OfInvoice>, StoreError> {
        match document.kind {
            Kind::Invoice => Ok(order.of_invoice(document.id, &self.store.documents_of(order.id).await?)),
            Kind::Shipment | Kind::Creditmemo => Ok(None),
        }
    }
}

impl Store {
    /// A document of whichever kind.
    pub(crate) async fn any_document(&self, id: DocumentId) -> Result<Document, StoreError> {
        let row: Option<DocumentRow> = self.conn.row(&record("document", &id.to_string())).await?;
        row.ok_or(StoreError::NotFound)?.read()
    }

    pub(crate) async fn document_row(&self, kind: Kind, id: DocumentId) -> Result<DocumentRow, StoreError> {
        let row: DocumentRow = self.conn.row(&record("document", &id.to_string())).await?.ok_or(StoreError::NotFound)?;
        if row.kind == kind.code() { Ok(row) } else { Err(StoreError::NotFound) }
    }

    /// All documents of an order, in the order in which they were made.
    pub(super) async fn documents_of(&self, order: OrderId) -> Result<Vec<Document>, StoreError> {
        let sql = "SELECT * FROM document WHERE order = $order ORDER BY id";
        let rows: Vec<DocumentRow> = self.conn.read(sql, vars! { "order" => order.to_string() }).await?.take(0)?;
        rows.into_iter().map(DocumentRow::read).collect()
    }

    async fn documents(
        &self,
        websites: &Websites,
        kind: Kind,
        query: &Query,
        size: usize,
    ) -> Result<(Listed<Document>, Option<i64>), StoreError> {
        let query = &self.as_kept::<DocumentRow>(query);
        let asked = match query.filters.get(WEBSITE) {
            Some(Filter::Is(id)) => Some(id.clone()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        let shop = self.shop();
        let mine = shop.stores.websites().iter().map(|w| w.id).filter(|id| websites.allows(*id));
        let mine = mine.map(|id| id.to_string()).filter(|id| asked.as_ref().is_none_or(|asked| asked == id));
        let values: Vec<String> = mine.map(|id| format!("{id} {}", kind.code())).collect();
        let is_everything = *websites == Websites::All && asked.is_none();
        let (column, values) = if is_everything { ("kind", vec![kind.code().to_owned()]) } else { ("of_website", values) };
        let figures = [MADE, ORDERED, BASE_TOTAL, TOTAL, PIECES].into_iter().filter_map(|name| Some((name, query.filters.get(name)?)));
        let narrowed = Figured::within(figures);
        let words = match Search::of(&query.search) {
            Search::Nothing => return Ok((Listed { items: Vec::new(), previous: None, next: None }, Some(0))),
            Search::Everything if narrowed.is_none() && DOCUMENTS.has(query.sort, query.collation) => {
                let count = self.count_any::<DocumentRow>(column, &values).await?;
                let values = values.into_iter().map(SurrealValue::into_value).collect();
                let listed = DOCUMENTS.read_any(&self.conn, (column, values), query.sort, &query.cursor, size).await?;
                return Ok((listed.try_map(DocumentRow::read)?, count));
            }
            Search::Everything => Words::none(),
            Search::Words(words) => words,
        };
        let look = Look { words, of: vec![(column, values)], also: Also::new() };
        let (listed, count) = self.find_narrowed(look, narrowed, (query.sort, query.collation), &query.cursor, size).await?;
        Ok((listed.try_map(DocumentRow::read)?, Some(count)))
    }
}
