//! The demo's orders, the same each time: in every state, with the documents that lead there, and some of them placed with help.

use super::{pace::Pace, stores};
use domain::{
    address::{Address, AddressBook, Country},
    caller::{Job, Proof},
    cart::{Cart, PricedCart, Quantity},
    catalog::{Product, price::Offer},
    customers::PersonName,
    ids::{AddressId, CartId, CustomerGroupId, CustomerId, DocumentId, OrderId, StoreGroupId, VisitId},
    money::Money,
    sales::{
        checkout::quote,
        document::{Chosen, Document, Kind, Taken, Track},
        methods::{PaymentMethod, ShippingMethod},
        order::{Comment, Order, PlacedBy, Purchase},
    },
    stores::{Served, Shop},
    text::Flaw,
    time::Moment,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::{DemoBook, DemoPerson, Store, StoreError};
use uuid::Uuid;

/// Of so many products what was ordered is drawn.
const BOUGHT: usize = 60;
/// So many addresses a customer keeps at most.
const KEPT: usize = 3;

/// Streets, towns, postcodes and regions.
const PLACES: [(&str, &str, &str, &str, &str); 6] = [
    ("Am Hafen 1", "Berlin", "10115", "", "DE"),
    ("12 Quay Street", "Portland", "97209", "OR", "US"),
    ("Calle Mayor 8", "Madrid", "28013", "M", "ES"),
    ("4 Rue du Port", "Nantes", "44000", "", "FR"),
    ("Kirchgasse 3", "Zürich", "8001", "", "CH"),
    ("7 Mill Lane", "York", "YO1 7HB", "", "GB"),
];

/// How far an order has come.
#[derive(Debug, Clone, Copy)]
enum Come {
    New,
    Invoiced,
    /// Half of it.
    Shipped,
    Complete,
    Refunded,
    Closed,
    Canceled,
    Held,
}

const COME: [Come; 8] =
    [Come::Complete, Come::New, Come::Invoiced, Come::Shipped, Come::Refunded, Come::Closed, Come::Canceled, Come::Held];

/// What the past is drawn from, and how far each store has counted.
struct Past<'a> {
    chance: fastrand::Rng,
    shop: &'a Shop,
    people: Vec<DemoPerson>,
    products: Vec<Product>,
    counted: BTreeMap<(StoreGroupId, Option<Kind>), u32>,
    places: Vec<StoreGroupId>,
}

fn flawed(_: impl std::fmt::Debug) -> StoreError {
    super::flawed(Flaw::NotPossible)
}

/// Orders of the demo's customers; and, in a shop that has all, each of them keeps where he had things sent. What tests know of one is little.
pub(super) async fn fill(store: &Store, job: &Job, count: usize, is_whole: bool, told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
    let people = store.by(job).demo_people().await?;
    let products = store.by(job).demo_products(BOUGHT).await?;
    let orders = orders(&store.shop(), people, products, count, job.origin().at)?;
    store.by(job).fill_orders(&orders, told).await?;
    if is_whole { store.by(job).fill_address_books(&books(&orders)?).await } else { Ok(()) }
}

/// Where each customer had his last orders sent, when, and by which website: the last is what he sends to by default.
fn books(orders: &[(Order, Vec<Document>)]) -> Result<Vec<DemoBook>, StoreError> {
    let mut books: BTreeMap<CustomerId, DemoBook> = BTreeMap::new();
    for (order, _) in orders.iter().rev() {
        let Some(customer) = order.customer else { continue };
        let DemoBook { book, kept, .. } =
            books.entry(customer).or_insert_with(|| DemoBook { customer, book: AddressBook::default(), kept: Vec::new() });
        let is_new = book.entries.iter().all(|(_, known)| known.street != order.shipping.street);
        if is_new && book.entries.len() < KEPT {
            book.put(AddressId::new(order.id.uuid()), order.shipping.clone(), false, false).map_err(flawed)?;
            kept.push((order.placed, order.website));
        }
    }
    Ok(books.into_values().collect())
}

