//! What a store suffers on purpose, so that tests can see what becomes of a shop whose store fails; and what it is asked, so that they can tell
//! whether two answers cost as much. The program never makes one suffer: only [`crate::Store::open_suffering`] hands out the switch.

use crate::StoreError;
use std::{
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    #[default]
    None,
    /// Nothing can be written; reading goes on.
    WritesFail,
    /// Each write takes this much longer.
    WritesTake(Duration),
    /// Each request takes this much longer.
    AllTakes(Duration),
    /// Each request that is let take its time, as reading a whole table is, takes this much longer; others do not.
    LongReadsTake(Duration),
    /// What is written is never answered, and does not happen.
    WritesHang,
    /// What is written happens, but nobody hears of it.
    AnswersAreLost,
    /// Nothing is answered at all.
    Silent,
}

/// The switch of a store that suffers.
#[derive(Clone, Default)]
pub struct Faults(Arc<Suffering>);

#[derive(Default)]
struct Suffering {
    fault: RwLock<Fault>,
    /// Nothing, as long as nobody wants to hear of it.
    heard: OnceLock<RwLock<Vec<String>>>,
}

impl Faults {
    pub fn set(&self, fault: Fault) {
        *self.0.fault.write().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    fn now(&self) -> Fault {
        *self.0.fault.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the store was asked since this was called last, request by request, as far as it was called before.
    pub fn heard(&self) -> Vec<String> {
        let heard = self.0.heard.get_or_init(RwLock::default);
        std::mem::take(&mut *heard.write().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn hear(&self, sql: &str) {
        if let Some(heard) = self.0.heard.get() {
            heard.write().unwrap_or_else(PoisonError::into_inner).push(sql.to_owned());
        }
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.now() == Fault::Silent
    }

    fn of(&self, writing: bool) -> Fault {
        let fault = self.now();
        let is_of_all = matches!(fault, Fault::Silent | Fault::AllTakes(_) | Fault::LongReadsTake(_));
        if writing || is_of_all { fault } else { Fault::None }
    }

    /// `is_long`: it is let take its time.
    pub(crate) async fn before(&self, writing: bool, is_long: bool) -> Result<(), StoreError> {
        match self.of(writing) {
            Fault::LongReadsTake(_) if writing || !is_long => Ok(()),
            Fault::None | Fault::AnswersAreLost => Ok(()),
            Fault::WritesFail => Err(StoreError::Unavailable("it suffers on purpose".to_owned())),
            Fault::WritesTake(longer) | Fault::AllTakes(longer) | Fault::LongReadsTake(longer) => {
                tokio::time::sleep(longer).await;
                Ok(())
            }
            Fault::WritesHang | Fault::Silent => std::future::pending().await,
        }
    }

    pub(crate) async fn after(&self, writing: bool) {
        if self.of(writing) == Fault::AnswersAreLost {
            std::future::pending::<()>().await;
        }
    }
}
