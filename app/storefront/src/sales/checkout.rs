//! The checkout: one page, which works without scripts. It costs what its summary says: whoever places an order of which it said
//! something else, or nothing yet, sees what it costs and places it then.

mod head;
mod progress;
mod signing_in;
mod summary;

pub(super) use self::summary::costs;

use super::{costs::PROGRESS, success};
use crate::{cart::CART_PAGE, catalog::delivery::arrival_of};
use domain::{
    address::{Address, AddressBook, Country},
    cart::PricedCart,
    customers::Email,
    failure::Failure,
    money::Money,
    sales::{
        checkout::{payment_methods, quote, shipping_methods},
        methods::{PaymentMethod, ShippingMethod},
        order::Totals,
    },
    text::{Flaw, line},
};
use leptos::prelude::*;
use store::{Checkout, Parcel, Store, StoreError};
use ui::{
    address::in_a_line,
    endpoint::Open,
    form::{
        Field, Fields, Form, Group, Spec,
        address::{PERSON, PLACE, billing},
        groups,
    },
    format::money,
    notice::Notice,
    sales::instructions,
    t, table,
    web::{Reply, Request},
    words,
};

pub(crate) const CHECKOUT: &str = "/checkout";

/// Another address than those that are known; for the bill, the same as it is sent to.
const NEW: &str = "new";
const SAME: &str = "same";
/// The first button: it only says what it costs. See [`super::costs::OrderSummary`].
const REVIEW: &str = "review";
const PLACE_ORDER: &str = "place";
/// Whoever has an account signs in, and what he has typed waits for him.
const SIGN_IN: &str = "sign_in";

const fn chosen(name: &'static str, label: ui::form::Words, example: &'static str) -> Field<String> {
    Field::choice(name, label, |_| Vec::new(), |text| line(text, 40)).example(example)
}

pub(super) fn method<M>(text: &str, of: impl Fn(&str) -> Option<M>) -> Result<M, Flaw> {
    if text.is_empty() { Err(Flaw::Required) } else { of(text).ok_or(Flaw::NotAChoice) }
}

static EMAIL: Field<Email> = groups::EMAIL.autocomplete("email").hint(|l| t!(l, sales.email_hint));
static SHIP_TO: Field<String> = chosen("ship_to", |l| t!(l, sales.shipping_address), NEW);
pub(super) static BILL_TO: Field<String> = chosen("bill_to", |l| t!(l, sales.billing_address), SAME);
static KEEP: Field<bool> = Field::check_box("save_in_address_book", |l| t!(l, sales.save_address));
static SHIPPING_METHOD: Field<ShippingMethod> =
    Field::choice("shipping_method", |l| t!(l, sales.shipping_methods), |_| Vec::new(), |text| method(text, ShippingMethod::from_code))
        .example("flatrate");
pub(super) static PAYMENT_METHOD: Field<PaymentMethod> =
    Field::choice("payment_method", |l| t!(l, sales.payment_method_title), |_| Vec::new(), |text| method(text, PaymentMethod::from_code))
        .example("checkmo");
/// What the page said that it costs; nothing, if it did not know yet.
static TOTAL: Field<Option<Money>> = Field::hidden("total", |text| Ok(Money::from_coded(text))).example("USD 19.00");
/// The revision of the cart that the page showed.
pub(super) static CART: Field<i64> = Field::hidden("cart", |text| text.parse().map_err(|_| Flaw::NotANumber)).example("1");
static DO: Field<String> = Field::button("do", |text| line(text, 10)).example(PLACE_ORDER);

const METHODS: Group = &[&SHIPPING_METHOD.spec, &PAYMENT_METHOD.spec];
const AROUND: Group = &[&EMAIL.spec, &SHIP_TO.spec, &BILL_TO.spec, &KEEP.spec, &TOTAL.spec, &CART.spec, &DO.spec];
pub(super) static FIELDS: Fields = &[AROUND, PERSON, PLACE, METHODS, billing::PERSON, billing::PLACE];

/// What the page is about.
pub(super) struct Seen {
    pub(super) cart: PricedCart,
    pub(super) book: AddressBook,
    offered: Vec<(ShippingMethod, Money)>,
    pub(super) payments: Vec<PaymentMethod>,
}

