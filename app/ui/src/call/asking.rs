//! Asking beforehand: what is found, what saving would do. It is a word on the way: whoever gets no answer goes on without.

use super::Problem;
use leptos::{prelude::*, task::spawn_local};
use std::{pin::Pin, time::Duration};

/// How long whoever types or ticks has stopped before it is asked.
const PAUSE: Duration = Duration::from_millis(200);

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// A question that is asked once somebody has stopped; an answer to what was typed before says nothing.
pub struct Asking<T: Send + Sync + 'static> {
    asked: StoredValue<u32>,
    /// The last answer; `None` while there is nothing to tell.
    pub answer: RwSignal<Option<T>>,
}

impl<T: Send + Sync + 'static> Copy for Asking<T> {}

impl<T: Send + Sync + 'static> Clone for Asking<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Default for Asking<T> {
    fn default() -> Self {
        Self { asked: StoredValue::new(0), answer: RwSignal::new(None) }
    }
}

impl<T: Send + Sync + 'static> Asking<T> {
    /// Nothing is to be asked any more, and nothing to be told.
    pub fn drop_it(self) {
        self.asked.update_value(|n| *n = n.wrapping_add(1));
        self.answer.set(None);
    }

    /// Asks after a pause, unless there is another question by then, or none after all.
    pub fn ask<F: Future<Output = Result<T, Problem>> + 'static>(self, question: impl FnOnce() -> Option<F> + 'static) {
        self.put(Box::new(move || {
            let answer: Answer<T> = Box::pin(question()?);
            Some(answer)
        }));
    }

    fn put(self, question: Box<dyn FnOnce() -> Option<Answer<T>>>) {
        self.asked.update_value(|n| *n = n.wrapping_add(1));
        let mine = self.asked.get_value();
        let is_last = move || self.asked.get_value() == mine;
        let ask = move || {
            if !is_last() {
                return;
            }
            match question() {
                None => self.answer.set(None),
                Some(answer) => spawn_local(async move {
                    let answer = answer.await.ok();
                    if is_last() {
                        self.answer.set(answer);
                    }
                }),
            }
        };
        set_timeout(ask, PAUSE);
    }
}
