//! A user: invited, or changed. Asks for the current user's own password, for it hands out rights. Nobody sets a password for somebody else.

use super::{grid::PATH, invitation, locked::unlocking, sessions::renewed};
use crate::{
    audit::report::history,
    layout, meanwhile,
    own_password::{self, VERIFICATION},
    sheet::{Head, deleting, guarded, reset},
};
use domain::{
    access::Role,
    caller::{Permit, right},
    customers::{Email, PersonName},
    failure::Failure,
    ids::RoleId,
    staff::{StaffMember, UserName},
    text::Flaw,
    time::{Day, Moment, Zone},
};
use leptos::prelude::*;
use store::{Revised, StaffDraft, Store};
use ui::{
    form::{
        Field, Fields, Form, Group, Snapshot,
        groups::{EMAIL, FIRST_NAME, LAST_NAME},
    },
    format,
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

static USER_NAME: Field<UserName> = Field::line("user_name", |l| t!(l, staff.user_name), UserName::parse).example("robin");
static FIRST: Field<PersonName> = FIRST_NAME.autocomplete("off");
static LAST: Field<PersonName> = LAST_NAME.autocomplete("off");
static ADDRESS: Field<Email> = EMAIL.autocomplete("off");
static ACTIVE: Field<bool> = Field::check_box("active", |l| t!(l, staff.is_active));
static MUST_CHANGE: Field<bool> = Field::check_box("must_change", |l| t!(l, staff.must_change));
/// A day of the reader's clock.
static EXPIRES: Field<Day> = Field::date("expires", |l| t!(l, staff.expires)).hint(|l| t!(l, staff.expires_hint)).example("2099-12-31");
/// What can be chosen is data.
static ROLE: Field<RoleId> = Field::choice("role", |l| t!(l, staff.role), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));

const NEW_ACCOUNT: Group = &[&USER_NAME.spec, &FIRST.spec, &LAST.spec, &ADDRESS.spec, &EXPIRES.spec];
const ACCOUNT: Group = &[&USER_NAME.spec, &FIRST.spec, &LAST.spec, &ADDRESS.spec, &ACTIVE.spec, &EXPIRES.spec, &MUST_CHANGE.spec];
const USER_ROLE: Group = &[&ROLE.spec];
pub(crate) const NEW: Fields = &[NEW_ACCOUNT, USER_ROLE, VERIFICATION];
pub(crate) const USER: Fields = &[ACCOUNT, USER_ROLE, VERIFICATION];

fn snapshot(request: &Request, user: &StaffMember) -> Snapshot {
    Snapshot::new(user.revision)
        .with(&USER_NAME, user.user_name.clone())
        .with(&FIRST, user.first_name.clone())
        .with(&LAST, user.last_name.clone())
        .with(&ADDRESS, user.email.clone())
        .with(&ROLE, user.role.to_string())
        .with(&EXPIRES, user.expires.map(|at| format::day_of(request.time_zone(), at)).unwrap_or_default())
        .ticked(&ACTIVE, user.active)
        .ticked(&MUST_CHANGE, user.must_change)
        .turned(&ROLE, user.role_changes)
        .turned(&ACTIVE, user.active_changes)
        .turned(&MUST_CHANGE, user.must_change_changes)
}

pub(crate) async fn show_new(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let roles = store.by(&permit).role_choices().await?;
    Ok(page(&request, None, &roles, Form::new(NEW, &request)))
}

pub(crate) async fn create(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let roles = store.by(&permit).role_choices().await?;
    let form = Form::read(NEW, &request);
    let is_judged = form.is_clean();
    let (mut form, draft) = read(&store, &request, &permit, &roles, form, None).await?;
    let user_name = is_judged.then(|| form.get(&USER_NAME)).flatten();
    if let (Some(user_name), Some(draft)) = (user_name, draft) {
        match store.by(&permit).invite_staff(user_name, draft, invitation::reaching(&request)).await {
            Ok((member, link)) => return Ok(invitation::made(&request, &member, link.as_ref(), Notice::UserInvited)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, None, &roles, form))
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let user = store.by(&permit).staff_member(request.id("id")?).await?;
    let roles = store.by(&permit).role_choices().await?;
    let form = Form::of(USER, &request, snapshot(&request, &user));
    Ok(page(&request, Some((&user, Seen::of(&store, &permit, &user).await?)), &roles, form))
}

pub(crate) async fn save(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let user = store.by(&permit).staff_member(request.id("id")?).await?;
    let roles = store.by(&permit).role_choices().await?;
    let form = Form::read(USER, &request).lock(&USER_NAME).onto(snapshot(&request, &user))?;
    let form = meanwhile::told(&store.by(&permit), &request, Revised::Staff(user.id), form).await?;
    let (mut form, draft) = read(&store, &request, &permit, &roles, form, Some(&user)).await?;
    if let Some(draft) = draft {
        match store.by(&permit).save_staff(&user, &draft).await {
            Ok(token) => return Ok(renewed(Reply::see_other(PATH).notice(Notice::UserSaved), token.as_ref())),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, Some((&user, Seen::of(&store, &permit, &user).await?)), &roles, form))
}

/// A user as the form wants him to be from now on.
async fn read(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Users>,
    roles: &[Role],
    mut form: Form,
    was: Option<&StaffMember>,
) -> Result<(Form, Option<StaffDraft>), Failure> {
    // What is only shown again is not judged.
    if !form.is_clean() {
        return Ok((form, None));
    }
    let (names, email) = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS));
    let (role, expires) = (role(&mut form, roles), expires(&mut form, request, was));
    let (active, must_change) = match was {
        Some(_) => (form.get(&ACTIVE), form.get(&MUST_CHANGE)),
        None => (Some(true), Some(false)),
    };
    let form = own_password::verified(store, permit, form).await?;
    let draft = match (names, email, role, (expires, active, must_change), form.is_clean()) {
        ((Some(first_name), Some(last_name)), Some(email), Some(role), (Some(expires), Some(active), Some(must_change)), true) => {
            Some(StaffDraft { first_name, last_name, email, role, active, expires, must_change })
        }
        _ => None,
    };
    Ok((form, draft))
}

