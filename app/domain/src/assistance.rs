//! Login as Customer: the gate, the limits, and how a visit ends.
//!
//! [`gate`] is the only place that decides whether a staff member may start a visit, enter it, or go on with it. It is a
//! function of facts, so every combination can be tested, and it is asked at each of the three phases with facts read
//! at that moment.

pub mod log;

use crate::{
    access::Websites,
    ids::{CustomerGroupId, CustomerId, StaffId, StoreViewId, VisitId, WebsiteId},
    stores::{Served, Shop},
    time::Moment,
};
use std::{sync::Arc, time::Duration};

/// How long a hand-off token can be redeemed.
pub const HANDOFF_LIFETIME: Duration = Duration::from_secs(30);
/// A visit ends after this long without a request, and after this long whatever happens.
pub const VISIT_IDLE: Duration = Duration::from_secs(15 * 60);
pub const VISIT_ABSOLUTE: Duration = Duration::from_secs(60 * 60);
/// The time of the last request is written at most this often, unless something is written anyway.
pub const SEEN_EVERY: Duration = Duration::from_secs(30);

/// The staff member's own session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffSession {
    Live,
    SignedOut,
    TimedOut,
}

/// What is true at this moment of the staff member, the customer and the feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub feature_enabled: bool,
    pub staff_session: StaffSession,
    pub staff_active: bool,
    /// Holds "Allow Login as Customer".
    pub staff_holds_right: bool,
    /// `None`: there is no such customer, or none that this staff member may know of. The two are told apart nowhere.
    pub customer: Option<CustomerFacts>,
    /// The store that the visit is for is there, and open.
    pub store_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerFacts {
    pub active: bool,
    pub consents: bool,
}

/// What is known of a hand-off token that was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handoff {
    pub expires: Moment,
    /// Redeemed before, or made void by a later start of the same staff member.
    pub spent: bool,
    /// The browser that presents it is the one that asked for it.
    pub same_browser: bool,
}

/// What is known of a visit that a request belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitTimes {
    pub started: Moment,
    pub seen: Moment,
    pub ended: Option<EndCause>,
}

/// The three moments at which the gate is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Start,
    Redeem(Handoff),
    Request(VisitTimes),
}

/// Why the gate says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Refusal {
    FeatureDisabled,
    StaffSignedOut,
    StaffTimedOut,
    StaffInactive,
    RightMissing,
    CustomerNotFound,
    CustomerInactive,
    ConsentMissing,
    /// The store that was chosen is not there, or serves nobody.
    StoreClosed,
    TokenSpent,
    TokenLate,
    OtherBrowser,
    Idle,
    Expired,
    Ended(EndCause),
}

impl Refusal {
    /// What is recorded: the variant's own name, which is therefore never changed.
    pub const fn code(self) -> &'static str {
        if let Self::Ended(cause) = self { cause.code() } else { self.into_str() }
    }

    /// The end that this refusal brings to a visit that was going on.
    pub const fn ends_with(self) -> EndCause {
        match self {
            Self::FeatureDisabled => EndCause::FeatureDisabled,
            Self::StaffSignedOut => EndCause::StaffSignedOut,
            Self::StaffTimedOut => EndCause::StaffTimedOut,
            Self::StaffInactive => EndCause::StaffDeactivated,
            Self::RightMissing => EndCause::RightLost,
            Self::CustomerNotFound => EndCause::CustomerDeleted,
            Self::CustomerInactive => EndCause::CustomerDeactivated,
            Self::ConsentMissing => EndCause::ConsentWithdrawn,
            Self::StoreClosed => EndCause::StoreClosed,
            Self::TokenSpent | Self::TokenLate | Self::OtherBrowser => EndCause::Alarm,
            Self::Idle => EndCause::Idle,
            Self::Expired => EndCause::Expired,
            Self::Ended(cause) => cause,
        }
    }
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum EndCause {
    /// Close Session.
    Closed,
    Idle,
    Expired,
    /// The same staff member began another visit.
    Replaced,
    StaffSignedOut,
    StaffTimedOut,
    StaffDeactivated,
    RightLost,
    ConsentWithdrawn,
    CustomerDeactivated,
    CustomerDeleted,
    FeatureDisabled,
    /// Its website was deleted, or none of its views is enabled any more.
    StoreClosed,
    /// Its spent token was presented again from elsewhere.
    Alarm,
    /// The customer ended it.
    ByCustomer,
}

