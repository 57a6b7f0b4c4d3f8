//! Lists of products as shoppers narrow, sort and walk them; what is suggested; what programs read of the catalog.

use actors::{Answer, Browser, Shop};
use domain::{
    ids::CustomerGroupId,
    time::{Day, Zone},
};
use serde_json::Value;
use std::{collections::BTreeSet, time::Duration};

const PRODUCTS: &str = "/admin/catalog/products";

/// What a page says that it has found.
pub fn count(page: &Answer) -> usize {
    let said = page.html.split("class=\"count\"").nth(1).and_then(|rest| rest.split('>').nth(1)).unwrap_or_else(|| panic!("{}", page.html));
    said.split(' ').next().unwrap().parse().unwrap()
}

/// The addresses of all products of a list, page after page.
async fn walked(guest: &mut Browser, path: &str) -> Vec<String> {
    let (mut all, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(address) = next {
        let page = guest.get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        all.extend(tiles(&page));
        next = page.link_of("Next");
    }
    all
}

pub fn tiles(page: &Answer) -> Vec<String> {
    let tiles = page.html.split("<li class=\"tile\">").skip(1);
    tiles.map(|tile| tile.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

/// The blocks of data on a page.
pub fn data(page: &Answer) -> Vec<Value> {
    let blocks = page.html.split("<script type=\"application/ld+json\">").skip(1);
    blocks.map(|rest| serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap()).collect()
}

#[tokio::test]
async fn a_list_is_narrowed_by_price_and_stock_and_says_truly_how_much_there_is_of_each() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let all = guest.get("/category/kitchen").await;
        assert_eq!(count(&all), 10);
        // Each range that is offered holds as many as it says, and together all.
        let mut sum = 0;
        let offers: Vec<(String, usize)> = offers(&all);
        assert!(offers.len() > 2, "{offers:?}");
        for (href, said) in &offers {
            let page = guest.get(href).await;
            assert_eq!((count(&page), tiles(&page).len()), (*said, *said), "{href}");
            assert!(page.html.contains("class=\"chip\""), "it can be taken back");
            sum += said;
        }
        assert_eq!(sum, 10);
        // Combined: one of ten is sold out, and costs 26.50.
        let stocked = guest.get("/category/kitchen?stock=1").await;
        assert!(count(&stocked) == 9 && !stocked.shows("/product/pantry-tin-trio"));
        let both = guest.get("/category/kitchen?from=20&to=30&stock=1&sort=price").await;
        assert_eq!(tiles(&both), ["/product/sunday-soup-book"], "{}", both.html);
        assert_eq!(count(&guest.get("/category/kitchen?from=20&to=30").await), 2);
        let turned = guest.get("/category/kitchen?from=30&to=20").await;
        assert_eq!(count(&turned), 2, "ends mistaken for each other");
        assert_eq!(["from", "to"].map(|end| turned.value_at(end)), ["20.00", "30.00"].map(|end| Some(end.to_owned())), "as it is searched");
        let one = guest.get("/category/kitchen?from=26.50&to=26.50").await;
        assert!(count(&one) == 1 && one.shows("Price: $26.50") && !one.shows("$26.50 – "), "both ends are among it: {}", one.html);
        let none = guest.get("/category/kitchen?from=9000").await;
        assert!(none.status == 200 && none.shows("We can't find products matching the selection."), "{}", none.html);
        // A search is narrowed alike, and keeps its words.
        let found = guest.get("/search?q=mug&to=12").await;
        assert!(found.shows("/product/pencil-mug") && !found.shows("/product/harbour-mug") && found.html.contains("value=\"mug\""));
        // Prices are those of the view: 119 dollars are 109.48 euros there, and typed as they are written there.
        let spanish = guest.get("/es/category/living-room").await;
        let living = if spanish.status == 404 {
            guest.get("/es").await.link_below("/es/category/sal").unwrap()
        } else {
            "/es/category/living-room".into()
        };
        let living = if spanish.status == 301 { spanish.location.clone() } else { living };
        let page = guest.get(&format!("{living}?from=109%2C48&to=109%2C48")).await;
        assert!(count(&page) == 1 && page.shows("109,48"), "{}", page.html);
    }
    // What is no amount is said at its field; nothing is narrowed by it.
    for bad in ["abc", "-1", "1e9", "99999999999999999999", "12.345", "<script>"] {
        let page = guest.get(&format!("/category/kitchen?from={}&sort=name", bad.replace('<', "%3C").replace('>', "%3E"))).await;
        assert!(
            page.status == 200 && page.text_at("from-flaw").is_some() && count(&page) == 10 && !page.html.contains("<script>"),
            "{bad}"
        );
        assert_eq!(page.value_at("from").as_deref(), Some(bad), "as it was typed");
    }
}

/// The page before the first was empty, and led nowhere.
#[tokio::test]
async fn before_the_first_of_a_list_it_begins_anew() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for (path, anew) in [
        ("/category/kitchen?before=00000000%20", "/category/kitchen"),
        ("/category/kitchen?sort=name&stock=1&before=%20", "/category/kitchen?sort=name&stock=1"),
        ("/search?q=mug&before=%20", "/search?q=mug"),
    ] {
        let page = guest.get(path).await;
        assert_eq!((page.status, &*page.location), (303, anew), "{path}");
        assert!(!tiles(&guest.get(anew).await).is_empty(), "{anew}");
    }
    let mut rosa = shop.staff("rosa").await;
    for (path, anew) in [
        ("/admin/catalog/products?status=1&before=%20", "/admin/catalog/products?status=1"),
        ("/admin/customers?q=brandt&before=%7E", "/admin/customers?q=brandt"),
    ] {
        let page = rosa.get(path).await;
        assert_eq!((page.status, &*page.location), (303, anew), "{path}");
        assert!(!rosa.get(anew).await.rows().is_empty(), "{anew}");
    }
    // Behind the last there is nothing: that is said, and not that there is none at all, and where it begins.
    let page = guest.get("/category/kitchen?after=99999999%20").await;
    assert!(page.status == 200 && tiles(&page).is_empty() && page.link_of("Next").is_none(), "{}", page.html);
    assert_eq!(page.link_of("Back to the first page").as_deref(), Some("/category/kitchen"), "{}", page.html);
    let page = rosa.get("/admin/catalog/products?status=1&after=%7E").await;
    assert_eq!(page.link_of("Back to the first page").as_deref(), Some("/admin/catalog/products?status=1"), "{}", page.html);
    let page = shop.customer("ada").await.get("/sales/order/history?after=%20").await;
    assert_eq!(page.link_of("Back to the first page").as_deref(), Some("/sales/order/history"), "{}", page.html);
}

