//! What events of the Action Logs Report are found by: customers' names, numbers of orders, SKUs; and by what not.

use crate::{
    documents::ordered,
    mail::{sends, with_server},
};
use actors::{Browser, Shop};
use domain::{
    audit::{Action, Actor, Change, Event, Group, Origin, Recorded},
    ids::CustomerId,
    jobs::Indexed,
    time::Moment,
};
use futures::future::try_join_all;
use server::jobs::job;
use std::time::Duration;

const REPORT: &str = "/admin/action-logs/report";

/// How many events a query finds, once the index has them and before: it is the same.
async fn found(shop: &Shop, rosa: &mut Browser, query: &str) -> usize {
    let address = format!("{REPORT}?{query}");
    shop.tells().await;
    // Those of the chart's table have fewer columns.
    let events = |page: actors::Answer| page.rows().into_iter().filter(|row| row.len() > 6).count();
    let before = events(rosa.get(&address).await);
    shop.indexes().await;
    let after = events(rosa.get(&address).await);
    assert_eq!(before, after, "{query}");
    after
}

#[tokio::test]
async fn events_are_found_by_the_name_of_whom_they_are_about_and_no_search_finds_itself() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let leo = rosa.finds_customer("leo").await;
    assert_eq!(rosa.edits(&leo, &leo, &[("last_name", "Umgezogen")]).await.status, 303);
    shop.indexes().await;
    // He is called otherwise by now, and was called otherwise then: he is found by both.
    for query in ["q=umgezogen", "q=leo+umgezogen", "q=moretti"] {
        assert!(found(&shop, &mut rosa, query).await >= 1, "{query}");
    }
    // A whole address is its owner's, whoever else is called as its parts begin.
    assert_eq!(rosa.edits(&leo, &leo, &[("first_name", "Adalbert")]).await.status, 303);
    assert!(found(&shop, &mut rosa, "customer=adalbert&action=customer.changed").await >= 1);
    assert_eq!(found(&shop, &mut rosa, "customer=ada%40example.com&action=customer.changed").await, 0);
    for _ in 0..2 {
        assert_eq!(found(&shop, &mut rosa, "q=nobodycalledthis").await, 0, "that it was asked for is no event of it");
    }
}

/// A filter as an address has it, and what it is of.
type Asked = (String, Box<dyn Fn(&Recorded) -> bool>);

fn of(asked: impl Into<String>, is: impl Fn(&Recorded) -> bool + 'static) -> Asked {
    (asked.into(), Box::new(is))
}

