//! Products, and how many pieces there are of each. A line with `store_view_code` says what that view has in place of what stands for all.

use super::{
    Trouble,
    cells::{Cell, Column, Header, Line},
};
use crate::{
    access::Websites,
    catalog::edit::{Description, EditedCategory, EditedProduct, Name, OwnTexts, Slug, Texts, Worded, is_sold_in, may_edit, stock},
    ids::{CategoryId, ProductId, StoreViewId},
    money::{Currency, Money, Signs},
    stores::{StoreView, Stores},
    text::{Flaw, line, optional_line},
};
use std::collections::BTreeMap;

pub const SKU: &str = "sku";
/// The columns of a file of stocks.
pub const STOCK: &[&str] = &[SKU, "qty"];
const LONGEST_SKU: usize = 64;
/// Stands between the names of a path, and between paths.
const BELOW: char = '/';
const BESIDE: char = ',';
/// For programs, without groups: `1,500` is fifteen hundred to some and one and a half to others.
const SIGNS: Signs = Signs { decimal: '.', group: '\0' };

/// What a line says.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub row: i64,
    pub sku: String,
    /// The code of a view; empty for all.
    pub view: String,
    name: Cell<Name>,
    url_key: Cell<Slug>,
    description: Cell<Description>,
    price: Cell<String>,
    qty: Cell<u32>,
    categories: Cell<Vec<String>>,
    websites: Cell<Vec<String>>,
}

/// A line as it is written: for all, or for a view.
pub struct Written {
    pub product: EditedProduct,
    pub view: Option<(StoreViewId, String)>,
    /// What is asked there, if that is another price.
    pub price: Option<Money>,
    pub category: String,
    pub websites: String,
}

/// The lines of a product: for all, and for each view that says something else.
pub fn written(product: EditedProduct, around: &Around<'_>) -> Vec<Written> {
    let line = |view: Option<(StoreViewId, String)>, price| Written {
        category: around.path(product.category),
        websites: around.sold_in(product.root).join(&BESIDE.to_string()),
        product: product.clone(),
        view,
        price,
    };
    let mut asked = BTreeMap::new();
    let is_his = |view: &&StoreView| may_edit(around.stores, around.websites, product.root, Some(view.id));
    let own = around.stores.views().iter().filter(is_his).filter_map(|view| {
        let website = around.stores.website_of_view(view.id)?;
        // A website asks one price: the first of its views says it.
        let price = product.prices.get(&website.id).copied().filter(|_| asked.insert(website.id, ()).is_none());
        let says = product.texts.own_of(view.id) != OwnTexts::default() || price.is_some();
        says.then(|| line(Some((view.id, view.code.clone())), price))
    });
    let own: Vec<Written> = own.collect();
    [line(None, Some(product.price))].into_iter().chain(own).collect()
}

impl Written {
    fn own(&self) -> OwnTexts {
        let all = || {
            let all = self.product.texts.all.clone();
            OwnTexts { slug: Some(all.slug), name: Some(all.name), description: Some(all.description) }
        };
        self.view.as_ref().map_or_else(all, |(view, _)| self.product.texts.own_of(*view))
    }

    fn for_all(&self, text: impl FnOnce(&EditedProduct) -> String) -> String {
        if self.view.is_none() { text(&self.product) } else { String::new() }
    }
}

