//! Advanced Pricing: the special price of a product, and what groups of customers pay.

use super::edit::is_asked_in;
use crate::{By, StoreError, engine::retry::decide};
use domain::{
    access::Websites,
    audit::{Change, Follows},
    caller::{Permit, right},
    catalog::{
        edit::EditedProduct,
        price::{Advanced, Special, Tier, TierPrice},
    },
    customers::group::ALL_GROUPS,
    ids::{CustomerGroupId, ProductId, WebsiteId},
    money::{Currency, PLAIN},
    stores::{Shop, Stores},
    text::Flaw,
};
use std::collections::BTreeSet;

/// The place of a row of Customer Group Price: see [`Tier::place`].
pub type TierPlace = (Option<WebsiteId>, Option<CustomerGroupId>, u32);

/// Whether whoever is for these websites may change what a product asks for all of them, or in one that sells it.
fn may_price(stores: &Stores, websites: &Websites, product: &EditedProduct, website: Option<WebsiteId>) -> bool {
    let Some(website) = website else { return *websites == Websites::All };
    websites.allows(website) && stores.groups_of(website).any(|group| group.root == product.root)
}

/// Whether a sum of a website, or of all, may be in a currency.
fn is_in(shop: &Shop, product: &EditedProduct, website: Option<WebsiteId>, currency: Currency) -> bool {
    match website {
        None => product.price.currency() == currency,
        Some(id) => shop.stores.website(id).is_some_and(|website| is_asked_in(product, website, currency)),
    }
}

fn code(stores: &Stores, website: Option<WebsiteId>) -> Option<String> {
    website.map(|id| stores.website(id).map(|w| w.code.clone()).unwrap_or_default())
}

/// What changed, each told with the website that it is of.
pub(super) fn told_advanced(shop: &Shop, was: &Advanced, is: &Advanced) -> Vec<Change> {
    let stores = &shop.stores;
    let websites: BTreeSet<Option<WebsiteId>> = was.specials.keys().chain(is.specials.keys()).copied().map(Some).chain([None]).collect();
    let special = |of: &Advanced, website: Option<WebsiteId>| match website {
        None => of.special,
        Some(id) => of.specials.get(&id).copied().unwrap_or_default(),
    };
    let of_specials = websites.into_iter().flat_map(|website| {
        let (before, after) = (special(was, website), special(is, website));
        let field = |name: &str, code: Option<String>| code.map_or_else(|| name.to_owned(), |code| format!("{name} ({code})"));
        let price = |of: Special| of.price.map(domain::money::Money::coded);
        let day = |day: Option<domain::time::Day>| day.map(|day| day.to_string());
        let all = [was.special, is.special];
        [
            ("special_price", price(before), price(after), all.map(price)),
            ("special_price_from", day(before.from), day(after.from), all.map(|of| day(of.from))),
            ("special_price_to", day(before.to), day(after.to), all.map(|of| day(of.to))),
        ]
        .into_iter()
        .filter_map(move |(name, before, after, all)| match website {
            None => Change::from_to(name, before, after),
            Some(_) => Change::of_own(field(name, code(stores, website)), before, after, Follows::DefaultValue, all),
        })
        .collect::<Vec<_>>()
    });
    let field = |tier: &Tier| {
        let website = code(stores, tier.website).unwrap_or_else(|| "all".to_owned());
        let group = tier.group.map_or(ALL_GROUPS, |id| shop.pricing.groups.name(id));
        format!("tier_price ({website}, {group}, {})", tier.quantity)
    };
    let price = |tier: &Tier| match tier.price {
        TierPrice::Fixed(price) => price.coded(),
        TierPrice::Discount(percent) => format!("-{} %", percent.written(PLAIN)),
    };
    let gone = was.tiers.iter().filter(|tier| !is.tiers.contains(tier)).map(|tier| Change::removed(&field(tier), price(tier)));
    let new = is.tiers.iter().filter(|tier| !was.tiers.contains(tier)).map(|tier| Change::added(&field(tier), price(tier)));
    of_specials.chain(gone).chain(new).collect()
}

impl By<'_, Permit<right::Products>> {
    /// Saves the special price of a product: for all websites, or what one says in place of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: that is not the staff member's to change. [`StoreError::Invalid`], [`StoreError::Stale`].
    pub async fn save_special(&self, was: &EditedProduct, website: Option<WebsiteId>, special: Special) -> Result<(), StoreError> {
        let shop = self.store.read_shop().await?;
        if !may_price(&shop.stores, self.proof.websites(), was, website) {
            return Err(StoreError::NotFound);
        }
        let mut next = was.advanced.clone();
        let effective = match website {
            None => special,
            Some(_) => special.over(was.advanced.special),
        };
        effective.checked().map_err(|flaw| StoreError::Invalid("special_to", flaw))?;
        if special.price.is_some_and(|price| !is_in(&shop, was, website, price.currency())) {
            return Err(StoreError::Invalid("special_price", Flaw::NotAnAmount));
        }
        match website {
            None => next.special = special,
            Some(website) if special.is_nothing() => drop(next.specials.remove(&website)),
            Some(website) => drop(next.specials.insert(website, special)),
        }
        decide(|| self.save_advanced(was, next.clone())).await
    }

    /// Adds a row of Customer Group Price.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: that is not the staff member's to add. [`StoreError::Invalid`]: there is one for the same, or no room.
    pub async fn add_tier(&self, product: ProductId, tier: Tier) -> Result<(), StoreError> {
        decide(|| async {
            let (was, shop) = self.product(product).await?;
            if !may_price(&shop.stores, self.proof.websites(), &was, tier.website) {
                return Err(StoreError::NotFound);
            }
            if tier.group.is_some_and(|group| shop.pricing.groups.get(group).is_none()) {
                return Err(StoreError::Invalid("tier_group", Flaw::NotAChoice));
            }
            if matches!(tier.price, TierPrice::Fixed(price) if !is_in(&shop, &was, tier.website, price.currency())) {
                return Err(StoreError::Invalid("tier_price", Flaw::NotAnAmount));
            }
            let next = was.advanced.with_tier(tier).map_err(|flaw| StoreError::Invalid("tier_quantity", flaw))?;
            self.save_advanced(&was, next).await
        })
        .await
    }

    /// Takes a row of Customer Group Price away. One that is gone already is gone.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: that is not the staff member's to take.
    pub async fn remove_tier(&self, product: ProductId, place: TierPlace) -> Result<(), StoreError> {
        decide(|| async {
            let (was, shop) = self.product(product).await?;
            if !may_price(&shop.stores, self.proof.websites(), &was, place.0) {
                return Err(StoreError::NotFound);
            }
            let next = was.advanced.without_tier(place);
            self.save_advanced(&was, next).await
        })
        .await
    }

    async fn save_advanced(&self, was: &EditedProduct, advanced: Advanced) -> Result<(), StoreError> {
        self.store.put_product(self.proof, was, &EditedProduct { advanced, ..was.clone() }, (false, None)).await
    }
}
