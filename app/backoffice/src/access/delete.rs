//! Deleting a role: asked first, with the own password, and only one that nobody has.

use crate::{
    layout,
    own_password::{self, VERIFICATION},
};
use domain::{
    access::{Resource, Role},
    caller::{Permit, right},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Fields, Form, Snapshot},
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
    let mut form = Form::read(DELETE, &request);
    form.unchanged(role.revision)?;
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
    });
    let title = t!(language, access.delete);
    let back = format!("/admin/roles/{}", role.id);
    layout::page(request, title, || {
        // Nothing is asked of anybody where the answer is no already.
        let asked = match held {
            Some(held) => view! {
                {held}
                <p class="actions"><a class="button" href=back>{t!(language, common.form.back)}</a></p>
            }
            .into_any(),
            None => view! {
                <p>{t!(language, access.delete_confirm)}</p>
                {form.post(request).around(view! {
                    {own_password::fieldset(request, form)}
                    <p class="actions">
                        <button class="button danger">{t!(language, access.delete)}</button>
                        <a class="button" href=back>{t!(language, common.form.cancel)}</a>
                    </p>
                })}
            }
            .into_any(),
        };
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                <p>{t!(language, access.delete_text, name = role.name.as_str())}</p>
                {asked}
            </section>
        }
    })
}
