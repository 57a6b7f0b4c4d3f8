//! What is kept where there is no room for all of it: what is asked for most often. Whoever comes late is let in as soon as enough of what is there
//! is asked for less often than he is; who is asked for as often stays, so that two that do not fit together do not drive each other out at every
//! question.

use std::{collections::HashMap, hash::Hash};

/// After so many questions each counts half: what was asked for long ago is soon asked for less often than what is asked for now.
const HALVED: u32 = 1_024;

pub(super) struct Room<K, V> {
    kept: HashMap<K, Kept<V>>,
    /// How often lately, of what is kept and of what is not. There are never more than twice as many as are counted before that is halved.
    asked: HashMap<K, u32>,
    since: u32,
    taken: usize,
    most: usize,
}

struct Kept<V> {
    what: V,
    takes: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Room<K, V> {
    /// Room for so much.
    pub(super) fn for_most(most: usize) -> Self {
        Self { kept: HashMap::new(), asked: HashMap::new(), since: 0, taken: 0, most }
    }

    /// What is kept under a name; that it was asked for counts, whether it is there or not.
    pub(super) fn ask(&mut self, name: &K) -> Option<V> {
        self.since = self.since.saturating_add(1);
        if self.since >= HALVED {
            self.since = 0;
            self.asked.retain(|_, times| {
                *times /= 2;
                *times > 0
            });
        }
        let times = self.asked.entry(name.clone()).or_default();
        *times = times.saturating_add(1);
        self.kept.get(name).map(|kept| kept.what.clone())
    }

    /// Whether something that takes so much would be let in.
    pub(super) fn has_place(&self, name: &K, takes: usize) -> bool {
        self.going_for(name, takes).is_some()
    }

    /// Keeps it, if it is let in.
    pub(super) fn keep(&mut self, name: K, what: V, takes: usize) {
        self.let_go(&name);
        let Some(going) = self.going_for(&name, takes) else { return };
        going.iter().for_each(|name| self.let_go(name));
        self.taken = self.taken.saturating_add(takes);
        self.kept.insert(name, Kept { what, takes });
    }

    /// What has to go for it, the least asked for first; nothing, if it is not let in.
    fn going_for(&self, name: &K, takes: usize) -> Option<Vec<K>> {
        let mut free = self.most.saturating_sub(self.taken);
        let mut going = Vec::new();
        if free >= takes {
            return Some(going);
        }
        let times = self.times(name);
        let mut less: Vec<(u32, &K, usize)> = self.kept.iter().map(|(of, kept)| (self.times(of), of, kept.takes)).collect();
        less.retain(|(of, ..)| *of < times);
        less.sort_unstable_by_key(|(of, ..)| *of);
        for (_, of, frees) in less {
            free = free.saturating_add(frees);
            going.push(of.clone());
            if free >= takes {
                return Some(going);
            }
        }
        None
    }

    fn times(&self, name: &K) -> u32 {
        self.asked.get(name).copied().unwrap_or_default()
    }

    fn let_go(&mut self, name: &K) {
        if let Some(gone) = self.kept.remove(name) {
            self.taken = self.taken.saturating_sub(gone.takes);
        }
    }

    /// Lets go of all but those.
    pub(super) fn retain(&mut self, stays: impl Fn(&K) -> bool) {
        self.asked.retain(|name, _| stays(name));
        self.kept.retain(|name, _| stays(name));
        self.taken = self.kept.values().map(|kept| kept.takes).fold(0, usize::saturating_add);
    }
}

#[cfg(test)]
impl<K, V> Room<K, V> {
    /// How much is taken.
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &V> {
        self.kept.values().map(|kept| &kept.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection, prelude::*};

    /// Somebody asks for it, and makes it where it is not there and would be let in; says whether it was there.
    fn asks(room: &mut Room<u8, u8>, name: u8, takes: usize) -> bool {
        let was_there = room.ask(&name);
        if was_there.is_none() && room.has_place(&name, takes) {
            room.keep(name, name, takes);
        }
        was_there.is_some()
    }

    fn names(room: &Room<u8, u8>) -> Vec<u8> {
        let mut names: Vec<u8> = room.all().copied().collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_is_asked_for_more_often_takes_the_place_of_what_came_first() {
        let mut room = Room::for_most(10);
        for name in [1, 2, 1] {
            asks(&mut room, name, 5);
        }
        asks(&mut room, 3, 5);
        assert_eq!(names(&room), [1, 2], "asked for as often as the one, it does not drive it out");
        asks(&mut room, 3, 5);
        assert_eq!(names(&room), [1, 3], "the one that is asked for least goes");
        for _ in 0..2 {
            asks(&mut room, 4, 10);
        }
        assert_eq!(names(&room), [1, 3], "what is large has to be asked for more often than all that goes for it");
        asks(&mut room, 4, 10);
        assert_eq!(names(&room), [4]);
        for _ in 0..9 {
            asks(&mut room, 5, 11);
        }
        assert_eq!(names(&room), [4], "what never fits drives nothing out");
    }

    #[test]
    fn what_was_asked_for_a_thousand_times_long_ago_goes_for_what_is_asked_for_now() {
        let mut room = Room::for_most(5);
        for _ in 0..5_000 {
            asks(&mut room, 1, 5);
        }
        let until_it_was_there = (0..5_000).position(|_| asks(&mut room, 2, 5));
        assert!(until_it_was_there.is_some_and(|times| times < 2_000), "{until_it_was_there:?}");
    }

    #[test]
    fn two_that_do_not_fit_together_and_are_asked_for_in_turn_do_not_drive_each_other_out() {
        let mut room = Room::for_most(5);
        for turn in 0..2_000 {
            assert_eq!(asks(&mut room, 1, 5), turn > 0, "it is made once");
            assert!(!asks(&mut room, 2, 5), "and the other is done without");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_there_is_never_more_than_there_is_room_for_and_what_fits_beside_all_else_is_kept(
            most in 0_usize..40,
            asked in collection::vec((0_u8..12, 1_usize..12), 0..200),
            gone in 0_u8..12,
        ) {
            let mut room = Room::for_most(most);
            for (name, takes) in asked {
                let free = most - room.taken();
                let was_there = asks(&mut room, name, takes);
                let sum: usize = room.kept.values().map(|kept| kept.takes).sum();
                prop_assert!(sum == room.taken() && sum <= most, "{sum} of {most}");
                prop_assert!(was_there || takes > free || room.kept.contains_key(&name));
            }
            room.retain(|name| *name != gone);
            let sum: usize = room.kept.values().map(|kept| kept.takes).sum();
            prop_assert!(sum == room.taken() && !room.kept.contains_key(&gone) && !room.asked.contains_key(&gone));
        }

        #[test]
        fn whatever_is_asked_for_what_is_remembered_of_it_has_an_end(turns in 1_u32..9) {
            let mut room: Room<u32, ()> = Room::for_most(0);
            for name in 0..turns * 3 * HALVED {
                room.ask(&name);
            }
            prop_assert!(room.asked.len() <= usize::try_from(2 * HALVED).unwrap());
        }
    }
}
