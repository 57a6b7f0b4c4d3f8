//! Account Setting: one's own account, for every staff member. Whatever is changed, the own password is asked for.

use super::sessions;
use crate::{
    layout, meanwhile,
    own_password::{self, VERIFICATION},
    sheet::{Head, guarded, reset},
};
use domain::{
    caller::Staff,
    config::TIME_ZONES,
    customers::{Email, PersonName},
    failure::Failure,
    session::Session,
    staff::{Owed, StaffMember, Theme},
    stores::Language,
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use store::{Factor, OwnDraft, Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot, groups},
    named::named,
    notice::Notice,
    sessions as own_sessions, t,
    web::{Cookie, Reply, Request},
};

pub(crate) const PATH: &str = "/admin/account";

static FIRST: Field<PersonName> = groups::FIRST_NAME;
static LAST: Field<PersonName> = groups::LAST_NAME;
static ADDRESS: Field<Email> = groups::EMAIL.autocomplete("email");
/// Empty: as the browser asks.
static LANGUAGE: Field<Option<Language>> = Field::choice(
    "language",
    |l| t!(l, staff.interface_locale),
    |l| {
        let own = Language::ALL.map(|language| (language.tag().to_owned(), language.own_name().to_owned()));
        std::iter::once((String::new(), t!(l, staff.as_browser).to_owned())).chain(own).collect()
    },
    |tag| match tag {
        "" => Ok(None),
        tag => Language::ALL.into_iter().find(|language| language.tag() == tag).map(Some).ok_or(Flaw::NotAChoice),
    },
)
.optional();
/// Empty: the shop's. What that is, the page says.
static ZONE: Field<Option<String>> = Field::choice(
    "time_zone",
    |l| t!(l, staff.time_zone),
    |_| Vec::new(),
    |zone| match zone {
        "" => Ok(None),
        zone => TIME_ZONES.iter().find(|known| *known == zone).map(|known| Some(known.to_owned())).ok_or(Flaw::NotAChoice),
    },
)
.optional();
/// Empty: as the device is set.
static THEME: Field<Option<Theme>> = Field::choice(
    "theme",
    |l| t!(l, staff.theme),
    |l| {
        let themes = [
            ("", t!(l, staff.theme_device)),
            (Theme::Light.code(), t!(l, staff.theme_light)),
            (Theme::Dark.code(), t!(l, staff.theme_dark)),
        ];
        themes.map(|(code, name)| (code.to_owned(), name.to_owned())).into()
    },
    |code| match code {
        "" => Ok(None),
        code => Theme::from_code(code).map(Some).ok_or(Flaw::NotAChoice),
    },
)
.optional();
/// Left empty, the password stays as it is.
static PASSWORD: Field<Secret> = groups::PASSWORD.optional();
static PASSWORD_AGAIN: Field<Secret> = groups::PASSWORD_AGAIN.optional();
const INFORMATION: Group =
    &[&FIRST.spec, &LAST.spec, &ADDRESS.spec, &PASSWORD.spec, &PASSWORD_AGAIN.spec, &LANGUAGE.spec, &ZONE.spec, &THEME.spec];
pub(crate) const ACCOUNT: Fields = &[INFORMATION, VERIFICATION];

fn snapshot(own: &StaffMember) -> Snapshot {
    Snapshot::new(own.revision)
        .with(&FIRST, own.first_name.clone())
        .with(&LAST, own.last_name.clone())
        .with(&ADDRESS, own.email.clone())
        .with(&LANGUAGE, own.language.map(Language::tag).unwrap_or_default())
        .with(&ZONE, own.time_zone.clone().unwrap_or_default())
        .with(&THEME, own.theme.map(Theme::code).unwrap_or_default())
}

/// With what the page alone knows: the zones, and what the shop's is.
fn offered(form: Form, request: &Request) -> Form {
    let shop = t!(request.language, staff.as_shop, zone = request.config.time_zone());
    let zones = std::iter::once((String::new(), shop)).chain(TIME_ZONES.iter().map(|zone| (zone.to_owned(), zone.to_owned())));
    form.offering(&ZONE, zones.collect()).labelled(&PASSWORD, t!(request.language, customers.account.new_password))
}

