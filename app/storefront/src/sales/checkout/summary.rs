//! What is bought, what it costs, and the buttons: beside the form, and told anew as it is filled in.

use super::{
    super::costs::{CostsTexts, CostsView, OrderSummary},
    CART, DO, FIELDS, REVIEW, Seen, TOTAL, country, may_place, priced, progress, seen,
};
use crate::{cart::CART_PAGE, catalog::price};
use domain::{failure::Failure, sales::order::Totals};
use leptos::prelude::*;
use store::Store;
use ui::{
    call::{Called, Problem, called},
    endpoint::Open,
    form::{Form, saving::Filled},
    format::money,
    named::named,
    render::html,
    sales::sums,
    t,
    web::Request,
};

/// What it costs, for the summary.
fn costs_view(request: &Request, costs: Option<Totals>) -> CostsView {
    let language = request.language;
    let known = costs.and_then(|costs| Some((sums(language, &costs).ok()?, costs.grand().ok()?)));
    let row = |label: &'static str, amount: String, class: &'static str| {
        view! { <tr class=class><th scope="row">{label}</th><td class="number">{amount}</td></tr> }
    };
    let Some((sums, total)) = known else {
        let none = html(|| row(t!(language, sales.grand_total), t!(language, sales.not_calculated).to_owned(), ""));
        return CostsView { sums: none, ..CostsView::default() };
    };
    let rows = || sums.into_iter().map(|(label, sum, class)| row(label, money(&request.view.locale, sum), class)).collect_view();
    let place = format!("{} · {}", t!(language, sales.place_order), money(&request.view.locale, total));
    CostsView { sums: html(rows), total: total.coded(), place, ..CostsView::default() }
}

/// What the order comes to as far as it is known: what is bought alone, until it is.
pub(super) fn so_far(request: &Request, seen: &Seen, costs: Option<Totals>) -> String {
    let sum = costs.and_then(|costs| costs.grand().ok()).or(seen.cart.subtotal);
    sum.map(|sum| money(&request.view.locale, sum)).unwrap_or_default()
}

/// What it costs as the form is filled in.
pub(in crate::sales) async fn costs(filled: Filled) -> Result<CostsView, Problem> {
    let Called { store, request, .. } = called::<Store, Open>()?;
    let form = Form::filled_in(FIELDS, &request, filled);
    let seen = seen(&store, &request).await?.ok_or(Failure::NotFound)?;
    let totals = country(&seen, &form).and_then(|country| priced(&request, &seen, &form, &country));
    let progress = progress::progress(&request, &seen, &form);
    Ok(CostsView { advice: form.advice(), progress, so_far: so_far(&request, &seen, totals), ..costs_view(&request, totals) })
}

/// What is bought, what it costs, and the buttons.
pub(super) fn summary(request: &Request, seen: &Seen, costs: Option<Totals>) -> AnyView {
    let language = request.language;
    let rows = seen.cart.lines.iter().map(|line| {
        let what = view! { {format!("{} × ", line.quantity.get())} {named(&line.product.name)} {crate::cart::remarks(request, line)} };
        view! { <tr><td>{what}</td><td class="number">{price::total(request, line)}</td></tr> }
    });
    let ordering = if may_place(request) {
        let texts =
            CostsTexts { update: t!(language, sales.update_totals).to_owned(), review: t!(language, sales.review_order).to_owned() };
        let (field, button) = (TOTAL.name.to_owned(), DO.name.to_owned());
        view! { <OrderSummary view=costs_view(request, costs) texts field button /> }.into_any()
    } else {
        view! {
            <table><tbody inner_html=costs_view(request, costs).sums></tbody></table>
            <p class="actions"><button class="button" name=DO.name value=REVIEW>{t!(language, sales.review_order)}</button></p>
            <p class="notice warning">{t!(language, sales.not_in_a_visit)}</p>
        }
        .into_any()
    };
    view! {
        <aside class="card summary" aria-labelledby="summary">
            <h2 id="summary">{t!(language, sales.summary)}</h2>
            <table><tbody>{rows.collect_view()}</tbody></table>
            <input type="hidden" name=CART.name value=seen.cart.cart.revision.to_string() />
            {ordering}
            <p><a href=request.href(CART_PAGE)>{t!(language, sales.edit_cart)}</a></p>
        </aside>
    }
    .into_any()
}
