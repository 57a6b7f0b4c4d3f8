//! Lists in pages, by key. Never by counting off rows, for the engine would walk over them; never backwards, for that is
//! slow: the previous page is read forwards through the column that sorts the other way, and turned round.

use crate::{StoreError, conn::Conn};
use domain::list::Cursor;
use surrealdb::types::{RecordId, SurrealValue, Variables};

/// One page.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// The cursor of the page before, if there is one.
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl<T> Listed<T> {
    pub(crate) fn try_map<U>(self, f: impl FnMut(T) -> Result<U, StoreError>) -> Result<Listed<U>, StoreError> {
        Ok(Listed { items: self.items.into_iter().map(f).collect::<Result<_, _>>()?, previous: self.previous, next: self.next })
    }
}

/// A row that knows its keys in the list's order: forwards and backwards.
pub(crate) trait Sorted {
    fn keys(&self, up: &str) -> (String, String);
}

/// Reads a page of `table`, filtered by `filter` (SurrealQL, or empty), in the order of column `up`, whose mirror is `down`.
pub(crate) async fn page<T: SurrealValue + Sorted>(
    conn: &Conn,
    table: &str,
    filter: &str,
    mut vars: Variables,
    (up, down): (&str, &str),
    cursor: &Cursor,
    size: usize,
) -> Result<Listed<T>, StoreError> {
    let sql = asking(table, filter, &mut vars, (up, down), cursor, size);
    Ok(read(conn.run(&sql, vars).await?.take(0)?, up, cursor, size))
}

/// The statement that asks for a page, for whoever asks for more in the same breath.
pub(crate) fn asking(table: &str, filter: &str, vars: &mut Variables, (up, down): (&str, &str), cursor: &Cursor, size: usize) -> String {
    let (column, bound) = match cursor {
        Cursor::First => (up, None),
        Cursor::After(key) => (up, Some(key)),
        Cursor::Before(key) => (down, Some(key)),
    };
    if let Some(key) = bound {
        vars.insert("bound", key.clone());
    }
    statement(table, filter, column, bound.is_some(), size)
}

/// The page that its answer is.
pub(crate) fn read<T: Sorted>(mut items: Vec<T>, up: &str, cursor: &Cursor, size: usize) -> Listed<T> {
    let more = items.len() > size;
    items.truncate(size);
    let backwards = matches!(cursor, Cursor::Before(_));
    if backwards {
        items.reverse();
    }
    let has_previous = if backwards { more } else { !matches!(cursor, Cursor::First) };
    let has_next = if backwards { true } else { more };
    let previous = items.first().filter(|_| has_previous).map(|row| row.keys(up).1);
    let next = items.last().filter(|_| has_next).map(|row| row.keys(up).0);
    Listed { items, previous, next }
}

/// The statement behind a page: one row more than is shown tells whether there is another.
fn statement(table: &str, filter: &str, column: &str, bound: bool, size: usize) -> String {
    let bound = if bound { format!("{column} > $bound") } else { String::new() };
    let conditions: Vec<&str> = [filter, &bound].into_iter().filter(|c| !c.is_empty()).collect();
    let condition = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    format!("SELECT * FROM {table} {condition} ORDER BY {column} LIMIT {}", size.saturating_add(1))
}

/// A text that sorts backwards what `text` sorts forwards.
pub(crate) fn mirrored(text: &str) -> String {
    let mut mirrored: String = text.bytes().map(|b| format!("{:02x}", !b)).collect();
    // Greater than any digit: a text comes before those that it begins, so its mirror must come after theirs.
    mirrored.push('~');
    mirrored
}

/// The beginnings, from two letters on, of the words of `texts`: what a search finds a row by.
fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut terms = std::collections::BTreeSet::new();
    for text in texts {
        for word in words(text) {
            let letters: Vec<char> = word.chars().take(LONGEST_TERM).collect();
            for end in 1..=letters.len() {
                terms.insert(letters.iter().take(end).collect::<String>());
            }
        }
    }
    terms.into_iter().collect()
}

const LONGEST_TERM: usize = 16;

/// The words of what somebody searches for, as they stand among the terms; at most five.
pub(crate) fn searched(text: &str) -> Vec<String> {
    words(text).into_iter().take(5).map(|w| w.chars().take(LONGEST_TERM).collect()).collect()
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The rows of a table that all these words find, by the table that keeps its terms.
pub(crate) async fn found(conn: &Conn, table: &str, words: &[String]) -> Result<Vec<RecordId>, StoreError> {
    let mut vars = Variables::new();
    let mut parts = Vec::new();
    for (n, word) in words.iter().enumerate() {
        vars.insert(format!("term{n}"), word.clone());
        parts.push(format!("terms CONTAINS $term{n}"));
    }
    let sql = format!("SELECT VALUE id FROM {table}_terms WHERE {}", parts.join(" AND "));
    let ids: Vec<RecordId> = conn.run(&sql, vars).await?.take(0)?;
    ids.iter().map(|id| Ok(crate::record(table, crate::key(id)?))).collect()
}

/// What a row is found by, as it is kept beside it.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TermsRow {
    pub(crate) id: RecordId,
    terms: Vec<String>,
}