/// So many orders, until `now`.
fn orders(
    shop: &Shop,
    people: Vec<DemoPerson>,
    products: Vec<Product>,
    count: usize,
    now: Moment,
) -> Result<Vec<(Order, Vec<Document>)>, StoreError> {
    if people.is_empty() || products.is_empty() {
        return Ok(Vec::new());
    }
    let mut past = Past { chance: fastrand::Rng::with_seed(16), shop, people, products, counted: BTreeMap::new(), places: Vec::new() };
    let pace = Pace::of_orders(count);
    let mut at = pace.begins(now);
    let mut orders = Vec::with_capacity(count);
    for n in 0..count {
        at = at.plus(pace.apart);
        orders.push(past.order(n, at)?);
    }
    Ok(orders)
}

impl Past<'_> {
    fn uuid(&mut self, at: Moment) -> Uuid {
        let mut bytes = [0_u8; 10];
        self.chance.fill(&mut bytes);
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.millis()).unwrap_or(0), &bytes).into_uuid()
    }

    fn number(&mut self, group: StoreGroupId, kind: Option<Kind>) -> String {
        if !self.places.contains(&group) {
            self.places.push(group);
        }
        let place = self.places.iter().position(|known| *known == group).unwrap_or_default();
        let before = if place == 0 { String::new() } else { format!("{}-", place.saturating_add(1)) };
        let number = self.counted.entry((group, kind)).or_default();
        *number = number.saturating_add(1);
        format!("{before}{number:09}")
    }

    fn order(&mut self, n: usize, at: Moment) -> Result<(Order, Vec<Document>), StoreError> {
        let person = self.people.get(n % self.people.len()).cloned().ok_or_else(|| flawed(()))?;
        let view = self.view(&person);
        let address = self.address(&person)?;
        let cart = self.cart(&view)?;
        let pieces = cart.cart.count();
        let shipping = view.config.flat_rate().and_then(|rate| rate.of(pieces).ok()).map(|price| view.price(price));
        let shipping = shipping.unwrap_or_else(|| Money::new(0, view.currency));
        let (lines, totals) = quote(&cart, &view.config, &address.country, shipping).map_err(flawed)?;
        // Some were placed in a visit.
        let placed_by =
            (n % 5 < 2 && person.consents).then(|| PlacedBy { name: "Theo Lund".to_owned(), visit: VisitId::new(self.uuid(at)) });
        let bought = Purchase {
            customer: Some(person.id),
            email: person.email.clone(),
            name: person.name.clone(),
            customer_group: Some(self.shop.pricing.groups.name(CustomerGroupId::GENERAL).to_owned()),
            lines,
            totals,
            billing: address.clone(),
            shipping: address,
            shipping_method: ShippingMethod::Flatrate,
            payment_method: PaymentMethod::Checkmo,
        };
        let order = Order::of(OrderId::new(self.uuid(at)), at, &view, bought).map_err(flawed)?;
        let order = Order { number: self.number(view.group, None), placed_by, mailed: Some(false), ..order };
        let come = COME.get(n % COME.len()).copied().unwrap_or(Come::New);
        self.lead(order, come)
    }

    /// Where he shops: his own website's first view.
    fn view(&self, person: &DemoPerson) -> Arc<Served> {
        let view = if person.website == stores::INTERNATIONAL { self.shop.view(stores::SPANISH) } else { None };
        Arc::clone(view.unwrap_or_else(|| self.shop.default_view()))
    }

    fn address(&mut self, person: &DemoPerson) -> Result<Address, StoreError> {
        let (street, city, postcode, region, country) = *self.chance.choice(&PLACES).ok_or_else(|| flawed(()))?;
        let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, &person.name));
        let address = Address {
            first_name: PersonName::parse(first).map_err(flawed)?,
            last_name: PersonName::parse(last).map_err(flawed)?,
            company: String::new(),
            street: street.to_owned(),
            street_2: String::new(),
            city: city.to_owned(),
            region: region.to_owned(),
            postcode: postcode.to_owned(),
            country: Country::parse(country).map_err(flawed)?,
            phone: format!("030 {:07}", self.chance.u32(1_000_000..9_999_999)),
        };
        address.checked().map_err(flawed)
    }

    /// One to three products, as they cost in the view.
    fn cart(&mut self, view: &Served) -> Result<PricedCart, StoreError> {
        let mut cart = Cart::empty(CartId::NOTHING);
        let mut products = Vec::new();
        for _ in 0..self.chance.usize(1..=3) {
            let product = self.chance.choice(&self.products).cloned().ok_or_else(|| flawed(()))?;
            let quantity = Quantity::at_most(self.chance.u32(1..=4));
            cart.add(product.id, quantity).map_err(flawed)?;
            products.push(Product { offer: Offer::plain(view.price(product.offer.regular)), ..product });
        }
        PricedCart::of(cart, &products).map_err(flawed)
    }

    fn document(&mut self, order: &Order, kind: Kind, taken: Taken, after: u64) -> Document {
        let made = order.placed.plus(Duration::from_secs(after.saturating_mul(3_600)));
        let parcel = || Track { carrier: "DHL".to_owned(), number: format!("JD{}", order.number) };
        Document {
            id: DocumentId::new(self.uuid(made)),
            kind,
            number: self.number(order.group, Some(kind)),
            order: order.id,
            invoice: None,
            order_number: order.number.clone(),
            order_placed: order.placed,
            website: order.website,
            bought_in: order.bought_in.clone(),
            name: order.name.clone(),
            email: order.email.clone(),
            made,
            made_by: "Rosa Marin".to_owned(),
            base_total: order.in_base(kind, &taken),
            taken,
            tracks: (kind == Kind::Shipment).then(parcel).into_iter().collect(),
            comments: Vec::new(),
            mailed: Some(false),
            revision: 0,
        }
    }

    /// Makes the documents that lead an order there.
    fn lead(&mut self, order: Order, come: Come) -> Result<(Order, Vec<Document>), StoreError> {
        let ordered = |order: &Order| -> Vec<u32> { order.lines.iter().map(|line| line.pieces.ordered).collect() };
        let all = Chosen { pieces: ordered(&order), ..Chosen::default() };
        let half = Chosen { pieces: all.pieces.iter().map(|n| n.div_ceil(2)).collect(), ..Chosen::default() };
        let (invoices, ships, refunds) = match come {
            Come::New | Come::Canceled | Come::Held => (None, None, None),
            Come::Invoiced => (Some(&all), None, None),
            Come::Shipped => (Some(&all), Some(&half), None),
            Come::Complete => (Some(&all), Some(&all), None),
            Come::Refunded => (Some(&all), Some(&all), Some(&half)),
            Come::Closed => (Some(&all), Some(&all), Some(&all)),
        };
        let (mut order, mut documents) = (order, Vec::new());
        if let Some(chosen) = invoices {
            let (next, taken) = order.invoice(chosen).map_err(flawed)?;
            documents.push(self.document(&order, Kind::Invoice, taken, 1));
            order = next;
        }
        if let Some(chosen) = ships {
            let (next, taken) = order.ship(chosen).map_err(flawed)?;
            documents.push(self.document(&order, Kind::Shipment, taken, 2));
            order = next;
        }
        if let Some(chosen) = refunds {
            let shipping = matches!(come, Come::Closed).then(|| order.refundable(None).shipping);
            let restock = chosen.pieces.iter().map(|_| true).collect();
            let (next, taken) = order.refund(None, &Chosen { shipping, restock, ..chosen.clone() }).map_err(flawed)?;
            documents.push(self.document(&order, Kind::Creditmemo, taken, 3));
            order = next;
        }
        match come {
            Come::Canceled => order = order.cancel().0,
            Come::Held => {
                order.holds = true;
                let text = "We could not reach you by phone. Please call us.".to_owned();
                let (at, by, state) = (order.placed, "Rosa Marin".to_owned(), Some(order.state()));
                order.comments.push(Comment { at, by, text, visible: true, state, notified: Some(false) });
            }
            Come::New | Come::Invoiced | Come::Shipped | Come::Complete | Come::Refunded | Come::Closed => {}
        }
        Ok((order, documents))
    }
}
