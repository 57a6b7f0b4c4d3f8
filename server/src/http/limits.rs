//! How often anybody may do what an endpoint's row says that it does: in one place, by network and by account. Past it the answer is 429 at
//! once, the same whoever is asked for, and nothing was looked at.
//!
//! Each is counted as the generic cell rate algorithm counts: some at once, then one each time. Who is counted is kept in a memory of fixed
//! size, from which the one that came longest ago goes. Offices and machines of the shop's own can be left out (`unlimited`). Guessing at one
//! account is another matter, which holds for all instances: see `domain::lockout`.

use crate::clock::Clock;
use domain::{caller::NOBODY, ids::IdentityId, network};
use governor::{Quota, RateLimiter, clock::Clock as Ticking, middleware::NoOpMiddleware, nanos::Nanos, state::StateStore};
use ipnet::IpNet;
use quick_cache::sync::Cache;
use std::{
    convert::Infallible,
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use ui::endpoint::Act;

/// How many are counted of each act: a few megabytes in all.
const COUNTED: usize = 20_000;

/// So many at once, then one in each so many milliseconds. What costs a hash, makes something or may guess something is bound tightly; the
/// rest only so that no one keeps the others waiting.
const fn quota(act: Act) -> (u32, u64) {
    match act {
        Act::StaffSignIn => (30, 4_000),
        Act::CustomerSignIn => (20, 6_000),
        Act::Registration => (10, 180_000),
        Act::PasswordReset => (10, 60_000),
        Act::GuestOrder => (10, 20_000),
        Act::Start | Act::Enter | Act::OwnPassword => (30, 2_000),
        Act::Checkout => (60, 1_000),
        Act::Search => (60, 500),
        Act::Narrow => (120, 250),
        Act::Call => (300, 50),
        Act::Stream => (120, 250),
    }
}

/// Whether it is counted by account alone. What one does with his own password nobody does who is not signed in, and nobody else behind his
/// address keeps him from it: not his colleagues, nor whoever is a guest there.
const fn is_his_alone(act: Act) -> bool {
    matches!(act, Act::OwnPassword)
}

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Network(IpAddr),
    Account(IdentityId),
}

type Limiter = RateLimiter<Who, States, Ticks, NoOpMiddleware<Nanos>>;

pub struct Limits {
    limiters: Vec<(Act, Limiter)>,
    unlimited: Vec<IpNet>,
    clock: Clock,
}

impl Limits {
    pub fn new(unlimited: Vec<IpNet>, clock: &Clock) -> Self {
        let limiter = |act| {
            let (at_once, each) = quota(act);
            let quota = Quota::with_period(Duration::from_millis(each))?.allow_burst(NonZeroU32::new(at_once)?);
            Some((act, RateLimiter::new(quota, States(Cache::new(COUNTED)), Ticks(clock.clone()))))
        };
        Self { limiters: Act::ALL.iter().copied().filter_map(limiter).collect(), unlimited, clock: clock.clone() }
    }

    /// Whether whoever asks from there, signed in or not, is counted at all.
    pub fn counts(&self, address: IpAddr) -> bool {
        !self.unlimited.iter().any(|network| network.contains(&address))
    }

    /// Counts that somebody does this. Where nobody is connected there is nobody to count.
    ///
    /// # Errors
    /// Too often: it may be done again after so many seconds.
    pub fn count(&self, act: Act, address: Option<IpAddr>, identity: IdentityId) -> Result<(), u32> {
        let Some(address) = address.filter(|address| self.counts(*address)) else { return Ok(()) };
        let Some((_, limiter)) = self.limiters.iter().find(|(of, _)| *of == act) else { return Ok(()) };
        let account = (identity != NOBODY).then_some(Who::Account(identity));
        let network = (!is_his_alone(act)).then(|| Who::Network(network::of(address)));
        for who in network.into_iter().chain(account) {
            limiter.check_key(&who).map_err(|not_until| {
                let wait = not_until.wait_time_from(Ticks(self.clock.clone()).now());
                u32::try_from(wait.as_secs().saturating_add(1)).unwrap_or(u32::MAX)
            })?;
        }
        Ok(())
    }
}

/// The program's clock, as the limits read it.
#[derive(Clone)]
struct Ticks(Clock);

impl Ticking for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        u64::try_from(self.0.now().millis()).unwrap_or_default().saturating_mul(1_000_000).into()
    }
}

/// How far each has come: nought, if he has done nothing lately.
struct States(Cache<Who, Arc<AtomicU64>>);

impl StateStore for States {
    type Key = Who;

