//! The grids of what was sold: narrowed by days, sums and quantities, and sorted by what the index alone knows; the same before that has a
//! row and after.

use crate::documents::ordered;
use actors::{Browser, Shop};
use domain::money::Money;
use std::collections::{BTreeMap, BTreeSet};

const ORDERS: &str = "/admin/sales/orders";
const INVOICES: &str = "/admin/sales/invoices";
const SHIPMENTS: &str = "/admin/sales/shipments";
const MEMOS: &str = "/admin/sales/creditmemos";

/// A grid: the name and the heading of its moment; and the name, the heading and the order of each of its numbers.
struct Grid {
    path: &'static str,
    moment: (&'static str, &'static str),
    numbers: &'static [(&'static str, &'static str, &'static str)],
}

const GRIDS: [Grid; 7] = [
    Grid {
        path: ORDERS,
        moment: ("placed", "Purchase Date"),
        numbers: &[("base_total", "Grand Total (Base)", "total"), ("total", "Grand Total (Purchased)", "purchased")],
    },
    Grid { path: INVOICES, moment: ("made", "Invoice Date"), numbers: &[("total", "Grand Total (Purchased)", "total")] },
    Grid { path: INVOICES, moment: ("ordered", "Order Date"), numbers: &[("base_total", "Grand Total (Base)", "base_total")] },
    Grid { path: SHIPMENTS, moment: ("made", "Ship Date"), numbers: &[("pieces", "Total Quantity", "pieces")] },
    Grid { path: SHIPMENTS, moment: ("ordered", "Order Date"), numbers: &[] },
    Grid { path: MEMOS, moment: ("made", "Created"), numbers: &[("total", "Refunded", "total")] },
    Grid { path: MEMOS, moment: ("ordered", "Order Date"), numbers: &[("base_total", "Grand Total (Base)", "base_total")] },
];

type Row = BTreeMap<String, String>;

/// What is asked for as it is taken along.
async fn taken(who: &mut Browser, path: &str, asked: &str) -> Vec<Row> {
    let file = who.get(&format!("{path}?{asked}&export=csv")).await;
    assert_eq!(file.status, 200, "{path} {asked}: {}", file.html);
    let text = file.html.trim_start_matches('\u{feff}').to_owned();
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect()
}

fn cell<'a>(row: &'a Row, heading: &str) -> &'a str {
    row.get(heading).unwrap_or_else(|| panic!("{heading} of {row:?}"))
}

fn ids<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<&'a str> {
    rows.into_iter().map(|row| cell(row, "ID")).collect()
}

/// `EUR 69.92`, or a number of pieces.
fn number(text: &str) -> i64 {
    Money::from_coded(text).map_or_else(|| text.parse().unwrap(), Money::number)
}

/// How many the page says there are.
async fn counted(who: &mut Browser, path: &str, asked: &str) -> usize {
    let page = who.get(&format!("{path}?{asked}")).await;
    let count = page.html.split("class=\"count\">").nth(1).and_then(|rest| rest.split(' ').next());
    count.unwrap_or_else(|| panic!("{path} {asked}: {}", page.html)).parse().unwrap()
}

/// An order of Ada's, and all that follows.
async fn sold(shop: &Shop, rosa: &mut Browser) {
    let order = ordered(shop, rosa).await;
    for what in ["invoice", "ship", "creditmemo"] {
        let page = format!("{order}/{what}");
        assert_eq!(rosa.edits(&page, &page, &[]).await.status, 303, "{what}");
    }
}

async fn sees_all_sums(who: &mut Browser) {
    let grids: [(&str, &str, &[&str]); 4] = [
        ("orders", ORDERS, &["placed", "base_total", "total", "status"]),
        ("invoices", INVOICES, &["made", "ordered", "base_total", "total"]),
        ("shipments", SHIPMENTS, &["made", "ordered", "pieces"]),
        ("creditmemos", MEMOS, &["made", "ordered", "base_total", "total"]),
    ];
    for (grid, path, columns) in grids {
        let columns = columns.iter().map(|column| ("column", *column));
        let form: Vec<(&str, &str)> = columns.chain([("grid", grid), ("back", path)]).collect();
        assert_eq!(who.post("/admin/columns", &form).await.status, 303, "{grid}");
    }
}

