//! A customer group: new, or renamed.

use super::PATH;
use crate::{
    audit::report::history,
    layout, meanwhile,
    sheet::{Head, deleting, guarded},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    customers::group::{Group, GroupName, may_delete},
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group as FormGroup, Snapshot},
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

static NAME: Field<GroupName> = Field::line("name", |l| t!(l, customers.groups.name), GroupName::parse);
const INFORMATION: FormGroup = &[&NAME.spec];
pub(super) const FIELDS: Fields = &[INFORMATION];

/// A group as it is stored now, and whether it may be deleted.
pub(super) async fn group(store: &Store, request: &Request, permit: &Permit<right::CustomerGroups>) -> Result<(Group, bool), Failure> {
    let by = store.by(permit);
    let group = by.customer_groups().await?.get(request.id("id")?).cloned().ok_or(Failure::NotFound)?;
    let is_default = by.is_default_group(group.id).await?;
    let may = may_delete(group.id, is_default).is_ok() && *permit.websites() == Websites::All;
    Ok((group, may))
}

fn snapshot(group: &Group) -> Snapshot {
    Snapshot::new(group.revision).with(&NAME, group.name.clone())
}

pub(super) async fn show_new(_: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    Ok(page(&request, None, &Form::new(FIELDS, &request)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    if let (Some(name), true) = (form.get(&NAME), form.is_clean()) {
        match store.by(&permit).create_customer_group(&name).await {
            Ok(_) => return Ok(Reply::see_other(PATH).notice(Notice::CustomerGroupSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, None, &form).status(form.status()))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let (group, may_delete) = group(&store, &request, &permit).await?;
    let form = Form::of(FIELDS, &request, snapshot(&group));
    let form = if *permit.websites() == Websites::All { form } else { form.lock(&NAME) };
    Ok(page(&request, Some((&group, may_delete)), &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let (group, may_delete) = group(&store, &request, &permit).await?;
    let form = Form::read(FIELDS, &request).onto(snapshot(&group))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::CustomerGroup(group.id), form).await?;
    if let (Some(name), true) = (form.get(&NAME), form.is_clean()) {
        match store.by(&permit).save_customer_group(&group, &name).await {
            Ok(()) => return Ok(Reply::see_other(PATH).notice(Notice::CustomerGroupSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, Some((&group, may_delete)), &form).status(form.status()))
}

fn page(request: &Request, group: Option<(&Group, bool)>, form: &Form) -> Reply {
    let language = request.language;
    let title = group.map_or_else(|| t!(language, customers.groups.new).to_owned(), |(group, _)| group.name.clone());
    layout::page(request, &title.clone(), || {
        let history = group.and_then(|(group, _)| history(request, "customer_group", group.id));
        let delete = |(group, _): (&Group, bool)| deleting(format!("{PATH}/{}/delete", group.id), t!(language, customers.groups.delete));
        let titled = if group.is_some() { named(&title) } else { title.into_any() };
        let head = Head {
            acts: vec![history, group.filter(|(_, may)| *may).map(delete)],
            save: request.caller.is_everywhere().then(|| t!(language, customers.groups.save)),
            ..Head::of(titled, PATH)
        };
        let form = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card">{form.fieldset(|l| t!(l, customers.groups.information), INFORMATION)}</section>
        });
        guarded(request, form)
    })
}
