//! What is found by some words, in the order in which it is shown. Each kind asks for its own right.

use super::{PATH, fields::LONGEST};
use crate::{cache, catalog::products, config, customers::grid as customers, layout, sales::grid as orders};
use domain::{
    access::Resource,
    caller::{Staff, right},
    config::Scope,
    customers::shown_email,
    failure::Failure,
    list::Query,
    text::{Collation, Search, Words},
};
use store::{Store, StoreError};
use ui::{
    call::{Called, Problem, called},
    suggest::{Meant, Suggestions},
    t,
    table::address,
    web::Request,
    words,
};

/// So many of a kind are suggested, and so many stand on the page.
const SUGGESTED: usize = 5;
pub(super) const SHOWN: usize = 20;

/// Something that was found: what it is called, what else tells it from its like, and where it is.
pub(crate) struct Hit {
    pub name: String,
    pub note: String,
    pub href: String,
}

/// All of a kind, and where there is more of it.
pub(super) struct Kind {
    pub heading: &'static str,
    pub hits: Vec<Hit>,
    pub all: Option<String>,
}

/// What was found of each kind.
pub(super) struct Found {
    pub kinds: Vec<Kind>,
    /// Whether a kind is missing that will be found in a moment.
    pub is_partial: bool,
}

impl Found {
    pub(super) fn count(&self) -> usize {
        self.kinds.iter().map(|kind| kind.hits.len()).sum()
    }
}

/// The list of what is suggested, as the page calls it: one may have two.
pub(super) const fn list_of(scope: Option<Scope>) -> &'static str {
    if scope.is_some() { "found-settings" } else { "found" }
}

/// What says in an address that settings alone are meant, and in which scope.
pub(super) const SETTINGS: &str = "settings";
const FOR_ALL: &str = "default";

pub(super) fn within(scope: Scope) -> String {
    if scope == Scope::Default { FOR_ALL.to_owned() } else { scope.to_string() }
}

pub(super) fn scope_of(within: &str) -> Result<Scope, Failure> {
    if within == FOR_ALL { Ok(Scope::Default) } else { within.parse().map_err(|_| Failure::NotFound) }
}

