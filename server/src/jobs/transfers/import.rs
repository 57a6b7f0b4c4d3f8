//! Checks and imports what somebody brought, by his rights as they are at each step. A check writes nothing but the report beside the file; an
//! import goes on behind the last line that is done.

use super::{
    images::Images,
    read::{Came, Reading},
};
use crate::{
    app::App,
    jobs::{
        asked::{At, Over, Part},
        job,
    },
};
use domain::{
    access::Resource,
    caller::{Staff, right},
    catalog::price::MOST_TIERS,
    failure::Failure,
    text::harmless,
    transfer::{
        Became, Behavior, Entity, Found, Transfer, Trouble, Unread, Work,
        cells::Line,
        customers::{self, addresses},
        file::{Encoding, shown},
        products,
    },
};
use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    io::{BufWriter, Write},
};
use store::{Hold, Step, Wrong};
use ui::words;

/// So many things are written together.
const AT_ONCE: usize = 100;
/// So many pictures at most, but for those of the last thing: each takes its time, and whoever tidies up waits an hour for a row to name it.
const IMAGES_AT_ONCE: usize = 100;
/// A customer has no more lines; those behind are refused one by one.
const MOST_LINES: usize = 60;

/// Something that a file is of.
enum Wanted {
    Customer(Box<customers::Wanted>),
    Product(Box<products::Wanted>),
}

/// A thing of the file: its lines, and what they say.
struct Thing {
    lines: Vec<Line>,
    said: Result<Wanted, Vec<(i64, Trouble)>>,
    /// How many lines of the file are done behind it.
    done: i64,
}

/// The things of a file, one after another.
struct Things {
    reading: Reading,
    entity: Entity,
    behavior: Behavior,
    /// A line that is read and belongs to the next one.
    next: Option<Came>,
    /// What things before are known by. Eight bytes each: a million take 16 MiB at most.
    seen: HashSet<u64>,
}

impl Things {
    fn done(&self) -> i64 {
        self.reading.done().saturating_sub(i64::from(self.next.is_some()))
    }

    /// Whether a thing of this name was there before.
    fn is_known(&mut self, name: &str) -> bool {
        !self.seen.insert(BuildHasherDefault::<DefaultHasher>::default().hash_one(name))
    }

    /// Whether several lines can be one thing: a customer with his addresses; the group prices that take the place of all that a product has.
    fn gathers(&self) -> bool {
        self.entity == Entity::CustomerComposite || (self.entity == Entity::AdvancedPricing && self.behavior == Behavior::Replace)
    }

    fn is_further(&self, first: &Line, line: &Line) -> bool {
        let header = &self.reading.header;
        if self.entity == Entity::CustomerComposite {
            customers::is_further(header, first, line)
        } else {
            products::pricing::is_further(header, first, line)
        }
    }

    /// With the lines behind that add to it.
    fn gathered(&mut self, first: Line) -> Thing {
        let (mut lines, mut wrong) = (vec![first], Vec::new());
        let mut refused = Vec::new();
        let (most, too_many) = match self.entity {
            Entity::AdvancedPricing => (MOST_TIERS, products::pricing::too_many()),
            Entity::CustomerComposite | Entity::CatalogProduct | Entity::StockSources => (MOST_LINES, Trouble::TooManyAddresses),
        };
        while self.gathers() {
            let Some(came) = self.reading.next() else { break };
            let (Ok(line) | Err((line, _))) = &came;
            if !lines.first().is_some_and(|first| self.is_further(first, line)) {
                self.next = Some(came);
                break;
            }
            match came {
                Ok(line) if lines.len() < most => lines.push(line),
                Ok(line) => wrong.push((line.row, too_many.clone())),
                Err((line, trouble)) => {
                    wrong.push((line.row, trouble));
                    refused.push(line);
                }
            }
        }
        let mut said = self.said(&lines);
        if !wrong.is_empty() {
            // Nothing half done: who is wrong in one of his lines is left out.
            wrong.extend(said.err().unwrap_or_default());
            said = Err(wrong);
        }
        lines.extend(refused);
        Thing { lines, said, done: self.done() }
    }

    fn said(&mut self, lines: &[Line]) -> Result<Wanted, Vec<(i64, Trouble)>> {
        match self.entity {
            Entity::CustomerComposite => {
                let wanted = customers::read(&self.reading.header, lines, self.behavior == Behavior::Delete)?;
                // Where lines are but addresses, those of somebody need not stand together.
                if !wanted.is_of_addresses && self.is_known(&format!("{} {}", wanted.website, wanted.email)) {
                    return Err(vec![(wanted.row, Trouble::EmailTwice)]);
                }
                Ok(Wanted::Customer(Box::new(wanted)))
            }
            Entity::CatalogProduct | Entity::StockSources | Entity::AdvancedPricing => {
                let wanted = if self.entity == Entity::AdvancedPricing {
                    products::pricing::read(&self.reading.header, lines, self.behavior)?
                } else {
                    let line = lines.first().cloned().unwrap_or_default();
                    let only = match (self.entity, self.behavior) {
                        (Entity::StockSources, _) => products::STOCK,
                        (_, Behavior::Delete) => products::NAMED,
                        (_, Behavior::Append | Behavior::Replace) => &[],
                    };
                    let at = |troubles: Vec<Trouble>| troubles.into_iter().map(|trouble| (line.row, trouble)).collect::<Vec<_>>();
                    let wanted = products::read(&self.reading.header, &line, only).map_err(at)?;
                    if self.behavior == Behavior::Delete { wanted.deleting() } else { wanted }
                };
                let (name, twice) = wanted.name();
                if self.is_known(&name) {
                    return Err(vec![(wanted.row, twice)]);
                }
                Ok(Wanted::Product(Box::new(wanted)))
            }
        }
    }
}

