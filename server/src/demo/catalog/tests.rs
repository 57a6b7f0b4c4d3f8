//! What holds of the demo shop's files.

use super::{super::slug, LANGUAGES, catalog, texts};
use crate::demo::plain;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_whole_shop_is_about_two_hundred_products_in_a_dozen_categories() {
    let counts: Vec<(&str, usize)> = catalog().category.iter().map(|c| (c.key.as_str(), c.first.len() + c.more.len())).collect();
    assert_eq!(counts.len(), 12);
    assert!(counts.iter().all(|(_, count)| (10..=30).contains(count)), "{counts:?}");
    assert!((200..=240).contains(&catalog().products().count()), "{counts:?}");
    assert_eq!(catalog().first(), 60, "what the tests know");
    let mut also = catalog().products().flat_map(|(_, product)| &product.also);
    assert!(also.all(|key| counts.iter().any(|(known, _)| known == key)), "each is a category");
}

#[test]
fn each_language_has_words_for_everything_and_for_nothing_else() {
    let categories: BTreeSet<&str> = catalog().category.iter().map(|c| c.key.as_str()).collect();
    let products: BTreeSet<&str> = catalog().products().map(|(_, p)| p.key.as_str()).collect();
    assert_eq!(products.len(), catalog().products().count(), "URL keys are unique");
    for (tag, _) in LANGUAGES {
        let texts = texts(tag).unwrap();
        assert_eq!(texts.category.keys().map(String::as_str).collect::<BTreeSet<_>>(), categories, "{tag}");
        assert_eq!(texts.product.keys().map(String::as_str).collect::<BTreeSet<_>>(), products, "{tag}");
        let mut names = BTreeMap::new();
        for (key, words) in &texts.product {
            if let Some(other) = names.insert(slug(&plain(&words.name)), key) {
                panic!("{tag}: {key} and {other} have the same address");
            }
            assert!(tag != "en" || slug(&words.name) == *key, "{key} is not the address of {:?}", words.name);
            assert!((6..=60).contains(&words.name.chars().count()), "{tag}: {:?}", words.name);
            let sentences = words.text.matches(['.', '?', '!']).count();
            assert!((1..=4).contains(&sentences) && (40..=240).contains(&words.text.len()), "{tag}, {key}: {}", words.text);
            assert!(words.text.ends_with('.') && !words.text.contains("  "), "{tag}, {key}: {}", words.text);
            assert!(words.text.trim() == words.text && words.name.trim() == words.name, "{tag}, {key}");
        }
    }
}

#[test]
fn prices_are_sensible_and_stock_varies() {
    for (_, product) in catalog().products() {
        assert!((350..=150_000).contains(&product.cents) && product.cents % 10 == 0, "{}: {}", product.key, product.cents);
        assert!(product.hue < 360, "{}", product.key);
    }
    let stock = |wanted: std::ops::RangeInclusive<u32>| catalog().products().filter(|(_, p)| wanted.contains(&p.stock)).count();
    assert!((5..20).contains(&stock(0..=0)), "a few are gone");
    assert!((3..20).contains(&stock(1..=9)), "of a few there are a few");
}

#[test]
fn a_whole_shop_asks_less_for_some_and_shows_some_beside_others_and_a_small_one_is_plain() {
    let all: Vec<_> = crate::demo::products(catalog().products().count(), &crate::demo::Drawn::new());
    let skus: BTreeSet<&str> = all.iter().flat_map(|c| &c.products).map(|p| p.sku.as_str()).collect();
    let has = |of: fn(&store::DemoProduct) -> bool| all.iter().flat_map(|c| &c.products).filter(|product| of(product)).count();
    assert!(has(|p| p.advanced.special.price.is_some_and(|price| price.minor() < p.price.minor())) >= 8);
    assert!(has(|p| !p.advanced.tiers.is_empty()) >= 4 && has(|p| !p.related.is_empty()) >= 20);
    for product in all.iter().flat_map(|c| &c.products) {
        assert!(product.related.iter().all(|sku| skus.contains(sku.as_str()) && *sku != product.sku), "{}", product.sku);
    }
    for product in catalog().products().map(|(_, product)| product) {
        assert!(product.related.iter().all(|key| catalog().sku(key).is_some()), "{}", product.key);
        assert!(product.special.is_none_or(|special| special < product.cents), "{}", product.key);
        assert!(product.tier.is_none_or(|(from, each)| from > 1 && each < product.cents), "{}", product.key);
    }
    let small = crate::demo::products(catalog().first(), &crate::demo::Drawn::new());
    assert!(
        small.iter().flat_map(|c| &c.products).all(|p| p.related.is_empty() && p.advanced == domain::catalog::price::Advanced::default())
    );
}

/// The shop can be made as large as one likes, so what a number is added to must not end in one.
#[test]
fn no_sku_is_given_twice() {
    let codes: Vec<&str> = catalog().category.iter().map(|c| c.sku.as_str()).collect();
    for (n, code) in codes.iter().enumerate() {
        assert!(codes.iter().skip(n + 1).all(|other| !other.starts_with(code) && !code.starts_with(other)), "{code}");
    }
    let skus: Vec<String> =
        crate::demo::products(2_000, &crate::demo::Drawn::new()).into_iter().flat_map(|c| c.products).map(|p| p.sku).collect();
    assert_eq!((skus.iter().collect::<BTreeSet<_>>().len(), skus.len()), (2_000, 2_000));
}

#[test]
fn what_is_shown_is_drawn() {
    let drawn: BTreeSet<&str> = crate::demo::drawings::names().collect();
    for (_, product) in catalog().products() {
        assert!(drawn.contains(product.drawing.as_str()), "{}: {}", product.key, product.drawing);
    }
}
