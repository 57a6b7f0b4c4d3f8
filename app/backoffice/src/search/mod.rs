//! The search of the back office: it finds pages, settings, customers, orders and products, as far as its reader may see them. In the
//! header of each page it opens by a button, or by Ctrl+K; beside the settings it finds settings alone. What is found appears while
//! somebody types; without scripts, and for all that is found, there is a page.

#[cfg(feature = "ssr")]
mod fields;
pub mod finder;
#[cfg(feature = "ssr")]
mod found;
#[cfg(feature = "ssr")]
mod show;

#[cfg(feature = "ssr")]
pub(crate) use self::{
    fields::{palette, settings},
    found::Hit,
};

#[cfg(feature = "ssr")]
const PATH: &str = "/admin/search";

#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<crate::Endpoint> {
    use crate::Endpoint;
    use finder::Find;
    use ui::endpoint::{InAVisit, staff};
    vec![
        Endpoint::page(PATH, staff(), InAVisit::No, show::show),
        Endpoint::call(staff(), InAVisit::No, &Find { typed: "name".to_owned(), scope: None }),
    ]
}
