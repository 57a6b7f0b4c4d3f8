//! My Account > Address Book.

use actors::{Answer, Browser, Shop};
use domain::audit::Action;

const BOOK: &str = "/customer/address";
const NEW: &str = "/customer/address/new";

/// An address, as somebody types it.
pub(crate) const BERLIN: [(&str, &str); 5] =
    [("street", "Hafenstr. 1"), ("country", "DE"), ("city", "Berlin"), ("postcode", "10115"), ("phone", "030 1234567")];

async fn adds(who: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let form: Vec<(&str, &str)> =
        BERLIN.iter().filter(|(name, _)| !fields.iter().any(|(other, _)| other == name)).chain(fields).copied().collect();
    who.edits(NEW, NEW, &form).await
}

#[tokio::test]
async fn the_first_address_becomes_both_defaults_and_others_stand_below_them() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    assert!(ada.get(BOOK).await.shows("You have no default billing address in your address book."));
    let form = ada.get(NEW).await;
    assert_eq!((form.input("first_name").as_deref(), form.input("last_name").as_deref()), (Some("Ada"), Some("Brandt")));
    assert!(form.options("country").len() > 240 && form.shows("Côte d’Ivoire"));
    assert_eq!(adds(&mut ada, &[]).await.status, 303);
    let book = ada.get(BOOK).await;
    assert!(book.shows("You saved the address.") && book.shows("Hafenstr. 1") && book.shows("10115 Berlin") && book.shows("Germany"));
    assert!(book.shows("You have no other address entries in your address book."));
    assert_eq!(adds(&mut ada, &[("street", "Quay 2"), ("default_shipping", "1")]).await.status, 303);
    let book = ada.get(BOOK).await;
    let (billing, shipping) = book.html.split_once("Default Shipping Address").unwrap();
    assert!(billing.contains("Hafenstr. 1") && shipping.contains("Quay 2"), "{}", book.html);
    // What is a default address says so, and is not deleted.
    let quay = book.link_of("Change Shipping Address").unwrap();
    assert!(
        ada.get(&quay).await.shows("It&#39;s a default shipping address.")
            || ada.get(&quay).await.shows("It's a default shipping address.")
    );
    let refused = ada.edits(&format!("{quay}/delete"), &format!("{quay}/delete"), &[]).await;
    assert!(refused.status == 422 && refused.shows("It is a default address."), "{}", refused.html);
    // A third is neither, and can be.
    assert_eq!(adds(&mut ada, &[("street", "Pier 3")]).await.status, 303);
    let pier = ada.get(BOOK).await.link_of("Delete Address").unwrap();
    let asked = ada.get(&pier).await;
    assert!(asked.shows("Pier 3"));
    // Whoever was asked before the book was changed is asked again.
    assert_eq!(ada.edits(&quay, &quay, &[("city", "Potsdam")]).await.status, 303);
    let again = ada.sends(&asked, &pier, &[]).await;
    assert!(again.status == 409 && again.shows("please decide again") && ada.get(BOOK).await.shows("Pier 3"), "{}", again.body());
    assert_eq!(ada.sends(&again, &pier, &[]).await.status, 303);
    assert!(!ada.get(BOOK).await.shows("Pier 3"));
    let told: Vec<Action> = shop.record().await.into_iter().map(|e| e.action).collect();
    for (action, times) in [(Action::AddressAdded, 3), (Action::AddressDeleted, 1)] {
        assert_eq!(told.iter().filter(|a| **a == action).count(), times, "{action:?}");
    }
}

#[tokio::test]
async fn what_a_country_asks_of_an_address_is_told_at_its_field_and_nothing_typed_is_lost() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for (fields, wrong) in [
        (&[("postcode", "1011")][..], "postcode"),
        (&[("postcode", "")], "postcode"),
        (&[("country", "US"), ("postcode", "94103")], "region"),
        (&[("country", "US"), ("postcode", "94103"), ("region", "Bavaria")], "region"),
        (&[("country", "ZZ")], "country"),
        (&[("country", "")], "country"),
        (&[("street", "")], "street"),
        (&[("phone", "call me")], "phone"),
        (&[("first_name", "")], "first_name"),
    ] {
        let refused = adds(&mut ada, fields).await;
        assert!(refused.status == 422 && refused.text_at(&format!("{wrong}-flaw")).is_some(), "{fields:?}: {}", refused.html);
        assert!(wrong == "city" || refused.input("city").as_deref() == Some("Berlin"), "what was typed stays");
    }
    assert_eq!(adds(&mut ada, &[("country", "US"), ("postcode", "94103"), ("region", "ca")]).await.status, 303);
    assert!(ada.get(BOOK).await.shows("Berlin CA 94103"), "as it is written there");
    assert_eq!(adds(&mut ada, &[("country", "HK"), ("postcode", "")]).await.status, 303);
}

#[tokio::test]
async fn an_address_book_is_its_owners_and_in_a_visit_the_record_says_who_changed_it() {
    let shop = Shop::open().await;
    let (mut ada, mut ben) = (shop.customer("ada").await, shop.customer("ben").await);
    assert_eq!(adds(&mut ada, &[]).await.status, 303);
    let own = ada.get(BOOK).await.link_of("Change Billing Address").unwrap();
    for path in [own.clone(), format!("{own}/delete")] {
        assert_eq!((ben.get(&path).await.status, ben.post(&path, &[]).await.status), (404, 404), "{path}");
    }
    assert_eq!(shop.guest().get(BOOK).await.status, 303, "to sign in");
    // Staff who may see customers see them, of the websites that they are for.
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    let page = rosa.finds_customer("ada").await;
    assert_eq!(rosa.get(&page).await.link_of("Addresses"), Some(format!("{page}/addresses")));
    let seen = rosa.get(&format!("{page}/addresses")).await;
    assert!(seen.shows("10115 Berlin") && seen.shows("Default Billing Address"), "{}", seen.html);
    assert_eq!(iris.get(&format!("{page}/addresses")).await.status, 404);
    let of_ben = rosa.finds_customer("ben").await;
    assert!(rosa.get(&format!("{of_ben}/addresses")).await.shows("This customer has no addresses."));
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    assert_eq!(theo.edits(&own, &own, &[("street", "Quay 9")]).await.status, 303);
    assert!(ada.get(BOOK).await.shows("Quay 9"));
    let changed = shop.record().await.into_iter().find(|e| e.action == Action::AddressChanged).unwrap();
    assert_eq!(changed.actor.name(), "theo");
    let change = changed.changes.first().unwrap();
    assert!(change.before.as_deref().unwrap().contains("Hafenstr. 1") && change.after.as_deref().unwrap().contains("Quay 9"));
}

#[tokio::test]
async fn no_more_than_fifty_addresses_have_room() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for n in 0..50 {
        assert_eq!(adds(&mut ada, &[("street", &format!("Quay {n}"))]).await.status, 303);
    }
    let refused = adds(&mut ada, &[]).await;
    assert!(refused.status == 422 && refused.shows("An address book holds at most 50 addresses."), "{}", refused.html);
}
