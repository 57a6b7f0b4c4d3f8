//! What is done to many products at once.

use crate::{
    attributes::{colour, makes, offered},
    products::{category, finds, saves},
};
use actors::Shop;
use domain::audit::{Action, Recorded};
use server::jobs;
use std::time::Duration;

const PRODUCTS: &str = "/admin/catalog/products";
const MASS: &str = "/admin/catalog/products/mass";
const MASSES: &str = "/admin/catalog/products/actions";
const MUG: &str = "/product/harbour-mug";

#[tokio::test]
async fn something_is_done_to_many_and_what_was_changed_meanwhile_is_named() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (mug, stool, timer) =
        (finds(&mut rosa, "Harbour Mug").await, finds(&mut rosa, "Fireside Stool").await, finds(&mut rosa, "Soft Egg Timer").await);
    let of = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    let chosen = |act: &str, pages: &[&String]| {
        let rows: String = pages.iter().map(|page| format!("&row={}", of(page))).collect();
        format!("{MASS}?do={act}{rows}")
    };
    let nothing = rosa.get(&format!("{MASS}?do=disable")).await;
    assert!(nothing.shows("You haven't selected any items!"));
    // Of three one was changed since the page was shown.
    let disable = chosen("disable", &[&mug, &stool, &timer]);
    let asked = rosa.get(&disable).await;
    assert!(asked.shows("3 products are selected") && asked.shows("Fireside Stool"), "{}", asked.html);
    saves(&mut rosa, &stool, &[("description", "Of oak.")]).await;
    let done = rosa.sends(&asked, &disable, &[]).await;
    assert_eq!((done.status, &*done.location), (303, MASSES), "{}", done.html);
    let told = rosa.get(MASSES).await;
    assert!(told.shows("Fireside Stool") && told.shows("it was changed meanwhile") && told.shows("2 of 3"), "{}", told.html);
    let mut guest = shop.guest();
    let there =
        [guest.get(MUG).await.status, guest.get("/product/fireside-stool").await.status, guest.get("/product/soft-egg-timer").await.status];
    assert_eq!(there, [404, 200, 404]);
    let told =
        shop.record().await.into_iter().filter(|e| e.action == Action::ProductChanged && e.changes.iter().any(|c| c.field == "enabled"));
    assert_eq!(told.count(), 2, "each tells of itself");
    // What is set of many is set, and what is not stays.
    let update = chosen("update", &[&mug, &timer]);
    assert_eq!(rosa.edits(&update, &update, &[]).await.status, 422, "nothing is to be changed");
    let living = category(&mut rosa, "Living room").await;
    let done = rosa.edits(&update, &update, &[("status", "1"), ("quantity", "8"), ("category", &living)]).await;
    assert_eq!((done.status, &*done.location), (303, PRODUCTS), "{}", done.html);
    assert!(rosa.get(PRODUCTS).await.shows("A total of 2 records have been updated."));
    let page = rosa.get(&mug).await;
    assert_eq!((page.input("quantity").as_deref(), page.is_ticked("enabled")), (Some("8"), Some(true)));
    for there in ["/category/living-room?sort=name", "/category/kitchen?sort=name"] {
        assert!(guest.get(there).await.shows("Harbour Mug"), "{there}");
    }
    let delete = chosen("delete", &[&mug]);
    let done = rosa.edits(&delete, &delete, &[]).await;
    assert_eq!((done.status, &*done.location, guest.get(MUG).await.status), (303, PRODUCTS, 404));
    for bad in [format!("{MASS}?do=explode"), format!("{MASS}?do=delete&row=x")] {
        assert_eq!(rosa.get(&bad).await.status, 400, "{bad}");
    }
}

