//! Check Out with Multiple Addresses: what is in the cart goes to several addresses, as an order for each. Its steps are pages at one
//! address, and what was chosen comes along in their form. Nothing is stored before it is ordered, so that whoever leaves finds his cart as
//! it was; only pieces that he himself adds or takes away on the way are changed in it. Each step asks again what the steps before it
//! asked, and leads back to where something is wrong.

mod addresses;
mod fields;
mod steps;

use super::{
    checkout::{self, BILL_TO, CART, PAYMENT_METHOD, Seen, may_place},
    success,
};
use crate::cart::CART_PAGE;
use addresses::{Sent, Typed, apply, is_applied, read};
use domain::{
    address::Address,
    caller::Acting,
    cart::PricedCart,
    customers::Customer,
    failure::Failure,
    ids::AddressId,
    money::Money,
    sales::{
        checkout::{quote, shipping_methods},
        methods::ShippingMethod,
        order::{Line, Totals},
        parcels::{parcels, rows},
    },
    text::Flaw,
};
pub(super) use fields::fields;
use fields::{DO, Do, OF_PARCELS, OfParcel, PIECES};
use leptos::prelude::*;
use store::{Checkout, Store, StoreError};
use ui::{
    form::{Form, Spec},
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/checkout/multishipping";

/// The pages, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Addresses,
    NewAddress,
    Shipping,
    Billing,
    Review,
}

/// What goes to one address, which fields of the form say how, and what it costs.
struct Parcel {
    id: AddressId,
    address: Address,
    cart: PricedCart,
    offered: Vec<(ShippingMethod, Money)>,
    of: &'static OfParcel,
    costs: Option<(Vec<Line>, Totals)>,
}

/// What the pages show.
struct Way<'a> {
    store: &'a Store,
    request: &'a Request,
    seen: Seen,
    form: Form,
    /// What goes where, as it was sent.
    typed: Vec<Typed>,
    parcels: Vec<Parcel>,
}

/// The way from the cart here, or why there is none.
pub(crate) fn link(request: &Request, cart: &PricedCart) -> Option<AnyView> {
    let (language, most, pieces) = (request.language, request.config.ships_to_several()?, cart.cart.count());
    if pieces > most {
        return Some(view! { <p class="hint">{t!(language, sales.multishipping.most, most = most)}</p> }.into_any());
    }
    let href = request.href(PATH);
    (pieces > 1).then(|| view! { <p class="actions"><a href=href>{t!(language, sales.multishipping.link)}</a></p> }.into_any())
}

/// Back to the cart, where nothing can be sent to several addresses.
async fn elsewhere(store: &Store, request: &Request, seen: Option<&Seen>) -> Result<Option<Reply>, Failure> {
    let most = request.config.ships_to_several();
    if seen.is_some_and(|seen| most.is_none_or(|most| seen.cart.cart.count() > most)) {
        return Ok(Some(Reply::see_other(request.href(CART_PAGE))));
    }
    checkout::elsewhere(store, request, seen).await
}

/// Where things go that nobody sent elsewhere; none, if the customer has no address yet.
fn usual(seen: &Seen) -> Option<AddressId> {
    seen.book.shipping.or_else(|| seen.book.entries.first().map(|(id, _)| *id))
}

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let seen = checkout::seen(&store, &request).await?;
    if let Some(reply) = elsewhere(&store, &request, seen.as_ref()).await? {
        return Ok(reply);
    }
    let Some(seen) = seen else { return Err(Failure::NotFound) };
    // Who has no address yet is asked for one first.
    let mut form = Form::new(fields(), &request);
    if seen.book.entries.is_empty() {
        form = to_himself(form, &store.by(&acting).account().await?, &request);
    }
    let mut way = Way { store: &store, request: &request, seen, form, typed: Vec::new(), parcels: Vec::new() };
    way.spread();
    Ok(way.page(Step::Addresses).await)
}

