//! What a store suffers on purpose, so that tests can see what becomes of a shop whose store fails. The program never
//! makes one suffer: only [`crate::Store::open_suffering`] hands out the switch.

use crate::StoreError;
use std::{
    sync::{Arc, PoisonError, RwLock},
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
    /// What is written is never answered, and does not happen.
    WritesHang,
    /// What is written happens, but nobody hears of it.
    AnswersAreLost,
    /// Nothing is answered at all.
    Silent,
}

/// The switch of a store that suffers.
#[derive(Clone, Default)]
pub struct Faults(Arc<RwLock<Fault>>);

impl Faults {
    pub fn set(&self, fault: Fault) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    fn now(&self) -> Fault {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.now() == Fault::Silent
    }

    fn of(&self, writing: bool) -> Fault {
        let fault = self.now();
        if writing || fault == Fault::Silent { fault } else { Fault::None }
    }

    pub(crate) async fn before(&self, writing: bool) -> Result<(), StoreError> {
        match self.of(writing) {
            Fault::None | Fault::AnswersAreLost => Ok(()),
            Fault::WritesFail => Err(StoreError::Unavailable("it suffers on purpose".to_owned())),
            Fault::WritesTake(longer) => {
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
