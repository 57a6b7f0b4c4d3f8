//! Two programs on one SurrealDB server: what one decides holds at the other's next request, tokens are good once in all,
//! the record has one order, and either may be killed.

use crate::Settings;
use actors::{Browser, Program, Way};
use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};

const USER: &str = "torture";
const PASSWORD: &str = "torture-only";

pub async fn run(settings: Settings) -> String {
    let surreal = settings
        .surreal
        .clone()
        .unwrap_or_else(|| panic!("this trial needs a SurrealDB server: `make torture` builds one, or name one with --surreal"));
    let folder = tempfile::tempdir().unwrap();
    let mut server = Database::start(&surreal, folder.path()).await;
    let variables = [("ALONGSIDE_LOG", "off"), ("ALONGSIDE_STORE_USER", USER), ("ALONGSIDE_STORE_PASSWORD", PASSWORD)];
    let address = server.address.clone();
    let serve = || Program::serve(&Settings::alongside(), folder.path(), &["--demo", "--store", &address], &variables);
    let (mut one, mut two) = (serve(), serve());
    let (at_one, at_two) = (Way::wire(&one.address), Way::wire(&two.address));
    let mut rosa = Browser::new(at_one.clone());
    rosa.signs_in_as_staff("rosa").await;
    rosa.switches_the_feature(true).await;
    let customer = rosa.finds_customer("ada").await;
    let start = format!("{customer}/login-as-customer");

    let tokens = settings.of(20, 500);
    for n in 1..=tokens {
        let token = rosa.post(&start, &[]).await.input("token").unwrap_or_else(|| panic!("no token {n}"));
        let mut racers = tokio::task::JoinSet::new();
        for racer in 0..16 {
            let (mut browser, token) = (rosa.clone(), token.clone());
            browser.goes_to(if racer % 2 == 0 { at_one.clone() } else { at_two.clone() });
            browser.cookies.remove("visit");
            racers.spawn(async move {
                let answer = browser.post_exactly("/assistance/enter", &[("token", &token)]).await;
                assert!([303, 503].contains(&answer.status), "{} {}", answer.status, answer.html);
                browser.cookies.contains_key("visit")
            });
        }
        let winners = racers.join_all().await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "token {n} of {tokens}");
    }
    println!("  {tokens} tokens, one winner each across both");

    // What is decided at one holds at the other's next request.
    let rounds = settings.of(2, 20);
    for _ in 0..rounds {
        let mut visit = enters(&at_one, "theo").await;
        visit.goes_to(at_two.clone());
        assert!(visit.get("/customer/account").await.shows("You are connected as"));
        rosa.switches_the_feature(false).await;
        assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended", "the feature was switched off at the other");
        rosa.switches_the_feature(true).await;

        let mut first = enters(&at_one, "theo").await;
        let mut second = enters(&at_two, "theo").await;
        assert_eq!(first.get("/customer/account").await.location, "/assistance/ended", "one staff member, one visit, across both");
        let mut theo = second.clone();
        theo.goes_to(at_one.clone());
        assert_eq!(theo.post("/admin/logout", &[]).await.status, 303);
        assert_eq!(second.get("/customer/account").await.location, "/assistance/ended", "signed out at the other");
    }
    println!("  {rounds} times switched off, replaced and signed out at the other");

    // Either may be killed: the other goes on, with the visit and with the order of the record.
    let mut visit = enters(&at_one, "theo").await;
    one.kill();
    visit.goes_to(at_two.clone());
    assert!(visit.get("/customer/account").await.shows("You are connected as"), "the visit goes on at the other");
    visit.get("/product/harbour-mug").await;
    assert_eq!(visit.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    // The database is killed under everybody, and comes back.
    server.kill();
    let begun = Instant::now();
    assert_eq!(visit.get("/customer/account").await.status, 503, "nothing is served while the database is gone");
    assert!(begun.elapsed() < Duration::from_secs(2), "the refusal took {:?}", begun.elapsed());
    server.starts_again(&surreal, folder.path()).await;
    let begun = Instant::now();
    while visit.get("/customer/account").await.status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30), "the database is there again, and the program does not find it");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut third = serve();
    visit.goes_to(Way::wire(&third.address));
    assert_eq!(visit.post("/assistance/close", &[]).await.status, 303);
    two.kill();

    let data = folder.path().to_owned();
    let address = Address::Server { url: server.address.clone(), user: USER.to_owned(), password: PASSWORD.to_owned(), data };
    let store = Store::open(&address, Effort::Normal).await.unwrap();
    let job = server::jobs::job(server::clock::Clock::system().now());
    let wrong = store.by(&job).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The holder of the lease may be among the killed: another takes it over within seconds.
    let begun = Instant::now();
    loop {
        let waiting = store.by(&job).events_without_place().await.unwrap();
        if waiting == 0 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{waiting} events have no place");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(third.terminate());
    format!(
        "{tokens} tokens won once across both, {rounds} times three revocations held at the other's next request, both killed, and the database under them; one record"
    )
}

async fn enters(way: &Way, name: &str) -> Browser {
    let mut browser = Browser::new(way.clone());
    browser.signs_in_as_staff(name).await;
    browser.logs_in_as("clara").await;
    browser
}

struct Database {
    child: Child,
    port: u16,
    address: String,
}

impl Database {
    async fn start(surreal: &Path, folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { child: Self::listen(surreal, folder, port).await, port, address: format!("ws://127.0.0.1:{port}") }
    }

    async fn starts_again(&mut self, surreal: &Path, folder: &Path) {
        self.child = Self::listen(surreal, folder, self.port).await;
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn listen(surreal: &Path, folder: &Path, port: u16) -> Child {
        let data = format!("surrealkv://{}", folder.join("server").display());
        let bind = format!("127.0.0.1:{port}");
        let child = Command::new(surreal)
            .args(["start", "--no-banner", "--log", "none", "--user", USER, "--pass", PASSWORD, "--bind", &bind, &data])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", surreal.display()));
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the SurrealDB server does not listen");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        child
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // It is of no use any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
