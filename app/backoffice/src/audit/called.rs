//! What the things are called whose history is asked for: as events call them, or else as they are called by now, for whoever may look at them.

use domain::{
    audit::{RecordedObject, report},
    caller::{Permit, right},
    config::{Scope, Section},
    failure::Failure,
    ids::{AttributeId, PriceRuleId, WebsiteId},
};
use std::{collections::BTreeSet, str::FromStr};
use store::{Listing, Store};
use ui::{chart, web::Request, words};

/// A section of the configuration: what it is called says what it is.
const CONFIG: &str = "config";

/// A request with what the things are called whose history is asked for, and hours, for whoever reads what was asked: names and values.
pub(super) async fn with_names(
    store: &Store,
    permit: &Permit<right::ActionLogsReport>,
    asked: &[(String, String)],
    request: Request,
) -> Result<Request, Failure> {
    let keys: BTreeSet<&String> = asked.iter().filter(|(name, _)| name == report::OBJECT).map(|(_, key)| key).collect();
    let mut names = Vec::new();
    for key in keys {
        if let Some(name) = name(store, permit, &request, key).await? {
            names.push((key.clone(), name));
        }
    }
    // And an hour by its reader's clock.
    let hours = asked.iter().filter(|(name, _)| name == report::HOUR);
    let hours = hours.filter_map(|(_, text)| Some((text.clone(), request.time(chart::hour(text)?.0)))).collect();
    Ok(request.offering(report::OBJECT, names).offering(report::HOUR, hours))
}

/// What a thing is called, and what it is; only that, of what is not there for its reader. `None`, if there is nothing of that kind.
async fn name(store: &Store, permit: &Permit<right::ActionLogsReport>, request: &Request, key: &str) -> Result<Option<String>, Failure> {
    let (kind, id) = key.split_once(':').unwrap_or((key, ""));
    let of = match store.by(permit).called(key).await? {
        Some(of) => Some(of),
        None => of_itself(store, request, kind, id).await?,
    };
    let name = of.map(|of| words::object(request.language, &of));
    Ok(match (name, words::kind(request.language, kind)) {
        (Some(name), Some(what)) if kind != CONFIG => Some(format!("{name} ({what})")),
        (Some(name), _) => Some(name),
        (None, what) => what.map(str::to_owned),
    })
}

/// A thing that no event calls, as the pages call it that its reader may open.
async fn of_itself(store: &Store, request: &Request, kind: &str, id: &str) -> Result<Option<RecordedObject>, Failure> {
    match shown(store, request, kind, id).await {
        Ok(name) => Ok(Some(RecordedObject { kind: kind.to_owned(), id: id.to_owned(), name })),
        Err(Failure::NotFound | Failure::Denied(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn shown(store: &Store, request: &Request, kind: &str, id: &str) -> Result<String, Failure> {
    let caller = &request.caller;
    let name = match kind {
        "customer" => store.by(&caller.permit::<right::CustomersView>()?).customer(read(id)?).await?.full_name(),
        "staff" => store.by(&caller.permit::<right::Users>()?).staff_member(read(id)?).await?.user_name,
        "role" => store.by(&caller.permit::<right::Roles>()?).role(read(id)?).await?.name,
        "order" => store.by(&caller.permit::<right::OrdersView>()?).order(read(id)?).await?.0.number,
        "invoice" => number::<right::Invoices>(store, request, id).await?,
        "shipment" => number::<right::Shipments>(store, request, id).await?,
        "creditmemo" => number::<right::CreditMemos>(store, request, id).await?,
        "product" => store.by(&caller.permit::<right::Products>()?).product(read(id)?).await?.0.texts.all.name,
        "category" => store.by(&caller.permit::<right::Categories>()?).category(read(id)?).await?.0.texts.all.name,
        "attribute" => {
            let (id, shop): (AttributeId, _) = (read(id)?, store.by(&caller.permit::<right::ProductAttributes>()?).attributes().await?);
            shop.attributes.iter().find(|of| of.id == id).map(|of| of.code.clone()).ok_or(Failure::NotFound)?
        }
        "price_rule" => {
            let id: PriceRuleId = read(id)?;
            let (_, rules) = store.by(&caller.permit::<right::CatalogPriceRules>()?).price_rules().await?;
            rules.iter().find(|of| of.id == id).map(|of| of.name.clone()).ok_or(Failure::NotFound)?
        }
        "customer_group" => {
            let groups = store.by(&caller.permit::<right::CustomerGroups>()?).customer_groups().await?;
            groups.get(read(id)?).map(|of| of.name.clone()).ok_or(Failure::NotFound)?
        }
        "website" | "store" | "store_view" => place(store, request, kind, id).await?,
        CONFIG => section(request, id)?,
        _ => return Err(Failure::NotFound),
    };
    Ok(name)
}

async fn number<R: Listing>(store: &Store, request: &Request, id: &str) -> Result<String, Failure> {
    let permit = request.caller.permit::<R>()?;
    let (document, ..) = store.by(&permit).document(read(id)?).await?;
    Ok(document.number)
}

async fn place(store: &Store, request: &Request, kind: &str, id: &str) -> Result<String, Failure> {
    let permit = request.caller.permit::<right::AllStores>()?;
    let shop = store.by(&permit).stores().await?;
    let stores = &shop.stores;
    let is_mine = |website: WebsiteId| permit.websites().allows(website);
    let name = match kind {
        "website" => stores.website(read(id)?).filter(|of| is_mine(of.id)).map(|of| of.name.clone()),
        "store" => stores.group(read(id)?).filter(|of| is_mine(of.website)).map(|of| of.name.clone()),
        _ => {
            let view = stores.view(read(id)?);
            view.filter(|of| stores.website_of_view(of.id).is_some_and(|website| is_mine(website.id))).map(|of| of.name.clone())
        }
    };
    name.ok_or(Failure::NotFound)
}

/// A section by its code, and for whom it was, as events call it.
fn section(request: &Request, id: &str) -> Result<String, Failure> {
    let (code, scope) = id.split_once(' ').unwrap_or((id, ""));
    let section = Section::from_code(code).filter(|of| request.caller.holds(of.resource())).ok_or(Failure::NotFound)?;
    let (scope, stores): (Scope, _) = (read(scope)?, &request.shop.stores);
    let is_open = request.caller.websites().is_some_and(|websites| stores.is_open_to(websites, scope));
    if !is_open {
        return Err(Failure::NotFound);
    }
    Ok(format!("{} ({})", section.code(), stores.name_of(scope).unwrap_or_default()))
}

fn read<T: FromStr>(id: &str) -> Result<T, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}
