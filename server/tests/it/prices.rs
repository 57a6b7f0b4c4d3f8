//! Prices: special ones, those of customer groups, and catalog price rules. What is told is the same in lists, on the product's page, in the
//! cart, in the order and in a visit.

use crate::checkout::{buys, number, puts};
use actors::{Browser, Shop};
use domain::{
    audit::Action,
    ids::CustomerGroupId,
    time::{Day, Zone},
};
use std::time::Duration;

const RULES: &str = "/admin/catalog-price-rules";
const NEW_RULE: &str = "/admin/catalog-price-rules/new";
const GROUPS: &str = "/admin/customer-groups";
const MAIN: &str = "00000000000070008000000000000001";
/// The demo's second website, which asks in euros.
const INTERNATIONAL: &str = "00000000000070008000000000000002";
const MUG: &str = "/product/harbour-mug";
const SUCCESS: &str = "/checkout/onepage/success";

fn group(id: CustomerGroupId) -> String {
    id.to_string()
}

/// The page of the prices of a product.
pub(crate) async fn prices(staff: &mut Browser, product: &str) -> String {
    let list = staff.get(&format!("/admin/catalog/products?q={}", product.replace(' ', "+"))).await;
    format!("{}/prices", list.link_of(product).unwrap())
}

/// Makes an active rule for guests and customers of the first website.
pub(crate) async fn rules(staff: &mut Browser, name: &str, more: &[(&str, &str)]) {
    let groups = [CustomerGroupId::NOT_LOGGED_IN, CustomerGroupId::GENERAL, CustomerGroupId::WHOLESALE].map(group);
    let mut form = vec![("name", name), ("active", "1"), ("websites", MAIN)];
    form.extend(groups.iter().map(|id| ("groups", id.as_str())));
    form.extend_from_slice(more);
    staff.get(NEW_RULE).await;
    let made = staff.post(NEW_RULE, &form).await;
    assert_eq!((made.status, made.location.as_str()), (303, RULES), "{}", made.html);
}

async fn puts_into(staff: &mut Browser, customer: &str, group: CustomerGroupId) {
    let page = staff.finds_customer(customer).await;
    let saved = staff.edits(&page, &page, &[("group", &group.to_string())]).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
}

pub(crate) async fn adds_tier(staff: &mut Browser, page: &str, fields: &[(&str, &str)]) -> actors::Answer {
    let usual = [("do", "add"), ("tier_website", ""), ("tier_group", ""), ("tier_kind", "fixed")];
    let left = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let form: Vec<(&str, &str)> = left.chain(fields.iter().copied()).collect();
    staff.get(page).await;
    staff.post(&format!("{page}/tiers"), &form).await
}

/// What somebody reads of the mug's price, wherever it stands: in the list, on its page and, of so many, in the cart.
async fn reads(browser: &mut Browser, price: &str) {
    for page in ["/", "/category/kitchen", "/category/kitchen?sort=name", "/search?q=harbour+mug", MUG] {
        let shown = browser.get(page).await;
        // As what it costs now, and not as what it would.
        let told = [format!("<ins>{price}</ins>"), format!("class=\"price\">{price}<"), format!("class=\"price large\">{price}<")];
        assert!(told.iter().any(|told| shown.shows(told)), "{page} shows no {price}: {}", shown.html);
    }
}

