//! The program itself as a process of its own, as a shop runs it.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub struct Program {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// From the start to the moment at which it listened.
    pub took: Duration,
}

impl Program {
    /// Starts `alongside serve` on a free port, in `folder`, with nothing of this process' environment, and waits until
    /// it listens.
    ///
    /// # Panics
    /// It does not start; the text says what it wrote.
    pub fn serve(binary: &Path, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(binary)
            .current_dir(folder)
            .env_clear()
            // All who ask are at this machine.
            .env("ALONGSIDE_UNLIMITED", "[\"127.0.0.0/8\"]")
            .envs(variables.iter().copied())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", binary.display()));
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = out.lines().map_while(Result::ok);
        let line = lines.by_ref().find(|l| l.contains("listening on")).unwrap_or_else(|| panic!("the program did not start"));
        // Read on, so that it never waits for somebody to read.
        std::thread::spawn(move || lines.for_each(drop));
        let listening = line.split("listening on ").nth(1).unwrap().split(')').next().unwrap();
        Self { child, address: format!("http://{listening}"), took: begun.elapsed() }
    }

    /// As a machine that fails does: at once, without a word.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As a service manager does; says whether it ended in order.
    pub fn terminate(&mut self) -> bool {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }

    /// Leaves it so many descriptors; says whether that could be done.
    pub fn has_descriptors(&self, most: u32) -> bool {
        let limit = format!("--nofile={most}:4096");
        Command::new("prlimit").args(["--pid", &self.child.id().to_string(), &limit]).status().is_ok_and(|status| status.success())
    }

    /// How many descriptors it has in use; 0 where the system does not say.
    pub fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).map(Iterator::count).unwrap_or_default()
    }

    /// Whether it still runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// What it holds in memory, in bytes; 0 where the system does not say.
    pub fn resident(&self) -> u64 {
        resident(&self.child.id().to_string())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Ended already, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a process (`self`, or its number) holds in memory, in bytes; 0 where the system does not say.
pub fn resident(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.trim().split(' ').next()).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0).saturating_mul(1024)
}