impl Thing {
    /// How many pictures it names.
    fn images(&self) -> usize {
        match &self.said {
            Ok(Wanted::Product(one)) => one.images().len(),
            Ok(Wanted::Customer(_)) | Err(_) => 0,
        }
    }

    /// Whether it is what a view says of the product before: in a check, nobody else knows that.
    fn is_of(&self, before: &Self) -> bool {
        match (&self.said, &before.said) {
            (Ok(Wanted::Product(one)), Ok(Wanted::Product(before))) => one.is_of_view_of(before),
            _ => false,
        }
    }
}

impl Things {
    /// The next ones that are written together, and the one behind them, if it was looked at.
    fn batch(&mut self, held: Option<Thing>) -> (Vec<Thing>, Option<Thing>) {
        let mut batch: Vec<Thing> = held.into_iter().collect();
        let mut images: usize = batch.iter().map(Thing::images).sum();
        for thing in self {
            let is_full = (batch.len() >= AT_ONCE || images >= IMAGES_AT_ONCE) && !batch.last().is_some_and(|last| thing.is_of(last));
            if is_full || batch.len() >= AT_ONCE * 2 {
                return (batch, Some(thing));
            }
            images = images.saturating_add(thing.images());
            batch.push(thing);
        }
        (batch, None)
    }
}

impl Iterator for Things {
    type Item = Thing;

    fn next(&mut self) -> Option<Thing> {
        let came = self.next.take().or_else(|| self.reading.next())?;
        match came {
            Ok(line) => Some(self.gathered(line)),
            Err((line, trouble)) => {
                let said = Err(vec![(line.row, trouble)]);
                Some(Thing { lines: vec![line], said, done: self.done() })
            }
        }
    }
}

/// The same file with what is wrong.
struct Report {
    csv: csv::Writer<BufWriter<File>>,
    file: Part,
    width: usize,
}