#[tokio::test]
async fn a_rule_holds_at_once_wherever_a_price_stands_and_for_its_groups_alone() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest, mut ada) = (shop.staff("rosa").await, shop.guest(), shop.customer("ada").await);
    reads(&mut guest, "$14.00").await;
    let general = group(CustomerGroupId::GENERAL);
    let for_customers = [("name", "Customers"), ("active", "1"), ("websites", MAIN), ("groups", &*general)];
    rosa.get(NEW_RULE).await;
    let made = rosa.post(NEW_RULE, &[&for_customers[..], &[("apply", "by_percent"), ("discount_amount", "25")]].concat()).await;
    assert_eq!(made.status, 303, "{}", made.html);
    reads(&mut ada, "$10.50").await;
    let page = ada.get(MUG).await;
    assert!(page.shows("Special Price") && page.shows("Regular Price") && page.shows("<del>$14.00</del>"), "{}", page.html);
    let untouched = guest.get(MUG).await;
    assert!(untouched.shows("$14.00") && !untouched.shows("<del>"), "{}", untouched.html);
    reads(&mut shop.guest(), "$14.00").await;
    // Another one, for everybody: each has the lowest of what is for him, and the kept page of guests is another by the next request.
    rules(&mut rosa, "Everybody", &[("apply", "to_fixed"), ("discount_amount", "12"), ("skus", "al-101\nAL-999"), ("priority", "1")]).await;
    reads(&mut shop.guest(), "$12.00").await;
    reads(&mut ada, "$10.50").await;
    // A visit sees what the customer does.
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    reads(&mut theo, "$10.50").await;
    let grid = rosa.get(RULES).await;
    assert!(grid.shows("Everybody") && grid.shows("Active") && grid.shows("Main Website"), "{}", grid.html);
    assert!(!rosa.get(&format!("{RULES}?status=0")).await.shows("Everybody"));
    let rule = grid.link_of("Everybody").unwrap();
    assert_eq!(rosa.edits(&rule, &rule, &[("active", "")]).await.status, 303);
    reads(&mut shop.guest(), "$14.00").await;
    let customers = rosa.get(RULES).await.link_of("Customers").unwrap();
    let delete = format!("{customers}/delete");
    assert!(rosa.get(&delete).await.shows("Are you sure"));
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.location, RULES);
    reads(&mut ada, "$14.00").await;
    assert_eq!(rosa.get(&customers).await.status, 404);
    let record = shop.record().await;
    for (action, times) in [(Action::PriceRuleCreated, 2), (Action::PriceRuleChanged, 1), (Action::PriceRuleDeleted, 1)] {
        assert_eq!(record.iter().filter(|e| e.action == action).count(), times, "{action:?}");
    }
    crate::rows_held::tells_once(&shop, "a_rule_holds_at_once_wherever_a_price_stands_and_for_its_groups_alone").await;
}

#[tokio::test]
async fn a_wholesale_customer_buys_at_the_price_of_his_group_and_nobody_else_sees_it() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let page = prices(&mut rosa, "Harbour Mug").await;
    let wholesale = group(CustomerGroupId::WHOLESALE);
    for (quantity, price) in [("1", "11"), ("5", "9.80")] {
        let added = adds_tier(&mut rosa, &page, &[("tier_group", &wholesale), ("tier_quantity", quantity), ("tier_price", price)]).await;
        assert_eq!(added.status, 303, "{}", added.html);
    }
    reads(&mut ada, "$14.00").await;
    puts_into(&mut rosa, "ada", CustomerGroupId::WHOLESALE).await;
    // His page is another by the next request, in every place; a guest's and another customer's stay as they were.
    reads(&mut ada, "$11.00").await;
    reads(&mut shop.guest(), "$14.00").await;
    reads(&mut shop.customer("clara").await, "$14.00").await;
    let shown = ada.get(MUG).await;
    assert!(shown.shows("Buy 5 for $9.80 each and save 10%") && !shop.guest().get(MUG).await.shows("Buy 5"), "{}", shown.html);
    puts(&mut ada, "harbour-mug", "5").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    reads(&mut theo, "$11.00").await;
    for browser in [&mut ada, &mut theo] {
        let cart = browser.get("/checkout/cart").await;
        assert!(cart.shows("$9.80") && cart.shows("<del>$14.00</del>") && cart.shows("$49.00"), "{}", cart.html);
    }
    let review = ada.reviews().await;
    assert_eq!(review.input("total").as_deref(), Some("USD 74.00"), "49 and 25 to send it: {}", review.html);
    assert_eq!(ada.sends(&review, "/checkout", &[("do", "place")]).await.location, SUCCESS);
    let number = number(&mut ada).await;
    let order = rosa.get("/admin/sales/orders").await.link_of(&number).unwrap();
    let order = rosa.get(&order).await;
    assert!(order.shows("$9.80") && order.shows("<del>$14.00</del>") && order.shows("Wholesale"), "{}", order.html);
    // The grid finds who is in a group.
    let found = rosa.get(&format!("/admin/customers?group={wholesale}")).await;
    assert!(found.shows("Ada") && !found.shows("Clara"), "{}", found.html);
    assert!(!rosa.get(&format!("/admin/customers?group={}&q=ada", CustomerGroupId::GENERAL)).await.shows("Ada Brandt"));
}

