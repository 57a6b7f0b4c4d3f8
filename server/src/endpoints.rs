//! All that can be reached, put together from what each area declares. The router is built from it and from nothing else; so are
//! the tests of permissions, the fuzzer's list and SECURITY.md.

use crate::http::assets;
use domain::catalog::PageKind;
use leptos::server_fn::axum::server_fn_paths;
use std::{collections::BTreeSet, sync::LazyLock};
use store::Store;

pub use ui::endpoint::{Access, Half, InAVisit, Kind};

pub type Endpoint = ui::endpoint::Endpoint<Store>;

static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(|| {
    let built = Endpoint::file("/pkg/{hash}/{file}", assets::show);
    storefront::endpoints().into_iter().chain([built]).chain(backoffice::endpoints()).collect()
});

/// The table.
pub fn all() -> &'static [Endpoint] {
    &ENDPOINTS
}

/// The page that shows this kind of pages.
pub fn browsed(kind: PageKind) -> Option<&'static Endpoint> {
    static BROWSED: LazyLock<Vec<(PageKind, &'static Endpoint)>> = LazyLock::new(|| {
        let pages = all().iter().filter(|e| e.kind == Kind::Page && e.browsing.is_some());
        pages.filter_map(|e| Some((PageKind::of(&e.path)?, e))).collect()
    });
    BROWSED.iter().find(|(of, _)| *of == kind).map(|(_, endpoint)| *endpoint)
}

/// The page that leads to what stands at a path, of those that are for him: where whoever meets nothing there, or something else than he saw, goes
/// on. A thing that is not there has no pages below it either.
pub fn page_above(path: &str, is_there: bool, is_for_him: impl Fn(&Endpoint) -> bool) -> Option<String> {
    let pages = || all().iter().filter(|e| e.kind == Kind::Page && e.path != "/" && e.path != "/admin");
    let matches = |page: &str, path: &str| {
        let is_same = |(of, is): (&str, &str)| of == is || (is_there && of.starts_with('{'));
        page.split('/').count() == path.split('/').count() && page.split('/').zip(path.split('/')).all(is_same)
    };
    // Where several match, the one that says most of the path itself, as the router does.
    let literal = |page: &Endpoint| page.path.split('/').filter(|part| !part.starts_with('{')).count();
    let page_at = |path: &str| pages().filter(|page| matches(&page.path, path)).max_by_key(|page| literal(page));
    fn above(path: &str) -> Option<&str> {
        path.rsplit_once('/').map(|(above, _)| above)
    }
    let first = if is_there { Some(path) } else { above(path) };
    std::iter::successors(first, |path| above(path)).find(|path| page_at(path).is_some_and(&is_for_him)).map(str::to_owned)
}

