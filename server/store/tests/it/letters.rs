//! Lists in the order of their reader's letters: before the index has what was written, after, and while there is none.

use super::{NOW, job, memory, permit, permit_within, person};
use domain::{
    access::Websites,
    address::{Address, Country},
    caller::right,
    catalog::{Product, attribute::Values, edit::filter::STATUS, price::Advanced},
    customers::{PersonName, WEBSITE},
    ids::{DocumentId, OrderId, WebsiteId},
    list::{Cursor, Filter, Listed, Query, Sort},
    money::{Currency, Money},
    sales::{
        Taxed,
        document::{Chosen, Document, Kind, MADE},
        given::Given,
        methods::{PaymentMethod, ShippingMethod},
        order::{HELPED, Line, Order, Purchase, Totals},
        progress::Pieces,
    },
    stores::{Language, Served},
    text::{Collation, sort_key_of},
    time::Moment,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{DemoCategory, DemoProduct, FIRST_GROUP, FIRST_ROOT, FIRST_VIEW, FIRST_WEBSITE, NewCustomer, Store, StoreError};
use uuid::Uuid;

const NAMES: [&str; 9] = ["Nuz", "Ñandú", "Ågren", "Zorn", "Öberg", "Äpfel", "Oz", "Nandi", "Ahl"];
/// So many of them are there first.
const FIRST: usize = 5;
const PAGE: usize = 2;
/// As Unicode has letters, and as the two languages that order some apart.
const READ: [Language; 3] = [Language::De, Language::Es, Language::Sv];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Of {
    Customers,
    Products,
    BillTo,
    ShipTo,
    Invoices,
}

impl Of {
    const ALL: [Self; 5] = [Self::Customers, Self::Products, Self::BillTo, Self::ShipTo, Self::Invoices];

    const fn order(self) -> &'static str {
        match self {
            Self::ShipTo => "ship_to",
            Self::Customers | Self::Products | Self::BillTo | Self::Invoices => "name",
        }
    }

    /// All of it as it stands, by a word, and by a filter.
    fn narrowed(self) -> [(&'static str, BTreeMap<&'static str, Filter>); 3] {
        let (word, filter) = match self {
            Self::Customers => ("kim", (WEBSITE, Filter::Is(FIRST_WEBSITE.to_string()))),
            Self::Products => ("thing", (STATUS, Filter::Is("1".to_owned()))),
            Self::BillTo | Self::ShipTo => ("ada", (HELPED, Filter::Is("0".to_owned()))),
            Self::Invoices => ("kim", (MADE, Filter::Between(None, None))),
        };
        [("", BTreeMap::new()), (word, BTreeMap::new()), ("", BTreeMap::from([filter]))]
    }

    fn query(self, language: Language) -> Query {
        Query {
            search: String::new(),
            filters: BTreeMap::new(),
            sort: Sort { by: self.order(), down: false },
            collation: Collation::of(language),
            cursor: Cursor::First,
        }
    }
}

/// What is called so, as it stands for readers of a language.
fn sorted(names: &[&str], language: Language) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    names.sort_by_cached_key(|name| sort_key_of(language, name));
    names
}

fn product(n: usize, name: &str) -> DemoProduct {
    DemoProduct {
        sku: format!("S{n}"),
        slug: format!("s{n}"),
        name: name.to_owned(),
        description: "A thing.".to_owned(),
        price: Money::new(100, Currency::USD),
        stock: 1_000,
        pictures: Vec::new(),
        texts: Vec::new(),
        prices: Vec::new(),
        also: Vec::new(),
        advanced: Advanced::default(),
        attributes: Values::new(),
        related: Vec::new(),
    }
}

fn person_name(name: &str) -> PersonName {
    PersonName::parse(name).unwrap()
}

