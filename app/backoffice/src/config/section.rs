//! One section: its fields, each with "Use system value".

use super::system_value::SystemValue;
use domain::{
    caller::{Permit, Right, right},
    config::{FIELDS, Field, Kind, Section, Setting, Tab},
    failure::Failure,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::Store;
use ui::{
    form::FormErrors,
    form::{FormState, Reader},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
    words,
};

/// A proof for one section or another.
enum Proof {
    General(Permit<right::ConfigGeneral>),
    LoginAsCustomer(Permit<right::ConfigLoginAsCustomer>),
}

fn opened(request: &Request) -> Result<(Section, Proof), Failure> {
    let section = request.param("section").and_then(Section::from_code).ok_or(Failure::NotFound)?;
    let proof = match section {
        Section::General => Proof::General(request.caller.permit()?),
        Section::LoginAsCustomer => Proof::LoginAsCustomer(request.caller.permit()?),
    };
    Ok((section, proof))
}

/// On to the first section that the caller may open.
pub async fn first(_: Store, request: Request) -> Result<Reply, Failure> {
    let section =
        Section::ALL.into_iter().find(|s| request.caller.holds(s.resource())).ok_or(Failure::Denied(Section::General.resource()))?;
    Ok(Reply::see_other(format!("/admin/config/{}", section.code())))
}

pub async fn show(_: Store, request: Request) -> Result<Reply, Failure> {
    let (section, _) = opened(&request)?;
    let language = request.language;
    let values = fields(section).fold(Pairs::default(), |values, field| {
        let own = request.config.own(field.setting);
        let shown = own.map_or_else(|| system_value(language, field), str::to_owned);
        let values = values.with(name(field), shown);
        if own.is_none() { values.with(&system_name(field), "1") } else { values }
    });
    Ok(page(&request, section, &FormState::of(values)))
}

pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let (section, proof) = opened(&request)?;
    let mut form = Reader::new(&request);
    let mut values: BTreeMap<Setting, Option<String>> = BTreeMap::new();
    for field in fields(section) {
        if form.ticked(&system_name(field)) {
            values.insert(field.setting, None);
        } else if let Some(value) = form.parse(name(field), |text| field.check(text)) {
            values.insert(field.setting, Some(value));
        }
    }
    if !form.is_clean() {
        return Ok(page(&request, section, &form.into_state()).status(422));
    }
    match &proof {
        Proof::General(permit) => write(&store, permit, section, &values).await?,
        Proof::LoginAsCustomer(permit) => write(&store, permit, section, &values).await?,
    }
    Ok(Reply::see_other(request.here()).notice(Notice::ConfigSaved))
}

async fn write<R: Right>(
    store: &Store,
    permit: &Permit<R>,
    section: Section,
    values: &BTreeMap<Setting, Option<String>>,
) -> Result<(), Failure> {
    Ok(store.save_section(permit, section, values).await?)
}

fn fields(section: Section) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |f| f.section == section)
}

/// A field's name in the form: the last part of its path.
fn name(field: &Field) -> &'static str {
    field.path.rsplit('/').next().unwrap_or(field.path)
}

fn system_name(field: &Field) -> String {
    format!("{}-system", name(field))
}

fn system_value(language: Language, field: &Field) -> String {
    match (field.default, field.setting) {
        (Some(value), _) => value.to_owned(),
        (None, Setting::AssistanceTooltip) => t!(language, config.assistance_tooltip_default).to_owned(),
        (None, _) => t!(language, config.assistance_title_default).to_owned(),
    }
}

fn label(language: Language, setting: Setting) -> &'static str {
    match setting {
        Setting::StoreName => t!(language, config.store_name),
        Setting::TimeZone => t!(language, config.time_zone),
        Setting::LoginAsCustomerEnabled => t!(language, config.enabled),
        Setting::AssistanceTitle => t!(language, config.assistance_title),
        Setting::AssistanceTooltip => t!(language, config.assistance_tooltip),
    }
}

