//! A role: new, or changed. Saving asks for the current user's own password.

use super::tree::{ResourceTree, TreeNode};
use crate::{
    layout,
    own_password::{self, VERIFICATION},
};
use domain::{
    access::{Grants, Node, Resource, Role, RoleName, TREE},
    caller::{Permit, right},
    failure::Failure,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{RoleDraft, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

static NAME: Field<RoleName> = Field::line("name", |l| t!(l, access.name), RoleName::parse);
/// Whether the role holds everything; else it holds what is ticked.
static ACCESS: Field<bool> = Field::choice(
    "access",
    |l| t!(l, access.access),
    kinds,
    |code| match code {
        "all" => Ok(true),
        "custom" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    },
);
static RESOURCE: Field<Resource> =
    Field::boxes("resource", |l| t!(l, access.tree), resources, |code| Resource::from_code(code).ok_or(Flaw::NotAChoice));
const INFO: Group = &[&NAME.spec];
const RESOURCES: Group = &[&ACCESS.spec, &RESOURCE.spec];
pub(crate) const ROLE: Fields = &[INFO, RESOURCES, VERIFICATION];

fn kinds(language: Language) -> Vec<(String, String)> {
    [("custom", t!(language, access.custom)), ("all", t!(language, access.all))].map(|(c, l)| (c.to_owned(), l.to_owned())).into()
}

fn resources(language: Language) -> Vec<(String, String)> {
    Resource::ALL.map(|r| (r.code().to_owned(), words::resource(language, r).to_owned())).into()
}

fn snapshot(role: &Role) -> Snapshot {
    let access = if role.grants == Grants::All { "all" } else { "custom" };
    Snapshot::new(role.revision).with(&NAME, role.name.clone()).with(&ACCESS, access).with_all(&RESOURCE, role.grants.codes())
}

pub(crate) async fn show_new(_: Store, request: Request, _: Permit<right::Roles>) -> Result<Reply, Failure> {
    Ok(page(&request, None, &Form::new(ROLE, &request).filled(&ACCESS, "custom")))
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let role = store.by(&permit).role(request.id("id")?).await?;
    let is_own = store.by(&permit).is_own_role(role.id).await?;
    Ok(page(&request, Some((&role, is_own)), &Form::of(ROLE, &request, snapshot(&role))))
}

pub(crate) async fn create(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let (mut form, draft) = read(&store, &request, &permit, Form::read(ROLE, &request)).await?;
    if let Some(draft) = draft {
        match store.by(&permit).create_role(&draft).await {
            Ok(_) => return Ok(Reply::see_other("/admin/roles").notice(Notice::RoleSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, None, &form).status(form.status()))
}

pub(crate) async fn save(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let role = store.by(&permit).role(request.id("id")?).await?;
    let form = Form::read(ROLE, &request).onto(snapshot(&role))?;
    let (mut form, draft) = read(&store, &request, &permit, form).await?;
    if let Some(draft) = draft {
        match store.by(&permit).save_role(&role, &draft).await {
            Ok(()) => return Ok(Reply::see_other("/admin/roles").notice(Notice::RoleSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let is_own = store.by(&permit).is_own_role(role.id).await?;
    Ok(page(&request, Some((&role, is_own)), &form).status(form.status()))
}

/// The role as the form wants it, if all of it can be saved.
async fn read(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Roles>,
    mut form: Form,
) -> Result<(Form, Option<RoleDraft>), Failure> {
    // What is only shown again is not judged.
    if !form.is_clean() {
        return Ok((form, None));
    }
    let name = form.get(&NAME);
    let ticked: Result<BTreeSet<Resource>, Flaw> = form.values(&RESOURCE).iter().map(|code| (RESOURCE.parse)(code)).collect();
    let grants = match (form.get(&ACCESS), ticked) {
        // Somebody else made it hold everything meanwhile: who cleared a box here must not believe that it is cleared.
        (Some(true), _) if form.has_changed(&RESOURCE) && request.form.get(ACCESS.name) == Some("custom") => return Err(Failure::Stale),
        (Some(true), _) => Some(Grants::All),
        (Some(false), Ok(ticked)) => Some(Grants::Custom(ticked)),
        (Some(false), Err(flaw)) => {
            form.flaw(&ACCESS, flaw);
            None
        }
        (None, _) => None,
    };
    let form = own_password::verified(store, permit, form).await?;
    let draft = match (name, grants, form.is_clean()) {
        (Some(name), Some(grants), true) => Some(RoleDraft { name, grants }),
        _ => None,
    };
    Ok((form, draft))
}

fn tree(language: Language, nodes: &[Node], ticked: &[String]) -> Vec<TreeNode> {
    let node = |node: &Node| match node {
        Node::Branch(heading, children) => TreeNode {
            label: words::heading(language, *heading).to_owned(),
            code: None,
            ticked: false,
            children: tree(language, children, ticked),
        },
        Node::Leaf(resource) => {
            let code = resource.code().to_owned();
            let label = words::resource(language, *resource).to_owned();
            TreeNode { label, ticked: ticked.contains(&code), code: Some(code), children: Vec::new() }
        }
    };
    nodes.iter().map(node).collect()
}

/// The form of a role; whether it is the reader's own stands beside it.
fn page(request: &Request, role: Option<(&Role, bool)>, form: &Form) -> Reply {
    let language = request.language;
    let own = role.is_some_and(|(_, own)| own).then(|| view! { <p class="notice warning">{t!(language, access.own_role)}</p> });
    let role = role.map(|(role, _)| role);
    let title = role.map_or_else(|| t!(language, access.new).to_owned(), |r| r.name.clone());
    layout::page(request, &title, || {
        let nodes = tree(language, TREE, form.values(&RESOURCE));
        let all = form.value(&ACCESS) == "all";
        let delete =
            role.map(|r| view! { <a class="button danger" href=format!("/admin/roles/{}/delete", r.id)>{t!(language, access.delete)}</a> });
        view! {
            <h1>{title.clone()}</h1>
            {own}
            {form.post(request).class("card").around(view! {
                {form.fieldset(|l| t!(l, access.info), INFO)}
                <fieldset>
                    <legend>{t!(language, access.resources)}</legend>
                    {form.field(&ACCESS)}
                    <ResourceTree nodes label=t!(language, access.tree).to_owned() all />
                </fieldset>
                {own_password::fieldset(form)}
                <p class="actions">
                    <button class="button primary">{t!(language, access.save)}</button>
                    <a class="button" href="/admin/roles">{t!(language, common.form.back)}</a>
                    <a class="button" href=request.here()>{t!(language, common.table.reset)}</a>
                    {delete}
                </p>
            })}
        }
    })
}
