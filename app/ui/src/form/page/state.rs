//! What a form holds: what is stored, what was shown, what was typed, and what is wrong with it. How it looks stands in `markup`.

use super::{
    super::{BEGUN, DRAFT, SHOWN, Snapshot, saving::Filled, snapshot::plain},
    Caption, Field, Fields, Kind, Spec,
    standing::Since,
};
use crate::web::{Pairs, Request};
use domain::{
    failure::Failure,
    merge::{Conflict, Merge, Values, merge},
    stores::Language,
    text::Flaw,
};
use std::collections::{BTreeMap, BTreeSet};

impl Snapshot {
    /// How often a field was changed. A switch that was turned there and back holds what an old page shows, and is not as it was.
    #[must_use]
    pub fn turned<T>(mut self, field: &Field<T>, times: i64) -> Self {
        self.changes.insert(field.name.to_owned(), times.to_string());
        self
    }

    /// Who changed a field last.
    #[must_use]
    pub fn changed_by<T>(mut self, field: &Field<T>, name: impl Into<String>) -> Self {
        self.by.insert(field.name.to_owned(), name.into());
        self
    }

    /// What a field holds.
    #[must_use]
    pub fn with<T>(self, field: &Field<T>, text: impl Into<String>) -> Self {
        self.with_all(field, [text.into()])
    }

    #[must_use]
    pub fn ticked(self, field: &Field<bool>, ticked: bool) -> Self {
        self.with_all(field, ticked.then(|| "1".to_owned()))
    }

    /// Which boxes of a set are ticked.
    #[must_use]
    pub fn with_all<T>(mut self, field: &Field<T>, values: impl IntoIterator<Item = String>) -> Self {
        self.values.insert(field.name.to_owned(), plain(values));
        self
    }
}

/// What a page says of a field in place of the field's own words.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) label: Option<Caption>,
    pub(super) hint: Option<String>,
    pub(super) tooltip: Option<String>,
    /// More of what is wrong with it.
    pub(super) detail: Option<String>,
    pub(super) options: Option<Vec<(String, String)>>,
    /// What it is called when it holds nothing.
    pub(super) nothing: Option<String>,
    /// What it shows while it holds nothing of its own.
    pub(super) inherited: Option<String>,
}

/// A form, to be shown or just read.
#[derive(Debug, Clone)]
pub struct Form {
    pub(super) fields: Fields,
    pub(super) language: Language,
    pub(super) values: Values,
    /// What came, of the names that came.
    pub(super) typed: Values,
    /// What is stored, as far as this page knows: what its reader's changes are changes of.
    pub(super) shown: Option<Snapshot>,
    /// What its page began with, as it came.
    pub(super) begun: Option<String>,
    changed: BTreeSet<&'static str>,
    flaws: Vec<(&'static str, Flaw)>,
    conflicts: Vec<Conflict<'static>>,
    locked: BTreeSet<&'static str>,
    absent: BTreeSet<&'static str>,
    /// It is to be shown again, and nothing is to be done: what was typed came back another way.
    draft: bool,
    /// What it is about is not as its page showed it.
    pub(super) is_late: bool,
    /// Whether it was saved since its page was made, and by whom.
    pub(super) since: Since,
    said: BTreeMap<&'static str, Said>,
    /// What a new password is not made of.
    pub(super) words: Vec<String>,
}

impl Form {
    /// An empty form, for what is not there yet.
    pub fn new(fields: Fields, request: &Request) -> Self {
        Self {
            fields,
            language: request.language,
            values: Values::new(),
            typed: Values::new(),
            shown: None,
            begun: None,
            changed: BTreeSet::new(),
            flaws: Vec::new(),
            conflicts: Vec::new(),
            locked: BTreeSet::new(),
            absent: BTreeSet::new(),
            draft: false,
            is_late: false,
            since: Since::default(),
            said: BTreeMap::new(),
            words: Self::words_of(fields, request),
        }
    }

    /// Its reader's.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A form that shows what is stored.
    pub fn of(fields: Fields, request: &Request, stored: Snapshot) -> Self {
        Self { values: stored.values.clone(), shown: Some(stored), ..Self::new(fields, request) }
    }

    /// What came back. Of names that the form does not have, nothing is read.
    pub fn read(fields: Fields, request: &Request) -> Self {
        Self::sent(fields, request, &request.form)
    }

    /// What a call sends of it.
    pub fn filled_in(fields: Fields, request: &Request, filled: Filled) -> Self {
        Self::sent(fields, request, &filled.into_pairs())
    }

