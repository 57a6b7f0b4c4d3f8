//! What takes a user out: Force Sign-In, and Delete User. Each says what happens, and asks for the own password.

use super::{grid::PATH, sessions::renewed};
use crate::{
    meanwhile,
    own_password::{self, VERIFICATION},
    question::Question,
};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    staff::StaffMember,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Fields, Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) const FIELDS: Fields = &[VERIFICATION];

type Users = Permit<right::Users>;

async fn asked(store: &Store, request: &Request, permit: &Users) -> Result<(StaffMember, Form), Failure> {
    let member = store.by(permit).staff_member(request.id("id")?).await?;
    Ok((member, Form::new(FIELDS, request)))
}

fn force_text(request: &Request, member: &StaffMember) -> String {
    let name = member.full_name();
    t!(request.language, staff.force_sign_in_ask, name = isolated(&name))
}

fn delete_text(request: &Request, member: &StaffMember) -> String {
    t!(request.language, staff.delete_text, name = member.user_name.as_str())
}

pub(super) async fn ask_sessions(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, form) = asked(&store, &request, &permit).await?;
    Ok(page(&request, &member, t!(request.language, staff.force_sign_in), force_text(&request, &member), &form))
}

pub(super) async fn end_sessions(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, _) = asked(&store, &request, &permit).await?;
    let mut form = own_password::verified(&store, &permit, Form::read(FIELDS, &request)).await?;
    if form.is_clean() {
        match store.by(&permit).revoke_sessions(member.id).await {
            Ok(()) => return Ok(Reply::see_other(format!("{PATH}/{}", member.id)).notice(Notice::SessionsRevoked)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let title = t!(request.language, staff.force_sign_in);
    Ok(page(&request, &member, title, force_text(&request, &member), &form).status(form.status()))
}

pub(super) async fn ask_factor(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, form) = asked(&store, &request, &permit).await?;
    Ok(page(&request, &member, t!(request.language, staff.factor.reset), factor_text(&request, &member), &form))
}

pub(super) async fn reset_factor(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, _) = asked(&store, &request, &permit).await?;
    let mut form = own_password::verified(&store, &permit, Form::read(FIELDS, &request)).await?;
    if form.is_clean() {
        match store.by(&permit).reset_factor(member.id).await {
            Ok(token) => {
                let reply = Reply::see_other(format!("{PATH}/{}", member.id)).notice(Notice::FactorReset);
                return Ok(renewed(reply, token.as_ref()));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let title = t!(request.language, staff.factor.reset);
    Ok(page(&request, &member, title, factor_text(&request, &member), &form).status(form.status()))
}

fn factor_text(request: &Request, member: &StaffMember) -> String {
    let name = member.full_name();
    t!(request.language, staff.factor.reset_text, name = isolated(&name))
}

pub(super) async fn ask_delete(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, _) = asked(&store, &request, &permit).await?;
    let form = Form::of(FIELDS, &request, Snapshot::new(member.revision));
    Ok(page(&request, &member, t!(request.language, staff.delete), delete_text(&request, &member), &form))
}

pub(super) async fn delete(store: Store, request: Request, permit: Users) -> Result<Reply, Failure> {
    let (member, _) = asked(&store, &request, &permit).await?;
    let asked = (Form::read(FIELDS, &request), member.revision);
    let mut form = meanwhile::over(&store.by(&permit), &request, Revised::Staff(member.id), asked).await?;
    if form.is_clean() {
        form = own_password::verified(&store, &permit, form).await?;
    }
    if form.is_clean() {
        match store.by(&permit).delete_staff(&member).await {
            Ok(()) => return Ok(Reply::see_other(PATH).notice(Notice::UserDeleted)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &member, t!(request.language, staff.delete), delete_text(&request, &member), &form).status(form.status()))
}

/// A question, with the own password below it.
pub(super) fn page(request: &Request, member: &StaffMember, title: &'static str, text: String, form: &Form) -> Reply {
    let question = Question {
        title: title.to_owned(),
        said: view! { <p>{text}</p> <p>{t!(request.language, staff.delete_confirm)}</p> }.into_any(),
        fields: Some(own_password::fieldset(request, form)),
        act: Some(title),
        back: format!("{PATH}/{}", member.id),
    };
    question.page(request, Some(form))
}
