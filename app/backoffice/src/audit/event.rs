//! An event: who did it, for whom, in which visit and from where; what it changed; and what happened around it.

use super::{
    called::with_names,
    report::{PATH, address, group, moment, object, result},
};
use crate::{layout, sheet::Head};
use domain::{
    access::Resource,
    audit::{Actor, Change, Recorded, report},
    caller::{Permit, right},
    config::Section,
    failure::Failure,
    time::Moment,
};
use futures::future::try_join;
use leptos::prelude::*;
use store::{Around, Store};
use ui::{
    live::content,
    named::named,
    shown::{Mood, badge},
    t,
    web::{Reply, Request},
    words::{self, Places},
};

/// The change that is a moment.
const EXPIRES: &str = "expires";

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let place = request.param("place").and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)?;
    let by = store.by(&permit);
    let event = by.event(place).await?;
    // Reading it is told in the record, as reading the report is.
    let (around, ()) = try_join(by.around(&event), by.tell_of_reading_one(&event)).await?;
    let asked = event.changes.iter().filter(|_| event.action.is_reading());
    let asked: Vec<(String, String)> = asked.filter_map(|change| Some((change.field.clone(), change.after.clone()?))).collect();
    let request = with_names(&store, &permit, &asked, request).await?;
    // A moment stands as its reader's clock has it.
    let expire = event.changes.iter().filter(|change| change.field == EXPIRES).flat_map(|change| [&change.before, &change.after]).flatten();
    let told = |value: &String| Some((value.clone(), request.time(Moment::from_millis(value.parse().ok()?))));
    let moments = expire.filter_map(told).collect();
    let request = request.offering(EXPIRES, moments);
    let website = event.website.filter(|id| permit.websites().allows(*id));
    let website = website.and_then(|id| store.shop().stores.website(id).map(|website| website.name.clone()));
    let language = request.language;
    let title = t!(language, audit.event.title, number = place);
    Ok(layout::page(&request, &title, || {
        let mood = if event.action.is_failure() { Mood::Bad } else { Mood::Good };
        let titled = view! { {title.clone()} " " {badge(mood, result(&request, &event))} }.into_any();
        let head = Head::of(titled, PATH);
        view! {
            {head.show(&request)}
            <p class="lead">{words::action(language, event.action)}</p>
            {facts(&request, &event, &around, website)}
            {changes(&request, &event, &around)}
            {beside(&request, &event, &around)}
        }
    }))
}

fn facts(request: &Request, event: &Recorded, around: &Around, website: Option<String>) -> AnyView {
    let language = request.language;
    let fact = |label: &'static str, shown: AnyView| view! { <div><dt>{label}</dt><dd>{shown}</dd></div> }.into_any();
    let text = |text: &str| if text.is_empty() { "–".to_owned().into_any() } else { text.to_owned().into_any() };
    let who = match &event.actor {
        // Who was not let in said who he was.
        Actor::Guest if !event.user_name().is_empty() => event.user_name().to_owned().into_any(),
        Actor::Guest => t!(language, audit.event.guest).into_any(),
        Actor::Program => t!(language, audit.event.program).into_any(),
        Actor::Customer { id, email } => led(request, around, "customer", &id.to_string(), email),
        Actor::Staff { id, user_name } => led(request, around, "staff", &id.to_string(), user_name),
    };
    let subject = event.subject.map(|id| {
        let id = id.to_string();
        // Of whom no more is said than that he is not there.
        let name = around.customer.as_deref().unwrap_or_default();
        fact(t!(language, audit.report.customer), led(request, around, "customer", &id, name))
    });
    let visit = event.visit.map(|id| {
        let id = id.to_string();
        let name = t!(language, audit.event.visit);
        fact(t!(language, audit.report.visit), led(request, around, "visit", &id, name))
    });
    // Whom a start was refused to is the customer above, and nowhere called.
    let name = Some(object(request, event)).filter(|name| !name.is_empty());
    let done_to = event.object.as_ref().zip(name).map(|(of, name)| {
        let shown = led(request, around, &of.kind, &of.id, &name);
        fact(t!(language, audit.event.object), shown)
    });
    // What the program does by itself nobody has asked for.
    let asked = if event.request.is_empty() { text("") } else { view! { <code>{event.request.clone()}</code> }.into_any() };
    let zone = format!("({})", request.time_zone());
    let reason = event.reason.as_deref().map(|code| fact(t!(language, audit.event.why), words::reason(language, code).into_any()));
    view! {
        <dl class="facts">
            {fact(t!(language, audit.event.time), view! { {content(moment(request, event))} " " <span class="hint" translate="no">{zone}</span> }.into_any())}
            {fact(t!(language, audit.report.user), who)}
            {subject} {visit} {done_to} {reason}
            {fact(t!(language, audit.report.group), group(request, event).into_any())}
            {fact(t!(language, audit.report.full_name), view! { <code>{event.action.code()}</code> }.into_any())}
            {fact(t!(language, audit.report.address), text(&event.address))}
            {website.map(|name| fact(t!(language, stores.website), name.into_any()))}
            {fact(t!(language, audit.event.store_view), text(Places::seen(request).view(&event.store_view).unwrap_or(&event.store_view)))}
            {fact(t!(language, audit.event.agent), text(&event.agent))}
            {fact(t!(language, audit.report.request), asked)}
        </dl>
    }
    .into_any()
}

