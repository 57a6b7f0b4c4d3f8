//! The one form element of both halves. It carries the identity that it was rendered for, what its page showed, and whether that was made of
//! what somebody had typed, so that no page can forget to.

use super::{
    super::{BEGUN, IDENTITY, SHOWN},
    Form,
};
use crate::web::Request;
use domain::ids::IdentityId;
use leptos::prelude::*;

/// A form that posts. Without fields it is a button: Sign Out, Remove.
pub struct Post {
    action: String,
    class: Option<&'static str>,
    id: Option<&'static str>,
    target: Option<&'static str>,
    encoding: Option<&'static str>,
    keeps: Option<&'static str>,
    typed: Option<&'static str>,
    identity: String,
    shown: Option<String>,
    /// What its form begins with, and whether the page says it.
    begins: Option<String>,
    is_guarded: bool,
    errors: Option<AnyView>,
    legend: Option<AnyView>,
}

impl Post {
    pub fn to(request: &Request, action: impl Into<String>) -> Self {
        let identity = request.caller.identity().to_string();
        Self {
            action: action.into(),
            class: None,
            id: None,
            target: None,
            encoding: None,
            keeps: None,
            typed: None,
            identity,
            shown: None,
            begins: None,
            is_guarded: false,
            errors: None,
            legend: None,
        }
    }

    /// To another address than the page's own: a page may have several forms.
    #[must_use]
    pub fn at(mut self, action: impl Into<String>) -> Self {
        self.action = action.into();
        self
    }

    /// For whoever has just signed in: this request was not his yet.
    #[must_use]
    pub fn identity(mut self, identity: IdentityId) -> Self {
        self.identity = identity.to_string();
        self
    }

    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = Some(class);
        self
    }

    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }

    #[must_use]
    pub fn in_new_tab(mut self) -> Self {
        self.target = Some("_blank");
        self
    }

    /// Files go with it.
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.encoding = Some("multipart/form-data");
        self
    }

    /// What is typed stays with the browser's step to the page: whoever comes back to it finds that again (`frontend/keeps.js`).
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.keeps = Some("1");
        self
    }

    /// What is typed into it is guarded until it is saved. Its page says what it begins with: once it came back, this tells what was typed.
    #[must_use]
    pub fn guarded(mut self) -> Self {
        self.is_guarded = true;
        self
    }

    /// What a form shows that its page draws itself.
    #[must_use]
    pub fn showing(mut self, form: &Form) -> Self {
        (self.shown, self.begins, self.typed) = (form.shown(), form.begins(), (!form.typed.is_empty()).then_some("1"));
        self
    }

    /// The element, around its fields and buttons.
    pub fn around<V: IntoView + 'static>(self, inside: V) -> AnyView {
        let Self { action, class, id, target, encoding, keeps, typed, identity, shown, begins, is_guarded, errors, legend } = self;
        let begins = begins.filter(|_| is_guarded);
        // Types as deep as a whole page are more than the compiler takes.
        let inside = inside.into_any();
        view! {
            <form id=id method="post" action=action class=class target=target enctype=encoding data-keeps=keeps data-typed=typed novalidate>
                <input type="hidden" name=IDENTITY value=identity />
                {shown.map(|shown| view! { <input type="hidden" name=SHOWN value=shown /> })}
                {begins.map(|begins| view! { <input type="hidden" name=BEGUN value=begins /> })}
                {errors}
                {legend}
                {inside}
            </form>
        }
        .into_any()
    }
}

impl Form {
    /// The form's own element: it posts to its page, and begins with what is wrong as a whole.
    pub fn post(&self, request: &Request) -> Post {
        Post { errors: self.errors(), legend: self.legend(), ..Post::to(request, request.here()).showing(self) }
    }
}