pub(crate) async fn show(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let own = store.by(&staff).own_staff_account().await?;
    let form = offered(Form::of(ACCOUNT, &request, snapshot(&own)), &request);
    page(&store, &request, &staff, &own, form).await
}

pub(crate) async fn save(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let own = store.by(&staff).own_staff_account().await?;
    let form = Form::read(ACCOUNT, &request).onto(snapshot(&own))?;
    let mut form = offered(meanwhile::told(&store.by(&staff), &request, Revised::Staff(own.id), form).await?, &request);
    if form.is_clean() {
        let (names, email) = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS));
        let (language, zone, theme) = (form.get(&LANGUAGE), form.get(&ZONE), form.get(&THEME));
        let password = if form.is_filled(&PASSWORD) || form.is_filled(&PASSWORD_AGAIN) { form.new_password() } else { None };
        if request.caller.owes() == Some(Owed::Password) && !form.is_filled(&PASSWORD) {
            form.flaw(&PASSWORD, Flaw::Required);
        }
        form = own_password::verified(&store, &staff, form).await?;
        if let ((Some(first_name), Some(last_name)), Some(email), (Some(language), Some(time_zone), Some(theme)), true) =
            (names, email, (language, zone, theme), form.is_clean())
        {
            let draft = OwnDraft { first_name, last_name, email, language, time_zone, theme, password };
            match store.by(&staff).save_own_staff_account(&own, &draft).await {
                Ok(token) => {
                    let saved = sessions::renewed(Reply::see_other(PATH).notice(Notice::OwnAccountSaved), token.as_ref());
                    return Ok(match language {
                        Some(language) => saved.set(Cookie::Language, language.tag()),
                        None if own.language.is_some() => saved.clear(Cookie::Language),
                        None => saved,
                    });
                }
                Err(error) => form = form.refused(error)?,
            }
        }
    }
    page(&store, &request, &staff, &own, form).await
}

async fn page(store: &Store, request: &Request, staff: &Staff, own: &StaffMember, form: Form) -> Result<Reply, Failure> {
    let language = request.language;
    let sessions: Vec<Session> = store.by(staff).own_sessions().await?;
    let second = match store.by(staff).factor().await? {
        Factor::On(since, _) => {
            let since = request.time(since);
            t!(language, staff.factor.is_on, time = since.as_str())
        }
        Factor::None | Factor::Begun(_) => t!(language, staff.factor.is_off).to_owned(),
    };
    let title = t!(language, staff.my_account);
    let due = (request.caller.owes() == Some(Owed::Password))
        .then(|| view! { <p class="notice warning" role="alert">{t!(language, staff.must_change_now)}</p> });
    // The warning before it needs scripts; whoever has none finds it here.
    let ends = request.caller.seat().map(|seat| {
        let time = request.time(seat.ends);
        view! { <p>{t!(language, staff.session_ends, time = time.as_str())}</p> }
    });
    let page = layout::page(request, title, || {
        let titled = view! { {title} " " <span class="hint">{named(&own.user_name)}</span> }.into_any();
        let head = Head { acts: vec![Some(reset(request))], save: Some(t!(language, staff.save_account)), ..Head::of(titled, "/admin") };
        let sheet = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            <div class="columns">
                <section class="card">{form.fieldset(|l| t!(l, staff.account), INFORMATION)}</section>
                <section class="card">{own_password::fieldset(request, &form)}</section>
            </div>
        });
        view! {
            {due}
            {guarded(request, sheet)}
            <section class="card" aria-labelledby="second-factor">
                <h2 id="second-factor">{t!(language, staff.factor.title)}</h2>
                <p>{second}</p>
                <p class="actions"><a class="button" href=super::factor::PATH>{t!(language, staff.factor.manage)}</a></p>
            </section>
            <section class="card" aria-labelledby="own-sessions">
                <h2 id="own-sessions">{t!(language, staff.sessions)}</h2>
                {ends}
                {own_sessions::table(request, &sessions, sessions::PATH, None)}
            </section>
        }
    });
    Ok(page.status(form.status()))
}

/// Whoever has an Interface Locale reads it from signing in on.
pub(super) fn in_own_language(reply: Reply, language: Option<Language>) -> Reply {
    match language {
        Some(language) => reply.set(Cookie::Language, language.tag()),
        None => reply,
    }
}
