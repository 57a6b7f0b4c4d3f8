//! Whose turn it is to have a password hashed. Hashing takes memory and a core, and strangers can ask for it: so there are few turns at
//! once, those of people whom the shop knows come first, and one is kept for them. Among their like all networks have the same share, and each
//! has only so much room to wait; past that the answer is there at once. (Ending anything asks for no turn.)

use crate::StoreError;
use domain::{audit::Origin, network, time::Moment};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::available_parallelism,
    time::Duration,
};
use tokio::sync::oneshot;

/// After so many seconds whoever found no room may ask again.
pub(crate) const AGAIN: u32 = 5;

/// The most turns at once: each takes 19 MiB.
const MOST: usize = 8;
/// Networks with so many failures within so long are suspected.
const FAILURES: u32 = 3;
const REMEMBERED: Duration = Duration::from_secs(15 * 60);
const NETWORKS: usize = 10_000;

/// How somebody is known, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// Is signed in, or asks from where the account was last signed in to; or it is the program itself.
    Well,
    /// Nothing is known against him.
    NotBadly,
    /// Failed lately.
    Badly,
}

impl Known {
    const ALL: [Self; 3] = [Self::Well, Self::NotBadly, Self::Badly];

    /// How many may wait of one network, and in all.
    const fn room(self) -> (usize, usize) {
        match self {
            Self::Well => (256, 1_024),
            Self::NotBadly => (32, 128),
            Self::Badly => (4, 32),
        }
    }
}

/// Who asks for a turn.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    known: Known,
    network: String,
}

impl Asker {
    /// Somebody who has shown who he is.
    pub(crate) fn known(origin: &Origin) -> Self {
        Self { known: Known::Well, network: network::named(&origin.address) }
    }
}

/// The turns, and who waits for one.
pub(crate) struct Turns {
    state: Mutex<State>,
    failures: Mutex<HashMap<String, (Moment, u32)>>,
}

struct State {
    free: usize,
    all: usize,
    lines: [Line; 3],
}

/// Those who wait, by network, and whose network is next.
#[derive(Default)]
struct Line {
    waiting: HashMap<String, VecDeque<oneshot::Sender<Turn>>>,
    next: VecDeque<String>,
    count: usize,
}

/// A turn, until it is dropped.
pub(crate) struct Turn(Option<Arc<Turns>>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.give_back();
        }
    }
}

impl Line {
    fn add(&mut self, network: &str, sender: oneshot::Sender<Turn>) {
        let own = self.waiting.entry(network.to_owned()).or_default();
        if own.is_empty() {
            self.next.push_back(network.to_owned());
        }
        own.push_back(sender);
        self.count = self.count.saturating_add(1);
    }

    fn take(&mut self) -> Option<oneshot::Sender<Turn>> {
        let network = self.next.pop_front()?;
        let own = self.waiting.get_mut(&network)?;
        let first = own.pop_front();
        if own.is_empty() {
            self.waiting.remove(&network);
        } else {
            self.next.push_back(network);
        }
        self.count = self.count.saturating_sub(1);
        first
    }
}

impl State {
    /// Whether there is a turn for such people: the last one is for those who are known.
    fn has_one_for(&self, known: Known) -> bool {
        let kept = if known == Known::Well { 0 } else { self.all.saturating_sub(1).min(1) };
        self.free > kept
    }

    fn line(&mut self, known: Known) -> &mut Line {
        let [well, not_badly, badly] = &mut self.lines;
        match known {
            Known::Well => well,
            Known::NotBadly => not_badly,
            Known::Badly => badly,
        }
    }
}

impl Turns {
    /// Half of the cores for strangers, but one at least, and one more for others.
    pub(crate) fn new() -> Arc<Self> {
        let cores = available_parallelism().map_or(2, std::num::NonZero::get);
        Self::of((cores / 2).saturating_add(1).clamp(2, MOST))
    }

