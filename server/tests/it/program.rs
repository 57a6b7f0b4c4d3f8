//! The program itself: its commands, its settings, and its end.

use actors::{Browser, Program, Way};
use domain::{
    audit::{Action, Actor, Event, Origin},
    jobs::Indexed,
    stores::Language,
};
use server::{app::App, clock::Clock, jobs, settings::Settings};
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};
use store::{Address, Effort, Store};

fn alongside(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn text(output: &Output) -> (bool, String) {
    (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

#[tokio::test]
async fn the_program_starts_on_an_empty_folder_stops_in_order_and_finds_its_data_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut program = Program::serve(Path::new(env!("CARGO_BIN_EXE_alongside")), folder.path(), &["--demo"], &[]);
        let mut guest = Browser::new(Way::wire(&program.address));
        assert!(guest.get("/category/kitchen").await.shows("Harbour Mug"));
        assert!(program.terminate(), "it ends with 0");
    }
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
    assert!(!create("alongside-1\n").0, "it is what the shop is called");
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
    for (line, name) in [
        ("base_url = \"shop.example\"", "base_url"),
        ("hosts = [\"https://outlet.example\"]", "hosts"),
        ("trusted_proxies = [\"proxy.example\"]", "trusted_proxies"),
        ("trusted_proxies = [\"10.0.0.2 X-Real-IP\"]", "X-Forwarded-For or Forwarded"),
    ] {
        std::fs::write(folder.path().join("alongside.toml"), line).unwrap();
        let (fine, said) = run(&["check-config"], &[]);
        assert!(!fine && said.contains(name), "{said}");
    }
    std::fs::write(folder.path().join("alongside.toml"), "hosts = [\"outlet.example\"]").unwrap();
    let (fine, said) = run(&["check-config"], &[("ALONGSIDE_TRUSTED_PROXIES", "[\"10.0.0.2\"]")]);
    assert!(fine && said.contains("hosts = [\"outlet.example\"]") && said.contains("trusted_proxies = [\"10.0.0.2\"]"), "{said}");
}

#[test]
fn help_and_answers_are_in_the_language_of_whoever_types() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], locale: &str| text(&alongside(folder.path()).args(arguments).env("LANG", locale).output().unwrap());
    for (arguments, locale, said) in [
        (["demo", "--help"], "nl_NL.UTF-8", "Gebruik: alongside demo [OPTIES]"),
        (["--help", "--language=sv"], "nl_NL.UTF-8", "Användning: alongside [ALTERNATIV] [KOMMANDO]"),
        (["staff", "--help"], "C", "Usage: alongside staff [OPTIONS] <COMMAND>"),
    ] {
        let (fine, help) = run(&arguments, locale);
        assert!(fine && help.contains(said), "{help}");
    }
    let (fine, told) = run(&["--listten"], "it_IT.UTF-8");
    assert!(!fine && told.contains("Qui non c’è l’opzione --listten. Intendevi --listen?"), "{told}");
    let (fine, told) = run(&["check-config"], "es_ES.UTF-8");
    assert!(fine && told.contains("Los secretos no se muestran."), "{told}");
    let (fine, told) = run(&["archive", "verify"], "nl_NL.UTF-8");
    assert!(fine && told.contains("Bestanden: 0; beschadigd of ontbrekend: 0"), "{told}");
    let (fine, told) = run(&["archive", "restore", "2026-11-21"], "sv_SE.UTF-8");
    assert!(!fine && told.contains("det finns ingen fil för 2026-11-21 i arkivet"), "{told}");
}

