//! Strangers who hold connections open: silent, with heads and forms that come drop by drop, idle after an answer, without reading what they
//! asked for, in both versions of HTTP. Meanwhile the shop's people are served; then the strangers are gone. And the descriptors run out.

use crate::Settings;
use actors::{Browser, Program, Way, http2};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
    time::{interval, timeout},
};

/// By then each must be gone: half a minute for what is asked, and then as long as anybody may be silent.
const GONE_AFTER: Duration = Duration::from_secs(112);
const SERVED_WITHIN: Duration = Duration::from_secs(2);

pub async fn run(settings: Settings) -> String {
    let each = settings.of(15, 50);
    let folder = tempfile::tempdir().unwrap();
    let variables = [("ALONGSIDE_LOG", "off"), ("ALONGSIDE_UNLIMITED", "[]")];
    let mut program = Program::serve(&Settings::alongside(), folder.path(), &["--demo"], &variables);
    let address: SocketAddr = program.address.trim_start_matches("http://").parse().unwrap();
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let mut strangers = JoinSet::new();
    for n in 0..each {
        for kind in KINDS {
            strangers.spawn(holds(kind, address, format!("127.0.1.{}", n % 8 + 1)));
        }
    }
    let (begun, all) = (Instant::now(), each * KINDS.len());
    let (mut slowest, mut longest) = (Duration::ZERO, Duration::ZERO);
    let (mut gone, mut pages) = (0, 0);
    while begun.elapsed() < GONE_AFTER && gone < all {
        let asked = Instant::now();
        assert_eq!(rosa.get("/admin/customers").await.status, 200);
        slowest = slowest.max(asked.elapsed());
        pages += 1;
        while let Ok(Some(held)) = timeout(Duration::from_millis(200), strangers.join_next()).await {
            gone += 1;
            longest = longest.max(held.unwrap());
        }
    }
    assert_eq!(gone, all, "after {GONE_AFTER:?} strangers are still held");
    assert!(slowest <= SERVED_WITHIN, "staff waited {slowest:?}");
    let descriptors = without_descriptors(&program, address, &mut rosa).await;
    assert!(program.lives() && program.terminate());
    format!(
        "{gone} connections held open, the longest for {} s; staff read {pages} pages meanwhile, and waited {} ms at most; {descriptors}",
        longest.as_secs(),
        slowest.as_millis()
    )
}

/// How somebody holds a connection open.
#[derive(Clone, Copy)]
enum Kind {
    Silent,
    DrippingHead,
    DrippingForm,
    Idle,
    Deaf,
    Silent2,
    Pinging2,
    DrippingForm2,
    Deaf2,
}

const KINDS: [Kind; 9] = [
    Kind::Silent,
    Kind::DrippingHead,
    Kind::DrippingForm,
    Kind::Idle,
    Kind::Deaf,
    Kind::Silent2,
    Kind::Pinging2,
    Kind::DrippingForm2,
    Kind::Deaf2,
];

const FORM: &str = "/customer/account/login";
const SECOND: Duration = Duration::from_secs(1);

impl Kind {
    /// What he says first, and what again and again, if anything.
    fn says(self, host: &str) -> (Vec<u8>, Option<(Vec<u8>, Duration)>) {
        let page = format!("GET / HTTP/1.1\r\nhost: {host}\r\n\r\n").into_bytes();
        let form = format!(
            "POST {FORM} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\n"
        );
        let begins = |settings: &[u8], path, is_form| [settings, &http2::asks(host, path, is_form)].concat();
        let each_second = |drop: &[u8]| Some((drop.to_vec(), SECOND));
        match self {
            Self::Silent => (Vec::new(), None),
            Self::DrippingHead => (b"GET / HTTP/1.1\r\n".to_vec(), each_second(b"x")),
            Self::DrippingForm => (form.into_bytes(), each_second(b"x")),
            Self::Idle => (page, None),
            // He asks until no more fits on the line.
            Self::Deaf => (Vec::new(), Some((page, Duration::from_millis(1)))),
            Self::Silent2 => (http2::BEGINNING.to_vec(), None),
            Self::Pinging2 => (http2::BEGINNING.to_vec(), each_second(http2::PING)),
            Self::DrippingForm2 => (begins(http2::BEGINNING, FORM, true), each_second(http2::DROP)),
            Self::Deaf2 => (begins(http2::DEAF, "/", false), each_second(http2::PING)),
        }
    }
}

async fn connects(address: SocketAddr, from: &str) -> Option<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    socket.connect(address).await.ok()
}

/// Holds a connection for as long as it can.
async fn holds(kind: Kind, address: SocketAddr, from: String) -> Duration {
    let begun = Instant::now();
    let Some(mut stream) = connects(address, &from).await else { return Duration::ZERO };
    let (first, again) = kind.says(&address.to_string());
    if stream.write_all(&first).await.is_err() {
        return begun.elapsed();
    }
    if let Some((said, every)) = again {
        let mut drops = interval(every);
        loop {
            drops.tick().await;
            if stream.write_all(&said).await.is_err() {
                break;
            }
        }
    } else {
        let mut all = Vec::new();
        // A line that is cut is gone, too.
        let _ = stream.read_to_end(&mut all).await;
    }
    begun.elapsed()
}

/// With nearly none left: those who are there are served, and when there are some again, all are.
async fn without_descriptors(program: &Program, address: SocketAddr, rosa: &mut Browser) -> String {
    let used = program.descriptors();
    let few = u32::try_from(used + 16).unwrap();
    if used == 0 || !program.has_descriptors(few) {
        return "descriptors are not bounded on this system".to_owned();
    }
    let mut held = Vec::new();
    for n in 0..64 {
        held.extend(connects(address, &format!("127.0.2.{}", n + 1)).await);
    }
    for _ in 0..20 {
        assert_eq!(rosa.get("/admin/customers").await.status, 200, "whoever is connected is served");
    }
    drop(held);
    assert!(program.has_descriptors(1_024));
    let mut guest = Browser::new(Way::wire(&program.address));
    let served = timeout(Duration::from_secs(10), guest.get("/")).await;
    assert!(served.is_ok_and(|answer| answer.status == 200), "it does not recover");
    format!("with {few} descriptors for 64 more those who were there were served, and then all")
}
