//! A request as a page sees it, and the reply as a page gives it. The server turns the one into the other; pages know
//! neither headers nor cookies.

mod local;
mod offered;
mod pairs;

pub use local::local_path;
pub use pairs::Pairs;

use crate::{
    call::Problem,
    endpoint::Half,
    form::Fields,
    format,
    live::{Batch, Followed},
    notice::{Notice, Told},
    page_cache::{Kept, PageCache, PageKey},
    table,
};
use domain::{
    assistance::EndCause,
    caller::{Caller, Proof},
    catalog::price::Seen,
    config::Config,
    failure::Failure,
    ids::StoreViewId,
    list::Cursor,
    stores::{Found, Language, OwnHosts, Served, Shop},
    text::Secret,
    time::Moment,
};
use futures::Stream;
use std::{borrow::Cow, collections::BTreeMap, fmt, ops::Deref, path::Path, str::FromStr, sync::Arc};

/// A request, verified: the caller is who he is, the form comes from a page of ours. A handle: the page that answers and
/// the page that tells of its failure share the one request. And what its page has read that filters of a grid offer.
#[derive(Clone)]
pub struct Request(Arc<Asked>, BTreeMap<&'static str, Vec<(String, String)>>);

/// What was asked, by whom, and what every page needs beside it.
pub struct Asked {
    pub caller: Caller,
    pub language: Language,
    /// The store view that was asked; the default one in the back office.
    pub view: Arc<Served>,
    pub shop: Arc<Shop>,
    /// What is in force in the view; for all, in the back office.
    pub config: Arc<Config>,
    /// The origin that was asked.
    pub origin: Arc<str>,
    /// The origin that people type: where views are that have no host of their own.
    pub base_url: Arc<str>,
    /// Whether mails reach people; else each is a file.
    pub mails: bool,
    /// The hosts that a view can have.
    pub own_hosts: Arc<OwnHosts>,
    /// The path without the store code.
    pub path: String,
    /// The path with its query, as it was asked: where a choice of language goes back to.
    pub target: String,
    pub params: Vec<(String, String)>,
    pub query: Pairs,
    pub form: Pairs,
    /// The files of the form.
    pub arrived: Vec<Arrived>,
    /// What a call says, as it came.
    pub json: Vec<u8>,
    /// The place up to which whoever follows a stream has heard already.
    pub heard: Option<i64>,
    /// Whether whoever fetches a file has its beginning already.
    pub goes_on: bool,
    /// What is told once on this page.
    pub notice: Option<Told>,
    /// How the visit ended whose spent cookie the browser still has.
    pub ended: Option<EndCause>,
    /// The nonce cookie of a hand-off.
    pub nonce: Option<Secret>,
    /// A hand-off that came from a back office on another host, to be redeemed by a page of this one.
    pub parked: Option<Secret>,
    /// Which store was chosen last to log in to.
    pub chosen_store: Option<StoreViewId>,
    /// The cookie of a visit, as it came: closing needs it also while the store is silent.
    pub visit: Option<Secret>,
    /// The path of the built files.
    pub assets: Arc<str>,
    /// Whom to tell of a weakness; empty, if that is not said.
    pub security_contact: Arc<str>,
    /// What the form of this endpoint holds.
    pub fields: Fields,
    /// Texts of the catalog's pages, and what those of this one would be kept under.
    pub page_cache: Arc<PageCache>,
    pub page_key: PageKey,
    /// Whether the browser unpacks brotli.
    pub takes_brotli: bool,
    /// Whether the browser fetches it only because it may be wanted: nobody looks at it yet.
    pub is_ahead: bool,
}

impl Deref for Request {
    type Target = Asked;
    fn deref(&self) -> &Asked {
        &self.0
    }
}

impl Request {
    pub fn new(asked: Asked) -> Self {
        Self(Arc::new(asked), BTreeMap::new())
    }

    /// An identifier from the path. What is none names nothing.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Failure> {
        self.param(name).and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)
    }

    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The address of a path, in the store view that was asked.
    pub fn href(&self, path: &str) -> String {
        self.view.href(path)
    }

    /// A path that came along from another view, or from none, in this one.
    pub fn in_this_view(&self, target: &str) -> String {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let (Found::Here(_, path, _) | Found::Moved(_, path)) = self.shop.find(&self.origin, path);
        let path = self.href(path);
        query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
    }

    /// Where this page's own forms post to.
    pub fn here(&self) -> String {
        self.addressed(&self.path)
    }

    /// The address that was asked, with its query.
    pub fn target_href(&self) -> String {
        self.addressed(&self.target)
    }

    /// An address that one is led on to, with all that was asked of this one.
    pub fn led_on(&self, address: &str) -> String {
        table::address(address, &self.query.iter().collect::<Vec<_>>())
    }

    fn addressed(&self, path: &str) -> String {
        match Half::of(&self.path) {
            Half::Backoffice => path.to_owned(),
            Half::Storefront => self.href(path),
        }
    }

    pub fn is_visit(&self) -> bool {
        self.caller.is_visit()
    }

    /// The view as whoever asks sees it.
    pub fn seen(&self) -> Seen<'_> {
        Seen::by(&self.view, &self.caller)
    }

    /// The moment of the request.
    pub fn now(&self) -> Moment {
        self.caller.origin().at
    }

    /// The requests that this one repeats, because nobody knew what had become of them; or the one that showed what is to be done once.
    pub fn repeats(&self) -> Vec<String> {
        self.form.all(REPEATS).filter(|id| id.len() <= 32).take(8).map(str::to_owned).collect()
    }

    /// A moment as the reader's clock shows it, and which clock that is.
    pub fn time(&self, at: Moment) -> String {
        format::time_and_zone(self.language, self.time_zone(), at)
    }

    /// The same for shoppers, to whom seconds say nothing.
    pub fn minute(&self, at: Moment) -> String {
        format::minute_and_zone(self.language, self.time_zone(), at)
    }

    /// The zone of the reader's clock: his own, or the shop's.
    pub fn time_zone(&self) -> &str {
        self.caller.seat().and_then(|seat| seat.time_zone.as_deref()).unwrap_or_else(|| self.config.time_zone())
    }

    /// Which page of a list is asked for, from the query.
    ///
    /// # Errors
    /// [`Failure::Malformed`] if that cannot be read: the first page in its place would look like the end of a walk that never
    /// ends.
    pub fn cursor(&self) -> Result<Cursor, Failure> {
        let key = |name| match self.query.get(name) {
            Some(text) if text.is_empty() || text.len() > LONGEST_CURSOR => Err(Failure::Malformed),
            text => Ok(text.map(str::to_owned)),
        };
        match (key("after")?, key("before")?) {
            (None, None) => Ok(Cursor::First),
            (Some(after), None) => Ok(Cursor::After(after)),
            (None, Some(before)) => Ok(Cursor::Before(before)),
            (Some(_), Some(_)) => Err(Failure::Malformed),
        }
    }
}

