//! What people search for by words: found at once by whoever wrote it, and the same once the index has it; found by other programs a
//! moment later; and again after a restart.

use crate::{documents::ordered, lists::tiles};
use actors::{Answer, Browser, Shop, Way};
use domain::{audit::Action, jobs::Indexed};
use server::{
    app::App,
    clock::Clock,
    demo,
    jobs::{self, job},
    settings::Settings,
};
use std::path::Path;
use store::{Address, Effort, Store};

/// All rows of a grid, page after page, as they stand; and how many it says there are.
async fn found(who: &mut Browser, address: &str) -> Vec<Vec<String>> {
    let (mut rows, mut next) = (Vec::new(), Some(address.to_owned()));
    while let Some(address) = next {
        let page = who.get(&address).await;
        assert_eq!(page.status, 200, "{address}: {}", page.html);
        rows.extend(page.rows());
        next = page.link_of("Next");
    }
    rows
}

/// Which index is to be made anew.
const ROWS: (&str, &str) = ("index", "rows");

const SEARCHES: &[&str] = &[
    "/admin/customers?q=example",
    "/admin/customers?q=example&sort=email-desc",
    "/admin/customers?q=e&sort=name",
    "/admin/customers?q=brandt+ada",
    "/admin/customers?q=nobody",
    "/admin/catalog/products?q=mug",
    "/admin/catalog/products?q=b&sort=price",
    "/admin/sales/orders?q=ada",
    "/admin/sales/orders?q=0000&sort=number",
    "/admin/sales/orders?q=0000&status=processing",
    "/admin/sales/invoices?q=ada",
    "/admin/system/mail?q=ada",
];

#[tokio::test]
async fn what_is_searched_for_is_the_same_before_the_index_has_it_and_after() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let page = format!("{order}/invoice");
    assert_eq!(rosa.edits(&page, &page, &[]).await.status, 303);
    let mut before = Vec::new();
    for address in SEARCHES {
        before.push(found(&mut rosa, address).await);
    }
    assert!(before[6].len() > 40, "more than two pages");
    for (address, rows) in SEARCHES.iter().zip(&before) {
        assert_eq!(rows.is_empty(), address.contains("nobody"), "{address}");
    }
    shop.indexes().await;
    for (address, rows) in SEARCHES.iter().zip(&before) {
        assert_eq!(&found(&mut rosa, address).await, rows, "{address}");
    }
}

#[tokio::test]
async fn whoever_saved_something_finds_it_at_once_under_its_new_name_and_not_under_the_old() {
    let shop = Shop::open().await;
    shop.indexes().await;
    let mut rosa = shop.staff("rosa").await;
    let ada = rosa.finds_customer("ada").await;
    assert_eq!(rosa.edits(&ada, &ada, &[("last_name", "Zauberberg")]).await.status, 303);
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let (new, old) = (rosa.get("/admin/customers?q=zauber").await, rosa.get("/admin/customers?q=ada+brandt").await);
        assert!(new.shows("Ada Zauberberg") && new.rows().len() == 1, "{is_indexed}: {}", new.html);
        assert!(old.rows().is_empty() || !old.shows("Ada"), "{is_indexed}: {}", old.html);
    }
    let page = format!("{ada}/delete");
    let asked = rosa.get(&page).await;
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 303);
    for _ in 0..2 {
        assert!(!rosa.get("/admin/customers?q=zauber").await.shows("Ada Zauberberg"));
        shop.indexes().await;
    }
}

#[tokio::test]
async fn another_program_finds_what_was_written_also_if_no_event_tells_of_it() {
    let shop = Shop::open().await;
    let other = shop.beside().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, other.staff("theo").await);
    let ada = rosa.finds_customer("ada").await;
    let page = "/admin/config/admin";
    for (name, is_told) in [("Eins", true), ("Zwei", false)] {
        if !is_told {
            assert_eq!(rosa.edits(page, page, &[("customers", "0"), ("customers-system", "")]).await.status, 303);
        }
        assert_eq!(rosa.edits(&ada, &ada, &[("last_name", name)]).await.status, 303);
        // Whatever happens next takes it along.
        let _ = rosa.get("/admin/action-logs/report").await;
        shop.indexes().await;
        other.indexes().await;
        let found = theo.get(&format!("/admin/customers?q={name}")).await;
        assert!(found.shows(&format!("Ada {name}")), "{name}: {}", found.html);
    }
}

