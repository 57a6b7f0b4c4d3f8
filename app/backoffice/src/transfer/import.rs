//! Import: what a file is of, what is to be done with it, and the file. It is checked first, which changes nothing.

use super::running;
use crate::layout;
use domain::{
    caller::{Permit, right},
    failure::Failure,
    stores::Language,
    text::{Flaw, line, whole},
    transfer::{Behavior, Entity, Strategy},
};
use leptos::prelude::*;
use store::{ImportDraft, Store};
use ui::{
    form::{Field, Fields, Form, Group},
    format,
    notice::Notice,
    t,
    web::{Arrived, Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/system/import";
/// So much of what a file was called is told.
const LONGEST: usize = 100;

static ENTITY: Field<Entity> =
    Field::choice("entity", |l| t!(l, transfer.import.entity), entities, |code| Entity::from_code(code).ok_or(Flaw::NotAChoice));
static BEHAVIOR: Field<Behavior> = Field::choice(
    "behavior",
    |l| t!(l, transfer.import.behavior),
    |l| Behavior::ALL.iter().map(|of| (of.code().to_owned(), words::behavior(l, of).to_owned())).collect(),
    |code| Behavior::from_code(code).ok_or(Flaw::NotAChoice),
);
static STRATEGY: Field<Strategy> = Field::choice(
    "validation_strategy",
    |l| t!(l, transfer.import.strategy),
    |l| Strategy::ALL.iter().map(|of| (of.code().to_owned(), words::strategy(l, of).to_owned())).collect(),
    |code| Strategy::from_code(code).ok_or(Flaw::NotAChoice),
);
static ALLOWED: Field<u32> = Field::number("allowed_error_count", |l| t!(l, transfer.import.allowed), |text| whole(text, 0, 1_000_000))
    .hint(|l| t!(l, transfer.import.allowed_hint));
static FILE: Field<()> = Field::file("import_file", |l| t!(l, transfer.import.file), |_| Ok(()));
static IMAGES: Field<()> =
    Field::archive("images_archive", |l| t!(l, transfer.import.images), |_| Ok(())).hint(|l| t!(l, transfer.import.images_hint));
const SETTINGS: Group = &[&ENTITY.spec, &BEHAVIOR.spec, &STRATEGY.spec, &ALLOWED.spec];
const BROUGHT: Group = &[&FILE.spec, &IMAGES.spec];
pub(super) static FIELDS: Fields = &[SETTINGS, BROUGHT];

pub(super) fn entities(language: Language) -> Vec<(String, String)> {
    Entity::ALL.iter().map(|of| (of.code().to_owned(), words::entity(language, of).to_owned())).collect()
}

pub(super) async fn show(_: Store, request: Request, _: Permit<right::Import>) -> Result<Reply, Failure> {
    let form = Form::new(FIELDS, &request);
    let form = form.filled(&ENTITY, Entity::CustomerComposite.code()).filled(&BEHAVIOR, Behavior::Append.code());
    Ok(page(&request, form.filled(&STRATEGY, Strategy::StopOnErrors.code()).filled(&ALLOWED, "10")))
}

/// What a file was called, as far as it is worth being told. What hides something is no name here either.
fn called(arrived: &Arrived) -> String {
    let name = arrived.called.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    line(&name, LONGEST).unwrap_or_else(|_| "import.csv".to_owned())
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let (entity, behavior) = (form.get(&ENTITY), form.get(&BEHAVIOR));
    let (strategy, allowed) = (form.get(&STRATEGY), form.get(&ALLOWED));
    let brought = |field: &Field<()>| request.arrived.iter().find(|arrived| arrived.field == field.name);
    let (arrived, images) = (brought(&FILE), brought(&IMAGES));
    let too_large = || Flaw::TooLargeFile(request.config.largest_import() / 1_000_000);
    match arrived {
        None => form.flaw(&FILE, Flaw::Required),
        Some(Arrived { content: None, .. }) => form.flaw(&FILE, too_large()),
        Some(_) => {}
    }
    if images.is_some_and(|images| images.content.is_none()) {
        form.flaw(&IMAGES, too_large());
    }
    let content = arrived.and_then(|arrived| arrived.content.as_ref());
    if let (Some(entity), Some(behavior), Some(strategy), Some(allowed), Some(arrived), Some(content), true) =
        (entity, behavior, strategy, allowed, arrived, content, form.is_clean())
    {
        let by = store.by(&permit);
        let id = by.new_transfer();
        let (from, to) = ((**content).as_ref(), (**content).as_ref().with_file_name(format!("{id}.csv")));
        let bytes = std::fs::metadata(from).map(|facts| facts.len()).map_err(|_| Failure::Unavailable)?;
        // Nothing else has pictures.
        let images = images.and_then(|images| images.content.as_ref()).filter(|_| entity == Entity::CatalogProduct);
        let beside = to.with_extension("zip");
        if let Some(images) = images {
            std::fs::rename((**images).as_ref(), &beside).map_err(|_| Failure::Unavailable)?;
        }
        std::fs::rename(from, &to).map_err(|_| Failure::Unavailable)?;
        let draft = ImportDraft {
            id,
            language: request.language,
            entity,
            behavior,
            strategy,
            allowed: i64::from(allowed),
            name: called(arrived),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        };
        let asked = by.check_import(draft).await;
        if !matches!(asked, Ok(true)) {
            // Nobody looks for it there.
            let _ = std::fs::remove_file(&to);
            let _ = std::fs::remove_file(&beside);
        }
        match asked {
            Ok(true) => return Ok(Reply::see_other(running::address(id))),
            Ok(false) => return Ok(Reply::see_other(PATH).notice(Notice::ImportsFull)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&request, form).status(status))
}

fn page(request: &Request, form: Form) -> Reply {
    let language = request.language;
    let title = t!(language, transfer.import.title);
    let largest = format::bytes(language, request.config.largest_import());
    let form = form.hinted(&FILE, t!(language, transfer.import.file_hint, largest = largest.as_str()));
    layout::page(request, title, || {
        let samples = Entity::ALL.iter().map(|of| {
            let at = format!("{PATH}/samples/{}", of.code());
            view! { <li><a href=at>{words::entity(language, of)}</a></li> }
        });
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(language, transfer.import.lead)}</p>
            <div class="beside">
                {form.post(request).with_files().class("card").around(view! {
                    {form.fieldset(|l| t!(l, transfer.import.settings), SETTINGS)}
                    {form.fieldset(|l| t!(l, transfer.import.brought), BROUGHT)}
                    <p class="actions"><button class="button primary">{t!(language, transfer.import.check)}</button></p>
                })}
                <section class="card" aria-labelledby="about-files">
                    <h2 id="about-files">{t!(language, transfer.import.about)}</h2>
                    <ul class="bullets">
                        <li>{t!(language, transfer.import.about_cells)}</li>
                        <li>{t!(language, transfer.import.about_texts)}</li>
                        <li>{t!(language, transfer.import.about_images)}</li>
                        <li>{t!(language, transfer.import.about_behaviors)}</li>
                        <li>{t!(language, transfer.import.about_related)}</li>
                        <li>{t!(language, transfer.import.about_passwords)}</li>
                        <li>{t!(language, transfer.import.about_consent)}</li>
                    </ul>
                    <h3>{t!(language, transfer.import.samples)}</h3>
                    <ul class="links">{samples.collect_view()}</ul>
                </section>
            </div>
        }
    })
}

/// The columns of a file, and a line that shows how they are filled in.
pub(super) async fn sample(_: Store, request: Request, _: Permit<right::Import>) -> Result<Reply, Failure> {
    let entity = request.param("entity").and_then(Entity::from_code).ok_or(Failure::NotFound)?;
    let columns = entity.columns();
    let line = columns.iter().map(|column| example(column)).collect::<Vec<_>>();
    let text = format!("\u{feff}{}\r\n{}\r\n", columns.join(","), line.join(","));
    Ok(Reply { body: ui::web::Body::Csv { text, name: format!("{}.csv", entity.code()) }, ..Reply::page(String::new()) })
}

/// What may stand in a column.
fn example(column: &str) -> &'static str {
    match column {
        "email" => "ada@example.com",
        "_website" | "product_websites" => "base",
        "firstname" | "_address_firstname" => "Ada",
        "lastname" | "_address_lastname" => "Lovelace",
        "group_id" => "1",
        "created_at" => "2026-03-01 12:00:00",
        "_address_street" => "Am Hafen 1",
        "_address_city" => "Berlin",
        "_address_postcode" => "10115",
        "_address_country_id" => "DE",
        "_address_telephone" => "+49 30 123456",
        "_address_default_billing_" | "_address_default_shipping_" | "product_online" | "is_in_stock" => "1",
        "sku" => "MUG-1",
        "product_type" => "simple",
        "categories" => "Default Category/Kitchen",
        "name" => "Harbour Mug",
        "description" => "Holds tea.",
        "short_description" => "For long mornings.",
        "visibility" => "\"Catalog, Search\"",
        "price" => "12.50",
        "special_price" => "9.99",
        "special_price_from_date" => "2026-11-02",
        "special_price_to_date" => "2026-11-30",
        "url_key" => "harbour-mug-1",
        "qty" => "100",
        "base_image" | "small_image" | "thumbnail_image" => "mug.jpg",
        "base_image_label" => "A blue mug",
        "additional_images" => "\"mug-side.jpg,mug-top.jpg\"",
        "additional_image_labels" => "\"The mug from its side,The mug from above\"",
        _ => "",
    }
}
