//! One section: its fields, each with "Use system value".

use super::{
    fields::{self, Place},
    open_section::OpenSection,
};
use crate::{audit::report::history, layout, scopes::Scopes, search, sheet::Head};
use domain::{
    access::Resource,
    caller::{SectionPermit, Staff},
    config::{Group, Scope, Section, Setting, Tab, place_of},
    failure::Failure,
    stores::{Shop, Stores},
    text::Flaw,
};
use leptos::prelude::*;
use store::{Store, StoreError};
use ui::{
    call::{Called, Problem, called},
    form::{
        Form,
        saving::{Filled, Saved, SavingTexts},
    },
    format,
    notice::Notice,
    t,
    table::address,
    web::{Reply, Request},
    words,
};

pub(super) fn path(section: Section) -> String {
    format!("/admin/config/{}", section.code())
}

/// The address of a section in a scope.
pub(super) fn address_in(section: Section, scope: Scope) -> String {
    let scope = scope.to_string();
    let query: &[(&str, &str)] = if scope.is_empty() { &[] } else { &[("scope", &scope)] };
    address(&path(section), query)
}

/// The sections that the caller may open; there is nothing for whoever may open none.
pub(super) fn open_to(request: &Request) -> Result<Vec<Section>, Failure> {
    let open: Vec<Section> = Section::ALL.iter().copied().filter(|s| request.caller.holds(s.resource())).collect();
    if open.is_empty() { Err(Failure::Denied(Section::General.resource())) } else { Ok(open) }
}

/// On to the first section that the caller may open.
pub(super) async fn first(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let (sections, scope) = (open_to(&request)?, widest(&request, asked_scope(&request)?));
    let first = sections.iter().find(|s| fields::has_some(**s, scope)).map(|s| address_in(*s, scope));
    // What can be set for all alone is not there in a narrower scope.
    let widest = || sections.first().filter(|_| request.caller.is_everywhere()).map(|s| address_in(*s, Scope::Default));
    first.or_else(widest).map(Reply::see_other).ok_or(Failure::NotFound)
}

/// The scope that is asked for; for whoever is not for all of the shop his first website, where none is.
pub(super) fn widest(request: &Request, scope: Scope) -> Scope {
    let own = request.shop.stores.websites().iter().find(|w| request.caller.is_for(w.id));
    match own {
        Some(website) if scope == Scope::Default && !request.caller.is_everywhere() => Scope::Website(website.id),
        Some(_) | None => scope,
    }
}

fn asked_scope(request: &Request) -> Result<Scope, Failure> {
    request.query.get("scope").unwrap_or_default().parse().map_err(|_| Failure::NotFound)
}

/// The section in a scope, as it is stored now, and the shop that it is of.
async fn place(store: &Store, permit: &SectionPermit, scope: Scope) -> Result<(Place, Shop), Failure> {
    let shop = store.by(permit).shop().await?;
    if !shop.stores.is_open_to(permit.websites(), scope) {
        return Err(Failure::NotFound);
    }
    let currency = shop.stores.currency_in(scope);
    Ok((Place { section: permit.section(), scope, stored: shop.config_in(scope), currency }, shop))
}

pub(super) async fn show(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let scope = asked_scope(&request)?;
    if widest(&request, scope) != scope {
        return Ok(Reply::see_other(address_in(permit.section(), widest(&request, scope))));
    }
    let (place, shop) = place(&store, &permit, scope).await?;
    if !fields::has_some(place.section, scope) {
        return Ok(Reply::see_other(address("/admin/config", &[("scope", &scope.to_string())])));
    }
    Ok(page(&request, &place, &shop, &place.form(&request)))
}

pub(super) async fn save(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let (place, shop) = place(&store, &permit, asked_scope(&request)?).await?;
    match saved(&store, &request, &permit, &place, Form::read(fields::form_of(place.section), &request)).await? {
        Ok(()) => Ok(Reply::see_other(address_in(place.section, place.scope)).notice(Notice::ConfigSaved)),
        Err(form) => Ok(page(&request, &place, &shop, &form)),
    }
}

pub(super) async fn save_by_call(section: Section, scope: Scope, filled: Filled) -> Result<Saved, Problem> {
    let Called { store, request, .. } = called::<Store, Staff>()?;
    let permit = request.caller.section(section)?;
    let (was, _) = place(&store, &permit, scope).await?;
    match saved(&store, &request, &permit, &was, Form::filled_in(fields::form_of(section), &request, filled)).await? {
        Ok(()) => {
            let now = place(&store, &permit, scope).await;
            Ok(Saved::of(&request, Notice::ConfigSaved, now.map(|(now, _)| now.form(&request)))?)
        }
        Err(form) => Err(form.problem(&request)),
    }
}

/// Saves what the reader changed; or gives the form back that cannot be saved as it is.
async fn saved(store: &Store, request: &Request, permit: &SectionPermit, place: &Place, sent: Form) -> Result<Result<(), Form>, Failure> {
    let (form, values) = decided(place, request, sent)?;
    if !form.is_clean() {
        return Ok(Err(form));
    }
    match store.by(permit).save_settings(place.scope, &place.stored, &values).await {
        Ok(()) => Ok(Ok(())),
        Err(StoreError::Invalid(name, Flaw::AccountsCollide)) => {
            let which = format::list(request.language.tag(), &store.by(permit).colliding_addresses().await?);
            let form = form.refused(Failure::Invalid(name, Flaw::AccountsCollide))?;
            Ok(Err(place.explaining(form, name, t!(request.language, config.collide, addresses = which))))
        }
        Err(error) => Ok(Err(form.refused(error)?)),
    }
}

