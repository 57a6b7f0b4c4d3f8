//! A browser: it keeps cookies, and fills in the forms of the pages that it got.

use crate::Answer;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, header},
    response::Response,
};
use http_body_util::BodyExt;
use server::{
    app::App,
    demo::PASSWORD,
    endpoints::{Endpoint, Half},
    http::connections::Patience,
};
use std::{collections::BTreeMap, convert::Infallible};
use tower::{
    Layer, ServiceExt,
    util::{BoxCloneSyncService, MapRequestLayer},
};
use ui::call::{BUILD_HEADER, IDENTITY_HEADER};

/// A checkout that goes to a new address in Berlin, filled in to be told what it costs.
pub const TO_BERLIN: [(&str, &str); 7] = [
    ("ship_to", "new"),
    ("phone", "030 1234567"),
    ("street", "Am Hafen 1"),
    ("country", "DE"),
    ("city", "Berlin"),
    ("postcode", "10115"),
    ("do", "review"),
];

/// How a browser reaches the shop.
#[derive(Clone)]
pub enum Way {
    InProcess(BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>),
    /// Over a socket: the shop's address, `http://…`.
    Wire(reqwest::Client, String),
}

impl Way {
    pub fn in_process(app: &App) -> Self {
        // Over a wire the client names the host that it asks.
        let host: HeaderValue = app.settings.base_url.split("://").nth(1).unwrap().parse().unwrap();
        let naming = MapRequestLayer::new(move |mut request: Request<Body>| {
            request.headers_mut().entry(header::HOST).or_insert_with(|| host.clone());
            request
        });
        Self::InProcess(BoxCloneSyncService::new(naming.layer(app.service(Patience::default()))))
    }

    pub fn wire(address: &str) -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).tcp_nodelay(true).no_proxy().build().unwrap();
        Self::Wire(client, address.to_owned())
    }

    /// As if from this address, by way of a proxy that the shop trusts.
    pub fn wire_from(address: &str, client: &str) -> Self {
        let headers = [(header::HeaderName::from_static("x-forwarded-for"), HeaderValue::try_from(client).unwrap())];
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).tcp_nodelay(true).no_proxy();
        Self::Wire(client.default_headers(headers.into_iter().collect()).build().unwrap(), address.to_owned())
    }

    /// # Errors
    /// The shop is not there.
    async fn send(&self, request: Request<Body>) -> Result<(u16, HeaderMap, Vec<u8>), reqwest::Error> {
        match self {
            Self::InProcess(service) => {
                // As over a wire: whoever gets his answer at once would else never let others have their turn.
                tokio::task::yield_now().await;
                let response = service.clone().oneshot(request).await.unwrap();
                let (parts, body) = response.into_parts();
                Ok((parts.status.as_u16(), parts.headers, body.collect().await.unwrap().to_bytes().to_vec()))
            }
            Self::Wire(client, address) => {
                let (parts, body) = request.into_parts();
                let body = body.collect().await.unwrap().to_bytes();
                let response =
                    client.request(parts.method, format!("{address}{}", parts.uri)).headers(parts.headers).body(body).send().await?;
                let (status, headers) = (response.status().as_u16(), response.headers().clone());
                Ok((status, headers, response.bytes().await?.to_vec()))
            }
        }
    }
}

/// A browser: keeps cookies, and remembers for whom the last page was rendered.
#[derive(Clone)]
pub struct Browser {
    way: Way,
    pub cookies: BTreeMap<String, String>,
    /// For whom the last page of each half was made.
    identities: [String; 2],
    /// The build that the last page came with.
    build: String,
}

impl Browser {
    pub fn new(way: Way) -> Self {
        Self { way, cookies: BTreeMap::new(), identities: Default::default(), build: String::new() }
    }