/// The lines of a help: what is typed, and what is said of it.
fn lines(help: &str) -> Vec<(String, String)> {
    let line = |line: &str| match line.trim().split_once("  ") {
        Some((typed, said)) if line.starts_with(' ') => (typed.to_owned(), said.trim().to_owned()),
        _ => (line.split(' ').filter(|word| word.starts_with("--")).collect::<Vec<_>>().join(" "), line.to_owned()),
    };
    help.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

#[test]
fn the_help_of_each_command_names_the_same_in_each_language_and_no_line_of_it_is_in_english() {
    let folder = tempfile::tempdir().unwrap();
    let help = |command: &str, language: Language| {
        let asked = command.split_whitespace().chain(["--help", "--language", language.tag()]);
        let (fine, help) = text(&alongside(folder.path()).args(asked).output().unwrap());
        assert!(fine && !help.contains(['{', '}']), "{command}: {help}");
        lines(&help)
    };
    let typed = |help: &[(String, String)]| help.iter().map(|(typed, _)| typed.clone()).collect::<Vec<_>>();
    let (mut commands, mut at) = (vec![String::new()], 0);
    while let Some(command) = commands.get(at).cloned() {
        at += 1;
        let english = help(&command, Language::En);
        for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
            let other = help(&command, language);
            assert_eq!(typed(&other), typed(&english), "{command} in {language:?}");
            let is_english = |said: &String| said.is_empty() || english.iter().any(|(_, line)| line == said);
            let left: Vec<&String> = other.iter().map(|(_, said)| said).filter(|said| is_english(said)).collect();
            assert!(left.is_empty(), "{command} in {language:?}: {left:#?}");
        }
        let below = english.iter().skip_while(|(_, said)| said != "Commands:").skip(1).take_while(|(name, _)| !name.is_empty());
        commands.extend(below.map(|(name, _)| format!("{command} {name}")));
    }
    assert!(commands.len() > 12 && commands.iter().any(|command| command == " staff create"), "{commands:?}");
}

#[test]
fn what_is_wrong_with_the_settings_is_said_in_the_language_of_whoever_types() {
    let folder = tempfile::tempdir().unwrap();
    let run = |file: &str, arguments: &[&str], locale: &str| {
        std::fs::write(folder.path().join("alongside.toml"), file).unwrap();
        text(&alongside(folder.path()).args(arguments).arg("check-config").env("LANG", locale).output().unwrap())
    };
    for (file, arguments, locale, told) in [
        ("lissten = 1", &[][..], "de_DE.UTF-8", &["Die Einstellung lissten gibt es nicht", "alongside.toml"][..]),
        ("listen = \"here\"", &[], "it_IT.UTF-8", &["listen (", "alongside.toml): Deve essere un indirizzo con una porta"]),
        ("hosts = [", &[], "es_ES.UTF-8", &["alongside.toml no es TOML. Compárelo con", "\nDetalle técnico: "]),
        ("base_url = \"shop.example\"", &[], "nl_NL.UTF-8", &["base_url accepteert “shop.example” niet. Het moet http:// of https://"]),
        ("", &["--store", "db.example"], "sv_SE.UTF-8", &["store godtar inte ”db.example”. Det måste vara tomt"]),
        ("", &["--config", "nowhere"], "sv_SE.UTF-8", &["--config nowhere kan inte läsas. Kontrollera", "\nTeknisk uppgift: "]),
    ] {
        let (fine, said) = run(file, arguments, locale);
        assert!(!fine && told.iter().all(|told| said.contains(told)), "{file}: {said}");
    }
    // It reads as a number, and is not shown.
    std::fs::write(folder.path().join("alongside.toml"), "").unwrap();
    let secret = text(&alongside(folder.path()).arg("check-config").env("ALONGSIDE_SMTP_PASSWORD", "5551234").output().unwrap()).1;
    let told = "smtp_password (ALONGSIDE_SMTP_PASSWORD): It must be a text in quotation marks.";
    assert!(secret.contains(told) && !secret.contains("5551234"), "{secret}");
    let (url, user, password) = ("ws://db.example".to_owned(), "root".to_owned(), "hunter2hunter2".to_owned());
    let address = Address::Server { url, user, password, data: "data".into() };
    assert_eq!(format!("{address} {address:?}"), "ws://db.example ws://db.example");
}

/// It panicked before it could say anything.
#[test]
fn a_store_that_cannot_be_opened_says_why_in_the_language_of_whoever_types() {
    let folder = tempfile::tempdir().unwrap();
    let run = |locale: &str| text(&alongside(folder.path()).args(["migrate"]).env("LANG", locale).output().unwrap());
    let mut program = Program::serve(Path::new(env!("CARGO_BIN_EXE_alongside")), folder.path(), &[], &[]);
    for (locale, told) in [
        ("de_DE", "der Datenbestand data lässt sich nicht öffnen: ein anderes Programm hat ihn geöffnet"),
        ("it_IT", "impossibile aprire l’archivio dati data: un altro programma lo tiene aperto"),
    ] {
        let (fine, said) = run(locale);
        assert!(!fine && said.contains(told) && !said.contains("panicked"), "{said}");
    }
    assert!(program.terminate());
    std::fs::write(folder.path().join("data/manifest/00000000000000000000.manifest"), "this is none").unwrap();
    for (locale, told) in [
        ("C", "the store data cannot be opened: its files are damaged"),
        ("es_ES", "no se puede abrir el almacén data: sus archivos están dañados"),
        ("nl_NL", "de gegevensopslag data kan niet worden geopend: de bestanden zijn beschadigd"),
        ("sv_SE", "datalagret data kan inte öppnas: dess filer är skadade"),
    ] {
        let (fine, said) = run(locale);
        assert!(!fine && said.contains(told) && !said.contains("panicked"), "{said}");
    }
}

