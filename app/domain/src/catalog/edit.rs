//! Products and categories as staff change them: what stands for all views, and what a view (its texts) or a website (its price) has in
//! place of that. What is the same as for all is not kept.

pub mod filter;
mod meta;

pub use meta::{MetaDescription, MetaKeywords, MetaTitle, OwnMeta, Told};

use super::{
    attribute::{Attribute, Labelled, Values, with_set},
    mass::Set,
    pictures::Pictures,
    price::{Advanced, Asking},
    selling::{LONGEST_SKU, Selling, numbered},
    shelves::Standing,
    stock::{Stock, StockRules},
};
use crate::{
    access::Websites,
    ids::{CategoryId, ProductId, StoreViewId, WebsiteId},
    money::Money,
    stores::{Stores, rules::Wrong},
    text::{Flaw, checked_text, line, lines, whole},
    time::Moment,
};
use std::collections::{BTreeMap, BTreeSet};

checked_text! {
    /// What a product or a category is called: one line of at most 255 characters.
    Name, |text| line(text, Name::LONGEST)
}

impl Name {
    /// In characters.
    pub const LONGEST: usize = 255;
}

checked_text! {
    /// What is told of it: at most 5,000 characters.
    Description, |text| lines(text, Description::LONGEST)
}

impl Description {
    /// In characters.
    pub const LONGEST: usize = 5_000;
}

checked_text! {
    /// The last segment of an address: small letters a to z, digits, and hyphens between them. Capitals become small.
    Slug, slug
}

impl Slug {
    /// In characters.
    pub const LONGEST: usize = 100;
}

fn slug(text: &str) -> Result<String, Flaw> {
    let text = line(text, Slug::LONGEST)?.to_lowercase();
    let fits = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits && !text.starts_with('-') && !text.ends_with('-') { Ok(text) } else { Err(Flaw::NotAUrlKey) }
}

/// Texts that stand for all views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    pub slug: String,
    pub name: String,
    pub description: String,
}

/// What a view says in place of them; `None` is "Use Default Value".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnTexts {
    pub slug: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
}

impl OwnTexts {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Something with texts: a product or a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    pub all: Texts,
    pub own: BTreeMap<StoreViewId, OwnTexts>,
}

impl Worded {
    /// What a view says itself.
    pub fn own_of(&self, view: StoreViewId) -> OwnTexts {
        self.own.get(&view).cloned().unwrap_or_default()
    }

    /// As a view shows them, or as they stand for all.
    pub fn shown_in(&self, view: Option<StoreViewId>) -> Texts {
        let own = view.map(|view| self.own_of(view)).unwrap_or_default();
        let all = self.all.clone();
        Texts {
            slug: own.slug.unwrap_or(all.slug),
            name: own.name.unwrap_or(all.name),
            description: own.description.unwrap_or(all.description),
        }
    }

    /// With other texts, for all or for a view.
    ///
    /// # Errors
    /// [`Flaw::Required`]: for all, there is no default to use. Nothing has to be told of it.
    pub fn with(&self, view: Option<StoreViewId>, texts: OwnTexts) -> Result<Self, Wrong> {
        let mut next = self.clone();
        match view {
            Some(view) if texts.is_nothing() => drop(next.own.remove(&view)),
            Some(view) => drop(next.own.insert(view, texts)),
            None => {
                let needed = |field, text: Option<String>| text.ok_or((field, Flaw::Required));
                next.all = Texts {
                    slug: needed("url_key", texts.slug)?,
                    name: needed("name", texts.name)?,
                    description: texts.description.unwrap_or_default(),
                };
            }
        }
        Ok(next)
    }

    /// The URL keys at which it would be found that were not its own before: for all views, and of one.
    pub fn new_slugs(&self, was: &Self) -> Vec<(Option<StoreViewId>, String)> {
        let all = (self.all.slug != was.all.slug).then(|| (None, self.all.slug.clone()));
        let own = self.own.iter().filter_map(|(view, texts)| {
            let slug = texts.slug.as_ref().filter(|slug| Some(*slug) != was.own_of(*view).slug.as_ref())?;
            Some((Some(*view), slug.clone()))
        });
        all.into_iter().chain(own).collect()
    }
}