/// A way to a thing, if it is still there and its reader may see it; else what it was called.
fn led(request: &Request, around: &Around, kind: &str, id: &str, name: &str) -> AnyView {
    let (path, right) = match kind {
        "customer" => ("/admin/customers", Resource::CustomersView),
        "staff" => ("/admin/users", Resource::Users),
        "role" => ("/admin/roles", Resource::Roles),
        "order" => ("/admin/sales/orders", Resource::OrdersView),
        "invoice" => ("/admin/sales/invoices", Resource::Invoices),
        "shipment" => ("/admin/sales/shipments", Resource::Shipments),
        "creditmemo" => ("/admin/sales/creditmemos", Resource::CreditMemos),
        "customer_group" => (crate::customers::groups::PATH, Resource::CustomerGroups),
        "attribute" => (crate::catalog::attributes::PATH, Resource::ProductAttributes),
        "price_rule" => (crate::catalog::rules::PATH, Resource::CatalogPriceRules),
        "product" => ("/admin/catalog/products", Resource::Products),
        "category" => ("/admin/catalog/categories", Resource::Categories),
        "mail" => (crate::mail::PATH, Resource::MailOutbox),
        "import" => (crate::transfer::import::PATH, Resource::Import),
        "visit" => ("/admin/login-as-customer-log", Resource::LoginAsCustomerLog),
        "website" => ("/admin/stores/websites", Resource::AllStores),
        "store" => ("/admin/stores/stores", Resource::AllStores),
        "store_view" => ("/admin/stores/views", Resource::AllStores),
        // Its identifier is a section's, and behind that for whom it was.
        "config" => match Section::from_code(id.split(' ').next().unwrap_or_default()) {
            Some(section) => ("/admin/config", section.resource()),
            None => return named(name),
        },
        _ => return named(name),
    };
    if around.is_there(kind, id) && request.caller.holds(right) {
        let href = format!("{path}/{}", id.replacen(' ', "?scope=", 1));
        return view! { <a href=href>{named(name)}</a> }.into_any();
    }
    let gone = (!id.is_empty() && !around.is_there(kind, id))
        .then(|| view! { " " <span class="hint">{t!(request.language, audit.event.not_there)}</span> });
    view! { {named(name)} {gone} }.into_any()
}

/// What changed, side by side.
fn changes(request: &Request, event: &Recorded, around: &Around) -> AnyView {
    let language = request.language;
    if event.changes.is_empty() {
        return ().into_any();
    }
    let (field, before, after) = (t!(language, audit.event.field), t!(language, audit.event.before), t!(language, audit.event.after));
    let row = |change: &Change| {
        let (label, was, is) = words::changed(language, Places::seen(request), change);
        let called = |value: &Option<String>| value.as_deref().and_then(|value| request.called(&change.field, value));
        let (was, is) = (called(&change.before).unwrap_or(was), called(&change.after).unwrap_or(is));
        // An attribute by what it is called, and a product by its SKU: each leads to its page.
        let label = match around.named(&change.field) {
            Some(of) => led(request, around, of.kind, &of.id, of.name.as_deref().unwrap_or(&label)),
            None => label.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td data-label=before><del class="was" dir="auto">{was}</del></td>
                <td data-label=after><ins class="now" dir="auto">{is}</ins></td>
            </tr>
        }
    };
    let rows = event.changes.iter().map(row).collect_view();
    view! {
        <h2>{t!(language, audit.event.changes)}</h2>
        <table class="stack differing">
            <thead><tr><th scope="col">{field}</th><th scope="col">{before}</th><th scope="col">{after}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// What happened before and after it, in the same visit or by the same request.
fn beside(request: &Request, event: &Recorded, around: &Around) -> Option<AnyView> {
    if around.events.len() < 2 {
        return None;
    }
    let language = request.language;
    let (title, filter, value) = match event.visit {
        Some(visit) => (t!(language, audit.event.same_visit), report::VISIT, visit.to_string()),
        None => (t!(language, audit.event.same_request), report::REQUEST, event.request.clone()),
    };
    let (all, label) = (ui::table::address(PATH, &[(filter, &value)]), t!(language, dashboard.all));
    let line = |other: &Recorded| {
        let told = view! {
            {content(moment(request, other))} " · " {named(other.actor.name())} " · " {words::action(language, other.action)} " "
            {named(&object(request, other))}
        };
        let place = other.place.unwrap_or_default();
        if other.id == event.id {
            view! { <li aria-current="true"><strong>{told}</strong></li> }.into_any()
        } else {
            view! { <li><a href=address(place)>{told}</a></li> }.into_any()
        }
    };
    let lines = around.events.iter().map(line).collect_view();
    let shown = view! {
        <h2>{title}</h2>
        <ol class="plain timeline">{lines}</ol>
        <p><a href=all aria-label=format!("{label}: {title}")>{label}</a></p>
    };
    Some(shown.into_any())
}