/// The buttons stood there all the same, below "0 records" that nobody had counted.
#[tokio::test]
async fn where_no_products_are_shown_there_is_nothing_that_could_be_done_to_them() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for (asked, is_offered) in [("", true), ("?q=mug", true), ("?q=nosuchthing", false), ("?price-from=cheap", false)] {
        let page = rosa.get(&format!("{PRODUCTS}{asked}")).await;
        assert_eq!(page.shows(&format!("action=\"{MASS}\"")), is_offered, "{asked}: {}", page.html);
        assert!(!page.shows(">0 records<") || page.status == 200, "{asked}: {}", page.html);
    }
}

#[tokio::test]
async fn what_is_done_to_all_that_are_found_is_a_job_that_goes_on_and_can_be_canceled() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let all = format!("{MASS}?do=update&all=1&status=1");
    let asked = rosa.get(&all).await;
    assert!(asked.shows("products are selected") && asked.shows("more"), "{}", asked.html);
    let done = rosa.sends(&asked, &all, &[("in_stock", "0")]).await;
    assert_eq!((done.status, &*done.location), (303, MASSES), "{}", done.html);
    let waits = rosa.get(MASSES).await;
    assert!(waits.shows("Waiting") && waits.shows("0 of "), "{}", waits.html);
    shop.acts().await;
    let told = rosa.get(MASSES).await;
    assert!(told.shows("Done") && !told.shows("Waiting"), "{}", told.html);
    assert!(shop.guest().get(MUG).await.shows("Out of stock"));
    let event = shop.record().await.into_iter().rev().find(|e| e.action == Action::ProductChanged).unwrap();
    assert_eq!(event.actor.name(), "rosa", "what a job does for somebody is his act");
    // Another one is canceled before it begins.
    let delete = format!("{MASS}?do=delete&all=1");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.location, MASSES);
    let page = rosa.get(MASSES).await;
    let cancel = page.form_of("Cancel: Delete Products").or_else(|| page.form_of("Cancel")).unwrap();
    assert_eq!(rosa.edits(MASSES, &cancel, &[]).await.status, 303);
    shop.acts().await;
    assert!(rosa.get(MASSES).await.shows("Canceled") && shop.guest().get(MUG).await.status == 200);
    assert_eq!(rosa.post(&cancel, &[]).await.status, 409, "it is over");
}

#[tokio::test]
async fn what_a_job_is_at_is_canceled_and_no_job_goes_on_with_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let all = format!("{MASS}?do=disable&all=1&status=1");
    assert_eq!(rosa.edits(&all, &all, &[]).await.location, MASSES);
    let job = jobs::job(shop.now());
    let by = shop.store.by(&job);
    let (hold, _) = by.next_mass("first").await.unwrap().unwrap();
    let cancel = rosa.get(MASSES).await.form_of("Cancel").unwrap();
    assert_eq!(rosa.edits(MASSES, &cancel, &[]).await.status, 303);
    assert!(!by.goes_on(&hold, 1).await.unwrap() && !by.leave(&hold).await.unwrap());
    assert!(by.next_mass("second").await.unwrap().is_none() && by.act_on_some(&hold).await.is_err());
    let told = rosa.get(MASSES).await;
    assert!(told.shows("Canceled: 0 of ") && !told.shows("data-fresh"), "{}", told.html);
    assert_eq!(shop.guest().get(MUG).await.status, 200);
}

#[tokio::test]
async fn what_one_job_holds_no_other_does_until_nothing_is_heard_of_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let all = format!("{MASS}?do=update&all=1&status=1");
    assert_eq!(rosa.edits(&all, &all, &[("in_stock", "0")]).await.status, 303);
    let job = jobs::job(shop.now());
    let by = shop.store.by(&job);
    let (first, _) = by.next_mass("first").await.unwrap().unwrap();
    assert!(by.next_mass("second").await.unwrap().is_none());
    shop.advance(Duration::from_secs(11));
    let job = jobs::job(shop.now());
    let by = shop.store.by(&job);
    let (second, _) = by.next_mass("second").await.unwrap().unwrap();
    assert!(!by.goes_on(&first, 1).await.unwrap() && by.goes_on(&second, 1).await.unwrap());
    // What is left is anybody's at once, and what has failed is nobody's.
    assert!(by.leave(&second).await.unwrap() && !by.goes_on(&second, 2).await.unwrap());
    let (third, _) = by.next_mass("third").await.unwrap().unwrap();
    assert!(by.fail(&third).await.unwrap() && by.next_mass("third").await.unwrap().is_none());
    let told = rosa.get(MASSES).await;
    assert!(told.shows("Failed: 1 of ") && !told.shows("data-fresh"), "{}", told.html);
}

