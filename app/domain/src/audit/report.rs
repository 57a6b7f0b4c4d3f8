//! What the Action Logs Report is narrowed by. One rule decides for its pages, for its stream and for what is exported: an event has terms,
//! and what is wanted is said in terms as well.

mod called;

pub use called::{CODED, Called};

use super::{Action, Actor, Change, Recorded};
use crate::{
    access::Websites,
    caller::Staff,
    ids::{CustomerId, StaffId, VisitId, WebsiteId},
    list::{Filter, Query},
    text::{Search, caseless, words},
    time::Moment,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};
use uuid::Uuid;

/// The names of the filters.
pub const TIME: &str = "time";
pub const GROUP: &str = "group";
/// An order's number, or a product's SKU.
pub const THING: &str = "thing";
pub const ACTION: &str = "action";
pub const ADDRESS: &str = "ip";
pub const USER: &str = "username";
pub const RESULT: &str = "result";
pub const FULL_NAME: &str = "full_action_name";
pub const DETAILS: &str = "details";
pub const CUSTOMER: &str = "customer";
pub const VISIT: &str = "visit";
pub const REQUEST: &str = "request";
/// From when on, for an hour.
pub const HOUR: &str = "hour";
/// A kind and an identifier, as [`object_key`] writes them: where "History" leads.
pub const OBJECT: &str = "object";
/// Of [`RESULT`].
pub const SUCCESS: &str = "success";
pub const FAILURE: &str = "failure";

/// A thing that events tell of.
pub fn object_key(kind: &str, id: &str) -> String {
    format!("{kind}:{id}")
}

/// What events are found by; each kind is told by its first letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    Is(String),
    /// A term that begins so.
    Begins(String),
}

impl Asked {
    fn is_among(&self, terms: &BTreeSet<String>) -> bool {
        match self {
            Self::Is(term) => terms.contains(term),
            Self::Begins(term) => {
                let from = (Bound::Included(term.as_str()), Bound::Unbounded);
                terms.range::<str, _>(from).next().is_some_and(|first| first.starts_with(term.as_str()))
            }
        }
    }

    /// The code of the view that it asks for, if it does for one.
    pub fn view(&self) -> Option<&str> {
        if let Self::Is(term) = self { term.strip_prefix('w') } else { None }
    }

    fn text(&self) -> &str {
        match self {
            Self::Is(term) | Self::Begins(term) => term,
        }
    }

    /// Whether one of these is among the terms of an event.
    fn any_is_among(any: &[Self], terms: &BTreeSet<String>) -> bool {
        // Of many, such as all customers of a name, most events have nothing that stands between the first and the last of them.
        if let (true, Some(first), Some(last)) = (any.len() > 8, any.iter().min(), any.iter().max())
            && any.iter().all(|asked| matches!(asked, Self::Is(_)))
        {
            let between = (Bound::Included(first.text()), Bound::Included(last.text()));
            return terms.range::<str, _>(between).any(|term| any.iter().any(|asked| asked.text() == term.as_str()));
        }
        any.iter().any(|asked| asked.is_among(terms))
    }
}

fn term(kind: char, text: impl AsRef<str>) -> String {
    format!("{kind}{}", text.as_ref())
}

const fn result(action: Action) -> &'static str {
    if action.is_failure() { FAILURE } else { SUCCESS }
}

/// Which actions are asked for. An action has one group, one result and one full name: what no action has together is known to find nothing,
/// and what is asked for by an action or by its name need not be looked for by its group and its result as well.
fn acting(group: Option<&str>, action: Option<&str>, how: Option<&str>, name: Option<&str>) -> Vec<Vec<Asked>> {
    let named = Search::of(name.unwrap_or_default());
    let is_named = |code: &str| match &named {
        Search::Everything => true,
        Search::Nothing => false,
        Search::Words(asked) => asked.match_row([code]),
    };
    let fits = |one: &Action| {
        group.is_none_or(|group| group == one.group().into_str())
            && action.is_none_or(|action| action == one.code())
            && how.is_none_or(|how| how == result(*one))
            && is_named(one.code())
    };
    let fitting: Vec<Asked> = Action::ALL.into_iter().filter(fits).map(|one| Asked::Is(term('a', one.code()))).collect();
    if fitting.is_empty() || action.is_some() || !matches!(named, Search::Everything) {
        return vec![fitting];
    }
    // Of one term alone it is known how many there are.
    let alone = [('g', group), ('r', how)].into_iter();
    alone.filter_map(|(kind, text)| text.map(|text| vec![Asked::Is(term(kind, text))])).collect()
}

