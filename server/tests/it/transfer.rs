//! Files that are brought and taken along: checked, imported, killed half-way, and taken along again.

use actors::{Answer, Browser, Shop};
use domain::{audit::Action, transfer::cells::EMPTIED};
use server::{jobs, settings::Settings};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;

pub const IMPORT: &str = "/admin/system/import";
pub const EXPORT: &str = "/admin/system/export";
pub const CUSTOMERS: &str = "customer_composite";
pub const PRODUCTS: &str = "catalog_product";
pub const STOCK: &str = "stock_sources";
const PRICES: &str = "advanced_pricing";

/// A shop with a folder of its own, and Rosa in its back office.
pub async fn shop() -> (TempDir, Shop, Browser) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let rosa = shop.staff("rosa").await;
    (folder, shop, rosa)
}

/// Brings a file.
pub async fn brings(by: &mut Browser, settings: &[(&str, &str)], called: &str, content: &[u8]) -> Answer {
    let page = by.get(IMPORT).await;
    by.uploads(&page, IMPORT, settings, ("import_file", &[(called, content)])).await
}

/// Brings a file and has it checked; gives the address of its page.
pub async fn checked(shop: &Shop, by: &mut Browser, settings: &[(&str, &str)], file: impl AsRef<[u8]>) -> String {
    let asked = brings(by, settings, "C:\\files\\brought.csv", file.as_ref()).await;
    assert_eq!(asked.status, 303, "{}", asked.html);
    shop.transfers().await;
    asked.location
}

/// Has what was checked imported; gives its page.
pub async fn imported(shop: &Shop, by: &mut Browser, at: &str) -> Answer {
    let page = by.get(at).await;
    assert!(page.form(&format!("{at}/begin")).is_some(), "{}", page.body());
    assert_eq!(by.sends(&page, &format!("{at}/begin"), &[]).await.status, 303);
    shop.transfers().await;
    by.get(at).await
}

/// Checks and imports a file of which nothing is refused.
pub async fn brought(shop: &Shop, by: &mut Browser, entity: &str, file: impl AsRef<[u8]>) -> Answer {
    let at = checked(shop, by, &[("entity", entity)], file).await;
    let page = imported(shop, by, &at).await;
    assert!(page.shows("Import successfully done") && page.shows("total errors: 0"), "{}", page.body());
    page
}

/// The text of a file that is taken along.
pub async fn taken_along(shop: &Shop, by: &mut Browser, entity: &str, website: &str) -> String {
    shop.advance(Duration::from_secs(1));
    assert_eq!(by.edits(EXPORT, EXPORT, &[("entity", entity), ("website", website)]).await.status, 303);
    shop.transfers().await;
    let page = by.get(EXPORT).await;
    let file = page.link_below(EXPORT).unwrap_or_else(|| panic!("{}", page.body()));
    by.get(&file).await.html
}

fn counted(created: usize, updated: usize, deleted: usize) -> String {
    format!("Created: {created}, Updated: {updated}, Deleted: {deleted}")
}

const PEOPLE: &str = "Email;_website;firstname;lastname;dob;_address_street;_address_city;_address_postcode;_address_country_id;\
    _address_default_shipping_\r\n\
    NEW@Example.com;base;New;Person;1990-01-01;\"Hafen 1\nHinterhof\";Berlin;10115;DE;0\r\n\
    ;;;;;Hafen 2;Berlin;10115;DE;1\r\n\
    ada@example.com;base;Adelheid;;;;;;;\r\n\
    nobody;base;No;Body;;;;;;\r\n\
    other@example.com;nowhere;Other;Person;;Hafen 3;;x;DE;0\r\n\r\n";

#[tokio::test]
async fn a_file_is_called_as_it_was_unless_its_name_hides_something() {
    let (_folder, _shop, mut rosa) = shop().await;
    for (called, told) in [("stock 2.csv", "stock 2.csv"), ("a\u{202e}gpj.csv", "import.csv")] {
        let brought = brings(&mut rosa, &[("entity", CUSTOMERS)], called, b"email,_website\nada@example.com,base\n").await;
        let page = rosa.get(&brought.location).await;
        assert!(page.shows(told) && !page.shows("\u{202e}"), "{}", page.body());
    }
}

