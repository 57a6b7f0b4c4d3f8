//! The same-origin rule: what changes something must come from a page of ours. Browsers say where a request comes from in
//! `Sec-Fetch-Site`, older ones in `Origin`; a request that says neither is no browser's form, and is refused.

use super::host::Hosts;
use axum::http::{HeaderMap, HeaderName, header};
use domain::stores::{Shop, origin};
use url::Origin;

/// A page of ours is one of the origin that is asked. Where that is none that the settings name, for a proxy may put a name of its own into
/// `Host`, it is one that they name.
pub fn is_same_origin(headers: &HeaderMap, asked: Option<&Origin>, hosts: &Hosts) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    text(header::ORIGIN)
        .and_then(origin)
        .is_some_and(|from| asked == Some(&from) || asked.is_none_or(|asked| !hosts.is_named(asked)) && hosts.is_named(&from))
}

/// Whether it comes from a page of a back office: of a host that the settings name, and that is not a store's alone.
pub fn is_from_office(headers: &HeaderMap, hosts: &Hosts, shop: &Shop) -> bool {
    let from = headers.get(header::ORIGIN).and_then(|v| v.to_str().ok()).and_then(origin);
    from.is_some_and(|from| hosts.is_office(&from) && !shop.has_host(&from.ascii_serialization()))
}

/// Whether a browser fetches the page only because it may be wanted: such a request changes and logs nothing.
pub fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose"].iter().any(|name| headers.get(*name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("prefetch")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn same(base_url: &str, asked: &str, pairs: &[(&'static str, &str)]) -> bool {
        let headers = pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_str(v).unwrap())).collect();
        is_same_origin(&headers, origin(asked).as_ref(), &Hosts::new(base_url, &["outlet.example".to_owned()]).unwrap())
    }

    #[test]
    fn only_a_page_of_ours_may_change_something() {
        let shop = |pairs| same("https://Shop.Example:443", "https://shop.example", pairs);
        assert!(shop(&[("sec-fetch-site", "same-origin"), ("origin", "https://shop.example")]));
        assert!(shop(&[("origin", "https://shop.example")]));
        assert!(shop(&[("origin", "https://SHOP.example:443")]));
        for bad in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://shop.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "http://shop.example")],
            &[("origin", "https://shop.example:8443")],
            &[("origin", "https://shop.example.evil.example")],
            &[("origin", "https://shop.example@evil.example")],
            &[("origin", "https://shop.example/")],
            &[("origin", "shop.example")],
            &[("origin", "null")],
            &[("origin", "")],
            &[],
        ] {
            assert!(!shop(bad), "{bad:?}");
        }
    }

    /// Where a browser says no more than its origin, a page of one host could post to each other host of the shop.
    #[test]
    fn a_page_of_one_host_changes_nothing_on_another() {
        let at = |asked, from| same("https://shop.example", asked, &[("origin", from)]);
        assert!(at("https://outlet.example", "https://outlet.example"));
        assert!(!at("https://shop.example", "https://outlet.example") && !at("https://outlet.example", "https://shop.example"));
    }

    #[test]
    fn behind_a_proxy_that_names_itself_the_hosts_of_the_settings_count_and_no_others() {
        let behind = |from| same("https://shop.example", "https://inner:3000", &[("origin", from)]);
        assert!(behind("https://shop.example") && behind("https://outlet.example"));
        assert!(!behind("http://inner:3000") && !behind("http://shop.example"));
    }

    #[test]
    fn a_hand_off_comes_from_a_host_that_the_settings_name_and_from_no_other() {
        let (shop, stores) = (Hosts::new("https://shop.example", &["admin.example".to_owned()]).unwrap(), Shop::default());
        let from =
            |text: &str| is_from_office(&HeaderMap::from_iter([(header::ORIGIN, HeaderValue::from_str(text).unwrap())]), &shop, &stores);
        assert!(from("https://shop.example") && from("https://admin.example"));
        for bad in ["https://evil.example", "http://shop.example", "https://localhost", "null", ""] {
            assert!(!from(bad), "{bad}");
        }
        assert!(!is_from_office(&HeaderMap::new(), &shop, &stores));
    }

    #[test]
    fn another_program_on_the_same_machine_is_another_origin() {
        let developed = |from| same("http://127.0.0.1:3000", "http://localhost:3000", &[("origin", from)]);
        assert!(developed("http://localhost:3000") && developed("http://127.0.0.1:3000"));
        assert!(!developed("http://localhost:9999") && !developed("https://localhost:3000"));
    }
}
