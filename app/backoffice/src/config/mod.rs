//! Stores > Settings > Configuration. The page is made from the declared settings; nothing here names one of them, but
//! for its words.

#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
pub mod section;
pub mod system_value;

#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<crate::Endpoint> {
    use crate::Endpoint;
    use domain::config::Section;
    use ui::endpoint::{InAVisit, section as of, staff};
    let first = Endpoint::page("/admin/config", staff(), InAVisit::No, section::first);
    let sections = Section::ALL.into_iter().flat_map(|section| {
        let path = section::path(section);
        [
            Endpoint::page(path.clone(), of(section), InAVisit::No, section::show),
            Endpoint::form(path, of(section), InAVisit::No, fields::form_of(section), section::save),
        ]
    });
    std::iter::once(first).chain(sections).collect()
}
