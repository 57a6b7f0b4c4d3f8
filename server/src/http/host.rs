//! Under which names the shop is reached. Whoever points a name of his own at this machine (DNS rebinding) would else have
//! pages that count as the shop's: what names another host is not answered.

use crate::settings::Wrong;
use axum::{
    http::{HeaderMap, StatusCode, Uri, header, uri::Authority},
    response::{IntoResponse, Response},
};
use domain::stores::{Language, OwnHosts, is_loopback, origin};
use std::sync::Arc;
use ui::t;
use url::Origin;

/// The hosts that the shop has, as origins: all have the scheme of the address that people type.
pub struct Hosts {
    scheme: String,
    /// The one that people type first. Each as it is spelt in the settings, too, which is how nearly every request spells it: that need
    /// not be read again.
    named: Vec<(String, Origin)>,
    /// Whether the shop is reached on this machine alone: then all names of this machine are good, on any port, for a port
    /// may be forwarded. No stranger can have one of them.
    is_loopback: bool,
    own: Arc<OwnHosts>,
}

impl Hosts {
    /// # Errors
    /// What is no address, or no host.
    pub fn new(base_url: &str, further: &[String]) -> Result<Self, Wrong> {
        let not_one = || Wrong::value("base_url", base_url, |language| t!(language, cli.setting.base_url));
        let base = origin(base_url).ok_or_else(not_one)?;
        let scheme = base_url.split("://").next().unwrap_or_default().to_owned();
        let is_loopback = is_loopback(&base);
        let host = base_url.split("://").nth(1).unwrap_or_default().to_owned();
        let mut hosts = Self { scheme, named: vec![(host, base)], is_loopback, own: Arc::default() };
        for host in further {
            let no_host = || Wrong::value("hosts", host, |language| t!(language, cli.setting.host));
            let origin = hosts.with(host).ok_or_else(no_host)?;
            hosts.named.push((host.clone(), origin));
        }
        let named = hosts.named.iter().map(|(_, origin)| origin.ascii_serialization()).collect();
        hosts.own = Arc::new(OwnHosts::new(named, is_loopback));
        Ok(hosts)
    }

    fn with(&self, host: &str) -> Option<Origin> {
        let spelt = self.named.iter().find(|(spelt, _)| spelt == host);
        spelt.map(|(_, origin)| origin.clone()).or_else(|| origin(&format!("{}://{host}", self.scheme)))
    }

    /// What a request asks: its `Host`, or what stands in its target, as in all of HTTP/2. Both must be the same.
    ///
    /// # Errors
    /// 400: no host is named, or more than one. 421: not a host of the shop.
    pub fn asked(&self, uri: &Uri, headers: &HeaderMap) -> Result<Origin, StatusCode> {
        let lines = headers.get_all(header::HOST);
        if lines.iter().count() > 1 {
            return Err(StatusCode::BAD_REQUEST);
        }
        let in_target = uri.authority().map(Authority::as_str);
        let in_header = lines.iter().next().map(|line| line.to_str().unwrap_or_default());
        let mut asked = in_target.into_iter().chain(in_header).map(|host| self.with(host).ok_or(StatusCode::BAD_REQUEST));
        let first = asked.next().unwrap_or(Err(StatusCode::BAD_REQUEST))?;
        if asked.any(|other| other.as_ref() != Ok(&first)) {
            return Err(StatusCode::BAD_REQUEST);
        }
        if self.is_office(&first) { Ok(first) } else { Err(StatusCode::MISDIRECTED_REQUEST) }
    }

    /// The same for whoever gives a view one of them.
    pub fn own(&self) -> Arc<OwnHosts> {
        Arc::clone(&self.own)
    }

    /// An origin that was asked as people know it: behind a proxy that names itself, the one that they type.
    pub fn shown(&self, asked: &Origin) -> String {
        if self.is_office(asked) { asked.ascii_serialization() } else { self.main() }
    }

    /// Whether the back office may stand there: a host that the settings name, or any name of this machine while the shop is developed on it.
    pub fn is_office(&self, origin: &Origin) -> bool {
        self.is_named(origin)
            || self.is_loopback && is_loopback(origin) && matches!(origin, Origin::Tuple(scheme, ..) if *scheme == self.scheme)
    }

    /// The origin that people type first.
    pub fn main(&self) -> String {
        self.named.first().map(|(_, origin)| origin.ascii_serialization()).unwrap_or_default()
    }

    /// Whether the settings name it.
    pub fn is_named(&self, origin: &Origin) -> bool {
        self.named.iter().any(|(_, named)| named == origin)
    }
}

