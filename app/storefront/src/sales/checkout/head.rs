//! What the checkout begins with: how much is bought, and who a guest is.

use super::{super::costs::SO_FAR, DO, EMAIL, SIGN_IN, Seen, summary};
use crate::cart::lost_notice;
use domain::{caller::Who, sales::order::Totals};
use leptos::prelude::*;
use ui::{form::Form, format::number, t, web::Request};

/// What is not bought any more; and, where there is no room for the summary beside the form, how much is, and the way to it.
pub(super) fn glance(request: &Request, seen: &Seen, costs: Option<Totals>) -> AnyView {
    let (language, count) = (request.language, seen.cart.cart.count());
    let items = format!("{} {}", number(language, count.into()), t!(language, cart.items, count = count));
    let so_far = summary::so_far(request, seen, costs);
    let lost = seen.cart.has_lost.then(|| lost_notice(request));
    view! {
        {lost}
        <a class="glance" href="#summary"><span>{t!(language, sales.summary)} " · " {items}</span> " " <strong id=SO_FAR>{so_far}</strong></a>
    }
    .into_any()
}

/// Who a guest is; whoever has an account signs in.
pub(super) fn contact(request: &Request, form: &Form) -> Option<AnyView> {
    let language = request.language;
    matches!(request.caller.who(), Who::Guest { .. }).then(|| {
        let sign_in = Form::button(&DO, SIGN_IN, "link", t!(language, storefront.sign_in));
        view! {
            <section class="card">
                <h2>{t!(language, customers.account.contact)}</h2>
                {form.field(&EMAIL)}
                <p>{t!(language, sales.has_account)} " " {sign_in}</p>
            </section>
        }
        .into_any()
    })
}
