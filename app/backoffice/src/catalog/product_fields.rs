//! The fields of a product: what stands of it in all views, in one, and on a website; how they stand on its page, and how they are read.

use super::{
    DESCRIPTION, In, NAME, TEXTS, URL_KEY, attribute_slots, base_currency,
    category_boxes::{self, CATEGORIES},
    meta::{self, META},
    name_makes_url_key, product_attributes, snapshot, with_boxes, worded,
};
use domain::caller::{Permit, right};
use domain::{
    cart::MOST_OF_ONE,
    catalog::{
        attribute::Values,
        edit::{Description, EditedCategory, EditedProduct, stock},
        selling::{Selling, Visibility, sku, skus},
        stock::{Backorders, Inventory, MOST_SET},
    },
    config::{Reach, Setting},
    failure::Failure,
    ids::ProductId,
    money::{Currency, Money},
    stores::{Language, Shop},
    text::{Flaw, whole},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use store::{OfAllViews, Store};
use ui::{
    form::{Field, Fields, Form, Group, Inheriting, Snapshot},
    format::{self, signs},
    t,
    web::Request,
    words,
};

/// Read with the currency that it is of, and as the reader writes numbers.
pub(super) static PRICE: Inheriting<String> =
    Inheriting::new(Field::amount("price", |l| t!(l, catalog.price), |text| Ok(text.to_owned())), "price-system", |l| {
        t!(l, catalog.use_default)
    });
static SHORT: Inheriting<Description> = Inheriting::new(
    Field::text_area("short_description", |l| t!(l, catalog.short_description), Description::parse).optional(),
    "short_description-system",
    |l| t!(l, catalog.use_default),
);
// What follows is the same in all views.
static SKU: Field<String> = Field::line("sku", |l| t!(l, catalog.sku), sku).example("EXAMPLE-1");
static ENABLED: Field<bool> = Field::check_box("enabled", |l| t!(l, catalog.enable_product));
static VISIBILITY: Field<Visibility> = Field::choice("visibility", |l| t!(l, catalog.visibility), visibilities, Visibility::parse);
static STOCK: Field<u32> = Field::number("quantity", |l| t!(l, catalog.quantity), stock);
static IN_STOCK: Field<bool> = Field::choice("in_stock", |l| t!(l, catalog.stock_status), stock_statuses, yes);
static RELATED: Field<Vec<String>> =
    Field::text_area("related", |l| t!(l, catalog.related), skus).optional().hint(|l| t!(l, catalog.related_hint)).example("");
/// Nothing that is stored: what a change of the URL key means.
static REDIRECT: Field<bool> = Field::check_box("redirect", |l| t!(l, catalog.redirect));

static MANAGE: Inheriting<bool> = Inheriting::new(
    Field::choice("manage_stock", |l| words::setting(l, Setting::ManageStock), yes_or_no, yes),
    "manage_stock-system",
    |l| t!(l, catalog.use_config),
);
static LEAST: Inheriting<u32> = Inheriting::new(
    Field::number("min_sale_qty", |l| words::setting(l, Setting::MinSaleQty), |text| whole(text, 1, MOST_OF_ONE)),
    "min_sale_qty-system",
    |l| t!(l, catalog.use_config),
);
static MOST: Inheriting<u32> = Inheriting::new(
    Field::number("max_sale_qty", |l| words::setting(l, Setting::MaxSaleQty), |text| whole(text, 1, MOST_OF_ONE)),
    "max_sale_qty-system",
    |l| t!(l, catalog.use_config),
);
static BACKORDERS: Inheriting<Backorders> = Inheriting::new(
    Field::choice(
        "backorders",
        |l| words::setting(l, Setting::Backorders),
        |l| Backorders::ALL.map(|how| (how.code().to_owned(), words::option(l, Setting::Backorders, how.code()).to_owned())).into(),
        |code| Backorders::from_code(code).ok_or(Flaw::NotAChoice),
    ),
    "backorders-system",
    |l| t!(l, catalog.use_config),
);
static THRESHOLD: Inheriting<u32> = Inheriting::new(
    Field::number("min_qty", |l| words::setting(l, Setting::MinQty), |text| whole(text, 0, MOST_SET)),
    "min_qty-system",
    |l| t!(l, catalog.use_config),
);
static NOTIFY: Inheriting<u32> = Inheriting::new(
    Field::number("notify_stock_qty", |l| words::setting(l, Setting::NotifyStockQty), |text| whole(text, 0, MOST_SET)),
    "notify_stock_qty-system",
    |l| t!(l, catalog.use_config),
);

/// The button that saves and goes on to a copy.
pub(super) static DO: Field<bool> = Field::button("do", |code| Ok(code == DUPLICATE));
pub(super) const DUPLICATE: &str = "duplicate";

const BEFORE: Group = &[&ENABLED.spec, &SKU.spec, &VISIBILITY.spec];
const OF_A_SCOPE: Group = &[&PRICE.value.spec, &PRICE.system.spec, &SHORT.value.spec, &SHORT.system.spec, &REDIRECT.spec, &DO.spec];
const OF_ALL_VIEWS: Group = &[&STOCK.spec, &IN_STOCK.spec, &CATEGORIES.spec, &RELATED.spec];
const INVENTORY: Group = &[
    &MANAGE.value.spec,
    &MANAGE.system.spec,
    &LEAST.value.spec,
    &LEAST.system.spec,
    &MOST.value.spec,
    &MOST.system.spec,
    &BACKORDERS.value.spec,
    &BACKORDERS.system.spec,
    &THRESHOLD.value.spec,
    &THRESHOLD.system.spec,
    &NOTIFY.value.spec,
    &NOTIFY.system.spec,
];
/// As they stand on the page: what is wrong is told in this order.
static FIELDS: LazyLock<Fields> =
    LazyLock::new(|| -> Fields { vec![BEFORE, TEXTS, OF_A_SCOPE, OF_ALL_VIEWS, *attribute_slots::FIELDS, INVENTORY, META].leak() });

pub(super) fn fields() -> Fields {
    *FIELDS
}

pub(super) fn yes(code: &str) -> Result<bool, Flaw> {
    match code {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    }
}

const fn code(is: bool) -> &'static str {
    if is { "1" } else { "0" }
}

