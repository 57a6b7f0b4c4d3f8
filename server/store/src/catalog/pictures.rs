//! The pictures of products: what staff do with them. Their files lie beside the store.

use super::{ProductRow, moving_the_catalog, put::moved_on};
use crate::{
    Address, By, Store, StoreError,
    engine::{conn::vars, secret::id_at},
};
use domain::{
    audit::{Action, Change, Follows},
    caller::{Job, Permit, Proof, right},
    catalog::{
        edit::{EditedProduct, may_edit},
        pictures::{FileHash, Image, Picture, PictureDraft, Pictures, Role},
    },
    ids::{PictureId, ProductId, StoreViewId},
    stores::Stores,
};
use pictures::Files;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};
use surrealdb::types::SurrealValue;

/// Reading what a whole table names takes longer than a page.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often pictures are put behind those that others put there meanwhile.
const ATTEMPTS: usize = 4;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct PictureRow {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) alt: String,
    pub(crate) own_alt: Vec<AltRow>,
    pub(crate) roles: Vec<String>,
    pub(crate) hidden: bool,
}

/// What a view says in place of a picture.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct AltRow {
    pub(crate) view: String,
    pub(crate) alt: String,
}

impl PictureRow {
    fn of(picture: &Picture) -> Self {
        let own = |(view, alt): (&StoreViewId, &String)| AltRow { view: view.to_string(), alt: alt.clone() };
        Self {
            id: picture.id.to_string(),
            file: picture.image.file.to_string(),
            width: i64::from(picture.image.width),
            height: i64::from(picture.image.height),
            alt: picture.alt.clone(),
            own_alt: picture.own_alt.iter().map(own).collect(),
            roles: picture.roles.iter().map(|role| role.code().to_owned()).collect(),
            hidden: picture.is_hidden,
        }
    }

    fn read(&self) -> Result<Picture, StoreError> {
        let length = |length: i64| u32::try_from(length).map_err(|_| StoreError::Unreadable(format!("a picture of {length} pixels")));
        Ok(Picture {
            id: crate::parse(&self.id)?,
            image: Image { file: crate::parse(&self.file)?, width: length(self.width)?, height: length(self.height)? },
            alt: self.alt.clone(),
            own_alt: self.own_alt.iter().map(|own| Ok((crate::parse(&own.view)?, own.alt.clone()))).collect::<Result<_, StoreError>>()?,
            roles: self.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
            is_hidden: self.hidden,
        })
    }

    /// As a view shows them; without one as they stand for all.
    pub(super) fn shown(rows: &[Self], view: Option<StoreViewId>) -> Result<Pictures, StoreError> {
        Ok(Pictures::new(rows.iter().map(|row| Ok(row.read()?.in_view(view))).collect::<Result<_, StoreError>>()?))
    }

    pub(crate) fn all(pictures: &Pictures) -> Vec<Self> {
        pictures.iter().map(Self::of).collect()
    }
}

/// Where the files of a store's pictures are.
pub(crate) fn files_of(address: &Address) -> Files {
    const FOLDER: &str = "pictures";
    match address {
        Address::Folder(data) | Address::Server { data, .. } => Files::of(data.join(FOLDER)),
        Address::Memory => Files::passing(),
    }
}

impl Store {
    /// The files of pictures.
    pub fn pictures(&self) -> &Files {
        &self.pictures
    }
}

impl By<'_, Job> {
    /// Takes away the files that no product names, of those that nobody took since `before`: whoever took one later may be about to name it.
    /// Returns how many there were.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn remove_unnamed_pictures(&self, before: SystemTime) -> Result<usize, StoreError> {
        let failed = |error: &dyn std::fmt::Display| StoreError::Other(error.to_string());
        let files = self.store.pictures.clone();
        // First what is old, and then what is named: what is named in between was taken in between, and is not old.
        let old = tokio::task::spawn_blocking(move || files.old(before)).await.map_err(|error| failed(&error))?;
        if old.is_empty() {
            return Ok(0);
        }
        let named = self.store.conn.read_within("SELECT VALUE pictures.file FROM product", vars! {}, PATIENCE).await?.take(0)?;
        let named: Vec<Vec<String>> = named;
        let named: BTreeSet<FileHash> = named.iter().flatten().filter_map(|file| file.parse().ok()).collect();
        let files = self.store.pictures.clone();
        let removing = tokio::task::spawn_blocking(move || {
            let unnamed = old.into_iter().filter(|file| !named.contains(file));
            unnamed.map(|file| files.remove(file, before)).collect::<Result<Vec<bool>, _>>()
        });
        let removed = removing.await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?;
        Ok(removed.into_iter().filter(|removed| *removed).count())
    }
}