/// From when on the account is inactive; what was left alone is as it was, to the millisecond.
fn expires(form: &mut Form, request: &Request, was: Option<&StaffMember>) -> Option<Option<Moment>> {
    if let Some(was) = was.filter(|_| !form.has_changed(&EXPIRES)) {
        return Some(was.expires);
    }
    if form.value(&EXPIRES).is_empty() {
        return Some(None);
    }
    form.get(&EXPIRES).map(|day| Some(day.begins(&Zone::named(request.time_zone()))))
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

/// What a user's page shows besides its form: whether it is the reader's own, whether a code is asked of him as well, and until when his
/// account is closed to somebody.
#[derive(Clone, Copy)]
struct Seen {
    is_own: bool,
    has_factor: bool,
    locked: Option<Moment>,
}

impl Seen {
    async fn of(store: &Store, permit: &Permit<right::Users>, user: &StaffMember) -> Result<Self, Failure> {
        let (by, id) = (store.by(permit), user.id);
        Ok(Self { is_own: permit.id() == id, has_factor: by.has_factor(id).await?, locked: by.user_locked_until(id).await? })
    }
}

/// The form of a user; what is seen besides stands beside him.
fn page(request: &Request, user: Option<(&StaffMember, Seen)>, roles: &[Role], form: Form) -> Reply {
    let language = request.language;
    let title = user.map_or_else(|| t!(language, staff.new).to_owned(), |(user, _)| user.full_name());
    let roles = format::in_order(language, roles.iter().collect(), |role| role.name.as_str());
    let form = form.offering(&ROLE, roles.into_iter().map(|r| (r.id.to_string(), r.name.clone())).collect());
    let (form, account) = if user.is_some() { (form.lock(&USER_NAME), ACCOUNT) } else { (form, NEW_ACCOUNT) };
    let said = match user {
        None => Some(t!(language, staff.invite_text)),
        Some((user, _)) if user.invited => Some(t!(language, staff.invited)),
        Some(_) => None,
    };
    let locked = user.and_then(|(user, seen)| seen.locked.map(|until| (user, until))).map(|(user, until)| {
        let time = request.time(until);
        let text = t!(language, customers.lock.locked, time = time.as_str());
        view! { <div class="notice warning inline"><span>{text}</span> {unlocking(request, user)}</div> }.into_any()
    });
    let page = layout::page(request, &title.clone(), || {
        let others = user.filter(|(_, seen)| !seen.is_own);
        let delete = others.map(|(user, _)| deleting(format!("{PATH}/{}/delete", user.id), t!(language, staff.delete)));
        let titled = if user.is_some() { named(&title) } else { title.into_any() };
        let head = Head {
            acts: vec![user.and_then(|(user, _)| history(request, "staff", user.id)), delete, Some(reset(request))],
            save: Some(t!(language, staff.save)),
            ..Head::of(titled, PATH)
        };
        let form = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            {said.map(|text| view! { <p class="hint">{text}</p> })}
            {others.map(|(user, seen)| doors(request, user, seen))}
            <div class="columns">
                <section class="card">{form.fieldset(|l| t!(l, staff.account), account)}</section>
                <section class="card">
                    {form.fieldset(|l| t!(l, staff.user_role), USER_ROLE)}
                    {own_password::fieldset(request, &form)}
                </section>
            </div>
        });
        view! { {locked} {guarded(request, form)} }
    });
    page.status(form.status())
}

/// The ways into somebody else's account, to be opened anew or closed.
fn doors(request: &Request, user: &StaffMember, seen: Seen) -> AnyView {
    let language = request.language;
    let leads = |to: &str, label: &'static str| view! { <a class="button" href=format!("{PATH}/{}/{to}", user.id)>{label}</a> };
    let again = if user.invited { t!(language, staff.invite_again) } else { t!(language, staff.reset_link) };
    let factor = seen.has_factor.then(|| leads("factor", t!(language, staff.factor.reset)));
    view! { <p class="actions">{leads("link", again)} {factor} {leads("sessions", t!(language, staff.force_sign_in))}</p> }.into_any()
}
