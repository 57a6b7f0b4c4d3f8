//! The command line.

mod archive;
mod serve;

use crate::{clock::Clock, demo, jobs::job, settings::Settings};
use clap::{Parser, Subcommand};
use domain::{
    customers::{Email, PersonName},
    staff::UserName,
    text::{Flaw, Secret},
};
use std::{
    io::{IsTerminal, Read},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};
use store::{Effort, NewStaff, Store, StoreError};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A web store with its back office, whose support staff can log in as a customer: with consent, within their rights,
/// and on the record.
#[derive(Parser)]
#[command(name = "alongside", version)]
struct Arguments {
    /// The settings' file. Without it `alongside.toml` is read, if there is one.
    #[arg(long, global = true, env = "ALONGSIDE_CONFIG")]
    config: Option<PathBuf>,
    /// The folder of the embedded store.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// A SurrealDB server (`ws://…`) in place of the folder.
    #[arg(long, global = true)]
    store: Option<String>,
    /// Where to listen: address and port.
    #[arg(long, global = true)]
    listen: Option<SocketAddr>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the store and its back office (the default).
    Serve {
        /// Fill an empty store with the demo shop first.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the tables of the store up to date, and the indexes beside them, and end.
    Migrate,
    /// Fill an empty store with the demo shop, in any size.
    Demo {
        #[arg(long, default_value_t = demo::Size::default().products)]
        products: usize,
        /// Every other one allows remote shopping assistance.
        #[arg(long, default_value_t = demo::Size::default().customers)]
        customers: usize,
        /// Further support staff: agent1, agent2, …
        #[arg(long, default_value_t = demo::Size::default().agents)]
        agents: usize,
        /// Events of past visits.
        #[arg(long, default_value_t = demo::Size::default().events)]
        events: usize,
        /// Orders, with their documents.
        #[arg(long, default_value_t = demo::Size::default().orders)]
        orders: usize,
    },
    /// Admin users.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The archive of the record.
    #[command(subcommand)]
    Archive(ArchiveCommand),
    /// Read the settings, say what is in force, and end.
    CheckConfig,
    /// The settings.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Create an administrator: the first way into a new store. The password is read from the standard input.
    Create {
        #[arg(long)]
        user_name: String,
        #[arg(long)]
        first_name: String,
        #[arg(long)]
        last_name: String,
        #[arg(long)]
        email: String,
    },
    /// Take somebody's second factor away, who lost it and whom no administrator can help. While the store is served: All Users.
    ResetSecondFactor {
        #[arg(long)]
        user_name: String,
    },
}

#[derive(Subcommand)]
enum ArchiveCommand {
    /// Print its files, with what they hold.
    List,
    /// Read each file, and say whether it is what it was when it was written.
    Verify,
    /// Bring the events of a day back into the report, for 30 days. While the store is served: System > Action Logs > Archive.
    Restore {
        /// As its file is named: 2026-11-21.
        day: String,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print the settings' defaults, as a file.
    Defaults,
}

pub async fn run() -> ExitCode {
    match execute(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("alongside: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(arguments: Arguments) -> Outcome {
    if matches!(arguments.command, Some(Command::Config(ConfigCommand::Defaults))) {
        println!("{}", toml::to_string(&Settings::default())?);
        return Ok(());
    }
    let mut settings = Settings::read(arguments.config.as_ref())?;
    if let Some(data) = arguments.data {
        settings.data = data;
        settings.store = String::new();
    }
    if let Some(store) = arguments.store {
        settings.store = store;
    }
    if let Some(listen) = arguments.listen {
        settings.listen = listen;
    }
    settings.check()?;
    start_log(&settings);
    match arguments.command.unwrap_or(Command::Serve { demo: false }) {
        Command::Serve { demo } => serve::serve(settings, demo).await,
        Command::Migrate => {
            let store = open(&settings).await?;
            let indexed = index(&store, &mut progress()).await;
            store.close().await;
            indexed?;
            println!("The tables and indexes are up to date.");
            Ok(())
        }
        Command::Demo { products, customers, agents, events, orders } => {
            let store = open(&settings).await?;
            let size = demo::Size { products, customers, agents, events, orders };
            let filled = demo::fill_to(&store, &job(Clock::system().now()), size, &mut progress()).await;
            let indexed = index(&store, &mut progress()).await;
            store.close().await;
            indexed?;
            if filled? {
                println!("{}", demo::welcome(&settings.base_url));
            } else {
                println!("The store is not empty; it was left as it is.");
            }
            Ok(())
        }
        Command::Staff(StaffCommand::Create { user_name, first_name, last_name, email }) => {
            let new = new_staff(&user_name, &first_name, &last_name, &email)?;
            let store = open(&settings).await?;
            let created = store.by(&job(Clock::system().now())).create_administrator(new).await;
            store.close().await;
            created?;
            println!("The administrator {user_name} was created. Sign in at {}/admin.", settings.base_url);
            Ok(())
        }
        Command::Staff(StaffCommand::ResetSecondFactor { user_name }) => {
            let store = open(&settings).await?;
            let reset = store.by(&job(Clock::system().now())).reset_factor_of(&user_name).await;
            store.close().await;
            reset?;
            println!("{user_name} signs in with the password alone.");
            Ok(())
        }
        Command::Archive(command) => {
            let store = open(&settings).await?;
            let done = archive::run(&store, &settings.data, command).await;
            store.close().await;
            done
        }
        Command::CheckConfig => {
            println!("{}", toml::to_string(&settings)?);
            println!("# These settings are in force. Secrets are not shown.");
            Ok(())
        }
        Command::Config(ConfigCommand::Defaults) => Ok(()),
    }
}

/// Gives the indexes all that there is.
async fn index(store: &Store, told: &mut impl FnMut(&str)) -> Result<(), StoreError> {
    let job = job(Clock::system().now());
    let (by, mut done) = (store.by(&job), 0_usize);
    while by.index_rows(true).await? > 0 {}
    loop {
        match by.index_events(false).await? {
            0 => break,
            more => done = done.saturating_add(more),
        }
        told(&format!("{done} events in the index"));
    }
    by.index_events(true).await.map(drop)
}

/// Says how far something long is, every few seconds.
fn progress() -> impl FnMut(&str) {
    let mut last = Instant::now();
    move |text: &str| {
        if last.elapsed() >= Duration::from_secs(2) {
            eprintln!("  {text}");
            last = Instant::now();
        }
    }
}

async fn open(settings: &Settings) -> Result<Store, Box<dyn std::error::Error>> {
    let address = settings.address();
    let store =
        Store::open(&address, Effort::Normal).await.map_err(|error| format!("the store {address:?} could not be opened: {error}"))?;
    store.keep_secrets_under(&settings.key_file())?;
    Ok(store)
}

fn new_staff(user_name: &str, first_name: &str, last_name: &str, email: &str) -> Result<NewStaff, Box<dyn std::error::Error>> {
    let wrong = |what: &str| {
        let what = what.to_owned();
        move |flaw: Flaw| format!("{what} is not acceptable: {flaw:?}")
    };
    eprintln!("Password (at least 10 characters), then Enter:");
    let mut text = String::new();
    std::io::stdin().take(1024).read_to_string(&mut text)?;
    let password = Secret::new(text.lines().next().unwrap_or_default());
    password.as_new_password().map_err(wrong("the password"))?;
    Ok(NewStaff {
        user_name: UserName::parse(user_name).map_err(wrong("the user name"))?,
        first_name: PersonName::parse(first_name).map_err(wrong("the first name"))?,
        last_name: PersonName::parse(last_name).map_err(wrong("the last name"))?,
        email: Email::parse(email).map_err(wrong("the e-mail address"))?,
        // The role that holds everything is found, or made, when the user is written.
        role: domain::ids::RoleId::new(uuid::Uuid::nil()),
        password,
    })
}

fn start_log(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log).unwrap_or_default();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    // A second start in one process (tests) keeps the first.
    let _ = if settings.log_json { log.json().try_init() } else { log.try_init() };
}
