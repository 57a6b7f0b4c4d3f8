//! What reacts in an open page: a call beside its form, and how soon what is committed is seen.

use crate::{
    lab::{Outcome, Site, cookies},
    row::{Row, Table, Times, say},
};
use actors::Browser;
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::task::block_in_place;

pub const ROWS: &[&str] = &["call", "live-row", "live-crowd", "export", "export-xlsx", "export-jsonl"];
const CALLS: usize = 200;
/// A person has eight streams at most.
const STREAMS: usize = 8;
const CROWD: usize = 500;
const VISITS: usize = 40;

const SECTION: &str = "/admin/config/general";

pub async fn measure(site: &Site, end2end: &Path, table: &mut Table) -> Outcome<()> {
    if table.wants(&["call"]) {
        call(site, table).await?;
    }
    for (name, watchers) in [("live-row", 100), ("live-crowd", CROWD)] {
        if table.wants(&[name]) {
            live(site, end2end, (name, watchers), table).await?;
        }
    }
    for (name, format, what) in [("export", "csv", "CSV"), ("export-xlsx", "xlsx", "a workbook"), ("export-jsonl", "jsonl", "JSON lines")] {
        if table.wants(&[name]) {
            export(site, end2end, (name, format, what), table).await?;
        }
    }
    Ok(())
}

/// Saving the shop's name, each time another one, by the call and by the form, in turns.
async fn call(site: &Site, table: &mut Table) -> Outcome<()> {
    say("a setting is saved by a call, and by its form …");
    let mut rosa = site.staff("rosa").await;
    let mut shown = rosa.get(SECTION).await.input("shown").ok_or("the page does not say what it showed")?;
    let (mut by_call, mut by_form) = (Vec::new(), Vec::new());
    for n in 0..CALLS {
        let name = format!("Shop {n}");
        let begun = Instant::now();
        if n % 2 == 0 {
            let filled = json!([["name", name], ["timezone-system", "1"], ["shown", shown]]);
            let answer = rosa.calls("/admin/api/config/save", &json!({ "section": "General", "filled": filled }).to_string()).await;
            by_call.push(begun.elapsed());
            shown = answer.json()["shown"].as_str().ok_or("nothing was saved")?.to_owned();
        } else {
            let form = [("name", name.as_str()), ("timezone-system", "1"), ("shown", shown.as_str())];
            let answer = rosa.post(SECTION, &form).await;
            assert_eq!(answer.status, 303, "{}", answer.html);
            // Whoever posts is shown the page again.
            let page = rosa.get(SECTION).await;
            by_form.push(begun.elapsed());
            shown = page.input("shown").ok_or("the page does not say what it showed")?;
        }
    }
    let (call, form) = (Times::of(by_call), Times::of(by_form));
    table.add(Row {
        name: "call",
        figure: "a setting is saved by a call".into(),
        value: format!("p50 {:.1} ms, p95 {:.1} ms", call.at(50), call.at(95)),
        baseline: format!("{:.1} ms: by its form, with the page after it", form.at(50)),
        ratio: Some(call.at(50) / form.at(50)),
        goal: "<= 1.1",
        met: call.at(50) <= 1.1 * form.at(50),
    });
    Ok(())
}

