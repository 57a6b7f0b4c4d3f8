//! Strangers who hold connections open: silent, with heads that come drop by drop, idle after an answer, without reading what they asked for, in
//! both versions of HTTP. Meanwhile the shop's people are served; then the strangers are gone. And the descriptors run out.

use crate::Settings;
use actors::{Browser, Program, Way};
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

/// The beginning of HTTP/2: the preface, and settings that say nothing.
const HTTP2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// By then each must be gone.
const GONE_AFTER: Duration = Duration::from_secs(90);
const SERVED_WITHIN: Duration = Duration::from_secs(2);

pub async fn run(settings: Settings) -> String {
    let each = settings.of(20, 60);
    let folder = tempfile::tempdir().unwrap();
    let variables = [("ALONGSIDE_LOG", "off"), ("ALONGSIDE_UNLIMITED", "[]")];
    let mut program = Program::serve(&Settings::alongside(), folder.path(), &["--demo"], &variables);
    let address: SocketAddr = program.address.trim_start_matches("http://").parse().unwrap();
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let request = format!("GET / HTTP/1.1\r\nhost: {address}\r\n\r\n");
    let mut strangers = JoinSet::new();
    for n in 0..each {
        for kind in [Kind::Silent, Kind::Dripping, Kind::Idle, Kind::Deaf, Kind::Silent2, Kind::Pinging2] {
            let from = format!("127.0.1.{}", n % 8 + 1);
            strangers.spawn(holds(kind, address, from, request.clone()));
        }
    }
    let begun = Instant::now();
    let mut slowest = Duration::ZERO;
    let mut longest = Duration::ZERO;
    let mut gone = 0;
    while begun.elapsed() < GONE_AFTER && gone < each * 6 {
        let asked = Instant::now();
        assert_eq!(rosa.get("/admin/customers").await.status, 200);
        slowest = slowest.max(asked.elapsed());
        while let Ok(Some(held)) = timeout(Duration::from_millis(200), strangers.join_next()).await {
            gone += 1;
            longest = longest.max(held.unwrap());
        }
    }
    assert_eq!(gone, each * 6, "after {GONE_AFTER:?} strangers are still held");
    assert!(slowest <= SERVED_WITHIN, "staff waited {slowest:?}");
    let descriptors = without_descriptors(&program, address, &mut rosa).await;
    assert!(program.lives() && program.terminate());
    format!(
        "{gone} connections held open, the longest for {} s; staff waited {} ms at most; {descriptors}",
        longest.as_secs(),
        slowest.as_millis()
    )
}

#[derive(Clone, Copy)]
enum Kind {
    Silent,
    Dripping,
    Idle,
    Deaf,
    Silent2,
    Pinging2,
}

async fn connects(address: SocketAddr, from: &str) -> Option<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    socket.connect(address).await.ok()
}

/// Holds a connection for as long as it can.
async fn holds(kind: Kind, address: SocketAddr, from: String, request: String) -> Duration {
    let begun = Instant::now();
    let Some(mut stream) = connects(address, &from).await else { return Duration::ZERO };
    let said: &[u8] = match kind {
        Kind::Silent | Kind::Deaf => b"",
        Kind::Dripping => b"GET / HTTP/1.1\r\n",
        Kind::Idle => request.as_bytes(),
        Kind::Silent2 | Kind::Pinging2 => HTTP2,
    };
    if stream.write_all(said).await.is_err() {
        return begun.elapsed();
    }
    let drop: &[u8] = match kind {
        Kind::Dripping => b"x",
        Kind::Pinging2 => b"\0\0\x08\x06\0\0\0\0\0alongsid",
        Kind::Deaf => request.as_bytes(),
        Kind::Silent | Kind::Idle | Kind::Silent2 => b"",
    };
    if drop.is_empty() {
        let mut all = Vec::new();
        // A line that is cut is gone, too.
        let _ = stream.read_to_end(&mut all).await;
    } else {
        let mut drops = interval(Duration::from_millis(if matches!(kind, Kind::Deaf) { 1 } else { 1_000 }));
        loop {
            drops.tick().await;
            if stream.write_all(drop).await.is_err() {
                break;
            }
        }
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
