//! Text that people type, checked once at the boundary, and all that is known of Unicode. Behind a newtype of this crate a
//! value is composed, trimmed, bounded and hides nothing; what is wrong with a field is a [`Flaw`], which the `ui` crate puts
//! into words. The rules are those of Unicode's reports, from crates that follow them: what a file decides itself, it says why.

pub(crate) mod email;
#[cfg(not(target_arch = "wasm32"))]
mod forgiving;
mod formula;
#[cfg(not(target_arch = "wasm32"))]
mod guessable;
mod likeness;
mod line;
mod order;
mod search;
mod secret;
#[cfg_attr(target_arch = "wasm32", path = "seen_in_a_browser.rs")]
mod seen;

#[cfg(not(target_arch = "wasm32"))]
pub use forgiving::{Forms, begins_near, is_forgiven, is_near, stems, with_umlauts};
pub use formula::{harmless, unmarked};
pub use likeness::{caseless, skeleton};
pub use line::{line, lines, optional_line, whole};
pub use order::{Collation, sort_key, sort_key_of};
pub use search::{Search, Words, as_typed, is_kept, terms, url_words, words};
pub use secret::Secret;

/// Bytes as they stand in names, addresses and rows: two small hexadecimal digits each.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |bits: u8| char::from_digit(bits.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Flaw {
    Required,
    /// The longest allowed, in characters.
    TooLong(usize),
    /// The shortest allowed, in characters.
    TooShort(usize),
    /// A new password that others guess first.
    Guessable,
    /// Characters that cannot be seen, or that hide others.
    Unprintable,
    NotAnEmail,
    /// Letters, digits, dots, hyphens and underscores only, and neither end may be a sign.
    NotAUserName,
    NotANumber,
    /// The least and the greatest allowed.
    OutOfRange(u32, u32),
    /// Somebody else has it already.
    Taken,
    /// The second entry of a password differs from the first.
    Differs,
    /// The current user's own password was not right.
    WrongPassword,
    /// None of the choices offered.
    NotAChoice,
    /// Small letters, digits and underscores only, the first a letter.
    NotACode,
    /// A word that means something else in an address.
    Reserved,
    /// Two letters of ISO 3166.
    NotARegion,
    /// A host with `http://` or `https://` before it and nothing behind it.
    NotABaseUrl,
    /// No host that the program's settings name.
    NotOwnHost,
    /// Small letters, digits and hyphens only, and neither end may be a hyphen.
    NotAUrlKey,
    /// An amount of money, written as the reader writes it.
    NotAnAmount,
    /// A day, or a moment of it: `2026-03-01 12:00:00`.
    NotATime,
    /// No hash of a password that is accepted.
    NotAHash,
    /// Through one view somebody says what is the same in all of them.
    OfAllViews,
    /// A percentage of 0 to 100 with at most four decimals.
    NotARate,
    /// Something was typed where the default is used.
    DefaultIsUsed,
    /// Currencies of ISO 4217 and what each is worth, one a line.
    NotRates,
    /// Countries of ISO 3166 and what each taxes, in percent, one a line.
    NotTaxRates,
    /// Some view asks prices in a currency that has no rate.
    RatesMissing,
    /// There is no rate for this currency.
    NoRate,
    /// It is what is shown where nothing is named.
    IsDefault,
    /// Whoever is not signed in has no other.
    GuestsGroup,
    /// Another customer group has the name.
    GroupExists,
    /// A percentage of 0 to 100.
    NotAPercentage,
    /// The same of what a rule takes off.
    NotADiscount,
    /// A day, as `2026-11-21`.
    NotADay,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// The highest price is below the lowest.
    PriceToBelowFrom,
    /// The same website, customer group and quantity stand there already.
    SameTier,
    /// So many are more than can be kept.
    TooMany(u32),
    /// What is disabled cannot be the default.
    InactiveDefault,
    /// It would show nothing.
    ShowsNothing,
    /// The only one that there is.
    LastOne,
    /// A category would stand below itself.
    BelowItself,
    /// What stands in several categories stands under one root.
    OtherRoot,
    /// Stores sell what is below it.
    IsRoot,
    /// Products stand below it, and would stand nowhere.
    HasProducts,
    /// Accounts of customers belong to it.
    HasCustomers,
    /// Some addresses have more than one account.
    AccountsCollide,
    /// Nobody would be left who can manage users and roles.
    LastAdministrator,
    /// More than the current user holds himself.
    TooMuch,
    /// The role of whoever would delete it.
    OwnRole,
    /// The account of whoever would delete or deactivate it.
    OwnAccount,
    /// A day that has begun already.
    NotLater,
    /// A code of the second factor that is not right, or was used.
    WrongCode,
    /// The password that it is already.
    SamePassword,
    /// Somebody has the role.
    RoleInUse,
    /// There is an account with this address.
    HasAccount,
    /// An address that looks like one that has an account.
    LooksAlike,
    /// The name or the password is not right; which of them, nobody is told.
    NotSignedIn,
    /// Login as Customer is on, and what is done with it is recorded.
    RecordedWhileOn,
    /// What a guest says of his order is not what it says; which of it, nobody is told.
    NotYourOrder,
    /// Only somebody with the right may change it.
    NotPermitted,
    /// More of one product than a cart holds.
    TooManyInCart,
    /// More different products than a cart holds.
    CartFull,
    /// The product is not in the cart any more.
    NotInCart,
    /// More different products than a wish list holds.
    WishListFull,
    /// The product is not on the wish list any more.
    NotOnWishList,
    /// No pieces were chosen.
    NothingChosen,
    /// More than is left.
    MoreThanLeft,
    /// More money than was paid and not given back.
    MoreThanPaid,
    /// Nothing, or less, would be given back.
    NothingToRefund,
    /// The order has come too far for that, or not far enough.
    NotPossible,
    /// A carrier without a number, or a number without a carrier.
    HalfATrack,
    TooManyComments,
    TooManyTracks,
    /// There is nothing in the cart.
    CartEmpty,
    /// The cart is not as the page showed it.
    CartChanged,
    /// More pieces than may go to several addresses at once.
    TooManyForSeveral(u32),
    /// It costs something else than the page said, or the page said nothing yet.
    TotalChanged,
    /// A sum that no order can have.
    TooMuchMoney,
    /// Fewer pieces can be sold than are wanted.
    NotAvailable,
    /// None can be sold.
    OutOfStock,
    /// The fewest of a product that a cart may hold.
    FewestIs(u32),
    /// The most of it.
    MostIs(u32),
    /// Another product or category is found by it.
    UrlKeyTaken,
    /// No product has it.
    UnknownSku,
    /// More products beside one than are shown.
    TooManyRelated,
    /// Of many things nothing is to be another than it is.
    NothingToChange,
    /// Digits, with signs between them.
    NotAPhone,
    /// The country's post writes them otherwise.
    NotAPostcode,
    /// An address there names one of its regions.
    NotARegionThere,
    /// No more addresses have room.
    AddressBookFull,
    /// A default address stays until another is the default.
    IsDefaultAddress,
    /// Another kind of file, or a picture that breaks off.
    NotAPicture,
    /// The largest file that is taken, in megabytes.
    TooLargeFile(u64),
    /// The most pixels that a picture has, in millions.
    TooManyPixels(u64),
    /// The most files that are taken at once.
    TooManyFiles(usize),
    /// More pictures than a product has.
    TooManyPictures,
    /// Some of the files are not taken, and so none is.
    SomeNotTaken,
}

impl Flaw {
    /// Names it, with its numbers: what two flaws of the same key say is the same.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others have no numbers")]
    pub fn key(self) -> String {
        let name = self.into_str();
        match self {
            Self::TooLong(n) | Self::TooShort(n) | Self::TooManyFiles(n) => format!("{name} {n}"),
            Self::TooLargeFile(n) | Self::TooManyPixels(n) => format!("{name} {n}"),
            Self::TooMany(n) | Self::TooManyForSeveral(n) | Self::FewestIs(n) | Self::MostIs(n) => format!("{name} {n}"),
            Self::OutOfRange(least, most) => format!("{name} {least} {most}"),
            _ => name.to_owned(),
        }
    }
}

/// Makes a newtype over checked text: private field, one way in.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// The flaw to show at the field.
            pub fn parse(text: &str) -> Result<Self, $crate::text::Flaw> {
                let check: fn(&str) -> Result<String, $crate::text::Flaw> = $check;
                check(text).map(Self)
            }
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
    };
}
pub(crate) use checked_text;
