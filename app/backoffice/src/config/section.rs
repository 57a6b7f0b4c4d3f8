//! One section: its fields, each with "Use system value".

use super::{fields, system_value::SystemValue};
use crate::layout;
use domain::{
    caller::{SectionPermit, Staff},
    config::{Section, Tab},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Form,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) fn path(section: Section) -> String {
    format!("/admin/config/{}", section.code())
}

/// On to the first section that the caller may open.
pub(super) async fn first(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let section = Section::ALL.into_iter().find(|s| request.caller.holds(s.resource()));
    section.map(|s| Reply::see_other(path(s))).ok_or(Failure::Denied(Section::General.resource()))
}

pub(super) async fn show(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let (section, stored) = (permit.section(), store.by(&permit).settings().await?);
    let form = Form::of(fields::form_of(section), &request, fields::snapshot(section, &stored));
    Ok(page(&request, section, form))
}

pub(super) async fn save(store: Store, request: Request, permit: SectionPermit) -> Result<Reply, Failure> {
    let (section, stored) = (permit.section(), store.by(&permit).settings().await?);
    let mut form = fields::read(section, &request).onto(fields::snapshot(section, &stored))?;
    let values = fields::changes(section, &mut form);
    if !form.is_clean() {
        return Ok(page(&request, section, form));
    }
    store.by(&permit).save_settings(&stored, &values).await?;
    Ok(Reply::see_other(request.here()).notice(Notice::ConfigSaved))
}

fn page(request: &Request, section: Section, form: Form) -> Reply {
    let language = request.language;
    let (title, group) = (words::section(language, section), words::section_group(language, section));
    // Asked before the system values stand in their fields.
    let ticked: Vec<bool> = fields::of(section).map(|field| field.is_system(&form)).collect();
    let form = fields::of(section).fold(form, |form, field| field.said(language, form));
    let page = layout::page(request, title, || {
        let rows = fields::of(section).zip(ticked).map(|(field, ticked)| {
            let label = t!(language, common.form.use_system_value).to_owned();
            let (of, name) = (field.value.name.to_owned(), field.system.name.to_owned());
            view! { <div class="setting">{form.field(&field.value)} <SystemValue field=of name label ticked /></div> }
        });
        let rows = rows.collect_view();
        view! {
            <h1>{t!(language, config.title)}</h1>
            {sections(request, section)}
            {form.post(request).class("card").around(view! {
                <h2>{title}</h2>
                <fieldset><legend>{group}</legend>{rows}</fieldset>
                <p class="actions"><button class="button primary">{t!(language, config.save)}</button></p>
            })}
        }
    });
    page.status(form.status())
}

/// The sections that the caller may open, under their tabs.
fn sections(request: &Request, here: Section) -> AnyView {
    let language = request.language;
    let tabs = Tab::ALL.into_iter().filter_map(|tab| {
        let mut sections = Section::ALL.into_iter().filter(|s| s.tab() == tab && request.caller.holds(s.resource())).peekable();
        sections.peek()?;
        let links = sections.map(|s| {
            let current = (s == here).then_some("page");
            view! { <li><a href=path(s) aria-current=current>{words::section(language, s)}</a></li> }
        });
        Some(view! { <li><h2>{words::tab(language, tab)}</h2><ul>{links.collect_view()}</ul></li> })
    });
    let tabs = tabs.collect_view();
    view! { <nav class="sections" aria-label=t!(language, config.sections)><ul>{tabs}</ul></nav> }.into_any()
}
