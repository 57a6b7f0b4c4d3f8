use super::{narrowing::bit, *};
use proptest::prelude::*;
use uuid::Uuid;

pub(crate) fn attribute(n: u128, input: Input, choices: &[&str]) -> Attribute {
    let bare = Attribute {
        id: AttributeId::new(Uuid::from_u128(n)),
        slot: 0,
        code: format!("attribute_{n}"),
        input,
        label: Labelled::new(format!("Attribute {n}")),
        choices: Vec::new(),
        next: 0,
        position: 0,
        visible: true,
        navigation: true,
        search: true,
        revision: 1,
    };
    bare.with_choices(choices.iter().map(|label| Label::parse(label).unwrap())).unwrap()
}

#[test]
fn a_code_is_what_files_can_name_and_none_of_a_products_own() {
    let parsed = |text: &str| AttributeCode::parse(text).map(|code| code.as_str().to_owned());
    assert_eq!(parsed(" colour_2 "), Ok("colour_2".to_owned()));
    for wrong in ["Colour", "2nd", "_a", "dish washer", "größe", "a-b"] {
        assert_eq!(parsed(wrong), Err(Flaw::NotACode), "{wrong}");
    }
    assert_eq!(parsed("sku"), Err(Flaw::Taken));
    assert!(parsed(&"a".repeat(60)).is_ok());
    assert_eq!(parsed(&"a".repeat(61)), Err(Flaw::TooLong(60)));
    assert_eq!(parsed("status"), Err(Flaw::Taken));
    for column in crate::transfer::products::COLUMNS {
        assert_eq!(parsed(column.name), Err(Flaw::Taken), "{}", column.name);
    }
}

#[test]
fn what_a_product_says_is_told_in_the_order_of_the_options_and_in_the_words_of_a_view() {
    let view = StoreViewId::new(Uuid::from_u128(7));
    let mut colour = attribute(1, Input::MultipleSelect, &["Red", "Blue"]);
    colour.choices[1].label = colour.choices[1].label.with(Some(view), Some("Blau".to_owned()));
    let both = Value::Chosen([0, 1, 9].into());
    assert_eq!(colour.told(&both, None, ("Yes", "No")).as_deref(), Some("Red, Blue"));
    assert_eq!(colour.told(&both, Some(view), ("Ja", "Nein")).as_deref(), Some("Red, Blau"));
    assert_eq!(colour.said(&both, Some(view), ("Ja", "Nein")), ["Red", "Blau"]);
    colour.choices.reverse();
    assert_eq!(colour.told(&both, None, ("Yes", "No")).as_deref(), Some("Blue, Red"));
    assert_eq!(colour.kept(&both), Some(Value::Chosen([0, 1].into())), "what is gone is nobody's");
    assert_eq!(colour.kept(&Value::Chosen([9].into())), None);
    assert_eq!(colour.named("Blau").map(|choice| choice.number), Some(1));
    let safe = attribute(2, Input::YesNo, &[]);
    assert_eq!(safe.told(&Value::Chosen([NO].into()), None, ("Yes", "No")).as_deref(), Some("No"));
    let care = attribute(3, Input::Text, &[]);
    assert_eq!(care.told(&Value::Text(Labelled::default()), None, ("Yes", "No")), None);
    assert_eq!(care.told(&both, None, ("Yes", "No")), None, "it is said in another way");
}

#[test]
fn no_option_has_the_number_of_another_that_was() {
    let mut colour = attribute(1, Input::Dropdown, &["Red", "Blue"]);
    colour.choices.pop();
    let colour = colour.with_choices([Label::parse("Green").unwrap()]).unwrap();
    assert_eq!(colour.choices.iter().map(|choice| choice.number).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(colour.with_choices([Label::parse("Red").unwrap()]), Err(Flaw::Taken));
    let full = Attribute { next: MOST_CHOICES, ..colour };
    assert_eq!(full.with_choices([Label::parse("Grey").unwrap()]), Err(Flaw::TooMany(MOST_CHOICES)));
}

#[test]
fn options_are_typed_one_a_line_each_once() {
    let typed = labels(" Red \n\nBlue\nRed").unwrap();
    assert_eq!(typed.iter().map(Label::as_str).collect::<Vec<_>>(), ["Red", "Blue"]);
    assert_eq!(labels("\n"), Ok(Vec::new()));
}

#[test]
fn a_slot_is_free_again_once_there_is_no_other() {
    let at = |slot: u32| Attribute { slot, ..attribute(u128::from(slot), Input::Text, &[]) };
    assert_eq!(free_slot(&[]), Some(0));
    assert_eq!(free_slot(&[at(0), at(2)]), Some(3));
    assert_eq!(free_slot(&[at(0), at(99)]), Some(1));
    assert_eq!(free_slot(&(0..100).map(at).collect::<Vec<_>>()), None);
}

proptest! {
    /// As bits or as sets: a product that has one of those that are wanted is taken, whatever stands beside it.
    #[test]
    fn bits_say_what_sets_would(
        many in 1..200_usize,
        has in prop::collection::btree_set(0..200_u32, 0..8), wanted in prop::collection::btree_set(0..200_u32, 0..8),
    ) {
        let names: Vec<String> = (0..many).map(|n| format!("Option {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let all = [attribute(1, Input::YesNo, &[]), attribute(2, Input::Dropdown, &names), attribute(3, Input::YesNo, &[])];
        let narrows = Narrows::all(&all);
        let last = u32::try_from(many).unwrap();
        let (has, wanted): (BTreeSet<u32>, BTreeSet<u32>) =
            (has.into_iter().filter(|n| *n < last).collect(), wanted.into_iter().filter(|n| *n < last).collect());
        let own = words(&has);
        let mut fact = vec![bit(YES)];
        fact.extend((0..narrows[1].words).map(|word| own.get(&word).copied().unwrap_or_default()));
        fact.push(bit(NO));
        match narrows[1].picked(wanted.iter().copied()) {
            None => prop_assert!(wanted.is_empty()),
            Some(picked) => {
                prop_assert_eq!(picked.takes(&fact), has.intersection(&wanted).next().is_some());
                prop_assert_eq!(&picked.numbers, &wanted);
            }
        }
        let told = |narrows: &Narrows| {
            let mut told = BTreeSet::new();
            narrows.each(&fact, |number| {
                told.insert(number);
            });
            told
        };
        prop_assert_eq!(told(&narrows[1]), has);
        prop_assert_eq!((told(&narrows[0]), told(&narrows[2])), ([YES].into(), [NO].into()));
    }
}
