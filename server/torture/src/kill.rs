//! Writers of every kind, and the program killed at a random moment. What was acknowledged is there, what was not is there
//! whole or not at all, the record fits the rows, and the program starts by itself.

mod acts;
mod left;

use crate::Settings;
use actors::{Answer, Browser, MailServer, Program, TO_BERLIN, Way};
use acts::{Act, Acts, Met};
use axum::{body::Body, http::Request};
use server::demo::PASSWORD;
use std::{path::Path, sync::Arc, time::Duration};

pub async fn run(settings: Settings) -> String {
    let (rounds, least) = settings.of((12, 1), (100, 10));
    let folder = tempfile::tempdir().unwrap();
    let mails = MailServer::start().await;
    let start = |folder: &Path| start(folder, &mails);
    // What there is before anybody buys.
    assert!(start(folder.path()).terminate());
    let (_, pieces) = left::in_store(folder.path()).await;
    let mut program = start(folder.path());
    let acts = Arc::new(Acts::default());
    let mut writers = Writer::all(&program.address, &acts).await;
    let (mut acknowledged, mut slowest, mut met) = (0_usize, Duration::ZERO, Met::default());
    for round in 1..=rounds {
        let mut tasks = tokio::task::JoinSet::new();
        for mut writer in writers {
            tasks.spawn(async move {
                let written = writer.writes_until_it_breaks().await;
                (writer, written)
            });
        }
        tokio::time::sleep(Duration::from_millis(fastrand::u64(30..600))).await;
        // Each kill is meant for what was met least often so far, at any moment of it. Whoever has nothing to hand in does not hold up the
        // others.
        let (meant, _) = met.least();
        let _ = tokio::time::timeout(Duration::from_secs(5), acts.handed_in(meant)).await;
        tokio::time::sleep(acts.moment(meant)).await;
        program.kill();
        let done = tasks.join_all().await;
        done.iter().filter_map(|(writer, _)| writer.at).for_each(|act| met.add(act));
        acknowledged += done.iter().map(|(_, written)| written).sum::<usize>();
        writers = done.into_iter().map(|(writer, _)| writer).collect();

        let (wrong, found) = left::in_store(folder.path()).await;
        assert!(wrong.is_empty(), "after kill {round}: {wrong:#?}");
        assert_eq!(found, pieces, "after kill {round}: pieces of the stock were lost, or sold twice");

        program = start(folder.path());
        slowest = slowest.max(program.took);
        for writer in &mut writers {
            writer.finds_what_was_acknowledged(&program.address, round).await;
        }
        if round % 10 == 0 {
            println!("  {round} of {rounds} kills, {acknowledged} acknowledged writes");
        }
    }
    assert!(acknowledged > rounds * 10, "only {acknowledged} writes: the writers did not write");
    let (seldom, times) = met.least();
    assert!(times >= least, "{seldom:?} was under way {times} times: {rounds} kills met {met}");
    assert!(program.terminate());
    let sent = left::sent_once(&mails);
    assert!(sent > rounds, "only {sent} mails: nothing was sent");
    let slowest = slowest.as_millis();
    format!(
        "{rounds} kills, which met {met}; {acknowledged} acknowledged writes, none lost, none torn, no piece of the stock missing; \
         {sent} mails, none twice; slowest start {slowest} ms"
    )
}

fn start(folder: &Path, mails: &MailServer) -> Program {
    Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off"), ("ALONGSIDE_SMTP", &mails.address)])
}

/// What a writer writes, again and again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// A quantity in the cart: as the customer, as a guest, and as a visit.
    Cart(&'static str),
    /// A first name, by the customer.
    Account,
    /// The consent, by the customer: given and taken away.
    Consent,
    /// A customer's first name, by staff.
    Customer,
    /// The store's name.
    Setting,
    /// A role's name, with the own password.
    Role,
    /// Into a customer's account and out again.
    Visit,
    /// New accounts.
    Registration,
    /// Orders, one after another: what is acknowledged is the number of the last.
    Order,
    /// What follows an order: its invoice, its shipment, its credit memo. What is acknowledged is the page of the last; the store's own
    /// check tells whether all of it is there.
    Document,
}

/// What is ordered, in turns.
const GOODS: [&str; 5] = ["harbour-mug", "little-espresso-cup", "slow-pour-carafe", "crumb-keeper-bread-box", "onion-net-bag"];

struct Writer {
    what: What,
    browser: Browser,
    /// The page that is written and read: where the writer has one.
    page: String,
    number: u32,
    acknowledged: String,
    tried: Option<String>,
    acts: Arc<Acts>,
    /// What was handed in, and nobody knows what came of it.
    at: Option<Act>,
}

