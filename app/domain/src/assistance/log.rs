//! What the Login as Customer Log is narrowed by. One rule decides for the pages of the log and for its stream: what is told of afterwards
//! is what a reload would show.

use super::Visit;
use crate::{
    access::Websites,
    list::{Filter, Query},
    text::Search,
    time::Moment,
};

/// The names of the filters.
pub const CUSTOMER: &str = "customer";
pub const ADMIN: &str = "admin_name";
pub const HOW: &str = "how";
pub const LOGGED_IN: &str = "logged_in";
/// Of [`HOW`]: those that have not ended.
pub const LIVE: &str = "live";

/// Which visits are wanted: all of it holds at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    customer: Search,
    staff: Search,
    /// [`LIVE`], or the code of a cause.
    how: Option<String>,
    /// From when on, and before when, they began.
    pub from: Option<Moment>,
    pub until: Option<Moment>,
    /// Of these websites alone.
    websites: Websites,
}

impl Wanted {
    pub fn of(query: &Query) -> Self {
        let text = |name| match query.filters.get(name) {
            Some(Filter::Is(text)) => text.as_str(),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => "",
        };
        let (from, until) = match query.filters.get(LOGGED_IN) {
            Some(Filter::Between(from, until)) => (*from, *until),
            Some(Filter::Is(_) | Filter::Numbers(..)) | None => (None, None),
        };
        let how = Some(text(HOW)).filter(|how| !how.is_empty()).map(str::to_owned);
        Self { customer: Search::of(text(CUSTOMER)), staff: Search::of(text(ADMIN)), how, from, until, websites: Websites::All }
    }

    /// What whoever is for these websites may know of.
    #[must_use]
    pub fn within(self, websites: &Websites) -> Self {
        Self { websites: websites.clone(), ..self }
    }

    /// Whether it lets every visit through.
    pub fn is_all(&self) -> bool {
        let is_any = |search: &Search| *search == Search::Everything;
        is_any(&self.customer)
            && is_any(&self.staff)
            && self.how.is_none()
            && self.from.is_none()
            && self.until.is_none()
            && self.websites == Websites::All
    }

    /// Whether a visit is wanted, as it stands.
    pub fn takes(&self, visit: &Visit) -> bool {
        let found = |search: &Search, texts: &[&str]| match search {
            Search::Everything => true,
            Search::Nothing => false,
            Search::Words(words) => words.match_row(texts.iter().copied()),
        };
        let how = visit.times.ended.map_or(LIVE, |cause| cause.code());
        let started = visit.times.started;
        visit.is_for(&self.websites)
            && found(&self.customer, &[&visit.customer_name, &visit.customer_email])
            && found(&self.staff, &[&visit.staff_name])
            && self.how.as_deref().is_none_or(|wanted| wanted == how)
            && self.from.is_none_or(|from| started >= from)
            && self.until.is_none_or(|until| started < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assistance::{EndCause, VisitTimes},
        ids::{CustomerId, StaffId, VisitId},
        list::{Cursor, Sort},
        text::Collation,
    };

    fn wanted(filters: &[(&'static str, Filter)]) -> Wanted {
        let (filters, sort) = (filters.iter().cloned().collect(), Sort { by: "age", down: true });
        Wanted::of(&Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First })
    }

    fn visit(ended: Option<EndCause>) -> Visit {
        let at = Moment::from_millis(1_000);
        Visit {
            id: VisitId::NOTHING,
            staff: StaffId::NOTHING,
            staff_name: "theo".to_owned(),
            customer: CustomerId::NOTHING,
            customer_name: "Ada Brandt".to_owned(),
            customer_email: "ada@example.com".to_owned(),
            website: crate::ids::WebsiteId::NOTHING,
            website_name: "Main Website".to_owned(),
            customer_website: crate::ids::WebsiteId::NOTHING,
            customer_group: crate::ids::CustomerGroupId::GENERAL,
            times: VisitTimes { started: at, seen: at, ended },
            ended_at: None,
        }
    }

    #[test]
    fn filters_of_the_log_combine_and_each_lets_through_what_it_says() {
        let is = |text: &str| Filter::Is(text.to_owned());
        let between =
            |from: Option<i64>, until: Option<i64>| Filter::Between(from.map(Moment::from_millis), until.map(Moment::from_millis));
        let (live, closed) = (visit(None), visit(Some(EndCause::Closed)));
        for (filters, takes_live, takes_closed) in [
            (vec![], true, true),
            (vec![(CUSTOMER, is("bran"))], true, true),
            (vec![(CUSTOMER, is("ADA@example"))], true, true),
            (vec![(CUSTOMER, is("ben"))], false, false),
            (vec![(CUSTOMER, is("?!"))], false, false),
            (vec![(ADMIN, is("th"))], true, true),
            (vec![(ADMIN, is("ada"))], false, false),
            (vec![(HOW, is(LIVE))], true, false),
            (vec![(HOW, is("closed"))], false, true),
            (vec![(LOGGED_IN, between(Some(1_000), Some(1_001)))], true, true),
            (vec![(LOGGED_IN, between(Some(1_001), None))], false, false),
            (vec![(LOGGED_IN, between(None, Some(1_000)))], false, false),
            (vec![(CUSTOMER, is("ada")), (HOW, is(LIVE))], true, false),
        ] {
            let wanted = wanted(&filters);
            assert_eq!((wanted.takes(&live), wanted.takes(&closed)), (takes_live, takes_closed), "{filters:?}");
            assert_eq!(wanted.is_all(), filters.is_empty());
        }
    }
}
