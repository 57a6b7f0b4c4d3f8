//! What a list of products is narrowed to, and how it is sorted: all of it stands in the address, and is asked by a form that reads.

use domain::{
    catalog::{
        ProductOrder,
        attribute::{Attribute, Narrows, Picked, in_address, of_address},
        filter::{Facets, Filter, Options, Step},
    },
    failure::Failure,
    money::{Currency, Money},
    text::Flaw,
};
use leptos::prelude::*;
use store::{Products, Wanted};
use ui::{
    format::{money, signs},
    t,
    table::{Pager, address, past_end},
    web::{Reply, Request},
    words,
};

/// So many products stand on a page: whole rows of two, three and four.
const PAGE: usize = 24;

/// Names in the address; of the first two what is typed is an amount.
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";
const STOCK: &str = "stock";
/// An option of an attribute: its code and the option's number. It may stand there several times.
const WITH: &str = "with";
/// So many of them are read: each is told with a link to all the others.
const MOST_PICKED: usize = 100;

/// How a list is asked for.
pub(super) struct Asked<'a> {
    request: &'a Request,
    /// What is searched for.
    text: Option<&'a str>,
    order: ProductOrder,
    filter: Filter,
    /// What is wrong with an end of the prices; it is left out then.
    flaws: (Option<Flaw>, Option<Flaw>),
}

/// What the prices of a view are in.
fn currency(request: &Request) -> Currency {
    request.view.price(Money::new(0, request.view.base_currency)).currency()
}

/// What was picked of attributes; what is none of their options is left out.
fn picked(request: &Request) -> Vec<Picked> {
    let attributes = &request.view.attributes;
    let all = request.query.all(WITH).take(MOST_PICKED);
    let asked: Vec<(&str, u32)> = all.filter_map(of_address).collect();
    let of = |narrows: &Narrows| {
        let code = &attributes.iter().find(|attribute| attribute.id == narrows.attribute)?.code;
        narrows.picked(asked.iter().filter(|(of, _)| of == code).map(|(_, number)| *number))
    };
    if asked.is_empty() { Vec::new() } else { Narrows::all(attributes).iter().filter_map(of).collect() }
}

impl<'a> Asked<'a> {
    pub(super) fn of(request: &'a Request, text: Option<&'a str>) -> Self {
        let amount = |name: &str| match request.query.get(name).map(str::trim) {
            None | Some("") => (None, None),
            Some(text) => match Money::read(text, currency(request), signs(request.language)) {
                Ok(amount) => (Some(amount.minor()), None),
                Err(flaw) => (None, Some(flaw)),
            },
        };
        let ((from, from_flaw), (to, to_flaw)) = (amount(FROM), amount(TO));
        let filter = Filter::new(from, to, request.query.get(STOCK) == Some("1")).with(picked(request));
        let order = request.query.get("sort").and_then(ProductOrder::from_code).unwrap_or_default();
        Self { request, text, order, filter, flaws: (from_flaw, to_flaw) }
    }

    pub(super) fn wanted(&self) -> Result<Wanted, Failure> {
        Ok(Wanted { order: self.order, filter: self.filter.clone(), cursor: self.request.cursor()?, size: PAGE })
    }

    /// Where nothing is before what was shown any more: the list begins anew.
    pub(super) fn anew(&self, products: &Products) -> Option<Reply> {
        let is_before = self.request.query.get("before").is_some() && products.listed.items.is_empty();
        is_before.then(|| Reply::see_other(self.link(&self.filter, None)))
    }

    fn written(&self, minor: i64) -> String {
        Money::new(minor, currency(self.request)).written(signs(self.request.language))
    }

    fn money(&self, minor: i64) -> String {
        money(&self.request.view.locale, Money::new(minor, currency(self.request)))
    }

