//! Each list that is declared, tried on the engine.

use crate::{
    Address as At, DemoCategory, DemoPerson, DemoProduct, DemoStep, DemoVisit, Effort, Faults, NewCustomer, Store, engine::conn::vars,
    tables,
};
use domain::{
    access::{Grants, Websites},
    address::{Address, Country},
    assistance::EndCause,
    audit::Origin,
    caller::Job,
    catalog::{Product, attribute::Values, price::Advanced},
    customers::{Email, PersonName},
    ids::{CustomerId, DocumentId, MailId, OrderId, StaffId},
    mail::{About, Mail},
    money::{Currency, Money},
    sales::{
        Taxed,
        document::{Chosen, Document, Kind},
        given::Given,
        methods::{PaymentMethod, ShippingMethod},
        order::{Line, Order, Purchase, Totals},
        progress::Pieces,
    },
    stores::Served,
    text::Secret,
    time::Moment,
};
use surrealdb::types::Value;
use uuid::Uuid;

const NOW: Moment = Moment::from_millis(1_772_366_400_000);

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn job() -> Job {
    Job::of_the_program(Origin { at: NOW, ..Origin::default() })
}

/// Sixty rows of each list.
async fn filled() -> Store {
    let store = Store::open_suffering(&At::Memory, Effort::Low, Faults::default()).await.unwrap();
    let job = job();
    let new = |n| NewCustomer {
        email: Email::parse(&format!("c{n}@example.com")).unwrap(),
        first_name: PersonName::parse(&format!("First{}", n % 7)).unwrap(),
        last_name: PersonName::parse(&format!("Last{}", n % 11)).unwrap(),
        password: Secret::new("correct horse"),
        consent: true,
        newsletter: false,
        website: crate::FIRST_WEBSITE,
        view: crate::FIRST_VIEW,
    };
    let customers: Vec<(Moment, NewCustomer)> = (0..60).map(|n| (NOW, new(n))).collect();
    store.by(&job).fill_customers(&customers, &mut |_| {}).await.unwrap();
    let products = (0..120)
        .map(|n| DemoProduct {
            sku: format!("S{n}"),
            slug: format!("s{n}"),
            name: format!("Thing {}", n % 13),
            description: String::new(),
            price: Money::new(n % 17, Currency::USD),
            stock: 1_000,
            pictures: Vec::new(),
            texts: Vec::new(),
            prices: Vec::new(),
            also: Vec::new(),
            advanced: Advanced::default(),
            attributes: Values::new(),
            related: Vec::new(),
        })
        .collect();
    let category = DemoCategory {
        slug: "all".into(),
        name: "All".into(),
        description: String::new(),
        parent: crate::FIRST_ROOT,
        texts: Vec::new(),
        products,
    };
    store.by(&job).fill_catalog(&[category], &mut |_| {}).await.unwrap();
    let people: Vec<DemoPerson> = store.by(&job).demo_people().await.unwrap();
    let product = store.by(&job).demo_products(1).await.unwrap().remove(0);
    let at = |n: usize| Moment::from_millis(NOW.millis() + i64::try_from(n).unwrap());
    let step = |n| DemoStep { at: at(n), product: product.clone(), before: 0, after: 1 };
    let visits: Vec<DemoVisit> = (0..60)
        .map(|n| DemoVisit {
            staff: StaffId::new(Uuid::from_u128(1)),
            staff_name: "rosa".into(),
            // Of one customer there are enough for a page and more.
            customer: people[if n < 30 { 0 } else { n }].clone(),
            clicked: at(n),
            entered: Origin { at: at(n), ..Origin::default() },
            steps: (0..if n == 0 { 60 } else { 0 }).map(step).collect(),
            ended: at(1_000),
            cause: EndCause::Closed,
        })
        .collect();
    store.by(&job).fill_visits("Main Website", &visits, &[]).await.unwrap();
    let orders: Vec<(Order, Vec<Document>)> = (0..60).map(|n| order(n, people[0].id, &product)).collect();
    store.by(&job).fill_orders(&orders, &mut |_| {}).await.unwrap();
    let mut writes = crate::engine::write::Writes::default();
    for n in 0..60 {
        let (id, row) = crate::customers::consent::changed(&people[0].id.to_string(), n % 2 == 1, "", at(n));
        writes.create(&id, row);
    }
    for (n, (order, _)) in orders.iter().enumerate() {
        let id = MailId::new(Uuid::from_u128(u128::try_from(n).unwrap() + 1));
        crate::mail::queue(&mut writes, &Mail::of_order(id, About::Order, order, order.placed));
    }
    let all = (Grants::All, Websites::All);
    crate::transfer::some(&mut writes, &job.on_behalf_of(StaffId::NOTHING, "rosa".to_owned(), all));
    store.conn.write(&writes).await.unwrap();
    store
}

