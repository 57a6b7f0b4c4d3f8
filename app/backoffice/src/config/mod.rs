//! Stores > Settings > Configuration. The page is made from the declared settings; nothing here names one of them, but
//! for its words.

#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod find;
pub mod open_section;
#[cfg(feature = "ssr")]
pub mod section;

#[cfg(feature = "ssr")]
pub(crate) use find::found;

#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<crate::Endpoint> {
    use crate::Endpoint;
    use domain::config::{Scope, Section};
    use open_section::{ConfigAffects, SaveConfig};
    use ui::{
        endpoint::{InAVisit, section as of, staff},
        form::saving::Filled,
    };
    let sections = Section::ALL.iter().copied().flat_map(|section| {
        let path = section::path(section);
        [
            Endpoint::page(path.clone(), of(section), InAVisit::No, section::show),
            Endpoint::form(path, of(section), InAVisit::No, fields::form_of(section), section::save),
        ]
    });
    // Which section a call is about it says itself, and asks for the right to that.
    let others = [
        Endpoint::page("/admin/config", staff(), InAVisit::No, section::first),
        Endpoint::call(staff(), InAVisit::No, &SaveConfig { section: Section::General, scope: Scope::Default, filled: Filled::example() }),
        Endpoint::call(
            staff(),
            InAVisit::No,
            &ConfigAffects { section: Section::General, scope: Scope::Default, filled: Filled::example() },
        ),
    ];
    others.into_iter().chain(sections).collect()
}
