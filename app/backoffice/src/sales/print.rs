//! Pages made for paper: what goes into the parcel, or to the bookkeeper. They are written as the mails of an order are, in the language in
//! which it was placed and by the clock of its store. Whoever made a document, and what staff noted, is not on it.

use super::{grid::PATH, of_kind};
use crate::layout;
use domain::{
    caller::{Permit, right},
    failure::Failure,
    sales::order::Order,
    stores::{Language, Served},
    time::Moment,
};
use leptos::prelude::*;
use store::{Listing, Store};
use ui::{
    format,
    named::named,
    sales::{document as pieces, information, items},
    t,
    web::{Reply, Request},
};

/// What is written, and with what.
struct Paper<'a> {
    order: &'a Order,
    language: Language,
    view: &'a Served,
}

/// The title, what is said below it, and the pieces.
type Written = (String, Vec<(&'static str, String)>, AnyView);

impl Paper<'_> {
    fn time(&self, at: Moment) -> String {
        format::time_and_zone(self.language, self.view.config.time_zone(), at)
    }
}

fn paper(store: &Store, request: &Request, order: &Order, back: String, write: impl FnOnce(&Paper<'_>) -> Written) -> Reply {
    let shop = store.shop();
    let view: &Served = shop.view(order.view).unwrap_or_else(|| shop.default_view());
    let language = order.language;
    let (title, facts, pieces) = write(&Paper { order, language, view });
    let hint = t!(request.language, sales.print_hint);
    layout::page(request, &title, || {
        let facts = facts.into_iter().map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> }).collect_view();
        view! {
            <p class="screen-only"><a href=back>{t!(request.language, common.form.back)}</a> " " {hint}</p>
            <div lang=language.tag()>
                <p class="print-only">{named(view.config.store_name())}</p>
                <h1>{title.clone()}</h1>
                <dl class="facts">{facts}</dl>
                {pieces}
                <h2>{t!(language, sales.order_information)}</h2>
                {information(language, order)}
            </div>
        }
    })
}

pub(super) async fn order(store: Store, request: Request, permit: Permit<right::OrdersView>) -> Result<Reply, Failure> {
    let (order, _) = store.by(&permit).order(request.id("id")?).await?;
    Ok(paper(&store, &request, &order, format!("{PATH}/{}", order.id), |on| {
        let (language, order) = (on.language, on.order);
        let facts = vec![
            (t!(language, sales.date), on.time(order.placed)),
            (t!(language, sales.customer), order.name.clone()),
            (t!(language, customers.email), order.email.clone()),
        ];
        let title = t!(language, sales.order_number, number = order.number.as_str());
        (title, facts, items(language, &on.view.locale, order, |line| named(&line.name)))
    }))
}

pub(super) async fn document<R: Listing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let (shown, order, _) = store.by(&permit).document(request.id("id")?).await?;
    let words = of_kind(shown.kind);
    Ok(paper(&store, &request, &order, format!("{}/{}", words.path, shown.id), |on| {
        let (language, order) = (on.language, on.order);
        let facts = vec![
            (t!(language, sales.created), on.time(shown.made)),
            (t!(language, sales.number), order.number.clone()),
            (t!(language, sales.date), on.time(order.placed)),
        ];
        let title = format!("{} #{}", (words.one)(language), shown.number);
        (title, facts, pieces(language, &on.view.locale, &shown, order, false))
    }))
}
