//! What can be reached: each area declares its rows beside its pages, the server puts them together, and the router, the tests of
//! permissions, the fuzzer and the list in SECURITY.md all come from them. A row names the proof that it asks for, and its handler
//! receives it: a page cannot be reached by whoever has none, and cannot forget to ask.

use crate::{
    call::answered,
    form::Fields,
    web::{Pairs, Reply, Request},
};
use domain::{
    access::Resource,
    caller::{Acting, Caller, Own, Permit, Right, SectionPermit, Staff},
    config::Section,
    failure::Failure,
};
use leptos::server_fn::ServerFn;
use serde::Serialize;
use std::{borrow::Cow, pin::Pin, sync::Arc};

/// One row, of a program whose data is an `S`.
pub struct Endpoint<S> {
    pub kind: Kind,
    /// As the router reads it; its first segment tells the half.
    pub path: Cow<'static, str>,
    pub access: Access,
    pub in_a_visit: InAVisit,
    /// What a form holds: what may be offered again, and what a fuzzer sends.
    pub fields: Fields,
    /// It only looks at the shop, and reads these names of its query: a browser may keep it, and fetch it before it is wanted.
    pub browsing: Option<&'static [&'static str]>,
    /// Its form may bring such files along.
    pub takes_files: Option<Takes>,
    /// It leads into an account that is not the caller's own: whoever waits is told within two seconds.
    pub is_assistance: bool,
    /// Its form is posted by a page of the other half, or makes somebody of nobody: it names no identity.
    pub is_unstamped: bool,
    /// Its form is posted by a page of a back office, which may stand on another host.
    pub is_from_office: bool,
    /// It can be reached before the end of a spent visit was seen.
    pub is_after_an_end: bool,
    /// It can be reached by whoever owes something first: that is done there.
    pub is_before_all_else: bool,
    /// What is done while the store does not answer, if it must be done all the same.
    pub when_silent: Option<fn(&S, &Request) -> Reply>,
    /// What is done by it of which nobody may do much at once.
    pub act: Option<Act>,
    /// The same, where its address says more than its path: one of the names that it reads.
    pub narrowing: Option<Act>,
    /// What a call may say, as JSON: for the tests and the fuzzer.
    pub example: String,
    may: Arc<dyn Fn(&Caller) -> bool + Send + Sync>,
    open: Opening<S>,
}

/// What a door lets through: a page that has been opened, and has not begun yet.
pub type Run = Pin<Box<dyn Future<Output = Result<Reply, Failure>> + Send>>;
type Opening<S> = Arc<dyn Fn(S, Request) -> Result<Run, Failure> + Send + Sync>;

/// What files a form brings: how many and how large ones are taken, and where they go, is the server's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Pictures,
    /// A file of the shop's things, to be imported.
    Transfer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Looked at: GET.
    Page,
    /// Sent from a page of ours: POST.
    Form,
    /// A server function, called from a page of ours: POST, JSON both ways.
    Call,
    /// Followed by a page of ours: GET, a stream of events that ends with the right to it.
    Live,
    /// The same bytes for everybody: no cookie is read.
    File,
}

/// What nobody may do as often as he likes: how often, by address and by account, `server::http::limits` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Act {
    StaffSignIn,
    CustomerSignIn,
    Registration,
    /// Asking for a new password, setting one by a link, or changing what one signs in with.
    PasswordReset,
    /// Typing the own password once more, before what matters most: by staff.
    OwnPassword,
    /// Starting to log in as a customer.
    Start,
    /// Presenting a hand-off.
    Enter,
    Search,
    /// Having a list narrowed, sorted or turned over.
    Narrow,
    Checkout,
    /// Looking for somebody's order by what only he should know.
    GuestOrder,
    Call,
    Stream,
}

impl Act {
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// Whether a visit may reach it. In the back office there are no visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InAVisit {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Storefront,
    Backoffice,
}

impl Half {
    /// The half that a path belongs to.
    pub fn of(path: &str) -> Self {
        if path == "/admin" || path.starts_with("/admin/") { Self::Backoffice } else { Self::Storefront }
    }

