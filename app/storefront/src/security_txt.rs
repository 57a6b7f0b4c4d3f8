//! Whom to tell of a weakness of the shop (RFC 9116), from the program's settings.

use domain::{failure::Failure, stores::Language, time::Moment};
use std::time::Duration;
use store::Store;
use ui::{
    endpoint::Open,
    format,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/.well-known/security.txt";

/// Whoever reads it later than this asks again.
const HOLDS: Duration = Duration::from_secs(180 * DAY);
const DAY: u64 = 24 * 60 * 60;

pub(crate) async fn show(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if request.security_contact.is_empty() {
        return Err(Failure::NotFound);
    }
    let languages: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
    let text = format!(
        "Contact: {}\nExpires: {}\nPreferred-Languages: {}\nCanonical: {}{PATH}\n",
        request.security_contact,
        format::machine_time(expires(request.now())),
        languages.join(", "),
        request.base_url,
    );
    Ok(Reply::text(text, "text/plain; charset=utf-8"))
}

/// At the end of a day, so that it is the same for all of it.
fn expires(now: Moment) -> Moment {
    let into_the_day = Duration::from_secs(now.since(Moment::default()).as_secs() % DAY);
    now.minus(into_the_day).plus(HOLDS)
}