impl Report {
    fn begin(app: &App, of: &Transfer, hold: &Hold, reading: &Reading) -> Result<Self, Over> {
        let file = Part::of(app.settings.data.join(of.report()), hold)?;
        let mut writing = BufWriter::new(File::create(file.part())?);
        if reading.encoding != Encoding::Utf8 {
            writing.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = csv::WriterBuilder::new().delimiter(reading.separator).flexible(true).from_writer(writing);
        csv.write_record(reading.names.iter().map(String::as_str).chain(["errors"])).map_err(std::io::Error::other)?;
        Ok(Self { csv, file, width: reading.names.len() })
    }

    fn add(&mut self, line: &Line, errors: Option<&Vec<String>>) -> Result<(), Over> {
        let text = harmless(errors.map(|errors| errors.join(" ")).unwrap_or_default());
        let missing = self.width.saturating_sub(line.cells.len());
        let cells = line.cells.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
        self.csv.write_record(cells.chain([text.as_str()])).map_err(std::io::Error::other)?;
        Ok(())
    }

    fn end(self) -> Result<(), Over> {
        let file = self.csv.into_inner().map_err(|error| error.into_error())?.into_inner().map_err(|error| error.into_error())?;
        file.sync_all()?;
        Ok(self.file.end()?)
    }
}

/// Whoever brought it, if he still may.
async fn asker(app: &App, of: &Transfer) -> Result<Staff, Over> {
    let staff = app.store.by(&job(app.clock.now())).asker(of.staff).await?;
    staff.ok_or(Over::Unread(Unread::NotPermitted))
}

const fn not_permitted(_: Failure) -> Over {
    Over::Unread(Unread::NotPermitted)
}

/// Has some things tried, or written.
async fn apply(app: &App, of: &Transfer, wanted: Vec<Wanted>, step: &mut Step<'_>) -> Result<Vec<Became>, Over> {
    let (mut customers, mut products) = (Vec::new(), Vec::new());
    for one in wanted {
        match one {
            Wanted::Customer(one) => customers.push(*one),
            Wanted::Product(one) => products.push(*one),
        }
    }
    let staff = asker(app, of).await?;
    if !staff.grants().allows(Resource::Import) {
        return Err(Over::Unread(Unread::NotPermitted));
    }
    let became = match (of.entity, of.behavior) {
        (Entity::CustomerComposite, Behavior::Append | Behavior::Replace) => {
            let permit = staff.permit::<right::CustomersEdit>().map_err(not_permitted)?;
            app.store.by(&permit).import_customers(&customers, step).await
        }
        (Entity::CustomerComposite, Behavior::Delete) => {
            let permit = staff.permit::<right::CustomersDelete>().map_err(not_permitted)?;
            app.store.by(&permit).delete_customers(&customers, step).await
        }
        (Entity::CatalogProduct | Entity::StockSources | Entity::AdvancedPricing, _) => {
            // Categories that are not there are made for whoever may do that by a form.
            let makes = asker(app, of).await?.permit::<right::Categories>().ok();
            let permit = staff.permit::<right::Products>().map_err(not_permitted)?;
            app.store.by(&permit).import_products(&products, makes.as_ref(), step).await
        }
    };
    Ok(became?)
}

/// Goes through the file; `of` says then how far it came, and what was found.
pub(super) async fn run(of: &mut Transfer, at: &mut At<'_>) -> Result<(), Over> {
    let (app, hold) = (at.app, at.hold.clone());
    let language = of.language;
    let is_check = of.work == Work::Check;
    let reading = Reading::open(&app.settings.data.join(of.path()), of.entity).map_err(Over::Unread)?;
    if reading.header.is_of_addresses && of.behavior == Behavior::Delete {
        return Err(Over::Unread(Unread::DeletesNobody));
    }
    let is_of_addresses = reading.header.is_of_addresses;
    // In the names of the file's own format.
    let tell = move |trouble: &Trouble| {
        if let (&Trouble::Cell(column, flaw), true) = (trouble, is_of_addresses) {
            return words::trouble(language, &Trouble::Cell(addresses::theirs(column), flaw));
        }
        words::trouble(language, trouble)
    };
    let mut report = if is_check { Some(Report::begin(app, of, &hold, &reading)?) } else { None };
    if is_check {
        of.found = Found {
            ignored: reading.header.ignored.clone(),
            encoding: reading.encoding.name().to_owned(),
            separator: shown(reading.separator).to_owned(),
            ..Found::default()
        };
    }
    let images = Images::open(&app.settings.data.join(of.images())).map_err(Over::Unread)?;
    let mut things = Things { reading, entity: of.entity, behavior: of.behavior, next: None, seen: HashSet::new() };
    // Behind what is done already.
    while !is_check && things.done() < of.done && things.next().is_some() {}
    let mut held = None;
    loop {
        at.goes_on()?;
        let batch;
        (batch, held) = things.batch(held.take());
        let Some(last) = batch.last() else { break };
        let upto = last.done;
        let mut errors: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        let (mut wanted, mut done, mut lines, mut wrong) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for thing in batch {
            if is_check {
                of.found.rows = of.found.rows.saturating_add(i64::try_from(thing.lines.len()).unwrap_or(0));
                of.found.entities = of.found.entities.saturating_add(1);
            }
            let said = match thing.said {
                Ok(Wanted::Product(mut one)) => {
                    let wrong = images.bring(at, of, &mut one).await?;
                    let row = one.row;
                    if wrong.is_empty() { Ok(Wanted::Product(one)) } else { Err(wrong.into_iter().map(|trouble| (row, trouble)).collect()) }
                }
                said => said,
            };
            match said {
                Ok(one) => {
                    wanted.push(one);
                    done.push(thing.done);
                }
                Err(troubles) => {
                    let mut told: BTreeMap<i64, Vec<String>> = BTreeMap::new();
                    troubles.iter().for_each(|(row, trouble)| told.entry(*row).or_default().push(tell(trouble)));
                    wrong.extend(told.iter().map(|(row, texts)| Wrong { before: wanted.len(), row: *row, texts: texts.clone() }));
                    errors.extend(told);
                }
            }
            lines.extend(thing.lines);
        }
        if let Some(last) = done.last_mut() {
            *last = upto;
        }
        let has_some = !wanted.is_empty();
        let mut step = Step { of: (!is_check).then_some(&hold), adds: false, found: of.found.clone(), wrong, words: &tell, done };
        let became = if has_some { apply(app, of, wanted, &mut step).await? } else { Vec::new() };
        of.found = step.found_at_last();
        for one in &became {
            of.counts.count(one);
            if let Became::Refused(row, trouble) = one {
                errors.entry(*row).or_default().push(tell(trouble));
            }
        }
        if let Some(report) = &mut report {
            lines.sort_by_key(|line| line.row);
            lines.iter().try_for_each(|line| report.add(line, errors.get(&line.row)))?;
        }
        of.done = if is_check { things.reading.bytes() } else { upto };
        let is_told = !is_check && has_some;
        let is_to_say = at.is_to_say() || (!is_told && !is_check);
        if is_to_say && !app.store.by(&job(app.clock.now())).transfer_goes_on(&hold, of).await? {
            return Err(Over::Unwanted);
        }
        if of.is_stopped_by(of.found.errors) {
            report.map_or(Ok(()), Report::end)?;
            return Err(Over::Unread(Unread::TooManyErrors));
        }
    }
    if of.found.entities == 0 {
        return Err(Over::Unread(Unread::Empty));
    }
    report.map_or(Ok(()), Report::end)
}
