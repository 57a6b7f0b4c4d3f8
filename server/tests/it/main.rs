//! The program over HTTP, in process: actors at browsers of their own, against a store in memory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by failing")]

mod action_logs;
mod addresses;
mod archive;
mod bad_input;
mod browsing;
mod calls;
mod cart;
mod catalog_edit;
mod checkout;
mod checkout_help;
mod consent;
mod customer_tabs;
mod customers;
mod dashboard;
mod demo;
mod documents;
mod edge;
mod editors;
mod exports;
mod failing;
mod found_events;
mod guest_order;
mod habits;
mod handoff;
mod live;
mod mail;
mod multishipping;
mod newsletter;
mod page_cache;
mod permissions;
mod program;
mod recently_viewed;
mod recorded;
mod role_scopes;
mod roles;
mod search;
mod sessions;
mod shipping;
mod store_choice;
mod stores;
mod transfer;
mod transfer_rules;
mod visits;
mod wish_list;
