//! What both halves show of an order: its lines, what it costs, how it is delivered and paid.

use crate::{
    address,
    format::money,
    named::named,
    shown::{Mood, badge},
    t, words,
};
use domain::{
    config::Config,
    money::{Money, NotASum},
    sales::{
        Taxed,
        document::{Document, Kind, Part, Taken, Track},
        methods::PaymentMethod,
        order::{Line, Order, Totals},
        progress::State,
    },
    stores::Language,
};
use leptos::prelude::*;

/// How far an order is, by how that is to be taken.
pub fn state(language: Language, state: State) -> AnyView {
    let mood = match state {
        State::New => Mood::Waiting,
        State::Processing => Mood::Going,
        State::Complete => Mood::Good,
        State::Closed | State::Canceled => Mood::Over,
        State::Holded => Mood::Held,
    };
    badge(mood, words::order_state(language, state))
}

/// Rows of a table of sums, as they were shown when it was bought: with tax where prices include it.
fn totals(language: Language, locale: &str, totals: &Totals, columns: usize) -> AnyView {
    // What was ordered could be added up then.
    sums(language, totals)
        .unwrap_or_default()
        .into_iter()
        .map(|(label, sum, class)| {
            view! {
                <tr class=class><th scope="row" colspan=columns.to_string()>{label}</th><td class="number">{money(locale, sum)}</td></tr>
            }
        })
        .collect_view()
        .into_any()
}

/// What a cart or an order costs: the words, the sums, and how each stands out.
///
/// # Errors
/// A sum cannot be expressed.
pub fn sums(language: Language, totals: &Totals) -> Result<Vec<(&'static str, Money, &'static str)>, NotASum> {
    let mut sums = vec![
        (t!(language, sales.subtotal), totals.shown(totals.subtotal)?, ""),
        (t!(language, sales.shipping), totals.shown(totals.shipping)?, ""),
    ];
    let (tax, grand) = ((t!(language, sales.tax), totals.tax()?, ""), (t!(language, sales.grand_total), totals.grand()?, "total"));
    if totals.include_tax {
        sums.extend([grand, (t!(language, sales.includes_tax), tax.1, "quiet")]);
    } else {
        sums.extend([tax, grand]);
    }
    Ok(sums)
}

