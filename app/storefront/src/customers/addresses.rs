//! My Account > Address Book: the default addresses and all others, each added, changed and deleted.

use super::panel;
use domain::{
    address::{Address, AddressBook},
    caller::Acting,
    failure::Failure,
    ids::AddressId,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    address::{in_a_line, written},
    form::{
        Field, Fields, Form, Group, Snapshot,
        address::{PERSON, PLACE},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) const BOOK: &str = "/customer/address";

static BILLING: Field<bool> = Field::check_box("default_billing", |l| t!(l, customers.address.use_billing));
static SHIPPING: Field<bool> = Field::check_box("default_shipping", |l| t!(l, customers.address.use_shipping));
const DEFAULTS: Group = &[&BILLING.spec, &SHIPPING.spec];
pub(super) static FIELDS: Fields = &[PERSON, PLACE, DEFAULTS];

pub(super) async fn list(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let language = request.language;
    let title = t!(language, customers.address.title);
    Ok(panel::page(&store, &request, title, || {
        view! {
            <div class="heading">
                <h1>{title}</h1>
                <a class="button primary" href=request.href(&format!("{BOOK}/new"))>{t!(language, customers.address.add)}</a>
            </div>
            <h2>{t!(language, customers.address.defaults)}</h2>
            {defaults(&request, &book)}
            <h2>{t!(language, customers.address.additional)}</h2>
            {others(&request, &book)}
        }
    })
    .await)
}

/// The default addresses, beside each other.
pub(super) fn defaults(request: &Request, book: &AddressBook) -> AnyView {
    let language = request.language;
    let default = |id: Option<AddressId>, title: &'static str, change: &'static str, none: &'static str| {
        let shown = id.and_then(|id| book.get(id).map(|address| (id, address)));
        let body = match shown {
            Some((id, address)) => {
                let href = request.href(&format!("{BOOK}/{id}"));
                view! { {written(language, address)} <p class="actions"><a class="button" href=href>{change}</a></p> }.into_any()
            }
            None => view! { <p>{none}</p> }.into_any(),
        };
        view! { <section class="card"><h3>{title}</h3>{body}</section> }
    };
    let billing = default(
        book.billing,
        t!(language, customers.address.default_billing),
        t!(language, customers.address.change_billing),
        t!(language, customers.address.no_billing),
    );
    let shipping = default(
        book.shipping,
        t!(language, customers.address.default_shipping),
        t!(language, customers.address.change_shipping),
        t!(language, customers.address.no_shipping),
    );
    view! { <div class="columns">{billing} {shipping}</div> }.into_any()
}

/// Those that are no default.
fn others(request: &Request, book: &AddressBook) -> AnyView {
    let language = request.language;
    let others = book.entries.iter().filter(|(id, _)| !book.is_default(*id));
    let cards = others.map(|(id, address)| {
        let href = request.href(&format!("{BOOK}/{id}"));
        let name = in_a_line(language, address);
        view! {
            <li class="card">
                {written(language, address)}
                <p class="actions">
                    <a class="button" href=href.clone() aria-label=t!(language, customers.address.edit_of, name = name.as_str())>
                        {t!(language, customers.account.edit)}
                    </a>
                    <a class="button" href=format!("{href}/delete") aria-label=t!(language, customers.address.delete_of, name = name.as_str())>
                        {t!(language, customers.address.delete)}
                    </a>
                </p>
            </li>
        }
    });
    let cards: Vec<_> = cards.collect();
    if cards.is_empty() {
        return view! { <p class="empty">{t!(language, customers.address.no_others)}</p> }.into_any();
    }
    view! { <ul class="columns plain">{cards}</ul> }.into_any()
}

/// What a form of an address shows: all of it, and what it is the default for.
fn stored(book: &AddressBook, id: AddressId, address: &Address) -> Snapshot {
    let defaults = |of: Option<AddressId>| of == Some(id);
    let shown = Snapshot::new(book.revision).with_address(address);
    shown.ticked(&BILLING, defaults(book.billing)).ticked(&SHIPPING, defaults(book.shipping))
}

pub(super) async fn show_new(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let by = store.by(&acting);
    let (book, customer) = (by.address_book().await?, by.account().await?);
    let form = Form::new(FIELDS, &request).named(&customer.first_name, &customer.last_name).in_country(&request.view.region);
    Ok(page(&store, &request, &book, None, &form).await)
}

