//! Of each row of the table that changes something it is said what holds that it is told, by exactly one event: a step of `rows_told`, or a test
//! of its own, with what it tells; of some, why nothing is; and where one request tells more, what that is, and why.

use crate::{
    recorded::{SILENT, is_like},
    rows_told::{MADE_FIRST, STEPS},
};
use actors::Shop;
use domain::audit::{Action, Actor, Recorded};
use server::endpoints;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// What only looks something up or reckons it, and what is told when the visit is entered that it leads to.
const LOOKING: &[&str] = &[
    "/admin/api/config/affects",
    "/admin/api/role/affects",
    "/admin/api/search/find",
    "/api/catalog/suggest",
    "/api/checkout/costs",
    "/api/customer/consent",
    "/assistance/arrive",
];

/// Rows that have a test of their own, and of which event each tells there: [`tells_once`] holds that it does, by that one alone.
const HELD: &[(&[(&str, Action)], &str)] = &[
    (
        &[("/customer/account/create", Action::CustomerRegistered)],
        "a_registration_that_is_sent_twice_signs_in_and_never_asks_for_another_address",
    ),
    (
        &[("/customer/account/createpassword", Action::PasswordChanged), ("/admin/customers/new", Action::CustomerCreated)],
        "a_customer_whom_staff_create_sets_his_password_by_a_link_that_opens_once",
    ),
    (
        &[("/customer/account/forgotpassword", Action::PasswordResetRequested)],
        "whoever_asks_for_links_in_anothers_name_fills_no_mailbox_and_reads_the_same_each_time",
    ),
    (
        &[("/customer/account/confirm", Action::CustomerChanged)],
        "where_addresses_are_confirmed_another_one_counts_once_its_link_is_opened_and_nobody_learns_whose_it_is",
    ),
    (
        &[
            ("/customer/account/sessions", Action::CustomerSessionsEnded),
            ("/customer/account/sessions/others", Action::CustomerSessionsEnded),
        ],
        "customers_see_their_sessions_and_the_visits_to_them_and_end_each",
    ),
    (
        &[("/api/customer/consent/set", Action::ConsentWithdrawn), ("/api/customer/consent/set", Action::ConsentGiven)],
        "a_consent_is_set_by_a_call_as_by_its_form_and_never_against_what_was_changed_meanwhile",
    ),
    (&[("/checkout", Action::OrderPlaced)], "a_guest_buys_what_is_in_his_cart_and_sees_the_number_of_his_order"),
    (
        &[("/checkout/multishipping", Action::OrderPlaced)],
        "multishipping_makes_an_order_of_each_address_with_its_note_its_tax_and_its_delivery",
    ),
    (&[("/api/cart/lines", Action::CartChanged)], "cart_lines_are_read_changed_taken_out_and_put_back_by_calls_as_on_its_page"),
    (
        &[("/admin/customers/{id}/login-as-customer", Action::AssistanceStarted), ("/assistance/enter", Action::AssistanceRedeemed)],
        "whoever_was_not_let_in_is_the_one_whose_account_it_is_and_a_visit_begins_with_its_start",
    ),
    (
        &[("/assistance/close", Action::AssistanceEnded)],
        "whoever_leaves_an_account_leaves_nothing_of_it_and_never_loses_the_shoppers_own_session",
    ),
    (
        &[
            ("/admin/sales/orders/{id}/invoice", Action::InvoiceCreated),
            ("/admin/sales/orders/{id}/ship", Action::ShipmentCreated),
            ("/admin/sales/orders/{id}/creditmemo", Action::CreditMemoCreated),
        ],
        "an_order_goes_through_all_its_documents_and_everybody_sees_his_part",
    ),
    (
        &[("/admin/sales/shipments/{id}/tracks", Action::TrackAdded), ("/admin/sales/shipments/{id}/tracks", Action::TrackRemoved)],
        "a_parcels_number_is_added_and_removed_later_and_the_customer_sees_it",
    ),
    (&[("/admin/catalog/products/new", Action::ProductCreated)], "a_product_is_made_and_sold_and_what_is_taken_is_told_at_its_field"),
    (&[("/admin/catalog/products/{id}/delete", Action::ProductDeleted)], "what_is_deleted_leaves_carts_and_lists_and_stays_in_orders"),
    (
        &[("/admin/catalog/products/{id}/pictures", Action::ProductChanged)],
        "pictures_are_uploaded_and_seen_in_the_shop_from_addresses_that_never_change",
    ),
    (
        &[
            ("/admin/catalog/products/{id}/pictures/order", Action::ProductChanged),
            ("/admin/catalog/products/{id}/pictures/{picture}", Action::ProductChanged),
        ],
        "pictures_are_ordered_told_of_by_view_hidden_and_given_roles",
    ),
    (
        &[("/admin/catalog/products/{id}/pictures/{picture}/delete", Action::ProductChanged)],
        "what_is_deleted_is_asked_for_first_and_its_file_goes_when_no_product_shows_it",
    ),
    (
        &[("/admin/catalog/categories/{id}/move", Action::CategoryMoved)],
        "a_category_moves_with_all_below_it_never_below_itself_and_a_root_stays_one",
    ),
    (&[("/admin/catalog/categories/{id}/products", Action::CategoryChanged)], "a_category_shows_its_products_in_its_own_order"),
    (
        &[
            ("/admin/catalog-price-rules/new", Action::PriceRuleCreated),
            ("/admin/catalog-price-rules/{id}", Action::PriceRuleChanged),
            ("/admin/catalog-price-rules/{id}/delete", Action::PriceRuleDeleted),
        ],
        "a_rule_holds_at_once_wherever_a_price_stands_and_for_its_groups_alone",
    ),
    (&[("/admin/customers/{id}/unlock", Action::CustomerUnlocked)], "a_customers_account_is_closed_alike_and_opened_on_his_page"),
    (&[("/admin/customers/{id}/delete", Action::CustomerDeleted)], "a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay"),
    (&[("/admin/config/{section}", Action::SettingsChanged)], "who_changes_one_setting_does_not_set_another_back"),
    (
        &[("/admin/api/config/save", Action::SettingsChanged)],
        "a_section_is_saved_by_a_call_as_by_its_form_in_one_event_and_who_was_first_is_named",
    ),
    (
        &[
            ("/admin/login/code", Action::StaffSignedIn),
            ("/admin/account/factor", Action::StaffFactorSet),
            ("/admin/users/{id}/factor", Action::StaffFactorReset),
        ],
        "a_second_factor_is_set_up_asked_for_good_once_and_reset_by_an_administrator",
    ),
    (
        &[
            ("/admin/password", Action::StaffPasswordChanged),
            ("/admin/users/new", Action::StaffCreated),
            ("/admin/users/{id}/link", Action::StaffInvited),
        ],
        "whoever_is_invited_sets_his_own_password_and_nobody_else_knows_it",
    ),
    (
        &[("/admin/account/sessions", Action::StaffSessionsEnded), ("/admin/account/sessions/others", Action::StaffSessionsEnded)],
        "staff_see_their_sessions_end_one_or_all_others_and_each_end_holds_at_once",
    ),
    (&[("/admin/locked-users/{id}", Action::StaffUnlocked)], "an_administrator_sees_who_is_locked_out_and_unlocks_him"),
    (
        &[
            ("/admin/users/{id}", Action::StaffChanged),
            ("/admin/users/{id}/sessions", Action::StaffSessionsRevoked),
            ("/admin/users/{id}/delete", Action::StaffDeleted),
        ],
        "a_user_expires_is_signed_out_deleted_and_told_to_set_a_new_password",
    ),
    (&[("/admin/api/role/save", Action::RoleChanged)], "a_role_is_saved_by_a_call_with_the_own_password_which_is_neither_told_nor_logged"),
    (
        &[("/admin/action-logs/archive/{day}/restore", Action::ActionLogsRestored)],
        "what_is_due_goes_into_verified_files_then_from_the_store_and_comes_back_as_it_was",
    ),
    (
        &[
            ("/admin/action-logs/archive/verify", Action::ActionLogsVerified),
            ("/admin/action-logs/archive/cancel", Action::ActionLogsVerifyCanceled),
        ],
        "all_files_are_read_again_when_somebody_says_so_and_none_any_more_when_he_cancels",
    ),
    (
        &[("/admin/action-logs/archive/cancel", Action::ActionLogsRestoreCanceled)],
        "a_day_that_is_being_restored_is_canceled_and_what_has_come_of_it_goes_again",
    ),
    (&[("/admin/system/mail/{id}/send", Action::MailRequested)], "a_mail_that_is_refused_says_why_and_is_sent_again_when_somebody_says_so"),
    (
        &[("/admin/system/import", Action::ImportUploaded), ("/admin/system/import/{id}/begin", Action::ImportBegun)],
        "what_is_right_is_imported_what_is_wrong_is_left_out_and_each_change_is_told",
    ),
    (
        &[("/admin/system/import/{id}/cancel", Action::ImportCanceled), ("/admin/system/import/{id}/resume", Action::ImportResumed)],
        "more_errors_than_are_allowed_stop_it_and_what_was_begun_cannot_be_begun_again",
    ),
];