    fn sent(fields: Fields, request: &Request, pairs: &Pairs) -> Self {
        let mut form = Self::new(fields, request);
        form.shown = pairs.get(SHOWN).and_then(Snapshot::read);
        form.begun = pairs.get(BEGUN).map(str::to_owned);
        form.draft = pairs.get(DRAFT).is_some();
        for spec in fields.iter().flat_map(|group| group.iter()) {
            let most = if matches!(spec.kind, Kind::Boxes(_)) { usize::MAX } else { 1 };
            let sent = plain(pairs.all(spec.name).take(most).map(str::to_owned));
            let is_sent = pairs.get(spec.name).is_some();
            if is_sent {
                form.typed.insert(spec.name.to_owned(), sent.clone());
            }
            let shown = form.shown.as_ref().and_then(|s| s.values.get(spec.name));
            let values = match shown {
                Some(shown) if !spec.kind.is_ticked() && !is_sent => shown.clone(),
                Some(_) | None => sent,
            };
            if !values.is_empty() {
                form.changed.insert(spec.name);
            }
            form.values.insert(spec.name.to_owned(), values);
        }
        form
    }

    /// Merges what came back into what is stored now. Fields that the reader left alone hold what is stored; where somebody else
    /// changed what he changed, he is told. From here on the page shows, and says that it shows, what is stored: whoever saves it
    /// again decides knowingly. Of newer stored values it may be asked once more.
    ///
    /// # Errors
    /// [`Failure::Malformed`] if the form does not say what its page showed: nobody can tell then what was changed.
    pub fn onto(mut self, stored: Snapshot) -> Result<Self, Failure> {
        let shown = self.shown.take().ok_or(Failure::Malformed)?;
        self.since.saved |= stored.revision != shown.revision;
        let mut open = Vec::new();
        for spec in self.specs().filter(|s| stored.values.contains_key(s.name) && !s.secret) {
            let typed = self.values.get(spec.name);
            if !self.is_locked(spec) && !self.absent.contains(spec.name) {
                let how = if matches!(spec.kind, Kind::Boxes(_)) {
                    Merge::Boxes
                } else if shown.changes.get(spec.name) != stored.changes.get(spec.name) {
                    Merge::Anew
                } else {
                    Merge::Whole
                };
                open.push((spec.name, how));
            } else if self.is_locked(spec) && shown.values.get(spec.name).is_some_and(|shown| Some(shown) != typed) {
                // It was his to change when the page was made.
                self.note(spec.name, Flaw::NotPermitted);
            }
        }
        let merged = merge(&shown.values, &self.values, &stored.values, open);
        for name in stored.values.keys() {
            self.changed.remove(name.as_str());
        }
        self.changed.extend(&merged.changed);
        for (name, value) in merged.values {
            if !merged.conflicts.iter().any(|c| c.field == name) {
                self.values.insert(name, value);
            }
        }
        self.conflicts = merged.conflicts;
        self.shown = Some(stored);
        Ok(self)
    }

    /// What somebody else made of a field meanwhile and what was typed cannot both hold, though this field itself was left alone.
    pub fn dispute(&mut self, field: &Spec) {
        let now = self.values.get(field.name).cloned().unwrap_or_default();
        self.conflicts.push(Conflict { field: field.name, now });
        let typed = self.typed.get(field.name).cloned();
        self.values.insert(field.name.to_owned(), typed.unwrap_or_default());
    }

    /// The form that the store refused because of a field. Every other failure is not the form's to tell.
    ///
    /// # Errors
    /// That failure.
    pub fn refused(mut self, failure: impl Into<Failure>) -> Result<Self, Failure> {
        let failure = failure.into();
        let Failure::Invalid(name, flaw) = failure else { return Err(failure) };
        self.note(name, flaw);
        Ok(self)
    }

    /// A field that this reader sees and cannot change: shown from the record, whatever is sent.
    #[must_use]
    pub fn lock(mut self, field: &Spec) -> Self {
        self.locked.insert(field.name);
        self
    }

    /// A field that this page does not have: it stays as it is stored, whatever is sent.
    #[must_use]
    pub fn without(mut self, field: &Spec) -> Self {
        self.absent.insert(field.name);
        self.changed.remove(field.name);
        self.values.remove(field.name);
        self
    }

    /// What a new form suggests.
    #[must_use]
    pub fn filled(mut self, field: &Spec, value: impl Into<String>) -> Self {
        self.values.insert(field.name.to_owned(), plain([value.into()]));
        self
    }

    #[must_use]
    pub fn labelled(mut self, field: &Spec, label: impl Into<Caption>) -> Self {
        self.said.entry(field.name).or_default().label = Some(label.into());
        self
    }

    #[must_use]
    pub fn hinted(mut self, field: &Spec, hint: impl Into<String>) -> Self {
        self.said.entry(field.name).or_default().hint = Some(hint.into());
        self
    }