    /// The address of the same list, narrowed to something else; further pages begin anew.
    fn link(&self, filter: &Filter, more: Option<(&str, &str)>) -> String {
        let order = if self.order == ProductOrder::default() { "" } else { self.order.code() };
        let end = |end: Option<i64>| end.map(|minor| self.written(minor)).unwrap_or_default();
        let (from, to, stock) = (end(filter.from), end(filter.to), if filter.in_stock { "1" } else { "" });
        let query = [("q", self.text.unwrap_or_default()), ("sort", order), (FROM, &from), (TO, &to), (STOCK, stock)];
        let with = self.options(filter);
        let with = with.iter().map(|option| (WITH, option.as_str()));
        address(&self.request.here(), &query.into_iter().chain(with).chain(more).collect::<Vec<_>>())
    }

    /// What a form leaves as it is, in hidden fields.
    fn kept(&self, but: &[&str]) -> AnyView {
        let filter = &self.filter;
        let end = |end: Option<i64>| end.map(|minor| self.written(minor)).unwrap_or_default();
        let order = if self.order == ProductOrder::default() { "" } else { self.order.code() };
        let all = [
            ("q", self.text.unwrap_or_default().to_owned()),
            ("sort", order.to_owned()),
            (FROM, end(filter.from)),
            (TO, end(filter.to)),
            (STOCK, if filter.in_stock { "1".to_owned() } else { String::new() }),
        ];
        let with = self.options(filter).into_iter().map(|option| (WITH, option));
        let kept = all.into_iter().chain(with).filter(|(name, value)| !value.is_empty() && !but.contains(name));
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view().into_any()
    }

