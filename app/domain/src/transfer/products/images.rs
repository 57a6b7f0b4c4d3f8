//! Pictures of a product, as a file of products names them: in Magento's own columns, by the names of files that come along in an archive.
//! What a shop writes is named by what it has, and found there again.

use super::{BESIDE, Wanted, Written};
use crate::{
    catalog::{
        edit::EditedProduct,
        pictures::{FileHash, Image, Picture, PictureDraft, Pictures, Role, alt},
    },
    ids::{PictureId, StoreViewId},
    text::{Flaw, line},
    transfer::{Trouble, cells::Cell},
};
use std::collections::{BTreeMap, BTreeSet};

const LONGEST_NAME: usize = 500;
/// What Magento writes where there is none.
const NONE: &str = "no_selection";
/// Behind the hash of a file that the shop has.
const ENDING: &str = ".webp";
const MORE: &str = "additional_images";
const LABELS: &str = "additional_image_labels";

/// The picture of a role, and what it shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    file: Cell<String>,
    label: Cell<String>,
}

/// What a line says of pictures.
#[derive(Debug, Clone, Default)]
pub(super) struct Wants {
    pub(super) base: Named,
    pub(super) small: Named,
    pub(super) thumbnail: Named,
    more: Cell<Vec<String>>,
    labels: Cell<Vec<String>>,
    /// What came along, by the names that the line has for it.
    brought: BTreeMap<String, Image>,
}

/// What stands between commas; one behind a backslash is a letter.
fn parts(text: &str) -> Vec<String> {
    let (mut parts, mut part, mut letters) = (Vec::new(), String::new(), text.chars().peekable());
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.next_if_eq(&BESIDE).is_some() {
            part.push(BESIDE);
        } else if letter == BESIDE {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(letter);
        }
    }
    parts.push(part);
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.replace(BESIDE, &format!("\\{BESIDE}"))).collect();
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join(&BESIDE.to_string()) }
}

/// The file that the shop calls so.
pub fn own_image(name: &str) -> Option<FileHash> {
    name.strip_suffix(ENDING)?.parse().ok()
}

fn named(picture: &Picture) -> String {
    format!("{}{ENDING}", picture.image.file)
}

impl Named {
    pub(super) fn name(&mut self, cell: Cell<String>) -> Result<(), Flaw> {
        let is_none = matches!(&cell, Cell::Says(name) if name.trim() == NONE);
        self.file = if is_none { Cell::Left } else { cell.parsed(|name| line(name, LONGEST_NAME))? };
        Ok(())
    }

    pub(super) fn say(&mut self, cell: Cell<String>) -> Result<(), Flaw> {
        self.label = cell.parsed(alt)?;
        Ok(())
    }
}

impl Wants {
    pub(super) fn name_more(&mut self, cell: Cell<String>) -> Result<(), Flaw> {
        self.more = cell.parsed(|text| {
            let names = parts(text).into_iter().filter(|name| !name.is_empty() && name != NONE);
            let names: Vec<String> = names.map(|name| line(&name, LONGEST_NAME)).collect::<Result<_, _>>()?;
            if names.len() > Pictures::MOST { Err(Flaw::TooManyPictures) } else { Ok(names) }
        })?;
        Ok(())
    }

    pub(super) fn say_more(&mut self, cell: Cell<String>) -> Result<(), Flaw> {
        self.labels = cell.parsed(|text| parts(text).iter().map(|label| alt(label)).collect())?;
        Ok(())
    }

