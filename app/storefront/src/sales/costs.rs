//! What the order costs, and what there is left to do, told while the checkout is filled in. Without scripts, and while no answer comes, a button asks for it.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, prelude::Closure},
    web_sys::HtmlFormElement,
};
use serde::{Deserialize, Serialize};
use ui::{
    call::{Asking, FromPage, Json, Problem},
    form::{
        Advice,
        saving::{Filled, form_around},
    },
};

/// What an order costs.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostsView {
    /// The lines of the summary: markup.
    pub sums: String,
    /// As the form sends it; empty while it is not known.
    pub total: String,
    /// The button that buys: what it does, and for how much.
    pub place: String,
    /// What the countries that were chosen ask; nothing as the page comes, which says it itself.
    pub advice: Vec<Advice>,
    /// How far the form is filled in: markup, and nothing as the page comes, which says it above the form.
    pub progress: String,
    /// What it comes to as far as it is known; nothing as the page comes, which says it above the form.
    pub so_far: String,
}

/// What says on the page how far its form is filled in.
pub(crate) const PROGRESS: &str = "progress";

/// What says above the form what it comes to, where there is no room for the summary beside it.
pub(crate) const SO_FAR: &str = "so-far";

impl CostsView {
    /// What stands elsewhere on the page.
    fn show(&self) {
        self.advice.iter().for_each(Advice::show);
        if let Some(place) = document().get_element_by_id(PROGRESS) {
            place.set_inner_html(&self.progress);
        }
        if let Some(place) = document().get_element_by_id(SO_FAR) {
            place.set_text_content(Some(&self.so_far));
        }
    }
}

ui::texts! {
    /// The buttons.
    pub struct CostsTexts {
        pub update: String,
        pub review: String,
    }
}

/// What it costs, filled in like that.
#[server(prefix = "/api", endpoint = "checkout/costs", input = Json, output = Json, client = FromPage)]
pub async fn costs(filled: Filled) -> Result<CostsView, Problem> {
    super::checkout::costs(filled).await
}

/// The sums, and the buttons that there are while they are known or not. `field` is the name of the total, `button` that of the buttons.
#[island]
pub fn OrderSummary(view: CostsView, texts: CostsTexts, field: String, button: String) -> impl IntoView {
    let asking = Asking::<CostsView>::default();
    let around = NodeRef::<html::Div>::new();
    let (is_awake, known) = (RwSignal::new(false), StoredValue::new(view));
    let now = move || asking.answer.get().unwrap_or_else(|| known.get_value());
    let form = move || around.get_untracked().and_then(|around| around.closest("form").ok().flatten()?.dyn_into::<HtmlFormElement>().ok());
    Effect::new(move |_| {
        let Some(form) = form() else { return };
        is_awake.set(true);
        let asked = form.clone();
        let ask = move || {
            let form = asked.clone();
            asking.ask(move || Some(costs(form_around(form).filled())));
        };
        // What was filled in before it woke is told at once.
        if form_around(form.clone()).is_begun() {
            ask();
        }
        let ask = Closure::<dyn Fn()>::new(ask);
        let _ = form.add_event_listener_with_callback("change", ask.as_ref().unchecked_ref());
        // As long as the page is.
        ask.forget();
    });
    Effect::new(move |_| asking.answer.with(|view| view.iter().for_each(CostsView::show)));
    let is_known = move || !now().total.is_empty();
    view! {
        <div node_ref=around translate="no">
            <table aria-live="polite"><tbody inner_html=move || now().sums></tbody></table>
            <input type="hidden" name=field value=move || now().total />
            <div class="actions">
                <button class="button update" name=button.clone() value="review" hidden=move || is_awake.get() || !is_known()>
                    {texts.update}
                </button>
                <button class="button primary" name=button.clone() value="review" hidden=is_known>
                    {texts.review}
                </button>
                <button class="button primary" name=button value="place" hidden=move || !is_known()>
                    {move || now().place}
                </button>
            </div>
        </div>
    }
}
