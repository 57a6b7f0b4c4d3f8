//! Who may bring and take along what, and what stops an import.

use crate::{
    dashboard::grants,
    transfer::{CUSTOMERS, EXPORT, PRODUCTS, STOCK, brings, brought, checked, imported, shop, taken_along},
};
use actors::{Browser, Shop};
use domain::audit::Action;
use server::{demo::PASSWORD, jobs};
use tokio::sync::watch;

/// The staff of the other website, with these rights.
async fn iris(shop: &Shop, rosa: &mut Browser, rights: &[&str]) -> Browser {
    let role = rosa.finds_role("International Desk").await;
    let form: Vec<(&str, &str)> = rights.iter().map(|r| ("resource", *r)).chain([("current_password", PASSWORD)]).collect();
    assert_eq!(rosa.edits(&role, &role, &form).await.status, 303);
    shop.staff("iris").await
}

const ALL: &[&str] =
    &["ImportExport::import", "ImportExport::export", "ImportExport::history", "Customer::manage", "Customer::edit", "Catalog::products"];

#[tokio::test]
async fn whoever_is_for_one_website_touches_and_takes_along_nothing_of_another() {
    let (_folder, shop, mut rosa) = shop().await;
    let mut iris = iris(&shop, &mut rosa, ALL).await;
    let file = "email,_website,firstname,lastname\nada@example.com,base,Hacked,Hacked\nzoe@example.com,international,Zoe,New\n";
    let at = checked(&shop, &mut iris, &[("entity", CUSTOMERS)], file).await;
    let page = imported(&shop, &mut iris, &at).await;
    assert!(page.shows("Created: 1, Updated: 0, Deleted: 0"), "{}", page.body());
    assert!(page.shows("We found an invalid value in a website column."), "{}", page.body());
    assert!(!rosa.get("/admin/customers?q=hacked").await.shows("Hacked"));
    let customers = taken_along(&shop, &mut iris, CUSTOMERS, "").await;
    assert!(customers.contains("zoe@example.com") && !customers.contains("ada@example.com"), "{customers}");
    let exported = taken_along(&shop, &mut rosa, PRODUCTS, "").await;
    let sku = exported.lines().nth(1).and_then(|line| line.split(',').next()).unwrap().to_owned();
    let file = format!("sku,price\n{sku},0.01\n");
    let at = checked(&shop, &mut iris, &[("entity", PRODUCTS)], file).await;
    assert!(iris.get(&at).await.form(&format!("{at}/begin")).is_none(), "what stands for all is not hers");
    // A file is told of by the columns that it has.
    let at = checked(&shop, &mut iris, &[("entity", STOCK)], format!("sku,qty\n{sku},1\n")).await;
    let page = iris.get(&at).await;
    assert!(page.shows("sku: You have no permission to change this."), "{}", page.body());
    // Nor does she see what others brought.
    let theirs = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], "email,_website\nada@example.com,base\n").await;
    assert_eq!(iris.get(&theirs).await.status, 404);
    assert!(!iris.get("/admin/system/history").await.shows(&theirs));
    assert!(rosa.get("/admin/system/history").await.shows(&at));
}

#[tokio::test]
async fn nobody_does_by_a_file_what_he_may_not_do_by_a_form() {
    let (_folder, shop, mut rosa) = shop().await;
    let mut iris = iris(&shop, &mut rosa, &["ImportExport::import", "ImportExport::export"]).await;
    let file = &b"email,_website\nines@example.com,international\n"[..];
    for behavior in ["append", "delete"] {
        let asked = brings(&mut iris, &[("entity", CUSTOMERS), ("behavior", behavior)], "a.csv", file).await;
        assert_eq!(asked.status, 422, "{behavior}");
    }
    assert_eq!(iris.edits(EXPORT, EXPORT, &[("entity", CUSTOMERS)]).await.status, 422);
    // Whose right is taken from him while his file waits has it refused.
    let mut other = self::iris(&shop, &mut rosa, ALL).await;
    let asked = brings(&mut other, &[("entity", CUSTOMERS)], "a.csv", file).await;
    assert_eq!(asked.status, 303, "{}", asked.html);
    let _ = self::iris(&shop, &mut rosa, &["ImportExport::import"]).await;
    shop.transfers().await;
    let page = other.get(&asked.location).await;
    assert!(page.shows("has not the right to do this any more"), "{}", page.body());
}

