//! Breaks what can break, and says what held: `make torture-short` (part of `make test`), `make torture` (the long form).
//!
//! Each trial has a file of its own. A trial ends with a sentence in figures, or with what broke.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "whoever acts here is a test: one that cannot go on says so by failing"
)]

mod faults;
mod flood;
mod full;
mod import;
mod input;
mod instances;
mod kill;
mod locks;
mod parsers;
mod races;
mod record;
mod slow;
mod soak;

use clap::Parser;
use futures::future::BoxFuture;
use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// Breaks what can break, and says what held.
#[derive(Parser, Clone)]
pub struct Settings {
    /// The short form: a sample of each trial.
    #[arg(long)]
    pub short: bool,
    /// Where chance begins: the same number takes the same way, as far as the machine's own haste allows.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How long the soak lasts, in seconds.
    #[arg(long)]
    pub soak: Option<u64>,
    /// A SurrealDB server's program, for the trial of two instances.
    #[arg(long, env = "SURREAL")]
    pub surreal: Option<PathBuf>,
    /// One trial of several: the summary is somebody else's.
    #[arg(long, hide = true)]
    within: bool,
    /// These trials only.
    pub trials: Vec<String>,
}

impl Settings {
    /// The number of rounds of this form.
    pub fn of<T>(&self, short: T, long: T) -> T {
        if self.short { short } else { long }
    }

    /// The program, which is built beside this one.
    pub fn alongside() -> PathBuf {
        std::env::current_exe().unwrap().with_file_name("alongside")
    }
}

/// What held, in figures.
type Held = String;

struct Trial {
    name: &'static str,
    what: &'static str,
    in_short_form: bool,
    run: fn(Settings) -> BoxFuture<'static, Held>,
}

const TRIALS: &[Trial] = &[
    Trial { name: "kill", what: "the program is killed while it writes", in_short_form: true, run: |s| Box::pin(kill::run(s)) },
    Trial {
        name: "record",
        what: "the record is exported and followed while the program is killed",
        in_short_form: true,
        run: |s| Box::pin(record::run(s)),
    },
    Trial { name: "faults", what: "the store fails, is slow, hangs, falls silent", in_short_form: true, run: |s| Box::pin(faults::run(s)) },
    Trial {
        name: "flood",
        what: "strangers sign in, register, guess and search without end",
        in_short_form: true,
        run: |s| Box::pin(flood::run(s)),
    },
    Trial {
        name: "slow",
        what: "strangers hold connections open, and descriptors run out",
        in_short_form: false,
        run: |s| Box::pin(slow::run(s)),
    },
    Trial {
        name: "import",
        what: "products and customers are imported while the program is killed",
        in_short_form: true,
        run: |s| Box::pin(import::run(s)),
    },
    Trial { name: "full", what: "the disk is full", in_short_form: true, run: |s| Box::pin(full::run(s)) },
    Trial {
        name: "races",
        what: "many hands on one token, and rights that go while they are used",
        in_short_form: true,
        run: |s| Box::pin(races::run(s)),
    },
    Trial {
        name: "input",
        what: "everything that can be sent to every endpoint, by everybody",
        in_short_form: true,
        run: |s| Box::pin(input::run(s)),
    },
    Trial { name: "parsers", what: "any bytes for each parser", in_short_form: true, run: |s| Box::pin(parsers::run(s)) },
    Trial { name: "soak", what: "hours of ordinary use, in small", in_short_form: true, run: |s| Box::pin(soak::run(s)) },
    Trial {
        name: "locks",
        what: "the engine, read while it writes file after file",
        in_short_form: true,
        run: |s| Box::pin(locks::run(s)),
    },
    Trial { name: "instances", what: "two programs on one SurrealDB server", in_short_form: false, run: |s| Box::pin(instances::run(s)) },
];

fn main() -> ExitCode {
    let settings = Settings::parse();
    if let Some(unknown) = settings.trials.iter().find(|t| TRIALS.iter().all(|trial| trial.name != t.as_str())) {
        eprintln!("torture: there is no trial {unknown}; there are: {}", TRIALS.iter().map(|t| t.name).collect::<Vec<_>>().join(", "));
        return ExitCode::FAILURE;
    }
    let wanted: Vec<&Trial> = TRIALS
        .iter()
        .filter(
            |t| if settings.trials.is_empty() { t.in_short_form || !settings.short } else { settings.trials.iter().any(|w| w == t.name) },
        )
        .collect();
    let (mut held, mut broke) = (Vec::new(), Vec::new());
    for trial in &wanted {
        let holds = if wanted.len() == 1 { alone(trial, &settings) } else { apart(trial) };
        if holds { held.push(trial.name) } else { broke.push(trial.name) }
    }
    if !settings.within {
        println!("torture: held: {}; broke: {}", list(&held), list(&broke));
    }
    if broke.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// In a process of its own: what one trial leaves in memory is not laid at another's door.
fn apart(trial: &Trial) -> bool {
    let flags = std::env::args().skip(1).filter(|a| TRIALS.iter().all(|t| t.name != a));
    Command::new(std::env::current_exe().unwrap()).args(flags).args(["--within", trial.name]).status().unwrap().success()
}

fn alone(trial: &Trial, settings: &Settings) -> bool {
    tracing_subscriber::fmt().with_env_filter("off").with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(10 * 1024 * 1024).build().unwrap();
    println!("{}: {} …", trial.name, trial.what);
    fastrand::seed(settings.seed);
    let begun = Instant::now();
    // A trial that hangs has broken too.
    let limit = Duration::from_secs(settings.of(120, 7_200));
    let outcome = runtime.block_on(async { tokio::time::timeout(limit, tokio::spawn((trial.run)(settings.clone()))).await });
    let took = seconds(begun.elapsed());
    let broke = match outcome {
        Ok(Ok(sentence)) => {
            println!("  held: {sentence} ({took})");
            return true;
        }
        Ok(Err(error)) => told(error),
        Err(_) => "it hangs".to_owned(),
    };
    println!("  BROKE after {took}: {broke}");
    // What hangs is not waited for.
    runtime.shutdown_background();
    false
}

fn told(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "it was cut off".to_owned() };
    panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
