//! Close Session: the staff member leaves the customer's account.

use domain::{assistance::EndCause, caller::Who, failure::Failure};
use store::Store;
use ui::{
    notice::Notice,
    web::{Cookie, Reply, Request},
};

pub async fn close(store: Store, request: Request) -> Result<Reply, Failure> {
    if let Who::Visit(visit) = request.caller.who()
        && let Err(error) = store.end_visit(visit.id, EndCause::Closed, request.caller.origin()).await
    {
        // The browser forgets the visit all the same; the sweeper ends its row.
        tracing::warn!(%error, visit = %visit.id, "a visit was closed in the browser only");
    }
    Ok(Reply::see_other(request.href("/")).clear(Cookie::Visit).notice(Notice::VisitClosed))
}