#[tokio::test]
async fn each_filter_and_each_two_of_them_find_what_is_of_both_with_the_index_and_without() {
    const TWO_DAYS: Duration = Duration::from_secs(2 * 24 * 60 * 60);
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let ada: CustomerId = rosa.finds_customer("ada").await.rsplit('/').next().unwrap().parse().unwrap();
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    // From here and from there, now and in two days, of her and of nobody.
    for n in 0..24 {
        let at = if n % 2 == 0 { shop.now() } else { shop.now().plus(TWO_DAYS) };
        let (address, request) = (["203.0.113.9", "2001:db8::9"][n / 2 % 2].to_owned(), ["1f", "2f"][n / 3 % 2].to_owned());
        let action = [Action::CartChanged, Action::AssistanceRefused, Action::CustomerSignInRefused][n % 3];
        let event = Event::new(action, Actor::Guest, Origin { at, address, request, ..Origin::default() });
        let event = event.about((n % 4 < 2).then_some(ada)).on("product", n, ["Lighthouse", "Buoy"][n / 4 % 2]);
        shop.store.append(event).await.unwrap();
    }
    let visit = shop.record().await.iter().find_map(|event| event.visit).unwrap();
    let after = shop.now().plus(TWO_DAYS / 2);
    let is_hers = move |event: &Recorded| {
        let id = ada.to_string();
        let is_she = matches!(&event.actor, Actor::Customer { id, .. } if *id == ada);
        is_she || event.subject == Some(ada) || event.object.as_ref().is_some_and(|of| of.kind == "customer" && of.id == id)
    };
    let all = [
        of("group=login_as_customer", |event| event.action.group() == Group::LoginAsCustomer),
        of("action=cart.changed", |event| event.action == Action::CartChanged),
        of("ip=203.0.113", |event| event.address.starts_with("203.0.113")),
        of("ip=2001:DB8::9", |event| event.address == "2001:db8::9"),
        of("username=theo", |event| event.user_name() == "theo"),
        of("result=failure", |event| event.action.is_failure()),
        of("full_action_name=refused", |event| event.action.code().ends_with("refused")),
        of("details=lighthouse", |event| event.object_name() == "Lighthouse"),
        of("q=buoy", |event| event.object_name() == "Buoy"),
        of("customer=ada%40example.com", move |event| event.subject == Some(ada)),
        of(format!("visit={visit}"), move |event| event.visit == Some(visit)),
        of(format!("object=customer:{ada}"), is_hers),
        of("request=1f", |event| event.request == "1f"),
        of("time-from=2026-03-02", move |event| event.at > after),
    ];
    let mut hits = 0;
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        // That somebody looks is told as well, and is of none of them.
        let record = shop.record().await;
        for (n, (asked, is_of)) in all.iter().enumerate() {
            for (other, is_of_other) in &all[..=n] {
                let name = |asked: &str| asked.split('=').next().map(str::to_owned);
                let query = if asked == other { asked.clone() } else { format!("{asked}&{other}") };
                if asked != other && name(asked) == name(other) {
                    continue;
                }
                let is_wanted = |event: &&Recorded| is_of(event) && is_of_other(event);
                let expected: Vec<i64> = record.iter().rev().filter(is_wanted).filter_map(|event| event.place).take(20).collect();
                let page = rosa.get(&format!("{REPORT}?{query}")).await;
                let mut found: Vec<i64> =
                    page.links_below(REPORT).iter().filter_map(|link| link.rsplit('/').next()?.parse().ok()).collect();
                // Each row leads there twice.
                found.dedup();
                assert_eq!(found, expected, "{query}, indexed: {is_indexed}");
                hits += usize::from(!expected.is_empty());
            }
        }
    }
    assert!(hits > 120, "{hits}: of most there is something to find");
}

#[tokio::test]
async fn events_are_found_by_the_number_of_an_order_and_by_a_sku() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let number = rosa.get(&order).await.html.split("Order # ").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect::<String>();
    assert_eq!(rosa.edits(&format!("{order}/invoice"), &format!("{order}/invoice"), &[]).await.status, 303);
    shop.indexes().await;
    let page = rosa.get(&format!("{REPORT}?thing={number}")).await;
    // What is offered to be filtered by is no event: their rows have the full action name in a column.
    let told = |page: &actors::Answer, name: &str| page.rows().iter().any(|row| row.get(6).is_some_and(|cell| cell == name));
    assert!(told(&page, "order.placed") && told(&page, "invoice.created") && !told(&page, "cart.changed"), "{}", page.html);
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let sku = rosa.get(&mug).await.html.split("AL-").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect::<String>();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "16")]).await.status, 303);
    assert!(found(&shop, &mut rosa, &format!("thing=al-{sku}")).await >= 1);
    assert_eq!(found(&shop, &mut rosa, "thing=AL-99999").await, 0);
}

