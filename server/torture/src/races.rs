//! Many hands on one token: one enters. On one piece: it is sold once. On one cent: it is given back once. And rights that go while they
//! are used: after the change was acknowledged, no request of the visit is served.

use crate::Settings;
use actors::{Browser, Shop};
use server::demo::PASSWORD;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

const REDEEMERS: usize = 16;
const BUYERS: usize = 6;
const PRODUCT: &str = "/product/harbour-mug";
const CHECKOUT: &str = "/checkout";
const SUCCESS: &str = "/checkout/onepage/success";

pub async fn run(settings: Settings) -> String {
    let tokens = settings.of(100, 10_000);
    one_of_many_enters(tokens).await;
    let pieces = settings.of(10, 300);
    the_last_piece_is_sold_once(pieces).await;
    let cents = settings.of(5, 200);
    the_last_cent_is_given_back_once(cents).await;
    let rounds = settings.of(2, 40);
    let mut served = 0;
    for _ in 0..rounds {
        for change in [Change::RoleTakenAway, Change::ConsentWithdrawn, Change::SignedOut, Change::FeatureOff, Change::CustomerDeactivated]
        {
            served += nothing_is_served_after(change).await;
        }
    }
    format!(
        "{tokens} tokens with {REDEEMERS} redeemers each, {pieces} last pieces with {BUYERS} buyers each, {cents} last cents with {BUYERS} windows each, one winner each; {rounds} times 5 rights taken away under load, {served} requests served before and none after"
    )
}

/// Several staff members in turn, for one's next start makes his last token void.
async fn one_of_many_enters(tokens: usize) {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let start = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    for n in 1..=tokens {
        let token = rosa.post(&start, &[]).await.input("token").unwrap();
        let mut racers = tokio::task::JoinSet::new();
        for _ in 0..REDEEMERS {
            let (mut racer, token) = (rosa.clone(), token.clone());
            racers.spawn(async move {
                racer.cookies.remove("visit");
                let answer = racer.post_exactly("/assistance/enter", &[("token", &token)]).await;
                assert!([303, 503].contains(&answer.status), "{}", answer.status);
                racer.cookies.contains_key("visit")
            });
        }
        let winners = racers.join_all().await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "token {n} of {tokens}");
        if n % 1_000 == 0 {
            println!("  {n} of {tokens} tokens");
        }
    }
    let wrong = shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// One piece in the cart, if it is not there yet, and the checkout filled in.
async fn review(buyer: &mut Browser) -> actors::Answer {
    // An empty cart may show what was looked at.
    if buyer.get("/checkout/cart").await.shows("You have no items in your shopping cart.") {
        assert_eq!(buyer.edits(PRODUCT, PRODUCT, &[("quantity", "1")]).await.status, 303);
    }
    buyer.reviews().await
}

