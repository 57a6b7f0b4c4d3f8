//! Stores > Attributes > Product: made by staff, said by products, shown to shoppers, searched and narrowed by, brought and taken along.

use crate::{
    lists::{count, tiles},
    products::{finds, saves},
    transfer,
};
use actors::{Answer, Browser, Shop};
use domain::{
    access::{Grants, Websites},
    audit::Action,
    caller::right,
    catalog::{
        attribute::{Labelled, Value, Values},
        edit::{OwnMeta, OwnTexts},
    },
    ids::StaffId,
};
use server::jobs;
use store::{ProductDraft, StoreError};

const ATTRIBUTES: &str = "/admin/product-attributes";
const NEW: &str = "/admin/product-attributes/new";
const KITCHEN: &str = "/category/kitchen";
const MUG: &str = "/product/harbour-mug";
/// The demo's German view.
const GERMAN: &str = "00000000000070008000000000000002";

/// Makes an attribute that is used for all there is; gives its page.
pub(crate) async fn makes(staff: &mut Browser, code: &str, label: &str, input: &str) -> String {
    let form = [("code", code), ("label", label), ("input", input), ("visible", "1"), ("navigation", "1"), ("search", "1")];
    let made = staff.edits(NEW, NEW, &form).await;
    assert_eq!(made.status, 303, "{}", made.html);
    made.location
}

/// One with an option; gives its page.
pub(crate) async fn colour(staff: &mut Browser) -> String {
    let page = makes(staff, "colour", "Colour", "select").await;
    saves(staff, &page, &[("new_options", "Red")]).await;
    page
}

async fn says(staff: &mut Browser, product: &str, form: &[(&str, &str)]) {
    let page = finds(staff, product).await;
    saves(staff, &page, form).await;
}

/// What is said of an option beside a list, without its marks.
pub(crate) fn offered(page: &Answer, option: &str) -> Option<String> {
    let rest = page.html.split(&format!("for=\"with-{option}\">")).nth(1)?;
    let (mut text, mut is_mark) = (String::new(), false);
    for letter in rest.split("</label>").next()?.chars() {
        match letter {
            '<' => is_mark = true,
            '>' => is_mark = false,
            letter if !is_mark => text.push(letter),
            _ => {}
        }
    }
    Some(text)
}

