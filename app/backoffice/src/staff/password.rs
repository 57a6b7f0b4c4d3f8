//! Setting one's own password by a link: an invitation, or a way back for whoever forgot it. It opens nothing twice.

use crate::layout;
use domain::{
    failure::Failure,
    staff::{LINK, StaffMember},
};
use leptos::prelude::*;
use store::{StaffLink, Store, StoreError};
use ui::{
    endpoint::Open,
    form::{
        Fields, Form, Group,
        groups::{PASSWORD, PASSWORD_AGAIN},
    },
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
};

const ASKED: Group = &[&PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(crate) const FIELDS: Fields = &[ASKED];

pub(crate) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    Ok(match opened(&store, &request).await? {
        Some((_, member)) => page(&request, &member, &Form::new(FIELDS, &request)),
        None => late(&request),
    })
}

pub(crate) async fn save(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some((link, member)) = opened(&store, &request).await? else { return Ok(late(&request)) };
    let known = [member.user_name.clone(), member.full_name(), member.email.clone()];
    let mut form = known.into_iter().fold(Form::read(FIELDS, &request), Form::known_by);
    let (Some(password), true) = (form.new_password(), form.is_clean()) else {
        return Ok(page(&request, &member, &form).status(form.status()));
    };
    match store.set_staff_password(&request.caller, &link, &password).await {
        Ok(()) => {
            // Whoever was signed in here as somebody else would take it for his own.
            store.sign_out_staff(&request.caller).await?;
            Ok(Reply::see_other("/admin/login").clear(Cookie::Staff).notice(Notice::PasswordUpdated))
        }
        Err(StoreError::NotFound) => Ok(late(&request)),
        Err(error) => Err(error.into()),
    }
}

/// The link that the address brings, and whose account it opens.
async fn opened(store: &Store, request: &Request) -> Result<Option<(StaffLink, StaffMember)>, Failure> {
    let Some(link) = request.query.get(LINK).and_then(StaffLink::parse) else { return Ok(None) };
    let member = store.staff_link_opens(&request.caller, &link).await?;
    Ok(member.map(|member| (link, member)))
}

/// The link opens nothing any more.
fn late(request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, staff.reset_title);
    let page = layout::page(request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, staff.reset_late)}</p>
                <p class="actions"><a class="button" href=super::forgot::PATH>{t!(language, staff.forgot)}</a></p>
            </section>
        }
    });
    page.status(Failure::NotFound.status())
}

fn page(request: &Request, member: &StaffMember, form: &Form) -> Reply {
    let language = request.language;
    // Whoever is invited has none yet that he could set anew.
    let (title, button) = if member.invited {
        (t!(language, staff.set_title), t!(language, staff.set_button))
    } else {
        (t!(language, staff.reset_title), t!(language, staff.reset_button))
    };
    layout::page(request, title, || {
        view! {
            <section class="card narrow sign-in">
                <h1>{title}</h1>
                <p>{t!(language, staff.reset_of, name = member.user_name.as_str())}</p>
                {form.post(request).at(request.target_href()).around(view! {
                    {form.group(ASKED)}
                    <button class="button primary">{button}</button>
                })}
            </section>
        }
    })
}