async fn is_narrowed_and_sorted(who: &mut Browser, Grid { path, moment, numbers }: &Grid, step: &str) {
    let all = taken(who, path, "").await;
    assert!(all.len() > 3, "{path}: {all:?}");
    assert_eq!(counted(who, path, "").await, all.len(), "{path} {step}");
    for (name, heading, order) in *numbers {
        let mut texts: Vec<&str> = all.iter().map(|row| cell(row, heading)).collect();
        texts.sort_by_key(|text| number(text));
        let at = |quarters: usize| texts.get((texts.len() - 1) * quarters / 4).copied();
        for (from, to) in [(at(1), at(3)), (at(3), None), (None, at(1)), (at(0), at(0))] {
            let is_within = |row: &&Row| {
                let is = number(cell(row, heading));
                from.is_none_or(|from| is >= number(from)) && to.is_none_or(|to| is <= number(to))
            };
            let wanted = ids(all.iter().filter(is_within));
            let bound = |(end, text): (&str, Option<&str>)| Some(format!("{name}-{end}={}", text?.rsplit(' ').next()?));
            let asked = [("from", from), ("to", to)].into_iter().filter_map(bound).collect::<Vec<_>>().join("&");
            assert_eq!(ids(&taken(who, path, &asked).await), wanted, "{path} {asked}, {step}");
            assert_eq!(counted(who, path, &asked).await, wanted.len(), "{path} {asked}, {step}");
        }
        for end in ["", "-desc"] {
            let sorted = taken(who, path, &format!("sort={order}{end}")).await;
            let mut numbers: Vec<i64> = sorted.iter().map(|row| number(cell(row, heading))).collect();
            if !end.is_empty() {
                numbers.reverse();
            }
            assert!(numbers.is_sorted() && numbers.len() == all.len(), "{path} {order}{end}, {step}: {numbers:?}");
        }
    }
    let (name, heading) = *moment;
    let day = |row: &Row| cell(row, heading).split('T').next().unwrap_or_default().to_owned();
    let days: Vec<String> = all.iter().map(day).collect::<BTreeSet<_>>().into_iter().collect();
    let at = |halves: usize| days.get((days.len() - 1) * halves / 2).cloned().unwrap_or_default();
    for (from, to) in [(at(0), at(1)), (at(1), at(1)), (at(1), at(2))] {
        let wanted = ids(all.iter().filter(|row| (&from..=&to).contains(&&day(row))));
        let asked = format!("{name}-from={from}&{name}-to={to}");
        assert_eq!(ids(&taken(who, path, &asked).await), wanted, "{path} {asked}, {step}");
        assert_eq!(counted(who, path, &asked).await, wanted.len(), "{path} {asked}, {step}");
    }
}

