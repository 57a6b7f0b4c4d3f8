//! Signing in to the back office, and out of it.

use super::{account::in_own_language, code};
use crate::layout;
use domain::{
    caller::Who,
    failure::Failure,
    ids::IdentityId,
    staff::StaffMember,
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use store::{SignIn, Store, Token};
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form, Group, is_typed_by, resumed, typed},
    notice::{Notice, Told},
    t,
    web::{Cookie, Pairs, Reply, Request},
    words,
};

/// As it was typed: what is no name is none that somebody has.
static USER_NAME: Field<String> = Field::line(
    "user_name",
    |l| t!(l, staff.user_name),
    |text| match text.trim() {
        "" => Err(Flaw::Required),
        name => Ok(name.to_owned()),
    },
)
.autocomplete("username");
static PASSWORD: Field<Secret> = Field::password("password", |l| t!(l, staff.password)).autocomplete("current-password");
/// Where to go on from here.
pub(super) static BACK: Field<Option<String>> = Field::hidden("back", |path| Ok(layout::way_back(path))).example("/admin");
/// The form that came when nobody was signed in any more.
pub(super) static TYPED: Field<Pairs> = Field::hidden("typed", |text| Ok(Pairs::parse(text)));
const FIELDS: Group = &[&BACK.spec, &TYPED.spec, &USER_NAME.spec, &PASSWORD.spec];
pub(crate) const SIGN_IN: Fields = &[FIELDS];

pub(crate) async fn show(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Staff { .. }) {
        return Ok(Reply::see_other("/admin"));
    }
    let back = request.query.get(BACK.name).unwrap_or_default();
    Ok(page(&request, &Form::new(SIGN_IN, &request).filled(&BACK, back), None))
}

/// A form came, and nobody is signed in: whoever signs in now finds it again.
pub fn needed(request: &Request) -> Reply {
    let form = Form::new(SIGN_IN, request).filled(&BACK, request.target.clone()).filled(&TYPED, typed(request).encoded());
    let ended = Told { notice: Notice::SessionEnded, name: String::new() };
    page(request, &form, Some(words::notice(request.language, &ended))).status(Failure::SignInRequired.status())
}

pub(crate) async fn sign_in(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(SIGN_IN, &request);
    let (name, password, back, typed) = (form.get(&USER_NAME), form.get(&PASSWORD), form.get(&BACK), form.get(&TYPED));
    let (Some(name), Some(password), Some(back), Some(typed)) = (name, password, back, typed) else {
        return Ok(page(&request, &form, None).status(form.status()));
    };
    let Some(done) = store.sign_in_staff(&request.caller, &name, &password).await? else {
        form.flaw(&PASSWORD, Flaw::NotSignedIn);
        return Ok(page(&request, &form, None).status(form.status()));
    };
    Ok(match done {
        SignIn::Done(token, member) => signed_in(&request, &token, &member, back, &typed),
        SignIn::NeedsCode(token) => code::ask(&request, &token, back, &typed),
    })
}

/// Whoever is signed in goes on to where he wanted to be, with what he typed before.
pub(super) fn signed_in(request: &Request, token: &Token, member: &StaffMember, back: Option<String>, typed: &Pairs) -> Reply {
    let back = back.unwrap_or_else(|| "/admin".to_owned());
    let identity = IdentityId::new(member.id.uuid());
    let reply = if is_typed_by(identity, typed) { again(request, identity, &back, typed) } else { Reply::see_other(back) };
    in_own_language(reply.set(Cookie::Staff, token.expose()), member.language)
}

/// Signs out, and with it ends every visit that was begun in this session.
pub(crate) async fn sign_out(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    store.sign_out_staff(&request.caller).await?;
    Ok(Reply::see_other("/admin/login").clear(Cookie::Staff).notice(Notice::SignedOut))
}

/// Signed in, with what was typed before: it is shown, and nothing is done.
fn again(request: &Request, identity: IdentityId, back: &str, typed: &Pairs) -> Reply {
    let language = request.language;
    let title = t!(language, staff.signed_in_again);
    layout::page(request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, staff.typed_is_kept)}</p>
                <div class="actions">{resumed(request, identity, back, typed)}</div>
            </section>
        }
    })
}

fn page(request: &Request, form: &Form, ended: Option<String>) -> Reply {
    let language = request.language;
    layout::page(request, t!(language, staff.sign_in), || {
        view! {
            <section class="card narrow sign-in">
                <h1>{t!(language, staff.sign_in_title)}</h1>
                {ended.map(|text| view! { <p class="notice warning" role="alert">{text}</p> })}
                {form.post(request).at("/admin/login").around(view! {
                    {form.group(FIELDS)}
                    <p class="actions">
                        <button class="button primary">{t!(language, staff.sign_in)}</button>
                        <a href=super::forgot::PATH>{t!(language, staff.forgot)}</a>
                    </p>
                })}
            </section>
        }
    })
}
