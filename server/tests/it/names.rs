//! Names that are written from right to left, of whatever has a name: wherever they are shown, what stands beside them keeps its order.

use crate::{prices::rules, recorded::walks, staff::OWN};
use actors::{Answer, Browser, Shop};

const MUG: &str = "/product/harbour-mug";
const BOOK: &str = "/customer/address/new";
const LEILA: [(&str, &str); 2] = [("first_name", "ليلى"), ("last_name", "الشريف")];

const PORT: [(&str, &str); 5] =
    [("street", "شارع الميناء 1"), ("country", "DE"), ("city", "برلين"), ("postcode", "10115"), ("phone", "030 1234567")];

/// Gives a thing another name, that a list of the back office leads to.
async fn renames(rosa: &mut Browser, list: &str, was: &str, name: &str) {
    let page = rosa.get(list).await.link_of(was).unwrap_or_else(|| panic!("no {was} on {list}"));
    let saved = rosa.edits(&page, &page, &[("name", name)]).await;
    assert_eq!(saved.status, 303, "{was}: {}", saved.html);
}

#[tokio::test]
async fn a_name_of_the_other_direction_changes_the_order_of_nothing_wherever_it_is_shown() {
    let shop = Shop::open().await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    let edit = "/customer/account/edit";
    assert_eq!(ada.edits(edit, edit, &LEILA).await.status, 303);
    for _ in 0..3 {
        assert_eq!(ada.edits(BOOK, BOOK, &[&LEILA[..], &PORT].concat()).await.status, 303);
    }
    renames(&mut rosa, "/admin/catalog/products?q=Harbour+Mug", "Harbour Mug", "كوب الميناء").await;
    for form in [&[("quantity", "1"), ("do", "wish")][..], &[("quantity", "2")]] {
        assert_eq!(ada.edits(MUG, MUG, form).await.status, 303);
    }
    let review = ada.reviews().await;
    let placed = ada.sends(&review, "/checkout", &[("do", "place")]).await;
    assert_eq!(placed.status, 303, "{}", placed.html);
    assert_eq!(ada.edits(MUG, MUG, &[("quantity", "2")]).await.status, 303);
    for (list, was, name) in [
        ("/admin/catalog/categories", "Kitchen", "مطبخ"),
        ("/admin/stores", "International Website", "موقع دولي"),
        ("/admin/stores", "Outlet Store", "منفذ"),
        ("/admin/stores", "Deutsch", "عربي"),
        ("/admin/customer-groups", "Wholesale", "جملة"),
    ] {
        renames(&mut rosa, list, was, name).await;
    }
    rules(&mut rosa, "تخفيضات", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    let support = rosa.finds_role("Support").await;
    assert_eq!(rosa.edits(&support, &support, &[("name", "دعم"), OWN]).await.status, 303);
    let own = "/admin/account";
    assert_eq!(rosa.edits(own, own, &[&LEILA[..], &[OWN]].concat()).await.status, 303);

    let (mut wrong, mut pages) = (Vec::new(), 0);
    let mut comes_by = |path: &str, page: &Answer| {
        pages += 1;
        wrong.extend(page.not_set_apart().into_iter().map(|text| format!("{path}: {text}")));
    };
    walks(&mut ada, "/customer/account", &mut comes_by).await;
    walks(&mut rosa, "/admin", &mut comes_by).await;
    rosa.logs_in_as("ada").await;
    walks(&mut rosa, "/customer/account", &mut comes_by).await;
    assert!(pages > 100, "{pages}");
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}
