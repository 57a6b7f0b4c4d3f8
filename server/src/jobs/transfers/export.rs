//! Writes what somebody takes along, in the columns that an import reads. What is not whole never has the name of what is.

use crate::jobs::{
    asked::{At, Over, Part},
    job,
};
use domain::{
    caller::right,
    customers::WEBSITE,
    list::{Cursor, Filter, Narrowed, Query, Sort},
    text::Collation,
    transfer::{
        Entity, Transfer, Unread,
        cells::Column,
        customers,
        products::{self, Around, Shelves, pricing},
    },
};
use std::{collections::BTreeMap, fs::File, io, io::BufWriter, path::Path};

/// So many are read at once.
const AT_ONCE: usize = 200;

struct Writing {
    csv: csv::Writer<BufWriter<File>>,
}

fn unwritten(error: csv::Error) -> Over {
    Over::Disk(io::Error::other(error))
}

impl Writing {
    fn begin<'a>(path: &Path, names: impl Iterator<Item = &'a str>) -> Result<Self, Over> {
        let mut file = BufWriter::new(File::create(path)?);
        // By this mark spreadsheets know it.
        io::Write::write_all(&mut file, "\u{feff}".as_bytes())?;
        let mut csv = csv::Writer::from_writer(file);
        csv.write_record(names).map_err(unwritten)?;
        Ok(Self { csv })
    }

    fn add<W, T>(&mut self, columns: &[&Column<W, T>], of: &T) -> Result<(), Over> {
        self.csv.write_record(columns.iter().map(|column| column.written(of))).map_err(unwritten)
    }

    fn end(self) -> Result<i64, Over> {
        let file = self.csv.into_inner().map_err(|error| error.into_error())?.into_inner().map_err(|error| error.into_error())?;
        file.sync_all()?;
        Ok(i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX))
    }
}

fn query(of: &Narrowed, by: &'static str, cursor: Cursor) -> Query {
    let Narrowed { search, filters } = of.clone();
    Query { search, filters, sort: Sort { by, down: false }, collation: Collation::ROOT, cursor }
}

/// Makes the file; `of` says then how much is in it.
pub(super) async fn run(of: &mut Transfer, at: &mut At<'_>) -> Result<(), Over> {
    let file = Part::of(at.app.settings.data.join(of.path()), &at.hold)?;
    of.bytes = match of.entity {
        Entity::CustomerComposite => customers(of, at, file.part()).await?,
        Entity::CatalogProduct | Entity::StockSources | Entity::AdvancedPricing => products(of, at, file.part()).await?,
    };
    Ok(file.end()?)
}

/// Says of how much it is, once that is known.
async fn of_as_much(of: &mut Transfer, at: &At<'_>, all: Option<i64>) -> Result<(), Over> {
    let Some(all) = all.filter(|all| of.total == 0 && *all > 0) else { return Ok(()) };
    of.total = all;
    let is_wanted = at.app.store.by(&job(at.app.clock.now())).transfer_goes_on(&at.hold, of).await?;
    if is_wanted { Ok(()) } else { Err(Over::Unwanted) }
}

/// Writes the file at `path`; gives its size.
async fn customers(of: &mut Transfer, at: &mut At<'_>, path: &Path) -> Result<i64, Over> {
    let app = at.app;
    let not_permitted = || Over::Unread(Unread::NotPermitted);
    // Hashes are brought, and never taken along: a column that is empty always would only be in the way.
    let columns: Vec<_> = customers::COLUMNS.iter().filter(|column| column.name != customers::PASSWORD).collect();
    let mut writing = Writing::begin(path, columns.iter().map(|column| column.name))?;
    let mut narrowed = of.narrowed.clone();
    narrowed.filters.extend(of.website.map(|id| (WEBSITE, Filter::Is(id.to_string()))));
    let mut cursor = Cursor::First;
    loop {
        let staff = app.store.by(&job(app.clock.now())).asker(of.staff).await?.ok_or_else(not_permitted)?;
        let permit = staff.permit::<right::CustomersView>().map_err(|_| not_permitted())?;
        let by = app.store.by(&permit);
        let (listed, all) = by.customers(&query(&narrowed, "since", cursor), AT_ONCE).await?;
        of_as_much(of, at, all).await?;
        let shop = app.store.shop();
        for customer in listed.items {
            at.say(of.done).await?;
            let book = by.address_book(customer.id).await?;
            let website = shop.stores.website(customer.website).map(|w| w.code.as_str()).unwrap_or_default();
            let view = shop.stores.view(customer.view).map(|v| v.code.as_str()).unwrap_or_default();
            let group = shop.pricing.groups.get(shop.pricing.groups.now(customer.group)).map(|group| group.number);
            customers::written(customer, (website, view), group, book).iter().try_for_each(|line| writing.add(&columns, line))?;
            of.done = of.done.saturating_add(1);
        }
        match listed.next {
            Some(next) => cursor = Cursor::After(next),
            None => return writing.end(),
        }
    }
}

async fn products(of: &mut Transfer, at: &mut At<'_>, path: &Path) -> Result<i64, Over> {
    let app = at.app;
    let not_permitted = || Over::Unread(Unread::NotPermitted);
    let only_stock = of.entity == Entity::StockSources;
    let is_wanted = |name: &str| !only_stock || products::STOCK.contains(&name);
    let columns: Vec<_> = products::COLUMNS.iter().filter(|column| is_wanted(column.name)).collect();
    let only_prices = of.entity == Entity::AdvancedPricing;
    let prices: Vec<_> = pricing::COLUMNS.iter().collect();
    let names: Vec<&str> =
        if only_prices { prices.iter().map(|column| column.name).collect() } else { columns.iter().map(|column| column.name).collect() };
    let mut writing = Writing::begin(path, names.into_iter())?;
    let mut cursor = Cursor::First;
    loop {
        let staff = app.store.by(&job(app.clock.now())).asker(of.staff).await?.ok_or_else(not_permitted)?;
        let permit = staff.permit::<right::Products>().map_err(|_| not_permitted())?;
        let (by, shop) = (app.store.by(&permit), app.store.shop());
        let categories = by.categories().await?;
        // What is brought is asked for those, what is taken along is not.
        let related = BTreeMap::new();
        let shelves = Shelves::of(&categories);
        let around = Around {
            stores: &shop.stores,
            categories: &shelves,
            websites: permit.websites(),
            groups: &shop.pricing.groups,
            attributes: &shop.attributes,
            related: &related,
        };
        let (listed, all) = by.products(&query(&of.narrowed, "sku", cursor), AT_ONCE).await?;
        // How many of them a website has is seen as they come.
        let all = all.filter(|_| of.website.is_none());
        of_as_much(of, at, all).await?;
        for product in listed.items {
            at.say(of.done).await?;
            let sold = around.sold_in(product.root);
            let is_there = of.website.and_then(|id| shop.stores.website(id)).is_none_or(|website| sold.contains(&website.code.as_str()));
            if !is_there {
                continue;
            }
            if only_prices {
                pricing::written(&product, &around).iter().try_for_each(|line| writing.add(&prices, line))?;
                of.done = of.done.saturating_add(1);
                continue;
            }
            let beside = by.skus(&product.related).await?;
            let lines = products::written(product, &beside, &around);
            lines.iter().take(if only_stock { 1 } else { usize::MAX }).try_for_each(|line| writing.add(&columns, line))?;
            of.done = of.done.saturating_add(1);
        }
        match listed.next {
            Some(next) => cursor = Cursor::After(next),
            None => return writing.end(),
        }
    }
}
