//! The rows of categories, and how a view shows them.

use super::row::{TextsRow, own_slug, own_texts, url_key, worded};
use crate::{
    StoreError,
    engine::{
        table::{Index, Table},
        write::Update,
    },
    key, record,
};
use domain::{
    catalog::{
        Category, Meta,
        edit::{EditedCategory, OwnMeta, Told},
        shelves::root_of,
    },
    ids::StoreViewId,
    stores::Served,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const CATEGORIES: Table =
    Table { name: "category", row: CategoryRow::kind_of, indexes: &[Index::Unique("slug", "slug")], list: None };

#[derive(SurrealValue)]
pub(crate) struct CategoryRow {
    pub(crate) id: RecordId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) position: i64,
    /// None of a root.
    pub(crate) parent: Option<String>,
    /// Whether it is shown, and with it what is below it.
    pub(crate) enabled: bool,
    pub(crate) in_menu: bool,
    /// How often each of the two was switched.
    pub(crate) enabled_turns: i64,
    pub(crate) in_menu_turns: i64,
    pub(crate) texts: Vec<TextsRow>,
    /// What search engines are told; empty where nothing else than its texts say.
    pub(crate) meta_title: String,
    pub(crate) meta_keywords: Option<String>,
    pub(crate) meta_description: String,
    pub(crate) metas: Vec<MetaRow>,
    /// Where it was found before: as they stood for all, and as [`own_slug`].
    pub(crate) old_slugs: Vec<String>,
    pub(crate) revision: i64,
    /// Counts the changes of its products.
    pub(crate) changes: i64,
}

/// What a view tells search engines in place of what is told in all.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct MetaRow {
    pub(crate) view: String,
    pub(crate) title: Option<String>,
    pub(crate) keywords: Option<String>,
    pub(crate) description: Option<String>,
}

/// What may be nothing, and is not kept then.
pub(super) fn if_said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl MetaRow {
    pub(super) fn all(told: &Told) -> Vec<Self> {
        let row = |(view, own): (&StoreViewId, &OwnMeta)| Self {
            view: view.to_string(),
            title: own.title.clone(),
            keywords: own.keywords.clone(),
            description: own.description.clone(),
        };
        told.own.iter().map(row).collect()
    }

    pub(super) fn read((title, keywords, description): (&str, Option<&String>, &str), rows: &[Self]) -> Result<Told, StoreError> {
        let said = |row: &Self| OwnMeta { title: row.title.clone(), keywords: row.keywords.clone(), description: row.description.clone() };
        let own = |row: &Self| Ok((crate::parse(&row.view)?, said(row)));
        let all = Meta { title: title.to_owned(), keywords: keywords.cloned().unwrap_or_default(), description: description.to_owned() };
        Ok(Told { all, own: rows.iter().map(own).collect::<Result<_, StoreError>>()? })
    }
}

/// As they are kept: those that stand in the tree.
pub(super) fn edited(rows: &[CategoryRow]) -> Result<Vec<EditedCategory>, StoreError> {
    let all: Vec<EditedCategory> = rows.iter().map(CategoryRow::edited).collect::<Result<_, _>>()?;
    let rooted = all.iter().filter_map(|category| Some(EditedCategory { root: root_of(&all, category.id)?, ..category.clone() }));
    Ok(rooted.collect())
}

impl CategoryRow {
    /// A category under others, or a root, as one begins.
    pub(crate) fn new(id: RecordId, parent: Option<String>, position: i64, (slug, name, description): (String, String, String)) -> Self {
        Self {
            id,
            slug,
            name,
            description,
            position,
            parent,
            enabled: true,
            in_menu: true,
            enabled_turns: 0,
            in_menu_turns: 0,
            texts: Vec::new(),
            meta_title: String::new(),
            meta_keywords: None,
            meta_description: String::new(),
            metas: Vec::new(),
            old_slugs: Vec::new(),
            revision: 0,
            changes: 0,
        }
    }

    /// With itself as its root, which the tree knows better.
    fn edited(&self) -> Result<EditedCategory, StoreError> {
        let id = crate::parse(key(&self.id)?)?;
        Ok(EditedCategory {
            id,
            parent: self.parent.as_deref().map(crate::parse).transpose()?,
            root: id,
            position: self.position,
            enabled: self.enabled,
            in_menu: self.in_menu,
            turns: (self.enabled_turns, self.in_menu_turns),
            texts: worded(&self.slug, &self.name, &self.description, &self.texts)?,
            meta: MetaRow::read((&self.meta_title, self.meta_keywords.as_ref(), &self.meta_description), &self.metas)?,
            revision: self.revision,
        })
    }

    /// What changes when it says, or is, something else; and where it was found before it did.
    pub(super) fn saying(was: &EditedCategory, next: &EditedCategory, mut old_slugs: Vec<String>) -> Update {
        let found = |(view, slug): (Option<StoreViewId>, String)| view.map_or_else(|| slug.clone(), |view| own_slug(view, &slug));
        let left: Vec<String> = was.texts.new_slugs(&next.texts).into_iter().map(found).collect();
        let new: Vec<String> = next.texts.new_slugs(&was.texts).into_iter().map(found).collect();
        old_slugs.retain(|old| !left.contains(old));
        old_slugs.extend(left);
        old_slugs.retain(|old| !new.contains(old));
        Update::of(&record("category", &next.id.to_string()))
            .set("slug", next.texts.all.slug.clone())
            .set("name", next.texts.all.name.clone())
            .set("description", next.texts.all.description.clone())
            .set("texts", own_texts(&next.texts))
            .set("enabled", next.enabled)
            .set("in_menu", next.in_menu)
            .set("enabled_turns", next.turns.0)
            .set("in_menu_turns", next.turns.1)
            .set("meta_title", next.meta.all.title.clone())
            .set("meta_keywords", if_said(&next.meta.all.keywords))
            .set("meta_description", next.meta.all.description.clone())
            .set("metas", MetaRow::all(&next.meta))
            .set("old_slugs", old_slugs)
            .add("revision", 1)
    }

    /// Whether it was found at this URL key before: in a view, or in all.
    pub(super) fn was_at(&self, view: StoreViewId, slug: &str) -> bool {
        let own = own_slug(view, slug);
        self.old_slugs.iter().any(|old| old == slug || *old == own)
    }

    pub(super) fn read(&self, view: Option<&Served>) -> Result<Category, StoreError> {
        let own = view.and_then(|view| TextsRow::of(&self.texts, view));
        let (slug, name, description) = own.map_or((None, None, None), |own| (own.slug, own.name, own.description));
        let id = view.map(|view| view.id.to_string());
        let own = self.metas.iter().find(|row| Some(&row.view) == id.as_ref());
        let told = |own: Option<&String>, all: &String| own.unwrap_or(all).clone();
        Ok(Category {
            id: crate::parse(key(&self.id)?)?,
            parent: self.parent.as_deref().map(crate::parse).transpose()?,
            url_key: url_key(&self.slug, &self.texts)?,
            slug: slug.unwrap_or_else(|| self.slug.clone()),
            name: name.unwrap_or_else(|| self.name.clone()),
            description: description.unwrap_or_else(|| self.description.clone()),
            meta: Meta {
                title: told(own.and_then(|own| own.title.as_ref()), &self.meta_title),
                keywords: own.and_then(|own| own.keywords.clone()).or_else(|| self.meta_keywords.clone()).unwrap_or_default(),
                description: told(own.and_then(|own| own.description.as_ref()), &self.meta_description),
            },
            position: self.position,
            in_menu: self.in_menu,
            changes: self.changes,
        })
    }
}