#[tokio::test]
async fn lists_are_narrowed_by_options_and_say_truly_how_many_have_each() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let colour = colour(&mut rosa).await;
    saves(&mut rosa, &colour, &[("new_options", "Blue\nGreen")]).await;
    let safe = makes(&mut rosa, "safe", "Dishwasher safe", "boolean").await;
    let material = makes(&mut rosa, "material", "Material", "multiselect").await;
    saves(&mut rosa, &material, &[("new_options", "Clay\nSteel")]).await;
    let before = guest.get(KITCHEN).await;
    assert_eq!((offered(&before, "colour-1"), count(&before)), (None, 10), "what no product has is not offered");
    says(&mut rosa, "Harbour Mug", &[("one-0", "1"), ("one-1", "1"), ("any-2", "0")]).await;
    says(&mut rosa, "Little Espresso Cup", &[("one-0", "0"), ("one-1", "1"), ("any-2", "0"), ("any-2", "1")]).await;
    says(&mut rosa, "Pantry Tin Trio", &[("one-0", "1"), ("one-1", "0"), ("any-2", "1")]).await;
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let all = guest.get(KITCHEN).await;
        assert!(all.shows("<legend>Colour</legend>") && all.shows("<legend>Dishwasher safe</legend>"), "{}", all.body());
        let told = ["colour-0", "colour-1", "colour-2", "safe-1", "safe-0", "material-0", "material-1"].map(|option| offered(&all, option));
        let expected = [Some("Red (1)"), Some("Blue (2)"), None, Some("Yes (2)"), Some("No (1)"), Some("Clay (2)"), Some("Steel (2)")];
        assert_eq!(told, expected.map(|text| text.map(str::to_owned)), "{is_indexed}");
        // Of one attribute any, of several each; what is there of the others follows.
        for (asked, found) in [
            ("with=colour-1", 2),
            ("with=colour-0&with=colour-1", 3),
            ("with=colour-1&with=safe-1", 1),
            ("with=material-0&with=material-1&with=safe-1", 2),
            ("with=colour-1&stock=1", 1),
            ("with=colour-2", 0),
        ] {
            let page = guest.get(&format!("{KITCHEN}?{asked}")).await;
            assert_eq!((count(&page), tiles(&page).len()), (found, found), "{asked}, {is_indexed}");
        }
        let blue = guest.get(&format!("{KITCHEN}?with=colour-1&sort=name")).await;
        assert_eq!(offered(&blue, "colour-0").as_deref(), Some("Red (1)"), "another of the same can be added");
        assert_eq!(offered(&blue, "safe-1").as_deref(), Some("Yes (1)"), "of others there is what is left");
        assert!(blue.shows("value=\"colour-1\" checked") && !blue.shows("value=\"colour-0\" checked"), "{}", blue.body());
        let without = blue.link_of("Colour: Blue").unwrap();
        assert!(without.contains("sort=name") && !without.contains("with="), "{without}");
        assert_eq!(count(&guest.get(&without).await), 10);
        assert_eq!(count(&guest.get(&format!("{KITCHEN}?with=colour-9&with=nothing&with=size-1&with=safe-x")).await), 10);
        let searched = guest.get("/search?q=mug&with=colour-1").await;
        assert_eq!((count(&searched), tiles(&searched)), (1, vec![MUG.to_owned()]));
    }
    // What is not used for it any more is asked for in vain, and an option that is gone is nobody's.
    saves(&mut rosa, &safe, &[("navigation", "")]).await;
    saves(&mut rosa, &colour, &[("remove", "1")]).await;
    let all = guest.get(&format!("{KITCHEN}?with=safe-1&with=colour-1")).await;
    assert_eq!((count(&all), offered(&all, "safe-1"), offered(&all, "colour-1")), (10, None, None));
    saves(&mut rosa, &colour, &[("new_options", "Grey")]).await;
    assert_eq!(rosa.get(&colour).await.input("option-3").as_deref(), Some("Grey"), "a new one has another number");
}

/// Each is told with a link to all the others: of ten times as many the page would be a hundred times as long.
#[tokio::test]
async fn of_options_without_end_so_many_are_read() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let material = makes(&mut rosa, "material", "Material", "multiselect").await;
    let many: Vec<String> = (0..120).map(|n| format!("Kind {n}")).collect();
    saves(&mut rosa, &material, &[("new_options", &many.join("\n"))]).await;
    for (asked, told) in [(3, 3), (120, 100)] {
        let asked: Vec<String> = (0..asked).map(|n| format!("with=material-{n}")).collect();
        let page = guest.get(&format!("{KITCHEN}?{}", asked.join("&"))).await;
        assert_eq!(page.html.matches(">Material: Kind ").count(), told, "{:.900}", page.html);
    }
}

#[tokio::test]
async fn a_products_page_tells_what_it_says_in_the_words_of_the_view() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let colour = colour(&mut rosa).await;
    makes(&mut rosa, "care", "Care", "text").await;
    let before = guest.get(MUG).await;
    assert!(!before.shows("More Information"), "{}", before.body());
    let mug = finds(&mut rosa, "Harbour Mug").await;
    saves(&mut rosa, &mug, &[("one-0", "0"), ("text-1", "Wash by hand.")]).await;
    let page = guest.get(MUG).await;
    for text in ["More Information", ">Colour<", ">Red<", ">Care<", ">Wash by hand.<"] {
        assert!(page.shows(text), "{text}: {}", page.body());
    }
    let german = format!("?scope=view-{GERMAN}");
    let at = format!("{colour}{german}");
    let own = [("label", "Farbe"), ("label-system", ""), ("option-0", "Rot"), ("option-0-system", "")];
    assert_eq!(rosa.edits(&at, &at, &own).await.status, 303);
    let at = format!("{mug}{german}");
    let own = [("text-1", "Von Hand waschen."), ("text-1-system", "")];
    assert_eq!(rosa.edits(&at, &at, &own).await.status, 303);
    let page = guest.get("/de/product/hafenbecher").await;
    for text in ["Weitere Informationen", ">Farbe<", ">Rot<", ">Von Hand waschen.<"] {
        assert!(page.shows(text), "{text}: {}", page.body());
    }
    assert!(guest.get(MUG).await.shows(">Wash by hand.<"), "for all it stays");
    // What is not to be seen is not told, and what was kept of the page is not shown any more.
    saves(&mut rosa, &colour, &[("visible", "")]).await;
    let page = guest.get(MUG).await;
    assert!(!page.shows(">Red<") && page.shows(">Wash by hand.<"), "{}", page.body());
}

