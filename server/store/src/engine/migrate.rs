//! The tables, brought up to date at each start: numbered steps, each run once, each remembered with its checksum.

use super::conn::{Conn, vars};
use crate::{StoreError, record};
use domain::text::hex;
use sha2::{Digest, Sha256};
use surrealdb::types::SurrealValue;

const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("migrations/0001_house.surql")),
    (2, include_str!("migrations/0002_words.surql")),
    (3, include_str!("migrations/0003_pictures.surql")),
    (4, include_str!("migrations/0004_prices.surql")),
    (5, include_str!("migrations/0005_products.surql")),
    (6, include_str!("migrations/0006_shelves.surql")),
    (8, include_str!("migrations/0008_staff.surql")),
    (9, include_str!("migrations/0009_standing.surql")),
    (10, include_str!("migrations/0010_documents.surql")),
    (11, include_str!("migrations/0011_addresses.surql")),
    (12, include_str!("migrations/0012_attributes.surql")),
    (13, include_str!("migrations/0013_shoppers_prices.surql")),
    (14, include_str!("migrations/0014_base_totals.surql")),
    (15, include_str!("migrations/0015_comments.surql")),
    (16, include_str!("migrations/0016_skus.surql")),
];

#[derive(SurrealValue)]
struct Done {
    number: i64,
    checksum: String,
}

