//! Calls: server functions as both sides see them. A call goes to an address of its own under `/api` (storefront) or `/admin/api` (back
//! office), JSON both ways; its row in the table of endpoints says who may make it. Whatever goes wrong, in the rules before it or in
//! itself, is one [`Problem`], whose texts come translated.

mod asking;
#[cfg(feature = "ssr")]
mod server;

pub use asking::Asking;
#[cfg(feature = "ssr")]
pub(crate) use server::answered;
#[cfg(feature = "ssr")]
pub use server::{Called, called};

use futures::{
    channel::oneshot,
    future::{Either, select},
};
use leptos::{
    prelude::{document, set_timeout},
    server_fn::{
        Bytes, ContentType, Decodes, Encodes, Format, FormatType,
        client::{Client, browser::BrowserClient, try_set_server_url},
        codec::Post,
        error::{FromServerFnError, ServerFnErrorErr},
        request::browser::BrowserRequest,
        response::browser::BrowserResponse,
    },
};
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, Error as _},
};
use std::{pin::pin, time::Duration};

/// The header in which a call names the identity that its page was rendered for, as a form does in its hidden field.
pub const IDENTITY_HEADER: &str = "x-identity";
/// The header in which a call names the build that its page came with.
pub const BUILD_HEADER: &str = "x-build";
/// Where a page says under which store code its calls go.
pub const BASE: &str = "data-base";

/// What went wrong with a call: problem details by RFC 9457, the members beside the standard's being ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub kind: ProblemKind,
    pub status: u16,
    /// For people, in their language. Empty where no answer came: then whoever called says it.
    pub title: String,
    pub detail: String,
    /// Whatever can be told of a field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The request, as the log names it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instance: String,
    /// Of a form: what its page is to say from now on that it showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Box<str>>,
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Nobody is signed in (any more).
    SignIn,
    /// Without the right to it, from another site, or refused by the gate.
    Denied,
    /// Not for staff in a customer's account.
    NotWhileAssisting,
    /// The page was rendered for somebody else than who is asking now.
    IdentityChanged,
    /// Somebody else changed it meanwhile: what is stored by now stands at each field.
    Stale,
    /// A field holds what cannot be saved.
    Invalid,
    /// The page came with an older program.
    Outdated,
    NotFound,
    Malformed,
    /// The store does not answer; nothing was changed.
    Unavailable,
    /// It may have been done: ask before doing it again.
    OutcomeUnknown,
    /// No answer came: the line, or the shop, is down. It may have been done.
    Unreachable,
    Internal,
}

/// What is wrong with a field, or what became of it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub text: String,
    /// What is stored by now, where somebody else changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Vec<String>>,
}

impl Problem {
    /// One without words yet.
    pub fn bare(kind: ProblemKind) -> Self {
        Self { kind, status: 0, title: String::new(), detail: String::new(), errors: Vec::new(), instance: String::new(), shown: None }
    }

    /// Whether nobody knows what became of the call.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, ProblemKind::OutcomeUnknown | ProblemKind::Unreachable | ProblemKind::Internal)
    }
}

impl FromServerFnError for Problem {
    type Encoder = ProblemJson;

    #[expect(clippy::wildcard_enum_match_arm, reason = "what else the library tells of is a defect of ours")]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::bare(match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ProblemKind::Malformed,
            // Of the line; and of an answer that is none of ours, such as a proxy's.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => ProblemKind::Unreachable,
            _ => ProblemKind::Internal,
        })
    }
}

/// Calls are JSON both ways. What comes is read as text, as the props of islands are: read in two ways, the reader of JSON would be twice
/// in what browsers load.
pub type Json = Post<JsonText>;

/// `application/json`, as text.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}

/// `application/problem+json`.
pub struct ProblemJson;

impl ContentType for ProblemJson {
    const CONTENT_TYPE: &'static str = "application/problem+json";
}

impl FormatType for ProblemJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<Problem> for ProblemJson {
    type Error = serde_json::Error;

    fn encode(problem: &Problem) -> Result<Bytes, Self::Error> {
        JsonText::encode(problem)
    }
}

impl Decodes<Problem> for ProblemJson {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<Problem, Self::Error> {
        JsonText::decode(bytes)
    }
}

/// How long a call waits for its answer.
const PATIENCE: Duration = Duration::from_secs(12);

/// Calls from a page: they say for whom the page was rendered, and with which build it came.
pub struct FromPage;

impl<E: FromServerFnError, I: FromServerFnError, O: FromServerFnError> Client<E, I, O> for FromPage {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        let headers = request.headers();
        headers.set(IDENTITY_HEADER, &said("input[name=identity]", "value"));
        let script = said("script[type=module]", "src");
        headers.set(BUILD_HEADER, script.rsplit_once('/').map_or("", |(build, _)| build));
        let sent = <BrowserClient as Client<E, I, O>>::send(request);
        // Whoever hears nothing for so long is told; the request is given up.
        let (late, is_late) = oneshot::channel();
        set_timeout(
            move || {
                // Nobody waits any more: the answer came.
                let _ = late.send(());
            },
            PATIENCE,
        );
        async move {
            match select(pin!(sent), is_late).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(E::from_server_fn_error(ServerFnErrorErr::Request("no answer in time".to_owned()))),
            }
        }
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl futures::Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl futures::Sink<Bytes> + Send + 'static),
            E,
        >,
    > + Send {
        <BrowserClient as Client<E, I, O>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<E, I, O>>::spawn(future);
    }
}

/// What an element of the page says in an attribute.
fn said(selector: &str, attribute: &str) -> String {
    let element = document().query_selector(selector).ok().flatten();
    element.and_then(|element| element.get_attribute(attribute)).unwrap_or_default()
}

/// In the browser, before any island wakes: calls go to the store view that the page belongs to.
pub fn begin() {
    let base = said("html", BASE);
    if !base.is_empty() {
        let _ = try_set_server_url(base.leak());
    }
}