/// An order of a guest's, with an invoice.
fn order(n: usize, name: &str, product: &Product) -> (Order, Vec<Document>) {
    let money = |minor| Money::new(minor, Currency::USD);
    let none = Taxed { net: money(0), tax: money(0) };
    let address = Address {
        first_name: person_name("Kim"),
        last_name: person_name(name),
        company: String::new(),
        street: "Am Hafen 1".into(),
        street_2: String::new(),
        city: "Berlin".into(),
        region: String::new(),
        postcode: "10115".into(),
        country: Country::parse("DE").unwrap(),
        phone: "030 1234567".into(),
    };
    let sum = Taxed { net: money(100), tax: money(0) };
    let (sku, called) = (product.sku.clone(), product.name.clone());
    let line = Line {
        product: product.id,
        sku,
        name: called,
        price: sum.net,
        original: None,
        sum,
        pieces: Pieces::of(1),
        given: Given::default(),
    };
    let bought = Purchase {
        customer: None,
        email: "ada@example.com".into(),
        name: "Ada".into(),
        customer_group: None,
        lines: vec![line],
        totals: Totals { subtotal: sum, shipping: none, include_tax: false },
        billing: address.clone(),
        shipping: address,
        shipping_method: ShippingMethod::Flatrate,
        payment_method: PaymentMethod::Checkmo,
    };
    let key = Uuid::from_u128(u128::try_from(n).unwrap() + 1);
    let placed = Moment::from_millis(NOW.millis() + i64::try_from(n).unwrap());
    let order = Order::of(OrderId::new(key), placed, &Served::default(), bought).unwrap();
    let order = Order { number: format!("{n:09}"), website: FIRST_WEBSITE, group: FIRST_GROUP, view: FIRST_VIEW, ..order };
    let (order, taken) = order.invoice(&Chosen { pieces: vec![1], ..Chosen::default() }).unwrap();
    let invoice = Document {
        id: DocumentId::new(key),
        kind: Kind::Invoice,
        number: format!("{n:09}"),
        order: order.id,
        invoice: None,
        order_number: order.number.clone(),
        order_placed: order.placed,
        website: order.website,
        bought_in: order.bought_in.clone(),
        name: order.billing.full_name(),
        email: order.email.clone(),
        made: order.placed,
        made_by: "Rosa Marin".into(),
        base_total: Some(order.base_total),
        taken,
        tracks: Vec::new(),
        comments: Vec::new(),
        mailed: None,
        revision: 0,
    };
    (order, vec![invoice])
}

/// A customer, a product, an order and an invoice of each of these names, where there is none yet.
async fn fill(store: &Store, names: &[&str]) {
    let job = job();
    let (by, each) = (store.by(&job), || names.iter().enumerate());
    let customer = |(n, name): (usize, &&str)| {
        let new = NewCustomer { first_name: person_name("Kim"), last_name: person_name(name), ..person(n) };
        (NOW, new)
    };
    let customers: Vec<(Moment, NewCustomer)> = each().map(customer).collect();
    by.fill_customers(&customers, &mut |_| {}).await.unwrap();
    let category = DemoCategory {
        slug: "all".into(),
        name: "All".into(),
        description: String::new(),
        parent: FIRST_ROOT,
        texts: Vec::new(),
        products: each().map(|(n, name)| product(n, name)).collect(),
    };
    by.fill_catalog(&[category], &mut |_| {}).await.unwrap();
    let sold = by.demo_products(1).await.unwrap().remove(0);
    let orders: Vec<(Order, Vec<Document>)> = each().map(|(n, name)| order(n, name, &sold)).collect();
    by.fill_orders(&orders, &mut |_| {}).await.unwrap();
}

async fn index(store: &Store) {
    let job = job();
    while store.by(&job).place_events("test").await.unwrap() > 0 {}
    while store.by(&job).index_rows(true).await.unwrap() > 0 {}
}

fn shown<T>((listed, total): (Listed<T>, Option<i64>), name: impl Fn(&T) -> String) -> (Listed<String>, Option<i64>) {
    let items = listed.items.iter().map(|row| name(row).trim_start_matches("Kim ").to_owned()).collect();
    (Listed { items, previous: listed.previous, next: listed.next }, total)
}

async fn read(store: &Store, of: Of, query: &Query) -> Result<(Listed<String>, Option<i64>), StoreError> {
    read_within(store, of, query, &Websites::All).await
}

