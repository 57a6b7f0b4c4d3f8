//! Importing customers: checking a file, and writing what stands in it, each with its event and synced.

use crate::{
    engine::Creates,
    lab::Outcome,
    row::{Row, Table, say},
    visits::count,
};
use domain::{
    access::{Grants, Websites},
    caller::right,
    customers::{Email, PersonName},
    ids::RoleId,
    jobs::State,
    staff::UserName,
    stores::Language,
    text::Secret,
    transfer::{Behavior, Entity, FOLDER, Strategy},
};
use server::{app::App, clock::Clock, jobs, settings::Settings};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};
use store::{Address, Effort, ImportDraft, NewStaff, Store};
use tokio::sync::watch;

pub const ROWS: &[&str] = &["import"];
const LINES: usize = 20_000;
/// One writer and a batch of things a commit, beside 64 writers of one row each.
const SHARE: f64 = 0.25;

fn lines(first: usize) -> String {
    let head = "email,_website,firstname,lastname,_address_street,_address_city,_address_postcode,_address_country_id\n";
    (first..first + LINES).fold(head.to_owned(), |mut text, n| {
        let _ = writeln!(text, "person{n}@example.com,base,Person,Number {n},Hafen {n},Berlin,10115,DE");
        text
    })
}

pub async fn measure(table: &mut Table, time: Duration) -> Outcome<()> {
    say("an import of customers with their addresses …");
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
    let by = store.by(&permit);
    let id = by.new_transfer();
    let text = lines(0);
    std::fs::create_dir_all(folder.path().join(FOLDER))?;
    std::fs::write(folder.path().join(FOLDER).join(format!("{id}.csv")), &text)?;
    let draft = ImportDraft {
        id,
        language: Language::default(),
        entity: Entity::CustomerComposite,
        behavior: Behavior::Append,
        strategy: Strategy::StopOnErrors,
        allowed: 0,
        name: "bench.csv".to_owned(),
        bytes: i64::try_from(text.len())?,
    };
    by.check_import(draft).await?;
    let mut creates = Creates::open().await?;
    let before = creates.per_second(time / 4).await;
    let checking = timed(&app).await?;
    let checked = by.import(id).await?;
    by.begin_import(&checked).await?;
    let importing = timed(&app).await?;
    let done = by.import(id).await?;
    let ceiling = (before + creates.per_second(time / 4).await) / 2.0;
    creates.close().await?;
    store.close().await;
    if done.state != State::Done || done.counts.created != i64::try_from(LINES)? {
        return Err(format!("{} of {LINES} were imported: {}", done.counts.created, done.why).into());
    }
    let (checked, imported) = (count(LINES) / checking.as_secs_f64(), count(LINES) / importing.as_secs_f64());
    table.add(Row {
        name: "import",
        figure: format!("customers with an address each, imported with their events, synced; checked before that at {checked:.0}/s"),
        value: format!("{imported:.0}/s"),
        baseline: format!("{ceiling:.0}/s: synced creates of the bare engine"),
        ratio: Some(imported / ceiling),
        goal: ">= 0.25",
        met: imported / ceiling >= SHARE,
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