    /// The list with what stands above it: how much there is, what it is narrowed to and can be, and its order.
    pub(super) fn list<V: IntoView + 'static>(&self, products: &Products, tiles: V) -> AnyView {
        let language = self.request.language;
        let Products { listed, order, facets } = products;
        let told = (*order != self.order).then(|| view! { <p class="notice" role="status">{t!(language, catalog.order_later)}</p> });
        // In whichever order it begins, it goes on.
        let asked = Self { order: *order, filter: self.filter.clone(), ..*self };
        let link = |name, key: &String| asked.link(&asked.filter, Some((name, key)));
        let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
        let count = facets.as_ref().map(|facets| {
            let many = i64::try_from(facets.found).unwrap_or(i64::MAX);
            let number = ui::format::number(language, many);
            view! { <p class="count">{t!(language, catalog.items_found, count = many, number = number).to_string()}</p> }
        });
        let is_past_end = self.request.query.get("after").is_some();
        let none = listed.items.is_empty().then(|| {
            if is_past_end {
                return past_end(language, self.link(&self.filter, None));
            }
            let text = if self.filter.is_everything() { t!(language, catalog.no_products) } else { t!(language, catalog.no_match) };
            view! { <p class="empty">{text}</p> }.into_any()
        });
        let is_empty = listed.items.is_empty() && self.filter.is_everything() && !is_past_end;
        view! {
            {told}
            <div class="listing">
                {facets.as_ref().filter(|_| !is_empty).map(|facets| asked.panel(facets))}
                <div>
                    <div class="listing-bar">{count} {(!is_empty).then(|| asked.sorter())}</div>
                    {asked.chips()}
                    {tiles}
                    {none}
                    <Pager language previous next />
                </div>
            </div>
        }
        .into_any()
    }

    fn range(&self, from: Option<i64>, to: Option<i64>) -> String {
        let language = self.request.language;
        match (from, to) {
            (Some(from), Some(to)) if from == to => self.money(from),
            (Some(from), Some(to)) => format!("{} – {}", self.money(from), self.money(to)),
            (Some(from), None) => t!(language, catalog.and_above, from = self.money(from)),
            (None, Some(to)) => t!(language, catalog.up_to, to = self.money(to)),
            (None, None) => String::new(),
        }
    }

    /// What the list is narrowed to, each to be taken back.
    fn chips(&self) -> Option<AnyView> {
        let (language, filter) = (self.request.language, &self.filter);
        let price = filter.has_price().then(|| {
            let text = format!("{}: {}", t!(language, catalog.price), self.range(filter.from, filter.to));
            (text, Filter { from: None, to: None, ..filter.clone() })
        });
        let stock = filter.in_stock.then(|| (t!(language, catalog.in_stock).to_owned(), Filter { in_stock: false, ..filter.clone() }));
        let options = filter.with.iter().flat_map(|picked| self.taken_back(picked));
        let chips = price.into_iter().chain(stock).chain(options).map(|(text, without)| {
            let remove = t!(language, catalog.remove_filter, filter = text.as_str());
            view! { <li><a class="chip" href=self.link(&without, None) aria-label=remove>{text} " " <span aria-hidden="true">"×"</span></a></li> }
        });
        let all = (filter.count() > 1)
            .then(|| view! { <li><a href=self.link(&Filter::default(), None)>{t!(language, catalog.clear_all)}</a></li> });
        (!filter.is_everything()).then(|| {
            view! { <ul class="chips" aria-label=t!(language, catalog.chosen_filters)>{chips.collect_view()} {all}</ul> }.into_any()
        })
    }

    /// The options that a filter asks for, as they stand in the address; those that nobody could choose any more are left out.
    fn options(&self, filter: &Filter) -> Vec<String> {
        let of = |picked: &Picked| {
            let code = self.named(picked).map(|attribute| attribute.code.as_str());
            code.map(|code| picked.numbers.iter().map(|number| in_address(code, *number)).collect::<Vec<_>>()).unwrap_or_default()
        };
        filter.with.iter().flat_map(of).collect()
    }

    fn named(&self, picked: &Picked) -> Option<&'a Attribute> {
        self.request.view.attributes.iter().find(|attribute| attribute.id == picked.attribute)
    }

    /// What an option of an attribute is called here.
    fn called(&self, attribute: &'a Attribute, number: u32) -> Option<&'a str> {
        let language = self.request.language;
        attribute.called(number, Some(self.request.view.id), (t!(language, common.form.yes), t!(language, common.form.no)))
    }

    /// Each option that was picked, in words, and the list without it.
    fn taken_back(&self, picked: &Picked) -> Vec<(String, Filter)> {
        let Some(attribute) = self.named(picked) else { return Vec::new() };
        let label = attribute.label.shown_in(Some(self.request.view.id));
        let narrows = Narrows::all(&self.request.view.attributes);
        let each = picked.numbers.iter().filter_map(|number| {
            let text = format!("{label}: {}", self.called(attribute, *number)?);
            let others = self.filter.with.iter().filter(|other| other.attribute != picked.attribute).cloned();
            let rest = narrows.iter().find(|narrows| narrows.attribute == picked.attribute)?;
            let rest = rest.picked(picked.numbers.iter().copied().filter(|other| other != number));
            Some((text, self.filter.clone().with(others.chain(rest).collect())))
        });
        each.collect()
    }

    /// The options of an attribute, each with how many products have it.
    fn attribute(&self, options: &Options) -> Option<AnyView> {
        let attribute = self.request.view.attributes.iter().find(|attribute| attribute.id == options.attribute)?;
        let boxes = options.counts.iter().filter_map(|(number, count)| {
            let (label, value) = (self.called(attribute, *number)?.to_owned(), in_address(&attribute.code, *number));
            let many = ui::format::number(self.request.language, i64::try_from(*count).unwrap_or(i64::MAX));
            let (id, checked) = (format!("{WITH}-{value}"), self.filter.picks(options.attribute, *number));
            Some(view! {
                <div class="field check">
                    <input type="checkbox" id=id.clone() name=WITH value=value checked=checked />
                    <label for=id>{label} " " <span class="hint">"(" {many} ")"</span></label>
                </div>
            })
        });
        let (boxes, legend) = (boxes.collect_view(), attribute.label.shown_in(Some(self.request.view.id)).to_owned());
        Some(view! { <fieldset><legend>{legend}</legend>{boxes}</fieldset> }.into_any())
    }

    fn step(&self, step: &Step) -> AnyView {
        let is_chosen = (self.filter.from, self.filter.to) == (Some(step.from), step.to);
        let href = self.link(&Filter { from: Some(step.from), to: step.to, ..self.filter.clone() }, None);
        let many = ui::format::number(self.request.language, i64::try_from(step.count).unwrap_or(i64::MAX));
        view! {
            <li>
                <a href=href aria-current=is_chosen.then_some("true")>{self.range(Some(step.from), step.to)}</a>
                " " <span class="hint">"(" {many} ")"</span>
            </li>
        }
        .into_any()
    }

    /// An end of the prices as it is asked for, whichever field it was typed into; what cannot be read, as it was typed.
    fn end(&self, name: &'static str, label: &'static str, (asked, flaw): (Option<i64>, Option<Flaw>)) -> AnyView {
        let typed = || self.request.query.get(name).unwrap_or_default().trim().to_owned();
        let value = if flaw.is_some() { typed() } else { asked.map(|minor| self.written(minor)).unwrap_or_default() };
        let says = format!("{name}-flaw");
        let described = flaw.is_some().then(|| says.clone());
        let flaw = flaw.map(|flaw| view! { <p class="flaw" id=says>{words::flaw(self.request.language, flaw)}</p> });
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input id=name name=name type="text" inputmode="decimal" autocomplete="off" maxlength="20" value=value
                    aria-invalid=described.is_some().then_some("true") aria-describedby=described />
                {flaw}
            </div>
        }
        .into_any()
    }

    /// What it can be narrowed to. On a phone it opens; elsewhere it stands beside the list.
    fn panel(&self, facets: &Facets) -> AnyView {
        let language = self.request.language;
        let chosen = self.filter.count();
        let badge = (chosen > 0).then(|| view! { " " <span class="badge">{chosen}</span> });
        let steps = (!facets.steps.is_empty()).then(|| {
            let steps = facets.steps.iter().map(|step| self.step(step)).collect_view();
            view! { <ul class="steps">{steps}</ul> }
        });
        let in_stock = ui::format::number(language, i64::try_from(facets.in_stock).unwrap_or(i64::MAX));
        let is_wrong = self.flaws.0.or(self.flaws.1).is_some();
        view! {
            <details class="filter-panel" open=is_wrong>
                <summary class="button">{t!(language, catalog.filter)} {badge}</summary>
                <form method="get" action=self.request.here()>
                    {self.kept(&[FROM, TO, STOCK, WITH])}
                    <fieldset>
                        <legend>{t!(language, catalog.price)}</legend>
                        {steps}
                        <div class="range">
                            {self.end(FROM, t!(language, catalog.from), (self.filter.from, self.flaws.0))}
                            {self.end(TO, t!(language, catalog.to), (self.filter.to, self.flaws.1))}
                        </div>
                    </fieldset>
                    <fieldset>
                        <legend>{t!(language, catalog.availability)}</legend>
                        <div class="field check">
                            <input type="checkbox" id=STOCK name=STOCK value="1" checked=self.filter.in_stock />
                            <label for=STOCK>{t!(language, catalog.in_stock_only)} " " <span class="hint">"(" {in_stock} ")"</span></label>
                        </div>
                    </fieldset>
                    {facets.options.iter().filter_map(|options| self.attribute(options)).collect_view()}
                    <button class="button">{t!(language, catalog.show)}</button>
                </form>
            </details>
        }
        .into_any()
    }

    /// The choice of an order: a form that reads, so that the order stands in the address. With scripts choosing is enough
    /// (`frontend/chosen.js`).
    fn sorter(&self) -> AnyView {
        let language = self.request.language;
        let options = ProductOrder::ALL.map(|o| {
            let label = match o {
                ProductOrder::Position => t!(language, catalog.position),
                ProductOrder::Name => t!(language, catalog.by_name),
                ProductOrder::PriceUp => t!(language, catalog.price_up),
                ProductOrder::PriceDown => t!(language, catalog.price_down),
            };
            view! { <option value=o.code() selected=o == self.order>{label}</option> }
        });
        view! {
            <form class="sorter" method="get" action=self.request.here() data-chosen="sort">
                {self.kept(&["sort"])}
                <label for="sort">{t!(language, catalog.sort_by)}</label>
                <select id="sort" name="sort" autocomplete="off">{options.into_iter().collect_view()}</select>
                <button class="button">{t!(language, common.form.choose)}</button>
            </form>
        }
        .into_any()
    }
}
