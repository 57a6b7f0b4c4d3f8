//! The program for browser tests: the same application over a store in memory, filled with the demo shop, with a clock
//! that tests move. It prints its address, takes orders on its standard input and answers each with a line; the end of
//! the orders is the program's end.
//!
//! * `advance SECONDS` moves the clock.
//! * `archive DAYS` lets strangers come by on each of some days, and the lifetime of log entries go by: those days are in the archive.
//! * `hold export` takes up the next file of the record that is asked for, as another program would, and says that it is made by half.
//! * `feature on`, `feature off` switches Login as Customer.
//! * `staff NAME`, `customer NAME` signs somebody in, and answers with the cookie: what a test is not about need not be
//!   typed and clicked in each.
//! * `slow-all MILLISECONDS`, `slow-tables MILLISECONDS` makes each request to the store take so much longer, or what reads a whole table alone:
//!   what a job does for staff is then still under way when somebody looks. `0` ends that.
//! * `pages` answers with the rows of the table of endpoints that are looked at, as JSON: their paths, who is let in, and whether a visit is.
//!
//! With `BEGINS` among its variables its clock begins at that second since 1970.
//! With `PSEUDO` among its variables the shop has one view more, at `/xa`, in the language that nobody speaks.

use actors::{Browser, Way};
use domain::{
    audit::archive::State,
    ids::StoreViewId,
    stores::{Language, StoreView},
    time::Moment,
};
use server::{
    app::App,
    clock::Clock,
    demo,
    endpoints::{self, Access, Endpoint, InAVisit, Kind},
    jobs,
    settings::Settings,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::{Address, Effort, Fault, Faults, Store};
use tokio::io::{AsyncBufReadExt, BufReader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().thread_stack_size(10 * 1024 * 1024).build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_env_filter("error,server=warn,store=warn").with_writer(std::io::stderr).init();
    // Whoever compares pages with those of another day wants them to tell of the same one.
    let begins = std::env::var("BEGINS").ok().and_then(|seconds| seconds.parse::<i64>().ok());
    let now = Clock::system().now().millis();
    let ahead = Arc::new(AtomicI64::new(begins.map_or(0, |seconds| seconds.saturating_mul(1000).saturating_sub(now))));
    let clock = {
        let (ahead, system) = (Arc::clone(&ahead), Clock::system());
        Clock::new(move || Moment::from_millis(system.now().millis().saturating_add(ahead.load(Ordering::SeqCst))))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let faults = Faults::default();
    let store = Store::open_suffering(&Address::Memory, Effort::Low, faults.clone()).await?;
    let job = jobs::job(clock.now());
    demo::fill(&store, &job).await?;
    if let Some(first) = store.shop().stores.views().first().filter(|_| std::env::var_os("PSEUDO").is_some()) {
        let (id, code, name) = (StoreViewId::new(uuid::Uuid::from_u128(0xa)), "xa".to_owned(), Language::Pseudo.own_name().to_owned());
        store.by(&job).fill_view(&StoreView { id, code, name, language: Language::Pseudo, position: 99, ..first.clone() }).await?;
    }
    // Where mails are kept that no mail server takes, and files that are brought and taken along.
    let kept = tempfile::tempdir()?;
    let settings = Settings {
        listen: address,
        base_url: format!("http://{address}"),
        // All people of the tests are at one machine.
        unlimited: vec!["127.0.0.0/8".to_owned(), "::1".to_owned()],
        data: kept.path().to_owned(),
        ..Settings::read(None)?
    };
    let app = App::new(store.clone(), settings, clock).await?;
    let (way, keeper) = (Way::in_process(&app), app.clone());
    println!("http://{address}");
    let orders = async move {
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            match line.split_once(' ') {
                Some(("advance", seconds)) => {
                    ahead.fetch_add(seconds.parse::<i64>().unwrap_or_default().saturating_mul(1000), Ordering::SeqCst);
                    println!("done");
                }
                Some(("archive", days)) => println!("{}", archive(&keeper, &way, &ahead, days.parse().unwrap_or_default()).await),
                Some(("hold", "export")) => println!("{}", held(&keeper).await),
                Some((what @ ("slow-all" | "slow-tables"), longer)) => {
                    let longer = Duration::from_millis(longer.parse().unwrap_or_default());
                    faults.set(if what == "slow-all" { Fault::AllTakes(longer) } else { Fault::LongReadsTake(longer) });
                    println!("done");
                }
                Some((order, of)) => println!("{}", act(&way, order, of).await),
                None if line == "pages" => println!("{}", pages()),
                None => println!("no such order: {line}"),
            }
        }
    };
    // Whoever interrupts the tests interrupts their shops, which end in order all the same.
    let stop = async move {
        tokio::select! {
            () = orders => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    app.serve(listener, stop).await;
    Ok(())
}

async fn archive(app: &App, way: &Way, ahead: &AtomicI64, days: usize) -> &'static str {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    for _ in 0..days {
        Browser::new(way.clone()).post("/admin/login", &[("user_name", "mallory"), ("password", "none of hers")]).await;
        // A day's events have their places before the next day begins, as everywhere where a day is not over within a moment.
        while app.store.by(&jobs::job(app.clock.now())).events_without_place().await.is_ok_and(|waiting| waiting > 0) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        ahead.fetch_add(DAY, Ordering::SeqCst);
    }
    ahead.fetch_add(DAY.saturating_mul(401), Ordering::SeqCst);
    // On a thread of its own, as the program's job.
    let app = app.clone();
    let made = tokio::task::spawn_blocking(move || -> std::io::Result<bool> {
        Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(archived(&app, days)))
    });
    if matches!(made.await, Ok(Ok(true))) { "done" } else { "no such order: the days are not in the archive" }
}

