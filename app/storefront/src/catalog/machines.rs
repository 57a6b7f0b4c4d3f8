//! What programs read: structured data in the words of schema.org, which a page carries as a block of data and runs nothing; the map of a
//! view's pages, in parts; what robots leave alone; and what search engines may show.

use super::menu;
use crate::{
    cart::CART_PAGE,
    customers::register,
    help,
    sales::{CHECKOUT, MULTISHIPPING},
};
use domain::{
    catalog::{
        Category, PageKind, Product,
        pictures::{Format, Size},
        stock::Availability,
    },
    failure::Failure,
    money::Signs,
};
use leptos::prelude::*;
use serde_json::{Value, json};
use store::Store;
use ui::{
    endpoint::Open,
    render::escape,
    web::{Reply, Request},
};

/// So many addresses stand in one part of a map: a fifth of what the protocol allows.
const PART: usize = 10_000;
const XML: &str = "application/xml; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// A block of data. Nothing in it ends it.
fn data(value: &Value) -> AnyView {
    let text = value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    view! { <script type="application/ld+json" inner_html=text></script> }.into_any()
}

/// From anywhere.
fn url(request: &Request, path: &str) -> String {
    request.view.url(&request.base_url, path)
}

/// Where a page stands, as [`menu::crumbs`] shows it.
pub(super) fn crumbs(request: &Request, above: &[Category], here: &str) -> AnyView {
    let home = (ui::t!(request.language, storefront.home).to_owned(), Some("/".to_owned()));
    let above = above.iter().map(|c| (c.name.clone(), Some(format!("/category/{}", c.slug))));
    let lines = std::iter::once(home).chain(above).chain([(here.to_owned(), None)]);
    let items: Vec<Value> = (1..)
        .zip(lines)
        .map(|(position, (name, path)): (u32, (String, Option<String>))| {
            let mut item = json!({ "@type": "ListItem", "position": position, "name": name });
            if let (Some(item), Some(path)) = (item.as_object_mut(), path) {
                item.insert("item".to_owned(), Value::String(url(request, &path)));
            }
            item
        })
        .collect();
    data(&json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }))
}

/// A product, what it costs, and whether it can be had.
pub(super) fn product(request: &Request, product: &Product) -> AnyView {
    let host = request.view.base_url.as_deref().unwrap_or(&request.base_url);
    let pictures = product.pictures.gallery().into_iter().map(|p| format!("{host}{}", p.image.address(Size::Large, Format::Jpeg)));
    let pictures: Vec<String> = pictures.collect();
    let availability = match product.stock.availability() {
        Availability::There => "https://schema.org/InStock",
        Availability::Awaited => "https://schema.org/BackOrder",
        Availability::Gone => "https://schema.org/OutOfStock",
    };
    data(&json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "sku": product.sku,
        "description": product.description,
        "image": pictures,
        "offers": {
            "@type": "Offer",
            "url": url(request, &format!("/product/{}", product.slug)),
            "price": product.offer.price.written(Signs { decimal: '.', group: ',' }),
            "priceCurrency": product.offer.price.currency().code(),
            "availability": availability,
        },
    }))
}

/// Both, for the page of a product.
pub(super) fn of_product(request: &Request, above: &[Category], shown: &Product) -> AnyView {
    view! {
        {crumbs(request, above, &shown.name)}
        {product(request, shown)}
        {menu::crumbs(request, above, &shown.name)}
    }
    .into_any()
}

fn listed(tag: &str, entries: impl Iterator<Item = String>) -> Reply {
    let inside = if tag == "urlset" { "url" } else { "sitemap" };
    let entries: String = entries.map(|url| format!("<{inside}><loc>{}</loc></{inside}>\n", escape(&url))).collect();
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    Reply::text(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{tag} xmlns=\"{space}\">\n{entries}</{tag}>\n"), XML)
}

/// The map of a view: its parts.
pub(super) async fn sitemap(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let parts = store.sold_here(&request.view).await?.div_ceil(PART);
    let first = std::iter::once("/sitemap/categories.xml".to_owned());
    Ok(listed("sitemapindex", first.chain((1..=parts).map(|n| format!("/sitemap/{n}.xml"))).map(|path| url(&request, &path))))
}

/// A part of it: the categories with the home page, or some of the products.
pub(super) async fn sitemap_part(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let name = request.param("part").and_then(|part| part.strip_suffix(".xml")).ok_or(Failure::NotFound)?;
    if name == "categories" {
        let frame = store.frame(&request.caller, &request.view).await?;
        let paths: Vec<String> =
            std::iter::once("/".to_owned()).chain(frame.shelf.iter().map(|c| format!("/category/{}", c.slug))).collect();
        return Ok(listed("urlset", paths.into_iter().map(|path| url(&request, &path))));
    }
    let part: usize = name.parse().ok().filter(|n| (1..=9_999).contains(n)).ok_or(Failure::NotFound)?;
    // One that is not there is not walked to.
    if part > store.sold_here(&request.view).await?.div_ceil(PART) {
        return Err(Failure::NotFound);
    }
    let slugs = store.product_addresses(&request.view, part.saturating_sub(1), PART).await?;
    Ok(listed("urlset", slugs.iter().map(|slug| url(&request, &format!("/product/{slug}")))))
}

/// Doors to what is a customer's own. A robot comes without a session, so what it finds there is what anybody does: a form, a cart with
/// nothing in it, or the way to one of them. To hide the address would keep nothing from anybody, and whoever looks for the shop's sign-in
/// would not find it.
const DOORS: &[&str] = &["/customer/account/login", register::PATH, "/customer/account", CART_PAGE, CHECKOUT, MULTISHIPPING];

/// Whether search engines may show what stands at this path. Whatever is not named here they leave out: what a new password or a guest's order
/// is opened by, what somebody searched for, what is within an account.
pub(crate) fn may_be_shown(path: &str) -> bool {
    PageKind::of(path).is_some() || DOORS.contains(&path) || help::is_told_at(path)
}

/// What robots do not even read on this host, and where the maps of its views are. What they are only not to show says so itself
/// ([`may_be_shown`]): an address that is not read would be shown without its text, wherever somebody passed it on.
pub(super) async fn robots(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut lines = vec!["User-agent: *".to_owned(), "Disallow: /admin".to_owned(), "Disallow: /api/".to_owned()];
    let here = request.shop.views().iter().filter(|view| view.base_url == request.view.base_url);
    let unread = ["/assistance", "/sales", "/search", "/wishlist"];
    lines.extend(here.clone().flat_map(|view| unread.iter().map(|path| format!("Disallow: {}", view.href(path)))));
    lines.extend(here.map(|view| format!("\nSitemap: {}", view.url(&request.base_url, "/sitemap.xml"))));
    Ok(Reply::text(format!("{}\n", lines.join("\n")), PLAIN))
}
