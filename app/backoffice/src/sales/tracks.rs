//! The parcels of a shipment: their numbers are added when they are known, and removed when they were wrong.

use super::{
    documents::{self, Shown},
    make, of_kind,
};
use domain::{
    access::Resource,
    caller::{Permit, right},
    failure::Failure,
    sales::document::{Document, Kind, Track},
    text::{Flaw, line},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Field, Fields, Form},
    notice::Notice,
    sales::tracking,
    t,
    web::{Reply, Request},
};

static CARRIER: Field<String> = Field::line("carrier", |l| t!(l, sales.carrier), |text| line(text, make::TRACK_LETTERS))
    .hint(|l| t!(l, sales.carrier_hint))
    .example("DHL");
static NUMBER: Field<String> =
    Field::line("tracking_number", |l| t!(l, sales.tracking_number), |text| line(text, make::TRACK_LETTERS)).example("JD0146");
/// What the button that was pressed asks for.
static DO: Field<String> =
    Field::button("do", |text| if [ADD, REMOVE].contains(&text) { Ok(text.to_owned()) } else { Err(Flaw::NotAChoice) });
const ADD: &str = "add";
const REMOVE: &str = "remove";
pub(super) static FIELDS: Fields = &[&[&CARRIER.spec, &NUMBER.spec], &[&DO.spec]];

fn address(of: &Document) -> String {
    format!("{}/{}/tracks", super::SHIPMENT_PATH, of.id)
}

/// The parcels of a shipment: a table, and for whoever may ship a form that adds to it.
pub(super) fn section(request: &Request, of: &Document, typed: Option<&Form>) -> Option<AnyView> {
    let may = request.caller.holds(Resource::OrdersShip);
    let language = request.language;
    let blank = Form::new(FIELDS, request);
    let form = typed.unwrap_or(&blank);
    let rows = of.tracks.iter().map(|track| {
        let label = t!(language, sales.remove_track, number = track.number.as_str());
        let hidden = |name, value: &str| view! { <input type="hidden" name=name value=value.to_owned() /> };
        let fields = view! {
            {hidden(CARRIER.spec.name, &track.carrier)} {hidden(NUMBER.spec.name, &track.number)}
            <button class="link" name=DO.spec.name value=REMOVE aria-label=label>{t!(language, sales.delete_track)}</button>
        };
        view! {
            <tr>
                <td data-label=t!(language, sales.carrier)>{track.carrier.clone()}</td>
                <td data-label=t!(language, sales.tracking_number)>{tracking(track)}</td>
                {may.then(|| view! { <td>{Form::new(FIELDS, request).post(request).at(address(of)).class("inline").around(fields)}</td> })}
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let table = if rows.is_empty() {
        view! { <p class="empty">{t!(language, sales.no_tracks)}</p> }.into_any()
    } else {
        view! {
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, sales.carrier)}</th>
                    <th scope="col">{t!(language, sales.tracking_number)}</th>
                    {may.then(|| view! { <th scope="col">{t!(language, sales.action)}</th> })}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let fields = view! {
        {form.group(FIELDS.first().copied().unwrap_or_default())}
        <p class="actions"><button class="button" name=DO.spec.name value=ADD>{t!(language, sales.add_track)}</button></p>
    };
    (of.kind == Kind::Shipment).then(|| {
        view! {
            <section class="card screen-only" id="tracks">
                <h2>{t!(language, sales.shipping_information)}</h2>
                {table}
                {may.then(|| form.post(request).at(address(of)).around(fields))}
            </section>
        }
        .into_any()
    })
}

/// Adds a parcel, or removes one.
pub(super) async fn change(store: Store, request: Request, permit: Permit<right::OrdersShip>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let shipment = by.shipment(request.id("id")?).await?;
    let mut form = Form::read(FIELDS, &request);
    let there = || match request.caller.holds(Resource::Shipments) {
        true => format!("{}/{}#tracks", of_kind(Kind::Shipment).path, shipment.id),
        false => super::grid::PATH.to_owned(),
    };
    let (carrier, number, what) = (form.get(&CARRIER), form.get(&NUMBER), form.get(&DO));
    if let (Some(carrier), Some(number), Some(what)) = (carrier, number, what) {
        let track = Track { carrier, number };
        if what == REMOVE {
            by.remove_track(shipment.id, &track).await?;
            return Ok(Reply::see_other(there()).notice(Notice::TrackRemoved));
        }
        match by.add_track(shipment.id, &track).await {
            Ok(is_new) => {
                let notice = if is_new { Notice::TrackAdded } else { Notice::TrackKnown };
                return Ok(Reply::see_other(there()).notice(notice));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    let (order, customer) = by.order(shipment.order).await?;
    let shown = Shown { document: shipment, order, customer, left: None };
    Ok(documents::page(&store, &request, &shown, Some(&form), None).status(status))
}