fn words_as<'a>(kind: char, texts: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = String> {
    words(texts).into_iter().map(move |word| term(kind, word))
}

impl Recorded {
    /// The terms that it is found by.
    pub fn terms(&self) -> BTreeSet<String> {
        let object = self.object.as_ref();
        // What a reader asked for is no word of what happened: else whoever asks again finds that he asked.
        let changes = if self.action.is_reading() { &[][..] } else { &self.changes };
        let changed = changes.iter().flat_map(Change::texts);
        let told = [Some(self.actor.name()), object.map(|o| o.name.as_str()), self.reason.as_deref(), Some(self.address.as_str())];
        let mut terms: BTreeSet<String> = words_as('t', told.into_iter().flatten().chain(changed.clone())).collect();
        terms.extend(words_as('u', [self.user_name()]));
        terms.extend(words_as(
            'd',
            object
                .iter()
                .flat_map(|o| [o.kind.as_str(), o.name.as_str(), o.id.as_str()])
                .chain(self.reason.as_deref())
                .chain(changed.clone()),
        ));
        terms.extend([
            term('a', self.action.code()),
            term('g', self.action.group().into_str()),
            term('r', result(self.action)),
            term('i', caseless(&self.address)),
            term('w', &self.store_view),
            term('q', &self.request),
        ]);
        terms.extend(self.reason.as_deref().map(called::of_reason));
        terms.extend(changes.iter().map(|change| called::of_field(&change.field)));
        terms.extend(changes.iter().flat_map(called::of_values));
        terms.extend(self.subject.map(|id| term('c', id.to_string())));
        terms.extend(self.visit.map(|id| term('v', id.to_string())));
        terms.extend(self.website.map(|id| term('m', id.to_string())));
        terms.extend(object.map(|o| term('o', object_key(&o.kind, &o.id))));
        // The history of a person is what was done by him and for him as well.
        terms.extend(self.subject.map(|id| term('o', object_key("customer", &id.to_string()))));
        match &self.actor {
            Actor::Staff { id, .. } => terms.extend([term('s', id.to_string()), term('o', object_key("staff", &id.to_string()))]),
            Actor::Customer { id, .. } => drop(terms.insert(term('o', object_key("customer", &id.to_string())))),
            Actor::Guest | Actor::Program => {}
        }
        terms
    }
}

/// Which events are wanted: all of it holds at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Of each of these one at least; an empty one holds of no event.
    pub terms: Vec<Vec<Asked>>,
    /// From when on, and before when, it was.
    pub from: Option<Moment>,
    pub until: Option<Moment>,
}

/// What the words of a query mean besides what stands in events: the store knows, and the language of its reader.
#[derive(Debug, Default)]
pub struct Meant {
    /// By the filter of customers.
    pub customers: Vec<CustomerId>,
    /// By each word of the search, those customers whom it names.
    pub named: BTreeMap<String, Vec<CustomerId>>,
    /// By each word of the search and of the details, what is kept by a code and called so.
    pub called: BTreeMap<String, Vec<Asked>>,
    /// By the number of an order or the SKU of a product: [`object_key`]s.
    pub things: Vec<String>,
    /// What belongs to the thing whose history is asked for, as documents and mails do to an order.
    pub belonging: Vec<String>,
}

impl Meant {
    /// What the words of a query mean in the language in which that is called so.
    pub fn by_words(&mut self, query: &Query, called: &Called) {
        let details = match query.filters.get(DETAILS) {
            Some(Filter::Is(text)) => text.as_str(),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => "",
        };
        for text in [query.search.as_str(), details] {
            if let Search::Words(words) = Search::of(text) {
                self.called.extend(words.each().iter().map(|word| (word.clone(), called.by(word))));
            }
        }
    }
}

