//! `alongside serve`: until it is told to stop, and then in order.

use super::{Outcome, open};
use crate::{app::App, clock::Clock, demo, jobs, settings::Settings};
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
    let clock = Clock::system();
    if fill && demo::fill_to(&store, &jobs::job(clock.now()), demo::Size::default(), &mut |_| ()).await? {
        println!("{}", demo::welcome(&settings.base_url));
    }
    if !store.has_staff().await? {
        println!("There is no admin user yet. Create one with: alongside staff create --help");
    }
    let app = App::new(store.clone(), settings.clone(), clock).await?;
    let stop = told_to_stop()?;
    println!("Alongside serves {} (listening on {}). Stop it with Ctrl+C.", settings.base_url, settings.listen);
    app.serve(listener, stop).await;
    store.close().await;
    println!("Alongside has stopped.");
    Ok(())
}

/// Listens for being told so from now on, not from when somebody waits for it: who is told to stop in his first moment stops in order too.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut signals = {
        use tokio::signal::unix::{SignalKind, signal};
        [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]
    };
    Ok(async move {
        #[cfg(unix)]
        {
            let [interrupted, terminated] = &mut signals;
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
