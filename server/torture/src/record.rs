//! The record, read while the program is killed: files that are made of it are whole or not there, and whoever follows it hears of
//! everything once.

use crate::Settings;
use actors::{Browser, Program, Way};
use axum::{body::Body, http::Request};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const REPORT: &str = "/admin/action-logs/report";
const EXPORTS: &str = "/admin/action-logs/exports";
const FORMATS: [&str; 3] = ["jsonl", "xlsx", "csv"];
/// Whoever missed more than two thousand events begins anew.
const LOOKS: usize = 1_000;

pub async fn run(settings: Settings) -> String {
    let (rounds, least): (usize, usize) = settings.of((4, 0), (40, 10));
    let folder = tempfile::tempdir().unwrap();
    let start = |folder: &Path| Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off")]);
    let mut program = start(folder.path());
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let mut watcher = Watcher::default();
    watcher.hears(&mut rosa).await;
    let (mut streamed, mut met) = (0, BTreeSet::new());
    for round in 1..=rounds {
        watcher.waits(&mut rosa, round).await;
        let form = rosa.get(REPORT).await.form_of("Export").unwrap();
        for format in FORMATS {
            rosa.edits(REPORT, &form, &[("format", format)]).await;
        }
        let following = tokio::spawn(follows(program.address.clone(), rosa.cookies["staff"].clone(), watcher.place));
        // Each question that is asked of the report is told in it.
        let mut reader = rosa.clone();
        let happening = tokio::spawn(async move {
            for n in 0..LOOKS {
                let look = Request::get(format!("{REPORT}?q=look+{round}+{n}")).body(Body::empty()).unwrap();
                if reader.tries(look).await.is_err() {
                    break;
                }
            }
        });
        // At some moment, and each second time once a file is being made.
        if round.is_multiple_of(2) {
            makes_a_file(folder.path(), &met).await;
        } else {
            tokio::time::sleep(Duration::from_millis(fastrand::u64(50..900))).await;
        }
        program.kill();
        met.extend(half_made(folder.path()));
        happening.await.unwrap();
        // What he heard up to then is still so afterwards, and what he missed he hears.
        let heard = following.await.unwrap();
        streamed += heard.len();
        watcher.takes(&heard);
        program = start(folder.path());
        rosa.goes_to(Way::wire(&program.address));
        watcher.hears(&mut rosa).await;
        if round % 10 == 0 {
            println!("  {round} of {rounds} kills");
        }
    }
    // What nobody makes any more is begun anew.
    let begun = Instant::now();
    let page = loop {
        let page = rosa.get(EXPORTS).await;
        if !page.shows("data-fresh") {
            break page;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "an export is never made: {}", page.html);
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert!(!page.shows("could not be made"), "{}", page.html);
    let files = page.links_below(EXPORTS);
    for file in &files {
        let answer = rosa.get(file).await;
        let name = answer.headers["content-disposition"].to_str().unwrap().to_owned();
        if name.contains(".jsonl") {
            let places: Vec<i64> = answer.html.lines().map(|line| backoffice::audit::line::read(line).unwrap().place.unwrap()).collect();
            assert_eq!(places, (1..=i64::try_from(places.len()).unwrap()).rev().collect::<Vec<_>>(), "{name}");
        }
        assert_eq!(answer.status, 200, "{name}");
    }
    assert!(files.len() >= FORMATS.len(), "{}", page.html);
    watcher.hears(&mut rosa).await;
    assert!(streamed >= rounds, "hardly anybody heard anything while it happened: {streamed}");
    assert!(met.len() >= least, "only {} files were met half made", met.len());
    let expected: BTreeSet<i64> = (1..=watcher.place).collect();
    assert_eq!(watcher.heard, expected, "each event is heard of, and once");
    assert!(program.terminate());
    let (files, met, heard) = (files.len(), met.len(), watcher.heard.len());
    format!("{rounds} kills, which met {met} files half made; {files} files, each whole; {heard} events heard of, each once")
}

/// Waits until the program is at a file that was not there before.
async fn makes_a_file(folder: &Path, before: &BTreeSet<String>) {
    let begun = Instant::now();
    while half_made(folder).iter().all(|name| before.contains(name)) && begun.elapsed() < Duration::from_secs(2) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// The files that the program was at when it was killed, then or before.
fn half_made(folder: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder.join("data/exports")) else { return Vec::new() };
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).filter(|name| name.ends_with(".part")).collect()
}

/// Whoever follows the report, and comes back where he was.
#[derive(Default)]
struct Watcher {
    place: i64,
    heard: BTreeSet<i64>,
}

impl Watcher {
    /// Waits until what happens is told again: a program that was killed has taken it upon itself for some seconds more to give places. Without
    /// that next to nothing would happen while anybody follows, or is at a file.
    async fn waits(&mut self, rosa: &mut Browser, round: usize) {
        let (begun, before) = (Instant::now(), self.place);
        rosa.get(&format!("{REPORT}?q=round+{round}")).await;
        while self.place <= before {
            assert!(begun.elapsed() < Duration::from_secs(30), "nothing is told any more");
            tokio::time::sleep(Duration::from_millis(100)).await;
            self.hears(rosa).await;
        }
    }

    /// Hears what he missed.
    async fn hears(&mut self, rosa: &mut Browser) {
        let missed = rosa.get(&format!("{REPORT}/live?once=1&place={}&columns=time,entry", self.place)).await.json();
        self.takes(missed.as_array().unwrap());
    }

    fn takes(&mut self, batches: &[Value]) {
        for batch in batches {
            assert!(batch["after"].as_i64().unwrap() <= self.place, "a gap after {}: {batch}", self.place);
            for row in batch["rows"].as_array().unwrap() {
                let key: i64 = row["key"].as_str().unwrap().parse().unwrap();
                // What one batch has of the one before is no news.
                let is_new = self.heard.insert(key);
                assert_eq!(is_new, key > self.place, "heard of twice, or never: {key}");
            }
            self.place = batch["place"].as_i64().unwrap().max(self.place);
        }
    }
}

/// Follows from a place on as a page does, until the line is cut: what came whole.
async fn follows(address: String, session: String, place: i64) -> Vec<Value> {
    let host = address.trim_start_matches("http://");
    let Ok(mut stream) = TcpStream::connect(host).await else { return Vec::new() };
    // To this version of HTTP the stream comes as it is, and not in chunks.
    let head = format!("host: {host}\r\ncookie: staff={session}");
    let request = format!("GET {REPORT}/live?place={place}&columns=time,entry HTTP/1.0\r\n{head}\r\n\r\n");
    let mut told = Vec::new();
    // However it is cut, and be it at its beginning.
    if stream.write_all(request.as_bytes()).await.is_ok() {
        let _ = stream.read_to_end(&mut told).await;
    }
    let told = String::from_utf8_lossy(&told).into_owned();
    told.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok()).collect()
}