/// Pages and settings were not found either, and a category could not be looked at by price, until customers and products were in the index.
async fn goes_on_without_an_index(store: &Store) {
    let app = App::new(store.clone(), Settings::default(), Clock::system()).await.unwrap();
    let (mut rosa, mut guest) = (Browser::new(Way::in_process(&app)), Browser::new(Way::in_process(&app)));
    rosa.signs_in_as_staff("rosa").await;
    let page = rosa.get("/admin/search?q=invoices").await;
    assert!(page.status == 200 && page.shows("<h2>Pages</h2>") && page.shows("will be found in a moment"), "{}", page.body());
    let suggested = rosa.calls("/admin/api/search/find", r#"{"typed":"invoices","scope":null}"#).await;
    assert!(suggested.status == 200 && suggested.html.contains("/admin/sales/invoices"), "{}", suggested.html);
    assert!(suggested.html.contains("will be found in a moment"), "{}", suggested.html);
    let own = guest.get("/category/kitchen").await;
    for sort in ["price", "price-desc"] {
        let page = guest.get(&format!("/category/kitchen?sort={sort}")).await;
        assert!(page.status == 200 && page.shows("cannot be sorted by price yet"), "{sort}: {}", page.body());
        assert_eq!((tiles(&page), page.link_of("Next")), (tiles(&own), own.link_of("Next")), "what comes next is in the same order");
    }
    assert!(!own.shows("cannot be sorted by price yet"));
    assert_eq!(guest.get("/category/kitchen?stock=1").await.status, 503, "what is in stock nobody knows yet");
}

#[tokio::test]
async fn the_index_is_there_after_a_restart_and_made_anew_where_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().to_owned());
    let now = Clock::system().now();
    let open = async || Store::open(&address, Effort::Low).await.unwrap();
    let finds = async |store: &Store| {
        let app = App::new(store.clone(), Settings::default(), Clock::system()).await.unwrap();
        let mut rosa = Browser::new(Way::in_process(&app));
        rosa.signs_in_as_staff("rosa").await;
        let page = rosa.get("/admin/customers?q=brandt").await;
        (page.status, page.shows("Ada Brandt"))
    };
    let store = open().await;
    demo::fill(&store, &job(now)).await.unwrap();
    let indexes = async |store: &Store| {
        let job = job(now);
        let by = store.by(&job);
        while by.place_events("test").await.unwrap() > 0 {}
        while by.index_rows(true).await.unwrap() > 0 {}
    };
    indexes(&store).await;
    store.close().await;
    drop(store);
    let store = open().await;
    assert_eq!(finds(&store).await, (200, true), "it is there");
    store.close().await;
    drop(store);
    forget_the_index(folder.path());
    let store = open().await;
    assert_eq!(finds(&store).await, (503, false), "nothing is said to be all there is");
    goes_on_without_an_index(&store).await;
    indexes(&store).await;
    assert_eq!(finds(&store).await, (200, true), "it was made anew");
    store.close().await;
}

fn forget_the_index(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().starts_with("row-index-") {
            std::fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

#[tokio::test]
async fn a_shopper_is_forgiven_another_form_of_a_word_and_one_mistake_and_is_told_what_was_not_found() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for query in ["mugs", "mug+harbour", "MUG", "harbour+mugs"] {
            let page = guest.get(&format!("/search?q={query}")).await;
            assert!(page.shows("Harbour Mug") && !page.shows("Nothing was found"), "{query}: {}", page.html);
        }
    }
    let page = guest.get("/search?q=harbur+mug").await;
    assert!(
        page.shows("Nothing was found by “harbur”. This is what was found by “harbour”.") && page.shows("Harbour Mug"),
        "{}",
        page.html
    );
    // So is whoever had not typed all of it.
    let page = guest.get("/search?q=harbuo").await;
    assert!(page.shows("This is what was found by “harbour”.") && page.shows("Harbour Mug"), "{}", page.html);
    let page = guest.get("/search?q=mug+zzzzz").await;
    assert!(page.shows("Nothing was found by “zzzzz”. It was left out.") && page.shows("Harbour Mug"), "{}", page.html);
    let page = guest.get("/search?q=zzzzz").await;
    assert!(page.shows("Your search returned no results.") && !page.shows("Nothing was found"), "{}", page.html);
    // A view in another language says what it sells in its own words.
    let page = guest.get("/de/search?q=Tassen").await;
    assert!(page.status == 200 && !page.shows("ergab keine Treffer"), "{}", page.html);
    // Nor need he have umlauts on his keys: no whole word is near this beginning of one.
    let page = guest.get("/de/search?q=Oelfla").await;
    assert!(page.shows("Ölflasche Ruhige Hand") && !page.shows("wurde nichts gefunden"), "{}", page.html);
    let page = guest.get("/search?q=%3Cscript%3E+mug").await;
    assert!(!page.shows("<script>") && page.shows("&lt;script&gt;"), "{}", page.html);
}

