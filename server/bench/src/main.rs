//! Measures what is claimed: `make bench`, or `bench ROW…` for single rows. One table: figure, value, baseline in the same run,
//! ratio, goal, met or missed; the same as JSON. Machines are noisy, so what counts is the ratio. Whoever compares two commits measures the one
//! (`make bench ROWS="sign-ins page-limited"`), and then the other beside it (`BEFORE=figures.json`).
//!
//! One file for each kind of row.

#![expect(clippy::panic, clippy::indexing_slicing, reason = "whoever measures stops when the shop does not answer as it must")]

mod doors;
mod engine;
mod imports;
mod lab;
mod lighthouse;
mod lists;
mod live;
mod load;
mod orders;
mod pages;
mod report;
mod row;
mod shelves;
mod sizes;
mod visits;
mod writes;

use clap::Parser;
use engine::{Creates, Straight};
use lab::{FEW, Lab, MANY, Outcome};
use row::{Table, say};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Measures what is claimed of speed and size.
#[derive(Parser)]
struct Arguments {
    /// The rows to measure; all, if none is named.
    rows: Vec<String>,
    /// Where the figures are written, too.
    #[arg(long, default_value = "figures.json")]
    json: PathBuf,
    /// Figures that were written before, such as those of the commit before: what they say of the same stands beside.
    #[arg(long)]
    before: Option<PathBuf>,
    /// The program that is measured. Without it the one beside this.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Where the large stores are kept from run to run.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The checkout, for what browsers load.
    #[arg(long, default_value = ".")]
    checkout: PathBuf,
    /// How long each load goes on, in seconds.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Say the names of the rows, and end.
    #[arg(long)]
    list: bool,
}

fn all() -> Vec<&'static str> {
    [
        visits::ROWS,
        pages::ROWS,
        doors::ROWS,
        lists::ROWS,
        report::ROWS,
        lists::STORE_ROWS,
        writes::ROWS,
        live::ROWS,
        orders::PLACING,
        orders::GRIDS,
        imports::ROWS,
        shelves::ROWS,
        sizes::PROGRAM_ROWS,
        sizes::BUNDLE_ROWS,
        lighthouse::ROWS,
    ]
    .concat()
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.list {
        all().iter().for_each(|name| println!("{name}"));
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = arguments.rows.iter().find(|r| !all().contains(&r.as_str())) {
        eprintln!("bench: there is no row {unknown}; `bench --list` names them");
        return ExitCode::FAILURE;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(10 * 1024 * 1024).build();
    let mut table = match Table::new(arguments.rows.clone(), arguments.before.as_deref()) {
        Ok(table) => table,
        Err(error) => {
            eprintln!("bench: the figures of before cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.map_err(Into::into).and_then(|r| r.block_on(measure(&arguments, &mut table)));
    table.print();
    if let Err(error) = table.write(&arguments.json) {
        eprintln!("bench: {} cannot be written: {error}", arguments.json.display());
    }
    match done {
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
        Ok(()) if table.rows.iter().all(|r| r.met) => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
    }
}

async fn measure(arguments: &Arguments, table: &mut Table) -> Outcome<()> {
    let beside = std::env::current_exe()?.parent().map(Path::to_path_buf).ok_or("no folder")?;
    let program = arguments.program.clone().unwrap_or_else(|| beside.join("alongside"));
    let data = arguments.data.clone().unwrap_or_else(|| beside.join("bench-data"));
    let lab = Lab::new(program, data)?;
    let time = Duration::from_secs(arguments.seconds);
    say(&format!("{}", row::machine()));
    if table.wants(sizes::BUNDLE_ROWS) {
        sizes::bundles(&arguments.checkout, table)?;
    }
    let lists = [lists::ROWS, lists::STORE_ROWS].concat();
    let straight = if table.wants(&lists) { engine::straight(&lab).await? } else { Straight::new() };
    if table.wants(lists::STORE_ROWS) {
        lists::sequence(&lab, &straight, table).await?;
    }
    if table.wants(writes::ROWS) {
        let mut creates = Creates::open().await?;
        writes::measure(table, &mut creates, time).await?;
        creates.close().await?;
    }
    if table.wants(imports::ROWS) {
        imports::measure(table, time).await?;
    }
    if table.wants(orders::PLACING) {
        orders::placing(table).await?;
    }
    if table.wants(orders::GRIDS) {
        orders::grids(&lab, table).await?;
    }
    if table.wants(shelves::ROWS) {
        shelves::measure(&lab, table).await?;
    }
    if table.wants(doors::ROWS) {
        doors::measure(&lab, table, time).await?;
    }
    served(&lab, arguments, table, &straight).await
}

/// What is asked of the program itself, all of it of one process, so that its memory tells of all of it.
async fn served(lab: &Lab, arguments: &Arguments, table: &mut Table, straight: &Straight) -> Outcome<()> {
    let rows = [visits::ROWS, pages::ROWS, lists::ROWS, report::ROWS, live::ROWS, sizes::PROGRAM_ROWS, lighthouse::ROWS].concat();
    if !table.wants(&rows) {
        return Ok(());
    }
    let time = Duration::from_secs(arguments.seconds);
    let mut site = lab.site(MANY)?;
    site.staff("rosa").await.switches_the_feature(true).await;
    if table.wants(visits::ROWS) {
        let mut creates = Creates::open().await?;
        visits::measure(&site, table, &mut creates, time).await?;
        creates.close().await?;
    }
    if table.wants(pages::ROWS) {
        pages::measure(&site, table, time).await?;
    }
    if table.wants(lists::ROWS) {
        say("lists, at a million events and at ten thousand …");
        let few = lab.site(FEW)?;
        few.staff("rosa").await.switches_the_feature(true).await;
        lists::measure(&site, &few, straight, table).await?;
    }
    if table.wants(report::ROWS) {
        say("the report, at a million events and at ten thousand …");
        report::measure(&site, &lab.site(FEW)?, table).await?;
    }
    if table.wants(live::ROWS) {
        live::measure(&site, &arguments.checkout.join("end2end"), table).await?;
    }
    if table.wants(lighthouse::ROWS) {
        lighthouse::measure(&site, &arguments.checkout.join("end2end/lighthouse"), table).await?;
    }
    if table.wants(sizes::PROGRAM_ROWS) {
        sizes::program(lab, &mut site, table).await?;
    }
    Ok(())
}