/// What is kept of a page is good for a day: at midnight by the clock of the shop it is another, whatever nobody wrote.
#[tokio::test]
async fn a_special_price_begins_at_midnight_of_the_shops_zone_and_a_kept_page_changes_then() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let general = "/admin/config/general";
    assert_eq!(rosa.edits(general, general, &[("timezone", "Europe/Berlin"), ("timezone-system", "")]).await.status, 303);
    let zone = Zone::named("Europe/Berlin");
    let today = Day::of(&zone, shop.now());
    let tomorrow = Day::of(&zone, today.ends(&zone));
    let page = prices(&mut rosa, "Harbour Mug").await;
    let saved = rosa
        .edits(&page, &page, &[("special_price", "9.41"), ("special_from", &tomorrow.to_string()), ("special_to", &tomorrow.to_string())])
        .await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    reads(&mut shop.guest(), "$14.00").await;
    let is_special = async || {
        let (mut one, mut list) = (shop.guest(), shop.guest());
        let (one, list) = (one.get(MUG).await.shows("$9.41"), list.get("/category/kitchen").await.shows("$9.41"));
        assert_eq!(one, list);
        one
    };
    let minute = Duration::from_secs(60);
    shop.advance(tomorrow.begins(&zone).minus(minute).since(shop.now()));
    assert!(!is_special().await);
    shop.advance(minute);
    assert!(is_special().await);
    shop.advance(tomorrow.ends(&zone).minus(minute).since(shop.now()));
    assert!(is_special().await);
    shop.advance(minute);
    assert!(!is_special().await);
    let told = shop.record().await.into_iter().filter(|e| e.action == Action::ProductChanged).collect::<Vec<_>>();
    let fields: Vec<&str> = told.iter().flat_map(|e| e.changes.iter().map(|c| c.field.as_str())).collect();
    assert_eq!(fields, ["special_price", "special_price_from", "special_price_to"]);
}

#[tokio::test]
async fn an_order_takes_no_price_that_ended_while_somebody_read_it() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let today = Day::of(&Zone::named("UTC"), shop.now());
    rules(&mut rosa, "Today", &[("apply", "by_fixed"), ("discount_amount", "4"), ("to", &today.to_string())]).await;
    puts(&mut ada, "harbour-mug", "1").await;
    let review = ada.reviews().await;
    assert_eq!(review.input("total").as_deref(), Some("USD 15.00"), "{}", review.html);
    shop.advance(today.ends(&Zone::named("UTC")).since(shop.now()));
    let late = ada.sends(&review, "/checkout", &[("do", "place")]).await;
    assert!(late.status == 422 && late.input("total").as_deref() == Some("USD 19.00"), "{}", late.html);
    assert_eq!(ada.sends(&late, "/checkout", &[("do", "place")]).await.location, SUCCESS);
}