fn choices(of: [(&str, &str); 2]) -> Vec<(String, String)> {
    of.map(|(value, label)| (value.to_owned(), label.to_owned())).into()
}

fn yes_or_no(l: Language) -> Vec<(String, String)> {
    choices([("1", t!(l, common.form.yes)), ("0", t!(l, common.form.no))])
}

pub(super) fn stock_statuses(l: Language) -> Vec<(String, String)> {
    choices([("1", t!(l, catalog.in_stock)), ("0", t!(l, catalog.out_of_stock))])
}

pub(super) fn statuses(l: Language) -> Vec<(String, String)> {
    choices([("1", t!(l, catalog.enabled)), ("0", t!(l, catalog.disabled))])
}

pub(super) fn visibilities(l: Language) -> Vec<(String, String)> {
    Visibility::ALL.map(|visibility| (visibility.code().to_owned(), words::visibility(l, visibility).to_owned())).into()
}

/// What the page of a product is made of.
pub(super) struct Around<'a> {
    pub(super) shop: &'a Shop,
    /// The SKUs of what stands beside it.
    pub(super) related: &'a [String],
    pub(super) view: In,
}

impl Around<'_> {
    /// The price that stands in this scope, if it is one of its own, and the one that stands there else.
    fn prices(&self, product: &EditedProduct) -> (Option<Money>, Money) {
        let Some(view) = self.view else { return (Some(product.price), product.price) };
        let own = self.shop.stores.website_of_view(view).and_then(|w| product.prices.get(&w.id)).copied();
        (own, self.shop.view(view).map_or(product.price, |served| served.base_price(product.price)))
    }

    /// What a price of this scope is in: a website's own is in what it was asked in, whatever the website asks by now.
    fn currency(&self, product: &EditedProduct) -> Currency {
        let website = self.view.and_then(|view| self.shop.stores.website_of_view(view));
        website.map_or(product.price.currency(), |w| product.prices.get(&w.id).map_or(w.currency, |own| own.currency()))
    }

    pub(super) fn stored(&self, request: &Request, product: &EditedProduct) -> Snapshot {
        let price = self.prices(product).0.map(|price| price.written(signs(request.language))).unwrap_or_default();
        let (selling, short) = (&product.selling, product.short.said_in(self.view).unwrap_or_default());
        let own = &selling.inventory;
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let snapshot = snapshot(product.revision, &product.texts, self.view);
        let snapshot = meta::stored(snapshot, &product.meta, self.view);
        product_attributes::stored(snapshot, &self.shop.attributes, &product.attributes, self.view)
            .with(&PRICE.value, price)
            .with(&SHORT.value, short)
            .with(&SKU, product.sku.clone())
            .ticked(&ENABLED, selling.enabled)
            .with(&VISIBILITY, selling.visibility.code())
            .with_all(&CATEGORIES, product.categories.iter().map(ToString::to_string))
            .with(&STOCK, product.stock.to_string())
            .with(&IN_STOCK, code(selling.in_stock))
            .with(&RELATED, self.related.join("\n"))
            .with(&MANAGE.value, own.manage.map(code).unwrap_or_default())
            .with(&LEAST.value, number(own.least))
            .with(&MOST.value, number(own.most))
            .with(&BACKORDERS.value, own.backorders.map(Backorders::code).unwrap_or_default())
            .with(&THRESHOLD.value, number(own.threshold))
            .with(&NOTIFY.value, number(own.notify))
    }

    /// With what can be chosen, and what is inherited.
    pub(super) fn offered(&self, request: &Request, product: &EditedProduct, form: Form) -> Form {
        let form = self.attributes_offered(request, self.arranged(request, form), &product.attributes);
        let (_, inherited) = self.prices(product);
        let label = t!(request.language, catalog.price_in, currency = self.currency(product).code());
        let form = worded(request, form, &product.texts, self.view).labelled(&PRICE.value, label);
        let form = meta::offered(request, form, &product.meta, self.view);
        if self.view.is_none() {
            return form.without(&PRICE.system).without(&SHORT.system);
        }
        let called = t!(request.language, catalog.use_default);
        form.inheriting(&PRICE.value, called, inherited.written(signs(request.language))).inheriting(
            &SHORT.value,
            called,
            product.short.all.clone(),
        )
    }

    /// The same of a product that is not there yet.
    pub(super) fn offered_new(&self, request: &Request, currency: Currency, form: Form) -> Form {
        let label = t!(request.language, catalog.price_in, currency = currency.code());
        let form = meta::for_all(self.attributes_offered(request, self.arranged(request, form), &Values::new()));
        name_makes_url_key(request, form)
            .labelled(&PRICE.value, label)
            .without(&NAME.system)
            .without(&URL_KEY.system)
            .without(&DESCRIPTION.system)
            .without(&PRICE.system)
            .without(&SHORT.system)
            .without(&REDIRECT)
    }

    /// What is of all views is shown in one, and not changed there.
    fn arranged(&self, request: &Request, form: Form) -> Form {
        if self.view.is_some() {
            let form = INVENTORY.iter().fold(form.without(&RELATED).without(&CATEGORIES), |form, spec| form.without(spec));
            return [&SKU.spec, &ENABLED.spec, &VISIBILITY.spec, &STOCK.spec, &IN_STOCK.spec]
                .into_iter()
                .fold(form, |form, spec| form.lock(spec));
        }
        let (called, rules) = (t!(request.language, catalog.use_config), self.shop.config.stock_rules());
        form.inheriting(&MANAGE.value, called, code(rules.manage))
            .inheriting(&LEAST.value, called, rules.least.to_string())
            .inheriting(&MOST.value, called, rules.most.to_string())
            .inheriting(&BACKORDERS.value, called, rules.backorders.code())
            .inheriting(&THRESHOLD.value, called, rules.threshold.to_string())
            .inheriting(&NOTIFY.value, called, rules.notify.to_string())
    }

    /// The form as it came, with ticked boxes in the place of their fields.
    pub(super) fn with_boxes(&self, form: Form) -> Form {
        let form = meta::with_boxes(with_boxes(form, self.view), self.view);
        let form = product_attributes::with_boxes(form, &self.shop.attributes, self.view);
        if self.view.is_some() {
            return form.with_box(&PRICE).with_box(&SHORT);
        }
        form.with_box(&MANAGE).with_box(&LEAST).with_box(&MOST).with_box(&BACKORDERS).with_box(&THRESHOLD).with_box(&NOTIFY)
    }

    pub(super) fn price(&self, request: &Request, product: Option<&EditedProduct>, form: &mut Form) -> Option<Money> {
        let currency = product.map_or_else(|| base_currency(self.shop), |product| self.currency(product));
        match form.own(&PRICE).map(|text| Money::read(&text, currency, signs(request.language))).transpose() {
            Ok(price) => price,
            Err(flaw) => {
                form.flaw(&PRICE.value, flaw);
                None
            }
        }
    }
}

