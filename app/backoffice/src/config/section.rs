//! One section: its fields, each with "Use system value".

use super::{fields, find, open_section::OpenSection};
use crate::layout;
use domain::{
    caller::{SectionPermit, Staff},
    config::{Config, Section, Setting, Tab},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    call::{Called, Problem, called},
    form::{
        Form,
        saving::{Filled, Saved, SavingTexts},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) fn path(section: Section) -> String {
    format!("/admin/config/{}", section.code())
}

/// The sections that the caller may open; there is nothing for whoever may open none.
pub(super) fn open_to(request: &Request) -> Result<Vec<Section>, Failure> {
    let open: Vec<Section> = Section::ALL.into_iter().filter(|s| request.caller.holds(s.resource())).collect();
    if open.is_empty() { Err(Failure::Denied(Section::General.resource())) } else { Ok(open) }
}

/// On to the first section that the caller may open.
pub(super) async fn first(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let sections = open_to(&request)?;
    sections.first().map(|s| Reply::see_other(path(*s))).ok_or(Failure::NotFound)
}

pub(super) async fn show(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let (section, stored) = (permit.section(), store.by(&permit).settings().await?);
    Ok(page(&request, section, &fields::form(section, &request, &stored)))
}

pub(super) async fn save(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let section = permit.section();
    match saved(&store, &request, &permit, Form::read(fields::form_of(section), &request)).await? {
        Ok(()) => Ok(Reply::see_other(request.here()).notice(Notice::ConfigSaved)),
        Err(form) => Ok(page(&request, section, &form)),
    }
}

pub(super) async fn save_by_call(section: Section, filled: Filled) -> Result<Saved, Problem> {
    let Called { store, request, .. } = called::<Store, Staff>()?;
    let permit = request.caller.section(section)?;
    match saved(&store, &request, &permit, Form::filled_in(fields::form_of(section), &request, filled)).await? {
        Ok(()) => {
            let now = store.by(&permit).settings().await.map_err(Failure::from);
            Ok(Saved::of(&request, Notice::ConfigSaved, now.map(|now| fields::form(section, &request, &now)))?)
        }
        Err(form) => Err(form.problem(&request)),
    }
}

/// Saves what the reader changed; or gives the form back that cannot be saved as it is.
async fn saved(store: &Store, request: &Request, permit: &SectionPermit, sent: Form) -> Result<Result<(), Form>, Failure> {
    let (section, stored) = (permit.section(), store.by(permit).settings().await?);
    let (form, values) = decided(section, request, sent, &stored)?;
    if !form.is_clean() {
        return Ok(Err(form));
    }
    store.by(permit).save_settings(&stored, &values).await?;
    Ok(Ok(()))
}

/// What the reader changed, on what is stored.
fn decided(section: Section, request: &Request, sent: Form, stored: &Config) -> Result<(Form, fields::Changes), Failure> {
    let mut form = fields::read(section, request, sent).onto(fields::snapshot(section, stored))?;
    let values = fields::changes(section, &mut form);
    Ok((form, values))
}

/// What saving it would do beside.
pub(super) async fn affects(section: Section, filled: Filled) -> Result<Vec<String>, Problem> {
    let Called { store, request, .. } = called::<Store, Staff>()?;
    let permit = request.caller.section(section)?;
    let stored = store.by(&permit).settings().await.map_err(Failure::from)?;
    let (_, values) = decided(section, &request, Form::filled_in(fields::form_of(section), &request, filled), &stored)?;
    let is_off = values.get(&Setting::LoginAsCustomerEnabled).is_some_and(|value| value.as_deref() != Some("1"));
    if !is_off || !stored.login_as_customer_enabled() {
        return Ok(Vec::new());
    }
    let count = store.by(&permit).visits_in_progress().await.map_err(Failure::from)?;
    let line = (count > 0).then(|| t!(request.language, config.ends_visits, count = count));
    Ok(line.into_iter().collect())
}

fn page(request: &Request, section: Section, form: &Form) -> Reply {
    let language = request.language;
    let (title, group) = (words::section(language, section), words::section_group(language, section));
    let texts = SavingTexts::of(request, fields::of(section).flat_map(|field| field.declared.flaws()));
    let page = layout::page(request, title, || {
        let rows = fields::of(section).map(|field| setting(language, form, field)).collect_view();
        let save = view! { <p class="actions"><button class="button primary">{t!(language, config.save)}</button></p> };
        let form = form.post(request).class("sheet").around(view! {
            <div class="sheet-head"><h1>{t!(language, config.title)}</h1> {save}</div>
            <section class="card">
                <h2>{title}</h2>
                <fieldset><legend>{group}</legend>{rows}</fieldset>
            </section>
        });
        view! {
            <div class="with-panel">
                {panel(request, Some(section), "")}
                <div><OpenSection section texts>{form}</OpenSection></div>
            </div>
        }
    });
    page.status(form.status())
}

fn setting(language: domain::stores::Language, form: &Form, field: &'static fields::Asked) -> AnyView {
    let name = field.value.name;
    let id = format!("{name}-system");
    let idle = field.idle(language, form).map(|(text, is_idle)| {
        let id = format!("{name}-idle");
        view! { <p class="hint" id=id hidden=!is_idle>{text}</p> }
    });
    view! {
        <div class="setting">
            {form.field(&field.value)}
            <span class="system-value">
                <input type="checkbox" id=id.clone() name=field.system.name value="1" checked=field.is_system(form) />
                <label for=id>{t!(language, common.form.use_system_value)}</label>
            </span>
            {idle}
        </div>
    }
    .into_any()
}

/// The left panel: a search over all settings, and the tabs with the sections that the caller may open. The tab of what is open stands
/// open.
pub(super) fn panel(request: &Request, here: Option<Section>, wanted: &str) -> AnyView {
    let language = request.language;
    let tabs = Tab::ALL.into_iter().filter_map(|tab| {
        let mut sections = Section::ALL.into_iter().filter(|s| s.tab() == tab && request.caller.holds(s.resource())).peekable();
        sections.peek()?;
        let links = sections.map(|s| {
            let current = (Some(s) == here).then_some("page");
            view! { <li><a href=path(s) aria-current=current>{words::section(language, s)}</a></li> }
        });
        let is_open = here.is_none_or(|here| here.tab() == tab);
        Some(view! { <details open=is_open><summary>{words::tab(language, tab)}</summary><ul>{links.collect_view()}</ul></details> })
    });
    let tabs = tabs.collect_view();
    view! {
        <div class="panel">
            {find::field(request, wanted)}
            <nav aria-label=t!(language, config.sections)>{tabs}</nav>
        </div>
    }
    .into_any()
}
