//! What is made of websites, stores, views and settings for whoever shops: which view an address asks for, and what holds there.
//! It is made once for each change, so that two hundred views slow no request.

use super::{Language, StoreView, Stores};
use crate::{
    catalog::{PageKind, attribute::Attribute, price::Pricing, rule::Rule},
    config::{Config, Scope, Setting, Settings},
    ids::{CategoryId, StoreGroupId, StoreViewId, WebsiteId},
    money::{Currency, Money, Rates},
    time::{Day, Moment, Zone},
};
use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    ops::Deref,
    sync::Arc,
};

/// Where the days begin that prices depend on: special prices on those of the shop, rules on those of the website.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zones {
    pub shop: Zone,
    pub website: Zone,
}

/// Which days it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    pub shop: Day,
    pub website: Day,
}

/// A view as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    view: StoreView,
    /// Another one whenever anything is that its pages show of stores and settings.
    pub shown: u64,
    pub website: WebsiteId,
    pub website_name: String,
    /// The website's.
    pub base_currency: Currency,
    pub group_name: String,
    pub root: CategoryId,
    /// The BCP 47 tag of its texts.
    pub locale: String,
    /// What stands before each of its paths: nothing, or `/` and its code.
    prefix: String,
    pub config: Arc<Config>,
    pub zones: Zones,
    /// The website's, in their order; also what they were before, as long as that is told.
    pub rules: Arc<[Rule]>,
    /// What products tell of themselves, in the order in which it is told.
    pub attributes: Arc<[Attribute]>,
    rates: Rates,
}

impl Deref for Served {
    type Target = StoreView;
    fn deref(&self) -> &StoreView {
        &self.view
    }
}

impl Served {
    /// A view for tests of pages, and for what is shown before any is known.
    pub fn alone(view: StoreView, website_name: &str) -> Self {
        Self {
            shown: 0,
            website: WebsiteId::NOTHING,
            website_name: website_name.to_owned(),
            base_currency: view.currency,
            group_name: website_name.to_owned(),
            root: CategoryId::NOTHING,
            locale: view.locale(),
            prefix: String::new(),
            config: Arc::default(),
            zones: Zones::default(),
            rules: Arc::default(),
            attributes: Arc::default(),
            rates: Rates::default(),
            view,
        }
    }

    /// The address of `path` (which begins with `/`) in this view, on its host.
    pub fn href(&self, path: &str) -> String {
        match path {
            "/" if !self.prefix.is_empty() => self.prefix.clone(),
            path => format!("{}{path}", self.prefix),
        }
    }

    /// The address of `path` in this view from anywhere. `main` is the origin of what has none of its own.
    pub fn url(&self, main: &str, path: &str) -> String {
        format!("{}{}", self.base_url.as_deref().unwrap_or(main), self.href(path))
    }

    /// The address of `path` in this view, from a page of another one that is served here.
    pub fn from(&self, other: &Self, main: &str, path: &str) -> String {
        if self.base_url == other.base_url { self.href(path) } else { self.url(main, path) }
    }

    /// Which days it is: while they are the same, so are all prices.
    pub fn days(&self, at: Moment) -> Days {
        Days { shop: Day::of(&self.zones.shop, at), website: Day::of(&self.zones.website, at) }
    }

    /// A price in the base currency of the website; as it is kept, where there is no rate for that.
    pub fn base_price(&self, price: Money) -> Money {
        self.rates.exchange(price, self.base_currency).unwrap_or(price)
    }

    /// A price as it is shown here: in the view's currency; without a rate for that in the base currency of the website, and without any
    /// as it is kept.
    pub fn price(&self, price: Money) -> Money {
        let to = |currency| self.rates.exchange(price, currency);
        to(self.currency).or_else(|| to(self.base_currency)).unwrap_or(price)
    }

    /// The currency that prices of its website are shown in.
    pub fn shown_in(&self) -> Currency {
        self.price(Money::new(0, self.base_currency)).currency()
    }
}

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// To this view; the path that is left, and whether the address named the view.
    Here(&'a Arc<Served>, &'a str, bool),
    /// To the one address of this path in this view, which is another.
    Moved(&'a Arc<Served>, &'a str),
}

