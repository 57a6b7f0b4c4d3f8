//! What is suggested while somebody types: categories and products, by the beginnings of words. Where nothing begins so, one mistake is forgiven.

use super::{Categories, ProductRow, called::called, lists::searched};
use crate::{
    Store, StoreError,
    search::{Also, Look, MOST_TRIED, NAMED},
};
use domain::{
    list::Cursor,
    stores::Served,
    text::{Search, Words, begins_near, is_kept, words},
};
use std::sync::Arc;

/// What may be meant by what somebody began to type: names, and URL keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    pub categories: Vec<(String, String)>,
    pub products: Vec<(String, String)>,
}

/// So many products are suggested, and so many categories.
const SUGGESTED: (usize, usize) = (6, 3);
/// Where nothing is found by all, so many words are looked for alone, to find out which it is that nothing has.
const MOST_LOOKED_AT: usize = 5;

impl Suggested {
    fn is_nothing(&self) -> bool {
        self.categories.is_empty() && self.products.is_empty()
    }
}

impl Store {
    /// A few categories and products that may be meant by what somebody began to type.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn suggest(&self, view: &Served, typed: &str) -> Result<Arc<Suggested>, StoreError> {
        let Search::Words(words) = Search::of(typed) else { return Ok(Arc::default()) };
        let (version, typed) = (self.catalog_version().await?, words.each().join(" "));
        let as_of = (version, view.shown);
        if let Some(kept) = self.shelf.suggested(as_of, &typed) {
            return Ok(kept);
        }
        let categories = self.categories_as_of(version, view).await?;
        let mut suggested = self.suggested_by(view, &categories, &words).await?;
        if suggested.is_nothing() {
            suggested = self.suggested_instead(view, &categories, &words).await?;
        }
        let suggested = Arc::new(suggested);
        self.shelf.keep_suggested(as_of, typed, &suggested);
        Ok(suggested)
    }

    async fn suggested_by(&self, view: &Served, categories: &Categories, words: &Words) -> Result<Suggested, StoreError> {
        let named = categories.iter().filter(|c| words.match_row([c.name.as_str()])).take(SUGGESTED.1);
        // What is called so comes before what is only told of so.
        let called = words.each().iter().filter(|word| is_kept(word)).map(|word| (NAMED, vec![word.clone()]));
        let mut products = self
            .first_by_name(view, Look { words: words.clone(), of: searched(view).into_iter().chain(called).collect(), also: Also::new() })
            .await?;
        if products.len() < SUGGESTED.0 {
            let told = self.first_by_name(view, Look { words: words.clone(), of: searched(view), also: Also::new() }).await?;
            let is_new = |row: &ProductRow| products.iter().all(|known| known.key() != row.key());
            let told: Vec<ProductRow> = told.into_iter().filter(is_new).collect();
            products.extend(told);
            products.truncate(SUGGESTED.0);
        }
        Ok(Suggested {
            categories: named.map(|c| (c.name.clone(), c.slug.clone())).collect(),
            products: products.into_iter().map(|row| row.named(view)).collect(),
        })
    }

    /// The same where the first word that nothing has is another, which begins like it but for one mistake.
    async fn suggested_instead(&self, view: &Served, categories: &Categories, typed: &Words) -> Result<Suggested, StoreError> {
        let mut unknown = None;
        for word in typed.each().iter().take(MOST_LOOKED_AT) {
            // Of one word alone it is known already that nothing has it.
            if typed.each().len() == 1 || self.suggested_by(view, categories, &Words::of_one(word)).await?.is_nothing() {
                unknown = Some(word);
                break;
            }
        }
        let Some(word) = unknown else { return Ok(Suggested::default()) };
        let named = words(categories.iter().map(|c| c.name.as_str())).into_iter().find(|known| begins_near(word, known));
        let told = self.near_begun::<ProductRow>(word).await?;
        let tried: Vec<String> = named.into_iter().chain(told).take(MOST_TRIED).collect();
        for meant in tried {
            let instead = typed.with(|known| Some(if known == word { meant.clone() } else { known.to_owned() }));
            let suggested = self.suggested_by(view, categories, &instead).await?;
            if !suggested.is_nothing() {
                return Ok(suggested);
            }
        }
        Ok(Suggested::default())
    }

    /// As many as are suggested of what is found.
    async fn first_by_name(&self, view: &Served, look: Look) -> Result<Vec<ProductRow>, StoreError> {
        let (found, _) = self.find_placed::<ProductRow, _>(look, None, (called(view), false), &Cursor::First, SUGGESTED.0).await?;
        Ok(found.items)
    }
}
