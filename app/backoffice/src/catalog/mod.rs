//! Catalog > Products, Categories, and Stores > Attributes: what stands for all store views, and what a view or a website has in place of it.

mod attribute_slots;
pub(crate) mod attributes;
mod categories;
mod category;
mod category_boxes;
pub(crate) mod category_place;
mod category_products;
mod mass;
mod mass_attributes;
mod meta;
mod pictures;
mod prices;
mod product;
mod product_attributes;
mod product_delete;
mod product_fields;
mod product_new;
pub(crate) mod products;
pub(crate) mod rules;

use crate::{
    Endpoint,
    scopes::Scopes,
    sheet::{Head, guarded, titled},
};
use domain::{
    access::Websites,
    catalog::{
        edit::{Description, Name, OwnTexts, Slug, Worded, may_edit},
        selling::url_key_of,
    },
    config::{Reach, Scope},
    failure::Failure,
    ids::{CategoryId, StoreViewId},
    money::Currency,
    stores::{Shop, Stores},
};
use leptos::prelude::*;
use ui::{
    endpoint::{InAVisit, permit},
    form::{Field, Form, Group, Inheriting, Snapshot},
    t,
    table::address,
    web::{Reply, Request},
    words,
};

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    let mut all = vec![
        Endpoint::page(products::PATH, permit(), no, products::show),
        Endpoint::page(product_new::NEW, permit(), no, product_new::show),
        Endpoint::form(product_new::NEW, permit(), no, product_fields::fields(), product_new::create),
        Endpoint::page(mass::ASKED, permit(), no, mass::ask),
        Endpoint::form(mass::ASKED, permit(), no, mass::fields(), mass::act),
        Endpoint::page(mass::MASSES, permit(), no, mass::show),
        Endpoint::form("/admin/catalog/products/actions/{id}/cancel", permit(), no, &[], mass::cancel),
        Endpoint::page("/admin/catalog/products/{id}", permit(), no, product::show),
        Endpoint::form("/admin/catalog/products/{id}", permit(), no, product_fields::fields(), product::save),
        Endpoint::page("/admin/catalog/products/{id}/delete", permit(), no, product_delete::ask),
        Endpoint::form("/admin/catalog/products/{id}/delete", permit(), no, &[], product_delete::delete),
        Endpoint::page("/admin/catalog/products/{id}/prices", permit(), no, prices::show),
        Endpoint::form("/admin/catalog/products/{id}/prices", permit(), no, prices::FIELDS, prices::save),
        Endpoint::page("/admin/catalog/products/{id}/prices/tiers", permit(), no, prices::show),
        Endpoint::form("/admin/catalog/products/{id}/prices/tiers", permit(), no, prices::TIER_FIELDS, prices::change_tiers),
        Endpoint::page(categories::PATH, permit(), no, categories::show),
        Endpoint::page(categories::NEW, permit(), no, category_place::show_new),
        Endpoint::form(categories::NEW, permit(), no, category_place::NEW_FIELDS, category_place::create),
        Endpoint::page("/admin/catalog/categories/{id}", permit(), no, category::show),
        Endpoint::form("/admin/catalog/categories/{id}", permit(), no, category::FIELDS, category::save),
        Endpoint::page("/admin/catalog/categories/{id}/products", permit(), no, category_products::show),
        Endpoint::form("/admin/catalog/categories/{id}/products", permit(), no, category_products::FIELDS, category_products::put),
        Endpoint::page("/admin/catalog/categories/{id}/move", permit(), no, category_place::ask_move),
        Endpoint::form("/admin/catalog/categories/{id}/move", permit(), no, category_place::MOVE_FIELDS, category_place::put),
        Endpoint::page("/admin/catalog/categories/{id}/delete", permit(), no, category_place::ask_delete),
        Endpoint::form("/admin/catalog/categories/{id}/delete", permit(), no, &[], category_place::delete),
    ];
    all.extend(attributes::endpoints());
    all.extend(pictures::endpoints());
    all.extend(rules::endpoints());
    all
}

static NAME: Inheriting<Name> =
    Inheriting::new(Field::line("name", |l| t!(l, catalog.name), Name::parse), "name-system", |l| t!(l, catalog.use_default));
