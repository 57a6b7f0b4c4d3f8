//! `alongside serve`: until it is told to stop, and then in order.

use super::{Outcome, open};
use crate::{app::App, clock::Clock, demo, jobs, settings::Settings};
use axum::{
    ServiceExt,
    extract::Request,
    serve::{Listener, ListenerExt},
};
use std::net::SocketAddr;
use tokio::{net::TcpListener, sync::watch};

pub async fn serve(mut settings: Settings, fill: bool) -> Outcome {
    let listener = TcpListener::bind(settings.listen).await.map_err(|e| format!("{} cannot be listened on: {e}", settings.listen))?;
    settings.listen = listener.local_addr()?;
    let store = open(&settings).await?;
    let clock = Clock::system();
    if fill && demo::fill(&store, &jobs::job(clock.now())).await? {
        println!("{}", demo::welcome(&settings.base_url));
    }
    if !store.has_staff().await? {
        println!("There is no admin user yet. Create one with: alongside staff create --help");
    }
    let app = App::new(store.clone(), settings.clone(), clock).await?;
    println!("Alongside serves {} (listening on {}). Stop it with Ctrl+C.", settings.base_url, settings.listen);
    run(app, listener).await?;
    store.close().await;
    println!("Alongside has stopped.");
    Ok(())
}

/// Serves until the process is told to stop: requests under way are finished, then the jobs.
pub async fn run(app: App, listener: TcpListener) -> Outcome {
    let (stop, stopping) = watch::channel(false);
    let mut jobs = jobs::start(&app, &stopping);
    // Without it Nagle's algorithm meets delayed acknowledgement, and each small write waits 40 ms.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(app.service());
    let address = listener.local_addr()?;
    tracing::info!(%address, "serving");
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
    tracing::info!("stopping");
    let _ = stop.send(true);
    while jobs.join_next().await.is_some() {}
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
