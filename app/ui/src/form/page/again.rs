//! What was typed is not lost: where the store did not answer, or somebody asked too often, the same request is offered again; where somebody
//! else is asking now, or had to sign in first, the form is shown again with what was typed, and nothing is done.

use super::{
    super::{BEGUN, DRAFT, IDENTITY, SHOWN},
    Post, Spec,
};
use crate::{
    t,
    web::{Pairs, REPEATS, Request},
};
use domain::{caller::Proof, failure::Failure, ids::IdentityId};
use leptos::prelude::*;

/// Offers what was typed on a page that tells of a failure: the names that its form declares, and nothing else. A secret is never
/// written into a page. Where one was needed, what is offered leads back to the form, which asks for it; where it was not, the
/// request without it would be another one, and is not offered.
pub fn again(request: &Request, failure: &Failure) -> Option<AnyView> {
    let fields = request.fields;
    let is_down = matches!(failure, Failure::Unavailable | Failure::OutcomeUnknown | Failure::TooMany(_));
    let is_other = *failure == Failure::IdentityChanged && !fields.is_empty();
    if !is_down && !is_other {
        return None;
    }
    if request.form.is_empty() {
        return Some(view! { <a class="button" href=request.target_href()>{t!(request.language, common.error.again)}</a> }.into_any());
    }
    if is_other {
        return Some(resumed(request, request.caller.identity(), &request.target_href(), &typed(request)));
    }
    let specs = || fields.iter().flat_map(|group| group.iter());
    let is_ours = |name: &str| [IDENTITY, SHOWN, BEGUN, REPEATS].contains(&name) || specs().any(|s| s.name == name);
    if request.form.iter().any(|(name, _)| !is_ours(name)) {
        return None;
    }
    let is_filled = |spec: &Spec| request.form.get(spec.name).is_some_and(|value| !value.is_empty());
    let secrets = || specs().filter(|s| s.secret && is_filled(s));
    let needed = secrets().any(|s| s.required);
    if secrets().next().is_some() && !needed {
        return None;
    }
    let kept = request.form.iter().filter(|(name, _)| !specs().any(|s| s.secret && s.name == *name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> }).collect_view();
    let repeats = (*failure == Failure::OutcomeUnknown)
        .then(|| view! { <input type="hidden" name=REPEATS value=request.caller.origin().request.clone() /> });
    let label = if needed { t!(request.language, common.form.again_with_secret) } else { t!(request.language, common.error.again) };
    Some(
        view! { <form method="post" action=request.target_href()>{kept} {repeats} <button class="button">{label}</button></form> }
            .into_any(),
    )
}

/// What was typed into the form of this request, and for whom that was made, but for secrets: to be taken along until it can be
/// shown again.
pub fn typed(request: &Request) -> Pairs {
    let is_kept = |name: &str| {
        [IDENTITY, SHOWN, BEGUN].contains(&name)
            || request.fields.iter().flat_map(|group| group.iter()).any(|s| s.name == name && !s.secret)
    };
    request.form.iter().filter(|(name, _)| is_kept(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Whether it was this person who typed: what one has typed is nobody else's to read.
pub fn is_typed_by(identity: IdentityId, typed: &Pairs) -> bool {
    typed.get(IDENTITY) == Some(identity.to_string().as_str())
}

/// A button that leads back to the form at `action`, which then shows what was typed to whoever is asking from now on.
pub fn resumed(request: &Request, identity: IdentityId, action: &str, typed: &Pairs) -> AnyView {
    let kept = typed.iter().filter(|(name, _)| ![IDENTITY, DRAFT].contains(name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> }).collect_view();
    let draft = view! { <input type="hidden" name=DRAFT value="1" /> };
    let label = t!(request.language, common.form.again_with_secret);
    Post::to(request, action.to_owned()).identity(identity).around(view! { {kept} {draft} <button class="button">{label}</button> })
}
