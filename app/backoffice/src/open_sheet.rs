//! A form in an open page that is posted: what is changed is marked, and guarded until it is saved or discarded.

use leptos::prelude::*;
use ui::form::saving::{Saving, SavingTexts};

#[island]
pub fn OpenSheet(texts: SavingTexts, children: Children) -> impl IntoView {
    Saving::new(texts).around_posted(children)
}
