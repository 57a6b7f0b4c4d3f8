//! The rows of invoices, shipments and credit memos.

use super::{
    row::{currency, number, pieces},
    within::CommentRow,
};
use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order as By, sorted_number},
        table::{Index, Table},
    },
    key, record,
    search::{Findable, Names},
};
use domain::{
    money::Money,
    sales::{
        Taxed,
        document::{Document, Kind, MADE, ORDERED, PIECES, Part, TOTAL, Taken, Track},
        order::BASE_TOTAL,
    },
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

/// Invoices, shipments and credit memos.
pub(crate) const DOCUMENT: Table = Table {
    name: "document",
    row: DocumentRow::kind_of,
    indexes: &[Index::By(&["order"]), Index::By(&["order_number"]), Index::By(&["number"])],
    list: Some(|| DOCUMENTS.asked()),
};

/// Documents of a kind, in all of the shop and of a website.
pub(crate) const DOCUMENTS: List<DocumentRow> = List {
    table: "document",
    within: &["kind", "of_website"],
    alone: &[],
    orders: &[
        By::new("made", |d| format!("{:015} {} {}", d.made, d.number, d.key())),
        By::new("number", |d| format!("{} {}", d.number, d.key())),
        By::new("order", |d| format!("{} {}", d.order_number, d.key())),
        By::of_text("name", |d, of| format!("{} {}", of.key(&d.name), d.key())),
    ],
};

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct DocumentRow {
    pub(crate) id: RecordId,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) order: String,
    /// Of a credit memo that was begun at one.
    invoice: Option<String>,
    order_number: String,
    pub(crate) website: String,
    /// The website and the kind.
    of_website: String,
    name: String,
    /// None of what was made before they were kept.
    email: Option<String>,
    bought_in: Option<String>,
    /// When its order was placed, and what it comes to in the base currency: nothing of a shipment.
    order_placed: Option<i64>,
    base_total: Option<i64>,
    base_currency: Option<String>,
    made: i64,
    made_by: String,
    currency: String,
    parts: Vec<PartRow>,
    shipping_net: i64,
    shipping_tax: i64,
    adjustment: i64,
    fee: i64,
    pub(super) tracks: Vec<TrackRow>,
    pub(super) comments: Vec<CommentRow>,
    mailed: Option<bool>,
    revision: i64,
    #[surreal(flatten)]
    keys: Keys,
}

#[derive(Debug, Clone, SurrealValue)]
struct PartRow {
    product: String,
    sku: String,
    name: String,
    pieces: i64,
    net: i64,
    tax: i64,
    restocked: bool,
}

#[derive(Debug, Clone, SurrealValue)]
pub(super) struct TrackRow {
    carrier: String,
    number: String,
}

impl DocumentRow {
    fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    /// What it comes to, as [`Taken::total`] has it.
    fn total(&self) -> i64 {
        let parts = self.parts.iter().flat_map(|part| [part.net, part.tax]);
        parts.chain([self.shipping_net, self.shipping_tax, self.adjustment]).fold(0, i64::saturating_add).saturating_sub(self.fee)
    }

    /// As [`Taken::pieces`] has it.
    fn pieces(&self) -> i64 {
        self.parts.iter().map(|part| part.pieces).fold(0, i64::saturating_add)
    }

    /// When its order was placed.
    fn ordered(&self) -> i64 {
        self.order_placed.unwrap_or(self.made)
    }

    /// See [`number`]; none, where it is not known.
    fn in_base(&self) -> Option<i64> {
        Some(number(self.base_total?, self.base_currency.as_deref()?))
    }

