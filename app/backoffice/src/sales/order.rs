//! One order: what is known of it, what can be done to it, and the button that leads into the account of whoever bought.

use super::{
    email,
    grid::{PATH, point, state_shown},
    notified, of_kind,
};
use crate::{assistance::button, audit::report::history, layout, sheet::more};
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::Customer,
    failure::Failure,
    mail::{About, Mail},
    sales::{
        document::{Document, Kind},
        order::Order,
    },
    text::lines,
    time::Moment,
};
use leptos::prelude::*;
use store::{Store, StoreError};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    format::money,
    named::{isolated, named},
    notice::Notice,
    sales::{information, items},
    t,
    web::{Reply, Request},
    words,
};

static COMMENT: Field<String> = Field::text_area("comment", |l| t!(l, sales.comment), |text| lines(text, 1_000));
static VISIBLE: Field<bool> = Field::check_box("visible", |l| t!(l, sales.visible));
static NOTIFY: Field<bool> = Field::check_box("notify", |l| t!(l, sales.notify));
const NOTE: Group = &[&COMMENT.spec, &VISIBLE.spec];
const MAILED: Group = &[&NOTIFY.spec];
pub(super) static COMMENTING: Fields = &[NOTE, MAILED];

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::OrdersView>) -> Result<Reply, Failure> {
    let (order, customer) = store.by(&permit).order(request.id("id")?).await?;
    let documents = store.by(&permit).order_documents(&order).await?;
    let mails = store.by(&permit).order_mails(order.id).await?;
    let form = Form::of(COMMENTING, &request, Snapshot::new(order.revision));
    Ok(page(&store, &request, &order, customer.as_ref(), (&documents, &mails), &form))
}

/// Notes something on the order.
pub(super) async fn comment(store: Store, request: Request, permit: Permit<right::OrdersComment>) -> Result<Reply, Failure> {
    let (order, customer) = store.by(&permit).order(request.id("id")?).await?;
    let mut form = Form::read(COMMENTING, &request);
    // What else was done to it meanwhile is no reason not to note something.
    let seen = match form.unchanged(order.revision) {
        Ok(()) => Some(order.revision),
        Err(Failure::Stale) => None,
        Err(failure) => return Err(failure),
    };
    let visible = form.is_filled(&VISIBLE);
    if let (Some(text), true) = (form.get(&COMMENT), form.is_clean()) {
        match store.by(&permit).comment_order(order.id, seen, text, visible, form.is_filled(&NOTIFY)).await {
            Ok(()) => return Ok(Reply::see_other(format!("{PATH}/{}", order.id)).notice(Notice::OrderCommented)),
            Err(error @ StoreError::Invalid(..)) => form = form.refused(error)?,
            Err(error) => return Err(error.into()),
        }
    }
    // Whoever may comment sees what he comments; the documents have rights of their own.
    Ok(page(&store, &request, &order, customer.as_ref(), (&[], &[]), &form).status(form.status()))
}

fn page(
    store: &Store,
    request: &Request,
    order: &Order,
    customer: Option<&Customer>,
    (documents, mails): (&[Document], &[Mail]),
    form: &Form,
) -> Reply {
    let language = request.language;
    let title = t!(language, sales.order_number, number = order.number.as_str());
    layout::page(request, &title, || {
        // A guest has no account to log in to.
        let button = customer.and_then(|customer| button::button(request, customer));
        let print = view! { <a class="button" href=format!("{PATH}/{}/print", order.id)>{t!(language, sales.print_document)}</a> };
        let acts = acts(store, request, order).into_iter().chain([print.into_any()]).chain(history(request, "order", order.id)).collect();
        view! {
            <div class="sheet-head">
                <h1>{title.clone()}</h1>
                <div class="actions">
                    <a class="button" href=PATH>{t!(language, common.form.back)}</a>
                    {button}
                    {more(request, acts)}
                </div>
            </div>
            {facts(request, order, customer)}
            <h2>{t!(language, sales.address_information)}</h2>
            {information(language, order)}
            <h2>{t!(language, sales.items_ordered)}</h2>
            {items(language, language.tag(), order, |line| named(&line.name))}
            {paid(request, order)}
            {Kind::ALL.into_iter().map(|kind| made(request, kind, documents)).collect_view()}
            {mailed(request, mails)}
            {comments(store, request, (order, documents), form)}
        }
    })
}