static URL_KEY: Inheriting<Slug> =
    Inheriting::new(Field::line("url_key", |l| t!(l, catalog.url_key), Slug::parse).example("example"), "url_key-system", |l| {
        t!(l, catalog.use_default)
    });
static DESCRIPTION: Inheriting<Description> = Inheriting::new(
    Field::text_area("description", |l| t!(l, catalog.description), Description::parse).optional(),
    "description-system",
    |l| t!(l, catalog.use_default),
);
const TEXTS: Group =
    &[&NAME.value.spec, &NAME.system.spec, &URL_KEY.value.spec, &URL_KEY.system.spec, &DESCRIPTION.value.spec, &DESCRIPTION.system.spec];

/// Where something is made: its URL key may be left empty.
fn name_makes_url_key(request: &Request, form: Form) -> Form {
    let form = form.inheriting(&URL_KEY.value, String::new(), String::new());
    form.hinted(&URL_KEY.value, t!(request.language, catalog.made_of_name))
}

/// The URL key of what is made: what was typed, or else what its name makes.
fn new_url_key(form: &mut Form, name: Option<&Name>) -> Option<String> {
    let made = name.filter(|_| !form.is_filled(&URL_KEY.value)).map(|name| url_key_of(name.as_str()));
    match made.filter(|made| !made.is_empty()) {
        Some(made) => Some(made),
        // What would make it is missing: that is what is wrong.
        None if name.is_none() && !form.is_filled(&URL_KEY.value) => None,
        None => form.get(&URL_KEY.value).map(|slug| slug.to_string()),
    }
}

/// Where something is changed: for all (`None`), or in a view.
type In = Option<StoreViewId>;

const fn scope_of(view: In) -> Scope {
    match view {
        Some(view) => Scope::View(view),
        None => Scope::Default,
    }
}

/// The page of something in a scope.
fn address_in(path: &str, view: In) -> String {
    let scope = scope_of(view).to_string();
    let query: &[(&str, &str)] = if scope.is_empty() { &[] } else { &[("scope", &scope)] };
    address(path, query)
}

/// Where the reader wants to change what stands under a root category. Who is not for all of the shop and says nothing is led to the first
/// view of his.
fn asked(request: &Request, stores: &Stores, websites: &Websites, root: CategoryId) -> Result<In, Failure> {
    let view = match request.query.get("scope").unwrap_or_default().parse() {
        Ok(Scope::Default) if *websites != Websites::All => {
            stores.views().iter().map(|v| v.id).find(|view| may_edit(stores, websites, root, Some(*view)))
        }
        Ok(Scope::Default) => None,
        Ok(Scope::View(view)) => Some(view),
        Ok(Scope::Website(_)) | Err(_) => return Err(Failure::NotFound),
    };
    if may_edit(stores, websites, root, view) { Ok(view) } else { Err(Failure::NotFound) }
}

/// On to the address that names the scope, for whoever was led to one.
fn led(request: &Request, path: &str, view: In) -> Option<Reply> {
    (view.is_some() && request.query.get("scope").is_none()).then(|| Reply::see_other(address_in(path, view)))
}

fn snapshot(revision: i64, texts: &Worded, view: In) -> Snapshot {
    let shown = match view {
        Some(view) => texts.own_of(view),
        None => OwnTexts {
            slug: Some(texts.all.slug.clone()),
            name: Some(texts.all.name.clone()),
            description: Some(texts.all.description.clone()),
        },
    };
    Snapshot::new(revision)
        .with(&NAME.value, shown.name.unwrap_or_default())
        .with(&URL_KEY.value, shown.slug.unwrap_or_default())
        .with(&DESCRIPTION.value, shown.description.unwrap_or_default())
}

/// With the boxes "Use Default Value" and what they stand for, where there is a default.
fn worded(request: &Request, form: Form, texts: &Worded, view: In) -> Form {
    if view.is_none() {
        return form.without(&NAME.system).without(&URL_KEY.system).without(&DESCRIPTION.system);
    }
    let (called, all) = (t!(request.language, catalog.use_default), &texts.all);
    form.inheriting(&NAME.value, called, all.name.clone()).inheriting(&URL_KEY.value, called, all.slug.clone()).inheriting(
        &DESCRIPTION.value,
        called,
        all.description.clone(),
    )
}

