//! Redeeming a hand-off: from the token in a form, never in an address, to a visit.

use domain::{assistance::Refusal, caller::Proof, failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::{Entered, HandoffToken, Store, Token};
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form},
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
};

/// The hand-off, used once.
static TOKEN: Field<HandoffToken> = Field::hidden("token", |text| HandoffToken::parse(text).ok_or(Flaw::NotAChoice)).secret();
pub(super) static FIELDS: Fields = &[&[&TOKEN.spec]];

pub(super) async fn redeem(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some(token) = Form::read(FIELDS, &request).get(&TOKEN) else { return Ok(failed(&store, &request).await) };
    let nonce = request.nonce.as_ref().and_then(|n| Token::parse(n.expose()));
    let account = request.href("/customer/account");
    match store.redeem(&token, nonce.as_ref(), request.caller.origin()).await? {
        Entered::New(cookie, _) => Ok(Reply::see_other(account).set(Cookie::Visit, cookie.expose()).notice(Notice::LoggedInAs)),
        Entered::Again => Ok(Reply::see_other(account)),
        Entered::Refused(_) => Ok(failed(&store, &request).await),
    }
}

/// One answer to all that fails: whoever tries tokens learns nothing from it.
async fn failed(store: &Store, request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, assistance.visit.failed_title);
    crate::layout::page(store, request, title, || {
        view! { <section class="message"><h1>{title}</h1><p>{t!(language, assistance.visit.failed_text)}</p></section> }
    })
    .await
    .status(Failure::Refused(Refusal::TokenSpent).status())
}