/// Calls that the table has and no function answers, and functions that no row lets anybody call.
pub fn unmatched() -> Vec<String> {
    let rows: BTreeSet<String> = all().iter().filter(|e| e.kind == Kind::Call).map(|e| e.path.to_string()).collect();
    let functions: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    rows.symmetric_difference(&functions).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{access::Resource, stores::RESERVED_CODES};
    use ui::form::{BEGUN, DRAFT, IDENTITY, SHOWN};

    #[test]
    fn each_kind_of_pages_that_are_kept_is_one_page() {
        for kind in PageKind::ALL {
            let pages = all().iter().filter(|e| e.kind == Kind::Page && PageKind::of(&e.path) == Some(kind));
            assert_eq!(pages.map(|e| &e.path).collect::<Vec<_>>(), [&browsed(kind).unwrap().path]);
        }
    }

    #[test]
    fn each_endpoint_is_declared_once() {
        let declared: BTreeSet<_> = all().iter().map(|e| (&e.path, e.posts())).collect();
        assert_eq!(declared.len(), all().len());
    }

    #[test]
    fn the_back_office_is_never_reachable_in_a_visit_nor_open_but_for_signing_in() {
        for endpoint in all().iter().filter(|e| e.half() == Half::Backoffice) {
            assert_eq!(endpoint.in_a_visit, InAVisit::No, "{}", endpoint.path);
            let may_be_open = ["/admin/login", "/admin/login/code", "/admin/logout", "/admin/language", "/admin/forgot", "/admin/password"];
            assert!(endpoint.access != Access::Open || may_be_open.contains(&&*endpoint.path), "{}", endpoint.path);
            assert!(!matches!(endpoint.access, Access::Customer | Access::Own), "{}", endpoint.path);
        }
    }

    #[test]
    fn each_form_of_both_halves_carries_its_identity_but_what_makes_somebody_of_nobody() {
        let unstamped: BTreeSet<&str> = all().iter().filter(|e| e.posts() && e.is_unstamped).map(|e| &*e.path).collect();
        assert_eq!(
            unstamped,
            [
                "/admin/forgot",
                "/admin/login",
                "/admin/login/code",
                "/admin/password",
                "/assistance/arrive",
                "/assistance/enter",
                "/customer/account/create",
                "/customer/account/forgotpassword",
                "/customer/account/login",
            ]
            .into()
        );
    }

    #[test]
    fn one_form_alone_may_come_from_another_host() {
        let paths: Vec<&str> = all().iter().filter(|e| e.is_from_office).map(|e| &*e.path).collect();
        assert_eq!(paths, ["/assistance/arrive"]);
    }

    #[test]
    fn what_is_the_customers_own_is_closed_to_a_visit() {
        for endpoint in all().iter().filter(|e| e.access == Access::Own) {
            assert_eq!(endpoint.in_a_visit, InAVisit::No, "{}", endpoint.path);
        }
        for path in ["/customer/account/login", "/customer/account/create", "/customer/account/sign-in-information"] {
            assert!(all().iter().filter(|e| e.path == path).all(|e| e.in_a_visit == InAVisit::No), "{path}");
        }
        let consent = all().iter().find(|e| e.path == "/customer/account/assistance" && e.posts()).unwrap();
        assert_eq!(consent.access, Access::Own);
    }

    #[test]
    fn from_a_failure_a_way_leads_to_the_page_above() {
        let order = "/admin/sales/orders/00000000000070008000000000000001";
        let above = |path: &str, is_there| page_above(path, is_there, |_| true);
        assert_eq!(above(&format!("{order}/hold"), true), Some(order.to_owned()));
        assert_eq!(above(&format!("{order}/cancel"), true), Some(format!("{order}/cancel")));
        assert_eq!(above(order, false).as_deref(), Some("/admin/sales/orders"), "there may be none");
        assert_eq!(above(&format!("{order}/cancel"), false).as_deref(), Some("/admin/sales/orders"));
        assert_eq!(above("/admin/nothing", false), None);
        // What is called like a thing's key is its own page, and not that thing's.
        let is_of_a_thing = |page: &Endpoint| page.path.ends_with('}');
        assert_eq!(page_above("/admin/catalog/products/new", true, is_of_a_thing), None);
        let is_the_list = |page: &Endpoint| page.path == "/admin/sales/orders";
        assert_eq!(
            page_above(&format!("{order}/hold"), true, is_the_list).as_deref(),
            Some("/admin/sales/orders"),
            "the order is not for him"
        );
    }

    #[test]
    fn each_function_has_a_row_and_each_call_a_function() {
        assert_eq!(unmatched(), Vec::<String>::new());
        for call in all().iter().filter(|e| e.kind == Kind::Call) {
            assert!(call.path.starts_with(if call.half() == Half::Backoffice { "/admin/api/" } else { "/api/" }), "{}", call.path);
            assert!(!call.example.is_empty(), "{}", call.path);
        }
    }

    #[test]
    fn each_resource_guards_something() {
        for resource in Resource::ALL {
            assert!(all().iter().any(|e| e.access == Access::Holds(resource)), "{resource:?}");
        }
    }

    #[test]
    fn no_store_code_can_hide_a_path() {
        let firsts: BTreeSet<&str> = all().iter().filter_map(|e| e.path.split('/').nth(1)).collect();
        assert!(["admin", "assistance"].iter().all(|c| firsts.contains(c) && RESERVED_CODES.contains(c)));
    }

    #[test]
    fn no_field_has_a_name_that_every_form_has() {
        for spec in all().iter().flat_map(|e| e.fields.iter()).flat_map(|group| group.iter()) {
            assert!(![IDENTITY, SHOWN, BEGUN, DRAFT].contains(&spec.name), "{}", spec.name);
        }
    }

    #[test]
    fn only_where_people_browse_are_links_followed_ahead() {
        let rules: serde_json::Value = serde_json::from_str(include_str!("../../frontend/speculation.json")).unwrap();
        let all_but_products = rules["prefetch"][0]["where"]["href_matches"].as_array().unwrap();
        // Whoever is signed in is welcomed, and asks for each product that he looks at: it is remembered.
        let products = &rules["prefetch"][1]["where"]["and"];
        assert_eq!(products[1]["not"]["selector_matches"], "body:has(.welcome) a");
        let patterns = all_but_products.iter().chain(products[0]["href_matches"].as_array().unwrap());
        for pattern in patterns.map(|p| p.as_str().unwrap()) {
            let path = pattern.strip_prefix("/:view").unwrap_or(pattern);
            let found = all().iter().find(|e| e.kind == Kind::Page && e.path.replace("{slug}", "*") == path);
            assert!(found.is_some_and(|e| e.browsing.is_some()), "{pattern}");
        }
    }

    /// `UPDATE=1 cargo test` writes it anew.
    #[test]
    fn the_list_in_security_md_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../SECURITY.md");
        let text = std::fs::read_to_string(path).unwrap();
        let (before, rest) = text.split_once("<!-- endpoints -->\n").unwrap();
        let (listed, after) = rest.split_once("<!-- /endpoints -->").unwrap();
        let mut table = "| | path | who | in a visit |\n|---|---|---|---|\n".to_owned();
        for e in all() {
            let who = match (e.kind, e.access) {
                (Kind::File, _) => "everybody, no cookie is read".to_owned(),
                (_, Access::Open) => "everybody".to_owned(),
                (_, Access::Customer) => "the customer, or a visit to him".to_owned(),
                (_, Access::Own) => "the customer himself".to_owned(),
                (_, Access::Staff) => "staff".to_owned(),
                (_, Access::Holds(resource)) => format!("staff with `{}`", resource.code()),
            };
            let method = if e.posts() { "POST" } else { "GET" };
            let visit = if e.in_a_visit == InAVisit::Yes { "yes" } else { "no" };
            table.push_str(&format!("| {method} | `{}` | {who} | {visit} |\n", e.path));
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, format!("{before}<!-- endpoints -->\n{table}<!-- /endpoints -->{after}")).unwrap();
        } else {
            assert_eq!(listed, table, "run the tests with UPDATE=1");
        }
    }
}