    /// Where whoever must sign in can do so.
    pub const fn sign_in(self) -> &'static str {
        match self {
            Self::Storefront => "/customer/account/login",
            Self::Backoffice => "/admin/login",
        }
    }
}

/// Who may reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, as whoever he is.
    Open,
    /// A signed-in customer, or a visit to one.
    Customer,
    /// A signed-in customer himself.
    Own,
    /// Signed-in staff.
    Staff,
    /// Staff who hold the right.
    Holds(Resource),
}

/// What a row asks for, and how it is had.
pub struct Door<P> {
    access: Access,
    open: Box<Asking<P>>,
}

type Asking<P> = dyn Fn(&Caller) -> Result<P, Failure> + Send + Sync;

impl<P> Door<P> {
    fn new(access: Access, open: impl Fn(&Caller) -> Result<P, Failure> + Send + Sync + 'static) -> Self {
        Self { access, open: Box::new(open) }
    }
}

/// Nothing is asked for.
#[derive(Debug)]
pub struct Open;

pub fn open() -> Door<Open> {
    Door::new(Access::Open, |_| Ok(Open))
}

pub fn acting() -> Door<Acting> {
    Door::new(Access::Customer, Caller::acting)
}

pub fn own() -> Door<Own> {
    Door::new(Access::Own, Caller::own)
}

pub fn staff() -> Door<Staff> {
    Door::new(Access::Staff, Caller::staff)
}

pub fn permit<R: Right + 'static>() -> Door<Permit<R>> {
    Door::new(Access::Holds(R::RESOURCE), Caller::permit::<R>)
}

pub fn section(section: Section) -> Door<SectionPermit> {
    Door::new(Access::Holds(section.resource()), move |caller| caller.section(section))
}

