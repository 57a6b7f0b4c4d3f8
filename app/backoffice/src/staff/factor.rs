//! Two-Factor Authorization of one's own account: set up with a picture and a first code, its recovery codes, and switched off.

use super::{code::CODE, sessions::renewed};
use crate::{
    layout,
    own_password::{self, VERIFICATION},
    sheet::Head,
};
use domain::{
    caller::Staff,
    failure::Failure,
    staff::Owed,
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use qrcode::{EcLevel, QrCode, render::svg};
use store::{Enrolment, Factor, Store, StoreError};
use ui::{
    form::{Field, Fields, Form, Group},
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/admin/account/factor";

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Begin,
    Confirm,
    Renew,
    Remove,
}

static ACT: Field<Act> = Field::button("do", |act| match act {
    "begin" => Ok(Act::Begin),
    "confirm" => Ok(Act::Confirm),
    "renew" => Ok(Act::Renew),
    "remove" => Ok(Act::Remove),
    _ => Err(Flaw::NotAChoice),
})
.example("begin");
const CONFIRMING: Group = &[&CODE.spec];
pub(crate) const FIELDS: Fields = &[&[&ACT.spec], CONFIRMING, VERIFICATION];

pub(crate) async fn show(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let form = Form::new(FIELDS, &request);
    page(&store, &request, &staff, form).await
}

pub(crate) async fn change(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let act = form.get(&ACT).ok_or(Failure::Malformed)?;
    let code: Option<Secret> = if act == Act::Confirm { form.get(&CODE) } else { None };
    form = own_password::verified(&store, &staff, form).await?;
    if !form.is_clean() {
        return page(&store, &request, &staff, form).await;
    }
    let by = store.by(&staff);
    let done = match (act, code) {
        (Act::Begin, _) => by.begin_factor().await.map(|()| Reply::see_other(PATH)),
        (Act::Confirm, Some(code)) => by.confirm_factor(&code).await.map(|(codes, token)| renewed(kept(&request, &codes), token.as_ref())),
        (Act::Confirm, None) => Err(StoreError::Invalid("code", Flaw::Required)),
        (Act::Renew, _) => by.renew_recovery_codes().await.map(|codes| kept(&request, &codes)),
        (Act::Remove, _) => {
            let removed = Reply::see_other(super::account::PATH).notice(Notice::FactorRemoved);
            by.remove_factor().await.map(|token| renewed(removed, token.as_ref()))
        }
    };
    match done {
        Ok(reply) => Ok(reply),
        // It was done already, in another tab.
        Err(StoreError::NotFound) => Ok(Reply::see_other(PATH)),
        Err(error) => {
            let form = form.refused(error)?;
            page(&store, &request, &staff, form).await
        }
    }
}

/// The recovery codes, shown this once.
fn kept(request: &Request, codes: &[String]) -> Reply {
    let language = request.language;
    let title = t!(language, staff.factor.codes);
    let codes = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    layout::page(request, title, || {
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                <p class="notice warning">{t!(language, staff.factor.codes_text)}</p>
                <ul class="codes" translate="no">{codes}</ul>
                <p class="actions"><a class="button primary" href=super::account::PATH>{t!(language, staff.factor.kept)}</a></p>
            </section>
        }
    })
}

/// The address as a picture, dark on light for cameras, whatever the colours of the page.
fn picture(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    svg.split_once("?>").map(|(_, svg)| svg.to_owned())
}

fn begun(request: &Request, Enrolment { secret, address }: &Enrolment) -> AnyView {
    let language = request.language;
    let picture = picture(address)
        .map(|svg| view! { <div class="qr" role="img" aria-label=t!(language, staff.factor.picture) inner_html=svg></div> });
    let grouped = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    view! {
        <p>{t!(language, staff.factor.scan)}</p>
        {picture}
        <p>{t!(language, staff.factor.secret)} ": " <code translate="no">{grouped}</code></p>
    }
    .into_any()
}

async fn page(store: &Store, request: &Request, staff: &Staff, mut form: Form) -> Result<Reply, Failure> {
    let language = request.language;
    let title = t!(language, staff.factor.title);
    let is_owed = request.caller.owes() == Some(Owed::SecondFactor);
    let needed = is_owed.then(|| view! { <p class="notice warning" role="alert">{t!(language, staff.factor.needed)}</p> });
    let button = |act: &'static str, class: &'static str, label: &'static str| Form::button(&ACT, act, class, label);
    let (above, asked, buttons, remove) = match store.by(staff).factor().await? {
        Factor::None => {
            let text = view! { <p>{t!(language, staff.factor.begin_text)}</p> }.into_any();
            (text, None, button("begin", "button primary", t!(language, staff.factor.begin)), None)
        }
        Factor::Begun(enrolment) => {
            let confirm = button("confirm", "button primary", t!(language, staff.factor.confirm));
            let again = button("begin", "button", t!(language, staff.factor.again));
            // There are no recovery codes yet.
            form = form.hinted(&CODE, t!(language, staff.factor.first_hint));
            (begun(request, &enrolment), Some(form.field(&CODE)), view! { {confirm} {again} }.into_any(), None)
        }
        Factor::On(since, left) => {
            let since = request.time(since);
            let on = t!(language, staff.factor.is_on, time = since.as_str());
            let text = view! { <p>{on} " " {t!(language, staff.factor.left, number = left)}</p> }.into_any();
            let renew = button("renew", "button", t!(language, staff.factor.renew));
            let remove = button("remove", "button danger", t!(language, staff.factor.remove));
            (text, None, renew, Some(remove))
        }
    };
    let back = (!is_owed).then(|| super::account::PATH.to_owned());
    let page = layout::page(request, title, || {
        let head = Head { title: title.into_any(), scope: None, back, acts: Vec::new(), save: None };
        view! {
            {head.show(request)}
            {needed}
            {form.post(request).class("card narrow").around(view! {
                {above}
                {asked}
                {own_password::fieldset(request, &form)}
                <p class="actions">{buttons} {remove}</p>
            })}
        }
    });
    Ok(page.status(form.status()))
}
