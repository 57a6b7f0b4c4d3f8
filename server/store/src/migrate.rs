//! The tables, brought up to date at each start: numbered steps, each run once, each remembered with its checksum.

use crate::{
    StoreError,
    conn::{Conn, vars},
    record,
};
use sha2::{Digest, Sha256};
use std::time::Duration;
use surrealdb::types::SurrealValue;

enum Step {
    /// In one transaction, once.
    Once(&'static str),
    /// Again and again, each time in a transaction of its own, until it says that it found nothing to do.
    UntilDone(&'static str),
}

impl Step {
    const fn script(&self) -> &'static str {
        match self {
            Self::Once(script) | Self::UntilDone(script) => script,
        }
    }
}

const MIGRATIONS: &[(i64, Step)] = &[
    (1, Step::Once(include_str!("migrations/0001_house.surql"))),
    (2, Step::Once(include_str!("migrations/0002_repeats.surql"))),
    (3, Step::Once(include_str!("migrations/0003_figures.surql"))),
    (4, Step::UntilDone(include_str!("migrations/0004_terms.surql"))),
    (5, Step::Once(include_str!("migrations/0005_listed.surql"))),
    (6, Step::UntilDone(include_str!("migrations/0006_listed_rows.surql"))),
    (7, Step::Once(include_str!("migrations/0007_listed_indexes.surql"))),
    (8, Step::Once(include_str!("migrations/0008_places.surql"))),
    (9, Step::UntilDone(include_str!("migrations/0009_places_moved.surql"))),
    (10, Step::Once(include_str!("migrations/0010_queue_moved.surql"))),
    (11, Step::Once(include_str!("migrations/0011_pointers.surql"))),
    (12, Step::Once(include_str!("migrations/0012_rows.surql"))),
    (13, Step::UntilDone(include_str!("migrations/0013_handoffs_cleared.surql"))),
    (14, Step::Once(include_str!("migrations/0014_live.surql"))),
];

#[derive(SurrealValue)]
struct Done {
    number: i64,
    checksum: String,
}

/// A step may move a large table.
const PATIENCE: Duration = Duration::from_secs(600);

/// Runs what has not run yet. Refuses a store that a newer program has migrated, or whose steps are not ours.
pub(crate) async fn migrate(conn: &Conn) -> Result<(), StoreError> {
    run(conn, MIGRATIONS).await
}

async fn run(conn: &Conn, migrations: &[(i64, Step)]) -> Result<(), StoreError> {
    conn.run("DEFINE TABLE IF NOT EXISTS migration SCHEMALESS", vars! {}).await?;
    let done: Vec<Done> = conn.run("SELECT number, checksum FROM migration", vars! {}).await?.take(0)?;
    let known = migrations.last().map_or(0, |(number, _)| *number);
    if let Some(newer) = done.iter().map(|d| d.number).filter(|n| *n > known).max() {
        return Err(StoreError::Newer { found: newer, known });
    }
    for (number, step) in migrations {
        let script = step.script();
        let checksum: String = Sha256::digest(script.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        match done.iter().find(|d| d.number == *number) {
            Some(d) if d.checksum == checksum => {}
            Some(_) => return Err(StoreError::Altered(*number)),
            None => {
                let statements = match step {
                    Step::Once(script) => script,
                    Step::UntilDone(script) => {
                        for round in 1_u64.. {
                            if conn.run_within(script, vars! {}, PATIENCE).await?.one::<i64>(0)?.unwrap_or(0) == 0 {
                                break;
                            }
                            if round.is_multiple_of(100) {
                                tracing::info!(number, round, "the tables are being brought up to date");
                            }
                        }
                        ""
                    }
                };
                let sql = format!("BEGIN;\n{statements}\nCREATE $id SET number = $number, checksum = $checksum;\nCOMMIT;");
                let key = format!("{number:04}");
                let vars = vars! { "id" => record("migration", &key), "number" => *number, "checksum" => checksum };
                conn.run_within(&sql, vars, PATIENCE).await?;
                tracing::info!(number, "the tables were brought up to date");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, Faults};

    async fn migrated() -> std::sync::Arc<Conn> {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        migrate(&conn).await.unwrap();
        conn
    }

    #[tokio::test]
    async fn a_store_of_a_newer_program_is_refused_with_a_word_on_what_to_do() {
        let conn = migrated().await;
        migrate(&conn).await.unwrap();
        conn.run("CREATE migration:9999 SET number = 9999, checksum = ''", vars! {}).await.unwrap();
        let refused = migrate(&conn).await.unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 9999, .. }) && refused.to_string().contains("restore a backup"), "{refused}");
    }

    #[tokio::test]
    async fn a_step_that_is_not_what_it_was_when_it_ran_is_refused() {
        let conn = migrated().await;
        conn.run("UPDATE migration SET checksum = 'other' WHERE number = 1", vars! {}).await.unwrap();
        assert!(matches!(migrate(&conn).await.unwrap_err(), StoreError::Altered(1)));
    }

    #[tokio::test]
    async fn what_customers_and_products_are_found_by_moves_beside_them() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        run(&conn, &MIGRATIONS[..2]).await.unwrap();
        let before = "CREATE customer:a SET email = 'a', first_name = '', last_name = '', password = '', active = true, consent = false, created = 0, revision = 0, \
            by_name = '', by_name_down = '', by_email = '', by_email_down = '', by_age = '', by_age_down = '', terms = ['a', 'ad']; \
            CREATE product:p SET sku = 'p', slug = 'p', name = '', description = '', price = 1, currency = 'USD', category = '', shape = '', hue = 0, \
            by_place = '', by_place_down = '', by_name = '', by_name_down = '', by_price = '', by_price_down = '', terms = ['m']";
        conn.run(before, vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        for (table, word, key) in [("customer", "ad", "a"), ("product", "m", "p")] {
            assert_eq!(crate::list::found(&conn, table, &[word.to_owned()]).await.unwrap(), [record(table, key)]);
            let left: Vec<bool> = conn.run(&format!("SELECT VALUE terms = NONE FROM {table}"), vars! {}).await.unwrap().take(0).unwrap();
            assert_eq!(left, [true], "{table}");
        }
        conn.run("UPDATE customer:a SET revision += 1; UPDATE product:p SET price = 2", vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
    }

    #[tokio::test]
    async fn tables_define_no_fields_and_what_a_staff_member_began_last_moves_beside_him() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        run(&conn, &MIGRATIONS[..11]).await.unwrap();
        let before = "CREATE staff:rosa SET user_name = 'rosa', first_name = '', last_name = '', email = '', password = '', role = '', active = true, created = 0, \
            revision = 3, visit = 'v', handoff = 'h'";
        conn.run(before, vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        let began: Vec<Option<String>> = conn.run("SELECT VALUE visit FROM assistance:rosa", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(began, [Some("v".to_owned())]);
        let left: Vec<Vec<String>> = conn.run("SELECT VALUE object::keys($this) FROM staff", vars! {}).await.unwrap().take(0).unwrap();
        assert!(left[0].contains(&"revision".to_owned()) && !left[0].contains(&"visit".to_owned()), "{left:?}");
        let tables: Vec<Vec<String>> = conn.run("RETURN [object::keys((INFO FOR DB).tables)]", vars! {}).await.unwrap().take(0).unwrap();
        assert!(tables[0].len() > 15, "{tables:?}");
        for table in &tables[0] {
            let fields = format!("RETURN [object::keys((INFO FOR TABLE {table}).fields)]");
            let fields: Vec<Vec<String>> = conn.run(&fields, vars! {}).await.unwrap().take(0).unwrap();
            assert_eq!(fields, [Vec::<String>::new()], "{table}");
        }
    }

    #[tokio::test]
    async fn hand_offs_are_cleared_away_and_visits_counted_with_their_staff_member() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        run(&conn, &MIGRATIONS[..12]).await.unwrap();
        let before = "FOR $n IN 0..1100 { CREATE handoff SET staff = 'rosa' }; CREATE assistance:rosa SET visit = 'v', handoff = 'digest'; \
            FOR $n IN 0..3 { CREATE visit SET staff = 'rosa', live = false }; CREATE visit SET staff = 'elif', live = false";
        conn.run(before, vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        let began = "SELECT VALUE [record::id(id), <string> visits, handoff, visit] FROM assistance ORDER BY id";
        let began: Vec<Vec<Option<String>>> = conn.run(began, vars! {}).await.unwrap().take(0).unwrap();
        let row = |values: [Option<&str>; 4]| values.map(|v| v.map(str::to_owned)).to_vec();
        assert_eq!(began, [row([Some("elif"), Some("1"), None, None]), row([Some("rosa"), Some("3"), None, Some("v")])]);
        let left: Vec<bool> =
            conn.run("RETURN ['handoff' IN object::keys((INFO FOR DB).tables)]", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(left, [false]);
    }

    #[tokio::test]
    async fn places_given_before_stay_and_events_that_waited_wait_on() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        run(&conn, &MIGRATIONS[..7]).await.unwrap();
        let before = "FOR $n IN 1..=1203 { LET $key = string::concat('e', <string> $n); \
            CREATE type::record('event', $key) SET by_age = string::concat('a', <string> $n), at = $n, group = '', action = '', success = true, \
            actor_kind = '', actor_name = '', changes = [], store_view = '', address = '', agent = '', request = ''; \
            LET $place = string::concat(string::repeat('0', 16 - string::len(<string> $n)), <string> $n); \
            IF $n <= 1201 { CREATE type::record('event_sequence', $place) SET event = $key } \
            ELSE { CREATE type::record('event_queue', string::concat('a', <string> $n)) SET event = $key } }";
        conn.run(before, vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        let placed = "SELECT VALUE [record::id(id), age, <string> number] FROM event_place WHERE number > 0";
        let mut placed: Vec<Vec<String>> = conn.run(placed, vars! {}).await.unwrap().take(0).unwrap();
        placed.sort_by_key(|row| row[2].parse::<usize>().unwrap());
        assert_eq!(placed.len(), 1201);
        assert!((1..).zip(&placed).all(|(n, row)| *row == [format!("e{n}"), format!("a{n}"), n.to_string()]), "{placed:?}");
        let waiting = "SELECT VALUE [record::id(id), age] FROM event_place WHERE number = NONE";
        let waiting: Vec<Vec<String>> = conn.run(waiting, vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(waiting, [["e1202", "a1202"], ["e1203", "a1203"]]);
    }
}
