//! A request for the tests of this crate, and markup as they read it.

use crate::{
    form::Fields,
    page_cache::PageKey,
    render::html,
    web::{Asked, Pairs, Request},
};
use domain::{
    audit::Origin,
    caller::{Caller, Who},
    config::Config,
    ids::{CustomerGroupId, StoreGroupId, StoreViewId},
    money::Currency,
    stores::{Language, Served, StoreView},
    time::Moment,
};
use leptos::prelude::IntoView;
use std::sync::Arc;

/// A store view.
pub(crate) fn view(code: &str, name: &str) -> StoreView {
    StoreView {
        id: StoreViewId::NOTHING,
        group: StoreGroupId::NOTHING,
        code: code.to_owned(),
        name: name.to_owned(),
        language: Language::En,
        region: String::new(),
        currency: Currency::USD,
        base_url: None,
        active: true,
        position: 0,
        revision: 0,
    }
}

/// A guest's request.
pub(crate) fn request(path: &str, query: &str, form: Pairs) -> Request {
    request_of(path, query, form, &[])
}

/// A guest's request to an endpoint that declares these fields.
#[expect(clippy::disallowed_methods, reason = "a caller for a test")]
pub(crate) fn request_of(path: &str, query: &str, form: Pairs, fields: Fields) -> Request {
    let origin = Origin {
        at: Moment::from_millis(1_795_257_000_000),
        address: "127.0.0.1".into(),
        agent: "test".into(),
        request: "request-1".into(),
        store_view: "en".into(),
    };
    Request::new(Asked {
        caller: Caller::verified(Who::Guest { cart: None, session: None }, origin),
        language: Language::En,
        view: Arc::new(Served::alone(view("en", "English"), "Main Website")),
        shop: Arc::default(),
        origin: "http://127.0.0.1:3000".into(),
        base_url: "http://127.0.0.1:3000".into(),
        mails: false,
        own_hosts: Arc::default(),
        config: Arc::new(Config::default()),
        path: path.to_owned(),
        target: path.to_owned(),
        params: Vec::new(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        form,
        arrived: Vec::new(),
        json: Vec::new(),
        heard: None,
        goes_on: false,
        notice: None,
        ended: None,
        nonce: None,
        parked: None,
        chosen_store: None,
        visit: None,
        assets: "/pkg".into(),
        security_contact: "".into(),
        fields,
        page_cache: Arc::default(),
        page_key: PageKey {
            view: StoreViewId::NOTHING,
            group: CustomerGroupId::NOT_LOGGED_IN,
            kind: None,
            path: path.to_owned(),
            query: Vec::new(),
        },
        takes_brotli: false,
        is_ahead: false,
    })
}

/// The form that a browser would send.
pub(crate) fn form(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().fold(Pairs::default(), |form, (name, value)| form.with(name, *value))
}

/// A view's markup, one tag a line, without the marks between texts.
pub(crate) fn markup<V: IntoView>(view: impl FnOnce() -> V) -> String {
    html(view).replace("<!>", "").replace("><", ">\n<")
}
