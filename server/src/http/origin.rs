//! The same-origin rule: what changes something must come from a page of ours. Browsers say where a request comes from in
//! `Sec-Fetch-Site`, older ones in `Origin`; a request that says neither is no browser's form, and is refused.

use axum::http::{HeaderMap, HeaderName, header};

pub fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let Some((_, origin_host)) = origin.split_once("://") else { return false };
    !origin_host.is_empty() && (Some(origin_host) == text(header::HOST) || origin_host == host)
}

/// Whether a browser fetches the page only because it may be wanted: such a request changes and logs nothing.
pub fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose"].iter().any(|name| headers.get(*name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("prefetch")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn same(pairs: &[(&'static str, &str)]) -> bool {
        let headers = pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_str(v).unwrap())).collect();
        is_same_origin(&headers, "shop.example")
    }

    #[test]
    fn only_a_page_of_ours_may_change_something() {
        assert!(same(&[("sec-fetch-site", "same-origin"), ("origin", "https://shop.example")]));
        assert!(same(&[("origin", "https://shop.example"), ("host", "inner:3000")]));
        assert!(same(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]));
        for bad in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://shop.example")],
            &[("origin", "https://evil.example"), ("host", "shop.example")],
            &[("origin", "null"), ("host", "shop.example")],
            &[("host", "shop.example")],
            &[],
        ] {
            assert!(!same(bad), "{bad:?}");
        }
    }
}
