//! What can go wrong with a request, once, for the whole program.
//!
//! [`Failure`] is the error of every use case and page: it says what the person is told. Store code has an error of its own
//! (`store::StoreError`), which becomes a `Failure` at its edge: details go into the log under the request id, never into a
//! page. What is wrong with a field is a [`Flaw`], shown at the field: the page finds most of them itself, and what only the
//! store can know arrives as [`Failure::Invalid`]. Code that runs outside any request (commands, start-up) uses plain
//! `Box<dyn Error>`.

use crate::{access::Resource, assistance::Refusal, text::Flaw};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Failure {
    /// There is no such thing, or none that the caller may know of. 404; the two give the same bytes.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in where somebody must be. Pages answer with a redirect to the sign-in page.
    #[error("not signed in")]
    SignInRequired,
    /// Signed in, but without this right. 403.
    #[error("resource {0:?} is missing")]
    Denied(Resource),
    /// Not allowed while assisting a customer. 403, recorded.
    #[error("not allowed while assisting")]
    NotWhileAssisting,
    /// A visit stays within the website that it was opened for. 403.
    #[error("another website")]
    OtherWebsite,
    /// The request came from another site. 403.
    #[error("cross-site request")]
    CrossSite,
    /// The gate said no. 403.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The page was rendered for somebody else than who is asking now. 409.
    #[error("the identity has changed")]
    IdentityChanged,
    /// The thing was changed by somebody else meanwhile. 409.
    #[error("changed meanwhile")]
    Stale,
    /// The page came with an older program than the one that answers. 409.
    #[error("the page is outdated")]
    Outdated,
    /// A field holds what cannot be saved, by its name in the form: taken, more than one holds, the last administrator. 422; the
    /// page shows it at the field.
    #[error("{0}: {1:?}")]
    Invalid(&'static str, Flaw),
    /// The request cannot be read. 400.
    #[error("malformed request")]
    Malformed,
    /// Larger than is read. 413.
    #[error("too large")]
    TooLarge,
    /// Asked for too often; nothing was changed, and after so many seconds it may be asked again. 429; the same whoever is asked for.
    #[error("too many, again in {0} s")]
    TooMany(u32),
    /// The store does not answer; nothing was changed. 503.
    #[error("unavailable")]
    Unavailable,
    /// The store broke off while committing: it may or may not have happened. 503, safe to repeat.
    #[error("outcome unknown")]
    OutcomeUnknown,
    /// A defect of ours. 500; the cause is in the log under the request id.
    #[error("internal error")]
    Internal,
}

impl Failure {
    /// The HTTP status of the answer.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignInRequired => 401,
            Self::Denied(_) | Self::NotWhileAssisting | Self::OtherWebsite | Self::CrossSite | Self::Refused(_) => 403,
            Self::NotFound => 404,
            Self::IdentityChanged | Self::Stale | Self::Outdated => 409,
            Self::TooLarge => 413,
            Self::Invalid(..) => 422,
            Self::TooMany(_) => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::OutcomeUnknown => 503,
        }
    }
}