/// The form as it came, with ticked boxes in the place of their fields.
fn with_boxes(form: Form, view: In) -> Form {
    if view.is_some() { form.with_box(&NAME).with_box(&URL_KEY).with_box(&DESCRIPTION) } else { form }
}

fn read(form: &mut Form) -> OwnTexts {
    OwnTexts {
        slug: form.own(&URL_KEY).map(|slug| slug.to_string()),
        name: form.own(&NAME).map(|name| name.to_string()),
        description: form.own(&DESCRIPTION).map(|text| text.to_string()),
    }
}

/// The choice of where something is changed: for all, or in a view, as far as it may be.
fn choice(request: &Request, stores: &Stores, path: &str, here: In, may: &dyn Fn(In) -> bool) -> AnyView {
    let address = |scope: Scope| {
        let view = match scope {
            Scope::Default => None,
            Scope::View(view) => Some(view),
            Scope::Website(_) => return None,
        };
        may(view).then(|| address_in(path, view))
    };
    let (label, all) = (t!(request.language, catalog.store_view), t!(request.language, catalog.all_store_views));
    Scopes { label, all, here: scope_of(here), address: &address, more: None }.choice(request, stores)
}

/// A form of one of them.
struct Sheet<'a> {
    /// Its path, without a scope.
    path: &'a str,
    title: String,
    kind: &'static str,
    root: CategoryId,
    view: In,
    form: &'a Form,
    /// What happened to it.
    history: Option<AnyView>,
    /// Its page in the shop, where the view shows one.
    shown_at: Option<String>,
    /// Where all of them are listed.
    back: &'static str,
    /// What else can be done to it.
    acts: Option<AnyView>,
    save: &'static str,
    legend: &'static str,
    /// What stands before the texts, and behind.
    before: Option<AnyView>,
    behind: Option<AnyView>,
    /// Further cards.
    more: Option<AnyView>,
}

fn sheet(request: &Request, shop: &Shop, websites: &Websites, sheet: Sheet<'_>) -> AnyView {
    let (language, stores) = (request.language, &shop.stores);
    let Sheet { path, title, kind, root, view, form, history, shown_at, back, acts, save, legend, before, behind, more } = sheet;
    let scope = choice(request, stores, path, view, &|view| may_edit(stores, websites, root, view));
    let reach = words::reach(language, Reach::StoreView);
    let shown_at = shown_at.map(|href| view! { <a class="button" href=href>{t!(language, catalog.view_in_store)}</a> }.into_any());
    let head = Head {
        title: titled(kind, title),
        scope: Some(scope),
        back: Some(back.to_owned()),
        acts: vec![history, shown_at, acts],
        save: Some(save),
    };
    let form = form.post(request).at(address_in(path, view)).class("sheet").guarded().around(view! {
        {head.show(request)}
        <section class="card">
            <fieldset>
                <legend>{legend}</legend>
                {before}
                {form.inheriting_field(&NAME, reach, None)}
                {form.inheriting_field(&URL_KEY, reach, None)}
                {behind}
                {form.inheriting_field(&DESCRIPTION, reach, None)}
            </fieldset>
        </section>
        {more}
    });
    guarded(request, form)
}

/// What a price for all is in.
fn base_currency(shop: &Shop) -> Currency {
    shop.default_view().base_currency
}

/// The page of it in the shop: in the view where it is changed, else in the first that shows it.
fn in_the_shop(
    request: &Request,
    shop: &Shop,
    websites: &Websites,
    root: CategoryId,
    view: In,
    path: impl Fn(StoreViewId) -> String,
) -> Option<String> {
    let shows = |id: &StoreViewId| may_edit(&shop.stores, websites, root, Some(*id)) && shop.view(*id).is_some();
    let id = view.or_else(|| Some(shop.default_view().id).filter(shows)).or_else(|| shop.views().iter().map(|v| v.id).find(shows))?;
    Some(shop.view(id)?.url(&request.base_url, &path(id)))
}
