//! What every page of the back office has around it: the menu, which shows what the role allows, and messages.

use domain::{access::Resource, caller::Who, failure::Failure, stores::Language};
use leptos::prelude::*;
use ui::{
    form::again,
    notice::notices,
    render::{Document, html},
    t,
    web::{Reply, Request},
    words,
};

/// An entry of the menu: where it leads, the rights that open it, its words.
pub struct Entry {
    pub path: &'static str,
    /// Any of these opens it.
    pub any: &'static [Resource],
    label: fn(Language) -> &'static str,
}

/// A heading of the menu, the heading under it where Adobe has one, and the entries.
pub struct Group {
    label: fn(Language) -> &'static str,
    under: Option<fn(Language) -> &'static str>,
    pub entries: &'static [Entry],
}

/// The menu, declared once: the layout shows it, the dashboard repeats it.
pub const MENU: &[Group] = &[
    Group {
        label: |l| t!(l, admin.customers),
        under: None,
        entries: &[
            Entry { path: "/admin/customers", any: &[Resource::CustomersView], label: |l| t!(l, admin.all_customers) },
            Entry {
                path: "/admin/login-as-customer-log",
                any: &[Resource::LoginAsCustomerLog],
                label: |l| t!(l, admin.login_as_customer_log),
            },
        ],
    },
    Group {
        label: |l| t!(l, admin.stores),
        under: Some(|l| t!(l, admin.settings)),
        entries: &[Entry {
            path: "/admin/config",
            any: &[Resource::ConfigGeneral, Resource::ConfigLoginAsCustomer],
            label: |l| t!(l, admin.configuration),
        }],
    },
    Group {
        label: |l| t!(l, admin.system),
        under: Some(|l| t!(l, admin.permissions)),
        entries: &[
            Entry { path: "/admin/users", any: &[Resource::Users], label: |l| t!(l, admin.all_users) },
            Entry { path: "/admin/roles", any: &[Resource::Roles], label: |l| t!(l, admin.user_roles) },
        ],
    },
];

impl Entry {
    /// Whether the entry leads somewhere for this caller. The log is there only while the feature is on.
    pub fn is_open(&self, request: &Request) -> bool {
        let switched_off = self.any == [Resource::LoginAsCustomerLog] && !request.config.login_as_customer_enabled();
        !switched_off && self.any.iter().any(|r| request.caller.holds(*r))
    }
}

/// The menu as links, for the bar and for the dashboard.
pub fn menu(request: &Request) -> impl IntoView + use<> {
    let groups = MENU.iter().filter_map(|group| {
        let mut entries = group.entries.iter().filter(|e| e.is_open(request)).peekable();
        entries.peek()?;
        let links = entries
            .map(|e| {
                let current = request.path.starts_with(e.path).then_some("page");
                view! { <li><a href=e.path aria-current=current>{(e.label)(request.language)}</a></li> }
            })
            .collect_view();
        let under = group.under.map(|label| view! { <h3>{label(request.language)}</h3> });
        Some(view! { <li><h2>{(group.label)(request.language)}</h2>{under}<ul>{links}</ul></li> })
    });
    view! { <ul class="menu">{groups.collect_view()}</ul> }
}

/// A page of the back office.
pub fn page<V: IntoView>(request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let language = request.language;
    let body = html(|| {
        view! {
            <body class="admin">
                <a class="skip" href="#main">{t!(language, admin.skip)}</a>
                {header(request)}
                <div class="frame">
                    {signed_in(request).then(|| view! { <nav class="side" aria-label=t!(language, admin.menu)>{menu(request)}</nav> })}
                    <main id="main">{notices(request)} {body()}</main>
                </div>
            </body>
        }
    });
    let title = format!("{title} · {}", t!(language, admin.title));
    let document = Document {
        language: language.tag(),
        title: &title,
        half: "backoffice",
        assets: &request.assets,
        robots: false,
        description: "",
        body,
    };
    Reply::page(document.into_html())
}

/// A page that tells of a failure. It asks the store for nothing.
pub fn failure(request: &Request, failure: &Failure) -> Reply {
    let (title, text) = words::failure(request.language, failure);
    let again = again(request, failure);
    let language = request.language;
    let id = request.caller.origin().request.clone();
    page(request, title, move || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {again}
                    <a class="button primary" href="/admin">{t!(language, error.dashboard)}</a>
                </div>
                <p class="hint">{t!(language, error.request)} " " <code>{id}</code></p>
            </section>
        }
    })
    .status(failure.status())
}

fn signed_in(request: &Request) -> bool {
    matches!(request.caller.who(), Who::Staff { .. })
}

fn header(request: &Request) -> impl IntoView + use<> {
    let language = request.language;
    let account = match request.caller.who() {
        Who::Staff { name, .. } => Some(view! {
            <span class="welcome">{t!(language, admin.signed_in_as, name = name.as_str())}</span>
            <a href="/">{t!(language, admin.storefront)}</a>
            <form method="post" action="/admin/logout"><button class="link">{t!(language, admin.sign_out)}</button></form>
        }),
        Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_) => None,
    };
    let back = request.target.clone();
    let languages = Language::ALL.map(|l| {
        let current = (l == language).then_some("true");
        view! { <button class="link" name="language" value=l.tag() lang=l.tag() aria-current=current>{l.own_name()}</button> }
    });
    view! {
        <header class="site">
            <div class="bar">
                <a class="logo" href="/admin">{t!(language, admin.title)}</a>
                <form method="post" action="/admin/language" class="languages" aria-label=t!(language, form.language)>
                    <input type="hidden" name="back" value=back /> {languages.into_iter().collect_view()}
                </form>
                {account}
            </div>
        </header>
    }
}
