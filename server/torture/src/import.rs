//! A shop moves in: products are imported while the program is killed again and again. Each line is done once, and what is taken along
//! afterwards comes to the same as what was brought.

use crate::Settings;
use actors::{Answer, Browser, Program, Way};
use server::{clock::Clock, jobs};
use std::{
    collections::BTreeSet,
    fmt::Write,
    path::Path,
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};

const IMPORT: &str = "/admin/system/import";
const EXPORT: &str = "/admin/system/export";
const PRODUCTS: (&str, &str) = ("entity", "catalog_product");
/// Whoever is not heard of for so long is dead: another goes on then.
const SILENCE: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_secs(3_600);

const WORDS: [&str; 12] = ["Große", "Kanne", "aus", "Steingut", "für", "Tee", "blau", "mit", "Deckel", "Café", "naïf", "Ωmega"];

/// As a shop has them: with umlauts and quotes, breaks and HTML in descriptions, noughts behind points, and two categories each.
fn line(n: usize) -> String {
    let word = |at: usize| WORDS[at % WORDS.len()];
    let name = format!("{} {} {} {n}", word(n), word(n / 7), word(n / 31));
    let text = format!("<p>{name} \"\"von Hand\"\", {} cm;</p>\r\n<ul><li>{}</li></ul>", n % 90, word(n + 3));
    let places = format!("Default Category/Moved/Shelf {},Default Category/Moved/All", n % 40);
    format!("MOVE-{n:06},simple,\"{name}\",\"{text}\",{}.{:02}0000,{}.0000,\"{places}\",1", n % 900 + 1, n % 100, n % 250)
}

/// What all of it costs and how many pieces there are, in cents.
fn sums(many: usize) -> (u64, u64) {
    let of = |n: u64| ((n % 900 + 1) * 100 + n % 100, n % 250);
    (0..many as u64).map(of).fold((0, 0), |(cents, pieces), (c, p)| (cents + c, pieces + p))
}

pub async fn run(settings: Settings) -> String {
    let (many, kills) = settings.of((3_000, 2), (100_000, 15));
    let folder = tempfile::tempdir().unwrap();
    let mut program = start(folder.path());
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let head = "sku,product_type,name,description,price,qty,categories,product_online\r\n";
    let file = (0..many).fold(format!("\u{feff}{head}"), |mut file, n| {
        let _ = write!(file, "{}\r\n", line(n));
        file
    });
    let page = rosa.get(IMPORT).await;
    let asked = rosa.uploads(&page, IMPORT, &[PRODUCTS], ("import_file", &[("moving.csv", file.as_bytes())])).await;
    assert_eq!(asked.status, 303, "{}", asked.html);
    let at = asked.location;
    let begin = format!("{at}/begin");
    let checked = waits(&mut rosa, &at, |page| page.form(&begin).is_some()).await;
    assert_eq!(rosa.sends(&checked, &begin, &[]).await.status, 303);
    let (mut killed, mut done) = (0, 0);
    while killed < kills {
        let goes_on = waits(&mut rosa, &at, |page| is_over(page) || progress(page).is_some_and(|now| now > done)).await;
        if is_over(&goes_on) {
            break;
        }
        done = progress(&goes_on).unwrap();
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..400))).await;
        program.kill();
        killed += 1;
        let store = Store::open(&Address::Folder(folder.path().join("data")), Effort::Normal).await.unwrap();
        let wrong = store.by(&jobs::job(Clock::system().now())).contradictions().await.unwrap();
        assert!(wrong.is_empty(), "after kill {killed}: {wrong:#?}");
        store.close().await;
        program = start(folder.path());
        rosa.goes_to(Way::wire(&program.address));
        tokio::time::sleep(SILENCE).await;
    }
    assert!(killed > 0, "it was over before anybody could kill it");
    let page = waits(&mut rosa, &at, is_over).await;
    let counted = page.html.split("Created: ").nth(1).and_then(|rest| rest.split("Deleted").next()).unwrap_or_default().to_owned();
    let counted: String = counted.chars().filter(|c| c.is_ascii_digit() || *c == ' ').collect();
    let counted: Vec<&str> = counted.split_whitespace().collect();
    assert_eq!(counted, [many.to_string(), "0".to_owned()], "created and updated: {}", page.html);
    takes_along(&mut rosa, many).await;
    assert!(program.terminate());
    format!("{many} lines, {killed} kills; each line done once, and their sums agree")
}

fn start(folder: &Path) -> Program {
    Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off")])
}

fn is_over(page: &Answer) -> bool {
    assert!(!page.shows("could not be done") && !page.shows("Canceled."), "{}", page.html);
    page.shows("Import successfully done")
}

/// How many rows are done, while it runs.
fn progress(page: &Answer) -> Option<u64> {
    let bar = page.html.split("<progress ").nth(1)?.split('>').next()?;
    bar.split(" value=\"").nth(1)?.split('"').next()?.parse().ok()
}

/// Looks at a page until something is so.
async fn waits(rosa: &mut Browser, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
    let begun = Instant::now();
    loop {
        let page = rosa.get(path).await;
        if is_so(&page) {
            return page;
        }
        assert!(begun.elapsed() < PATIENCE, "it does not go on: {}", page.html);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Takes the products along, and looks whether they are those that were brought.
async fn takes_along(rosa: &mut Browser, many: usize) {
    assert_eq!(rosa.edits(EXPORT, EXPORT, &[PRODUCTS]).await.status, 303);
    let page = waits(rosa, EXPORT, |page| page.link_below(EXPORT).is_some()).await;
    let file = rosa.get(&page.link_below(EXPORT).unwrap()).await.html;
    let mut rows = records(&file).into_iter();
    let head = rows.next().unwrap();
    let column = |name: &str| head.iter().position(|column| column.trim_start_matches('\u{feff}') == name).unwrap();
    let (sku, price, qty) = (column("sku"), column("price"), column("qty"));
    let rows: Vec<Vec<String>> = rows.filter(|row| row.first().is_some_and(|sku| sku.starts_with("MOVE-"))).collect();
    let skus: BTreeSet<&String> = rows.iter().map(|row| &row[sku]).collect();
    assert_eq!((rows.len(), skus.len()), (many, many), "each is there, and once");
    let cents = |row: &Vec<String>| row[price].replace('.', "").parse::<u64>().unwrap();
    let found = (rows.iter().map(cents).sum::<u64>(), rows.iter().map(|row| row[qty].parse::<u64>().unwrap()).sum::<u64>());
    assert_eq!(found, sums(many), "cents, and pieces");
}

/// The cells of a file, whose texts may have breaks in them.
fn records(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for letter in file.chars() {
        match letter {
            // Two in quotes are one: it ends them and begins others.
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !is_quoted => {}
            letter => cell.push(letter),
        }
    }
    rows
}