impl Writer {
    async fn all(address: &str, acts: &Arc<Acts>) -> Vec<Self> {
        let mut rosa = Browser::new(Way::wire(address));
        rosa.signs_in_as_staff("rosa").await;
        rosa.switches_the_feature(true).await;
        let (ben, role) = (rosa.finds_customer("ben").await, rosa.finds_role("Customer Care").await);
        let shopper = async |name: &str| {
            let mut browser = Browser::new(Way::wire(address));
            browser.signs_in_as_customer(name).await;
            browser
        };
        let mut theo = Browser::new(Way::wire(address));
        theo.signs_in_as_staff("theo").await;
        theo.logs_in_as("clara").await;
        let guest = Browser::new(Way::wire(address));
        let writers = [
            (What::Cart("customer"), shopper("ada").await, "/checkout/cart".to_owned()),
            (What::Cart("guest"), guest.clone(), "/checkout/cart".to_owned()),
            (What::Cart("visit"), theo, "/checkout/cart".to_owned()),
            (What::Account, shopper("elif").await, "/customer/account/edit".to_owned()),
            (What::Consent, shopper("greta").await, "/customer/account/assistance".to_owned()),
            (What::Customer, rosa.clone(), ben),
            (What::Setting, rosa.clone(), "/admin/config/general".to_owned()),
            (What::Role, rosa.clone(), role),
            (What::Document, rosa.clone(), String::new()),
            (What::Order, shopper("david").await, "/sales/order/history".to_owned()),
            (What::Visit, rosa, String::new()),
            (What::Registration, guest, String::new()),
        ];
        let mut all = Vec::new();
        for (what, browser, page) in writers {
            let (acts, acknowledged) = (Arc::clone(acts), String::new());
            let mut writer = Self { what, browser, page, number: 1, acknowledged, tried: None, acts, at: None };
            if matches!(what, What::Cart(_)) {
                writer.browser.get("/product/harbour-mug").await;
                assert_eq!(writer.browser.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 303, "{what:?}");
            }
            if what == What::Order {
                assert_eq!(writer.orders().await.map(|answer| answer.status), Some(303), "the first order");
            }
            writer.acknowledged = writer.reads().await;
            all.push(writer);
        }
        all
    }

    /// Writes until the program is gone; returns how many writes were acknowledged.
    async fn writes_until_it_breaks(&mut self) -> usize {
        let mut written = 0;
        loop {
            self.number += 1;
            match self.writes().await {
                Some(true) => {
                    self.acknowledged = self.tried.take().unwrap();
                    written += 1;
                }
                Some(false) => {}
                None => return written,
            }
        }
    }

    async fn finds_what_was_acknowledged(&mut self, address: &str, round: usize) {
        self.browser.goes_to(Way::wire(address));
        let found = self.reads().await;
        let tried = self.tried.take();
        assert!(
            found == self.acknowledged || Some(&found) == tried.as_ref(),
            "after kill {round}, {:?}: {:?} was acknowledged, {tried:?} was under way, {found:?} is there",
            self.what,
            self.acknowledged
        );
        self.acknowledged = found;
        self.at = None;
    }