/// Whoever may import, though not look at customers, had the file of each.
#[tokio::test]
async fn a_file_that_somebody_else_brought_is_for_whoever_may_look_at_what_it_is_of() {
    let (_folder, shop, mut rosa) = shop().await;
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], "email,_website\nada@example.com,base\nnobody,base\n").await;
    let (file, report) = (format!("{at}/file"), format!("{at}/report"));
    for (rights, status) in [(&["ImportExport::import", "ImportExport::history"][..], 404), (ALL, 200)] {
        grants(&mut rosa, "Customer Care", rights).await;
        let mut kim = shop.staff("kim").await;
        let (page, history) = (kim.get(&at).await, kim.get("/admin/system/history").await);
        let is_there = status == 200;
        assert_eq!((page.shows(&report), history.shows(&file), history.shows(&report)), (is_there, is_there, is_there));
        for path in [&file, &report] {
            assert_eq!(kim.get(path).await.status, status, "{path} {rights:?}");
        }
    }
}

#[tokio::test]
async fn customers_are_deleted_who_are_named_by_address_and_website() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "email,_website\nADA@example.com,base\nnobody@example.com,base\nada@example.com,international\n";
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS), ("behavior", "delete")], file).await;
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 0, Updated: 0, Deleted: 1") && page.shows("total errors: 2"), "{}", page.body());
    assert_eq!(rosa.get("/admin/customers?q=ada@example.com").await.link_below("/admin/customers"), None);
    for (entity, behavior) in [(STOCK, "delete"), (STOCK, "replace"), (PRODUCTS, "replace"), (CUSTOMERS, "replace")] {
        let asked = brings(&mut rosa, &[("entity", entity), ("behavior", behavior)], "a.csv", b"sku\na\n").await;
        assert_eq!(asked.status, 422, "{entity} {behavior}: nothing of that kind is done");
    }
}

#[tokio::test]
async fn addresses_as_magento_takes_them_along_are_brought_to_customers_who_are_there() {
    let (_folder, shop, mut rosa) = shop().await;
    let line = |email: &str, street: &str, billing: u8| {
        format!("base,{email},7,Berlin,DE,Old,Friend,10115,\"{street}\",,{billing},0,999999,none\n")
    };
    let lines = [
        line("ben@example.com", "Hafen 1\nHinterhof", 1),
        line("ben@example.com", "Hafen 2", 0),
        line("ada@example.com", "Hafen 3", 0),
        line("nobody@example.com", "Hafen 4", 0),
        // Not beside the others of his.
        line("BEN@example.com", "Hafen 5", 0),
    ];
    let head = "_website,_email,_entity_id,city,country_id,firstname,lastname,postcode,street,telephone";
    let file = format!("{head},_address_default_billing_,_address_default_shipping_,group_id,password_hash\n{}", lines.concat());
    let settings = [("entity", CUSTOMERS), ("validation_strategy", "skip_errors")];
    for updated in [3, 0] {
        let at = checked(&shop, &mut rosa, &settings, &file).await;
        let page = rosa.get(&at).await;
        assert!(page.shows("find a customer who matches"), "{}", page.body());
        for of_him in ["_entity_id", "group_id", "password_hash"] {
            assert!(page.shows(of_him), "it is said that {of_him} is left out: {}", page.body());
        }
        let page = imported(&shop, &mut rosa, &at).await;
        let counted = format!("Created: 0, Updated: {updated}, Deleted: 0");
        assert!(page.shows(&counted) && page.shows("total errors: 1"), "{}", page.body());
    }
    for (email, streets) in
        [("ben@example.com", &["Hafen 1", "Hinterhof", "Hafen 2", "Hafen 5"][..]), ("ada@example.com", &["Hafen 3"][..])]
    {
        let customer = rosa.finds_customer(email).await;
        let addresses = rosa.get(&format!("{customer}/addresses")).await;
        assert!(streets.iter().all(|street| addresses.shows(street)) && addresses.shows("Friend"), "{}", addresses.body());
        assert!(!rosa.get(&customer).await.shows("Friend"), "he is called as he was");
    }
    // Nobody is deleted by a file of his addresses.
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS), ("behavior", "delete")], &file).await;
    assert!(rosa.get(&at).await.shows("a file with the columns email and _website"), "{}", rosa.get(&at).await.body());
    // What is wrong is told by the names that stand in it.
    for (columns, told) in [("city,City", "is there twice"), ("city,street", "city: ")] {
        let file = format!("_website,_email,country_id,{columns}\nbase,ben@example.com,DE,,Hafen 9\n");
        let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], file).await;
        let page = rosa.get(&at).await;
        assert!(page.shows(told) && !page.shows("_address_"), "{}", page.body());
    }
    rosa.finds_customer("ben@example.com").await;
}