/// The views that are reached under one origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Host {
    by_code: HashMap<String, Arc<Served>>,
    default: Option<Arc<Served>>,
}

/// The shop as it is served, and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shop {
    /// Counts the changes of what it is made of, and flushes.
    pub version: i64,
    /// How often the pages of each kind were flushed.
    pub flushed: [i64; PageKind::ALL.len()],
    pub stores: Stores,
    pub settings: Settings,
    pub pricing: Pricing,
    /// In the order in which they are told.
    pub attributes: Arc<[Attribute]>,
    /// What is in force for all: Default Config.
    pub config: Arc<Config>,
    views: Vec<Arc<Served>>,
    /// By the origins of views that have one of their own.
    hosts: BTreeMap<String, Host>,
    /// Views that have none.
    main: Host,
    default: Arc<Served>,
}

/// What a shop shows that has no view at all: the rules keep one, so nobody sees it.
impl Default for Served {
    fn default() -> Self {
        let view = StoreView {
            id: StoreViewId::NOTHING,
            group: StoreGroupId::NOTHING,
            code: String::new(),
            name: String::new(),
            language: Language::default(),
            region: String::new(),
            currency: Currency::USD,
            base_url: None,
            active: false,
            position: 0,
            revision: 0,
        };
        Self::alone(view, "")
    }
}

/// The first segments of addresses that show a page: where each view carries its code, they are led to one that does. All else, such as
/// pictures, is the same for all views.
const PAGES: [&str; 10] = ["", "category", "checkout", "customer", "multishipping", "newsletter", "product", "sales", "search", "wishlist"];

/// What no store code stands before. A shop may let `/admin` through its proxy for its own office alone: it must not be open
/// at another address as well.
const BEHIND_NO_CODE: [&str; 2] = ["admin", "pkg"];

impl Shop {
    pub fn new(
        version: i64,
        flushed: [i64; PageKind::ALL.len()],
        stores: Stores,
        settings: Settings,
        mut pricing: Pricing,
        mut attributes: Vec<Attribute>,
    ) -> Self {
        attributes.sort_by_key(Attribute::rank);
        let attributes: Arc<[Attribute]> = attributes.into();
        let config = settings.within([]);
        pricing.rules.sort_by_key(Rule::rank);
        let of_website = |id: WebsiteId| -> Arc<[Rule]> { pricing.rules.iter().filter(|r| r.websites.contains(&id)).cloned().collect() };
        let rules: HashMap<WebsiteId, Arc<[Rule]>> = stores.websites().iter().map(|w| (w.id, of_website(w.id))).collect();
        let active = stores.views().iter().filter(|v| v.active);
        let served: Vec<Served> = active.filter_map(|v| served(&stores, &settings, &config, &rules, v)).collect();
        let default = stores.default_website().and_then(|w| stores.default_view_in(w)).map(|v| v.id);
        // The first of each host: the shop's default view, else that of a website, else whichever comes first.
        let firsts: Vec<StoreViewId> =
            default.into_iter().chain(stores.websites().iter().filter_map(|w| stores.default_view_in(w)).map(|v| v.id)).collect();
        // Where the default view has a host of its own, the others of its website come before those of another.
        let own = stores.default_website().map(|w| w.id);
        let rank = |view: &Served| {
            let place = firsts.iter().position(|id| *id == view.id).unwrap_or(firsts.len());
            (Some(view.website) != own, place)
        };
        let first_of = |base_url: &Option<String>| served.iter().filter(|v| v.base_url == *base_url).min_by_key(|v| rank(v)).map(|v| v.id);
        let prefixed = |view: &Served| {
            let is_bare = !config.adds_store_code() && first_of(&view.base_url) == Some(view.id);
            let prefix = if is_bare { String::new() } else { format!("/{}", view.code) };
            Served { prefix, attributes: Arc::clone(&attributes), ..view.clone() }
        };
        let served: Vec<Served> = served.iter().map(prefixed).collect();
        let led_to: HashMap<WebsiteId, u64> = stores.websites().iter().map(|w| (w.id, led_to(&stores, w.id, &served))).collect();
        let shown = |view: Served| Arc::new(Served { shown: shown(&view, led_to.get(&view.website)), ..view });
        let views: Vec<Arc<Served>> = served.into_iter().map(shown).collect();
        let mut shop = Self { version, flushed, stores, settings, pricing, attributes, config, ..Self::default() };
        for view in &views {
            let host = match &view.base_url {
                Some(origin) => shop.hosts.entry(origin.clone()).or_default(),
                None => &mut shop.main,
            };
            host.by_code.insert(view.code.clone(), Arc::clone(view));
            if first_of(&view.base_url) == Some(view.id) {
                host.default = Some(Arc::clone(view));
            }
        }
        shop.default = views.iter().find(|v| Some(v.id) == default).or_else(|| views.first()).cloned().unwrap_or_default();
        shop.views = views;
        shop
    }

