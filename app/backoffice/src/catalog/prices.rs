//! Advanced Pricing of a product: its special price, for all websites or in one, and what groups of customers pay. The rows of those are added
//! and taken away one by one, so that two who do that at once do not meet.

use super::products::PATH;
use crate::{
    audit::report::history,
    layout, meanwhile,
    scopes::Scopes,
    sheet::{Head, guarded, titled},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::{
        edit::EditedProduct,
        price::{MOST_PIECES, Special, Tier, TierPrice},
    },
    config::{Reach, Scope},
    failure::Failure,
    ids::{CustomerGroupId, WebsiteId},
    money::{Currency, Money, Percent},
    stores::Shop,
    text::{Flaw, whole},
    time::Day,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Inheriting, Snapshot},
    format::{money, signs},
    named::isolated,
    notice::Notice,
    t,
    table::address,
    web::{Reply, Request},
    words,
};

const fn price(name: &'static str, label: ui::form::Words) -> Field<String> {
    Field::amount(name, label, |text| Ok(text.to_owned())).optional()
}

static SPECIAL: Inheriting<String> =
    Inheriting::new(price("special_price", |l| t!(l, catalog.special_price)), "special_price-system", |l| t!(l, catalog.use_default));
static FROM: Inheriting<Day> =
    Inheriting::new(Field::date("special_from", |l| t!(l, catalog.special_from)), "special_from-system", |l| t!(l, catalog.use_default));
static TO: Inheriting<Day> =
    Inheriting::new(Field::date("special_to", |l| t!(l, catalog.special_to)), "special_to-system", |l| t!(l, catalog.use_default));
const SPECIALS: Group = &[&SPECIAL.value.spec, &SPECIAL.system.spec, &FROM.value.spec, &FROM.system.spec, &TO.value.spec, &TO.system.spec];

fn chosen<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Flaw> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Flaw::NotAChoice) }
}

static WEBSITE: Field<Option<WebsiteId>> = Field::choice("tier_website", |l| t!(l, stores.website), |_| Vec::new(), chosen).optional();
static GROUP: Field<Option<CustomerGroupId>> =
    Field::choice("tier_group", |l| t!(l, customers.groups.group_of), |_| Vec::new(), chosen).optional();
static QUANTITY: Field<u32> = Field::number("tier_quantity", |l| t!(l, catalog.quantity), |text| whole(text, 1, MOST_PIECES)).example("5");
const FIXED: &str = "fixed";
const PERCENT: &str = "percent";
static IS_PERCENT: Field<bool> = Field::choice(
    "tier_kind",
    |l| t!(l, catalog.tier_kind),
    |l| vec![(FIXED.to_owned(), t!(l, catalog.tier_fixed).to_owned()), (PERCENT.to_owned(), t!(l, catalog.tier_discount).to_owned())],
    |text| match text {
        FIXED => Ok(false),
        PERCENT => Ok(true),
        _ => Err(Flaw::NotAChoice),
    },
);
static AMOUNT: Field<String> =
    Field::amount("tier_price", |l| t!(l, catalog.price), |text| if text.is_empty() { Err(Flaw::Required) } else { Ok(text.to_owned()) });
const TIER: Group = &[&WEBSITE.spec, &GROUP.spec, &QUANTITY.spec, &IS_PERCENT.spec, &AMOUNT.spec];
/// What the button that was pressed asks for.
static DO: Field<String> = Field::button("do", |text| Ok(text.to_owned()));
const ADD: &str = "add";
const REMOVE: &str = "remove";
pub(super) static FIELDS: Fields = &[SPECIALS];
pub(super) static TIER_FIELDS: Fields = &[TIER, &[&DO.spec]];

/// A product, the shop, and where its prices are changed: for all (`None`), or in a website.
struct Place {
    product: EditedProduct,
    shop: Shop,
    website: Option<WebsiteId>,
}

