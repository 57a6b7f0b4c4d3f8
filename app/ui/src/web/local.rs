//! Addresses of ours that a page may lead back to.

/// A path of ours to go back to, from a form or a query: begins with one slash, and holds nothing that a browser could
/// read as another site.
pub fn local_path(text: Option<&str>) -> Option<String> {
    let text = text?;
    let fits = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && text.bytes().all(|b| b.is_ascii_graphic())
        && text.len() <= 500;
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        assert_eq!(local_path(Some("/cart?a=b")), Some("/cart?a=b".to_owned()));
        for bad in
            ["//evil.example", "https://evil.example", "/\\evil.example", "cart", "", "/a\r\nSet-Cookie: x", "/a\0", "/a b", "/\u{7f}"]
        {
            assert_eq!(local_path(Some(bad)), None, "{bad}");
        }
    }
}
