//! Strangers who sign in, register, make tokens up, search and follow as fast as they can: one of them from one address, others from an address
//! each. One who may follow opens streams and reads none. Meanwhile the shop's people work: an administrator signs in, and what is ended has ended.

use crate::Settings;
use actors::{Browser, Program, Way};
use axum::{body::Body, http::Request};
use server::demo::PASSWORD;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::interval,
};

/// How many hands the one has who is at one address, and how many others there are.
const HANDS: usize = 24;
const OTHERS: usize = 24;
/// Where she is who may follow.
const FOLLOWER: &str = "203.0.115.1";
const LOG: &str = "/admin/login-as-customer-log";
/// So many streams one gets.
const STREAMS: usize = 8;
/// How long people wait between two rounds.
const BETWEEN: Duration = Duration::from_secs(2);
/// What the shop's people are owed.
const SIGNS_IN_WITHIN: Duration = Duration::from_secs(3);
const ENDS_WITHIN: Duration = Duration::from_secs(1);

pub async fn run(settings: Settings) -> String {
    let lasts = Duration::from_secs(settings.of(10, 60));
    let folder = tempfile::tempdir().unwrap();
    let variables = [("ALONGSIDE_LOG", "off"), ("ALONGSIDE_UNLIMITED", "[]"), ("ALONGSIDE_TRUSTED_PROXIES", "[\"127.0.0.1\"]")];
    let mut program = Program::serve(&Settings::alongside(), folder.path(), &["--demo"], &variables);
    let mut people = People::at(&program.address).await;
    let mut nadia = Browser::new(Way::wire_from(&program.address, FOLLOWER));
    nadia.signs_in_as_staff("nadia").await;
    let is_over = Arc::new(AtomicBool::new(false));
    let mut strangers = JoinSet::new();
    strangers.spawn(follows(nadia, program.address.clone(), Arc::clone(&is_over)));
    for n in 0..HANDS + OTHERS {
        let address = if n < HANDS { "203.0.113.9".to_owned() } else { format!("203.0.114.{n}") };
        let stranger = Browser::new(Way::wire_from(&program.address, &address));
        strangers.spawn(floods(stranger, n, Arc::clone(&is_over)));
    }
    let begun = Instant::now();
    let mut slowest: BTreeMap<&str, Duration> = BTreeMap::new();
    let mut rounds = 0_usize;
    while begun.elapsed() < lasts {
        for (what, took) in people.work().await {
            let so_far = slowest.entry(what).or_default();
            *so_far = (*so_far).max(took);
        }
        rounds += 1;
        // As often as people may: what is limited for strangers is for them.
        tokio::time::sleep(BETWEEN).await;
    }
    is_over.store(true, Ordering::Relaxed);
    let mut answers: BTreeMap<u16, usize> = BTreeMap::new();
    for told in strangers.join_all().await {
        told.into_iter().for_each(|(status, times)| *answers.entry(status).or_default() += times);
    }
    for (what, took) in &slowest {
        let most = if what.contains("signs in") { SIGNS_IN_WITHIN } else { ENDS_WITHIN };
        assert!(*took <= most, "{what}: {took:?}, with {answers:?} for strangers");
    }
    let turned_away = answers.get(&429).copied().unwrap_or_default();
    assert!(turned_away > 100 && !answers.contains_key(&500), "{answers:?}");
    assert!(program.lives() && program.terminate());
    let slowest: Vec<String> = slowest.iter().map(|(what, took)| format!("{what} {} ms", took.as_millis())).collect();
    let all: usize = answers.values().sum();
    format!(
        "{all} requests of strangers in {lasts:?}, {turned_away} of them turned away; {rounds} rounds of people at work, slowest: {}",
        slowest.join(", ")
    )
}