/// What a page offers to narrow it to, and how much it says there is of it.
fn offers(page: &Answer) -> Vec<(String, usize)> {
    let steps = page.html.split("class=\"steps\"").nth(1).unwrap().split("</ul>").next().unwrap();
    let step = |line: &str| {
        let href = line.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        let text: String = line.rsplit("class=\"hint\">").next().unwrap().chars().filter(char::is_ascii_digit).collect();
        (href, text.parse().unwrap())
    };
    steps.split("<li>").skip(1).map(step).collect()
}

/// Not by what it costs for others, or on other days: whether the index has the product as it is by now, or it is looked at besides.
#[tokio::test]
async fn a_list_is_narrowed_and_sorted_by_what_whoever_sees_it_pays_to_the_minute() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest, mut ada) = (shop.staff("rosa").await, shop.guest(), shop.customer("ada").await);
    // A rule for everybody makes the mug the cheapest, on one day.
    let zone = Zone::named("UTC");
    let tomorrow = Day::of(&zone, Day::of(&zone, shop.now()).ends(&zone));
    let day = tomorrow.to_string();
    let cheap = [("apply", "to_fixed"), ("discount_amount", "1"), ("skus", "AL-101"), ("from", &*day), ("to", &*day)];
    crate::prices::rules(&mut rosa, "Mug", &cheap).await;
    // A price of hers alone makes the dearest of the kitchen the cheapest to a wholesale customer.
    let dearest = tiles(&guest.get("/category/kitchen?sort=price-desc").await)[0].clone();
    let name = guest.get(&dearest).await.html.split("<h1><bdi>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let product = rosa
        .get(&format!("{PRODUCTS}?q={}", form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>()))
        .await
        .link_of(&name)
        .unwrap();
    let wholesale = CustomerGroupId::WHOLESALE.to_string();
    let tier = [
        ("do", "add"),
        ("tier_website", ""),
        ("tier_group", &*wholesale),
        ("tier_kind", "fixed"),
        ("tier_quantity", "1"),
        ("tier_price", "0.50"),
    ];
    rosa.get(&format!("{product}/prices")).await;
    assert_eq!(rosa.post(&format!("{product}/prices/tiers"), &tier).await.status, 303);
    let customer = rosa.finds_customer("ada").await;
    assert_eq!(rosa.edits(&customer, &customer, &[("group", &wholesale)]).await.status, 303);
    let list = |rest: &str| format!("/category/kitchen?{rest}");
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        assert_eq!(tiles(&ada.get(&list("sort=price")).await)[0], dearest);
        assert_eq!(tiles(&ada.get(&list("to=1")).await), std::slice::from_ref(&dearest));
        assert_eq!(tiles(&guest.get(&list("sort=price-desc")).await)[0], dearest, "nobody else pays it");
        assert_eq!(count(&guest.get(&list("to=1")).await), 0);
        // Staff are told how many products there are, also where they are narrowed by nothing.
        let all = rosa.get(PRODUCTS).await;
        assert!(all.html.contains(" records</span>"), "{}", all.html);
    }
    shop.advance(tomorrow.begins(&zone).minus(Duration::from_secs(60)).since(shop.now()));
    assert_ne!(tiles(&guest.get(&list("sort=price")).await)[0], "/product/harbour-mug");
    shop.advance(Duration::from_secs(60));
    let first = guest.get(&list("sort=price")).await;
    assert_eq!(tiles(&first)[0], "/product/harbour-mug", "{}", first.html);
    assert_eq!(tiles(&guest.get(&list("from=1&to=1")).await), ["/product/harbour-mug"]);
    let mug = "/product/harbour-mug".to_owned();
    assert!(!tiles(&guest.get(&list("from=14&to=14")).await).contains(&mug), "it does not cost that any more");
    assert_eq!(tiles(&guest.get("/search?q=mug&sort=price").await)[0], "/product/harbour-mug");
    shop.advance(tomorrow.ends(&zone).since(shop.now()));
    assert_ne!(tiles(&guest.get(&list("sort=price")).await)[0], "/product/harbour-mug");
    assert!(tiles(&guest.get(&list("from=14&to=14")).await).contains(&mug));
}

