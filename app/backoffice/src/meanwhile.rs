//! Who saved something while somebody else had its page open.

use domain::{caller::Proof, failure::Failure};
use store::{By, Revised, Saved};
use ui::{form::Form, web::Request};

/// What was sent to do something with a thing, such as deleting it, held against the thing's revision by now. Where the page showed the thing as
/// it is no more, the form is late, and says who changed the thing: nothing is done, and the page comes again.
pub(crate) async fn over<P: Proof>(
    by: &By<'_, P>,
    request: &Request,
    of: Revised,
    (mut form, revision): (Form, i64),
) -> Result<Form, Failure> {
    form.over(revision)?;
    told(by, request, of, form).await
}

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
