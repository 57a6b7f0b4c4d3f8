//! What may become of websites, stores and store views. The shop always has a view to show: the default website has a default store,
//! and that has a default view, which is enabled.

use super::{StoreGroup, StoreView, Stores, Website};
use crate::{ids::StoreGroupId, text::Flaw};

/// What is wrong, and at which field.
pub type Wrong = (&'static str, Flaw);

/// A website as it is to be saved.
///
/// # Errors
/// A code that another has, a default store that is not its own, or a default website that would show nothing.
pub fn may_save_website(stores: &Stores, new: &Website) -> Result<(), Wrong> {
    if stores.websites().iter().any(|w| w.id != new.id && w.code == new.code) {
        return Err(("code", Flaw::Taken));
    }
    let group = new.default_group.map(|id| stores.group(id).filter(|g| g.website == new.id));
    match group {
        Some(None) => return Err(("default_store", Flaw::NotAChoice)),
        // Whoever comes to the shop must be shown something.
        Some(Some(group)) if new.is_default && stores.default_view_of(group).is_none() => return Err(("is_default", Flaw::ShowsNothing)),
        None if new.is_default => return Err(("is_default", Flaw::ShowsNothing)),
        Some(Some(_)) | None => {}
    }
    let was_default = stores.website(new.id).is_some_and(|w| w.is_default);
    if was_default && !new.is_default { Err(("is_default", Flaw::IsDefault)) } else { Ok(()) }
}

/// Whether a store stays where it is: the default store of the default website, and the only one of any.
pub fn is_fixed_group(stores: &Stores, group: StoreGroupId) -> bool {
    let Some(website) = stores.website_of(group) else { return false };
    (website.is_default && website.default_group == Some(group)) || stores.groups_of(website.id).count() < 2
}

/// A store as it is to be saved.
///
/// # Errors
/// A code that another has, a website that is none or that it may not leave, a default view that is not its own or is disabled.
pub fn may_save_group(stores: &Stores, new: &StoreGroup) -> Result<(), Wrong> {
    if stores.groups().iter().any(|g| g.id != new.id && g.code == new.code) {
        return Err(("code", Flaw::Taken));
    }
    if stores.website(new.website).is_none() {
        return Err(("website", Flaw::NotAChoice));
    }
    if stores.group(new.id).is_some_and(|was| was.website != new.website) && is_fixed_group(stores, new.id) {
        return Err(("website", Flaw::IsDefault));
    }
    let Some(view) = new.default_view else { return Ok(()) };
    let view = stores.view(view).filter(|v| v.group == new.id).ok_or(("default_view", Flaw::NotAChoice))?;
    if view.active { Ok(()) } else { Err(("default_view", Flaw::InactiveDefault)) }
}

/// A store view as it is to be saved.
///
/// # Errors
/// A code that another has, a store that is none or that it may not leave, or a default view that would be disabled.
pub fn may_save_view(stores: &Stores, new: &StoreView) -> Result<(), Wrong> {
    if stores.views().iter().any(|v| v.id != new.id && v.code == new.code) {
        return Err(("code", Flaw::Taken));
    }
    if stores.group(new.group).is_none() {
        return Err(("store", Flaw::NotAChoice));
    }
    let is_default = stores.is_default_view(new.id);
    if is_default && stores.view(new.id).is_some_and(|was| was.group != new.group) {
        return Err(("store", Flaw::IsDefault));
    }
    if is_default && !new.active { Err(("active", Flaw::IsDefault)) } else { Ok(()) }
}

/// # Errors
/// The default website, or the only one.
pub fn may_delete_website(stores: &Stores, website: &Website) -> Result<(), Flaw> {
    if stores.websites().len() < 2 {
        return Err(Flaw::LastOne);
    }
    if website.is_default { Err(Flaw::IsDefault) } else { Ok(()) }
}

/// # Errors
/// The only store of a website.
pub fn may_delete_group(stores: &Stores, group: &StoreGroup) -> Result<(), Flaw> {
    let others: Vec<&StoreGroup> = stores.groups_of(group.website).filter(|g| g.id != group.id).collect();
    if others.is_empty() {
        return Err(Flaw::LastOne);
    }
    // The default website must go on showing something.
    let must_show = stores.website(group.website).is_some_and(|w| w.is_default);
    if must_show && !others.iter().any(|g| stores.default_view_of(g).is_some()) { Err(Flaw::LastOne) } else { Ok(()) }
}

/// # Errors
/// The only view of a store, or the only one that is enabled of the default website.
pub fn may_delete_view(stores: &Stores, view: &StoreView) -> Result<(), Flaw> {
    let mut others = stores.views_of(view.group).filter(|v| v.id != view.id).peekable();
    if others.peek().is_none() {
        return Err(Flaw::LastOne);
    }
    let website = stores.website_of(view.group);
    let is_shown_first = website.is_some_and(|w| w.is_default && w.default_group == Some(view.group));
    if is_shown_first && !others.any(|v| v.active) { Err(Flaw::LastOne) } else { Ok(()) }
}

/// What is the default once a view is gone, if that was: the first that is enabled.
pub fn heir_of_view<'a>(stores: &'a Stores, view: &StoreView) -> Option<&'a StoreView> {
    stores.views_of(view.group).filter(|v| v.id != view.id).find(|v| v.active)
}

/// What is the default once a store is gone, if that was: the first that shows something, or the first.
pub fn heir_of_group<'a>(stores: &'a Stores, group: &StoreGroup) -> Option<&'a StoreGroup> {
    let others = || stores.groups_of(group.website).filter(|g| g.id != group.id);
    others().find(|g| stores.default_view_of(g).is_some()).or_else(|| others().next())
}
