//! How the steps look.

use super::{
    super::checkout::{BILL_TO, CART, PAYMENT_METHOD, may_place, payment},
    DO, OF_PARCELS, Parcel, Step, Way,
};
use crate::{
    cart::{CART_PAGE, lost_notice, remarks},
    catalog::{delivery::arrival_of, price},
};
use domain::{
    money::Money,
    sales::methods::{PaymentMethod, ShippingMethod},
    stores::Language,
};
use leptos::prelude::*;
use ui::{
    address::written,
    form::{
        Form, Spec,
        address::{PERSON, PLACE},
    },
    format::money,
    named::named,
    sales::sums,
    t,
    web::Reply,
    words,
};

/// The steps, as they are counted.
fn progress(language: Language, at: Step) -> AnyView {
    let steps = [
        (Some(Step::Addresses), t!(language, sales.multishipping.select_addresses)),
        (Some(Step::Shipping), t!(language, sales.shipping_information)),
        (Some(Step::Billing), t!(language, sales.multishipping.billing_information)),
        (Some(Step::Review), t!(language, sales.multishipping.place)),
        (None, t!(language, sales.multishipping.success)),
    ];
    let at = if at == Step::NewAddress { Step::Addresses } else { at };
    let steps = steps.into_iter().map(|(step, label)| view! { <li aria-current=(step == Some(at)).then_some("step")>{label}</li> });
    view! { <ol class="progress" aria-label=t!(language, sales.multishipping.progress)>{steps.collect_view()}</ol> }.into_any()
}

fn title(language: Language, step: Step) -> &'static str {
    match step {
        Step::Addresses => t!(language, sales.multishipping.ship_to_title),
        Step::NewAddress => t!(language, sales.multishipping.create),
        Step::Shipping => t!(language, sales.multishipping.select_method),
        Step::Billing => t!(language, sales.multishipping.billing_information),
        Step::Review => t!(language, sales.review_order),
    }
}

