//! Bad input: an error at its field with what was typed, the same answer for "not yours" and "not there", and no panic.

use actors::{Browser, Shop, address};
use axum::{body::Body, http::Request};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use server::{
    demo::PASSWORD,
    endpoints::{self, Endpoint, Kind},
};

const TOO_LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

/// Where it is posted, what is typed, the field that is wrong, and what is said there.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a str);

#[tokio::test]
async fn each_form_shows_what_is_wrong_at_the_field_and_keeps_what_was_typed() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let mut rosa = shop.staff("rosa").await;
    let customer = rosa.finds_customer("ada").await;
    let role = rosa.finds_role("Support").await;
    let user = rosa.finds_user("theo").await;
    let guest_forms: &[Case] = &[
        (
            "/customer/account/create",
            &[
                ("first_name", "Zoe"),
                ("last_name", "Q"),
                ("email", "nonsense"),
                ("password", "correct horse"),
                ("password_again", "correct horse"),
            ],
            "email",
            "valid e-mail address",
        ),
        (
            "/customer/account/create",
            &[("first_name", "Zoe"), ("last_name", "Q"), ("email", "zoe@example.com"), ("password", "short"), ("password_again", "short")],
            "password",
            "at least 10",
        ),
        (
            "/customer/account/create",
            &[
                ("first_name", "Zoe"),
                ("last_name", "Q"),
                ("email", "zoe@example.com"),
                ("password", "correct horse"),
                ("password_again", "incorrect"),
            ],
            "password_again",
            "differ",
        ),
        (
            "/customer/account/create",
            &[
                ("first_name", "Zoe"),
                ("last_name", "Q"),
                ("email", "ADA@example.com"),
                ("password", "correct horse"),
                ("password_again", "correct horse"),
            ],
            "email",
            "already an account",
        ),
        ("/customer/account/login", &[("email", "ada@example.com"), ("password", "wrong")], "password", "incorrect"),
        ("/product/harbour-mug", &[("quantity", "0")], "quantity", "from 1 to 99"),
        ("/product/harbour-mug", &[("quantity", "-1")], "quantity", "whole number"),
        ("/admin/login", &[("user_name", "rosa"), ("password", "wrong")], "password", "incorrect"),
    ];
    for (path, form, field, text) in guest_forms {
        refused(&mut shop.guest(), path, form, field, text).await;
    }
    let own: &[Case] = &[
        ("/customer/account/edit", &[("first_name", ""), ("last_name", "Kept")], "first_name", "required"),
        ("/customer/account/edit", &[("first_name", "A"), ("last_name", TOO_LONG)], "last_name", "at most 100"),
        ("/customer/account/edit", &[("first_name", "A\u{202e}B"), ("last_name", "Kept")], "first_name", "cannot be shown"),
        (
            "/customer/account/sign-in-information",
            &[("current_password", "wrong"), ("email", "ada@example.com")],
            "current_password",
            "invalid",
        ),
        (
            "/customer/account/sign-in-information",
            &[("current_password", PASSWORD), ("email", "nonsense")],
            "email",
            "valid e-mail address",
        ),
    ];
    for (path, form, field, text) in own {
        refused(&mut ada, path, form, field, text).await;
    }
    let admin: &[Case] = &[
        (&customer, &[("first_name", "Kept"), ("email", "ben@example.com")], "email", "taken"),
        (&role, &[("name", ""), ("access", "custom"), ("current_password", PASSWORD)], "name", "required"),
        (&role, &[("name", "Kept"), ("access", "custom"), ("current_password", "wrong")], "current_password", "invalid"),
        (
            &role,
            &[("name", "Kept"), ("access", "custom"), ("resource", "nonsense"), ("current_password", PASSWORD)],
            "access",
            "one of the options",
        ),
        ("/admin/roles/new", &[("name", "support"), ("access", "custom"), ("current_password", PASSWORD)], "name", "taken"),
        ("/admin/users/new", &[("user_name", "a b"), ("first_name", "Kept"), ("current_password", PASSWORD)], "user_name", "only letters"),
        ("/admin/users/new", &[("user_name", "a b"), ("first_name", "Kept"), ("current_password", PASSWORD)], "last_name", "required"),
        ("/admin/config/general", &[("name", ""), ("name-system", "")], "name", "required"),
        (
            "/admin/config/login_as_customer",
            &[("enabled", "perhaps"), ("shopping_assistance_checkbox_title", "Kept"), ("shopping_assistance_checkbox_title-system", "")],
            "enabled",
            "one of the options",
        ),
        (
            &user,
            &[("first_name", ""), ("last_name", "Kept"), ("email", "nonsense"), ("current_password", PASSWORD)],
            "first_name",
            "required",
        ),
        ("/admin/config/general", &[("timezone", "Mars/Olympus"), ("timezone-system", "")], "timezone", "one of the options"),
    ];
    for (path, form, field, text) in admin {
        refused(&mut rosa, path, form, field, text).await;
    }
}

