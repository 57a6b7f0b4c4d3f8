//! A browser, and what comes back to it.

use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
    response::Response,
};
use http_body_util::BodyExt;
use server::{app::App, demo::PASSWORD};
use std::{collections::BTreeMap, convert::Infallible};
use tower::{ServiceExt, util::BoxCloneSyncService};

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

/// How a browser reaches the shop.
#[derive(Clone)]
pub enum Way {
    InProcess(BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>),
    /// Over a socket: the shop's address, `http://…`.
    Wire(reqwest::Client, String),
}

impl Way {
    pub fn in_process(app: &App) -> Self {
        Self::InProcess(BoxCloneSyncService::new(app.service()))
    }

    pub fn wire(address: &str) -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).tcp_nodelay(true).no_proxy().build().unwrap();
        Self::Wire(client, address.to_owned())
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
    pub identity: String,
}

impl Browser {
    pub fn new(way: Way) -> Self {
        Self { way, cookies: BTreeMap::new(), identity: String::new() }
    }

    /// The same browser, and the shop at another address: started again, or another instance of it.
    pub fn goes_to(&mut self, way: Way) {
        self.way = way;
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts a form, with the identity of the last page that had one.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.stamped(path, form);
        self.send(request).await
    }

    pub async fn post_exactly(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(form_request(path, form)).await
    }

    /// The request that posts a form, with the identity of the last page that had one.
    pub fn stamped(&self, path: &str, form: &[(&str, &str)]) -> Request<Body> {
        let stamped: Vec<(&str, &str)> = form.iter().copied().chain([("identity", self.identity.as_str())]).collect();
        form_request(path, &stamped)
    }

    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        self.tries(request).await.unwrap_or_else(|error| panic!("the shop does not answer: {error}"))
    }

    /// As [`Browser::send`], where the shop may be gone.
    ///
    /// # Errors
    /// The shop is not there: nobody knows what became of the request.
    pub async fn tries(&mut self, mut request: Request<Body>) -> Result<Answer, reqwest::Error> {
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
        let answer = Answer { status, location, html, headers };
        if let Some(identity) = answer.input("identity") {
            self.identity = identity;
        }
        Ok(answer)
    }

    pub async fn signs_in_as_staff(&mut self, name: &str) {
        let answer = self.post("/admin/login", &[("user_name", name), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/admin"), "{name} signs in");
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

/// The first link on a page that begins like this.
pub fn link(html: &str, prefix: &str) -> Option<String> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|href| href.starts_with(prefix)).map(str::to_owned)
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
