//! What products may say of attributes, whoever changes it.

use super::{Attribute, Input, Label, Labelled, Value, Values};
use crate::{
    ids::StoreViewId,
    text::{Flaw, optional_line},
};

impl Attribute {
    /// Whether a product may say this of it: options that there are, of a dropdown one; or a text.
    fn takes(&self, value: &Value) -> bool {
        match value {
            Value::Text(text) => {
                let is_line = |text: &String| optional_line(text, Label::LONGEST).is_ok_and(|line| line == *text);
                self.input == Input::Text && is_line(&text.all) && text.own.values().all(is_line)
            }
            Value::Chosen(numbers) => {
                let known = self.numbers();
                (self.input == Input::MultipleSelect || numbers.len() <= 1) && numbers.iter().all(|number| known.contains(number))
            }
        }
    }
}

fn text(value: Option<&Value>) -> Labelled {
    match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Chosen(_)) | None => Labelled::default(),
    }
}

/// What a product says that said this, and is to say that: for all, or in a view, which has texts of its own and nothing else. What it says of
/// attributes that are gone stays, and so does whatever is to be as it was.
///
/// # Errors
/// [`Flaw::NotAChoice`]: that cannot be said of an attribute.
pub fn said(attributes: &[Attribute], was: &Values, wanted: &Values, view: Option<StoreViewId>) -> Result<Values, Flaw> {
    let mut next = was.clone();
    for of in attributes {
        let (before, after) = (was.get(&of.id), wanted.get(&of.id));
        if before == after || (view.is_some() && of.input != Input::Text) {
            continue;
        }
        let after = match view {
            None => after.cloned(),
            Some(view) => Some(Value::Text(text(before).with(Some(view), text(after).own.get(&view).cloned()))),
        };
        if after.as_ref().is_some_and(|value| !of.takes(value)) {
            return Err(Flaw::NotAChoice);
        }
        match after.and_then(|value| of.kept(&value)) {
            Some(value) => drop(next.insert(of.id, value)),
            None => drop(next.remove(&of.id)),
        }
    }
    Ok(next)
}

/// The same of what is set of many: for all, where a view says something of its own in place of a text that stays.
///
/// # Errors
/// As [`said`], or there is no such attribute.
pub fn with_set(attributes: &[Attribute], was: &Values, set: &Values) -> Result<Values, Flaw> {
    let mut wanted = was.clone();
    for (id, value) in set {
        if attributes.iter().all(|of| of.id != *id) {
            return Err(Flaw::NotAChoice);
        }
        let value = match value {
            Value::Text(said) => Value::Text(text(was.get(id)).with(None, Some(said.all.clone()))),
            Value::Chosen(_) => value.clone(),
        };
        wanted.insert(*id, value);
    }
    said(attributes, was, &wanted, None)
}

#[cfg(test)]
mod tests {
    use super::{super::tests::attribute, *};
    use crate::ids::AttributeId;
    use uuid::Uuid;

    const GERMAN: StoreViewId = StoreViewId::new(Uuid::from_u128(7));

    fn of(n: u128) -> AttributeId {
        AttributeId::new(Uuid::from_u128(n))
    }

    fn chosen(numbers: &[u32]) -> Value {
        Value::Chosen(numbers.iter().copied().collect())
    }

    fn care(all: &str, german: &str) -> Value {
        Value::Text(Labelled::new(all).with(Some(GERMAN), Some(german.to_owned()).filter(|text| !text.is_empty())))
    }

    fn all() -> [Attribute; 3] {
        [
            attribute(1, Input::Dropdown, &["Red", "Blue"]),
            attribute(2, Input::MultipleSelect, &["Clay", "Steel"]),
            attribute(3, Input::Text, &[]),
        ]
    }

    #[test]
    fn nothing_is_said_that_an_attribute_cannot_have() {
        let was = Values::from([(of(1), chosen(&[0])), (of(3), care("Wash", "Waschen")), (of(9), chosen(&[5]))]);
        for (attribute, wrong) in [
            (of(1), chosen(&[0, 1])),
            (of(1), chosen(&[2])),
            (of(1), care("Red", "")),
            (of(2), chosen(&[0, 7])),
            (of(3), chosen(&[0])),
            (of(3), care("two\nlines", "")),
            (of(3), care("", &"x".repeat(256))),
        ] {
            let wanted: Values = was.clone().into_iter().chain([(attribute, wrong)]).collect();
            assert_eq!(said(&all(), &was, &wanted, None), Err(Flaw::NotAChoice), "{wanted:?}");
        }
        let wanted = Values::from([(of(1), chosen(&[1])), (of(2), chosen(&[0, 1])), (of(8), chosen(&[0]))]);
        let expected = Values::from([(of(1), chosen(&[1])), (of(2), chosen(&[0, 1])), (of(9), chosen(&[5]))]);
        assert_eq!(said(&all(), &was, &wanted, None), Ok(expected), "what is gone stays, and nothing is said of what never was");
        // An option that is gone is no matter, as long as it is left alone.
        let old = Values::from([(of(1), chosen(&[7]))]);
        assert_eq!(said(&all(), &old, &old, None), Ok(old.clone()));
        assert_eq!(said(&all(), &old, &Values::new(), None), Ok(Values::new()));
    }

    #[test]
    fn a_view_has_texts_of_its_own_and_changes_nothing_else() {
        let was = Values::from([(of(1), chosen(&[0])), (of(3), care("Wash", ""))]);
        let wanted = Values::from([(of(1), chosen(&[1])), (of(2), chosen(&[0])), (of(3), care("Burn", "Waschen"))]);
        let expected = Values::from([(of(1), chosen(&[0])), (of(3), care("Wash", "Waschen"))]);
        assert_eq!(said(&all(), &was, &wanted, Some(GERMAN)), Ok(expected.clone()));
        let nothing = Values::from([(of(3), care("Wash", ""))]);
        assert_eq!(said(&all(), &expected, &nothing, Some(GERMAN)), Ok(was));
    }

    #[test]
    fn what_is_set_of_many_takes_the_place_of_what_stands_for_all() {
        let was = Values::from([(of(1), chosen(&[0])), (of(2), chosen(&[0])), (of(3), care("Wash", "Waschen"))]);
        let set = Values::from([(of(1), chosen(&[1])), (of(2), chosen(&[])), (of(3), care("Wipe", ""))]);
        let expected = Values::from([(of(1), chosen(&[1])), (of(3), care("Wipe", "Waschen"))]);
        assert_eq!(with_set(&all(), &was, &set), Ok(expected));
        assert_eq!(with_set(&all(), &was, &Values::new()), Ok(was.clone()));
        assert_eq!(with_set(&all(), &was, &Values::from([(of(9), chosen(&[0]))])), Err(Flaw::NotAChoice));
    }
}
