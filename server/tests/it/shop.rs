//! The shop that tests act in, and its actors: `shop.staff("rosa").await.logs_in_as("ada").await`.

use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};
use domain::time::Moment;
use http_body_util::BodyExt;
use server::{
    app::App,
    clock::Clock,
    demo::{self, PASSWORD},
    jobs,
    settings::Settings,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::{Address, Effort, Store};
use tower::ServiceExt;

/// 2026-03-01T12:00:00Z.
const NOON: i64 = 1_772_366_400_000;

pub struct Shop {
    pub app: App,
    pub store: Store,
    now: Arc<AtomicI64>,
}

impl Shop {
    /// The demo shop, with Login as Customer switched on.
    pub async fn open() -> Self {
        let shop = Self::as_delivered().await;
        shop.staff("rosa").await.switches_the_feature(true).await;
        shop
    }

    /// The demo shop as it is filled: the feature is off.
    pub async fn as_delivered() -> Self {
        let now = Arc::new(AtomicI64::new(NOON));
        let clock = {
            let now = Arc::clone(&now);
            Clock::new(move || Moment::from_millis(now.load(Ordering::SeqCst)))
        };
        let store = Store::open(&Address::Memory, Effort::Low).await.unwrap();
        demo::fill(&store, &jobs::job(clock.now())).await.unwrap();
        let app = App::new(store.clone(), Settings { base_url: "http://shop.test".into(), ..Settings::default() }, clock).await.unwrap();
        Self { app, store, now }
    }

    pub fn now(&self) -> Moment {
        Moment::from_millis(self.now.load(Ordering::SeqCst))
    }

    pub fn advance(&self, by: Duration) {
        self.now.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub async fn sweep(&self) {
        self.store.sweep_visits(&jobs::job(self.now())).await.unwrap();
    }

    pub fn guest(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: BTreeMap::new(), identity: String::new() }
    }

    pub async fn staff(&self, name: &str) -> Browser {
        let mut browser = self.guest();
        let answer = browser.post("/admin/login", &[("user_name", name), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/admin"), "{name} signs in");
        browser
    }

    pub async fn customer(&self, name: &str) -> Browser {
        let mut browser = self.guest();
        browser.signs_in_as_customer(name).await;
        browser
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub html: String,
    pub headers: HeaderMap,
}

impl Answer {
    pub fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The value of the first input of that name.
    pub fn input(&self, name: &str) -> Option<String> {
        let tag = self.html.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
        Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned())
    }
}

/// A browser: keeps cookies, and remembers for whom the last page was rendered.
#[derive(Clone)]
pub struct Browser {
    app: App,
    pub cookies: BTreeMap<String, String>,
    pub identity: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts a form, with the identity of the last page that had one.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let identity = self.identity.clone();
        let stamped: Vec<(&str, &str)> = form.iter().copied().chain([("identity", identity.as_str())]).collect();
        self.post_exactly(path, &stamped).await
    }

    pub async fn post_exactly(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if !self.cookies.is_empty() {
            let text: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request.headers_mut().insert(header::COOKIE, text.join("; ").parse().unwrap());
        }
        let response = self.app.service().oneshot(request).await.unwrap();
        let headers = response.headers().clone();
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        let location = headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let html = String::from_utf8_lossy(&response.into_body().collect().await.unwrap().to_bytes()).into_owned();
        let answer = Answer { status, location, html, headers };
        if let Some(identity) = answer.input("identity") {
            self.identity = identity;
        }
        answer
    }

    pub async fn signs_in_as_customer(&mut self, name: &str) {
        self.get("/customer/account/login").await;
        let email = format!("{name}@example.com");
        let answer = self.post("/customer/account/login", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/customer/account"), "{name} signs in");
        self.get("/customer/account").await;
    }

    pub async fn switches_the_feature(&mut self, on: bool) {
        let enabled = if on { "1" } else { "0" };
        let form = [
            ("enabled", enabled),
            ("shopping_assistance_checkbox_title-system", "1"),
            ("shopping_assistance_checkbox_tooltip-system", "1"),
        ];
        let answer = self.post("/admin/config/login_as_customer", &form).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
    }

    /// The address of a customer's page, from the grid.
    pub async fn finds_customer(&mut self, name: &str) -> String {
        self.finds("/admin/customers?q=", name, "/admin/customers/").await
    }

    /// The address of a role's page, from the grid.
    pub async fn finds_role(&mut self, name: &str) -> String {
        let html = self.get("/admin/roles").await.html;
        let row = html.split("<tr>").find(|row| row.contains(&format!(">{name}</a>"))).unwrap_or_else(|| panic!("no role {name}"));
        link(row, "/admin/roles/").unwrap()
    }

    async fn finds(&mut self, list: &str, name: &str, prefix: &str) -> String {
        let html = self.get(&format!("{list}{name}")).await.html;
        let body = html.split("<tbody>").nth(1).unwrap_or_else(|| panic!("no list in {html}"));
        link(body, prefix).unwrap_or_else(|| panic!("no {name}"))
    }

    /// Starts, and gives back the token of the hand-off page.
    pub async fn starts(&mut self, name: &str) -> (Answer, Option<String>) {
        let path = self.finds_customer(name).await;
        let answer = self.post(&format!("{path}/login-as-customer"), &[]).await;
        let token = answer.input("token");
        (answer, token)
    }

    /// The whole way into a customer's account. The browser then holds both cookies.
    pub async fn logs_in_as(&mut self, name: &str) {
        let (answer, token) = self.starts(name).await;
        let token = token.unwrap_or_else(|| panic!("no token: {} {}", answer.status, answer.html));
        let answer = self.post_exactly("/assistance/enter", &[("token", &token)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/customer/account"));
        let answer = self.get("/customer/account").await;
        assert!(answer.shows("You are connected as"), "{}", answer.html);
    }
}

fn link(html: &str, prefix: &str) -> Option<String> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|href| href.starts_with(prefix)).map(str::to_owned)
}