#[tokio::test]
async fn what_cannot_be_a_price_is_refused_at_its_field_and_stays_as_it_was_typed() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = prices(&mut rosa, "Harbour Mug").await;
    let refused = rosa.edits(&page, &page, &[("special_price", "9"), ("special_from", "2026-05-02"), ("special_to", "2026-05-01")]).await;
    let flaw = "Make sure the To Date is later than or the same as the From Date.";
    assert!(refused.status == 422 && refused.text_at("special_to-flaw").is_some_and(|text| text.contains(flaw)), "{}", refused.html);
    assert_eq!(refused.input("special_price").as_deref(), Some("9"));
    for (field, value) in [("special_price", "free"), ("special_price", "-1"), ("special_from", "yesterday")] {
        let refused = rosa.edits(&page, &page, &[(field, value)]).await;
        assert!(refused.status == 422 && refused.text_at(&format!("{field}-flaw")).is_some(), "{field} {value}: {}", refused.html);
    }
    let tier = [("tier_quantity", "5"), ("tier_price", "12")];
    assert_eq!(adds_tier(&mut rosa, &page, &tier).await.status, 303);
    let twice = adds_tier(&mut rosa, &page, &tier).await;
    assert!(twice.status == 422 && twice.shows("We found a duplicate website, tier price, customer group and quantity."), "{}", twice.html);
    let percent = adds_tier(&mut rosa, &page, &[("tier_quantity", "7"), ("tier_kind", "percent"), ("tier_price", "101")]).await;
    assert!(percent.status == 422 && percent.shows("Percentage value must be a number between 0 and 100."), "{}", percent.html);
    for bad in [
        [("tier_quantity", "0"), ("tier_price", "12")],
        [("tier_quantity", "8"), ("tier_price", "")],
        [("tier_group", "x"), ("tier_price", "1")],
    ] {
        assert_eq!(adds_tier(&mut rosa, &page, &bad).await.status, 422, "{bad:?}");
    }
    assert_eq!(
        rosa.post(&format!("{page}/tiers"), &[("do", "remove"), ("tier_website", ""), ("tier_group", ""), ("tier_quantity", "5")])
            .await
            .status,
        303
    );
    assert!(rosa.get(&page).await.shows("No group has a price of its own yet."));
    // A rule says what is wrong with it.
    for (more, field) in [
        (&[("name", ""), ("apply", "by_percent"), ("discount_amount", "10")][..], "name"),
        (&[("name", "R"), ("apply", "by_percent"), ("discount_amount", "101")], "discount_amount"),
        (&[("name", "R"), ("apply", "to_fixed"), ("discount_amount", "-1")], "discount_amount"),
        (&[("name", "R"), ("apply", "free"), ("discount_amount", "1")], "apply"),
        (&[("name", "R"), ("apply", "by_fixed"), ("discount_amount", "1"), ("websites", MAIN)], "groups"),
    ] {
        let refused = rosa.post(NEW_RULE, more).await;
        assert!(refused.status == 422 && refused.text_at(&format!("{field}-flaw")).is_some(), "{field}: {}", refused.html);
    }
    // One for no day, or for no price, would be for nothing.
    let (all, general) =
        ([("name", "R"), ("apply", "by_fixed"), ("discount_amount", "1"), ("websites", MAIN)], group(CustomerGroupId::GENERAL));
    for (from, to) in [(("from", "2026-05-10"), ("to", "2026-05-05")), (("price_from", "10"), ("price_to", "5"))] {
        let refused = rosa.post(NEW_RULE, &[&all[..], &[("groups", &*general), from, to]].concat()).await;
        assert!(refused.status == 422 && refused.text_at(&format!("{}-flaw", to.0)).is_some(), "{}: {}", to.0, refused.html);
    }
}

#[tokio::test]
async fn a_website_says_its_own_special_price_and_follows_the_shops_else() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = prices(&mut rosa, "Fireside Stool").await;
    assert_eq!(rosa.edits(&page, &page, &[("special_price", "100")]).await.status, 303);
    let spanish = format!("{page}?scope=website-{INTERNATIONAL}");
    let kept = [("special_price-system", "1"), ("special_from-system", "1"), ("special_to-system", "1")];
    assert_eq!(rosa.get(&spanish).await.is_ticked("special_price-system"), Some(true));
    let mut own = kept.to_vec();
    own[0] = ("special_price-system", "");
    own.push(("special_price", "80"));
    assert_eq!(rosa.edits(&spanish, &spanish, &own).await.status, 303);
    let shown = async |path: &str| {
        let mut guest = shop.guest();
        let page = guest.get(path).await;
        if page.status == 303 { guest.get(&page.location).await } else { page }
    };
    assert!(shown("/product/fireside-stool").await.shows("$100.00"));
    let there = shown("/es/product/fireside-stool").await;
    assert!(there.shows("80,00"), "{}", there.html);
    assert_eq!(rosa.edits(&spanish, &spanish, &kept).await.status, 303);
    let there = shown("/es/product/fireside-stool").await;
    assert!(there.shows("92,00"), "100 dollars by the rate: {}", there.html);
}

