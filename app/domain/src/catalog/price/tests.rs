use super::{
    super::rule::*,
    trial::{MAIN, OTHER, rule, view_of},
    *,
};
use crate::{
    config::{Scope, Setting},
    ids::PriceRuleId,
    money::Currency,
    stores::Shop,
    time::Zone,
};
use proptest::prelude::*;
use uuid::Uuid;

const GENERAL: CustomerGroupId = CustomerGroupId::GENERAL;
const WHOLESALE: CustomerGroupId = CustomerGroupId::WHOLESALE;
pub(crate) const MUG: Subject<'_> = Subject { sku: "AL-101", categories: &[CategoryId::NOTHING, CategoryId::new(Uuid::from_u128(8))] };

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn percent(whole: u32) -> Percent {
    Percent::new(whole * 10_000).unwrap()
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().unwrap())
}

/// A moment of a day in a zone.
fn at(zone: &str, day: &str, hours: u64) -> Moment {
    day.parse::<Day>().unwrap().begins(&Zone::named(zone)).plus(Duration::from_secs(hours * 3_600))
}

/// Whose other website shows euros.
fn shop(rules: Vec<Rule>, set: &[(Scope, Setting, &str)]) -> Shop {
    trial::shop(rules, Currency::EUR, set)
}

pub(crate) fn seen(shop: &Shop, website: WebsiteId, group: CustomerGroupId, at: Moment) -> Seen<'_> {
    Seen::new(shop.view(view_of(website)).unwrap(), group, at)
}

fn plain(minor: i64) -> Asking {
    Asking { price: usd(minor), prices: BTreeMap::new(), advanced: Advanced::default() }
}

/// What one was before it was changed lies beside it, under its number: nobody brings that back.
#[test]
fn a_rule_that_was_deleted_comes_back_as_it_was_last_and_once() {
    let act = Act::ByPercent(percent(10));
    let at = |id: u128, until: Option<i64>| Rule {
        id: PriceRuleId::new(Uuid::from_u128(id)),
        until: until.map(Moment::from_millis),
        ..rule(1, act)
    };
    let id = |id: u128| PriceRuleId::new(Uuid::from_u128(id));
    let gone = [at(7, Some(20)), at(8, Some(30)), Rule { until: Some(Moment::from_millis(90)), ..rule(2, act) }];
    assert_eq!(deleted(&gone, id(8)).map(|rule| rule.until), Some(Some(Moment::from_millis(30))));
    assert_eq!((deleted(&gone, id(7)), deleted(&gone, id(9))), (None, None), "what it was before, and none");
    let there = [at(7, Some(20)), at(8, None)];
    assert_eq!((deleted(&there, id(8)), deleted(&there, id(7))), (None, None), "it is there");
}

pub(crate) fn noon() -> Moment {
    at("Europe/Berlin", "2026-11-21", 12)
}

/// What General pays for one mug in the main website at noon.
fn price(rules: Vec<Rule>, asking: &Asking) -> i64 {
    seen(&shop(rules, &[]), MAIN, GENERAL, noon()).offer(&MUG, asking, &[]).unwrap().price.minor()
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..=Percent::WHOLE).prop_map(|parts| Act::ByPercent(Percent::new(parts).unwrap())),
        (0..=Percent::WHOLE).prop_map(|parts| Act::ToPercent(Percent::new(parts).unwrap())),
        (0..100_000_i64).prop_map(|minor| Act::ByFixed(usd(minor))),
        (0..100_000_i64).prop_map(|minor| Act::ToFixed(usd(minor))),
    ]
}

pub(crate) fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let one = (acts(), 0..3_u32, any::<bool>(), any::<bool>(), any::<bool>());
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        let rule = |(number, (act, priority, discard, active, wholesale))| Rule {
            priority,
            discard,
            active,
            groups: if wholesale { [WHOLESALE].into() } else { [GENERAL].into() },
            ..rule(number, act)
        };
        (1..).zip(all).map(rule).collect()
    })
}

pub(crate) fn asking() -> impl Strategy<Value = Asking> {
    let tier = (0..3_usize, 0..3_usize, 1..6_u32, prop_oneof![(0..100_000_i64).prop_map(Ok), (0..=Percent::WHOLE).prop_map(Err)]);
    let special = proptest::option::of(0..100_000_i64);
    (0..100_000_i64, special, proptest::collection::vec(tier, 0..8)).prop_map(|(minor, special, tiers)| {
        let tier = |(website, group, quantity, price): (usize, usize, u32, Result<i64, u32>)| Tier {
            website: [None, Some(MAIN), Some(OTHER)][website],
            group: [None, Some(GENERAL), Some(WHOLESALE)][group],
            quantity,
            price: price.map_or_else(|parts| TierPrice::Discount(Percent::new(parts).unwrap()), |minor| TierPrice::Fixed(usd(minor))),
        };
        let special = Special { price: special.map(usd), ..Special::default() };
        let tiers = tiers.into_iter().map(tier).collect();
        Asking { advanced: Advanced { special, tiers, ..Advanced::default() }, ..plain(minor) }
    })
}

