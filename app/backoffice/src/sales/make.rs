//! Making an invoice, a shipment or a credit memo of an order: pieces of its lines are chosen, and what the document says beside.

use super::{
    INVOICE, email, grid,
    made_of::{Of, at_invoice},
    of_kind,
};
use crate::{
    layout, meanwhile,
    sheet::{Head, guarded},
};
use domain::{
    caller::Permit,
    cart::MOST_LINES,
    failure::Failure,
    ids::DocumentId,
    money::Money,
    sales::{
        document::{Chosen, Kind, OfInvoice, Place, Track},
        order::{Line, Order},
    },
    text::{Flaw, lines, optional_line, whole},
};
use leptos::prelude::*;
use std::sync::LazyLock;
use store::{Making, Noted, Refused, Revised, Store, StoreError};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot, Spec},
    format::{money, signs},
    named::{isolated, named},
    notice::Notice,
    sales::document_sums,
    t,
    web::{Reply, Request},
};

/// How many pieces of each line, and whether they go back into the stock.
struct OfLines {
    pieces: Vec<Field<u32>>,
    restock: Vec<Field<bool>>,
}

/// The most of one line: an order has no more.
const MOST: u32 = 9_999;

/// Of a carrier's name, and of a parcel's number.
pub(super) const TRACK_LETTERS: usize = 60;

/// Made once, for as long as the program runs.
static OF_LINES: LazyLock<OfLines> = LazyLock::new(|| OfLines {
    pieces: (0..MOST_LINES)
        .map(|n| Field::number(format!("pieces-{n}").leak(), |l| t!(l, cart.quantity), |text| whole(text, 0, MOST)).example("0"))
        .collect(),
    restock: (0..MOST_LINES).map(|n| Field::check_box(format!("restock-{n}").leak(), |l| t!(l, sales.restock))).collect(),
});

/// What is wrong with all of it: it stands at no field.
static WHOLE: Field<String> = Field::button("document", |text| Ok(text.to_owned()));
static COMMENT: Field<String> = Field::text_area(
    "comment",
    |l| t!(l, sales.comment),
    |text| if text.trim().is_empty() { Ok(String::new()) } else { lines(text, 1_000) },
)
.optional();
static CARRIER: Field<String> = Field::line("carrier", |l| t!(l, sales.carrier), |text| optional_line(text, TRACK_LETTERS))
    .hint(|l| t!(l, sales.carrier_hint))
    .optional();
static NUMBER: Field<String> =
    Field::line("tracking_number", |l| t!(l, sales.tracking_number), |text| optional_line(text, TRACK_LETTERS)).optional();
const fn amount(name: &'static str, label: ui::form::Words) -> Field<String> {
    Field::line(name, label, |text| optional_line(text, 20)).example("0").optional()
}
static SHIPPING: Field<String> = amount("refund_shipping", |l| t!(l, sales.refund_shipping));
static ADJUSTMENT: Field<String> = amount("adjustment_refund", |l| t!(l, sales.adjustment_refund));
static FEE: Field<String> = amount("adjustment_fee", |l| t!(l, sales.adjustment_fee));

/// What the button that was pressed asks for: only to say what it comes to, or all of it.
static DO: Field<String> = Field::button("do", |text| Ok(text.to_owned()));
const UPDATE: &str = "update";

const TRACK: Group = &[&CARRIER.spec, &NUMBER.spec];
const AMOUNTS: Group = &[&SHIPPING.spec, &ADJUSTMENT.spec, &FEE.spec];
static APPEND: Field<bool> = Field::check_box("append_comments", |l| t!(l, sales.append_comments));
static EMAIL: Field<bool> = Field::check_box("email_copy", |_| "");
const NOTE: Group = &[&COMMENT.spec];
const MAILED: Group = &[&APPEND.spec, &EMAIL.spec];

static FORMS: LazyLock<[(Kind, Fields); 3]> = LazyLock::new(|| {
    let pieces = || OF_LINES.pieces.iter().map(|field| &field.spec).chain([&WHOLE.spec, &DO.spec]);
    let of = |specs: Vec<&'static Spec>, more: &[Group]| -> Fields {
        let group: Group = specs.leak();
        let groups: Vec<Group> = [group].into_iter().chain(more.iter().copied()).collect();
        groups.leak()
    };
    let restock = OF_LINES.restock.iter().map(|field| &field.spec);
    [
        (Kind::Invoice, of(pieces().collect(), &[NOTE, MAILED])),
        (Kind::Shipment, of(pieces().collect(), &[TRACK, NOTE, MAILED])),
        (Kind::Creditmemo, of(pieces().chain(restock).collect(), &[AMOUNTS, NOTE, MAILED])),
    ]
});