/// A product, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedProduct {
    pub id: ProductId,
    pub sku: String,
    /// Where it stands, in one at least.
    pub categories: BTreeSet<CategoryId>,
    /// The root category that all of them stand under.
    pub root: CategoryId,
    pub texts: Worded,
    /// Its short description: what stands beside its price, before all that is told of it.
    pub short: Labelled,
    /// For all websites.
    pub price: Money,
    /// Of websites that ask another, in their base currency.
    pub prices: BTreeMap<WebsiteId, Money>,
    pub advanced: Advanced,
    /// How many pieces there are: what is ordered is taken off, below nought where that is allowed.
    pub stock: i64,
    pub selling: Selling,
    /// What search engines are told.
    pub meta: Told,
    /// What is shown beside it.
    pub related: Vec<ProductId>,
    /// What it says of attributes.
    pub attributes: Values,
    pub pictures: Pictures,
    /// When staff changed it last.
    pub updated: Moment,
    pub revision: i64,
}

impl EditedProduct {
    /// All that it asks.
    pub fn asking(&self) -> Asking {
        Asking { price: self.price, prices: self.prices.clone(), advanced: self.advanced.clone() }
    }

    pub fn stock(&self, all: StockRules) -> Stock {
        Stock { pieces: self.stock, is_offered: self.selling.enabled && self.selling.in_stock, rules: self.selling.inventory.over(all) }
    }

    /// As it is once what is set of many is set of it. `root` is what a category stands under.
    ///
    /// # Errors
    /// [`Flaw::NotAChoice`]: there is no such category, attribute or option. [`Flaw::OtherRoot`].
    pub fn with(&self, set: &Set, attributes: &[Attribute], root: impl Fn(CategoryId) -> Option<CategoryId>) -> Result<Self, Wrong> {
        let mut next = self.clone();
        next.selling.enabled = set.enabled.unwrap_or(self.selling.enabled);
        next.selling.visibility = set.visibility.unwrap_or(self.selling.visibility);
        next.selling.in_stock = set.in_stock.unwrap_or(self.selling.in_stock);
        next.stock = set.stock.map_or(self.stock, i64::from);
        if let Some(category) = set.category {
            if root(category).ok_or(("category", Flaw::NotAChoice))? != self.root {
                return Err(("category", Flaw::OtherRoot));
            }
            next.categories.insert(category);
        }
        next.attributes = with_set(attributes, &self.attributes, &set.attributes).map_err(|flaw| ("attributes", flaw))?;
        Ok(next)
    }

    /// A copy of it, which nobody sees and nobody can buy yet: disabled, without stock, by another SKU and other URL keys.
    #[must_use]
    pub fn copied(&self, id: ProductId, n: u32) -> Self {
        let mut copy = Self { id, sku: numbered(&self.sku, n, LONGEST_SKU), stock: 0, revision: 0, ..self.clone() };
        copy.selling.enabled = false;
        let slugs = copy.texts.own.values_mut().filter_map(|own| own.slug.as_mut());
        slugs.chain([&mut copy.texts.all.slug]).for_each(|slug| *slug = numbered(slug, n, Slug::LONGEST));
        copy
    }
}

/// The most pieces of one product that a shop has.
pub const MOST_STOCK: u32 = 999_999;

/// How many pieces there are to be sold.
///
/// # Errors
/// The flaw to show at the field.
pub fn stock(text: &str) -> Result<u32, Flaw> {
    whole(text, 0, MOST_STOCK)
}

/// A category, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedCategory {
    pub id: CategoryId,
    /// None of a root.
    pub parent: Option<CategoryId>,
    /// The root that it stands under, or is.
    pub root: CategoryId,
    /// Its place among those beside it.
    pub position: i64,
    /// Whether it is shown at all, and with it what is below it.
    pub enabled: bool,
    /// Whether menus lead to it.
    pub in_menu: bool,
    /// How often each of these was switched.
    pub turns: (i64, i64),
    pub texts: Worded,
    pub meta: Told,
    pub revision: i64,
}

impl EditedCategory {
    /// With these switches, each counted if it is another.
    #[must_use]
    pub fn switched(mut self, enabled: bool, in_menu: bool) -> Self {
        self.turns.0 = self.turns.0.saturating_add(i64::from(self.enabled != enabled));
        self.turns.1 = self.turns.1.saturating_add(i64::from(self.in_menu != in_menu));
        Self { enabled, in_menu, ..self }
    }
}

