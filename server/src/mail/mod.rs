//! Sending mails: the queue's other end. One mail after another is written, taken up, and handed to the mail server of the program's
//! settings; where there is none, each becomes a file.

mod file;
mod smtp;

pub use smtp::Smtp;

use crate::{
    app::App,
    jobs::job,
    settings::{Settings, Wrong},
};
use domain::{
    customers::Email,
    mail::{About, HIDDEN, Letter, Mail, Outcome, State},
    time::Moment,
};
use lettre::{
    Message,
    message::{Mailbox, MultiPart, header},
};
use std::{
    path::PathBuf,
    time::{Duration, SystemTime},
};
use store::StoreError;
use tokio::sync::watch;

/// How long the queue waits for what other instances queue, or for what is tried again; what is queued here wakes it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How long it lets things gather after each look.
const GATHER: Duration = Duration::from_millis(250);
/// How many are read at once.
const AT_ONCE: usize = 20;
/// How far back it looks each time, for clocks that are behind; and how often at all that is there. What was sent leaves a grave in the
/// index, and whoever looks walks over all of them.
const SKEW: Duration = Duration::from_secs(60);
const LOOK_AT_ALL_EVERY: Duration = Duration::from_secs(10 * 60);

/// How mails leave.
#[derive(Debug)]
pub enum Way {
    Server(Box<Smtp>),
    /// A folder.
    Files(PathBuf),
}

/// What is told in place of a mail server's answer, by the name under which it has its words; what the system says of it stands behind that.
const GONE: &str = "gone";
const NO_MESSAGE: &str = "no_message";
const NOT_KEPT: &str = "not_kept";
const NOT_REACHED: &str = "not_reached";
const NOT_OFFERED: &str = "not_offered";
const NOT_UNDERSTOOD: &str = "not_understood";
const NO_SUCH_ADDRESS: &str = "no_such_address";
const NO_ANSWER: &str = "no_answer";

/// What came of a try, and what the mail server said, or what is told in place of that.
pub struct Tried {
    pub outcome: Outcome,
    pub said: String,
    /// The server could not be reached at all: others need not be tried now.
    pub is_away: bool,
}

impl Way {
    /// # Errors
    /// What is wrong with the settings.
    pub fn of(settings: &Settings) -> Result<Self, Wrong> {
        if settings.smtp.is_empty() {
            return Ok(Self::Files(settings.data.join("mail")));
        }
        Smtp::new(&settings.smtp, settings.smtp_password.expose(), &settings.base_url).map(Box::new).map(Self::Server)
    }
}

/// The queue, and how far it was looked at.
pub struct Queue {
    app: App,
    way: Way,
    looked: Moment,
    looked_at_all: Moment,
}

impl Queue {
    pub fn new(app: App, way: Way) -> Self {
        Self { app, way, looked: Moment::default(), looked_at_all: Moment::default() }
    }

