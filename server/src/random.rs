//! Names that nobody else has: of requests, of instances.

/// Sixteen hexadecimal digits.
pub fn name() -> String {
    let mut bytes = [0_u8; 8];
    // Without randomness names repeat, and a log is harder to read; nothing is guarded by them.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
