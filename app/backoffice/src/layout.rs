//! What every page of the back office has around it: the menu, which shows what the role allows, and messages.

use crate::{guide, language, search, undo};
use domain::{
    access::Resource,
    caller::{Proof, Who},
    failure::Failure,
    stores::Language,
};
use leptos::prelude::*;
use ui::{
    endpoint::Half,
    form::{Post, Words, again},
    idle::Idle,
    named::{isolated, named},
    notice::notice,
    render::{Document, html, title as titled},
    t,
    table::address,
    web::{Reply, Request, local_path},
    words,
};

/// An entry of the menu: where it leads, the rights that open it, its words.
pub struct Entry {
    pub path: &'static str,
    /// Any of these opens it.
    pub any: &'static [Resource],
    /// It is there only while Login as Customer is on.
    of_the_feature: bool,
    label: Words,
}

/// A heading of the menu, and what stands below it.
pub struct Group {
    label: Words,
    pub parts: &'static [Part],
}

/// Entries, and the heading over them where Adobe has one.
pub struct Part {
    under: Option<Words>,
    pub entries: &'static [Entry],
}

/// The menu, declared once.
pub const MENU: &[Group] = &[
    Group {
        label: |l| t!(l, backoffice.sales),
        parts: &[Part {
            under: Some(|l| t!(l, backoffice.operations)),
            entries: &[
                Entry::new("/admin/sales/orders", &[Resource::OrdersView], |l| t!(l, backoffice.orders)),
                Entry::new("/admin/sales/invoices", &[Resource::Invoices], |l| t!(l, sales.invoices)),
                Entry::new("/admin/sales/shipments", &[Resource::Shipments], |l| t!(l, sales.shipments)),
                Entry::new("/admin/sales/creditmemos", &[Resource::CreditMemos], |l| t!(l, sales.credit_memos)),
            ],
        }],
    },
    Group {
        label: |l| t!(l, backoffice.catalog),
        parts: &[Part {
            under: Some(|l| t!(l, backoffice.inventory)),
            entries: &[
                Entry::new("/admin/catalog/products", &[Resource::Products], |l| t!(l, backoffice.products)),
                Entry::new("/admin/catalog/categories", &[Resource::Categories], |l| t!(l, backoffice.categories)),
            ],
        }],
    },
    Group {
        label: |l| t!(l, backoffice.customers),
        parts: &[Part {
            under: None,
            entries: &[
                Entry::new("/admin/customers", &[Resource::CustomersView], |l| t!(l, backoffice.all_customers)),
                Entry::new("/admin/login-as-customer-log", &[Resource::LoginAsCustomerLog], |l| t!(l, backoffice.login_as_customer_log))
                    .of_the_feature(),
                Entry::new(crate::customers::groups::PATH, &[Resource::CustomerGroups], |l| t!(l, customers.groups.title)),
            ],
        }],
    },
    Group {
        label: |l| t!(l, backoffice.marketing),
        parts: &[Part {
            under: Some(|l| t!(l, backoffice.promotions)),
            entries: &[Entry::new(crate::catalog::rules::PATH, &[Resource::CatalogPriceRules], |l| t!(l, catalog.rules.title))],
        }],
    },
    Group {
        label: |l| t!(l, backoffice.stores),
        parts: &[
            Part {
                under: Some(|l| t!(l, backoffice.attributes)),
                entries: &[Entry::new(crate::catalog::attributes::PATH, &[Resource::ProductAttributes], |l| {
                    t!(l, backoffice.product_attributes)
                })],
            },
            Part {
                under: Some(|l| t!(l, backoffice.settings)),
                entries: &[
                    Entry::new(crate::stores::ALL, &[Resource::AllStores], |l| t!(l, backoffice.all_stores)),
                    Entry::new(
                        "/admin/config",
                        &[
                            Resource::ConfigGeneral,
                            Resource::ConfigWeb,
                            Resource::ConfigCurrency,
                            Resource::ConfigTransEmail,
                            Resource::ConfigCatalog,
                            Resource::ConfigInventory,
                            Resource::ConfigLoginAsCustomer,
                            Resource::ConfigCustomer,
                            Resource::ConfigTax,
                            Resource::ConfigCheckout,
                            Resource::ConfigMultishipping,
                            Resource::ConfigDelivery,
                            Resource::ConfigPayment,
                            Resource::ConfigSalesEmail,
                            Resource::ConfigAdmin,
                            Resource::ConfigSystem,
                        ],
                        |l| t!(l, backoffice.configuration),
                    ),
                ],
            },
        ],
    },
    Group {
        label: |l| t!(l, backoffice.system),
        parts: &[
            Part {
                under: Some(|l| t!(l, backoffice.tools)),
                entries: &[
                    Entry::new(crate::cache::PATH, &[Resource::Cache], |l| t!(l, backoffice.cache_management)),
                    Entry::new(crate::mail::PATH, &[Resource::MailOutbox], |l| t!(l, mail.outbox)),
                ],
            },
            Part {
                under: Some(|l| t!(l, backoffice.data_transfer)),
                entries: &[
                    Entry::new(crate::transfer::import::PATH, &[Resource::Import], |l| t!(l, transfer.import.title)),
                    Entry::new(crate::transfer::export::PATH, &[Resource::Export], |l| t!(l, transfer.export.title)),
                    Entry::new(crate::transfer::history::PATH, &[Resource::ImportHistory], |l| t!(l, transfer.history.title)),
                ],
            },
            Part {
                under: Some(|l| t!(l, backoffice.permissions)),
                entries: &[
                    Entry::new("/admin/users", &[Resource::Users], |l| t!(l, backoffice.all_users)),
                    Entry::new(crate::staff::locked::PATH, &[Resource::LockedUsers], |l| t!(l, staff.locked.title)),
                    Entry::new("/admin/roles", &[Resource::Roles], |l| t!(l, backoffice.user_roles)),
                ],
            },
            Part {
                under: Some(|l| t!(l, audit.action_logs)),
                entries: &[
                    Entry::new(crate::audit::report::PATH, &[Resource::ActionLogsReport], |l| t!(l, audit.report.menu)),
                    Entry::new(crate::audit::archive::PATH, &[Resource::ActionLogsArchive], |l| t!(l, audit.archive.menu)),
                ],
            },
        ],
    },
];