/// What was meant was looked for among all words that there are, also of what is hidden: nothing was found by them.
#[tokio::test]
async fn what_is_meant_is_a_word_by_which_something_is_found_here() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let mug = crate::products::finds(&mut rosa, "Harbour Mug").await;
    assert_eq!(rosa.edits(&mug, &mug, &[("description", "Quillwort."), ("enabled", "")]).await.status, 303);
    shop.indexes().await;
    for typed in ["quilwort", "quilwo"] {
        let page = guest.get(&format!("/search?q=espresso+{typed}")).await;
        let told = format!("Nothing was found by “{typed}”. It was left out.");
        assert!(page.shows(&told) && page.shows("Little Espresso Cup"), "{}", page.html);
    }
}

#[tokio::test]
async fn one_mistake_is_forgiven_in_what_is_suggested_where_nothing_begins_so() {
    let shop = Shop::open().await;
    shop.indexes().await;
    let mut guest = shop.guest();
    let suggest = async |guest: &mut Browser, (view, typed): (&str, &str)| {
        guest.get(if view.is_empty() { "/" } else { view }).await;
        let json = serde_json::json!({ "typed": typed }).to_string();
        let answer = guest.calls(&format!("{view}/api/catalog/suggest"), &json).await.json();
        answer[1].as_str().unwrap().to_owned()
    };
    for typed in ["harbuo", "hrabour", "harbur mug", "mug harbur"] {
        let options = suggest(&mut guest, ("", typed)).await;
        assert!(options.contains("/product/harbour-mug"), "{typed}: {options}");
    }
    assert!(suggest(&mut guest, ("", "kitxhe")).await.contains("/category/kitchen"));
    // Umlauts as well, spelled with an e.
    assert!(suggest(&mut guest, ("/de", "Oelfla")).await.contains("Ölflasche Ruhige Hand"));
    // Neither two mistakes, nor one in a short word.
    for typed in ["hxrbxr", "mgu", "harbur zzzzzz"] {
        assert!(!suggest(&mut guest, ("", typed)).await.contains("role=\"option\""), "{typed}");
    }
}

#[tokio::test]
async fn the_index_is_made_anew_while_it_is_searched() {
    let shop = Shop::open().await;
    shop.indexes().await;
    let mut rosa = shop.staff("rosa").await;
    let [page, reindex, cancel] = ["/admin/cache", "/admin/cache/reindex", "/admin/cache/reindex/cancel"];
    let entries = |page: &Answer| page.html.split("Entries: ").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
    let before = rosa.get(page).await;
    assert!(entries(&before).is_some(), "{}", before.html);
    assert_eq!(rosa.edits(page, reindex, &[ROWS]).await.status, 303);
    // Whoever looks again finds how far it is; what was there before is searched.
    let making = rosa.get(page).await;
    assert!(making.shows("0 of ") && making.form_of("Cancel").is_some() && entries(&making).is_none(), "{}", making.html);
    assert!(rosa.get("/admin/customers?q=clara").await.shows("Clara"));
    assert_eq!(rosa.edits(page, cancel, &[ROWS]).await.status, 303);
    shop.indexes().await;
    assert_eq!(entries(&rosa.get(page).await), entries(&before));
    assert_eq!(rosa.edits(page, reindex, &[ROWS]).await.status, 303);
    shop.indexes().await;
    let after = rosa.get(page).await;
    assert!(after.form_of("Reindex").is_some() && entries(&after) == entries(&before), "{}", after.html);
    assert!(rosa.get("/admin/customers?q=clara").await.shows("Clara"));
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    let times = |action| told.iter().filter(|told| **told == action).count();
    assert_eq!((times(Action::ReindexAsked), times(Action::ReindexCanceled)), (2, 1));
}

