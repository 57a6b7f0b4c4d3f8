//! Products, and how many pieces there are of each. A line with `store_view_code` says what that view has in place of what stands for all.

mod around;
mod attributes;
mod images;
mod inventory;
mod onto;
pub mod pricing;

pub use around::{Around, Missing, Shelves, missing, with_missing};
pub use images::own_image;

use super::{
    Behavior, Trouble,
    cells::{Cell, Column, Header, Line, flag},
    markup::plain,
    times,
};
use crate::{
    catalog::{
        edit::{Description, EditedProduct, MetaDescription, MetaKeywords, MetaTitle, Name, OwnMeta, OwnTexts, Slug, may_edit, stock},
        pictures::Role,
        price::Special,
        selling::{LONGEST_SKU, Visibility, skus},
    },
    ids::StoreViewId,
    money::{Money, Signs},
    stores::StoreView,
    text::{Flaw, line, optional_line},
    time::Day,
};
use inventory::Wants;
use std::collections::BTreeSet;

pub const SKU: &str = "sku";
/// The columns of a file of stocks.
pub const STOCK: &[&str] = &[SKU, "qty", "is_in_stock"];
/// What tells a product that is deleted, and that a line is but what a view says of it.
pub const NAMED: &[&str] = &[SKU, "store_view_code"];
/// Stands between the names of a path, and between paths.
const BELOW: char = '/';
const BESIDE: char = ',';
/// For programs, without groups: `1,500` is fifteen hundred to some and one and a half to others.
const SIGNS: Signs = Signs { decimal: '.', group: '\0' };
/// The one kind of product that there is: what has variants, is made of others or is downloaded, would be something else here.
const SIMPLE: &str = "simple";
/// What Magento calls it.
const VISIBILITIES: [(Visibility, &str); 4] = [
    (Visibility::NotVisible, "Not Visible Individually"),
    (Visibility::Catalog, "Catalog"),
    (Visibility::Search, "Search"),
    (Visibility::Both, "Catalog, Search"),
];

/// What a line says.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub row: i64,
    pub sku: String,
    /// The code of a view; empty for all.
    pub view: String,
    kind: String,
    name: Cell<Name>,
    url_key: Cell<Slug>,
    description: Cell<Description>,
    short: Cell<Description>,
    meta_title: Cell<MetaTitle>,
    meta_keywords: Cell<MetaKeywords>,
    meta_description: Cell<MetaDescription>,
    price: Cell<String>,
    special_price: Cell<String>,
    special_from: Cell<Day>,
    special_to: Cell<Day>,
    qty: Cell<i64>,
    in_stock: Cell<bool>,
    online: Cell<bool>,
    visibility: Cell<Visibility>,
    categories: Cell<Vec<String>>,
    websites: Cell<Vec<String>>,
    related: Cell<Vec<String>>,
    /// What it says of attributes: of each its code, and what stands behind it.
    attributes: Cell<Vec<(String, String)>>,
    images: images::Wants,
    inventory: Wants,
    /// Of a file of Advanced Pricing: the rows of Customer Group Price that it says something of.
    tiers: Vec<pricing::Wants>,
    does: Behavior,
    /// Whether it says of pieces alone: it makes no product.
    is_of_stock: bool,
}

/// A line as it is written: for all, or for a view.
pub struct Written {
    pub product: EditedProduct,
    pub view: Option<(StoreViewId, String)>,
    /// What is asked there, if that is another price; and for some days.
    pub price: Option<Money>,
    pub special: Special,
    pub categories: String,
    pub websites: String,
    /// SKUs.
    pub related: String,
    pub attributes: String,
}

