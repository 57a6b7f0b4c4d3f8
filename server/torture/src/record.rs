//! The record, read while the program is killed: files that are made of it are whole or not there, and whoever follows it hears of
//! everything once.

use crate::Settings;
use actors::{Browser, Program, Way};
use axum::{body::Body, http::Request};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const REPORT: &str = "/admin/action-logs/report";
const EXPORTS: &str = "/admin/action-logs/exports";
const FORMATS: [&str; 3] = ["jsonl", "xlsx", "csv"];

pub async fn run(settings: Settings) -> String {
    let rounds = settings.of(5, 60);
    let folder = tempfile::tempdir().unwrap();
    let start = |folder: &Path| Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off")]);
    let mut program = start(folder.path());
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let mut watcher = Watcher::default();
    watcher.hears(&mut rosa).await;
    let mut streamed = 0;
    for round in 1..=rounds {
        let form = rosa.get(REPORT).await.form_of("Export").unwrap();
        for format in FORMATS {
            rosa.edits(REPORT, &form, &[("format", format)]).await;
        }
        let following = tokio::spawn(follows(program.address.clone(), rosa.cookies["staff"].clone(), watcher.place));
        // Each look at the report is told in it.
        let mut reader = rosa.clone();
        let happening = tokio::spawn(async move { while reader.tries(Request::get(REPORT).body(Body::empty()).unwrap()).await.is_ok() {} });
        tokio::time::sleep(Duration::from_millis(fastrand::u64(50..900))).await;
        program.kill();
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
    let begun = std::time::Instant::now();
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
    assert!(streamed > 0, "nobody heard anything while it happened");
    let expected: BTreeSet<i64> = (1..=watcher.place).collect();
    assert_eq!(watcher.heard, expected, "each event is heard of, and once");
    assert!(program.terminate());
    format!("{rounds} kills; {} files, each whole; {} events heard of, each once", files.len(), watcher.heard.len())
}

/// Whoever follows the report, and comes back where he was.
#[derive(Default)]
struct Watcher {
    place: i64,
    heard: BTreeSet<i64>,
}

impl Watcher {
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