/// Those of a website or of all; who is not for all of the shop and says nothing is led to the first website of his.
async fn place(store: &Store, request: &Request, permit: &Permit<right::Products>) -> Result<Place, Failure> {
    let (product, shop) = store.by(permit).product(request.id("id")?).await?;
    let websites = permit.websites();
    let sells = |id: WebsiteId| websites.allows(id) && shop.stores.groups_of(id).any(|group| group.root == product.root);
    let website = match request.query.get("scope").unwrap_or_default().parse() {
        Ok(Scope::Default) if *websites != Websites::All => {
            Some(shop.stores.websites().iter().map(|w| w.id).find(|id| sells(*id)).ok_or(Failure::NotFound)?)
        }
        Ok(Scope::Default) => None,
        Ok(Scope::Website(id)) if sells(id) => Some(id),
        Ok(_) | Err(_) => return Err(Failure::NotFound),
    };
    Ok(Place { product, shop, website })
}

impl Place {
    fn path(&self) -> String {
        format!("{PATH}/{}/prices", self.product.id)
    }

    fn href(&self, path: &str, website: Option<WebsiteId>) -> String {
        let scope = website.map(|id| Scope::Website(id).to_string()).unwrap_or_default();
        let query: &[(&str, &str)] = if scope.is_empty() { &[] } else { &[("scope", &scope)] };
        address(path, query)
    }

    /// What sums of a website, or of all, are in.
    fn currency(&self, website: Option<WebsiteId>) -> Currency {
        let of = |id| {
            let own = self.product.prices.get(&id).map(|own| own.currency());
            own.or_else(|| self.shop.stores.website(id).map(|website| website.currency))
        };
        website.and_then(of).unwrap_or(self.product.price.currency())
    }

    /// What stands here itself.
    fn own(&self) -> Special {
        let advanced = &self.product.advanced;
        self.website.map_or(advanced.special, |id| advanced.specials.get(&id).copied().unwrap_or_default())
    }

    fn snapshot(&self, request: &Request) -> Snapshot {
        let own = self.own();
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let price = own.price.filter(|price| price.currency() == self.currency(self.website));
        Snapshot::new(self.product.revision)
            .with(&SPECIAL.value, price.map(|price| price.written(signs(request.language))).unwrap_or_default())
            .with(&FROM.value, day(own.from))
            .with(&TO.value, day(own.to))
    }

    /// With what is inherited, and in what the price is.
    fn offered(&self, request: &Request, form: Form) -> Form {
        let language = request.language;
        let currency = self.currency(self.website);
        let days = t!(language, catalog.special_days, zone = self.shop.config.time_zone());
        let form =
            form.labelled(&SPECIAL.value, t!(language, catalog.special_price_in, currency = currency.code())).hinted(&TO.value, days);
        if self.website.is_none() {
            return form.without(&SPECIAL.system).without(&FROM.system).without(&TO.system);
        }
        let (called, all) = (t!(language, catalog.use_default), self.product.advanced.special);
        let served = self.shop.views().iter().find(|view| Some(view.website) == self.website);
        let price = all.price.map(|price| served.map_or(price, |view| view.base_price(price)).written(signs(language)));
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        form.inheriting(&SPECIAL.value, called, price.unwrap_or_default()).inheriting(&FROM.value, called, day(all.from)).inheriting(
            &TO.value,
            called,
            day(all.to),
        )
    }