pub(super) async fn seen(store: &Store, request: &Request) -> Result<Option<Seen>, Failure> {
    let Some((cart, book)) = store.to_check_out(&request.caller, &request.view).await? else { return Ok(None) };
    let offered = shipping_methods(&request.config, &request.view, &cart).map_err(|_| Failure::Internal)?;
    Ok(Some(Seen { offered, payments: payment_methods(&request.config), cart, book }))
}

/// Whether what was in the cart at this revision, which is another by now, was ordered: it is the same order.
pub(super) async fn is_sent_again(store: &Store, request: &Request, seen: Option<&Seen>, revision: i64) -> Result<bool, Failure> {
    let is_as_shown = seen.is_some_and(|seen| seen.cart.cart.revision == revision);
    Ok(!is_as_shown && store.is_ordered(&request.caller, revision).await?)
}

/// Back to the cart, where there is nothing to buy, or not like this; and to what was ordered, where that is why there is nothing.
pub(super) async fn elsewhere(store: &Store, request: &Request, seen: Option<&Seen>) -> Result<Option<Reply>, Failure> {
    let to = |path: &str| Ok(Some(Reply::see_other(request.href(path))));
    match seen {
        // Gone back to, or opened once more.
        None => to(if store.is_just_ordered(&request.caller).await? { success::PATH } else { CART_PAGE }),
        Some(seen) if !seen.cart.is_available() => to(CART_PAGE),
        Some(_) if request.caller.acting().is_err() && !request.config.allows_guest_checkout() => {
            let sign_in = table::address(&request.href("/customer/account/login"), &[("back", &request.here())]);
            Ok(Some(Reply::see_other(sign_in).notice(Notice::CheckoutNeedsSignIn)))
        }
        Some(_) => Ok(None),
    }
}

/// Whether whoever asks may place orders at all. What one would cost is told to everybody.
pub(super) fn may_place(request: &Request) -> bool {
    !request.is_visit() || request.config.places_orders_in_visits()
}

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let seen = seen(&store, &request).await?;
    if let Some(reply) = elsewhere(&store, &request, seen.as_ref()).await? {
        return Ok(reply);
    }
    let Some(seen) = seen else { return Err(Failure::NotFound) };
    let mut form = Form::new(FIELDS, &request).in_country(&request.view.region);
    if let Ok(acting) = request.caller.acting() {
        let customer = store.by(&acting).account().await?;
        form = form.named(&customer.first_name, &customer.last_name);
    }
    let code = |id: domain::ids::AddressId| id.to_string();
    let shipping = seen.book.shipping.or_else(|| seen.book.entries.first().map(|(id, _)| *id));
    let billing = seen.book.billing.filter(|id| Some(*id) != shipping);
    form = form
        .filled(&SHIP_TO, shipping.map_or_else(|| NEW.to_owned(), code))
        .filled(&BILL_TO, billing.map_or_else(|| SAME.to_owned(), code));
    if let Some((first, _)) = seen.offered.first() {
        form = form.filled(&SHIPPING_METHOD, first.code());
    }
    if let [only] = seen.payments.as_slice() {
        form = form.filled(&PAYMENT_METHOD, only.code());
    }
    let totals = country(&seen, &form).and_then(|country| priced(&request, &seen, &form, &country));
    Ok(page(&store, &request, &seen, &form, totals).await)
}

/// Where it goes, as far as that decides what it costs.
fn country(seen: &Seen, form: &Form) -> Option<Country> {
    match form.value(&SHIP_TO) {
        NEW | "" => form.country(),
        id => id.parse().ok().and_then(|id| seen.book.get(id)).map(|address| address.country.clone()),
    }
}

/// What it costs, delivered there.
fn priced(request: &Request, seen: &Seen, form: &Form, country: &Country) -> Option<Totals> {
    let method = ShippingMethod::from_code(form.value(&SHIPPING_METHOD))?;
    let (_, price) = seen.offered.iter().find(|(offered, _)| *offered == method)?;
    quote(&seen.cart, &request.config, country, *price).map(|(_, totals)| totals).ok()
}