    async fn get(&mut self, path: &str) -> Option<Answer> {
        self.browser.tries(Request::get(path).body(Body::empty()).unwrap()).await.ok()
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Option<Answer> {
        let request = self.browser.stamped(path, form);
        self.sends(path, request).await
    }

    /// Changes what is named in the form of the writer's page.
    async fn edits(&mut self, changes: &[(&str, &str)]) -> Option<Answer> {
        let path = self.page.clone();
        let page = self.get(&path).await?;
        // A page that tells of a failure has no such form: that write is another one's.
        if page.status == 503 {
            return Some(page);
        }
        let request = self.browser.filled(&page, &path, changes);
        self.sends(&path, request).await
    }

    async fn sends(&mut self, path: &str, request: Request<Body>) -> Option<Answer> {
        let answer = self.browser.tries(request).await.ok()?;
        assert!([303, 503].contains(&answer.status), "{:?} {path}: {} {}", self.what, answer.status, answer.html);
        Some(answer)
    }

    /// Puts something into the cart, and orders all that is in it.
    async fn orders(&mut self) -> Option<Answer> {
        let product = GOODS.iter().cycle().nth(usize::try_from(self.number).unwrap_or(0)).copied().unwrap_or_default();
        let product = format!("/product/{product}");
        self.get(&product).await?;
        let put = self.post(&product, &[("quantity", "1")]).await?;
        let page = self.get("/checkout").await?;
        if put.status != 303 || page.status != 200 {
            return Some(page);
        }
        let request = self.browser.filled(&page, "/checkout", &TO_BERLIN);
        let review = self.browser.tries(request).await.ok()?;
        if review.status != 200 {
            return Some(review);
        }
        let request = self.browser.filled(&review, "/checkout", &[("do", "place")]);
        self.hands_in(Act::Order, "/checkout", request).await
    }

    /// Sends what a kill may wait for.
    async fn hands_in(&mut self, act: Act, path: &str, request: Request<Body>) -> Option<Answer> {
        self.at = Some(act);
        let begun = self.acts.begins(act);
        let answer = self.sends(path, request).await?;
        self.acts.took(act, begun.elapsed());
        self.at = None;
        Some(answer)
    }

    /// Makes the next document of an order, and has it mailed; of the newest, once all were made of the last.
    async fn documents(&mut self) -> Option<Answer> {
        if self.page.is_empty() {
            let list = self.get("/admin/sales/orders").await?;
            let Some(newest) = list.link_below("/admin/sales/orders") else { return Some(list) };
            self.page = newest;
        }
        let order = self.page.clone();
        let page = self.get(&order).await?;
        let can_be_made = |(_, path): &(Act, &str)| page.shows(&format!("{order}/{path}\""));
        let Some((act, next)) = Act::DOCUMENTS.into_iter().find(can_be_made) else {
            // The newest one is next.
            self.page.clear();
            return Some(page);
        };
        let path = format!("{order}/{next}");
        let form = self.get(&path).await?;
        if form.status != 200 {
            return Some(form);
        }
        let request = self.browser.filled(&form, &path, &[("email_copy", "1")]);
        self.hands_in(act, &path, request).await
    }

    /// One write; whether it was acknowledged. `None`: the program is gone.
    async fn writes(&mut self) -> Option<bool> {
        let number = self.number.to_string();
        let answer = match self.what {
            What::Cart(_) => {
                let quantity = (self.number % 99 + 1).to_string();
                self.tried = Some(quantity.clone());
                self.edits(&[("quantity", &quantity)]).await?
            }
            What::Account | What::Customer => {
                let name = format!("{} {number}", if self.what == What::Account { "Elif" } else { "Ben" });
                self.tried = Some(name.clone());
                self.edits(&[("first_name", &name)]).await?
            }
            What::Consent => {
                let allowed = if self.acknowledged == "true" { "" } else { "1" };
                self.tried = Some((allowed == "1").to_string());
                self.edits(&[("assistance_allowed", allowed)]).await?
            }
            What::Setting => {
                let name = format!("Shop {number}");
                self.tried = Some(name.clone());
                self.edits(&[("name", &name), ("name-system", "")]).await?
            }
            What::Role => {
                let name = format!("Care {number}");
                self.tried = Some(name.clone());
                self.edits(&[("name", &name), ("current_password", PASSWORD)]).await?
            }
            What::Visit if self.acknowledged == "in" => {
                self.tried = Some("out".to_owned());
                self.post("/assistance/close", &[]).await?
            }
            What::Visit => {
                let list = self.get("/admin/customers?q=katya").await?;
                let Some(customer) = list.link_below("/admin/customers") else { return Some(false) };
                let request = self.browser.stamped(&format!("{customer}/login-as-customer"), &[]);
                let started = self.browser.tries(request).await.ok()?;
                let Some(token) = started.input("token") else { return Some(false) };
                self.tried = Some("in".to_owned());
                let entered = self.post("/assistance/enter", &[("token", &token)]).await?;
                self.get("/customer/account").await?;
                entered
            }
            What::Order => {
                let last: u32 = self.acknowledged.parse().unwrap_or_default();
                self.tried = Some(format!("{:09}", last + 1));
                self.orders().await?
            }
            What::Document => {
                self.tried = Some(String::new());
                let made = self.documents().await?;
                self.tried = Some(made.location.clone());
                made
            }
            What::Registration => {
                let email = format!("new{number}@example.com");
                self.browser.cookies.clear();
                self.get("/customer/account/create").await?;
                self.tried = Some(email.clone());
                let form = [
                    ("first_name", "New"),
                    ("last_name", "Person"),
                    ("email", email.as_str()),
                    ("password", PASSWORD),
                    ("password_again", PASSWORD),
                ];
                self.post("/customer/account/create", &form).await?
            }
        };
        Some(answer.status == 303)
    }

    /// What is there now.
    async fn reads(&mut self) -> String {
        let page = self.page.clone();
        match self.what {
            What::Cart(_) => self.browser.get(&page).await.input("quantity").unwrap_or_default(),
            What::Account | What::Customer => self.browser.get(&page).await.input("first_name").unwrap_or_default(),
            What::Consent => self.browser.get(&page).await.is_ticked("assistance_allowed").unwrap_or_default().to_string(),
            What::Setting | What::Role => self.browser.get(&page).await.input("name").unwrap_or_default(),
            What::Visit => {
                let inside = self.browser.get("/customer/account").await.shows("You are connected as");
                if !inside {
                    // The end, if there was one, is seen; the next start finds a clean browser.
                    self.browser.get("/assistance/ended").await;
                }
                if inside { "in".to_owned() } else { "out".to_owned() }
            }
            What::Order => {
                let list = self.browser.get(&page).await;
                list.rows().first().and_then(|row| row.first()).cloned().unwrap_or_default()
            }
            What::Document if self.acknowledged.is_empty() => String::new(),
            What::Document => {
                let made = self.acknowledged.clone();
                let page = self.browser.get(&made).await;
                if page.status == 200 { made } else { format!("{made} answers {}", page.status) }
            }
            What::Registration => {
                if self.acknowledged.is_empty() {
                    return String::new();
                }
                let email = self.acknowledged.clone();
                self.browser.cookies.clear();
                self.browser.get("/customer/account/login").await;
                let answer = self.browser.post("/customer/account/login", &[("email", &email), ("password", PASSWORD)]).await;
                if answer.status == 303 { email } else { format!("{email} cannot sign in") }
            }
        }
    }
}