    /// The same browser, and the shop at another address: started again, or another instance of it.
    pub fn goes_to(&mut self, way: Way) {
        self.way = way;
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Opens a page and posts a form of it as it stands there, but for what is named: each other field is sent as it was shown. Of a box
    /// nothing is sent where the value is empty.
    pub async fn edits(&mut self, page: &str, action: &str, changes: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        self.sends(&shown, action, changes).await
    }

    /// As [`Browser::edits`], from a page that was opened before.
    pub async fn sends(&mut self, page: &Answer, action: &str, changes: &[(&str, &str)]) -> Answer {
        let request = self.filled(page, action, changes);
        self.send(request).await
    }

    /// The request that posts a form of a page as it stands there, but for what is named.
    pub fn filled(&self, page: &Answer, action: &str, changes: &[(&str, &str)]) -> Request<Body> {
        let form = page.form(action).unwrap_or_else(|| panic!("no form for {action} in {}", page.html));
        let mut form: Vec<(String, String)> = form.into_iter().filter(|(name, _)| !changes.iter().any(|(n, _)| n == name)).collect();
        let is_box = |name: &str| page.is_ticked(name).is_some();
        let sent = changes.iter().filter(|(name, value)| !value.is_empty() || !is_box(name));
        form.extend(sent.map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        form_request(action, &form)
    }

    /// Posts a form, with the identity of the last page of its half.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.stamped(path, form);
        self.send(request).await
    }

    pub async fn post_exactly(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(form_request(path, form)).await
    }

    /// The request that posts a form, with the identity of the last page of its half.
    pub fn stamped(&self, path: &str, form: &[(&str, &str)]) -> Request<Body> {
        let stamped: Vec<(&str, &str)> = form.iter().copied().chain([("identity", self.identity(path))]).collect();
        form_request(path, &stamped)
    }

    /// Follows a stream as a page does, from the event on that it heard last.
    pub async fn follows(&self, path: &str, heard: Option<i64>) -> Followed {
        let Way::InProcess(service) = &self.way else { panic!("only in process") };
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        let text: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        request.headers_mut().insert(header::COOKIE, text.join("; ").parse().unwrap());
        if let Some(heard) = heard {
            request.headers_mut().insert("last-event-id", heard.into());
        }
        let response = service.clone().oneshot(request).await.unwrap();
        Followed { status: response.status().as_u16(), headers: response.headers().clone(), body: response.into_body() }
    }

    /// Calls a server function, as an island of the last page of its half does.
    pub async fn calls(&mut self, path: &str, json: &str) -> Answer {
        let request = self.call(path, json);
        self.send(request).await
    }

    /// The request that calls a server function.
    pub fn call(&self, path: &str, json: &str) -> Request<Body> {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(IDENTITY_HEADER, self.identity(path))
            .header(BUILD_HEADER, &self.build)
            .body(Body::from(json.to_owned()))
            .unwrap()
    }

    /// For whom the last page of a path's half was made.
    pub fn identity(&self, path: &str) -> &str {
        let [storefront, backoffice] = &self.identities;
        if Half::of(path) == Half::Backoffice { backoffice } else { storefront }
    }

    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        self.tries(request).await.unwrap_or_else(|error| panic!("the shop does not answer: {error}"))
    }

    /// As [`Browser::send`], where the shop may be gone.
    ///
    /// # Errors
    /// The shop is not there: nobody knows what became of the request.
    pub async fn tries(&mut self, mut request: Request<Body>) -> Result<Answer, reqwest::Error> {
        let half = Half::of(request.uri().path());
        if !self.cookies.is_empty() {
            let text: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request.headers_mut().insert(header::COOKIE, text.join("; ").parse().unwrap());
        }
        let (status, headers, body) = self.way.send(request).await?;
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let html = String::from_utf8_lossy(&body).into_owned();
        let answer = Answer { status, location, html, headers, bytes: body };
        // By a plain search: who only measures does not parse pages.
        if let Some(identity) = answer.html.split("name=\"identity\" value=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            let [storefront, backoffice] = &mut self.identities;
            *(if half == Half::Backoffice { backoffice } else { storefront }) = identity.to_owned();
        }
        if let Some(build) = answer.html.split("/style.css\"").next().filter(|before| before.len() < answer.html.len()) {
            self.build = build.rsplit('"').next().unwrap_or_default().to_owned();
        }
        Ok(answer)
    }

