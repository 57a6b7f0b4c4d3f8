//! What of a product's row says whether, where and how it is sold, and what the list of staff is narrowed by; and where products were.

use super::{ProductRow, standing::PLACE};
use crate::{
    StoreError,
    engine::{
        list::{Keys, Order, placed_key, sorted_number},
        table::{Index, Table},
    },
};
use domain::{
    catalog::{
        edit::filter,
        selling::{Selling, Visibility},
        stock::{Backorders, Inventory, MOST_SET, Stock, StockRules},
    },
    ids::StoreViewId,
    money::Money,
};
use surrealdb::types::{RecordId, SurrealValue};

/// Where a product was, for whoever comes by an old address: see [`redirect`].
pub(crate) const REDIRECTS: Table = Table { name: "redirect", row: RedirectRow::kind_of, indexes: &[Index::By(&["product"])], list: None };

#[derive(SurrealValue)]
pub(crate) struct RedirectRow {
    pub(crate) product: String,
}

/// The row of an address that was a product's in a view, or in each (`None`).
pub(super) fn redirect(view: Option<StoreViewId>, slug: &str) -> RecordId {
    let of = view.map_or_else(|| "all".to_owned(), |view| view.to_string());
    crate::record("redirect", &format!("{of} {slug}"))
}

/// See [`Inventory`].
#[derive(Debug, Clone, Default, SurrealValue)]
pub(crate) struct InventoryRow {
    manage: Option<bool>,
    least: Option<i64>,
    most: Option<i64>,
    backorders: Option<String>,
    threshold: Option<i64>,
    notify: Option<i64>,
}

impl InventoryRow {
    pub(super) fn of(inventory: &Inventory) -> Self {
        Self {
            manage: inventory.manage,
            least: inventory.least.map(i64::from),
            most: inventory.most.map(i64::from),
            backorders: inventory.backorders.map(|how| how.code().to_owned()),
            threshold: inventory.threshold.map(i64::from),
            notify: inventory.notify.map(i64::from),
        }
    }

    fn read(&self) -> Inventory {
        let number = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
        Inventory {
            manage: self.manage,
            least: number(self.least),
            most: number(self.most),
            backorders: self.backorders.as_deref().and_then(Backorders::from_code),
            threshold: number(self.threshold),
            notify: number(self.notify),
        }
    }
}

/// Orders that the index alone knows: what they are of changes with each sale, or is too much for an index of the store.
pub(super) const FOUND: &[Order<ProductRow>] = &[
    // Of whatever is found: where it comes first, wherever that is.
    Order::new(PLACE, |p| placed_key(p.places.iter().map(|place| place.position).min().unwrap_or_default(), p.key())),
    Order::new("quantity", |p| format!("{} {}", sorted_number(p.stock), p.key())),
    Order::new("updated", |p| format!("{} {}", sorted_number(p.updated), p.key())),
];

const YES: &str = "1";
const NO: &str = "0";
/// A category that shows it.
pub(super) const SHELF: &str = "shelf";
/// Shoppers find it by words.
pub(super) const SEARCHED: (&str, &str) = ("searched", YES);

impl ProductRow {
    /// One that says nothing of itself yet, but what it costs.
    pub(super) fn bare(id: RecordId, price: Money) -> Self {
        Self {
            id,
            sku: String::new(),
            sku_key: String::new(),
            slug: String::new(),
            name: String::new(),
            description: String::new(),
            price: price.minor(),
            currency: price.currency().code().to_owned(),
            places: Vec::new(),
            root: String::new(),
            pictures: Vec::new(),
            texts: Vec::new(),
            short: None,
            own_slugs: Vec::new(),
            prices: Vec::new(),
            advanced: None,
            stock: 0,
            enabled: true,
            visibility: String::new(),
            in_stock: true,
            inventory: InventoryRow::default(),
            meta_title: String::new(),
            meta_keywords: None,
            meta_description: String::new(),
            metas: Vec::new(),
            related: Vec::new(),
            attributes: Vec::new(),
            updated: 0,
            revision: 0,
            keys: Keys::new(),
        }
    }

