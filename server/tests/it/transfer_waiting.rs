//! Files that wait for the job that checks and imports them.

use crate::transfer::{CUSTOMERS, IMPORT, brings, checked, shop};
use actors::Browser;
use domain::transfer::MOST;
use futures::future::join_all;

const SETTINGS: [(&str, &str); 1] = [("entity", CUSTOMERS)];

fn file(of: usize) -> String {
    format!("email,_website,firstname,lastname\nperson{of}@import.example,base,Person,Number {of}\n")
}

/// Whoever had as many files wait as there may began and resumed besides whatever he had checked.
#[tokio::test]
async fn so_many_files_of_somebody_wait_whether_they_are_brought_begun_or_resumed() {
    const FULL: &str = "Ten files of yours are still being checked or imported.";
    let (_folder, shop, mut rosa) = shop().await;
    let resumed = checked(&shop, &mut rosa, &SETTINGS, file(0)).await;
    for act in ["begin", "cancel"] {
        assert_eq!(rosa.edits(&resumed, &format!("{resumed}/{act}"), &[]).await.status, 303, "{act}");
    }
    let begun = checked(&shop, &mut rosa, &SETTINGS, file(1)).await;
    let goes_on = [(resumed, "resume"), (begun, "begin")];
    for n in 0..MOST {
        let asked = brings(&mut rosa, &SETTINGS, "people.csv", file(n + 2).as_bytes()).await;
        assert!(asked.location.starts_with(&format!("{IMPORT}/")), "{n}: {} {}", asked.status, asked.location);
    }
    assert_eq!(brings(&mut rosa, &SETTINGS, "people.csv", file(MOST + 2).as_bytes()).await.location, IMPORT);
    for (at, act) in &goes_on {
        let asked = rosa.edits(at, &format!("{at}/{act}"), &[]).await;
        assert_eq!((asked.status, &asked.location), (303, at), "{act}");
        let told = rosa.get(at).await;
        assert!(told.shows(FULL) && told.form(&format!("{at}/{act}")).is_some(), "{act}: {}", told.body());
    }
    // Once there is room, both go on.
    shop.transfers().await;
    for (at, act) in &goes_on {
        assert_eq!(rosa.edits(at, &format!("{at}/{act}"), &[]).await.status, 303, "{act}");
    }
    shop.transfers().await;
    for (at, act) in &goes_on {
        let told = rosa.get(at).await;
        assert!(told.shows("Import successfully done"), "{act}: {}", told.body());
    }
}

#[tokio::test]
async fn so_many_files_of_somebody_wait_however_many_he_brings_at_once() {
    let (_folder, _shop, rosa) = shop().await;
    let mut tabs: Vec<Browser> = (0..MOST + 6).map(|_| rosa.clone()).collect();
    let bringing = tabs.iter_mut().enumerate().map(|(n, tab)| async move {
        let asked = brings(tab, &SETTINGS, "people.csv", file(n).as_bytes()).await;
        asked.location.starts_with(&format!("{IMPORT}/"))
    });
    let waiting = join_all(bringing).await.into_iter().filter(|is_taken| *is_taken).count();
    assert!((1..=MOST).contains(&waiting), "{waiting}");
}