#[tokio::test]
async fn whoever_was_not_let_in_is_the_one_whose_account_it_is_and_a_visit_begins_with_its_start() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(shop.guest().post("/admin/login", &[("user_name", "kim"), ("password", "wrong wrong wrong")]).await.status, 422);
    assert_eq!(shop.guest().post("/admin/login", &[("user_name", "nobody"), ("password", "wrong wrong wrong")]).await.status, 422);
    shop.staff("theo").await.logs_in_as("ada").await;
    shop.indexes().await;
    let kim = rosa.finds_user("kim").await;
    let history = rosa.get(&format!("{REPORT}?object=staff:{}", kim.rsplit('/').next().unwrap())).await;
    assert!(history.rows().iter().any(|row| row.get(6).is_some_and(|cell| cell == "staff.sign_in_refused")), "{}", history.html);
    let record = shop.record().await;
    let refused = record.iter().find(|e| e.action == Action::StaffSignInRefused && e.object_name() == "kim").unwrap();
    let page = rosa.get(&format!("{REPORT}/{}", refused.place.unwrap())).await;
    assert!(page.shows(&format!("href=\"{kim}\"")) && !page.shows("no longer there"), "{}", page.html);
    let nobody = record.iter().find(|e| e.action == Action::StaffSignInRefused && e.object_name() == "nobody").unwrap();
    let page = rosa.get(&format!("{REPORT}/{}", nobody.place.unwrap())).await;
    assert!(page.status == 200 && page.shows("nobody") && !page.shows("no longer there"), "{}", page.html);
    let of = |action| record.iter().find(|e| e.action == action && e.actor.name() == "theo").unwrap();
    assert!(of(Action::AssistanceStarted).visit.is_some());
    assert_eq!(of(Action::AssistanceStarted).visit, of(Action::AssistanceRedeemed).visit);
    crate::rows_held::tells_once(&shop, "whoever_was_not_let_in_is_the_one_whose_account_it_is_and_a_visit_begins_with_its_start").await;
}

/// "/admin/users · All Users" was found by `acl_users` alone, and why a start was refused by no word of what stood there.
#[tokio::test]
async fn events_are_found_by_what_their_details_say_in_the_language_of_whoever_reads_them() {
    let shop = Shop::as_delivered().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(shop.staff("kim").await.get("/admin/users").await.status, 403);
    let refused = Event::new(Action::AssistanceRefused, Actor::Guest, Origin { at: shop.now(), ..Origin::default() });
    shop.store.append(refused.because("consent_missing")).await.unwrap();
    let held = Event::new(Action::OrderPlaced, Actor::Guest, Origin { at: shop.now(), ..Origin::default() });
    shop.store.append(held.changing(Change::of("status", "processing", "holded"))).await.unwrap();
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "15")]).await.status, 303);
    let general = "/admin/config/general";
    assert_eq!(rosa.edits(general, general, &[("name", "Other"), ("name-system", "")]).await.status, 303);
    let (pages, starts) = ("action=access.denied", "action=assistance.refused");
    let (products, settings, orders) = ("action=product.changed", "action=config.changed", "action=order.placed");
    let in_english = [
        ("All+Users", pages),
        ("Login+as+Customer+assistance+is+disabled+for+this+Customer.", starts),
        ("disabled", starts),
        ("Price", products),
        ("General+%28Default+Config%29", settings),
        ("On+Hold", orders),
    ];
    let in_german = [
        ("Alle+Benutzer", pages),
        ("f%C3%BCr+diesen+Kunden+deaktiviert", starts),
        ("deaktiv", starts),
        ("Preis", products),
        ("Allgemein+%28Standardkonfiguration%29", settings),
        ("Angehalten", orders),
    ];
    for (language, called) in [("en", in_english), ("de", in_german)] {
        assert_eq!(rosa.post("/admin/language", &[("language", language), ("back", "/admin")]).await.status, 303);
        for ((words, of), filter) in called.into_iter().flat_map(|called| [(called, "details"), (called, "q")]) {
            assert_eq!(found(&shop, &mut rosa, &format!("{filter}={words}&{of}")).await, 1, "{language}: {filter}={words}");
        }
        let (price, _) = called[3];
        assert_eq!(found(&shop, &mut rosa, &format!("details={price}&{pages}")).await, 0, "{language}: of what is called otherwise");
    }
    // The words of another language are none of his.
    assert_eq!(found(&shop, &mut rosa, &format!("details=disabled&{starts}")).await, 0);
}

