//! The guide for shoppers: who may look into an account, and how its owner ends it. Whoever asks may read it before he has an account.

use domain::failure::Failure;
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    guide::{Guide, Part, Step, view},
    t,
    web::{Reply, Request},
    words,
};

pub(super) const PATH: &str = "/assistance/help";

static GUIDE: Guide = Guide {
    title: |l| t!(l, guide.shopper.title),
    lead: None,
    parts: &[
        Part {
            name: "who",
            title: |l| t!(l, guide.shopper.who.title),
            before: &[|l| t!(l, guide.shopper.who.nobody), |l| t!(l, guide.shopper.who.never), |l| t!(l, guide.shopper.who.asked)],
            steps: &[],
            after: &[],
        },
        Part {
            name: "allow",
            title: |l| t!(l, guide.shopper.allow.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.shopper.allow.open)),
                Step::new("switch", |l| t!(l, guide.shopper.allow.switch)).pictured(|l| t!(l, guide.shopper.allow.switch_alt)),
            ],
            after: &[],
        },
        Part {
            name: "see",
            title: |l| t!(l, guide.shopper.see.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.shopper.see.open)),
                Step::new("look", |l| t!(l, guide.shopper.see.look)).pictured(|l| t!(l, guide.shopper.see.look_alt)),
            ],
            after: &[],
        },
        Part {
            name: "end",
            title: |l| t!(l, guide.shopper.end.title),
            before: &[],
            steps: &[
                Step::new("now", |l| t!(l, guide.shopper.end.now)),
                Step::new("forbid", |l| t!(l, guide.shopper.end.forbid)).pictured(|l| t!(l, guide.shopper.end.forbid_alt)),
            ],
            after: &[|l| t!(l, guide.shopper.end.itself)],
        },
    ],
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    // There is nothing to ask about while nobody can come in.
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let (consent, _) = words::consent(request.language, &request.config);
    let own: &[(&str, &str)] = &[("config.system_value.assistance_title", consent.as_str())];
    let title = t!(request.language, guide.shopper.title);
    Ok(crate::layout::page(&store, &request, title, || view(&request, &GUIDE, own)).await)
}

/// The way to it, wherever somebody could ask.
pub(crate) fn link(request: &Request) -> AnyView {
    view! { <a href=request.href(PATH)>{t!(request.language, guide.shopper.ask)}</a> }.into_any()
}
