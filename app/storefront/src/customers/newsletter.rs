//! My Account > Newsletter Subscriptions.

use super::panel;
use domain::{caller::Acting, failure::Failure, newsletter::Subscription};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) const MANAGE: &str = "/newsletter/manage";

static GENERAL: Field<bool> = Field::check_box("is_subscribed", |l| t!(l, customers.newsletter.general));
const OPTIONS: Group = &[&GENERAL.spec];
pub(super) static FIELDS: Fields = &[OPTIONS];

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let subscription = store.by(&acting).subscription().await?;
    let form = Form::of(FIELDS, &request, stored(&subscription));
    Ok(page(&store, &request, form, &subscription).await)
}

pub(super) async fn save(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let subscription = store.by(&acting).subscription().await?;
    let mut form = Form::read(FIELDS, &request).onto(stored(&subscription))?;
    let (Some(on), true) = (form.get(&GENERAL), form.is_clean()) else {
        let status = form.status();
        return Ok(page(&store, &request, form, &subscription).await.status(status));
    };
    store.by(&acting).subscribe(&subscription, on).await?;
    Ok(Reply::see_other(request.href("/customer/account")).notice(match (subscription.is_on(), on) {
        (false, true) => Notice::NewsletterSaved,
        (true, false) => Notice::NewsletterRemoved,
        (true, true) | (false, false) => Notice::NewsletterUpdated,
    }))
}

fn stored(subscription: &Subscription) -> Snapshot {
    Snapshot::new(subscription.revision).ticked(&GENERAL, subscription.is_on()).turned(&GENERAL, subscription.revision)
}

/// The block of the dashboard.
pub(super) fn card(request: &Request, subscription: &Subscription) -> AnyView {
    let language = request.language;
    let is = if subscription.is_on() { t!(language, customers.newsletter.is_on) } else { t!(language, customers.newsletter.is_off) };
    view! {
        <section class="card">
            <h2>{t!(language, customers.newsletter.newsletters)}</h2>
            <p>{is}</p>
            <p class="actions">
                <a class="button" href=request.href(MANAGE) aria-label=t!(language, customers.newsletter.edit)>
                    {t!(language, customers.account.edit)}
                </a>
            </p>
        </section>
    }
    .into_any()
}

async fn page(store: &Store, request: &Request, form: Form, subscription: &Subscription) -> Reply {
    let language = request.language;
    let title = t!(language, customers.newsletter.title);
    let since = subscription.since.map(|at| request.minute(at));
    let form = match &since {
        Some(time) => form.hinted(&GENERAL, t!(language, customers.newsletter.since, time = time.as_str())),
        None => form,
    };
    panel::page(store, request, title, || {
        let fields = view! {
            {form.fieldset(|l| t!(l, customers.newsletter.option), OPTIONS)}
            <p class="actions">
                <button class="button primary">{t!(language, common.form.save)}</button>
                <a class="button" href=request.href("/customer/account")>{t!(language, common.form.back)}</a>
            </p>
        };
        view! { <h1>{title}</h1> {form.post(request).class("card narrow").around(fields)} }
    })
    .await
}