#[tokio::test]
async fn two_editors_of_prices_never_overwrite_each_other() {
    let shop = Shop::open().await;
    let (mut rosa, mut other) = (shop.staff("rosa").await, shop.staff("rosa").await);
    let page = prices(&mut rosa, "Harbour Mug").await;
    let old = other.get(&page).await;
    assert_eq!(rosa.edits(&page, &page, &[("special_price", "9")]).await.status, 303);
    let late = other.sends(&old, &page, &[("special_price", "8")]).await;
    assert!(late.status == 409 && late.input("special_price").as_deref() == Some("8"), "{}", late.html);
    assert_eq!(other.sends(&late, &page, &[]).await.status, 303, "whoever saves it again decides");
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    let rule = rosa.get(RULES).await.link_of("Sale").unwrap();
    let old = other.get(&rule).await;
    assert_eq!(rosa.edits(&rule, &rule, &[("discount_amount", "20")]).await.status, 303);
    assert_eq!(other.sends(&old, &rule, &[("discount_amount", "30")]).await.status, 409);
    assert_eq!(other.sends(&old, &rule, &[("name", "Summer Sale")]).await.status, 303, "what nobody else changed");
    assert_eq!(rosa.get(&rule).await.input("discount_amount").as_deref(), Some("20"));
}

#[tokio::test]
async fn who_was_in_a_group_that_is_deleted_is_in_the_default_one_and_who_registers_is_put_where_the_view_says() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let new = format!("{GROUPS}/new");
    rosa.get(&new).await;
    assert_eq!(rosa.post(&new, &[("name", "Friends")]).await.location, GROUPS);
    let twice = rosa.post(&new, &[("name", "FRIENDS")]).await;
    assert!(twice.status == 422 && twice.shows("Customer Group already exists."), "{}", twice.html);
    let long = "x".repeat(33);
    assert_eq!(rosa.post(&new, &[("name", &long)]).await.status, 422);
    let friends = rosa.get(GROUPS).await.link_of("Friends").unwrap();
    let id: CustomerGroupId = friends.rsplit('/').next().unwrap().parse().unwrap();
    let page = prices(&mut rosa, "Harbour Mug").await;
    let kind = [("tier_group", &*group(id)), ("tier_quantity", "1"), ("tier_kind", "percent"), ("tier_price", "50")];
    assert_eq!(adds_tier(&mut rosa, &page, &kind).await.status, 303);
    let customers = "/admin/config/customer";
    let is_default = [("default_group", &*group(id)), ("default_group-system", "")];
    assert_eq!(rosa.edits(customers, customers, &is_default).await.status, 303);
    let mut nora = shop.guest();
    nora.get("/customer/account/create").await;
    let person = [("first_name", "Nora"), ("last_name", "Falk"), ("email", "nora@example.com")];
    let passwords = [("password", "correct horse battery"), ("password_again", "correct horse battery")];
    let registered = nora.post("/customer/account/create", &[&person[..], &passwords[..]].concat()).await;
    assert_eq!(registered.status, 303, "{}", registered.html);
    reads(&mut nora, "$7.00").await;
    let delete = format!("{friends}/delete");
    assert_eq!(rosa.get(&delete).await.status, 404, "it is the default");
    assert_eq!(rosa.get(&format!("{GROUPS}/{}/delete", CustomerGroupId::NOT_LOGGED_IN)).await.status, 404);
    assert_eq!(rosa.edits(customers, customers, &[("default_group-system", "1")]).await.status, 303);
    let found = rosa.get(&format!("/admin/customers?group={id}")).await;
    assert!(found.shows("Nora"), "{}", found.html);
    assert!(rosa.get(&delete).await.shows("General"));
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.location, GROUPS);
    reads(&mut nora, "$14.00").await;
    let found = rosa.get(&format!("/admin/customers?group={}&q=nora", CustomerGroupId::GENERAL)).await;
    assert!(found.shows("Nora") && found.shows("General"), "{}", found.html);
    rosa.get(&new).await;
    assert_eq!(rosa.post(&new, &[("name", "Friends")]).await.location, GROUPS, "the name is free again");
    let record = shop.record().await;
    for (action, times) in [(Action::CustomerGroupCreated, 2), (Action::CustomerGroupDeleted, 1)] {
        assert_eq!(record.iter().filter(|e| e.action == action).count(), times, "{action:?}");
    }
}

