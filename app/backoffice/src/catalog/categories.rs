//! All categories, as they stand under each other: a tree, and what can be done to the one that is open.

use super::category_place::MOVE_FIELDS;
use crate::{
    layout,
    tree::links::{DOWN, LinkTree, LinksOf, UP},
};
use domain::{
    caller::{Permit, right},
    catalog::{
        edit::EditedCategory,
        shelves::{children, place_of},
    },
    failure::Failure,
    ids::CategoryId,
    tree::Node,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{OnShelves, Store};
use ui::{
    form::Form,
    t,
    table::address,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/admin/catalog/categories";
pub(super) const NEW: &str = "/admin/catalog/categories/new";

/// What stands beside a category's page: the tree, in which it is open.
pub(super) struct Beside<'a> {
    pub all: &'a [EditedCategory],
    /// Nothing while the index that counts is being made.
    pub counted: Option<BTreeMap<CategoryId, OnShelves>>,
    pub open: Option<&'a EditedCategory>,
}

pub(super) fn path(id: CategoryId) -> String {
    format!("{PATH}/{id}")
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let all = store.by(&permit).categories().await?;
    if let Some(first) = children(&all, None).first() {
        // One that the reader does not change in any view is not open to him.
        match super::category::first(&store, &request, &permit, first.id).await {
            Err(Failure::NotFound) => {}
            opened => return opened,
        }
    }
    let language = request.language;
    let title = t!(language, catalog.categories);
    let none = Beside { all: &all, counted: None, open: None };
    Ok(layout::page(&request, title, || {
        view! {
            <h1>{title}</h1>
            {none.around(&request, view! { <p class="empty">{t!(language, common.table.empty)}</p> })}
        }
    }))
}

impl Beside<'_> {
    /// What is shown of a category, beside the tree.
    pub(super) fn around<V: IntoView + 'static>(&self, request: &Request, inside: V) -> AnyView {
        view! {
            <div class="shelves">
                <section class="card" aria-label=t!(request.language, catalog.categories)>
                    {self.add(request)}
                    <LinkTree of=self.tree(request) />
                    {self.acts(request)}
                </section>
                <div>{inside.into_any()}</div>
            </div>
        }
        .into_any()
    }

    fn tree(&self, request: &Request) -> LinksOf {
        let language = request.language;
        let quiet = self.all.iter().filter(|c| !self.is_shown(c)).map(|c| c.id.to_string()).collect();
        LinksOf {
            nodes: children(self.all, None).into_iter().map(|root| self.node(root, 0)).collect(),
            field: "category".to_owned(),
            path: PATH.to_owned(),
            here: self.open.map(|c| c.id.to_string()).unwrap_or_default(),
            quiet,
            label: t!(language, catalog.categories).to_owned(),
            open_all: t!(language, access.open_all).to_owned(),
            close_all: t!(language, access.close_all).to_owned(),
        }
    }

    /// What is hidden, or stands below what is.
    fn is_shown(&self, category: &EditedCategory) -> bool {
        domain::catalog::shelves::line(self.all, category.id).iter().all(|c| c.enabled || c.parent.is_none())
    }

    fn node(&self, category: &EditedCategory, depth: usize) -> Node {
        let deeper = depth.saturating_add(1);
        let below = if depth < self.all.len() { children(self.all, Some(category.id)) } else { Vec::new() };
        let on = self.counted.as_ref().and_then(|counted| counted.get(&category.id));
        Node {
            name: category.id.to_string(),
            label: category.texts.all.name.clone(),
            note: on.map(|on| format!("({})", on.below)),
            below: below.into_iter().map(|c| self.node(c, deeper)).collect(),
        }
    }

    /// Whoever is not for all of the shop makes, moves and deletes none.
    fn add(&self, request: &Request) -> Option<AnyView> {
        let language = request.language;
        let parent = self.open.or_else(|| children(self.all, None).first().copied()).map(|c| c.id.to_string());
        request.caller.is_everywhere().then(|| {
            let below = parent.map(|parent| {
                view! { <a class="button" href=address(NEW, &[("parent", &parent)])>{t!(language, catalog.add_subcategory)}</a> }
            });
            view! {
                <p class="actions">
                    <a class="button" href=NEW>{t!(language, catalog.add_root)}</a>
                    {below}
                </p>
            }
            .into_any()
        })
    }

    /// What can be done to the one that is open, apart from what it says.
    fn acts(&self, request: &Request) -> Option<AnyView> {
        let (language, open) = (request.language, self.open.filter(|_| request.caller.is_everywhere())?);
        let (place, path) = (place_of(self.all, open.id), path(open.id));
        let last = u32::try_from(children(self.all, open.parent).len()).unwrap_or(u32::MAX);
        let to = |id: &'static str, label: &'static str, place: u32| {
            let form = Form::of(MOVE_FIELDS, request, super::category_place::stands(self.all, open));
            let parent = open.parent.map(|parent| parent.to_string()).unwrap_or_default();
            form.post(request).at(format!("{path}/move")).around(view! {
                <input type="hidden" name="parent" value=parent />
                <input type="hidden" name="place" value=place />
                <button class="button" id=id>{label}</button>
            })
        };
        let up = (place > 1).then(|| to(UP, t!(language, catalog.move_up), place.saturating_sub(1)));
        let down = (place < last).then(|| to(DOWN, t!(language, catalog.move_down), place.saturating_add(1)));
        Some(
            view! {
                <div class="actions">
                    {up} {down}
                    <a class="button" href=format!("{path}/move")>{t!(language, catalog.move_category)}</a>
                    <a class="button danger" href=format!("{path}/delete")>{t!(language, catalog.delete_category)}</a>
                </div>
            }
            .into_any(),
        )
    }
}
