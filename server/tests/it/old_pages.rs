//! What a page that is older than what is stored does not do: nothing that its reader left alone is set back by it, and no switch is turned.

use actors::Shop;
use domain::audit::Action;
use server::demo::PASSWORD;

/// One set the shop's name, the other, from an older page, its time zone alone: and the name was back, in the other's name.
#[tokio::test]
async fn who_changes_one_setting_does_not_set_another_back() {
    let shop = Shop::open().await;
    let path = "/admin/config/general";
    let (mut rosa, mut other) = (shop.staff("rosa").await, shop.staff("rosa").await);
    let old = other.get(path).await;
    assert_eq!(rosa.edits(path, path, &[("name", "Harbour and Hill"), ("name-system", "")]).await.status, 303);
    assert_eq!(other.sends(&old, path, &[("timezone", "Europe/Berlin"), ("timezone-system", "")]).await.status, 303);
    let config = shop.store.config();
    assert_eq!((config.store_name(), config.time_zone()), ("Harbour and Hill", "Europe/Berlin"));
    let told = shop.record().await.into_iter().rfind(|e| e.action == Action::SettingsChanged).unwrap();
    assert_eq!(told.changes.len(), 1, "{:?}", told.changes);
    crate::rows_held::tells_once(&shop, "who_changes_one_setting_does_not_set_another_back").await;
}

/// Login as Customer was switched off, and all visits ended; then somebody saved a title from an older page, and it was on again.
#[tokio::test]
async fn a_feature_that_was_switched_off_is_not_switched_on_by_an_old_page() {
    let shop = Shop::open().await;
    let path = "/admin/config/login_as_customer";
    let mut rosa = shop.staff("rosa").await;
    let old = rosa.get(path).await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    rosa.switches_the_feature(false).await;
    let title = [("shopping_assistance_checkbox_title", "Let us help"), ("shopping_assistance_checkbox_title-system", "")];
    assert_eq!(rosa.sends(&old, path, &title).await.status, 303);
    assert!(!shop.store.config().login_as_customer_enabled());
    assert_eq!(rosa.get(path).await.input("shopping_assistance_checkbox_title").as_deref(), Some("Let us help"));
    assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended");
}

/// An account was closed, opened and closed again; then an old page, made while it was closed the first time, opened it. What holds one
/// of few values counts its changes, whatever else of the row was changed with it.
#[tokio::test]
async fn a_switch_that_went_there_and_back_is_not_turned_by_an_old_page() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (customer, user) = (rosa.finds_customer("ben").await, rosa.finds_user("kim").await);
    let feature = "/admin/config/login_as_customer";
    let category = rosa.get("/admin/catalog/categories").await.link_of("Kitchen").unwrap();
    for (path, switch, off, on, beside) in [
        (customer.as_str(), "active", "", "1", ("last_name", "Castello")),
        (&user, "active", "", "1", ("last_name", "Kimball")),
        (&category, "enabled", "", "1", ("name", "Galley")),
        (feature, "enabled", "0", "1", ("shopping_assistance_checkbox_title", "Let us help")),
    ] {
        let system = [format!("{switch}-system"), format!("{}-system", beside.0)];
        let own = [(system[0].as_str(), ""), (system[1].as_str(), ""), ("current_password", PASSWORD)];
        let with = |value| [own.as_slice(), &[(switch, value)]].concat();
        assert_eq!(rosa.edits(path, path, &with(off)).await.status, 303, "{path}");
        let old = rosa.get(path).await;
        assert_eq!(rosa.edits(path, path, &[with(on), vec![beside]].concat()).await.status, 303, "{path}");
        assert_eq!(rosa.edits(path, path, &with(off)).await.status, 303, "{path}");
        let asked = rosa.sends(&old, path, &with(on)).await;
        assert!(asked.status == 409 && asked.text_at(&format!("{switch}-meanwhile")).is_some(), "{path}: {} {}", asked.status, asked.html);
        assert_eq!(rosa.sends(&old, path, &with(off)).await.status, 303, "{path}: left alone, nobody is asked");
        assert_eq!(rosa.sends(&asked, path, &with(on)).await.status, 303, "{path}: and who insists has it");
    }
}
