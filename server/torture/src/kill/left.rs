//! What a program leaves behind that was killed: its store, and what the mail server took of it.

use actors::MailServer;
use server::{clock::Clock, jobs};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use store::{Address, Effort, Store};

/// What does not fit together in the store of a program that is not running, and the pieces of each product.
pub async fn in_store(folder: &Path) -> (Vec<String>, BTreeMap<String, i64>) {
    let store = Store::open(&Address::Folder(folder.join("data")), Effort::Normal).await.unwrap();
    let job = jobs::job(Clock::system().now());
    let found = (store.by(&job).contradictions().await.unwrap(), store.by(&job).pieces_in_all().await.unwrap());
    store.close().await;
    found
}

/// How many mails the mail server took; none of them twice.
pub fn sent_once(mails: &MailServer) -> usize {
    let taken = mails.taken();
    let name = |mail: &String| mail.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    let names: BTreeSet<String> = taken.iter().filter_map(name).collect();
    assert_eq!(names.len(), taken.len(), "a mail that was taken was sent again");
    taken.len()
}
