//! What a form or a query says. Whatever is not UTF-8 is never guessed at: a form is refused, so that nothing is stored that
//! nobody typed; in a query such a pair counts as not given.

use crate::endpoints::Kind;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use domain::failure::Failure;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use mime::{APPLICATION_JSON, APPLICATION_WWW_FORM_URLENCODED, CHARSET, Mime, UTF_8};
use percent_encoding::percent_decode;
use ui::web::{Arrived, Pairs};

/// The largest form that is read.
pub const LARGEST: usize = 256 * 1024;

/// What a body says: a form's pairs and files, or a call's JSON.
#[derive(Debug, Default)]
pub struct Content {
    pub form: Pairs,
    pub files: Vec<Arrived>,
    pub json: Vec<u8>,
}

/// What a request's body says to an endpoint of this kind.
///
/// # Errors
/// It is too large, or cannot be read.
pub async fn read(kind: Kind, headers: &HeaderMap, body: Body) -> Result<Content, Failure> {
    match kind {
        Kind::Form => Ok(Content { form: form(headers, body).await?, ..Content::default() }),
        Kind::Call => {
            let is_json =
                headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.to_str().is_ok_and(|k| is_in_utf8(k, &APPLICATION_JSON)));
            let bytes = all_of(body).await?;
            if is_json { Ok(Content { json: bytes.into(), ..Content::default() }) } else { Err(Failure::Malformed) }
        }
        Kind::Page | Kind::Live | Kind::File => Ok(Content::default()),
    }
}

async fn all_of(body: Body) -> Result<Bytes, Failure> {
    match Limited::new(body, LARGEST).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::TooLarge),
        Err(_) => Err(Failure::Malformed),
    }
}

async fn form(headers: &HeaderMap, body: Body) -> Result<Pairs, Failure> {
    let bytes = all_of(body).await?;
    // A form without fields has no content, and some clients then leave its type out.
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .map_or(bytes.is_empty(), |kind| kind.to_str().is_ok_and(|k| is_in_utf8(k, &APPLICATION_WWW_FORM_URLENCODED)));
    if !is_form {
        return Err(Failure::Malformed);
    }
    pairs(&bytes).collect::<Option<Pairs>>().ok_or(Failure::Malformed)
}

/// What a query says.
pub fn query(text: &str) -> Pairs {
    pairs(text.as_bytes()).flatten().collect()
}

/// Types and charsets are compared without case (RFC 9110, 8.3.1).
fn is_in_utf8(kind: &str, expected: &Mime) -> bool {
    kind.parse::<Mime>()
        .is_ok_and(|mime| mime.essence_str() == expected.essence_str() && mime.get_param(CHARSET).is_none_or(|charset| charset == UTF_8))
}

fn pairs(bytes: &[u8]) -> impl Iterator<Item = Option<(String, String)>> {
    bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let mut parts = pair.splitn(2, |b| *b == b'=');
        let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        Some((decoded(name)?, decoded(value)?))
    })
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = bytes.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    percent_decode(&spaced).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    async fn posted(kind: Option<&str>, body: &[u8]) -> Result<Pairs, Failure> {
        let headers = kind.iter().map(|k| (header::CONTENT_TYPE, k.parse().unwrap())).collect();
        form(&headers, Body::from(body.to_vec())).await
    }

    #[tokio::test]
    async fn a_form_says_what_was_typed() {
        let form =
            posted(Some("application/x-www-form-urlencoded"), b"a=b+c&a=%C3%B6&&=x&alone&q=1=2&raw=\xc3\xb6&p=50%25&z=%zz").await.unwrap();
        let pairs: Vec<_> = form.iter().collect();
        assert_eq!(pairs, [("a", "b c"), ("a", "ö"), ("", "x"), ("alone", ""), ("q", "1=2"), ("raw", "ö"), ("p", "50%"), ("z", "%zz")]);
    }

    #[tokio::test]
    async fn a_name_that_was_sent_in_latin_1_is_refused_and_not_stored_with_a_hole_in_it() {
        for body in [&b"name=J%F6rg"[..], b"name=J\xf6rg", b"n%F6=x", b"first=fine&last=%ED%A0%80", b"a=%C3"] {
            assert_eq!(posted(Some("application/x-www-form-urlencoded"), body).await, Err(Failure::Malformed), "{body:?}");
        }
    }

    #[tokio::test]
    async fn the_media_type_is_compared_without_case_and_another_charset_is_refused() {
        for kind in [
            "application/x-www-form-urlencoded",
            "Application/X-WWW-Form-UrlEncoded",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "application/x-www-form-urlencoded;charset=\"utf-8\"",
        ] {
            assert!(posted(Some(kind), b"a=b").await.is_ok(), "{kind}");
        }
        for kind in [
            "application/x-www-form-urlencoded; charset=ISO-8859-1",
            "application/x-www-form-urlencoded; charset=utf-16",
            "application/x-www-form-urlencodedx",
            "text/plain",
            "application/json",
            "",
            "nonsense",
        ] {
            assert_eq!(posted(Some(kind), b"a=b").await, Err(Failure::Malformed), "{kind}");
        }
        assert_eq!(posted(None, b"").await, Ok(Pairs::default()));
        assert_eq!(posted(None, b"a=b").await, Err(Failure::Malformed));
    }

    #[test]
    fn in_a_query_what_is_not_utf_8_counts_as_not_given() {
        assert_eq!(query("q=%FF&sort=name&%FF=x&q=mug"), Pairs::default().with("sort", "name").with("q", "mug"));
    }

    proptest! {
        #[test]
        fn what_a_browser_sends_is_read_as_it_was_typed(typed in proptest::collection::vec(("\\PC{0,9}", "\\PC{0,9}"), 0..5)) {
            let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(&typed).finish();
            let expected: Pairs = typed.into_iter().collect();
            prop_assert_eq!(query(&sent), expected);
        }
    }
}
