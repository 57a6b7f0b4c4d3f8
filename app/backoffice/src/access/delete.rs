//! Deleting a role: asked first, with the own password, and only one that nobody has.

use crate::{
    meanwhile,
    own_password::{self, VERIFICATION},
    question::Question,
};
use domain::{
    access::{Resource, Role},
    caller::{Permit, right},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Fields, Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const DELETE: Fields = &[VERIFICATION];

pub(crate) async fn ask(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let role = store.by(&permit).role(request.id("id")?).await?;
    let (users, _) = store.by(&permit).reach(role.id, |_| true).await?;
    Ok(page(&request, &role, users, &Form::of(DELETE, &request, Snapshot::new(role.revision))))
}

pub(crate) async fn delete(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let role = store.by(&permit).role(request.id("id")?).await?;
    let asked = (Form::read(DELETE, &request), role.revision);
    let mut form = meanwhile::over(&store.by(&permit), &request, Revised::Role(role.id), asked).await?;
    if form.is_clean() {
        form = own_password::verified(&store, &permit, form).await?;
    }
    if form.is_clean() {
        match store.by(&permit).delete_role(&role).await {
            Ok(()) => return Ok(Reply::see_other("/admin/roles").notice(Notice::RoleDeleted)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let (users, _) = store.by(&permit).reach(role.id, |_| true).await?;
    Ok(page(&request, &role, users, &form).status(form.status()))
}

fn page(request: &Request, role: &Role, users: usize, form: &Form) -> Reply {
    let language = request.language;
    // Said before anybody types his password for nothing.
    let held = (users > 0).then(|| {
        let all = request.caller.holds(Resource::Users).then(|| view! { <a href="/admin/users">{t!(language, backoffice.all_users)}</a> });
        view! { <p class="flaw">{t!(language, access.affects_users, count = users)}" "{words::flaw(language, Flaw::RoleInUse)}" "{all}</p> }
            .into_any()
    });
    // Nothing is asked of anybody where the answer is no already.
    let asked = held.is_none().then_some(form);
    let said = held.unwrap_or_else(|| view! { <p>{t!(language, access.delete_confirm)}</p> }.into_any());
    let title = t!(language, access.delete);
    let question = Question {
        title: title.to_owned(),
        said: view! { <p>{t!(language, access.delete_text, name = isolated(&role.name))}</p> {said} }.into_any(),
        fields: Some(own_password::fieldset(request, form)),
        act: Some(title),
        back: format!("/admin/roles/{}", role.id),
    };
    question.page(request, asked)
}
