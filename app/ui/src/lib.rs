//! What both halves show and ask with: forms, grids, pagers, dialogs, messages, words, dates and money.
//!
//! Nothing here knows a shop's data: a component gets what it shows. What reaches a browser are the islands and what they call the
//! server with; everything else is the server's.

#[cfg(feature = "ssr")]
pub mod address;
pub mod call;
#[cfg(feature = "ssr")]
pub mod chart;
#[cfg(feature = "ssr")]
pub mod endpoint;
pub mod erased;
#[cfg(all(test, feature = "ssr"))]
#[path = "../build/texts.rs"]
mod files_of_texts;
pub mod form;
#[cfg_attr(not(feature = "ssr"), path = "format_in_a_browser.rs")]
pub mod format;
#[cfg(feature = "ssr")]
pub mod grid;
#[cfg(feature = "ssr")]
pub mod guide;
#[cfg(feature = "ssr")]
pub mod idle;
pub mod live;
#[cfg(feature = "ssr")]
pub mod named;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod page_cache;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub mod render;
#[cfg(feature = "ssr")]
pub mod sales;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod shown;
pub mod suggest;
#[cfg(feature = "ssr")]
pub mod table;
#[cfg(all(test, feature = "ssr"))]
mod testing;
mod texts;
#[cfg(feature = "ssr")]
pub mod web;
#[cfg(feature = "ssr")]
pub mod words;

/// The translations: keys checked when this is compiled.
#[cfg(feature = "ssr")]
#[expect(clippy::expect_used, clippy::wildcard_enum_match_arm, clippy::new_ret_no_self, reason = "generated")]
mod locales {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
#[cfg(feature = "ssr")]
pub use locales::i18n;

/// A text in the reader's language: `t!(language, cart.title)`. A key that is missing does not compile.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! t {
    ($language:expr, $($rest:tt)*) => { $crate::__td_string!($crate::words::locale($language), $($rest)*) };
}
#[cfg(feature = "ssr")]
#[doc(hidden)]
pub use leptos_i18n::td_string as __td_string;