#[tokio::test]
async fn what_is_narrowed_goes_page_by_page_in_each_order_and_changes_hold_at_once() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    shop.indexes().await;
    // "o" begins words of more than a page.
    let words = "/search?q=o&stock=1";
    let mut found = BTreeSet::new();
    for sort in ["position", "name", "price", "price-desc"] {
        let walked = walked(&mut guest, &format!("{words}&sort={sort}")).await;
        let set: BTreeSet<String> = walked.iter().cloned().collect();
        assert_eq!(set.len(), walked.len(), "{sort}: none comes twice");
        assert_eq!(walked.len(), count(&guest.get(words).await), "{sort}");
        assert!(found.is_empty() || found == set, "{sort}");
        found = set;
    }
    assert!(found.len() > 24, "{}", found.len());
    // Whoever saves a price finds it narrowed by at once.
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get(&format!("{PRODUCTS}?q=Harbour+Mug")).await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "777.70")]).await.status, 303);
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        assert_eq!(tiles(&guest.get("/category/kitchen?from=777.70").await), ["/product/harbour-mug"], "{is_indexed}");
    }
}

#[tokio::test]
async fn while_the_index_is_made_categories_are_shown_and_say_no_counts() {
    let shop = Shop::open().await;
    let other = shop.beginning().await;
    let mut guest = other.guest();
    let page = guest.get("/category/kitchen").await;
    assert!(page.status == 200 && page.shows("Harbour Mug") && !page.html.contains("class=\"count\""), "{}", page.html);
    assert_eq!(guest.get("/category/kitchen?stock=1").await.status, 503);
    assert_eq!(other.staff("rosa").await.get("/admin/catalog/categories").await.status, 200);
}