/// A program that stopped waited until all of it was made.
#[tokio::test]
async fn a_program_that_stops_waits_for_no_index_that_is_made_anew_and_leaves_what_was_there_before() {
    let shop = Shop::open().await;
    shop.indexes().await;
    let mut rosa = shop.staff("rosa").await;
    let before = shop.store.indexed(Indexed::Rows);
    let [page, reindex, cancel] = ["/admin/cache", "/admin/cache/reindex", "/admin/cache/reindex/cancel"];
    assert_eq!(rosa.edits(page, reindex, &[ROWS]).await.status, 303);
    let is_at_it = || shop.store.reindexing(Indexed::Rows).is_some_and(|(done, _)| done > 0);
    let (tell, stop) = tokio::sync::watch::channel(false);
    let mut making = std::pin::pin!(jobs::index(shop.app.clone(), stop));
    while !is_at_it() {
        tokio::select! {
            biased;
            () = &mut making => panic!("nobody stopped it"),
            () = tokio::task::yield_now() => {}
        }
    }
    tell.send(true).unwrap();
    making.await;
    assert!(is_at_it(), "it was made to its end");
    // Whoever goes on takes a part of it never for the whole.
    assert_eq!(rosa.edits(page, cancel, &[ROWS]).await.status, 303);
    shop.indexes().await;
    assert_eq!(shop.store.indexed(Indexed::Rows), before);
    assert!(rosa.get("/admin/customers?q=clara").await.shows("Clara"));
}

/// What a restart cut short was forgotten: the page said how many entries there were, as if nobody had wanted them made anew.
#[tokio::test]
async fn an_index_that_is_wanted_anew_is_made_by_the_next_program_where_a_restart_was_in_between() {
    let [page, reindex] = ["/admin/cache", "/admin/cache/reindex"];
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().to_owned());
    let now = Clock::system().now();
    let open = async || Store::open(&address, Effort::Low).await.unwrap();
    let staff = async |store: &Store| {
        let app = App::new(store.clone(), Settings::default(), Clock::system()).await.unwrap();
        let mut rosa = Browser::new(Way::in_process(&app));
        rosa.signs_in_as_staff("rosa").await;
        rosa
    };
    let indexes = async |store: &Store| {
        let job = job(now);
        let by = store.by(&job);
        while by.place_events("test").await.unwrap() > 0 {}
        while by.index_rows(true).await.unwrap() > 0 {}
    };
    let store = open().await;
    demo::fill(&store, &job(now)).await.unwrap();
    indexes(&store).await;
    let before = store.indexed(Indexed::Rows);
    assert_eq!(staff(&store).await.edits(page, reindex, &[ROWS]).await.status, 303);
    store.close().await;
    drop(store);
    let store = open().await;
    assert_eq!(store.reindexing(Indexed::Rows), Some((0, before)));
    let making = staff(&store).await.get(page).await;
    assert!(making.shows("0 of ") && making.form_of("Cancel").is_some(), "{}", making.html);
    indexes(&store).await;
    assert_eq!((store.reindexing(Indexed::Rows), store.indexed(Indexed::Rows)), (None, before));
    store.close().await;
    drop(store);
    let store = open().await;
    assert_eq!(store.reindexing(Indexed::Rows), None, "it is made once");
    // Where the index is made anyway, as that of a newer program is, whoever wanted it has it by that.
    assert_eq!(staff(&store).await.edits(page, reindex, &[ROWS]).await.status, 303);
    store.close().await;
    drop(store);
    forget_the_index(folder.path());
    let store = open().await;
    indexes(&store).await;
    assert_eq!((store.reindexing(Indexed::Rows), store.indexed(Indexed::Rows)), (None, before));
    store.close().await;
}
