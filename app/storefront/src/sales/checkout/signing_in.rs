//! A guest who has begun to fill in the checkout signs in, and finds again what he typed.

use super::{EMAIL, NEW, SHIP_TO, country, elsewhere, page, priced, seen};
use crate::customers::sign_in;
use domain::{caller::Who, failure::Failure};
use store::Store;
use ui::{
    form::Form,
    web::{Reply, Request},
};

/// To the sign-in; and from there, with what was typed: it is shown, and nothing is done.
pub(super) async fn begun(store: &Store, request: &Request, form: Form) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Guest { .. }) {
        return Ok(sign_in::on_the_way(store, request, form.value(&EMAIL)).await);
    }
    let seen = seen(store, request).await?;
    if let Some(reply) = elsewhere(store, request, seen.as_ref()).await? {
        return Ok(reply);
    }
    let Some(seen) = seen else { return Err(Failure::NotFound) };
    // A guest is not asked which of his addresses it is.
    let form = if form.is_filled(&SHIP_TO) { form } else { form.filled(&SHIP_TO, NEW) };
    let totals = country(&seen, &form).and_then(|country| priced(request, &seen, &form, &country));
    Ok(page(store, request, &seen, &form, totals).await)
}