#[tokio::test]
async fn a_check_changes_nothing_and_names_each_error_by_its_row_in_the_files_own_format() {
    let (_folder, shop, mut rosa) = shop().await;
    let before = shop.record().await.len();
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(PEOPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], utf_16).await;
    let page = rosa.get(&at).await;
    assert!(page.shows("Checked rows: 5, checked entities: 4, invalid rows: 2, total errors: 3"), "{}", page.body());
    assert!(page.shows("Encoding: UTF-16 LE. Separator: ;") && page.shows("nothing is read of them: dob"), "{}", page.body());
    let rows = page.rows();
    let told = |text: &str| rows.iter().find(|row| row[0].starts_with(text)).map(|row| row[1].clone());
    assert_eq!(
        (told("email: "), told("_address_city: "), told("_address_postcode: ")),
        (Some("5".into()), Some("6".into()), Some("6".into()))
    );
    assert_eq!(rosa.get("/admin/customers?q=new@example.com").await.link_below("/admin/customers"), None);
    let record = shop.record().await;
    let told: Vec<Action> = record[before..].iter().map(|event| event.action).collect();
    assert_eq!(told, [Action::ImportUploaded], "and nothing else");
    let report = rosa.get(&format!("{at}/report")).await.html;
    let lines: Vec<&str> = report.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].ends_with(";_address_default_shipping_;errors") && lines[1].ends_with("Hafen 1"), "{report}");
    assert!(lines[3].ends_with(";1;") && lines[5].starts_with("nobody;base;") && lines[5].contains("email: "), "{report}");
}

#[tokio::test]
async fn what_is_right_is_imported_what_is_wrong_is_left_out_and_each_change_is_told() {
    let (_folder, shop, mut rosa) = shop().await;
    let before = shop.record().await.len();
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS), ("validation_strategy", "skip_errors")], PEOPLE).await;
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows(&counted(1, 1, 0)) && page.shows("total errors: 3"), "{}", page.body());
    let new = rosa.finds_customer("new@example.com").await;
    let addresses = rosa.get(&format!("{new}/addresses")).await;
    assert!(addresses.shows("Hafen 1") && addresses.shows("Hinterhof") && addresses.shows("Hafen 2"), "{}", addresses.body());
    assert!(rosa.get("/admin/customers?q=Adelheid").await.shows("Adelheid Brandt"), "what is empty stays");
    let record = shop.record().await;
    let mut told: Vec<Action> = record[before..].iter().map(|event| event.action).collect();
    let mut expected = [Action::ImportUploaded, Action::ImportBegun, Action::CustomerCreated, Action::CustomerChanged, Action::ImportEnded];
    // The clock stands, and those of one moment stand in no order.
    told.sort_unstable_by_key(|action| action.code());
    expected.sort_unstable_by_key(|action| action.code());
    assert_eq!(told, expected);
    assert!(record[before..].iter().filter(|e| e.action != Action::ImportEnded).all(|event| event.actor.name() == "rosa"));
    let ended = record.iter().find(|event| event.action == Action::ImportEnded).unwrap();
    assert!(ended.changes.iter().any(|c| c.field == "created" && c.after.as_deref() == Some("1")), "{ended:?}");
    // Once more, it is so already.
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS), ("validation_strategy", "skip_errors")], PEOPLE).await;
    assert!(imported(&shop, &mut rosa, &at).await.shows(&counted(0, 0, 0)));
    let history = rosa.get("/admin/system/history").await;
    assert!(history.shows(&counted(1, 1, 0)) && history.shows("brought.csv") && !history.shows("C:"), "{}", history.body());
    // The consent is nobody's to import.
    let consent = "email,_website,assistance_allowed\nnew@example.com,base,2\n";
    brought(&shop, &mut rosa, CUSTOMERS, consent).await;
    assert!(rosa.get("/admin/customers?q=new@example.com").await.rows().iter().any(|row| row.contains(&"Not allowed".to_owned())));
    crate::rows_held::tells_once(&shop, "what_is_right_is_imported_what_is_wrong_is_left_out_and_each_change_is_told").await;
}

