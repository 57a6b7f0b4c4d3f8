//! How SurrealDB writes its keys, as far as anybody asks here: `/*`, the namespace's number in four bytes, `*`, the database's; then, of what
//! belongs to a table, `*`, its name, and a nought.

const DATABASE: usize = 11;

/// Where what a key says of its database begins.
pub(super) fn of_database(key: &[u8]) -> Option<usize> {
    (key.starts_with(b"/*") && key.get(6) == Some(&b'*')).then_some(DATABASE)
}

/// Where what a key says of its table begins; none, if it is of no table.
pub(super) fn of_table(key: &[u8]) -> Option<usize> {
    let (sign, name) = key.get(of_database(key)?..)?.split_first()?;
    let length = name.iter().position(|byte| *byte == 0).filter(|_| *sign == b'*')?;
    // The sign, the name, and the nought.
    DATABASE.checked_add(length)?.checked_add(2)
}
