//! Catalog price rules. They are few, and read together with stores and settings, for every price asks them. What a rule was before it was
//! changed or deleted stays for as long as prices of the past are told.

use super::pricing_row::coded;
use crate::{
    By, StoreError,
    engine::{retry::decide, secret::id_at, table::Table, write::Update},
    key, parse, record, stores,
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    catalog::{
        edit::EditedCategory,
        price::{Past, in_order},
        rule::{Act, Conditions, MOST_RULES, Rule, deleted},
        selling::sku_key,
        shelves::path,
    },
    ids::PriceRuleId,
    money::{Money, PLAIN, Percent},
    stores::Shop,
    text::Flaw,
    time::{Day, Moment, Zone},
};
use std::fmt::Display;
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const PRICE_RULES: Table = Table { name: "price_rule", row: PriceRuleRow::kind_of, indexes: &[], list: None };

/// How many of what rules were are kept.
const MOST_PAST: usize = 300;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct PriceRuleRow {
    id: RecordId,
    number: i64,
    name: String,
    description: String,
    active: bool,
    websites: Vec<String>,
    customer_groups: Vec<String>,
    begins: Option<String>,
    ends: Option<String>,
    priority: i64,
    categories: Vec<String>,
    skus: Vec<String>,
    price_from: Option<String>,
    price_to: Option<String>,
    act: String,
    amount: String,
    discard: bool,
    since: i64,
    until: Option<i64>,
    revision: i64,
}

fn texts<T: Display>(of: impl IntoIterator<Item = T>) -> Vec<String> {
    of.into_iter().map(|of| of.to_string()).collect()
}

/// How an act is named, as Adobe's tools write it, and how much it is.
fn act_row(act: Act) -> (&'static str, String) {
    match act {
        Act::ByPercent(percent) => ("by_percent", percent.written(PLAIN)),
        Act::ByFixed(amount) => ("by_fixed", amount.coded()),
        Act::ToPercent(percent) => ("to_percent", percent.written(PLAIN)),
        Act::ToFixed(amount) => ("to_fixed", amount.coded()),
    }
}

impl PriceRuleRow {
    fn of(rule: &Rule) -> Self {
        let (act, amount) = act_row(rule.act);
        let price = |price: Option<Money>| price.map(Money::coded);
        Self {
            id: row(rule.id),
            number: rule.number,
            name: rule.name.clone(),
            description: rule.description.clone(),
            active: rule.active,
            websites: texts(&rule.websites),
            customer_groups: texts(&rule.groups),
            begins: rule.from.map(|day| day.to_string()),
            ends: rule.to.map(|day| day.to_string()),
            priority: rule.priority.into(),
            categories: texts(&rule.conditions.categories),
            skus: rule.conditions.skus.iter().cloned().collect(),
            price_from: price(rule.conditions.price_from),
            price_to: price(rule.conditions.price_to),
            act: act.to_owned(),
            amount,
            discard: rule.discard,
            since: rule.since.millis(),
            until: rule.until.map(Moment::millis),
            revision: rule.revision,
        }
    }

    pub(crate) fn read(&self) -> Result<Rule, StoreError> {
        let unreadable = || StoreError::Unreadable(format!("price rule {}", self.number));
        let percent = || Percent::read(&self.amount, PLAIN).map_err(|_| unreadable());
        let act = match self.act.as_str() {
            "by_percent" => Act::ByPercent(percent()?),
            "by_fixed" => Act::ByFixed(coded(&self.amount)?),
            "to_percent" => Act::ToPercent(percent()?),
            "to_fixed" => Act::ToFixed(coded(&self.amount)?),
            _ => return Err(unreadable()),
        };
        let day = |text: &Option<String>| text.as_deref().map(parse::<Day>).transpose();
        let price = |text: &Option<String>| text.as_deref().map(coded).transpose();
        Ok(Rule {
            id: parse(key(&self.id)?)?,
            number: self.number,
            name: self.name.clone(),
            description: self.description.clone(),
            active: self.active,
            websites: self.websites.iter().map(|id| parse(id)).collect::<Result<_, _>>()?,
            groups: self.customer_groups.iter().map(|id| parse(id)).collect::<Result<_, _>>()?,
            from: day(&self.begins)?,
            to: day(&self.ends)?,
            priority: u32::try_from(self.priority).map_err(|_| unreadable())?,
            conditions: Conditions {
                categories: self.categories.iter().map(|id| parse(id)).collect::<Result<_, _>>()?,
                skus: self.skus.iter().map(|sku| sku_key(sku)).collect(),
                price_from: price(&self.price_from)?,
                price_to: price(&self.price_to)?,
            },
            act,
            discard: self.discard,
            since: Moment::from_millis(self.since),
            until: self.until.map(Moment::from_millis),
            revision: self.revision,
        })
    }
}

fn row(id: PriceRuleId) -> RecordId {
    record("price_rule", &id.to_string())
}

