//! The store fails, is slow, hangs, loses its answers, falls silent. Whoever acts in somebody's account is refused within two
//! seconds, shopping goes on or fails cleanly, a visit can be left, nothing is done twice, and all is well again without a
//! restart.

use crate::Settings;
use actors::{Answer, Browser, Shop};
use std::time::{Duration, Instant};
use store::Fault;

const AT_ONCE: Duration = Duration::from_secs(2);

pub async fn run(_: Settings) -> String {
    // Each in a shop of its own, and at once: most of it is waiting.
    let checks = futures::future::join_all([
        Box::pin(writes_fail()) as Scenes,
        Box::pin(leaving(Fault::WritesFail)),
        Box::pin(writes_do_not_come_back(Fault::WritesTake(Duration::from_secs(3)))),
        Box::pin(leaving(Fault::WritesTake(Duration::from_secs(3)))),
        Box::pin(writes_do_not_come_back(Fault::WritesHang)),
        Box::pin(leaving(Fault::WritesHang)),
        Box::pin(writes_are_slow()),
        Box::pin(answers_are_lost()),
        Box::pin(silence()),
        Box::pin(leaving(Fault::Silent)),
    ])
    .await
    .into_iter()
    .fold(Checks::default(), Checks::and);
    format!("{} answers under 6 faults, the slowest of an assisted request {} ms", checks.answers, checks.slowest.as_millis())
}

type Scenes = futures::future::BoxFuture<'static, Checks>;

#[derive(Default)]
struct Checks {
    answers: usize,
    slowest: Duration,
}

impl Checks {
    fn and(self, other: Self) -> Self {
        Self { answers: self.answers + other.answers, slowest: self.slowest.max(other.slowest) }
    }

    /// An assisted request, or a start: the status, and within two seconds.
    async fn assisted(&mut self, what: &str, status: u16, asked: impl Future<Output = Answer>) -> Answer {
        let begun = Instant::now();
        let answer = asked.await;
        let took = begun.elapsed();
        assert!(answer.status == status && took < AT_ONCE, "{what}: {} after {took:?}", answer.status);
        self.slowest = self.slowest.max(took);
        self.answers += 1;
        answer
    }

    /// Ordinary shopping: it goes on, or says cleanly that it cannot.
    async fn ordinary(&mut self, what: &str, statuses: &[u16], asked: impl Future<Output = Answer>) -> Answer {
        let answer = asked.await;
        assert!(statuses.contains(&answer.status), "{what}: {}", answer.status);
        self.answers += 1;
        answer
    }
}

/// A visit to Ada by Rosa, with one mug in the cart.
struct Scene {
    shop: Shop,
    rosa: Browser,
    visit: Browser,
    clara: Browser,
    start: String,
    /// The visit's cart, as it was seen last.
    cart: Answer,
}