impl EndCause {
    pub const ALL: [Self; 15] = [
        Self::Closed,
        Self::Idle,
        Self::Expired,
        Self::Replaced,
        Self::StaffSignedOut,
        Self::StaffTimedOut,
        Self::StaffDeactivated,
        Self::RightLost,
        Self::ConsentWithdrawn,
        Self::CustomerDeactivated,
        Self::CustomerDeleted,
        Self::FeatureDisabled,
        Self::StoreClosed,
        Self::Alarm,
        Self::ByCustomer,
    ];

    /// What is recorded: the variant's own name, which is therefore never changed.
    pub const fn code(self) -> &'static str {
        self.into_str()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// May this staff member start, enter, or go on with a visit to this customer?
///
/// # Errors
/// The first [`Refusal`] that applies. What is wrong with the visit or the token itself comes first, then what ends
/// every visit at once, then the staff member, then the customer: whoever may not ask learns nothing of the customer.
pub fn gate(phase: Phase, now: Moment, facts: &Facts) -> Result<(), Refusal> {
    match phase {
        Phase::Start => {}
        Phase::Redeem(handoff) => {
            if handoff.spent {
                return Err(Refusal::TokenSpent);
            }
            if !handoff.same_browser {
                return Err(Refusal::OtherBrowser);
            }
            if now >= handoff.expires {
                return Err(Refusal::TokenLate);
            }
        }
        Phase::Request(visit) => {
            if let Some(cause) = visit.ended {
                return Err(Refusal::Ended(cause));
            }
            if now.since(visit.started) >= VISIT_ABSOLUTE {
                return Err(Refusal::Expired);
            }
            if now.since(visit.seen) >= VISIT_IDLE {
                return Err(Refusal::Idle);
            }
        }
    }
    if !facts.feature_enabled {
        return Err(Refusal::FeatureDisabled);
    }
    if !facts.staff_active {
        return Err(Refusal::StaffInactive);
    }
    match facts.staff_session {
        StaffSession::Live => {}
        StaffSession::SignedOut => return Err(Refusal::StaffSignedOut),
        StaffSession::TimedOut => return Err(Refusal::StaffTimedOut),
    }
    if !facts.staff_holds_right {
        return Err(Refusal::RightMissing);
    }
    let customer = facts.customer.ok_or(Refusal::CustomerNotFound)?;
    if !customer.active {
        return Err(Refusal::CustomerInactive);
    }
    if !customer.consents {
        return Err(Refusal::ConsentMissing);
    }
    if facts.store_open { Ok(()) } else { Err(Refusal::StoreClosed) }
}

/// The store view that a start leads to: with Manual Selection the one that was chosen. Else, where accounts are by website, the view in
/// which the customer registered, or the default one of that website; where they are shared the shop's default view, and for whoever is
/// not for that the customer's own. `None`: none was chosen, it serves nobody, or the account is none of its website.
pub fn target<'a>(
    shop: &'a Shop,
    staff: &Websites,
    registered: (WebsiteId, StoreViewId),
    chosen: Option<StoreViewId>,
) -> Option<&'a Arc<Served>> {
    let (website, view) = registered;
    let shared = shop.config.shares_accounts();
    if shop.config.chooses_store() {
        return chosen.and_then(|id| shop.view(id)).filter(|view| shared || view.website == website);
    }
    let default = Some(shop.default_view()).filter(|view| shared && staff.allows(view.website));
    let of_website = || shop.stores.website(website).and_then(|w| shop.stores.default_view_in(w)).and_then(|v| shop.view(v.id));
    default.or_else(|| shop.view(view).filter(|view| view.website == website)).or_else(of_website)
}

/// A visit, as lists and the banner show it. The names are those of the moment at which it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub id: VisitId,
    pub staff: StaffId,
    pub staff_name: String,
    pub customer: CustomerId,
    pub customer_name: String,
    pub customer_email: String,
    /// The website that it was opened for, and within which it stays.
    pub website: WebsiteId,
    pub website_name: String,
    /// Where the customer registered.
    pub customer_website: WebsiteId,
    /// Which prices the customer has now.
    pub customer_group: CustomerGroupId,
    pub times: VisitTimes,
    /// When it ended, if it has.
    pub ended_at: Option<Moment>,
}

impl Visit {
    /// Whether whoever is for these websites may know of it: of where it is, and of the customer.
    pub fn is_for(&self, websites: &Websites) -> bool {
        websites.allows(self.website) && websites.allows(self.customer_website)
    }

