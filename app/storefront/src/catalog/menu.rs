//! Ways to categories: the menu in the header, and where a page stands.

use domain::{catalog::Category, ids::CategoryId};
use leptos::prelude::*;
use store::Categories;
use ui::{named::named, t, web::Request};

pub(crate) fn address(request: &Request, category: &Category) -> String {
    request.href(&format!("/category/{}", category.slug))
}

/// So wide is the line of categories where there is most room, in letters of a wide typeface; and what stands around a name, and opens what is
/// below it.
const LINE: usize = 120;
const GAP: usize = 2;
const OPENER: usize = 3;

/// How many of these widths stand on one line; where not all do, there is room for what opens the others.
fn on_one_line(widths: &[usize], opens: usize) -> usize {
    let first = |n: usize| widths.iter().take(n).fold(0_usize, |sum, width| sum.saturating_add(*width));
    let fits = |n: &usize| first(*n).saturating_add(if *n < widths.len() { opens } else { 0 }) <= LINE;
    (0..=widths.len()).rev().find(fits).unwrap_or_default()
}

/// How wide a name is with what stands around it.
fn width(name: &str, opens: bool) -> usize {
    name.chars().count().saturating_add(GAP).saturating_add(if opens { OPENER } else { 0 })
}

/// Categories that are left in menus, on one line where there is most room: what it does not hold opens behind its end. What is below one
/// opens beside it, all levels of it.
pub(crate) fn menu(request: &Request, shelf: &Categories) -> AnyView {
    let language = request.language;
    let (mut shown, more) = (shelf.menu(), t!(language, catalog.more));
    let widths: Vec<usize> = shown.iter().map(|c| width(&c.name, !shelf.menu_below(c.id).is_empty())).collect();
    let rest = shown.split_off(on_one_line(&widths, width(more, true)));
    let links = shown.into_iter().map(|category| {
        let below = below(request, shelf, category.id, 0);
        let below = below.map(|below| {
            let label = t!(language, catalog.more_of, category = category.name.as_str());
            view! {
                <details name="menu" data-floats="">
                    <summary aria-label=label></summary>
                    {below}
                </details>
            }
        });
        view! { <li>{link(request, category)} {below}</li> }
    });
    let links = links.collect_view();
    let rest = (!rest.is_empty()).then(|| {
        let lines = rest.into_iter().map(|c| view! { <li>{link(request, c)} {below(request, shelf, c.id, 1)}</li> }).collect_view();
        view! { <li class="more"><details name="menu" data-floats=""><summary>{more}</summary> <ul>{lines}</ul></details></li> }
    });
    view! { <nav class="categories" aria-label=t!(language, catalog.categories)><ul>{links} {rest}</ul></nav> }.into_any()
}

/// The same beside each other, for a page that has nothing else to show.
pub(super) fn chips(request: &Request, shelf: &Categories) -> AnyView {
    let chip = |c: &Category| view! { <li><a class="chip" href=address(request, c)>{named(&c.name)}</a></li> };
    let chips = shelf.menu().into_iter().map(chip).collect_view();
    view! { <section class="band"><h2>{t!(request.language, storefront.by_category)}</h2> <ul class="chips">{chips}</ul></section> }
        .into_any()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stands_on_one_line_and_the_rest_has_a_way_to_it() {
        assert_eq!(on_one_line(&[], 9), 0);
        assert_eq!(on_one_line(&[LINE], 9), 1, "alone it needs no room for what opens the others");
        assert_eq!(on_one_line(&[40, 40, 40], 9), 3);
        assert_eq!(on_one_line(&[40, 40, 40, 1], 9), 2);
        assert_eq!(on_one_line(&[LINE + 1, 5], 9), 0, "a name that is too long opens like the others");
    }
}