/// Most people send things to themselves.
fn to_himself(form: Form, customer: &Customer, request: &Request) -> Form {
    form.named(&customer.first_name, &customer.last_name).in_country(&request.view.region)
}

pub(super) async fn act(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let mut form = Form::read(fields(), &request);
    let (revision, asked) = (form.get(&CART).ok_or(Failure::Malformed)?, form.get(&DO).unwrap_or_default());
    if asked == Do::Place && !may_place(&request) {
        return Err(Failure::NotWhileAssisting);
    }
    let seen = checkout::seen(&store, &request).await?;
    if checkout::is_sent_again(&store, &request, seen.as_ref(), revision).await? {
        return Ok(Reply::see_other(request.href(success::PATH)));
    }
    if let Some(reply) = elsewhere(&store, &request, seen.as_ref()).await? {
        return Ok(reply);
    }
    let Some(seen) = seen else { return Err(Failure::NotFound) };
    let typed = addresses::typed(&request, asked);
    let mut way = Way { store: &store, request: &request, seen, form, typed, parcels: Vec::new() };
    if asked == Do::Enter || way.seen.book.entries.is_empty() && asked != Do::Save {
        let customer = store.by(&acting).account().await?;
        let form = std::mem::replace(&mut way.form, Form::new(fields(), &request));
        way.form = to_himself(form, &customer, &request);
        return Ok(way.page(Step::NewAddress).await);
    }
    if asked == Do::Save && !way.saves_address(&acting).await? {
        return Ok(way.page(Step::NewAddress).await);
    }
    if way.seen.cart.cart.revision != revision {
        way.form.flaw(&CART, Flaw::CartChanged);
        way.spread();
        return Ok(way.page(Step::Addresses).await);
    }
    way.goes_on(asked).await
}

