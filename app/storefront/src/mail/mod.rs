//! Mails as customers get them: written once, and shown as text and as HTML, so that both say the same.

mod content;
mod sales;

pub use sales::letter;