async fn read_within(store: &Store, of: Of, query: &Query, websites: &Websites) -> Result<(Listed<String>, Option<i64>), StoreError> {
    let (customers, products) = (permit_within::<right::CustomersView>(websites), permit_within::<right::Products>(websites));
    let (orders, invoices) = (permit_within::<right::OrdersView>(websites), permit_within::<right::Invoices>(websites));
    Ok(match of {
        Of::Customers => shown(store.by(&customers).customers(query, PAGE).await?, |customer| customer.last_name.clone()),
        Of::Products => shown(store.by(&products).products(query, PAGE).await?, |product| product.texts.all.name.clone()),
        Of::BillTo => shown(store.by(&orders).orders(query, PAGE).await?, |order| order.billing.full_name()),
        Of::ShipTo => shown(store.by(&orders).orders(query, PAGE).await?, |order| order.shipping.full_name()),
        Of::Invoices => shown(store.by(&invoices).documents(query, PAGE).await?, |invoice| invoice.name.clone()),
    })
}

/// All names of a list, page after page; and page by page back again.
async fn walked(store: &Store, of: Of, query: &Query) -> Vec<String> {
    let (mut pages, mut cursor): (Vec<Vec<String>>, Cursor) = (Vec::new(), Cursor::First);
    let mut back = loop {
        let (listed, _) = read(store, of, &Query { cursor, ..query.clone() }).await.unwrap();
        pages.push(listed.items);
        let Some(next) = listed.next else { break listed.previous };
        assert!(next.len() < 300, "{next}");
        cursor = Cursor::After(next);
    };
    let all = pages.concat();
    pages.pop();
    while let Some(key) = back {
        let (listed, _) = read(store, of, &Query { cursor: Cursor::Before(key), ..query.clone() }).await.unwrap();
        assert_eq!(Some(listed.items), pages.pop(), "{of:?}: {query:?}");
        back = listed.previous;
    }
    assert!(pages.is_empty(), "{of:?}: {query:?}");
    all
}

/// These are there, and nothing else.
async fn stand_where_they_are_looked_for(store: &Store, names: &[&str], step: &str) {
    let count = i64::try_from(names.len()).ok();
    for (of, language) in Of::ALL.into_iter().flat_map(|of| READ.map(|language| (of, language))) {
        for (search, filters) in of.narrowed() {
            let mut query = Query { search: search.to_owned(), filters, ..of.query(language) };
            let mut expected = sorted(names, language);
            assert_eq!(walked(store, of, &query).await, expected, "{step}, {of:?}: {query:?}");
            // How many customers of a website there are is not kept, but counted with what the index finds.
            let (_, total) = read(store, of, &query).await.unwrap();
            let is_counted = query.collation != Collation::ROOT || of != Of::Customers || query.filters.is_empty();
            assert_eq!(total, count.filter(|_| is_counted), "{step}, {of:?}: {query:?}");
            query.sort.down = true;
            expected.reverse();
            assert_eq!(walked(store, of, &query).await, expected, "{step}, {of:?}: {query:?}");
        }
    }
}

#[tokio::test]
async fn names_stand_where_their_reader_looks_for_them_before_the_index_has_them_and_after() {
    let orders = READ.map(|language| sorted(&NAMES, language));
    assert!(orders[0] != orders[1] && orders[1] != orders[2] && orders[0] != orders[2], "{orders:?}");
    let store = memory().await;
    let first = &NAMES[..FIRST];
    fill(&store, first).await;
    stand_where_they_are_looked_for(&store, first, "before").await;
    index(&store).await;
    stand_where_they_are_looked_for(&store, first, "after").await;
    fill(&store, &NAMES).await;
    stand_where_they_are_looked_for(&store, &NAMES, "after, but for the last").await;
    index(&store).await;
    stand_where_they_are_looked_for(&store, &NAMES, "after all").await;
}

