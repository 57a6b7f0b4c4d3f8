//! The demo's past: visits of the support staff to customers who allow it, the same each time.

use super::{
    STEP,
    pace::{Pace, Times},
};
use domain::{
    assistance::EndCause,
    audit::Origin,
    caller::{Job, Proof},
    cart::{Cart, Quantity},
    catalog::Product,
    ids::{CartId, StaffId},
    time::Moment,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{DemoPerson, DemoStep, DemoVisit, Store, StoreError};

pub(super) const FEWEST: usize = 4;
pub(super) const MOST: usize = 12;
const CAUSES: [EndCause; 6] =
    [EndCause::Closed, EndCause::Closed, EndCause::Closed, EndCause::Idle, EndCause::Expired, EndCause::StaffSignedOut];
const PRODUCTS: usize = 200;

/// What the past is drawn from, and the carts as they stand at the moment that has been reached.
struct Past {
    chance: fastrand::Rng,
    staff: Vec<(StaffId, String)>,
    people: Vec<DemoPerson>,
    products: Vec<Product>,
    carts: BTreeMap<CartId, Cart>,
    next: Moment,
    pace: Pace,
}

impl Past {
    /// The next visit; `None` where there is nobody to visit, or nothing to buy.
    fn visit(&mut self) -> Option<DemoVisit> {
        let (staff, staff_name) = self.chance.choice(&self.staff)?.clone();
        let customer = self.chance.choice(&self.people)?.clone();
        let entered = Origin {
            at: self.next,
            store_view: "en".to_owned(),
            address: format!("198.51.100.{}", self.chance.u8(1..=254)),
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(),
            request: String::new(),
        };
        let count = self.chance.usize(FEWEST..=MOST);
        let Times { clicked, steps, ended } = self.pace.visit(entered.at, count);
        let steps = steps.into_iter().map(|at| self.step(&customer, at)).collect::<Option<Vec<_>>>()?;
        let cause = *self.chance.choice(&CAUSES)?;
        self.next = self.next.plus(self.pace.apart);
        Some(DemoVisit { staff, staff_name, customer, clicked, entered, steps, ended, cause })
    }

    /// Puts something in, or takes all of it out where there is plenty.
    fn step(&mut self, customer: &DemoPerson, at: Moment) -> Option<DemoStep> {
        let product = self.chance.choice(&self.products)?.clone();
        let cart = self.carts.entry(customer.cart).or_insert_with(|| Cart::empty(customer.cart));
        let before = cart.quantity_of(product.id);
        if before > 2 || (before == 0 && cart.lines.len() > 5) {
            // What was chosen first goes first.
            let oldest = if before > 0 { product.id } else { cart.lines.first()?.0 };
            let before = cart.quantity_of(oldest);
            cart.remove(oldest).ok()?;
            cart.revision = cart.revision.saturating_add(1);
            let product = self.products.iter().find(|p| p.id == oldest)?.clone();
            return Some(DemoStep { at, product, before, after: 0 });
        }
        cart.add(product.id, Quantity::ONE).ok()?;
        cart.revision = cart.revision.saturating_add(1);
        Some(DemoStep { at, after: cart.quantity_of(product.id), before, product })
    }

    /// The carts that these visits left changed.
    fn left_by(&self, visits: &[DemoVisit]) -> Vec<Cart> {
        let touched: BTreeSet<CartId> = visits.iter().map(|v| v.customer.cart).collect();
        touched.iter().filter_map(|id| self.carts.get(id).cloned()).collect()
    }
}

/// Writes visits until they have left `events` events. What was written before is gone through again without being
/// written: the same visits come out.
pub(super) async fn fill(
    store: &Store,
    job: &Job,
    events: usize,
    staff: Vec<(StaffId, String)>,
    told: &mut impl FnMut(usize),
) -> Result<(), StoreError> {
    if events == 0 {
        return Ok(());
    }
    let pace = Pace::of_visits(events);
    let website = store.shop().default_view().website_name.clone();
    let mut past = Past {
        chance: fastrand::Rng::with_seed(7),
        staff,
        people: store.by(job).demo_people().await?.into_iter().filter(|person| person.consents).collect(),
        products: store.by(job).demo_products(PRODUCTS).await?,
        carts: BTreeMap::new(),
        next: pace.begins(job.origin().at),
        pace,
    };
    let written = store.by(job).visits_filled().await?;
    let (mut visits, mut reached, mut batch) = (0_usize, 0_usize, Vec::new());
    while reached < events {
        let Some(visit) = past.visit() else { break };
        visits = visits.saturating_add(1);
        reached = reached.saturating_add(visit.events());
        if visits > written {
            batch.push(visit);
        }
        if batch.len() >= STEP || reached >= events {
            store.by(job).fill_visits(&website, &batch, &past.left_by(&batch)).await?;
            batch.clear();
            told(reached);
        }
    }
    Ok(())
}