#[tokio::test]
async fn sales_are_narrowed_by_days_and_sums_and_sorted_the_same_before_the_index_has_them_and_after() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    sees_all_sums(&mut rosa).await;
    sold(&shop, &mut rosa).await;
    for step in ["before", "after", "after, but for the last"] {
        for grid in &GRIDS {
            is_narrowed_and_sorted(&mut rosa, grid, step).await;
        }
        // What is in one state stands together.
        let mut states: Vec<String> = taken(&mut rosa, ORDERS, "sort=status").await.into_iter().map(|row| row["Status"].clone()).collect();
        states.dedup();
        assert_eq!(states.iter().collect::<BTreeSet<_>>().len(), states.len(), "{step}: {states:?}");
        // Everything holds at once, and of a whole number it holds too.
        let mine = ["q=ada&total-from=185&total-to=185", "helped=0&base_total-from=185&base_total-to=185.00"];
        for asked in mine {
            assert!(counted(&mut rosa, ORDERS, asked).await > 0, "{step} {asked}");
            assert_eq!(counted(&mut rosa, ORDERS, &format!("{asked}&placed-to=2020-01-01")).await, 0, "{step} {asked}");
        }
        let complete = taken(&mut rosa, ORDERS, "").await.iter().filter(|row| row["Status"] == "Complete").count();
        for asked in ["status=complete", "status=complete&base_total-from=0"] {
            assert_eq!(counted(&mut rosa, ORDERS, asked).await, complete, "{step} {asked}");
        }
        let newest = taken(&mut rosa, ORDERS, "").await.remove(0)["ID"].clone();
        for (asked, found) in [("total-to=185", 1), ("total-from=185.01", 0)] {
            let asked = format!("q={newest}&{asked}");
            assert_eq!(taken(&mut rosa, ORDERS, &asked).await.iter().filter(|row| row["ID"] == newest).count(), found, "{step} {asked}");
        }
        match step {
            "before" => shop.indexes().await,
            _ => sold(&shop, &mut rosa).await,
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_of_a_filter_of_sales_is_refused_and_said_beside_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for Grid { path, moment: (moment, _), numbers } in &GRIDS {
        let mut bad = vec![format!("{moment}-from=yesterday"), format!("{moment}-to=2026-02-30")];
        bad.extend(numbers.iter().flat_map(|(name, ..)| [format!("{name}-from=cheap"), format!("{name}-to=1,5"), format!("{name}-to=-1")]));
        // What ends before it begins found nothing, as if there were nothing.
        bad.push(format!("{moment}-to=2026-02-27&{moment}-from=2026-02-28"));
        bad.extend(numbers.iter().map(|(name, ..)| format!("{name}-to=4&{name}-from=5")));
        for asked in bad {
            let refused = rosa.get(&format!("{path}?{asked}")).await;
            let (name, _) = asked.split_once('=').unwrap();
            let flaw = refused.text_at(&format!("{name}-flaw"));
            assert!(refused.status == 400 && flaw.is_some(), "{path} {asked}: {}", refused.status);
            let is_reversed = flaw.as_deref() == Some("Make sure the second number is not less than the first.");
            assert_eq!(is_reversed, asked.ends_with("-from=5"), "{path} {asked}: {flaw:?}");
            assert_eq!(rosa.get(&format!("{path}?{asked}&export=csv")).await.status, 400, "{path} {asked}");
        }
    }
}

#[tokio::test]
async fn whoever_is_for_one_website_narrows_its_sales_alone() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    for _ in 0..2 {
        let (all, hers) = (taken(&mut rosa, ORDERS, "base_total-from=0").await, taken(&mut iris, ORDERS, "base_total-from=0").await);
        let abroad: Vec<&str> = ids(&all).into_iter().filter(|id| id.starts_with("2-")).collect();
        assert!(!abroad.is_empty() && abroad.len() < all.len(), "{all:?}");
        assert_eq!(ids(&hers), abroad);
        assert_eq!(counted(&mut iris, ORDERS, "").await, abroad.len());
        assert_eq!(counted(&mut iris, ORDERS, "sort=purchased-desc").await, abroad.len());
        shop.indexes().await;
    }
}

/// It had Login as Customer, which led to a page that is not there.
#[tokio::test]
async fn the_row_of_an_order_leads_into_no_account_that_is_of_a_website_which_is_not_the_readers() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris, mut ada) = (shop.staff("rosa").await, shop.staff("iris").await, shop.customer("ada").await);
    rosa.switches_the_feature(true).await;
    let enters = format!("href=\"{}/login-as-customer\"", rosa.finds_customer("ada").await);
    // She is of the main website, and buys on the other one.
    let mug = ada.get("/es/product/harbour-mug").await.location;
    assert_eq!(ada.edits(&mug, &mug, &[("quantity", "1")]).await.status, 303);
    let review = ada.reviews_at("/es/checkout", &[]).await;
    assert_eq!(ada.sends(&review, "/es/checkout", &[("do", "place")]).await.status, 303);
    for (who, leads) in [(&mut rosa, true), (&mut iris, false)] {
        let page = who.get(ORDERS).await;
        assert!(page.shows("Ada Brandt") && page.shows(&enters) == leads, "{leads}: {}", page.html);
        assert!(page.shows("/login-as-customer\""), "into others it leads");
    }
}

