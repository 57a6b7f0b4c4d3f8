//! The Action Logs Report: events in the order of the sequence, the newest first. What the index does not have yet is read from the sequence,
//! so that a page always tells up to the last place.

use super::{
    counting::Chart,
    index::{Hit, Shown, Sought, Start, Termed},
};
use crate::{By, Store, StoreError, engine::index::off_the_way};
use domain::{
    access::Websites,
    audit::{
        Action, Recorded,
        report::{Called, Wanted},
    },
    caller::{Job, Permit, right},
    list::{Cursor, Listed, Query, rounded_below},
    time::Moment,
};
use std::borrow::Cow;

/// So many events behind the index are looked at for a page. If there are more, it is being made.
const BEHIND: i64 = 2_000;
/// So many are read at once.
const AT_ONCE: usize = 500;
/// How often that is done for a page while the index is being made: as many events as else.
const LOOKS: usize = 4;

impl By<'_, Permit<right::ActionLogsReport>> {
    /// Of that, what this reader may know of.
    pub(super) fn known(&self, wanted: Wanted) -> Wanted {
        let shop = self.store.shop();
        wanted.known_to(self.proof, |websites: &Websites| {
            let mine = shop.views().iter().filter(|view| websites.allows(view.website));
            mine.map(|view| view.code.clone()).collect()
        })
    }

    /// What a query finds, in the language in which that is called so.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn report(&self, query: &Query, called: &Called) -> Result<Report<'_>, StoreError> {
        self.store.report(self.wanted(query, called).await?).await
    }

    /// The event at a place, if its reader may know of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn event(&self, place: i64) -> Result<Recorded, StoreError> {
        let places = self.store.places_after(place.saturating_sub(1), 1).await?;
        let event = self.store.events_at(&places).await?.pop().filter(|event| event.place == Some(place)).ok_or(StoreError::NotFound)?;
        if self.known(Wanted::default()).takes(&event) { Ok(event) } else { Err(StoreError::NotFound) }
    }
}

impl By<'_, Job> {
    /// Gives the index what happened since the last time; `now`, so that it can be found at once. Returns how many events it took.
    ///
    /// # Errors
    /// The store does not answer, or the index cannot be written.
    pub async fn index_events(&self, now: bool) -> Result<usize, StoreError> {
        let store = self.store;
        if store.index.given() > store.last_place().await? {
            store.index.forget()?;
        }
        store.settle_index().await?;
        if store.index.anew().is_wanted() {
            store.index_events_anew().await?;
            return Ok(0);
        }
        let given = store.index.given();
        let places = store.places_after(given, AT_ONCE).await?;
        let last = places.last().map_or(given, |(place, _)| *place);
        let events = store.events_once(&places).await?;
        store.index.add(events, last, now && places.len() < AT_ONCE)?;
        Ok(places.len())
    }
}

impl Store {
    /// Takes from the index what is in the archive alone by now, and gives it what came back from there.
    async fn settle_index(&self) -> Result<(), StoreError> {
        let (gone, known) = (self.gone(), self.index.shown().gone().clone());
        if *gone == known {
            return Ok(());
        }
        self.index.drop_places(&gone.but(&known))?;
        for (first, last) in known.but(&gone) {
            let last = last.min(self.index.given());
            let mut at = first.saturating_sub(1);
            while at < last {
                let places = self.places_after(at, AT_ONCE.min(usize::try_from(last.saturating_sub(at)).unwrap_or(0))).await?;
                let Some((end, _)) = places.last() else { break };
                at = *end;
                self.index.add_again(self.events_at(&places).await?)?;
            }
        }
        self.index.settle(&gone)
    }

    /// What is wanted of what stands behind a place, up to another.
    async fn events_between(&self, after: i64, last: i64, wanted: &Wanted) -> Result<Vec<Recorded>, StoreError> {
        let many = usize::try_from(last.saturating_sub(after)).unwrap_or(0);
        if many == 0 {
            return Ok(Vec::new());
        }
        let mut events = self.events_at(&self.places_after(after, many).await?).await?;
        events.retain(|event| wanted.takes(event));
        Ok(events)
    }