    pub(crate) fn of(document: &Document) -> Self {
        let Document { taken, .. } = document;
        let part = |part: &Part| PartRow {
            product: part.product.to_string(),
            sku: part.sku.clone(),
            name: part.name.clone(),
            pieces: part.pieces.into(),
            net: part.sum.net.minor(),
            tax: part.sum.tax.minor(),
            restocked: part.restocked,
        };
        let track = |track: &Track| TrackRow { carrier: track.carrier.clone(), number: track.number.clone() };
        let mut row = Self {
            id: record("document", &document.id.to_string()),
            kind: document.kind.code().to_owned(),
            number: document.number.clone(),
            order: document.order.to_string(),
            invoice: document.invoice.map(|id| id.to_string()),
            order_number: document.order_number.clone(),
            website: document.website.to_string(),
            of_website: format!("{} {}", document.website, document.kind.code()),
            name: document.name.clone(),
            email: Some(document.email.clone()),
            bought_in: Some(document.bought_in.clone()),
            order_placed: Some(document.order_placed.millis()),
            base_total: document.base_total.map(Money::minor),
            base_currency: document.base_total.map(|sum| sum.currency().code().to_owned()),
            made: document.made.millis(),
            made_by: document.made_by.clone(),
            currency: taken.fee.currency().code().to_owned(),
            parts: taken.parts.iter().map(part).collect(),
            shipping_net: taken.shipping.net.minor(),
            shipping_tax: taken.shipping.tax.minor(),
            adjustment: taken.adjustment.minor(),
            fee: taken.fee.minor(),
            tracks: document.tracks.iter().map(track).collect(),
            comments: document.comments.iter().map(CommentRow::of).collect(),
            mailed: document.mailed,
            revision: document.revision,
            keys: Keys::new(),
        };
        row.keys = DOCUMENTS.keys(&row);
        row
    }

    pub(crate) fn read(self) -> Result<Document, StoreError> {
        let in_base = self.base_total.zip(self.base_currency.as_deref());
        let base_total = in_base.map(|(minor, code)| Ok::<_, StoreError>(Money::new(minor, currency(code)?))).transpose()?;
        let order_placed = Moment::from_millis(self.ordered());
        let currency = currency(&self.currency)?;
        let money = |minor| Money::new(minor, currency);
        let part = |row: PartRow| {
            Ok(Part {
                product: crate::parse(&row.product)?,
                sku: row.sku,
                name: row.name,
                pieces: pieces(row.pieces)?,
                sum: Taxed { net: money(row.net), tax: money(row.tax) },
                restocked: row.restocked,
            })
        };
        Ok(Document {
            id: crate::parse(self.key())?,
            kind: Kind::from_code(&self.kind).ok_or_else(|| StoreError::Unreadable(self.kind.clone()))?,
            number: self.number,
            order: crate::parse(&self.order)?,
            invoice: self.invoice.as_deref().map(crate::parse).transpose()?,
            order_number: self.order_number,
            order_placed,
            website: crate::parse(&self.website)?,
            name: self.name,
            email: self.email.unwrap_or_default(),
            bought_in: self.bought_in.unwrap_or_default(),
            made: Moment::from_millis(self.made),
            made_by: self.made_by,
            taken: Taken {
                parts: self.parts.into_iter().map(part).collect::<Result<_, StoreError>>()?,
                shipping: Taxed { net: money(self.shipping_net), tax: money(self.shipping_tax) },
                adjustment: money(self.adjustment),
                fee: money(self.fee),
            },
            base_total,
            tracks: self.tracks.into_iter().map(|t| Track { carrier: t.carrier, number: t.number }).collect(),
            comments: self.comments.into_iter().map(CommentRow::read).collect(),
            mailed: self.mailed,
            revision: self.revision,
        })
    }
}

/// Orders that the index alone knows: whoever asks for them looks for few.
const FOUND: &[By<DocumentRow>] = &[
    By::new(TOTAL, |d| format!("{} {}", sorted_number(number(d.total(), &d.currency)), d.key())),
    By::new(ORDERED, |d| format!("{:015} {}", d.ordered(), d.key())),
    By::new(BASE_TOTAL, |d| format!("{} {}", sorted_number(d.in_base().unwrap_or_default()), d.key())),
    By::new(PIECES, |d| format!("{} {}", sorted_number(d.pieces()), d.key())),
];

impl Findable for DocumentRow {
    const LIST: &'static List<Self> = &DOCUMENTS;
    const FOUND: &'static [By<Self>] = FOUND;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        let skus = self.parts.iter().map(|part| part.sku.as_str());
        let tracks = self.tracks.iter().map(|track| track.number.as_str());
        [self.number.as_str(), &self.order_number, &self.name].into_iter().chain(self.email.as_deref()).chain(skus).chain(tracks).collect()
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        vec![("kind", self.kind.clone()), ("of_website", self.of_website.clone())]
    }

    fn figures(&self, _: Names<'_>) -> Vec<(String, i64)> {
        let figures = [
            (MADE, Some(self.made)),
            (ORDERED, Some(self.ordered())),
            (BASE_TOTAL, self.in_base()),
            (TOTAL, Some(number(self.total(), &self.currency))),
            (PIECES, Some(self.pieces())),
        ];
        figures.into_iter().filter_map(|(name, figure)| Some((name.to_owned(), figure?))).collect()
    }
}

impl Listable for DocumentRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}
