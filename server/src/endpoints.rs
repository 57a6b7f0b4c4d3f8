//! The table of endpoints: all that can be reached, by whom, and whether in a visit. The router is built from it and from
//! nothing else; so are the tests of permissions. There is no default: each line says everything.

use domain::{access::Resource, failure::Failure};
use futures::future::BoxFuture;
use store::Store;
use ui::web::{Reply, Request};

pub struct Endpoint {
    pub method: Method,
    /// As the router reads it; its first segment tells the half.
    pub path: &'static str,
    pub access: Access,
    pub assisting: Assisting,
    pub stamp: Stamp,
    pub handler: Handler,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Storefront,
    Backoffice,
}

/// Who may reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The same bytes for everybody: no cookie is read.
    Anonymous,
    /// Everybody, as whoever he is.
    Open,
    /// A signed-in customer, or a visit to one.
    Shopper,
    /// Signed-in staff.
    Staff,
    /// Staff who hold the right.
    Holds(Resource),
}

/// Whether a visit may reach it. In the back office there are no visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assisting {
    Yes,
    No,
}

/// Whether a form must carry the identity that its page was rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    Required,
    /// It is posted by the other half's page, or the half has one identity at a time.
    None,
}

pub type Handler = fn(Store, Request) -> BoxFuture<'static, Result<Reply, Failure>>;

impl Endpoint {
    pub fn half(&self) -> Half {
        half(self.path)
    }

    /// Whether it only looks at the shop: what a browser may keep, and fetch before it is wanted.
    pub fn is_browsing(&self) -> bool {
        self.half() == Half::Storefront
            && self.method == Method::Get
            && self.access == Access::Open
            && !["/customer/", "/assistance/", "/checkout/"].iter().any(|own| self.path.starts_with(own))
    }

    /// Whether it leads into an account that is not the caller's own.
    pub fn is_assistance(&self) -> bool {
        self.access == Access::Holds(Resource::LoginAsCustomer) || self.path.starts_with("/assistance/")
    }
}

/// The half that a path belongs to.
pub fn half(path: &str) -> Half {
    if path == "/admin" || path.starts_with("/admin/") { Half::Backoffice } else { Half::Storefront }
}

macro_rules! endpoints {
    ($($method:ident $path:literal $access:expr, $assisting:ident, $stamp:ident, $handler:path;)*) => {
        pub const ENDPOINTS: &[Endpoint] = &[$(Endpoint {
            method: Method::$method,
            path: $path,
            access: $access,
            assisting: Assisting::$assisting,
            stamp: Stamp::$stamp,
            handler: |store, request| Box::pin($handler(store, request)),
        },)*];
    };
}

use crate::http::assets;
use Access::{Anonymous, Holds, Open, Shopper, Staff};
use Resource as R;
use backoffice as b;
use storefront as s;