    /// With more to say of what is wrong with a field.
    #[must_use]
    pub fn detailed(mut self, field: &Spec, detail: impl Into<String>) -> Self {
        self.said.entry(field.name).or_default().detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn explained(mut self, field: &Spec, tooltip: impl Into<String>) -> Self {
        self.said.entry(field.name).or_default().tooltip = Some(tooltip.into());
        self
    }

    /// A field that takes over a value while it holds none of its own: what that is called, and the value.
    #[must_use]
    pub fn inheriting(mut self, field: &Spec, called: impl Into<String>, value: impl Into<String>) -> Self {
        let said = self.said.entry(field.name).or_default();
        (said.nothing, said.inherited) = (Some(called.into()), Some(value.into()));
        self
    }

    /// The options of a choice, where they are data.
    #[must_use]
    pub fn offering(mut self, field: &Spec, options: Vec<(String, String)>) -> Self {
        self.said.entry(field.name).or_default().options = Some(options);
        self
    }

    /// What a field holds, read; `None` if it is not acceptable, which is remembered.
    pub fn get<T>(&mut self, field: &Field<T>) -> Option<T> {
        match (field.parse)(self.value(field)) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.flaw(field, flaw);
                None
            }
        }
    }

    /// As [`Form::get`], if the reader changed the field: what he left alone is not written.
    pub fn changed<T>(&mut self, field: &Field<T>) -> Option<T> {
        if self.has_changed(field) { self.get(field) } else { None }
    }

    /// The boxes of a set that are ticked.
    pub fn all<T: Ord>(&mut self, field: &Field<T>) -> Option<BTreeSet<T>> {
        match self.values(field).iter().map(|text| (field.parse)(text)).collect() {
            Ok(values) => Some(values),
            Err(flaw) => {
                self.flaw(field, flaw);
                None
            }
        }
    }

    pub fn has_changed(&self, field: &Spec) -> bool {
        self.changed.contains(field.name)
    }

    /// Whether a field holds anything: for what may be left empty.
    pub fn is_filled(&self, field: &Spec) -> bool {
        !self.values(field).is_empty()
    }

    /// What is shown in a field, as it was typed.
    pub fn value(&self, field: &Spec) -> &str {
        self.values(field).first().map(String::as_str).unwrap_or_default()
    }

    /// What came for a field, whatever is stored; `None` if its name did not come.
    pub fn typed(&self, field: &Spec) -> Option<&str> {
        self.typed.get(field.name).map(|values| values.first().map(String::as_str).unwrap_or_default())
    }

    pub(super) fn detail_of(&self, name: &str) -> Option<&str> {
        self.said.get(name).and_then(|said| said.detail.as_deref())
    }

    pub fn values(&self, field: &Spec) -> &[String] {
        self.values.get(field.name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Something is wrong with a field. The first that is found is told.
    pub fn flaw(&mut self, field: &Spec, flaw: Flaw) {
        self.note(field.name, flaw);
    }

    pub(super) fn note(&mut self, name: &'static str, flaw: Flaw) {
        if !self.flaws.iter().any(|(n, _)| *n == name) {
            self.flaws.push((name, flaw));
        }
    }

    pub fn flaw_of(&self, field: &Spec) -> Option<Flaw> {
        self.flaws.iter().find(|(name, _)| *name == field.name).map(|(_, flaw)| *flaw)
    }

    /// Whether all that was read so far can be saved.
    pub fn is_clean(&self) -> bool {
        self.flaws.is_empty() && self.conflicts.is_empty() && !self.draft && !self.is_late
    }

    /// The status of the page that shows this form.
    pub fn status(&self) -> u16 {
        match (self.conflicts.is_empty() && !self.is_late, self.flaws.is_empty() || self.draft) {
            (false, _) => 409,
            (true, false) => 422,
            (true, true) => 200,
        }
    }

    pub(super) fn specs(&self) -> impl Iterator<Item = &'static Spec> + use<> {
        self.fields.iter().flat_map(|group| group.iter()).copied()
    }

    pub(super) fn is_locked(&self, field: &Spec) -> bool {
        self.locked.contains(field.name)
    }

    pub(super) fn is_absent(&self, field: &Spec) -> bool {
        self.absent.contains(field.name)
    }

    pub(super) fn said(&self, field: &Spec) -> Said {
        self.said.get(field.name).cloned().unwrap_or_default()
    }

    pub(super) fn flaws(&self) -> &[(&'static str, Flaw)] {
        &self.flaws
    }

    pub(super) fn conflicts(&self) -> &[Conflict<'static>] {
        &self.conflicts
    }

    /// Who changed a field last, if that is known.
    pub(super) fn changed_by(&self, field: &Spec) -> Option<&str> {
        self.shown.as_ref()?.by.get(field.name).map(String::as_str)
    }
}