#[tokio::test]
async fn a_request_that_is_under_way_is_finished_before_the_program_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::serve(Path::new(env!("CARGO_BIN_EXE_alongside")), folder.path(), &["--demo"], &[]);
    let host = program.address.strip_prefix("http://").unwrap().to_owned();
    let mut slow = std::net::TcpStream::connect(&host).unwrap();
    let head = format!(
        "POST /admin/login HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 13\r\nconnection: close\r\n\r\nuser_"
    );
    slow.write_all(head.as_bytes()).unwrap();
    // Something else is answered meanwhile: the slow one has reached the program too.
    Browser::new(Way::wire(&program.address)).get("/").await;
    let ended = std::thread::spawn(move || program.terminate());
    while std::net::TcpStream::connect(&host).is_ok() {
        std::thread::yield_now();
    }
    slow.write_all(b"name=abc").unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut slow, &mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422") && answer.contains("id=\"user_name\""), "{answer:.300}");
    assert!(ended.join().unwrap(), "it ends with 0");
}

#[tokio::test]
async fn the_tables_are_brought_up_to_date_and_the_demo_shop_filled_by_commands_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| text(&alongside(folder.path()).args(arguments).output().unwrap());
    let (fine, said) = run(&["migrate"]);
    assert!(fine && said.contains("The tables and indexes are up to date."), "{said}");
    let (fine, said) = run(&["demo"]);
    assert!(fine && said.contains("The demo shop is filled."), "{said}");
    let (_, again) = run(&["demo"]);
    assert!(!again.contains("The demo shop is filled."), "{again}");
    // Whoever starts next has nothing to make up for: all events have their places, all rows are found, and the places are anybody's to give.
    let store = Store::open(&Address::Folder(folder.path().join("data")), Effort::Low).await.unwrap();
    let job = jobs::job(Clock::system().now());
    let by = store.by(&job);
    assert_eq!((by.events_without_place().await.unwrap(), by.index_rows(true).await.unwrap()), (0, 0));
    assert!(store.indexed(Indexed::Rows) > 200, "{}", store.indexed(Indexed::Rows));
    let event = Event::new(Action::CartChanged, Actor::Guest, Origin { at: Clock::system().now(), ..Origin::default() });
    store.append(event.on("product", 1, "Mug")).await.unwrap();
    assert_eq!(by.place_events("next").await.unwrap(), 1);
    store.close().await;
}

#[test]
fn the_password_of_the_store_is_read_from_a_file_and_log_lines_are_objects_if_wished() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "hunter2hunter2\n").unwrap();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        text(&alongside(folder.path()).args(arguments).envs(variables.iter().copied()).output().unwrap())
    };
    let (fine, said) = run(&["check-config"], &[("ALONGSIDE_STORE_PASSWORD_FILE", file.to_str().unwrap())]);
    assert!(fine && said.contains("(set)") && !said.contains("hunter2"), "{said}");
    let (fine, said) = run(&["check-config"], &[("ALONGSIDE_STORE_PASSWORD_FILE", "nowhere")]);
    assert!(!fine && said.contains("store_password_file nowhere"), "{said}");
    let (_, said) = run(&["migrate"], &[("ALONGSIDE_LOG_JSON", "true")]);
    assert!(said.lines().any(|l| l.starts_with('{') && l.ends_with('}') && l.contains("\"level\"")), "{said}");
}