    /// What was typed; nothing, if something of it is wrong, which is remembered.
    fn read(&self, request: &Request, form: &mut Form) -> Option<Special> {
        let price = form.own(&SPECIAL).map(|text| Money::read(&text, self.currency(self.website), signs(request.language)));
        let price = match price.transpose() {
            Ok(price) => price,
            Err(flaw) => {
                form.flaw(&SPECIAL.value, flaw);
                None
            }
        };
        let special = Special { price, from: form.own(&FROM), to: form.own(&TO) };
        form.is_clean().then_some(special)
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let place = place(&store, &request, &permit).await?;
    if place.website.is_some() && request.query.get("scope").is_none() {
        return Ok(Reply::see_other(place.href(&place.path(), place.website)));
    }
    let form = place.offered(&request, Form::of(FIELDS, &request, place.snapshot(&request)));
    Ok(page(&request, &permit, &place, &form, None))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let place = place(&store, &request, &permit).await?;
    let sent = place.offered(&request, Form::read(FIELDS, &request));
    let sent = if place.website.is_some() { sent.with_box(&SPECIAL).with_box(&FROM).with_box(&TO) } else { sent };
    let form = sent.onto(place.snapshot(&request))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Product(place.product.id), form).await?;
    if let Some(special) = place.read(&request, &mut form) {
        match store.by(&permit).save_special(&place.product, place.website, special).await {
            Ok(()) => return Ok(Reply::see_other(place.href(&place.path(), place.website)).notice(Notice::ProductSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &permit, &place, &form, None).status(form.status()))
}

/// Adds a row, or takes one away.
pub(super) async fn change_tiers(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let place = place(&store, &request, &permit).await?;
    let mut form = tier_form(&request, &place, Form::read(TIER_FIELDS, &request));
    let website = match place.website {
        Some(website) => Some(Some(website)),
        None => form.get(&WEBSITE),
    };
    let (group, quantity) = (form.get(&GROUP), form.get(&QUANTITY));
    let here = place.href(&format!("{}#tiers", place.path()), place.website);
    if let (Some(website), Some(group), Some(quantity), REMOVE) = (website, group, quantity, form.value(&DO)) {
        store.by(&permit).remove_tier(place.product.id, (website, group, quantity)).await?;
        return Ok(Reply::see_other(here).notice(Notice::ProductSaved));
    }
    let (is_percent, amount) = (form.get(&IS_PERCENT), form.get(&AMOUNT));
    if let (Some(website), Some(group), Some(quantity), Some(is_percent), Some(amount), true) =
        (website, group, quantity, is_percent, amount, form.is_clean())
    {
        let signs = signs(request.language);
        let price = match is_percent {
            true => Percent::read(&amount, signs).map(TierPrice::Discount).map_err(|_| Flaw::NotAPercentage),
            false => Money::read(&amount, place.currency(website), signs).map(TierPrice::Fixed),
        };
        match price {
            Ok(price) => match store.by(&permit).add_tier(place.product.id, Tier { website, group, quantity, price }).await {
                Ok(()) => return Ok(Reply::see_other(here).notice(Notice::ProductSaved)),
                Err(error) => form = form.refused(error)?,
            },
            Err(flaw) => form.flaw(&AMOUNT, flaw),
        }
    }
    let special = place.offered(&request, Form::of(FIELDS, &request, place.snapshot(&request)));
    let status = form.status();
    Ok(page(&request, &permit, &place, &special, Some(form)).status(status))
}

/// With what can be chosen.
fn tier_form(request: &Request, place: &Place, form: Form) -> Form {
    let language = request.language;
    let websites = place
        .shop
        .stores
        .websites()
        .iter()
        .filter(|w| request.caller.is_for(w.id) && place.shop.stores.groups_of(w.id).any(|group| group.root == place.product.root));
    let all = (String::new(), t!(language, catalog.all_websites).to_owned());
    let websites = std::iter::once(all)
        .chain(websites.map(|w| (w.id.to_string(), format!("{} ({})", isolated(&w.name), place.currency(Some(w.id)).code()))));
    let all = (String::new(), t!(language, catalog.all_groups).to_owned());
    let groups = place.shop.pricing.groups.iter().map(|group| (group.id.to_string(), group.name.clone()));
    let form = form.offering(&WEBSITE, websites.collect()).offering(&GROUP, std::iter::once(all).chain(groups).collect());
    if place.website.is_some() { form.without(&WEBSITE) } else { form }
}

fn page(request: &Request, permit: &Permit<right::Products>, place: &Place, form: &Form, typed: Option<Form>) -> Reply {
    let language = request.language;
    let (product, websites) = (&place.product, permit.websites());
    let name = product.texts.all.name.clone();
    let title = format!("{} · {name}", t!(language, catalog.advanced_pricing));
    layout::page(request, &title, || {
        let to = |scope: Scope| {
            let sells = |id: WebsiteId| place.shop.stores.groups_of(id).any(|group| group.root == product.root);
            match scope {
                Scope::Default => (*websites == Websites::All).then_some(None),
                Scope::Website(id) => (websites.allows(id) && sells(id)).then_some(Some(id)),
                Scope::View(_) => None,
            }
            .map(|website| place.href(&place.path(), website))
        };
        let scopes = Scopes {
            label: t!(language, catalog.website_of),
            all: t!(language, catalog.all_websites),
            here: place.website.map_or(Scope::Default, Scope::Website),
            address: &to,
            more: None,
        };
        let reach = words::reach(language, Reach::Website);
        let head = Head {
            title: titled(t!(language, catalog.advanced_pricing), name),
            scope: Some(scopes.choice(request, &place.shop.stores)),
            back: Some(format!("{PATH}/{}", product.id)),
            acts: vec![history(request, "product", product.id)],
            save: Some(t!(language, catalog.save)),
        };
        let special = form.post(request).at(place.href(&place.path(), place.website)).class("sheet").guarded().around(view! {
            {head.show(request)}
            // Each field says that it is of the special price.
            <section class="card">
                {form.inheriting_field(&SPECIAL, reach, None)}
                {form.inheriting_field(&FROM, reach, None)}
                {form.inheriting_field(&TO, reach, None)}
            </section>
        });
        view! {
            {guarded(request, special)}
            {tiers(request, place, typed)}
        }
    })
}

/// Customer Group Price: its rows, and the form that adds one.
fn tiers(request: &Request, place: &Place, typed: Option<Form>) -> AnyView {
    let language = request.language;
    let at = place.href(&format!("{}/tiers", place.path()), place.website);
    let groups = &place.shop.pricing.groups;
    let mine = place.product.advanced.tiers.iter().filter(|tier| place.website.is_none() || tier.website == place.website);
    let rows = mine.map(|tier| {
        let website = match tier.website {
            None => t!(language, catalog.all_websites).to_owned(),
            Some(id) => place.shop.stores.website(id).map(|w| w.name.clone()).unwrap_or_default(),
        };
        let group = tier.group.map_or(t!(language, catalog.all_groups), |id| groups.name(id)).to_owned();
        let price = match tier.price {
            TierPrice::Fixed(price) => money(language.tag(), price),
            TierPrice::Discount(percent) => t!(language, catalog.percent_off, percent = percent.written(signs(language))),
        };
        let hidden =
            |name: &'static str, value: Option<String>| view! { <input type="hidden" name=name value=value.unwrap_or_default() /> };
        let label = t!(language, catalog.delete_tier_of, group = isolated(&group), quantity = tier.quantity);
        let fields = view! {
            {hidden(WEBSITE.name, tier.website.map(|id| id.to_string()))}
            {hidden(GROUP.name, tier.group.map(|id| id.to_string()))}
            {hidden(QUANTITY.name, Some(tier.quantity.to_string()))}
            <button class="link" name=DO.name value=REMOVE aria-label=label>{t!(language, catalog.delete_tier)}</button>
        };
        view! {
            <tr>
                <td data-label=t!(language, stores.website)>{website}</td>
                <td data-label=t!(language, customers.groups.group_of)>{group}</td>
                <td class="number" data-label=t!(language, catalog.quantity)>{tier.quantity}</td>
                <td class="number" data-label=t!(language, catalog.price)>{price}</td>
                <td>{Form::new(TIER_FIELDS, request).post(request).at(at.clone()).class("inline").around(fields)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let table = if rows.is_empty() {
        view! { <p class="empty">{t!(language, catalog.no_tiers)}</p> }.into_any()
    } else {
        view! {
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, stores.website)}</th>
                    <th scope="col">{t!(language, customers.groups.group_of)}</th>
                    <th scope="col" class="number">{t!(language, catalog.quantity)}</th>
                    <th scope="col" class="number">{t!(language, catalog.price)}</th>
                    <th scope="col">{t!(language, sales.action)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let blank = || tier_form(request, place, Form::new(TIER_FIELDS, request).filled(&QUANTITY, "1").filled(&IS_PERCENT, FIXED));
    let form = typed.unwrap_or_else(blank);
    let hint = t!(language, catalog.tier_hint, currency = place.currency(place.website).code());
    let fields = view! {
        {form.group(TIER)}
        <p class="actions"><button class="button" name=DO.name value=ADD>{t!(language, catalog.add_tier)}</button></p>
    };
    view! {
        <section class="card" id="tiers">
            <h2>{t!(language, catalog.tier_prices)}</h2>
            {table}
            <p class="hint">{hint}</p>
            {form.post(request).at(at).class("labelled").around(fields)}
        </section>
    }
    .into_any()
}

/// The way there from the product's page.
pub(super) fn link(request: &Request, product: &EditedProduct) -> AnyView {
    let href = format!("{PATH}/{}/prices", product.id);
    view! { <a class="button" href=href>{t!(request.language, catalog.advanced_pricing)}</a> }.into_any()
}