/// What the reader changed, on what is stored.
fn decided(place: &Place, request: &Request, sent: Form) -> Result<(Form, fields::Changes), Failure> {
    let mut form = place.read(request, sent).onto(place.snapshot(request.language))?;
    let values = place.changes(&mut form, request.language);
    Ok((form, values))
}

/// What saving it would do beside.
pub(super) async fn affects(section: Section, scope: Scope, filled: Filled) -> Result<Vec<String>, Problem> {
    let Called { store, request, .. } = called::<Store, Staff>()?;
    let permit = request.caller.section(section)?;
    let (place, _) = place(&store, &permit, scope).await?;
    let (_, values) = decided(&place, &request, Form::filled_in(fields::form_of(section), &request, filled))?;
    if values.get(&Setting::ShareCustomerAccounts).is_some_and(|value| value.as_deref() == Some("0")) {
        let which = store.by(&permit).colliding_addresses().await.map_err(Failure::from)?;
        let line =
            (!which.is_empty()).then(|| t!(request.language, config.collide, addresses = format::list(request.language.tag(), &which)));
        return Ok(line.into_iter().collect());
    }
    let is_off = values.get(&Setting::LoginAsCustomerEnabled).is_some_and(|value| value.as_deref() != Some("1"));
    if !is_off || !place.stored.login_as_customer_enabled() {
        return Ok(Vec::new());
    }
    let count = store.by(&permit).visits_in_progress().await.map_err(Failure::from)?;
    let line = (count > 0).then(|| t!(request.language, config.ends_visits, count = count));
    Ok(line.into_iter().collect())
}

fn page(request: &Request, place: &Place, shop: &Shop, form: &Form) -> Reply {
    let (language, section, scope) = (request.language, place.section, place.scope);
    let title = words::section(language, section);
    let texts = SavingTexts::of(request, place.settings().flat_map(|field| field.declared.flaws()));
    let page = layout::page(request, title, || {
        let rows = groups(request, place, form);
        let head = Head {
            title: t!(language, config.title).into_any(),
            scope: Some(switcher(request, &shop.stores, section, scope)),
            back: None,
            acts: vec![history(request, "config", place_of(section, scope))],
            save: Some(t!(language, config.save)),
        };
        let form = form.post(request).at(address_in(section, scope)).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card">
                <h2>{title}</h2>
                {rows}
            </section>
        });
        view! {
            <div class="with-panel">
                {panel(request, section, scope)}
                <div><OpenSection section scope texts>{form}</OpenSection></div>
            </div>
        }
    });
    page.status(form.status())
}

/// The settings under their headings, in the order in which they are declared.
fn groups(request: &Request, place: &Place, form: &Form) -> AnyView {
    let language = request.language;
    let mut groups: Vec<(Group, Vec<AnyView>)> = Vec::new();
    for field in place.settings() {
        let (group, row) = (field.declared.group(), setting(request, place, form, field));
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    let fieldset =
        |(group, rows): (Group, Vec<AnyView>)| view! { <fieldset><legend>{words::group(language, group)}</legend>{rows}</fieldset> };
    groups.into_iter().map(fieldset).collect_view().into_any()
}

/// The choice of a scope: for all, for a website, or for one of its views. Stores stand between them, for they have no values of their own.
fn switcher(request: &Request, stores: &Stores, section: Section, scope: Scope) -> AnyView {
    let language = request.language;
    let address = |to: Scope| Some(address_in(section, to)).filter(|_| to != Scope::Default || request.caller.is_everywhere());
    let all = request
        .caller
        .holds(Resource::AllStores)
        .then(|| view! { <li><a href=crate::stores::ALL>{t!(language, config.stores_configuration)}</a></li> }.into_any());
    Scopes { label: t!(language, config.scope), all: t!(language, config.default_config), here: scope, address: &address, more: all }
        .choice(request, stores)
}

fn setting(request: &Request, place: &Place, form: &Form, field: &'static fields::Asked) -> AnyView {
    let (name, language) = (field.value.name, request.language);
    let idle = place.idle(request, form, field).map(|(text, is_idle)| {
        let id = format!("{name}-idle");
        view! { <p class="hint" id=id hidden=!is_idle>{text}</p> }
    });
    form.inheriting_field(field, words::reach(language, field.declared.reach), idle.map(IntoAny::into_any))
}

/// The left panel: a search over all settings, and the tabs with the sections that the caller may open. The tab of what is open stands
/// open.
fn panel(request: &Request, here: Section, scope: Scope) -> AnyView {
    let language = request.language;
    let tabs = Tab::ALL.iter().copied().filter_map(|tab| {
        let mut sections = Section::ALL
            .iter()
            .copied()
            .filter(|s| s.tab() == tab && request.caller.holds(s.resource()) && fields::has_some(*s, scope))
            .peekable();
        sections.peek()?;
        let links = sections.map(|s| {
            let current = (s == here).then_some("page");
            view! { <li><a href=address_in(s, scope) aria-current=current>{words::section(language, s)}</a></li> }
        });
        let is_open = here.tab() == tab;
        Some(view! { <details open=is_open><summary>{words::tab(language, tab)}</summary><ul>{links.collect_view()}</ul></details> })
    });
    let tabs = tabs.collect_view();
    view! {
        <div class="panel">
            {search::settings(request, scope)}
            <details class="folded">
                <summary>{t!(language, config.sections)}</summary>
                <nav aria-label=t!(language, config.sections)>{tabs}</nav>
            </details>
        </div>
    }
    .into_any()
}
