//! The shopper's half: pages and their islands.
//!
//! A page is a function from the store, a request and the proof that its row asks for to a reply. It reads what it shows first and
//! renders it whole, and leaves rules to `domain` and data to `store`.

#[cfg(feature = "ssr")]
mod assistance;
#[cfg(feature = "ssr")]
mod cart;
#[cfg(feature = "ssr")]
mod catalog;
pub mod customers;
#[cfg(feature = "ssr")]
mod help;
#[cfg(feature = "ssr")]
mod icon;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod mini_cart;
pub mod sales;
#[cfg(feature = "ssr")]
mod security_txt;
pub mod suggest;

/// Where the end of a visit is told.
#[cfg(feature = "ssr")]
pub use assistance::ENDED;

/// A row of this half.
#[cfg(feature = "ssr")]
pub type Endpoint = ui::endpoint::Endpoint<store::Store>;

/// All that can be reached in this half.
#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<Endpoint> {
    let areas =
        [catalog::endpoints(), cart::endpoints(), customers::endpoints(), sales::endpoints(), assistance::endpoints(), help::endpoints()];
    areas.into_iter().flatten().chain([Endpoint::file(security_txt::PATH, security_txt::show)]).collect()
}
