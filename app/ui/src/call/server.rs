//! The server's side of a call: what its row lets through reaches the function's body, and what the body fails with reaches dispatch.

use super::{FieldProblem, Problem, ProblemKind};
use crate::{
    t,
    web::{Reply, Request},
    words,
};
use axum::{
    body::{Body, to_bytes},
    http,
    response::IntoResponse,
};
use domain::{caller::Proof, failure::Failure, stores::Language};
use leptos::{
    prelude::{provide_context, use_context},
    server_fn::error::SERVER_FN_ERROR_HEADER,
};
use std::sync::{Arc, Mutex, PoisonError};

/// What the row of a call lets through.
pub struct Called<S, P> {
    pub store: S,
    pub request: Request,
    pub proof: Arc<P>,
}

impl<S: Clone, P> Clone for Called<S, P> {
    fn clone(&self) -> Self {
        Self { store: self.store.clone(), request: self.request.clone(), proof: Arc::clone(&self.proof) }
    }
}

/// With what this function was called.
///
/// # Errors
/// Its row asks for another proof than its body: a defect, which the walk through all calls finds.
pub fn called<S: Clone + Send + Sync + 'static, P: Send + Sync + 'static>() -> Result<Called<S, P>, Problem> {
    use_context::<Called<S, P>>().ok_or_else(|| Problem::from(Failure::Internal))
}

/// What the body of a call failed with: dispatch decides anew, records and tells of it, as for pages.
#[derive(Clone, Default)]
struct Failed(Arc<Mutex<Option<Failure>>>);

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        if let Some(Failed(cell)) = use_context::<Failed>() {
            *cell.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
        }
        Self::bare(ProblemKind::Internal)
    }
}

/// Runs the server function at `path`.
pub(crate) async fn answered<S, P>(path: &'static str, store: S, request: Request, proof: P) -> Result<Reply, Failure>
where
    S: Clone + Send + Sync + 'static,
    P: Send + Sync + 'static,
{
    let failed = Failed::default();
    let asked = http::Request::post(path).header(http::header::CONTENT_TYPE, "application/json").body(Body::from(request.json.clone()));
    let asked = asked.map_err(|_| Failure::Internal)?;
    let context = {
        let (called, failed) = (Called { store, request, proof: Arc::new(proof) }, failed.clone());
        move || {
            provide_context(called.clone());
            provide_context(failed.clone());
        }
    };
    let response = leptos_axum::handle_server_fns_with_context(context, asked).await.into_response();
    if let Some(failure) = failed.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(failure);
    }
    let is_problem = response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(|_| Failure::Internal)?;
    if !is_problem {
        return Ok(Reply::json(String::from_utf8(bytes.into()).map_err(|_| Failure::Internal)?));
    }
    match serde_json::from_slice::<Problem>(&bytes) {
        // What came is not what the function takes.
        Ok(problem) if problem.status == 0 => Err(Failure::Malformed),
        Ok(problem) => Ok(Reply::problem(&problem)),
        Err(_) => Err(Failure::Internal),
    }
}

impl FieldProblem {
    /// A field that somebody else changed: what it holds by now, and how that is said.
    pub fn changed(request: &Request, field: &str, now: Vec<String>, said: &str) -> Self {
        Self { field: field.to_owned(), text: t!(request.language, common.form.changed_to, value = said), now: Some(now) }
    }
}

impl Problem {
    /// Somebody else changed what was changed here.
    pub fn stale(request: &Request, errors: Vec<FieldProblem>) -> Self {
        Self { errors, ..Self::of(request.language, &Failure::Stale, &request.caller.origin().request) }
    }

    /// A failure, told to whoever called.
    pub fn of(language: Language, failure: &Failure, request: &str) -> Self {
        let (title, detail) = words::failure(language, failure);
        let errors = if let Failure::Invalid(field, flaw) = failure {
            vec![FieldProblem { field: (*field).to_owned(), text: words::flaw(language, *flaw), now: None }]
        } else {
            Vec::new()
        };
        Self {
            kind: kind(failure),
            status: failure.status(),
            title: title.to_owned(),
            detail: detail.to_owned(),
            errors,
            instance: request.to_owned(),
            shown: None,
        }
    }
}

const fn kind(failure: &Failure) -> ProblemKind {
    match failure {
        Failure::SignInRequired => ProblemKind::SignIn,
        Failure::Denied(_) | Failure::CrossSite | Failure::Refused(_) => ProblemKind::Denied,
        Failure::NotWhileAssisting | Failure::OtherWebsite => ProblemKind::NotWhileAssisting,
        Failure::IdentityChanged => ProblemKind::IdentityChanged,
        Failure::Stale => ProblemKind::Stale,
        Failure::Invalid(..) => ProblemKind::Invalid,
        Failure::Outdated => ProblemKind::Outdated,
        Failure::NotFound => ProblemKind::NotFound,
        Failure::Malformed | Failure::TooLarge => ProblemKind::Malformed,
        Failure::Unavailable | Failure::TooMany(_) => ProblemKind::Unavailable,
        Failure::OutcomeUnknown => ProblemKind::OutcomeUnknown,
        Failure::Internal => ProblemKind::Internal,
    }
}