pub(super) async fn create(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let form = Form::read(FIELDS, &request);
    saved(&store, &request, &acting, &book, None, form).await
}

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let id = request.id("id")?;
    let address = book.get(id).ok_or(Failure::NotFound)?;
    let form = Form::of(FIELDS, &request, stored(&book, id, address));
    Ok(page(&store, &request, &book, Some(id), &locked(form, &book, id)).await)
}

pub(super) async fn save(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let id = request.id("id")?;
    let address = book.get(id).ok_or(Failure::NotFound)?;
    let form = locked(Form::read(FIELDS, &request), &book, id).onto(stored(&book, id, address))?;
    saved(&store, &request, &acting, &book, Some(id), form).await
}

/// What is the default stays so until another is.
fn locked(form: Form, book: &AddressBook, id: AddressId) -> Form {
    let form = if book.billing == Some(id) { form.without(&BILLING) } else { form };
    if book.shipping == Some(id) { form.without(&SHIPPING) } else { form }
}

async fn saved(
    store: &Store,
    request: &Request,
    acting: &Acting,
    book: &AddressBook,
    id: Option<AddressId>,
    mut form: Form,
) -> Result<Reply, Failure> {
    let (address, billing, shipping) = (form.address(), form.is_filled(&BILLING), form.is_filled(&SHIPPING));
    if let (Some(address), true) = (address, form.is_clean()) {
        match store.by(acting).save_address(book, id, address, (billing, shipping)).await {
            Ok(()) => return Ok(Reply::see_other(request.href(BOOK)).notice(Notice::AddressSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(store, request, book, id, &form).await.status(form.status()))
}

async fn page(store: &Store, request: &Request, book: &AddressBook, id: Option<AddressId>, form: &Form) -> Reply {
    let language = request.language;
    let title = if id.is_some() { t!(language, customers.address.edit) } else { t!(language, customers.address.add) };
    let is = |default: Option<AddressId>, text: &'static str| (id.is_some() && default == id).then(|| view! { <p class="hint">{text}</p> });
    let billing = is(book.billing, t!(language, customers.address.is_billing));
    let shipping = is(book.shipping, t!(language, customers.address.is_shipping));
    panel::page(store, request, title, || {
        let fields = view! {
            {form.fieldset(|l| t!(l, customers.account.contact), PERSON)}
            {form.fieldset(|l| t!(l, customers.address.address), PLACE)}
            {form.group(DEFAULTS)} {billing} {shipping}
            <p class="actions">
                <button class="button primary">{t!(language, customers.address.save)}</button>
                <a class="button" href=request.href(BOOK)>{t!(language, common.form.back)}</a>
            </p>
        };
        view! { <h1>{title}</h1> {form.post(request).class("card narrow").around(fields)} }
    })
    .await
}

pub(super) async fn ask(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let id = request.id("id")?;
    let address = book.get(id).ok_or(Failure::NotFound)?;
    let form = Form::of(&[], &request, Snapshot::new(book.revision));
    Ok(asking(&store, &request, address, &form).await)
}

pub(super) async fn delete(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let book = store.by(&acting).address_book().await?;
    let id = request.id("id")?;
    let address = book.get(id).ok_or(Failure::NotFound)?;
    let mut form = Form::read(&[], &request);
    form.over(book.revision)?;
    if form.is_clean() {
        match store.by(&acting).delete_address(&book, id).await {
            Ok(()) => return Ok(Reply::see_other(request.href(BOOK)).notice(Notice::AddressDeleted)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(asking(&store, &request, address, &form).await.status(form.status()))
}

async fn asking(store: &Store, request: &Request, address: &Address, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.address.delete);
    panel::page(store, request, title, || {
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                <p>{t!(language, customers.address.delete_ask)}</p>
                {written(language, address)}
                {form.post(request).around(view! {
                    <p class="actions">
                        <button class="button danger">{t!(language, customers.address.delete)}</button>
                        <a class="button" href=request.href(BOOK)>{t!(language, common.form.cancel)}</a>
                    </p>
                })}
            </section>
        }
    })
    .await
}
