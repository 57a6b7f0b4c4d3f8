//! Undo in the back office: what a notice tells of is taken back by the button beside it, once, by whoever may do it, and the record tells of both.
//! That a view is kept again stands with the grids.

use crate::prices::{adds_tier, prices, rules};
use actors::{Browser, Shop};
use domain::{audit::Action, ids::CustomerGroupId};
use store::FIRST_ROOT;

const RULES: &str = "/admin/catalog-price-rules";
const GROUPS: &str = "/admin/customer-groups";
const MUG: &str = "/product/harbour-mug";

async fn costs(shop: &Shop, price: &str) -> bool {
    shop.guest().get(MUG).await.shows(price)
}

async fn told(shop: &Shop, action: Action) -> usize {
    shop.record().await.into_iter().filter(|event| event.action == action).count()
}

/// Deletes what is at this page; the list, which tells of it.
async fn deletes(staff: &mut Browser, path: &str) -> actors::Answer {
    let delete = format!("{path}/delete");
    let list = staff.edits(&delete, &delete, &[]).await;
    assert_eq!(list.status, 303, "{}", list.html);
    staff.get(&list.location).await
}

#[tokio::test]
async fn a_rule_that_was_deleted_holds_again_by_undo_and_what_prices_were_without_it_stays_told() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "50"), ("priority", "3")]).await;
    let rule = rosa.get(RULES).await.link_of("Sale").unwrap();
    let before = rosa.get(&rule).await.form(&rule).unwrap();
    assert!(costs(&shop, "$7.00").await);
    let list = deletes(&mut rosa, &rule).await;
    let delete = format!("{rule}/delete");
    assert!(list.form_of("Undo").as_deref() == Some(&*delete) && list.link_of("Sale").is_none(), "{}", list.html);
    assert!(!costs(&shop, "$7.00").await);
    // Whoever may not change rules takes none back, whatever he sends.
    let mut kim = shop.staff("kim").await;
    kim.get("/admin").await;
    let kims = kim.identity("/admin").to_owned();
    assert_eq!(kim.sends(&list, &delete, &[("undo", "1"), ("identity", &kims)]).await.status, 403);
    let undone = rosa.sends(&list, &delete, &[("undo", "1")]).await;
    assert_eq!((undone.status, undone.location.as_str()), (303, RULES), "{}", undone.html);
    let list = rosa.get(RULES).await;
    assert!(list.shows("You restored the rule.") && list.form_of("Undo").is_none(), "{}", list.html);
    assert_eq!(list.link_of("Sale").as_ref(), Some(&rule), "it is the same rule");
    let shown = |form: Vec<(String, String)>| form.into_iter().filter(|(name, _)| name != "shown").collect::<Vec<_>>();
    assert_eq!(shown(rosa.get(&rule).await.form(&rule).unwrap()), shown(before), "with all that was said in it");
    assert!(costs(&shop, "$7.00").await);
    // Once: what is there is not brought back.
    let again = deletes(&mut rosa, &rule).await;
    assert_eq!(rosa.sends(&again, &delete, &[("undo", "1")]).await.status, 303);
    assert_eq!(rosa.sends(&again, &delete, &[("undo", "1")]).await.status, 409);
    let rows = rosa.get(RULES).await.rows();
    assert_eq!(rows.iter().filter(|row| row.iter().any(|cell| cell.contains("Sale"))).count(), 1, "{rows:?}");
    assert_eq!((told(&shop, Action::PriceRuleDeleted).await, told(&shop, Action::PriceRuleRestored).await), (2, 2));
}

