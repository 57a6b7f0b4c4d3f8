//! Advanced Inventory as a line says it: of each rule what the product has of its own, and whether it follows what holds for all.

use super::Wanted;
use crate::{
    cart::MOST_OF_ONE,
    catalog::stock::{Backorders, Inventory, MOST_SET},
    text::{Flaw, whole},
    transfer::{
        Trouble,
        cells::{Cell, flag},
    },
};

/// A rule of its own, as it was written, and whether "Use Config Settings" is ticked.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    pub(super) says: Cell<String>,
    pub(super) follows: Cell<bool>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Wants {
    pub(super) manage: Own,
    pub(super) least: Own,
    pub(super) most: Own,
    pub(super) backorders: Own,
    pub(super) threshold: Own,
    pub(super) notify: Own,
}

impl Own {
    /// What the product has then, where this or nothing was its own. A value alone is one of its own, as Magento takes it.
    fn over<T>(&self, column: &'static str, stands: Option<T>, parse: impl FnOnce(&str) -> Result<T, Flaw>) -> Result<Option<T>, Trouble> {
        match (&self.follows, &self.says) {
            (Cell::Says(true), _) | (_, Cell::Emptied) => Ok(None),
            (_, Cell::Says(text)) => parse(text).map(Some).map_err(|flaw| Trouble::Cell(column, flaw)),
            (_, Cell::Left) => Ok(stands),
        }
    }
}

/// As a form takes it; Magento's ten thousand are the most that a cart holds here.
fn most(text: &str) -> Result<u32, Flaw> {
    whole(text, 1, u32::MAX).map(|most| most.min(MOST_OF_ONE))
}

impl Wanted {
    /// The rules of the product as the line wants them.
    pub(super) fn inventory_onto(&self, was: &Inventory) -> Result<Inventory, Trouble> {
        let wants = &self.inventory;
        let set = |text: &str| whole(text, 0, MOST_SET);
        let next = Inventory {
            manage: wants.manage.over("manage_stock", was.manage, flag)?,
            least: wants.least.over("min_cart_qty", was.least, |text| whole(text, 1, MOST_OF_ONE))?,
            most: wants.most.over("max_cart_qty", was.most, most)?,
            backorders: wants
                .backorders
                .over("allow_backorders", was.backorders, |code| Backorders::from_code(code).ok_or(Flaw::NotAChoice))?,
            threshold: wants.threshold.over("out_of_stock_qty", was.threshold, set)?,
            notify: wants.notify.over("notify_on_stock_below", was.notify, set)?,
        };
        match (next.least, next.most) {
            (Some(least), Some(most)) if least > most => Err(Trouble::Cell("min_cart_qty", Flaw::OutOfRange(1, most))),
            (Some(_) | None, _) => Ok(next),
        }
    }
}