/// Has a file imported whose job dies again and again: what is new in each of its lines is made once.
async fn is_killed_again_and_again(entity: &str, (many, file): (usize, String), made: Action) {
    let (_folder, shop, mut rosa) = shop().await;
    let at = checked(&shop, &mut rosa, &[("entity", entity)], file).await;
    let page = rosa.get(&at).await;
    assert_eq!(rosa.sends(&page, &format!("{at}/begin"), &[]).await.status, 303);
    let (mut kills, mut patience) = (0, Duration::from_millis(60));
    loop {
        let (_stop, stopped) = watch::channel(false);
        let holder = format!("life {kills}");
        match tokio::time::timeout(patience, jobs::transfers::round(&shop.app, &holder, &stopped)).await {
            Ok(done) => {
                // Else what the one before had under way came through at this moment.
                if done.unwrap() {
                    break;
                }
            }
            Err(_) => {
                kills += 1;
                patience += Duration::from_millis(10);
            }
        }
        // Nobody hears of it any more.
        shop.advance(Duration::from_secs(11));
    }
    let (page, shown) = (rosa.get(&at).await, many.to_string());
    let shown = if many < 1_000 { shown } else { format!("{},{}", &shown[..1], &shown[1..]) };
    assert!(page.shows("Import successfully done") && page.shows(&format!("Created: {shown}, Updated: 0, Deleted: 0")), "{}", page.body());
    assert!(kills > 1, "it was over before anybody could kill it");
    let record = shop.record().await;
    let mut created: Vec<&str> = record.iter().filter(|e| e.action == made).map(|e| e.object_name()).collect();
    let all = created.len();
    created.sort_unstable();
    created.dedup();
    assert_eq!((all, created.len()), (many, many), "each once, after {kills} kills");
}

#[tokio::test]
async fn an_import_that_is_killed_again_and_again_does_each_line_once() {
    const MANY: usize = 2_000;
    let line = |n: usize| format!("person{n}@import.example,base,Person,Number {n},Hafen {n},Berlin,10115,DE\n");
    let head = "email,_website,firstname,lastname,_address_street,_address_city,_address_postcode,_address_country_id\n";
    let file: String = [head.to_owned()].into_iter().chain((0..MANY).map(line)).collect();
    is_killed_again_and_again(CUSTOMERS, (MANY, file), Action::CustomerCreated).await;
}

#[tokio::test]
async fn an_import_of_products_that_is_killed_again_and_again_does_each_line_once() {
    const MANY: usize = 600;
    let line = |n: usize| format!("NEW-{n},simple,Thing {n},1.50,Default Category/Things {}\n", n % 3);
    let head = "sku,product_type,name,price,categories\n";
    let file: String = [head.to_owned()].into_iter().chain((0..MANY).map(line)).collect();
    is_killed_again_and_again(PRODUCTS, (MANY, file), Action::ProductCreated).await;
}

