//! Deleting a role: asked first, and only one that nobody has.

use domain::{access::Role, caller::right, failure::Failure};
use leptos::prelude::*;
use store::{Store, StoreError};
use ui::{
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub async fn ask(store: Store, request: Request) -> Result<Reply, Failure> {
    let role = store.role(&request.caller.permit::<right::Roles>()?, request.id("id")?).await?;
    Ok(page(&request, &role, None))
}

pub async fn delete(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::Roles>()?;
    let role = store.role(&permit, request.id("id")?).await?;
    if !permit.grants().covers(&role.grants) {
        return Ok(page(&request, &role, Some(t!(request.language, flaw.too_much))).status(422));
    }
    if store.is_own_role(&permit, role.id).await? {
        return Ok(page(&request, &role, Some(t!(request.language, roles.delete_self))).status(422));
    }
    match store.delete_role(&permit, &role).await {
        Ok(()) => Ok(Reply::see_other("/admin/roles").notice(Notice::RoleDeleted)),
        Err(StoreError::Stale) => Ok(page(&request, &role, Some(t!(request.language, roles.delete_used))).status(422)),
        Err(error) => Err(error.into()),
    }
}

fn page(request: &Request, role: &Role, refused: Option<&'static str>) -> Reply {
    let language = request.language;
    let title = t!(language, roles.delete);
    crate::layout::page(request, title, || {
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                {refused.map(|text| view! { <p class="notice error" role="alert">{text}</p> })}
                <p>{t!(language, roles.delete_text, name = role.name.as_str())}</p>
                <p>{t!(language, roles.delete_confirm)}</p>
                <form method="post" action=request.here() class="actions">
                    <button class="button danger">{t!(language, roles.delete)}</button>
                    <a class="button" href=format!("/admin/roles/{}", role.id)>{t!(language, form.cancel)}</a>
                </form>
            </section>
        }
    })
}