#[tokio::test]
async fn members_of_a_group_that_was_deleted_are_in_it_again_by_undo_unless_another_has_its_name() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let wholesale = rosa.get(GROUPS).await.link_of("Wholesale").unwrap();
    let id = wholesale.rsplit('/').next().unwrap().to_owned();
    let ada = rosa.finds_customer("ada").await;
    assert_eq!(rosa.edits(&ada, &ada, &[("group", &id)]).await.status, 303);
    let page = prices(&mut rosa, "Harbour Mug").await;
    let tier = [("tier_group", id.as_str()), ("tier_quantity", "1"), ("tier_price", "11")];
    assert_eq!(adds_tier(&mut rosa, &page, &tier).await.status, 303);
    let mut ada = shop.customer("ada").await;
    assert!(ada.get(MUG).await.shows("$11.00"));
    let list = deletes(&mut rosa, &wholesale).await;
    assert!(!ada.get(MUG).await.shows("$11.00"));
    let delete = format!("{wholesale}/delete");
    assert_eq!(rosa.sends(&list, &delete, &[("undo", "1")]).await.location, GROUPS);
    assert!(rosa.get(GROUPS).await.shows("You restored the customer group."));
    assert!(ada.get(MUG).await.shows("$11.00"));
    let back = shop.record().await.into_iter().rfind(|e| e.action == Action::CustomerGroupRestored).unwrap();
    let members = back.changes.iter().find(|c| c.field == "members").unwrap();
    assert_eq!((members.before.as_deref(), members.after.as_deref()), (Some("General"), Some("Wholesale")));
    assert_eq!(rosa.sends(&list, &delete, &[("undo", "1")]).await.status, 409, "it is back");
    // Its name is free while it is gone.
    let list = deletes(&mut rosa, &wholesale).await;
    let new = format!("{GROUPS}/new");
    assert_eq!(rosa.edits(&new, &new, &[("name", "wholesale")]).await.status, 303);
    let refused = rosa.sends(&list, &delete, &[("undo", "1")]).await;
    assert!(refused.status == 422 && refused.shows("Customer Group already exists."), "{}", refused.html);
    assert_eq!(told(&shop, Action::CustomerGroupRestored).await, 1);
    // Of one that never was, nothing is said.
    let none = format!("{GROUPS}/{}/delete", CustomerGroupId::NOTHING);
    assert_eq!(rosa.post(&none, &[("undo", "1"), ("shown", "1&")]).await.status, 404);
}

#[tokio::test]
async fn a_category_that_was_moved_stands_where_it_stood_by_undo_unless_somebody_moved_it_since() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let tree = "/admin/catalog/categories";
    let (kitchen, garden) = {
        let page = rosa.get(tree).await;
        (page.link_of("Kitchen").unwrap(), page.link_of("Garden").unwrap())
    };
    let (moves, root) = (format!("{garden}/move"), FIRST_ROOT.to_string());
    // Of a page without a notice, which has a form of its own.
    let stands = async |rosa: &mut Browser| {
        let form = rosa.get(&moves).await.form(&moves).unwrap();
        form.into_iter().filter(|(name, _)| ["parent", "place"].contains(&&**name)).collect::<Vec<_>>()
    };
    let before = stands(&mut rosa).await;
    assert_eq!(before.len(), 2, "{before:?}");
    let below = kitchen.rsplit('/').next().unwrap();
    // Further back than there is room: it is the last there, and back from that place.
    assert_eq!(rosa.edits(&moves, &moves, &[("parent", below), ("place", "99")]).await.location, garden);
    let page = rosa.get(&garden).await;
    assert!(page.shows("You moved the category.") && page.form_of("Undo").as_deref() == Some(&*moves), "{}", page.html);
    assert_ne!(stands(&mut rosa).await, before);
    assert_eq!(rosa.sends(&page, &moves, &[]).await.location, garden);
    let page = rosa.get(&garden).await;
    assert!(page.shows("You moved the category."), "{}", page.html);
    assert_eq!(stands(&mut rosa).await, before);
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::CategoryMoved).collect();
    let mut parents: Vec<_> = told.iter().flat_map(|e| &e.changes).filter(|c| c.field == "parent").map(|c| c.after.as_deref()).collect();
    // Both at one moment of the trial's clock.
    parents.sort_unstable();
    assert_eq!(parents, [Some("Default Category"), Some("Default Category / Kitchen")]);
    // That can be taken back as well; but not what somebody else has changed meanwhile.
    let mut other = shop.staff("rosa").await;
    assert_eq!(other.edits(&moves, &moves, &[("parent", &root), ("place", "2")]).await.status, 303);
    assert_eq!(rosa.sends(&page, &moves, &[]).await.status, 409);
    assert_eq!(stands(&mut rosa).await, [("parent".to_owned(), root), ("place".to_owned(), "2".to_owned())]);
}