/// Those who follow the log and the report, one of them in a browser.
struct Crowd {
    child: Child,
    orders: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Crowd {
    async fn gather(site: &Site, end2end: &Path, name: &str, watchers: usize) -> Outcome<Self> {
        say(&format!("{watchers} follow the log and the report, one of them in a browser …"));
        let mut sessions = Vec::new();
        for n in 0..watchers.div_ceil(STREAMS).saturating_add(1) {
            let mut watcher = site.browser();
            let user = format!("{}{n}", name.replace('-', ""));
            hires(site, &user).await?;
            watcher.signs_in_as_staff(&user).await;
            sessions.push(cookies(&watcher));
        }
        let mut child =
            Command::new("node").arg("live/watch.mjs").current_dir(end2end).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let asked = json!({ "url": site.program.address, "cookies": sessions, "watchers": watchers - 1 });
        let mut orders = child.stdin.take().ok_or("no input")?;
        orders.write_all(format!("{asked}\n").as_bytes())?;
        let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let mut crowd = Self { child, orders, lines };
        if crowd.told()? == "ready" { Ok(crowd) } else { Err("nobody watches".into()) }
    }

    fn told(&mut self) -> Outcome<String> {
        block_in_place(|| Ok(self.lines.next().ok_or("the browser is gone")??))
    }

    /// It ends with its input.
    fn goes(mut self) -> Outcome<()> {
        drop(self.orders);
        self.child.wait()?;
        Ok(())
    }
}

/// From before the request that commits to the row in a browser, while many others follow.
async fn live(site: &Site, end2end: &Path, (name, watchers): (&'static str, usize), table: &mut Table) -> Outcome<()> {
    let mut crowd = Crowd::gather(site, end2end, name, watchers).await?;
    let mut agent = site.staff("agent1").await;
    let path = agent.finds_customer("ada1@example.com").await;
    let mut times = Vec::new();
    for _ in 0..VISITS {
        let begun = begins(&mut agent, &path).await?;
        let line = crowd.told()?;
        let seen: u64 = line.split_once(' ').ok_or("no time")?.1.parse()?;
        times.push(Duration::from_millis(seen.saturating_sub(begun)));
    }
    crowd.goes()?;
    let times = Times::of(times);
    table.add(Row {
        name,
        figure: format!("from the request that begins a visit to its row in a browser, {watchers} watchers"),
        value: format!("p50 {:.0} ms, p95 {:.0} ms", times.at(50), times.at(95)),
        baseline: String::new(),
        ratio: None,
        goal: "p95 <= 150 ms",
        met: times.at(95) <= 150.0,
    });
    Ok(())
}

/// A file of the whole record is made while a crowd follows it: how long that takes, and what the program holds in memory meanwhile.
async fn export(site: &Site, end2end: &Path, (name, format, what): (&'static str, &str, &str), table: &mut Table) -> Outcome<()> {
    const REPORT: &str = "/admin/action-logs/report";
    const EXPORTS: &str = "/admin/action-logs/exports";
    let alone = site.program.resident();
    let crowd = Crowd::gather(site, end2end, name, CROWD).await?;
    say(&format!("all events are exported as {what} …"));
    let mut rosa = site.staff("rosa").await;
    let asking = rosa.get(REPORT).await.form_of("Export").ok_or("nothing can be exported")?;
    let made = rosa.get(EXPORTS).await.links_below(EXPORTS).len();
    let begun = Instant::now();
    assert_eq!(rosa.edits(REPORT, &asking, &[("format", format)]).await.status, 303);
    let mut most = site.program.resident();
    while rosa.get(EXPORTS).await.links_below(EXPORTS).len() <= made {
        most = most.max(site.program.resident());
        tokio::time::sleep(Duration::from_millis(200)).await;
        if begun.elapsed() > Duration::from_secs(15 * 60) {
            return Err("the export does not end".into());
        }
    }
    let (took, most) = (begun.elapsed(), most >> 20);
    crowd.goes()?;
    table.add(Row {
        name,
        figure: format!("resident memory while 1,000,000 events are exported as {what}, {CROWD} watchers"),
        value: format!("{most} MB, {:.0} s", took.as_secs_f64()),
        baseline: format!("{} MB before", alone >> 20),
        ratio: None,
        goal: "<= 300 MB",
        met: most <= 300,
    });
    Ok(())
}

/// Another administrator, who sees the log and the report.
async fn hires(site: &Site, name: &str) -> Outcome<()> {
    let mut rosa = site.staff("rosa").await;
    let role = rosa.get("/admin/roles").await.link_of("Administrators").ok_or("there are no administrators")?;
    let link = rosa.invites(name, &role).await.map_err(|answer| answer.html)?;
    let set = site.browser().sets_his_password(&link).await;
    if set.status == 303 { Ok(()) } else { Err(set.html.into()) }
}

/// Begins a visit, and says when that was asked for, in milliseconds.
async fn begins(agent: &mut Browser, path: &str) -> Outcome<u64> {
    let answer = agent.post(&format!("{path}/login-as-customer"), &[]).await;
    let token = answer.input("token").ok_or("no token")?;
    let begun = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    assert_eq!(agent.post_exactly("/assistance/enter", &[("token", &token)]).await.status, 303);
    Ok(begun)
}
