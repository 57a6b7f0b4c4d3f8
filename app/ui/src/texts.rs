//! What an island says: texts that come with it, already translated.

/// Declares the texts of an island. They come as a list, in the order of the fields, and a list behind them takes what is left:
/// reading fields by their names is most of what such a type weighs in a bundle.
#[macro_export]
macro_rules! texts {
    (
        $(#[$doc:meta])*
        pub struct $name:ident { $($(#[$said:meta])* pub $field:ident: String,)* } $(and $(#[$left:meta])* pub $rest:ident: Vec<String>;)?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(from = "Vec<String>", into = "Vec<String>")]
        pub struct $name { $($(#[$said])* pub $field: String,)* $($(#[$left])* pub $rest: Vec<String>,)? }

        impl From<Vec<String>> for $name {
            fn from(texts: Vec<String>) -> Self {
                let mut texts = texts.into_iter();
                $(let $field = texts.next().unwrap_or_default();)*
                Self { $($field,)* $($rest: texts.collect(),)? }
            }
        }

        impl From<$name> for Vec<String> {
            fn from(texts: $name) -> Self {
                let said = vec![$(texts.$field),*];
                $(let said = [said, texts.$rest].concat();)?
                said
            }
        }
    };
}

#[cfg(test)]
mod tests {
    crate::texts! {
        pub struct Said {
            pub one: String,
            pub many: String,
        } and pub others: Vec<String>;
    }

    #[test]
    fn the_texts_of_an_island_arrive_where_they_belong() {
        let text = |text: &str| text.to_owned();
        let said = Said { one: text("1"), many: text("{}"), others: vec![text("a"), text("b")] };
        let sent = serde_json::to_string(&said).unwrap();
        assert_eq!(sent, r#"["1","{}","a","b"]"#);
        let read: Said = serde_json::from_str(&sent).unwrap();
        assert_eq!((read.one, read.many, read.others), (said.one, said.many, said.others));
    }
}
