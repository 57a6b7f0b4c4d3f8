//! E-mail addresses: one mailbox, one account, however it is typed.

use super::{Flaw, checked_text, line, line::is_hidden, skeleton};
use icu_normalizer::ComposingNormalizerBorrowed;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_security::MixedScript;

/// The longest address, in bytes (RFC 5321).
const LONGEST: usize = 254;

checked_text! {
    /// An e-mail address as it is kept and compared: in one spelling (NFKC), in lower case, its host as the name system writes
    /// it (UTS 46). Chromium sends the host of a field in that form, Firefox as it was typed: both are the same account. What
    /// somebody signs in with is the same address if it comes out of here the same.
    Email, |text| {
        let text = ComposingNormalizerBorrowed::new_nfkc().normalize(text).to_lowercase();
        let text = line(&text, LONGEST)?;
        let (local, host) = text.rsplit_once('@').ok_or(Flaw::NotAnEmail)?;
        let email = format!("{}@{}", local_part(local)?, host_name(host)?);
        if email.len() > LONGEST { Err(Flaw::TooLong(LONGEST)) } else { Ok(email) }
    }
}

/// Quoted local parts, which may hold blanks and brackets, exist in the standard alone: browsers refuse them too.
fn local_part(local: &str) -> Result<&str, Flaw> {
    let is_one =
        email_address::EmailAddress::is_valid_local_part(local) && !local.contains(|c: char| c == '"' || c.is_whitespace() || is_hidden(c));
    if is_one { Ok(local) } else { Err(Flaw::NotAnEmail) }
}

/// A host that is a name: more than one label, and the last begins with a letter, for a number there means an address of the
/// network.
fn host_name(host: &str) -> Result<String, Flaw> {
    let host = Uts46::new()
        .to_ascii(host.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::VerifyAllowRootDot)
        .map_err(|_| Flaw::NotAnEmail)?;
    let host = host.trim_end_matches('.');
    let (_, last) = host.rsplit_once('.').ok_or(Flaw::NotAnEmail)?;
    if last.starts_with(|c: char| c.is_ascii_alphabetic()) { Ok(host.to_owned()) } else { Err(Flaw::NotAnEmail) }
}

/// A kept address as people read it: the host in its own letters, unless a label mixes alphabets, as in `exаmple.com` with a
/// Cyrillic а. Such a label stays as the name system writes it, which is what browsers do.
pub fn shown_email(email: &str) -> String {
    in_unicode(email, |label| label.is_single_script())
}

/// The key under which addresses that look alike are the same.
pub fn email_skeleton(email: &str) -> String {
    skeleton(&in_unicode(email, |_| true))
}

fn in_unicode(email: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let Some((local, host)) = email.rsplit_once('@') else { return email.to_owned() };
    let (host, _) = Uts46::new().to_user_interface(host.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, |label, _, _| {
        is_shown(&label.iter().collect::<String>())
    });
    format!("{local}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn email(text: &str) -> Result<String, Flaw> {
        Email::parse(text).map(|e| e.to_string())
    }

    proptest! {
        #[test]
        fn an_address_that_passes_is_its_own_canonical_form(text in "[a-zA-Z.ß-žа-я１-９ſ'+\u{200c}\u{ad}-]{1,12}@[a-zA-Z.ß-ž．。-]{1,12}\\.[a-zé]{2,4}\\.?|\\PC{1,12}@\\PC{1,12}\\.com") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
                prop_assert_eq!(Email::parse(&shown_email(email.as_str())), Ok(email.clone()), "as shown");
                prop_assert!(email.as_str().len() <= LONGEST && !email.as_str().contains(char::is_whitespace));
            }
        }
    }

    #[test]
    fn an_email_needs_a_mailbox_and_a_domain() {
        for good in ["ada@example.com", "ADA.Lovelace+shop@mail.example.co.uk", "müller@straße.de", "o'brien@example.com", "用户@例子.公司"]
        {
            assert!(email(good).is_ok(), "{good}");
        }
        for bad in [
            "ada",
            "ada@",
            "@example.com",
            "ada@localhost",
            "a b@example.com",
            "ada@exa mple.com",
            "ada@-x.com",
            "a..b@example.com",
            "<a>@example.com",
            ".a@example.com",
            "a.@example.com",
            "\"a b\"@example.com",
            "a@b@example.com",
            "a@example..com",
            "a@.com",
            "a@com.",
            "a@ex_ample.com",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(email(bad), Err(Flaw::NotAnEmail), "{bad}");
        }
        assert_eq!(email(" Ada@Example.COM "), Ok("ada@example.com".to_owned()));
        assert_eq!(email(&format!("{}@example.com", "a".repeat(65))), Err(Flaw::NotAnEmail));
    }

    #[test]
    fn one_mailbox_is_one_account_in_every_browser() {
        for (one, other) in [
            ("emma@müller.example", "emma@xn--mller-kva.example"),
            ("anna@bücher.example", "anna@XN--BCHER-KVA.example"),
            ("h@ＥＸＡＭＰＬＥ.com", "h@example.com"),
            ("ｈ＠example．com", "h@example.com"),
            ("h@example。com", "h@example.com"),
            ("h@example.com.", "h@example.com"),
            ("jose\u{301}.x@example.com", "josé.x@example.com"),
            ("\u{17f}am@example.com", "sam@example.com"),
            ("anna@bu\u{308}cher.example", "anna@bücher.example"),
            ("\u{feff}ada@example.com\u{200b}", "ada@example.com"),
        ] {
            assert!(email(one).is_ok(), "{one}");
            assert_eq!(email(one), email(other), "{one}");
        }
        assert_ne!(email("a@straße.de"), email("a@strasse.de"), "two hosts, since 2010");
    }

    #[test]
    fn a_host_that_is_no_name_is_refused() {
        for host in ["1.1.1.1", "example.１２３", "example.123", "127.1", "0x7f.1", "example.0x1"] {
            assert_eq!(email(&format!("h@{host}")), Err(Flaw::NotAnEmail), "{host}");
        }
    }

    #[test]
    fn nothing_hides_in_an_address() {
        for bad in [
            "a\u{a0}b@example.com",
            "ada\u{a0}@example.com",
            "a\u{3000}b@example.com",
            "a\u{2003}b@example.com",
            "a\u{2060}b@example.com",
            "a\u{ad}b@example.com",
            "a\u{200b}b@example.com",
            "a\u{202e}b@example.com",
            "a\u{3164}b@example.com",
            "علی\u{200c}رضا@example.com",
            "mailto:m@example.com",
            "a[b]:c@example.com",
            "a@example.com;b@example.com",
            "a@example.com, b@example.com",
            "a\r\nb@example.com",
        ] {
            assert!(email(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_address_is_shown_in_its_own_letters_unless_it_pretends() {
        assert_eq!(shown_email("emma@xn--mller-kva.example"), "emma@müller.example");
        let pretender = email("ada@ex\u{430}mple.com").unwrap();
        assert_eq!(shown_email(&pretender), pretender);
        assert!(pretender.starts_with("ada@xn--"));
    }

    #[test]
    fn an_address_that_looks_like_another_is_found_by_its_skeleton() {
        let ada = email_skeleton("ada@example.com");
        for twin in ["\u{430}da@example.com", "ad\u{251}@example.com", "ada@ex\u{430}mple.com", "ada@examp1e.com"] {
            let twin = email(twin).unwrap();
            assert_ne!(twin, "ada@example.com");
            assert_eq!(email_skeleton(&twin), ada, "{twin}");
        }
        assert_ne!(email_skeleton("adah@example.com"), ada);
    }
}