    /// Sends what is due. Says whether more may be.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn round(&mut self) -> Result<bool, StoreError> {
        let now = self.app.clock.now();
        let is_all = now.millis().saturating_sub(self.looked_at_all.millis()) >= millis(LOOK_AT_ALL_EVERY);
        let since = if is_all { Moment::default() } else { self.looked.minus(SKEW) };
        let due = self.app.store.by(&job(now)).mails_due(since, AT_ONCE).await?;
        let is_full = due.len() == AT_ONCE;
        for mail in due {
            if self.send(mail).await? {
                return Ok(false);
            }
        }
        if !is_full {
            self.looked = now;
            if is_all {
                self.looked_at_all = now;
            }
        }
        Ok(is_full)
    }

    /// Sends a mail. Says whether the mail server is away.
    async fn send(&self, mail: Mail) -> Result<bool, StoreError> {
        let store = &self.app.store;
        let now = || job(self.app.clock.now());
        if mail.state == State::Sending {
            // Whoever was at it is gone, and nobody knows how far he came.
            self.done(&mail, Outcome::Unknown, "").await?;
            return Ok(false);
        }
        let letter = match &mail.letter {
            // What brings a secret is looked at each time: it is for whoever has that address still.
            Some(letter) if !mail.about.brings_a_link() => letter.clone(),
            Some(_) | None => match self.written(&mail).await? {
                Some(letter) => letter,
                None => {
                    self.done(&mail, Outcome::Refused, GONE).await?;
                    return Ok(false);
                }
            },
        };
        let Some(mail) = store.by(&now()).take_up(mail, letter.clone()).await? else { return Ok(false) };
        let letter = self.with_its_secret(&mail, letter).await?;
        let message = match message(&mail, &letter, &self.app.base_url) {
            Ok(message) => message,
            Err(why) => {
                self.done(&mail, Outcome::Refused, &format!("{NO_MESSAGE} {why}")).await?;
                return Ok(false);
            }
        };
        match &self.way {
            Way::Files(folder) => {
                let tried = file::keep(folder, &mail, &message.formatted()).await;
                self.done(&mail, tried.outcome, &tried.said).await?;
                Ok(tried.is_away)
            }
            Way::Server(smtp) => {
                let mut line = match smtp.offer(message.envelope()).await {
                    Ok(line) => line,
                    Err(tried) => {
                        self.done(&mail, tried.outcome, &tried.said).await?;
                        return Ok(tried.is_away);
                    }
                };
                // From here on the server may take it.
                let Some(mail) = store.by(&now()).hand_over(mail).await? else { return Ok(false) };
                let tried = line.hand_over(&message.formatted()).await;
                self.done(&mail, tried.outcome, &tried.said).await?;
                Ok(tried.is_away)
            }
        }
    }

    async fn written(&self, mail: &Mail) -> Result<Option<Letter>, StoreError> {
        match self.app.store.by(&job(self.app.clock.now())).told_by(mail).await {
            Ok(told) => Ok(storefront::mail::letter(&self.app.store.shop(), &self.app.base_url, mail, &told)),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// With the secret that it brings: made for this one try, and kept nowhere but in what is sent.
    async fn with_its_secret(&self, mail: &Mail, letter: Letter) -> Result<Letter, StoreError> {
        let job = job(self.app.clock.now());
        let by = self.app.store.by(&job);
        let link = match (mail.about.brings_a_link(), mail.customer, mail.staff) {
            (true, Some(customer), _) if mail.about == About::EmailConfirmation => by.new_address_link(customer, &mail.to).await?.expose(),
            (true, Some(customer), _) => by.new_password_link(customer, mail.about, &mail.to).await?.expose(),
            (true, None, Some(staff)) => by.new_staff_link(staff, &mail.to).await?.expose(),
            _ => return Ok(letter),
        };
        Ok(Letter { text: letter.text.replace(HIDDEN, &link), html: letter.html.replace(HIDDEN, &link), ..letter })
    }

    /// Writes down what came of it: again and again, for it must be known what was taken. Who dies meanwhile leaves it as one that may
    /// have been.
    async fn done(&self, mail: &Mail, outcome: Outcome, said: &str) -> Result<(), StoreError> {
        let said: String = said.chars().filter(|c| !c.is_control()).take(500).collect();
        let mut wait = GATHER;
        for _ in 0..8_u8 {
            match self.app.store.by(&job(self.app.clock.now())).mail_done(mail, outcome, &said).await {
                Ok(state) => {
                    tracing::info!(mail = %mail.id, about = mail.about.code(), state = state.code(), "a mail came further");
                    return Ok(());
                }
                // Somebody else has its turn.
                Err(StoreError::Stale) => return Ok(()),
                Err(error) => tracing::warn!(%error, mail = %mail.id, "what became of a mail could not be written"),
            }
            tokio::time::sleep(wait).await;
            wait = wait.saturating_mul(2);
        }
        Err(StoreError::TimedOut)
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A letter as it goes over the line, with a name of its own by which whoever gets it twice knows it (RFC 5322, 3.6.4).
fn message(mail: &Mail, letter: &Letter, base_url: &str) -> Result<Message, String> {
    let mailbox = |name: &str, address: &str| {
        // As the name system writes its host, whatever people read.
        let address = Email::parse(address).map_or_else(|_| address.to_owned(), |email| email.to_string());
        let address = address.parse().map_err(|error| format!("{address}: {error}"))?;
        Ok::<_, String>(Mailbox::new(Some(name.to_owned()), address))
    };
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let sent = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(u64::try_from(mail.since.millis()).unwrap_or_default()));
    Message::builder()
        .from(mailbox(&letter.from_name, &letter.from)?)
        .to(mailbox(&mail.name, &mail.to)?)
        .subject(&letter.subject)
        .date(sent.unwrap_or(SystemTime::UNIX_EPOCH))
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .raw_header(header::HeaderValue::new(header::HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|error| error.to_string())
}

/// The job.
pub(crate) async fn send(app: App, way: Way, mut stop: watch::Receiver<bool>) {
    let mut commits = app.store.commits();
    let mut queue = Queue::new(app, way);
    loop {
        // Before it looks: what is queued while it does wakes it again.
        commits.mark_unchanged();
        match queue.round().await {
            Ok(true) => {}
            Ok(false) => {
                let wake = async {
                    let _ = tokio::time::timeout(LOOK_EVERY, commits.changed()).await;
                };
                tokio::select! {
                    () = wake => {}
                    _ = stop.wait_for(|s| *s) => return,
                }
            }
            Err(error) => tracing::warn!(%error, "mails could not be sent"),
        }
        if tokio::time::timeout(GATHER, stop.wait_for(|s| *s)).await.is_ok() {
            return;
        }
    }
}
