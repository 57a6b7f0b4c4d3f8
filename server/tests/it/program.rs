//! The program itself: its commands, its settings, and its end.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Output, Stdio},
};

fn alongside(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn text(output: &Output) -> (bool, String) {
    (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

/// Starts the program on a free port; returns it with its address.
fn serve(folder: &std::path::Path, arguments: &[&str]) -> (Child, String) {
    let mut child = alongside(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.as_mut().unwrap());
    let line = out.lines().map_while(Result::ok).find(|l| l.contains("listening on")).unwrap();
    let address = line.split("listening on ").nth(1).unwrap().split(')').next().unwrap().to_owned();
    (child, address)
}

fn get(address: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Tells the program to stop as a service manager does.
fn terminate(child: &mut Child) -> bool {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    child.wait().unwrap().success()
}

#[test]
fn the_program_starts_on_an_empty_folder_stops_in_order_and_finds_its_data_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = serve(folder.path(), &["--demo"]);
    assert!(get(&address, "/category/kitchen").contains("Harbour Mug"));
    assert!(terminate(&mut child), "it ends with 0");
    let (mut child, address) = serve(folder.path(), &["--demo"]);
    assert!(get(&address, "/category/kitchen").contains("Harbour Mug"));
    assert!(terminate(&mut child));
}

#[test]
fn the_first_administrator_is_created_on_the_command_line_and_no_other_way_in_exists() {
    let folder = tempfile::tempdir().unwrap();
    let create = |password: &str| {
        let mut child = alongside(folder.path())
            .args(["staff", "create", "--user-name", "grace", "--first-name", "Grace", "--last-name", "H", "--email", "grace@example.com"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        text(&child.wait_with_output().unwrap())
    };
    assert!(!create("short\n").0);
    let (created, said) = create("correct horse\n");
    assert!(created && !said.contains("correct horse"), "{said}");
    assert!(!create("correct horse\n").0, "the name is taken");
}

#[test]
fn settings_that_are_unknown_or_do_not_fit_are_refused_and_secrets_are_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        text(&alongside(folder.path()).args(arguments).envs(variables.iter().copied()).output().unwrap())
    };
    let (fine, defaults) = run(&["config", "defaults"], &[]);
    assert!(fine && defaults.contains("listen = \"127.0.0.1:3000\""), "{defaults}");
    std::fs::write(folder.path().join("alongside.toml"), &defaults).unwrap();
    assert!(run(&["check-config"], &[]).0, "the printed defaults are a file that is accepted");
    let (fine, said) = run(&["check-config"], &[("ALONGSIDE_STORE_PASSWORD", "hunter2hunter2"), ("ALONGSIDE_LISTEN", "127.0.0.1:4000")]);
    assert!(fine && said.contains("127.0.0.1:4000") && !said.contains("hunter2"), "{said}");
    std::fs::write(folder.path().join("alongside.toml"), "lissten = \"127.0.0.1:1\"").unwrap();
    let (fine, said) = run(&["check-config"], &[]);
    assert!(!fine && said.contains("lissten"), "{said}");
    std::fs::write(folder.path().join("alongside.toml"), "base_url = \"shop.example\"").unwrap();
    assert!(!run(&["check-config"], &[]).0);
}