/// The lines of a product: for all, and for each view that says something else. `related` are the SKUs of what is shown beside it.
pub fn written(product: EditedProduct, related: &[String], around: &Around<'_>) -> Vec<Written> {
    let beside = BESIDE.to_string();
    let line = |view: Option<(StoreViewId, String)>, price, special| Written {
        categories: around.paths(&product).join(&beside),
        websites: around.sold_in(product.root).join(&beside),
        related: related.join(&beside),
        attributes: attributes::written(around.attributes, &product.attributes, view.as_ref().map(|(view, _)| *view)),
        product: product.clone(),
        view,
        price,
        special,
    };
    let mut asked = BTreeSet::new();
    let is_his = |view: &&StoreView| may_edit(around.stores, around.websites, product.root, Some(view.id));
    let own = around.stores.views().iter().filter(is_his).filter_map(|view| {
        let website = around.stores.website_of_view(view.id)?;
        // A website asks one price: the first of its views says it.
        let is_first = asked.insert(website.id);
        let price = product.prices.get(&website.id).copied().filter(|_| is_first);
        let special = product.advanced.specials.get(&website.id).copied().filter(|_| is_first).unwrap_or_default();
        let words = product.texts.own_of(view.id) != OwnTexts::default() || product.meta.own_of(view.id) != OwnMeta::default();
        let words = words || !attributes::written(around.attributes, &product.attributes, Some(view.id)).is_empty();
        let words = words || product.short.own.contains_key(&view.id);
        let words = words || product.pictures.iter().any(|picture| picture.own_alt.contains_key(&view.id));
        let says = words || price.is_some() || !special.is_nothing();
        says.then(|| line(Some((view.id, view.code.clone())), price, special))
    });
    let own: Vec<Written> = own.collect();
    [line(None, Some(product.price), product.advanced.special)].into_iter().chain(own).collect()
}

impl Written {
    fn own(&self) -> OwnTexts {
        let all = || {
            let all = self.product.texts.all.clone();
            OwnTexts { slug: Some(all.slug), name: Some(all.name), description: Some(all.description) }
        };
        self.view.as_ref().map_or_else(all, |(view, _)| self.product.texts.own_of(*view))
    }

    fn short(&self) -> String {
        self.product.short.said_in(self.view.as_ref().map(|(view, _)| *view)).unwrap_or_default().to_owned()
    }

    fn meta(&self) -> OwnMeta {
        self.product.meta.said_in(self.view.as_ref().map(|(view, _)| *view))
    }

    fn for_all(&self, text: impl FnOnce(&EditedProduct) -> String) -> String {
        if self.view.is_none() { text(&self.product) } else { String::new() }
    }
}

fn amount_of(price: Option<Money>) -> String {
    price.map(|price| price.written(SIGNS)).unwrap_or_default()
}