#[tokio::test]
async fn products_are_added_and_changed_in_all_views_and_in_one() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,store_view_code,name,price,categories,url_key,qty\n\
        NEW-1,,Großer Krug,12.500000,\"Default Category,Default Category/Kitchen\",,100.0000\n\
        NEW-1,de,Riesenkrug,,,,\n\
        NEW-2,,Grosser Krug,1,Default Category/Kitchen,,\n\
        NEW-3,,Cup,1,No Such Root/Nowhere,,\n\
        NEW-1,,Again,,,,\n";
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS), ("validation_strategy", "skip_errors")], file).await;
    let page = rosa.get(&at).await;
    for (text, row) in [("Url key: &#x27;grosser-krug&#x27;", "4"), ("There is no category", "5"), ("Duplicate SKU", "6")] {
        assert!(page.shows(text) || page.shows(&text.replace("&#x27;", "'")), "{row} {text}: {}", page.body());
    }
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows(&counted(1, 1, 0)), "{}", page.body());
    assert!(shop.guest().get("/product/grosser-krug").await.shows("Großer Krug"));
    let german = shop.guest().get("/de/product/grosser-krug").await;
    assert!(german.shows("Riesenkrug"), "{} {}", german.status, german.location);
    brought(&shop, &mut rosa, STOCK, "qty\tsku\r\n7\tNEW-1\r\n").await;
    let exported = taken_along(&shop, &mut rosa, PRODUCTS, "").await;
    let lines: Vec<&str> = exported.lines().filter(|line| line.starts_with("NEW-1")).collect();
    assert!(
        lines[0].contains(",\"Default Category,Default Category/Kitchen\",")
            && lines[0].contains(",Großer Krug,")
            && lines[0].ends_with(",1,\"Catalog, Search\",12.50,,,,grosser-krug,,,,7,1,,1,,1,,1,,1,,1,,1,,,,,,,,,,"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("NEW-1,de,,,,Riesenkrug,,"), "{lines:?}");
    // Emptied, a view follows what stands for all again.
    brought(&shop, &mut rosa, PRODUCTS, format!("sku,store_view_code,name\nNEW-1,de,{EMPTIED}\n")).await;
    assert!(shop.guest().get("/de/product/grosser-krug").await.shows("Großer Krug"));
}

#[tokio::test]
async fn what_is_taken_along_can_be_brought_again_and_holds_no_formula() {
    let (_folder, shop, mut rosa) = shop().await;
    let names = "email,_website,firstname,lastname\nformula@example.com,base,=HYPERLINK(1),'=5+5\n";
    brought(&shop, &mut rosa, CUSTOMERS, names).await;
    for entity in [CUSTOMERS, PRODUCTS, STOCK] {
        let file = taken_along(&shop, &mut rosa, entity, "").await;
        let page = brought(&shop, &mut rosa, entity, &file).await;
        assert!(page.shows(&counted(0, 0, 0)), "{entity}: {}", page.body());
        if entity == CUSTOMERS {
            assert!(file.contains("formula@example.com,base,en,'=HYPERLINK(1),'=5+5,2026-"), "{file}");
            assert!(!file.contains("password"), "no hash is taken along");
        }
    }
}

/// What a list was narrowed to was taken along with the columns that it shows, or all of the shop was with the others.
#[tokio::test]
async fn what_a_list_shows_is_taken_along_with_all_columns_and_nothing_else() {
    let (_folder, shop, mut rosa) = shop().await;
    let takes = async |rosa: &mut Browser, list: &str, entity: &str| {
        let export = rosa.get(list).await.link_of("Export All Columns").unwrap();
        let page = rosa.get(&export).await;
        assert!(page.shows("Only what this list shows is taken along"), "{}", page.body());
        shop.advance(Duration::from_secs(1));
        assert_eq!(rosa.sends(&page, &export, &[("entity", entity)]).await.status, 303);
        shop.transfers().await;
        let file = rosa.get(EXPORT).await.link_below(EXPORT).unwrap();
        (page, rosa.get(&file).await.html)
    };
    let (page, taken) = takes(&mut rosa, "/admin/catalog/products?q=mug&price-to=12", PRODUCTS).await;
    let offered = |page: &Answer| page.options("entity").into_iter().filter(|entity| !entity.is_empty()).collect::<Vec<_>>();
    assert_eq!(offered(&page), [PRODUCTS, STOCK, PRICES]);
    assert!(taken.contains("Pencil Mug") && !taken.contains("Harbour Mug") && !taken.contains("Fireside Stool"), "{taken}");
    assert!(taken.starts_with("\u{feff}sku,"), "{taken}");
    let (page, taken) = takes(&mut rosa, "/admin/customers?q=brandt", CUSTOMERS).await;
    assert_eq!(offered(&page), [CUSTOMERS]);
    assert!(taken.contains("ada@example.com") && taken.lines().count() < 6 && !taken.contains("clara@example.com"), "{taken}");
    // What is of another list is not to be had of this one, nor of a list that is none.
    let export = format!("{EXPORT}?of=customers&q=brandt");
    assert_eq!(rosa.edits(&export, &export, &[("entity", PRODUCTS)]).await.status, 422);
    assert_eq!(rosa.get(&format!("{EXPORT}?of=orders")).await.status, 404);
    assert_eq!(rosa.get(&format!("{EXPORT}?of=products&price-from=x")).await.status, 400);
    let told = shop.record().await.into_iter().filter(|event| event.action == Action::DataExported);
    let told: Vec<String> = told.flat_map(|event| event.changes).filter(|c| c.field == "details").filter_map(|c| c.after).collect();
    // As the lists say what they are narrowed by.
    let [products, customers] = &told[..] else { panic!("{told:?}") };
    assert!(products.contains(": mug · Price: ") && customers.ends_with(": brandt"), "{told:?}");
}

