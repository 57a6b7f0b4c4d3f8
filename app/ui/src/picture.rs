//! Pictures of products as pages show them: in the size that the place and the screen ask for, with room for them before they are there.

use domain::catalog::pictures::{Format, Image, Size};
use leptos::prelude::*;

/// When a browser fetches a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetch {
    /// Before all others: what a page is looked at for.
    First,
    /// With the page.
    Soon,
    /// When somebody comes near it.
    Later,
}

/// Where a picture stands: how wide it is there, as `sizes` of the HTML standard, and the size for browsers that choose none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub sizes: &'static str,
    pub size: Size,
}

impl Place {
    /// In a line of a cart, or of a table.
    pub const LINE: Self = Self { sizes: "5rem", size: Size::Thumbnail };
    /// In a list of products: two beside each other on a phone, more where there is room.
    pub const TILE: Self = Self { sizes: "(max-width: 40rem) 45vw, 17rem", size: Size::Tile };
    /// What a page is about: all of a phone, half of what is wider.
    pub const PAGE: Self = Self { sizes: "(max-width: 44rem) 94vw, (max-width: 72rem) 46vw, 34rem", size: Size::Fine };
}

/// A picture, or a calm place where one would be. Its text is empty where the words beside it say what it shows.
pub fn picture(image: Option<&Image>, alt: &str, place: Place, fetch: Fetch) -> AnyView {
    let Some(image) = image else { return no_picture() };
    let set =
        image.sizes().map(|size| format!("{} {}w", image.address(size, Format::WebP), image.fit(size).0)).collect::<Vec<_>>().join(", ");
    let (width, height) = image.fit(place.size);
    let later = (fetch == Fetch::Later).then_some("lazy");
    let first = (fetch == Fetch::First).then_some("high");
    view! {
        <picture>
            <source type=Format::WebP.media_type() srcset=set sizes=place.sizes />
            <img src=image.address(place.size, Format::Jpeg) alt=alt.to_owned() width=width height=height loading=later fetchpriority=first decoding="async" />
        </picture>
    }
    .into_any()
}

fn no_picture() -> AnyView {
    view! {
        <span class="no-picture" aria-hidden="true">
            <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round">
                <rect x="3" y="5" width="18" height="14" rx="1.5" />
                <circle cx="8.5" cy="10" r="1.5" />
                <path d="M4 17l5-4 3 2.5 4-4.5 4.5 5" />
            </svg>
        </span>
    }
    .into_any()
}