pub(super) fn fields(kind: Kind) -> Fields {
    FORMS.iter().find(|(of, _)| *of == kind).map(|(_, fields)| *fields).unwrap_or_default()
}

pub(super) async fn show<R: Making>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let of = Of::read(&store, &request, &permit).await?;
    if !of.is_possible() {
        return Ok(Reply::see_other(format!("{}/{}", grid::PATH, of.order.id)).notice(Notice::OrderNotPossible));
    }
    // All that is left: what is wanted most of the time, and what it comes to if nothing is changed.
    let usual = Chosen {
        pieces: (0..of.order.lines.len()).map(|n| of.open(n)).collect(),
        shipping: (R::KIND == Kind::Creditmemo).then_some(of.left.shipping),
        ..Chosen::default()
    };
    let mut form = Form::of(fields(R::KIND), &request, Snapshot::new(of.order.changes()));
    for (pieces, field) in usual.pieces.iter().zip(&OF_LINES.pieces) {
        form = form.filled(field, pieces.to_string());
    }
    if let Some(shipping) = usual.shipping {
        form = form.filled(&SHIPPING, shipping.written(signs(request.language)));
    }
    Ok(page(&store, &request, &of, form, Some(&usual)))
}

pub(super) async fn make<R: Making>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let of = Of::read(&store, &request, &permit).await?;
    let order = &of.order;
    let mut form = Form::read(fields(R::KIND), &request);
    let seen = form.seen().ok_or(Failure::Malformed)?;
    form.over(order.changes())?;
    form = meanwhile::told(&by, &request, Revised::Order(order.id), form).await?;
    let (chosen, noted) = (chosen(&request, &of, &mut form), noted(&mut form));
    if let (Some(chosen), Some(noted), true) = (&chosen, &noted, form.is_late())
        && let Some(id) = by.made_before(order, seen, chosen, noted).await?
    {
        return Ok(made(&request, R::KIND, order, id));
    }
    if form.is_late() && !of.is_possible() {
        // Nothing of what was typed is lost, and the page says what the order is like by now.
        form.flaw(&WHOLE, Flaw::NotPossible);
        return Ok(page(&store, &request, &of, form, None).status(Failure::Stale.status()));
    }
    if let (Some(chosen), true, true) = (&chosen, form.is_clean(), form.value(&DO) == UPDATE) {
        match of.would_take(chosen) {
            Ok(_) => return Ok(page(&store, &request, &of, form, Some(chosen))),
            Err((place, flaw)) => wrong(&mut form, place, flaw),
        }
        let status = form.status();
        return Ok(page(&store, &request, &of, form, None).status(status));
    }
    if let (Some(chosen), Some(noted), true) = (chosen, noted, form.is_clean()) {
        match by.make_document(order.id, order.changes(), &chosen, &noted).await {
            Ok(id) => return Ok(made(&request, R::KIND, order, id)),
            Err(Refused::Wrong((place, flaw))) => wrong(&mut form, place, flaw),
            // By the same form, maybe, a moment ago.
            Err(Refused::Store(StoreError::Stale)) => {
                let (by_now, _) = by.order(order.id).await?;
                let before = by.made_before(&by_now, seen, &chosen, &noted).await?;
                return before.map(|id| made(&request, R::KIND, order, id)).ok_or(Failure::Stale);
            }
            Err(Refused::Store(error)) => return Err(error.into()),
        }
    }
    let status = form.status();
    Ok(page(&store, &request, &of, form, None).status(status))
}

/// To what was made, as far as its maker may see it.
fn made(request: &Request, kind: Kind, order: &Order, id: DocumentId) -> Reply {
    let of = of_kind(kind);
    let there = if request.caller.holds(of.seen_by) { format!("{}/{id}", of.path) } else { format!("{}/{}", grid::PATH, order.id) };
    Reply::see_other(there).notice(of.made)
}

