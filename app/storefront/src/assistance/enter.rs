//! Redeeming a hand-off: from the token in a form, never in an address, to a visit.

use domain::{assistance::Refusal, caller::Proof, failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::{Entered, HandoffToken, StartToken, Store, Token};
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form},
    notice::Notice,
    t,
    table::address,
    web::{Cookie, Reply, Request},
};

pub(super) const ENTER: &str = "/assistance/enter";

/// The hand-off, used once.
static TOKEN: Field<HandoffToken> = Field::hidden("token", |text| HandoffToken::parse(text).ok_or(Flaw::NotAChoice)).secret();
pub(super) static FIELDS: Fields = &[&[&TOKEN.spec]];

/// A start that comes from a back office on another host: this browser gets a nonce of this one, and the back office its SHA-256.
pub(super) async fn begin(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let start = request.query.get("start").and_then(StartToken::parse).ok_or(Failure::NotFound)?;
    let back = store.begun_at(&start, request.now()).await?.ok_or(Failure::NotFound)?;
    let nonce = Token::random();
    let back = address(&format!("{back}/admin/login-as-customer/{}", start.expose()), &[("nonce", &nonce.digest())]);
    Ok(Reply::see_other(back).set(Cookie::Nonce, nonce.expose()))
}

/// The token comes from the other host, without any cookie of this one: it waits for a page of this host to redeem it.
pub(super) async fn arrive(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some(token) = Form::read(FIELDS, &request).get(&TOKEN) else { return Ok(failed(&store, &request).await) };
    Ok(Reply::see_other(request.href(ENTER)).set(Cookie::Handoff, token.expose()))
}

/// The page that redeems what has arrived, and says how long it can: some of its time has passed on the way here. What is late or was made up
/// looks alike, and is told of once somebody presents it.
pub(super) async fn ask(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some(parked) = &request.parked else { return Ok(failed(&store, &request).await) };
    let until = match HandoffToken::parse(parked.expose()) {
        Some(token) => store.handed_out_until(&token).await?,
        None => None,
    };
    let left = until.map_or(0, |until| until.since(request.now()).as_secs());
    let language = request.language;
    let (title, action) = (t!(language, assistance.visit.handoff_title), request.href(ENTER));
    let script = format!("{}/handoff.js", request.assets);
    Ok(crate::layout::page(&store, &request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, assistance.visit.handoff_left, count = left)}</p>
                <form id="handoff" method="post" action=action>
                    <button class="button primary">{t!(language, assistance.visit.handoff_continue)}</button>
                </form>
            </section>
            <script src=script></script>
        }
    })
    .await)
}

pub(super) async fn redeem(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let parked = request.parked.as_ref().and_then(|token| HandoffToken::parse(token.expose()));
    let sent = request.form.get(TOKEN.name).and_then(HandoffToken::parse);
    let Some(token) = sent.or(parked) else { return Ok(failed(&store, &request).await) };
    let nonce = request.nonce.as_ref().and_then(|n| Token::parse(n.expose()));
    let account = request.href("/customer/account");
    match store.redeem(&token, nonce.as_ref(), request.caller.origin()).await? {
        Entered::New(cookie, _) => {
            Ok(Reply::see_other(account).set(Cookie::Visit, cookie.expose()).clear(Cookie::Handoff).notice(Notice::LoggedInAs))
        }
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
