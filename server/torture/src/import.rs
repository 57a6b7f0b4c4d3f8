//! A shop moves in: products, and customers with their addresses, are imported while the program is killed as it checks a file and again and
//! again as it imports it, from the first lines to the last. Each line is done once, and what is taken along afterwards comes to the same as
//! what was brought.

use crate::Settings;
use actors::{Answer, Browser, Program, Way};
use server::{clock::Clock, jobs};
use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};
use tempfile::TempDir;

const IMPORT: &str = "/admin/system/import";
const EXPORT: &str = "/admin/system/export";
const PATIENCE: Duration = Duration::from_secs(3_600);

const WORDS: [&str; 12] = ["Große", "Kanne", "aus", "Steingut", "für", "Tee", "blau", "mit", "Deckel", "Café", "naïf", "Ωmega"];

/// What is brought: its columns, the lines of each thing, how many those are, and whether a file that was taken along has all of it.
struct Kind {
    entity: &'static str,
    head: &'static str,
    thing: fn(usize) -> String,
    lines: usize,
    agrees: fn(&Sheet, usize),
}

static KINDS: [Kind; 2] = [
    Kind {
        entity: "catalog_product",
        head: "sku,product_type,name,description,price,qty,categories,product_online",
        thing: product,
        lines: 1,
        agrees: products_agree,
    },
    Kind {
        entity: "customer_composite",
        head: "email,_website,firstname,lastname,_address_street,_address_city,_address_postcode,_address_country_id",
        thing: customer,
        lines: 2,
        agrees: customers_agree,
    },
];

fn word(at: usize) -> &'static str {
    WORDS[at % WORDS.len()]
}

/// As a shop has them: with umlauts and quotes, breaks and HTML in descriptions, noughts behind points, and two categories each.
fn product(n: usize) -> String {
    let name = format!("{} {} {} {n}", word(n), word(n / 7), word(n / 31));
    let text = format!("<p>{name} \"\"von Hand\"\", {} cm;</p>\r\n<ul><li>{}</li></ul>", n % 90, word(n + 3));
    let places = format!("Default Category/Moved/Shelf {},Default Category/Moved/All", n % 40);
    format!("MOVE-{n:06},simple,\"{name}\",\"{text}\",{}.{:02}0000,{}.0000,\"{places}\",1\r\n", n % 900 + 1, n % 100, n % 250)
}

/// What all of it costs and how many pieces there are, in cents.
fn sums(many: usize) -> (u64, u64) {
    let of = |n: u64| ((n % 900 + 1) * 100 + n % 100, n % 250);
    (0..many as u64).map(of).fold((0, 0), |(cents, pieces), (c, p)| (cents + c, pieces + p))
}

fn email(n: usize) -> String {
    format!("person{n}@moved.example")
}

/// The streets of both of his addresses, the first of two lines.
fn streets(n: usize) -> [String; 2] {
    [format!("Hafen {n}\nHinterhaus"), format!("Große \"Straße\" {n}")]
}

/// A customer, and in a line without an address of mail where else he lives.
fn customer(n: usize) -> String {
    let [first, second] = streets(n).map(|street| street.replace('"', "\"\""));
    let who = format!("{},base,{},\"{}, {n}\"", email(n), word(n), word(n / 7));
    format!("{who},\"{first}\",Neustadt,10115,DE\r\n,,,,\"{second}\",Neustadt,10115,DE\r\n")
}

/// The program, where its data is, and who is at work.
struct Shop {
    folder: TempDir,
    program: Program,
    rosa: Browser,
}

pub async fn run(settings: Settings) -> String {
    let (kinds, lines, kills) = settings.of((1, 3_000, 1), (KINDS.len(), 100_000, 8));
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path());
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    let mut shop = Shop { folder, program, rosa };
    let mut half_way = 0;
    for kind in KINDS.iter().take(kinds) {
        let many = lines / kind.lines;
        half_way += shop.brings(kind, many, kills).await;
        shop.takes_along(kind, many).await;
    }
    assert!(shop.program.terminate());
    format!("{kinds} times {lines} lines, {half_way} kills half-way; each line done once, and what is taken along agrees")
}

fn start(folder: &Path) -> Program {
    Program::serve(&Settings::alongside(), folder, &["--demo"], &[("ALONGSIDE_LOG", "off")])
}

