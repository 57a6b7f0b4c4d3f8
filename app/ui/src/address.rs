//! A postal address, as it stands on a letter.

use crate::{
    format,
    named::{isolated, named},
};
use domain::{address::Address, stores::Language};
use leptos::prelude::*;

/// A line a line, in the order of its country, and the phone number below.
pub fn written(language: Language, address: &Address) -> AnyView {
    let lines = address.lines(&format::country(language, address.country.code()));
    let lines = lines.into_iter().map(|line| view! { {named(&line)} <br /> }).collect_view();
    view! { <address>{lines} {address.phone.clone()}</address> }.into_any()
}

/// The same in one line where there is no markup.
pub fn in_a_line(language: Language, address: &Address) -> String {
    let lines = address.lines(&format::country(language, address.country.code()));
    lines.iter().map(|line| isolated(line)).collect::<Vec<_>>().join(", ")
}