pub(super) fn short(form: &mut Form) -> Option<String> {
    form.own(&SHORT).map(|text| text.to_string())
}

pub(super) fn redirects(form: &Form) -> bool {
    form.is_filled(&REDIRECT)
}

/// With the box that a change of the URL key asks.
pub(super) fn with_redirect(form: Form) -> Form {
    form.filled(&REDIRECT, "1")
}

/// What a new product begins with.
pub(super) fn begun(form: Form) -> Form {
    form.filled(&ENABLED, "1").filled(&VISIBILITY, Visibility::default().code()).filled(&IN_STOCK, "1").filled(&STOCK, "0")
}

/// What is of all views, as it was typed; what is wrong with it stands at its field.
pub(super) async fn of_all(
    store: &Store,
    permit: &Permit<right::Products>,
    mut form: Form,
    is_new: bool,
) -> Result<(Form, Option<OfAllViews>), Failure> {
    let inventory = Inventory {
        manage: form.own(&MANAGE),
        least: form.own(&LEAST),
        most: form.own(&MOST),
        backorders: form.own(&BACKORDERS),
        threshold: form.own(&THRESHOLD),
        notify: form.own(&NOTIFY),
    };
    if let (Some(least), Some(most)) = (inventory.least, inventory.most)
        && least > most
    {
        form.flaw(&LEAST.value, Flaw::OutOfRange(1, most));
    }
    let (sku, visibility, in_stock, related) = (form.get(&SKU), form.get(&VISIBILITY), form.get(&IN_STOCK), form.get(&RELATED));
    let stock = if is_new { form.get(&STOCK) } else { form.changed(&STOCK) };
    let categories = if is_new || form.has_changed(&CATEGORIES) { form.all(&CATEGORIES) } else { None };
    if categories.as_ref().is_some_and(BTreeSet::is_empty) {
        form.flaw(&CATEGORIES, Flaw::Required);
    }
    let (Some(sku), Some(visibility), Some(in_stock), Some(related)) = (sku, visibility, in_stock, related) else {
        return Ok((form, None));
    };
    let related: Vec<ProductId> = match store.by(permit).with_skus(&related).await? {
        Ok(related) => related,
        Err(unknown) => {
            form.flaw(&RELATED, Flaw::UnknownSku);
            let which = format::list(form.language().tag(), &unknown);
            return Ok((form.detailed(&RELATED, which), None));
        }
    };
    let selling = Selling { enabled: form.is_filled(&ENABLED), visibility, in_stock, inventory };
    Ok((form, Some(OfAllViews { sku, selling, related, categories, stock })))
}

