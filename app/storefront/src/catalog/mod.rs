//! Looking at products: home, categories, products, search.

mod category;
pub(crate) mod delivery;
mod facts;
mod filters;
mod home;
pub(crate) mod machines;
pub(crate) mod menu;
pub(crate) mod picture;
pub(crate) mod price;
mod product;
mod search;
pub(crate) mod suggest;
pub(crate) mod tile;

use crate::{Endpoint, suggest::Suggest};
use ui::endpoint::{Act, InAVisit, open};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/", open(), InAVisit::Yes, home::show).browsing(&[]),
        Endpoint::page("/category/{slug}", open(), InAVisit::Yes, category::show)
            .browsing(&["sort", "after", "before", "from", "to", "stock", "with"])
            // What is kept of it is its first page: whatever else somebody thinks of is made for him.
            .narrowing(Act::Narrow),
        Endpoint::page("/product/{slug}", open(), InAVisit::Yes, product::show).browsing(&[tile::FROM]),
        Endpoint::form("/product/{slug}", open(), InAVisit::Yes, product::FIELDS, product::add),
        Endpoint::page("/search", open(), InAVisit::Yes, search::show)
            .browsing(&["q", "sort", "after", "before", "from", "to", "stock", "with"])
            .limited(Act::Search),
        Endpoint::call(open(), InAVisit::Yes, &Suggest { typed: "mug".to_owned() }),
        Endpoint::page("/robots.txt", open(), InAVisit::Yes, machines::robots).browsing(&[]),
        Endpoint::page("/sitemap.xml", open(), InAVisit::Yes, machines::sitemap).browsing(&[]),
        Endpoint::page("/sitemap/{part}", open(), InAVisit::Yes, machines::sitemap_part).browsing(&[]),
        Endpoint::file("/picture/{file}/{rendition}", picture::show),
    ]
}
