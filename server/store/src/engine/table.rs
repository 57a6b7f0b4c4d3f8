//! The tables: each declared beside the type of its rows, with its indexes and lists. Tables define no fields, for the engine parses
//! them again in each transaction; what a row holds is said by its type. In tests they are strict, made from these types, so that a
//! column which no row has fails.

use super::{
    conn::Conn,
    conn::vars,
    list::Asked,
    write::{REVISION, SAVED},
};
use crate::{StoreError, record};
use domain::text::hex;
use sha2::{Digest, Sha256};
use surrealdb::types::{Kind, SurrealValue};

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The type of its rows.
    pub(crate) row: fn() -> Kind,
    pub(crate) indexes: &'static [Index],
    /// What its list asks of it.
    pub(crate) list: Option<fn() -> Asked>,
}

pub(crate) enum Index {
    /// Rows are looked for by these columns.
    By(&'static [&'static str]),
    /// No two rows hold the same in this column; and the field of a form in which people fill it in.
    Unique(&'static str, &'static str),
    /// How many rows there are.
    Count,
}

impl Table {
    fn definition(&self) -> String {
        let name = self.name;
        let mut sql = format!("DEFINE TABLE IF NOT EXISTS {name} SCHEMALESS;\n");
        let mut index = |columns: &[&str], kind: &str| {
            let (under, fields) = (columns.join("_").replace(".*", "_each"), columns.join(", "));
            sql.push_str(&format!("DEFINE INDEX IF NOT EXISTS {name}_{under} ON {name} FIELDS {fields}{kind};\n"));
        };
        for declared in self.indexes {
            match declared {
                Index::By(columns) => index(columns, ""),
                Index::Unique(column, _) => index(&[column], " UNIQUE"),
                Index::Count => {}
            }
        }
        let asked = self.list.map(|list| list());
        if let Some(asked) = &asked {
            for (within, column) in &asked.indexes {
                index(&[within, column], "");
            }
        }
        if self.indexes.iter().any(|index| matches!(index, Index::Count)) {
            sql.push_str(&format!("DEFINE INDEX IF NOT EXISTS {name}_count ON {name} COUNT;\n"));
        }
        sql
    }
}

#[derive(SurrealValue)]
struct Defined {
    checksum: String,
}

/// The field of a form whose value is taken, by the message with which the engine refuses it.
pub(crate) fn taken_field(tables: &[Table], message: &str) -> Option<&'static str> {
    let unique = tables.iter().flat_map(|table| {
        table.indexes.iter().filter_map(|index| match index {
            Index::Unique(column, field) => Some((format!("`{}_{column}`", table.name), *field)),
            Index::By(_) | Index::Count => None,
        })
    });
    unique.into_iter().find(|(name, _)| message.contains(name)).map(|(_, field)| field)
}

/// Defines what is declared and not there yet. It is looked at only when the declarations are not those of the last start.
pub(crate) async fn define(conn: &Conn, tables: &[Table]) -> Result<(), StoreError> {
    let sql: String = tables.iter().map(Table::definition).collect();
    let checksum = hex(&Sha256::digest(sql.as_bytes()));
    let id = record("definition", "tables");
    conn.migrate("DEFINE TABLE IF NOT EXISTS definition SCHEMALESS", vars! {}).await?;
    if conn.row::<Defined>(&id).await?.is_some_and(|defined| defined.checksum == checksum) {
        return Ok(());
    }
    conn.migrate(&sql, vars! {}).await?;
    conn.migrate("UPSERT $id SET checksum = $checksum RETURN NONE", vars! { "id" => id, "checksum" => checksum }).await.map(drop)
}

/// Tables that take only the columns that their rows have: for tests.
pub(crate) async fn be_strict(conn: &Conn, tables: &[Table]) -> Result<(), StoreError> {
    use surrealdb::types::{KindLiteral, ToSql};
    for table in tables {
        let name = table.name;
        let mut sql = format!("DEFINE TABLE OVERWRITE {name} SCHEMAFULL;\n");
        let mut column = |column: &str, kind: String| sql.push_str(&format!("DEFINE FIELD OVERWRITE {column} ON {name} TYPE {kind};\n"));
        if let Kind::Literal(KindLiteral::Object(columns)) = (table.row)() {
            for (name, kind) in columns.iter().filter(|(name, _)| name.as_str() != "id") {
                column(name, format!("option<{}>", kind.to_sql()));
            }
            if columns.contains_key(REVISION) {
                column(SAVED, "option<string>".to_owned());
            }
        }
        let asked = table.list.map(|list| list());
        asked.iter().flat_map(|asked| &asked.columns).for_each(|name| column(name, "option<string>".to_owned()));
        conn.migrate(&sql, vars! {}).await?;
    }
    Ok(())
}