async fn refused(browser: &mut Browser, path: &str, form: &[(&str, &str)], field: &str, text: &str) {
    let answer = browser.edits(path, path, form).await;
    assert_eq!(answer.status, 422, "{path} {form:?}: {}", answer.html);
    let flaw = answer.text_at(&format!("{field}-flaw")).unwrap_or_else(|| panic!("{path}: nothing at {field}"));
    assert!(flaw.contains(text), "{path}: {flaw}");
    assert!(answer.html.contains("aria-invalid=\"true\""), "{path}");
    assert!(answer.text_of("title").is_some_and(|title| title.starts_with("Error: ")), "{path}: what is read out first");
    for (name, value) in form.iter().filter(|(n, v)| {
        !v.is_empty()
            && !n.contains("password")
            && !["active", "resource", "access", "timezone", "enabled"].contains(n)
            && !n.ends_with("-system")
    }) {
        assert_eq!(answer.input(name).as_deref(), Some(*value), "{path} keeps {name}");
    }
    for (_, value) in form.iter().filter(|(n, v)| n.contains("password") && !v.is_empty()) {
        assert!(!answer.html.contains(&format!("value=\"{value}\"")), "{path} shows a password");
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_nonsense_are_the_same_404() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    // To log in as somebody who is gone leads back to the customers, with a word.
    let is_of_one_thing = |e: &&Endpoint| e.path.starts_with("/admin/") && e.path.contains("{id}") && !e.is_for_scripts();
    for endpoint in endpoints::all().iter().filter(is_of_one_thing).filter(|e| !e.path.ends_with("/assistance")) {
        let mut pages = Vec::new();
        for id in ["00000000000000000000000000000000", "nonsense", "%00", "00000000-0000-0000-0000-000000000000"] {
            let path = address(endpoint, |_| id.to_owned());
            let answer = if endpoint.posts() { rosa.post(&path, &[]).await } else { rosa.get(&path).await };
            assert_eq!(answer.status, 404, "{path}");
            pages.push(answer.body());
        }
        pages.dedup();
        assert_eq!(pages.len(), 1, "{}", endpoint.path);
    }
    let mut guest = shop.guest();
    for path in ["/product/nothing", "/category/nothing", "/picture/nothing/160.webp", "/nowhere", "/de/nowhere", "/pkg/0/style.css"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn garbage_cookies_mean_signed_out_not_broken() {
    let shop = Shop::open().await;
    for value in ["", "x", "\u{fffd}", "%00%00", &"A".repeat(43), &"A".repeat(5000), "../../etc", "a;b", "\"quoted\""] {
        let mut browser = shop.guest();
        for name in ["staff", "shopper", "visit", "handoff", "language", "notice", "admin-notice"] {
            if value.is_ascii() {
                browser.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        assert_eq!(browser.clone().get("/").await.status, 200, "{value}");
        assert_eq!(browser.clone().get("/admin/login").await.status, 200, "{value}");
        assert_eq!(browser.clone().get("/admin").await.location.split('?').next(), Some("/admin/login"), "{value}");
        assert_eq!(browser.get("/customer/account").await.status, 303, "{value}");
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_400_and_one_that_is_too_large_413() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let post = |kind: &str, body: Vec<u8>| {
        Request::post("/admin/roles/new")
            .header("content-type", kind)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap()
    };
    assert_eq!(rosa.send(post("application/json", b"{}".to_vec())).await.status, 400);
    assert_eq!(rosa.send(post("application/x-www-form-urlencoded", vec![0xff, 0xfe, 0x00])).await.status, 400);
    assert_eq!(rosa.send(post("application/x-www-form-urlencoded", vec![b'a'; 300_000])).await.status, 413);
}

/// The long form of this lives in the torture program; here a few hundred requests keep everybody honest.
#[tokio::test]
async fn nothing_that_is_sent_makes_the_server_fail() {
    let shop = Shop::open().await;
    let ada = shop.customer("ada").await;
    let rosa = shop.staff("rosa").await;
    let mut visit = rosa.clone();
    visit.logs_in_as("clara").await;
    let fields = endpoints::all().iter().flat_map(|e| ui::form::examples(e.fields)).map(|(name, _)| name);
    // Of fields that stand as often as there are lines or options, the first ones.
    let fields = fields.filter(|name| name.split('-').nth(1).is_none_or(|n| n == "0" || n.parse::<u32>().is_err()));
    let fields: Vec<&str> = fields.chain(["q", "sort", "after", "before", "shown", "draft", "repeats", "export"]).collect();
    let text = "\\PC{0,30}|[0-9a-f]{32}|[\\x00-\\x1f]{1,5}|99999999999999999999|-1|//evil|\\$|'; DELETE customer; --";
    let strategy = (0..endpoints::all().len(), proptest::collection::vec((proptest::sample::select(fields), text), 0..6), 0usize..3, text);
    let mut runner = TestRunner::deterministic();
    for _ in 0..400 {
        let (n, form, who, id) = strategy.new_tree(&mut runner).unwrap().current();
        let endpoint = &endpoints::all()[n];
        let mut browser = [&ada, &rosa, &visit][who].clone();
        let id = form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>().replace('+', "%20");
        let path = address(endpoint, |_| id.clone());
        let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = if endpoint.kind == Kind::Call {
            let json = form.first().map_or(&*endpoint.example, |(_, value)| value);
            let known = form.iter().fold(endpoint.example.clone(), |json, (_, value)| json.replacen('0', value, 1));
            browser.calls(&path, json).await;
            browser.calls(&path, &known).await
        } else if endpoint.posts() {
            browser.post(&path, &pairs).await
        } else {
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
            // Of what is followed, what was missed: a stream has no end.
            let once = if endpoint.kind == Kind::Live { "once=1&" } else { "" };
            browser.get(&format!("{path}?{once}{query}")).await
        };
        assert!(answer.status < 500, "{} {path} {form:?}: {}", endpoint.path, answer.status);
    }
}