#[tokio::test]
async fn what_is_of_one_website_is_taken_along_alone_and_no_other_sells_by_it() {
    let (_folder, shop, mut rosa) = shop().await;
    let websites: Vec<String> = rosa.get(EXPORT).await.options("website").into_iter().filter(|id| !id.is_empty()).collect();
    assert_eq!(websites.len(), 2);
    for (website, has, has_not) in
        [(&*websites[0], "ada@example.com", "ines@example.com"), (&*websites[1], "ines@example.com", "ada@example.com")]
    {
        let taken = taken_along(&shop, &mut rosa, CUSTOMERS, website).await;
        assert!(taken.contains(has) && !taken.contains(has_not), "{website}: {taken}");
    }
    let abroad = async || {
        let mut guest = shop.guest();
        let page = guest.get("/es/product/harbour-mug").await;
        if page.status == 303 { guest.get(&page.location).await } else { page }
    };
    let before = abroad().await;
    assert!(before.shows("12,88") && !before.shows("9,50"), "{}", before.html);
    let line = "AL-101,international,ALL GROUPS,1,9.50,Fixed\n";
    let head = "sku,tier_price_website,tier_price_customer_group,tier_price_qty,tier_price,tier_price_value_type\n";
    brought(&shop, &mut rosa, PRICES, format!("{head}{line}")).await;
    let there = abroad().await;
    assert!(there.shows("9,50"), "{}", there.html);
    assert!(shop.guest().get("/product/harbour-mug").await.shows("$14.00"), "the other website asks what it did");
    let taken = taken_along(&shop, &mut rosa, PRICES, "").await;
    assert!(taken.contains(line), "{taken}");
}