/// What attributes say was changed product by product.
#[tokio::test]
async fn what_attributes_say_is_set_of_many_and_taken_away_again() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    colour(&mut rosa).await;
    let material = makes(&mut rosa, "material", "Material", "multiselect").await;
    saves(&mut rosa, &material, &[("new_options", "Clay\nSteel")]).await;
    makes(&mut rosa, "care", "Care", "text").await;
    let (mug, timer) = (finds(&mut rosa, "Harbour Mug").await, finds(&mut rosa, "Soft Egg Timer").await);
    saves(&mut rosa, &mug, &[("any-1", "0"), ("text-2", "Wash by hand.")]).await;
    let of = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    let both = format!("{MASS}?do=update&row={}&row={}", of(&mug), of(&timer));
    let asked = rosa.get(&both).await;
    assert!(asked.shows("Colour") && asked.shows("Material") && asked.shows("Care"), "{}", asked.body());
    for wrong in [("one-0", "7"), ("one-0", "x"), ("any-1", "9")] {
        let refused = rosa.sends(&asked, &both, &[wrong]).await;
        assert!(refused.status == 422 && refused.text_at(&format!("{}-flaw", wrong.0)).is_some(), "{wrong:?}: {}", refused.body());
    }
    let done = rosa.sends(&asked, &both, &[("one-0", "0"), ("any-1", "1"), ("text-2", "Wipe.")]).await;
    assert_eq!((done.status, &*done.location), (303, PRODUCTS), "{}", done.html);
    for page in [MUG, "/product/soft-egg-timer"] {
        let page = guest.get(page).await;
        assert!(page.shows(">Red<") && page.shows(">Steel<") && page.shows(">Wipe.<") && !page.shows("Clay"), "{}", page.body());
    }
    let is_told =
        |event: &Recorded, field: &str, text: &str| event.changes.iter().any(|c| c.field == field && c.after.as_deref() == Some(text));
    let all = [("colour", "Red"), ("material", "Steel"), ("care", "Wipe.")];
    let told = shop.record().await.into_iter().filter(|event| all.iter().all(|(field, text)| is_told(event, field, text)));
    assert_eq!(told.map(|event| event.action).collect::<Vec<_>>(), [Action::ProductChanged; 2], "one of each product");
    // What is left alone stays, and nothing is said any more of what is taken away.
    assert_eq!(rosa.edits(&both, &both, &[("one-0", "none")]).await.status, 303);
    let page = guest.get(MUG).await;
    assert!(!page.shows(">Red<") && page.shows(">Steel<") && page.shows(">Wipe.<"), "{}", page.body());
    let torn = rosa.edits(&both, &both, &[("text-2", "Boil."), ("text-2-system", "1")]).await;
    assert!(torn.status == 422 && torn.text_at("text-2-flaw").is_some(), "a text and none: {}", torn.body());
    assert_eq!(rosa.edits(&both, &both, &[("text-2-system", "1")]).await.status, 303);
    let page = guest.get(MUG).await;
    assert!(page.shows(">Steel<") && !page.shows(">Wipe.<"), "{}", page.body());
    // Of all that are found by a job, which remembers what is to be said.
    let all = format!("{MASS}?do=update&all=1&status=1");
    assert_eq!(rosa.edits(&all, &all, &[("one-0", "0"), ("any-1", "none")]).await.location, MASSES);
    shop.acts().await;
    let kitchen = guest.get("/category/kitchen").await;
    assert_eq!((offered(&kitchen, "colour-0").as_deref(), offered(&kitchen, "material-1")), (Some("Red (10)"), None));
}