#[tokio::test]
async fn a_few_things_are_suggested_whatever_is_typed() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    guest.get("/").await;
    let suggest = async |guest: &mut Browser, typed: &str| {
        let json = serde_json::json!({ "typed": typed }).to_string();
        guest.calls("/api/catalog/suggest", &json).await
    };
    let answer = suggest(&mut guest, "kit").await;
    assert_eq!(answer.status, 200, "{}", answer.html);
    let answer = answer.json();
    let options = answer[1].as_str().unwrap_or_else(|| panic!("{answer}"));
    assert!(options.contains("href=\"/category/kitchen\"") && options.contains("role=\"option\""), "{options}");
    let answer = suggest(&mut guest, "harb").await.json();
    assert!(answer[1].as_str().unwrap().contains("/product/harbour-mug") && answer[0].as_str().unwrap().contains("suggestion"));
    let answer = suggest(&mut guest, "o").await.json();
    assert_eq!(
        answer[1].as_str().unwrap().matches("role=\"option\"").count(),
        6 + answer[1].as_str().unwrap().matches("/category/").count()
    );
    for typed in ["", "   ", "zzzzzz", "<script>alert(1)</script>", "\u{0}\u{202e}", "%%%", &"o ".repeat(500), &"x".repeat(5_000)] {
        let answer = suggest(&mut guest, typed).await;
        assert!(answer.status == 200 && !answer.html.contains("<script"), "{:.40}", typed);
    }
    for json in ["{}", "[]", "{\"typed\":1}", "{\"typed\":null}"] {
        let answer = guest.calls("/api/catalog/suggest", json).await;
        assert!((400..500).contains(&answer.status), "{json}: {}", answer.status);
    }
    // In a view by its own words, and with its addresses.
    guest.get("/de").await;
    let json = serde_json::json!({ "typed": "hafen" }).to_string();
    let answer = guest.calls("/de/api/catalog/suggest", &json).await.json();
    assert!(answer[1].as_str().unwrap().contains("/de/product/hafenbecher"), "{answer}");
    // What is renamed is suggested under its new name at once.
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get(&format!("{PRODUCTS}?q=Harbour+Mug")).await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("name", "Quayside Beaker")]).await.status, 303);
    guest.get("/").await;
    assert!(suggest(&mut guest, "quays").await.json()[1].as_str().unwrap().contains("Quayside Beaker"));
    // What is called so comes before what is only told of so, whatever that is called.
    let cup = rosa.get(&format!("{PRODUCTS}?q=Little+Espresso+Cup")).await.link_of("Little Espresso Cup").unwrap();
    assert_eq!(rosa.edits(&cup, &cup, &[("description", "For those who wait at the quayside.")]).await.status, 303);
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        guest.get("/").await;
        let answer = suggest(&mut guest, if is_indexed { "quayside" } else { "quaysid" }).await.json();
        let options = answer[1].as_str().unwrap();
        let at = |name: &str| options.find(name).unwrap_or_else(|| panic!("{is_indexed}: {options}"));
        assert!(at("Quayside Beaker") < at("Little Espresso Cup"), "{is_indexed}: {options}");
    }
}

#[tokio::test]
async fn a_product_says_in_data_what_it_costs_and_whether_it_can_be_had() {
    let shop = Shop::at("https://shop.test").await;
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get(&format!("{PRODUCTS}?q=Harbour+Mug")).await.link_of("Harbour Mug").unwrap();
    let nasty = "</script><script>alert(1)</script> & \"more\"";
    assert_eq!(rosa.edits(&mug, &mug, &[("description", nasty)]).await.status, 303);
    let mut guest = shop.guest();
    let page = guest.get("/product/harbour-mug").await;
    let data_of = |page: &Answer| data(page).into_iter().find(|block| block["@type"] == "Product").unwrap();
    let product = data_of(&page);
    assert_eq!((product["name"].as_str(), product["description"].as_str()), (Some("Harbour Mug"), Some(nasty)));
    assert_eq!((product["offers"]["price"].as_str(), product["offers"]["priceCurrency"].as_str()), (Some("14.00"), Some("USD")));
    assert_eq!(product["offers"]["availability"], "https://schema.org/InStock");
    assert_eq!(product["offers"]["url"], "https://shop.test/product/harbour-mug");
    assert!(product["image"][0].as_str().unwrap().starts_with("https://shop.test/"));
    assert!(!page.html.contains("<script>"), "{}", page.html);
    // And where its address is passed on.
    let shared = ["og:title\" content=\"Harbour Mug\"", "og:url\" content=\"https://shop.test/product/harbour-mug\""];
    assert!(shared.iter().all(|tag| page.html.contains(tag)), "{:.1500}", page.html);
    assert!(page.html.contains("og:image\" content=\"https://shop.test/picture/"), "{:.1500}", page.html);
    let gone = guest.get("/product/pantry-tin-trio").await;
    assert_eq!(data_of(&gone)["offers"]["availability"], "https://schema.org/OutOfStock");
    // One address, however a list is sorted or narrowed; and the same in other languages.
    let canonical = "<link rel=\"canonical\" href=\"https://shop.test/category/kitchen\">";
    for query in ["", "?sort=name", "?stock=1", "?utm_source=x"] {
        let page = guest.get(&format!("/category/kitchen{query}")).await;
        assert!(page.html.contains(canonical), "{query}: {:.1500}", page.html);
        assert!(page.html.contains("hreflang=\"de\" href=\"https://shop.test/de/category/kueche\""), "{query}");
    }
}

