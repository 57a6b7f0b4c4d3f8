//! A mail server that takes, refuses, puts off and breaks the line, as it is told to; and that encrypts, if it is to.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// Its certificate and key: whoever is to trust it is told so.
const PEM: &[u8] = include_bytes!("mail_server.pem");
/// How long a mail is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the mail server does with the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Takes,
    /// For good, when it hears for whom.
    Refuses,
    /// For now, when it has all of it.
    PutsOff,
    /// With all of it in its hands, without a word.
    Breaks,
}

/// How it is spoken to.
#[derive(Clone)]
enum Line {
    Open,
    /// Encrypted once it is asked to (RFC 3207).
    Secured(TlsAcceptor),
    /// From the first byte (RFC 8314).
    Secure(TlsAcceptor),
}

/// A mail server: what it does, and what it took.
#[derive(Clone)]
pub struct MailServer {
    /// As the program's setting `smtp` has it.
    pub address: String,
    line: Line,
    does: Arc<Mutex<Does>>,
    taken: Arc<Mutex<Vec<String>>>,
    /// What it was told on lines that anybody may read along.
    overheard: Arc<Mutex<Vec<String>>>,
    took: Arc<Notify>,
}

/// How a conversation went on.
enum End<S> {
    Over,
    /// It is to be encrypted from here on.
    ToSecure(S),
}

impl MailServer {
    /// One that knows of no encryption.
    pub async fn start() -> Self {
        Self::at(Line::Open, |at| format!("smtp://{at}?tls=none")).await
    }

    /// One that encrypts by STARTTLS, and that somebody signs in to.
    pub async fn with_starttls() -> Self {
        Self::at(Line::Secured(acceptor()), |at| format!("smtp://shop@{at}")).await
    }

    /// One that encrypts from the first byte, and that somebody signs in to.
    pub async fn with_tls() -> Self {
        Self::at(Line::Secure(acceptor()), |at| format!("smtps://shop@{at}")).await
    }

    async fn at(line: Line, address: impl Fn(std::net::SocketAddr) -> String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: address(listener.local_addr().unwrap()),
            line,
            does: Arc::new(Mutex::new(Does::Takes)),
            taken: Arc::default(),
            overheard: Arc::default(),
            took: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.answers(stream).await });
            }
        });
        server
    }

    /// A file with its certificate, for whoever is to trust it (`SSL_CERT_FILE`).
    pub fn certificate(folder: &Path) -> PathBuf {
        let file = folder.join("mail-server.pem");
        std::fs::write(&file, PEM).unwrap();
        file
    }

    pub fn does_from_now_on(&self, what: Does) {
        *self.does.lock().unwrap() = what;
    }

    /// What it took, the first first: with what it had in its hands when it broke the line.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// What it was told in the clear, line by line.
    pub fn overheard(&self) -> Vec<String> {
        self.overheard.lock().unwrap().clone()
    }

    /// The first mail that it takes, as soon as it has it.
    ///
    /// # Panics
    /// There is none in time.
    pub async fn first(&self) -> String {
        let taken = async {
            loop {
                // Whoever asks before it is told hears of it.
                let took = self.took.notified();
                if let Some(mail) = self.taken().into_iter().next() {
                    return mail;
                }
                took.await;
            }
        };
        tokio::time::timeout(PATIENCE, taken).await.unwrap_or_else(|_| panic!("no mail came"))
    }

    async fn answers(&self, stream: TcpStream) -> Option<()> {
        match &self.line {
            Line::Open => drop(self.talks(stream, true, &["mail.test"]).await?),
            Line::Secure(acceptor) => {
                drop(self.talks(acceptor.accept(stream).await.ok()?, true, &["mail.test", "AUTH PLAIN LOGIN"]).await?);
            }
            Line::Secured(acceptor) => match self.talks(stream, true, &["mail.test", "STARTTLS"]).await? {
                End::Over => {}
                // What was known before it is not known any more, and nobody is greeted again (RFC 3207, 4.2).
                End::ToSecure(stream) => {
                    drop(self.talks(acceptor.accept(stream).await.ok()?, false, &["mail.test", "AUTH PLAIN LOGIN"]).await?);
                }
            },
        }
        Some(())
    }

    /// Speaks with whoever is there. `offers`: what it says that it is and can do.
    async fn talks<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S, greets: bool, offers: &[&str]) -> Option<End<S>> {
        let (offered, is_secret) = (told(offers), offers.contains(&"AUTH PLAIN LOGIN"));
        let mut stream = BufReader::new(stream);
        if greets {
            says(&mut stream, "220 mail.test").await?;
        }
        while let Some(line) = hears(&mut stream).await {
            if !is_secret {
                self.overheard.lock().unwrap().push(line.clone());
            }
            let does = *self.does.lock().unwrap();
            let answer = match line.split_whitespace().next().unwrap_or_default() {
                "EHLO" => offered.as_str(),
                "STARTTLS" if offers.contains(&"STARTTLS") => {
                    says(&mut stream, "220 go on").await?;
                    return Some(End::ToSecure(stream.into_inner()));
                }
                "AUTH" if is_secret => "235 welcome",
                "RCPT" if does == Does::Refuses => "550 no such mailbox",
                "DATA" => {
                    says(&mut stream, "354 go on").await?;
                    let message = message(&mut stream).await?;
                    match does {
                        Does::Takes => {
                            self.takes(message);
                            "250 taken as 4711"
                        }
                        Does::Breaks => {
                            self.takes(message);
                            return None;
                        }
                        Does::PutsOff | Does::Refuses => "451 come back later",
                    }
                }
                "QUIT" => "221 bye",
                _ => "250 yes",
            };
            says(&mut stream, answer).await?;
        }
        Some(End::Over)
    }

    fn takes(&self, message: String) {
        self.taken.lock().unwrap().push(message);
        self.took.notify_waiters();
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(PEM).unwrap();
    let key = PrivateKeyDer::from_pem_slice(PEM).unwrap();
    let config =
        ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider())).with_safe_default_protocol_versions().unwrap();
    TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap()))
}

/// What it offers, in an answer of several lines: all but the last have a hyphen (RFC 5321, 4.2.1).
fn told(offers: &[&str]) -> String {
    let (last, before) = offers.split_last().unwrap();
    let before: String = before.iter().map(|offer| format!("250-{offer}\r\n")).collect();
    format!("{before}250 {last}")
}

async fn says(stream: &mut (impl AsyncWrite + Unpin), answer: &str) -> Option<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

/// The next line; none, if nobody says anything any more.
async fn hears(stream: &mut (impl AsyncBufRead + Unpin)) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// All of a mail. Of whoever hangs up before the end nothing is taken (RFC 5321, 4.1.1.10).
async fn message(stream: &mut (impl AsyncBufRead + Unpin)) -> Option<String> {
    let mut message = String::new();
    loop {
        let line = hears(stream).await?;
        if line == "." {
            return Some(message);
        }
        // A dot at the beginning of a line was doubled (RFC 5321, 4.5.2).
        message.push_str(line.strip_prefix('.').unwrap_or(&line));
        message.push('\n');
    }
}
