//! SMTP, in two steps: a mail is offered, and then handed over. Between them it is surely not taken, and after them it is known
//! whether it was, unless the line breaks in the middle.

use super::{NO_ANSWER, NO_SUCH_ADDRESS, NOT_OFFERED, NOT_REACHED, NOT_UNDERSTOOD, Tried};
use crate::settings::Wrong;
use domain::mail::Outcome;
use lettre::{
    address::{Address, Envelope},
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use std::{fmt, time::Duration};
use ui::t;
use url::Url;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server, and how it is spoken to.
pub struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    /// Who says hello.
    hello: ClientId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// `smtps://`: encrypted from the first byte (RFC 8314).
    FromTheStart,
    /// `smtp://`: by STARTTLS, or not at all.
    Required,
    /// `smtp://…?tls=none`: for a server on the same machine.
    None,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {:?}", self.host, self.port, self.security)
    }
}

impl Smtp {
    /// From an address like `smtp://user@mail.example.com:587`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(address: &str, password: &str, base_url: &str) -> Result<Self, Wrong> {
        let no_server = || Wrong::value("smtp", address, |language| t!(language, cli.setting.mail_server));
        // Where it cannot be read there may be a password in it.
        let url = Url::parse(address).map_err(|_| Wrong::secret("smtp", |language| t!(language, cli.setting.mail_server)))?;
        if url.password().is_some() {
            return Err(Wrong::secret("smtp", |language| t!(language, cli.setting.mail_password)));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(no_server)?;
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (Security::FromTheStart, 465),
            ("smtp", None | Some("required")) => (Security::Required, 587),
            ("smtp", Some("none")) => (Security::None, 25),
            ("smtp" | "smtps", _) => {
                return Err(Wrong::value("smtp", address, |language| t!(language, cli.setting.tls)));
            }
            _ => return Err(no_server()),
        };
        let user = percent_encoding::percent_decode_str(url.username()).decode_utf8_lossy().into_owned();
        let credentials = (!user.is_empty()).then(|| Credentials::new(user, password.to_owned()));
        let own = Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned));
        Ok(Self {
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: url.port().unwrap_or(port),
            security,
            credentials,
            hello: own.filter(|host| host.parse::<std::net::IpAddr>().is_err()).map_or_else(ClientId::default, ClientId::Domain),
        })
    }

    /// A line to the server, on which it has said that it would take a mail from here to there.
    pub(super) async fn offer(&self, envelope: &Envelope) -> Result<Line, Tried> {
        let mut line = self.connect().await.map_err(|error| Tried { is_away: true, ..surely_not(&error) })?;
        match line.offer(envelope).await {
            Ok(()) => Ok(line),
            Err(tried) => {
                line.0.abort().await;
                Err(tried)
            }
        }
    }

    async fn connect(&self) -> Result<Line, Error> {
        let tls = || TlsParameters::new(self.host.clone());
        let from_the_start = if self.security == Security::FromTheStart { Some(tls()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, Some(PATIENCE), &self.hello, from_the_start, None).await?;
        if self.security == Security::Required {
            connection.starttls(tls()?, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(Line(connection))
    }
}

/// A line on which a mail is offered.
pub(super) struct Line(AsyncSmtpConnection);

impl Line {
    async fn offer(&mut self, envelope: &Envelope) -> Result<(), Tried> {
        let knows = |extension| self.0.server_info().supports_feature(extension);
        let mut parameters = Vec::new();
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if !envelope.to().iter().chain(envelope.from()).all(is_ascii) {
            if !knows(Extension::SmtpUtfEight) {
                let said = NO_SUCH_ADDRESS.to_owned();
                return Err(Tried { outcome: Outcome::Refused, said, is_away: false });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if knows(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.say(Mail::new(envelope.from().cloned(), parameters)).await?;
        for to in envelope.to() {
            self.say(Rcpt::new(to.clone(), Vec::new())).await?;
        }
        self.say(Data).await
    }

    async fn say(&mut self, command: impl fmt::Display) -> Result<(), Tried> {
        self.0.command(command).await.map(drop).map_err(|error| surely_not(&error))
    }

    /// Hands over what was offered.
    pub(super) async fn hand_over(&mut self, message: &[u8]) -> Tried {
        match tokio::time::timeout(PATIENCE.saturating_mul(4), self.0.message(message)).await {
            Ok(Ok(response)) => {
                let said = response.message().collect::<Vec<_>>().join(" ");
                let _ = self.0.quit().await;
                Tried { outcome: Outcome::Taken, said, is_away: false }
            }
            // An answer, and it was no.
            Ok(Err(error)) if error.status().is_some() => {
                self.0.abort().await;
                surely_not(&error)
            }
            Ok(Err(error)) => Tried { outcome: Outcome::Unknown, ..unanswered(&error) },
            Err(_) => Tried { outcome: Outcome::Unknown, said: NO_ANSWER.to_owned(), is_away: true },
        }
    }
}

/// What is surely not taken: for good, if the server says so (RFC 5321, 4.2.1).
fn surely_not(error: &Error) -> Tried {
    if error.status().is_none() {
        return Tried { is_away: false, ..unanswered(error) };
    }
    let outcome = if error.is_permanent() { Outcome::Refused } else { Outcome::NotNow };
    Tried { outcome, said: error.to_string(), is_away: false }
}

/// No answer came that tells of the mail: there is no line, nothing on it that we could use, or nothing that we understand.
fn unanswered(error: &Error) -> Tried {
    let why = if error.is_client() {
        NOT_OFFERED
    } else if error.is_response() {
        NOT_UNDERSTOOD
    } else {
        NOT_REACHED
    };
    Tried { outcome: Outcome::NotNow, said: format!("{why} {error}"), is_away: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::stores::Language;
    use ui::words;

    fn smtp(address: &str) -> Result<Smtp, Wrong> {
        Smtp::new(address, "secret", "https://shop.example")
    }

    #[test]
    fn the_address_of_a_mail_server_says_how_it_is_spoken_to() {
        for (address, host, port, security, has_user) in [
            ("smtp://mail.example.com", "mail.example.com", 587, Security::Required, false),
            ("smtp://shop%40example.com@mail.example.com:2525?tls=required", "mail.example.com", 2525, Security::Required, true),
            ("smtps://shop@mail.example.com", "mail.example.com", 465, Security::FromTheStart, true),
            ("smtp://127.0.0.1?tls=none", "127.0.0.1", 25, Security::None, false),
        ] {
            let smtp = smtp(address).unwrap();
            assert_eq!(
                (smtp.host.as_str(), smtp.port, smtp.security, smtp.credentials.is_some()),
                (host, port, security, has_user),
                "{address}"
            );
            assert!(!format!("{smtp:?}").contains("secret"));
        }
    }

    #[test]
    fn what_is_told_in_place_of_an_answer_has_words_in_every_language() {
        let others = [super::super::GONE, super::super::NO_MESSAGE, super::super::NOT_KEPT];
        let all = others.into_iter().chain([NOT_REACHED, NOT_OFFERED, NOT_UNDERSTOOD, NO_SUCH_ADDRESS, NO_ANSWER]);
        for (told, language) in all.flat_map(|told| Language::ALL.map(|language| (told, language))) {
            let said = format!("{told} Connection refused");
            let (text, detail) = words::mail_said(language, &said);
            assert!(!text.is_empty() && text != words::mail_said(language, "250 OK").0, "{language:?}: {told}");
            assert_eq!(detail, "Connection refused");
        }
        let (text, detail) = words::mail_said(Language::De, "550 no such user");
        assert_eq!((text, detail), ("Der Mailserver hat geantwortet.", "550 no such user"), "in its own words");
        assert_eq!(words::mail_said(Language::De, ""), ("", ""), "nothing was tried");
    }

    /// What was written before errors had names was told as an answer of the mail server, also where none came.
    #[test]
    fn of_what_was_stored_before_it_is_told_whether_a_mail_server_answered() {
        let told = |said: &'static str| {
            let (text, detail) = words::mail_said(Language::En, said);
            assert_eq!(detail, said, "in its own words");
            text
        };
        for (said, like) in [
            ("Connection error: Connection refused (os error 111)", NOT_REACHED),
            ("network error: unexpected end of file", NOT_REACHED),
            ("internal client error: STARTTLS is not supported on this server", NOT_OFFERED),
            ("response error: incomplete response", NOT_UNDERSTOOD),
            ("what it tells of is there no more", super::super::GONE),
            ("No space left on device (os error 28)", super::super::NOT_KEPT),
        ] {
            assert_eq!(told(said), words::mail_said(Language::En, like).0, "{said}");
        }
        for said in ["2.0.0 Ok: queued as 4F", "permanent error (550): no such user", "transient error (451): network error (os error 5)"] {
            assert_eq!(told(said), "The mail server answered.", "{said}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_mail_server_is_refused_and_so_is_a_password_in_it() {
        for address in
            ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://m.example?tls=maybe", "smtps://m.example?tls=none"]
        {
            assert!(smtp(address).is_err(), "{address}");
        }
        let refused = smtp("smtp://shop:hush@mail.example.com").unwrap_err().to_string();
        assert!(refused.contains("smtp_password") && !refused.contains("hush"));
        let unread = smtp("smtp://shop:hush@mail.example.com:99999").unwrap_err().to_string();
        assert!(unread.contains("smtp") && !unread.contains("hush"), "{unread}");
    }
}
