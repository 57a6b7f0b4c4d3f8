//! Close Session: the staff member leaves the customer's account, at once and whatever the store says.

use domain::{assistance::EndCause, caller::Proof, failure::Failure};
use store::{Store, VisitCookie};
use ui::{
    endpoint::Open,
    notice::Notice,
    web::{Cookie, Reply, Request},
};

pub(crate) async fn close(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if let (true, Some(cookie)) = (request.is_visit(), cookie(&request)) {
        store.close_visit(&cookie, EndCause::Closed, request.caller.origin()).await;
    }
    Ok(left(&request))
}

/// While the store is silent nobody can tell whose visit it is; whoever holds its cookie leaves it all the same.
pub(super) fn blindly(store: &Store, request: &Request) -> Reply {
    if let Some(cookie) = cookie(request) {
        store.forget_visit(&cookie, EndCause::Closed, request.caller.origin());
    }
    left(request)
}

fn cookie(request: &Request) -> Option<VisitCookie> {
    request.visit.as_ref().and_then(|cookie| VisitCookie::parse(cookie.expose()))
}

fn left(request: &Request) -> Reply {
    Reply::see_other(request.href("/")).clear(Cookie::Visit).notice(Notice::VisitClosed)
}