/// Where one request tells of more than what was asked for, each thing once: what that was (`None`: whatever it was), what is told besides, and
/// why by an event of its own.
const BESIDES: &[(Option<Action>, Action, &str)] = &[
    (None, Action::AssistanceEnded, "whoever looks into a visit finds how it ended, whatever ended it"),
    (Some(Action::OrderPlaced), Action::OrderPlaced, "each address has an order of its own, and each order its history"),
    (Some(Action::OrderPlaced), Action::AddressAdded, "the address is kept in the book, where it can be looked for"),
    (Some(Action::CustomerRegistered), Action::ConsentGiven, "a consent has its own history, from its first day on"),
    (Some(Action::CustomerRegistered), Action::NewsletterSubscribed, "so has a subscription"),
    (Some(Action::CustomerRegistered), Action::CustomerSignedIn, "where somebody registers he is at home: that is a session"),
    (Some(Action::CustomerRegistered), Action::OrderAssigned, "the order that a guest placed before is his by now: its history says so"),
    (Some(Action::PasswordChanged), Action::OrderAssigned, "by the link it is sure whose address it is, and with it whose orders"),
    (Some(Action::CustomerChanged), Action::OrderAssigned, "so it is once an address is confirmed"),
    (Some(Action::CustomerChanged), Action::PasswordChanged, "a password is looked for by itself, by whoever asks when it was another"),
    (Some(Action::EmailChangeRequested), Action::PasswordChanged, "the same"),
    (Some(Action::StaffAccountChanged), Action::StaffPasswordChanged, "the same"),
    (Some(Action::CustomerSignInRefused), Action::CustomerLocked, "the attempt was one too many: who looks for locked accounts finds it"),
    (Some(Action::StaffSignInRefused), Action::StaffLocked, "the same"),
];

