//! The files of pictures. What is uploaded is read within limits, turned upright, and written anew: nothing of it is kept but what can be
//! seen. What pages ask for is made of that, in few sizes, when it is first asked for. Rows of the database name files; files name nothing.

mod files;
mod read;
mod write;

pub use files::{Files, NotTaken};

#[cfg(test)]
mod tests;