fn day_of(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn flag_of(is: bool) -> String {
    u8::from(is).to_string()
}

macro_rules! sets {
    ($($place:ident).+, $how:ident, $parse:expr) => {
        |said: &mut Wanted, cell| {
            said.$($place).+ = cell.$how($parse)?;
            Ok(())
        }
    };
}

/// What a product says of its stock itself, and whether it follows the configuration.
macro_rules! own {
    ($what:ident, $written:expr) => {
        |w| w.for_all(|p| p.selling.inventory.$what.map($written).unwrap_or_default())
    };
}
macro_rules! follows {
    ($what:ident) => {
        |w| w.for_all(|p| flag_of(p.selling.inventory.$what.is_none()))
    };
}

/// Another one is a line here.
pub const COLUMNS: &[Column<Wanted, Written>] = &[
    Column::text(
        SKU,
        |said, cell| {
            said.sku = optional_line(&cell.text(), LONGEST_SKU)?;
            Ok(())
        },
        |w| w.product.sku.clone(),
    ),
    Column::text(
        "store_view_code",
        |said, cell| {
            said.view = optional_line(&cell.text(), 60)?;
            Ok(())
        },
        |w| w.view.as_ref().map(|(_, code)| code.clone()).unwrap_or_default(),
    ),
    Column::text(
        "product_type",
        |said, cell| {
            said.kind = optional_line(&cell.text(), 60)?;
            Ok(())
        },
        |w| w.for_all(|_| SIMPLE.to_owned()),
    ),
    Column::text("categories", sets!(categories, needed, paths), |w| w.for_all(|_| w.categories.clone())),
    Column::text("product_websites", sets!(websites, needed, codes), |w| w.for_all(|_| w.websites.clone())),
    Column::text("name", sets!(name, parsed, Name::parse), |w| w.own().name.unwrap_or_default()),
    Column::text(
        "description",
        |said, cell| {
            said.description = described(cell)?;
            Ok(())
        },
        |w| w.own().description.unwrap_or_default(),
    ),
    Column::text(
        "short_description",
        |said, cell| {
            said.short = described(cell)?;
            Ok(())
        },
        Written::short,
    ),
    Column::number("product_online", sets!(online, needed, online), |w| {
        w.for_all(|p| String::from(if p.selling.enabled { "1" } else { "2" }))
    }),
    Column::text("visibility", sets!(visibility, needed, visibility), |w| w.for_all(|p| called(p.selling.visibility).to_owned())),
    Column::number("price", sets!(price, parsed, |text| line(text, 30)), |w| amount_of(w.price)),
    Column::number("special_price", sets!(special_price, parsed, |text| line(text, 30)), |w| amount_of(w.special.price)),
    Column::number("special_price_from_date", sets!(special_from, parsed, times::day), |w| day_of(w.special.from)),
    Column::number("special_price_to_date", sets!(special_to, parsed, times::day), |w| day_of(w.special.to)),
    Column::text("url_key", sets!(url_key, parsed, Slug::parse), |w| w.own().slug.unwrap_or_default()),
    Column::text("meta_title", sets!(meta_title, parsed, MetaTitle::parse), |w| w.meta().title.unwrap_or_default()),
    Column::text("meta_keywords", sets!(meta_keywords, parsed, MetaKeywords::parse), |w| w.meta().keywords.unwrap_or_default()),
    Column::text("meta_description", sets!(meta_description, parsed, MetaDescription::parse), |w| w.meta().description.unwrap_or_default()),
    Column::number("qty", sets!(qty, needed, pieces), |w| w.for_all(|p| p.stock.to_string())),
    Column::number("is_in_stock", sets!(in_stock, needed, flag), |w| w.for_all(|p| flag_of(p.selling.in_stock))),
    Column::number("out_of_stock_qty", sets!(inventory.threshold.says, parsed, number), own!(threshold, |n| n.to_string())),
    Column::number("use_config_min_qty", sets!(inventory.threshold.follows, needed, flag), follows!(threshold)),
    Column::number("allow_backorders", sets!(inventory.backorders.says, parsed, number), own!(backorders, |how| how.code().to_owned())),
    Column::number("use_config_backorders", sets!(inventory.backorders.follows, needed, flag), follows!(backorders)),
    Column::number("min_cart_qty", sets!(inventory.least.says, parsed, number), own!(least, |n| n.to_string())),
    Column::number("use_config_min_sale_qty", sets!(inventory.least.follows, needed, flag), follows!(least)),
    Column::number("max_cart_qty", sets!(inventory.most.says, parsed, number), own!(most, |n| n.to_string())),
    Column::number("use_config_max_sale_qty", sets!(inventory.most.follows, needed, flag), follows!(most)),
    Column::number("notify_on_stock_below", sets!(inventory.notify.says, parsed, number), own!(notify, |n| n.to_string())),
    Column::number("use_config_notify_stock_qty", sets!(inventory.notify.follows, needed, flag), follows!(notify)),
    Column::number("manage_stock", sets!(inventory.manage.says, parsed, number), own!(manage, flag_of)),
    Column::number("use_config_manage_stock", sets!(inventory.manage.follows, needed, flag), follows!(manage)),
    Column::text(attributes::COLUMN, sets!(attributes, parsed, attributes::read), |w| w.attributes.clone()),
    Column::text("related_skus", sets!(related, parsed, skus), |w| w.for_all(|_| w.related.clone())),
    Column::text("base_image", |said, cell| said.images.base.name(cell), |w| w.image(Role::Base)),
    Column::text("base_image_label", |said, cell| said.images.base.say(cell), |w| w.image_label(Role::Base)),
    Column::text("small_image", |said, cell| said.images.small.name(cell), |w| w.image(Role::Small)),
    Column::text("small_image_label", |said, cell| said.images.small.say(cell), |w| w.image_label(Role::Small)),
    Column::text("thumbnail_image", |said, cell| said.images.thumbnail.name(cell), |w| w.image(Role::Thumbnail)),
    Column::text("thumbnail_image_label", |said, cell| said.images.thumbnail.say(cell), |w| w.image_label(Role::Thumbnail)),
    Column::text("additional_images", |said, cell| said.images.name_more(cell), Written::more_images),
    Column::text("additional_image_labels", |said, cell| said.images.say_more(cell), Written::more_labels),
];

fn split(text: &str, at: char) -> Vec<String> {
    text.split(at).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Without tags. What consists of nothing else says nothing.
fn described(cell: Cell<String>) -> Result<Cell<Description>, Flaw> {
    let words = cell.parsed(|text| Ok(plain(text)))?;
    let is_blank = matches!(&words, Cell::Says(text) if text.trim().is_empty());
    if is_blank { Ok(Cell::Left) } else { words.parsed(Description::parse) }
}

/// What is looked at only where it holds: Magento writes what it does not follow as well.
fn number(text: &str) -> Result<String, Flaw> {
    line(plain_number(text), 30)
}

fn paths(text: &str) -> Result<Vec<String>, Flaw> {
    let paths = split(text, BESIDE);
    if paths.is_empty() { Err(Flaw::Required) } else { Ok(paths) }
}

fn codes(text: &str) -> Result<Vec<String>, Flaw> {
    Ok(split(text, BESIDE))
}

/// Whole pieces, also as Magento writes them: `100.0000`. Fewer than none, where more were ordered than there were.
fn pieces(text: &str) -> Result<i64, Flaw> {
    let text = plain_number(text);
    match text.strip_prefix('-') {
        Some(missing) => stock(missing).map(|missing| 0_i64.saturating_sub(i64::from(missing))),
        None => stock(text).map(i64::from),
    }
}

/// Magento's numbers for it.
fn online(text: &str) -> Result<bool, Flaw> {
    match text.trim() {
        "1" => Ok(true),
        "2" | "0" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    }
}

fn called(visibility: Visibility) -> &'static str {
    VISIBILITIES.iter().find(|(known, _)| *known == visibility).map_or("", |(_, name)| name)
}

/// By its name, or by its number.
fn visibility(text: &str) -> Result<Visibility, Flaw> {
    let named = VISIBILITIES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
    named.map_or_else(|| Visibility::parse(text.trim()), |(visibility, _)| Ok(*visibility))
}

/// Without noughts behind a point, of which Magento writes four to six.
fn plain_number(text: &str) -> &str {
    let text = text.trim();
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// What a line says of a product: all that is wrong with it, if anything is.
///
/// # Errors
/// That.
pub fn read(header: &Header, line: &Line, only: &[&str]) -> Result<Wanted, Vec<Trouble>> {
    let mut wanted = Wanted { row: line.row, is_of_stock: only == STOCK, ..Wanted::default() };
    let mut wrong: Vec<Trouble> = Vec::new();
    for column in COLUMNS.iter().filter(|column| only.is_empty() || only.contains(&column.name)) {
        let read = (column.read)(&mut wanted, header.cell(line, column.name));
        wrong.extend(read.err().map(|flaw| Trouble::Cell(column.name, flaw)));
    }
    if wanted.sku.is_empty() && wrong.is_empty() {
        wrong.push(Trouble::SkuEmpty);
    }
    if !wanted.kind.is_empty() && wanted.kind != SIMPLE {
        wrong.push(Trouble::ProductType);
    }
    if wrong.is_empty() { Ok(wanted) } else { Err(wrong) }
}

#[cfg(test)]
mod tests;