#[tokio::test]
async fn how_products_are_sold_and_who_is_in_which_group_comes_along() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,name,price,categories,special_price,product_online,visibility,is_in_stock,qty,meta_title,related_skus\n\
        LAMP-9,Old Lamp,20,Default Category/Kitchen,15.5000,1,\"Catalog, Search\",1,5,A lamp of old,\n\
        LAMP-8,Hidden Lamp,20,Default Category/Kitchen,,2,Catalog,1,5,,\"LAMP-9,NOWHERE-1\"\n";
    assert!(brought(&shop, &mut rosa, PRODUCTS, file).await.shows(&counted(2, 0, 0)));
    let lamp = shop.guest().get("/product/old-lamp").await;
    assert!(lamp.shows("$15.50") && lamp.shows("A lamp of old"), "{} {}", lamp.status, lamp.body());
    assert_eq!(shop.guest().get("/product/hidden-lamp").await.status, 404, "it is not online");
    // Once what is shown beside it is there, it can be named.
    assert!(brought(&shop, &mut rosa, PRODUCTS, file).await.shows(&counted(0, 1, 0)));
    let told = shop.record().await.into_iter().rfind(|event| event.action == Action::ProductChanged).unwrap();
    assert_eq!((told.actor.name(), told.changes.len(), told.changes[0].after.as_deref()), ("rosa", 1, Some("LAMP-9")));
    let group = "email,_website,group_id\nada@example.com,base,2\n";
    assert!(brought(&shop, &mut rosa, CUSTOMERS, group).await.shows(&counted(0, 1, 0)));
    assert!(brought(&shop, &mut rosa, CUSTOMERS, group).await.shows(&counted(0, 0, 0)));
    let told = shop.record().await.into_iter().rfind(|event| event.action == Action::CustomerChanged).unwrap();
    assert_eq!((&*told.changes[0].field, told.changes[0].after.as_deref()), ("customer_group", Some("Wholesale")));
    // Who is new is told with his group, also where the file names none.
    let new = "email,_website,firstname,lastname,group_id\ntrade@example.com,base,Trude,Handel,2\nhome@example.com,base,Hanna,Heim,\n";
    assert!(brought(&shop, &mut rosa, CUSTOMERS, new).await.shows(&counted(2, 0, 0)));
    let record = shop.record().await;
    for (email, group) in [("trade@example.com", "Wholesale"), ("home@example.com", "General")] {
        let created = record.iter().find(|event| event.action == Action::CustomerCreated && event.object_name() == email);
        let told = created.and_then(|event| event.changes.iter().find(|change| change.field == "customer_group"));
        assert_eq!(told.and_then(|change| change.after.as_deref()), Some(group), "{email}: {created:?}");
    }
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], group.replace(",2\n", ",99\n")).await;
    assert!(rosa.get(&at).await.shows("group_id: "), "there is no such group");
}

#[tokio::test]
async fn prices_of_groups_and_quantities_are_brought_and_taken_along() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,tier_price_website,tier_price_customer_group,tier_price_qty,tier_price,tier_price_value_type\n\
        AL-101,All Websites [USD],ALL GROUPS,3,11.00,Fixed\n\
        AL-101,base,Wholesale,1,20,Discount\n";
    let page = brought(&shop, &mut rosa, PRICES, file).await;
    assert!(page.shows(&counted(0, 2, 0)), "{}", page.body());
    assert!(shop.guest().get("/product/harbour-mug").await.shows("$11.00"));
    let taken = taken_along(&shop, &mut rosa, PRICES, "").await;
    assert!(taken.ends_with(file), "{taken}");
    // What is there twice, and whose product is not there, is told.
    let twice = format!("{file}AL-101,base,Wholesale,1,30,Discount\nNO-SUCH,,,2,5,Fixed\n");
    let at = checked(&shop, &mut rosa, &[("entity", PRICES), ("validation_strategy", "skip_errors")], twice).await;
    assert!(rosa.get(&at).await.shows("invalid rows: 2"), "{}", rosa.get(&at).await.body());
    // Rows of the file take the place of all that a product has; those of others stay.
    let mut all = async |behavior: &str, file: &str| {
        let at = checked(&shop, &mut rosa, &[("entity", PRICES), ("behavior", behavior)], file).await;
        let page = imported(&shop, &mut rosa, &at).await;
        let taken = taken_along(&shop, &mut rosa, PRICES, "").await;
        (page, taken.lines().filter(|line| line.starts_with("AL-101")).map(str::to_owned).collect::<Vec<_>>())
    };
    let (head, new) = (file.lines().next().unwrap(), "AL-101,All Websites [USD],ALL GROUPS,7,9.00,Fixed");
    let (page, left) = all("replace", &format!("{head}\n{new}\n")).await;
    assert!(page.shows(&counted(0, 1, 0)), "{}", page.body());
    assert_eq!(left, [new]);
    let (page, left) = all("delete", "sku,tier_price_qty\nAL-101,7\n").await;
    assert!(page.shows(&counted(0, 0, 1)), "{}", page.body());
    assert!(left.is_empty(), "{left:?}");
}
