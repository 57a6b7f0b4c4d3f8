//! What a grid can be narrowed by, as it stands in the address.

use super::asked;
use crate::{chart, form::Words, format, t, web::Request, words};
use domain::{list::Filter as Passes, text::Flaw};
use std::borrow::Cow;

/// What a grid can be narrowed by.
pub struct Filter {
    pub key: &'static str,
    pub label: Words,
    pub kind: FilterKind,
}

#[derive(Clone, Copy)]
pub enum FilterKind {
    Text,
    /// One of these: values and their labels.
    Choice(fn(&Request) -> Vec<(String, String)>),
    /// From a day to a day, both included, in the shop's time zone.
    Dates,
    /// Nobody types it: a link leads here with it, and it can be taken away. It stands as the page that has read it calls it.
    Led,
    /// The same of an hour, from when it begins.
    Hour,
    /// From a number to a number, both included, as they are read by this.
    Numbers(fn(&Request, &str) -> Option<i64>),
    /// One that the shop makes itself, by its key: what it is called, and a choice. Nothing, where there is none.
    Made(fn(&Request, &str) -> Option<Offer>),
}

/// What something is called, and values with their labels.
pub type Offer = (String, Vec<(String, String)>);

impl Filter {
    /// Its names in the address.
    pub(super) fn names(&self) -> Vec<String> {
        match self.kind {
            FilterKind::Text | FilterKind::Choice(_) | FilterKind::Made(_) | FilterKind::Led | FilterKind::Hour => {
                vec![self.key.to_owned()]
            }
            FilterKind::Dates | FilterKind::Numbers(_) => vec![self.from(), self.until()],
        }
    }

    pub(super) fn from(&self) -> String {
        format!("{}-from", self.key)
    }

    pub(super) fn until(&self) -> String {
        format!("{}-to", self.key)
    }

    /// What it is called; nothing, where the shop has made no such filter.
    pub(super) fn called(&self, request: &Request) -> Option<Cow<'static, str>> {
        match self.kind {
            FilterKind::Made(of) => of(request, self.key).map(|(label, _)| Cow::Owned(label)),
            FilterKind::Text | FilterKind::Choice(_) | FilterKind::Dates | FilterKind::Led | FilterKind::Hour | FilterKind::Numbers(_) => {
                Some(Cow::Borrowed((self.label)(request.language)))
            }
        }
    }

    /// What there is to choose, where it is a choice.
    pub(super) fn options(&self, request: &Request) -> Vec<(String, String)> {
        match self.kind {
            FilterKind::Choice(options) => options(request),
            FilterKind::Made(of) => of(request, self.key).map(|(_, options)| options).unwrap_or_default(),
            FilterKind::Text | FilterKind::Dates | FilterKind::Led | FilterKind::Hour | FilterKind::Numbers(_) => Vec::new(),
        }
    }

    /// Whether what the address holds under one of its names cannot be read.
    pub(super) fn is_unread(&self, request: &Request, name: &str) -> bool {
        asked(request, name).is_some_and(|text| match self.kind {
            FilterKind::Text | FilterKind::Led => false,
            FilterKind::Hour => chart::hour(&text).is_none(),
            FilterKind::Choice(_) | FilterKind::Made(_) => self.options(request).iter().all(|(offered, _)| *offered != text),
            FilterKind::Dates => format::day(request.time_zone(), &text).is_none() || self.is_reversed(request, name),
            FilterKind::Numbers(read) => read(request, &text).is_none() || self.is_reversed(request, name),
        })
    }

    /// Whether it cannot be read and has no field in which that is to be mended: it can be taken away, and is told for that.
    pub(super) fn is_stray(&self, request: &Request) -> bool {
        matches!(self.kind, FilterKind::Hour) && self.is_unread(request, self.key)
    }

    /// Whether this is the end of what ends before it begins: nothing would be found, as if there were nothing.
    fn is_reversed(&self, request: &Request, name: &str) -> bool {
        let ends = [self.from(), self.until()].map(|name| asked(request, &name));
        let [Some(from), Some(until)] = ends else { return false };
        name == self.until()
            && match self.kind {
                FilterKind::Dates => {
                    let day = |text: &str| format::day(request.time_zone(), text);
                    day(&from).zip(day(&until)).is_some_and(|((begin, _), (_, end))| end <= begin)
                }
                FilterKind::Numbers(read) => read(request, &from).zip(read(request, &until)).is_some_and(|(from, until)| until < from),
                FilterKind::Text | FilterKind::Choice(_) | FilterKind::Made(_) | FilterKind::Led | FilterKind::Hour => false,
            }
    }

    /// Why it cannot be read, in words.
    pub(super) fn flaw(&self, request: &Request, name: &str) -> Option<String> {
        let language = request.language;
        self.is_unread(request, name).then(|| match self.kind {
            FilterKind::Numbers(_) if self.is_reversed(request, name) => t!(language, common.table.numbers_reversed).to_owned(),
            FilterKind::Numbers(_) => t!(language, common.table.no_number).to_owned(),
            FilterKind::Dates if self.is_reversed(request, name) => words::flaw(language, Flaw::EndsBeforeItBegins),
            FilterKind::Dates => t!(language, common.table.no_day).to_owned(),
            FilterKind::Text | FilterKind::Choice(_) | FilterKind::Made(_) | FilterKind::Led | FilterKind::Hour => {
                words::flaw(language, Flaw::NotAChoice)
            }
        })
    }

    /// What it lets through, if it is set and can be read.
    pub(super) fn read(&self, request: &Request) -> Option<Passes> {
        match self.kind {
            FilterKind::Text | FilterKind::Choice(_) | FilterKind::Made(_) | FilterKind::Led => {
                asked(request, self.key).filter(|_| !self.is_unread(request, self.key)).map(Passes::Is)
            }
            FilterKind::Hour => {
                let (from, until) = chart::hour(&asked(request, self.key)?)?;
                Some(Passes::Between(Some(from), Some(until)))
            }
            FilterKind::Numbers(read) => {
                let number = |name: String| read(request, &asked(request, &name)?);
                let (from, until) = (number(self.from()), number(self.until()));
                (from.is_some() || until.is_some()).then_some(Passes::Numbers(from, until))
            }
            FilterKind::Dates => {
                let day = |name: String| format::day(request.time_zone(), &asked(request, &name)?);
                let (from, until) = (day(self.from()), day(self.until()));
                let is_set = from.is_some() || until.is_some();
                is_set.then(|| Passes::Between(from.map(|(begin, _)| begin), until.map(|(_, end)| end)))
            }
        }
    }
}