    /// What is wanted of the record, as far as it goes by now.
    pub(super) async fn report(&self, wanted: Wanted) -> Result<Report<'_>, StoreError> {
        let fresh = self.index.fresh();
        let (shown, last) = (self.index.shown(), self.last_place().await?);
        let is_behind = last.saturating_sub(self.gone().on_from(shown.place())) > BEHIND;
        let mut tail = Vec::new();
        if !is_behind {
            let is_new = |event: &Recorded| event.place.is_some_and(|place| place > shown.place() && place <= last);
            let known = fresh.events.last().and_then(|termed| termed.0.place).unwrap_or(fresh.since);
            tail = self.events_between(shown.place(), fresh.since.min(last), &wanted).await?;
            let is_wanted = |termed: &&Termed| is_new(&termed.0) && wanted.takes_with(&termed.0, || Cow::Borrowed(&termed.1));
            tail.extend(fresh.events.iter().filter(is_wanted).map(|termed| termed.0.clone()));
            tail.extend(self.events_between(known.max(shown.place()), last, &wanted).await?);
        }
        Ok(Report { store: self, sought: shown.seek(&wanted), wanted, shown, last, tail, is_behind })
    }

    /// So many events, in the direction in which they are read.
    async fn events_from(&self, from: Start, last: i64, most: usize) -> Result<Vec<Recorded>, StoreError> {
        let (gone, mut events) = (self.gone(), Vec::new());
        let mut at = match from {
            Start::Back(before) => before.min(last.saturating_add(1)),
            Start::On(after) => after,
        };
        while events.len() < most {
            let left = most.saturating_sub(events.len());
            let places = match from {
                Start::Back(_) => {
                    let last = gone.back_from(at).saturating_sub(1);
                    let first = gone.since(last).max(last.saturating_sub(i64::try_from(left).unwrap_or(i64::MAX)).saturating_add(1));
                    at = first;
                    let many = usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0);
                    let mut places = if last < 1 { Vec::new() } else { self.places_after(first.saturating_sub(1), many).await? };
                    places.reverse();
                    places
                }
                Start::On(_) => {
                    let places = self.places_after(at, left).await?;
                    at = places.last().map_or(at, |(place, _)| *place);
                    places
                }
            };
            if places.is_empty() {
                break;
            }
            events.extend(self.events_at(&places).await?);
        }
        Ok(events)
    }
}

/// What is wanted of the record, up to a place. It is looked for once, whatever is told of it.
pub struct Report<'a> {
    store: &'a Store,
    wanted: Wanted,
    shown: Shown,
    sought: Sought,
    last: i64,
    /// What the index does not have yet; nothing, while it is being made.
    tail: Vec<Recorded>,
    /// Whether it is: what it lacks is looked through, part by part.
    is_behind: bool,
}