macro_rules! sets {
    ($place:ident, $how:ident, $parse:expr) => {
        |said: &mut Wanted, cell| {
            said.$place = cell.$how($parse)?;
            Ok(())
        }
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
    Column::text("categories", sets!(categories, needed, paths), |w| w.for_all(|_| w.category.clone())),
    Column::text("product_websites", sets!(websites, needed, codes), |w| w.for_all(|_| w.websites.clone())),
    Column::text("name", sets!(name, parsed, Name::parse), |w| w.own().name.unwrap_or_default()),
    Column::text("description", sets!(description, parsed, Description::parse), |w| w.own().description.unwrap_or_default()),
    Column::number("price", sets!(price, parsed, |text| line(text, 30)), |w| w.price.map(|price| price.written(SIGNS)).unwrap_or_default()),
    Column::text("url_key", sets!(url_key, parsed, Slug::parse), |w| w.own().slug.unwrap_or_default()),
    Column::number("qty", sets!(qty, needed, pieces), |w| w.for_all(|p| p.stock.to_string())),
];

fn split(text: &str, at: char) -> Vec<String> {
    text.split(at).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn paths(text: &str) -> Result<Vec<String>, Flaw> {
    let paths = split(text, BESIDE);
    if paths.is_empty() { Err(Flaw::Required) } else { Ok(paths) }
}

fn codes(text: &str) -> Result<Vec<String>, Flaw> {
    Ok(split(text, BESIDE))
}

/// Whole pieces, also as Magento writes them: `100.0000`.
fn pieces(text: &str) -> Result<u32, Flaw> {
    stock(plain_number(text))
}

/// Without noughts behind a point, of which Magento writes four to six.
fn plain_number(text: &str) -> &str {
    let text = text.trim();
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

fn amount(text: &str, currency: Currency) -> Result<Money, Flaw> {
    Money::read(plain_number(text), currency, SIGNS)
}

/// What a line says of a product: all that is wrong with it, if anything is.
///
/// # Errors
/// That.
pub fn read(header: &Header, line: &Line, only: &[&str]) -> Result<Wanted, Vec<Trouble>> {
    let mut wanted = Wanted { row: line.row, ..Wanted::default() };
    let mut wrong: Vec<Trouble> = Vec::new();
    for column in COLUMNS.iter().filter(|column| only.is_empty() || only.contains(&column.name)) {
        let read = (column.read)(&mut wanted, header.cell(line, column.name));
        wrong.extend(read.err().map(|flaw| Trouble::Cell(column.name, flaw)));
    }
    if wanted.sku.is_empty() && wrong.is_empty() {
        wrong.push(Trouble::SkuEmpty);
    }
    if wrong.is_empty() { Ok(wanted) } else { Err(wrong) }
}

/// What a line is decided by: the shop, and who brings the file.
pub struct Around<'a> {
    pub stores: &'a Stores,
    pub categories: &'a [EditedCategory],
    pub websites: &'a Websites,
}

impl Around<'_> {
    fn by_id(&self, id: CategoryId) -> Option<&EditedCategory> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The names from the root down.
    pub fn path(&self, id: CategoryId) -> String {
        let mut names = Vec::new();
        let mut at = self.by_id(id);
        while let Some(category) = at.filter(|_| names.len() <= self.categories.len()) {
            names.push(category.texts.all.name.clone());
            at = category.parent.and_then(|parent| self.by_id(parent));
        }
        names.reverse();
        names.join(&BELOW.to_string())
    }

    /// The category at the deepest of these paths: a product stands in one, and those above show it as well.
    fn category(&self, paths: &[String]) -> Result<&EditedCategory, Trouble> {
        let deepest = paths.iter().max_by_key(|path| path.matches(BELOW).count()).cloned().unwrap_or_default();
        let normal = split(&deepest, BELOW).join(&BELOW.to_string());
        let found = self.categories.iter().find(|category| category.parent.is_some() && self.path(category.id) == normal);
        found.ok_or(Trouble::NoSuchCategory(deepest))
    }

    /// The websites in whose stores something under a root is sold.
    pub fn sold_in(&self, root: CategoryId) -> Vec<&str> {
        let sells = |website: &&crate::stores::Website| self.stores.groups_of(website.id).any(|group| group.root == root);
        self.stores.websites().iter().filter(sells).map(|website| website.code.as_str()).collect()
    }

    fn view(&self, code: &str) -> Result<Option<StoreViewId>, Trouble> {
        match code {
            "" | "admin" | "all" => Ok(None),
            code => self.stores.views().iter().find(|view| view.code == code).map(|view| Some(view.id)).ok_or(Trouble::NoSuchView),
        }
    }
}

/// A URL key that a name makes, where none is given.
pub fn slug_of(name: &str) -> Option<Slug> {
    let plain: String =
        deunicode::deunicode(name).to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(Slug::LONGEST).collect();
    Slug::parse(slug.trim_end_matches('-')).ok()
}

impl Wanted {
    /// The product as the line wants it: changed, or new with this identifier.
    ///
    /// # Errors
    /// What is wrong with that.
    pub fn onto(&self, was: Option<&EditedProduct>, id: ProductId, around: &Around<'_>) -> Result<EditedProduct, Trouble> {
        let view = around.view(&self.view)?;
        let mut next = match was {
            // What is outside of somebody's websites is not there.
            Some(was) if !is_sold_in(around.stores, around.websites, was.root) => return Err(Trouble::NoSuchProduct),
            Some(was) => was.clone(),
            None if view.is_some() => return Err(Trouble::NoSuchProduct),
            None => self.new_product(id, around)?,
        };
        if was.is_some_and(|was| !may_edit(around.stores, around.websites, was.root, view)) {
            return Err(Trouble::Cell("store_view_code", Flaw::NotPermitted));
        }
        let wrong = |column| move |flaw| Trouble::Cell(column, flaw);
        let said = next.texts.own_of(view.unwrap_or(StoreViewId::NOTHING));
        let all = next.texts.all.clone();
        let stands = |own: Option<String>, all: String| if view.is_some() { own } else { Some(all) };
        let texts = OwnTexts {
            slug: standing(&self.url_key, stands(said.slug, all.slug), Slug::as_str),
            name: standing(&self.name, stands(said.name, all.name), Name::as_str),
            description: standing(&self.description, stands(said.description, all.description), Description::as_str),
        };
        next.texts = next.texts.with(view, texts).map_err(|(column, flaw)| Trouble::Cell(column, flaw))?;
        self.price_onto(&mut next, view, around).map_err(wrong("price"))?;
        if view.is_none() {
            if let Cell::Says(paths) = &self.categories {
                let category = around.category(paths)?;
                (next.category, next.root) = (category.id, category.root());
            }
            if let Cell::Says(pieces) = self.qty {
                next.stock = pieces;
            }
        }
        if let Cell::Says(codes) = &self.websites {
            let sold = around.sold_in(next.root);
            if codes.iter().any(|code| !sold.contains(&code.as_str())) {
                return Err(Trouble::InvalidWebsite);
            }
        }
        Ok(next)
    }

    fn price_onto(&self, next: &mut EditedProduct, view: Option<StoreViewId>, around: &Around<'_>) -> Result<(), Flaw> {
        let website = view.and_then(|view| around.stores.website_of_view(view));
        match (&self.price, website) {
            (Cell::Left, _) => {}
            (Cell::Emptied, None) => return Err(Flaw::Required),
            (Cell::Emptied, Some(website)) => drop(next.prices.remove(&website.id)),
            (Cell::Says(text), None) => next.price = amount(text, next.price.currency())?,
            (Cell::Says(text), Some(website)) => {
                let currency = next.prices.get(&website.id).map_or(website.currency, |own| own.currency());
                next.prices.insert(website.id, amount(text, currency)?);
            }
        }
        Ok(())
    }

    fn new_product(&self, id: ProductId, around: &Around<'_>) -> Result<EditedProduct, Trouble> {
        // Who is for a part of the shop makes nothing that all of it has.
        if *around.websites != Websites::All {
            return Err(Trouble::NoSuchProduct);
        }
        let required = |column| Trouble::Cell(column, Flaw::Required);
        let name = self.name.clone().said().ok_or(required("name"))?;
        let Cell::Says(paths) = &self.categories else { return Err(required("categories")) };
        if self.price == Cell::Left {
            return Err(required("price"));
        }
        let category = around.category(paths)?;
        let slug = self.url_key.clone().said().or_else(|| slug_of(name.as_str())).ok_or(required("url_key"))?;
        let description = self.description.clone().said().map(|text| text.as_str().to_owned()).unwrap_or_default();
        Ok(EditedProduct {
            id,
            sku: self.sku.clone(),
            category: category.id,
            root: category.root(),
            texts: Worded {
                all: Texts { slug: slug.as_str().to_owned(), name: name.as_str().to_owned(), description },
                own: BTreeMap::new(),
            },
            price: Money::new(0, around.stores.currency_in(crate::config::Scope::Default)),
            prices: BTreeMap::new(),
            stock: 0,
            revision: 0,
        })
    }
}

/// What is to stand there: what the cell says, nothing where it is emptied, and else what stands there.
fn standing<T>(cell: &Cell<T>, stands: Option<String>, text: impl Fn(&T) -> &str) -> Option<String> {
    match cell {
        Cell::Left => stands,
        Cell::Emptied => None,
        Cell::Says(value) => Some(text(value).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stores::Stores;

    fn category(n: u128, parent: Option<u128>, name: &str) -> EditedCategory {
        let id = |n| CategoryId::new(uuid::Uuid::from_u128(n));
        let all = Texts { slug: name.to_lowercase(), name: name.to_owned(), description: String::new() };
        EditedCategory { id: id(n), parent: parent.map(id), texts: Worded { all, own: BTreeMap::new() }, revision: 0 }
    }

    fn header(names: &[&str]) -> Header {
        let known: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        Header::of(&known, SKU, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn wanted(names: &[&str], cells: &[&str]) -> Result<Wanted, Vec<Trouble>> {
        read(&header(names), &Line { row: 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }, &[])
    }

    #[test]
    fn a_new_product_needs_what_a_shop_cannot_do_without_and_an_old_one_its_sku() {
        let categories = [category(1, None, "Default Category"), category(2, Some(1), "Kitchen")];
        let (stores, websites) = (Stores::default(), Websites::All);
        let around = Around { stores: &stores, categories: &categories, websites: &websites };
        let names = ["sku", "name", "price", "categories", "qty", "url_key"];
        let line = ["mug-1", "Größe Mug", "12.500000", "Default Category, Default Category/Kitchen", "100.0000", ""];
        let new = wanted(&names, &line).unwrap().onto(None, ProductId::NOTHING, &around).unwrap();
        assert_eq!((new.texts.all.slug.as_str(), new.price.written(SIGNS).as_str(), new.stock), ("grosse-mug", "12.50", 100));
        assert_eq!(around.path(new.category), "Default Category/Kitchen");
        for (missing, column) in [(1, "name"), (2, "price"), (3, "categories")] {
            let mut line = line;
            line[missing] = "";
            let refused = wanted(&names, &line).unwrap().onto(None, ProductId::NOTHING, &around);
            assert_eq!(refused, Err(Trouble::Cell(column, Flaw::Required)));
        }
        let same = wanted(&["sku"], &["mug-1"]).unwrap().onto(Some(&new), new.id, &around).unwrap();
        assert_eq!(same, new, "what is not said stays");
        let dearer = wanted(&["sku", "price"], &["mug-1", "13"]).unwrap().onto(Some(&new), new.id, &around).unwrap();
        assert_eq!((dearer.price.minor(), &dearer.texts), (1_300, &new.texts));
        let nowhere = wanted(&["sku", "categories"], &["mug-1", "Default Category/Garden"]).unwrap().onto(Some(&new), new.id, &around);
        assert_eq!(nowhere, Err(Trouble::NoSuchCategory("Default Category/Garden".to_owned())));
    }

    #[test]
    fn an_amount_has_no_more_digits_than_its_currency_and_is_never_guessed() {
        assert_eq!(amount("1500.00", Currency::JPY), Ok(Money::new(1_500, Currency::JPY)));
        assert_eq!(amount("1.234", Currency::KWD), Ok(Money::new(1_234, Currency::KWD)));
        assert_eq!(amount("19.99", Currency::USD), Ok(Money::new(1_999, Currency::USD)));
        for wrong in ["1500.50 ¥", "1,500", "12,50", "-5", "1.2.3", "free"] {
            assert_eq!(amount(wrong, Currency::USD), Err(Flaw::NotAnAmount), "{wrong}");
        }
        assert_eq!(amount("1500.5", Currency::JPY), Err(Flaw::NotAnAmount));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told_by_column() {
        assert_eq!(wanted(&["sku", "qty"], &["", "1"]).unwrap_err(), [Trouble::SkuEmpty]);
        let wrong = wanted(&["sku", "qty", "url_key"], &["a", "many", "A B"]).unwrap_err();
        assert_eq!(wrong, [Trouble::Cell("url_key", Flaw::NotAUrlKey), Trouble::Cell("qty", Flaw::NotANumber)]);
    }
}