/// What this reader can do to it as it is.
fn acts(store: &Store, request: &Request, order: &Order) -> Vec<AnyView> {
    let language = request.language;
    let (progress, holds) = (order.progress(), |right| request.caller.holds(right));
    let here = format!("{PATH}/{}", order.id);
    let link = |path: &str, label: &'static str| view! { <a class="button" href=format!("{here}/{path}")>{label}</a> }.into_any();
    let press = |path: &str, label: &'static str| {
        let form = Form::of(&[], request, Snapshot::new(order.revision));
        form.post(request).at(format!("{here}/{path}")).class("inline").around(view! { <button class="button">{label}</button> })
    };
    let cancel = (progress.can_cancel() && holds(Resource::OrdersCancel)).then(|| link("cancel", t!(language, sales.cancel)));
    let hold = (progress.can_hold() && holds(Resource::OrdersHold)).then(|| press("hold", t!(language, sales.hold)));
    let unhold = (progress.can_unhold() && holds(Resource::OrdersUnhold)).then(|| press("unhold", t!(language, sales.unhold)));
    let makes = Kind::ALL.into_iter().filter(|kind| progress.allows(*kind) && holds(of_kind(*kind).made_by));
    let makes = makes.map(|kind| link(of_kind(kind).make, (of_kind(kind).button)(language)));
    let mail = email::button(store, request, order, About::Order, format!("{here}/email"));
    [cancel, mail, hold, unhold].into_iter().flatten().chain(makes).collect()
}

fn facts(request: &Request, order: &Order, customer: Option<&Customer>) -> AnyView {
    let language = request.language;
    let name = match customer.filter(|_| request.caller.holds(Resource::CustomersView)) {
        Some(customer) => view! { <a href=format!("/admin/customers/{}", customer.id)>{named(&order.name)}</a> }.into_any(),
        None => named(&order.name),
    };
    let group = order.customer_group.clone().map(|group| {
        view! { <div><dt>{t!(language, customers.groups.group_of)}</dt><dd>{named(&group)}</dd></div> }
    });
    let guest = order.customer.is_none().then(|| view! { " " <span class="hint">{t!(language, sales.guest)}</span> });
    view! {
        <dl class="facts">
            <div><dt>{t!(language, sales.date)}</dt><dd>{request.time(order.placed)}</dd></div>
            <div><dt>{t!(language, sales.status)}</dt><dd>{state_shown(request, order.state())}</dd></div>
            <div><dt>{t!(language, sales.purchased_from)}</dt><dd>{point(request, &order.bought_in)}</dd></div>
            <div><dt>{t!(language, sales.customer)}</dt><dd>{name} {guest}</dd></div>
            <div><dt>{t!(language, customers.email)}</dt><dd>{order.email.clone()}</dd></div>
            {group}
        </dl>
    }
    .into_any()
}

/// What was paid and given back.
fn paid(request: &Request, order: &Order) -> AnyView {
    let (language, sum) = (request.language, |of| money(request.language.tag(), of));
    let due = order.due().map(sum).unwrap_or_default();
    view! {
        <dl class="facts">
            <div><dt>{t!(language, sales.total_paid)}</dt><dd>{sum(order.paid)}</dd></div>
            <div><dt>{t!(language, sales.total_refunded)}</dt><dd>{sum(order.refunded)}</dd></div>
            <div><dt>{t!(language, sales.total_due)}</dt><dd>{due}</dd></div>
        </dl>
    }
    .into_any()
}