/// The answer where the shop is asked under no name of its own. It is a page of nobody's: it shows nothing of the shop.
pub fn refused(status: StatusCode, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
    let language = accepted.and_then(Language::from_accept_language).unwrap_or_default();
    let text = if status == StatusCode::MISDIRECTED_REQUEST {
        t!(language, common.error.no_such_host)
    } else {
        t!(language, common.error.one_host)
    };
    (status, [(header::CACHE_CONTROL, "no-store"), (header::VARY, "accept-language")], format!("{text}\n")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn hosts(base_url: &str, further: &[&str]) -> Hosts {
        Hosts::new(base_url, &further.iter().map(|&h| h.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn asked(hosts: &Hosts, host: &str) -> u16 {
        asked_both(hosts, "/", &[host])
    }

    fn asked_both(hosts: &Hosts, uri: &str, lines: &[&str]) -> u16 {
        let headers = lines.iter().map(|h| (header::HOST, HeaderValue::from_bytes(h.as_bytes()).unwrap())).collect();
        hosts.asked(&uri.parse().unwrap(), &headers).map_or_else(|status| status.as_u16(), |_| 200)
    }

    #[test]
    fn a_host_is_the_same_however_it_is_spelt_and_another_one_is_not_served() {
        let shop = hosts("https://Shop.Example:443", &["bücher.example", "outlet.example:8443", "[2001:DB8::1]"]);
        for host in [
            "shop.example",
            "SHOP.example",
            "shop.example:443",
            "xn--bcher-kva.example",
            "outlet.example:8443",
            "[2001:db8::1]",
            "[2001:db8:0::1]:443",
        ] {
            assert_eq!(asked(&shop, host), 200, "{host}");
        }
        for host in ["evil.example", "shop.example:80", "shop.example:3000", "shop.example.", "outlet.example", "localhost", "127.0.0.1"] {
            assert_eq!(asked(&shop, host), 421, "{host}");
        }
        for host in
            ["", "shop.example/", "evil@shop.example", "shop.example@evil", "shop.example#", "shop%2eexample", "a b", "x:y", "k\u{f6}ln"]
        {
            assert_eq!(asked(&shop, host), 400, "{host}");
        }
    }

    #[test]
    fn one_host_is_named_in_the_target_or_in_the_header_or_in_both_alike() {
        let shop = hosts("http://shop.example", &["outlet.example"]);
        assert_eq!(asked_both(&shop, "http://shop.example/cart", &[]), 200);
        assert_eq!(asked_both(&shop, "http://shop.example/cart", &["SHOP.example:80"]), 200);
        assert_eq!(asked_both(&shop, "http://evil.example/cart", &[]), 421);
        for (uri, lines) in [
            ("/", &[][..]),
            ("/", &["shop.example", "shop.example"]),
            ("/", &["shop.example", "evil.example"]),
            ("http://evil.example/", &["shop.example"]),
            ("http://shop.example/", &["outlet.example"]),
        ] {
            assert_eq!(asked_both(&shop, uri, lines), 400, "{uri} {lines:?}");
        }
    }

    #[test]
    fn while_a_shop_is_developed_each_name_of_this_machine_is_good_and_no_stranger_can_have_one() {
        let shop = hosts("http://127.0.0.1:3000", &[]);
        for host in ["127.0.0.1:3000", "localhost:3000", "localhost:3001", "shop.localhost", "[::1]:3000"] {
            assert_eq!(asked(&shop, host), 200, "{host}");
        }
        for host in ["localhost.evil.example:3000", "127.0.0.1.evil.example", "192.168.0.7:3000", "0.0.0.0:3000"] {
            assert_eq!(asked(&shop, host), 421, "{host}");
        }
    }

    #[tokio::test]
    async fn who_asks_under_no_name_of_the_shop_is_told_so_in_his_language() {
        let told = async |language: &'static str| {
            let headers: HeaderMap = [(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language))].into_iter().collect();
            let body = refused(StatusCode::MISDIRECTED_REQUEST, &headers).into_body();
            http_body_util::BodyExt::collect(body).await.unwrap().to_bytes()
        };
        assert!(told("de-AT,de;q=0.9").await.starts_with(b"Unter diesem Namen gibt es hier nichts."));
        assert!(told("fr").await.starts_with(b"Nothing is served under this name."));
    }

    #[test]
    fn what_is_no_address_or_no_host_is_refused_with_its_name() {
        for base_url in ["shop.example", "ftp://shop.example", "https://", "https://shop.example/", "https://a@shop.example", " https://a"]
        {
            assert!(Hosts::new(base_url, &[]).is_err_and(|e| e.to_string().contains("base_url")), "{base_url}");
        }
        for host in ["https://shop.example", "", "shop.example/de", "a b"] {
            assert!(Hosts::new("https://shop.example", &[host.to_owned()]).is_err_and(|e| e.to_string().contains("hosts")), "{host}");
        }
    }
}