#[tokio::test]
async fn orders_are_found_by_the_website_the_store_and_the_view_where_they_were_bought() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    ordered(&shop, &mut rosa).await;
    let website = format!("website={}", store::FIRST_WEBSITE);
    let (group, view) = (format!("website=store-{}", store::FIRST_GROUP), format!("website=view-{}", store::FIRST_VIEW));
    for step in ["as it was written", "indexed"] {
        let all = taken(&mut rosa, ORDERS, "").await;
        for (asked, point) in [
            (&website, "Main Website"),
            (&group, "Main Website › Main Website Store"),
            (&view, "Main Website › Main Website Store › English"),
        ] {
            let wanted = ids(all.iter().filter(|row| cell(row, "Purchase Point").starts_with(point)));
            assert!(!wanted.is_empty() && wanted.len() < all.len(), "{asked}: {all:?}");
            assert_eq!(ids(&taken(&mut rosa, ORDERS, asked).await), wanted, "{asked}, {step}");
            assert_eq!(counted(&mut rosa, ORDERS, asked).await, wanted.len(), "{asked}, {step}");
            // Beside what else they are narrowed by, and in another order.
            let is_new = |row: &&Row| cell(row, "Status") == "Pending" && cell(row, "Purchase Point").starts_with(point);
            let new = ids(all.iter().filter(is_new));
            assert_eq!(ids(&taken(&mut rosa, ORDERS, &format!("{asked}&status=new")).await), new, "{asked}, {step}");
            assert!(counted(&mut rosa, ORDERS, &format!("{asked}&q=ada&sort=total")).await > 0, "{asked}, {step}");
        }
        shop.indexes().await;
    }
    for unread in ["view-nonsense", "store-", "elsewhere"] {
        assert_eq!(rosa.get(&format!("{ORDERS}?website={unread}")).await.status, 400, "{unread}");
    }
    // What somebody may not see is not offered to him.
    let page = iris.get(ORDERS).await;
    let offered = page.options("website");
    assert!(offered.len() > 3 && offered.iter().all(|point| !point.contains(&store::FIRST_VIEW.to_string())), "{offered:?}");
    assert_eq!(iris.get(&format!("{ORDERS}?{view}")).await.status, 400);
}

/// The grid said the view alone.
#[tokio::test]
async fn where_an_order_was_bought_is_told_down_to_its_view_in_the_grid_on_pages_and_in_files() {
    const POINT: [&str; 3] = ["Main Website", "Main Website Store", "English"];
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let rows = rosa.get(ORDERS).await.rows();
    let of: Vec<Vec<&str>> = rows.iter().flatten().map(|cell| cell.split('›').map(str::trim).collect()).collect();
    assert!(of.iter().any(|cell| *cell == POINT), "{rows:?}");
    let making = format!("{order}/invoice");
    let invoice = rosa.edits(&making, &making, &[]).await.location;
    for page in [&order, &invoice] {
        let page = rosa.get(page).await;
        assert!(POINT.iter().all(|name| page.shows(&format!("<bdi class=\"nowrap\">{name}</bdi>"))), "{}", page.html);
    }
    let form = [("column", "bought_in"), ("grid", "invoices"), ("back", INVOICES)];
    assert_eq!(rosa.post("/admin/columns", &form).await.status, 303);
    for (path, heading) in [(ORDERS, "Purchase Point"), (INVOICES, "Purchased From")] {
        let taken = taken(&mut rosa, path, "").await;
        assert!(taken.iter().any(|row| cell(row, heading) == POINT.join(" › ")), "{taken:?}");
    }
}

#[tokio::test]
async fn what_else_is_known_of_an_order_stands_in_columns_that_are_chosen_and_in_the_file() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    ordered(&shop, &mut rosa).await;
    let chosen = ["billing", "shipping", "delivery", "email", "group", "subtotal", "handling", "payment", "refunded"];
    let form: Vec<(&str, &str)> =
        chosen.map(|column| ("column", column)).into_iter().chain([("grid", "orders"), ("back", ORDERS)]).collect();
    assert_eq!(rosa.post("/admin/columns", &form).await.status, 303);
    let taken = taken(&mut rosa, ORDERS, "").await;
    let row = taken.iter().find(|row| cell(row, "Email") == "ada@example.com" && cell(row, "Subtotal") == "USD 160.00").unwrap();
    for (heading, text) in [("Shipping & Handling", "USD 25.00"), ("Total Refunded", "USD 0.00"), ("Customer Group", "General")] {
        assert_eq!(cell(row, heading), text, "{row:?}");
    }
    for heading in ["Billing Address", "Shipping Address"] {
        assert!(cell(row, heading).contains("Berlin") && cell(row, heading).ends_with("Germany"), "{row:?}");
    }
    assert!(!cell(row, "Payment Method").is_empty() && !cell(row, "Shipping Method").is_empty(), "{row:?}");
    let page = rosa.get(ORDERS).await;
    assert!(page.shows("$160.00") && page.shows("ada@example.com"), "{}", page.html);
}
