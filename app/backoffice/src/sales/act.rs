//! Canceling, holding and releasing an order.

use super::grid;
use crate::layout;
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::{OrderAct, OrderActing, Store};
use ui::{
    form::{Form, Snapshot},
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

const fn told(act: OrderAct) -> Notice {
    match act {
        OrderAct::Cancel => Notice::OrderCanceled,
        OrderAct::Hold => Notice::OrderHeld,
        OrderAct::Unhold => Notice::OrderReleased,
    }
}

pub(super) async fn act<R: OrderActing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (order, _) = by.order(request.id("id")?).await?;
    let seen = Form::read(&[], &request).seen().ok_or(Failure::Malformed)?;
    by.act_on_order(order.id, seen).await?;
    Ok(Reply::see_other(format!("{}/{}", grid::PATH, order.id)).notice(told(R::ACT)))
}

/// What is canceled stays so: it is asked first.
pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::OrdersCancel>) -> Result<Reply, Failure> {
    let (order, _) = store.by(&permit).order(request.id("id")?).await?;
    let language = request.language;
    let title = t!(language, sales.cancel_order);
    let back = format!("{}/{}", grid::PATH, order.id);
    Ok(layout::page(&request, title, || {
        let form = Form::of(&[], &request, Snapshot::new(order.changes()));
        let number = t!(language, sales.order_number, number = order.number.as_str());
        let can = order.progress().can_cancel();
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                <p>{number} " · " {named(&order.name)}</p>
                {if can {
                    form.post(&request).around(view! {
                        <p>{t!(language, sales.cancel_ask)}</p>
                        <p class="actions">
                            <button class="button danger">{t!(language, sales.cancel_order)}</button>
                            <a class="button" href=back.clone()>{t!(language, common.form.back)}</a>
                        </p>
                    })
                } else {
                    view! {
                        <p class="notice warning">{t!(language, sales.not_to_cancel)}</p>
                        <p><a class="button" href=back.clone()>{t!(language, common.form.back)}</a></p>
                    }
                    .into_any()
                }}
            </section>
        }
    }))
}
