//! A step of an import: some things of its file, written together with how far it has come. So each line is done once, whatever happens in
//! between.

use super::row::finding;
use crate::{By, Hold, StoreError, engine::tx::Tx};
use domain::{
    audit::Event,
    caller::Proof,
    transfer::{Became, Counts, Found, Trouble},
};

/// How often somebody else's change is waited out before a line is given up.
const ATTEMPTS: usize = 4;

/// Where an import stands.
pub struct Step<'a> {
    /// The import that is held; none, if all this is only tried.
    pub of: Option<&'a Hold>,
    /// Whether the categories would be made that its lines name and that are not there yet.
    pub adds: bool,
    /// What was found until now, but for `wrong`.
    pub found: Found,
    /// What is wrong as it stands in the file, in its order.
    pub wrong: Vec<Wrong>,
    /// How what is wrong is told to whoever brought the file.
    pub words: &'a (dyn Fn(&Trouble) -> String + Send + Sync),
    /// How many lines are done behind each thing.
    pub done: Vec<i64>,
}

/// A line that is wrong as it stands in the file. It is done with the thing that stands behind it, and counted with that: whoever goes on after
/// that thing does not read it again.
pub struct Wrong {
    /// Which thing of the step that is; none, for what is wrong behind the last.
    pub before: usize,
    pub row: i64,
    pub texts: Vec<String>,
}

/// What is done of the lines of a file, by whoever may.
pub(crate) trait Lines {
    type Wanted;

    /// In which row of the file it stands.
    fn row(of: &Self::Wanted) -> i64;

    /// Does, or tries, things that stand one behind another, from the one of this number on. Says what has become of each.
    async fn together(&self, wanted: &[Self::Wanted], first: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError>;
}

impl Step<'_> {
    /// Has all of it done together; if somebody else was at some of it, each for itself.
    pub(crate) async fn all<'a, P: Proof + Sync, W>(&mut self, by: &By<'a, P>, wanted: &[W]) -> Result<Vec<Became>, StoreError>
    where
        By<'a, P>: Lines<Wanted = W>,
    {
        let before = self.found.clone();
        match by.together(wanted, 0, self).await {
            Err(error) if is_passing(&error) && !self.is_trial() => self.found = before,
            done => return done,
        }
        self.each(by, wanted).await
    }

    /// Has each done for itself, again if somebody else was at it; at last it is refused.
    pub(crate) async fn each<'a, P: Proof + Sync, W>(&mut self, by: &By<'a, P>, wanted: &[W]) -> Result<Vec<Became>, StoreError>
    where
        By<'a, P>: Lines<Wanted = W>,
    {
        let mut all = Vec::with_capacity(wanted.len());
        'things: for (at, one) in wanted.chunks(1).enumerate() {
            for _ in 0..ATTEMPTS {
                let before = self.found.clone();
                match by.together(one, at, self).await {
                    Err(error) if is_passing(&error) => self.found = before,
                    done => {
                        all.extend(done?);
                        continue 'things;
                    }
                }
            }
            let refused: Vec<Became> = one.iter().map(|one| Became::Refused(By::<P>::row(one), Trouble::Changed)).collect();
            refused.iter().for_each(|became| self.tell(became));
            self.pass(by, &refused, at).await?;
            all.extend(refused);
        }
        Ok(all)
    }

    pub(crate) const fn is_trial(&self) -> bool {
        self.of.is_none()
    }

    /// What was found up to a thing of this number, and with the last one of it in all of the step.
    fn found_upto(&self, upto: usize) -> Found {
        let is_last = upto.saturating_add(1) >= self.done.len();
        let mut found = self.found.clone();
        for wrong in self.wrong.iter().filter(|wrong| is_last || wrong.before <= upto) {
            found.invalid = found.invalid.saturating_add(1);
            wrong.texts.iter().for_each(|text| found.tell(wrong.row, text.clone()));
        }
        found
    }

    /// What was found up to its end.
    pub fn found_at_last(&self) -> Found {
        self.found_upto(self.done.len())
    }

    /// What has become of a thing, for whoever counts.
    pub(crate) fn tell(&mut self, became: &Became) {
        if let Became::Refused(row, trouble) = became {
            let text = (self.words)(trouble);
            self.found.invalid = self.found.invalid.saturating_add(1);
            self.found.tell(*row, text);
        }
    }

    /// Commits a part of the step: what `tx` writes, its events, and that it is done up to the thing of this number.
    pub(crate) async fn commit(&self, mut tx: Tx<'_>, events: Vec<Event>, became: &[Became], upto: usize) -> Result<(), StoreError> {
        let Some(hold) = self.of else { return Ok(()) };
        let mut counts = Counts::default();
        became.iter().for_each(|became| counts.count(became));
        let update =
            hold.update(tx.origin().at).add("created", counts.created).add("updated", counts.updated).add("deleted", counts.deleted);
        let update = match self.done.get(upto) {
            Some(done) => update.set("done", *done),
            None => update,
        };
        tx.writes().must_update(&finding(update, &self.found_upto(upto)));
        let mut events = events.into_iter();
        let Some(first) = events.next() else { return tx.commit_untold().await };
        events.for_each(|event| tx.also(event));
        tx.commit(first).await
    }

    /// Goes over things that nothing is written of.
    pub(crate) async fn pass<P: Proof + Sync>(&self, by: &By<'_, P>, became: &[Became], upto: usize) -> Result<(), StoreError> {
        self.commit(by.store.tx(by.proof), Vec::new(), became, upto).await
    }
}

/// Whether it may be different when it is tried once more, on what is stored then.
pub(crate) const fn is_passing(error: &StoreError) -> bool {
    matches!(error, StoreError::Stale | StoreError::Conflict | StoreError::Invalid(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step<'a>(found: Found, wrong: &[(usize, i64)], done: &[i64], words: &'a (dyn Fn(&Trouble) -> String + Send + Sync)) -> Step<'a> {
        let wrong = wrong.iter().map(|(before, row)| Wrong { before: *before, row: *row, texts: vec![format!("row {row}")] }).collect();
        Step { of: None, adds: false, found, wrong, words, done: done.to_vec() }
    }

    /// Of a batch that was written thing by thing, all that was wrong was counted with the first of them, and once more by whoever went on
    /// behind that one after a crash.
    #[test]
    fn what_is_wrong_is_counted_with_the_thing_behind_it_and_whoever_goes_on_there_counts_the_rest() {
        let words = |_: &Trouble| String::new();
        // Rows 2, 4, 5 and 7 are wrong; 3 and 6 are things, the last of which is done with what stands behind it.
        let whole = step(Found::default(), &[(0, 2), (1, 4), (1, 5), (2, 7)], &[2, 6], &words);
        let rows = |found: &Found| found.said.iter().flat_map(|said| said.rows.clone()).collect::<Vec<_>>();
        let first = whole.found_upto(0);
        assert_eq!((rows(&first), first.errors, first.invalid), (vec![2], 1, 1));
        assert_eq!(whole.found_upto(1), whole.found_at_last());
        let gone_on = step(first, &[(0, 4), (0, 5), (1, 7)], &[6], &words);
        assert_eq!(gone_on.found_at_last(), whole.found_at_last());
        assert_eq!(rows(&whole.found_at_last()), [2, 4, 5, 7]);
    }
}
