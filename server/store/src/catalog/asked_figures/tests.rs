use super::*;
use crate::{catalog::PlaceRow, record};
use domain::{
    catalog::{
        price::{
            Advanced,
            trial::{MAIN, OTHER, rule, shop, view_of},
        },
        rule::{Act, Conditions, Rule},
    },
    ids::CustomerGroupId,
    time::{Moment, Zone},
};
use proptest::prelude::*;
use std::time::Duration;
use uuid::Uuid;

const SHELVES: [CategoryId; 2] = [CategoryId::new(Uuid::from_u128(7)), CategoryId::new(Uuid::from_u128(8))];
const GROUPS: [CustomerGroupId; 2] = [CustomerGroupId::GENERAL, CustomerGroupId::WHOLESALE];
const DAYS: u64 = 6;

fn day(n: u64) -> Day {
    Day::of(&Zone::default(), Moment::from_millis(1_795_000_000_000).plus(Duration::from_secs(n * 86_400)))
}

fn sums() -> impl Strategy<Value = Money> {
    (0..100_000_i64, prop_oneof![3 => Just(Currency::USD), 1 => Just(Currency::EUR), 1 => Just(Currency::GBP)])
        .prop_map(|(minor, currency)| Money::new(minor, currency))
}

fn percents() -> impl Strategy<Value = Percent> {
    (0..=Percent::WHOLE).prop_map(|parts| Percent::new(parts).unwrap())
}

fn days() -> impl Strategy<Value = Option<Day>> {
    proptest::option::of((0..DAYS).prop_map(day))
}

fn specials() -> impl Strategy<Value = Special> {
    (proptest::option::of(sums()), days(), days()).prop_map(|(price, from, to)| Special { price, from, to })
}

fn tiers() -> impl Strategy<Value = Tier> {
    let price = prop_oneof![sums().prop_map(TierPrice::Fixed), percents().prop_map(TierPrice::Discount)];
    (0..3_usize, 0..3_usize, 1..3_u32, price).prop_map(|(website, group, quantity, price)| Tier {
        website: [None, Some(MAIN), Some(OTHER)][website],
        group: [None, Some(GROUPS[0]), Some(GROUPS[1])][group],
        quantity,
        price,
    })
}

/// With rows of Customer Group Price as pages let them be: none is for the same as another.
fn advanced() -> impl Strategy<Value = Advanced> {
    let own = proptest::collection::btree_map(prop_oneof![Just(MAIN), Just(OTHER)], specials(), 0..3);
    (specials(), own, proptest::collection::vec(tiers(), 0..8)).prop_map(|(special, specials, tiers)| {
        let advanced = Advanced { special, specials, tiers: Vec::new() };
        tiers.into_iter().fold(advanced, |advanced, tier| advanced.with_tier(tier).unwrap_or(advanced))
    })
}

fn conditions() -> impl Strategy<Value = Conditions> {
    let categories = proptest::collection::btree_set(prop_oneof![Just(SHELVES[0]), Just(SHELVES[1])], 0..2);
    let skus = proptest::collection::btree_set(prop_oneof![Just("AL-101".to_owned()), Just("AL-102".to_owned())], 0..2);
    (categories, skus, proptest::option::of(sums()), proptest::option::of(sums()))
        .prop_map(|(categories, skus, price_from, price_to)| Conditions { categories, skus, price_from, price_to })
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let act = prop_oneof![
        percents().prop_map(Act::ByPercent),
        percents().prop_map(Act::ToPercent),
        sums().prop_map(Act::ByFixed),
        sums().prop_map(Act::ToFixed),
    ];
    let one = (act, 0..3_u32, any::<(bool, bool, bool)>(), conditions(), days(), days());
    proptest::collection::vec(one, 0..5).prop_map(|all| {
        let made = |(number, (act, priority, (discard, wholesale, everywhere), conditions, from, to)): (i64, _)| Rule {
            websites: if everywhere { [MAIN, OTHER].into() } else { [MAIN].into() },
            groups: if wholesale { GROUPS.into() } else { [GROUPS[0]].into() },
            from,
            to,
            priority,
            conditions,
            discard,
            ..rule(number, act)
        };
        (1..).zip(all).map(made).collect()
    })
}

proptest! {
    /// In each website, for each group, at each minute around those at which days begin.
    #[test]
    fn what_a_list_is_narrowed_and_sorted_by_is_what_the_product_s_page_says(
        rules in rules(), advanced in advanced(), price in sums(), own in proptest::option::of(sums()),
        stands in proptest::collection::vec(any::<bool>(), 2), is_euro: bool, hours in 0..24 * DAYS, minutes in -1..2_i64,
    ) {
        // For euros there is a rate, for pounds there is none.
        let shop = shop(rules, if is_euro { Currency::EUR } else { Currency::GBP }, &[]);
        let places = SHELVES.iter().zip(stands).filter(|(_, stands)| *stands);
        let row = ProductRow {
            // As one that a shop from before has twice.
            sku: "al-101".to_owned(),
            sku_key: "al-101".to_owned(),
            places: places.map(|(category, _)| PlaceRow { category: category.to_string(), position: 0 }).collect(),
            prices: own.iter().map(|own| PriceRow::of((&OTHER, own))).collect(),
            advanced: ProductRow::asking_less(&advanced),
            ..ProductRow::bare(record("product", "mug"), price)
        };
        let at = day(0).begins(&Zone::default()).plus(Duration::from_secs(hours * 3_600));
        let at = Moment::from_millis(at.millis() + minutes * 60_000);
        for (website, group) in [(MAIN, GROUPS[0]), (MAIN, GROUPS[1]), (OTHER, GROUPS[0]), (OTHER, GROUPS[1])] {
            let seen = Seen::new(shop.view(view_of(website)).unwrap(), group, at);
            let said = row.offer(Some(&seen)).unwrap().price;
            prop_assert_eq!(facts(&seen).of(&row).price, said.minor(), "{} {}", website, group);
        }
    }
}

#[test]
fn a_product_of_which_nothing_is_known_costs_nothing_and_is_not_in_stock() {
    let shop = shop(Vec::new(), Currency::EUR, &[]);
    let seen = Seen::new(shop.view(view_of(MAIN)).unwrap(), GROUPS[0], Moment::from_millis(0));
    assert_eq!(facts(&seen).of_nothing(), Fact { price: 0, in_stock: false, has: Vec::new() });
    assert_ne!(number_of("AL-101"), number_of("AL-102"));
    assert_eq!(number_of(""), i64::from_be_bytes(0xcbf2_9ce4_8422_2325_u64.to_be_bytes()), "as other programs count them");
}

#[test]
fn what_is_made_of_prices_while_other_rules_hold_goes_by_another_name_and_all_for_whom_the_same_hold_ask_for_one() {
    let since = day(0).begins(&Zone::default()).plus(Duration::from_secs(36_000));
    let half = Act::ByPercent(Percent::new(Percent::WHOLE / 2).unwrap());
    let shop = shop(vec![Rule { since, ..rule(1, half) }], Currency::EUR, &[]);
    let view = shop.view(view_of(MAIN)).unwrap();
    let name = |later: i64, group| price(&Seen::new(view, group, Moment::from_millis(since.millis() + later))).name;
    assert_ne!(name(-1, GROUPS[0]), name(0, GROUPS[0]), "a request may be older than the rule that it hears of");
    assert_eq!(name(0, GROUPS[0]), name(60_000, GROUPS[0]));
    assert_eq!(name(-1, GROUPS[1]), name(0, GROUPS[1]), "for whom the rule is not");
}
