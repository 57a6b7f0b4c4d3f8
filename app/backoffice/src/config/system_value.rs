//! "Use system value": while it is ticked, the field beside it cannot be typed into.

use leptos::{html, prelude::*};

#[island]
pub fn SystemValue(
    /// The field's element id.
    field: String,
    /// The check box's name.
    name: String,
    label: String,
    ticked: bool,
) -> impl IntoView {
    let id = format!("{field}-system");
    let ticks = NodeRef::<html::Input>::new();
    // The box itself says whether it is ticked: whoever was faster than this script keeps what he did.
    let follow = move || {
        let (Some(ticks), Some(field)) = (ticks.get(), document().get_element_by_id(&field)) else { return };
        let _ = field.toggle_attribute_with_force("disabled", ticks.checked());
    };
    Effect::new({
        let follow = follow.clone();
        move |_| follow()
    });
    view! {
        <span class="system-value" translate="no">
            <input type="checkbox" id=id.clone() name=name value="1" checked=ticked node_ref=ticks on:change=move |_| follow() />
            <label for=id>{label}</label>
        </span>
    }
}