// method, path, who, in a visit, stamp, page
endpoints! {
    Get  "/"                                      Open, Yes, None, s::catalog::home::show;
    Get  "/category/{slug}"                       Open, Yes, None, s::catalog::category::show;
    Get  "/product/{slug}"                        Open, Yes, None, s::catalog::product::show;
    Post "/product/{slug}"                        Open, Yes, Required, s::catalog::product::add;
    Get  "/pkg/{hash}/{file}"                     Anonymous, Yes, None, assets::show;
    Get  "/picture/{shape}/{hue}"                 Anonymous, Yes, None, s::catalog::picture::show;
    Get  "/search"                                Open, Yes, None, s::catalog::search::show;
    Get  "/checkout/cart"                         Open, Yes, None, s::cart::show;
    Post "/checkout/cart"                         Open, Yes, Required, s::cart::change;
    Post "/language"                              Open, Yes, Required, s::language::choose;
    Get  "/customer/account/login"                Open, No, None, s::customers::sign_in::show;
    Post "/customer/account/login"                Open, No, Required, s::customers::sign_in::sign_in;
    Post "/customer/account/logout"               Open, Yes, Required, s::customers::sign_in::sign_out;
    Get  "/customer/account/create"               Open, No, None, s::customers::register::show;
    Post "/customer/account/create"               Open, No, Required, s::customers::register::register;
    Get  "/customer/account"                      Shopper, Yes, None, s::customers::account::show;
    Get  "/customer/account/edit"                 Shopper, Yes, None, s::customers::edit::show;
    Post "/customer/account/edit"                 Shopper, Yes, Required, s::customers::edit::save;
    Get  "/customer/account/sign-in-information"  Shopper, No, None, s::customers::sign_in_information::show;
    Post "/customer/account/sign-in-information"  Shopper, No, Required, s::customers::sign_in_information::save;
    Post "/assistance/enter"                      Open, Yes, None, s::assistance::enter::redeem;
    Post "/assistance/close"                      Open, Yes, Required, s::assistance::close::close;
    Get  "/assistance/ended"                      Open, Yes, None, s::assistance::ended::show;

    Get  "/admin"                                 Staff, No, None, b::dashboard::show;
    Get  "/admin/login"                           Open, No, None, b::staff::sign_in::show;
    Post "/admin/login"                           Open, No, None, b::staff::sign_in::sign_in;
    Post "/admin/logout"                          Open, No, None, b::staff::sign_in::sign_out;
    Post "/admin/language"                        Open, No, None, b::language::choose;
    Get  "/admin/customers"                       Holds(R::CustomersView), No, None, b::customers::grid::show;
    Get  "/admin/customers/{id}"                  Holds(R::CustomersView), No, None, b::customers::edit::show;
    Post "/admin/customers/{id}"                  Holds(R::CustomersView), No, None, b::customers::edit::save;
    Get  "/admin/customers/{id}/login-as-customer" Holds(R::LoginAsCustomer), No, None, b::assistance::start::ask;
    Post "/admin/customers/{id}/login-as-customer" Holds(R::LoginAsCustomer), No, None, b::assistance::start::start;
    Get  "/admin/login-as-customer-log"           Holds(R::LoginAsCustomerLog), No, None, b::assistance::log::show;
    Get  "/admin/login-as-customer-log/{id}"      Holds(R::LoginAsCustomerLog), No, None, b::assistance::log::visit;
    Get  "/admin/config"                          Staff, No, None, b::config::section::first;
    Get  "/admin/config/{section}"                Staff, No, None, b::config::section::show;
    Post "/admin/config/{section}"                Staff, No, None, b::config::section::save;
    Get  "/admin/users"                           Holds(R::Users), No, None, b::staff::grid::show;
    Get  "/admin/users/new"                       Holds(R::Users), No, None, b::staff::edit::show_new;
    Post "/admin/users/new"                       Holds(R::Users), No, None, b::staff::edit::create;
    Get  "/admin/users/{id}"                      Holds(R::Users), No, None, b::staff::edit::show;
    Post "/admin/users/{id}"                      Holds(R::Users), No, None, b::staff::edit::save;
    Get  "/admin/roles"                           Holds(R::Roles), No, None, b::access::grid::show;
    Get  "/admin/roles/new"                       Holds(R::Roles), No, None, b::access::edit::show_new;
    Post "/admin/roles/new"                       Holds(R::Roles), No, None, b::access::edit::create;
    Get  "/admin/roles/{id}"                      Holds(R::Roles), No, None, b::access::edit::show;
    Post "/admin/roles/{id}"                      Holds(R::Roles), No, None, b::access::edit::save;
    Get  "/admin/roles/{id}/delete"               Holds(R::Roles), No, None, b::access::delete::ask;
    Post "/admin/roles/{id}/delete"               Holds(R::Roles), No, None, b::access::delete::delete;
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::stores::RESERVED_CODES;
    use std::collections::BTreeSet;

    #[test]
    fn each_endpoint_is_declared_once() {
        let all: BTreeSet<_> = ENDPOINTS.iter().map(|e| (e.path, e.method == Method::Post)).collect();
        assert_eq!(all.len(), ENDPOINTS.len());
    }

    #[test]
    fn the_back_office_is_never_reachable_in_a_visit_nor_open_but_for_signing_in() {
        for endpoint in ENDPOINTS.iter().filter(|e| e.half() == Half::Backoffice) {
            assert_eq!(endpoint.assisting, Assisting::No, "{}", endpoint.path);
            assert!(
                endpoint.access != Open || ["/admin/login", "/admin/logout", "/admin/language"].contains(&endpoint.path),
                "{}",
                endpoint.path
            );
            assert_ne!(endpoint.access, Shopper, "{}", endpoint.path);
        }
    }

    #[test]
    fn each_form_of_the_storefront_carries_its_identity() {
        for endpoint in ENDPOINTS.iter().filter(|e| e.half() == Half::Storefront && e.method == Method::Post) {
            assert_eq!(endpoint.stamp == Stamp::Required, endpoint.path != "/assistance/enter", "{}", endpoint.path);
        }
    }

    #[test]
    fn what_is_the_customers_own_is_closed_to_a_visit() {
        for path in ["/customer/account/login", "/customer/account/create", "/customer/account/sign-in-information"] {
            assert!(ENDPOINTS.iter().filter(|e| e.path == path).all(|e| e.assisting == Assisting::No), "{path}");
        }
    }

    #[test]
    fn each_resource_guards_something() {
        // The opt-in, the account's fields and the sections are asked for inside the pages that hold them.
        let inside = [R::AssistanceOptIn, R::CustomersEdit, R::ConfigGeneral, R::ConfigLoginAsCustomer];
        for resource in R::ALL {
            assert!(inside.contains(&resource) || ENDPOINTS.iter().any(|e| e.access == Holds(resource)), "{resource:?}");
        }
    }

    #[test]
    fn no_store_code_can_hide_a_path() {
        let firsts: BTreeSet<&str> = ENDPOINTS.iter().filter_map(|e| e.path.split('/').nth(1)).collect();
        assert!(["admin", "assistance"].iter().all(|c| firsts.contains(c) && RESERVED_CODES.contains(c)));
    }

    #[test]
    fn only_where_people_browse_are_links_followed_ahead() {
        let rules: serde_json::Value = serde_json::from_str(include_str!("../../frontend/speculation.json")).unwrap();
        let patterns = rules["prefetch"][0]["where"]["href_matches"].as_array().unwrap();
        for pattern in patterns.iter().map(|p| p.as_str().unwrap()) {
            let path = pattern.strip_prefix("/:view").unwrap_or(pattern);
            let found = ENDPOINTS.iter().find(|e| e.method == Method::Get && e.path.replace("{slug}", "*") == path);
            assert!(found.is_some_and(Endpoint::is_browsing), "{pattern}");
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
        for e in ENDPOINTS {
            let who = match e.access {
                Anonymous => "everybody, no cookie is read".to_owned(),
                Open => "everybody".to_owned(),
                Shopper => "the customer".to_owned(),
                Staff => "staff".to_owned(),
                Holds(resource) => format!("staff with `{}`", resource.code()),
            };
            let method = if e.method == Method::Get { "GET" } else { "POST" };
            let visit = if e.assisting == Assisting::Yes { "yes" } else { "no" };
            table.push_str(&format!("| {method} | `{}` | {who} | {visit} |\n", e.path));
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, format!("{before}<!-- endpoints -->\n{table}<!-- /endpoints -->{after}")).unwrap();
        } else {
            assert_eq!(listed, table, "run the tests with UPDATE=1");
        }
    }
}
