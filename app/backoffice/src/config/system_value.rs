//! "Use system value": while it is ticked, the field beside it cannot be typed into.

use leptos::prelude::*;

#[island]
pub fn SystemValue(
    /// The field's element id.
    field: String,
    /// The check box's name.
    name: String,
    label: String,
    ticked: bool,
) -> impl IntoView {
    let used = RwSignal::new(ticked);
    #[cfg(feature = "hydrate")]
    {
        let field = field.clone();
        Effect::new(move |_| {
            let Some(element) = document().get_element_by_id(&field) else { return };
            let _ = if used.get() { element.set_attribute("disabled", "") } else { element.remove_attribute("disabled") };
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = &field;
    let id = format!("{field}-system");
    view! {
        <span class="system-value">
            <input type="checkbox" id=id.clone() name=name value="1" checked=ticked on:change=move |ev| used.set(event_target_checked(&ev)) />
            <label for=id>{label}</label>
        </span>
    }
}
