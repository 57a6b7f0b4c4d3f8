//! Lists in pages, in every order, and what a search finds.

use super::{job, memory, permit, person};
use domain::{
    caller::right,
    customers::{Email, PersonName},
    list::{Cursor, Query, Sort},
    text::Collation,
};
use std::collections::BTreeMap;
use store::{NewCustomer, Store};

fn query(search: &str, by: &'static str, down: bool, cursor: Cursor) -> Query {
    Query { search: search.to_owned(), filters: BTreeMap::new(), sort: Sort { by, down }, collation: Collation::ROOT, cursor }
}

async fn filled(names: &[(&str, &str)]) -> Store {
    let store = memory().await;
    for (n, (first, last)) in names.iter().enumerate() {
        let new = NewCustomer {
            email: Email::parse(&format!("c{n}@example.com")).unwrap(),
            first_name: PersonName::parse(first).unwrap(),
            last_name: PersonName::parse(last).unwrap(),
            ..person(n)
        };
        store.by(&job()).fill_customer(&new).await.unwrap();
    }
    store
}

#[tokio::test]
async fn each_page_of_a_list_follows_the_one_before_in_every_order_and_back() {
    let store = memory().await;
    for n in 0..45 {
        store.by(&job()).fill_customer(&person(n)).await.unwrap();
    }
    // A name of a hundred letters of four bytes stood in the way of everybody behind it: its cursor was too long to be read.
    let long = |start: &str| PersonName::parse(&format!("{start}{}", "𝔄".repeat(100 - start.chars().count()))).unwrap();
    let endless = NewCustomer { first_name: long(""), last_name: long("Last2"), ..person(45) };
    store.by(&job()).fill_customer(&endless).await.unwrap();
    let permit = permit::<right::CustomersView>();
    for (by, down) in [("name", false), ("name", true), ("email", false), ("email", true), ("since", false), ("since", true)] {
        let mut forwards = Vec::new();
        let (mut cursor, mut pages) = (Cursor::First, Vec::new());
        loop {
            let (page, total) = store.by(&permit).customers(&query("", by, down, cursor), 20).await.unwrap();
            assert_eq!(total, Some(46));
            let emails: Vec<String> = page.items.iter().map(|c| c.email.clone()).collect();
            forwards.extend(emails.clone());
            pages.push(emails);
            match page.next {
                Some(key) => {
                    assert!(key.len() <= 1_000, "{key}");
                    cursor = Cursor::After(key);
                }
                None => {
                    // Back again, page by page.
                    let mut previous = page.previous;
                    let mut place = pages.len() - 1;
                    while let Some(key) = previous {
                        let (page, _) = store.by(&permit).customers(&query("", by, down, Cursor::Before(key)), 20).await.unwrap();
                        place -= 1;
                        assert_eq!(page.items.iter().map(|c| c.email.clone()).collect::<Vec<_>>(), pages[place], "{by} {down}");
                        previous = page.previous;
                    }
                    assert_eq!(place, 0);
                    break;
                }
            }
        }
        let mut all = forwards.clone();
        all.sort();
        all.dedup();
        assert_eq!((forwards.len(), all.len()), (46, 46), "{by} {down} shows each once");
        if by == "email" {
            let sorted = if down { forwards.iter().rev().is_sorted() } else { forwards.is_sorted() };
            assert!(sorted);
        }
    }
}

#[tokio::test]
async fn staff_find_a_customer_who_spells_the_name_on_the_phone_and_nobody_else() {
    let store = filled(&[
        ("Zoë", "Ångström"),
        ("Jose\u{301}", "Nu\u{301}n\u{303}ez"),
        ("Straße", "Weiß"),
        ("İrem", "IŞIK"),
        ("Łukasz", "Nowak"),
        ("Sinéad", "O'Brien"),
        ("太郎", "山田"),
        ("Wolfgang", "Muster"),
    ])
    .await;
    let permit = permit::<right::CustomersView>();
    let found = async |search: &str| {
        let (page, total) = store.by(&permit).customers(&query(search, "name", false, Cursor::First), 20).await.unwrap();
        assert_eq!(total, i64::try_from(page.items.len()).ok());
        page.items.into_iter().map(|c| c.first_name).collect::<Vec<_>>()
    };
    for (search, name) in [
        ("zoe angstrom", "Zoë"),
        ("josé", "José"),
        ("jose nunez", "José"),
        ("strasse weiss", "Straße"),
        ("irem", "İrem"),
        ("lukasz", "Łukasz"),
        ("sinead obrien", "Sinéad"),
        ("brien", "Sinéad"),
        ("田", "太郎"),
        ("郎", "太郎"),
    ] {
        assert_eq!(found(search).await, [name], "{search}");
    }
    assert_eq!(found("wolfgang muster c7 example com zzzzz").await, Vec::<String>::new(), "the sixth word counts as well");
    for signs in ["%", "*", "_", "--", "😀"] {
        assert_eq!(found(signs).await, Vec::<String>::new(), "{signs}: there is no word to search for");
    }
    assert_eq!(found("").await.len(), 8);
}

#[tokio::test]
async fn names_are_sorted_as_people_expect() {
    let store = filled(&[
        ("A", "Zimmer"),
        ("A", "Öztürk"),
        ("Adam", "De Silva"),
        ("Zoe", "De"),
        ("A", "adler"),
        ("A", "Äpfel"),
        ("A", "van Beek"),
        ("A", "D'Angelo"),
        ("A", "Łukasz"),
    ])
    .await;
    let (page, _) = store.by(&permit::<right::CustomersView>()).customers(&query("", "name", false, Cursor::First), 20).await.unwrap();
    let names: Vec<&str> = page.items.iter().map(|c| c.last_name.as_str()).collect();
    assert_eq!(names, ["adler", "Äpfel", "D'Angelo", "De", "De Silva", "Łukasz", "Öztürk", "van Beek", "Zimmer"]);
}