    pub async fn signs_in_as_staff(&mut self, name: &str) {
        let answer = self.post("/admin/login", &[("user_name", name), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/admin"), "{name} signs in");
        self.get("/admin").await;
    }

    pub async fn signs_in_as_customer(&mut self, name: &str) {
        self.get("/customer/account/login").await;
        let email = format!("{name}@example.com");
        let answer = self.post("/customer/account/login", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/customer/account"), "{name} signs in");
        self.get("/customer/account").await;
    }

    pub async fn switches_the_feature(&mut self, on: bool) {
        let path = "/admin/config/login_as_customer";
        let answer = self.edits(path, path, &[("enabled", if on { "1" } else { "0" }), ("enabled-system", "")]).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
    }

    /// Fills in the checkout of a customer with a new address in Berlin, and asks what it costs.
    pub async fn reviews(&mut self) -> Answer {
        self.reviews_at("/checkout", &[]).await
    }

    /// The same in another view, with what else there is to say.
    pub async fn reviews_at(&mut self, checkout: &str, more: &[(&str, &str)]) -> Answer {
        self.edits(checkout, checkout, &[&TO_BERLIN[..], more].concat()).await
    }

    /// The address of a customer's page, from the grid.
    pub async fn finds_customer(&mut self, name: &str) -> String {
        let path = format!("/admin/customers?q={name}");
        let mut list = self.get(&path).await;
        // The index of a shop that was just filled is still being made.
        for _ in 0..100 {
            if list.status != 503 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            list = self.get(&path).await;
        }
        list.link_below("/admin/customers").unwrap_or_else(|| panic!("no {name} in {}", list.html))
    }

    /// The address of a role's page, from the grid.
    pub async fn finds_role(&mut self, name: &str) -> String {
        self.get("/admin/roles").await.link_of(name).unwrap_or_else(|| panic!("no role {name}"))
    }

    /// The address of a user's page, from the grid.
    pub async fn finds_user(&mut self, name: &str) -> String {
        self.get("/admin/users").await.link_of(name).unwrap_or_else(|| panic!("no user {name}"))
    }

    /// Invites somebody with a role, by its page's address, and gives back the link that is handed on; or what was answered instead.
    ///
    /// # Errors
    /// It was not done.
    pub async fn invites(&mut self, user_name: &str, role: &str) -> Result<String, Answer> {
        let (new, email) = ("/admin/users/new", format!("{user_name}@example.com"));
        let role = role.rsplit('/').next().unwrap();
        let person = [("user_name", user_name), ("first_name", "C"), ("last_name", "L"), ("email", &email), ("role", role)];
        let answer = self.edits(new, new, &[person.as_slice(), &[("current_password", PASSWORD)]].concat()).await;
        match answer.value_at("link") {
            Some(link) => Ok(link[link.find("/admin").unwrap()..].to_owned()),
            None => Err(answer),
        }
    }

    /// Sets his own password by a link that he was handed.
    pub async fn sets_his_password(&mut self, link: &str) -> Answer {
        self.edits(link, link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await
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

/// A stream that is followed.
pub struct Followed {
    pub status: u16,
    pub headers: HeaderMap,
    body: Body,
}

impl Followed {
    /// The next event that tells something: its place, and what it tells. `None` when the stream has ended; a last word comes first,
    /// without a place.
    pub async fn next(&mut self) -> Option<(Option<i64>, String)> {
        loop {
            let frame = self.body.frame().await?.unwrap().into_data().unwrap();
            let text = String::from_utf8(frame.to_vec()).unwrap();
            let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            if let Some(data) = line("data: ") {
                return Some((line("id: ").and_then(|id| id.parse().ok()), data));
            }
        }
    }
}

/// The request that posts a form from a page of ours.
fn form_request(path: &str, form: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap()
}

/// The address of an endpoint, with what `fill` gives in the place of each parameter.
pub fn address(endpoint: &Endpoint, mut fill: impl FnMut(&str) -> String) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(name) => fill(name),
        None => part.to_owned(),
    };
    endpoint.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// An address of the endpoint where there is a product, and nothing that anybody stored.
pub fn somewhere(endpoint: &Endpoint) -> String {
    address(endpoint, |name| {
        let part = match name {
            "slug" => "harbour-mug",
            "file" => "0000000000000000000000000000000000000000000000000000000000000000",
            "rendition" => "160.webp",
            _ => "00000000000000000000000000000000",
        };
        part.to_owned()
    })
}
