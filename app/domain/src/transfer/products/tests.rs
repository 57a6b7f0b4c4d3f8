//! Lines of products, and what they make of them.

use super::{onto::amount, *};
use crate::{
    access::Websites,
    catalog::{
        attribute::{Attribute, Input, Label, Labelled, NO, Value, YES, tests::attribute},
        edit::{EditedCategory, Texts, Told, Worded},
        pictures::{FileHash, Image},
        stock::Backorders,
    },
    customers::group::{Group, Groups},
    ids::{CategoryId, CustomerGroupId, ProductId},
    money::Currency,
    stores::Stores,
    transfer::cells::EMPTIED,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn category(n: u128, parent: Option<u128>, name: &str) -> EditedCategory {
    let id = |n| CategoryId::new(uuid::Uuid::from_u128(n));
    let all = Texts { slug: name.to_lowercase(), name: name.to_owned(), description: String::new() };
    EditedCategory {
        id: id(n),
        parent: parent.map(id),
        root: id(parent.unwrap_or(n)),
        position: 0,
        enabled: true,
        in_menu: true,
        turns: (0, 0),
        texts: Worded { all, own: BTreeMap::new() },
        meta: Told::default(),
        revision: 0,
    }
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn header(names: &[&str]) -> Header {
    let known: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
    Header::of(&known, SKU, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
}

fn wanted(names: &[&str], cells: &[&str]) -> Result<Wanted, Vec<Trouble>> {
    read(&header(names), &Line { row: 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }, &[])
}

#[test]
fn a_new_product_needs_what_a_shop_cannot_do_without_and_an_old_one_its_sku() {
    let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let (stores, websites) = (Stores::default(), Websites::All);
    let related = BTreeMap::from([("cup-1".to_owned(), ProductId::new(uuid::Uuid::from_u128(9)))]);
    let around = Around {
        stores: &stores,
        categories: &Shelves::of(&categories),
        websites: &websites,
        groups: &Groups::default(),
        attributes: &[],
        related: &related,
    };
    let names = ["sku", "name", "price", "categories", "qty", "url_key"];
    let line = ["mug-1", "Größe Mug", "12.500000", "Default Category, Default Category/Kitchen", "100.0000", ""];
    let new = wanted(&names, &line).unwrap().onto(None, ProductId::NOTHING, &around).unwrap();
    assert_eq!((new.texts.all.slug.as_str(), new.price.written(SIGNS).as_str(), new.stock), ("grosse-mug", "12.50", 100));
    assert_eq!(around.paths(&new), ["Default Category", "Default Category/Kitchen"]);
    for (missing, column) in [(1, "name"), (2, "price"), (3, "categories")] {
        let mut line = line;
        line[missing] = "";
        let refused = wanted(&names, &line).unwrap().onto(None, ProductId::NOTHING, &around);
        assert_eq!(refused, Err(Trouble::Cell(column, Flaw::Required)));
    }
    let pieces = read(&header(&["sku", "qty"]), &Line { row: 2, cells: owned(&["cup-2", "7"]) }, STOCK).unwrap();
    assert_eq!(pieces.onto(None, new.id, &around), Err(Trouble::NoSuchProduct), "pieces make no products");
    let same = wanted(&["sku"], &["mug-1"]).unwrap().onto(Some(&new), new.id, &around).unwrap();
    assert_eq!(same, new, "what is not said stays");
    let dearer = wanted(&["sku", "price"], &["mug-1", "13"]).unwrap().onto(Some(&new), new.id, &around).unwrap();
    assert_eq!((dearer.price.minor(), &dearer.texts), (1_300, &new.texts));
    let nowhere = wanted(&["sku", "categories"], &["mug-1", "Default Category/Garden"]).unwrap().onto(Some(&new), new.id, &around);
    assert_eq!(nowhere, Err(Trouble::NoSuchCategory("Default Category/Garden".to_owned())));
}

#[test]
fn an_amount_has_no_more_digits_than_its_currency_and_is_never_guessed() {
    assert_eq!(amount("1500.00", Currency::JPY), Ok(Money::new(1_500, Currency::JPY)));
    assert_eq!(amount("1.234", Currency::KWD), Ok(Money::new(1_234, Currency::KWD)));
    assert_eq!(amount("19.99", Currency::USD), Ok(Money::new(1_999, Currency::USD)));
    for wrong in ["1500.50 ¥", "1,500", "12,50", "-5", "1.2.3", "free"] {
        assert_eq!(amount(wrong, Currency::USD), Err(Flaw::NotAnAmount), "{wrong}");
    }
    assert_eq!(amount("1500.5", Currency::JPY), Err(Flaw::NotAnAmount));
}

#[test]
fn what_is_wrong_with_a_line_is_told_by_column() {
    assert_eq!(wanted(&["sku", "qty"], &["", "1"]).unwrap_err(), [Trouble::SkuEmpty]);
    let wrong = wanted(&["sku", "qty", "url_key"], &["a", "many", "A B"]).unwrap_err();
    assert_eq!(wrong, [Trouble::Cell("url_key", Flaw::NotAUrlKey), Trouble::Cell("qty", Flaw::NotANumber)]);
}

#[test]
fn how_a_product_is_sold_is_read_in_magentos_words_and_written_so() {
    let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let (stores, websites) = (Stores::default(), Websites::All);
    let cup = ProductId::new(uuid::Uuid::from_u128(9));
    let related = BTreeMap::from([("cup-1".to_owned(), cup)]);
    let around = Around {
        stores: &stores,
        categories: &Shelves::of(&categories),
        websites: &websites,
        groups: &Groups::default(),
        attributes: &[],
        related: &related,
    };
    let said = [
        ("sku", "mug-1"),
        ("name", "Mug"),
        ("price", "12.50"),
        ("categories", "Default Category/Kitchen"),
        ("special_price", "9.9900"),
        ("special_price_from_date", "11/2/26"),
        ("special_price_to_date", "2026-11-30 00:00:00"),
        ("product_online", "2"),
        ("visibility", "Catalog, Search"),
        ("is_in_stock", "0"),
        ("qty", "-3.0000"),
        ("meta_title", "A mug"),
        ("short_description", "<p>For <b>tea</b>.</p>"),
        ("meta_keywords", "mug, cup"),
        ("meta_description", "Holds tea."),
        ("related_skus", "cup-1,not-there,cup-1"),
    ];
    let (names, cells): (Vec<&str>, Vec<&str>) = said.into_iter().unzip();
    let id = ProductId::new(uuid::Uuid::from_u128(8));
    let new = wanted(&names, &cells).unwrap().onto(None, id, &around).unwrap();
    let Special { price, from, to } = new.advanced.special;
    let days = [from, to].map(|day| day.unwrap().to_string());
    assert_eq!((price.unwrap().minor(), days), (999, ["2026-11-02".to_owned(), "2026-11-30".to_owned()]));
    assert_eq!((new.selling.enabled, new.selling.in_stock, new.selling.visibility), (false, false, Visibility::Both));
    assert_eq!((new.stock, new.meta.all.title.as_str()), (-3, "A mug"));
    assert_eq!((new.short.all.as_str(), new.meta.all.keywords.as_str()), ("For tea.", "mug, cup"));
    assert_eq!(new.related, [cup]);
    // What is written of it makes the same of it.
    let lines = written(new.clone(), &["cup-1".to_owned()], &around);
    assert_eq!(lines.len(), 1);
    let names: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
    let cells: Vec<String> = COLUMNS.iter().map(|c| c.written(&lines[0])).collect();
    assert!(cells.contains(&"-3".to_owned()), "numbers stay numbers: {cells:?}");
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(wanted(&names, &cells).unwrap().onto(None, id, &around), Ok(new.clone()));
    assert_eq!(wanted(&names, &cells).unwrap().onto(Some(&new), id, &around), Ok(new.clone()));
    let names = ["sku", "special_price", "special_price_from_date", "special_price_to_date", "related_skus", "visibility"];
    let emptied = wanted(&names, &["mug-1", EMPTIED, EMPTIED, EMPTIED, EMPTIED, "1"]).unwrap().onto(Some(&new), id, &around).unwrap();
    assert!(emptied.advanced.special.is_nothing() && emptied.related.is_empty());
    assert_eq!(emptied.selling.visibility, Visibility::NotVisible);
    let early = wanted(&["sku", "special_price_to_date"], &["mug-1", "2026-11-01"]).unwrap().onto(Some(&new), id, &around);
    assert_eq!(early, Err(Trouble::Cell("special_price_to_date", Flaw::EndsBeforeItBegins)));
    for (column, cell) in [("visibility", "Everywhere"), ("product_online", "yes"), ("is_in_stock", "maybe"), ("product_online", EMPTIED)] {
        assert!(wanted(&["sku", column], &["mug-1", cell]).is_err(), "{column} {cell}");
    }
}

#[test]
fn what_is_no_simple_product_is_refused_and_html_becomes_the_text_of_a_page() {
    for kind in ["configurable", "bundle", "grouped", "virtual", "downloadable"] {
        assert_eq!(wanted(&["sku", "product_type"], &["a", kind]).unwrap_err(), [Trouble::ProductType], "{kind}");
    }
    assert!(wanted(&["sku", "product_type"], &["a", ""]).is_ok() && wanted(&["sku", "product_type"], &["a", "simple"]).is_ok());
    let said = |html| wanted(&["sku", "description"], &["a", html]).unwrap().description;
    assert_eq!(said("<p>Holds <b>tea</b>.</p>").said().map(|text| text.as_str().to_owned()), Some("Holds tea.".to_owned()));
    assert_eq!(said("<p></p>"), Cell::Left);
}

#[test]
fn the_rules_of_its_stock_come_along_as_magento_writes_them() {
    let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let (stores, websites, related) = (Stores::default(), Websites::All, BTreeMap::new());
    let around = Around {
        stores: &stores,
        categories: &Shelves::of(&categories),
        websites: &websites,
        groups: &Groups::default(),
        attributes: &[],
        related: &related,
    };
    let onto = |said: &[(&str, &str)], was: Option<&EditedProduct>| {
        let new = [("sku", "mug-1"), ("name", "Mug"), ("price", "1"), ("categories", "Default Category/Kitchen")];
        let (names, cells): (Vec<&str>, Vec<&str>) = new.into_iter().chain(said.iter().copied()).unzip();
        wanted(&names, &cells).unwrap().onto(was, ProductId::NOTHING, &around)
    };
    let own = [
        ("min_cart_qty", "2.0000"),
        ("use_config_min_sale_qty", "0"),
        ("max_cart_qty", "10000.0000"),
        ("allow_backorders", "2"),
        ("out_of_stock_qty", "3"),
        ("notify_on_stock_below", "5"),
        ("manage_stock", "0"),
        ("use_config_manage_stock", "0"),
    ];
    let product = onto(&own, None).unwrap();
    let rules = product.selling.inventory;
    assert_eq!((rules.least, rules.most, rules.threshold, rules.notify), (Some(2), Some(99), Some(3), Some(5)));
    assert_eq!((rules.manage, rules.backorders), (Some(false), Some(Backorders::Notify)));
    // What it follows is not looked at, and what is not said stays.
    let followed = [("min_cart_qty", "none"), ("use_config_min_sale_qty", "1"), ("max_cart_qty", EMPTIED)];
    let rules = onto(&followed, Some(&product)).unwrap().selling.inventory;
    assert_eq!((rules.least, rules.most, rules.threshold), (None, None, Some(3)));
    let wrong = onto(&[("out_of_stock_qty", "-5")], None);
    assert_eq!(wrong, Err(Trouble::Cell("out_of_stock_qty", Flaw::NotANumber)));
    let wrong = onto(&[("min_cart_qty", "9"), ("max_cart_qty", "8")], None);
    assert_eq!(wrong, Err(Trouble::Cell("min_cart_qty", Flaw::OutOfRange(1, 8))));
    // What is written of it makes the same of it.
    let lines = written(product.clone(), &[], &around);
    let (names, cells): (Vec<&str>, Vec<String>) = COLUMNS.iter().map(|column| (column.name, column.written(&lines[0]))).unzip();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(wanted(&names, &cells).unwrap().onto(None, product.id, &around), Ok(product));
}

#[test]
fn categories_that_lines_name_are_made_from_above_and_never_a_root() {
    let categories = vec![category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let lines =
        |paths: &[&str]| -> Vec<Wanted> { paths.iter().map(|path| wanted(&["sku", "categories"], &["a", *path]).unwrap()).collect() };
    let gear = lines(&["Default Category/Gear/Fitness Bags", "Default Category/Kitchen,Default Category", "Default Category/Gear", ""]);
    let first = missing(&categories, &gear).unwrap();
    assert_eq!((first.parent, first.name.as_str(), first.url_key.as_str()), (categories[0].id, "Gear", "gear"));
    let all = with_missing(categories.clone(), &gear);
    assert_eq!(all.len(), 4);
    assert_eq!((all[3].parent, all[3].root, all[3].texts.all.slug.as_str()), (Some(all[2].id), categories[0].id, "fitness-bags"));
    assert_eq!(missing(&all, &gear), None);
    let (stores, websites, related) = (Stores::default(), Websites::All, BTreeMap::new());
    let around = Around {
        stores: &stores,
        categories: &Shelves::of(&all),
        websites: &websites,
        groups: &Groups::default(),
        attributes: &[],
        related: &related,
    };
    assert_eq!(around.path(all[3].id), "Default Category/Gear/Fitness Bags");
    assert_eq!(missing(&categories, &lines(&["Default Category/!!!"])).unwrap().url_key, "category", "of signs alone none is made");
    for none in ["No Such Root/Gear", "Default Category", "Default Category/Cafe\u{301}", ""] {
        assert_eq!(missing(&categories, &lines(&[none])), None, "{none}");
    }
}

#[test]
fn a_row_of_customer_group_price_is_added_or_takes_the_place_of_the_one_for_the_same() {
    let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let (stores, websites, related, shelves) = (Stores::default(), Websites::All, BTreeMap::new(), Shelves::of(&categories));
    let wholesale = Group { id: CustomerGroupId::WHOLESALE, number: 2, name: "Wholesale".to_owned(), heir: None, revision: 1 };
    let groups = Groups::new(vec![wholesale]);
    let around = Around { stores: &stores, categories: &shelves, websites: &websites, groups: &groups, attributes: &[], related: &related };
    let mug = wanted(&["sku", "name", "price", "categories"], &["mug-1", "Mug", "12.50", "Default Category/Kitchen"]).unwrap();
    let mut mug = mug.onto(None, ProductId::NOTHING, &around).unwrap();
    let names: Vec<&str> = pricing::COLUMNS.iter().map(|column| column.name).collect();
    let header = Header::of(&pricing::COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>(), SKU, &owned(&names)).unwrap();
    let lines = |of: &[[&str; 6]], does| {
        let lines: Vec<Line> = (2..).zip(of).map(|(row, cells)| Line { row, cells: owned(cells) }).collect();
        pricing::read(&header, &lines, does)
    };
    let read = |cells: [&str; 6]| lines(&[cells], Behavior::Append);
    for line in [
        ["mug-1", "All Websites [USD]", "ALL GROUPS", "5.0000", "10.500000", "Fixed"],
        ["mug-1", "All Websites [USD]", "Wholesale", "2", "15", "Discount"],
        ["mug-1", "", "all groups", "5", "9", "Fixed"],
    ] {
        mug = read(line).unwrap().onto(Some(&mug), mug.id, &around).unwrap();
    }
    let line = |line: &pricing::Priced| -> Vec<String> { pricing::COLUMNS.iter().map(|column| column.written(line)).collect() };
    let written: Vec<Vec<String>> = pricing::written(&mug, &around).iter().map(line).collect();
    let expected = [
        ["mug-1", "All Websites [USD]", "ALL GROUPS", "5", "9.00", "Fixed"],
        ["mug-1", "All Websites [USD]", "Wholesale", "2", "15", "Discount"],
    ];
    assert_eq!(written, expected);
    assert_eq!(pricing::written(&mug, &Around { groups: &Groups::default(), ..around }).len(), 1, "a group that is gone pays nothing");
    let stranger = read(["mug-1", "", "Nobody", "1", "5", "Fixed"]).unwrap();
    assert_eq!(stranger.onto(Some(&mug), mug.id, &around), Err(Trouble::Cell("tier_price_customer_group", Flaw::NotAChoice)));
    assert_eq!(stranger.onto(None, mug.id, &around), Err(Trouble::NoSuchProduct), "prices make no products");
    assert!(read(["mug-1", "", "", "0", "5", "Fixed"]).is_err() && read(["mug-1", "", "", "1", "", "Fixed"]).is_err());
    let name = |cells| read(cells).unwrap().name().0;
    assert_eq!(name(["mug-1", "", "Wholesale", "1", "5", "Fixed"]), name(["mug-1", "", "wholesale", "1", "6", "Discount"]));
    // Those of a file take the place of all; no two of them are for the same.
    let (one, other) = (["mug-1", "", "", "3", "11", "Fixed"], ["mug-1", "", "Wholesale", "4", "10", "Fixed"]);
    let replaced = lines(&[one, other], Behavior::Replace).unwrap().onto(Some(&mug), mug.id, &around).unwrap();
    let quantities = |of: &EditedProduct| of.advanced.tiers.iter().map(|tier| tier.quantity).collect::<Vec<_>>();
    assert_eq!(quantities(&replaced), [3, 4]);
    let twice = lines(&[one, other, one], Behavior::Replace).unwrap().onto(Some(&mug), mug.id, &around);
    assert_eq!(twice, Err(Trouble::Cell("tier_price_qty", Flaw::SameTier)));
    let wrong = lines(&[one, ["mug-1", "", "", "0", "11", "Fixed"]], Behavior::Replace).unwrap_err();
    assert_eq!(wrong.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3], "in its row");
    // One is taken away that is named, or, where none is, all of the product.
    let deleted = |cells: [&str; 6]| lines(&[cells], Behavior::Delete).unwrap().onto(Some(&replaced), mug.id, &around);
    assert_eq!(quantities(&deleted(["mug-1", "", "Wholesale", "4", "", ""]).unwrap()), [3], "whatever it costs");
    assert_eq!(deleted(["mug-1", "", "Wholesale", "5", "", ""]), Err(Trouble::NoSuchTier));
    assert_eq!(quantities(&deleted(["mug-1", "", "", "", "", ""]).unwrap()), []);
    assert!(lines(&[["mug-1", "", "Wholesale", "", "", ""]], Behavior::Delete).is_err(), "of which quantity is not said");
}

#[test]
fn pictures_that_come_along_are_put_behind_those_that_are_there_each_once() {
    let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
    let (stores, websites, related, shelves) = (Stores::default(), Websites::All, BTreeMap::new(), Shelves::of(&categories));
    let groups = Groups::default();
    let around = Around { stores: &stores, categories: &shelves, websites: &websites, groups: &groups, attributes: &[], related: &related };
    let mug = wanted(&["sku", "name", "price", "categories"], &["mug-1", "Mug", "12.50", "Default Category/Kitchen"]).unwrap();
    let mug = mug.onto(None, ProductId::NOTHING, &around).unwrap();
    let image = |n: u8| Image { file: FileHash::new([n; 32]), width: 4, height: 3 };
    let names = ["sku", "base_image", "base_image_label", "small_image", "additional_images", "additional_image_labels"];
    let says = |of: &EditedProduct, cells: [&str; 6]| {
        let mut line = wanted(&names, &cells).unwrap();
        line.bring(BTreeMap::from([("a.png".to_owned(), image(1)), ("b.png".to_owned(), image(2))]));
        line.onto(Some(of), of.id, &around)
    };
    let files = |of: &EditedProduct| of.pictures.iter().map(|picture| picture.image.file).collect::<Vec<_>>();
    let line = ["mug-1", "a.png", "Front", "no_selection", "b.png,a.png,nowhere.png", "Side"];
    let one = says(&mug, line).unwrap();
    assert_eq!(files(&one), [image(1).file, image(2).file], "what did not come along is left out");
    assert_eq!(one.pictures.iter().map(|picture| picture.alt.as_str()).collect::<Vec<_>>(), ["Front", "Side"]);
    assert_eq!(says(&one, line).unwrap(), one, "once more it is so already");
    // A role that one gets, another loses; emptied, nobody has it; and what has none can be let go of.
    let other = says(&one, ["mug-1", "b.png", "", "", "", ""]).unwrap();
    let of = |product: &EditedProduct, role| product.pictures.of(role).map(|picture| picture.image);
    assert_eq!((of(&other, Role::Base), of(&other, Role::Small)), (Some(image(2)), Some(image(1))));
    assert_eq!(files(&says(&other, ["mug-1", EMPTIED, "", "", EMPTIED, ""]).unwrap()), [image(1).file]);
    let too_many = says(&one, ["mug-1", "", "", "", "a.png", "x,y"]);
    assert_eq!(too_many, Err(Trouble::Cell("additional_image_labels", Flaw::TooMany(1))));
    // What is written is found again by what it is called.
    let line = written(one, &[], &around).remove(0);
    let cell = |name: &str| COLUMNS.iter().find(|column| column.name == name).unwrap().written(&line);
    assert_eq!(own_image(&cell("base_image")), Some(image(1).file));
    assert_eq!((own_image(&cell("additional_images")), cell("additional_image_labels")), (Some(image(2).file), "Side".to_owned()));
}

/// A product that a line makes, in a shop with these attributes; and what a further line makes of it.
fn said(attributes: &[Attribute], lines: &[&str]) -> Result<EditedProduct, Trouble> {
    let categories = [category(1, None, "Default Category")];
    let (stores, websites, related, groups) = (Stores::default(), Websites::All, BTreeMap::new(), Groups::default());
    let shelves = Shelves::of(&categories);
    let around = Around { stores: &stores, categories: &shelves, websites: &websites, groups: &groups, attributes, related: &related };
    let names = ["sku", "name", "price", "categories", "additional_attributes"];
    let line = |text: &str| wanted(&names, &["a", "A", "1", "Default Category", text]).unwrap();
    let new = line("").onto(None, ProductId::NOTHING, &around)?;
    lines.iter().try_fold(new, |product, text| line(text).onto(Some(&product), product.id, &around))
}

#[test]
fn attributes_stand_in_one_column_and_what_is_not_named_stays() {
    let all = [
        attribute(1, Input::Dropdown, &["Red", "Blue"]),
        attribute(2, Input::MultipleSelect, &["Wood", "Steel"]),
        attribute(3, Input::YesNo, &[]),
        attribute(4, Input::Text, &[]),
    ];
    let chosen = |numbers: &[u32]| Value::Chosen(numbers.iter().copied().collect());
    let first = "attribute_1=Blue, attribute_2=Steel|Wood,attribute_3=Yes,attribute_4=Wash cold, then dry";
    let product = said(&all, &[first]).unwrap();
    let values: Vec<Value> = product.attributes.values().cloned().collect();
    assert_eq!(values, [chosen(&[1]), chosen(&[0, 1]), chosen(&[YES]), Value::Text(Labelled::new("Wash cold, then dry"))]);
    let next = said(&all, &[first, "attribute_3=0,attribute_1=", "attribute_2=Wood"]).unwrap();
    let values: Vec<Value> = next.attributes.values().cloned().collect();
    assert_eq!(values, [chosen(&[0]), chosen(&[NO]), Value::Text(Labelled::new("Wash cold, then dry"))]);
    assert!(said(&all, &[first, EMPTIED]).unwrap().attributes.is_empty());
    for (line, wrong) in [
        ("size=3", Trouble::NoSuchAttribute("size".to_owned())),
        ("attribute_1=Green", Trouble::NoSuchOption("attribute_1".to_owned())),
        ("attribute_2=Wood|Glass", Trouble::NoSuchOption("attribute_2".to_owned())),
        ("attribute_3=perhaps", Trouble::NoSuchOption("attribute_3".to_owned())),
    ] {
        assert_eq!(said(&all, &[line]), Err(wrong), "{line}");
    }
    let wrong = wanted(&["sku", "additional_attributes"], &["a", "Blue"]).unwrap_err();
    assert_eq!(wrong, [Trouble::Cell("additional_attributes", Flaw::NotAChoice)]);
}

proptest! {
    /// Whatever signs stand in names and texts.
    #[test]
    fn what_is_written_of_attributes_is_read_as_it_was(
        names in prop::collection::btree_set("[a-z,|=\\\\]{1,8}", 1..5), text in "[a-z,|= \\\\]{0,20}", picked in prop::collection::btree_set(0..5_u32, 1..5),
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let all = [attribute(1, Input::Dropdown, &names), attribute(2, Input::MultipleSelect, &names), attribute(3, Input::Text, &[])];
        let picked: std::collections::BTreeSet<u32> = picked.into_iter().filter(|n| usize::try_from(*n).unwrap() < names.len()).collect();
        let mut product = said(&all, &[]).unwrap();
        if let Some(first) = picked.first() {
            product.attributes.insert(all[0].id, Value::Chosen([*first].into()));
            product.attributes.insert(all[1].id, Value::Chosen(picked.clone()));
        }
        if let Ok(text) = Label::parse(&text) {
            product.attributes.insert(all[2].id, Value::Text(Labelled::new(text.as_str())));
        }
        let written = attributes::written(&all, &product.attributes, None);
        prop_assert_eq!(said(&all, &[&written]).unwrap().attributes, product.attributes, "{}", written);
    }
}