proptest! {
    #[test]
    fn a_price_is_never_above_the_regular_one_nor_below_nothing_and_more_pieces_never_cost_more_each(
        rules in rules(), asking in asking(), quantity in 1..100_u32, other: bool, wholesale: bool
    ) {
        let (website, group) = (if other { OTHER } else { MAIN }, if wholesale { WHOLESALE } else { GENERAL });
        let offer = seen(&shop(rules, &[]), website, group, noon()).offer(&MUG, &asking, &[]).unwrap();
        prop_assert!(offer.of(quantity).minor() >= 0 && offer.of(quantity).minor() <= offer.price.minor());
        prop_assert!(offer.price.minor() <= offer.regular.minor());
        prop_assert!(offer.of(quantity + 1).minor() <= offer.of(quantity).minor());
        prop_assert!(offer.steps.is_sorted_by(|a, b| a.0 < b.0 && a.1.minor() > b.1.minor()));
        prop_assert!(offer.steps.iter().all(|(_, price)| offer.saved(*price) <= 100));
    }

    #[test]
    fn the_order_in_which_rows_and_rules_stand_does_not_matter(rules in rules(), asking in asking(), quantity in 1..9_u32) {
        let mut turned = (rules.clone(), asking.clone());
        turned.0.reverse();
        turned.1.advanced.tiers.reverse();
        let of = |rules, asking| seen(&shop(rules, &[]), MAIN, GENERAL, noon()).offer(&MUG, asking, &[]).unwrap().of(quantity);
        prop_assert_eq!(of(rules, &asking), of(turned.0, &turned.1));
    }

    #[test]
    fn what_is_said_for_one_group_is_nothing_to_another(rules in rules(), asking in asking()) {
        let others = |rule: &Rule| !rule.groups.contains(&GENERAL);
        let without: Vec<Rule> = rules.iter().filter(|rule| !others(rule)).cloned().collect();
        let mut own = asking.clone();
        own.advanced.tiers.retain(|tier| tier.group != Some(WHOLESALE) && tier.website != Some(OTHER));
        let of = |rules, asking| seen(&shop(rules, &[]), MAIN, GENERAL, noon()).offer(&MUG, asking, &[]).unwrap();
        prop_assert_eq!(of(rules, &asking), of(without, &own));
    }

    #[test]
    fn what_a_line_costs_is_what_the_page_says_of_so_many(asking in asking(), quantity in 1..99_u32) {
        use crate::cart::{Cart, PricedCart, Quantity};
        let offer = seen(&shop(Vec::new(), &[]), MAIN, GENERAL, noon()).offer(&MUG, &asking, &[]).unwrap();
        let product = crate::cart::tests::costing(offer.clone());
        let lines = vec![(product.id, Quantity::new(quantity).unwrap())];
        let cart = PricedCart::of(Cart { lines: lines.clone(), ..Cart::empty(crate::ids::CartId::NOTHING) }, &[product]).unwrap();
        prop_assert_eq!(cart.subtotal, Some(offer.of(quantity).times(quantity).unwrap()));
        prop_assert_eq!(cart.part(vec![(lines[0].0, Quantity::ONE)]).unwrap().subtotal, Some(offer.of(quantity)), "sent elsewhere, it is bought at once");
    }
}

#[test]
fn each_rule_works_on_what_the_one_before_left_and_each_result_is_rounded() {
    let two = |first: Act, second: Act| vec![rule(1, first), rule(2, second)];
    assert_eq!(price(two(Act::ByPercent(percent(10)), Act::ByPercent(percent(10))), &plain(999)), 809, "899.1, then 809.1");
    assert_eq!(price(two(Act::ByPercent(percent(50)), Act::ByFixed(usd(100))), &plain(1_001)), 401, "500.5 is 501");
    assert_eq!(price(two(Act::ByFixed(usd(100)), Act::ByPercent(percent(50))), &plain(1_001)), 451);
    assert_eq!(price(vec![rule(1, Act::ToPercent(percent(40)))], &plain(1_000)), 400);
    assert_eq!(price(vec![rule(1, Act::ToFixed(usd(300)))], &plain(1_000)), 300);
    assert_eq!(price(vec![rule(1, Act::ToFixed(usd(3_000)))], &plain(1_000)), 1_000, "nothing is raised");
    assert_eq!(price(vec![rule(1, Act::ByFixed(usd(3_000)))], &plain(1_000)), 0);
}

