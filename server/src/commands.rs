//! The command line.

mod archive;
mod help;
mod said;
mod serve;

use crate::{
    clock::Clock,
    demo::{self, Part, Reached},
    jobs::job,
    random,
    settings::Settings,
};
use clap::{Parser, Subcommand};
use domain::{
    customers::{Email, PersonName},
    staff::UserName,
    stores::Language,
    text::{Flaw, Secret},
};
use std::{
    ffi::OsString,
    io::{IsTerminal, Read},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};
use store::{Effort, NewStaff, Store, StoreError};
use ui::{format, t, words};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// What can be typed. What each is for stands in `cli.json`, by its name.
#[derive(Parser)]
#[command(name = "alongside", version)]
struct Arguments {
    #[arg(long, global = true, env = "ALONGSIDE_CONFIG")]
    config: Option<PathBuf>,
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    #[arg(long, global = true)]
    store: Option<String>,
    #[arg(long, global = true)]
    listen: Option<SocketAddr>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Serve {
        #[arg(long)]
        demo: bool,
    },
    Migrate,
    Demo {
        #[arg(long, default_value_t = demo::Size::default().products)]
        products: usize,
        #[arg(long, default_value_t = demo::Size::default().customers)]
        customers: usize,
        #[arg(long, default_value_t = demo::Size::default().agents)]
        agents: usize,
        #[arg(long, default_value_t = demo::Size::default().events)]
        events: usize,
        #[arg(long, default_value_t = demo::Size::default().orders)]
        orders: usize,
    },
    #[command(subcommand)]
    Staff(StaffCommand),
    #[command(subcommand)]
    Archive(ArchiveCommand),
    CheckConfig,
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum StaffCommand {
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
    ResetSecondFactor {
        #[arg(long)]
        user_name: String,
    },
}

#[derive(Subcommand)]
enum ArchiveCommand {
    List,
    Verify,
    Restore { day: String },
}

#[derive(Subcommand)]
enum ConfigCommand {
    Defaults,
}

pub async fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let language = help::language(&given, |name| std::env::var(name).ok());
    let arguments = match help::read(given, language) {
        Ok(arguments) => arguments,
        Err(ended) => return ended,
    };
    match execute(arguments, language).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(language, error.as_ref()),
    }
}

/// What is said where the system lets nothing begin.
pub fn cannot_begin(error: &std::io::Error) -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    failed(help::language(&given, |name| std::env::var(name).ok()), error)
}

fn failed(language: Language, error: &(dyn std::error::Error + 'static)) -> ExitCode {
    eprintln!("alongside: {}", said::said(language, error));
    ExitCode::FAILURE
}

async fn execute(arguments: Arguments, language: Language) -> Outcome {
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
        Command::Serve { demo } => serve::serve(settings, demo, language).await,
        Command::Migrate => {
            let store = open(&settings, language).await?;
            let indexed = index(&store, language).await;
            store.close().await;
            indexed?;
            println!("{}", t!(language, cli.done.migrated));
            Ok(())
        }
        Command::Demo { products, customers, agents, events, orders } => {
            let store = open(&settings, language).await?;
            let size = demo::Size { products, customers, agents, events, orders };
            let mut told = progress();
            let mut told = |reached| told(so_far(language, reached));
            let filled = demo::fill_to(&store, &job(Clock::system().now()), language, size, &mut told).await;
            let indexed = index(&store, language).await;
            store.close().await;
            indexed?;
            if filled? {
                println!("{}", welcome(language, &settings.base_url));
            } else {
                println!("{}", t!(language, cli.done.not_empty));
            }
            Ok(())
        }
        Command::Staff(StaffCommand::Create { user_name, first_name, last_name, email }) => {
            let store = open(&settings, language).await?;
            let created: Outcome = match new_staff(language, &user_name, &first_name, &last_name, &email, store.config().store_name()) {
                Ok(new) => store.by(&job(Clock::system().now())).create_administrator(new).await.map(|_| ()).map_err(Into::into),
                Err(wrong) => Err(wrong),
            };
            store.close().await;
            created?;
            let address = format!("{}/admin", settings.base_url);
            println!("{}", t!(language, cli.done.administrator_created, name = user_name.as_str(), address = address.as_str()));
            Ok(())
        }
        Command::Staff(StaffCommand::ResetSecondFactor { user_name }) => {
            let store = open(&settings, language).await?;
            let reset = store.by(&job(Clock::system().now())).reset_factor_of(&user_name).await;
            store.close().await;
            reset?;
            println!("{}", t!(language, cli.done.factor_reset, name = user_name.as_str()));
            Ok(())
        }
        Command::Archive(command) => {
            let store = open(&settings, language).await?;
            let done = archive::run(&store, &settings.data, command, language).await;
            store.close().await;
            done
        }
        Command::CheckConfig => {
            println!("{}", toml::to_string(&settings)?);
            println!("# {}", t!(language, cli.done.in_force));
            Ok(())
        }
        Command::Config(ConfigCommand::Defaults) => Ok(()),
    }
}

