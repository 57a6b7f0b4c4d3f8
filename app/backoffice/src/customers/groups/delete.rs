//! Deleting a customer group: asked first, with what becomes of its members. It can be taken back.

use super::{PATH, edit::group};
use crate::{
    question::Question,
    undo::{self, FIELDS},
};
use domain::{
    caller::{Permit, right},
    customers::group::Group,
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let (group, may) = group(&store, &request, &permit).await?;
    if may { Ok(page(&request, &group)) } else { Err(Failure::NotFound) }
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    if let Some(seen) = undo::wanted(&mut form)? {
        let restored = store.by(&permit).restore_customer_group(request.id("id")?, seen).await;
        return undo::answer(&request, restored, PATH, Notice::CustomerGroupRestored);
    }
    let (group, may) = group(&store, &request, &permit).await?;
    if !may {
        return Err(Failure::NotFound);
    }
    form.unchanged(group.revision)?;
    store.by(&permit).delete_customer_group(&group).await?;
    Ok(Reply::see_other(PATH).notice(Notice::CustomerGroupDeleted(group.id, group.revision.saturating_add(1))))
}

fn page(request: &Request, group: &Group) -> Reply {
    let (language, title) = (request.language, t!(request.language, customers.groups.delete));
    let groups = &request.shop.pricing.groups;
    let heir = groups.name(groups.now(request.shop.config.default_group())).to_owned();
    let question = Question {
        title: format!("{title}: {}", isolated(&group.name)),
        said: view! {
            <p class="notice warning">{t!(language, customers.groups.members_go, name = isolated(&heir))}</p>
            <p>{t!(language, customers.groups.delete_confirm)}</p>
        }
        .into_any(),
        fields: None,
        act: Some(title),
        back: format!("{PATH}/{}", group.id),
    };
    question.page(request, Some(&Form::of(&[], request, Snapshot::new(group.revision))))
}
