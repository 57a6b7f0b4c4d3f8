//! Mail servers that encrypt: by STARTTLS and from the first byte. What is not encrypted, or by somebody whom nobody trusts, is told nothing.

use crate::{
    documents::ordered,
    mail::{queue, sends},
};
use actors::{Browser, MailServer, Program, Shop, Way};
use server::settings::Settings;
use std::path::Path;

const FORGOT: &str = "/customer/account/forgotpassword";
const OUTBOX: &str = "/admin/system/mail";

/// A mail that the program itself sends to such a server, whose certificate the machine trusts.
async fn sent_to(server: &MailServer) -> String {
    let folder = tempfile::tempdir().unwrap();
    let certificate = MailServer::certificate(folder.path());
    let variables = [
        ("ALONGSIDE_SMTP", server.address.as_str()),
        ("ALONGSIDE_SMTP_PASSWORD", "hush-hush"),
        ("SSL_CERT_FILE", certificate.to_str().unwrap()),
    ];
    let program = Program::serve(Path::new(env!("CARGO_BIN_EXE_alongside")), folder.path(), &["--demo"], &variables);
    let mut guest = Browser::new(Way::wire(&program.address));
    assert_eq!(guest.edits(FORGOT, FORGOT, &[("email", "ada@example.com")]).await.status, 200);
    server.first().await
}

#[tokio::test]
async fn a_mail_goes_to_a_server_that_encrypts_by_starttls_and_nothing_of_it_before() {
    let server = MailServer::with_starttls().await;
    let mail = sent_to(&server).await;
    assert!(mail.contains("ada@example.com"), "{mail}");
    let overheard = server.overheard();
    assert!(overheard.iter().all(|line| line.starts_with("EHLO ") || line == "STARTTLS"), "{overheard:?}");
}

#[tokio::test]
async fn a_mail_goes_to_a_server_that_encrypts_from_the_first_byte() {
    let server = MailServer::with_tls().await;
    let mail = sent_to(&server).await;
    assert!(mail.contains("ada@example.com") && server.overheard().is_empty(), "{mail}");
}

/// A shop that sends to this address, and what the outbox says of a mail that was to go there.
async fn waits(smtp: String) -> String {
    let shop = Shop::with(Settings { base_url: "http://shop.test".to_owned(), smtp, ..Settings::default() }).await;
    let (mut rosa, mut queue) = (shop.staff("rosa").await, queue(&shop));
    ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    let mail = rosa.get(OUTBOX).await.link_below(OUTBOX).unwrap();
    rosa.get(&mail).await.html
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_or_that_nobody_trusts_is_told_neither_the_mail_nor_the_password() {
    let (open, stranger) = (MailServer::start().await, MailServer::with_starttls().await);
    // It is to be encrypted, and is not.
    let address = open.address.replace("smtp://", "smtp://shop@").replace("?tls=none", "");
    for (server, address) in [(&open, address), (&stranger, stranger.address.clone())] {
        let page = waits(address).await;
        assert!(page.contains("Waiting") && page.contains("Next attempt"), "it is tried again: {page}");
        let overheard = server.overheard();
        assert!(server.taken().is_empty() && !overheard.is_empty(), "it was asked");
        assert!(overheard.iter().all(|line| ["EHLO", "STARTTLS", "QUIT"].iter().any(|word| line.starts_with(word))), "{overheard:?}");
    }
}
