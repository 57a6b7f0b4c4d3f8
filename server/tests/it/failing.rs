//! A store that fails: what people see, what they can do, and that nothing happens twice. The torture program does it at length.

use actors::Shop;
use store::Fault;

#[tokio::test]
async fn a_store_that_cannot_write_is_told_as_503_with_a_way_to_try_again_and_nothing_is_lost() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let path = "/de/customer/account/edit";
    let page = ada.get(path).await;
    shop.faults.set(Fault::WritesFail);
    let answer = ada.sends(&page, path, &[("first_name", "Adele")]).await;
    assert_eq!((answer.status, answer.headers["retry-after"].to_str().unwrap()), (503, "2"));
    assert!(answer.shows("Im Moment nicht verfügbar") && answer.shows("Erneut versuchen"), "{}", answer.html);
    assert_eq!(answer.input("first_name").as_deref(), Some("Adele"), "what was typed is there to be sent again");
    shop.faults.set(Fault::None);
    assert_eq!(ada.get("/customer/account/edit").await.input("first_name").as_deref(), Some("Ada"));
    assert_eq!(ada.sends(&answer, path, &[]).await.status, 303);
    assert_eq!(ada.get("/customer/account/edit").await.input("first_name").as_deref(), Some("Adele"));
}

#[tokio::test]
async fn a_form_with_a_secret_is_never_written_into_the_page_of_a_failure() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    guest.get("/customer/account/login").await;
    shop.faults.set(Fault::WritesFail);
    let answer = guest.post("/customer/account/login", &[("email", "ada@example.com"), ("password", server::demo::PASSWORD)]).await;
    assert_eq!(answer.status, 503);
    assert!(!answer.shows(server::demo::PASSWORD) && !answer.shows("Try again"), "{}", answer.html);
}

#[tokio::test]
async fn a_start_whose_event_cannot_be_written_does_not_happen() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let start = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    for fault in [Fault::WritesFail, Fault::WritesHang, Fault::Silent] {
        shop.faults.set(fault);
        let answer = rosa.post(&start, &[]).await;
        assert_eq!((answer.status, answer.input("token")), (503, None), "{fault:?}");
        shop.faults.set(Fault::None);
    }
    let told = shop.record().await.into_iter().filter(|e| e.action == domain::audit::Action::AssistanceStarted).count();
    assert_eq!(told, 0);
}

/// An addition whose answer was lost was done twice when it was sent again.
#[tokio::test]
async fn what_was_done_though_nobody_heard_of_it_is_not_done_again() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get("/product/harbour-mug").await;
    shop.faults.set(Fault::AnswersAreLost);
    let answer = ada.post("/product/harbour-mug", &[("quantity", "2")]).await;
    assert!(answer.status == 503 && answer.shows("We cannot tell whether it was done"), "{}", answer.html);
    let repeats = answer.input("repeats").unwrap();
    shop.faults.set(Fault::None);
    for _ in 0..2 {
        assert_eq!(ada.post("/product/harbour-mug", &[("quantity", "2"), ("repeats", &repeats)]).await.status, 303);
    }
    assert_eq!(ada.get("/checkout/cart").await.input("quantity").as_deref(), Some("2"));
}

#[tokio::test]
async fn a_visit_is_left_at_once_also_while_the_store_does_not_answer() {
    for fault in [Fault::WritesFail, Fault::WritesHang, Fault::Silent] {
        let shop = Shop::open().await;
        let mut visit = shop.staff("rosa").await;
        visit.logs_in_as("ada").await;
        let mut copied = visit.clone();
        shop.faults.set(fault);
        assert_eq!(visit.post("/assistance/close", &[]).await.status, 303, "{fault:?}");
        assert!(!visit.cookies.contains_key("visit"));
        shop.faults.set(Fault::None);
        assert_eq!(copied.get("/customer/account").await.location, "/assistance/ended", "{fault:?}: a copied cookie opens nothing");
        shop.sweep().await;
        let ends = shop.record().await.into_iter().filter(|e| e.action == domain::audit::Action::AssistanceEnded);
        assert_eq!(ends.map(|e| e.reason.unwrap()).collect::<Vec<_>>(), ["closed"], "{fault:?}");
    }
}