/// A word is looked for with umlauts in what attributes say as well, not in texts alone.
#[tokio::test]
async fn an_option_is_found_by_its_umlaut_spelled_with_an_e() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let colour = makes(&mut rosa, "colour", "Colour", "select").await;
    saves(&mut rosa, &colour, &[("new_options", "Grün\nMöwenweiß")]).await;
    let mug = MUG.to_owned();
    for (option, typed, other) in [("0", "Gruen", "Moewenweiss"), ("1", "Moewenweiss", "Gruen")] {
        assert!(!tiles(&guest.get(&format!("/search?q={typed}")).await).contains(&mug), "{typed}: not yet");
        says(&mut rosa, "Harbour Mug", &[("one-0", option)]).await;
        for is_indexed in [false, true] {
            if is_indexed {
                shop.indexes().await;
            }
            let page = guest.get(&format!("/search?q={typed}")).await;
            assert!(tiles(&page).contains(&mug), "{typed}, {is_indexed}: {}", page.body());
            assert!(!tiles(&guest.get(&format!("/search?q={other}")).await).contains(&mug), "{other}, {is_indexed}");
        }
    }
}

#[tokio::test]
async fn what_products_say_is_found_by_words_where_it_is_to_be() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let colour = makes(&mut rosa, "colour", "Colour", "select").await;
    saves(&mut rosa, &colour, &[("new_options", "Vermilion")]).await;
    makes(&mut rosa, "care", "Care", "text").await;
    says(&mut rosa, "Harbour Mug", &[("one-0", "0"), ("text-1", "Quickly swilled")]).await;
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for words in ["vermilion", "Vermilion+mug", "swilled", "mug+quick"] {
            let found = guest.get(&format!("/search?q={words}")).await;
            assert_eq!(tiles(&found), [MUG], "{words}, {is_indexed}");
        }
    }
    saves(&mut rosa, &colour, &[("search", "")]).await;
    assert!(tiles(&guest.get("/search?q=vermilion").await).is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_an_attribute_stands_at_its_field_and_each_change_is_told() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for (code, flaw) in [("Colour", "The code may only contain letters"), ("sku", "This is taken already"), ("", "required")] {
        let refused = rosa.edits(NEW, NEW, &[("code", code), ("label", "Colour"), ("input", "select")]).await;
        let told = refused.text_at("code-flaw").unwrap_or_default();
        assert!(refused.status == 422 && told.contains(flaw), "{code}: {told}");
    }
    let colour = colour(&mut rosa).await;
    let again = rosa.edits(NEW, NEW, &[("code", "colour"), ("label", "Colour"), ("input", "text")]).await;
    assert!(again.status == 422 && again.text_at("code-flaw").is_some(), "{}", again.body());
    let alike = rosa.edits(&colour, &colour, &[("new_options", "Blue\nRed")]).await;
    assert!(alike.status == 422 && alike.text_at("new_options-flaw").is_some(), "{}", alike.body());
    says(&mut rosa, "Harbour Mug", &[("one-0", "0")]).await;
    let forged = finds(&mut rosa, "Harbour Mug").await;
    let refused = rosa.edits(&forged, &forged, &[("one-0", "7")]).await;
    assert!(refused.status == 422 && refused.text_at("one-0-flaw").is_some(), "{}", refused.body());
    saves(&mut rosa, &colour, &[("option-0", "Crimson")]).await;
    let grid = rosa.get(&format!("{ATTRIBUTES}?q=colour")).await;
    assert!(grid.link_of("colour").is_some() && rosa.get(&format!("{ATTRIBUTES}?input=text")).await.link_of("colour").is_none());
    let asked = rosa.get(&format!("{colour}/delete")).await;
    assert!(asked.shows("1 product says something of it."), "{}", asked.body());
    assert_eq!(rosa.edits(&format!("{colour}/delete"), &format!("{colour}/delete"), &[]).await.status, 303);
    assert_eq!(rosa.get(&colour).await.status, 404);
    let page = shop.guest().get(MUG).await;
    assert!(!page.shows("More Information"), "{}", page.body());
    let record = shop.record().await;
    let of = |action: Action| record.iter().filter(|event| event.action == action).count();
    assert_eq!((of(Action::AttributeCreated), of(Action::AttributeChanged), of(Action::AttributeDeleted)), (1, 2, 1));
    let told = record.iter().find(|event| event.changes.iter().any(|change| change.field == "colour")).unwrap();
    assert_eq!((told.action, told.changes[0].after.as_deref()), (Action::ProductChanged, Some("Red")));
}