/// What stands in a rule, for the record.
fn told(shop: &Shop, categories: &[EditedCategory], rule: &Rule) -> [(&'static str, String); 14] {
    let of = |all: Vec<String>| all.join(", ");
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let price = |price: Option<Money>| price.map(Money::coded).unwrap_or_default();
    let website = |id| shop.stores.website(id).map(|w| w.code.clone()).unwrap_or_default();
    let (act, amount) = act_row(rule.act);
    let named = categories.iter().filter(|c| rule.conditions.categories.contains(&c.id));
    [
        ("name", rule.name.clone()),
        ("description", rule.description.clone()),
        ("active", rule.active.to_string()),
        ("websites", of(rule.websites.iter().map(|id| website(*id)).collect())),
        ("customer_groups", of(rule.groups.iter().map(|id| shop.pricing.groups.name(*id).to_owned()).collect())),
        ("from", day(rule.from)),
        ("to", day(rule.to)),
        ("priority", rule.priority.to_string()),
        ("categories", of(named.map(|c| path(categories, c.id)).collect())),
        ("skus", of(texts(&rule.conditions.skus))),
        ("price_range", of(texts([price(rule.conditions.price_from), price(rule.conditions.price_to)]))),
        ("apply", act.to_owned()),
        ("discount_amount", amount),
        ("discard", rule.discard.to_string()),
    ]
}

/// Whether two make the same prices.
fn do_the_same(a: &Rule, b: &Rule) -> bool {
    let of = |rule: &Rule| Rule {
        name: String::new(),
        description: String::new(),
        since: Moment::default(),
        until: None,
        revision: 0,
        ..rule.clone()
    };
    of(a) == of(b)
}

impl By<'_, Permit<right::CatalogPriceRules>> {
    /// The shop as it is stored now, and the rules of it that the staff member has to do with, by their numbers.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn price_rules(&self) -> Result<(Shop, Vec<Rule>), StoreError> {
        let shop = self.store.read_shop().await?;
        let mine = |rule: &&Rule| rule.is_there() && self.permitted(rule).is_ok();
        let mut rules: Vec<Rule> = shop.pricing.rules.iter().filter(mine).cloned().collect();
        rules.sort_by_key(|rule| rule.number);
        Ok((shop, rules))
    }

    /// The categories that products can be in.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn categories(&self) -> Result<Vec<EditedCategory>, StoreError> {
        self.store.edited_categories(self.proof.websites()).await
    }

    /// A rule is changed by whoever is for all of its websites.
    fn permitted(&self, rule: &Rule) -> Result<(), StoreError> {
        let websites = self.proof.websites();
        let is_mine = *websites == Websites::All || rule.websites.iter().all(|id| websites.allows(*id));
        if is_mine { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Saves a rule, new or changed (`was`): what it does holds from the next request on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is of a website that the staff member is not for. [`StoreError::Invalid`], [`StoreError::Stale`].
    pub async fn save_price_rule(&self, was: Option<&Rule>, wanted: &Rule) -> Result<PriceRuleId, StoreError> {
        let saved = match was {
            Some(was) => self.write_rule(Some(was), wanted).await,
            // Two who make one at once each get a number.
            None => decide(|| self.write_rule(None, wanted)).await,
        }?;
        self.store.reload_shop().await?;
        Ok(saved)
    }

    async fn write_rule(&self, was: Option<&Rule>, wanted: &Rule) -> Result<PriceRuleId, StoreError> {
        let shop = self.store.read_shop().await?;
        let now = self.proof.origin().at;
        was.map_or(Ok(()), |was| self.permitted(was))?;
        let invalid = |field, flaw| Err(StoreError::Invalid(field, flaw));
        if wanted.websites.is_empty() || wanted.groups.is_empty() {
            return invalid(if wanted.websites.is_empty() { "websites" } else { "groups" }, Flaw::Required);
        }
        if self.permitted(wanted).is_err() || wanted.websites.iter().any(|id| shop.stores.website(*id).is_none()) {
            return invalid("websites", Flaw::NotAChoice);
        }
        // One that is gone may stay where it stood: it is nobody's.
        let stood = |id| was.is_some_and(|was| was.groups.contains(id));
        if wanted.groups.iter().any(|id| shop.pricing.groups.get(*id).is_none() && !stood(id)) {
            return invalid("groups", Flaw::NotAChoice);
        }
        let there = shop.pricing.rules.iter().filter(|rule| rule.is_there()).count();
        if was.is_none() && there >= MOST_RULES {
            return invalid("name", Flaw::TooMany(u32::try_from(MOST_RULES).unwrap_or(u32::MAX)));
        }
        // Where no day is said it begins with the one on which it is saved.
        let today = Day::of(&Zone::named(shop.config.time_zone()), now);
        let from = wanted.from.or(Some(today));
        in_order(from, wanted.to).map_err(|flaw| StoreError::Invalid("to", flaw))?;
        wanted.conditions.checked().map_err(|flaw| StoreError::Invalid("price_to", flaw))?;
        let newest = shop.pricing.rules.iter().map(|rule| rule.number).max().unwrap_or_default();
        let next = Rule {
            id: was.map_or_else(|| PriceRuleId::new(id_at(now)), |was| was.id),
            number: was.map_or_else(|| newest.saturating_add(1), |was| was.number),
            from,
            since: now,
            until: None,
            revision: was.map_or(0, |was| was.revision).saturating_add(1),
            ..wanted.clone()
        };
        let next = Rule { since: was.filter(|was| do_the_same(was, &next)).map_or(now, |was| was.since), ..next };
        let mut tx = self.store.tx(self.proof);
        match was {
            None => {
                let counted = Update::of(&stores::version()).add("number", 1).only_if("number", shop.version);
                tx.writes().must_update(&counted);
            }
            Some(was) if Rule { revision: was.revision, ..next.clone() } == *was => return Ok(was.id),
            Some(was) => {
                stores::moving_the_shop(&mut tx);
                if was.active && next.since != was.since {
                    let past = Rule { id: PriceRuleId::new(id_at(now)), until: Some(now), ..was.clone() };
                    tx.writes().create(&row(past.id), PriceRuleRow::of(&past));
                }
            }
        }
        tx.writes().replace(&row(next.id), was.map_or(0, |was| was.revision), PriceRuleRow::of(&next));
        for old in outdated(&shop, now) {
            tx.writes().delete(&row(old));
        }
        let categories = self.categories().await?;
        let action = if was.is_some() { Action::PriceRuleChanged } else { Action::PriceRuleCreated };
        let event = tx.event(action).on("price_rule", next.id, next.name.clone());
        tx.commit(event.changing(stores::changes(was.map(|was| told(&shop, &categories, was)), told(&shop, &categories, &next)))).await?;
        Ok(next.id)
    }

    /// Deletes a rule: it does nothing from the next request on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is of a website that the staff member is not for. [`StoreError::Stale`].
    pub async fn delete_price_rule(&self, was: &Rule) -> Result<(), StoreError> {
        self.permitted(was)?;
        let mut tx = self.store.tx(self.proof);
        stores::moving_the_shop(&mut tx);
        let ended = Update::of(&row(was.id)).set("until", Some(tx.origin().at.millis())).add("revision", 1);
        tx.writes().must_update(&ended.only_if("revision", was.revision));
        let event = tx.event(Action::PriceRuleDeleted).on("price_rule", was.id, was.name.clone());
        tx.commit(event.changing([Change::removed("name", was.name.clone())])).await?;
        self.store.reload_shop().await
    }

    /// Brings a rule back that was deleted, as it was: it holds again from the next request on, and prices of the past are told without it for
    /// as long as it was gone.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: none was deleted, or it is of a website that the staff member is not for. [`StoreError::Invalid`]: there are
    /// too many by now. [`StoreError::Stale`]: it is back already.
    pub async fn restore_price_rule(&self, id: PriceRuleId, revision: i64) -> Result<(), StoreError> {
        let shop = self.store.read_shop().await?;
        let rules = &shop.pricing.rules;
        let gone = rules.iter().find(|rule| rule.id == id).ok_or(StoreError::NotFound)?;
        self.permitted(gone)?;
        if gone.revision != revision || gone.is_there() {
            return Err(StoreError::Stale);
        }
        deleted(rules, id).ok_or(StoreError::NotFound)?;
        if rules.iter().filter(|rule| rule.is_there()).count() >= MOST_RULES {
            return Err(StoreError::Invalid("name", Flaw::TooMany(u32::try_from(MOST_RULES).unwrap_or(u32::MAX))));
        }
        let mut tx = self.store.tx(self.proof);
        let now = tx.origin().at;
        stores::moving_the_shop(&mut tx);
        if gone.active {
            let past = Rule { id: PriceRuleId::new(id_at(now)), ..gone.clone() };
            tx.writes().create(&row(past.id), PriceRuleRow::of(&past));
        }
        let back = Rule { since: now, until: None, revision: revision.saturating_add(1), ..gone.clone() };
        tx.writes().replace(&row(id), revision, PriceRuleRow::of(&back));
        let event = tx.event(Action::PriceRuleRestored).on("price_rule", id, back.name.clone());
        tx.commit(event.changing([Change::added("name", back.name)])).await?;
        self.store.reload_shop().await
    }
}

/// What rules were, and nobody is told of any more.
fn outdated(shop: &Shop, now: Moment) -> Vec<PriceRuleId> {
    let mut past: Vec<(Moment, PriceRuleId)> = shop.pricing.rules.iter().filter_map(|rule| Some((rule.until?, rule.id))).collect();
    past.sort_unstable();
    let too_many = past.len().saturating_sub(MOST_PAST);
    let old = past.iter().enumerate().filter(|(n, (until, _))| *n < too_many || !Past::is_told(*until, now));
    old.map(|(_, (_, id))| *id).collect()
}