impl Scene {
    async fn set() -> Self {
        let shop = Shop::open().await;
        let mut rosa = shop.staff("rosa").await;
        let start = format!("{}/login-as-customer", rosa.finds_customer("elif").await);
        let mut visit = shop.staff("theo").await;
        visit.logs_in_as("ada").await;
        visit.get("/product/harbour-mug").await;
        assert_eq!(visit.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
        let cart = visit.get("/checkout/cart").await;
        let clara = shop.customer("clara").await;
        Self { shop, rosa, visit, clara, start, cart }
    }

    async fn in_cart(&mut self) -> String {
        self.cart = self.visit.get("/checkout/cart").await;
        self.cart.input("quantity").unwrap_or_default()
    }

    async fn sets_quantity(&mut self, quantity: &str) -> Answer {
        self.visit.sends(&self.cart, "/checkout/cart", &[("quantity", quantity)]).await
    }

    /// Everything works again, without a restart.
    async fn recovers(&mut self) {
        self.shop.faults.set(Fault::None);
        // The page that told of the fault may have been rendered for nobody: reloaded, as anybody would.
        self.in_cart().await;
        assert_eq!(self.sets_quantity("5").await.status, 303);
        assert_eq!(self.in_cart().await, "5");
        self.rosa.get("/admin").await;
        let start = self.rosa.post(&self.start, &[]).await;
        let token = start.input("token").unwrap_or_else(|| panic!("a start after the fault: {} {}", start.status, start.html));
        assert_eq!(self.rosa.post_exactly("/assistance/enter", &[("token", &token)]).await.status, 303);
        self.record_is_whole().await;
    }

    async fn record_is_whole(&self) {
        let wrong = self.shop.store.by(&server::jobs::job(self.shop.now())).contradictions().await.unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

async fn writes_fail() -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    scene.shop.faults.set(Fault::WritesFail);
    checks.assisted("a start while nothing can be written", 503, scene.rosa.post(&scene.start, &[])).await;
    let answer = checks.assisted("a cart in a visit", 503, scene.sets_quantity("9")).await;
    assert!(answer.shows("Nothing was changed") && answer.shows("Try again"), "{}", answer.html);
    checks.assisted("looking in a visit", 200, scene.visit.get("/customer/account")).await;
    checks.ordinary("a guest looks", &[200], scene.shop.guest().get("/category/kitchen")).await;
    checks.ordinary("a customer looks", &[200], scene.clara.get("/customer/account")).await;
    checks.ordinary("a customer buys", &[503], scene.clara.post("/product/harbour-mug", &[("quantity", "1")])).await;
    checks.ordinary("staff look", &[200], scene.rosa.get("/admin/customers")).await;
    // Minutes later, when sessions would be remembered as used.
    scene.shop.advance(Duration::from_secs(120));
    checks.ordinary("a customer looks again", &[200], scene.clara.get("/customer/account")).await;
    checks.ordinary("staff look again", &[200], scene.rosa.get("/admin/customers")).await;
    checks.assisted("a visit that cannot be remembered as used", 503, scene.visit.get("/customer/account")).await;
    scene.shop.faults.set(Fault::None);
    assert_eq!(scene.in_cart().await, "1", "what was refused did not happen");
    scene.recovers().await;
    checks
}

/// A visit is left while the store does not write, and with a copied cookie nobody comes back.
async fn leaving(fault: Fault) -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    let mut copied = scene.visit.clone();
    scene.shop.faults.set(fault);
    checks.assisted("Close Session", 303, scene.visit.post("/assistance/close", &[])).await;
    assert!(!scene.visit.cookies.contains_key("visit"), "the browser forgets the visit");
    if fault != Fault::Silent {
        checks.assisted("a copied cookie", 303, copied.get("/customer/account")).await;
    }
    scene.shop.faults.set(Fault::None);
    let answer = checks.assisted("a copied cookie afterwards", 303, copied.get("/customer/account")).await;
    assert_eq!(answer.location, "/assistance/ended");
    scene.shop.sweep().await;
    let log = scene.rosa.get("/admin/login-as-customer-log").await;
    assert!(log.shows("Closed"), "{}", log.html);
    scene.record_is_whole().await;
    checks
}

async fn writes_do_not_come_back(fault: Fault) -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    scene.shop.faults.set(fault);
    checks.assisted("a start", 503, scene.rosa.post(&scene.start, &[])).await;
    checks.assisted("a cart in a visit", 503, scene.sets_quantity("9")).await;
    checks.ordinary("a guest looks", &[200], scene.shop.guest().get("/")).await;
    checks.ordinary("a customer buys", &[503], scene.clara.post("/product/harbour-mug", &[("quantity", "1")])).await;
    scene.recovers().await;
    checks
}

/// Slow, and still in time.
async fn writes_are_slow() -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    scene.shop.faults.set(Fault::WritesTake(Duration::from_millis(700)));
    checks.assisted("a cart in a visit", 303, scene.sets_quantity("7")).await;
    checks.ordinary("a customer buys", &[303], scene.clara.post("/product/harbour-mug", &[("quantity", "1")])).await;
    assert_eq!(scene.in_cart().await, "7");
    scene.recovers().await;
    checks
}

/// It was done, and nobody heard of it: repeating is safe.
async fn answers_are_lost() -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    scene.shop.faults.set(Fault::AnswersAreLost);
    let answer = checks.assisted("an addition in a visit", 503, scene.visit.post("/product/harbour-mug", &[("quantity", "2")])).await;
    assert!(answer.shows("We cannot tell whether it was done") && answer.shows("Try again"), "{}", answer.html);
    checks.assisted("the same again", 303, repeats(&mut scene.visit, &answer)).await;
    scene.shop.faults.set(Fault::None);
    checks.assisted("and again", 303, repeats(&mut scene.visit, &answer)).await;
    assert_eq!(scene.in_cart().await, "3", "one and two, however often it was sent");
    // A start that nobody heard of: the next one makes it void.
    scene.shop.faults.set(Fault::AnswersAreLost);
    checks.assisted("a start", 503, scene.rosa.post(&scene.start, &[])).await;
    scene.recovers().await;
    checks
}

/// Sends the form of a page that says "Try again".
async fn repeats(browser: &mut Browser, page: &Answer) -> Answer {
    let action = page.form_of("Try again").unwrap_or_else(|| panic!("nothing to repeat in {}", page.html));
    browser.sends(page, &action, &[]).await
}

async fn silence() -> Checks {
    let mut checks = Checks::default();
    let mut scene = Scene::set().await;
    // A notice waits for the next page, and what it is about is read from the store too.
    assert_eq!(scene.visit.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    scene.shop.faults.set(Fault::Silent);
    checks.assisted("looking in a visit", 503, scene.visit.get("/customer/account")).await;
    checks.assisted("a start", 503, scene.rosa.post(&scene.start, &[])).await;
    checks.ordinary("a customer", &[503], scene.clara.get("/customer/account")).await;
    scene.recovers().await;
    checks
}