impl Report<'_> {
    /// The last place that it goes to.
    pub fn place(&self) -> i64 {
        self.last
    }

    /// How many events of how many are counted, while the index is being made.
    pub fn found_up_to(&self) -> Option<(i64, i64)> {
        self.is_behind.then(|| (self.store.gone().on_from(self.shown.place()), self.last))
    }

    /// How many events of how many were looked through for the pages before this one, while the index is being made.
    pub fn searched(&self, cursor: &Cursor) -> Option<(i64, i64)> {
        let Cursor::After(place) = cursor else { return None };
        let place = place.parse::<i64>().ok().filter(|place| self.is_looked_through() && *place > self.shown.place())?;
        Some((self.last.saturating_sub(place).saturating_add(1), self.last.saturating_sub(self.store.gone().count())))
    }

    /// A page of it. While the index is being made it may be short, and go on all the same.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn page(&self, cursor: &Cursor, size: usize) -> Result<Listed<Recorded>, StoreError> {
        // One more than is shown tells whether there is another.
        let (from, most) = (Start::of(cursor)?, size.saturating_add(1));
        if !self.is_looked_through() {
            return Ok(listed(self.events(from, most).await?, from, size));
        }
        let (events, further) = self.looked_through(from, most).await?;
        let (page, further) = (listed(events, from, size), further.map(|place| place.to_string()));
        Ok(match from {
            Start::Back(_) => Listed { next: page.next.or(further), ..page },
            // Also where nothing was found there is a way back.
            Start::On(after) => {
                let next = page.next.or_else(|| Some(after.saturating_add(1).to_string()));
                Listed { previous: page.previous.or(further), next, items: page.items }
            }
        })
    }

    /// How many events there are; `None`, while the index is being made: what it lacks is not counted.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn count(&self) -> Result<Option<i64>, StoreError> {
        if self.wanted.is_all() {
            return Ok(Some(self.last.saturating_sub(self.store.gone().count())));
        }
        if self.is_behind {
            return Ok(None);
        }
        let sought = self.sought.clone();
        let count = off_the_way(move || sought.count()).await?;
        Ok(Some(count.saturating_add(i64::try_from(self.tail.len()).unwrap_or(0))))
    }

    /// Of which round number it is sure that there are more, by what the index has so far; `None`, if it has everything.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn more_than(&self) -> Result<Option<i64>, StoreError> {
        if !self.is_looked_through() {
            return Ok(None);
        }
        let sought = self.sought.clone();
        off_the_way(move || sought.count()).await.map(|count| Some(rounded_below(count)))
    }

    /// It, counted between these moments, which are in their order.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn chart(&self, bounds: &[Moment]) -> Result<Chart, StoreError> {
        let bounds: Vec<i64> = bounds.iter().map(|at| at.millis()).collect();
        let (sought, counted) = (self.sought.clone(), bounds.clone());
        let mut chart = off_the_way(move || sought.chart(counted)).await?;
        for event in &self.tail {
            chart.add(&bounds, event.at.millis(), event.action.is_failure(), event.action.group().into_str());
        }
        Ok(chart)
    }

    /// What was done, each of it once, and what was done first last. Of what the index lacks while it is being made it tells nothing.
    pub(super) async fn done(&self) -> Result<Vec<Action>, StoreError> {
        let sought = self.sought.clone();
        let mut firsts = off_the_way(move || sought.firsts()).await?;
        for event in &self.tail {
            let place = event.place.unwrap_or(i64::MAX);
            let first = firsts.entry(event.action.code().to_owned()).or_insert(place);
            *first = place.min(*first);
        }
        let known = firsts.into_iter().filter_map(|(code, place)| Some((place, Action::from_code(&code)?)));
        let mut done: Vec<(i64, Action)> = known.collect();
        done.sort_unstable_by_key(|(place, _)| std::cmp::Reverse(*place));
        Ok(done.into_iter().map(|(_, action)| action).collect())
    }

    /// So many of those that are wanted, in the direction in which they are read.
    async fn events(&self, from: Start, most: usize) -> Result<Vec<Recorded>, StoreError> {
        if self.wanted.is_all() {
            return self.store.events_from(from, self.last, most).await;
        }
        let is_within = |event: &&Recorded| match (from, event.place) {
            (Start::Back(before), Some(place)) => place < before,
            (Start::On(after), Some(place)) => place > after,
            (Start::Back(_) | Start::On(_), None) => false,
        };
        let tail = self.tail.iter().filter(is_within).cloned();
        Ok(match from {
            Start::Back(before) => {
                let mut events: Vec<Recorded> = tail.rev().take(most).collect();
                let from = Start::Back(before.min(self.shown.place().saturating_add(1)));
                events.extend(self.found(from, most.saturating_sub(events.len())).await?);
                events
            }
            Start::On(_) => {
                let mut events = self.found(from, most).await?;
                events.extend(tail);
                events.truncate(most);
                events
            }
        })
    }

    fn is_looked_through(&self) -> bool {
        self.is_behind && !self.wanted.is_all()
    }

    /// So many of those that are wanted while the index is being made: what it lacks is looked through, a part of it at once. Says as well from
    /// where on whoever wants more goes on.
    async fn looked_through(&self, from: Start, most: usize) -> Result<(Vec<Recorded>, Option<i64>), StoreError> {
        let known = self.shown.place();
        let (mut events, mut at) = match from {
            Start::On(after) if after < known => (self.found(from, most).await?, Start::On(known)),
            Start::Back(_) | Start::On(_) => (Vec::new(), from),
        };
        for _ in 0..LOOKS {
            if events.len() >= most {
                break;
            }
            match at {
                Start::Back(before) if before <= known.saturating_add(1) => {
                    events.extend(self.found(at, most.saturating_sub(events.len())).await?);
                    return Ok((events, None));
                }
                Start::On(after) if after >= self.last => return Ok((events, None)),
                Start::Back(_) | Start::On(_) => {}
            }
            let some = self.store.events_from(at, self.last, AT_ONCE).await?;
            let Some(end) = some.last().and_then(|event| event.place) else { return Ok((events, None)) };
            let is_lacked = |event: &Recorded| event.place.is_some_and(|place| place > known && place <= self.last);
            events.extend(some.into_iter().filter(|event| is_lacked(event) && self.wanted.takes(event)));
            at = match at {
                Start::Back(_) => Start::Back(end.max(known.saturating_add(1))),
                Start::On(_) => Start::On(end),
            };
        }
        let is_full = events.len() >= most;
        events.truncate(most);
        let further = match at {
            Start::Back(before) => Some(before).filter(|before| *before > 1),
            Start::On(after) => Some(after).filter(|after| *after < self.last),
        };
        Ok((events, further.filter(|_| !is_full)))
    }

    /// So many events that the index finds, in the direction in which they are read.
    async fn found(&self, from: Start, most: usize) -> Result<Vec<Recorded>, StoreError> {
        let sought = self.sought.clone();
        let hits = off_the_way(move || sought.page(from, most)).await?;
        let places: Vec<(i64, String)> = hits.into_iter().map(|Hit { place, id }| (place, id.to_string())).collect();
        self.store.events_at(&places).await
    }
}

fn listed(mut events: Vec<Recorded>, from: Start, size: usize) -> Listed<Recorded> {
    let more = events.len() > size;
    events.truncate(size);
    let is_on = matches!(from, Start::On(_));
    if is_on {
        events.reverse();
    }
    let has_previous = if is_on { more } else { from != Start::Back(i64::MAX) };
    let key = |event: Option<&Recorded>| event.and_then(|event| event.place).map(|place| place.to_string());
    let (previous, next) = (key(events.first().filter(|_| has_previous)), key(events.last().filter(|_| is_on || more)));
    Listed { items: events, previous, next }
}
