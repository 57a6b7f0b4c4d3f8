//! A mail server that takes, refuses, puts off and breaks the line, as it is told to.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

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

/// A mail server: what it does, and what it took.
#[derive(Clone)]
pub struct MailServer {
    /// As the program's setting `smtp` has it.
    pub address: String,
    does: Arc<Mutex<Does>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}?tls=none", listener.local_addr().unwrap());
        let server = Self { address, does: Arc::new(Mutex::new(Does::Takes)), taken: Arc::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.talk(stream).await });
            }
        });
        server
    }

    pub fn does_from_now_on(&self, what: Does) {
        *self.does.lock().unwrap() = what;
    }

    /// What it took, the first first: with what it had in its hands when it broke the line.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 mail.test\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let does = *self.does.lock().unwrap();
            let answer = match line.split_whitespace().next().unwrap_or_default() {
                "RCPT" if does == Does::Refuses => "550 no such mailbox",
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut message = String::new();
                    loop {
                        // Of whoever hangs up before the end nothing is taken (RFC 5321, 4.1.1.10).
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        // A dot at the beginning of a line was doubled (RFC 5321, 4.5.2).
                        message.push_str(line.strip_prefix('.').unwrap_or(&line));
                        message.push('\n');
                    }
                    match does {
                        Does::Takes => {
                            self.taken.lock().unwrap().push(message);
                            "250 taken as 4711"
                        }
                        Does::Breaks => {
                            self.taken.lock().unwrap().push(message);
                            return None;
                        }
                        Does::PutsOff | Does::Refuses => "451 come back later",
                    }
                }
                "QUIT" => "221 bye",
                _ => "250 yes",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
        None
    }
}