    fn roles(&self) -> [(&'static str, Role, &Named); 3] {
        [
            ("base_image", Role::Base, &self.base),
            ("small_image", Role::Small, &self.small),
            ("thumbnail_image", Role::Thumbnail, &self.thumbnail),
        ]
    }

    /// Whose picture in `pictures` a name is: it is put there, unless a view says it, which has none of its own. Nothing, if it did not come
    /// along.
    fn picture(
        &self,
        pictures: &mut Pictures,
        (column, name): (&'static str, &str),
        view: Option<StoreViewId>,
    ) -> Result<Option<PictureId>, Trouble> {
        let Some(image) = self.brought.get(name) else { return Ok(None) };
        if view.is_some() {
            let known = pictures.iter().find(|picture| picture.image.file == image.file).map(|picture| picture.id);
            return known.map(Some).ok_or_else(|| Trouble::NoSuchImage(name.to_owned()));
        }
        let (with, id) = pictures.including(*image).map_err(|flaw| Trouble::Cell(column, flaw))?;
        *pictures = with;
        Ok(Some(id))
    }

    /// Puts pictures behind those that a product has, and says what they are for and what they show. What is there already stays where it is.
    pub(super) fn onto(&self, next: &mut EditedProduct, view: Option<StoreViewId>) -> Result<(), Trouble> {
        let (mut pictures, mut labelled) = (next.pictures.clone(), BTreeSet::new());
        for (column, role, wants) in self.roles() {
            let id = match &wants.file {
                Cell::Says(name) => {
                    let Some(id) = self.picture(&mut pictures, (column, name.as_str()), view)? else { continue };
                    if view.is_none() {
                        pictures = saying(&pictures, id, None, |draft| {
                            draft.roles.insert(role);
                        });
                    }
                    Some(id)
                }
                Cell::Emptied if view.is_none() => {
                    let has_it = pictures.iter().find(|picture| picture.roles.contains(&role)).map(|picture| picture.id);
                    if let Some(id) = has_it {
                        pictures = saying(&pictures, id, None, |draft| {
                            draft.roles.remove(&role);
                        });
                    }
                    continue;
                }
                Cell::Emptied | Cell::Left => pictures.of(role).map(|picture| picture.id),
            };
            // Of a picture that has several roles the first says what it shows.
            if let Some(id) = id.filter(|id| wants.label != Cell::Left && labelled.insert(*id)) {
                pictures = saying(&pictures, id, view, |draft| draft.alt = wants.label.over(None));
            }
        }
        self.more_onto(&mut pictures, view)?;
        next.pictures = pictures;
        Ok(())
    }

    fn more_onto(&self, pictures: &mut Pictures, view: Option<StoreViewId>) -> Result<(), Trouble> {
        let of_no_role = |pictures: &Pictures| -> Vec<PictureId> {
            pictures.iter().filter(|picture| picture.roles.is_empty()).map(|picture| picture.id).collect()
        };
        let ids: Vec<Option<PictureId>> = match &self.more {
            Cell::Says(names) => {
                let each = names.iter().map(|name| self.picture(pictures, (MORE, name.as_str()), view));
                each.collect::<Result<_, _>>()?
            }
            Cell::Emptied if view.is_none() => {
                *pictures = of_no_role(pictures).into_iter().fold(pictures.clone(), |left, id| left.without(id));
                return Ok(());
            }
            Cell::Emptied | Cell::Left => of_no_role(pictures).into_iter().map(Some).collect(),
        };
        let labels: Vec<Option<String>> = match &self.labels {
            Cell::Left => return Ok(()),
            Cell::Emptied => ids.iter().map(|_| None).collect(),
            Cell::Says(labels) => labels.iter().cloned().map(Some).collect(),
        };
        if labels.len() > ids.len() {
            return Err(Trouble::Cell(LABELS, Flaw::TooMany(u32::try_from(ids.len()).unwrap_or(u32::MAX))));
        }
        for (id, label) in ids.into_iter().zip(labels) {
            // What is not said between commas stays.
            let is_left = label.as_ref().is_some_and(String::is_empty);
            if let Some(id) = id.filter(|_| !is_left) {
                *pictures = saying(pictures, id, view, |draft| draft.alt = label);
            }
        }
        Ok(())
    }
}

/// With something else said of a picture, for all or in a view.
fn saying(pictures: &Pictures, id: PictureId, view: Option<StoreViewId>, change: impl FnOnce(&mut PictureDraft)) -> Pictures {
    let Some(picture) = pictures.find(id) else { return pictures.clone() };
    let alt = match view {
        None => Some(picture.alt.clone()),
        Some(view) => picture.own_alt.get(&view).cloned(),
    };
    let mut draft = PictureDraft { alt, roles: picture.roles.clone(), is_hidden: picture.is_hidden };
    change(&mut draft);
    pictures.saying(id, view, &draft)
}

impl Wanted {
    /// The files that it names, each with the column that does.
    pub fn images(&self) -> Vec<(&'static str, String)> {
        let said = |column, cell: &Cell<String>| if let Cell::Says(name) = cell { Some((column, name.clone())) } else { None };
        let roles = self.images.roles().into_iter().filter_map(|(column, _, wants)| said(column, &wants.file));
        let more = if let Cell::Says(names) = &self.images.more { names.as_slice() } else { &[] };
        roles.chain(more.iter().map(|name| (MORE, name.clone()))).collect()
    }

    /// This came along of what it names, which else is left out.
    pub fn bring(&mut self, brought: BTreeMap<String, Image>) {
        self.images.brought = brought;
    }
}

impl Written {
    fn of_role(&self, role: Role) -> Option<&Picture> {
        self.product.pictures.iter().find(|picture| picture.roles.contains(&role))
    }

    fn label_of<'a>(&'a self, picture: &'a Picture) -> &'a str {
        match &self.view {
            None => &picture.alt,
            Some((view, _)) => picture.own_alt.get(view).map_or("", String::as_str),
        }
    }

    fn of_no_role(&self) -> impl Iterator<Item = &Picture> {
        self.product.pictures.iter().filter(|picture| picture.roles.is_empty())
    }

    pub(super) fn image(&self, role: Role) -> String {
        self.for_all(|_| self.of_role(role).map(named).unwrap_or_default())
    }

    pub(super) fn image_label(&self, role: Role) -> String {
        self.of_role(role).map(|picture| self.label_of(picture).to_owned()).unwrap_or_default()
    }

    pub(super) fn more_images(&self) -> String {
        self.for_all(|_| joined(self.of_no_role().map(named).collect::<Vec<_>>().iter().map(String::as_str)))
    }

    pub(super) fn more_labels(&self) -> String {
        joined(self.of_no_role().map(|picture| self.label_of(picture)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_commas_may_hold_some() {
        for text in [&["a", "b"][..], &["a, b", "", "c"], &["one"], &["", "x\\y"]] {
            assert_eq!(parts(&joined(text.iter().copied())), text);
        }
        assert_eq!(joined(["", ""]), "");
        assert_eq!(parts("a.jpg, b\\c.jpg ,"), ["a.jpg", "b\\c.jpg", ""]);
    }

    #[test]
    fn what_the_shop_has_is_known_by_its_own_names_alone() {
        let hash = "ab".repeat(32);
        assert_eq!(own_image(&format!("{hash}.webp")).map(|file| file.to_string()), Some(hash.clone()));
        for other in [hash.clone(), format!("../{hash}.webp"), format!("{hash}.webp.webp"), "mug.webp".to_owned()] {
            assert_eq!(own_image(&other), None, "{other}");
        }
    }
}
