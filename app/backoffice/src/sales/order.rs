//! One order: what is known of it, what can be done to it, and the button that leads into the account of whoever bought.

use super::{
    comments, email,
    grid::{PATH, point},
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
        progress::State,
    },
    time::Moment,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    format::money,
    named::{isolated, named},
    notice::Notice,
    sales::{information, items, state},
    t,
    web::{Reply, Request},
    words,
};

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::OrdersView>) -> Result<Reply, Failure> {
    let (order, customer) = store.by(&permit).order(request.id("id")?).await?;
    let followed = followed(&store, &permit, &order).await?;
    let form = Form::of(comments::FIELDS, &request, Snapshot::new(order.revision));
    Ok(page(&store, &request, &order, customer.as_ref(), &followed, &form))
}

/// What was made of an order, and what its customer was sent about it.
type Followed = (Vec<Document>, Vec<Mail>);

async fn followed(store: &Store, permit: &Permit<right::OrdersView>, order: &Order) -> Result<Followed, Failure> {
    let by = store.by(permit);
    Ok((by.order_documents(order).await?, by.order_mails(order.id).await?))
}

/// Notes something on the order.
pub(super) async fn comment(store: Store, request: Request, permit: Permit<right::OrdersComment>) -> Result<Reply, Failure> {
    let (order, customer) = store.by(&permit).order(request.id("id")?).await?;
    let (mut form, note) = comments::read(&request)?;
    if let Some((seen, note)) = note {
        match store.by(&permit).comment_order(order.id, seen, &note).await {
            Ok(()) => return Ok(Reply::see_other(format!("{PATH}/{}", order.id)).notice(Notice::OrderCommented)),
            Err(error) => form = form.refused(error)?,
        }
    }
    // Whoever may comment sees what he comments; what followed it, whoever sees orders.
    let followed = match request.caller.permit::<right::OrdersView>() {
        Ok(permit) => followed(&store, &permit, &order).await?,
        Err(_) => Followed::default(),
    };
    Ok(page(&store, &request, &order, customer.as_ref(), &followed, &form).status(form.status()))
}

fn page(store: &Store, request: &Request, order: &Order, customer: Option<&Customer>, (documents, mails): &Followed, form: &Form) -> Reply {
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
            {history_of(store, request, (order, documents), form)}
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
        let form = Form::of(&[], request, Snapshot::new(order.changes()));
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

/// Whoever bought it, and the way to his account for whoever may open that.
pub(super) fn buyer(request: &Request, order: &Order, customer: Option<&Customer>) -> AnyView {
    let name = match customer.filter(|_| request.caller.holds(Resource::CustomersView)) {
        Some(customer) => view! { <a href=format!("/admin/customers/{}", customer.id)>{named(&order.name)}</a> }.into_any(),
        None => named(&order.name),
    };
    let guest = order.customer.is_none().then(|| view! { " " <span class="hint">{t!(request.language, sales.guest)}</span> });
    view! { {name} {guest} }.into_any()
}

fn facts(request: &Request, order: &Order, customer: Option<&Customer>) -> AnyView {
    let language = request.language;
    let group = order.customer_group.clone().map(|group| {
        view! { <div><dt>{t!(language, customers.groups.group_of)}</dt><dd>{named(&group)}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{t!(language, sales.date)}</dt><dd>{request.time(order.placed)}</dd></div>
            <div><dt>{t!(language, sales.status)}</dt><dd>{state(language, order.state())}</dd></div>
            <div><dt>{t!(language, sales.purchased_from)}</dt><dd>{point(request, &order.bought_in)}</dd></div>
            <div><dt>{t!(language, sales.customer)}</dt><dd>{buyer(request, order, customer)}</dd></div>
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

/// What was done and noted, the last first, and the form that notes more.
fn history_of(store: &Store, request: &Request, (order, documents): (&Order, &[Document]), form: &Form) -> AnyView {
    let language = request.language;
    let noted = order.comments.iter().map(|comment| (comment.at, comments::noted(request, comment, &[])));
    // What is noted on documents is for whoever sees those.
    let on_documents = documents.iter().filter(|document| request.caller.holds(of_kind(document.kind).seen_by)).flat_map(|document| {
        let number = document.number.as_str();
        let told = match document.kind {
            Kind::Invoice => t!(language, sales.invoice_commented, number = number),
            Kind::Shipment => t!(language, sales.shipment_commented, number = number),
            Kind::Creditmemo => t!(language, sales.credit_memo_commented, number = number),
        };
        document.comments.iter().map(move |comment| (comment.at, comments::noted(request, comment, &[told.as_str()])))
    });
    let made = documents.iter().map(|document| {
        let number = document.number.as_str();
        let text = match document.kind {
            Kind::Invoice => t!(language, sales.invoice_made, number = number),
            Kind::Shipment => t!(language, sales.shipment_made, number = number),
            Kind::Creditmemo => t!(language, sales.credit_memo_made, number = number),
        };
        let told = document.mailed.map(|is| notified(language, Some(is)).to_owned());
        let about: Vec<String> = [request.time(document.made), document.made_by.clone()].into_iter().chain(told).collect();
        (document.made, comments::entry(&about, &[text.as_str()]))
    });
    let mut entries: Vec<(Moment, AnyView)> = noted.chain(on_documents).chain(made).collect();
    // What was last is what is asked about.
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let entries = entries.into_iter().map(|(_, entry)| entry).chain(placing(request, order)).collect();
    let form = request.caller.holds(Resource::OrdersComment).then(|| {
        let mails = email::are_sent(store, order, About::OrderComment);
        comments::form(request, form, format!("{PATH}/{}/comment", order.id), mails)
    });
    comments::section(request, entries, form)
}

/// What its history began with: that it was placed, and by whom, if that was not its customer.
fn placing(request: &Request, order: &Order) -> Vec<AnyView> {
    let language = request.language;
    let of_placing = |told: [Option<&str>; 2]| -> Vec<String> {
        std::iter::once(request.time(order.placed)).chain(told.into_iter().flatten().map(str::to_owned)).collect()
    };
    let helped = order.placed_by.as_ref().map(|by| {
        let not_applicable = Some(notified(language, None));
        let to_all = of_placing([Some(t!(language, sales.visible_to_customer)), not_applicable]);
        let to_staff = of_placing([Some(t!(language, sales.for_staff)), not_applicable]);
        let by = t!(language, sales.placed_by, name = isolated(&by.name));
        [comments::entry(&to_all, &[t!(language, sales.placed_by_administrator)]), comments::entry(&to_staff, &[by.as_str()])]
    });
    // None of what was placed before it was kept whether its customer was told.
    let told = order.mailed.map(|is_mailed| notified(language, Some(is_mailed)));
    let placed = comments::entry(&of_placing([Some(words::order_state(language, State::New)), told]), &[]);
    helped.into_iter().flatten().chain([placed]).collect()
}
