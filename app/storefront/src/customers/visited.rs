//! Who is in the customer's account now, and who was there. Who of the staff it is, is not his to know; that it was our support, when, what was
//! done and how it ended, is.

use super::{consent::HERE, sessions::VISIT};
use crate::help;
use domain::{
    assistance::{EndCause, Visit},
    audit::{Action, Group},
    ids::VisitId,
    list::Listed,
    stores::Language,
    time::Moment,
};
use leptos::prelude::*;
use ui::{form::Post, t, table::listing, web::Request, words};

/// So many visits stand on a page.
pub(super) const PAGE: usize = 10;

/// That our support is in the account, with the way to end it; nothing while nobody is.
pub(super) fn there(request: &Request, visits: &[(VisitId, Moment)]) -> Vec<AnyView> {
    let language = request.language;
    let line = |(id, since): &(VisitId, Moment)| {
        let since = request.minute(*since);
        let button = Post::to(request, request.href(HERE)).class("inline").around(view! {
            <button class="button danger" name=VISIT.name value=id.to_string()>{t!(language, customers.privacy.end_now)}</button>
        });
        view! {
            <div class="notice warning there" role="note">
                <p>{t!(language, customers.privacy.there, since = since.as_str())}</p>
                {button}
            </div>
        }
        .into_any()
    };
    visits.iter().map(line).collect()
}

pub(super) fn now(request: &Request, visits: &[(VisitId, Moment)]) -> AnyView {
    let language = request.language;
    let nobody = visits.is_empty().then(|| view! { <p>{t!(language, customers.privacy.nobody)}</p> });
    view! {
        <section class="band">
            <h2>{t!(language, customers.privacy.now)}</h2>
            {there(request, visits)}
            {nobody}
        </section>
    }
    .into_any()
}

pub(super) fn so_far(request: &Request, listed: &Listed<(Visit, Vec<Action>)>) -> AnyView {
    let language = request.language;
    let rows = listed.items.iter().filter(|(visit, _)| visit.ended_at.is_some()).map(|(visit, done)| {
        view! {
            <tr>
                <th scope="row">{request.minute(visit.times.started)}</th>
                <td data-label=t!(language, customers.visits.duration)>{words::lasted(language, visit)}</td>
                <td data-label=t!(language, customers.privacy.done)>{told(language, done)}</td>
                <td data-label=t!(language, assistance.log.how)>{visit.times.ended.map(|cause| ended(language, cause))}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <p class="empty">{t!(language, customers.privacy.never)}</p> }.into_any()
    } else {
        view! {
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, assistance.log.started)}</th>
                    <th scope="col">{t!(language, customers.visits.duration)}</th>
                    <th scope="col">{t!(language, customers.privacy.done)}</th>
                    <th scope="col">{t!(language, assistance.log.how)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p><a href=help::contact(request)>{t!(language, customers.privacy.unexpected)}</a></p>
        }
        .into_any()
    };
    view! {
        <section class="band">
            <h2>{t!(language, customers.privacy.history)}</h2>
            {listing(request, listed, |_| list)}
        </section>
    }
    .into_any()
}

/// What was changed, each kind of it once. Coming and going are told beside it.
fn changes(done: &[Action]) -> Vec<Action> {
    let mut told: Vec<Action> = Vec::new();
    for action in done.iter().rev().filter(|action| ![Group::LoginAsCustomer, Group::AccessDenied].contains(&action.group())) {
        if !told.contains(action) {
            told.push(*action);
        }
    }
    told
}

fn told(language: Language, done: &[Action]) -> AnyView {
    let changes = changes(done);
    if done.is_empty() {
        return view! { <span>{t!(language, customers.privacy.archived)}</span> }.into_any();
    }
    if changes.is_empty() {
        return view! { <span>{t!(language, customers.privacy.nothing)}</span> }.into_any();
    }
    let lines = changes.into_iter().map(|action| view! { <li>{words::action(language, action)}</li> }).collect_view();
    view! { <ul class="plain">{lines}</ul> }.into_any()
}

/// How it ended, as far as it is the customer's to know: what became of the staff member is not.
fn ended(language: Language, cause: EndCause) -> &'static str {
    match cause {
        EndCause::ByCustomer => t!(language, customers.privacy.by_you),
        EndCause::ConsentWithdrawn => t!(language, customers.privacy.withdrawn),
        EndCause::Closed | EndCause::Replaced | EndCause::StaffSignedOut => t!(language, customers.privacy.closed),
        EndCause::Idle | EndCause::Expired | EndCause::StaffTimedOut => t!(language, customers.privacy.expired),
        EndCause::StaffDeactivated
        | EndCause::RightLost
        | EndCause::CustomerDeactivated
        | EndCause::CustomerDeleted
        | EndCause::FeatureDisabled
        | EndCause::StoreClosed
        | EndCause::Alarm => t!(language, customers.privacy.by_the_shop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_told_once_in_its_order() {
        let done = [
            Action::AssistanceEnded,
            Action::CartChanged,
            Action::AccessDenied,
            Action::AddressAdded,
            Action::CartChanged,
            Action::AssistanceRedeemed,
        ];
        assert_eq!(changes(&done), [Action::CartChanged, Action::AddressAdded]);
        assert!(changes(&[Action::AssistanceRedeemed]).is_empty());
    }
}
