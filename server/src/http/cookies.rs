//! Cookies: their names, and what is said of each. Each half reads its own alone.

use crate::endpoints::Half;
use axum::http::{HeaderMap, header::COOKIE};
use cookie::{Cookie as Baked, SameSite, time::Duration};
use percent_encoding::percent_decode;
use std::borrow::Cow;
use ui::web::Cookie;

/// The cookies of a half, read from a request. Over https only names with the `__Host-` prefix count, else only those
/// without: never both, so that a cookie set by a neighbour on plain http cannot stand in for a real one.
///
/// A browser also sends what others set for the whole domain, in whatever bytes they liked: it is passed over, pair by pair.
/// If it spoilt the line, whoever has such a cookie could not sign in for as long as it lives.
#[derive(Clone)]
pub struct Jar {
    values: Vec<(Cookie, String)>,
    pub notice: Option<String>,
}

impl Jar {
    pub fn read(headers: &HeaderMap, half: Half, https: bool) -> Self {
        let mut jar = Self { values: Vec::new(), notice: None };
        for header in headers.get_all(COOKIE) {
            for pair in header.as_bytes().split(|b| *b == b';').map(<[u8]>::trim_ascii) {
                let mut parts = pair.splitn(2, |b| *b == b'=');
                let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
                let value = || percent_decode(value).decode_utf8().ok().map(Cow::into_owned);
                if name == notice_name(half, https).as_bytes() {
                    jar.notice = jar.notice.or_else(value);
                } else if let Some(cookie) = of(half).iter().find(|c| full_name(**c, https).as_bytes() == name) {
                    jar.values.extend(value().map(|value| (*cookie, value)));
                }
            }
        }
        jar
    }

    /// Whether nothing of ours came.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.notice.is_none()
    }

    pub fn get(&self, cookie: Cookie) -> Option<&str> {
        self.values.iter().find(|(c, _)| *c == cookie).map(|(_, v)| v.as_str())
    }
}

/// The cookies that a half may read.
const fn of(half: Half) -> &'static [Cookie] {
    match half {
        Half::Backoffice => &[Cookie::Staff, Cookie::Language, Cookie::Store],
        Half::Storefront => &[Cookie::Shopper, Cookie::Visit, Cookie::Nonce, Cookie::Handoff],
    }
}

/// A name as it is, and as it must be over https.
macro_rules! named {
    ($https:expr, $name:literal) => {
        if $https { concat!("__Host-", $name) } else { $name }
    };
}

const fn full_name(cookie: Cookie, https: bool) -> &'static str {
    match cookie {
        Cookie::Staff => named!(https, "staff"),
        Cookie::Shopper => named!(https, "shopper"),
        Cookie::Visit => named!(https, "visit"),
        Cookie::Nonce => named!(https, "handoff"),
        Cookie::Handoff => named!(https, "arrived"),
        Cookie::Language => named!(https, "admin-language"),
        Cookie::Store => named!(https, "admin-store"),
    }
}

const fn notice_name(half: Half, https: bool) -> &'static str {
    match half {
        Half::Backoffice => named!(https, "admin-notice"),
        Half::Storefront => named!(https, "notice"),
    }
}

fn bake(name: &'static str, value: String, life: Option<Duration>, https: bool) -> String {
    let mut baked = Baked::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(https);
    if let Some(life) = life {
        baked = baked.max_age(life);
    }
    baked.build().encoded().to_string()
}

/// The header that sets a cookie.
pub fn set(cookie: Cookie, value: &str, https: bool) -> String {
    let life = match cookie {
        // Gone with the browser; the server ends them sooner.
        Cookie::Staff | Cookie::Visit => None,
        Cookie::Shopper => Some(Duration::days(30)),
        Cookie::Nonce | Cookie::Handoff => Some(Duration::minutes(1)),
        Cookie::Language | Cookie::Store => Some(Duration::days(365)),
    };
    bake(full_name(cookie, https), value.to_owned(), life, https)
}

/// The same, of one that is gone with the browser.
pub fn set_for_now(cookie: Cookie, value: &str, https: bool) -> String {
    bake(full_name(cookie, https), value.to_owned(), None, https)
}

pub fn clear(cookie: Cookie, https: bool) -> String {
    bake(full_name(cookie, https), String::new(), Some(Duration::ZERO), https)
}

pub fn set_notice(text: &str, half: Half, https: bool) -> String {
    bake(notice_name(half, https), text.to_owned(), Some(Duration::minutes(1)), https)
}

pub fn clear_notice(half: Half, https: bool) -> String {
    bake(notice_name(half, https), String::new(), Some(Duration::ZERO), https)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn each_half_reads_its_own_cookies_alone() {
        let headers = headers("staff=a; shopper=b; visit=c; language=de; admin-language=en");
        let (back, front) = (Jar::read(&headers, Half::Backoffice, false), Jar::read(&headers, Half::Storefront, false));
        assert_eq!(
            (back.get(Cookie::Staff), back.get(Cookie::Shopper), back.get(Cookie::Visit), back.get(Cookie::Language)),
            (Some("a"), None, None, Some("en"))
        );
        assert_eq!(
            (front.get(Cookie::Staff), front.get(Cookie::Shopper), front.get(Cookie::Visit), front.get(Cookie::Language)),
            (None, Some("b"), Some("c"), None)
        );
    }

    #[test]
    fn over_https_only_the_prefixed_name_is_read_and_without_only_the_plain_one() {
        let headers = headers("staff=plain; __Host-staff=prefixed");
        assert_eq!(Jar::read(&headers, Half::Backoffice, true).get(Cookie::Staff), Some("prefixed"));
        assert_eq!(Jar::read(&headers, Half::Backoffice, false).get(Cookie::Staff), Some("plain"));
    }

    #[test]
    fn what_is_no_cookie_is_passed_over_and_a_value_is_read_as_it_was_set() {
        let set = set_notice("\"a b; c=d\"", Half::Storefront, false);
        let notice = set.split(';').next().unwrap();
        let jar = Jar::read(&headers(&format!(";; x ;=y; =; visit=a=b;{notice} ;shopper = c; language=%ff")), Half::Storefront, false);
        assert_eq!(jar.notice.as_deref(), Some("\"a b; c=d\""));
        assert_eq!((jar.get(Cookie::Visit), jar.get(Cookie::Shopper), jar.get(Cookie::Language)), (Some("a=b"), None, None));
    }

    #[test]
    fn what_others_set_in_whatever_bytes_hides_nothing_of_ours() {
        for line in [
            &b"staff=a; city=K\xc3\xb6ln"[..],
            b"city=K\xc3\xb6ln; staff=a",
            b"K\xf6ln=1;staff=a",
            b"{\"a\":1}; staff=a",
            b"\xff\xfe; =; ;;staff=a; admin-language=\xff",
            b"staff=a; staff=later",
        ] {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_bytes(line).unwrap())]);
            let jar = Jar::read(&headers, Half::Backoffice, false);
            assert_eq!((jar.get(Cookie::Staff), jar.get(Cookie::Language)), (Some("a"), None), "{line:?}");
        }
        let lines = [&b"city=K\xc3\xb6ln"[..], b"staff=a"].map(|line| (COOKIE, HeaderValue::from_bytes(line).unwrap()));
        assert_eq!(Jar::read(&lines.into_iter().collect(), Half::Backoffice, false).get(Cookie::Staff), Some("a"));
    }

    #[test]
    fn cookies_are_http_only_lax_and_secure_over_https() {
        let text = set(Cookie::Visit, "v", true);
        for part in ["__Host-visit=v", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!set(Cookie::Visit, "v", false).contains("Secure"));
    }
}
