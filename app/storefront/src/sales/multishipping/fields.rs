//! The form of all steps.

use super::{
    super::checkout::{BILL_TO, CART, PAYMENT_METHOD, method},
    Parcel,
};
use crate::cart::PRODUCT;
use domain::{
    address::AddressBook,
    cart::MOST_OF_ONE,
    ids::AddressId,
    money::Money,
    sales::methods::ShippingMethod,
    text::{Flaw, lines, whole},
};
use std::sync::LazyLock;
use ui::{
    form::{
        Field, Fields, Form, Group, Spec,
        address::{PERSON, PLACE},
    },
    t,
};

const SOME_ADDRESS: &str = "00000000000000000000000000000000";
/// In characters.
const LONGEST_NOTE: usize = 500;

fn address(text: &str) -> Result<AddressId, Flaw> {
    text.parse().map_err(|_| Flaw::NotAChoice)
}

/// What goes where: as many of each of these, in the same order, as there are rows. See [`super::addresses`].
pub(super) static PIECES: Field<u32> = Field::number("quantity", |l| t!(l, cart.quantity), |text| whole(text, 0, MOST_OF_ONE));
pub(super) static TO: Field<AddressId> =
    Field::choice("to", |l| t!(l, sales.multishipping.send_to), |_| Vec::new(), address).example(SOME_ADDRESS);
pub(super) static DO: Field<Do> = Field::button("do", |text| Ok(Do::read(text))).example("review");

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Do {
    /// The first page, as it was left.
    #[default]
    Addresses,
    Update,
    /// The row with this number.
    Remove(usize),
    /// A new address.
    Enter,
    Save,
    Shipping,
    Billing,
    Review,
    Place,
}

impl Do {
    fn read(text: &str) -> Self {
        match text {
            "update" => Self::Update,
            "new" => Self::Enter,
            "save" => Self::Save,
            "shipping" => Self::Shipping,
            "billing" => Self::Billing,
            "review" => Self::Review,
            "place" => Self::Place,
            other => other.strip_prefix("remove-").and_then(|n| n.parse().ok()).map_or(Self::Addresses, Self::Remove),
        }
    }
}

/// What is said of what goes to one address.
pub(super) struct OfParcel {
    pub(super) address: Field<AddressId>,
    pub(super) method: Field<ShippingMethod>,
    pub(super) note: Field<String>,
    /// What the page said that it costs.
    pub(super) total: Field<Option<Money>>,
}

/// Made once, for as long as the program runs.
pub(super) static OF_PARCELS: LazyLock<Vec<OfParcel>> = LazyLock::new(|| {
    let of = |n| OfParcel {
        address: Field::hidden(format!("address-{n}").leak(), address).example(SOME_ADDRESS),
        method: Field::choice(
            format!("shipping_method-{n}").leak(),
            |l| t!(l, sales.shipping_method_title),
            |_| Vec::new(),
            |text| method(text, ShippingMethod::from_code),
        )
        .example("flatrate"),
        note: Field::text_area(format!("note-{n}").leak(), |l| t!(l, sales.multishipping.note), note)
            .hint(|l| t!(l, sales.multishipping.note_hint))
            .optional(),
        total: Field::hidden(format!("total-{n}").leak(), |text| Ok(Money::from_coded(text))).example("USD 24.00"),
    };
    (0..AddressBook::MOST).map(of).collect()
});

fn note(text: &str) -> Result<String, Flaw> {
    if text.trim().is_empty() { Ok(String::new()) } else { lines(text, LONGEST_NOTE) }
}

static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    const ROWS: Group = &[&CART.spec, &PRODUCT.spec, &PIECES.spec, &TO.spec, &DO.spec];
    const BILL: Group = &[&BILL_TO.spec, &PAYMENT_METHOD.spec];
    let specs = |of: &'static OfParcel| [&of.address.spec, &of.method.spec, &of.note.spec, &of.total.spec];
    let of_parcels: Vec<&'static Spec> = OF_PARCELS.iter().flat_map(specs).collect();
    vec![ROWS, of_parcels.leak(), BILL, PERSON, PLACE].leak()
});

pub(in super::super) fn fields() -> Fields {
    *FIELDS
}

/// What was said of each address, where the fields of its parcel are by now; and of a new one, what most want.
pub(super) fn arranged(form: Form, parcels: &[Parcel]) -> Form {
    let said = OF_PARCELS.iter().filter(|of| form.is_filled(&of.address));
    let text = |spec: &Spec| form.value(spec).to_owned();
    let said = said.map(|of| (text(&of.address), [text(&of.method), text(&of.note), text(&of.total)]));
    let said: Vec<(String, [String; 3])> = said.collect();
    OF_PARCELS.iter().enumerate().fold(form, |form, (n, of)| {
        let parcel = parcels.get(n);
        let id = parcel.map(|parcel| parcel.id.to_string()).unwrap_or_default();
        let known = said.iter().find(|(address, _)| *address == id).map(|(_, said)| said.clone());
        let usual = || parcel.and_then(|parcel| parcel.offered.first()).map(|(first, _)| first.code().to_owned()).unwrap_or_default();
        let [method, note, total] = known.filter(|_| parcel.is_some()).unwrap_or_else(|| [usual(), String::new(), String::new()]);
        form.filled(&of.address, id).filled(&of.method, method).filled(&of.note, note).filled(&of.total, total)
    })
}