    /// How often the pages of a kind were flushed.
    pub fn flushed(&self, kind: PageKind) -> i64 {
        PageKind::ALL.iter().zip(self.flushed).find(|(k, _)| **k == kind).map_or(0, |(_, n)| n)
    }

    /// All that is served, in the order of websites, stores and views.
    pub fn views(&self) -> &[Arc<Served>] {
        &self.views
    }

    /// The view of whoever names none. The rules keep one.
    pub fn default_view(&self) -> &Arc<Served> {
        &self.default
    }

    pub fn view(&self, id: StoreViewId) -> Option<&Arc<Served>> {
        self.views.iter().find(|v| v.id == id)
    }

    /// The views whose prices cannot be told in their currency, for there is no rate.
    pub fn unpriced(&self) -> Vec<StoreViewId> {
        let usual = self.stores.default_website().map(|w| w.currency);
        let is_priced = |view: &Served| {
            let base = usual.and_then(|usual| view.rates.exchange(Money::new(1, usual), view.base_currency));
            base.and_then(|base| view.rates.exchange(base, view.currency)).is_some()
        };
        self.views.iter().filter(|view| !is_priced(view)).map(|view| view.id).collect()
    }

    /// Whether each view that this one has a price for still has one in what it is to become.
    pub fn keeps_prices_in(&self, next: &Self) -> bool {
        let before = self.unpriced();
        next.unpriced().iter().all(|view| before.contains(view))
    }

    /// As it would be with these stores.
    #[must_use]
    pub fn with_stores(&self, stores: Stores) -> Self {
        Self::new(self.version, self.flushed, stores, self.settings.clone(), self.pricing.clone(), self.attributes.to_vec())
    }

    /// As it would be with these settings.
    #[must_use]
    pub fn with_settings(&self, settings: Settings) -> Self {
        Self::new(self.version, self.flushed, self.stores.clone(), settings, self.pricing.clone(), self.attributes.to_vec())
    }

    /// Whether a website shows anything.
    pub fn serves(&self, website: WebsiteId) -> bool {
        self.views.iter().any(|v| v.website == website)
    }

    /// Whether a view has this origin of its own.
    pub fn has_host(&self, origin: &str) -> bool {
        self.hosts.contains_key(origin)
    }

    /// The views of the same store as this one: what a shopper chooses among.
    pub fn beside<'a>(&'a self, view: &'a Served) -> impl Iterator<Item = &'a Arc<Served>> {
        self.views.iter().filter(|v| v.group == view.group)
    }

    /// What is in force in a scope; as for all, where there is no such scope any more.
    pub fn config_in(&self, scope: Scope) -> Arc<Config> {
        let around = match scope {
            Scope::Default => None,
            Scope::Website(id) => Some(id),
            Scope::View(id) => self.stores.website_of_view(id).map(|w| w.id),
        };
        self.settings.within(around.map(Scope::Website).into_iter().chain([scope]))
    }