#[tokio::test]
async fn files_bring_what_products_say_and_take_it_along_again() {
    let (_folder, shop, mut rosa) = transfer::shop().await;
    let colour = colour(&mut rosa).await;
    saves(&mut rosa, &colour, &[("new_options", "Blue")]).await;
    makes(&mut rosa, "care", "Care", "text").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let sku = rosa.get(&mug).await.input("sku").unwrap();
    let file = format!("sku,additional_attributes\n{sku},\"colour=Blue,care=Rinse, then dry\"\n");
    transfer::brought(&shop, &mut rosa, transfer::PRODUCTS, file).await;
    let page = shop.guest().get(MUG).await;
    assert!(page.shows(">Blue<") && page.shows(">Rinse, then dry<"), "{}", page.body());
    let file = format!("sku,additional_attributes\n{sku},colour=Green\n{sku}X,size=3\n");
    let at = transfer::checked(&shop, &mut rosa, &[("entity", transfer::PRODUCTS)], file).await;
    let page = rosa.get(&at).await;
    let told = page.rows().into_iter().find(|row| row[0].contains("colour")).unwrap_or_else(|| panic!("{}", page.body()));
    assert_eq!(told[1], "2");
    let taken = transfer::taken_along(&shop, &mut rosa, transfer::PRODUCTS, "").await;
    let header: Vec<&str> = taken.trim_start_matches('\u{feff}').lines().next().unwrap().split(',').collect();
    assert!(header.contains(&"additional_attributes"), "{header:?}");
    assert!(taken.contains("care=Rinse\\, then dry,colour=Blue"), "{taken}");
}