    /// The moment at which it ends by itself if nothing happens any more.
    pub fn until(&self) -> Moment {
        self.times.started.plus(VISIT_ABSOLUTE).min(self.times.seen.plus(VISIT_IDLE))
    }

    /// Whether nothing that happens makes it any longer.
    pub fn is_at_its_longest(&self) -> bool {
        self.until() == self.times.started.plus(VISIT_ABSOLUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const NOW: Moment = Moment::from_millis(10_000_000_000);

    fn before(by: Duration) -> Moment {
        Moment::from_millis(NOW.millis() - i64::try_from(by.as_millis()).unwrap())
    }

    fn every_phase() -> Vec<Phase> {
        let mut phases = vec![Phase::Start];
        for spent in [false, true] {
            for same_browser in [false, true] {
                for expires in [NOW, NOW.plus(Duration::from_millis(1))] {
                    phases.push(Phase::Redeem(Handoff { expires, spent, same_browser }));
                }
            }
        }
        let ends = EndCause::ALL.into_iter().map(Some).chain([None]);
        for ended in ends {
            for age in [Duration::ZERO, VISIT_ABSOLUTE - Duration::from_millis(1), VISIT_ABSOLUTE] {
                for idle in [Duration::ZERO, VISIT_IDLE - Duration::from_millis(1), VISIT_IDLE] {
                    phases.push(Phase::Request(VisitTimes { started: before(age), seen: before(idle), ended }));
                }
            }
        }
        phases
    }

    fn every_fact() -> Vec<Facts> {
        let mut all = Vec::new();
        let both = [false, true];
        for feature_enabled in both {
            for staff_session in [StaffSession::Live, StaffSession::SignedOut, StaffSession::TimedOut] {
                for staff_active in both {
                    for staff_holds_right in both {
                        let customers = both.into_iter().flat_map(|active| both.map(|consents| Some(CustomerFacts { active, consents })));
                        for customer in customers.chain([None]) {
                            for store_open in both {
                                all.push(Facts { feature_enabled, staff_session, staff_active, staff_holds_right, customer, store_open });
                            }
                        }
                    }
                }
            }
        }
        all
    }

    #[test]
    fn the_gate_opens_only_when_every_fact_is_right_in_every_phase() {
        let mut opened = 0;
        for phase in every_phase() {
            for facts in every_fact() {
                let phase_is_right = match phase {
                    Phase::Start => true,
                    Phase::Redeem(h) => !h.spent && h.same_browser && NOW < h.expires,
                    Phase::Request(v) => v.ended.is_none() && NOW.since(v.started) < VISIT_ABSOLUTE && NOW.since(v.seen) < VISIT_IDLE,
                };
                let all_right = phase_is_right
                    && facts.feature_enabled
                    && facts.staff_active
                    && facts.staff_session == StaffSession::Live
                    && facts.staff_holds_right
                    && facts.customer.is_some_and(|c| c.active && c.consents)
                    && facts.store_open;
                assert_eq!(gate(phase, NOW, &facts).is_ok(), all_right, "{phase:?} {facts:?}");
                opened += usize::from(all_right);
            }
        }
        assert_eq!(opened, 1 + 1 + 4);
    }

    #[test]
    fn whoever_may_not_ask_learns_nothing_of_the_customer() {
        for phase in every_phase() {
            for facts in every_fact() {
                let others =
                    every_fact().into_iter().filter(|f| Facts { customer: facts.customer, store_open: facts.store_open, ..*f } == facts);
                if !(facts.staff_active && facts.staff_holds_right && facts.staff_session == StaffSession::Live) {
                    let answers: BTreeSet<_> = others.map(|f| gate(phase, NOW, &f).err().map(Refusal::code)).collect();
                    assert_eq!(answers.len(), 1, "{phase:?} {facts:?}");
                }
            }
        }
    }

    #[test]
    fn a_visit_that_ended_stays_ended_for_the_reason_it_ended() {
        for cause in EndCause::ALL {
            for facts in every_fact() {
                let visit = VisitTimes { started: NOW, seen: NOW, ended: Some(cause) };
                assert_eq!(gate(Phase::Request(visit), NOW, &facts), Err(Refusal::Ended(cause)));
            }
            assert_eq!(EndCause::from_code(cause.code()), Some(cause));
        }
    }
}