impl Way<'_> {
    pub(super) async fn page(&self, step: Step) -> Reply {
        // Before anything can be sent, there must be somewhere to send it.
        let step = if self.seen.book.entries.is_empty() { Step::NewAddress } else { step };
        let (request, language) = (self.request, self.request.language);
        let title = title(language, step);
        let page = crate::layout::page(self.store, request, title, || {
            let body = match step {
                Step::Addresses => self.addresses_step(),
                Step::NewAddress => self.new_address_step(),
                Step::Shipping => self.shipping_step(),
                Step::Billing => self.billing_step(),
                Step::Review => self.review_step(),
            };
            let lost = self.seen.cart.has_lost.then(|| lost_notice(request));
            let fields = view! { {lost} {self.along(step)} {body} };
            view! { <h1>{title}</h1> {progress(language, step)} {self.form.post(request).class("sheet").around(fields)} }
        });
        page.await.status(self.form.status())
    }

    /// What was chosen and is not to be seen here.
    fn along(&self, step: Step) -> AnyView {
        let hidden = |spec: &Spec| {
            let value = self.form.value(spec).to_owned();
            (!value.is_empty()).then(|| view! { <input type="hidden" name=spec.name value=value /> })
        };
        let of_parcels = OF_PARCELS.iter().map(|of| {
            let said = (step != Step::Shipping).then(|| view! { {hidden(&of.method)} {hidden(&of.note)} });
            let total = (step == Step::Review).then(|| hidden(&of.total));
            view! { {hidden(&of.address)} {said} {total} }
        });
        let of_parcels = of_parcels.collect_view();
        let bill = (step != Step::Billing).then(|| view! { {hidden(&BILL_TO)} {hidden(&PAYMENT_METHOD)} });
        let rows = (step != Step::Addresses).then(|| self.rows_along());
        let revision = self.seen.cart.cart.revision.to_string();
        view! { <input type="hidden" name=CART.name value=revision /> {rows} {of_parcels} {bill} }.into_any()
    }

    fn new_address_step(&self) -> AnyView {
        let (language, form) = (self.request.language, &self.form);
        let back = (!self.seen.book.entries.is_empty())
            .then(|| Form::button(&DO, "addresses", "button", t!(language, sales.multishipping.back_to_addresses)));
        let to_cart = view! { <a href=self.request.href(CART_PAGE)>{t!(language, sales.multishipping.back_to_cart)}</a> };
        view! {
            <div class="card narrow">
                {form.fieldset(|l| t!(l, customers.account.contact), PERSON)}
                {form.fieldset(|l| t!(l, customers.address.address), PLACE)}
                <p class="actions">
                    {Form::button(&DO, "save", "button primary", t!(language, customers.address.save))}
                    {back} {to_cart}
                </p>
            </div>
        }
        .into_any()
    }

    /// What goes to each address, one below the other.
    fn each(&self, of: impl Fn(&Parcel) -> AnyView) -> AnyView {
        let (language, count) = (self.request.language, self.parcels.len());
        let cards = self.parcels.iter().zip(1_usize..).map(|(parcel, n)| {
            let title = t!(language, sales.multishipping.address_of, n = n, count = count);
            let id = format!("parcel-{n}");
            view! { <section class="card" aria-labelledby=id.clone()><h2 id=id.clone()>{title}</h2> {of(parcel)}</section> }
        });
        cards.collect_view().into_any()
    }

    fn shipping_step(&self) -> AnyView {
        let language = self.request.language;
        // What Enter presses.
        let on = view! { <button class="hidden" tabindex="-1" aria-hidden="true" name=DO.name value="billing"></button> };
        view! {
            {on}
            {self.each(|parcel| self.shipped(parcel))}
            <p class="actions">
                {Form::button(&DO, "billing", "button primary", t!(language, sales.multishipping.to_billing))}
                {Form::button(&DO, "addresses", "button", t!(language, sales.multishipping.back_to_addresses))}
            </p>
        }
        .into_any()
    }

    /// When it arrives there. What is not there yet is counted for all addresses together.
    fn arrival(&self, parcel: &Parcel) -> Option<AnyView> {
        let all = self.seen.cart.lines.iter();
        let there = all.filter(|line| parcel.cart.lines.iter().any(|sent| sent.product.id == line.product.id));
        let days = arrival_of(self.request, there);
        days.map(|days| view! { <span class="hint">{days}</span> }.into_any())
    }

    /// How it goes to an address, and what is said of it.
    fn shipped(&self, parcel: &Parcel) -> AnyView {
        let (request, language) = (self.request, self.request.language);
        let back = |label: &'static str| Form::button(&DO, "addresses", "link", label);
        let options = parcel.offered.iter().map(|(method, price)| {
            let price = money(&request.view.locale, *price);
            let label = view! { {words::shipping_method(language, method)} " " <span class="price">{price}</span> {self.arrival(parcel)} };
            (method.code().to_owned(), label.into_any())
        });
        let methods = if parcel.offered.is_empty() {
            view! { <p class="notice warning">{t!(language, sales.multishipping.no_quotes)}</p> }.into_any()
        } else {
            self.form.radios(&parcel.of.method, options.collect())
        };
        view! {
            <div class="columns">
                <div>
                    <h3>{t!(language, sales.multishipping.shipping_to)}</h3>
                    {written(language, &parcel.address)}
                    {back(t!(language, sales.multishipping.change))}
                </div>
                <div>{methods}</div>
            </div>
            <h3>{t!(language, sales.multishipping.items)}</h3>
            {self.items(parcel)}
            <p>{back(t!(language, sales.multishipping.edit_items))}</p>
            {self.form.field(&parcel.of.note)}
        }
        .into_any()
    }

    /// What goes there and, once that is known, what it costs.
    fn items(&self, parcel: &Parcel) -> AnyView {
        let (language, locale) = (self.request.language, &self.request.view.locale);
        let rows = parcel.cart.lines.iter().map(|line| {
            let pieces = format!("{} × ", line.quantity.get());
            let what = view! { {pieces} {named(&line.product.name)} {remarks(self.request, line)} };
            view! { <tr><td>{what}</td><td class="number">{price::total(self.request, line)}</td></tr> }
        });
        let known = parcel.costs.as_ref().and_then(|(_, totals)| sums(language, totals).ok()).unwrap_or_default();
        let sum = |(label, sum, class): (&'static str, Money, &'static str)| {
            let label = if class == "total" { t!(language, sales.multishipping.total_here) } else { label };
            view! { <tr class=class><th scope="row">{label}</th><td class="number">{money(locale, sum)}</td></tr> }
        };
        let foot = (!known.is_empty()).then(|| view! { <tfoot>{known.into_iter().map(sum).collect_view()}</tfoot> });
        view! { <table><tbody>{rows.collect_view()}</tbody>{foot}</table> }.into_any()
    }

    fn billing_step(&self) -> AnyView {
        let (request, language) = (self.request, self.request.language);
        let options = self.address_options().into_iter().map(|(id, told)| (id, told.into_any()));
        view! {
            <section class="card">{self.form.radios(&BILL_TO, options.collect())}</section>
            <section class="card">{payment(request, &self.seen, &self.form)}</section>
            <p class="actions">
                {Form::button(&DO, "review", "button primary", t!(language, sales.multishipping.to_review))}
                {Form::button(&DO, "shipping", "button", t!(language, sales.multishipping.back_to_shipping))}
            </p>
        }
        .into_any()
    }

    fn review_step(&self) -> AnyView {
        let (request, language) = (self.request, self.request.language);
        let billing = self.billing().map(|address| written(language, address));
        let pays = PaymentMethod::from_code(self.form.value(&PAYMENT_METHOD)).map(|method| words::payment_method(language, method));
        let place = if may_place(request) {
            Form::button(&DO, "place", "button primary", t!(language, sales.place_order))
        } else {
            view! { <p class="notice warning">{t!(language, sales.not_in_a_visit)}</p> }.into_any()
        };
        view! {
            <section class="card" aria-labelledby="billing">
                <h2 id="billing">{t!(language, sales.multishipping.billing_information)}</h2>
                <div class="columns">
                    <div><h3>{t!(language, sales.billing_address)}</h3>{billing}</div>
                    <div><h3>{t!(language, sales.payment_method_title)}</h3><p>{pays}</p></div>
                </div>
            </section>
            {self.each(|parcel| self.reviewed(parcel))}
            <p class="total">{t!(language, sales.grand_total)} ": " <strong>{self.grand()}</strong></p>
            <p class="actions">
                {place}
                {Form::button(&DO, "billing", "button", t!(language, sales.multishipping.back_to_billing))}
            </p>
        }
        .into_any()
    }

    fn reviewed(&self, parcel: &Parcel) -> AnyView {
        let language = self.request.language;
        let method = ShippingMethod::from_code(self.form.value(&parcel.of.method)).map(|method| words::shipping_method(language, method));
        let note = self.form.value(&parcel.of.note).to_owned();
        let note = (!note.is_empty()).then(|| view! { <h3>{t!(language, sales.multishipping.note)}</h3> <p class="text">{note}</p> });
        view! {
            <div class="columns">
                <div><h3>{t!(language, sales.multishipping.shipping_to)}</h3>{written(language, &parcel.address)}</div>
                <div><h3>{t!(language, sales.shipping_method_title)}</h3><p>{method} " " {self.arrival(parcel)}</p></div>
            </div>
            <h3>{t!(language, sales.multishipping.items)}</h3>
            {self.items(parcel)}
            {note}
        }
        .into_any()
    }

    /// What all of it costs, if that can be expressed.
    fn grand(&self) -> Option<String> {
        let mut totals = self.parcels.iter().map(|parcel| parcel.costs.as_ref()?.1.grand().ok());
        let first = totals.next()??;
        let all = totals.try_fold(first, |sum, next| sum.plus(next?).ok())?;
        Some(money(&self.request.view.locale, all))
    }
}