/// Runs what has not run yet. Refuses a store that a newer program has migrated, or whose steps are not ours.
pub(crate) async fn migrate(conn: &Conn) -> Result<(), StoreError> {
    conn.migrate("DEFINE TABLE IF NOT EXISTS migration SCHEMALESS", vars! {}).await?;
    let done: Vec<Done> = conn.read("SELECT number, checksum FROM migration", vars! {}).await?.take(0)?;
    let known = MIGRATIONS.last().map_or(0, |(number, _)| *number);
    if let Some(newer) = done.iter().map(|d| d.number).filter(|n| *n > known).max() {
        return Err(StoreError::Newer { found: newer, known });
    }
    for (number, script) in MIGRATIONS {
        let checksum = hex(&Sha256::digest(script.as_bytes()));
        match done.iter().find(|d| d.number == *number) {
            Some(d) if d.checksum == checksum => {}
            Some(_) => return Err(StoreError::Altered(*number)),
            None => {
                let sql = format!("BEGIN;\n{script}\nCREATE $id SET number = $number, checksum = $checksum;\nCOMMIT;");
                let key = format!("{number:04}");
                let vars = vars! { "id" => record("migration", &key), "number" => *number, "checksum" => checksum };
                conn.migrate(&sql, vars).await?;
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
        conn.migrate("CREATE migration:9999 SET number = 9999, checksum = ''", vars! {}).await.unwrap();
        let refused = migrate(&conn).await.unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 9999, .. }) && refused.to_string().contains("restore a backup"), "{refused}");
    }

    /// What was drawn from a shape and a hue has no pictures then, and can be read.
    #[tokio::test]
    async fn a_product_of_an_older_store_gets_the_columns_of_pictures() {
        let conn = migrated().await;
        conn.migrate("CREATE product:old SET shape = 'mug', hue = 212, name = 'Mug'", vars! {}).await.unwrap();
        conn.migrate(MIGRATIONS[2].1, vars! {}).await.unwrap();
        let columns: Option<Vec<String>> = conn.read("RETURN [object::keys(product:old.*)]", vars! {}).await.unwrap().one(0).unwrap();
        assert_eq!(columns, Some(["id", "name", "pictures"].map(str::to_owned).into()));
    }

    #[tokio::test]
    async fn products_of_a_store_from_before_are_enabled_and_stand_on_their_shelves() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        conn.migrate("DEFINE TABLE product SCHEMALESS; CREATE product:mug SET category = 'kitchen'", vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        let shelves =
            "SELECT VALUE shelf FROM standing WHERE product IN (SELECT VALUE record::id(id) FROM product WHERE enabled AND in_stock)";
        let shelves: Vec<String> = conn.read(shelves, vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(shelves, ["kitchen"]);
    }

    /// What stood in one category stands there, where it stood; what was on no shelf is on none.
    #[tokio::test]
    async fn products_of_a_store_with_one_category_each_stand_where_they_stood() {
        let conn = migrated().await;
        let old = "CREATE product:mug SET category = 'kitchen', place = 3, shelf = 'kitchen', by_place = '00000003 mug', by_name = 'mug mug', \
            by_new = 'mug', by_price = '00000000001600 mug mug', by_sku = 'al-1 mug'; \
            CREATE product:urn SET category = 'kitchen', place = 4, shelf = '', by_place = '00000004 urn', by_name = 'urn urn', by_new = 'urn', \
            by_price = '00000000000900 urn urn', by_sku = 'al-2 urn'";
        conn.migrate(old, vars! {}).await.unwrap();
        let (_, standing) = MIGRATIONS.iter().find(|(number, _)| *number == 9).unwrap();
        conn.migrate(standing, vars! {}).await.unwrap();
        let keys: Option<Vec<String>> = conn.read("RETURN [object::keys(product:mug.*)]", vars! {}).await.unwrap().one(0).unwrap();
        assert_eq!(keys, Some(["by_name", "by_price", "by_sku", "id", "places"].map(str::to_owned).into()));
        let rows: Vec<crate::catalog::standing::StandingRow> =
            conn.read("SELECT * FROM standing", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(rows.len(), 2, "each can be read");
        let ids: Vec<String> = conn.read("SELECT VALUE record::id(id) FROM standing", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(ids, ["mug kitchen", "urn kitchen"]);
        let places: Vec<String> = conn.read("SELECT VALUE by_place FROM standing", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(places, ["00000003 mug", "00000004 urn"]);
        let shelves: Vec<String> = conn.read("SELECT VALUE shelf FROM standing", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(shelves, ["kitchen", ""]);
    }

    #[tokio::test]
    async fn documents_of_a_store_from_before_learn_when_their_order_was_placed_and_what_they_come_to() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        // The second was sold in another currency: what is 48 there is 101.
        let orders = "CREATE type::record('order', 'one') SET placed = 7, base_currency = 'USD'; \
            CREATE type::record('order', 'two') SET placed = 8, base_currency = 'USD', base_total = 101, lines = [{ net: 30, tax: 6 }], \
            shipping_net = 10, shipping_tax = 2";
        let parts = "parts = [{ net: 10, tax: 2 }, { net: 5, tax: 1 }], shipping_net = 4, shipping_tax = 1, adjustment = 3, fee = 2";
        let document = |key: &str, order: &str, (kind, number): (&str, i64), currency: &str| {
            let said = format!("`order` = '{order}', kind = '{kind}', number = '{number:09}', currency = '{currency}'");
            format!("CREATE type::record('document', '{key}') SET {said}, {parts}")
        };
        let documents = [
            document("a", "one", ("invoice", 1), "USD"),
            document("b", "two", ("invoice", 2), "EUR"),
            document("c", "two", ("invoice", 3), "EUR"),
            document("d", "two", ("creditmemo", 1), "EUR"),
            document("e", "two", ("shipment", 1), "EUR"),
        ];
        let tables = "DEFINE TABLE `order` SCHEMALESS; DEFINE TABLE document SCHEMALESS";
        conn.migrate(&format!("{tables}; {orders}; {}", documents.join("; ")), vars! {}).await.unwrap();
        migrate(&conn).await.unwrap();
        let of = |key: &str| {
            let document = format!("type::record('document', '{key}')");
            format!("[{document}.order_placed, {document}.base_total ?? 0]")
        };
        let told = format!("RETURN [{}]", ["a", "b", "c", "d", "e"].map(of).join(", "));
        let told: Vec<Vec<i64>> = conn.read(&told, vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(told, [[7, 24], [8, 51], [8, 50], [8, 51], [8, 0]], "two invoices of an order are the order");
    }

    #[tokio::test]
    async fn what_was_noted_when_a_document_was_made_is_the_first_of_its_comments() {
        let conn = migrated().await;
        let old = "CREATE document:a SET made = 7, made_by = 'Rosa Marin', `comment` = 'For us', comment_mailed = true; \
            CREATE document:b SET made = 8, made_by = 'Rosa Marin', `comment` = '', comment_mailed = false";
        conn.migrate(old, vars! {}).await.unwrap();
        let (_, comments) = MIGRATIONS.iter().find(|(number, _)| *number == 15).unwrap();
        conn.migrate(comments, vars! {}).await.unwrap();
        let keys: Option<Vec<String>> = conn.read("RETURN [object::keys(document:a.*)]", vars! {}).await.unwrap().one(0).unwrap();
        assert_eq!(keys, Some(["comments", "id", "made", "made_by", "revision"].map(str::to_owned).into()));
        let texts = "RETURN [document:a.comments.text, document:b.comments.text]";
        let texts: Vec<Vec<String>> = conn.read(texts, vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(texts, [vec!["For us".to_owned()], Vec::new()]);
        let mailed: Vec<bool> = conn.read("RETURN document:a.comments.notified", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(mailed, [true]);
    }

    #[tokio::test]
    async fn products_of_a_store_from_before_whose_skus_differ_only_in_case_are_all_kept_and_found_as_they_are_spelt() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        let old = "DEFINE TABLE product SCHEMALESS; DEFINE INDEX product_sku ON product FIELDS sku UNIQUE; \
            CREATE product:a SET slug = 'a', sku = 'mug-1'; CREATE product:b SET slug = 'b', sku = 'Mug-1'; CREATE product:c SET slug = 'c', sku = 'MUG-1'; \
            CREATE product:d SET slug = 'd', sku = 'Cup'; CREATE product:e SET slug = 'e', sku = 'cup'; CREATE product:f SET slug = 'f', sku = 'Urn'";
        conn.migrate(old, vars! {}).await.unwrap();
        let (_, folded) = MIGRATIONS.iter().find(|(number, _)| *number == 16).unwrap();
        conn.migrate(folded, vars! {}).await.unwrap();
        crate::engine::table::define(&conn, crate::tables::ALL).await.unwrap();
        let keys: Vec<String> = conn.read("SELECT VALUE sku_key FROM product", vars! {}).await.unwrap().take(0).unwrap();
        assert_eq!(keys, ["mug-1", "Mug-1", "MUG-1", "CUP", "cup", "URN"]);
    }

    #[tokio::test]
    async fn a_step_that_is_not_what_it_was_when_it_ran_is_refused() {
        let conn = migrated().await;
        conn.migrate("UPDATE migration SET checksum = 'other' WHERE number = 1", vars! {}).await.unwrap();
        let refused = migrate(&conn).await.unwrap_err();
        assert!(matches!(refused, StoreError::Altered(1)) && refused.to_string().contains("empty folder"), "{refused}");
    }
}