#[test]
fn priority_comes_before_age_and_what_discards_the_others_ends_it() {
    let first = Rule { priority: 1, ..rule(1, Act::ByFixed(usd(100))) };
    let half = Rule { priority: 0, ..rule(2, Act::ByPercent(percent(50))) };
    assert_eq!(price(vec![first.clone(), half.clone()], &plain(1_000)), 400);
    assert_eq!(price(vec![first.clone(), Rule { discard: true, ..half.clone() }], &plain(1_000)), 500);
    assert_eq!(price(vec![first, Rule { discard: true, active: false, ..half }], &plain(1_000)), 900, "what is off discards nothing");
}

#[test]
fn the_lowest_wins_and_rules_begin_with_the_regular_price() {
    let special = |minor| Advanced { special: Special { price: Some(usd(minor)), ..Special::default() }, ..Advanced::default() };
    let asks = |advanced| Asking { advanced, ..plain(1_000) };
    let tenth = || vec![rule(1, Act::ByPercent(percent(10)))];
    assert_eq!(price(tenth(), &asks(special(950))), 900);
    assert_eq!(price(tenth(), &asks(special(850))), 850, "and not a tenth less");
    let tier = Tier { website: None, group: Some(GENERAL), quantity: 1, price: TierPrice::Discount(percent(20)) };
    assert_eq!(price(tenth(), &asks(Advanced { tiers: vec![tier], ..special(850) })), 800);
}

#[test]
fn conditions_hold_all_at_once() {
    let of = |conditions: Conditions| price(vec![Rule { conditions, ..rule(1, Act::ByFixed(usd(1))) }], &plain(1_000)) == 999;
    let skus = |sku: &str| Conditions { skus: [sku.to_owned()].into(), ..Conditions::default() };
    let costs = |from, to| Conditions { price_from: Some(usd(from)), price_to: Some(usd(to)), ..Conditions::default() };
    assert!(of(Conditions::default()) && of(skus("AL-101")) && !of(skus("AL-102")));
    assert!(of(costs(1_000, 1_000)) && !of(costs(1_001, 2_000)) && !of(costs(0, 999)));
    let elsewhere = CategoryId::new(Uuid::from_u128(7));
    assert!(!of(Conditions { categories: [elsewhere].into(), ..skus("AL-101") }), "of two that are said, both");
    for one in MUG.categories {
        assert!(of(Conditions { categories: [elsewhere, *one].into(), ..skus("AL-101") }), "any that it stands in");
    }
}

#[test]
fn a_special_price_has_the_days_of_the_shop_and_a_rule_those_of_the_website() {
    let days = Special { price: Some(usd(500)), from: day("2026-10-25"), to: day("2026-10-25") };
    let special = Asking { advanced: Advanced { special: days, ..Advanced::default() }, ..plain(1_000) };
    let ruled = shop(vec![Rule { from: day("2026-10-25"), to: day("2026-10-25"), ..rule(1, Act::ToFixed(usd(500))) }], &[]);
    let plain_shop = shop(Vec::new(), &[]);
    let is_less = |shop: &Shop, asking: &Asking, at: Moment| seen(shop, OTHER, GENERAL, at).offer(&MUG, asking, &[]).unwrap().is_reduced();
    // The day on which clocks are set back in Berlin has 25 hours.
    for (zone, shop, asking, hours) in [("Europe/Berlin", &plain_shop, &special, 25), ("America/New_York", &ruled, &plain(1_000), 24)] {
        let begins = at(zone, "2026-10-25", 0);
        let ends = begins.plus(Duration::from_secs(hours * 3_600));
        let around = [before(begins), begins, before(ends), ends].map(|at| is_less(shop, asking, at));
        assert_eq!(around, [false, true, true, false], "{zone}");
    }
}

#[test]
fn a_website_says_of_a_special_price_what_it_wants_and_follows_else() {
    let all = Special { price: Some(usd(500)), from: None, to: day("2026-11-30") };
    let own = Special { price: Some(usd(400)), ..Special::default() };
    let later = Special { from: day("2026-12-01"), ..Special::default() };
    let asks = |own| Asking { advanced: Advanced { special: all, specials: [(MAIN, own)].into(), ..Advanced::default() }, ..plain(1_000) };
    assert_eq!((price(Vec::new(), &asks(own)), price(Vec::new(), &asks(later))), (400, 1_000));
    let elsewhere = seen(&shop(Vec::new(), &[]), OTHER, GENERAL, noon()).offer(&MUG, &asks(own), &[]).unwrap();
    assert_eq!(elsewhere.price, Money::new(250, Currency::EUR), "exchanged as any price is");
    assert_eq!(Special { from: day("2026-11-02"), to: day("2026-11-01"), ..all }.checked(), Err(Flaw::EndsBeforeItBegins));
    assert_eq!(Special { from: day("2026-11-02"), to: day("2026-11-02"), ..all }.checked().map(|s| s.to), Ok(day("2026-11-02")));
}

