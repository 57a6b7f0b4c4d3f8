//! Orders: placing them, and reading them for whoever bought and for staff.

mod again;
mod comments;
mod document_row;
mod documents;
mod joining;
mod place;
mod read;
mod row;
mod takings;
mod tracks;
mod within;

pub use comments::Note;
pub(crate) use document_row::{DOCUMENT, DocumentRow};
pub use documents::{Listing, Making, Noted, OnOrders, OrderAct, OrderActing, Refused};
pub(crate) use joining::joining;
pub use place::{Checkout, Parcel, Placing};
pub(crate) use row::{COUNTERS, CounterRow, ORDERS, OrderRow};