/// The documents of a kind, for whoever may see them.
fn made(request: &Request, kind: Kind, documents: &[Document]) -> Option<AnyView> {
    let (language, of) = (request.language, of_kind(kind));
    let links = documents.iter().filter(|document| document.kind == kind).map(|document| {
        let sum = document.taken.total().ok().filter(|_| kind != Kind::Shipment).map(|sum| money(language.tag(), sum));
        view! {
            <li>
                <a href=format!("{}/{}", of.path, document.id)>{document.number.clone()}</a> " · " {request.time(document.made)}
                {sum.map(|sum| view! { " · " {sum} })}
            </li>
        }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty() && request.caller.holds(of.seen_by)).then(|| view! { <h2>{(of.list)(language)}</h2> <ul>{links}</ul> }.into_any())
}

/// What the customer was sent about it.
fn mailed(request: &Request, mails: &[Mail]) -> Option<AnyView> {
    let language = request.language;
    let sent = mails.iter().map(|mail| {
        let about = words::mail_about(language, mail.about);
        let about = match request.caller.holds(Resource::MailOutbox) {
            true => view! { <a href=format!("{}/{}", crate::mail::PATH, mail.id)>{about}</a> }.into_any(),
            false => about.into_any(),
        };
        view! { <li>{about} " · " {words::mail_state(language, mail.state)} " · " {request.time(mail.since)}</li> }
    });
    let sent: Vec<_> = sent.collect();
    (!sent.is_empty()).then(|| view! { <h2>{t!(language, mail.mails)}</h2> <ul>{sent}</ul> }.into_any())
}

/// What is noted of it, and the form that notes more.
fn comments(store: &Store, request: &Request, (order, documents): (&Order, &[Document]), form: &Form) -> AnyView {
    let language = request.language;
    let placed = order.placed_by.as_ref().map(|by| {
        let about = |who: &str| [request.time(order.placed), who.to_owned(), notified(language, None).to_owned()].join(" · ");
        let (to_all, to_staff) = (about(t!(language, sales.visible_to_customer)), about(t!(language, sales.for_staff)));
        view! {
            <li><span class="hint">{to_all}</span> <p class="text">{t!(language, sales.placed_by_administrator)}</p></li>
            <li><span class="hint">{to_staff}</span> <p class="text">{t!(language, sales.placed_by, name = isolated(&by.name))}</p></li>
        }
    });
    let noted = order.comments.iter().map(|comment| {
        let who = if comment.visible { t!(language, sales.visible_to_customer) } else { t!(language, sales.for_staff) };
        let state = comment.state.map(|state| words::order_state(language, state).to_owned());
        // Of what was noted before either was kept nobody knows.
        let told = comment.state.map(|_| notified(language, comment.notified).to_owned());
        let by = [comment.by.clone(), who.to_owned()];
        let about = std::iter::once(request.time(comment.at)).chain(state).chain(by).chain(told).collect::<Vec<_>>().join(" · ");
        let told = view! { <li><span class="hint">{about}</span> <p class="text">{comment.text.clone()}</p></li> };
        (comment.at, told.into_any())
    });
    let made = documents.iter().map(|document| {
        let number = document.number.as_str();
        let text = match document.kind {
            Kind::Invoice => t!(language, sales.invoice_made, number = number),
            Kind::Shipment => t!(language, sales.shipment_made, number = number),
            Kind::Creditmemo => t!(language, sales.credit_memo_made, number = number),
        };
        let told = document.mailed.map(|is| notified(language, Some(is)).to_owned());
        let about = [request.time(document.made), document.made_by.clone()].into_iter().chain(told).collect::<Vec<_>>().join(" · ");
        (document.made, view! { <li><span class="hint">{about}</span> <p class="text">{text}</p></li> }.into_any())
    });
    let mut noted: Vec<(Moment, AnyView)> = noted.chain(made).collect();
    // What was last is what is asked about.
    noted.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let is_empty = order.placed_by.is_none() && noted.is_empty();
    let noted = noted.into_iter().map(|(_, told)| told).collect_view();
    let list = (!is_empty).then(|| view! { <ul class="plain">{noted} {placed}</ul> });
    let notify = email::are_sent(store, order, About::OrderComment).then(|| form.group(MAILED));
    let more = request.caller.holds(Resource::OrdersComment).then(|| {
        form.post(request).at(format!("{PATH}/{}/comment", order.id)).class("card narrow").around(view! {
            {form.group(NOTE)} {notify} <button class="button">{t!(language, sales.submit_comment)}</button>
        })
    });
    view! { <h2>{t!(language, sales.comments)}</h2> {list} {more} }.into_any()
}
