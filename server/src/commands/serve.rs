//! `alongside serve`: until it is told to stop, and then in order.

use super::{Outcome, open};
use crate::{app::App, clock::Clock, demo, jobs, settings::Settings, watchdog};
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

pub async fn serve(mut settings: Settings, fill: bool) -> Outcome {
    let listener = TcpListener::bind(settings.listen).await.map_err(|e| format!("{} cannot be listened on: {e}", settings.listen))?;
    settings.listen = listener.local_addr()?;
    // Who set no address that people type is reached where the program listens, and if that is everywhere, on this machine:
    // under which names others may reach it, only the settings can say.
    if settings.base_url == Settings::default().base_url {
        let mut reached = settings.listen;
        if reached.ip().is_unspecified() {
            reached.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        settings.base_url = format!("http://{reached}");
    }
    let store = open(&settings).await?;
    let watching = watchdog::watch(store.clone());
    let clock = Clock::system();
    if fill && demo::fill(&store, &jobs::job(clock.now())).await? {
        println!("{}", demo::welcome(&settings.base_url));
    }
    if !store.has_staff().await? {
        println!("There is no admin user yet. Create one with: alongside staff create --help");
    }
    let app = App::new(store.clone(), settings.clone(), clock).await?;
    println!("Alongside serves {} (listening on {}). Stop it with Ctrl+C.", settings.base_url, settings.listen);
    app.serve(listener, told_to_stop()).await?;
    drop(watching);
    store.close().await;
    println!("Alongside has stopped.");
    Ok(())
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
}