#[tokio::test]
async fn products_are_deleted_that_are_named_by_their_skus_with_what_views_say_of_them() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,store_view_code,name\nAL-101,,Harbour Mug\nAL-101,de,Hafenbecher\nNO-SUCH,,\nAL-101,,\n";
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS), ("behavior", "delete")], file).await;
    assert_eq!(shop.guest().get("/product/harbour-mug").await.status, 200, "a check changes nothing");
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 0, Updated: 0, Deleted: 1") && page.shows("total errors: 2"), "{}", page.body());
    assert_eq!(shop.guest().get("/product/harbour-mug").await.status, 404);
    assert!(!shop.guest().get("/category/kitchen").await.shows("/product/harbour-mug"));
    let told: Vec<_> = shop.record().await.into_iter().filter(|event| event.action == Action::ProductDeleted).collect();
    assert_eq!(told.iter().map(|event| event.object_name()).collect::<Vec<_>>(), ["Harbour Mug"]);
    // Whoever is for a part of the shop deletes nothing that all of it has.
    let mut iris = iris(&shop, &mut rosa, ALL).await;
    let at = checked(&shop, &mut iris, &[("entity", PRODUCTS), ("behavior", "delete")], "sku\nAL-102\n").await;
    assert!(iris.get(&at).await.shows("total errors: 1"));
}

#[tokio::test]
async fn more_errors_than_are_allowed_stop_it_and_what_was_begun_cannot_be_begun_again() {
    let (_folder, shop, mut rosa) = shop().await;
    let wrong: String = (0..12).map(|n| format!("wrong{n},base,A,B\n")).collect();
    let file = format!("email,_website,firstname,lastname\nright@example.com,base,A,B\n{wrong}");
    let stopped = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], &file).await;
    let page = rosa.get(&stopped).await;
    assert!(
        page.shows("The file has more errors than are allowed.") && page.form(&format!("{stopped}/begin")).is_none(),
        "{}",
        page.body()
    );
    assert_eq!(rosa.post(&format!("{stopped}/begin"), &[]).await.status, 409);
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS), ("allowed_error_count", "12")], &file).await;
    let page = rosa.get(&at).await;
    assert_eq!(rosa.sends(&page, &format!("{at}/begin"), &[]).await.status, 303);
    assert_eq!(rosa.sends(&page, &format!("{at}/begin"), &[]).await.status, 409, "from a page of before");
    let page = rosa.get(&at).await;
    assert_eq!(rosa.sends(&page, &format!("{at}/cancel"), &[]).await.status, 303);
    shop.transfers().await;
    let page = rosa.get(&at).await;
    assert!(page.shows("Canceled.") && page.form(&format!("{at}/cancel")).is_none(), "{}", page.body());
    assert_eq!(rosa.get("/admin/customers?q=right@example.com").await.link_below("/admin/customers"), None);
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    assert!(told.contains(&Action::ImportCanceled) && !told.contains(&Action::ImportEnded));
    let resume = format!("{at}/resume");
    let mut other = shop.staff("kim").await;
    assert_eq!(other.post(&resume, &[]).await.status, 403);
    let history = rosa.get("/admin/system/history").await;
    assert_eq!(rosa.sends(&history, &resume, &[]).await.status, 303);
    assert_eq!(rosa.sends(&page, &resume, &[]).await.status, 409, "from a page of before");
    shop.transfers().await;
    let page = rosa.get(&at).await;
    assert!(page.shows("Import successfully done") && page.form(&resume).is_none(), "{}", page.body());
    crate::rows_held::tells_once(&shop, "more_errors_than_are_allowed_stop_it_and_what_was_begun_cannot_be_begun_again").await;
}