/// What is said when the demo shop was filled.
fn welcome(language: Language, address: &str) -> String {
    let path = [
        t!(language, backoffice.stores),
        t!(language, backoffice.configuration),
        t!(language, config.section.login_as_customer),
        t!(language, config.setting.login_as_customer_enabled),
    ];
    let (path, button, admin) = (path.join(" > "), t!(language, assistance.button), format!("{address}/admin"));
    let names = demo::names(language);
    t!(
        language,
        cli.done.demo,
        address = address,
        admin = admin,
        password = demo::PASSWORD,
        administrators = names.administrators.as_str(),
        support = names.support.as_str(),
        auditors = names.auditors.as_str(),
        customer_care = names.customer_care.as_str(),
        international_desk = names.international_desk.as_str(),
        path = path,
        button = button
    )
}

/// Gives events their places, and the indexes all that there is.
async fn index(store: &Store, language: Language) -> Result<(), StoreError> {
    let job = job(Clock::system().now());
    let (by, mut done, mut told) = (store.by(&job), 0_usize, progress());
    let holder = random::name();
    while by.place_events(&holder).await? > 0 {}
    by.let_go_of_places(&holder).await?;
    while by.index_rows(true).await? > 0 {}
    loop {
        match by.index_events(false).await? {
            0 => break,
            more => done = done.saturating_add(more),
        }
        told(t!(language, cli.progress.indexed, done = counted(language, done)));
    }
    by.index_events(true).await.map(drop)
}

/// How far filling the demo shop is.
fn so_far(language: Language, reached: Reached) -> String {
    let (done, all) = (counted(language, reached.done), counted(language, reached.all));
    match reached.part {
        Part::Products => t!(language, cli.progress.products, done = done, all = all),
        Part::Customers => t!(language, cli.progress.customers, done = done, all = all),
        Part::Events => t!(language, cli.progress.events, done = done, all = all),
        Part::Orders => t!(language, cli.progress.orders, done = done, all = all),
    }
}

fn counted(language: Language, number: usize) -> String {
    format::number(language, i64::try_from(number).unwrap_or(i64::MAX))
}

/// Says how far something long is, every few seconds.
fn progress() -> impl FnMut(String) {
    let mut last = Instant::now();
    move |text: String| {
        if last.elapsed() >= Duration::from_secs(2) {
            eprintln!("  {text}");
            last = Instant::now();
        }
    }
}

async fn open(settings: &Settings, language: Language) -> Result<Store, Box<dyn std::error::Error>> {
    let address = settings.address();
    let cannot =
        |error: StoreError| t!(language, cli.error.cannot_open, address = address.to_string(), why = said::store(language, &error));
    let store = Store::open(&address, Effort::Normal).await.map_err(cannot)?;
    store.keep_secrets_under(&settings.key_file())?;
    Ok(store)
}

fn new_staff(
    language: Language,
    user_name: &str,
    first_name: &str,
    last_name: &str,
    email: &str,
    shop: &str,
) -> Result<NewStaff, Box<dyn std::error::Error>> {
    let wrong = |what: &'static str| move |flaw: Flaw| format!("{what}: {}", words::flaw(language, flaw));
    eprintln!("{}", t!(language, cli.done.asks_password));
    let mut text = String::new();
    std::io::stdin().take(1024).read_to_string(&mut text)?;
    let password = Secret::new(text.lines().next().unwrap_or_default());
    password.as_new_password(&[user_name, first_name, last_name, email, shop]).map_err(wrong(t!(language, staff.password)))?;
    Ok(NewStaff {
        user_name: UserName::parse(user_name).map_err(wrong("--user-name"))?,
        first_name: PersonName::parse(first_name).map_err(wrong("--first-name"))?,
        last_name: PersonName::parse(last_name).map_err(wrong("--last-name"))?,
        email: Email::parse(email).map_err(wrong("--email"))?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_shop_that_was_filled_is_told_of_in_every_language() {
        let told = Language::ALL.map(|language| welcome(language, "http://shop.test"));
        for said in &told {
            let has = |text: &str| said.contains(text);
            assert!(has("http://shop.test/admin") && has(demo::PASSWORD) && has(" > ") && !has("{"), "{said}");
        }
        assert_eq!(BTreeSet::from(told).len(), Language::ALL.len());
    }

    #[test]
    fn how_far_filling_is_is_told_in_every_language() {
        for part in [Part::Products, Part::Customers, Part::Events, Part::Orders] {
            let told = Language::ALL.map(|language| so_far(language, Reached { part, done: 12, all: 345 }));
            assert!(told.iter().all(|said| said.contains("12") && said.contains("345")), "{told:?}");
            assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), Language::ALL.len(), "{told:?}");
        }
    }
}