impl Standing for EditedCategory {
    fn stands(&self) -> (CategoryId, Option<CategoryId>, i64) {
        (self.id, self.parent, self.position)
    }

    fn called(&self) -> &str {
        &self.texts.all.name
    }
}

/// Whether a category may be deleted: none that a store sells from, and no root while products stand below it.
///
/// # Errors
/// Why it may not be.
pub fn may_delete(stores: &Stores, category: &EditedCategory, products_below: i64) -> Result<(), Flaw> {
    match category.parent {
        Some(_) => Ok(()),
        None if stores.groups().iter().any(|g| g.root == category.id) => Err(Flaw::IsRoot),
        None if products_below > 0 => Err(Flaw::HasProducts),
        None => Ok(()),
    }
}

/// Whether whoever is for these websites has to do with what stands under a root category: one of their stores sells it.
pub fn is_sold_in(stores: &Stores, websites: &Websites, root: CategoryId) -> bool {
    *websites == Websites::All || stores.groups().iter().any(|g| g.root == root && websites.allows(g.website))
}

/// Whether whoever is for these websites may change it for all (`None`) or in a view. A view of a store that does not sell it has nothing to
/// say of it.
pub fn may_edit(stores: &Stores, websites: &Websites, root: CategoryId, view: Option<StoreViewId>) -> bool {
    let Some(view) = view else { return *websites == Websites::All };
    let group = stores.view(view).and_then(|v| stores.group(v.group));
    group.is_some_and(|group| group.root == root && websites.allows(group.website))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn worded() -> Worded {
        Worded { all: Texts { slug: "mug".into(), name: "Mug".into(), description: "Holds tea.".into() }, own: BTreeMap::new() }
    }

    fn view(n: u128) -> StoreViewId {
        StoreViewId::new(Uuid::from_u128(n))
    }

    #[test]
    fn what_a_view_does_not_say_itself_is_not_kept() {
        let german = OwnTexts { name: Some("Becher".into()), ..OwnTexts::default() };
        let said = worded().with(Some(view(1)), german.clone()).unwrap();
        assert_eq!((said.own_of(view(1)), said.own_of(view(2))), (german, OwnTexts::default()));
        assert_eq!(said.with(Some(view(1)), OwnTexts::default()), Ok(worded()));
    }

    #[test]
    fn for_all_there_is_no_default_to_use() {
        let texts = |slug| OwnTexts { slug, name: Some("Cup".into()), description: Some("Holds more.".into()) };
        assert_eq!(worded().with(None, texts(None)), Err(("url_key", Flaw::Required)));
        assert_eq!(worded().with(None, texts(Some("cup".into()))).unwrap().all.name, "Cup");
        let silent = OwnTexts { description: None, ..texts(Some("cup".into())) };
        assert_eq!(worded().with(None, silent).unwrap().all.description, "");
    }

    #[test]
    fn a_url_key_is_new_where_it_was_not_before() {
        let becher = |slug: &str| OwnTexts { slug: Some(slug.into()), ..OwnTexts::default() };
        let was = worded().with(Some(view(1)), becher("becher")).unwrap();
        assert_eq!(was.new_slugs(&worded()), [(Some(view(1)), "becher".to_owned())]);
        assert_eq!(was.new_slugs(&was), []);
        assert_eq!(worded().new_slugs(&was), [], "one that goes is no new one");
        let renamed = Worded { all: Texts { slug: "cup".into(), ..was.all.clone() }, ..was.clone() };
        assert_eq!(renamed.new_slugs(&was), [(None, "cup".to_owned())]);
    }

    #[test]
    fn a_url_key_is_made_of_letters_digits_and_hyphens() {
        assert_eq!(Slug::parse(" Harbour-Mug-2 ").map(|s| s.as_str().to_owned()), Ok("harbour-mug-2".to_owned()));
        for bad in ["mug/cup", "m ug", "-mug", "mug-", "becher\u{fc}", "..", "mug?x"] {
            assert_eq!(Slug::parse(bad), Err(Flaw::NotAUrlKey), "{bad}");
        }
        assert_eq!(Slug::parse(""), Err(Flaw::Required));
    }
}
