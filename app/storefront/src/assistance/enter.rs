//! Redeeming a hand-off: from the token in a form, never in an address, to a visit.

use domain::failure::Failure;
use leptos::prelude::*;
use store::{Entered, HandoffToken, Store, Token};
use ui::{
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
};

pub async fn redeem(store: Store, request: Request) -> Result<Reply, Failure> {
    let Some(token) = request.form.get("token").and_then(HandoffToken::parse) else { return Ok(failed(&store, &request).await) };
    let nonce = request.nonce.as_ref().and_then(|n| Token::parse(n.expose()));
    let account = request.href("/customer/account");
    match store.redeem(&token, nonce.as_ref(), &request.view, request.caller.origin()).await? {
        Entered::New(cookie, visit) => {
            Ok(Reply::see_other(account).set(Cookie::Visit, cookie.expose()).notice(Notice::LoggedInAs(visit.customer_name)))
        }
        Entered::Again => Ok(Reply::see_other(account)),
        Entered::Refused(_) => Ok(failed(&store, &request).await),
    }
}

/// One answer to all that fails: whoever tries tokens learns nothing from it.
async fn failed(store: &Store, request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, visit.failed_title);
    crate::layout::page(store, request, title, || {
        view! { <section class="message"><h1>{title}</h1><p>{t!(language, visit.failed_text)}</p></section> }
    })
    .await
    .status(403)
}