fn tab_label(language: Language, tab: Tab) -> &'static str {
    match tab {
        Tab::General => t!(language, config.general_tab),
        Tab::Customers => t!(language, config.customers_tab),
    }
}

fn section_label(language: Language, section: Section) -> (&'static str, &'static str) {
    match section {
        Section::General => (t!(language, config.general), t!(language, config.general_group)),
        Section::LoginAsCustomer => (t!(language, config.login_as_customer), t!(language, config.login_as_customer_group)),
    }
}

fn page(request: &Request, section: Section, form: &FormState) -> Reply {
    let language = request.language;
    let (title, group) = section_label(language, section);
    crate::layout::page(request, title, || {
        let tabs = Tab::ALL.into_iter().filter_map(|tab| {
            let mut sections = Section::ALL.into_iter().filter(|s| s.tab() == tab && request.caller.holds(s.resource())).peekable();
            sections.peek()?;
            let links = sections
                .map(|s| {
                    let current = (s == section).then_some("page");
                    view! { <li><a href=format!("/admin/config/{}", s.code()) aria-current=current>{section_label(language, s).0}</a></li> }
                })
                .collect_view();
            Some(view! { <li><h2>{tab_label(language, tab)}</h2><ul>{links}</ul></li> })
        });
        let rows = fields(section).map(|f| control(language, form, f)).collect_view();
        view! {
            <h1>{t!(language, config.title)}</h1>
            <nav class="sections" aria-label=t!(language, config.sections)><ul>{tabs.collect_view()}</ul></nav>
            <form method="post" action=request.here() class="card" novalidate>
                <h2>{title}</h2>
                <FormErrors form language />
                <fieldset><legend>{group}</legend>{rows}</fieldset>
                <p class="actions"><button class="button primary">{t!(language, config.save)}</button></p>
            </form>
        }
    })
}

fn control(language: Language, form: &FormState, field: &Field) -> impl IntoView + use<> {
    let id = name(field);
    let value =
        if form.value(id).is_empty() && form.is_ticked(&system_name(field)) { system_value(language, field) } else { form.value(id) };
    let flaw: Option<Flaw> = form.flaw(id);
    let flaw_text = flaw.map(|f| words::flaw(language, f));
    let (invalid, described) = (flaw.is_some().then_some("true"), flaw.map(|_| format!("{id}-flaw")));
    let input = match field.kind {
        Kind::YesNo => {
            let options = [("1", t!(language, form.yes)), ("0", t!(language, form.no))]
                .map(|(v, l)| view! { <option value=v selected=v == value>{l}</option> });
            view! { <select id=id name=id aria-invalid=invalid aria-describedby=described>{options.into_iter().collect_view()}</select> }
                .into_any()
        }
        Kind::Choice(of) => {
            let options = of.iter().map(|v| view! { <option value=*v selected=*v == value>{*v}</option> }).collect_view();
            view! { <select id=id name=id aria-invalid=invalid aria-describedby=described>{options}</select> }.into_any()
        }
        Kind::Line(longest) => {
            view! { <input id=id name=id type="text" maxlength=longest value=value aria-invalid=invalid aria-describedby=described /> }
                .into_any()
        }
        Kind::Text(longest) => {
            view! { <textarea id=id name=id rows="3" maxlength=longest aria-invalid=invalid aria-describedby=described>{value}</textarea> }
                .into_any()
        }
    };
    let (system, use_system) = (system_name(field), t!(language, form.use_system_value).to_owned());
    let ticked = form.is_ticked(&system);
    view! {
        <div class="field setting">
            <label for=id>{label(language, field.setting)}</label>
            {input}
            <SystemValue field=id.to_owned() name=system label=use_system ticked />
            {flaw_text.map(|text| view! { <p class="flaw" id=format!("{id}-flaw")>{text}</p> })}
        </div>
    }
}