/// What is read of what was typed.
pub(super) fn read(typed: &str) -> String {
    typed.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// What was found of a kind; nothing while the index that knows is being made: what needs none is found all the same.
fn yet<T>(store: &Store, found: Result<T, StoreError>) -> Result<Option<T>, Failure> {
    match found {
        Err(StoreError::Unavailable(_)) if store.is_counting() => Ok(None),
        found => Ok(Some(found?)),
    }
}

/// What is found of each kind, up to so many; with a scope only settings.
pub(super) async fn look(store: &Store, request: &Request, typed: &str, scope: Option<Scope>, most: usize) -> Result<Found, Failure> {
    let Search::Words(meant) = Search::of(typed) else { return Ok(Found { kinds: Vec::new(), is_partial: false }) };
    let language = request.language;
    let settings =
        Kind { heading: t!(language, backoffice.settings), hits: config::found(request, scope, &meant).take(most).collect(), all: None };
    if scope.is_some() {
        return Ok(Found { kinds: vec![settings], is_partial: false });
    }
    let open =
        Kind { heading: t!(language, backoffice.search.pages), hits: pages(request, &meant).into_iter().take(most).collect(), all: None };
    let (mut kinds, mut is_partial) = (vec![open], false);
    let all = |path: &str| Some(address(path, &[("q", typed)]));
    let asked = |list: Query| Query { search: typed.to_owned(), collation: Collation::of(language), ..list };
    if let Ok(permit) = request.caller.permit::<right::CustomersView>() {
        let query = asked(customers::CUSTOMERS.narrowed([]));
        let found = yet(store, store.by(&permit).customers(&query, most).await)?;
        is_partial |= found.is_none();
        let hits = found.into_iter().flat_map(|(found, _)| found.items).map(|customer| Hit {
            name: customer.full_name(),
            note: shown_email(&customer.email),
            href: format!("{}/{}", customers::CUSTOMERS.path, customer.id),
        });
        kinds.push(Kind { heading: t!(language, backoffice.customers), hits: hits.collect(), all: all(customers::CUSTOMERS.path) });
    }
    if let Ok(permit) = request.caller.permit::<right::OrdersView>() {
        let query = asked(orders::ORDERS.narrowed([]));
        let found = yet(store, store.by(&permit).orders(&query, most).await)?;
        is_partial |= found.is_none();
        let hits = found.into_iter().flat_map(|(found, _)| found.items).map(|order| Hit {
            name: order.number.clone(),
            note: format!("{} · {}", order.name, words::order_state(language, order.state())),
            href: format!("{}/{}", orders::PATH, order.id),
        });
        kinds.push(Kind { heading: t!(language, backoffice.orders), hits: hits.collect(), all: all(orders::PATH) });
    }
    if let Ok(permit) = request.caller.permit::<right::Products>() {
        let query = asked(products::PRODUCTS.narrowed([]));
        let found = yet(store, store.by(&permit).products(&query, most).await)?;
        is_partial |= found.is_none();
        let hits = found.into_iter().flat_map(|(found, _)| found.items).map(|product| Hit {
            name: product.texts.all.name.clone(),
            note: product.sku.clone(),
            href: format!("{}/{}", products::PATH, product.id),
        });
        kinds.push(Kind { heading: t!(language, backoffice.products), hits: hits.collect(), all: all(products::PATH) });
    }
    kinds.push(settings);
    Ok(Found { kinds, is_partial })
}

/// The entries of the menu that are open to the reader, and what else every one of them has.
fn pages(request: &Request, meant: &Words) -> Vec<Hit> {
    let language = request.language;
    let entries = layout::MENU.iter().flat_map(move |group| {
        let entries = group.parts.iter().flat_map(|part| part.entries);
        let entries = entries.filter(move |entry| entry.is_open(request));
        entries.map(move |entry| (entry.label(language), group.label(language), entry.path))
    });
    let own = [(t!(language, backoffice.dashboard), "", "/admin"), (t!(language, staff.account_setting), "", crate::staff::account::PATH)];
    // On a page of something else there is what Adobe has a page for.
    let index = (t!(language, cache.index.title), t!(language, cache.index.reindex), cache::INDEX);
    let index = request.caller.holds(Resource::Cache).then_some(index);
    let all = entries.chain(own).chain(index).filter(|(name, group, _)| meant.match_row([*name, *group]));
    all.map(|(name, group, path)| Hit { name: name.to_owned(), note: group.to_owned(), href: path.to_owned() }).collect()
}

pub(super) async fn suggested(typed: &str, scope: Option<Scope>) -> Result<Suggestions, Problem> {
    let Called { store, request, .. } = called::<Store, Staff>()?;
    let language = request.language;
    let typed = read(typed);
    let found = look(&store, &request, &typed, scope, SUGGESTED).await?;
    let said = match found.count() {
        0 if found.is_partial => String::new(),
        0 => t!(language, common.table.nothing_found).to_owned(),
        count => t!(language, backoffice.search.count, count = count).to_string(),
    };
    let partial = if found.is_partial { t!(language, backoffice.search.partial) } else { "" };
    let said = format!("{said} {partial}").trim().to_owned();
    let kinds = found.kinds;
    let mut groups: Vec<(&'static str, Vec<Meant>)> =
        kinds.into_iter().map(|kind| (kind.heading, kind.hits.into_iter().map(meant).collect())).collect();
    let within = scope.map(within).unwrap_or_default();
    let href = address(PATH, &[("q", typed.as_str()), (SETTINGS, within.as_str())]);
    // There may be more of a kind than is suggested.
    let rest = Meant { name: t!(language, dashboard.all).to_owned(), href, note: None };
    if groups.iter().any(|(_, meant)| meant.len() >= SUGGESTED) {
        groups.push(("", vec![rest]));
    }
    Ok(Suggestions::of(list_of(scope), said, groups))
}

fn meant(Hit { name, note, href }: Hit) -> Meant {
    Meant { name, href, note: (!note.is_empty()).then_some(note) }
}