/// Each has it in his cart, and all press at the same moment.
async fn the_last_piece_is_sold_once(rounds: usize) {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let stock = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let mut buyers = Vec::new();
    for name in ["ada", "ben", "clara", "david", "elif", "felix"] {
        buyers.push(shop.customer(name).await);
    }
    for round in 1..=rounds {
        assert_eq!(rosa.edits(&stock, &stock, &[("quantity", "1")]).await.status, 303);
        let mut ready = Vec::new();
        for mut buyer in buyers.drain(..) {
            let page = review(&mut buyer).await;
            ready.push((buyer, page));
        }
        let mut racers = tokio::task::JoinSet::new();
        for (mut buyer, page) in ready {
            racers.spawn(async move {
                let done = buyer.sends(&page, CHECKOUT, &[("do", "place")]).await;
                (buyer, done.location == SUCCESS)
            });
        }
        let done = racers.join_all().await;
        assert_eq!(done.iter().filter(|(_, won)| *won).count(), 1, "piece {round} of {rounds}");
        buyers.extend(done.into_iter().map(|(buyer, _)| buyer));
        assert_eq!(rosa.get(&stock).await.input("quantity").as_deref(), Some("0"));
    }
    let wrong = shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each window gives back all that is left of an order, at the same moment.
async fn the_last_cent_is_given_back_once(rounds: usize) {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    for round in 1..=rounds {
        let page = review(&mut ada).await;
        assert_eq!(ada.sends(&page, CHECKOUT, &[("do", "place")]).await.location, SUCCESS);
        let order = rosa.get("/admin/sales/orders").await.link_below("/admin/sales/orders").unwrap();
        let invoice = format!("{order}/invoice");
        assert_eq!(rosa.edits(&invoice, &invoice, &[]).await.status, 303);
        let memo = format!("{order}/creditmemo");
        let window = rosa.get(&memo).await;
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..BUYERS {
            // Each says something else of it: none is the repetition of another.
            let request = rosa.filled(&window, &memo, &[("comment", &n.to_string())]);
            let mut rosa = rosa.clone();
            racers.spawn(async move { rosa.send(request).await.status });
        }
        let done = racers.join_all().await;
        let (won, lost) = (done.iter().filter(|s| **s == 303).count(), done.iter().filter(|s| **s == 409).count());
        assert_eq!((won, lost), (1, BUYERS - 1), "order {round} of {rounds}");
    }
    let wrong = shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[derive(Clone, Copy, Debug)]
enum Change {
    RoleTakenAway,
    ConsentWithdrawn,
    SignedOut,
    FeatureOff,
    CustomerDeactivated,
}

/// Eight hands use a visit, looking and buying, while the change is made; returns how many requests were served before.
async fn nothing_is_served_after(change: Change) -> usize {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (role, customer) = (rosa.finds_role("Support").await, rosa.finds_customer("ada").await);
    let mut ada = shop.customer("ada").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    let (changed, served) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut hands = tokio::task::JoinSet::new();
    for hand in 0..8 {
        let (mut visit, changed, served) = (theo.clone(), Arc::clone(&changed), Arc::clone(&served));
        hands.spawn(async move {
            let mut after = 0;
            while after < 20 {
                // Read before the request is sent: what is sent after the change was acknowledged must not be served.
                let was_changed = changed.load(Ordering::SeqCst);
                let worked = if hand % 2 == 0 {
                    visit.get("/customer/account").await.shows("You are connected as")
                } else {
                    visit.clone().post("/product/harbour-mug", &[("quantity", "1")]).await.status == 303
                };
                assert!(!(was_changed && worked), "{change:?}: a request that began afterwards was served");
                if was_changed {
                    after += 1;
                } else {
                    served.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
    }
    while served.load(Ordering::SeqCst) < 40 {
        tokio::task::yield_now().await;
    }
    // Whoever meets the visit's own writes is told to try again, as by a browser's reload.
    let mut attempts = 0;
    loop {
        attempts += 1;
        if makes(change, &mut rosa, &mut theo.clone(), &mut ada, &role, &customer).await {
            break;
        }
        assert!(attempts < 50, "{change:?} is never acknowledged");
    }
    changed.store(true, Ordering::SeqCst);
    hands.join_all().await;
    let wrong = shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{change:?}: {wrong:#?}");
    served.load(Ordering::SeqCst)
}

/// Makes the change; whether it was acknowledged.
async fn makes(change: Change, rosa: &mut Browser, theo: &mut Browser, ada: &mut Browser, role: &str, customer: &str) -> bool {
    let answer = match change {
        Change::RoleTakenAway => rosa.edits(role, role, &[("resource", "Customer::manage"), ("current_password", PASSWORD)]).await,
        Change::ConsentWithdrawn => {
            let path = "/customer/account/assistance";
            ada.edits(path, path, &[("assistance_allowed", "")]).await
        }
        Change::SignedOut => theo.post("/admin/logout", &[]).await,
        Change::FeatureOff => {
            let path = "/admin/config/login_as_customer";
            rosa.edits(path, path, &[("enabled", "0"), ("enabled-system", "")]).await
        }
        Change::CustomerDeactivated => rosa.edits(customer, customer, &[("active", "")]).await,
    };
    assert!([303, 503].contains(&answer.status), "{change:?}: {} {}", answer.status, answer.html);
    answer.status == 303
}
