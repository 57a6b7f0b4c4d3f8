//! The list of products as staff ask for it: from an index of the store where it is asked for as it stands, else by the index of what people
//! search for, which knows what products are chosen by.

use super::{
    ProductRow,
    asked_figures::FOR_ALL,
    attribute_row::{OPTION, option},
    row::LIST,
    selling_row::{PIECES, few_of},
};
use crate::{
    By, Store, StoreError,
    search::{Also, Figured, Look},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::{
        attribute::of_address,
        edit::{EditedProduct, filter},
    },
    ids::CategoryId,
    list::{Cursor, Filter, Listed, Query, Sort},
    text::{Collation, Search, Words},
};
use surrealdb::types::SurrealValue;

/// What is wanted of the products.
pub(super) enum Asked {
    Nothing,
    /// All under these roots, in an order that an index of the store has.
    All(Vec<CategoryId>),
    Some(Look, Option<Figured<bool>>),
}

impl Store {
    pub(super) async fn wanted(&self, websites: &Websites, query: &Query) -> Result<Asked, StoreError> {
        let mut roots = self.roots(websites).await?;
        let words = match Search::of(&query.search) {
            Search::Nothing => return Ok(Asked::Nothing),
            Search::Everything if query.filters.is_empty() && LIST.has(query.sort, query.collation) => {
                return Ok(Asked::All(roots));
            }
            Search::Everything => Words::none(),
            Search::Words(words) => words,
        };
        let (mut of, mut figures) = (Vec::new(), Vec::new());
        for (name, passes) in &query.filters {
            match (*name, passes) {
                (filter::WEBSITE, Filter::Is(id)) => {
                    let website = crate::parse(id).map_err(|_| StoreError::NotFound)?;
                    let sold: Vec<CategoryId> = self.shop().stores.groups_of(website).map(|group| group.root).collect();
                    roots.retain(|root| sold.contains(root));
                }
                (filter::LOW, Filter::Is(_)) => of.push((filter::LOW, few_of(self.stock_rules()))),
                (filter::CODE, Filter::Is(code)) => of.push((filter::CODE, vec![code.to_lowercase()])),
                (filter::PRICE, Filter::Numbers(..)) => figures.push((FOR_ALL, passes)),
                (filter::QUANTITY, Filter::Numbers(..)) => figures.push((PIECES, passes)),
                (name, Filter::Is(value)) if filter::slot(name).is_some() => {
                    let shop = self.shop();
                    let asked = of_address(value).and_then(|(code, n)| Some((shop.attributes.iter().find(|of| of.code == code)?.id, n)));
                    // Of one that is gone no product says anything.
                    let Some((id, number)) = asked else { return Ok(Asked::Nothing) };
                    of.push((OPTION, vec![option(id, number)]));
                }
                (name, Filter::Is(value)) => of.push((name, vec![value.clone()])),
                (_, Filter::Between(..) | Filter::Numbers(..)) => {}
            }
        }
        of.push(("root", roots.iter().map(ToString::to_string).collect()));
        Ok(Asked::Some(Look { words, of, also: Also::new() }, Figured::within(figures)))
    }

    /// A page of what is wanted, and how many there are, if that is known.
    pub(super) async fn products_wanted(
        &self,
        wanted: Asked,
        (sort, collation): (Sort, Collation),
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<ProductRow>, Option<i64>), StoreError> {
        match wanted {
            Asked::Nothing => Ok((Listed { items: Vec::new(), previous: None, next: None }, Some(0))),
            Asked::All(roots) => {
                let roots: Vec<String> = roots.iter().map(ToString::to_string).collect();
                let count = self.count_any::<ProductRow>("root", &roots).await?;
                let values = roots.into_iter().map(SurrealValue::into_value).collect();
                Ok((LIST.read_any(&self.conn, ("root", values), sort, cursor, size).await?, count))
            }
            Asked::Some(look, narrowed) => {
                let (listed, count) = self.find_narrowed::<ProductRow>(look, narrowed, (sort, collation), cursor, size).await?;
                Ok((listed, Some(count)))
            }
        }
    }
}

impl By<'_, Permit<right::Products>> {
    /// A page of products, and how many were found, if that is known.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products(&self, query: &Query, size: usize) -> Result<(Listed<EditedProduct>, Option<i64>), StoreError> {
        let query = &self.store.as_kept::<ProductRow>(query);
        let wanted = self.store.wanted(self.proof.websites(), query).await?;
        let (listed, count) = self.store.products_wanted(wanted, (query.sort, query.collation), &query.cursor, size).await?;
        Ok((listed.try_map(|row| row.edited())?, count))
    }

    /// Products of which there are fewer than staff want, the fewest first; and how many these are.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn few(&self, size: usize) -> Result<(Vec<EditedProduct>, i64), StoreError> {
        let filters = [(filter::LOW, Filter::Is("1".to_owned()))].into_iter().collect();
        let sort = Sort { by: "quantity", down: false };
        let query = Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First };
        let (listed, count) = self.products(&query, size).await?;
        Ok((listed.items, count.unwrap_or_default()))
    }
}
