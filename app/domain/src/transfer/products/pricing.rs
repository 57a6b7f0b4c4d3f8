//! Advanced Pricing: each line is a row of Customer Group Price of a product that is there, in Magento's own columns.

use super::{
    Around, SIGNS, SKU, Wanted,
    onto::{amount_in, currency},
    plain_number,
};
use crate::{
    catalog::{
        edit::EditedProduct,
        price::{MOST_PIECES, MOST_TIERS, Tier, TierPrice},
        selling::{LONGEST_SKU, sku_key},
    },
    customers::group::ALL_GROUPS,
    money::Percent,
    text::{Flaw, line, optional_line, whole},
    transfer::{
        Behavior, Trouble,
        cells::{Cell, Column, Header, Line},
    },
};

const WEBSITE: &str = "tier_price_website";
const GROUP: &str = "tier_price_customer_group";
const QUANTITY: &str = "tier_price_qty";
const PRICE: &str = "tier_price";
const KIND: &str = "tier_price_value_type";
/// What Magento calls what is for all; behind the first it writes the currency.
const ALL_WEBSITES: &str = "All Websites";
const FIXED: &str = "Fixed";
const DISCOUNT: &str = "Discount";

/// A line as it is read.
#[derive(Debug, Clone, Default)]
pub struct Wants {
    sku: String,
    website: String,
    group: String,
    quantity: u32,
    price: String,
    kind: String,
}

/// A line as it is written.
pub struct Priced {
    sku: String,
    website: String,
    group: String,
    quantity: u32,
    price: String,
    kind: &'static str,
}

/// Another one is a line here.
pub const COLUMNS: &[Column<Wants, Priced>] = &[
    Column::text(
        SKU,
        |said, cell| {
            said.sku = optional_line(&cell.text(), LONGEST_SKU)?;
            Ok(())
        },
        |w| w.sku.clone(),
    ),
    Column::text(
        WEBSITE,
        |said, cell| {
            said.website = optional_line(&cell.text(), 60)?;
            Ok(())
        },
        |w| w.website.clone(),
    ),
    Column::text(
        GROUP,
        |said, cell| {
            said.group = optional_line(&cell.text(), 60)?;
            Ok(())
        },
        |w| w.group.clone(),
    ),
    Column::number(
        QUANTITY,
        |said, cell| {
            said.quantity = whole(plain_number(&cell.text()), 1, MOST_PIECES)?;
            Ok(())
        },
        |w| w.quantity.to_string(),
    ),
    Column::number(
        PRICE,
        |said, cell| {
            said.price = line(&cell.text(), 30)?;
            Ok(())
        },
        |w| w.price.clone(),
    ),
    Column::text(
        KIND,
        |said, cell| {
            said.kind = optional_line(&cell.text(), 30)?;
            Ok(())
        },
        |w| w.kind.to_owned(),
    ),
];

/// Whether a line says something of the product that the lines before it are of: what they say takes the place of all that it has.
pub fn is_further(header: &Header, before: &Line, line: &Line) -> bool {
    let sku = |line: &Line| sku_key(header.cell(line, SKU).text().trim());
    sku(before) == sku(line)
}

/// That lines say more of a product than it can have.
pub fn too_many() -> Trouble {
    Trouble::Cell(QUANTITY, Flaw::TooMany(u32::try_from(MOST_TIERS).unwrap_or(u32::MAX)))
}

/// What lines say of a product: all that is wrong with them, if anything is. It is one line, unless they take the place of what there is.
///
/// # Errors
/// That, with its row.
pub fn read(header: &Header, lines: &[Line], does: Behavior) -> Result<Wanted, Vec<(i64, Trouble)>> {
    let mut wanted = Wanted { row: lines.first().map_or(0, |line| line.row), does, ..Wanted::default() };
    let mut wrong = Vec::new();
    for line in lines {
        let mut said = Wants::default();
        let troubles = said.read(header, line, does);
        wrong.extend(troubles.into_iter().map(|trouble| (line.row, trouble)));
        wanted.sku.clone_from(&said.sku);
        wanted.tiers.push(said);
    }
    if wrong.is_empty() { Ok(wanted) } else { Err(wrong) }
}

