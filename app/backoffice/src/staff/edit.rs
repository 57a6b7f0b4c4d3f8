//! A user: new, or changed. Asks for the current user's own password, for it hands out rights.

use crate::{
    audit::report::history,
    layout,
    own_password::{self, VERIFICATION},
};
use domain::{
    access::Role,
    caller::{Permit, right},
    customers::{Email, PersonName},
    failure::Failure,
    ids::RoleId,
    staff::{StaffMember, UserName},
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use store::{NewStaff, StaffDraft, Store};
use ui::{
    form::{
        Field, Fields, Form, Group, Snapshot,
        groups::{self, EMAIL, FIRST_NAME, LAST_NAME},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

static USER_NAME: Field<UserName> = Field::line("user_name", |l| t!(l, staff.user_name), UserName::parse).example("robin");
static FIRST: Field<PersonName> = FIRST_NAME.autocomplete("off");
static LAST: Field<PersonName> = LAST_NAME.autocomplete("off");
static ADDRESS: Field<Email> = EMAIL.autocomplete("off");
static ACTIVE: Field<bool> = Field::check_box("active", |l| t!(l, staff.is_active));
static PASSWORD: Field<Secret> = groups::PASSWORD;
static PASSWORD_AGAIN: Field<Secret> = groups::PASSWORD_AGAIN;
/// What can be chosen is data.
static ROLE: Field<RoleId> = Field::choice("role", |l| t!(l, staff.role), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));

const NEW_ACCOUNT: Group = &[&USER_NAME.spec, &FIRST.spec, &LAST.spec, &ADDRESS.spec, &PASSWORD.spec, &PASSWORD_AGAIN.spec];
const ACCOUNT: Group = &[&USER_NAME.spec, &FIRST.spec, &LAST.spec, &ADDRESS.spec, &ACTIVE.spec];
const USER_ROLE: Group = &[&ROLE.spec];
pub(crate) const NEW: Fields = &[NEW_ACCOUNT, USER_ROLE, VERIFICATION];
pub(crate) const USER: Fields = &[ACCOUNT, USER_ROLE, VERIFICATION];

fn snapshot(user: &StaffMember) -> Snapshot {
    Snapshot::new(user.revision)
        .with(&USER_NAME, user.user_name.clone())
        .with(&FIRST, user.first_name.clone())
        .with(&LAST, user.last_name.clone())
        .with(&ADDRESS, user.email.clone())
        .with(&ROLE, user.role.to_string())
        .ticked(&ACTIVE, user.active)
        .turned(&ROLE, user.role_changes)
        .turned(&ACTIVE, user.active_changes)
}

pub(crate) async fn show_new(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let roles = store.by(&permit).role_choices().await?;
    Ok(page(&request, None, &roles, Form::new(NEW, &request)))
}

pub(crate) async fn create(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let roles = store.by(&permit).role_choices().await?;
    let (mut form, new) = read_new(&store, &permit, &roles, Form::read(NEW, &request)).await?;
    if let Some(new) = new {
        match store.by(&permit).create_staff(new).await {
            Ok(_) => return Ok(Reply::see_other("/admin/users").notice(Notice::UserSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, None, &roles, form))
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let user = store.by(&permit).staff_member(request.id("id")?).await?;
    let roles = store.by(&permit).role_choices().await?;
    Ok(page(&request, Some(&user), &roles, Form::of(USER, &request, snapshot(&user))))
}

pub(crate) async fn save(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let user = store.by(&permit).staff_member(request.id("id")?).await?;
    let roles = store.by(&permit).role_choices().await?;
    let form = Form::read(USER, &request).lock(&USER_NAME).onto(snapshot(&user))?;
    let (mut form, draft) = read(&store, &permit, &roles, form).await?;
    if let Some(draft) = draft {
        match store.by(&permit).save_staff(&user, &draft).await {
            Ok(()) => return Ok(Reply::see_other("/admin/users").notice(Notice::UserSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, Some(&user), &roles, form))
}

/// A new user as the form wants him, if all of it can be saved.
async fn read_new(
    store: &Store,
    permit: &Permit<right::Users>,
    roles: &[Role],
    mut form: Form,
) -> Result<(Form, Option<NewStaff>), Failure> {
    // What is only shown again is not judged.
    if !form.is_clean() {
        return Ok((form, None));
    }
    let user_name = form.get(&USER_NAME);
    let (names, email) = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS));
    let (role, password) = (role(&mut form, roles), form.new_password());
    let form = own_password::verified(store, permit, form).await?;
    let new = match (user_name, names, email, role, password, form.is_clean()) {
        (Some(user_name), (Some(first_name), Some(last_name)), Some(email), Some(role), Some(password), true) => {
            Some(NewStaff { user_name, first_name, last_name, email, role, password })
        }
        _ => None,
    };
    Ok((form, new))
}

/// A user as the form wants him to be from now on.
async fn read(store: &Store, permit: &Permit<right::Users>, roles: &[Role], mut form: Form) -> Result<(Form, Option<StaffDraft>), Failure> {
    if !form.is_clean() {
        return Ok((form, None));
    }
    let (names, email) = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS));
    let (role, active) = (role(&mut form, roles), form.get(&ACTIVE));
    let form = own_password::verified(store, permit, form).await?;
    let draft = match (names, email, role, active, form.is_clean()) {
        ((Some(first_name), Some(last_name)), Some(email), Some(role), Some(active), true) => {
            Some(StaffDraft { first_name, last_name, email, role, active })
        }
        _ => None,
    };
    Ok((form, draft))
}

/// The chosen role, if there is such a role.
fn role(form: &mut Form, roles: &[Role]) -> Option<RoleId> {
    let id = form.get(&ROLE)?;
    let is_there = roles.iter().any(|role| role.id == id);
    if !is_there {
        form.flaw(&ROLE, Flaw::NotAChoice);
    }
    is_there.then_some(id)
}

fn page(request: &Request, user: Option<&StaffMember>, roles: &[Role], form: Form) -> Reply {
    let language = request.language;
    let title = user.map_or_else(|| t!(language, staff.new).to_owned(), StaffMember::full_name);
    let form = form.offering(&ROLE, roles.iter().map(|r| (r.id.to_string(), r.name.clone())).collect());
    let (form, account) = if user.is_some() { (form.lock(&USER_NAME), ACCOUNT) } else { (form, NEW_ACCOUNT) };
    let page = layout::page(request, &title, || {
        view! {
            <div class="heading">
                <h1>{title.clone()}</h1>
                {user.and_then(|user| history(request, "staff", user.id))}
            </div>
            {form.post(request).class("card narrow").around(view! {
                {form.fieldset(|l| t!(l, staff.account), account)}
                {form.fieldset(|l| t!(l, staff.user_role), USER_ROLE)}
                {own_password::fieldset(&form)}
                <p class="actions">
                    <button class="button primary">{t!(language, staff.save)}</button>
                    <a class="button" href="/admin/users">{t!(language, common.form.back)}</a>
                </p>
            })}
        }
    });
    page.status(form.status())
}