#[tokio::test]
async fn while_the_index_is_being_made_names_stand_as_most_look_for_them_and_a_page_of_another_order_begins_anew() {
    let store = memory().await;
    fill(&store, &NAMES).await;
    index(&store).await;
    let beginning = store.beside().await.unwrap();
    let (swedish, root) = (sorted(&NAMES, Language::Sv), sorted(&NAMES, Language::En));
    for of in Of::ALL {
        let query = of.query(Language::Sv);
        let onto = |cursor: Option<String>| Query { cursor: Cursor::After(cursor.unwrap()), ..query.clone() };
        let (listed, _) = read(&store, of, &query).await.unwrap();
        assert_eq!(listed.items, swedish[..PAGE], "{of:?}");
        let next = listed.next;
        if of == Of::ShipTo {
            // This order the index alone knows, for whoever reads it.
            assert!(matches!(read(&beginning, of, &query).await, Err(StoreError::Unavailable(_))));
            continue;
        }
        assert_eq!(walked(&beginning, of, &query).await, root, "{of:?}");
        for cursor in [Cursor::After(next.clone().unwrap()), Cursor::Before(next.clone().unwrap())] {
            let (anew, _) = read(&beginning, of, &Query { cursor, ..query.clone() }).await.unwrap();
            assert_eq!((&anew.items[..], anew.previous), (&root[..PAGE], None), "{of:?}");
            let (later, _) = read(&store, of, &onto(anew.next)).await.unwrap();
            assert_eq!((&later.items[..], later.previous), (&swedish[..PAGE], None), "{of:?}");
        }
        // So does one that somebody else has sent, who reads another language.
        let (spanish, _) = read(&store, of, &Query { collation: Collation::of(Language::Es), ..onto(next) }).await.unwrap();
        assert_eq!(spanish.items, sorted(&NAMES, Language::Es)[..PAGE], "{of:?}");
    }
    index(&beginning).await;
    stand_where_they_are_looked_for(&beginning, &NAMES, "once it is made").await;
}

#[tokio::test]
async fn a_page_of_which_somebody_else_deleted_a_row_is_no_end_of_its_list() {
    let store = memory().await;
    fill(&store, &NAMES).await;
    index(&store).await;
    let query = Of::Customers.query(Language::Sv);
    // By another program, which this one does not hear of until it follows: one of each of the first two pages.
    let (deletes, other) = (permit::<right::CustomersDelete>(), store.beside().await.unwrap());
    let expected = sorted(&NAMES, Language::Sv);
    for gone in [&expected[1], &expected[2]] {
        let (listed, _) =
            other.by(&permit::<right::CustomersView>()).customers(&Of::Customers.query(Language::En), NAMES.len()).await.unwrap();
        let customer = listed.items.into_iter().find(|customer| customer.last_name == *gone).unwrap();
        other.by(&deletes).delete_customer(&customer).await.unwrap();
    }
    let left: Vec<String> = expected.iter().filter(|name| **name != expected[1] && **name != expected[2]).cloned().collect();
    let (mut met, mut cursor) = (Vec::new(), Cursor::First);
    loop {
        let (listed, _) = read(&store, Of::Customers, &Query { cursor, ..query.clone() }).await.unwrap();
        met.extend(listed.items);
        let Some(next) = listed.next else { break };
        cursor = Cursor::After(next);
    }
    assert_eq!(met, left);
}

#[tokio::test]
async fn whoever_is_for_another_website_alone_is_shown_nothing_in_anybodys_order() {
    let store = memory().await;
    fill(&store, &NAMES).await;
    index(&store).await;
    let only = |website| Websites::These(BTreeSet::from([website]));
    let (own, another) = (only(FIRST_WEBSITE), only(WebsiteId::new(Uuid::from_u128(7))));
    for (of, language) in Of::ALL.into_iter().flat_map(|of| READ.map(|language| (of, language))) {
        for (search, filters) in of.narrowed() {
            let query = Query { search: search.to_owned(), filters, ..of.query(language) };
            let (listed, _) = read_within(&store, of, &query, &own).await.unwrap();
            assert_eq!(listed.items, sorted(&NAMES, language)[..PAGE], "{of:?}: {query:?}");
            let (listed, total) = read_within(&store, of, &query, &another).await.unwrap();
            assert!(listed.items.is_empty() && listed.next.is_none() && total.unwrap_or(0) == 0, "{of:?}: {query:?} {listed:?} {total:?}");
        }
    }
}