impl Wants {
    fn read(&mut self, header: &Header, line: &Line, does: Behavior) -> Vec<Trouble> {
        let says = |name| header.cell(line, name) != Cell::Left;
        // Whoever takes rows away names one, or nothing but the product: then it is all that it has.
        let (deletes, names_one) = (does == Behavior::Delete, [WEBSITE, GROUP, QUANTITY].into_iter().any(says));
        let is_read = |name: &str| !deletes || name == SKU || (names_one && name != PRICE && name != KIND);
        let mut wrong = Vec::new();
        for column in COLUMNS.iter().filter(|column| is_read(column.name)) {
            let read = (column.read)(self, header.cell(line, column.name));
            wrong.extend(read.err().map(|flaw| Trouble::Cell(column.name, flaw)));
        }
        if self.sku.is_empty() && wrong.is_empty() {
            wrong.push(Trouble::SkuEmpty);
        }
        wrong
    }

    /// What no two lines have alike.
    pub(super) fn name(&self) -> String {
        format!("{}\n{}\n{}\n{}", sku_key(&self.sku), self.website.to_lowercase(), self.group.to_lowercase(), self.quantity)
    }

    /// That two lines say something of the same.
    pub(super) const fn twice() -> Trouble {
        Trouble::Cell(QUANTITY, Flaw::SameTier)
    }

    /// Adds the row, or puts it in the place of the one for the same website, group and quantity; or takes that away.
    pub(super) fn onto(&self, does: Behavior, next: &mut EditedProduct, around: &Around<'_>) -> Result<(), Trouble> {
        if does == Behavior::Delete && self.quantity == 0 {
            next.advanced.tiers.clear();
            return Ok(());
        }
        let is_for_all =
            self.website.is_empty() || self.website.get(..ALL_WEBSITES.len()).is_some_and(|of| of.eq_ignore_ascii_case(ALL_WEBSITES));
        let website = if is_for_all {
            None
        } else {
            let sold = around.sold_in(next.root);
            let named =
                around.stores.websites().iter().find(|website| website.code == self.website && sold.contains(&website.code.as_str()));
            Some(named.ok_or(Trouble::InvalidWebsite)?)
        };
        let group = if self.group.is_empty() || self.group.eq_ignore_ascii_case(ALL_GROUPS) {
            None
        } else {
            let named = around.groups.iter().find(|group| group.name == self.group);
            Some(named.ok_or(Trouble::Cell(GROUP, Flaw::NotAChoice))?.id)
        };
        let (website_id, quantity) = (website.map(|website| website.id), self.quantity);
        if does == Behavior::Delete {
            let without = next.advanced.without_tier((website_id, group, quantity));
            if without == next.advanced {
                return Err(Trouble::NoSuchTier);
            }
            next.advanced = without;
            return Ok(());
        }
        let price = match self.kind.as_str() {
            "" | FIXED => TierPrice::Fixed(amount_in(PRICE, &self.price, currency(next, website))?),
            DISCOUNT => {
                let percent = Percent::read(plain_number(&self.price), SIGNS).map_err(|flaw| Trouble::Cell(PRICE, flaw))?;
                TierPrice::Discount(percent)
            }
            _ => return Err(Trouble::Cell(KIND, Flaw::NotAChoice)),
        };
        let tier = Tier { website: website_id, group, quantity, price };
        let without = match does {
            // Of those that take the place of all no two are for the same.
            Behavior::Replace => next.advanced.clone(),
            // What is as it was stays where it is.
            Behavior::Append | Behavior::Delete if next.advanced.tiers.contains(&tier) => return Ok(()),
            Behavior::Append | Behavior::Delete => next.advanced.without_tier(tier.place()),
        };
        next.advanced = without.with_tier(tier).map_err(|flaw| Trouble::Cell(QUANTITY, flaw))?;
        Ok(())
    }
}

/// The lines of a product: a row of Customer Group Price each.
pub fn written(product: &EditedProduct, around: &Around<'_>) -> Vec<Priced> {
    let line = |tier: &Tier| {
        let (price, kind) = match tier.price {
            TierPrice::Fixed(price) => (price.written(SIGNS), FIXED),
            TierPrice::Discount(percent) => (percent.written(SIGNS), DISCOUNT),
        };
        let all = || format!("{ALL_WEBSITES} [{}]", product.price.currency().code());
        Some(Priced {
            sku: product.sku.clone(),
            website: match tier.website {
                None => all(),
                // One that is gone asks nothing.
                Some(id) => around.stores.website(id)?.code.clone(),
            },
            group: match tier.group {
                None => ALL_GROUPS.to_owned(),
                Some(id) => around.groups.get(id)?.name.clone(),
            },
            quantity: tier.quantity,
            price,
            kind,
        })
    };
    product.advanced.tiers.iter().filter_map(line).collect()
}
