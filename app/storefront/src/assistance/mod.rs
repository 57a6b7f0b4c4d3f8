//! Login as Customer, as the storefront sees it: entering, the banner, closing, and what is told at the end.

pub(crate) mod banner;
pub(crate) mod close;
mod ended;
mod enter;
pub(crate) mod guide;

use crate::Endpoint;
use ui::endpoint::{Act, InAVisit, open};

/// Where the end of a visit is told: until it was seen there, nothing else is shown.
pub const ENDED: &str = "/assistance/ended";

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        // The form is a page's of the back office, and a new visit may begin over a spent one.
        Endpoint::page("/assistance/begin", open(), InAVisit::Yes, enter::begin).assistance().after_an_end(),
        Endpoint::form("/assistance/arrive", open(), InAVisit::Yes, enter::FIELDS, enter::arrive)
            .assistance()
            .unstamped()
            .after_an_end()
            .from_office(),
        Endpoint::page(enter::ENTER, open(), InAVisit::Yes, enter::ask).assistance().after_an_end(),
        Endpoint::form(enter::ENTER, open(), InAVisit::Yes, enter::FIELDS, enter::redeem)
            .assistance()
            .unstamped()
            .after_an_end()
            .limited(Act::Enter),
        Endpoint::form("/assistance/close", open(), InAVisit::Yes, &[], close::close).assistance().when_silent(close::blindly),
        Endpoint::page(ENDED, open(), InAVisit::Yes, ended::show).assistance().after_an_end(),
        Endpoint::page(guide::PATH, open(), InAVisit::Yes, guide::show),
    ]
}