impl Entry {
    const fn new(path: &'static str, any: &'static [Resource], label: Words) -> Self {
        Self { path, any, of_the_feature: false, label }
    }

    const fn of_the_feature(self) -> Self {
        Self { of_the_feature: true, ..self }
    }

    pub fn label(&self, language: Language) -> &'static str {
        (self.label)(language)
    }

    /// Whether the entry leads somewhere for this caller.
    pub fn is_open(&self, request: &Request) -> bool {
        let is_there = !self.of_the_feature || request.config.login_as_customer_enabled();
        is_there && self.any.iter().any(|r| request.caller.holds(*r))
    }
}

impl Group {
    pub fn label(&self, language: Language) -> &'static str {
        (self.label)(language)
    }
}

/// The menu as links.
fn menu(request: &Request) -> impl IntoView + use<> {
    let groups = MENU.iter().filter_map(|group| {
        let parts = group.parts.iter().filter_map(|part| {
            let mut entries = part.entries.iter().filter(|e| e.is_open(request)).peekable();
            entries.peek()?;
            let links = entries.map(|e| {
                let current = request.path.starts_with(e.path).then_some("page");
                view! { <li><a href=e.path aria-current=current>{(e.label)(request.language)}</a></li> }
            });
            let links = links.collect_view();
            let under = part.under.map(|label| view! { <h3>{label(request.language)}</h3> });
            Some(view! { {under} <ul>{links}</ul> }.into_any())
        });
        let parts: Vec<AnyView> = parts.collect();
        (!parts.is_empty()).then(|| view! { <li><h2>{(group.label)(request.language)}</h2>{parts.into_iter().collect_view()}</li> })
    });
    let groups = groups.collect_view();
    view! { <ul class="menu">{groups}</ul> }
}

/// A page of the back office.
pub fn page<V: IntoView>(request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let language = request.language;
    let body = html(|| {
        view! {
            <body class="admin">
                <a class="skip" href="#main">{t!(language, backoffice.skip)}</a>
                {header(request)}
                <div class="frame">
                    {signed_in(request).then(|| view! {
                        <nav id="menu" class="side" popover aria-label=t!(language, backoffice.menu)>{menu(request)}</nav>
                    })}
                    <main id="main">{notice(request, undo::beside(request))} {body()}</main>
                </div>
                {idle(request)}
            </body>
        }
    });
    document(request, title, body)
}

/// A page that leads on by itself: whoever waits for what comes behind it waits for nothing around it.
pub(crate) fn leading_on<V: IntoView>(request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let body = html(|| view! { <body class="admin"><div class="frame"><main id="main">{body()}</main></div></body> });
    document(request, title, body)
}

