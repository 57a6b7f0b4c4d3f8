//! Of each row of the table that changes something it is said what holds that it is told: a step of `rows_told`, or a test of its own; and of
//! some, why nothing is.

use crate::{
    recorded::{SILENT, is_like},
    rows_told::{MADE_FIRST, STEPS},
};
use server::endpoints;
use std::fs;

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

/// Rows that have a test of their own, and what it looks for in the record.
const HELD: &[(&[&str], &str, &str)] = &[
    (
        &["/customer/account/create"],
        "a_registration_that_is_sent_twice_signs_in_and_never_asks_for_another_address",
        "Action::CustomerRegistered",
    ),
    (
        &["/customer/account/createpassword", "/admin/customers/new"],
        "a_customer_whom_staff_create_sets_his_password_by_a_link_that_opens_once",
        "Action::PasswordChanged",
    ),
    (
        &["/customer/account/forgotpassword"],
        "whoever_asks_for_links_in_anothers_name_fills_no_mailbox_and_reads_the_same_each_time",
        "Action::PasswordResetRequested",
    ),
    (
        &["/customer/account/confirm"],
        "where_addresses_are_confirmed_another_one_counts_once_its_link_is_opened_and_nobody_learns_whose_it_is",
        "told with the new address",
    ),
    (
        &["/customer/account/sessions", "/customer/account/sessions/others"],
        "customers_see_their_sessions_and_the_visits_to_them_and_end_each",
        "Action::CustomerSessionsEnded",
    ),
    (
        &["/api/customer/consent/set"],
        "a_consent_is_set_by_a_call_as_by_its_form_and_never_against_what_was_changed_meanwhile",
        "Action::ConsentWithdrawn",
    ),
    (&["/checkout"], "a_guest_buys_what_is_in_his_cart_and_sees_the_number_of_his_order", "Action::OrderPlaced"),
    (
        &["/checkout/multishipping"],
        "multishipping_makes_an_order_of_each_address_with_its_note_its_tax_and_its_delivery",
        "Action::OrderPlaced",
    ),
    (&["/api/cart/lines"], "cart_lines_are_read_changed_taken_out_and_put_back_by_calls_as_on_its_page", "Action::CartChanged"),
    (
        &["/admin/customers/{id}/login-as-customer", "/assistance/enter"],
        "whoever_was_not_let_in_is_the_one_whose_account_it_is_and_a_visit_begins_with_its_start",
        "Action::AssistanceRedeemed",
    ),
    (&["/assistance/close"], "a_visit_is_left_at_once_also_while_the_store_does_not_answer", "Action::AssistanceEnded"),
    (
        &["/admin/sales/orders/{id}/invoice", "/admin/sales/orders/{id}/ship", "/admin/sales/orders/{id}/creditmemo"],
        "an_order_goes_through_all_its_documents_and_everybody_sees_his_part",
        "Action::CreditMemoCreated",
    ),
    (
        &["/admin/sales/shipments/{id}/tracks"],
        "a_parcels_number_is_added_and_removed_later_and_the_customer_sees_it",
        "Action::TrackRemoved",
    ),
    (&["/admin/catalog/products/new"], "a_product_is_made_and_sold_and_what_is_taken_is_told_at_its_field", "Action::ProductCreated"),
    (&["/admin/catalog/products/{id}/delete"], "what_is_deleted_leaves_carts_and_lists_and_stays_in_orders", "Action::ProductDeleted"),
    (
        &["/admin/catalog/products/{id}/pictures"],
        "pictures_are_uploaded_and_seen_in_the_shop_from_addresses_that_never_change",
        "Action::ProductChanged",
    ),
    (
        &["/admin/catalog/products/{id}/pictures/order", "/admin/catalog/products/{id}/pictures/{picture}"],
        "pictures_are_ordered_told_of_by_view_hidden_and_given_roles",
        "picture_order",
    ),
    (
        &["/admin/catalog/products/{id}/pictures/{picture}/delete"],
        "what_is_deleted_is_asked_for_first_and_its_file_goes_when_no_product_shows_it",
        "what is taken away is told",
    ),
    (
        &["/admin/catalog/categories/{id}/move"],
        "a_category_moves_with_all_below_it_never_below_itself_and_a_root_stays_one",
        "Action::CategoryMoved",
    ),
    (&["/admin/catalog/categories/{id}/products"], "a_category_shows_its_products_in_its_own_order", "Action::CategoryChanged"),
    (
        &["/admin/catalog-price-rules/new", "/admin/catalog-price-rules/{id}", "/admin/catalog-price-rules/{id}/delete"],
        "a_rule_holds_at_once_wherever_a_price_stands_and_for_its_groups_alone",
        "Action::PriceRuleDeleted",
    ),
    (&["/admin/customers/{id}/unlock"], "a_customers_account_is_closed_alike_and_opened_on_his_page", "Action::CustomerUnlocked"),
    (&["/admin/customers/{id}/delete"], "a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay", "Action::CustomerDeleted"),
    (&["/admin/config/{section}"], "who_changes_one_setting_does_not_set_another_back", "Action::SettingsChanged"),
    (
        &["/admin/api/config/save"],
        "a_section_is_saved_by_a_call_as_by_its_form_in_one_event_and_who_was_first_is_named",
        "Action::SettingsChanged",
    ),
    (
        &["/admin/login/code", "/admin/account/factor", "/admin/users/{id}/factor"],
        "a_second_factor_is_set_up_asked_for_good_once_and_reset_by_an_administrator",
        "Action::StaffFactorReset",
    ),
    (
        &["/admin/password", "/admin/users/new", "/admin/users/{id}/link"],
        "whoever_is_invited_sets_his_own_password_and_nobody_else_knows_it",
        "Action::StaffInvited",
    ),
    (
        &["/admin/account/sessions", "/admin/account/sessions/others"],
        "staff_see_their_sessions_end_one_or_all_others_and_each_end_holds_at_once",
        "Action::StaffSessionsEnded",
    ),
    (&["/admin/locked-users/{id}"], "an_administrator_sees_who_is_locked_out_and_unlocks_him", "Action::StaffUnlocked"),
    (
        &["/admin/users/{id}", "/admin/users/{id}/sessions", "/admin/users/{id}/delete"],
        "a_user_expires_is_signed_out_deleted_and_told_to_set_a_new_password",
        "Action::StaffSessionsRevoked",
    ),
    (&["/admin/api/role/save"], "a_role_is_saved_by_a_call_with_the_own_password_which_is_neither_told_nor_logged", "Action::RoleChanged"),
    (
        &["/admin/action-logs/archive/{day}/restore"],
        "what_is_due_goes_into_verified_files_then_from_the_store_and_comes_back_as_it_was",
        "Action::ActionLogsRestored",
    ),
    (
        &["/admin/action-logs/archive/verify", "/admin/action-logs/archive/cancel"],
        "all_files_are_read_again_when_somebody_says_so_and_none_any_more_when_he_cancels",
        "Action::ActionLogsVerifyCanceled",
    ),
    (
        &["/admin/action-logs/archive/cancel"],
        "a_day_that_is_being_restored_is_canceled_and_what_has_come_of_it_goes_again",
        "Action::ActionLogsRestoreCanceled",
    ),
    (&["/admin/system/mail/{id}/send"], "a_mail_that_is_refused_says_why_and_is_sent_again_when_somebody_says_so", "Action::MailRequested"),
    (
        &["/admin/system/import", "/admin/system/import/{id}/begin"],
        "what_is_right_is_imported_what_is_wrong_is_left_out_and_each_change_is_told",
        "Action::ImportBegun",
    ),
    (
        &["/admin/system/import/{id}/cancel"],
        "more_errors_than_are_allowed_stop_it_and_what_was_begun_cannot_be_begun_again",
        "Action::ImportCanceled",
    ),
];