impl By<'_, Permit<right::Products>> {
    /// Puts pictures behind those that a product has: each with what its file was called.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is not the staff member's to change. [`StoreError::Invalid`]: it has too many.
    pub async fn add_pictures(&self, id: ProductId, more: &[(Image, String)]) -> Result<(), StoreError> {
        let mut attempt = 0_usize;
        loop {
            attempt = attempt.saturating_add(1);
            let (was, _) = self.product(id).await?;
            let new = more.iter().map(|(image, _)| (PictureId::new(id_at(self.proof.origin().at)), *image));
            let next = was.pictures.with(new).map_err(|flaw| StoreError::Invalid("pictures", flaw))?;
            let told = more.iter().map(|(_, name)| Change::added("picture", name.clone()));
            match self.save_pictures(&was, None, next, told.collect()).await {
                // What others did meanwhile, these stand behind.
                Err(StoreError::Stale) if attempt < ATTEMPTS => {}
                done => return done,
            }
        }
    }

    /// Saves the order of a product's pictures.
    ///
    /// # Errors
    /// As for [`By::add_pictures`]; [`StoreError::Stale`]: it has others by now.
    pub async fn order_pictures(&self, was: &EditedProduct, order: &[PictureId]) -> Result<(), StoreError> {
        let next = was.pictures.in_order(order).ok_or(StoreError::Stale)?;
        let names = called(&was.pictures);
        let name = |pictures: &Pictures| pictures.iter().filter_map(|p| names.get(&p.id).cloned()).collect::<Vec<_>>().join(", ");
        let told = Change::of("picture_order", &name(&was.pictures), &name(&next));
        self.save_pictures(was, None, next, told.into_iter().collect()).await
    }

    /// Saves what is said of a picture, for all or in a view.
    ///
    /// # Errors
    /// As for [`By::order_pictures`].
    pub async fn save_picture(
        &self,
        was: &EditedProduct,
        id: PictureId,
        view: Option<StoreViewId>,
        said: &PictureDraft,
    ) -> Result<(), StoreError> {
        let next = was.pictures.saying(id, view, said);
        let stores = &self.store.read_shop().await?.stores;
        let code = view.and_then(|view| stores.view(view)).map(|view| view.code.as_str());
        let name = called(&was.pictures).remove(&id).unwrap_or_default();
        let field = |field: &str| code.map_or_else(|| format!("{field} ({name})"), |code| format!("{field} ({name}, {code})"));
        let alt = |pictures: &Pictures| {
            let picture = pictures.find(id);
            view.map_or_else(|| picture.map(|p| p.alt.clone()), |view| picture.and_then(|p| p.own_alt.get(&view).cloned()))
        };
        let roles = |pictures: &Pictures| {
            let roles = pictures.find(id).map(|p| p.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", "));
            roles.unwrap_or_default()
        };
        let hidden = |pictures: &Pictures| pictures.find(id).is_some_and(|p| p.is_hidden).to_string();
        let (before, after) = (alt(&was.pictures), alt(&next));
        let all = [&was.pictures, &next].map(|pictures| pictures.find(id).map(|p| p.alt.clone()));
        let text = Change::of_own(field("alt_text"), before, after, Follows::DefaultValue, all);
        let roles = Change::of(&field("picture_roles"), &roles(&was.pictures), &roles(&next));
        let hidden = Change::of(&field("picture_hidden"), &hidden(&was.pictures), &hidden(&next));
        self.save_pictures(was, view, next, text.into_iter().chain(roles).chain(hidden).collect()).await
    }

    /// Deletes a picture. Its file goes when no product names it any more.
    ///
    /// # Errors
    /// As for [`By::order_pictures`].
    pub async fn delete_picture(&self, was: &EditedProduct, id: PictureId) -> Result<(), StoreError> {
        let name = called(&was.pictures).remove(&id).ok_or(StoreError::NotFound)?;
        self.save_pictures(was, None, was.pictures.without(id), vec![Change::removed("picture", name)]).await
    }

    async fn save_pictures(
        &self,
        was: &EditedProduct,
        view: Option<StoreViewId>,
        next: Pictures,
        told: Vec<Change>,
    ) -> Result<(), StoreError> {
        let stores = &self.store.read_shop().await?.stores;
        if !may_edit(stores, self.proof.websites(), was.root, view) {
            return Err(StoreError::NotFound);
        }
        if next == was.pictures {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        moving_the_catalog(&mut tx, was.categories.iter().copied());
        let update = moved_on(&was.id.to_string()).set("pictures", PictureRow::all(&next));
        tx.writes().must_update(&update.only_if("revision", was.revision));
        let event = tx.event(Action::ProductChanged).on("product", was.id, was.texts.all.name.clone());
        tx.commit(event.changing(told)).await
    }
}

