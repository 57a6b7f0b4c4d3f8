//! Who may do what, and who may say so: roles and users, saved with the own password and never beyond what one holds oneself.

use actors::{Browser, Shop};
use server::demo::PASSWORD;

const OWN: (&str, &str) = ("current_password", PASSWORD);

/// A new user with this role, invited by somebody who may; and what was answered.
async fn joins(shop: &Shop, by: &mut Browser, user_name: &str, role: &str) -> u16 {
    match by.invites(user_name, role).await {
        Ok(link) => shop.guest().sets_his_password(&link).await.status,
        Err(answer) => answer.status,
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_manages_whoever_holds_more() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("Administrators").await;
    let answer = rosa.edits(&role, &role, &[("access", "custom"), OWN]).await;
    assert!(answer.status == 422 && answer.shows("Nobody else would be left"), "{}", answer.status);
    // A role that manages roles and no more cannot take from the administrators, nor give itself anything.
    let form = [("name", "Clerks"), ("access", "custom"), ("resource", "User::acl_roles"), ("resource", "User::acl_users"), OWN];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &form).await.status, 303);
    let clerks = rosa.finds_role("Clerks").await;
    assert_eq!(joins(&shop, &mut rosa, "clerk", &clerks).await, 303);
    let mut clerk = shop.staff("clerk").await;
    for (path, access, resource) in
        [(&role, "custom", "User::acl_roles"), (&clerks, "custom", "LoginAsCustomer::login"), (&clerks, "all", "User::acl_roles")]
    {
        let answer = clerk.edits(path, path, &[("access", access), ("resource", resource), OWN]).await;
        assert!(answer.status == 422 && answer.shows("more than you hold yourself"), "{path} {access} {}", answer.status);
    }
    let cashiers = [("name", "Cashiers"), ("access", "custom"), ("resource", "LoginAsCustomer::login"), OWN];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &cashiers).await.status, 303);
    let delete = format!("{}/delete", rosa.finds_role("Cashiers").await);
    assert_eq!(clerk.edits(&delete, &delete, &[OWN]).await.status, 422);
    assert_eq!(joins(&shop, &mut clerk, "climber", &role).await, 422);
}

/// Whoever found a screen left alone could delete a role, though saving one asked for the password.
#[tokio::test]
async fn deleting_a_role_asks_for_the_own_password_as_saving_it_does() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let form = [("name", "Temps"), ("access", "custom"), ("resource", "Customer::manage"), OWN];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &form).await.status, 303);
    let role = rosa.finds_role("Temps").await;
    let delete = format!("{role}/delete");
    for password in ["", "wrong"] {
        let answer = rosa.edits(&delete, &delete, &[("current_password", password)]).await;
        assert!(answer.status == 422 && answer.text_at("current_password-flaw").is_some(), "{password}: {}", answer.html);
    }
    assert_eq!(rosa.get(&role).await.status, 200, "it is still there");
    let old = rosa.get(&delete).await;
    assert_eq!(rosa.sends(&old, &delete, &[OWN]).await.status, 303);
    for late in [rosa.get(&role).await, rosa.sends(&old, &delete, &[OWN]).await] {
        assert!(late.status == 404 && late.shows("This role no longer exists."), "{}", late.html);
    }
}

/// By role, where the setting does not ask it of everybody.
#[tokio::test]
async fn whoever_has_a_role_that_asks_for_a_second_factor_comes_to_nothing_else_before_he_has_one() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let support = rosa.finds_role("Support").await;
    assert_eq!(theo.get("/admin").await.status, 200);
    assert_eq!(rosa.edits(&support, &support, &[("second_factor", "1"), OWN]).await.status, 303);
    for path in ["/admin", "/admin/customers"] {
        assert_eq!(theo.get(path).await.location, "/admin/account/factor", "{path}");
    }
    assert_eq!(rosa.get("/admin").await.status, 200, "another role does not ask for it");
    assert_eq!(rosa.edits(&support, &support, &[("second_factor", ""), OWN]).await.status, 303);
    assert_eq!(theo.get("/admin").await.status, 200);
}

