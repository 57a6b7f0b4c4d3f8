//! Files as another shop wrote them, in its own columns.

use crate::transfer::{PRODUCTS, brought, checked, imported, shop, taken_along};

/// What Magento writes of a bag, as it writes it.
const BAG: &[(&str, &str)] = &[
    ("sku", "24-MB01"),
    ("store_view_code", ""),
    ("attribute_set_code", "Bag"),
    ("product_type", "simple"),
    ("categories", "Default Category/Kitchen"),
    ("product_websites", "base"),
    ("name", "Joust Duffle Bag"),
    ("description", "<p>The sporty bag.</p>"),
    ("short_description", "<p>For the gym.</p>"),
    ("weight", "1.0000"),
    ("product_online", "1"),
    ("tax_class_name", "Taxable Goods"),
    ("visibility", "\"Catalog, Search\""),
    ("price", "34.000000"),
    ("url_key", "joust-duffle-bag"),
    ("meta_keywords", "\"bag, gym\""),
    ("created_at", "\"1/5/26, 2:16 PM\""),
    ("qty", "100.0000"),
    ("out_of_stock_qty", "0.0000"),
    ("use_config_min_qty", "1"),
    ("max_cart_qty", "10000.0000"),
    ("use_config_max_sale_qty", "1"),
    ("is_in_stock", "1"),
    ("website_id", "0"),
    ("related_skus", ""),
    ("crosssell_skus", "\"24-UG06,24-UG07\""),
    ("upsell_skus", "24-WG080"),
];

#[tokio::test]
async fn a_product_as_magento_writes_it_is_brought_and_what_has_no_place_is_said_to_be_left_out() {
    let (_folder, shop, mut rosa) = shop().await;
    let (names, cells): (Vec<&str>, Vec<&str>) = BAG.iter().copied().unzip();
    let german = names.iter().map(|name| match *name {
        "sku" => "24-MB01",
        "store_view_code" => "de",
        "short_description" => "Fürs Training.",
        _ => "",
    });
    let german: Vec<&str> = german.collect();
    let file = [names.join(","), cells.join(","), german.join(",")].join("\n");
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS)], &file).await;
    let page = rosa.get(&at).await;
    assert!(page.shows("total errors: 0") && page.shows("These columns are left out"), "{}", page.body());
    for name in ["attribute_set_code", "weight", "tax_class_name", "website_id", "crosssell_skus", "upsell_skus"] {
        assert!(page.shows(name), "{name}: {}", page.body());
    }
    assert!(!page.shows("short_description") && !page.shows("meta_keywords"), "{}", page.body());
    assert!(imported(&shop, &mut rosa, &at).await.shows("Created: 1, Updated: 1, Deleted: 0"));
    let page = shop.guest().get("/product/joust-duffle-bag").await;
    assert!(page.shows("For the gym.") && page.html.contains("<meta name=\"keywords\" content=\"bag, gym\">"), "{}", page.html);
    let page = shop.guest().get("/de/product/joust-duffle-bag").await;
    assert!(page.shows("Fürs Training.") && !page.shows("For the gym."), "{}", page.html);
    let exported = taken_along(&shop, &mut rosa, PRODUCTS, "").await;
    assert!(exported.contains(",The sporty bag.,For the gym.,1,") && exported.contains(",,Fürs Training.,"), "{exported}");
    assert!(brought(&shop, &mut rosa, PRODUCTS, &exported).await.shows("Created: 0, Updated: 0, Deleted: 0"));
}

/// A line of a view that switched a product off said so to nobody: the product stayed on sale in that view.
#[tokio::test]
async fn what_is_the_same_in_all_views_is_not_said_through_one_and_never_dropped_in_silence() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,store_view_code,name,product_online,visibility,qty,max_cart_qty\n\
        AL-101,de,Kleiner Becher,2,,,\n\
        AL-102,de,,,Search,,\n\
        AL-103,de,,,,123456,\n\
        AL-104,de,,,,,3\n\
        AL-105,de,Wie gehabt,1,\"Catalog, Search\",,\n";
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS), ("validation_strategy", "skip_errors")], file).await;
    let rows = rosa.get(&at).await.rows();
    for (column, row) in [("product_online", "2"), ("visibility", "3"), ("qty", "4"), ("max_cart_qty", "5")] {
        let told = format!("{column}: This is the same in all store views: a row without a store view says it.");
        assert!(rows.iter().any(|cells| cells[0] == told && cells[1] == row), "{column}: {rows:?}");
    }
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 0, Updated: 1, Deleted: 0") && page.shows("total errors: 4"), "{}", page.body());
    assert!(shop.guest().get("/de/search?q=gehabt").await.shows("Wie gehabt"));
    assert!(!shop.guest().get("/de/search?q=becher").await.shows("Kleiner Becher"), "nothing of a line is done by half");
}
