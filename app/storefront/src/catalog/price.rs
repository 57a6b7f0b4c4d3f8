//! What a product costs, as it stands on pages: beside a price that is reduced the regular one, struck through.

use domain::{cart::PricedLine, catalog::price::Offer, money::Money};
use leptos::prelude::*;
use ui::{format::money, t, web::Request};

/// The price of one piece.
pub(crate) fn price(request: &Request, offer: &Offer) -> AnyView {
    told(request, offer.price, offer.regular)
}

/// The same, large, with labels that are seen.
pub(super) fn large(request: &Request, offer: &Offer) -> AnyView {
    view! { <p>{shown(request, offer.price, offer.regular, ("price large", "label"))}</p> }.into_any()
}

/// A price, and the regular one if that is another.
pub(crate) fn told(request: &Request, price: Money, regular: Money) -> AnyView {
    shown(request, price, regular, ("price", "hidden"))
}

/// What a line of the cart costs, and what it would at the regular price.
pub(crate) fn total(request: &Request, line: &PricedLine) -> AnyView {
    told(request, line.total, line.product.offer.regular.times(line.quantity.get()).unwrap_or(line.total))
}

fn shown(request: &Request, price: Money, regular: Money, (class, label): (&'static str, &'static str)) -> AnyView {
    let (language, shown) = (request.language, |sum| money(&request.view.locale, sum));
    if price == regular {
        return view! { <span class=class>{shown(price)}</span> }.into_any();
    }
    view! {
        <span class=format!("{class} reduced")>
            <span><span class=label>{t!(language, catalog.special_price)}</span> " " <ins>{shown(price)}</ins></span> " "
            <span><span class=label>{t!(language, catalog.regular_price)}</span> " " <del>{shown(regular)}</del></span>
        </span>
    }
    .into_any()
}

/// The lowest price of the thirty days before, where the shop tells it.
pub(crate) fn lowest(request: &Request, offer: &Offer) -> Option<AnyView> {
    let lowest = money(&request.view.locale, offer.lowest?);
    Some(view! { <span class="hint lowest">{t!(request.language, catalog.lowest_price, price = lowest)}</span> }.into_any())
}

/// What each costs of more pieces at once.
pub(super) fn steps(request: &Request, offer: &Offer) -> Option<AnyView> {
    let line = |(quantity, price): &(u32, Money)| {
        let (shown, saved) = (money(&request.view.locale, *price), offer.saved(*price));
        let text = match saved {
            0 => t!(request.language, catalog.buy_for, quantity = *quantity, price = shown),
            saved => t!(request.language, catalog.buy_and_save, quantity = *quantity, price = shown, percent = saved),
        };
        view! { <li>{text}</li> }
    };
    (!offer.steps.is_empty()).then(|| view! { <ul class="tiers">{offer.steps.iter().map(line).collect_view()}</ul> }.into_any())
}
