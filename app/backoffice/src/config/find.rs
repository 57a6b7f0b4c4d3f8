//! Settings by their words: those that the caller may open, by label, section, tab and path.

use super::{
    fields::{self, Asked},
    section::{address_in, widest},
};
use crate::search::Hit;
use domain::{
    config::{Scope, Section},
    text::Words,
};
use ui::{web::Request, words};

/// What these words are the beginnings of words of, as it is set in a scope; where none is asked for, in the widest one of the reader.
pub(crate) fn found(request: &Request, scope: Option<Scope>, wanted: &Words) -> impl Iterator<Item = Hit> {
    let scope = scope.unwrap_or_else(|| widest(request, Scope::Default));
    let sections = Section::ALL.iter().copied().filter(move |s| request.caller.holds(s.resource()));
    let settings = sections.flat_map(|section| fields::of(section).map(move |asked| (section, asked)));
    let found = settings.filter(move |(section, asked)| is_meant(request, *section, asked, wanted));
    // Where it cannot be set, it is shown where it can, to whoever comes there.
    let found = found.filter(move |(_, asked)| scope.admits(asked.declared.reach) || request.caller.is_everywhere());
    found.map(move |(section, asked)| told(request, section, scope, asked))
}

fn is_meant(request: &Request, section: Section, asked: &Asked, wanted: &Words) -> bool {
    let (language, setting) = (request.language, asked.declared.setting);
    let names = [words::setting(language, setting), words::section(language, section), words::tab(language, section.tab())];
    // A code is a word for each of its parts.
    let path = asked.declared.path.replace(['/', '_'], " ");
    wanted.match_row(names.into_iter().chain([path.as_str()]))
}

fn told(request: &Request, section: Section, scope: Scope, asked: &Asked) -> Hit {
    let language = request.language;
    let name = words::setting(language, asked.declared.setting);
    let place = format!("{} › {}", words::tab(language, section.tab()), words::section(language, section));
    // Of several that are called the same their headings tell which is which.
    let is_one_of_several = fields::of(section).filter(|a| words::setting(language, a.declared.setting) == name).count() > 1;
    let note = if is_one_of_several { format!("{place} › {}", words::group(language, asked.declared.group())) } else { place };
    Hit {
        name: name.to_owned(),
        note,
        href: format!(
            "{}#{}",
            address_in(section, if scope.admits(asked.declared.reach) { scope } else { Scope::Default }),
            asked.declared.name()
        ),
    }
}
