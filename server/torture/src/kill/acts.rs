//! What a kill is meant to meet: an order that is being placed, or a document that is being made. And how many were met.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::Notify;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Act {
    Order,
    Invoice,
    Shipment,
    Memo,
}

impl Act {
    pub const ALL: [Self; 4] = [Self::Order, Self::Invoice, Self::Shipment, Self::Memo];
    /// Those that follow from an order, in the order in which they do, each with the end of its page's address.
    pub const DOCUMENTS: [(Self, &str); 3] = [(Self::Invoice, "invoice"), (Self::Shipment, "ship"), (Self::Memo, "creditmemo")];

    const fn name(self) -> &'static str {
        match self {
            Self::Order => "orders being placed",
            Self::Invoice => "invoices",
            Self::Shipment => "shipments",
            Self::Memo => "credit memos being made",
        }
    }
}

/// How long an act takes before anybody has done it.
const UNKNOWN: Duration = Duration::from_millis(8);

/// One kind of act, whoever does it.
#[derive(Default)]
struct Watched {
    /// Told as soon as one is handed in.
    handed_in: Notify,
    /// How long each took until its answer came.
    took: Mutex<Vec<Duration>>,
}

/// All kinds of them.
#[derive(Default)]
pub struct Acts([Watched; Act::ALL.len()]);

impl Acts {
    fn of(&self, act: Act) -> &Watched {
        &self.0[act as usize]
    }

    pub fn begins(&self, act: Act) -> Instant {
        self.of(act).handed_in.notify_waiters();
        Instant::now()
    }

    pub fn took(&self, act: Act, took: Duration) {
        self.of(act).took.lock().unwrap_or_else(PoisonError::into_inner).push(took);
    }

    /// Until the next one is handed in.
    pub async fn handed_in(&self, act: Act) {
        self.of(act).handed_in.notified().await;
    }

    /// A moment of one, from when it was handed in: any that half of those so far have lasted for.
    pub fn moment(&self, act: Act) -> Duration {
        let mut took = self.of(act).took.lock().unwrap_or_else(PoisonError::into_inner).clone();
        took.sort_unstable();
        took.get(took.len() / 2).copied().unwrap_or(UNKNOWN).mul_f64(fastrand::f64())
    }
}

/// How many of each kind were under way when the program was killed.
#[derive(Default)]
pub struct Met(BTreeMap<Act, usize>);

impl Met {
    pub fn add(&mut self, act: Act) {
        *self.0.entry(act).or_default() += 1;
    }

    fn times(&self, act: Act) -> usize {
        self.0.get(&act).copied().unwrap_or_default()
    }

    /// The kind that was met least often, and how often that was.
    pub fn least(&self) -> (Act, usize) {
        let least = Act::ALL.into_iter().min_by_key(|act| self.times(*act)).unwrap_or(Act::Order);
        (least, self.times(least))
    }
}

impl fmt::Display for Met {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = Act::ALL.into_iter().map(|act| format!("{} {}", self.times(act), act.name())).collect();
        f.write_str(&told.join(", "))
    }
}