fn document(request: &Request, title: &str, body: String) -> Reply {
    let language = request.language;
    let title = titled(language, &body, format!("{} · {}", isolated(title), t!(language, backoffice.title)));
    let document = Document {
        language: language.tag(),
        base: "",
        title: &title,
        half: "backoffice",
        assets: &request.assets,
        robots: false,
        description: "",
        keywords: "",
        canonical: None,
        shared: Vec::new(),
        alternates: Vec::new(),
        theme: request.caller.seat().and_then(|seat| seat.theme),
        body,
    };
    Reply::page(document.into_html())
}

/// A page of the back office to go back to, if the text names one.
pub(crate) fn way_back(text: &str) -> Option<String> {
    local_path(Some(text)).filter(|path| Half::of(path.split('?').next().unwrap_or_default()) == Half::Backoffice)
}

/// A page that tells of a failure. It asks the store for nothing. `above` is the page that leads there.
pub fn failure(request: &Request, failure: &Failure, above: Option<String>) -> Reply {
    let language = request.language;
    let (title, text) = words::failure(language, failure);
    let text = above.as_deref().filter(|_| *failure == Failure::NotFound).and_then(|list| gone(language, list)).unwrap_or(text);
    let again = again(request, failure);
    let id = request.caller.origin().request.clone();
    let onward = if signed_in(request) { t!(language, common.error.dashboard) } else { t!(language, staff.sign_in) };
    page(request, title, move || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {again}
                    {above.map(|path| view! { <a class="button" href=path>{t!(language, common.form.back)}</a> })}
                    <a class="button primary" href="/admin">{onward}</a>
                </div>
                <p class="hint">{t!(language, common.error.request)} " " <code>{id}</code></p>
            </section>
        }
    })
    .status(failure.status())
}

/// What is said of somebody or something that is not there any more, where one list has all of them.
fn gone(language: Language, list: &str) -> Option<&'static str> {
    match list {
        "/admin/roles" => Some(t!(language, access.gone)),
        "/admin/users" => Some(t!(language, staff.gone)),
        _ => None,
    }
}

/// What is said before a session ends by itself: whatever was typed is there again after signing in.
fn idle(request: &Request) -> Option<AnyView> {
    let (language, seat) = (request.language, request.caller.seat()?);
    let idle = Idle {
        left: seat.ends.since(request.now()).as_secs(),
        is_final: false,
        of: crate::staff::account::PATH.to_owned(),
        many: t!(language, staff.idle.many),
        last: t!(language, staff.idle.last),
        over: t!(language, staff.idle.over),
        stay: t!(language, staff.idle.stay),
        onward: address(Half::Backoffice.sign_in(), &[("back", "/admin")]),
        label: t!(language, staff.sign_in),
        in_a_tab: true,
    };
    Some(idle.view())
}

fn signed_in(request: &Request) -> bool {
    matches!(request.caller.who(), Who::Staff { .. })
}

/// One line at any width: the menu has a button on a phone, the search and the account have one everywhere. All of them work without scripts.
fn header(request: &Request) -> impl IntoView + use<> {
    let language = request.language;
    let name = match request.caller.who() {
        Who::Staff { name, .. } => Some(name.clone()),
        Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_) => None,
    };
    let menu = name.is_some().then(|| {
        view! {
            <button type="button" class="button opener" popovertarget="menu" aria-label=t!(language, backoffice.menu)>
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12" /></svg>
            </button>
        }
    });
    let palette = name.is_some().then(|| search::palette(request));
    // Nobody's own is the language alone.
    let target = if name.is_some() { "account" } else { "languages" };
    let opens = name.clone().unwrap_or_else(|| language.own_name().to_owned());
    let own = name.map(|name| {
        let shown = isolated(&name).into_owned();
        view! {
            <p class="welcome">{t!(language, staff.signed_in_as, name = shown.as_str())}</p>
            <ul>
                <li><a href=crate::staff::account::PATH>{t!(language, staff.account_setting)}</a></li>
                <li><a href="/">{t!(language, backoffice.storefront)}</a></li>
            </ul>
        }
    });
    let out = own
        .is_some()
        .then(|| Post::to(request, "/admin/logout").around(view! { <button class="link">{t!(language, staff.sign_out)}</button> }));
    view! {
        <header class="site">
            <div class="bar">
                {menu}
                <a class="logo" href="/admin">{t!(language, backoffice.title)}</a>
                {palette}
                {guide::link(request)}
                <button type="button" class="button own" popovertarget=target>{named(&opens)}</button>
                <div id=target class="own-menu" popover>
                    {own}
                    {language::choice(request)}
                    {out}
                </div>
            </div>
        </header>
    }
}
