//! Looking at products: home, categories, products, search.

pub mod category;
pub mod home;
pub mod picture;
pub mod product;
pub mod search;
mod tile;