/// What became of a product's pictures all at once.
pub(super) fn told_pictures(stores: &Stores, was: &Pictures, is: &Pictures) -> Vec<Change> {
    let (before, after) = (called(was), called(is));
    let name = |id: PictureId| after.get(&id).or_else(|| before.get(&id)).cloned().unwrap_or_default();
    let gone = was.iter().filter(|picture| is.find(picture.id).is_none());
    let new = is.iter().filter(|picture| was.find(picture.id).is_none());
    let mut told: Vec<Change> = gone.map(|picture| Change::removed("picture", name(picture.id))).collect();
    told.extend(new.map(|picture| Change::added("picture", name(picture.id))));
    let roles = |picture: Option<&Picture>| {
        let roles = picture.map(|picture| picture.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", "));
        roles.unwrap_or_default()
    };
    for picture in is.iter() {
        let old = was.find(picture.id);
        let some = |alt: &String| Some(alt.clone()).filter(|alt| !alt.is_empty());
        told.extend(Change::from_to(format!("alt_text ({})", name(picture.id)), old.and_then(|old| some(&old.alt)), some(&picture.alt)));
        let views: BTreeSet<&StoreViewId> = old.into_iter().flat_map(|old| old.own_alt.keys()).chain(picture.own_alt.keys()).collect();
        for view in views {
            // Of what is new is told what stands for all.
            let Some(code) = stores.view(*view).map(|view| view.code.as_str()) else { continue };
            let own = |of: &Picture| of.own_alt.get(view).cloned();
            let field = format!("alt_text ({}, {code})", name(picture.id));
            told.extend(match old {
                None => Change::from_to(field, None, own(picture)),
                Some(old) => {
                    let all = [&old.alt, &picture.alt].map(|alt| Some(alt.clone()));
                    Change::of_own(field, own(old), own(picture), Follows::DefaultValue, all)
                }
            });
        }
        told.extend(Change::of(&format!("picture_roles ({})", name(picture.id)), &roles(old), &roles(Some(picture))));
    }
    told
}

/// What each is called in the record: what it shows, or the beginning of its file's name.
fn called(pictures: &Pictures) -> BTreeMap<PictureId, String> {
    let name = |picture: &Picture| match picture.alt.as_str() {
        "" => picture.image.file.to_string().chars().take(8).collect(),
        alt => alt.to_owned(),
    };
    pictures.iter().map(|picture| (picture.id, name(picture))).collect()
}

impl ProductRow {
    /// For whoever makes many at once.
    pub(crate) fn pictured(images: &[Image], ids: impl Fn() -> PictureId) -> Vec<PictureRow> {
        let pictures = Pictures::default().with(images.iter().map(|image| (ids(), *image)));
        pictures.map(|pictures| PictureRow::all(&pictures)).unwrap_or_default()
    }
}
