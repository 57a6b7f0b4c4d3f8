//! The shop that tests act in: `shop.staff("rosa").await.logs_in_as("ada").await`.

use crate::{Browser, Way};
use domain::{audit::Recorded, stores::Language, time::Moment};
use server::{app::App, clock::Clock, demo, jobs, settings::Settings};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::{Address, Effort, Faults, Store};

/// 2026-03-01T12:00:00Z.
const NOON: i64 = 1_772_366_400_000;

pub struct Shop {
    pub app: App,
    pub store: Store,
    /// What the store suffers.
    pub faults: Faults,
    now: Arc<AtomicI64>,
    way: Way,
}

impl Shop {
    /// The demo shop, with Login as Customer switched on.
    pub async fn open() -> Self {
        let shop = Self::as_delivered().await;
        shop.staff("rosa").await.switches_the_feature(true).await;
        shop
    }

    /// The demo shop as it is filled: the feature is off.
    pub async fn as_delivered() -> Self {
        Self::at("http://shop.test").await
    }

    /// The same at another address, which decides how cookies are named and kept.
    pub async fn at(base_url: &str) -> Self {
        Self::with(Settings { base_url: base_url.to_owned(), ..Settings::default() }).await
    }

    /// The same with settings of its own.
    pub async fn with(settings: Settings) -> Self {
        Self::sized(settings, demo::Size::small()).await
    }

    /// The same, as large as it is to be.
    pub async fn sized(settings: Settings, size: demo::Size) -> Self {
        let faults = Faults::default();
        let store = Store::open_suffering(&Address::Memory, Effort::Low, faults.clone()).await.unwrap();
        let shop = Self::over(store, faults, Arc::new(AtomicI64::new(NOON)), settings).await;
        demo::fill_to(&shop.store, &jobs::job(shop.now()), Language::default(), size, &mut |_| {}).await.unwrap();
        shop
    }

    /// Another program that serves the same data at the same address.
    pub async fn beside(&self) -> Self {
        let other = self.beginning().await;
        other.indexes().await;
        other
    }

    /// The same, whose clock goes for itself, and is behind by so much.
    pub async fn beside_behind(&self, by: Duration) -> Self {
        let other = self.beginning_at(Arc::new(AtomicI64::new(self.now().minus(by).millis()))).await;
        other.indexes().await;
        other
    }

    /// The same, as it begins: it has no index yet.
    pub async fn beginning(&self) -> Self {
        self.beginning_at(Arc::clone(&self.now)).await
    }

    async fn beginning_at(&self, now: Arc<AtomicI64>) -> Self {
        let settings = Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
        Self::over(self.store.beside().await.unwrap(), self.faults.clone(), now, settings).await
    }

    async fn over(store: Store, faults: Faults, now: Arc<AtomicI64>, settings: Settings) -> Self {
        let clock = {
            let now = Arc::clone(&now);
            Clock::new(move || Moment::from_millis(now.load(Ordering::SeqCst)))
        };
        let app = App::new(store.clone(), settings, clock).await.unwrap();
        let way = Way::in_process(&app);
        Self { app, store, faults, now, way }
    }

    pub fn now(&self) -> Moment {
        Moment::from_millis(self.now.load(Ordering::SeqCst))
    }

    pub fn advance(&self, by: Duration) {
        self.now.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub async fn sweep(&self) {
        self.store.by(&jobs::job(self.now())).expire_staff().await.unwrap();
        self.store.by(&jobs::job(self.now())).sweep_visits().await.unwrap();
    }

    /// Gives events their places and tells those who follow, as the program's job does.
    pub async fn tells(&self) {
        let job = jobs::job(self.now());
        while self.store.by(&job).place_events("test").await.unwrap() > 0 {}
        self.store.by(&job).tell_followers().await.unwrap();
    }

    /// Gives the indexes all that happened, as the program's job does.
    pub async fn indexes(&self) {
        let job = jobs::job(self.now());
        while self.store.by(&job).place_events("test").await.unwrap() > 0 {}
        while self.store.by(&job).index_rows(true).await.unwrap() > 0 {}
        while self.store.by(&job).index_events(true).await.unwrap() > 0 {}
    }

    /// Makes the files that are asked for of the record, as the program's job does.
    pub async fn exports(&self) {
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        while jobs::exports::round(&self.app, "test", &stopped).await.unwrap() {}
    }

    /// Checks, imports and exports what is asked for, as the program's job does.
    pub async fn transfers(&self) {
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        while jobs::transfers::round(&self.app, "test", &stopped).await.unwrap() {}
    }

    /// Does to many products what is asked for, as the program's job does.
    pub async fn acts(&self) {
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        while jobs::mass::round(&self.app, "test", &stopped).await.unwrap() {}
    }

    /// Archives what is due and brings back what is asked for, as the program's job does.
    pub async fn archives(&self) -> Result<(), server::archive::Broken> {
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        let job = jobs::job(self.now());
        while self.store.by(&job).place_events("test").await.unwrap() > 0 {}
        for is_due in [true, false] {
            jobs::archive::round(&self.app, is_due, &stopped).await?;
        }
        Ok(())
    }

    /// The whole record, in its order.
    pub async fn record(&self) -> Vec<Recorded> {
        let job = jobs::job(self.now());
        while self.store.by(&job).place_events("test").await.unwrap() > 0 {}
        let (mut record, mut at) = (Vec::new(), 0);
        loop {
            let events = self.store.by(&job).events_after(at, 10_000).await.unwrap();
            let Some(last) = events.last().and_then(|event: &Recorded| event.place) else { return record };
            at = last;
            record.extend(events);
        }
    }

    pub fn guest(&self) -> Browser {
        Browser::new(self.way.clone())
    }

    pub async fn staff(&self, name: &str) -> Browser {
        let mut browser = self.guest();
        browser.signs_in_as_staff(name).await;
        browser
    }

    pub async fn customer(&self, name: &str) -> Browser {
        let mut browser = self.guest();
        browser.signs_in_as_customer(name).await;
        browser
    }
}
