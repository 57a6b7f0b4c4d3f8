//! A role: new, or changed. Saving asks for the current user's own password.

use super::tree::{ResourceTree, TreeNode};
use crate::own_password;
use domain::{
    access::{Grants, Node, Resource, Role, RoleName, TREE},
    caller::{Permit, right},
    failure::Failure,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{RoleDraft, Store, StoreError};
use ui::{
    form::{FormErrors, FormState, Reader, Select, TextField, revision},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
    words,
};

pub async fn show_new(_: Store, request: Request) -> Result<Reply, Failure> {
    request.caller.permit::<right::Roles>()?;
    Ok(page(&request, None, &FormState::of(Pairs::default().with("access", "custom"))))
}

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Roles>()?;
    let role = store.role(&permit, request.id("id")?).await?;
    let own = store.is_own_role(&permit, role.id).await?;
    let access = if role.grants == Grants::All { "all" } else { "custom" };
    let values = Pairs::default().with("name", role.name.clone()).with("access", access);
    let values = role.grants.codes().into_iter().fold(values, |v, code| v.with("resource", code));
    Ok(page(&request, Some((&role, own)), &FormState::of(values)))
}

pub async fn create(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Roles>()?;
    let (mut form, draft) = read(&store, &request, &permit, &Grants::Custom(BTreeSet::new())).await?;
    let Some(draft) = draft else { return Ok(page(&request, None, &form.into_state()).status(422)) };
    match store.create_role(&permit, &draft).await {
        Ok(_) => Ok(Reply::see_other("/admin/roles").notice(Notice::RoleSaved)),
        Err(StoreError::Taken) => {
            form.flaw("name", Flaw::Taken);
            Ok(page(&request, None, &form.into_state()).status(422))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Roles>()?;
    let role = store.role(&permit, request.id("id")?).await?;
    request.unchanged(role.revision)?;
    let shown = (&role, store.is_own_role(&permit, role.id).await?);
    let (mut form, draft) = read(&store, &request, &permit, &role.grants).await?;
    let Some(draft) = draft else { return Ok(page(&request, Some(shown), &form.into_state()).status(422)) };
    if role.grants == Grants::All && draft.grants != Grants::All && store.is_last_administrators_role(&permit, role.id).await? {
        form.flaw("access", Flaw::LastAdministrator);
        return Ok(page(&request, Some(shown), &form.into_state()).status(422));
    }
    match store.save_role(&permit, &role, &draft).await {
        Ok(()) => Ok(Reply::see_other("/admin/roles").notice(Notice::RoleSaved)),
        Err(StoreError::Taken) => {
            form.flaw("name", Flaw::Taken);
            Ok(page(&request, Some(shown), &form.into_state()).status(422))
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the form.
async fn read(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Roles>,
    had: &Grants,
) -> Result<(Reader, Option<RoleDraft>), Failure> {
    let mut form = Reader::new(request);
    let name = form.parse("name", RoleName::parse);
    let ticked: Option<BTreeSet<Resource>> = request.form.all("resource").map(Resource::from_code).collect();
    let grants = form.parse("access", |access| {
        let grants = match (access, ticked) {
            ("all", _) => Grants::All,
            ("custom", Some(ticked)) => Grants::Custom(ticked),
            _ => return Err(Flaw::NotAChoice),
        };
        // Nobody grants more than he holds, nor takes from a role that holds more.
        if permit.grants().covers(&grants) && permit.grants().covers(had) { Ok(grants) } else { Err(Flaw::TooMuch) }
    });
    own_password::verify(store, permit, &mut form).await?;
    let draft = match (name, grants, form.is_clean()) {
        (Some(name), Some(grants), true) => Some(RoleDraft { name, grants }),
        _ => None,
    };
    Ok((form, draft))
}

fn tree(language: Language, nodes: &[Node], ticked: &BTreeSet<String>) -> Vec<TreeNode> {
    nodes
        .iter()
        .map(|node| match node {
            Node::Branch(heading, children) => TreeNode {
                label: words::heading(language, *heading).to_owned(),
                code: None,
                ticked: false,
                children: tree(language, children, ticked),
            },
            Node::Leaf(resource) => {
                let code = resource.code();
                TreeNode {
                    label: words::resource(language, *resource).to_owned(),
                    code: Some(code.to_owned()),
                    ticked: ticked.contains(code),
                    children: Vec::new(),
                }
            }
        })
        .collect()
}

/// The form of a role; whether it is the reader's own stands beside it.
fn page(request: &Request, role: Option<(&Role, bool)>, form: &FormState) -> Reply {
    let language = request.language;
    let own = role.is_some_and(|(_, own)| own).then(|| view! { <p class="notice warning">{t!(language, roles.own_role)}</p> });
    let role = role.map(|(role, _)| role);
    let title = role.map_or_else(|| t!(language, roles.new).to_owned(), |r| r.name.clone());
    crate::layout::page(request, &title, || {
        let ticked: BTreeSet<String> = form.all("resource").into_iter().collect();
        let options =
            vec![("custom".to_owned(), t!(language, roles.custom).to_owned()), ("all".to_owned(), t!(language, roles.all).to_owned())];
        let all = form.value("access") == "all";
        let delete =
            role.map(|r| view! { <a class="button danger" href=format!("/admin/roles/{}/delete", r.id)>{t!(language, roles.delete)}</a> });
        view! {
            <h1>{title.clone()}</h1>
            {own}
            <form method="post" action=request.here() class="card" novalidate>
                {role.map(|r| revision(r.revision))}
                <FormErrors form language />
                <fieldset>
                    <legend>{t!(language, roles.info)}</legend>
                    <TextField form language name="name" label=t!(language, roles.name) autocomplete="off" />
                </fieldset>
                <fieldset>
                    <legend>{t!(language, roles.resources)}</legend>
                    <Select form language name="access" label=t!(language, roles.access) options />
                    <ResourceTree nodes=tree(language, TREE, &ticked) label=t!(language, roles.tree).to_owned() all />
                </fieldset>
                {own_password::fieldset(request, form)}
                <p class="actions">
                    <button class="button primary">{t!(language, roles.save)}</button>
                    <a class="button" href="/admin/roles">{t!(language, form.back)}</a>
                    <a class="button" href=request.here()>{t!(language, table.reset)}</a>
                    {delete}
                </p>
            </form>
        }
    })
}