/// The address that was chosen, if there still is such a one: another is never taken in its place.
fn known(seen: &Seen, form: &mut Form, of: &'static Field<String>) -> Option<Address> {
    let known = form.value(of).parse().ok().and_then(|id| seen.book.get(id)).cloned();
    if known.is_none() {
        form.flaw(of, Flaw::NotAChoice);
    }
    known
}

/// Where it goes: a known address, or the one that was typed.
fn shipping(seen: &Seen, form: &mut Form) -> Option<Address> {
    match form.value(&SHIP_TO) {
        NEW | "" => form.address(),
        _ => known(seen, form, &SHIP_TO),
    }
}

/// Who is billed.
fn billed(seen: &Seen, form: &mut Form, shipping: Option<&Address>) -> Option<Address> {
    match form.value(&BILL_TO) {
        NEW => billing::read(form),
        // The flaws of the one address are told once.
        SAME | "" => shipping.cloned(),
        _ => known(seen, form, &BILL_TO),
    }
}

pub(super) async fn place(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    // Whatever else is asked for only tells what it costs.
    let places = form.value(&DO) == PLACE_ORDER;
    if places && !may_place(&request) {
        return Err(Failure::NotWhileAssisting);
    }
    if form.value(&DO) == SIGN_IN {
        return signing_in::begun(&store, &request, form).await;
    }
    let revision = form.get(&CART).ok_or(Failure::Malformed)?;
    let seen = seen(&store, &request).await?;
    if is_sent_again(&store, &request, seen.as_ref(), revision).await? {
        return Ok(Reply::see_other(request.href(success::PATH)));
    }
    if let Some(reply) = elsewhere(&store, &request, seen.as_ref()).await? {
        return Ok(reply);
    }
    let Some(seen) = seen else { return Err(Failure::NotFound) };
    let is_guest = request.caller.acting().is_err();
    let email = if is_guest { form.get(&EMAIL) } else { None };
    let shipping = shipping(&seen, &mut form);
    let billing = billed(&seen, &mut form, shipping.as_ref());
    let by = form.get(&SHIPPING_METHOD);
    // What it costs does not depend on how it is paid.
    let pays = if !places && !form.is_filled(&PAYMENT_METHOD) { None } else { form.get(&PAYMENT_METHOD) };
    if by.is_some_and(|by| seen.offered.iter().all(|(offered, _)| *offered != by)) {
        form.flaw(&SHIPPING_METHOD, Flaw::NotAChoice);
    }
    if pays.is_some_and(|pays| !seen.payments.contains(&pays)) {
        form.flaw(&PAYMENT_METHOD, Flaw::NotAChoice);
    }
    let totals = country(&seen, &form).and_then(|country| priced(&request, &seen, &form, &country));
    if !places {
        return Ok(page(&store, &request, &seen, &form, totals).await.status(form.status()));
    }
    let grand = totals.and_then(|totals| totals.grand().ok());
    if grand.is_some_and(|grand| grand.minor() > Money::MOST) {
        form.flaw(&TOTAL, Flaw::TooMuchMoney);
    }
    if let (Some(grand), true) = (grand, form.is_clean())
        && form.get(&TOTAL).flatten() != Some(grand)
    {
        form.flaw(&TOTAL, Flaw::TotalChanged);
    }
    if let (Some(shipping), Some(billing), Some(shipping_method), Some(payment_method), Some(total), true) =
        (shipping, billing, by, pays, grand, form.is_clean())
    {
        let keeps = form.is_filled(&KEEP).then(|| shipping.clone());
        let parcel = Parcel { pieces: seen.cart.cart.lines.clone(), shipping, shipping_method, total, note: String::new() };
        let wanted = Checkout { revision, email, billing, payment_method, parcels: vec![parcel], keeps };
        match store.place_orders(&request.caller, &request.view, &wanted).await {
            Ok(()) => return Ok(Reply::see_other(request.href(success::PATH))),
            // The cart says which line it is.
            Err(StoreError::Invalid(_, Flaw::OutOfStock | Flaw::NotAvailable)) => {
                return Ok(Reply::see_other(request.href(CART_PAGE)));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, &seen, &form, totals).await.status(form.status()))
}

async fn page(store: &Store, request: &Request, seen: &Seen, form: &Form, costs: Option<Totals>) -> Reply {
    let language = request.language;
    let title = t!(language, sales.checkout);
    crate::layout::page(store, request, title, || {
        // Whoever presses Enter in a field presses the first button: it only says what it costs.
        let fields = view! {
            <button class="hidden" tabindex="-1" aria-hidden="true" name=DO.name value=REVIEW></button>
            {head::glance(request, seen, costs)}
            <div class="sections">
                {head::contact(request, form)}
                {to(request, seen, form)}
                <section class="card">{delivery(request, seen, form)}</section>
                <section class="card">{payment(request, seen, form)}</section>
                {bill(request, seen, form)}
            </div>
            {summary::summary(request, seen, costs)}
        };
        let progress = may_place(request).then(|| view! { <div id=PROGRESS inner_html=progress::progress(request, seen, form)></div> });
        view! {
            <h1>{title}</h1>
            {progress}
            {form.post(request).class("checkout").keeping().around(fields)}
        }
    })
    .await
}

/// Addresses that are known, and the fields of another one, which are shown while that is chosen.
fn addresses(
    request: &Request,
    seen: &Seen,
    form: &Form,
    spec: &'static Spec,
    first: Option<(&str, &'static str)>,
    fields: AnyView,
) -> AnyView {
    let language = request.language;
    let first = first.map(|(value, label)| (value.to_owned(), view! { {label} }.into_any()));
    let known = seen.book.entries.iter().map(|(id, address)| (id.to_string(), in_a_line(language, address).into_any()));
    let new = (NEW.to_owned(), view! { {t!(language, customers.address.add)} }.into_any());
    let options: Vec<(String, AnyView)> = first.into_iter().chain(known).chain([new]).collect();
    if options.len() == 1 {
        return view! { <h2>{(spec.label)(language)}</h2> {fields} }.into_any();
    }
    view! { {form.radios(spec, options)} <div class="another">{fields}</div> }.into_any()
}

fn to(request: &Request, seen: &Seen, form: &Form) -> AnyView {
    let keep = request.caller.acting().is_ok().then(|| form.field(&KEEP));
    let fields = view! { {form.group(PERSON)} {form.group(PLACE)} {keep} }.into_any();
    view! { <section class="card addresses">{addresses(request, seen, form, &SHIP_TO, None, fields)}</section> }.into_any()
}

fn bill(request: &Request, seen: &Seen, form: &Form) -> AnyView {
    let same = (SAME, t!(request.language, sales.same_address));
    let fields = view! { {form.group(billing::PERSON)} {form.group(billing::PLACE)} }.into_any();
    view! { <section class="card addresses">{addresses(request, seen, form, &BILL_TO, Some(same), fields)}</section> }.into_any()
}

fn delivery(request: &Request, seen: &Seen, form: &Form) -> AnyView {
    let language = request.language;
    if seen.offered.is_empty() {
        return view! { <h2>{t!(language, sales.shipping_methods)}</h2> <p class="notice warning">{t!(language, sales.no_quotes)}</p> }
            .into_any();
    }
    let arrival = arrival_of(request, seen.cart.lines.iter());
    let options = seen.offered.iter().map(|(method, price)| {
        let price = money(&request.view.locale, *price);
        let arrival = arrival.clone().map(|days| view! { <span class="hint">{days}</span> });
        let label = view! { {words::shipping_method(language, method)} " " <span class="price">{price}</span> {arrival} };
        (method.code().to_owned(), label.into_any())
    });
    form.radios(&SHIPPING_METHOD, options.collect())
}

pub(super) fn payment(request: &Request, seen: &Seen, form: &Form) -> AnyView {
    let language = request.language;
    if seen.payments.is_empty() {
        return view! { <h2>{t!(language, sales.payment_method_title)}</h2> <p class="notice warning">{t!(language, sales.no_payment)}</p> }.into_any();
    }
    let options = seen.payments.iter().map(|method| {
        let about = instructions(language, &request.config, *method);
        let label = view! { {words::payment_method(language, method)} <span class="hint">{about}</span> };
        (method.code().to_owned(), label.into_any())
    });
    form.radios(&PAYMENT_METHOD, options.collect())
}
