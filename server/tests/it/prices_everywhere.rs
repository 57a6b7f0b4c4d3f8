//! One price in all places: whatever rules, group prices and special prices chance makes, a customer reads the same in lists, on the product's
//! page, in the cart and in the order, and so does whoever is in his account.

use crate::{
    checkout::{number, puts},
    prices::{adds_tier, prices, rules},
};
use actors::{Answer, Browser, Shop};
use domain::{
    ids::CustomerGroupId,
    time::{Day, Zone},
};
use std::{collections::BTreeSet, time::Duration};

const MUG: &str = "/product/harbour-mug";
const LISTS: [&str; 2] = ["/category/kitchen", "/search?q=harbour+mug"];
const SUCCESS: &str = "/checkout/onepage/success";

fn behind<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {text}")).1
}

/// The price that is to be paid, behind a mark in a page: beside a reduced one the regular one stands behind it.
fn shown(page: &Answer, mark: &str) -> String {
    let (attributes, text) = behind(behind(&page.html, mark), "class=\"price").split_once('>').unwrap();
    let text = if attributes.contains("reduced") { behind(text, "<ins>") } else { text };
    text.split('<').next().unwrap().trim().to_owned()
}

/// In each list, on the page and in the cart.
async fn everywhere(browser: &mut Browser) -> Vec<String> {
    let mut all = vec![shown(&browser.get(MUG).await, "<h1>")];
    for list in LISTS {
        all.push(shown(&browser.get(list).await, "href=\"/product/harbour-mug\""));
    }
    all.push(shown(&browser.get("/checkout/cart").await, "data-label=\"Price\""));
    all
}

#[tokio::test]
async fn chance_makes_prices_and_each_is_the_same_in_list_page_cart_order_and_visit() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let shop = Shop::open().await;
    let (mut rosa, mut ada, mut theo) = (shop.staff("rosa").await, shop.customer("ada").await, shop.staff("theo").await);
    theo.logs_in_as("ada").await;
    let (general, page) = (CustomerGroupId::GENERAL.to_string(), prices(&mut rosa, "Harbour Mug").await);
    let zone = Zone::named("UTC");
    let today = Day::of(&zone, shop.now());
    let tomorrow = Day::of(&zone, today.ends(&zone));
    let mut prices = BTreeSet::new();
    for round in 0..8 {
        let mut sum = |least: u32, most: u32| {
            let cents = random.u32(least..most);
            format!("{}.{:02}", cents / 100, cents % 100)
        };
        let (fixed, tier, special) = (sum(1, 50), sum(600, 1_400), sum(600, 1_400));
        let (apply, amount) = match random.u8(..4) {
            0 => ("by_percent", random.u8(1..15).to_string()),
            1 => ("to_percent", random.u8(85..99).to_string()),
            2 => ("by_fixed", fixed),
            _ => ("to_fixed", tier.clone()),
        };
        let day = [today, tomorrow][random.usize(..2)].to_string();
        let priority = random.u8(..3).to_string();
        let rule = [("apply", apply), ("discount_amount", &*amount), ("priority", &*priority), ("from", &*day)];
        rules(&mut rosa, &format!("Rule {round}"), &rule).await;
        if random.bool() {
            // One of before is refused: it stays.
            let quantity = random.u8(1..4).to_string();
            adds_tier(&mut rosa, &page, &[("tier_group", &general), ("tier_quantity", &quantity), ("tier_price", &tier)]).await;
        }
        if random.bool() {
            let saved = rosa.edits(&page, &page, &[("special_price", &special), ("special_from", &day), ("special_to", "")]).await;
            assert_eq!(saved.status, 303, "{}", saved.html);
        }
        puts(&mut ada, "harbour-mug", "1").await;
        let own = everywhere(&mut ada).await;
        let assisted = everywhere(&mut theo).await;
        let review = ada.reviews().await;
        assert_eq!(ada.sends(&review, "/checkout", &[("do", "place")]).await.location, SUCCESS, "seed {seed}, round {round}");
        let number = number(&mut ada).await;
        let order = rosa.get("/admin/sales/orders").await.link_of(&number).unwrap();
        let order = rosa.get(&order).await;
        let cell = behind(&order.html, "data-label=\"Price\"").split_once('>').unwrap().1;
        let ordered = cell.split('<').next().unwrap().trim().to_owned();
        let told: BTreeSet<&String> = own.iter().chain(&assisted).chain([&ordered]).collect();
        assert_eq!(told.len(), 1, "seed {seed}, round {round}: {own:?}, in a visit {assisted:?}, ordered at {ordered}");
        prices.insert(ordered);
    }
    assert!(prices.iter().any(|price| price != "$14.00"), "seed {seed}: chance made no other price than the regular one");
}

/// It heard of the rule before the moment since which that holds had come there, and what it kept was told until the next day.
#[tokio::test]
async fn what_a_program_keeps_whose_clock_is_behind_is_nobody_s_price_once_a_rule_holds_there_too() {
    let behind = Duration::from_secs(2);
    let shop = Shop::open().await;
    let other = shop.beside_behind(behind).await;
    rules(&mut shop.staff("rosa").await, "Everybody", &[("apply", "to_fixed"), ("discount_amount", "12")]).await;
    other.store.reload_shop().await.unwrap();
    let told = async || {
        let mut all = vec![shown(&other.guest().get(MUG).await, "<h1>")];
        for list in ["/", "/category/kitchen?sort=price&from=1"].into_iter().chain(LISTS) {
            all.push(shown(&other.guest().get(list).await, "href=\"/product/harbour-mug\""));
        }
        all
    };
    assert_eq!(told().await, ["$14.00"; 5], "it holds there since a moment that has not come yet");
    other.advance(behind);
    assert_eq!(told().await, ["$12.00"; 5]);
}
