//! Where it is measured: stores of known sizes, made by the program's own `demo` command, and the program over copies of
//! them, as a process of its own.

use crate::row::say;
use actors::{Browser, Program, Way};
use server::{clock::Clock, demo::Pace};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

pub const FEW: usize = 10_000;
pub const MANY: usize = 1_000_000;
/// As many as support staff of the demo that nothing else signs in.
pub const AGENTS: usize = 8;

/// What the data are made by: when it changes, they are made anew.
const MADE_BY: &[&str] = &[
    include_str!("../../src/demo/mod.rs"),
    include_str!("../../src/demo/history.rs"),
    include_str!("../../src/demo/pace.rs"),
    include_str!("../../src/demo/catalog.rs"),
    include_str!("../../src/demo/catalog/products.toml"),
    include_str!("../../src/demo/catalog/en.toml"),
    include_str!("../../src/demo/orders.rs"),
    include_str!("../../store/src/testing/bulk/mod.rs"),
    include_str!("../../store/src/testing/bulk/history.rs"),
    include_str!("../../store/src/testing/bulk/people.rs"),
    include_str!("../../store/src/testing/bulk/orders.rs"),
    include_str!("../../store/src/catalog/row.rs"),
    include_str!("../../store/src/sales/row.rs"),
    include_str!("../../store/src/sales/document_row.rs"),
    include_str!("../../store/src/engine/list.rs"),
    include_str!("../../store/src/engine/record.rs"),
    include_str!("../../store/src/engine/migrations/0001_house.surql"),
];

pub struct Lab {
    pub program: PathBuf,
    data: PathBuf,
}

/// The program over a store that is thrown away afterwards.
pub struct Site {
    pub program: Program,
    pub folder: TempDir,
}

impl Lab {
    pub fn new(program: PathBuf, data: PathBuf) -> Outcome<Self> {
        std::fs::create_dir_all(&data)?;
        let lab = Self { program: program.canonicalize()?, data: data.canonicalize()? };
        lab.clear()?;
        Ok(lab)
    }

    /// Takes away copies that a run left which was stopped, and stores that another program was measured with: each is gigabytes.
    fn clear(&self) -> Outcome<()> {
        for entry in std::fs::read_dir(&self.data)? {
            let path = entry?.path();
            if !path.to_string_lossy().ends_with(&making()) {
                std::fs::remove_dir_all(path)?;
            }
        }
        Ok(())
    }

    /// A copy of the store with so many events.
    pub fn copy(&self, events: usize) -> Outcome<TempDir> {
        self.copy_of("events", events)
    }

    /// The program over a copy of the store with so many orders.
    pub fn with_orders(&self, orders: usize) -> Outcome<Site> {
        let folder = self.copy_of("orders", orders)?;
        Ok(Site { program: self.serve(folder.path()), folder })
    }

    /// The program over a copy of the store with so many products.
    pub fn with_products(&self, products: usize) -> Outcome<Site> {
        let folder = self.copy_of("products", products)?;
        Ok(Site { program: self.serve(folder.path()), folder })
    }

    fn copy_of(&self, what: &str, count: usize) -> Outcome<TempDir> {
        let made = self.made(what, count)?;
        let folder = tempfile::tempdir_in(&self.data)?;
        let copied = Command::new("cp").arg("-r").arg(made.join("data")).arg(folder.path()).status()?.success();
        // What the copy still has to write is not laid at the program's door.
        Command::new("sync").status()?;
        if copied { Ok(folder) } else { Err("the data could not be copied".into()) }
    }

    /// The program over that copy.
    pub fn site(&self, events: usize) -> Outcome<Site> {
        let folder = self.copy(events)?;
        Ok(Site { program: self.serve(folder.path()), folder })
    }

    /// The same as it stands behind a proxy, where everybody is counted.
    pub fn limited(&self, events: usize) -> Outcome<Site> {
        let folder = self.copy(events)?;
        let variables = [("ALONGSIDE_LOG", "warn"), ("ALONGSIDE_UNLIMITED", "[]"), ("ALONGSIDE_TRUSTED_PROXIES", "[\"127.0.0.1\"]")];
        Ok(Site { program: Program::serve(&self.program, folder.path(), &[], &variables), folder })
    }

    pub fn serve(&self, folder: &Path) -> Program {
        Program::serve(&self.program, folder, &[], &[("ALONGSIDE_LOG", "warn")])
    }

    /// A store with so many events, orders or products.
    fn made(&self, what: &str, count: usize) -> Outcome<PathBuf> {
        let folder = self.data.join(format!("{what}-{count}-{}", making()));
        if folder.join("whole").exists() {
            // Made by an earlier program, maybe: what its tables lack is not to be added while the start is measured.
            let mut migrate = Command::new(&self.program);
            migrate.current_dir(&folder).env("ALONGSIDE_LOG", "error").args(["migrate", "--data", "data"]);
            return if migrate.stdout(Stdio::null()).status()?.success() {
                Ok(folder)
            } else {
                Err("the store could not be migrated".into())
            };
        }
        std::fs::create_dir_all(&folder)?;
        say(&format!("filling a store with {count} {what} (a million take a few minutes) …"));
        let done = Command::new(&self.program)
            .current_dir(&folder)
            .env("ALONGSIDE_LOG", "error")
            .args(["demo", "--data", "data", "--customers", "10000"])
            .args(if what == "products" { [].as_slice() } else { &["--products", "10000"] })
            .args(["--agents", &AGENTS.to_string(), &format!("--{what}"), &count.to_string()])
            .stdout(Stdio::null())
            .status()?;
        if !done.success() {
            return Err("the store could not be filled".into());
        }
        std::fs::write(folder.join("whole"), "")?;
        Ok(folder)
    }
}

/// What a store is made by, in short.
fn making() -> String {
    let mut hasher = DefaultHasher::new();
    MADE_BY.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

impl Site {
    pub fn browser(&self) -> Browser {
        Browser::new(Way::wire(&self.program.address))
    }

    pub async fn staff(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        browser.signs_in_as_staff(name).await;
        browser
    }

    /// Starts the program again over the same store.
    pub fn restart(&mut self, lab: &Lab) -> Outcome<()> {
        if !self.program.terminate() {
            return Err("the program did not end in order".into());
        }
        self.program = lab.serve(self.folder.path());
        Ok(())
    }
}

/// The cookies of a browser, as a header.
pub fn cookies(browser: &Browser) -> String {
    browser.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
}

/// A place in the middle of the log of a store with so many events.
pub fn middle(events: usize) -> String {
    let middle = Pace::of_visits(events).middle(Clock::system().now()).millis();
    format!("{middle:012x}70008000000000000000")
}

/// The same of the sequence.
pub fn half(events: usize) -> i64 {
    i64::try_from(events / 2).unwrap_or(0)
}

/// From M on, in the order of names.
pub fn from_m() -> String {
    domain::text::sort_key("m")
}
