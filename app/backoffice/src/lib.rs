//! The staff's half: pages and their islands.
//!
//! A page is a function from the store, a request and a proof to a reply. Each area declares its rows beside its pages: what a row asks
//! for the page receives, and hands on to the store. Code that forgot to ask does not compile.

pub mod access;
#[cfg(feature = "ssr")]
pub mod assistance;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod cache;
#[cfg(feature = "ssr")]
pub mod catalog;
pub mod config;
#[cfg(feature = "ssr")]
pub mod customers;
#[cfg(feature = "ssr")]
pub mod dashboard;
pub mod dialog_link;
#[cfg(feature = "ssr")]
mod follow;
#[cfg(feature = "ssr")]
mod grids;
#[cfg(feature = "ssr")]
mod guide;
#[cfg(feature = "ssr")]
pub mod language;
#[cfg(feature = "ssr")]
pub mod layout;
pub mod live_table;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
mod meanwhile;
pub mod open_sheet;
#[cfg(feature = "ssr")]
mod own_password;
#[cfg(feature = "ssr")]
mod question;
#[cfg(feature = "ssr")]
pub mod sales;
#[cfg(feature = "ssr")]
mod scopes;
pub mod search;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
pub mod stores;
#[cfg(feature = "ssr")]
pub mod transfer;
pub mod tree;
#[cfg(feature = "ssr")]
mod under_way;
#[cfg(feature = "ssr")]
mod undo;

#[cfg(feature = "ssr")]
pub type Endpoint = ui::endpoint::Endpoint<store::Store>;

/// All that can be reached in this half.
#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<Endpoint> {
    let areas = [
        dashboard::endpoints(),
        language::endpoints(),
        grids::endpoints(),
        sales::endpoints(),
        catalog::endpoints(),
        customers::endpoints(),
        assistance::endpoints(),
        config::endpoints(),
        search::endpoints(),
        staff::endpoints(),
        access::endpoints(),
        stores::endpoints(),
        cache::endpoints(),
        audit::endpoints(),
        mail::endpoints(),
        transfer::endpoints(),
        guide::endpoints(),
    ];
    areas.into_iter().flatten().collect()
}