/// The addresses that a map holds; it is well-formed, and of the kind that it says.
fn map(page: &Answer, kind: &str) -> Vec<String> {
    let told = page.headers.get("content-type").unwrap().to_str().unwrap();
    assert_eq!((page.status, told), (200, "application/xml; charset=utf-8"), "{}", page.html);
    let (mut open, mut locs) = (Vec::new(), Vec::new());
    let inside = page.html.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    for part in inside.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed)),
            None => open.push(tag.split(' ').next().unwrap().to_owned()),
        }
        if tag == "loc" {
            let bare = text.replace("&amp;", "").replace("&apos;", "").replace("&#39;", "").replace("&quot;", "");
            assert!(!bare.contains('&') && text.len() < 2_048, "{text}");
            locs.push(text.to_owned());
        }
        assert!(open.first().is_none_or(|root| root == kind), "{open:?}");
    }
    assert!(open.is_empty(), "{open:?}");
    locs
}

#[tokio::test]
async fn robots_find_all_that_is_sold_in_each_view_and_are_told_what_to_leave_alone() {
    let shop = Shop::at("https://shop.test").await;
    let mut rosa = shop.staff("rosa").await;
    let garden = rosa.get("/admin/catalog/categories").await.link_of("Garden").unwrap();
    assert_eq!(rosa.edits(&garden, &garden, &[("enabled", "")]).await.status, 303);
    let mut guest = shop.guest();
    for (prefix, kitchen, mug) in [("", "kitchen", "harbour-mug"), ("/de", "kueche", "hafenbecher")] {
        let at = |path: &str| format!("https://shop.test{prefix}{path}");
        let parts = map(&guest.get(&format!("{prefix}/sitemap.xml")).await, "sitemapindex");
        assert_eq!(parts, [at("/sitemap/categories.xml"), at("/sitemap/1.xml")]);
        let categories = map(&guest.get(&format!("{prefix}/sitemap/categories.xml")).await, "urlset");
        assert!(categories.contains(&at(&format!("/category/{kitchen}"))) && categories.len() == 6, "{categories:?}");
        let products = map(&guest.get(&format!("{prefix}/sitemap/1.xml")).await, "urlset");
        assert!(products.contains(&at(&format!("/product/{mug}"))) && products.len() == 60, "{}", products.len());
        let each: BTreeSet<&String> = products.iter().collect();
        assert_eq!(each.len(), 60);
    }
    for none in
        ["/sitemap/2.xml", "/sitemap/0.xml", "/sitemap/-1.xml", "/sitemap/9999999999999999999999.xml", "/sitemap/1", "/sitemap/x.xml"]
    {
        assert_eq!(guest.get(none).await.status, 404, "{none}");
    }
    let robots = guest.get("/robots.txt").await;
    assert_eq!(robots.headers["content-type"], "text/plain; charset=utf-8");
    let lines: Vec<&str> = robots.html.lines().collect();
    for line in [
        "Disallow: /admin",
        "Disallow: /search",
        "Disallow: /wishlist",
        "Disallow: /de/search",
        "Sitemap: https://shop.test/sitemap.xml",
        "Sitemap: https://shop.test/de/sitemap.xml",
    ] {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    assert!(lines.first() == Some(&"User-agent: *") && !lines.contains(&"Disallow: /"));
    // What says itself that it is not to be shown has to be read for that, and so have the doors that may be shown.
    let unread: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("Disallow: ")).collect();
    for read in ["/customer/account/login", "/customer/account/createpassword", "/checkout", "/de/checkout/cart", "/category/kitchen"] {
        assert!(!unread.iter().any(|path| read.starts_with(path)), "{read}: {unread:?}");
    }
}
