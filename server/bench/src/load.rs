//! Many requests at once, by `oha`: it is kept up well, comes from the crate registry, and takes the least of the two cores that
//! it shares with the program of all that do. It is installed by `make bench` as a program of its own, for as a library it
//! would bring its own set of tokio's features into the build, and the database would be compiled anew.

use crate::lab::Outcome;
use serde_json::Value;
use std::{
    process::{Command, Stdio},
    time::Duration,
};

/// What came of it.
pub struct Load {
    pub per_second: f64,
    pub p95: f64,
}

/// Asks for one address over `connections` connections for a while. Every answer must be a page.
pub async fn run(url: &str, cookie: &str, connections: usize, time: Duration) -> Outcome<Load> {
    let mut command = Command::new("oha");
    command.args(["--no-tui", "--output-format", "json", "--redirect", "0", "-c", &connections.to_string()]);
    command.args(["-z", &format!("{}ms", time.as_millis())]);
    // It would take what is packed otherwise, and the handler beside sends the same bytes as they are.
    command.args(["-H", "Accept-Encoding: identity"]);
    if !cookie.is_empty() {
        command.args(["-H", &format!("Cookie: {cookie}")]);
    }
    command.arg(url).stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output()).await?;
    let output = output.map_err(|e| format!("oha cannot be started ({e}): `make bench` installs it"))?;
    let told: Value =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("oha: {e}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let statuses = told.get("statusCodeDistribution").and_then(Value::as_object).cloned().unwrap_or_default();
    if statuses.is_empty() || statuses.keys().any(|s| s != "200") {
        return Err(format!("{url} answered {statuses:?}").into());
    }
    let number = |path: &str| told.pointer(path).and_then(Value::as_f64).unwrap_or(f64::NAN);
    Ok(Load { per_second: number("/summary/requestsPerSec"), p95: number("/latencyPercentiles/p95") * 1_000.0 })
}
