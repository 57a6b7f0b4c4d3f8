//! A measured figure, and the table of all of them.

use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::Path,
    process::Command,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// One figure, as the table shows it.
pub struct Row {
    pub name: &'static str,
    pub figure: String,
    pub value: String,
    /// What it is held against, measured in the same run.
    pub baseline: String,
    pub ratio: Option<f64>,
    pub goal: &'static str,
    pub met: bool,
}

/// The rows that were asked for, and those that are there.
pub struct Table {
    asked: Vec<String>,
    /// What another run found, by what it is of.
    before: BTreeMap<String, String>,
    pub rows: Vec<Row>,
}

impl Table {
    /// With the figures of another run, if there are any, such as of the commit before.
    pub fn new(asked: Vec<String>, before: Option<&Path>) -> std::io::Result<Self> {
        let figures = match before {
            Some(path) => serde_json::from_slice(&std::fs::read(path)?)?,
            None => Value::Null,
        };
        let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        let rows = figures.get("rows").and_then(Value::as_array).into_iter().flatten();
        let before = rows.filter_map(|row| Some((text(row, "figure")?, text(row, "value")?))).collect();
        Ok(Self { asked, before, rows: Vec::new() })
    }

    fn before(&self, row: &Row) -> &str {
        self.before.get(&row.figure).map_or("", String::as_str)
    }

    /// Whether any of these rows was asked for; all are, if none is named.
    pub fn wants(&self, names: &[&str]) -> bool {
        self.asked.is_empty() || names.iter().any(|n| self.asked.iter().any(|a| a == n))
    }

    pub fn add(&mut self, row: Row) {
        if self.wants(&[row.name]) {
            let beside = if row.baseline.is_empty() { String::new() } else { format!(" (beside {})", row.baseline) };
            say(&format!("{}: {}{beside}", row.figure, row.value));
            self.rows.push(row);
        }
    }

    pub fn print(&self) {
        println!("\n| row | figure | value | before | baseline | ratio | goal | |\n|---|---|---|---|---|---|---|---|");
        for row in &self.rows {
            let ratio = row.ratio.map(|r| format!("{r:.2}")).unwrap_or_default();
            let met = if row.met { "met" } else { "MISSED" };
            let (before, Row { name, figure, value, baseline, goal, .. }) = (self.before(row), row);
            println!("| {name} | {figure} | {value} | {before} | {baseline} | {ratio} | {goal} | {met} |");
        }
    }

    /// The same with date and machine.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                let Row { name, figure, value, baseline, ratio, goal, met } = row;
                let before = self.before(row);
                json!({ "row": name, "figure": figure, "value": value, "before": before, "baseline": baseline, "ratio": ratio, "goal": goal, "met": met })
            })
            .collect();
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let figures = json!({
            "date": printed("date", &["-u", "-d", &format!("@{seconds}"), "+%Y-%m-%dT%H:%M:%SZ"]),
            "seconds": seconds,
            "commit": printed("git", &["rev-parse", "HEAD"]),
            "machine": machine(),
            "rows": rows,
        });
        std::fs::write(path, serde_json::to_string_pretty(&figures)?)
    }
}

/// What a machine is, in a few words; empty where the system does not say.
pub fn machine() -> Value {
    let first = |path: &str, name: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, v)| v.trim().to_owned()).unwrap_or_default()
    };
    json!({
        "cores": std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        "processor": first("/proc/cpuinfo", "model name"),
        "memory": first("/proc/meminfo", "MemTotal"),
        "system": printed("uname", &["-sr"]),
        "load": std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
    })
}

pub fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}

/// Progress, beside the table.
pub fn say(text: &str) {
    eprintln!("bench: {text}");
}

/// Durations, sorted, to be asked for their percentiles.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    /// How long each of so many takes, one after another.
    pub async fn asking<E>(many: usize, mut ask: impl AsyncFnMut() -> Result<(), E>) -> Result<Self, E> {
        // The first few warm it up.
        for _ in 0..many / 8 {
            ask().await?;
        }
        let mut times = Vec::new();
        for _ in 0..many {
            let begun = Instant::now();
            ask().await?;
            times.push(begun.elapsed());
        }
        Ok(Self::of(times))
    }

    /// In milliseconds; `percent` from 0 to 100.
    pub fn at(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or(f64::NAN, |t| t.as_secs_f64() * 1_000.0)
    }
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