/// What was chosen; `None` if something of it cannot be read, which is remembered.
fn chosen(request: &Request, of: &Of, form: &mut Form) -> Option<Chosen> {
    let (count, currency) = (of.order.lines.len(), of.order.paid.currency());
    let pieces: Vec<Option<u32>> = OF_LINES.pieces.iter().take(count).map(|field| form.get(field)).collect();
    let restock = OF_LINES.restock.iter().take(count).map(|field| form.is_filled(field)).collect();
    let mut amount = |field: &Field<String>| {
        let typed = form.get(field)?;
        if typed.is_empty() {
            return Some(None);
        }
        match Money::read(&typed, currency, signs(request.language)) {
            Ok(sum) => Some(Some(sum)),
            Err(flaw) => {
                form.flaw(field, flaw);
                None
            }
        }
    };
    let (shipping, adjustment, fee) = (amount(&SHIPPING), amount(&ADJUSTMENT), amount(&FEE));
    let pieces = pieces.into_iter().collect::<Option<_>>()?;
    let invoice = of.invoice.as_ref().map(|invoice| invoice.id);
    Some(Chosen { pieces, invoice, restock, shipping: shipping?, adjustment: adjustment?, fee: fee? })
}

fn noted(form: &mut Form) -> Option<Noted> {
    let (carrier, number, comment) = (form.get(&CARRIER), form.get(&NUMBER), form.get(&COMMENT));
    let track = Track { carrier: carrier?, number: number? };
    let tracks = match (track.carrier.is_empty(), track.number.is_empty()) {
        (true, true) => Vec::new(),
        (false, false) => vec![track],
        (is_empty, _) => {
            form.flaw(if is_empty { &CARRIER } else { &NUMBER }, Flaw::HalfATrack);
            return None;
        }
    };
    Some(Noted { tracks, comment: comment?, mails: form.is_filled(&EMAIL), mails_comment: form.is_filled(&APPEND) })
}

/// What a rule says, at the field that it is about.
fn wrong(form: &mut Form, place: Place, flaw: Flaw) {
    match place {
        Place::Line(n) => match OF_LINES.pieces.get(n) {
            Some(field) => form.flaw(field, flaw),
            None => form.flaw(&WHOLE, flaw),
        },
        Place::Shipping => form.flaw(&SHIPPING, flaw),
        Place::Pieces | Place::Total => form.flaw(&WHOLE, flaw),
    }
}

/// What it comes to, before it is made; and the button that says it anew.
fn totals(request: &Request, of: &Of, chosen: Option<&Chosen>) -> Option<AnyView> {
    if of.kind == Kind::Shipment {
        return None;
    }
    let language = request.language;
    let taken = chosen.and_then(|chosen| of.would_take(chosen).ok());
    let sums = taken.and_then(|taken| document_sums(language, of.kind, &taken, of.order.totals.include_tax).ok()).unwrap_or_default();
    let rows = sums.into_iter().map(|(label, sum, class)| {
        view! { <tr class=class><th scope="row">{label}</th><td class="number">{money(language.tag(), sum)}</td></tr> }
    });
    let rows: Vec<_> = rows.collect();
    let title = t!(language, sales.document_totals);
    let table = (!rows.is_empty()).then(|| view! { <h2>{title}</h2> <table><tbody>{rows}</tbody></table> });
    Some(
        view! {
            <section class="card narrow" id="totals">
                {table}
                <p><button class="button" name=DO.spec.name value=UPDATE>{t!(language, sales.update_quantities)}</button></p>
            </section>
        }
        .into_any(),
    )
}