    fn measure_and_replace<T, F, E>(&self, who: &Who, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let state = self.0.get_or_insert_with(who, || Ok::<_, Infallible>(Arc::default()));
        let state = state.unwrap_or_else(|never| match never {});
        let mut before = state.load(Ordering::Acquire);
        loop {
            let (answer, after) = measure((before != 0).then(|| before.into()))?;
            match state.compare_exchange_weak(before, after.as_u64(), Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return Ok(answer),
                Err(now) => before = now,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Moment;
    use std::sync::atomic::AtomicI64;

    fn limits(unlimited: &[&str]) -> (Limits, Arc<AtomicI64>) {
        let now = Arc::new(AtomicI64::new(1_000_000));
        let clock = {
            let now = Arc::clone(&now);
            Clock::new(move || Moment::from_millis(now.load(Ordering::SeqCst)))
        };
        (Limits::new(unlimited.iter().map(|network| network.parse().unwrap()).collect(), &clock), now)
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    /// How often it is let through.
    fn goes(limits: &Limits, act: Act, from: impl Fn(u128) -> Option<IpAddr>, identity: impl Fn(u128) -> IdentityId) -> usize {
        (0..500_u128).filter(|n| limits.count(act, from(*n), identity(*n)).is_ok()).count()
    }

    #[test]
    fn so_many_at_once_and_then_one_each_time_and_the_wait_is_told() {
        let (limits, now) = limits(&[]);
        let here = |_| address("203.0.113.9");
        assert_eq!(goes(&limits, Act::CustomerSignIn, here, |_| NOBODY), 20);
        let wait = limits.count(Act::CustomerSignIn, here(0), NOBODY).unwrap_err();
        assert!((6..=7).contains(&wait), "{wait}");
        now.fetch_add(6_000, Ordering::SeqCst);
        assert_eq!(goes(&limits, Act::CustomerSignIn, here, |_| NOBODY), 1);
        assert_eq!(goes(&limits, Act::StaffSignIn, here, |_| NOBODY), 30, "another act is counted by itself");
        assert_eq!(goes(&limits, Act::CustomerSignIn, |_| address("203.0.113.10"), |_| NOBODY), 20, "and so is somebody else");
    }

    #[test]
    fn an_ipv6_subscriber_is_counted_once_however_many_addresses_he_takes() {
        let (limits, _) = limits(&[]);
        let own = |n: u128| Some(IpAddr::V6(std::net::Ipv6Addr::from_bits((0x2001_0db8_0001_0002_u128 << 64) + n)));
        assert_eq!(goes(&limits, Act::Registration, own, |_| NOBODY), 10);
    }

    #[test]
    fn an_account_is_counted_from_wherever_it_asks() {
        let (limits, _) = limits(&[]);
        let anywhere = |n: u128| Some(IpAddr::V4(std::net::Ipv4Addr::from_bits(u32::try_from(n).unwrap() + (10 << 24))));
        let rosa = IdentityId::new(uuid::Uuid::from_u128(7));
        assert_eq!(goes(&limits, Act::Start, anywhere, |_| rosa), 30);
        assert_eq!(goes(&limits, Act::Start, anywhere, |n| IdentityId::new(uuid::Uuid::from_u128(n + 100))), 500);
    }

    /// Whoever was behind the same address kept all staff there from saving roles and users, and did not have to be signed in.
    #[test]
    fn nobody_is_kept_from_what_he_does_with_his_own_password_by_others_behind_his_address() {
        let (limits, _) = limits(&[]);
        let here = |_| address("203.0.113.9");
        let staff = |n: u128| IdentityId::new(uuid::Uuid::from_u128(n));
        assert_eq!(goes(&limits, Act::OwnPassword, here, |_| NOBODY), 500, "of him nothing is hashed: he is refused");
        assert_eq!(goes(&limits, Act::OwnPassword, here, |_| staff(7)), 30);
        assert_eq!(goes(&limits, Act::OwnPassword, here, |_| staff(8)), 30);
    }

    #[test]
    fn the_shops_own_networks_are_not_counted_nor_is_whoever_is_not_connected() {
        let (limits, _) = limits(&["203.0.113.0/24"]);
        assert_eq!(goes(&limits, Act::CustomerSignIn, |_| address("203.0.113.9"), |_| NOBODY), 500);
        assert_eq!(goes(&limits, Act::CustomerSignIn, |_| None, |_| NOBODY), 500);
        assert_eq!(goes(&limits, Act::CustomerSignIn, |_| address("203.0.114.9"), |_| NOBODY), 20);
    }

    #[test]
    fn the_memory_of_who_is_counted_has_an_end() {
        let (limits, _) = limits(&[]);
        let far = |n: u128| Some(IpAddr::V6(std::net::Ipv6Addr::from_bits(n << 64)));
        for n in 0..100_000 {
            assert!(limits.count(Act::Search, far(n), NOBODY).is_ok());
        }
        let (_, limiter) = limits.limiters.into_iter().find(|(act, _)| *act == Act::Search).unwrap();
        assert!(limiter.into_state_store().0.len() <= COUNTED);
    }
}
