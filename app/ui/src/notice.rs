//! Messages that a page shows once, after what they tell of: "You saved the role."

use crate::{t, web::Request};
use domain::stores::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is told. It crosses a redirect in a cookie, so it holds no secret, and what it names is shown as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    AccountSaved,
    PasswordSaved,
    Registered,
    SignedOut,
    LoggedInAs(String),
    CartAdded(String),
    CartUpdated,
    CartRemoved(String),
    ConfigSaved,
    RoleSaved,
    RoleDeleted,
    UserSaved,
    CustomerSaved,
    VisitClosed,
}

impl Notice {
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::AccountSaved => t!(language, notice.account_saved).to_owned(),
            Self::PasswordSaved => t!(language, notice.password_saved).to_owned(),
            Self::Registered => t!(language, notice.registered).to_owned(),
            Self::SignedOut => t!(language, notice.signed_out).to_owned(),
            Self::LoggedInAs(name) => t!(language, notice.logged_in_as, name = name.as_str()),
            Self::CartAdded(name) => t!(language, notice.cart_added, name = name.as_str()),
            Self::CartUpdated => t!(language, notice.cart_updated).to_owned(),
            Self::CartRemoved(name) => t!(language, notice.cart_removed, name = name.as_str()),
            Self::ConfigSaved => t!(language, notice.config_saved).to_owned(),
            Self::RoleSaved => t!(language, notice.role_saved).to_owned(),
            Self::RoleDeleted => t!(language, notice.role_deleted).to_owned(),
            Self::UserSaved => t!(language, notice.user_saved).to_owned(),
            Self::CustomerSaved => t!(language, notice.customer_saved).to_owned(),
            Self::VisitClosed => t!(language, notice.visit_closed).to_owned(),
        }
    }

    pub fn to_cookie(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn from_cookie(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The notices of a request.
pub fn notices(request: &Request) -> impl IntoView + use<> {
    let items: Vec<String> = request.notices.iter().map(|n| n.text(request.language)).collect();
    (!items.is_empty()).then(|| {
        view! { <div class="notices" role="status">{items.into_iter().map(|text| view! { <p class="notice success">{text}</p> }).collect_view()}</div> }
    })
}
