//! Stores > Settings > Configuration. The page is made from the declared settings; nothing here names one of them, but
//! for its words.

#[cfg(feature = "ssr")]
pub mod section;
pub mod system_value;
