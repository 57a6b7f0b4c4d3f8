//! Product Stock Options, as they are set.

use super::{Config, Setting};
use crate::catalog::stock::{Backorders, StockRules};

impl Config {
    /// How products are sold that say nothing else.
    pub fn stock_rules(&self) -> StockRules {
        let number = |setting| self.value(setting).and_then(|text| text.parse().ok());
        let known = StockRules::default();
        StockRules {
            manage: self.is_on(Setting::ManageStock),
            least: number(Setting::MinSaleQty).unwrap_or(known.least),
            most: number(Setting::MaxSaleQty).unwrap_or(known.most),
            backorders: self.value(Setting::Backorders).and_then(Backorders::from_code).unwrap_or_default(),
            threshold: number(Setting::MinQty).unwrap_or(known.threshold),
            notify: number(Setting::NotifyStockQty).unwrap_or(known.notify),
        }
    }

    /// With so many pieces or fewer a product's page says how many are left; 0: never.
    pub fn few_left(&self) -> u32 {
        self.value(Setting::StockThresholdQty).and_then(|text| text.parse().ok()).unwrap_or_default()
    }
}
