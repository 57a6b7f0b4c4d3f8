//! The report as it is followed, held against a page that is loaded anew, and against what happened: whatever happens in whichever program,
//! however often the line is cut and one of the programs begins again, and whatever it is narrowed by.

use crate::documents::ordered;
use actors::{Browser, Shop};
use domain::audit::{Action, Group, Recorded};
use std::time::Duration;
use ui::live::Batch;

const REPORT: &str = "/admin/action-logs/report";

/// What a report is narrowed by.
#[derive(Debug, Clone, Default)]
struct Narrowed {
    group: Option<Group>,
    action: Option<Action>,
    is_failure: Option<bool>,
    user: Option<&'static str>,
}

impl Narrowed {
    /// By one or two things, of which some have happened and some have not.
    fn by_chance(random: &mut fastrand::Rng) -> Self {
        let mut of = Self::default();
        for _ in 0..=random.usize(..2) {
            match random.usize(..4) {
                0 => of.group = random.choice([Group::LoginAsCustomer, Group::AdminSignIn, Group::AccessDenied]),
                1 => {
                    of.action = random.choice([Action::AssistanceStarted, Action::StaffSignedIn, Action::RoleChanged]);
                }
                2 => of.is_failure = Some(random.bool()),
                _ => of.user = random.choice(["theo", "th", "rosa", "nobody"]),
            }
        }
        of
    }

    /// As an address says it.
    fn asked(&self) -> String {
        let is_failure = self.is_failure.map(|is| if is { "failure" } else { "success" });
        let asked = [
            ("group", self.group.map(|group| group.into_str())),
            ("action", self.action.map(Action::code)),
            ("result", is_failure),
            ("username", self.user),
        ];
        asked.iter().filter_map(|(name, value)| Some(format!("&{name}={}", (*value)?))).collect()
    }

    /// Whether an event is of it, as its reader understands it.
    fn is_of(&self, event: &Recorded) -> bool {
        self.group.is_none_or(|group| event.action.group() == group)
            && self.action.is_none_or(|action| event.action == action)
            && self.is_failure.is_none_or(|is| event.action.is_failure() == is)
            && self.user.is_none_or(|name| event.actor.name().starts_with(name))
    }
}

/// A tab that shows the report: up to where it has heard, and which events it has been told.
struct Follower {
    narrowed: Narrowed,
    heard: i64,
    told: Vec<i64>,
}

impl Follower {
    fn hears(&mut self, batch: Batch) {
        assert_eq!(batch.after, self.heard, "it goes on where it was");
        self.heard = batch.place;
        self.told.extend(batch.rows.iter().map(|row| row.key.parse::<i64>().unwrap()));
    }

    /// Takes the line up where it was cut, with the number that was heard last: asks once for what was missed, or follows until that is told.
    async fn takes_up(&mut self, at: &mut Browser, follows: bool) {
        let url = format!("{REPORT}/live?columns=action,username{}&place={}", self.narrowed.asked(), self.heard);
        let missed: Vec<Batch> = serde_json::from_value(at.get(&format!("{url}&once=1")).await.json()).unwrap();
        if !follows {
            missed.into_iter().for_each(|batch| self.hears(batch));
            return;
        }
        let Some(last) = missed.last().map(|batch| batch.place) else { return };
        let mut line = at.follows(&url, Some(self.heard)).await;
        while self.heard < last {
            let (_, data) = tokio::time::timeout(Duration::from_secs(5), line.next()).await.unwrap().unwrap();
            self.hears(serde_json::from_str(&data).unwrap());
        }
    }
}

/// The places that a report shows between two, page by page.
async fn shown(rosa: &mut Browser, narrowed: &Narrowed, begun: i64, last: i64) -> Vec<i64> {
    let (mut shown, mut next) = (Vec::new(), Some(format!("{REPORT}?{}", narrowed.asked().trim_start_matches('&'))));
    while let Some(address) = next {
        let page = rosa.get(&address).await;
        shown.extend(page.links_below(REPORT).iter().filter_map(|link| link.rsplit('/').next()?.parse::<i64>().ok()));
        next = page.link_of("Next").filter(|_| shown.last().is_some_and(|place| *place > begun));
    }
    shown.retain(|place| *place > begun && *place <= last);
    shown.sort_unstable();
    shown.dedup();
    shown
}

