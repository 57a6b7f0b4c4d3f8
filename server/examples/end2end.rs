//! The program for browser tests: the same application over a store in memory, filled with the demo shop, with a clock
//! that tests move. It prints its address, and takes orders on its standard input: `advance SECONDS`; its end is the
//! program's end.

use domain::time::Moment;
use server::{app::App, clock::Clock, demo, jobs, settings::Settings};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use store::{Address, Effort, Store};
use tokio::io::{AsyncBufReadExt, BufReader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().thread_stack_size(10 * 1024 * 1024).build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_env_filter("error,server=warn,store=warn").with_writer(std::io::stderr).init();
    let ahead = Arc::new(AtomicI64::new(0));
    let clock = {
        let (ahead, system) = (Arc::clone(&ahead), Clock::system());
        Clock::new(move || Moment::from_millis(system.now().millis().saturating_add(ahead.load(Ordering::SeqCst))))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let store = Store::open(&Address::Memory, Effort::Low).await?;
    demo::fill(&store, &jobs::job(clock.now())).await?;
    let settings = Settings { listen: address, base_url: format!("http://{address}"), ..Settings::default() };
    let app = App::new(store.clone(), settings, clock).await?;
    println!("http://{address}");
    let orders = async move {
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(seconds) = line.strip_prefix("advance ").and_then(|n| n.parse::<i64>().ok()) {
                ahead.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
                println!("advanced");
            }
        }
    };
    app.serve(listener, orders).await?;
    Ok(())
}