#[tokio::test]
async fn days_of_the_archive_are_listed_verified_and_brought_back_by_commands() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let address = Address::Folder(data.clone());
    let now = Clock::system().now();
    let (job, old) = (jobs::job(now), now.minus(Duration::from_secs(500 * 24 * 60 * 60)));
    let store = Store::open(&address, Effort::Low).await.unwrap();
    let origin = Origin { at: old, ..Origin::default() };
    for n in 0..20 {
        let event = Event::new(Action::CartChanged, Actor::Guest, origin.clone()).on("product", n, format!("Mug {n}"));
        store.append(event).await.unwrap();
    }
    // And one of the day after.
    let next = old.plus(Duration::from_secs(24 * 60 * 60));
    store.append(Event::new(Action::CartChanged, Actor::Guest, Origin { at: next, ..origin })).await.unwrap();
    while store.by(&job).place_events("test").await.unwrap() > 0 {}
    let before = store.by(&job).events_after(0, 100).await.unwrap();
    let settings = Settings { data: data.clone(), ..Settings::default() };
    let app = App::new(store.clone(), settings, Clock::system()).await.unwrap();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    jobs::archive::round(&app, true, &stopped).await.unwrap();
    assert!(store.by(&job).events_after(0, 100).await.unwrap().is_empty(), "they are in the archive alone");
    store.close().await;
    drop((app, store));
    let day = ui::format::utc_day(old).unwrap().0;
    let run = |arguments: &[&str]| text(&alongside(folder.path()).args(["--data", "data", "archive"]).args(arguments).output().unwrap());
    let (fine, said) = run(&["list"]);
    assert!(fine && said.contains(&format!("{day}.jsonl.gz  20 events")) && said.contains("Files: 2"), "{said}");
    let (fine, said) = run(&["verify"]);
    assert!(fine && said.contains("Files: 2; damaged or missing: 0"), "{said}");
    // What is not what it was is told, and brings nothing back.
    let file = data.join(format!("archive/{day}.jsonl.gz"));
    let whole = std::fs::read(&file).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    std::fs::write(&file, damaged).unwrap();
    let (fine, said) = run(&["verify"]);
    assert!(!fine && said.contains(&format!("{day}.jsonl.gz  DAMAGED OR MISSING")), "{said}");
    assert!(!run(&["restore", &day]).0 && !run(&["restore", "2000-01-01"]).0);
    assert!(run(&["list"]).1.contains("archived"), "it can be asked for again");
    // One that cannot be read hides no other from whoever looks.
    let behind = ui::format::utc_day(next).unwrap().0;
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    std::fs::remove_file(data.join(format!("archive/{behind}.jsonl.gz"))).unwrap();
    let (fine, said) = run(&["verify"]);
    assert!(!fine && said.contains(&format!("{day}.jsonl.gz  CANNOT BE READ")), "{said}");
    assert!(said.contains(&format!("{behind}.jsonl.gz  DAMAGED OR MISSING")) && said.contains("damaged or missing: 2"), "{said}");
    std::fs::remove_dir(&file).unwrap();
    std::fs::write(&file, whole).unwrap();
    let (fine, said) = run(&["restore", &day]);
    assert!(fine && said.contains("in the report again"), "{said}");
    assert!(run(&["restore", &day]).1.contains("in the report already"));
    let store = Store::open(&address, Effort::Low).await.unwrap();
    store.by(&job).archived().await.unwrap();
    assert_eq!(store.by(&job).events_after(0, 100).await.unwrap(), before[..20], "as they were, at their places");
    store.close().await;
}

/// More connections than the process may have descriptors.
#[tokio::test]
async fn a_program_without_descriptors_serves_those_who_are_there_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(Path::new(env!("CARGO_BIN_EXE_alongside")), folder.path(), &["--demo"], &[]);
    let host = program.address.strip_prefix("http://").unwrap().to_owned();
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let used = program.descriptors();
    // Where they cannot be bounded from outside there is nothing to be seen.
    if used == 0 || !program.has_descriptors(u32::try_from(used + 16).unwrap()) {
        return;
    }
    let held: Vec<_> = (0..64).map(|_| std::net::TcpStream::connect(&host).unwrap()).collect();
    for _ in 0..20 {
        assert_eq!(rosa.get("/admin/customers").await.status, 200, "whoever is connected is served");
    }
    drop(held);
    assert!(program.has_descriptors(1_024));
    assert_eq!(Browser::new(Way::wire(&program.address)).get("/").await.status, 200, "and then all are");
}
