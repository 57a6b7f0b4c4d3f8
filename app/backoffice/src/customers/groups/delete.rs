//! Deleting a customer group: asked first, with what becomes of its members. It can be taken back.

use super::{PATH, edit::group};
use crate::{
    meanwhile,
    question::Question,
    undo::{self, FIELDS},
};
use domain::{
    caller::{Permit, right},
    customers::group::Group,
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let (group, may) = group(&store, &request, &permit).await?;
    if may { Ok(page(&request, &group, &Form::of(&[], &request, Snapshot::new(group.revision)))) } else { Err(Failure::NotFound) }
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    if let Some(seen) = undo::wanted(&mut Form::read(FIELDS, &request))? {
        let restored = by.restore_customer_group(request.id("id")?, seen).await;
        return undo::answer(&request, restored, PATH, Notice::CustomerGroupRestored);
    }
    let (group, may) = group(&store, &request, &permit).await?;
    if !may {
        return Err(Failure::NotFound);
    }
    let form = meanwhile::over(&by, &request, Revised::CustomerGroup(group.id), (Form::read(&[], &request), group.revision)).await?;
    if !form.is_clean() {
        return Ok(page(&request, &group, &form).status(form.status()));
    }
    by.delete_customer_group(&group).await?;
    Ok(Reply::see_other(PATH).notice(Notice::CustomerGroupDeleted(group.id, group.revision.saturating_add(1))))
}

fn page(request: &Request, group: &Group, form: &Form) -> Reply {
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
    question.page(request, Some(form))
}