#[tokio::test]
async fn an_import_that_was_canceled_on_its_way_goes_on_there_when_it_is_resumed_and_does_each_line_once() {
    const MANY: usize = 1_000;
    let (_folder, shop, mut rosa) = shop().await;
    let line = |n: usize| format!("person{n}@import.example,base,Person,Number {n}\n");
    let file: String = ["email,_website,firstname,lastname\n".to_owned()].into_iter().chain((0..MANY).map(line)).collect();
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], file).await;
    let page = rosa.get(&at).await;
    assert_eq!(rosa.sends(&page, &format!("{at}/begin"), &[]).await.status, 303);
    let created = async |shop: &Shop| {
        let record = shop.record().await.into_iter().filter(|event| event.action == Action::CustomerCreated);
        record.map(|event| event.object_name().to_owned()).collect::<Vec<String>>()
    };
    let (_stop, stopped) = watch::channel(false);
    let is_under_way = async {
        while created(&shop).await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = jobs::transfers::round(&shop.app, "cut", &stopped) => panic!("it was over before anybody could cancel it"),
        () = is_under_way => {}
    }
    assert_eq!(rosa.edits(&at, &format!("{at}/cancel"), &[]).await.status, 303);
    shop.transfers().await;
    let before = created(&shop).await.len();
    assert!(0 < before && before < MANY, "what is canceled stands still: {before}");
    // Whoever brought it has it go on, and nobody else who may import and sees it.
    let resume = format!("{at}/resume");
    grants(&mut rosa, "Customer Care", &["ImportExport::import", "ImportExport::history", "Customer::manage", "Customer::edit"]).await;
    let mut kim = shop.staff("kim").await;
    let looked = kim.get(&at).await;
    assert!(looked.shows("Canceled.") && looked.form(&resume).is_none(), "{}", looked.body());
    assert_eq!(kim.post(&resume, &[]).await.status, 404);
    assert_eq!(rosa.edits(&at, &resume, &[]).await.status, 303);
    shop.transfers().await;
    let page = rosa.get(&at).await;
    assert!(page.shows("Import successfully done") && page.shows("Created: 1,000, Updated: 0, Deleted: 0"), "{}", page.body());
    let mut all = created(&shop).await;
    all.sort_unstable();
    all.dedup();
    assert_eq!((created(&shop).await.len(), all.len()), (MANY, MANY), "each once");
}

#[tokio::test]
async fn what_is_no_file_that_can_be_imported_is_told() {
    let (_folder, shop, mut rosa) = shop().await;
    let none = brings(&mut rosa, &[("entity", CUSTOMERS)], "", b"").await;
    assert_eq!(none.status, 422);
    for (file, told) in [
        (&b""[..], "This file is empty."),
        (&b"email,_website\n"[..], "This file is empty."),
        (&b"PK\x03\x04\0\0"[..], "The file is no CSV."),
        (&b"name,price\na,1\n"[..], "The column &quot;email&quot; is missing."),
    ] {
        let asked = brings(&mut rosa, &[("entity", CUSTOMERS)], "a.csv", file).await;
        assert_eq!(asked.status, 303);
        shop.transfers().await;
        let page = rosa.get(&asked.location).await;
        assert!(page.shows(told) || page.shows(&told.replace("&quot;", "\"")), "{told}: {}", page.body());
    }
    let path = "/admin/config/system";
    assert_eq!(rosa.edits(path, path, &[("largest_file", "1"), ("largest_file-system", "")]).await.status, 303);
    let large = vec![b'x'; 1024 * 1024 + 1];
    let refused = brings(&mut rosa, &[("entity", CUSTOMERS)], "a.csv", &large).await;
    assert!(refused.status == 422 && refused.shows("The file is larger than 1 MB."), "{}", refused.body());
    let left = std::fs::read_dir(shop.app.settings.data.join("transfers")).unwrap().flatten();
    assert!(left.map(|file| file.file_name().to_string_lossy().into_owned()).all(|name| !name.contains("arriving")));
}

