//! A link by which somebody sets his own password: by mail where the shop sends any, else shown once to whoever hands it on.

use super::leaving;
use crate::{layout, own_password};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    staff::{LINK, SET_PASSWORD, StaffMember},
};
use leptos::prelude::*;
use store::{Reaching, StaffLink, Store};
use ui::{
    form::Form,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) fn reaching(request: &Request) -> Reaching {
    if request.mails { Reaching::ByMail } else { Reaching::ByHand }
}

/// What whoever made a link sees: the link itself, or that it is on its way.
pub(super) fn made(request: &Request, member: &StaffMember, link: Option<&StaffLink>, mailed: Notice) -> Reply {
    let Some(link) = link else { return Reply::see_other(super::grid::PATH).notice(mailed) };
    let language = request.language;
    let address = format!("{}{SET_PASSWORD}?{LINK}={}", request.base_url, link.expose());
    let title = t!(language, staff.link_of, name = member.user_name.as_str());
    let lasts = if member.invited { t!(language, staff.invite_text).to_owned() } else { text(request, member) };
    layout::page(request, &title, || {
        view! {
            <section class="card">
                <h1>{title.clone()}</h1>
                <p class="notice warning">{t!(language, staff.link_text)}</p>
                <p>{lasts}</p>
                <div class="field">
                    <label for="link">{t!(language, staff.link)}</label>
                    <input id="link" type="text" readonly value=address autocomplete="off" />
                </div>
                <p class="actions"><a class="button" href=super::grid::PATH>{t!(language, common.form.back)}</a></p>
            </section>
        }
    })
}

fn title(request: &Request, member: &StaffMember) -> &'static str {
    if member.invited { t!(request.language, staff.invite_again) } else { t!(request.language, staff.reset_link) }
}

/// What comes of it: an invitation opens for a day, a way back for two hours.
fn text(request: &Request, member: &StaffMember) -> String {
    let (language, name) = (request.language, member.user_name.as_str());
    if member.invited { t!(language, staff.invite_again_text, name = name) } else { t!(language, staff.reset_link_text, name = name) }
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let member = store.by(&permit).staff_member(request.id("id")?).await?;
    let form = Form::new(leaving::FIELDS, &request);
    Ok(leaving::page(&request, &member, title(&request, &member), text(&request, &member), &form))
}

pub(super) async fn again(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let member = store.by(&permit).staff_member(request.id("id")?).await?;
    let mut form = own_password::verified(&store, &permit, Form::read(leaving::FIELDS, &request)).await?;
    if form.is_clean() {
        match store.by(&permit).link_again(member.id, reaching(&request)).await {
            Ok(link) => return Ok(made(&request, &member, link.as_ref(), Notice::LinkMailed)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(leaving::page(&request, &member, title(&request, &member), text(&request, &member), &form).status(form.status()))
}