/// Before the texts.
pub(super) fn before(form: &Form) -> AnyView {
    view! { {form.field(&ENABLED)} {form.field(&SKU)} {form.field(&VISIBILITY)} }.into_any()
}

/// Behind the URL key.
pub(super) fn behind(language: Language, form: &Form) -> AnyView {
    view! {
        {form.field(&REDIRECT)}
        {form.inheriting_field(&PRICE, words::reach(language, Reach::Website), None)}
        {form.field(&STOCK)}
        {form.field(&IN_STOCK)}
        {form.inheriting_field(&SHORT, words::reach(language, Reach::StoreView), None)}
    }
    .into_any()
}

/// What stands in cards of its own.
pub(super) fn more(request: &Request, shop: &Shop, form: &Form, all_categories: &[EditedCategory], view: In) -> AnyView {
    let language = request.language;
    let all = words::reach(language, Reach::Global);
    let categories = view.is_none().then(|| {
        let hint = t!(language, catalog.categories_hint);
        view! { <section class="card" id="product-categories">{category_boxes::fieldset(language, all_categories, form, Some(hint))}</section> }
    });
    let inventory = view.is_none().then(|| {
        view! {
            <section class="card">
                <fieldset>
                    <legend>{t!(language, catalog.advanced_inventory)}</legend>
                    {form.inheriting_field(&MANAGE, all, None)}
                    {form.inheriting_field(&LEAST, all, None)}
                    {form.inheriting_field(&MOST, all, None)}
                    {form.inheriting_field(&BACKORDERS, all, None)}
                    {form.inheriting_field(&THRESHOLD, all, None)}
                    {form.inheriting_field(&NOTIFY, all, None)}
                </fieldset>
            </section>
        }
    });
    let related = view.is_none().then(|| {
        view! {
            <section class="card">
                <fieldset class="labelled"><legend>{t!(language, catalog.related_products)}</legend>{form.field(&RELATED)}</fieldset>
            </section>
        }
    });
    view! {
        {categories}
        {product_attributes::card(request, form, &shop.attributes)}
        {inventory}
        {meta::card(language, form, t!(language, catalog.seo))}
        {related}
    }
    .into_any()
}
