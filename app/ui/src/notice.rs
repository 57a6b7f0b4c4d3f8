//! Messages that a page shows once, after what they tell of: "You saved the role."

use crate::{web::Request, words};
use domain::ids::{CategoryId, CustomerGroupId, OrderId, PriceRuleId, ProductId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is told. It crosses a redirect in a cookie, which others may write as well: so it is one of these, and what it names
/// it names by its identifier. Nobody can put words of his own on a page of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Notice {
    AccountSaved,
    AddressSaved,
    AddressDeleted,
    PasswordSaved,
    AddressToConfirm,
    Registered,
    SignedOut,
    LoggedInAs,
    CartAdded(ProductId),
    CartUpdated,
    /// And how many of it there were, for whoever wants it back.
    CartRemoved(ProductId, u32),
    /// Fewer pieces than were taken out.
    CartPutBackInPart(ProductId),
    WishAdded(ProductId),
    WishUpdated(ProductId),
    /// And how many of it were wished for, for whoever wants it back.
    WishRemoved(ProductId, u32),
    WishMoved(ProductId),
    /// A guest has no wish list.
    WishNeedsSignIn,
    CheckoutNeedsSignIn,
    OrderCanceled,
    OrderHeld,
    OrderReleased,
    OrderCommented,
    OrderMailSent,
    InvoiceMailSent,
    ShipmentMailSent,
    CreditMemoMailSent,
    MailQueued,
    OrderNotPossible,
    InvoiceCreated,
    ShipmentCreated,
    TrackAdded,
    TrackKnown,
    TrackRemoved,
    CreditMemoCreated,
    Reordered,
    /// Of which order, and which of its lines could not be added: a bit for each.
    ReorderedInPart(OrderId, u64),
    ConfigSaved,
    ProductSaved,
    PicturesAdded,
    PicturesOrdered,
    PictureSaved,
    PictureDeleted,
    ProductDuplicated,
    ProductDeleted,
    /// How many it was done to.
    ProductsUpdated(u32),
    ProductsDeleted(u32),
    /// It was done to all but some.
    ProductsMissed,
    /// A job does it.
    ProductsActedOn,
    ProductsActCanceled,
    CategorySaved,
    CategoryMoved(Moved),
    CategoryDeleted,
    AttributeSaved,
    AttributeDeleted,
    PriceRuleSaved,
    /// And the revision that it has since, for whoever wants it back; so has a group of customers.
    PriceRuleDeleted(PriceRuleId, i64),
    PriceRuleRestored,
    CustomerGroupSaved,
    CustomerGroupDeleted(CustomerGroupId, i64),
    CustomerGroupRestored,
    WebsiteSaved,
    WebsiteDeleted,
    StoreSaved,
    StoreDeleted,
    StoreViewSaved,
    StoreViewDeleted,
    RoleSaved,
    RoleDeleted,
    UserSaved,
    UserInvited,
    UserUnlocked,
    UserDeleted,
    OneSessionEnded,
    OtherSessionsEnded,
    SessionsRevoked,
    LinkMailed,
    OwnAccountSaved,
    FactorReset,
    FactorRemoved,
    SignInAgain,
    PasswordUpdated,
    ResetMailed,
    CustomerSaved,
    CustomerUnlocked,
    CustomerCreated,
    PasswordResetSent,
    CustomerDeleted,
    VisitClosed,
    /// What the customer decided of remote shopping assistance.
    ConsentGiven,
    ConsentWithdrawn,
    NewsletterSaved,
    NewsletterRemoved,
    /// It was saved as it was.
    NewsletterUpdated,
    RecentlyViewedCleared,
    /// How many pieces of a guest's cart did not fit into the customer's.
    CartLeftBehind(u32),
    /// A form came when nobody was signed in any more.
    SessionEnded,
    ViewKept,
    ViewReplaced,
    ViewUnknown,
    ViewForgotten,
    ViewsFull,
    ExportAsked,
    ExportDeleted,
    ExportsFull,
    ExportTooLong,
    ImportBegun,
    ImportCanceled,
    ImportsFull,
    LogsRestored,
    LogsVerifying,
    VerifyCanceled,
    RestoreCanceled,
    ColumnsChosen,
    /// What was looked at in another store.
    NotInThisStore,
    CacheFlushed,
    ReindexBegun,
    ReindexCanceled,
}

/// From where to where a category was moved, each with what it stands under (nothing, if it is a root) and its place there; and the revision
/// that it has since: for whoever wants it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub category: CategoryId,
    pub from: (Option<CategoryId>, u32),
    pub to: (Option<CategoryId>, u32),
    pub revision: i64,
}

/// A notice, and the name of what it tells of as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub notice: Notice,
    /// Empty if it names nothing. Of an order of which something was left out: what, and why, one a line.
    pub name: String,
}

impl Notice {
    pub fn to_cookie(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn from_cookie(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Notice {
    /// The product that it names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others name none, or something else")]
    pub const fn product(&self) -> Option<ProductId> {
        match self {
            Self::CartAdded(id) | Self::CartRemoved(id, _) | Self::CartPutBackInPart(id) => Some(*id),
            Self::WishAdded(id) | Self::WishUpdated(id) | Self::WishRemoved(id, _) | Self::WishMoved(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether something of what was wanted could not be done.
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::ExportsFull
                | Self::ExportTooLong
                | Self::ImportsFull
                | Self::ProductsMissed
                | Self::CartPutBackInPart(_)
                | Self::ReorderedInPart(..)
                | Self::CartLeftBehind(_)
                | Self::OrderNotPossible
                | Self::ViewsFull
                | Self::ViewUnknown
        )
    }
}

/// The notice of a request, and what can be done about it.
pub fn notice(request: &Request, act: Option<AnyView>) -> Option<AnyView> {
    let told = request.notice.as_ref()?;
    let class = if told.notice.is_warning() { "notice warning" } else { "notice success" };
    let text = words::notice(request.language, told);
    Some(view! { <div class="notices"><div class=class><p class="text" role="status">{text}</p> {act}</div></div> }.into_any())
}
