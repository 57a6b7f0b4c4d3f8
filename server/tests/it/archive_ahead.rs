//! What an event of a clock that was wrong does to the archive, and who is told of it.

use actors::Shop;
use server::settings::Settings;
use std::time::Duration;

const ARCHIVE: &str = "/admin/action-logs/archive";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Nothing was archived any more, for as long as that clock was ahead, and no page said why.
#[tokio::test]
async fn whoever_looks_at_the_archive_is_told_of_an_entry_whose_day_has_not_come() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let told = "which is still to come";
    assert!(!shop.staff("rosa").await.get(ARCHIVE).await.shows(told));
    // All of before is archived, and that it was is told by a clock that is ahead of the others.
    shop.advance(DAY * 1_200);
    shop.archives().await.unwrap();
    let behind = shop.beside_behind(DAY * 600).await;
    let page = behind.staff("rosa").await.get(ARCHIVE).await;
    assert!(page.shows(told) && page.shows(".jsonl.gz"), "{}", page.html);
}