/// While the index was being made, filters found nothing of what it did not have yet, and files that were asked for then lacked that.
#[tokio::test]
async fn while_the_index_is_being_made_filters_go_further_back_part_by_part_and_say_how_far_they_are() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    shop.record().await;
    let happens = async |name: &str, times: usize| {
        for _ in 0..times.div_ceil(100) {
            let origin = || Origin { at: shop.now(), ..Origin::default() };
            let event = |n: usize| Event::new(Action::CartChanged, Actor::Guest, origin()).on("product", n, name);
            try_join_all((0..times.min(100)).map(|n| shop.store.append(event(n)))).await.unwrap();
        }
        shop.record().await;
    };
    // The oldest is in the index, and two others are not.
    happens("Lighthouse", 1).await;
    happens("Buoy", 30).await;
    shop.indexes().await;
    for (name, times) in [("Fog", 1_500), ("Lighthouse", 1), ("Fog", 1_500), ("Lighthouse", 1)] {
        happens(name, times).await;
    }
    let query = format!("{REPORT}?details=lighthouse&action=cart.changed");
    let lights = |page: &actors::Answer| page.rows().into_iter().filter(|row| row.len() > 6).count();
    let first = rosa.get(&query).await;
    assert!(first.shows("is being made") && lights(&first) == 2, "{}", first.html);
    assert!(first.shows("goes on further back"), "there may be more than these two: {}", first.html);
    let further = rosa.get(&first.link_of("Next").unwrap()).await;
    assert!(further.shows("Searched so far: 2,") && lights(&further) == 1 && further.link_of("Next").is_none(), "{}", further.html);
    let back = rosa.get(&further.link_of("Previous").unwrap()).await;
    let newest = rosa.get(&back.link_of("Previous").unwrap()).await;
    assert_eq!((lights(&back), lights(&newest), newest.link_of("Previous")), (1, 1, None), "{}", newest.html);
    // Nobody knows how many there will be in a file: how far that is was told of as many as there are of all.
    let asking = first.form_of("Export").unwrap();
    assert_eq!(rosa.sends(&first, &asking, &[("format", "csv")]).await.status, 303);
    let job = job(shop.now());
    let (hold, _) = shop.store.by(&job).next_export("test").await.unwrap().unwrap();
    assert!(shop.store.by(&job).goes_on(&hold, 2).await.unwrap());
    let files = rosa.get("/admin/action-logs/exports").await;
    assert!(files.shows("Events so far: 2") && !files.html.contains("<progress"), "{}", files.html);
    // What is counted so far is told: exactly as soon as it is known, and else as a number that it is more than.
    let buoys = format!("{REPORT}?details=buoy&action=cart.changed");
    assert!(first.shows("Being counted") && rosa.get(&buoys).await.shows("More than 29 records"), "{}", first.html);
    shop.indexes().await;
    assert!(rosa.get(&buoys).await.shows("30 records"));
    let whole = rosa.get(&query).await;
    assert!(!whole.shows("goes on further back"));
    assert!(lights(&whole) == 3 && !whole.shows("is being made") && whole.link_of("Next").is_none(), "{}", whole.html);
}