/// An order of one customer's, with an invoice.
fn order(n: u32, customer: CustomerId, product: &Product) -> (Order, Vec<Document>) {
    let money = |minor| Money::new(minor, Currency::USD);
    let none = Taxed { net: money(0), tax: money(0) };
    let address = Address {
        first_name: PersonName::parse("Ada").unwrap(),
        last_name: PersonName::parse(&format!("Last{}", n % 11)).unwrap(),
        company: String::new(),
        street: "Am Hafen 1".into(),
        street_2: String::new(),
        city: "Berlin".into(),
        region: String::new(),
        postcode: "10115".into(),
        country: Country::parse("DE").unwrap(),
        phone: "030 1234567".into(),
    };
    let sum = Taxed { net: money(i64::from(n % 17)), tax: money(0) };
    let (sku, name) = (product.sku.clone(), product.name.clone());
    let line = Line { product: product.id, sku, name, price: sum.net, original: None, sum, pieces: Pieces::of(1), given: Given::default() };
    let bought = Purchase {
        customer: Some(customer),
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
    let (id, placed) = (OrderId::new(Uuid::from_u128(u128::from(n) + 1)), Moment::from_millis(NOW.millis() + i64::from(n % 7)));
    let order = Order::of(id, placed, &Served::default(), bought).unwrap();
    let (website, group, view) = (crate::FIRST_WEBSITE, crate::FIRST_GROUP, crate::FIRST_VIEW);
    let order = Order { number: format!("{n:09}"), website, group, view, ..order };
    let (order, taken) = order.invoice(&Chosen { pieces: vec![1], ..Chosen::default() }).unwrap();
    let invoice = Document {
        id: DocumentId::new(Uuid::from_u128(u128::from(n) + 1)),
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

#[tokio::test]
async fn each_list_is_a_scan_of_an_index_both_ways_and_finds_what_a_full_scan_finds() {
    let store = filled().await;
    let mut tried = 0;
    for table in tables::ALL {
        let Some(asked) = table.list.map(|list| list()) else { continue };
        for (within, column) in &asked.indexes {
            let name = table.name;
            // Of the lists by a column the one that most rows belong to.
            let most = format!(
                "SELECT VALUE {within} FROM (SELECT {within}, count() AS n FROM {name} GROUP BY {within} ORDER BY n DESC) WHERE {within} != NONE LIMIT 1"
            );
            let most: Vec<Value> = store.conn.read(&most, vars! {}).await.unwrap().take(0).unwrap();
            for (bound, direction, scan) in
                [("", "ASC", "Forward"), ("> '0'", "ASC", "Forward"), ("", "DESC", "Backward"), ("< '~'", "DESC", "Backward")]
            {
                let vars = || vars! { "within" => most[0].clone() };
                let bound = if bound.is_empty() { String::new() } else { format!("AND {column} {bound} ") };
                let sql = format!("SELECT * FROM {name} WHERE {within} = $within {bound}ORDER BY {column} {direction} LIMIT 21");
                let plan: Vec<Value> = store.conn.read(&format!("EXPLAIN {sql}"), vars()).await.unwrap().take(0).unwrap();
                let plan = format!("{plan:?}");
                assert!(plan.contains("IndexScan") && plan.contains(scan) && !plan.contains("Sort"), "{sql}: {plan}");
                let by_index: Vec<Value> = store.conn.read(&sql, vars()).await.unwrap().take(0).unwrap();
                let scanned = sql.replace(&format!("FROM {name}"), &format!("FROM {name} WITH NOINDEX"));
                let by_scan: Vec<Value> = store.conn.read(&scanned, vars()).await.unwrap().take(0).unwrap();
                assert_eq!(by_index.len(), 21, "{sql}");
                assert_eq!(by_index, by_scan, "{sql}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 30, "{tried}");
}

/// What the report reads besides the index of the record: events by their places, and what belongs to an order.
#[tokio::test]
async fn what_the_report_asks_of_the_store_is_looked_up_in_an_index_and_never_read_backward() {
    let store = filled().await;
    while store.by(&job()).place_events("test").await.unwrap() > 0 {}
    let orders: Vec<String> = store.conn.read("SELECT VALUE order FROM document LIMIT 1", vars! {}).await.unwrap().take(0).unwrap();
    for (table, sql) in [
        ("event_place", "SELECT * FROM event_place WHERE number > $first AND number <= $last"),
        ("document", "SELECT * FROM document WHERE order = $order"),
        ("mail", "SELECT * FROM mail WHERE order = $order"),
    ] {
        let vars = || vars! { "first" => 20_i64, "last" => 60_i64, "order" => orders[0].clone() };
        let plan: Vec<Value> = store.conn.read(&format!("EXPLAIN {sql}"), vars()).await.unwrap().take(0).unwrap();
        let plan = format!("{plan:?}");
        let is_looked_up =
            plan.contains("IndexScan") && !plan.contains("TableScan") && !plan.contains("Backward") && !plan.contains("Sort");
        assert!(is_looked_up, "{sql}: {plan}");
        let scanned = sql.replace(&format!("FROM {table}"), &format!("FROM {table} WITH NOINDEX"));
        let mut found: Vec<Vec<String>> = Vec::new();
        for sql in [sql, &*scanned] {
            let rows: Vec<Value> = store.conn.read(sql, vars()).await.unwrap().take(0).unwrap();
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            found.push(rows);
        }
        assert!(!found[0].is_empty() && found[0] == found[1], "{sql}: {found:?}");
    }
}

/// Of 20,000 products each page that was made walked over all.
#[tokio::test]
async fn products_are_found_by_their_addresses_without_walking_over_all() {
    let store = filled().await;
    for condition in ["own_slugs CONTAINS $one", "own_slugs CONTAINSANY $some", "slug = $one", "slug IN $some", "sku_key IN $some"] {
        let vars = vars! { "one" => "s1".to_owned(), "some" => vec!["s1".to_owned(), "s2".to_owned()] };
        let plan = store.conn.read(&format!("EXPLAIN SELECT * FROM product WHERE {condition}"), vars).await.unwrap().take(0);
        let plan: Vec<Value> = plan.unwrap();
        let plan = format!("{plan:?}");
        assert!(plan.contains("IndexScan") && !plan.contains("TableScan"), "{condition}: {plan}");
    }
    let skus: Vec<String> = (0..100).map(|n| format!("S{n}")).chain(["none".to_owned()]).collect();
    let rows: Vec<Value> = store.conn.rows_by("SELECT VALUE sku FROM product WHERE sku_key IN", &skus).await.unwrap();
    assert_eq!(rows.len(), 100);
}

#[tokio::test]
async fn a_column_that_no_row_has_fails_in_tests() {
    let store = filled().await;
    let mut writes = crate::engine::write::Writes::default();
    let people = store.by(&job()).demo_people().await.unwrap();
    let id = crate::record("customer", &people[0].id.to_string());
    writes.update(&crate::engine::write::Update::of(&id).set("frist_name", "Ada".to_owned()));
    let refused = store.conn.write(&writes).await;
    assert!(refused.is_err_and(|e| e.to_string().contains("frist_name")));
}