/// What was ordered, and what it costs. `name` shows what a line is of.
pub fn items(language: Language, locale: &str, order: &Order, name: impl Fn(&Line) -> AnyView) -> AnyView {
    let rows = order.lines.iter().map(|line| {
        let sum = line.shown(order.totals.include_tax).unwrap_or(line.sum.net);
        let of = pieces(language, line);
        view! {
            <tr>
                <td>{name(line)}</td>
                <td data-label=t!(language, catalog.sku)>{line.sku.clone()}</td>
                <td class="number" data-label=t!(language, cart.price)>{money(locale, line.price)} " " {original(language, locale, line)}</td>
                <td data-label=t!(language, cart.quantity)>{of}</td>
                <td class="number line-sum" data-label=t!(language, cart.subtotal)>{money(locale, sum)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack brief">
            <thead><tr>
                <th scope="col">{t!(language, cart.product)}</th>
                <th scope="col">{t!(language, catalog.sku)}</th>
                <th scope="col" class="number">{t!(language, cart.price)}</th>
                <th scope="col">{t!(language, cart.quantity)}</th>
                <th scope="col" class="number">{t!(language, cart.subtotal)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{totals(language, locale, &order.totals, 4)}</tfoot>
        </table>
    }
    .into_any()
}

/// What a piece would have cost otherwise, if that was another price.
fn original(language: Language, locale: &str, line: &Line) -> Option<AnyView> {
    let original = line.original.filter(|original| *original != line.price)?;
    let label = t!(language, catalog.regular_price);
    Some(view! { <span class="regular"><span class="hidden">{label}</span> <del>{money(locale, original)}</del></span> }.into_any())
}

/// What became of the pieces of a line.
pub fn pieces(language: Language, line: &Line) -> AnyView {
    let pieces = line.pieces;
    let of = [
        (pieces.ordered, t!(language, sales.ordered)),
        (pieces.invoiced, t!(language, sales.invoiced)),
        (pieces.shipped, t!(language, sales.shipped)),
        (pieces.canceled, t!(language, sales.canceled)),
        (pieces.refunded, t!(language, sales.refunded)),
    ];
    let of = of.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| view! { <span class="pieces">{what} " " {n}</span> });
    of.collect_view().into_any()
}

/// An invoice, a shipment or a credit memo: its pieces, and what they cost, with tax where the order's prices include it. What staff did
/// with the stock is not the customer's to know.
pub fn document(language: Language, locale: &str, shown: &Document, order: &Order, for_staff: bool) -> AnyView {
    let (costs, include_tax) = (shown.kind != Kind::Shipment, order.totals.include_tax);
    let price = |part: &Part| order.lines.iter().find(|line| line.product == part.product).map(|line| money(locale, line.price));
    let sum = |sum: Result<Money, NotASum>| sum.map(|sum| money(locale, sum)).unwrap_or_default();
    let as_shown = |of: Taxed| if include_tax { of.total() } else { Ok(of.net) };
    let rows = shown.taken.parts.iter().map(|part| {
        let restocked = (for_staff && part.restocked).then(|| view! { " " <span class="hint">{t!(language, sales.restocked)}</span> });
        let subtotal = costs.then(|| {
            view! {
                <td class="number line-sum" data-label=t!(language, cart.subtotal)>{sum(as_shown(part.sum))}</td>
            }
        });
        view! {
            <tr>
                <td>{named(&part.name)} {restocked}</td>
                <td data-label=t!(language, catalog.sku)>{part.sku.clone()}</td>
                {costs.then(|| view! { <td class="number" data-label=t!(language, cart.price)>{price(part)}</td> })}
                <td class="number" data-label=t!(language, cart.quantity)>{part.pieces}</td>
                {subtotal}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let head = |label: &'static str| costs.then(|| view! { <th scope="col" class="number">{label}</th> });
    // What was written down could be added up then.
    let sums = if costs { document_sums(language, shown.kind, &shown.taken, include_tax).unwrap_or_default() } else { Vec::new() };
    let sums = sums.into_iter().map(|(label, sum, class)| {
        view! { <tr class=class><th scope="row" colspan="4">{label}</th><td class="number">{money(locale, sum)}</td></tr> }
    });
    let sums: Vec<_> = sums.collect();
    let foot = (!sums.is_empty()).then(|| view! { <tfoot>{sums}</tfoot> });
    let tracks = shown.tracks.iter().map(|track| view! { <li>{track.carrier.clone()} ": " {tracking(track)}</li> });
    let tracks: Vec<_> = tracks.collect();
    // Staff have them in a table of their own.
    let tracks = (!tracks.is_empty() && !for_staff).then(|| view! { <p>{t!(language, sales.tracking_numbers)}</p> <ul>{tracks}</ul> });
    view! {
        {tracks}
        <table class="stack brief">
            <thead><tr>
                <th scope="col">{t!(language, cart.product)}</th>
                <th scope="col">{t!(language, catalog.sku)}</th>
                {head(t!(language, cart.price))}
                <th scope="col" class="number">{t!(language, cart.quantity)}</th>
                {head(t!(language, cart.subtotal))}
            </tr></thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
    .into_any()
}

/// A parcel's number, which leads to where its carrier tells how far it is, if that is known.
pub fn tracking(track: &Track) -> AnyView {
    let number = track.number.clone();
    match track.page() {
        Some(page) => view! { <a href=page rel="external">{number}</a> }.into_any(),
        None => number.into_any(),
    }
}

/// What a document costs: see [`sums`].
///
/// # Errors
/// A sum cannot be expressed.
pub fn document_sums(
    language: Language,
    kind: Kind,
    taken: &Taken,
    include_tax: bool,
) -> Result<Vec<(&'static str, Money, &'static str)>, NotASum> {
    let none = Money::new(0, taken.fee.currency());
    let parts = taken.parts.iter().try_fold(Taxed { net: none, tax: none }, |sum, part| sum.plus(part.sum))?;
    let totals = Totals { subtotal: parts, shipping: taken.shipping, include_tax };
    let mut sums =
        vec![(t!(language, sales.subtotal), totals.shown(parts)?, ""), (t!(language, sales.shipping), totals.shown(taken.shipping)?, "")];
    if kind == Kind::Creditmemo {
        // Most give back what was paid, and nothing else.
        let adjusted =
            [(t!(language, sales.adjustment_refund), taken.adjustment), (t!(language, sales.adjustment_fee), none.minus(taken.fee)?)];
        sums.extend(adjusted.into_iter().filter(|(_, sum)| *sum != none).map(|(label, sum)| (label, sum, "")));
    }
    let (tax, grand) = (taken.tax()?, (t!(language, sales.grand_total), taken.total()?, "total"));
    if include_tax {
        sums.extend([grand, (t!(language, sales.includes_tax), tax, "quiet")]);
    } else {
        sums.extend([(t!(language, sales.tax), tax, ""), grand]);
    }
    Ok(sums)
}

/// Where it goes, who is billed, how it is delivered and paid.
pub fn information(language: Language, order: &Order) -> AnyView {
    let card = |title: &'static str, body: AnyView| view! { <section class="card"><h3>{title}</h3>{body}</section> };
    let text = |text: &'static str| view! { <p>{text}</p> }.into_any();
    view! {
        <div class="columns four">
            {card(t!(language, sales.shipping_address), address::written(language, &order.shipping))}
            {card(t!(language, sales.shipping_method_title), text(words::shipping_method(language, order.shipping_method)))}
            {card(t!(language, sales.billing_address), address::written(language, &order.billing))}
            {card(t!(language, sales.payment_method_title), text(words::payment_method(language, order.payment_method)))}
        </div>
    }
    .into_any()
}

/// What a customer who pays like that is told, as it is set.
pub fn instructions(language: Language, config: &Config, method: PaymentMethod) -> String {
    words::own_text(language, config, method.instructions())
}
