//! Ways to categories: the menu in the header, and where a page stands.

use domain::{catalog::Category, ids::CategoryId};
use leptos::prelude::*;
use store::Categories;
use ui::{named::named, t, web::Request};

pub(crate) fn address(request: &Request, category: &Category) -> String {
    request.href(&format!("/category/{}", category.slug))
}

/// Categories that are left in menus. What is below one opens beside it, all levels of it.
pub(crate) fn menu(request: &Request, shelf: &Categories) -> AnyView {
    let language = request.language;
    let links = shelf.menu().into_iter().map(|category| {
        let below = below(request, shelf, category.id, 0);
        let below = below.map(|below| {
            let label = t!(language, catalog.more_of, category = category.name.as_str());
            view! {
                <details name="menu">
                    <summary aria-label=label></summary>
                    {below}
                </details>
            }
        });
        view! { <li>{link(request, category)} {below}</li> }
    });
    view! { <nav class="categories" aria-label=t!(language, catalog.categories)><ul>{links.collect_view()}</ul></nav> }.into_any()
}

fn link(request: &Request, category: &Category) -> AnyView {
    let href = address(request, category);
    let current = (href == request.here()).then_some("page");
    view! { <a href=href aria-current=current>{named(&category.name)}</a> }.into_any()
}

fn below(request: &Request, shelf: &Categories, id: CategoryId, depth: usize) -> Option<AnyView> {
    let children = if depth < shelf.len() { shelf.menu_below(id) } else { Vec::new() };
    if children.is_empty() {
        return None;
    }
    let deeper = depth.saturating_add(1);
    let lines = children.into_iter().map(|c| view! { <li>{link(request, c)} {below(request, shelf, c.id, deeper)}</li> });
    Some(view! { <ul>{lines.collect_view()}</ul> }.into_any())
}

/// Where a page stands: home, the categories above it, and what it is called itself.
pub(crate) fn crumbs(request: &Request, above: &[Category], here: &str) -> AnyView {
    let language = request.language;
    let links =
        above.iter().map(|category| view! { <li><a href=address(request, category)>{named(&category.name)}</a></li> }).collect_view();
    view! {
        <nav class="crumbs" aria-label=t!(language, catalog.breadcrumb)>
            <ol>
                <li><a href=request.href("/")>{t!(language, storefront.home)}</a></li>
                {links}
                <li aria-current="page">{named(here)}</li>
            </ol>
        </nav>
    }
    .into_any()
}