/// The index of the record could only be made anew by taking its folder away.
#[tokio::test]
async fn the_index_of_the_record_is_made_anew_while_it_is_searched_and_what_happens_meanwhile_is_found_once() {
    let shop = Shop::open().await;
    shop.indexes().await;
    let mut rosa = shop.staff("rosa").await;
    shop.indexes().await;
    let [page, reindex, cancel] = ["/admin/cache", "/admin/cache/reindex", "/admin/cache/reindex/cancel"];
    let of = ("index", "action_logs");
    let query = format!("{REPORT}?username=rosa&action=staff.signed_in");
    let sign_ins = async |rosa: &mut Browser| rosa.get(&query).await.rows().into_iter().filter(|row| row.len() > 6).count();
    let (events, before) = (shop.store.indexed(Indexed::ActionLogs), sign_ins(&mut rosa).await);
    assert!(events > 0 && before > 0 && rosa.get(page).await.shows("Events: "));
    assert_eq!(rosa.edits(page, reindex, &[of]).await.status, 303);
    assert!(rosa.get(page).await.shows("0 of ") && shop.store.reindexing(Indexed::Rows).is_none());
    assert_eq!(sign_ins(&mut rosa).await, before, "what was there before is searched");
    assert_eq!(rosa.edits(page, cancel, &[of]).await.status, 303);
    assert_eq!(rosa.edits(page, reindex, &[of]).await.status, 303);
    // Whoever stops in the midst of it leaves no part of it for the whole.
    shop.record().await;
    let is_at_it = || shop.store.reindexing(Indexed::ActionLogs).is_some_and(|(done, _)| done > 0);
    let job = job(shop.now());
    let by = shop.store.by(&job);
    {
        let mut making = std::pin::pin!(by.index_events(true));
        while !is_at_it() {
            tokio::select! {
                biased;
                _ = &mut making => panic!("nobody stopped it"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    assert!(sign_ins(&mut rosa).await == before && is_at_it());
    drop(shop.staff("rosa").await);
    shop.indexes().await;
    assert_eq!(shop.store.reindexing(Indexed::ActionLogs), None);
    assert_eq!(sign_ins(&mut rosa).await, before + 1, "each is found once");
    shop.indexes().await;
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    assert_eq!(shop.store.indexed(Indexed::ActionLogs), u64::try_from(told.len()).unwrap());
    let times = |action| told.iter().filter(|told| **told == action).count();
    assert_eq!((times(Action::ActionLogsReindexAsked), times(Action::ActionLogsReindexCanceled)), (2, 1));
    // And which one is said.
    for none in [&[("index", "all")][..], &[("index", "")], &[]] {
        for act in [reindex, cancel] {
            assert_eq!(rosa.post(act, none).await.status, 400, "{act}: {none:?}");
        }
    }
}

/// A day of the shop's zone is as long as it is there, to its last millisecond.
#[tokio::test]
async fn a_day_that_is_asked_for_is_one_of_the_shops_zone_with_all_of_its_hours() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = "/admin/config/general";
    assert_eq!(rosa.edits(page, page, &[("timezone", "Europe/Berlin"), ("timezone-system", "")]).await.status, 303);
    // The clocks go back in the night to the 25th: the hour from two to three comes twice.
    let times = [
        ("before", "2026-10-24T21:59:59.999Z"),
        ("first", "2026-10-24T22:00:00Z"),
        ("summer", "2026-10-25T00:30:00Z"),
        ("winter", "2026-10-25T01:30:00Z"),
        ("last", "2026-10-25T22:59:59.999Z"),
        ("after", "2026-10-25T23:00:00Z"),
    ];
    for (name, time) in times {
        let at = Moment::from_millis(ui::format::moment(time).unwrap());
        let event = Event::new(Action::CartChanged, Actor::Guest, Origin { at, ..Origin::default() });
        shop.store.append(event.on("product", name, format!("Clock {name}"))).await.unwrap();
    }
    shop.tells().await;
    let day = "time-from=2026-10-25&time-to=2026-10-25";
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for (asked, expected) in [
            (day, &["first", "summer", "winter", "last"][..]),
            ("hour=2026-10-25T02:00:00%2B02:00", &["summer"][..]),
            ("hour=2026-10-25T02:00:00%2B01:00", &["winter"][..]),
        ] {
            let found = rosa.get(&format!("{REPORT}?details=clock&action=cart.changed&{asked}")).await;
            let rows: Vec<String> = found.rows().into_iter().filter(|row| row.len() > 6).map(|row| row.concat()).collect();
            let told: Vec<&str> = times
                .map(|(name, _)| name)
                .into_iter()
                .filter(|name| rows.iter().any(|row| row.contains(&format!("Clock {name}"))))
                .collect();
            assert_eq!(told, expected, "{asked}: {}", found.html);
            // By which clock all of it is told stands above it, and on the page of each.
            assert!(found.shows("(Europe/Berlin)"), "{}", found.html);
            let of_one = rosa.get(&found.links_below(REPORT)[0]).await;
            assert!(of_one.shows("Log Entry #") && of_one.shows("(Europe/Berlin)"), "{}", of_one.html);
        }
    }
}

/// The line stood there with nothing in it.
#[tokio::test]
async fn an_event_s_page_says_that_nobody_asked_for_what_the_program_does_by_itself() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    for (action, by_itself) in [(Action::MailSent, true), (Action::OrderPlaced, false)] {
        let event = shop.record().await.into_iter().rev().find(|event| event.action == action).unwrap();
        let page = rosa.get(&format!("{REPORT}/{}", event.place.unwrap())).await;
        let shown = page.html.replace("<!>", "");
        assert!(shown.contains("<dt>Request</dt>") && shown.contains("<dt>Request</dt><dd>–</dd>") == by_itself, "{shown}");
    }
}