/// One after another, as fast as they are answered; how often each status came.
async fn floods(mut stranger: Browser, n: usize, is_over: Arc<AtomicBool>) -> BTreeMap<u16, usize> {
    let mut answers = BTreeMap::new();
    let mut round = n;
    while !is_over.load(Ordering::Relaxed) {
        round += 1;
        let email = format!("stranger{n}.{round}@mail.example");
        let token = format!("{round:032x}.{}", "A".repeat(43));
        stranger.cookies.clear();
        let request = match round % 6 {
            0 => stranger.stamped("/admin/login", &[("user_name", "rosa"), ("password", "not this one")]),
            1 => stranger.stamped("/customer/account/login", &[("email", "ada@example.com"), ("password", "not this one")]),
            2 => stranger.stamped(
                "/customer/account/create",
                &[("first_name", "Zoe"), ("last_name", "Q"), ("email", &email), ("password", PASSWORD), ("password_again", PASSWORD)],
            ),
            3 => stranger.stamped("/assistance/enter", &[("token", &token)]),
            4 => Request::get(format!("/search?q=mug{round}")).body(Body::empty()).unwrap(),
            _ => Request::get("/admin/login-as-customer-log/live").body(Body::empty()).unwrap(),
        };
        let status = stranger.tries(request).await.map_or(0, |answer| answer.status);
        *answers.entry(status).or_insert(0) += 1;
    }
    answers
}

/// Opens streams without end and reads none of them; how often each status came.
async fn follows(mut nadia: Browser, address: String, is_over: Arc<AtomicBool>) -> BTreeMap<u16, usize> {
    let page = nadia.get(LOG).await;
    let place = page.html.split("data-place=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (host, session) = (address.trim_start_matches("http://"), &nadia.cookies["staff"]);
    let head = format!("host: {host}\r\ncookie: staff={session}\r\nx-forwarded-for: {FOLLOWER}");
    let request = format!("GET {LOG}/live?place={place} HTTP/1.1\r\n{head}\r\n\r\n");
    let (mut held, mut answers) = (Vec::new(), BTreeMap::new());
    let mut next = interval(Duration::from_millis(20));
    while !is_over.load(Ordering::Relaxed) {
        next.tick().await;
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut line = [0; 12];
        stream.read_exact(&mut line).await.unwrap();
        let status: u16 = std::str::from_utf8(&line[9..]).unwrap().parse().unwrap();
        *answers.entry(status).or_insert(0) += 1;
        if status == 200 {
            held.push(stream);
        }
    }
    assert!(held.len() == STREAMS && answers.contains_key(&503), "he has {} streams: {answers:?}", held.len());
    answers
}

/// Who works while that happens, each where he always does.
struct People {
    address: String,
    rosa: Browser,
    ada: Browser,
    user: String,
}

impl People {
    async fn at(address: &str) -> Self {
        let person = |at: &str| Browser::new(Way::wire_from(address, at));
        let mut rosa = person("198.51.100.1");
        rosa.signs_in_as_staff("rosa").await;
        rosa.switches_the_feature(true).await;
        let user = rosa.finds_user("theo").await;
        let mut ada = person("198.51.100.2");
        ada.signs_in_as_customer("ada").await;
        Self { address: address.to_owned(), rosa, ada, user }
    }

    /// A round of what they do, and how long each took.
    async fn work(&mut self) -> Vec<(&'static str, Duration)> {
        let mut took = Vec::new();
        let mut admin = Browser::new(Way::wire_from(&self.address, "198.51.100.1"));
        let begun = Instant::now();
        admin.signs_in_as_staff("rosa").await;
        took.push(("the administrator signs in", begun.elapsed()));

        self.rosa.logs_in_as("ada").await;
        let begun = Instant::now();
        assert_eq!(self.rosa.post("/assistance/close", &[]).await.status, 303);
        took.push(("a session is closed", begun.elapsed()));

        let mut visit = self.rosa.clone();
        visit.logs_in_as("ada").await;
        let consent = "/customer/account/assistance";
        for (allowed, what) in [("", "the consent is withdrawn"), ("1", "the consent is given")] {
            let page = self.ada.get(consent).await;
            let begun = Instant::now();
            assert_eq!(self.ada.sends(&page, consent, &[("assistance_allowed", allowed)]).await.status, 303, "{what}");
            if allowed.is_empty() {
                assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended");
            }
            took.push((what, begun.elapsed()));
        }

        for (active, what) in [("", "a user is deactivated"), ("1", "a user is activated")] {
            let page = self.rosa.get(&self.user).await;
            let begun = Instant::now();
            let answer = self.rosa.sends(&page, &self.user, &[("active", active), ("current_password", PASSWORD)]).await;
            assert_eq!(answer.status, 303, "{what}: {}", answer.html);
            took.push((what, begun.elapsed()));
        }

        let begun = Instant::now();
        assert_eq!(admin.post("/admin/logout", &[]).await.status, 303);
        assert_eq!(admin.get("/admin").await.status, 303);
        took.push(("somebody signs out", begun.elapsed()));
        took
    }
}