    /// The view that is asked by a path under an origin.
    pub fn find<'a>(&'a self, origin: &str, path: &'a str) -> Found<'a> {
        let (first, rest) = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
            Some((first, _)) => (first, path.get(first.len().saturating_add(1)..).unwrap_or("/")),
            None => (path.trim_start_matches('/'), "/"),
        };
        // What has no host of its own is where no view has one.
        let host = self.hosts.get(origin).unwrap_or(&self.main);
        let default = host.default.as_ref().unwrap_or(&self.default);
        let plain = Found::Here(default, path, false);
        let leads_elsewhere = rest.split('/').nth(1).is_some_and(|second| BEHIND_NO_CODE.contains(&second));
        // Behind `//` a browser would read another site.
        if leads_elsewhere || rest.starts_with("//") || rest.starts_with("/\\") {
            return plain;
        }
        let code = first.to_ascii_lowercase();
        let elsewhere = || self.hosts.values().chain([&self.main]).find_map(|h| h.by_code.get(&code));
        match (host.by_code.get(&code), elsewhere()) {
            (Some(view), _) if view.prefix.strip_prefix('/') == Some(first) => Found::Here(view, rest, true),
            // Spelt otherwise, without need, or of another host.
            (Some(view), _) | (None, Some(view)) => Found::Moved(view, rest),
            (None, None) if !default.prefix.is_empty() && PAGES.contains(&first) => Found::Moved(default, path),
            (None, None) => plain,
        }
    }

    /// Whether a view is reached under an origin.
    pub fn is_at(&self, view: &Served, origin: &str) -> bool {
        view.base_url.as_deref().map_or_else(|| !self.has_host(origin), |own| own == origin)
    }
}

fn served(stores: &Stores, settings: &Settings, all: &Config, rules: &HashMap<WebsiteId, Arc<[Rule]>>, view: &StoreView) -> Option<Served> {
    let group = stores.group(view.group)?;
    let website = stores.website(group.website)?;
    let config = settings.within([Scope::Website(website.id), Scope::View(view.id)]);
    Some(Served {
        shown: 0,
        website: website.id,
        website_name: website.name.clone(),
        base_currency: website.currency,
        group_name: group.name.clone(),
        root: group.root,
        locale: view.locale(),
        prefix: String::new(),
        rates: config.rates(),
        zones: Zones { shop: Zone::named(all.time_zone()), website: Zone::named(config.time_zone()) },
        rules: rules.get(&website.id).cloned().unwrap_or_default(),
        attributes: Arc::default(),
        config,
        view: view.clone(),
    })
}

fn hash(of: impl std::hash::Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(of)
}

/// What every page of a website leads to: its stores and their views.
fn led_to(stores: &Stores, website: WebsiteId, served: &[Served]) -> u64 {
    let groups = stores.groups_of(website).map(|g| (g.id, &g.name, stores.default_view_of(g).map(|v| v.id)));
    let views = served.iter().filter(|v| v.website == website);
    let views = views.map(|v| (v.id, v.group, &v.name, &v.locale, &v.base_url, &v.prefix));
    hash((groups.collect::<Vec<_>>(), views.collect::<Vec<_>>()))
}

/// What a view's pages are made of, besides the catalog. A setting that they show belongs here.
fn shown(view: &Served, led_to: Option<&u64>) -> u64 {
    let prices = (view.base_currency.code(), view.currency.code(), &view.rates);
    // A rule that is another has another revision; which days it is belongs to the moment.
    let rules: Vec<_> = view.rules.iter().map(|rule| (rule.id, rule.revision)).collect();
    let rules = (rules, view.config.tells_lowest_price(), view.config.stock_rules(), view.config.few_left());
    let sum = |sum: Money| (sum.minor(), sum.currency().code());
    let flat_rate = view.config.flat_rate().map(|rate| (sum(rate.price), rate.for_each_piece));
    let delivery = (flat_rate, view.config.free_shipping_from().map(sum), view.config.arrival_days());
    let attributes: Vec<_> = view.attributes.iter().map(|attribute| (attribute.id, attribute.revision)).collect();
    // What the foot of each page leads to.
    let told = (view.config.login_as_customer_enabled(), view.config.value(Setting::Imprint).is_some());
    hash((view.id, view.language, view.root, view.config.store_name(), prices, (rules, attributes), delivery, told, led_to))
}

#[cfg(test)]
mod tests;
