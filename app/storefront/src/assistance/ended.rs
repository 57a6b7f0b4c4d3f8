//! What a staff member sees when a visit has ended by itself. Until this page was seen the spent cookie stays, and nothing
//! is written: a click meant for the customer's account never lands in another one.

use domain::{assistance::EndCause, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    t,
    web::{Cookie, Reply, Request},
    words,
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some(cause) = request.ended else { return Ok(Reply::see_other(request.href("/"))) };
    Ok(page(&store, &request, cause).await.clear(Cookie::Visit))
}

async fn page(store: &Store, request: &Request, cause: EndCause) -> Reply {
    let language = request.language;
    let title = t!(language, assistance.visit.ended_title);
    crate::layout::page(store, request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{words::end_told(language, cause)}</p>
                <p><a class="button primary" href=request.href("/")>{t!(language, assistance.visit.ended_continue)}</a></p>
                <p class="hint">{t!(language, assistance.visit.ended_closing)}</p>
            </section>
        }
    })
    .await
}
