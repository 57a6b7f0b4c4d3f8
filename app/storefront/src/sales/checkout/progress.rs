//! How far the checkout is filled in: its parts in the order of the page, and the first that cannot be sent as it is.

use super::{EMAIL, PAYMENT_METHOD, SHIPPING_METHOD, Seen, billed, shipping};
use leptos::prelude::*;
use ui::{form::Form, render::html, t, web::Request};

/// The parts, as markup. A copy of the form is read: what is not filled in yet is not wrong.
pub(super) fn progress(request: &Request, seen: &Seen, form: &Form) -> String {
    let (language, mut form) = (request.language, form.clone());
    let is_known = request.caller.acting().is_ok() || form.get(&EMAIL).is_some();
    let shipping = shipping(seen, &mut form);
    let is_billed = billed(seen, &mut form, shipping.as_ref()).is_some();
    let goes = form.get(&SHIPPING_METHOD).is_some_and(|by| seen.offered.iter().any(|(offered, _)| *offered == by));
    let pays = form.get(&PAYMENT_METHOD).is_some_and(|pays| seen.payments.contains(&pays));
    let parts = [
        (is_known && shipping.is_some(), t!(language, sales.shipping_address)),
        (goes, t!(language, sales.shipping_methods)),
        (pays, t!(language, sales.payment_method_title)),
        (is_billed, t!(language, sales.billing_address)),
        (false, t!(language, sales.place_order)),
    ];
    // What was chosen beforehand is not done before whatever comes first.
    let next = parts.iter().take_while(|(is_filled, _)| *is_filled).count();
    let parts = parts.into_iter().enumerate().map(|(n, (_, label))| {
        let is_done = n < next;
        let done = is_done.then(|| view! { " " <span class="hidden">{t!(language, sales.filled_in)}</span> });
        view! { <li aria-current=(n == next).then_some("step") data-done=is_done.then_some("")>{label} {done}</li> }
    });
    html(|| view! { <ol class="progress" aria-label=t!(language, sales.multishipping.progress)>{parts.collect_view()}</ol> })
}