/// Each request in a shop left one event, or that and what stands in [`BESIDES`]; and those of the rows that this test holds are among them,
/// with who did it, for whom, and in which visit.
pub(crate) async fn tells_once(shop: &Shop, test: &str) {
    let mut requests: BTreeMap<String, Vec<Recorded>> = BTreeMap::new();
    // What the program does by itself no request asked for.
    for event in shop.record().await.into_iter().filter(|event| !event.request.is_empty()) {
        requests.entry(event.request.clone()).or_default().push(event);
    }
    let mut own: Vec<&Recorded> = Vec::new();
    for events in requests.values() {
        let goes_with = |of: &Recorded, other: &Recorded| {
            BESIDES.iter().any(|(what, besides, _)| what.is_none_or(|what| what == of.action) && *besides == other.action)
        };
        let is_own = |of: &&Recorded| events.iter().filter(|other| other.id != of.id).all(|other| goes_with(of, other));
        let told = events.iter().find(is_own);
        own.push(told.unwrap_or_else(|| panic!("{test}: one request, and more than one event: {events:#?}")));
        let of = |event: &Recorded| {
            (event.action.code(), event.object.as_ref().map(|object| object.id.clone()), event.visit.map(|v| v.to_string()))
        };
        let things: BTreeSet<_> = events.iter().map(of).collect();
        assert_eq!(things.len(), events.len(), "{test}: one thing, told twice: {events:#?}");
    }
    let rows = HELD.iter().filter(|(_, by)| *by == test).flat_map(|(rows, _)| *rows);
    for (row, action) in rows {
        let mut told = own.iter().filter(|event| event.action == *action).peekable();
        assert!(told.peek().is_some(), "{test}: nothing is told of {row}");
        let begins = |with: &str| row.starts_with(with);
        let is_whose = |event: &&Recorded| {
            let by_staff = matches!(event.actor, Actor::Staff { .. });
            if begins("/admin/login") || begins("/admin/password") {
                by_staff || !event.object_name().is_empty()
            } else if begins("/admin/customers/{id}") {
                by_staff && event.subject.is_some()
            } else if begins("/admin/") {
                by_staff
            } else if begins("/assistance/") {
                event.subject.is_some() && event.visit.is_some()
            } else {
                // Guests buy as well, for nobody whom the shop knows.
                event.subject.is_some() || (event.visit.is_none() && (begins("/checkout") || begins("/api/cart")))
            }
        };
        assert!(told.all(is_whose), "{test}: {row} does not say each time whose it was");
    }
}

