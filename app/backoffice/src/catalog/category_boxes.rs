//! The categories that a product stands in, or that a rule is for: a tree of boxes, in which one with others below it has a box of its own before theirs.

use crate::{
    access::edit::tree_texts,
    tree::{BoxTree, TreeOf, TreeTexts},
};
use domain::{
    catalog::{
        edit::EditedCategory,
        shelves::{children, line, walk},
    },
    ids::CategoryId,
    stores::Language,
    text::Flaw,
    tree::Node,
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use ui::{
    form::{Field, Form},
    format,
    named::isolated,
    t,
};

pub(super) static CATEGORIES: Field<CategoryId> =
    Field::boxes("categories", |l| t!(l, catalog.categories), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));

/// What they are called, in the order of the reader's language.
pub(super) fn called(language: Language, all: &[EditedCategory], these: &BTreeSet<CategoryId>) -> Vec<String> {
    let names: BTreeSet<&str> = all.iter().filter(|c| these.contains(&c.id)).map(|c| c.texts.all.name.as_str()).collect();
    format::in_order(language, names.into_iter().map(str::to_owned).collect(), String::as_str)
}

fn node(language: Language, all: &[EditedCategory], category: &EditedCategory, depth: usize) -> Node {
    let label = category.texts.all.name.clone();
    let own = Node { name: category.id.to_string(), label: label.clone(), note: None, below: Vec::new() };
    let below = if depth < all.len() { children(all, Some(category.id)) } else { Vec::new() };
    if below.is_empty() {
        return own;
    }
    let deeper = depth.saturating_add(1);
    let below = below.into_iter().map(|c| node(language, all, c, deeper));
    Node {
        name: format!("with-{}", category.id),
        label: t!(language, catalog.with_below, category = isolated(&label)),
        note: None,
        below: std::iter::once(own).chain(below).collect(),
    }
}

/// What is ticked and stands nowhere in the tree. It stays where nobody unticks it: else a rule for what is gone would be one for everything once
/// somebody saves it.
fn elsewhere(language: Language, all: &[EditedCategory], form: &Form) -> Vec<Node> {
    let ticked: BTreeSet<CategoryId> = form.values(&CATEGORIES).iter().filter_map(|id| id.parse().ok()).collect();
    let gone = ticked.into_iter().filter(|id| all.iter().all(|c| c.id != *id));
    let label = t!(language, catalog.category_elsewhere);
    gone.map(|id| Node { name: id.to_string(), label: label.to_owned(), note: None, below: Vec::new() }).collect()
}

/// The tree, under its legend.
pub(super) fn fieldset(language: Language, all: &[EditedCategory], form: &Form, hint: Option<&'static str>) -> AnyView {
    let roots = children(all, None).into_iter().map(|root| node(language, all, root, 0));
    let of = TreeOf {
        nodes: roots.chain(elsewhere(language, all, form)).collect(),
        field: CATEGORIES.name.to_owned(),
        choice: String::new(),
        all: false,
        ticked: form.values(&CATEGORIES).iter().cloned().collect(),
        role: None,
        asks: false,
    };
    // Nothing is granted there.
    let (granted, taken) = (t!(language, access.selected).to_owned(), t!(language, access.deselected).to_owned());
    let texts = TreeTexts { granted, taken, ..tree_texts(language, t!(language, catalog.categories)) };
    let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
    let flaw = form.flaw_text(&CATEGORIES).map(|text| view! { <p class="flaw" id="categories-flaw" role="alert">{text}</p> });
    let (invalid, described) = (flaw.is_some().then_some("true"), flaw.is_some().then_some("categories-flaw"));
    view! {
        <fieldset id=CATEGORIES.name aria-invalid=invalid aria-describedby=described>
            <legend>{t!(language, catalog.categories)}</legend>
            {hint}
            <BoxTree of texts />
            {flaw}
        </fieldset>
    }
    .into_any()
}

/// What a category is called for its reader: the names from its root down.
pub(super) fn path(all: &[EditedCategory], id: CategoryId) -> String {
    line(all, id).into_iter().map(|c| isolated(&c.texts.all.name)).collect::<Vec<_>>().join(" / ")
}

/// The categories that a product can be in, in the order of their tree, each behind all that it stands under.
pub(super) fn category_options(categories: &[EditedCategory]) -> Vec<(String, String)> {
    walk(categories).into_iter().map(|(_, c)| (c.id.to_string(), path(categories, c.id))).collect()
}
