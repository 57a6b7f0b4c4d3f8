//! The pictures of products: their files, and those of a product's page.

use domain::{
    catalog::{
        Product,
        pictures::{FileHash, Rendition, Role},
    },
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    named::isolated,
    picture::{Fetch, Place, picture},
    t,
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let (file, rendition): (FileHash, Rendition) = (request.id("file")?, request.id("rendition")?);
    let bytes = store.pictures().shown(file, rendition).await.ok_or(Failure::NotFound)?;
    Ok(Reply::picture(bytes, rendition.format.media_type(), format!("\"{file}-{rendition}\"")))
}

/// In a list of products, beside its name.
pub(crate) fn tile(product: &Product, fetch: Fetch) -> AnyView {
    picture(product.pictures.of(Role::Small).map(|p| &p.image), "", Place::TILE, fetch)
}

/// In a line of a cart, beside its name.
pub(crate) fn line(product: &Product) -> AnyView {
    picture(product.pictures.of(Role::Thumbnail).map(|p| &p.image), "", Place::LINE, Fetch::Soon)
}

/// All that a product's page shows: one beside the other, to be pushed along, and small ones below that lead to each. Nothing of it needs a
/// script.
pub(super) fn gallery(request: &Request, product: &Product) -> AnyView {
    let (language, shown) = (request.language, product.pictures.gallery());
    if shown.is_empty() {
        return view! { <div class="gallery">{picture(None, "", Place::PAGE, Fetch::Soon)}</div> }.into_any();
    }
    let many = shown.len();
    let alt = |n: usize, alt: &str| match (alt, n) {
        ("", 1) => product.name.clone(),
        ("", _) => t!(language, catalog.picture_of, name = isolated(&product.name), number = n, many = many),
        (alt, _) => alt.to_owned(),
    };
    let each = || shown.iter().zip(1_usize..);
    let large = each().map(|(p, n)| {
        let fetch = if n == 1 { Fetch::First } else { Fetch::Later };
        view! { <li id=format!("picture-{n}")>{picture(Some(&p.image), &alt(n, &p.alt), Place::PAGE, fetch)}</li> }
    });
    let small = (many > 1).then(|| {
        let links = each().map(|(p, n)| {
            view! { <li><a href=format!("#picture-{n}")>{picture(Some(&p.image), &alt(n, &p.alt), Place::LINE, Fetch::Soon)}</a></li> }
        });
        view! { <ul class="thumbnails" aria-label=t!(language, catalog.all_pictures)>{links.collect_view()}</ul> }
    });
    let stops = (many > 1).then_some("0");
    view! {
        <div class="gallery">
            <ul class="stage" tabindex=stops aria-label=t!(language, catalog.pictures)>{large.collect_view()}</ul>
            {small}
        </div>
    }
    .into_any()
}