/// Whether a test of that name looks at what was told.
fn looks(sources: &str, test: &str) -> bool {
    let body = sources.split(&format!("\nasync fn {test}(")).nth(1).and_then(|rest| rest.split("\n}\n").next());
    body.is_some_and(|body| body.contains("rows_held::tells_once(") && body.contains(&format!("\"{test}\"")))
}

#[test]
fn of_each_row_it_is_said_what_holds_that_it_is_told() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let sources: String = files.collect();
    let unheld: Vec<&str> = HELD.iter().map(|(_, test)| *test).filter(|test| !looks(&sources, test)).collect();
    assert!(unheld.is_empty(), "there is no such test, or it does not look for it any more: {unheld:#?}");
    // One form with many addresses is held once; what else comes to stand below an address is to be held by itself.
    let is_held = |row: &str, path: &str| row == path || (row.ends_with("{section}") && is_like(row, path));
    let held = |path: &str| HELD.iter().flat_map(|(rows, _)| *rows).any(|(row, _)| is_held(row, path));
    let silent = |path: &str| SILENT.iter().chain(LOOKING).any(|row| *row == path);
    let done = |path: &str| MADE_FIRST.contains(&path) || STEPS.iter().any(|(row, ..)| *row == path);
    let is_said = |path: &str| done(path) || held(path) || silent(path);
    let posting = || endpoints::all().iter().filter(|row| row.posts()).map(|row| &*row.path);
    let unsaid: Vec<&str> = posting().filter(|path| !is_said(path)).collect();
    assert!(unsaid.is_empty(), "by which test is it held that these are told? {unsaid:#?}");
    let rows = HELD.iter().flat_map(|(rows, _)| *rows).map(|(row, _)| row).chain(SILENT).chain(LOOKING).chain(MADE_FIRST);
    let rows = rows.chain(STEPS.iter().map(|(row, ..)| row));
    let gone: Vec<_> = rows.filter(|row| !posting().any(|path| is_held(row, path))).collect();
    assert!(gone.is_empty(), "there are no such rows any more: {gone:#?}");
}