/// Neither could be seen in the list of products, nor looked for there.
#[tokio::test]
async fn the_list_of_products_has_a_column_of_each_and_a_filter_where_there_is_something_to_choose() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let colour = colour(&mut rosa).await;
    saves(&mut rosa, &colour, &[("new_options", "Blue")]).await;
    makes(&mut rosa, "care", "=Care", "text").await;
    says(&mut rosa, "Harbour Mug", &[("one-0", "0"), ("text-1", "=Rinse")]).await;
    says(&mut rosa, "Soft Egg Timer", &[("one-0", "1")]).await;
    let grid = "/admin/catalog/products";
    let page = rosa.get(grid).await;
    assert_eq!(page.options("attribute-0"), ["", "colour-0", "colour-1"]);
    assert!(page.options("attribute-1").is_empty() && page.html.contains("column-attribute-1"), "{}", page.body());
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let red = rosa.get(&format!("{grid}?attribute-0=colour-0")).await;
        assert!(red.rows().len() == 1 && red.link_of("Harbour Mug").is_some() && red.link_of("Colour: Red").is_some(), "{}", red.body());
        let many = rosa.get(&format!("{grid}/mass?do=disable&all=1&attribute-0=colour-1")).await;
        assert!(many.shows("1 product is selected") && many.shows("Soft Egg Timer"), "{}", many.body());
    }
    let columns = [("column", "sku"), ("column", "attribute-0"), ("column", "attribute-1")];
    assert_eq!(rosa.edits(grid, "/admin/columns", &columns).await.status, 303);
    let row = rosa.get(&format!("{grid}?attribute-0=colour-0")).await.rows().remove(0);
    assert!(row.contains(&"Red".to_owned()) && row.contains(&"=Rinse".to_owned()), "{row:?}");
    let taken = rosa.get(&format!("{grid}?attribute-0=colour-0&export=csv")).await.html;
    assert!(taken.contains(",Colour,'=Care") && taken.contains(",Red,'=Rinse"), "{taken}");
    for wrong in ["attribute-0=colour-7", "attribute-1=care-0", "attribute-9=colour-0"] {
        assert_eq!(rosa.get(&format!("{grid}?{wrong}")).await.status, 400, "{wrong}");
    }
    // With the attribute its column goes, and whoever asks for it is told.
    assert_eq!(rosa.edits(&format!("{colour}/delete"), &format!("{colour}/delete"), &[]).await.status, 303);
    assert!(!rosa.get(grid).await.html.contains("column-attribute-0"));
    assert_eq!(rosa.get(&format!("{grid}?attribute-0=colour-0")).await.status, 400);
}

/// What a page reads is not all that there is: the store took whatever it was given.
#[tokio::test]
async fn the_store_lets_nothing_be_said_that_an_attribute_cannot_have_and_a_view_change_its_own_texts_alone() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    colour(&mut rosa).await;
    makes(&mut rosa, "care", "Care", "text").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let staff = jobs::job(shop.now()).on_behalf_of(StaffId::NOTHING, "rosa".to_owned(), (Grants::All, Websites::All));
    let permit = staff.permit::<right::Products>().unwrap();
    let by = shop.store.by(&permit);
    let id = mug.rsplit('/').next().unwrap().parse().unwrap();
    let (was, stored) = by.product(id).await.unwrap();
    let of = |code: &str| stored.attributes.iter().find(|of| of.code == code).unwrap().id;
    let (colour, care) = (of("colour"), of("care"));
    let draft = |texts: OwnTexts, attributes: Values| ProductDraft {
        price: None,
        short: None,
        meta: OwnMeta::default(),
        of_all: None,
        redirects: false,
        texts,
        attributes,
    };
    let all = OwnTexts {
        slug: Some(was.texts.all.slug.clone()),
        name: Some(was.texts.all.name.clone()),
        description: Some(was.texts.all.description.clone()),
    };
    let chosen = |number: u32| Value::Chosen([number].into());
    for forged in
        [(colour, chosen(7)), (colour, Value::Text(Labelled::new("Red"))), (care, chosen(0)), (care, Value::Text(Labelled::new("a\nb")))]
    {
        let forged = ProductDraft { price: Some(was.price), ..draft(all.clone(), [forged].into()) };
        assert!(matches!(by.save_product(&was, None, &forged).await, Err(StoreError::Stale)), "{:?}", forged.attributes);
    }
    let right = ProductDraft { price: Some(was.price), ..draft(all.clone(), [(colour, chosen(0))].into()) };
    by.save_product(&was, None, &right).await.unwrap();
    // Through a view somebody says that it has no colour, and that all views tell how to care for it.
    let (was, stored) = by.product(id).await.unwrap();
    let german = stored.views().iter().find(|view| view.id.to_string() == GERMAN).unwrap().id;
    let text = Labelled::new("Burn it").with(Some(german), Some("Abwischen".to_owned()));
    by.save_product(&was, Some(german), &draft(OwnTexts::default(), [(care, Value::Text(text))].into())).await.unwrap();
    let (is, _) = by.product(id).await.unwrap();
    let said = Labelled::default().with(Some(german), Some("Abwischen".to_owned()));
    assert_eq!(is.attributes, Values::from([(colour, chosen(0)), (care, Value::Text(said))]));
}
