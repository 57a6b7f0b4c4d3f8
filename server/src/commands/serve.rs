//! `alongside serve`: until it is told to stop, and then in order.

use super::{Outcome, open, welcome};
use crate::{app::App, clock::Clock, demo, jobs, settings::Settings};
use domain::stores::Language;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;
use ui::{t, words};

pub async fn serve(mut settings: Settings, fill: bool, language: Language) -> Outcome {
    let address = settings.listen;
    let cannot = |why: std::io::Error| {
        words::detailed(language, &t!(language, cli.error.cannot_listen, address = address.to_string()), &why.to_string())
    };
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
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
    let store = open(&settings, language).await?;
    let clock = Clock::system();
    if fill && demo::fill_to(&store, &jobs::job(clock.now()), language, demo::Size::default(), &mut |_| ()).await? {
        println!("{}", welcome(language, &settings.base_url));
    }
    if !store.has_staff().await? {
        println!("{}", t!(language, cli.done.nobody));
    }
    let app = App::new(store.clone(), settings.clone(), clock).await?;
    let stop = told_to_stop()?;
    println!("{}", t!(language, cli.done.serving, address = settings.base_url.as_str(), listen = settings.listen.to_string()));
    app.serve(listener, stop).await;
    store.close().await;
    println!("{}", t!(language, cli.done.stopped));
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