const SHA_256: &str = "977e7b4790cdc6d2ff45132abe6f52eb0e8299a7b1eb86260a0684ae98cd201f:Kq3vX9bT0mZsY7aL5dRwE2uHc8nPfG1J:1";
const ARGON2ID: &str = "43043dc83dd8ea06b548c5365476c571e6c2949df863935eff1e6d2f6144b82e:Kq3vX9bT0mZsY7aL:3_32_1_8192";

#[tokio::test]
async fn who_comes_from_magento_signs_in_with_his_password_and_nobody_is_given_one_that_he_has() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = format!(
        "email,_website,firstname,lastname,password_hash\nold@example.com,base,O,S,{SHA_256}\nnew@example.com,base,N,A,{ARGON2ID}\n\
        none@example.com,base,N,N,\nada@example.com,base,,,{SHA_256}\nmd5@example.com,base,M,D,{}:salt:0\n",
        "a".repeat(32)
    );
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], file).await;
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 3, Updated: 0, Deleted: 0") && page.shows("MD5 is not."), "{}", page.body());
    let signs_in = async |email: &str, password: &str| {
        let mut browser = shop.guest();
        browser.get("/customer/account/login").await;
        browser.post("/customer/account/login", &[("email", email), ("password", password)]).await.status == 303
    };
    for email in ["old@example.com", "new@example.com"] {
        assert!(!signs_in(email, "something else").await, "{email}");
        // The second time with the hash that took the place of the first.
        assert!(signs_in(email, PASSWORD).await && signs_in(email, PASSWORD).await, "{email}");
    }
    assert!(!signs_in("none@example.com", "").await && !signs_in("none@example.com", PASSWORD).await);
    // A password comes later to whoever has none.
    brought(&shop, &mut rosa, CUSTOMERS, format!("email,_website,password_hash\nnone@example.com,base,{SHA_256}\n")).await;
    assert!(signs_in("none@example.com", PASSWORD).await);
}

#[tokio::test]
async fn a_file_brings_no_account_whose_address_looks_like_that_of_another() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "email,_website,firstname,lastname\n\u{430}da@example.com,base,Twin,T\n";
    let at = checked(&shop, &mut rosa, &[("entity", CUSTOMERS)], file).await;
    let page = rosa.get(&at).await;
    assert!(page.shows("invalid rows: 1") && page.shows("looks like one that has an account"), "{}", page.body());
}

#[tokio::test]
async fn categories_that_a_file_names_are_made_by_whoever_may_make_some() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,product_type,name,price,categories\n\
        24-MB01,simple,Joust Duffle Bag,34.000000,\"Default Category/Gear,Default Category/Gear/Bags\"\n\
        24-MB02,simple,Fusion Backpack,59.000000,Default Category/Gear/Bags\n";
    let made = async |shop: &Shop| shop.record().await.iter().filter(|event| event.action == Action::CategoryCreated).count();
    let before = made(&shop).await;
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS)], file).await;
    let page = rosa.get(&at).await;
    assert!(page.shows("total errors: 0"), "{}", page.body());
    assert!(!rosa.get("/admin/catalog/categories").await.shows("Gear"), "a check changes nothing");
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 2, Updated: 0, Deleted: 0"), "{}", page.body());
    let bags = shop.guest().get("/category/bags").await;
    assert!(bags.shows("Joust Duffle Bag") && bags.shows("Fusion Backpack"), "{} {}", bags.status, bags.html);
    assert_eq!(made(&shop).await, before + 2);
    let again = checked(&shop, &mut rosa, &[("entity", PRODUCTS)], file.replace("24-", "25-").replace("Joust", "Just")).await;
    let page = rosa.get(&again).await;
    assert!(page.shows("Url key: ") && page.shows("total errors: 1"), "what is there is not made again: {}", page.body());
}