impl Shop {
    /// The program is killed, its data are looked at, and another one goes on.
    async fn dies(&mut self) {
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..200))).await;
        self.program.kill();
        let store = Store::open(&Address::Folder(self.folder.path().join("data")), Effort::Normal).await.unwrap();
        let wrong = store.by(&jobs::job(Clock::system().now())).contradictions().await.unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
        store.close().await;
        self.program = start(self.folder.path());
        self.rosa.goes_to(Way::wire(&self.program.address));
    }

    /// Has a file imported; gives how often the program died in the middle of it.
    async fn brings(&mut self, kind: &Kind, many: usize, kills: usize) -> usize {
        let file = (0..many).fold(format!("\u{feff}{}\r\n", kind.head), |file, n| file + &(kind.thing)(n));
        let page = self.rosa.get(IMPORT).await;
        let files = &[("moving.csv", file.as_bytes())];
        let asked = self.rosa.uploads(&page, IMPORT, &[("entity", kind.entity)], ("import_file", files)).await;
        assert_eq!(asked.status, 303, "{}", asked.html);
        let at = asked.location;
        let begin = format!("{at}/begin");
        self.dies().await;
        let checked = self.waits(&at, |page| page.form(&begin).is_some()).await;
        assert_eq!(self.rosa.sends(&checked, &begin, &[]).await.status, 303);
        let mut half_way = 0;
        for nth in 1..=kills {
            let mark = many * kind.lines * nth / (kills + 1);
            let page = self.waits(&at, |page| is_over(page) || progress(page).is_some_and(|done| done >= mark)).await;
            if is_over(&page) {
                break;
            }
            self.dies().await;
            half_way += usize::from(!is_over(&self.rosa.get(&at).await));
        }
        assert!(half_way > 0, "{}: it was over before anybody could kill it", kind.entity);
        let page = self.waits(&at, is_over).await;
        let counted = page.html.split("Created: ").nth(1).and_then(|rest| rest.split("Deleted").next()).unwrap_or_default().to_owned();
        let counted: String = counted.chars().filter(|c| c.is_ascii_digit() || *c == ' ').collect();
        let counted: Vec<&str> = counted.split_whitespace().collect();
        assert_eq!(counted, [many.to_string(), "0".to_owned()], "created and updated: {}", page.html);
        half_way
    }

    /// Takes all of a kind along, and looks whether it is what was brought.
    async fn takes_along(&mut self, kind: &Kind, many: usize) {
        let before = self.rosa.get(EXPORT).await.links_below(EXPORT).len();
        assert_eq!(self.rosa.edits(EXPORT, EXPORT, &[("entity", kind.entity)]).await.status, 303);
        // The newest stands first.
        let page = self.waits(EXPORT, |page| page.links_below(EXPORT).len() > before).await;
        let file = self.rosa.get(&page.link_below(EXPORT).unwrap()).await.html;
        let mut rows = records(&file);
        let head = rows.remove(0).into_iter().map(|column| column.trim_start_matches('\u{feff}').to_owned()).collect();
        (kind.agrees)(&Sheet { head, rows }, many);
    }

    /// Looks at a page until something is so.
    async fn waits(&mut self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let page = self.rosa.get(path).await;
            if is_so(&page) {
                return page;
            }
            // A page that looks again says that something is to come; where it is over, and not so, nobody waits an hour for it.
            assert!(page.status != 200 || page.html.contains("data-fresh="), "it is over, and not as it should be: {}", page.html);
            assert!(begun.elapsed() < PATIENCE, "it does not go on: {}", page.html);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn is_over(page: &Answer) -> bool {
    assert!(!page.shows("could not be done") && !page.shows("Canceled."), "{}", page.html);
    page.shows("Import successfully done")
}

/// How many rows are done, while it runs.
fn progress(page: &Answer) -> Option<usize> {
    let bar = page.html.split("<progress ").nth(1)?.split('>').next()?;
    bar.split(" value=\"").nth(1)?.split('"').next()?.parse().ok()
}

/// A file that was taken along.
struct Sheet {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn column(&self, name: &str) -> usize {
        self.head.iter().position(|column| column == name).unwrap()
    }
}

fn products_agree(sheet: &Sheet, many: usize) {
    let (sku, price, qty) = (sheet.column("sku"), sheet.column("price"), sheet.column("qty"));
    let rows: Vec<&Vec<String>> = sheet.rows.iter().filter(|row| row.first().is_some_and(|sku| sku.starts_with("MOVE-"))).collect();
    let skus: BTreeSet<&String> = rows.iter().map(|row| &row[sku]).collect();
    assert_eq!((rows.len(), skus.len()), (many, many), "each is there, and once");
    let cents = |row: &&Vec<String>| row[price].replace('.', "").parse::<u64>().unwrap();
    let found = (rows.iter().map(cents).sum::<u64>(), rows.iter().map(|row| row[qty].parse::<u64>().unwrap()).sum::<u64>());
    assert_eq!(found, sums(many), "cents, and pieces");
}

/// What stands in a line without an address of mail is of the customer before.
fn customers_agree(sheet: &Sheet, many: usize) {
    let (mail, street, city) = (sheet.column("email"), sheet.column("_address_street"), sheet.column("_address_city"));
    let mut whose = "";
    let mut found = Vec::new();
    for row in &sheet.rows {
        if !row[mail].is_empty() {
            whose = &row[mail];
        }
        if row[city] == "Neustadt" {
            found.push((whose.to_owned(), row[street].clone()));
        }
    }
    let count = found.len();
    let found: BTreeSet<(String, String)> = found.into_iter().collect();
    let brought: BTreeSet<(String, String)> = (0..many).flat_map(|n| streets(n).map(|street| (email(n), street))).collect();
    assert_eq!((count, found.len()), (many * 2, many * 2), "each address is there, and once");
    assert!(found == brought, "each is his who brought it");
}

/// The cells of a file, whose texts may have breaks in them.
fn records(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = file.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // Two in quotes are one.
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
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
