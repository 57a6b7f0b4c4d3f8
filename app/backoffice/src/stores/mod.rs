//! Stores > Settings > All Stores: websites, stores and store views.

mod delete;
mod grid;
mod group;
mod view;
mod website;

use crate::{
    Endpoint,
    sheet::{Head, deleting, guarded, reset},
};
use domain::{
    money::{Currency, IntoEnumIterator},
    stores::{Code, Language, Name, position},
    text::Flaw,
};
use leptos::prelude::*;
use ui::{
    endpoint::{InAVisit, permit},
    form::{Field, Form, Group},
    format, t,
    web::Request,
};

pub(crate) use grid::ALL_STORES;

/// Where all of them are listed.
pub(crate) const ALL: &str = "/admin/stores";

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(ALL, permit(), no, grid::show),
        Endpoint::page("/admin/stores/websites/new", permit(), no, website::show_new),
        Endpoint::form("/admin/stores/websites/new", permit(), no, website::FIELDS, website::create),
        Endpoint::page("/admin/stores/websites/{id}", permit(), no, website::show),
        Endpoint::form("/admin/stores/websites/{id}", permit(), no, website::FIELDS, website::save),
        Endpoint::page("/admin/stores/websites/{id}/delete", permit(), no, delete::ask_website),
        Endpoint::form("/admin/stores/websites/{id}/delete", permit(), no, &[], delete::website),
        Endpoint::page("/admin/stores/stores/new", permit(), no, group::show_new),
        Endpoint::form("/admin/stores/stores/new", permit(), no, group::FIELDS, group::create),
        Endpoint::page("/admin/stores/stores/{id}", permit(), no, group::show),
        Endpoint::form("/admin/stores/stores/{id}", permit(), no, group::FIELDS, group::save),
        Endpoint::page("/admin/stores/stores/{id}/delete", permit(), no, delete::ask_group),
        Endpoint::form("/admin/stores/stores/{id}/delete", permit(), no, &[], delete::group),
        Endpoint::page("/admin/stores/views/new", permit(), no, view::show_new),
        Endpoint::form("/admin/stores/views/new", permit(), no, view::FIELDS, view::create),
        Endpoint::page("/admin/stores/views/{id}", permit(), no, view::show),
        Endpoint::form("/admin/stores/views/{id}", permit(), no, view::FIELDS, view::save),
        Endpoint::page("/admin/stores/views/{id}/delete", permit(), no, delete::ask_view),
        Endpoint::form("/admin/stores/views/{id}/delete", permit(), no, &[], delete::view),
    ]
}

static NAME: Field<Name> = Field::line("name", |l| t!(l, stores.name), Name::parse);
static CODE: Field<Code> = Field::line("code", |l| t!(l, stores.code), Code::parse).hint(|l| t!(l, stores.code_hint)).example("example");
static POSITION: Field<i64> = Field::number("sort_order", |l| t!(l, stores.sort_order), position).optional();
static CURRENCY: Field<Currency> =
    Field::choice("currency", |l| t!(l, stores.currency), currencies, |code| Currency::from_code(code).ok_or(Flaw::NotAChoice))
        .example("USD");

fn currencies(language: Language) -> Vec<(String, String)> {
    // What no country pays with is gold, a fund, or for tests.
    let paid = Currency::iter().filter(|currency| !currency.used_by().is_empty());
    let named = |currency: Currency| format::currency(language, currency.code()).unwrap_or_else(|| currency.name().to_owned());
    paid.map(|currency| (currency.code().to_owned(), format!("{} – {}", currency.code(), named(currency)))).collect()
}

/// A form of one of them: its title, its buttons, its fields.
struct Sheet<'a> {
    title: AnyView,
    legend: &'static str,
    group: Group,
    form: &'a Form,
    /// What happened to it, if it is there.
    history: Option<AnyView>,
    /// Where it is deleted, if it is there and may be.
    delete: Option<(String, &'static str)>,
    save: &'static str,
    note: Option<&'static str>,
}

fn sheet(request: &Request, sheet: Sheet<'_>) -> AnyView {
    let Sheet { title, legend, group, form, history, delete, save, note } = sheet;
    let head = Head {
        acts: vec![history, delete.map(|(href, label)| deleting(href, label)), Some(reset(request))],
        save: Some(save),
        ..Head::of(title, ALL)
    };
    let form = form.post(request).class("sheet").guarded().around(view! {
        {head.show(request)}
        <section class="card">
            {note.map(|text| view! { <p class="notice warning">{text}</p> })}
            <fieldset><legend>{legend}</legend>{form.group(group)}</fieldset>
        </section>
    });
    guarded(request, form)
}