#[tokio::test]
async fn the_followed_report_is_what_a_reload_shows_over_cut_lines_restarts_two_programs_and_filters() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let shop = Shop::open().await;
    let mut other = shop.beside().await;
    let mut rosa = shop.staff("rosa").await;
    let mut there = other.guest();
    there.cookies.clone_from(&rosa.cookies);
    shop.tells().await;
    let page = rosa.get(REPORT).await;
    let begun: i64 = page.html.split("data-place=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().parse().unwrap();
    let narrowed = [Narrowed::default()].into_iter().chain((0..4).map(|_| Narrowed::by_chance(&mut random)));
    let mut followers: Vec<Follower> = narrowed.map(|narrowed| Follower { narrowed, heard: begun, told: Vec::new() }).collect();
    for n in 0..20 {
        // Now this program, now the other one, now both of them; and not each tells at once.
        let programs = match random.usize(..3) {
            0 => vec![&shop],
            1 => vec![&other],
            _ => vec![&shop, &other],
        };
        for program in programs {
            let mut theo = program.staff("theo").await;
            theo.starts(["ada", "elif", "greta"][random.usize(..3)]).await;
            if random.bool() {
                assert_eq!(theo.get(REPORT).await.status, 403);
            }
            if random.bool() {
                program.tells().await;
            }
        }
        // One begins again, and knows nobody who followed.
        if random.usize(..4) == 0 {
            other = shop.beside().await;
            there = other.guest();
            there.cookies.clone_from(&rosa.cookies);
        }
        // Each line is cut for some time, and taken up at one of the programs; at the end it is, in any case.
        for follower in &mut followers {
            if n < 19 && random.bool() {
                continue;
            }
            let (at, program) = if random.bool() { (&mut there, &other) } else { (&mut rosa, &shop) };
            program.tells().await;
            follower.takes_up(at, random.bool()).await;
        }
    }
    let record = shop.record().await;
    for Follower { narrowed, heard, told } in &followers {
        let is_meant = |place: i64| place > begun && place <= *heard;
        let happened: Vec<i64> =
            record.iter().filter(|event| narrowed.is_of(event)).filter_map(|event| event.place).filter(|place| is_meant(*place)).collect();
        let asked = narrowed.asked();
        assert_eq!(*told, happened, "what is of it and nothing else, in its order and once: {asked}, by chance of {seed}");
        assert_eq!(*told, shown(&mut rosa, narrowed, begun, *heard).await, "as a page shows it: {asked}, by chance of {seed}");
    }
    assert!(followers[0].told.len() > 30, "all of it was heard by who narrowed nothing: {}", followers[0].told.len());
}

/// A history that was open told of no document that was made meanwhile, which a reload showed.
#[tokio::test]
async fn what_is_made_of_an_order_is_told_to_whoever_follows_its_history() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    shop.tells().await;
    let place = shop.record().await.last().and_then(|event| event.place).unwrap();
    let history = format!("object=order:{}", order.rsplit('/').next().unwrap());
    let mut line = rosa.follows(&format!("{REPORT}/live?columns=time,action&{history}&place={place}"), None).await;
    let page = format!("{order}/invoice");
    assert_eq!(rosa.edits(&page, &page, &[]).await.status, 303);
    shop.tells().await;
    let told = async {
        loop {
            let (_, data) = line.next().await.unwrap();
            let Ok(batch) = serde_json::from_str::<Batch>(&data) else { continue };
            if batch.rows.iter().any(|row| row.cells[1].text == "Invoice created") {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), told).await.unwrap();
}

/// Each who followed asked the store once more what his question means, whenever something had happened, however many asked the same.
#[tokio::test]
async fn what_a_question_means_is_looked_up_once_for_all_who_follow_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get("/admin/catalog/products?q=harbour+mug").await.link_of("Harbour Mug").unwrap();
    let place = shop.record().await.last().and_then(|event| event.place).unwrap();
    let mut lines = Vec::new();
    for (sku, told) in [("AL-101", 1), ("AL-101", 1), ("AL-102", 0), ("AL-101", 1)] {
        lines.push((rosa.follows(&format!("{REPORT}/live?columns=time,action&thing={sku}&place={place}"), None).await, told));
    }
    shop.faults.heard();
    assert_eq!(rosa.edits(&mug, &mug, &[("description", "Holds tea.")]).await.status, 303);
    shop.tells().await;
    for (line, told) in &mut lines {
        let (_, data) = tokio::time::timeout(Duration::from_secs(5), line.next()).await.unwrap().unwrap();
        let batch: Batch = serde_json::from_str(&data).unwrap();
        assert_eq!(batch.rows.len(), *told, "{data}");
    }
    let looked_up = shop.faults.heard().iter().filter(|asked| asked.contains("FROM order WHERE number = $text")).count();
    assert_eq!(looked_up, 2, "once for each question");
}