impl TermsRow {
    pub(crate) fn of<'a>(table: &str, key: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self { id: crate::record(&format!("{table}_terms"), key), terms: terms(texts) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every list that people page through: its table, its filter, and the columns that it can be sorted by.
    const LISTS: &[(&str, &str, &[&str])] = &[
        ("customer", "listed = true", &["by_name", "by_name_down", "by_email", "by_email_down", "by_age", "by_age_down"]),
        ("product", "category = $category", &["by_place", "by_place_down", "by_name", "by_name_down", "by_price", "by_price_down"]),
        ("visit", "listed = true", &["by_age", "by_age_down"]),
        ("event", "visit = $visit", &["by_age"]),
    ];

    #[tokio::test]
    async fn each_list_is_a_forward_scan_of_an_index_and_finds_what_a_full_scan_finds() {
        let store = crate::Store::open(&crate::Address::Memory, crate::Effort::Low).await.unwrap();
        let fill = "FOR $n IN 0..60 { \
            CREATE customer SET email = <string>$n, first_name = '', last_name = '', password = '', active = true, consent = false, created = $n, revision = 0, listed = true, \
                by_name = <string>$n, by_name_down = <string>(99 - $n), by_email = <string>$n, by_email_down = <string>(99 - $n), by_age = <string>$n, by_age_down = <string>(99 - $n); \
            CREATE product SET sku = <string>$n, slug = <string>$n, name = '', description = '', price = $n, currency = 'USD', category = <string>($n % 2), shape = '', hue = 0, \
                by_place = <string>$n, by_place_down = <string>(99 - $n), by_name = <string>$n, by_name_down = <string>(99 - $n), by_price = <string>$n, by_price_down = <string>(99 - $n); \
            CREATE visit SET cookie = <string>$n, identity = '', staff = '', staff_name = '', staff_session = '', customer = '', customer_name = '', customer_email = '', website_name = '', \
                started = 0, seen = 0, live = false, listed = true, by_age = <string>$n, by_age_down = <string>(99 - $n); \
            CREATE event SET at = 0, group = '', action = '', success = true, actor_kind = '', actor_name = '', visit = <string>($n % 2), changes = [], store_view = '', address = '', agent = '', request = '', by_age = <string>$n; \
        }";
        store.conn.run(fill, crate::conn::vars! {}).await.unwrap();
        for (table, filter, columns) in LISTS {
            for column in *columns {
                for bound in [false, true] {
                    let vars = || crate::conn::vars! { "bound" => "3".to_owned(), "category" => "1".to_owned(), "visit" => "1".to_owned() };
                    let sql = statement(table, filter, column, bound, 20);
                    let plan: Vec<surrealdb::types::Value> =
                        store.conn.run(&format!("EXPLAIN {sql}"), vars()).await.unwrap().take(0).unwrap();
                    let plan = format!("{plan:?}");
                    assert!(plan.contains("IndexScan") && plan.contains("Forward") && !plan.contains("Sort"), "{sql}: {plan}");
                    let by_index: Vec<surrealdb::types::Value> = store.conn.run(&sql, vars()).await.unwrap().take(0).unwrap();
                    let scanned = sql.replace(&format!("FROM {table}"), &format!("FROM {table} WITH NOINDEX"));
                    let by_scan: Vec<surrealdb::types::Value> = store.conn.run(&scanned, vars()).await.unwrap().take(0).unwrap();
                    assert!(!by_index.is_empty(), "{sql}");
                    assert_eq!(by_index, by_scan, "{sql}");
                }
            }
        }
    }

    #[test]
    fn a_mirror_sorts_the_other_way() {
        let mut texts = ["", "a", "ab", "b", "ä", "zz", "z"].map(str::to_owned).to_vec();
        texts.sort();
        let mut mirrors: Vec<String> = texts.iter().map(|t| mirrored(t)).collect();
        mirrors.reverse();
        assert!(mirrors.is_sorted(), "{mirrors:?}");
    }

    #[test]
    fn a_word_is_found_by_its_beginnings() {
        let terms = terms(["Ada Lovelace", "ada@example.com"]);
        for found in ["a", "ada", "lov", "example"] {
            assert!(terms.contains(&found.to_owned()), "{found}");
        }
        assert!(!terms.contains(&"da".to_owned()));
        assert_eq!(searched("ADA@exam"), ["ada", "exam"]);
    }
}