/// Whoever came there was told no, and asked for the password all the same.
#[tokio::test]
async fn nothing_is_asked_of_whoever_would_delete_a_role_that_has_users() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &[("name", "Temps"), OWN]).await.status, 303);
    let role = rosa.finds_role("Temps").await;
    let delete = format!("{role}/delete");
    let old = rosa.get(&delete).await;
    assert!(old.form(&delete).is_some());
    assert_eq!(joins(&shop, &mut rosa, "temp", &role).await, 303);
    for page in [rosa.get(&delete).await, rosa.sends(&old, &delete, &[OWN]).await] {
        assert!(page.shows("This role has users. Give them another role first."), "{}", page.html);
        assert!(page.form(&delete).is_none() && page.input("current_password").is_none(), "{}", page.html);
    }
    assert_eq!(rosa.get(&role).await.status, 200);
}

#[tokio::test]
async fn a_role_that_was_changed_since_the_page_was_opened_is_not_deleted() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &[("name", "Temps"), OWN]).await.status, 303);
    let role = rosa.finds_role("Temps").await;
    let delete = format!("{role}/delete");
    let old = rosa.get(&delete).await;
    assert_eq!(rosa.edits(&role, &role, &[("name", "Temporary staff"), OWN]).await.status, 303);
    assert_eq!(rosa.sends(&old, &delete, &[OWN]).await.status, 409);
    assert_eq!(rosa.edits(&delete, &delete, &[OWN]).await.status, 303);
}

/// Two who turn different boxes of a role both have their way; but who cleared a box must not believe that it is cleared, when somebody
/// gave the role everything meanwhile.
#[tokio::test]
async fn boxes_of_a_role_are_changed_one_by_one_and_never_against_everything() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    let old = rosa.get(&support).await;
    let boxes = |codes: &[&'static str]| codes.iter().map(|code| ("resource", *code)).chain([OWN]).collect::<Vec<_>>();
    let (view, edit, login) = ("Customer::manage", "Customer::edit", "LoginAsCustomer::login");
    assert_eq!(rosa.sends(&old, &support, &boxes(&[view, edit])).await.status, 303, "one takes Login as Customer away");
    assert_eq!(rosa.sends(&old, &support, &boxes(&[view, login])).await.status, 303, "the other editing");
    let now = rosa.get(&support).await.form(&support).unwrap();
    let ticked: Vec<&str> = now.iter().filter(|(name, _)| name == "resource").map(|(_, code)| code.as_str()).collect();
    assert_eq!(ticked, [view]);
    let old = rosa.get(&support).await;
    assert_eq!(rosa.sends(&old, &support, &[("access", "all"), OWN]).await.status, 303);
    assert_eq!(rosa.sends(&old, &support, &[("resource", ""), OWN]).await.status, 409);
}

/// Two users with one address: a mail to it would reach whom?
#[tokio::test]
async fn no_two_users_share_an_address_and_a_user_name_begins_and_ends_with_a_letter_or_digit() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    let role = support.rsplit('/').next().unwrap();
    let (user_name, email) = (("user_name", "second"), ("email", "second@example.com"));
    let rest = [("first_name", "S"), ("last_name", "T"), ("role", role), OWN];
    for (field, changed) in [
        ("email", [user_name, ("email", "rosa@alongside.example")]),
        ("email", [user_name, ("email", "Rosa@Alongside.Example")]),
        ("user_name", [("user_name", ".."), email]),
        ("user_name", [("user_name", "-x"), email]),
        ("user_name", [("user_name", "rosa."), email]),
        ("user_name", [("user_name", "ROSA"), email]),
        ("user_name", [("user_name", "rоsa"), email]),
        ("user_name", [("user_name", "the0"), email]),
    ] {
        let answer = rosa.edits("/admin/users/new", "/admin/users/new", &[changed.as_slice(), &rest].concat()).await;
        assert!(answer.status == 422 && answer.text_at(&format!("{field}-flaw")).is_some(), "{changed:?}: {}", answer.status);
    }
    let theo = rosa.finds_user("theo").await;
    let answer = rosa.edits(&theo, &theo, &[("email", "rosa@alongside.example"), OWN]).await;
    assert!(answer.status == 422 && answer.text_at("email-flaw").is_some_and(|flaw| flaw.contains("taken")), "{}", answer.html);
    let made = rosa.edits("/admin/users/new", "/admin/users/new", &[[user_name, email].as_slice(), &rest].concat()).await;
    assert!(made.status == 200 && made.value_at("link").is_some(), "{} {}", made.status, made.html);
}
