//! What every area stands on: the connection, transactions and what they write, lists, tables, and what is kept in memory. Nothing
//! here knows a shop's business.

pub(crate) mod all_of;
pub(crate) mod anew;
pub(crate) mod cache;
pub(crate) mod conn;
pub(crate) mod fault;
pub(crate) mod index;
pub(crate) mod kv;
pub(crate) mod list;
pub(crate) mod migrate;
mod once;
pub(crate) mod open;
pub(crate) mod password;
pub(crate) mod record;
pub(crate) mod retry;
pub(crate) mod secret;
pub(crate) mod table;
pub(crate) mod turns;
pub(crate) mod tx;
pub(crate) mod vault;
pub(crate) mod write;
