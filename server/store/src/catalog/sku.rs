//! Products by their SKUs, whether these are spelt in large letters or in small ones.

use super::ProductRow;
use crate::{Store, StoreError};
use domain::catalog::selling::sku_key;
use std::collections::{BTreeMap, BTreeSet};

/// By what the product that is meant is known, among some that are known by these. Where a shop from before has two whose SKUs differ in nothing
/// but that, each is still found as it is spelt.
pub(crate) fn meant<T>(known: &BTreeMap<String, T>, sku: &str) -> String {
    if known.contains_key(sku) { sku.to_owned() } else { sku_key(sku) }
}

/// By what a product may be known whose SKU is one of these.
pub(crate) fn keys(skus: &[String]) -> Vec<String> {
    let keys: BTreeSet<String> = skus.iter().flat_map(|sku| [sku_key(sku), sku.clone()]).collect();
    keys.into_iter().collect()
}

impl Store {
    /// The products that have these SKUs, by what they are known by.
    pub(crate) async fn rows_by_sku(&self, skus: &[String]) -> Result<BTreeMap<String, ProductRow>, StoreError> {
        let rows: Vec<ProductRow> = self.conn.rows_by("SELECT * FROM product WHERE sku_key IN", &keys(skus)).await?;
        Ok(rows.into_iter().map(|row| (row.sku_key.clone(), row)).collect())
    }
}
