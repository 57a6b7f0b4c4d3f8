//! Importing customers and products: checking a file, and writing what stands in it, each with its event and synced.

use crate::{
    engine::Creates,
    lab::Outcome,
    row::{Row, Table, say},
    visits::count,
};
use actors::resident;
use domain::{
    access::{Grants, Websites},
    caller::{Permit, right},
    customers::{Email, PersonName},
    ids::{RoleId, TransferId},
    jobs::State,
    staff::UserName,
    stores::Language,
    text::Secret,
    transfer::{Behavior, Entity, FOLDER, Strategy},
};
use server::{app::App, clock::Clock, jobs, settings::Settings};
use std::{
    fs::File,
    io::{BufWriter, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use store::{Address, Effort, ImportDraft, NewStaff, Store};
use tempfile::TempDir;
use tokio::sync::watch;

pub const ROWS: &[&str] = &["import", "import-products", MEMORY];
const MEMORY: &str = "import-memory";
const LINES: usize = 20_000;
const MILLION: i64 = 1_000_000;

/// What is imported, and how much of what the bare engine does is enough: one writer and a batch of things a commit, beside 64 writers of one
/// row each. A product is more than a row: it has one for each place where it stands, and its categories change with it.
struct Kind {
    row: &'static str,
    what: &'static str,
    entity: Entity,
    head: &'static str,
    line: fn(usize) -> String,
    share: f64,
    goal: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind {
        row: "import",
        what: "customers with an address each",
        entity: Entity::CustomerComposite,
        head: "email,_website,firstname,lastname,_address_street,_address_city,_address_postcode,_address_country_id",
        line: |n| format!("person{n}@example.com,base,Person,Number {n},Hafen {n},Berlin,10115,DE"),
        share: 0.25,
        goal: ">= 0.25",
    },
    Kind {
        row: "import-products",
        what: "products, each in two categories",
        entity: Entity::CatalogProduct,
        head: "sku,name,description,price,qty,categories",
        line: |n| {
            let (shelf, cents) = (n % 20, n % 90 + 10);
            let places = format!("Default Category/Shelf {shelf},Default Category/Things");
            format!("NEW-{n},Thing {n},\"Number {n}, of wood; it is oiled.\",{}.{cents},{},\"{places}\"", n % 300 + 1, n % 50)
        },
        share: 0.1,
        goal: ">= 0.10",
    },
];

pub async fn measure(table: &mut Table, time: Duration) -> Outcome<()> {
    for kind in KINDS {
        if table.wants(&[kind.row]) {
            imported(table, time, &kind).await?;
        }
    }
    if table.wants(&[MEMORY]) {
        held(table).await?;
    }
    Ok(())
}

/// A shop with nothing in it, and whoever brings files there.
struct Begun {
    folder: TempDir,
    store: Store,
    app: App,
    permit: Permit<right::Import>,
}

impl Begun {
    async fn new() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
        let store = Store::open(&Address::Folder(folder.path().join("store")), Effort::Low).await?;
        let app = App::new(store.clone(), settings, Clock::system()).await?;
        let job = jobs::job(app.clock.now());
        let wrong = |_| "a name that is none";
        let new = NewStaff {
            user_name: UserName::parse("bench").map_err(wrong)?,
            first_name: PersonName::parse("Bench").map_err(wrong)?,
            last_name: PersonName::parse("Bench").map_err(wrong)?,
            email: Email::parse("bench@example.com").map_err(wrong)?,
            role: RoleId::NOTHING,
            password: Secret::new("correct horse battery"),
        };
        let id = store.by(&job).create_administrator(new).await?;
        let staff = job.on_behalf_of(id, "bench".to_owned(), (Grants::All, Websites::All));
        let permit = staff.permit::<right::Import>().map_err(|_| "no right")?;
        Ok(Self { folder, store, app, permit })
    }

    /// Has a file checked: it lies where the job finds it.
    async fn brings(&self, (entity, strategy): (Entity, Strategy), head: &str, lines: impl Iterator<Item = String>) -> Outcome<TransferId> {
        let by = self.store.by(&self.permit);
        let (id, folder) = (by.new_transfer(), self.folder.path().join(FOLDER));
        std::fs::create_dir_all(&folder)?;
        let mut file = BufWriter::new(File::create(folder.join(format!("{id}.csv")))?);
        writeln!(file, "{head}")?;
        for line in lines {
            writeln!(file, "{line}")?;
        }
        file.flush()?;
        let draft = ImportDraft {
            id,
            language: Language::default(),
            entity,
            behavior: Behavior::Append,
            strategy,
            allowed: 0,
            name: "bench.csv".to_owned(),
            bytes: i64::try_from(file.get_ref().metadata()?.len())?,
        };
        by.check_import(draft).await?;
        Ok(id)
    }
}

async fn imported(table: &mut Table, time: Duration, kind: &Kind) -> Outcome<()> {
    say(&format!("an import of {} …", kind.what));
    let begun = Begun::new().await?;
    let id = begun.brings((kind.entity, Strategy::StopOnErrors), kind.head, (0..LINES).map(kind.line)).await?;
    let (by, app) = (begun.store.by(&begun.permit), &begun.app);
    let mut creates = Creates::open().await?;
    let before = creates.per_second(time / 4).await;
    let checking = timed(app).await?;
    let checked = by.import(id).await?;
    if !by.begin_import(&checked).await? {
        return Err("the import was not begun".into());
    }
    let importing = timed(app).await?;
    let done = by.import(id).await?;
    let ceiling = (before + creates.per_second(time / 4).await) / 2.0;
    creates.close().await?;
    begun.store.close().await;
    if done.state != State::Done || done.counts.created != i64::try_from(LINES)? {
        return Err(format!("{} of {LINES} were imported: {}", done.counts.created, done.why).into());
    }
    let (checked, imported) = (count(LINES) / checking.as_secs_f64(), count(LINES) / importing.as_secs_f64());
    table.add(Row {
        name: kind.row,
        figure: format!("{}, imported with their events, synced; checked before that at {checked:.0}/s", kind.what),
        value: format!("{imported:.0}/s"),
        baseline: format!("{ceiling:.0}/s: synced creates of the bare engine"),
        ratio: Some(imported / ceiling),
        goal: kind.goal,
        met: imported / ceiling >= kind.share,
    });
    Ok(())
}

/// What the program holds more in memory while it looks through a file of a million lines, and says of each what is wrong with it.
async fn held(table: &mut Table) -> Outcome<()> {
    say("a file of a million lines is checked …");
    let begun = Begun::new().await?;
    let lines = (0..MILLION).map(|n| format!("NEW-{n},{}", n % 50));
    let id = begun.brings((Entity::StockSources, Strategy::SkipErrors), "sku,qty", lines).await?;
    let before = resident("self");
    let most = Arc::new(AtomicU64::new(before));
    let seen = Arc::clone(&most);
    let watching = tokio::spawn(async move {
        loop {
            seen.fetch_max(resident("self"), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let took = timed(&begun.app).await?;
    watching.abort();
    let checked = begun.store.by(&begun.permit).import(id).await?;
    begun.store.close().await;
    if checked.state != State::Done || checked.found.rows != MILLION {
        return Err(format!("{} of {MILLION} lines were looked at: {}", checked.found.rows, checked.why).into());
    }
    let more = most.load(Ordering::Relaxed).saturating_sub(before) >> 20;
    table.add(Row {
        name: MEMORY,
        figure: "more resident memory while a file of 1,000,000 lines is checked, none of which is right".to_owned(),
        value: format!("{more} MB, {:.0} s", took.as_secs_f64()),
        baseline: format!("{} MB before", before >> 20),
        ratio: None,
        goal: "<= 64 MB",
        met: more <= 64,
    });
    Ok(())
}

/// How long the job needs for what is asked for now.
async fn timed(app: &App) -> Outcome<Duration> {
    let (_stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    while jobs::transfers::round(app, "bench", &stopped).await? {}
    Ok(begun.elapsed())
}
