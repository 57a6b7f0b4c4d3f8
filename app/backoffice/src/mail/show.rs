//! A mail as it was sent, and how far it has come.

use super::{PATH, grid::state};
use crate::layout;
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::shown_email,
    failure::Failure,
    mail::{Letter, Mail, State},
    stores::Language,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::MailOutbox>) -> Result<Reply, Failure> {
    let mail = store.by(&permit).mail(request.id("id")?).await?;
    let language = request.language;
    let title = words::mail_about(language, mail.about);
    Ok(layout::page(&request, title, || {
        view! {
            <div class="sheet-head">
                <h1>{title}</h1>
                <div class="actions"><a class="button" href=PATH>{t!(language, common.form.back)}</a></div>
            </div>
            {facts(&request, &mail)}
            {again(&request, &mail)}
            {match &mail.letter {
                Some(letter) => written(&request, &mail, letter),
                None => view! { <p class="empty">{t!(language, mail.not_written)}</p> }.into_any(),
            }}
        }
    }))
}

fn facts(request: &Request, mail: &Mail) -> AnyView {
    let language = request.language;
    let order = mail.order.map(|order| {
        let number = match request.caller.holds(Resource::OrdersView) {
            true => view! { <a href=format!("{}/{order}", crate::sales::grid::PATH)>{mail.order_number.clone()}</a> }.into_any(),
            false => mail.order_number.clone().into_any(),
        };
        view! { <div><dt>{t!(language, sales.number)}</dt><dd>{number}</dd></div> }
    });
    let (said, detail) = words::mail_said(language, &mail.said);
    let said = (!said.is_empty()).then(|| view! { <div><dt>{t!(language, mail.said)}</dt><dd>{said}</dd></div> });
    let detail = (!detail.is_empty()).then(|| {
        view! { <div><dt>{t!(language, common.technical_detail)}</dt><dd translate="no">{named(detail)}</dd></div> }
    });
    let next = mail.due.filter(|_| mail.state == State::Queued && mail.tried > 0);
    let next = next.map(|due| view! { <div><dt>{t!(language, mail.next)}</dt><dd>{request.time(due)}</dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{t!(language, mail.to)}</dt><dd>{named(&mail.name)} " <" {shown_email(&mail.to)} ">"</dd></div>
            {order}
            <div><dt>{t!(language, mail.queued)}</dt><dd>{request.time(mail.queued)}</dd></div>
            <div><dt>{t!(language, mail.state_of)}</dt><dd>{state(request, mail.state)} " " {request.time(mail.since)}</dd></div>
            {next} {said} {detail}
        </dl>
    }
    .into_any()
}

/// What did not arrive can be sent again; what may have arrived is told to be so first.
fn again(request: &Request, mail: &Mail) -> Option<AnyView> {
    let language = request.language;
    let warning = (mail.state == State::Unconfirmed).then(|| view! { <p class="notice warning">{t!(language, mail.may_have_arrived)}</p> });
    mail.state.can_be_sent_again().then(|| {
        let form = Form::of(&[], request, Snapshot::new(mail.turn));
        let button = form.post(request).at(format!("{PATH}/{}/send", mail.id));
        let button = button.class("inline").around(view! { <button class="button primary">{t!(language, mail.send_again)}</button> });
        view! { {warning} <p class="actions">{button}</p> }.into_any()
    })
}

/// As it was sent: its HTML in a frame of its own, in which nothing runs and nothing is loaded, and its text.
fn written(request: &Request, mail: &Mail, letter: &Letter) -> AnyView {
    let language = request.language;
    // Its own: staff read another.
    let tag = letter.language.map(Language::tag);
    view! {
        <dl class="facts">
            <div><dt>{t!(language, mail.from)}</dt><dd>{named(&letter.from_name)} " <" {shown_email(&letter.from)} ">"</dd></div>
            <div><dt>{t!(language, mail.subject_of)}</dt><dd lang=tag>{named(&letter.subject)}</dd></div>
        </dl>
        <h2>{t!(language, mail.as_html)}</h2>
        <iframe class="letter" sandbox="" src=format!("{PATH}/{}/html", mail.id) title=t!(language, mail.as_html)></iframe>
        <h2>{t!(language, mail.as_text)}</h2>
        <pre class="letter" lang=tag dir="auto">{letter.text.clone()}</pre>
    }
    .into_any()
}

/// What the frame shows.
pub(super) async fn html(store: Store, request: Request, permit: Permit<right::MailOutbox>) -> Result<Reply, Failure> {
    let mail = store.by(&permit).mail(request.id("id")?).await?;
    mail.letter.map(|letter| Reply::framed(letter.html)).ok_or(Failure::NotFound)
}

pub(super) async fn send_again(store: Store, request: Request, permit: Permit<right::MailOutbox>) -> Result<Reply, Failure> {
    let mail = store.by(&permit).mail(request.id("id")?).await?;
    Form::read(&[], &request).unchanged(mail.turn)?;
    store.by(&permit).send_mail_again(mail.id, mail.turn).await?;
    Ok(Reply::see_other(format!("{PATH}/{}", mail.id)).notice(Notice::MailQueued))
}