    pub(super) fn selling(&self) -> Result<Selling, StoreError> {
        Ok(Selling {
            enabled: self.enabled,
            visibility: Visibility::from_code(&self.visibility).ok_or_else(|| StoreError::Unreadable(self.visibility.clone()))?,
            in_stock: self.in_stock,
            inventory: self.inventory.read(),
        })
    }

    /// What there is of it, by the rules that hold for all.
    pub(crate) fn in_stock(&self, all: StockRules) -> Stock {
        Stock { pieces: self.stock, is_offered: self.enabled && self.in_stock, rules: self.inventory.read().over(all) }
    }

    /// Whether it has a page of its own.
    pub(super) fn has_page(&self) -> bool {
        self.selling().is_ok_and(|selling| selling.has_page())
    }

    /// What it is chosen by.
    pub(super) fn chosen_by(&self) -> Vec<(&'static str, String)> {
        let yes = |is: bool| if is { YES } else { NO }.to_owned();
        let mut facets = vec![
            ("root", self.root.clone()),
            (filter::STATUS, yes(self.enabled)),
            (filter::VISIBILITY, self.visibility.clone()),
            (filter::CODE, self.sku.to_lowercase()),
            (filter::CODE, self.key().to_owned()),
        ];
        facets.extend(self.places.iter().map(|place| (filter::CATEGORY, place.category.clone())));
        if self.selling().is_ok_and(|selling| selling.in_catalog()) {
            facets.extend(self.places.iter().map(|place| (SHELF, place.category.clone())));
        }
        if self.selling().is_ok_and(|selling| selling.in_search()) {
            facets.push((SEARCHED.0, SEARCHED.1.to_owned()));
        }
        facets.extend(self.few().map(|few| (filter::LOW, few)));
        facets
    }

    /// What tells whether it can be bought, whatever holds for all: see [`sold`].
    pub(super) fn sold_by(&self) -> Vec<(String, i64)> {
        let own = &self.inventory;
        let backorders = own.backorders.as_deref().and_then(|code| code.parse().ok());
        let figures = [
            Some(self.stock),
            Some(i64::from(self.enabled && self.in_stock)),
            own.manage.map(i64::from),
            own.least,
            own.threshold,
            backorders,
        ];
        SOLD_BY.iter().zip(figures).filter_map(|(name, figure)| Some(((*name).to_owned(), figure?))).collect()
    }

    /// What tells whether there are fewer than staff want, whatever holds for all: of which rule that depends, and how many there are.
    fn few(&self) -> Option<String> {
        let own = self.inventory.read();
        let counted = match own.manage {
            Some(false) => return None,
            Some(true) => OWN,
            None => OF_ALL,
        };
        match own.notify {
            Some(notify) => (self.stock < i64::from(notify)).then(|| format!("{counted}{FEW}")),
            None => (self.stock < i64::from(MOST_SET)).then(|| format!("{counted}{}", self.stock.max(0))),
        }
    }
}

/// The figures of [`ProductRow::sold_by`], in their order.
pub(super) const SOLD_BY: [&str; 6] = [PIECES, "offered", "manage", "least", "threshold", "backorders"];
/// How many pieces there are.
pub(super) const PIECES: &str = "pieces";

/// Whether what these figures are of can be bought, while this holds for all.
pub(super) fn sold(figures: &[Option<i64>], all: StockRules) -> bool {
    let [pieces, offered, manage, least, threshold, backorders] = figures else { return false };
    let number = |n: &Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let own = Inventory {
        manage: manage.map(|is| is == 1),
        least: number(least),
        threshold: number(threshold),
        backorders: backorders.and_then(|code| Backorders::from_code(&code.to_string())),
        ..Inventory::default()
    };
    Stock { pieces: pieces.unwrap_or_default(), is_offered: *offered == Some(1), rules: own.over(all) }.is_sold()
}

const OWN: &str = "own ";
const OF_ALL: &str = "all ";
const FEW: &str = "few";

/// What products of which there are few are chosen by, while this holds for all.
pub(super) fn few_of(all: StockRules) -> Vec<String> {
    let counted = [Some(OWN), all.manage.then_some(OF_ALL)].into_iter().flatten();
    counted
        .flat_map(|counted| [format!("{counted}{FEW}")].into_iter().chain((0..all.notify).map(move |n| format!("{counted}{n}"))))
        .collect()
}
