//! Orders that a guest placed become those of his account: of the browser that placed them, and of the address, once it is shown to be his.

use crate::{
    checkout::{ADDRESS, buys, puts},
    mail::{sends, with_server},
};
use actors::{Browser, Shop};
use domain::audit::Action;
use server::demo::PASSWORD;

const SUCCESS: &str = "/checkout/onepage/success";
const CREATE: &str = "/customer/account/create";
const HISTORY: &str = "/sales/order/history";

/// A guest who was thanked for an order, and its number.
async fn thanked(shop: &Shop, email: &str) -> (Browser, String) {
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "1").await;
    assert_eq!(buys(&mut guest, &[&ADDRESS[..], &[("email", email)]].concat()).await.status, 303);
    let thanks = guest.get(SUCCESS).await;
    let number = thanks.html.split(&format!("{CREATE}?order=")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    assert!(thanks.shows("You can track your order status by creating an account."), "{}", thanks.html);
    (guest, number)
}

fn registers(email: &str) -> [(&str, &str); 3] {
    [("email", email), ("password", PASSWORD), ("password_again", PASSWORD)]
}

#[tokio::test]
async fn whoever_makes_an_account_where_he_is_thanked_finds_his_order_in_it() {
    let shop = Shop::open().await;
    let (mut guest, number) = thanked(&shop, "new@mail.example").await;
    let page = format!("{CREATE}?order={number}");
    let form = guest.get(&page).await;
    for (field, value) in [("first_name", "Ada"), ("last_name", "Brandt"), ("email", "new@mail.example")] {
        assert_eq!(form.input(field).as_deref(), Some(value), "what is known is not asked again");
    }
    assert_ne!(shop.guest().get(&page).await.input("email").as_deref(), Some("new@mail.example"), "a number alone tells nobody anything");
    assert_eq!(guest.edits(&page, CREATE, &registers("New@mail.example")).await.status, 303);
    let history = guest.get(HISTORY).await;
    let order = history.link_below("/sales/order/view").unwrap();
    assert!(history.shows(&number) && guest.get(&order).await.shows("Harbour Mug"), "{}", history.html);
    let told = shop.record().await.into_iter().find(|event| event.action == Action::OrderAssigned).unwrap();
    assert_eq!((told.object_name(), told.subject.is_some()), (number.as_str(), true));
    // From now on it is a customer's: staff find it with him, and Orders and Returns shows it to nobody.
    let mut rosa = shop.staff("rosa").await;
    let customer = rosa.get("/admin/customers?q=new@mail.example").await.link_below("/admin/customers").unwrap();
    assert!(rosa.get(&format!("{customer}/orders")).await.shows(&number));
    let say = [("order_number", number.as_str()), ("last_name", "Brandt"), ("email", "new@mail.example")];
    assert_eq!(shop.guest().edits("/sales/guest/form", "/sales/guest/form", &say).await.status, 422);
}

#[tokio::test]
async fn an_address_that_is_only_said_brings_nobody_the_orders_of_others() {
    let shop = Shop::open().await;
    let (mut guest, number) = thanked(&shop, "gina@mail.example").await;
    // Another browser with the address, and the browser with another address.
    for (browser, email) in [(&mut shop.guest(), "gina@mail.example"), (&mut guest, "other@mail.example")] {
        let form = [&registers(email)[..], &[("first_name", "Mal"), ("last_name", "Ory")]].concat();
        assert_eq!(browser.edits(CREATE, CREATE, &form).await.status, 303);
        assert!(!browser.get(HISTORY).await.shows(&number), "{email}");
    }
    assert!(shop.record().await.iter().all(|event| event.action != Action::OrderAssigned));
}

#[tokio::test]
async fn what_was_ordered_with_an_address_is_in_the_account_of_whoever_opens_a_link_that_was_sent_there() {
    let (shop, server, mut queue, _rosa) = with_server().await;
    let (_, number) = thanked(&shop, "gina@mail.example").await;
    let (_, others) = thanked(&shop, "nina@mail.example").await;
    let mut gina = shop.guest();
    let form = [&registers("gina@mail.example")[..], &[("first_name", "Gina"), ("last_name", "Lollo")]].concat();
    assert_eq!(gina.edits(CREATE, CREATE, &form).await.status, 303);
    assert!(!gina.get(HISTORY).await.shows(&number), "nobody knows yet that the address is hers");
    let forgot = "/customer/account/forgotpassword";
    let mut later = shop.guest();
    assert_eq!(later.edits(forgot, forgot, &[("email", "gina@mail.example")]).await.status, 200);
    sends(&mut queue).await;
    let mails: String = server.taken().join("\n").replace("=\n", "").replace("=3D", "=");
    let link = mails.split("http://shop.test").find(|rest| rest.starts_with("/customer/account/createpassword?token=")).unwrap();
    let link: String = link.chars().take_while(|c| !c.is_whitespace() && !"\"<>".contains(*c)).collect();
    let set = later.edits(&link, &link, &[("password", "another long one"), ("password_again", "another long one")]).await;
    assert_eq!(set.status, 303, "{}", set.html);
    let sign_in = "/customer/account/login";
    let signed = later.edits(sign_in, sign_in, &[("email", "gina@mail.example"), ("password", "another long one")]).await;
    assert_eq!(signed.status, 303, "{}", signed.html);
    let history = later.get(HISTORY).await;
    assert!(history.shows(&number) && !history.shows(&others), "{}", history.html);
    let assigned = shop.record().await.iter().filter(|event| event.action == Action::OrderAssigned).count();
    assert_eq!(assigned, 1);
}