#[tokio::test]
async fn where_the_shop_tells_it_the_lowest_price_of_thirty_days_stands_beside_a_reduced_one() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let day = Duration::from_secs(24 * 60 * 60);
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    for price in ["12", "16"] {
        assert_eq!(rosa.edits(&mug, &mug, &[("price", price)]).await.status, 303);
        shop.advance(day * 5);
        rosa = shop.staff("rosa").await;
    }
    let page = prices(&mut rosa, "Harbour Mug").await;
    assert_eq!(rosa.edits(&page, &page, &[("special_price", "13")]).await.status, 303);
    let told = "Lowest price of the last 30 days: $12.00";
    assert!(!shop.guest().get(MUG).await.shows("Lowest price"));
    let catalog = "/admin/config/catalog";
    assert_eq!(rosa.edits(catalog, catalog, &[("lowest_price", "1"), ("lowest_price-system", "")]).await.status, 303);
    for page in [MUG, "/category/kitchen"] {
        let shown = shop.guest().get(page).await;
        assert!(shown.shows("$13.00") && shown.shows(told), "{}", shown.html);
    }
}

#[tokio::test]
async fn a_guest_buys_more_at_once_for_less_each() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = prices(&mut rosa, "Harbour Mug").await;
    assert_eq!(adds_tier(&mut rosa, &page, &[("tier_quantity", "2"), ("tier_price", "10")]).await.status, 303);
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "2").await;
    assert!(guest.get("/checkout/cart").await.shows("$20.00"));
    let form = [("email", "guest@example.com")].into_iter().chain(crate::checkout::ADDRESS).collect::<Vec<_>>();
    assert_eq!(buys(&mut guest, &form).await.location, SUCCESS);
    let placed = shop.record().await.into_iter().find(|e| e.action == Action::OrderPlaced).unwrap();
    assert!(placed.changes.iter().any(|c| c.after.as_deref() == Some("USD 30.00")), "{:?}", placed.changes);
}

#[tokio::test]
async fn a_rule_is_for_what_is_ticked_in_the_tree_of_categories() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = rosa.get("/admin/catalog/categories").await.link_of("Kitchen").unwrap();
    let kitchen = kitchen.rsplit('/').next().unwrap();
    assert!(rosa.get(NEW_RULE).await.shows("Default Category and all below it"));
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10"), ("categories", kitchen)]).await;
    let rule = rosa.get(RULES).await.link_of("Sale").unwrap();
    let ticked = |page: &actors::Answer| -> Vec<String> {
        let sent = page.form(&rule).unwrap().into_iter();
        sent.filter(|(name, _)| name == "categories").map(|(_, id)| id).collect()
    };
    assert_eq!(ticked(&rosa.get(&rule).await), [kitchen]);
    assert_eq!(rosa.edits(&rule, &rule, &[("categories", "")]).await.status, 303);
    assert!(ticked(&rosa.get(&rule).await).is_empty());
}