fn page(store: &Store, request: &Request, of: &Of, form: Form, chosen: Option<&Chosen>) -> Reply {
    let (language, kind, order) = (request.language, of.kind, &of.order);
    let in_currency =
        |form: Form, spec: &'static Spec| form.labelled(spec, format!("{} ({})", (spec.label)(language), order.paid.currency().code()));
    let form = AMOUNTS.iter().fold(form, |form, spec| in_currency(form, spec));
    let words = of_kind(kind);
    let form = &form.labelled(&EMAIL.spec, (words.email_copy)(language).to_owned());
    let mailed = email::are_sent(store, order, kind.into()).then(|| form.group(MAILED));
    let of_order = format!("{}/{}", grid::PATH, order.id);
    let (title, back, here) = match &of.invoice {
        Some(OfInvoice { id, number, .. }) => {
            let sees_it = request.caller.holds(INVOICE.seen_by);
            let back = if sees_it { format!("{}/{id}", INVOICE.path) } else { of_order.clone() };
            (t!(language, sales.new_memo_for, number = number.as_str()), back, at_invoice(order.id, *id))
        }
        None => ((words.new)(language).to_owned(), of_order.clone(), request.here()),
    };
    layout::page(request, &title, || {
        let rows = order.lines.iter().enumerate().map(|(n, line)| row(request, of, n, line, form)).collect_view();
        let amounts = (kind == Kind::Creditmemo).then(|| {
            let left = money(language.tag(), of.left.total);
            view! {
                <section class="card">
                    <h2>{t!(language, sales.refund_totals)}</h2>
                    <p class="hint">{t!(language, sales.refundable, amount = left.as_str())}</p>
                    {form.group(AMOUNTS)}
                </section>
            }
            .into_any()
        });
        let track = (kind == Kind::Shipment).then(|| {
            view! {
                <section class="card"><h2>{t!(language, sales.shipping_information)}</h2>{form.group(TRACK)}</section>
            }
        });
        let totals = totals(request, of, chosen);
        let note = view! { <section class="card">{form.group(NOTE)} {mailed}</section> }.into_any();
        // Beside what it costs stands what can be given back besides, and where nothing can, what is said about it.
        let (beside, note) = if kind == Kind::Invoice { (Some(note), None) } else { (amounts, Some(note)) };
        let costs = totals.map(|totals| view! { <div class="columns">{beside} {totals}</div> });
        let restock = (kind == Kind::Creditmemo).then(|| view! { <th scope="col">{t!(language, sales.restock)}</th> });
        let fields = view! {
            <table class="stack brief">
                <thead><tr>
                    <th scope="col">{t!(language, cart.product)}</th>
                    <th scope="col">{t!(language, catalog.sku)}</th>
                    <th scope="col" class="number">{t!(language, cart.price)}</th>
                    <th scope="col">{t!(language, cart.quantity)}</th>
                    {restock}
                    <th scope="col">{(words.quantity)(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {track} {costs}
            {note}
            <p class="actions"><button class="button primary">{(words.submit)(language)}</button></p>
        };
        let number = t!(language, sales.order_number, number = order.number.as_str());
        let head = Head { title: title.clone().into_any(), scope: None, back: Some(back), acts: Vec::new(), save: None };
        view! {
            {head.show(request)}
            <p><a href=of_order.clone()>{number}</a></p>
            {guarded(request, form.post(request).at(here.clone()).class("sheet").guarded().around(fields))}
        }
    })
}

fn row(request: &Request, made_of: &Of, n: usize, of: &Line, form: &Form) -> AnyView {
    let (language, kind) = (request.language, made_of.kind);
    let (Some(field), Some(restock)) = (OF_LINES.pieces.get(n), OF_LINES.restock.get(n)) else { return ().into_any() };
    let left = made_of.open(n);
    let flaw = form.flaw_text(field);
    let flaw_id = flaw.as_ref().map(|_| format!("{}-flaw", field.name));
    let label = format!("{}: {}", (of_kind(kind).quantity)(language), isolated(&of.name));
    // Nothing is left of it: nothing is asked.
    let control = if left == 0 {
        view! { <input type="hidden" name=field.name value="0" /> "0" }.into_any()
    } else {
        view! {
            <input id=field.name name=field.name type="text" inputmode="numeric" autocomplete="off" value=form.value(field).to_owned()
                aria-label=label aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw_id.clone() />
        }
        .into_any()
    };
    let restock = (kind == Kind::Creditmemo).then(|| {
        let label = format!("{}: {}", t!(language, sales.restock), isolated(&of.name));
        let control = (left > 0).then(|| {
            view! {
                <input type="checkbox" name=restock.name value="1" aria-label=label checked=form.is_filled(restock) />
            }
        });
        view! { <td data-label=t!(language, sales.restock)>{control}</td> }
    });
    view! {
        <tr>
            <td>{named(&of.name)}</td>
            <td data-label=t!(language, catalog.sku)>{of.sku.clone()}</td>
            <td class="number" data-label=t!(language, cart.price)>{money(language.tag(), of.price)}</td>
            <td data-label=t!(language, cart.quantity)>{ui::sales::pieces(language, of)}</td>
            {restock}
            <td data-label=(of_kind(kind).quantity)(language)>
                {control}
                {flaw.map(|text| view! { <p class="flaw" id=flaw_id>{text}</p> })}
            </td>
        </tr>
    }
    .into_any()
}
