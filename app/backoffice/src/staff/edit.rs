//! A user: new, or changed. Asks for the current user's own password, for it hands out rights.

use crate::own_password;
use domain::{
    access::{Grants, Role},
    caller::right,
    customers::{Email, PersonName},
    failure::Failure,
    ids::RoleId,
    staff::{StaffMember, UserName},
    text::Flaw,
};
use leptos::prelude::*;
use store::{NewStaff, StaffDraft, Store, StoreError};
use ui::{
    form::{CheckBox, FormErrors, FormState, Reader, Select, TextField, revision},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
};

pub async fn show_new(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Users>()?;
    let roles = store.role_choices(&permit).await?;
    Ok(page(&request, None, &roles, &FormState::default()))
}

pub async fn create(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Users>()?;
    let roles = store.role_choices(&permit).await?;
    let mut form = Reader::new(&request);
    let user_name = form.parse("user_name", UserName::parse);
    let (first_name, last_name, email) = names(&mut form);
    let role = role(&mut form, &roles, permit.grants(), None);
    let password = form.new_password();
    own_password::verify(&store, &permit, &mut form).await?;
    let (Some(user_name), Some(first_name), Some(last_name), Some(email), Some(role), true) =
        (user_name, first_name, last_name, email, role, form.is_clean())
    else {
        return Ok(page(&request, None, &roles, &form.into_state()).status(422));
    };
    match store.create_staff(&permit, NewStaff { user_name, first_name, last_name, email, role, password }).await {
        Ok(_) => Ok(Reply::see_other("/admin/users").notice(Notice::UserSaved)),
        Err(StoreError::Taken) => {
            form.flaw("user_name", Flaw::Taken);
            Ok(page(&request, None, &roles, &form.into_state()).status(422))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Users>()?;
    let user = store.staff_member(&permit, request.id("id")?).await?;
    let roles = store.role_choices(&permit).await?;
    let mut values = Pairs::default()
        .with("user_name", user.user_name.clone())
        .with("first_name", user.first_name.clone())
        .with("last_name", user.last_name.clone())
        .with("email", user.email.clone())
        .with("role", user.role.to_string());
    if user.active {
        values = values.with("active", "1");
    }
    Ok(page(&request, Some(&user), &roles, &FormState::of(values)))
}

pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Users>()?;
    let user = store.staff_member(&permit, request.id("id")?).await?;
    request.unchanged(user.revision)?;
    let roles = store.role_choices(&permit).await?;
    let mut form = Reader::new(&request);
    let (first_name, last_name, email) = names(&mut form);
    let role = role(&mut form, &roles, permit.grants(), Some(user.role));
    // Whoever holds more than the current user is not his to change.
    if roles.iter().any(|r| r.id == user.role && !permit.grants().covers(&r.grants)) {
        form.flaw("role", Flaw::TooMuch);
    }
    let active = form.ticked("active");
    let was_administrator = roles.iter().any(|r| r.id == user.role && r.grants == Grants::All);
    let stays = active && role.is_some_and(|id| roles.iter().any(|r| r.id == id && r.grants == Grants::All));
    if was_administrator && user.active && !stays && !store.has_other_administrator(&permit, user.id).await? {
        form.flaw(if active { "role" } else { "active" }, Flaw::LastAdministrator);
    }
    own_password::verify(&store, &permit, &mut form).await?;
    let (Some(first_name), Some(last_name), Some(email), Some(role), true) = (first_name, last_name, email, role, form.is_clean()) else {
        return Ok(page(&request, Some(&user), &roles, &form.into_state()).status(422));
    };
    store.save_staff(&permit, &user, &StaffDraft { first_name, last_name, email, role, active }).await?;
    Ok(Reply::see_other("/admin/users").notice(Notice::UserSaved))
}

fn names(form: &mut Reader) -> (Option<PersonName>, Option<PersonName>, Option<Email>) {
    (form.parse("first_name", PersonName::parse), form.parse("last_name", PersonName::parse), form.parse("email", Email::parse))
}

/// The chosen role. Nobody gives a role that holds more than he does; keeping the one that is there takes nothing.
fn role(form: &mut Reader, roles: &[Role], mine: &Grants, kept: Option<RoleId>) -> Option<RoleId> {
    form.parse("role", |text| {
        let role = roles.iter().find(|r| r.id.to_string() == text).ok_or(Flaw::NotAChoice)?;
        if kept != Some(role.id) && !mine.covers(&role.grants) { Err(Flaw::TooMuch) } else { Ok(role.id) }
    })
}

fn page(request: &Request, user: Option<&StaffMember>, roles: &[Role], form: &FormState) -> Reply {
    let language = request.language;
    let title = user.map_or_else(|| t!(language, users.new).to_owned(), StaffMember::full_name);
    crate::layout::page(request, &title, || {
        let options = roles.iter().map(|r| (r.id.to_string(), r.name.clone())).collect();
        let fixed = user.is_some();
        let passwords = (!fixed).then(|| view! {
            <TextField form language name="password" label=t!(language, account.password) kind="password" autocomplete="new-password" hint=t!(language, account.password_hint) />
            <TextField form language name="password_again" label=t!(language, account.confirm_password) kind="password" autocomplete="new-password" />
        });
        let active = fixed.then(|| view! { <CheckBox form language name="active" label=t!(language, users.is_active) /> });
        view! {
            <h1>{title.clone()}</h1>
            <form method="post" action=request.here() class="card narrow" novalidate>
                {user.map(|u| revision(u.revision))}
                <FormErrors form language />
                <fieldset>
                    <legend>{t!(language, users.account)}</legend>
                    <TextField form language name="user_name" label=t!(language, users.user_name) autocomplete="off" readonly=fixed required=!fixed />
                    <TextField form language name="first_name" label=t!(language, account.first_name) autocomplete="off" />
                    <TextField form language name="last_name" label=t!(language, account.last_name) autocomplete="off" />
                    <TextField form language name="email" label=t!(language, account.email) kind="email" autocomplete="off" />
                    {passwords}
                    {active}
                </fieldset>
                <fieldset>
                    <legend>{t!(language, users.user_role)}</legend>
                    <Select form language name="role" label=t!(language, users.role) options />
                </fieldset>
                {own_password::fieldset(request, form)}
                <p class="actions">
                    <button class="button primary">{t!(language, users.save)}</button>
                    <a class="button" href="/admin/users">{t!(language, form.back)}</a>
                </p>
            </form>
        }
    })
}