impl Way<'_> {
    /// As far as it was asked, if nothing is wrong on the way there.
    async fn goes_on(mut self, asked: Do) -> Result<Reply, Failure> {
        if asked == Do::Save {
            return Ok(self.page(Step::Addresses).await);
        }
        let sent = read(&mut self.typed, &self.seen.book);
        // As it was left; and so is what comes back another way, for which nothing is to be done yet.
        if asked == Do::Addresses || !self.form.is_clean() {
            if sent.is_ok_and(|sent| is_applied(&self.seen.cart.cart, &sent)) {
                self.spread();
            }
            return Ok(self.page(Step::Addresses).await);
        }
        if let Some(refusal) = self.applied(asked, sent).await? {
            return Ok(refusal);
        }
        self.spread();
        if matches!(asked, Do::Update | Do::Remove(_)) {
            return Ok(self.page(Step::Addresses).await);
        }
        self.packs()?;
        if asked == Do::Shipping || !self.is_shipped() {
            return Ok(self.page(Step::Shipping).await);
        }
        if asked == Do::Billing || !self.is_billed() {
            self.suggests();
            return Ok(self.page(Step::Billing).await);
        }
        self.costs(asked == Do::Place);
        if asked == Do::Place && self.form.is_clean() {
            return self.places().await;
        }
        Ok(self.page(Step::Review).await)
    }

    /// The rows of the first page: each piece that is in the cart, and where it goes.
    fn spread(&mut self) {
        let Some(usual) = usual(&self.seen) else { return };
        let sent: Sent = self.typed.iter().filter_map(|typed| typed.row(&self.seen.book)).collect();
        self.typed = rows(&self.seen.cart.cart, &sent, usual).into_iter().map(Typed::of).collect();
    }

    /// Makes the cart what was typed, where that was asked; or answers why it is not.
    async fn applied(&mut self, asked: Do, sent: Result<Sent, (&'static Spec, Flaw)>) -> Result<Option<Reply>, Failure> {
        let sent = match sent {
            // The page did not say yet what goes where.
            Ok(_) if self.typed.is_empty() => return Ok(None),
            Ok(sent) if is_applied(&self.seen.cart.cart, &sent) => return Ok(None),
            // Whoever wants nothing of it any more removes it.
            Ok(sent) if !matches!(asked, Do::Remove(_)) && sent.iter().all(|row| row.pieces == 0) => {
                if let Some(first) = self.typed.first_mut() {
                    first.is_refused(Flaw::NothingChosen);
                }
                return Ok(Some(self.refused(&PIECES.spec, Flaw::NothingChosen).await));
            }
            Ok(sent) => sent,
            Err((field, flaw)) => return Ok(Some(self.refused(field, flaw).await)),
        };
        let changes = matches!(asked, Do::Update | Do::Remove(_) | Do::Shipping);
        let flaw = match self.request.config.ships_to_several() {
            Some(most) if sent.iter().fold(0_u32, |sum, row| sum.saturating_add(row.pieces)) > most => Some(Flaw::TooManyForSeveral(most)),
            Some(_) if changes => None,
            Some(_) | None => Some(Flaw::CartChanged),
        };
        if let Some(flaw) = flaw {
            self.form.flaw(&CART, flaw);
            return Ok(Some(self.page(Step::Addresses).await));
        }
        apply(self, &sent).await?;
        let seen = checkout::seen(self.store, self.request).await?;
        if let Some(reply) = elsewhere(self.store, self.request, seen.as_ref()).await? {
            return Ok(Some(reply));
        }
        if let Some(seen) = seen {
            self.seen = seen;
        }
        Ok(if self.form.is_clean() { None } else { Some(self.page(Step::Addresses).await) })
    }

    /// The rows of the first page again, of which something is wrong.
    async fn refused(&mut self, field: &'static Spec, flaw: Flaw) -> Reply {
        self.form.flaw(field, flaw);
        self.page(Step::Addresses).await
    }

    /// Adds what was typed to the address book, unless it is there; whether that is done.
    async fn saves_address(&mut self, acting: &Acting) -> Result<bool, Failure> {
        let Some(address) = self.form.address().filter(|_| self.form.is_clean()) else { return Ok(false) };
        // Sent once more, it is the same address.
        if self.seen.book.entries.iter().any(|(_, known)| *known == address) {
            return Ok(true);
        }
        if let Err(error) = self.store.by(acting).save_address(&self.seen.book, None, address, (false, false)).await {
            let form = std::mem::replace(&mut self.form, Form::new(fields(), self.request));
            self.form = form.refused(error)?;
            return Ok(false);
        }
        self.seen.book = self.store.by(acting).address_book().await?;
        if self.typed.is_empty() {
            self.spread();
        }
        Ok(true)
    }

    /// A parcel for each address, each with what was said of that address.
    fn packs(&mut self) -> Result<(), Failure> {
        let rows: Sent = self.typed.iter().filter_map(|typed| typed.row(&self.seen.book)).collect();
        for ((id, pieces), of) in parcels(&rows).into_iter().zip(OF_PARCELS.iter()) {
            let cart = self.seen.cart.part(pieces).map_err(|_| Failure::Internal)?;
            let offered = shipping_methods(&self.request.config, &self.request.view, &cart).map_err(|_| Failure::Internal)?;
            let address = self.seen.book.get(id).ok_or(Failure::Stale)?.clone();
            self.parcels.push(Parcel { id, address, cart, offered, of, costs: None });
        }
        let form = std::mem::replace(&mut self.form, Form::new(fields(), self.request));
        self.form = fields::arranged(form, &self.parcels);
        Ok(())
    }

    /// Whether it is said of each parcel how it goes.
    fn is_shipped(&mut self) -> bool {
        let form = &mut self.form;
        for Parcel { of, offered, .. } in &self.parcels {
            let (by, _) = (form.get(&of.method), form.get(&of.note));
            if by.is_some_and(|by| offered.iter().all(|(offered, _)| *offered != by)) {
                form.flaw(&of.method, Flaw::NotAChoice);
            }
        }
        form.is_clean()
    }

    /// Whether it is said who pays, and how.
    fn is_billed(&mut self) -> bool {
        let pays = self.form.get(&PAYMENT_METHOD);
        if pays.is_some_and(|pays| !self.seen.payments.contains(&pays)) {
            self.form.flaw(&PAYMENT_METHOD, Flaw::NotAChoice);
        }
        if self.billing().is_none() {
            self.form.flaw(&BILL_TO, Flaw::NotAChoice);
        }
        self.form.is_clean()
    }

    fn billing(&self) -> Option<&Address> {
        self.form.value(&BILL_TO).parse().ok().and_then(|id| self.seen.book.get(id))
    }

    /// What is probably chosen of the bill.
    fn suggests(&mut self) {
        let form = std::mem::replace(&mut self.form, Form::new(fields(), self.request));
        let billing = self.seen.book.billing.or_else(|| usual(&self.seen)).filter(|_| !form.is_filled(&BILL_TO));
        let form = match billing {
            Some(id) => form.filled(&BILL_TO, id.to_string()),
            None => form,
        };
        self.form = match self.seen.payments.as_slice() {
            [only] => form.filled(&PAYMENT_METHOD, only.code()),
            _ => form,
        };
    }

    /// What each parcel costs, which is what the page says from now on; `compares` it with what the page said before.
    fn costs(&mut self, compares: bool) {
        let mut form = std::mem::replace(&mut self.form, Form::new(fields(), self.request));
        for parcel in &mut self.parcels {
            let method = ShippingMethod::from_code(form.value(&parcel.of.method));
            let price = parcel.offered.iter().find(|(offered, _)| Some(*offered) == method).map(|(_, price)| *price);
            let quoted = price.map(|price| quote(&parcel.cart, &self.request.config, &parcel.address.country, price));
            parcel.costs = quoted.and_then(Result::ok);
            let grand = parcel.costs.as_ref().and_then(|(_, totals)| totals.grand().ok());
            if grand.is_none_or(|grand| grand.minor() > Money::MOST) {
                form.flaw(&CART, Flaw::TooMuchMoney);
            } else if compares && form.get(&parcel.of.total).flatten() != grand {
                form.flaw(&CART, Flaw::TotalChanged);
            }
            form = form.filled(&parcel.of.total, grand.map(Money::coded).unwrap_or_default());
        }
        self.form = form;
    }

    /// Places the orders, all of them or none.
    async fn places(mut self) -> Result<Reply, Failure> {
        let Some(wanted) = self.wanted() else { return Err(Failure::Malformed) };
        match self.store.place_orders(&self.request.caller, &self.request.view, &wanted).await {
            Ok(()) => Ok(Reply::see_other(self.request.href(success::PATH))),
            // The cart says which line it is.
            Err(StoreError::Invalid(_, Flaw::OutOfStock | Flaw::NotAvailable)) => Ok(Reply::see_other(self.request.href(CART_PAGE))),
            Err(error) => {
                self.form = self.form.refused(error)?;
                Ok(self.page(Step::Review).await)
            }
        }
    }

    fn wanted(&mut self) -> Option<Checkout> {
        let billing = self.billing()?.clone();
        let form = &mut self.form;
        let parcels = self.parcels.iter().map(|parcel| {
            Some(store::Parcel {
                pieces: parcel.cart.cart.lines.clone(),
                shipping: parcel.address.clone(),
                shipping_method: form.get(&parcel.of.method)?,
                total: form.get(&parcel.of.total)??,
                note: form.get(&parcel.of.note)?,
            })
        });
        let parcels = parcels.collect::<Option<_>>()?;
        let payment_method = form.get(&PAYMENT_METHOD)?;
        Some(Checkout { revision: self.seen.cart.cart.revision, email: None, billing, payment_method, parcels, keeps: None })
    }
}