#[test]
fn two_rows_of_a_product_are_never_for_the_same() {
    let tier = |quantity, minor| Tier { website: None, group: None, quantity, price: TierPrice::Fixed(usd(minor)) };
    let one = Advanced::default().with_tier(tier(5, 900)).unwrap();
    assert_eq!(one.with_tier(tier(5, 800)), Err(Flaw::SameTier));
    let two = one.with_tier(tier(2, 950)).unwrap();
    let offer = seen(&shop(Vec::new(), &[]), MAIN, GENERAL, noon()).offer(&MUG, &Asking { advanced: two.clone(), ..plain(1_000) }, &[]);
    let offer = offer.unwrap();
    assert_eq!(offer.steps, [(2, usd(950)), (5, usd(900))]);
    assert_eq!([1, 2, 4, 5, 99].map(|n| offer.of(n).minor()), [1_000, 950, 950, 900, 900]);
    assert_eq!((offer.saved(usd(950)), offer.saved(usd(900))), (5, 10));
    assert_eq!(two.without_tier(tier(2, 0).place()), one);
}

const TOLD: &[(Scope, Setting, &str)] = &[(Scope::Default, Setting::LowestPrice, "1")];

#[test]
fn beside_a_reduced_price_stands_the_lowest_of_the_thirty_days_before_it_was() {
    let on = |day: &str| at("Europe/Berlin", day, 0);
    let past = |until: &str, minor| Past { until: on(until), asked: plain(minor) };
    let special = Special { price: Some(usd(700)), from: day("2026-11-15"), to: None };
    let asking = Asking { advanced: Advanced { special, ..Advanced::default() }, ..plain(1_200) };
    let lowest =
        |past: &[Past]| seen(&shop(Vec::new(), TOLD), MAIN, GENERAL, noon()).offer(&MUG, &asking, past).unwrap().lowest.map(Money::minor);
    assert_eq!(lowest(&[]), Some(1_200));
    assert_eq!(lowest(&[past("2026-10-20", 800), past("2026-11-01", 1_000)]), Some(800), "it cost that within the thirty days");
    assert_eq!(lowest(&[past("2026-10-10", 500), past("2026-11-01", 1_000)]), Some(1_000), "that was before them");
    assert_eq!(lowest(&[past("2026-11-18", 1_000)]), Some(1_000), "the special price came while the days of it ran");
    let untold = seen(&shop(Vec::new(), &[]), MAIN, GENERAL, noon()).offer(&MUG, &asking, &[]).unwrap();
    assert_eq!(untold.lowest, None);
    let unreduced = seen(&shop(Vec::new(), TOLD), MAIN, GENERAL, on("2026-11-14")).offer(&MUG, &asking, &[]).unwrap();
    assert_eq!(unreduced.lowest, None);
}

#[test]
fn what_rules_were_before_they_were_changed_or_deleted_is_known_as_well() {
    let on = |day: &str| at("Europe/Berlin", day, 0);
    let gone = Rule { since: on("2026-10-01"), until: Some(on("2026-11-01")), ..rule(1, Act::ByPercent(percent(30))) };
    let now = Rule { since: on("2026-11-20"), ..rule(2, Act::ByPercent(percent(20))) };
    let offer = seen(&shop(vec![gone, now], TOLD), MAIN, GENERAL, noon()).offer(&MUG, &plain(1_000), &[]).unwrap();
    assert_eq!((offer.price, offer.lowest), (usd(800), Some(usd(700))), "no reduction at all, and who reads it sees that");
}

#[test]
fn of_the_past_only_so_much_is_kept() {
    let mut past = Vec::new();
    for n in 0..200_u64 {
        past = Past::with(&past, plain(i64::try_from(n).unwrap()), noon().plus(Duration::from_secs(n)));
    }
    assert_eq!((past.len(), past.last().unwrap().asked.price), (50, usd(199)));
    let later = noon().plus(Duration::from_secs(401 * 24 * 3_600));
    assert_eq!(Past::with(&past, plain(1), later).len(), 1);
}