impl Wanted {
    pub fn of(query: &Query, meant: &Meant) -> Self {
        let text = |name| match query.filters.get(name) {
            Some(Filter::Is(text)) => Some(text.as_str()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        let (from, until) = match query.filters.get(TIME) {
            Some(Filter::Between(from, until)) => (*from, *until),
            Some(Filter::Is(_) | Filter::Numbers(..)) | None => (None, None),
        };
        let (from, until) = match query.filters.get(HOUR) {
            Some(Filter::Between(begins, ends)) => (from.max(*begins), until.into_iter().chain(*ends).min()),
            Some(Filter::Is(_) | Filter::Numbers(..)) | None => (from, until),
        };
        let mut terms = acting(text(GROUP), text(ACTION), text(RESULT), text(FULL_NAME));
        terms.extend(text(REQUEST).map(|text| vec![Asked::Is(term('q', text))]));
        terms.extend(text(VISIT).map(|text| vec![Asked::Is(term('v', number_meant(text)))]));
        if let Some(object) = text(OBJECT) {
            let all = std::iter::once(object).chain(meant.belonging.iter().map(String::as_str));
            terms.push(all.map(|key| Asked::Is(term('o', key))).collect());
        }
        for (kind, search) in [('u', text(USER)), ('d', text(DETAILS)), ('t', Some(query.search.as_str()))] {
            match Search::of(search.unwrap_or_default()) {
                Search::Everything => {}
                Search::Nothing => terms.push(Vec::new()),
                Search::Words(words) => terms.extend(words.each().iter().map(|word| {
                    let named = meant.named.get(word).filter(|_| kind == 't').into_iter().flatten();
                    let named = named.map(|id| Asked::Is(term('c', id.to_string())));
                    // Whoever did it is called as he is, whatever the language.
                    let called = meant.called.get(word).filter(|_| kind != 'u').into_iter().flatten().cloned();
                    std::iter::once(Asked::Begins(term(kind, word))).chain(named).chain(called).collect()
                })),
            }
        }
        terms.extend(text(ADDRESS).map(|text| vec![Asked::Begins(term('i', caseless(text)))]));
        if text(CUSTOMER).is_some() {
            terms.push(meant.customers.iter().map(|id| Asked::Is(term('c', id.to_string()))).collect());
        }
        if text(THING).is_some() {
            terms.push(meant.things.iter().map(|key| Asked::Is(term('o', key))).collect());
        }
        Self { terms, from, until }
    }

    /// What somebody of the staff may know of: whoever is for some websites alone knows of what happened in their views, of what was
    /// done to what is theirs, and of what he did himself.
    #[must_use]
    pub fn known_to(mut self, reader: &Staff, views_of: impl Fn(&Websites) -> Vec<String>) -> Self {
        if let Websites::These(websites) = reader.websites() {
            self.terms.push(within(reader.id(), websites, views_of(reader.websites())));
        }
        self
    }

    /// What happened in a visit.
    pub fn of_visit(visit: VisitId) -> Self {
        Self { terms: vec![vec![Asked::Is(term('v', visit.to_string()))]], ..Self::default() }
    }

    /// What happened to a thing, or was done by it: by its [`object_key`].
    pub fn of_thing(key: &str) -> Self {
        Self { terms: vec![vec![Asked::Is(term('o', key))]], ..Self::default() }
    }

    /// What happened in the same visit as an event, or else by the same request.
    pub fn beside(event: &Recorded) -> Self {
        let same = match event.visit {
            Some(visit) => return Self::of_visit(visit),
            // What the program does by itself no request asked for.
            None if event.request.is_empty() => Vec::new(),
            None => vec![Asked::Is(term('q', &event.request))],
        };
        Self { terms: vec![same], ..Self::default() }
    }

    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an event is wanted.
    pub fn takes(&self, event: &Recorded) -> bool {
        self.takes_with(event, || Cow::Owned(event.terms()))
    }

    /// As [`Self::takes`], for whoever knows the event's terms.
    pub fn takes_with<'a>(&self, event: &Recorded, terms: impl FnOnce() -> Cow<'a, BTreeSet<String>>) -> bool {
        if self.from.is_some_and(|from| event.at < from) || self.until.is_some_and(|until| event.at >= until) {
            return false;
        }
        if self.terms.is_empty() {
            return true;
        }
        let terms = terms();
        self.terms.iter().all(|any| Asked::any_is_among(any, &terms))
    }
}

/// A session's number, as it is typed or pasted: in either case, with a UUID's hyphens or without, by itself or at the end of an address. What is
/// none is left as it is, and finds nothing.
fn number_meant(text: &str) -> String {
    let address = text.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let number = address.rsplit('/').next().unwrap_or_default();
    Uuid::try_parse(number).map_or_else(|_| number.to_owned(), |uuid| uuid.simple().to_string())
}

fn within(reader: StaffId, websites: &BTreeSet<WebsiteId>, views: Vec<String>) -> Vec<Asked> {
    let views = views.into_iter().map(|code| Asked::Is(term('w', code)));
    let websites = websites.iter().map(|id| Asked::Is(term('m', id.to_string())));
    std::iter::once(Asked::Is(term('s', reader.to_string()))).chain(websites).chain(views).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Event, Group, Origin},
        ids::EventId,
        list::{Cursor, Sort},
    };
    use proptest::prelude::*;

    fn of(filters: BTreeMap<&'static str, Filter>) -> Wanted {
        let sort = Sort { by: "place", down: true };
        let query = Query { search: String::new(), filters, sort, collation: crate::text::Collation::ROOT, cursor: Cursor::First };
        Wanted::of(&query, &Meant::default())
    }

    fn of_visit(typed: &str) -> Wanted {
        of(BTreeMap::from([(VISIT, Filter::Is(typed.to_owned()))]))
    }

    #[test]
    fn what_contradicts_itself_is_known_to_find_nothing() {
        for (name, text) in [(ACTION, "cart.changed"), (GROUP, "shopping_cart_management"), (RESULT, "mishap"), (ACTION, "nothing")] {
            let filters = [(name, text), (FULL_NAME, "assistance")].map(|(name, text)| (name, Filter::Is(text.to_owned())));
            assert_eq!(of(BTreeMap::from(filters)).terms, [Vec::<Asked>::new()], "{name}={text}");
        }
    }

    proptest! {
        #[test]
        fn actions_are_found_by_group_action_result_and_full_name_as_each_of_them_says(
            group in proptest::option::of(proptest::sample::select(Group::ALL.to_vec())),
            action in proptest::option::of(proptest::sample::select(Action::ALL.to_vec())),
            how in proptest::option::of(proptest::sample::select(vec![SUCCESS, FAILURE])),
            name in proptest::option::of(proptest::sample::select(vec!["assistance", "cart.changed", "chang", "failed order", "CONSENT", "?", ""])),
        ) {
            let asked = [
                (GROUP, group.map(|group| group.into_str())),
                (ACTION, action.map(Action::code)),
                (RESULT, how),
                (FULL_NAME, name),
            ];
            let filters = asked.into_iter().filter_map(|(name, text)| text.map(|text| (name, Filter::Is(text.to_owned()))));
            let wanted = of(filters.collect());
            for one in Action::ALL {
                let own: Vec<String> = one.code().split(['.', '_']).map(str::to_owned).collect();
                let typed = name.unwrap_or_default().to_lowercase();
                let is_named = typed != "?" && typed.split(['.', ' ']).all(|word| own.iter().any(|own| own.starts_with(word)));
                let expected = is_named
                    && group.is_none_or(|group| one.group() == group)
                    && action.is_none_or(|action| one == action)
                    && how.is_none_or(|how| one.is_failure() == (how == FAILURE));
                let event = Event::new(one, Actor::Guest, Origin::default()).recorded(EventId::new(Uuid::from_u128(1)));
                prop_assert_eq!(wanted.takes(&event), expected, "{}", one.code());
            }
        }

        #[test]
        fn a_sessions_number_is_the_same_however_it_is_typed(bits: u128) {
            let uuid = Uuid::from_u128(bits);
            let wanted = Wanted::of_visit(VisitId::new(uuid));
            let (simple, hyphenated) = (uuid.simple().to_string(), uuid.hyphenated().to_string());
            for end in ["", "/", "?after=7", "/#main"] {
                prop_assert_eq!(of_visit(&format!("https://shop.example/admin/login-as-customer-log/{simple}{end}")), wanted.clone());
            }
            for typed in [simple.to_uppercase(), hyphenated.to_uppercase(), format!(" {hyphenated} "), simple, hyphenated] {
                prop_assert_eq!(of_visit(&typed), wanted.clone(), "{}", typed);
            }
        }

        #[test]
        fn what_is_no_number_of_a_session_is_none_of_any(typed in "[a-zA-Z0-9 /-]{1,31}", bits: u128) {
            prop_assert_ne!(of_visit(&typed), Wanted::of_visit(VisitId::new(Uuid::from_u128(bits))));
        }
    }
}
