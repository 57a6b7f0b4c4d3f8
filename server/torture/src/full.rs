//! A small file system that is really full: the program refuses what it cannot write, lives on, and goes on by itself when
//! there is room again.

use crate::Settings;
use actors::{Browser, Program, Way};
use server::{clock::Clock, jobs};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};

/// Set for the same trial inside a name space of its own, where an ordinary user may mount.
const INSIDE: &str = "TORTURE_INSIDE";

pub async fn run(settings: Settings) -> String {
    let folder = tempfile::tempdir().unwrap();
    if mount(folder.path()) {
        let mounted = Mounted(folder.path().to_owned());
        let sentence = suffer(&mounted.0).await;
        drop(mounted);
        return sentence;
    }
    assert!(std::env::var_os(INSIDE).is_none(), "not even in a name space of its own may a file system be mounted here");
    let me = std::env::current_exe().unwrap();
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount"])
        .arg(me)
        .args(["full", "--seed", &settings.seed.to_string()])
        .env(INSIDE, "1")
        .output();
    let output = output.unwrap_or_else(|error| panic!("a small file system cannot be mounted here: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said.lines().find_map(|l| l.trim().strip_prefix("held: ")).unwrap_or_default().to_owned()
}

fn mount(folder: &Path) -> bool {
    Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(folder).output().is_ok_and(|o| o.status.success())
}

struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        // At once, and for good with the last who holds a file of it: this process looked into the store.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

async fn suffer(folder: &Path) -> String {
    let mut program = Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off")]);
    let way = Way::wire(&program.address);
    let mut rosa = Browser::new(way.clone());
    rosa.signs_in_as_staff("rosa").await;
    rosa.switches_the_feature(true).await;
    let start = format!("{}/login-as-customer", rosa.finds_customer("clara").await);
    let mut visit = Browser::new(way.clone());
    visit.signs_in_as_staff("theo").await;
    visit.logs_in_as("ada").await;
    let mut hands = vec![visit.clone()];
    for name in ["ben", "david", "felix"] {
        let mut shopper = Browser::new(way.clone());
        shopper.signs_in_as_customer(name).await;
        hands.push(shopper);
    }
    let rounds = 3;
    let (mut acknowledged, mut refused) = (0, 0);
    for _ in 0..rounds {
        let full = Arc::new(AtomicBool::new(false));
        let mut buying = tokio::task::JoinSet::new();
        for hand in hands.clone() {
            buying.spawn(buys_until_nothing_goes(hand, Arc::clone(&full)));
        }
        // In the midst of it.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let ballast = folder.join("ballast");
        let mut file = File::create(&ballast).unwrap();
        while file.write_all(&[0; 64 * 1024]).is_ok() {}
        while file.write_all(&[0; 64]).is_ok() {}
        full.store(true, Ordering::SeqCst);
        for (done, not) in buying.join_all().await {
            acknowledged += done;
            refused += not;
        }
        assert_eq!(rosa.post(&start, &[]).await.status, 503, "a start on a full disk");
        assert_eq!(visit.get("/customer/account").await.status, 200, "reading goes on");
        assert_eq!(Browser::new(way.clone()).get("/category/kitchen").await.status, 200, "shopping goes on");
        assert!(program.lives());
        // An open file keeps its room.
        drop(file);
        std::fs::remove_file(&ballast).unwrap();
        let begun = Instant::now();
        while rosa.post(&start, &[]).await.input("token").is_none() {
            assert!(begun.elapsed() < Duration::from_secs(10), "there is room again, and the store does not go on");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    program.kill();
    let store = Store::open(&Address::Folder(folder.join("data")), Effort::Normal).await.unwrap();
    let wrong = store.by(&jobs::job(Clock::system().now())).contradictions().await.unwrap();
    store.close().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(acknowledged > 20, "only {acknowledged} writes before the disk was full");
    format!("{rounds} times full, {acknowledged} writes acknowledged, {refused} refused with 503, and it went on without a restart")
}

/// Fills a cart and empties it; returns how many writes were acknowledged, and how many were refused.
async fn buys_until_nothing_goes(mut browser: Browser, full: Arc<AtomicBool>) -> (u32, u32) {
    let (mut acknowledged, mut refused, mut in_a_row) = (0, 0, 0);
    browser.get("/product/harbour-mug").await;
    // Until the disk is really full for the store too: it may have room in files that it has already.
    while in_a_row < 10 {
        let mut answer = browser.post("/product/harbour-mug", &[("quantity", "1")]).await;
        if answer.status == 422 {
            // As many as a cart takes: out with them.
            let product = browser.get("/checkout/cart").await.input("product").unwrap();
            answer = browser.post("/checkout/cart", &[("product", &product), ("do", "remove")]).await;
        }
        match answer.status {
            303 => (acknowledged, in_a_row) = (acknowledged + 1, 0),
            503 => (refused, in_a_row) = (refused + 1, in_a_row + u32::from(full.load(Ordering::SeqCst))),
            status => panic!("a write on a full disk: {status}"),
        }
    }
    (acknowledged, refused)
}
