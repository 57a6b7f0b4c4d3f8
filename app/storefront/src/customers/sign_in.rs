//! Signing in and out.

use crate::assistance::close;
use domain::{
    caller::{NOBODY, Who},
    failure::Failure,
    ids::IdentityId,
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use store::{Stay, Store, Token};
use ui::{
    endpoint::Open,
    form::{
        Field, Fields, Form, Group,
        groups::{self, PASSWORD},
        is_typed_by, resumed, typed,
    },
    notice::{LeftBehind, Notice, Told},
    t,
    web::{Cookie, Pairs, Reply, Request, local_path},
    words,
};

/// As it was typed: what is no address is none that somebody has.
static EMAIL: Field<String> = Field::email(groups::EMAIL.spec.name, groups::EMAIL.spec.label, |text| match text.trim() {
    "" => Err(Flaw::Required),
    _ => Ok(text.to_owned()),
})
.autocomplete("username");
static CURRENT: Field<Secret> = Field::password(PASSWORD.spec.name, PASSWORD.spec.label).autocomplete("current-password");
/// Asked for where the shop offers the choice.
static REMEMBER: Field<bool> = Field::check_box("remember", |l| t!(l, customers.account.remember));
/// Where to go on from here: a path of ours, or nowhere in particular.
static BACK: Field<Option<String>> = Field::hidden("back", |path| Ok(local_path(Some(path)))).example("/");
/// The form that came when nobody was signed in any more.
static TYPED: Field<Pairs> = Field::hidden("typed", |text| Ok(Pairs::parse(text)));
const ASKED: Group = &[&BACK.spec, &TYPED.spec, &EMAIL.spec, &CURRENT.spec, &REMEMBER.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Shopper { .. }) {
        return Ok(Reply::see_other(request.href("/customer/account")));
    }
    let back = request.query.get(BACK.name).unwrap_or_default();
    Ok(page(&store, &request, &new(&request).filled(&BACK, back), None).await)
}

fn new(request: &Request) -> Form {
    asked(Form::new(FIELDS, request), request)
}

fn asked(form: Form, request: &Request) -> Form {
    if request.config.asks_to_remember() { form } else { form.without(&REMEMBER) }
}

/// A form came, and nobody is signed in: whoever signs in now finds it again.
pub async fn needed(store: &Store, request: &Request) -> Reply {
    let form = new(request).filled(&BACK, request.target_href()).filled(&TYPED, typed(request).encoded());
    let ended = Told { notice: Notice::SessionEnded, name: String::new() };
    let ended = words::notice(request.language, &ended);
    page(store, request, &form, Some(ended)).await.status(Failure::SignInRequired.status())
}

/// The way here from a form that a guest has begun: whoever signs in finds it again.
pub(crate) async fn on_the_way(store: &Store, request: &Request, email: &str) -> Reply {
    let form = new(request).filled(&BACK, request.target_href()).filled(&TYPED, typed(request).encoded()).filled(&EMAIL, email);
    page(store, request, &form, None).await
}

pub(super) async fn sign_in(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = asked(Form::read(FIELDS, &request), &request);
    let stays = !request.config.asks_to_remember() || form.get(&REMEMBER) == Some(true);
    let stay = if stays { Stay::Remembered } else { Stay::ForNow };
    let (email, password, back, typed) = (form.get(&EMAIL), form.get(&CURRENT), form.get(&BACK), form.get(&TYPED));
    let (Some(email), Some(password), Some(back), Some(typed)) = (email, password, back, typed) else {
        return Ok(page(&store, &request, &form, None).await.status(form.status()));
    };
    let website = request.view.website;
    let Some(signed_in) = store.sign_in_customer(&request.caller, website, (email.as_str(), &password), stay).await? else {
        form.flaw(&CURRENT, Flaw::NotSignedIn);
        return Ok(page(&store, &request, &form, None).await.status(form.status()));
    };
    let back = request.in_this_view(back.as_deref().unwrap_or("/customer/account"));
    let identity = IdentityId::new(signed_in.customer.uuid());
    // What a guest typed before he signs in is his: nobody else was there.
    let is_his = is_typed_by(identity, &typed) || is_typed_by(NOBODY, &typed);
    let reply = if is_his { again(&store, &request, identity, &back, &typed).await } else { Reply::see_other(back) };
    let reply = with_session(reply, &signed_in.token, stay);
    Ok(match LeftBehind::of(&signed_in.left_behind, false) {
        Some(left) => reply.notice(Notice::CartLeftBehind(left)),
        None => reply,
    })
}

/// With the token of a session, for as long as the browser is to remember it.
pub(super) fn with_session(reply: Reply, token: &Token, stay: Stay) -> Reply {
    match stay {
        Stay::Remembered => reply.set(Cookie::Shopper, token.expose()),
        Stay::ForNow => reply.set_for_now(Cookie::Shopper, token.expose()),
    }
}

pub(super) async fn sign_out(store: Store, request: Request, open: Open) -> Result<Reply, Failure> {
    // In a visit, Sign Out means Close Session.
    if request.is_visit() {
        return close::close(store, request, open).await;
    }
    store.sign_out_customer(&request.caller).await?;
    Ok(Reply::see_other(request.href("/")).clear(Cookie::Shopper).notice(Notice::SignedOut))
}

/// Signed in, with what was typed before: it is shown, and nothing is done.
async fn again(store: &Store, request: &Request, identity: IdentityId, back: &str, typed: &Pairs) -> Reply {
    let language = request.language;
    let title = t!(language, customers.account.signed_in_again);
    crate::layout::page(store, request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, customers.account.typed_is_kept)}</p>
                <div class="actions">{resumed(request, identity, back, typed)}</div>
            </section>
        }
    })
    .await
}

async fn page(store: &Store, request: &Request, form: &Form, ended: Option<String>) -> Reply {
    let language = request.language;
    let title = t!(language, customers.account.sign_in_title);
    crate::layout::page(store, request, title, || {
        let fields = view! {
            {form.group(ASKED)}
            <p class="actions">
                <button class="button primary">{t!(language, storefront.sign_in)}</button>
                <a href=request.href(super::forgot::PATH)>{t!(language, customers.forgot.link)}</a>
            </p>
        };
        view! {
            <h1>{title}</h1>
            {ended.map(|text| view! { <p class="notice warning" role="alert">{text}</p> })}
            <div class="columns">
                <section class="card">
                    <p>{t!(language, customers.account.sign_in_text)}</p>
                    {form.post(request).at(request.href("/customer/account/login")).around(fields)}
                </section>
                <section class="card">
                    <h2>{t!(language, customers.account.new_here)}</h2>
                    <p>{t!(language, customers.account.new_here_text)}</p>
                    <p><a class="button" href=request.href("/customer/account/create")>{t!(language, storefront.create_account)}</a></p>
                </section>
            </div>
        }
    })
    .await
}