/// Whether a test of that name looks for it.
fn looks_for(sources: &str, test: &str, what: &str) -> bool {
    let body = sources.split(&format!("\nasync fn {test}(")).nth(1).and_then(|rest| rest.split("\n}\n").next());
    body.is_some_and(|body| body.contains(what))
}

#[test]
fn of_each_row_it_is_said_what_holds_that_it_is_told() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let sources: String = files.collect();
    let unheld: Vec<&str> = HELD.iter().filter(|(_, test, what)| !looks_for(&sources, test, what)).map(|(_, test, _)| *test).collect();
    assert!(unheld.is_empty(), "there is no such test, or it does not look for it any more: {unheld:#?}");
    // One form with many addresses is held once; what else comes to stand below an address is to be held by itself.
    let is_held = |row: &str, path: &str| row == path || (row.ends_with("{section}") && is_like(row, path));
    let held = |path: &str| HELD.iter().flat_map(|(rows, ..)| *rows).any(|row| is_held(row, path));
    let silent = |path: &str| SILENT.iter().chain(LOOKING).any(|row| *row == path);
    let done = |path: &str| MADE_FIRST.contains(&path) || STEPS.iter().any(|(row, ..)| *row == path);
    let is_said = |path: &str| done(path) || held(path) || silent(path);
    let posting = || endpoints::all().iter().filter(|row| row.posts()).map(|row| &*row.path);
    let unsaid: Vec<&str> = posting().filter(|path| !is_said(path)).collect();
    assert!(unsaid.is_empty(), "by which test is it held that these are told? {unsaid:#?}");
    let rows = HELD.iter().flat_map(|(rows, ..)| *rows).chain(SILENT).chain(LOOKING).chain(MADE_FIRST);
    let rows = rows.chain(STEPS.iter().map(|(row, ..)| row));
    let gone: Vec<_> = rows.filter(|row| !posting().any(|path| is_held(row, path))).collect();
    assert!(gone.is_empty(), "there are no such rows any more: {gone:#?}");
}
