//! HTTP/2 as it is written on the line, for whoever holds a connection open on purpose: no client that behaves can be made to.

/// The beginning: the preface, and settings that say nothing.
pub const BEGINNING: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// That of somebody who takes nothing of any answer: the window of each stream is shut.
pub const DEAF: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\0\0";
pub const PING: &[u8] = b"\0\0\x08\x06\0\0\0\0\0alongsid";
/// One byte of the form that the first request brings.
pub const DROP: &[u8] = b"\0\0\x01\0\0\0\0\0\x01x";

/// The first request: for a page, or the head of a form.
pub fn asks(host: &str, path: &str, is_form: bool) -> Vec<u8> {
    // By their numbers in the table that both ends know: POST or GET, by http.
    let mut head = vec![if is_form { 0x83 } else { 0x82 }, 0x86];
    let form = is_form.then_some((0x5f, "application/x-www-form-urlencoded"));
    for (name, value) in [(0x41, host), (0x44, path)].into_iter().chain(form) {
        head.extend([name, u8::try_from(value.len()).unwrap()]);
        head.extend(value.bytes());
    }
    // All of the head, and where no form follows all of the request.
    let flags = if is_form { 0x4 } else { 0x5 };
    let mut frame = vec![0, 0, u8::try_from(head.len()).unwrap(), 1, flags, 0, 0, 0, 1];
    frame.extend(head);
    frame
}
