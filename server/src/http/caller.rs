//! Who is asking: from cookies to a verified caller. The only place that makes one.

use super::cookies::Jar;
use crate::{app::App, endpoints::Half};
use domain::{
    assistance::EndCause,
    audit::Origin,
    caller::{Caller, Who},
    failure::Failure,
    stores::Served,
};
use store::{StoreError, Token, VisitCookie};
use ui::web::Cookie;

/// A caller, and what the request has to know besides.
pub struct Verified {
    pub caller: Caller,
    /// How the visit ended whose spent cookie the browser still has.
    pub ended: Option<EndCause>,
    /// Cookies that open nothing any more.
    pub spent: Vec<Cookie>,
}

pub fn nobody(origin: Origin) -> Verified {
    Verified { caller: verified(Who::Guest { cart: None, session: None }, origin), ended: None, spent: Vec::new() }
}

#[expect(clippy::disallowed_methods, reason = "the one home of `Caller`'s constructor")]
fn verified(who: Who, origin: Origin) -> Caller {
    Caller::verified(who, origin)
}

/// Who is asking. What `counts` is use of his session; what a browser fetches ahead or follows is none.
pub async fn verify(app: &App, half: Half, view: &Served, jar: &Jar, counts: bool, origin: Origin) -> Result<Verified, Failure> {
    match half {
        Half::Backoffice => staff(app, jar, counts, origin).await,
        Half::Storefront => shopper_or_visit(app, view, jar, counts, origin).await,
    }
}

async fn staff(app: &App, jar: &Jar, counts: bool, origin: Origin) -> Result<Verified, Failure> {
    let Some(text) = jar.get(Cookie::Staff) else { return Ok(nobody(origin)) };
    let now = origin.at;
    let Some(token) = Token::parse(text) else { return Ok(Verified { spent: vec![Cookie::Staff], ..nobody(origin) }) };
    let session = token.digest();
    let config = app.store.config();
    let lives = config.staff_sessions();
    let row = app.store.staff_session(&session).await?;
    // The browser has the next token by now, or is about to get it: what was sent before does not take that away.
    let spent = if row.as_ref().is_some_and(|row| row.is_renewed()) { Vec::new() } else { vec![Cookie::Staff] };
    let Some(row) = row.filter(|row| row.is_live(now, lives)) else { return Ok(Verified { spent, ..nobody(origin) }) };
    if counts {
        noted(app.store.staff_session_seen(&session, row.seen, now).await);
    }
    let who = Who::Staff {
        id: row.staff,
        user_name: row.user_name.clone(),
        name: row.name.clone(),
        grants: row.grants.clone(),
        websites: row.websites.clone(),
        seat: row.seat(now, counts, lives, config.needs_second_factor()),
        session,
    };
    Ok(Verified { caller: verified(who, origin), ended: None, spent: Vec::new() })
}

/// A session that cannot be remembered as used is used all the same: shopping does not stop for it. A visit does.
fn noted(seen: Result<(), StoreError>) {
    if let Err(error) = seen {
        tracing::warn!(%error, "a session could not be remembered as used");
    }
}

async fn shopper_or_visit(app: &App, view: &Served, jar: &Jar, counts: bool, origin: Origin) -> Result<Verified, Failure> {
    let now = origin.at;
    let mut spent = Vec::new();
    if let Some(text) = jar.get(Cookie::Visit) {
        let row = match VisitCookie::parse(text) {
            Some(cookie) => app.store.visit_by_cookie(&cookie, now).await?,
            None => None,
        };
        match row {
            None => spent.push(Cookie::Visit),
            Some(row) => match row.verdict {
                Ok(()) => {
                    if counts {
                        app.store.visit_seen(&row, now).await?;
                    }
                    let mut visit = row.visit;
                    if counts {
                        visit.times.seen = now;
                    }
                    return Ok(Verified { caller: verified(Who::Visit(Box::new(visit)), origin), ended: None, spent });
                }
                Err(refusal) => {
                    let cause = refusal.ends_with();
                    // It is over for this request whatever the store says; the sweeper writes what could not be written.
                    if let Err(error) = app.store.end_visit(row.visit.id, cause, &origin).await {
                        tracing::warn!(%error, visit = %row.visit.id, "a visit's end could not be written yet");
                    }
                    return Ok(Verified { ended: Some(cause), ..nobody(origin) });
                }
            },
        }
    }
    let Some(text) = jar.get(Cookie::Shopper) else { return Ok(Verified { spent, ..nobody(origin) }) };
    let session = Token::parse(text).map(|t| t.digest());
    let row = match &session {
        Some(session) => app.store.shopper_session(session, now).await?,
        None => None,
    };
    // As for staff: what was sent before does not take the next token from the browser.
    if row.as_ref().is_some_and(|row| row.is_renewed) {
        return Ok(Verified { spent, ..nobody(origin) });
    }
    let (Some(session), Some(row)) = (session, row) else {
        spent.push(Cookie::Shopper);
        return Ok(Verified { spent, ..nobody(origin) });
    };
    if counts {
        noted(app.store.shopper_session_seen(&session, row.seen, now).await);
    }
    let who = match row.customer.clone() {
        // Where accounts are by website, he has none on this one; if he gets another session here, this one ends with it.
        Some((.., website, _)) if !view.config.shares_accounts() && website != view.website => {
            Who::Guest { cart: None, session: Some(session) }
        }
        Some((customer, email, name, _, group)) => {
            Who::Shopper { customer, email, name, session, group: app.store.shop().pricing.groups.now(group) }
        }
        None => Who::Guest { cart: row.cart, session: Some(session) },
    };
    Ok(Verified { caller: verified(who, origin), ended: None, spent })
}
