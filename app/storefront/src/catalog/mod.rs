//! Looking at products: home, categories, products, search.

mod category;
mod home;
pub(crate) mod picture;
mod product;
mod search;
pub(crate) mod tile;

use crate::Endpoint;
use ui::endpoint::{Act, InAVisit, open};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/", open(), InAVisit::Yes, home::show).browsing(&[]),
        Endpoint::page("/category/{slug}", open(), InAVisit::Yes, category::show).browsing(&["sort", "after", "before"]),
        Endpoint::page("/product/{slug}", open(), InAVisit::Yes, product::show).browsing(&[]),
        Endpoint::form("/product/{slug}", open(), InAVisit::Yes, product::FIELDS, product::add),
        Endpoint::page("/search", open(), InAVisit::Yes, search::show).browsing(&["q", "sort", "after", "before"]).limited(Act::Search),
        Endpoint::file("/picture/{shape}/{hue}", picture::show),
    ]
}