async fn archived(app: &App, days: usize) -> bool {
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    for _ in 0..100 {
        // The program's own job may be at the same days: whoever was slower finds them done.
        let _ = jobs::archive::round(app, true, &stopped).await;
        let files = app.store.by(&jobs::job(app.clock.now())).archived().await.unwrap_or_default();
        if files.len() >= days && files.iter().all(|file| file.state == State::Archived) {
            return true;
        }
        // Events have their places by and by.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

/// A file of the record, once it is asked for: before the program's own job looks for one.
async fn held(app: &App) -> &'static str {
    for _ in 0..2_000 {
        let job = jobs::job(app.clock.now());
        let by = app.store.by(&job);
        if let Ok(Some((hold, export))) = by.next_export("another program").await {
            // Heard of for a minute, so that nobody takes it for one that is gone while it is looked at.
            let later = jobs::job(app.clock.now().plus(std::time::Duration::from_secs(60)));
            let is_wanted = app.store.by(&later).goes_on(&hold, export.total / 2).await.unwrap_or_default();
            return if is_wanted { "done" } else { "no such order: it is not wanted any more" };
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    "no such order: there is no file to be made"
}

/// The pages of the table: a test that walks them walks each that is new.
fn pages() -> serde_json::Value {
    let who = |endpoint: &Endpoint| match endpoint.access {
        Access::Open => "open",
        Access::Customer => "customer",
        Access::Own => "own",
        Access::Staff | Access::Holds(_) => "staff",
    };
    let row = |e: &Endpoint| serde_json::json!({ "path": &*e.path, "who": who(e), "in_a_visit": e.in_a_visit == InAVisit::Yes });
    endpoints::all().iter().filter(|e| e.kind == Kind::Page).map(row).collect()
}

/// What somebody does at a browser of his own, and the cookies that he then holds.
async fn act(way: &Way, order: &str, of: &str) -> String {
    let mut browser = Browser::new(way.clone());
    match order {
        "staff" => browser.signs_in_as_staff(of).await,
        "customer" => browser.signs_in_as_customer(of).await,
        "feature" => {
            browser.signs_in_as_staff("rosa").await;
            browser.switches_the_feature(of == "on").await;
        }
        _ => return format!("no such order: {order}"),
    }
    let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    cookies.join("; ")
}
