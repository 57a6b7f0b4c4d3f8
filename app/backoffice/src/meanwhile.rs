//! Who saved something while somebody else had its page open.

use domain::{caller::Proof, failure::Failure};
use store::{By, Revised, Saved};
use ui::{form::Form, web::Request};

/// A form that is shown again, with who saved what it is of meanwhile, where that is to be told.
pub(crate) async fn told<P: Proof>(by: &By<'_, P>, request: &Request, of: Revised, form: Form) -> Result<Form, Failure> {
    if !form.asks_who() {
        return Ok(form);
    }
    Ok(match by.saved(of).await? {
        Some(Saved { by, at }) => form.saved_by(by, request.time(at)),
        None => form,
    })
}