    fn of(all: usize) -> Arc<Self> {
        Arc::new(Self { state: Mutex::new(State { free: all, all, lines: Default::default() }), failures: Mutex::default() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody who wants to sign in, or to register; `is_at_home` says that the account was last signed in to from there.
    pub(crate) fn asker(&self, origin: &Origin, is_at_home: bool) -> Asker {
        let network = network::named(&origin.address);
        // Where nobody is connected nobody is a stranger.
        if is_at_home || network.is_empty() {
            return Asker { known: Known::Well, network };
        }
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let is_suspected = failures.get(&network).is_some_and(|(last, times)| *times >= FAILURES && origin.at.since(*last) < REMEMBERED);
        Asker { known: if is_suspected { Known::Badly } else { Known::NotBadly }, network }
    }

    /// Remembers that somebody failed.
    pub(crate) fn failed(&self, origin: &Origin) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= NETWORKS {
            failures.retain(|_, (last, _)| origin.at.since(*last) < REMEMBERED);
        }
        if failures.len() >= NETWORKS {
            failures.clear();
        }
        let (last, times) = failures.entry(network::named(&origin.address)).or_insert((origin.at, 0));
        *times = if origin.at.since(*last) < REMEMBERED { times.saturating_add(1) } else { 1 };
        *last = origin.at;
    }

    /// A turn, as soon as there is one.
    ///
    /// # Errors
    /// [`StoreError::Busy`]: too many wait already.
    pub(crate) async fn turn(self: &Arc<Self>, asker: &Asker) -> Result<Turn, StoreError> {
        let waiting = {
            let mut state = self.state();
            if state.has_one_for(asker.known) {
                state.free = state.free.saturating_sub(1);
                return Ok(Turn(Some(Arc::clone(self))));
            }
            let (each, all) = asker.known.room();
            let line = state.line(asker.known);
            if line.count >= all || line.waiting.get(&asker.network).is_some_and(|own| own.len() >= each) {
                return Err(StoreError::Busy);
            }
            let (sender, waiting) = oneshot::channel();
            line.add(&asker.network, sender);
            waiting
        };
        waiting.await.map_err(|_| StoreError::Unavailable("stopping".into()))
    }

    /// Hands a turn on to whoever is next. Who has gone away meanwhile is passed over.
    fn give_back(self: &Arc<Self>) {
        let mut state = self.state();
        state.free = state.free.saturating_add(1);
        loop {
            let open = Known::ALL.into_iter().filter(|known| state.has_one_for(*known)).collect::<Vec<_>>();
            let Some(next) = open.into_iter().find_map(|known| state.line(known).take()) else { return };
            state.free = state.free.saturating_sub(1);
            drop(state);
            let Err(mut turn) = next.send(Turn(Some(Arc::clone(self)))) else { return };
            turn.0 = None;
            state = self.state();
            state.free = state.free.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Origin {
        Origin { at: Moment::from_millis(1_000), address: address.to_owned(), ..Origin::default() }
    }

    /// Asks, and says who he was when it is his turn.
    fn asks(turns: &Arc<Turns>, asker: Asker, name: usize, order: &Arc<Mutex<Vec<usize>>>) -> tokio::task::JoinHandle<bool> {
        let (turns, order) = (Arc::clone(turns), Arc::clone(order));
        tokio::spawn(async move {
            let Ok(_turn) = turns.turn(&asker).await else { return false };
            order.lock().unwrap().push(name);
            tokio::task::yield_now().await;
            true
        })
    }

    #[tokio::test]
    async fn whom_the_shop_knows_goes_first_and_has_a_turn_of_his_own() {
        let (turns, order) = (Turns::of(2), Arc::new(Mutex::new(Vec::new())));
        let strange = turns.turn(&turns.asker(&from("203.0.113.1"), false)).await.unwrap();
        let stranger = asks(&turns, turns.asker(&from("203.0.113.2"), false), 1, &order);
        tokio::task::yield_now().await;
        assert!(order.lock().unwrap().is_empty(), "strangers have one turn");
        let known = turns.turn(&Asker::known(&from("203.0.113.3"))).await.unwrap();
        let second = asks(&turns, Asker::known(&from("203.0.113.3")), 2, &order);
        tokio::task::yield_now().await;
        drop(strange);
        second.await.unwrap();
        drop(known);
        stranger.await.unwrap();
        assert_eq!(*order.lock().unwrap(), [2, 1]);
    }

    #[tokio::test]
    async fn a_network_that_asks_a_hundred_times_waits_behind_the_others_and_is_told_at_once_when_there_is_no_room() {
        let (turns, order) = (Turns::of(2), Arc::new(Mutex::new(Vec::new())));
        let first = turns.turn(&turns.asker(&from("203.0.113.1"), false)).await.unwrap();
        let flood: Vec<_> = (0..100).map(|_| asks(&turns, turns.asker(&from("203.0.113.1"), false), 1, &order)).collect();
        tokio::task::yield_now().await;
        let other = asks(&turns, turns.asker(&from("203.0.113.2"), false), 2, &order);
        tokio::task::yield_now().await;
        drop(first);
        other.await.unwrap();
        assert_eq!(order.lock().unwrap().iter().position(|name| *name == 2), Some(1), "he was the second of a hundred");
        let mut served = 0;
        for one in flood {
            served += usize::from(one.await.unwrap());
        }
        assert_eq!(served, 32);
    }

    #[tokio::test]
    async fn whoever_failed_is_behind_those_who_did_not_and_gets_his_turn_when_they_are_done() {
        let (turns, order) = (Turns::of(2), Arc::new(Mutex::new(Vec::new())));
        (0..FAILURES).for_each(|_| turns.failed(&from("203.0.113.1")));
        let first = turns.turn(&turns.asker(&from("203.0.113.9"), false)).await.unwrap();
        let bad = asks(&turns, turns.asker(&from("203.0.113.1"), false), 1, &order);
        tokio::task::yield_now().await;
        let good = asks(&turns, turns.asker(&from("203.0.113.2"), false), 2, &order);
        tokio::task::yield_now().await;
        drop(first);
        let _ = (good.await.unwrap(), bad.await.unwrap());
        assert_eq!(*order.lock().unwrap(), [2, 1]);
    }

    #[tokio::test]
    async fn who_goes_away_while_he_waits_takes_no_turn_with_him() {
        let turns = Turns::of(2);
        let first = turns.turn(&turns.asker(&from("203.0.113.1"), false)).await.unwrap();
        for _ in 0..10 {
            let asker = turns.asker(&from("203.0.113.1"), false);
            let mut gone = Box::pin(turns.turn(&asker));
            assert!(futures::poll!(&mut gone).is_pending());
        }
        drop(first);
        assert_eq!(turns.state().free, 2);
    }
}