/// The longest key of a row, in bytes: two names of 100 letters of four bytes, or an e-mail address of 254, each byte written as two
/// digits where the order runs down, and the row's own key.
const LONGEST_CURSOR: usize = 4_096;

/// The field in which a form that is sent again names the requests that it repeats.
pub const REPEATS: &str = "repeats";

/// The cookies that Alongside sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    Staff,
    Shopper,
    Visit,
    /// Binds a hand-off to the browser that asked for it.
    Nonce,
    /// A hand-off that came from another host.
    Handoff,
    /// The back office's.
    Language,
    /// Which store was chosen last to log in to.
    Store,
}

#[derive(Debug)]
pub enum CookieChange {
    Set(Cookie, Secret),
    /// Gone with the browser, however long the cookie lives else.
    SetForNow(Cookie, Secret),
    Clear(Cookie),
}

/// A file that came with a form.
#[derive(Clone)]
pub struct Arrived {
    pub field: String,
    /// What it was called where it came from.
    pub called: String,
    /// Where it lies, as long as this is held. Nothing of what is larger, or one more, than is taken.
    pub content: Option<Arc<dyn AsRef<Path> + Send + Sync>>,
}

impl fmt::Debug for Arrived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.field, self.called)
    }
}

#[derive(Debug)]
pub enum Body {
    /// A whole HTML document.
    Page(String),
    /// The same, kept for whoever asks next; and whether it was there already.
    Kept(Kept, bool),
    /// A page around such a text.
    Around(String, bool),
    /// 303 to an address of ours.
    SeeOther(String),
    /// A picture, whose address never shows anything else; and a name for what is in it.
    Picture { bytes: Vec<u8>, kind: &'static str, etag: String },
    /// What programs read: of this kind.
    Text { text: String, kind: &'static str },
    /// A text that is not a page of ours: one of ours shows it in a frame, in which nothing runs and nothing is loaded.
    Framed(String),
    /// What a call answers; or the problem that it met.
    Json { text: String, is_problem: bool },
    /// What a page follows.
    Live(Followed),
    /// Comma-separated values, saved as a file of this name.
    Csv { text: String, name: String },
    /// A file of the data's folder, at this path in it, saved under this name: as a whole, or the part of it that is asked for.
    Saved { path: String, kind: &'static str, name: String },
    /// One of the built files, perhaps packed with brotli.
    File { bytes: Cow<'static, [u8]>, kind: &'static str, packed: bool },
}

/// The reply of a page.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: Body,
    pub cookies: Vec<CookieChange>,
    /// Shown on the page that a redirect leads to.
    pub notice: Option<Notice>,
    /// The one other origin that a form on the page may post to, which then learns where it comes from.
    pub posts_to: Option<String>,
}

impl Reply {
    pub fn page(html: String) -> Self {
        Self { status: 200, body: Body::Page(html), cookies: Vec::new(), notice: None, posts_to: None }
    }

    /// A page of somebody's own around a text that is kept, and whether that was there.
    pub fn around_kept(html: String, was_there: bool) -> Self {
        Self { status: 200, body: Body::Around(html, was_there), cookies: Vec::new(), notice: None, posts_to: None }
    }

    /// A page that is kept for whoever asks next, and not copied for each.
    pub fn kept(kept: Kept, was_there: bool) -> Self {
        Self { status: 200, body: Body::Kept(kept, was_there), cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn framed(html: String) -> Self {
        Self { status: 200, body: Body::Framed(html), cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn text(text: String, kind: &'static str) -> Self {
        Self { status: 200, body: Body::Text { text, kind }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn file(bytes: Cow<'static, [u8]>, kind: &'static str, packed: bool) -> Self {
        Self { status: 200, body: Body::File { bytes, kind, packed }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn picture(bytes: Vec<u8>, kind: &'static str, etag: String) -> Self {
        Self { status: 200, body: Body::Picture { bytes, kind, etag }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn json(text: String) -> Self {
        Self { status: 200, body: Body::Json { text, is_problem: false }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn problem(problem: &Problem) -> Self {
        // Text and numbers: they cannot but be written.
        let text = serde_json::to_string(problem).unwrap_or_default();
        Self { status: problem.status, body: Body::Json { text, is_problem: true }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn live(batches: impl Stream<Item = Batch> + Send + 'static) -> Self {
        Self { status: 200, body: Body::Live(Followed(Box::pin(batches))), cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn csv(text: String, name: String) -> Self {
        Self { status: 200, body: Body::Csv { text, name }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    pub fn saved(path: String, kind: &'static str, name: String) -> Self {
        Self { status: 200, body: Body::Saved { path, kind, name }, cookies: Vec::new(), notice: None, posts_to: None }
    }

    /// On to `location`, a path of ours.
    pub fn see_other(location: impl Into<String>) -> Self {
        Self { status: 303, body: Body::SeeOther(location.into()), cookies: Vec::new(), notice: None, posts_to: None }
    }

    /// What stood here stands there from now on.
    pub fn moved(location: impl Into<String>) -> Self {
        Self::see_other(location).status(301)
    }

    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    #[must_use]
    pub fn posting_to(mut self, origin: String) -> Self {
        self.posts_to = Some(origin);
        self
    }

    #[must_use]
    pub fn notice(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }

    #[must_use]
    pub fn set(mut self, cookie: Cookie, value: impl Into<String>) -> Self {
        self.cookies.push(CookieChange::Set(cookie, Secret::new(value)));
        self
    }

    /// As [`Self::set`], until the browser is closed.
    #[must_use]
    pub fn set_for_now(mut self, cookie: Cookie, value: impl Into<String>) -> Self {
        self.cookies.push(CookieChange::SetForNow(cookie, Secret::new(value)));
        self
    }

    #[must_use]
    pub fn clear(mut self, cookie: Cookie) -> Self {
        self.cookies.push(CookieChange::Clear(cookie));
        self
    }
}