/// A line whose URL key was another's left the category behind that it named.
#[tokio::test]
async fn a_line_that_is_refused_leaves_no_category_behind() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,product_type,name,price,categories\n\
        24-MB01,simple,Joust Duffle Bag,34.000000,Default Category/Gear\n\
        24-MB02,simple,Harbour Mug,59.000000,Default Category/Gear/Left Behind\n";
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS)], file).await;
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 1, Updated: 0, Deleted: 0") && page.shows("harbour-mug"), "{}", page.body());
    let categories = rosa.get("/admin/catalog/categories").await;
    assert!(categories.shows("Gear") && !categories.shows("Left Behind"), "{}", categories.body());
}

/// A file whose categories have no Latin letters was refused, for no URL key could be made of their names.
#[tokio::test]
async fn categories_are_made_whatever_script_a_file_names_them_in() {
    let (_folder, shop, mut rosa) = shop().await;
    let names = ["Категория", "カテゴリ", "★", "★★"];
    let line = |(n, name): (usize, &&str)| format!("CAT-{n},Thing {n},1,Default Category/{name}\n");
    let file: String = ["sku,name,price,categories\n".to_owned()].into_iter().chain(names.iter().enumerate().map(line)).collect();
    brought(&shop, &mut rosa, PRODUCTS, file).await;
    let page = rosa.get("/admin/catalog/categories").await;
    assert!(names.iter().all(|name| page.shows(name)), "{}", page.body());
    for (address, thing) in [("kategoriia", "Thing 0"), ("kategori", "Thing 1"), ("category", "Thing 2"), ("category-1", "Thing 3")] {
        let shown = shop.guest().get(&format!("/category/{address}")).await;
        assert!(shown.shows(thing), "{address}: {} {}", shown.status, shown.location);
    }
}

/// `abc` and `ABC` became two products.
#[tokio::test]
async fn a_product_is_the_same_however_its_sku_is_spelt_and_keeps_the_spelling_that_it_has() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,store_view_code,name,price,categories,related_skus\n\
        al-101,,Pier Mug,,,al-102\n\
        New-1,,Tide Clock,3,Default Category/Kitchen,Al-101\n\
        NEW-1,de,Tidenuhr,,,\n\
        new-1,,Again,,,\n\
        al-101-1,,Quay Mug,3,Default Category/Kitchen,\n";
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS), ("validation_strategy", "skip_errors")], file).await;
    assert!(rosa.get(&at).await.shows("Duplicate SKU"));
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 2, Updated: 2, Deleted: 0"), "{}", page.body());
    assert!(shop.guest().get("/product/harbour-mug").await.shows("Pier Mug"));
    let exported = taken_along(&shop, &mut rosa, PRODUCTS, "").await;
    let lines = |sku: &str| exported.lines().filter(|line| line.starts_with(&format!("{sku},"))).map(str::to_owned).collect::<Vec<_>>();
    assert!(lines("al-101").is_empty() && lines("AL-101")[0].contains("AL-102"), "{exported}");
    assert!(lines("NEW-1").is_empty() && lines("New-1").len() == 2 && lines("New-1")[0].contains("AL-101"), "{exported}");
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS), ("behavior", "delete")], "sku\nNEW-1\n").await;
    assert!(imported(&shop, &mut rosa, &at).await.shows("Deleted: 1"));
    // Nor is a copy called as another is, but for its letters.
    let mug = rosa.get("/admin/catalog/products?q=Pier+Mug").await.link_of("Pier Mug").unwrap();
    let copy = rosa.edits(&mug, &mug, &[("do", "duplicate")]).await.location;
    assert_eq!(rosa.get(&copy).await.input("sku").as_deref(), Some("AL-101-2"));
}
