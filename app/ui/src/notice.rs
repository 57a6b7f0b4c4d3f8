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
    WishListUpdated,
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
    CartLeftBehind(LeftBehind),
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
    ImportResumed,
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

/// So many products a notice names.
const NAMED: usize = 5;

/// What of a guest's cart did not fit into the customer's: how many pieces, and of which products; of many products the first, and how many
/// more there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    pub pieces: u32,
    pub products: [Option<ProductId>; NAMED],
    pub more: u32,
    /// Whether he has just registered, which is told as well.
    pub has_registered: bool,
}

impl LeftBehind {
    /// Nothing, where all fitted.
    pub fn of(left: &[(ProductId, u32)], has_registered: bool) -> Option<Self> {
        let pieces = left.iter().fold(0_u32, |sum, (_, pieces)| sum.saturating_add(*pieces));
        let mut named = left.iter().map(|(product, _)| *product);
        let products = std::array::from_fn(|_| named.next());
        let more = u32::try_from(named.count()).unwrap_or(u32::MAX);
        (pieces > 0).then_some(Self { pieces, products, more, has_registered })
    }
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
    /// Empty if it names nothing. Of an order of which something was left out: what, and why, one a line; and so products that were left
    /// behind.
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
    let done = if let Notice::CartLeftBehind(left) = told.notice
        && left.has_registered
    {
        Some(one(request, &Told { notice: Notice::Registered, name: String::new() }, None))
    } else {
        None
    };
    Some(view! { <div class="notices">{done} {one(request, told, act)}</div> }.into_any())
}

fn one(request: &Request, told: &Told, act: Option<AnyView>) -> AnyView {
    let class = if told.notice.is_warning() { "notice warning" } else { "notice success" };
    let text = words::notice(request.language, told);
    view! { <div class=class><p class="text" role="status">{text}</p> {act}</div> }.into_any()
}
