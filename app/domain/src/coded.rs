//! Choices that are stored by their names.

/// Declares an enum whose variants are stored by their names.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumCount, strum::IntoStaticStr, strum::VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum $name { $($(#[$of])* $variant),* }

        impl $name {
            pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [$(Self::$variant),*];

            /// What is stored and sent.
            pub const fn code(self) -> &'static str {
                self.into_str()
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|known| known.code() == code)
            }
        }
    };
}
pub(crate) use coded;