impl<S: 'static> Endpoint<S> {
    fn new<P, F>(
        kind: Kind,
        path: impl Into<Cow<'static, str>>,
        door: Door<P>,
        in_a_visit: InAVisit,
        fields: Fields,
        handler: impl Fn(S, Request, P) -> F + Send + Sync + 'static,
    ) -> Self
    where
        P: 'static,
        F: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        let Door { access, open } = door;
        let open = Arc::new(open);
        let asked = Arc::clone(&open);
        let open: Opening<S> = Arc::new(move |store, request: Request| {
            let proof = open(&request.caller)?;
            let run: Run = Box::pin(handler(store, request, proof));
            Ok(run)
        });
        Self {
            kind,
            path: path.into(),
            access,
            in_a_visit,
            fields,
            browsing: None,
            takes_files: None,
            is_assistance: false,
            is_unstamped: false,
            is_from_office: false,
            is_after_an_end: false,
            is_before_all_else: false,
            when_silent: None,
            act: match kind {
                Kind::Call => Some(Act::Call),
                Kind::Live => Some(Act::Stream),
                Kind::Page | Kind::Form | Kind::File => None,
            },
            narrowing: None,
            example: String::new(),
            may: Arc::new(move |caller| asked(caller).is_ok()),
            open,
        }
    }

    /// A page that is looked at.
    pub fn page<P: 'static, F: Future<Output = Result<Reply, Failure>> + Send + 'static>(
        path: impl Into<Cow<'static, str>>,
        door: Door<P>,
        in_a_visit: InAVisit,
        handler: impl Fn(S, Request, P) -> F + Send + Sync + 'static,
    ) -> Self {
        Self::new(Kind::Page, path, door, in_a_visit, &[], handler)
    }

    /// A form that is sent; what changes something is one.
    pub fn form<P: 'static, F: Future<Output = Result<Reply, Failure>> + Send + 'static>(
        path: impl Into<Cow<'static, str>>,
        door: Door<P>,
        in_a_visit: InAVisit,
        fields: Fields,
        handler: impl Fn(S, Request, P) -> F + Send + Sync + 'static,
    ) -> Self {
        Self::new(Kind::Form, path, door, in_a_visit, fields, handler)
    }

    /// A server function: its path is its type's, and its body gets what the row lets through by [`crate::call::called`].
    pub fn call<F, P>(door: Door<P>, in_a_visit: InAVisit, example: &F) -> Self
    where
        F: ServerFn + Serialize + 'static,
        P: Send + Sync + 'static,
        S: Clone + Send + Sync,
    {
        let answered = |store, request, proof| answered(F::PATH, store, request, proof);
        let example = serde_json::to_string(example).unwrap_or_default();
        Self { example, ..Self::new(Kind::Call, F::PATH, door, in_a_visit, &[], answered) }
    }

    /// A stream that a page follows.
    pub fn live<P: 'static, F: Future<Output = Result<Reply, Failure>> + Send + 'static>(
        path: impl Into<Cow<'static, str>>,
        door: Door<P>,
        in_a_visit: InAVisit,
        handler: impl Fn(S, Request, P) -> F + Send + Sync + 'static,
    ) -> Self {
        Self::new(Kind::Live, path, door, in_a_visit, &[], handler)
    }

    /// A file, for everybody.
    pub fn file<F: Future<Output = Result<Reply, Failure>> + Send + 'static>(
        path: impl Into<Cow<'static, str>>,
        handler: impl Fn(S, Request, Open) -> F + Send + Sync + 'static,
    ) -> Self {
        Self::new(Kind::File, path, open(), InAVisit::Yes, &[], handler)
    }

    #[must_use]
    pub fn browsing(mut self, reads: &'static [&'static str]) -> Self {
        self.browsing = Some(reads);
        self
    }

    #[must_use]
    pub fn with_files(mut self, takes: Takes) -> Self {
        self.takes_files = Some(takes);
        self
    }

    #[must_use]
    pub fn assistance(mut self) -> Self {
        self.is_assistance = true;
        self
    }

    #[must_use]
    pub fn unstamped(mut self) -> Self {
        self.is_unstamped = true;
        self
    }

    #[must_use]
    pub fn from_office(mut self) -> Self {
        self.is_from_office = true;
        self
    }

    #[must_use]
    pub fn after_an_end(mut self) -> Self {
        self.is_after_an_end = true;
        self
    }

    /// Says what is done by it, where that is not what its kind says.
    #[must_use]
    pub fn limited(mut self, act: Act) -> Self {
        self.act = Some(act);
        self
    }

    /// Says what is done by it where its address says more than its path.
    #[must_use]
    pub fn narrowing(mut self, act: Act) -> Self {
        self.narrowing = Some(act);
        self
    }

    /// What is done by whoever asks for this, of which nobody may do much at once.
    pub fn act_of(&self, query: &Pairs) -> Option<Act> {
        let says_more = || self.browsing.is_some_and(|reads| reads.iter().any(|name| query.get(name).is_some()));
        self.act.or_else(|| self.narrowing.filter(|_| says_more()))
    }

    #[must_use]
    pub fn before_all_else(mut self) -> Self {
        self.is_before_all_else = true;
        self
    }

    #[must_use]
    pub fn when_silent(mut self, how: fn(&S, &Request) -> Reply) -> Self {
        self.when_silent = Some(how);
        self
    }

    pub fn half(&self) -> Half {
        Half::of(&self.path)
    }

    /// Whether a script asks: what goes wrong is told as problem details, not as a page.
    pub fn is_for_scripts(&self) -> bool {
        matches!(self.kind, Kind::Call | Kind::Live)
    }

    pub fn posts(&self) -> bool {
        matches!(self.kind, Kind::Form | Kind::Call)
    }

    /// Whether there is something in its form to fill in, which is shown again.
    pub fn is_filled_in(&self) -> bool {
        self.kind == Kind::Form && self.fields.iter().flat_map(|group| group.iter()).any(|spec| spec.is_filled_in())
    }

    /// Whether the row's door is open to somebody.
    pub fn may(&self, caller: &Caller) -> bool {
        (self.may)(caller)
    }

    /// Opens the door for whoever asks; what comes back has not begun yet.
    ///
    /// # Errors
    /// He has not the proof: nobody is signed in, the right is missing, or it is not for a visit.
    pub fn open(&self, store: S, request: Request) -> Result<Run, Failure> {
        (self.open)(store, request)
    }
}
