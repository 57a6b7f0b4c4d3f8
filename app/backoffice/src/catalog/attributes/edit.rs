//! An attribute: new, or changed, for all or in a view. It holds as soon as it is saved.

use super::{
    PATH,
    fields::{
        LABEL, NEW_FIELDS, NEW_OPTIONS, PROPERTIES, REMOVE, STOREFRONT, blank, fields, of_choice, offered, read, read_new, snapshot,
        with_boxes,
    },
};
use crate::{
    audit::report::history,
    catalog::{In, address_in, choice},
    layout, meanwhile,
    sheet::{Head, deleting, guarded, titled},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::attribute::{Attribute, Choice},
    config::{Reach, Scope},
    failure::Failure,
    ids::AttributeId,
    stores::Shop,
};
use leptos::prelude::*;
use store::{Revised, Store, Usage};
use ui::{
    form::Form,
    format,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

/// An attribute as it is stored now, and the shop that has it.
pub(super) async fn attribute(
    store: &Store,
    request: &Request,
    permit: &Permit<right::ProductAttributes>,
) -> Result<(Attribute, Shop), Failure> {
    let (id, shop): (AttributeId, Shop) = (request.id("id")?, store.by(permit).attributes().await?);
    let of = shop.attributes.iter().find(|of| of.id == id).cloned().ok_or(Failure::NotFound)?;
    Ok((of, shop))
}

/// Where it is changed: who is not for all of the shop reads what stands for all.
fn asked(request: &Request, shop: &Shop) -> Result<In, Failure> {
    match request.query.get("scope").unwrap_or_default().parse() {
        Ok(Scope::Default) => Ok(None),
        Ok(Scope::View(view)) if request.caller.is_everywhere() && shop.stores.view(view).is_some() => Ok(Some(view)),
        Ok(Scope::View(_) | Scope::Website(_)) | Err(_) => Err(Failure::NotFound),
    }
}

pub(super) async fn show_new(_: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    Ok(new_page(&request, &blank(&request)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let mut form = Form::read(NEW_FIELDS, &request);
    if let Some(new) = read_new(&mut form) {
        match store.by(&permit).create_attribute(&new).await {
            // Where there are options to make, they are made there.
            Ok(id) => return Ok(Reply::see_other(format!("{PATH}/{id}")).notice(Notice::AttributeSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(new_page(&request, &form).status(form.status()))
}

fn new_page(request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.attributes.new);
    layout::page(request, title, || {
        let save = Some(t!(language, catalog.attributes.save));
        let head = Head { save, ..Head::of(title.into_any(), PATH) };
        let form = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card">{form.fieldset(|l| t!(l, catalog.attributes.properties), PROPERTIES)}</section>
            <section class="card">{form.fieldset(|l| t!(l, catalog.attributes.storefront), STOREFRONT)}</section>
        });
        guarded(request, form)
    })
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let (of, shop) = attribute(&store, &request, &permit).await?;
    let (view, usage) = (asked(&request, &shop)?, store.by(&permit).usage(&of).await?);
    let form = offered(&request, Form::of(fields(), &request, snapshot(&of, view)), &of, view);
    Ok(page(&request, &shop, (&of, &usage), view, &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let (of, shop) = attribute(&store, &request, &permit).await?;
    let (by, view) = (store.by(&permit), asked(&request, &shop)?);
    let sent = with_boxes(offered(&request, Form::read(fields(), &request), &of, view), &of, view);
    let mut form = meanwhile::told(&by, &request, Revised::Attribute(of.id), sent.onto(snapshot(&of, view))?).await?;
    if let Some(next) = read(&mut form, &of, view) {
        match by.save_attribute(&of, &next).await {
            Ok(()) => return Ok(Reply::see_other(address_in(&path(&of), view)).notice(Notice::AttributeSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let usage = by.usage(&of).await?;
    Ok(page(&request, &shop, (&of, &usage), view, &form).status(form.status()))
}

fn path(of: &Attribute) -> String {
    format!("{PATH}/{}", of.id)
}

fn page(request: &Request, shop: &Shop, (of, usage): (&Attribute, &Usage), view: In, form: &Form) -> Reply {
    let (language, may) = (request.language, request.caller.is_everywhere());
    let title = of.label.shown_in(view).to_owned();
    layout::page(request, &title.clone(), || {
        let scope = choice(request, &shop.stores, &path(of), view, &|view| may || view.is_none());
        let delete = (may && view.is_none()).then(|| deleting(format!("{}/delete", path(of)), t!(language, catalog.attributes.delete)));
        let head = Head {
            title: titled(t!(language, catalog.attributes.attribute), title),
            scope: Some(scope),
            back: Some(PATH.to_owned()),
            acts: vec![history(request, "attribute", of.id), delete],
            save: may.then(|| t!(language, catalog.attributes.save)),
        };
        let used = usage.products.map(|many| {
            let number = format::number(language, many);
            view! { <p class="hint">{t!(language, catalog.attributes.used_by, count = many, number = number).to_string()}</p> }
        });
        let storefront = view.is_none().then(|| {
            view! { <section class="card">{form.fieldset(|l| t!(l, catalog.attributes.storefront), STOREFRONT)}</section> }
        });
        let form = form.post(request).at(address_in(&path(of), view)).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card">
                <fieldset>
                    <legend>{t!(language, catalog.attributes.properties)}</legend>
                    <p>{t!(language, catalog.attributes.code)} ": " <code>{of.code.clone()}</code></p>
                    <p>{t!(language, catalog.attributes.input)} ": " {words::attribute_input(language, of.input)}</p>
                    {used}
                    {form.inheriting_field(&LABEL, words::reach(language, Reach::StoreView), None)}
                </fieldset>
            </section>
            {of.input.has_options().then(|| options(request, (of, usage), view, form))}
            {storefront}
        });
        guarded(request, form)
    })
}

/// Manage Options: what each is called, where it stands, and how many products have it; further ones are typed below.
fn options(request: &Request, (of, usage): (&Attribute, &Usage), view: In, form: &Form) -> AnyView {
    let (language, may) = (request.language, request.caller.is_everywhere() && view.is_none());
    let row = |choice: &Choice| {
        let (label, place) = of_choice(choice)?;
        let used = usage.options.get(&choice.number).map(|many| {
            let number = format::number(language, *many);
            view! { <span class="hint">{t!(language, catalog.attributes.products_of, count = *many, number = number).to_string()}</span> }
        });
        let (value, id) = (choice.number.to_string(), format!("remove-{}", choice.number));
        let ticked = form.values(&REMOVE).contains(&value);
        let name = choice.label.all.clone();
        let remove = may.then(|| {
            view! {
                <div class="field check">
                    <input id=id.clone() name=REMOVE.name type="checkbox" value=value checked=ticked />
                    <label for=id>{t!(language, catalog.attributes.remove_option, option = name)}</label>
                </div>
            }
        });
        Some(view! {
            <li>
                {form.inheriting_field(label, words::reach(language, Reach::StoreView), None)}
                {form.field(place)}
                <div>{used} {remove}</div>
            </li>
        })
    };
    let rows: Vec<_> = of.choices.iter().filter_map(row).collect();
    let none = rows.is_empty().then(|| view! { <p class="empty">{t!(language, catalog.attributes.no_options)}</p> });
    let hint = may.then(|| view! { <p class="hint">{t!(language, catalog.attributes.options_hint)}</p> });
    view! {
        <section class="card" id="options">
            <fieldset>
                <legend>{t!(language, catalog.attributes.options)}</legend>
                {hint}
                {none}
                <ol class="choices">{rows}</ol>
                {form.field(&NEW_OPTIONS)}
            </fieldset>
        </section>
    }
    .into_any()
}
