//! Whether there is an account is not told by how long the answer takes: the store is asked the same, statement by statement, and what nobody is to
//! get is written as well, and taken back in the same transaction.

use super::{guest, job, person, shopper};
use domain::{
    caller::Acting,
    customers::{Email, PersonName},
    ids::RoleId,
    staff::UserName,
    text::Secret,
};
use store::{Address, Applicant, Effort, FIRST_VIEW, FIRST_WEBSITE, Faults, NewStaff, Stay, Store};

/// What takes a row back.
const TAKES_BACK: &str = "DELETE $v RETURN NONE;";

/// What was asked, without the numbers of variables and what takes a row back; and how often that was.
fn asked(faults: &Faults) -> (Vec<String>, usize) {
    let plain = |sql: &String| {
        let parts = sql.split("$v").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
        parts.collect::<Vec<_>>().join("$v")
    };
    let heard: Vec<String> = faults.heard().iter().map(plain).collect();
    let taken_back = heard.iter().map(|sql| sql.matches(TAKES_BACK).count()).sum();
    (heard.iter().map(|sql| sql.lines().filter(|line| *line != TAKES_BACK).collect::<Vec<_>>().join("\n")).collect(), taken_back)
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// A store with some people, and what it is asked.
async fn peopled() -> (Store, Faults) {
    let faults = Faults::default();
    let store = Store::open_suffering(&Address::Memory, Effort::Low, faults.clone()).await.unwrap();
    for n in [1, 2] {
        store.register(&guest(), person(n), Stay::Remembered).await.unwrap();
    }
    let rosa = NewStaff {
        user_name: UserName::parse("rosa").unwrap(),
        first_name: PersonName::parse("Rosa").unwrap(),
        last_name: PersonName::parse("Marin").unwrap(),
        email: email("rosa@alongside.example"),
        role: RoleId::new(uuid::Uuid::nil()),
        password: Secret::new("correct horse"),
    };
    store.by(&job()).create_administrator(rosa).await.unwrap();
    faults.heard();
    (store, faults)
}

#[tokio::test]
async fn a_way_back_costs_as_much_whether_there_is_an_account_or_not_and_whether_it_is_sent_or_not() {
    let (store, faults) = peopled().await;
    for n in 0..5 {
        let mut customers = Vec::new();
        for address in ["person001@example.com", "nobody@example.com"] {
            store.forgot_password(&guest(), FIRST_WEBSITE, &email(address)).await.unwrap();
            customers.push(asked(&faults));
        }
        let mut staff = Vec::new();
        for address in ["rosa@alongside.example", "nobody@alongside.example"] {
            store.forgot_staff_password(&guest(), &email(address)).await.unwrap();
            staff.push(asked(&faults));
        }
        for (half, answers) in [("customers", customers), ("staff", staff)] {
            let [(known, kept), (nobody, taken_back)] = &answers[..] else { panic!("{answers:?}") };
            assert!(known.len() >= 3, "{half}: {known:?}");
            assert_eq!(known, nobody, "{half}, {n}");
            // Three are sent.
            assert_eq!((*kept, *taken_back), (usize::from(n >= 3), 1), "{half}, {n}");
        }
    }
}

#[tokio::test]
async fn asking_for_another_address_costs_as_much_whether_it_is_free_or_not() {
    let (store, faults) = peopled().await;
    let (known, password) = ("person001@example.com", Secret::new("correct horse"));
    let signed_in = store.sign_in_customer(&guest(), FIRST_WEBSITE, (known, &password), Stay::Remembered).await.unwrap().unwrap();
    let own = shopper(signed_in.customer).own().unwrap();
    let was = store.by::<Acting>(&own).account().await.unwrap();
    let mut answers = Vec::new();
    for address in ["person002@example.com", "free@example.com"] {
        faults.heard();
        store.by(&own).ask_for_address(&was, &email(address)).await.unwrap();
        answers.push(asked(&faults).0);
    }
    // His own row is counted on, where the first one made it.
    let counted = "IF !(UPDATE $v CONTENT $v WHERE revision = $v RETURN VALUE id) { THROW 'alongside:stale' };";
    let alike = |sql: &String| sql.replace(counted, "CREATE $v CONTENT $v RETURN NONE;");
    let [taken, free] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(taken.iter().map(alike).collect::<Vec<_>>(), free.iter().map(alike).collect::<Vec<_>>());
}

#[tokio::test]
async fn registering_where_addresses_are_confirmed_costs_as_much_whether_there_is_an_account_or_not() {
    let (store, faults) = peopled().await;
    let mut answers = Vec::new();
    for address in ["person001@example.com", "new@example.com"] {
        let applicant = Applicant {
            email: email(address),
            first_name: PersonName::parse("Nora").unwrap(),
            last_name: PersonName::parse("Neu").unwrap(),
            website: FIRST_WEBSITE,
            view: FIRST_VIEW,
        };
        store.register_by_mail(&guest(), applicant).await.unwrap();
        answers.push(asked(&faults).0);
    }
    let [known, new] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(known, new);
}

#[tokio::test]
async fn a_sign_in_in_vain_asks_as_much_of_the_store_whether_there_is_an_account_or_not() {
    let (store, faults) = peopled().await;
    let wrong = Secret::new("wrong wrong");
    let mut asked = Vec::new();
    for address in ["person001@example.com", "nobody@example.com"] {
        assert!(store.sign_in_customer(&guest(), FIRST_WEBSITE, (address, &wrong), Stay::Remembered).await.unwrap().is_none());
        asked.push(faults.heard().len());
    }
    for name in ["rosa", "nobody"] {
        assert!(store.sign_in_staff(&guest(), name, &wrong).await.unwrap().is_none());
        asked.push(faults.heard().len());
    }
    assert!(asked[0] == asked[1] && asked[2] == asked[3] && asked[0] >= 3, "{asked:?}");
}
