//! Whose language something is in: names stand where their reader looks for them, and customers are written to in their own, whatever staff
//! read who act for them.

use crate::{
    mail::{sends, with_server},
    staff::OWN,
};
use actors::{Answer, Browser, Shop};

const OUTBOX: &str = "/admin/system/mail";
/// The demo's Swedish view.
const SWEDISH: &str = "00000000000070008000000000000008";

async fn reads(who: &mut Browser, language: &str) {
    assert_eq!(who.post("/admin/language", &[("language", language), ("back", "/admin")]).await.status, 303);
}

/// Which of these a list shows, in its order.
fn order<'a>(page: &Answer, of: &[&'a str]) -> Vec<&'a str> {
    let rows = page.rows();
    rows.iter().filter_map(|row| of.iter().copied().find(|name| row.iter().any(|cell| cell == name))).collect()
}

#[tokio::test]
async fn names_of_a_list_that_is_read_whole_stand_where_its_reader_looks_for_them() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    let role = ("role", support.rsplit('/').next().unwrap());
    let names = ["Zander", "Åberg", "Bergman"];
    for (user, name) in ["third", "first", "second"].into_iter().zip(names) {
        let email = format!("{user}@example.com");
        let form = [("user_name", user), ("first_name", "Kim"), ("last_name", name), ("email", &email), role, OWN];
        let invited = rosa.edits("/admin/users/new", "/admin/users/new", &form).await;
        assert!(invited.value_at("link").is_some(), "{name}: {}", invited.html);
    }
    let roles = ["Översättare", "Zebra", "Packer"];
    for name in roles {
        assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &[("name", name), OWN]).await.status, 303, "{name}");
    }
    let list = "/admin/users?sort=last_name";
    for (language, sorted, roles_sorted) in [
        ("de", ["Åberg", "Bergman", "Zander"], ["Översättare", "Packer", "Zebra"]),
        ("sv", ["Bergman", "Zander", "Åberg"], ["Packer", "Zebra", "Översättare"]),
    ] {
        reads(&mut rosa, language).await;
        assert_eq!(order(&rosa.get(list).await, &names), sorted, "{language}");
        let down: Vec<&str> = sorted.into_iter().rev().collect();
        assert_eq!(order(&rosa.get(&format!("{list}-desc")).await, &names), down, "{language}, from the end");
        assert_eq!(order(&rosa.get("/admin/roles").await, &roles), roles_sorted, "{language}");
    }
}

#[tokio::test]
async fn a_customer_is_written_to_about_his_account_in_his_own_language_whatever_staff_read() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    reads(&mut rosa, "es").await;
    let new = "/admin/customers/new";
    let form = [("first_name", "Nora"), ("last_name", "Neu"), ("email", "neu@example.com"), ("view", SWEDISH)];
    let made = rosa.edits(new, new, &form).await;
    assert_eq!(made.status, 303, "{}", made.html);
    let customer = made.location;
    let reset = format!("{customer}/reset-password");
    for (act, said) in [(None, "Välkommen till "), (Some(&reset), "Återställ ditt lösenord hos ")] {
        if let Some(act) = act {
            shop.advance(std::time::Duration::from_secs(60));
            assert_eq!(rosa.edits(&customer, act, &[]).await.status, 303, "{act}");
        }
        sends(&mut queue).await;
        let newest = rosa.get(OUTBOX).await.link_below(OUTBOX).unwrap();
        let mail = rosa.get(&newest).await;
        assert!(mail.shows("<html lang=\"es\"") && mail.shows(said) && mail.shows("Hej "), "{said}: {}", mail.html);
    }
}
