//! A role: new, or changed. Saving asks for the current user's own password.

use super::{
    open_role::OpenRole,
    role_users::{self, Seen},
};
use crate::{
    audit::report::history,
    layout, meanwhile,
    own_password::{self, VERIFICATION},
    sheet::{Head, deleting, guarded, reset},
    tree::{BoxTree, TreeOf, TreeTexts},
};
use domain::{
    access::{self, Grants, Resource, Role, RoleName, TREE, Websites, rules},
    caller::{Permit, right},
    failure::Failure,
    ids::{RoleId, WebsiteId},
    stores::{Language, Website},
    text::Flaw,
    tree::{Node, Ticked},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{Revised, RoleDraft, Store};
use ui::{
    call::{Called, Problem, called},
    form::{
        Field, Fields, Form, Group, Snapshot,
        saving::{Filled, Saved, SavingTexts},
    },
    named::listed,
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
/// Whether the role is for all websites; else it is for those that are ticked.
static SCOPES: Field<bool> = Field::choice(
    "scopes",
    |l| t!(l, access.scopes),
    kinds,
    |code| match code {
        "all" => Ok(true),
        "custom" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    },
)
.hint(|l| t!(l, access.scopes_hint));
static WEBSITE: Field<WebsiteId> =
    Field::boxes("website", |l| t!(l, access.websites), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static FACTOR: Field<bool> = Field::check_box("second_factor", |l| t!(l, access.second_factor)).hint(|l| t!(l, access.second_factor_hint));
const INFO: Group = &[&NAME.spec, &FACTOR.spec];
/// What may be wrong with a name before it is sent.
const NAME_FLAWS: [Flaw; 3] = [Flaw::Required, Flaw::TooLong(RoleName::LONGEST), Flaw::Unprintable];
const RESOURCES: Group = &[&ACCESS.spec, &RESOURCE.spec];
const SCOPE: Group = &[&SCOPES.spec, &WEBSITE.spec];
pub(crate) const ROLE: Fields = &[INFO, SCOPE, RESOURCES, VERIFICATION];

fn kinds(language: Language) -> Vec<(String, String)> {
    [("custom", t!(language, access.custom)), ("all", t!(language, access.all))].map(|(c, l)| (c.to_owned(), l.to_owned())).into()
}

fn resources(language: Language) -> Vec<(String, String)> {
    Resource::ALL.map(|r| (r.code().to_owned(), words::resource(language, r).to_owned())).into()
}

fn snapshot(role: &Role) -> Snapshot {
    let access = if role.grants == Grants::All { "all" } else { "custom" };
    let (scopes, websites) = match &role.websites {
        Websites::All => ("all", Vec::new()),
        Websites::These(set) => ("custom", set.iter().map(ToString::to_string).collect()),
    };
    Snapshot::new(role.revision)
        .with(&NAME, role.name.clone())
        .ticked(&FACTOR, role.needs_factor)
        .with(&SCOPES, scopes)
        .with_all(&WEBSITE, websites)
        .with(&ACCESS, access)
        .with_all(&RESOURCE, role.grants.codes())
}

/// Under which the address of a new role names the one that it begins as.
const COPY_OF: &str = "of";

/// With the websites that the reader is for: he hands out no others.
fn offered(request: &Request, form: Form) -> Form {
    let mine = request.shop.stores.websites().iter().filter(|w| request.caller.is_for(w.id));
    let form = form.offering(&WEBSITE, mine.map(|w| (w.id.to_string(), w.name.clone())).collect());
    let custom = || vec![("custom".to_owned(), t!(request.language, access.custom).to_owned())];
    if request.caller.is_everywhere() { form } else { form.offering(&SCOPES, custom()) }
}

pub(crate) async fn show_new(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    // Duplicate: a new one that begins as another is.
    if let Some(of) = request.query.get(COPY_OF) {
        let role = store.by(&permit).role(of.parse().map_err(|_| Failure::NotFound)?).await?;
        let name: String = t!(request.language, access.copy_of, name = role.name.as_str()).chars().take(RoleName::LONGEST).collect();
        let form = Form::of(ROLE, &request, snapshot(&role)).filled(&NAME, name);
        return Ok(page(&request, None, &offered(&request, form)));
    }
    let scopes = if request.caller.is_everywhere() { "all" } else { "custom" };
    let new = Form::new(ROLE, &request).filled(&ACCESS, "custom");
    Ok(page(&request, None, &offered(&request, new.filled(&SCOPES, scopes))))
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let role = store.by(&permit).role(request.id("id")?).await?;
    let seen = Seen::of(&store, &permit, &role).await?;
    Ok(page(&request, Some((&role, &seen)), &offered(&request, Form::of(ROLE, &request, snapshot(&role)))))
}

pub(crate) async fn create(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let (mut form, draft) = read(&store, &permit, offered(&request, Form::read(ROLE, &request))).await?;
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
    let Err(form) = saved(&store, &request, &permit, &role, offered(&request, Form::read(ROLE, &request))).await? else {
        return Ok(Reply::see_other("/admin/roles").notice(Notice::RoleSaved));
    };
    let seen = Seen::of(&store, &permit, &role).await?;
    Ok(page(&request, Some((&role, &seen)), &form).status(form.status()))
}

pub(super) async fn save_by_call(role: RoleId, filled: Filled) -> Result<Saved, Problem> {
    let Called { store, request, proof: permit } = called::<Store, Permit<right::Roles>>()?;
    let role = store.by(&*permit).role(role).await.map_err(Failure::from)?;
    match saved(&store, &request, &permit, &role, offered(&request, Form::filled_in(ROLE, &request, filled))).await? {
        Ok(()) => {
            let now = store.by(&*permit).role(role.id).await.map_err(Failure::from);
            Ok(Saved::of(&request, Notice::RoleSaved, now.map(|now| offered(&request, Form::of(ROLE, &request, snapshot(&now)))))?)
        }
        Err(form) => Err(form.problem(&request)),
    }
}

/// Saves what the reader changed; or gives the form back that cannot be saved as it is.
async fn saved(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Roles>,
    role: &Role,
    sent: Form,
) -> Result<Result<(), Form>, Failure> {
    let (form, draft) = read(store, permit, sent.onto(snapshot(role))?).await?;
    let Some(draft) = draft else { return meanwhile::told(&store.by(permit), request, Revised::Role(role.id), form).await.map(Err) };
    match store.by(permit).save_role(role, &draft).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => form.refused(error).map(Err),
    }
}

/// The role as the form wants it, if all of it can be saved.
async fn read(store: &Store, permit: &Permit<right::Roles>, mut form: Form) -> Result<(Form, Option<RoleDraft>), Failure> {
    // What is only shown again is not judged.
    if !form.is_clean() {
        return Ok((form, None));
    }
    let (name, factor) = (form.get(&NAME), form.get(&FACTOR));
    let ticked: Result<BTreeSet<Resource>, Flaw> = form.values(&RESOURCE).iter().map(|code| (RESOURCE.parse)(code)).collect();
    let grants = match (form.get(&ACCESS), ticked) {
        // Somebody else made it hold everything meanwhile: who cleared a box here must not believe that it is cleared.
        (Some(true), _) if form.has_changed(&RESOURCE) && form.typed(&ACCESS) == Some("custom") => {
            form.dispute(&ACCESS);
            None
        }
        (Some(true), _) => Some(Grants::All),
        (Some(false), Ok(ticked)) => Some(Grants::Custom(ticked)),
        (Some(false), Err(flaw)) => {
            form.flaw(&ACCESS, flaw);
            None
        }
        (None, _) => None,
    };
    let websites = match (form.get(&SCOPES), form.all(&WEBSITE)) {
        (Some(true), _) => Some(Websites::All),
        // Whoever holds a role for no website could do nothing with it.
        (Some(false), Some(ticked)) if ticked.is_empty() => {
            form.flaw(&WEBSITE, Flaw::Required);
            None
        }
        (Some(false), Some(ticked)) => Some(Websites::These(ticked)),
        (Some(_), None) | (None, _) => None,
    };
    let form = own_password::verified(store, permit, form).await?;
    let draft = match (name, grants, websites, factor, form.is_clean()) {
        (Some(name), Some(grants), Some(websites), Some(needs_factor), true) => Some(RoleDraft { name, grants, websites, needs_factor }),
        _ => None,
    };
    Ok((form, draft))
}

/// What saving a role would do with these boxes ticked (`None`: all of them): to whom, and whether it may be done at all.
pub(crate) async fn affects(role: Option<RoleId>, field: &str, ticked: Option<&Ticked>) -> Result<Vec<String>, Problem> {
    let Called { store, request, proof: permit } = called::<Store, Permit<right::Roles>>()?;
    let (by, language) = (store.by(&*permit), request.language);
    let was = match role {
        Some(id) => Some(by.role(id).await.map_err(Failure::from)?),
        None => None,
    };
    let nothing = (Grants::Custom(BTreeSet::new()), permit.websites().clone());
    let old = was.as_ref().map_or(nothing, |role| (role.grants.clone(), role.websites.clone()));
    let read = || match field {
        "resource" => {
            let grants = ticked.map(|ticked| ticked.iter().map(|code| Resource::from_code(code)).collect::<Option<_>>());
            Some((grants.map_or(Some(Grants::All), |set| set.map(Grants::Custom))?, old.1.clone()))
        }
        "website" => {
            let websites = ticked.map(|ticked| ticked.iter().map(|id| id.parse().ok()).collect::<Option<_>>());
            Some((old.0.clone(), websites.map_or(Some(Websites::All), |set| set.map(Websites::These))?))
        }
        _other => None,
    };
    let new = read().ok_or(Failure::Malformed)?;
    if let Err(flaw) = rules::may_change(permit.power(), (&old.0, &old.1), (&new.0, &new.1)) {
        // Of whom it would affect, whoever may not change it learns nothing.
        return Ok(vec![words::flaw(language, flaw)]);
    }
    let mut lines = Vec::new();
    if let Some(role) = was {
        let stays = |website| new.0.allows(Resource::LoginAsCustomer) && new.1.allows(website);
        let (users, visits) = by.reach(role.id, stays).await.map_err(Failure::from)?;
        if users > 0 {
            lines.push(t!(language, access.affects_users, count = users));
        }
        if visits > 0 {
            lines.push(t!(language, access.ends_visits, count = visits));
        }
    }
    Ok(lines)
}

pub(crate) fn tree_texts(language: Language, label: &str) -> TreeTexts {
    TreeTexts {
        label: label.to_owned(),
        filter: t!(language, access.filter, what = label),
        count: t!(language, access.ticked_of).to_owned(),
        nothing: t!(language, common.table.nothing_found).to_owned(),
        open_all: t!(language, access.open_all).to_owned(),
        close_all: t!(language, access.close_all).to_owned(),
        granted: t!(language, access.granted).to_owned(),
        taken: t!(language, access.taken).to_owned(),
        language: language.tag().to_owned(),
    }
}

/// A part of the tree of rights, in words.
fn resource_node(language: Language, node: &access::Node) -> Node {
    let (label, below) = match node {
        access::Node::Branch(heading, below) => (words::heading(language, *heading), *below),
        access::Node::Leaf(resource) => (words::resource(language, *resource), [].as_slice()),
    };
    let below = below.iter().map(|node| resource_node(language, node)).collect();
    Node { name: node.name().to_owned(), label: label.to_owned(), note: None, below }
}

/// The websites that the reader is for, each with what its stores are called.
fn websites(request: &Request) -> Vec<Node> {
    let stores = &request.shop.stores;
    let mine = stores.websites().iter().filter(|w| request.caller.is_for(w.id));
    let node = |website: &Website| {
        let note = Some(listed(request.language, stores.groups_of(website.id).map(|group| group.name.as_str())));
        let note = note.filter(|note| !note.is_empty());
        Node { name: website.id.to_string(), label: website.name.clone(), note, below: Vec::new() }
    };
    mine.map(node).collect()
}

/// The tree of a field's boxes, which `choice` does without.
fn tree<T, C>(form: &Form, (field, choice): (&Field<T>, &Field<C>), nodes: Vec<Node>, role: Option<RoleId>) -> TreeOf {
    TreeOf {
        nodes,
        field: field.name.to_owned(),
        choice: choice.name.to_owned(),
        all: form.value(choice) == "all",
        ticked: form.values(field).iter().cloned().collect(),
        role,
        asks: true,
    }
}

/// The form of a role; what is seen besides stands beside it.
fn page(request: &Request, role: Option<(&Role, &Seen)>, form: &Form) -> Reply {
    let language = request.language;
    let users = role.map(|(role, seen)| role_users::show(request, role, &seen.users));
    let to_users = users.is_some().then(|| view! { <li><a href="#role-users">{t!(language, access.role_users)}</a></li> });
    let own = role.is_some_and(|(_, seen)| seen.is_own).then(|| view! { <p class="notice warning">{t!(language, access.own_role)}</p> });
    let role = role.map(|(role, _)| role);
    let title = role.map_or_else(|| t!(language, access.new).to_owned(), |r| r.name.clone());
    layout::page(request, &title, || {
        let id = role.map(|role| role.id);
        let resources = TREE.iter().map(|node| resource_node(language, node)).collect();
        let delete = role.map(|r| deleting(format!("/admin/roles/{}/delete", r.id), t!(language, access.delete)));
        let copy = id.map(|id| {
            view! { <a class="button" href=format!("/admin/roles/new?{COPY_OF}={id}")>{t!(language, access.duplicate)}</a> }.into_any()
        });
        let titled = if role.is_some() {
            view! { <bdi data-follows=NAME.name>{title.clone()}</bdi> }.into_any()
        } else {
            view! { <span data-follows=NAME.name>{title.clone()}</span> }.into_any()
        };
        let head = Head {
            acts: vec![role.and_then(|role| history(request, "role", role.id)), copy, delete, Some(reset(request))],
            save: Some(t!(language, access.save)),
            ..Head::of(titled, "/admin/roles")
        };
        let form = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card" id="role-info">{form.fieldset(|l| t!(l, access.info), INFO)} {own_password::fieldset(request, form)}</section>
            <section class="card" id="role-scopes">
                <fieldset>
                    <legend>{t!(language, access.scopes_title)}</legend>
                    {form.field(&SCOPES)}
                    <BoxTree of=tree(form, (&WEBSITE, &SCOPES), websites(request), id) texts=tree_texts(language, t!(language, access.websites)) />
                    {form.flaw_text(&WEBSITE).map(|text| view! { <p class="flaw" id="website-flaw">{text}</p> })}
                </fieldset>
            </section>
            <section class="card" id="role-resources">
                <fieldset>
                    <legend>{t!(language, access.resources)}</legend>
                    {form.field(&ACCESS)}
                    <BoxTree of=tree(form, (&RESOURCE, &ACCESS), resources, id) texts=tree_texts(language, t!(language, access.tree)) />
                </fieldset>
            </section>
        });
        // A new one becomes a page of its own by being saved.
        let form = match id {
            Some(role) => view! { <OpenRole role texts=SavingTexts::of(request, NAME_FLAWS)>{form}</OpenRole> }.into_any(),
            None => guarded(request, form),
        };
        view! {
            {own}
            <div class="with-panel">
                <nav class="panel within" aria-labelledby="role-information">
                    <h2 id="role-information">{t!(language, access.information)}</h2>
                    <ul>
                        <li><a href="#role-info">{t!(language, access.info)}</a></li>
                        <li><a href="#role-scopes">{t!(language, access.scopes_title)}</a></li>
                        <li><a href="#role-resources">{t!(language, access.resources)}</a></li>
                        {to_users}
                    </ul>
                </nav>
                <div>{form} {users}</div>
            </div>
        }
    })
}
