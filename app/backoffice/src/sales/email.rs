//! Sending the customer the mail of an order, or of a document, once more.

use super::{grid, of_kind};
use domain::{
    access::Resource,
    caller::{Permit, right},
    failure::Failure,
    ids::MailId,
    mail::About,
    sales::order::Order,
    text::Flaw,
};
use leptos::prelude::*;
use store::{Listing, Store};
use ui::{
    form::{Field, Fields, Form, Post},
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// Which mail the button sends: one for each time that it is shown.
static MAIL: Field<MailId> = Field::hidden("mail", |id| id.parse().map_err(|_| Flaw::NotAChoice));
pub(super) static FIELDS: Fields = &[&[&MAIL.spec]];

/// Whether customers who bought where this was bought are sent such mails.
pub(super) fn are_sent(store: &Store, order: &Order, about: About) -> bool {
    store.shop().view(order.view).is_some_and(|view| view.config.mails(about))
}

/// The button, for whoever may.
pub(super) fn button(store: &Store, request: &Request, order: &Order, about: About, path: String) -> Option<AnyView> {
    let may = request.caller.holds(Resource::OrdersEmail) && are_sent(store, order, about);
    may.then(|| {
        let label = t!(request.language, sales.send_email);
        let mail = Store::mail_to_be(request.now()).to_string();
        let fields = view! { <input type="hidden" name=MAIL.name value=mail /> <button class="button">{label}</button> };
        Post::to(request, path).class("inline").around(fields)
    })
}

/// The mail that the button named; whoever names none sends one of its own.
fn mail(request: &Request) -> MailId {
    Form::read(FIELDS, request).get(&MAIL).unwrap_or_else(|| Store::mail_to_be(request.now()))
}

pub(super) async fn order(store: Store, request: Request, permit: Permit<right::OrdersEmail>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    store.by(&permit).send_order_mail(id, mail(&request)).await?;
    Ok(Reply::see_other(format!("{}/{id}", grid::PATH)).notice(Notice::OrderMailSent))
}

/// Of what he does not see nobody sends anything.
pub(super) async fn document<R: Listing>(store: Store, request: Request, permit: Permit<right::OrdersEmail>) -> Result<Reply, Failure> {
    let (id, kind) = (request.id("id")?, of_kind(R::KIND));
    if !request.caller.holds(kind.seen_by) {
        return Err(Failure::Denied(kind.seen_by));
    }
    store.by(&permit).send_document_mail(R::KIND, id, mail(&request)).await?;
    Ok(Reply::see_other(format!("{}/{id}", kind.path)).notice(kind.mailed))
}
