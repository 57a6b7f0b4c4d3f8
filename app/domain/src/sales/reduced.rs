//! Prices that are reduced, on their whole way: what is asked of each piece, by special prices, prices of groups and of so many pieces, and by
//! rules, becomes an order, its invoices and its credit memos.

use super::{
    Taxed,
    checkout::quote,
    document::{Chosen, Kind, Taken, tests::address},
    methods::{PaymentMethod, ShippingMethod},
    order::{Order, Purchase},
    progress::Pieces,
    tax::TaxRate,
};
use crate::{
    address::Country,
    cart::{Cart, PricedCart, Quantity, tests::costing},
    catalog::{
        Product,
        price::{
            Asking,
            tests::{MUG, asking, noon, rules, seen},
            trial::{OTHER, shop},
        },
        rule::Rule,
    },
    config::{Scope, Setting},
    ids::{CartId, CustomerGroupId, OrderId, ProductId},
    money::{Currency, Money, PLAIN, Percent},
};
use proptest::{collection::vec, prelude::*};
use std::iter;
use uuid::Uuid;

/// None, two and three decimals; and what is shown where there is no rate.
const CURRENCIES: [Currency; 5] = [Currency::USD, Currency::EUR, Currency::JPY, Currency::KWD, Currency::GBP];

/// What a shop is like, and what is bought there.
#[derive(Debug, Clone)]
struct Bought {
    currency: Currency,
    rules: Vec<Rule>,
    /// So many pieces of what asks this.
    of: Vec<(Asking, u32)>,
    wholesale: bool,
    tax: TaxRate,
    includes_tax: bool,
    /// As it is shown.
    shipping: i64,
}

fn bought() -> impl Strategy<Value = Bought> {
    let shop = (0..CURRENCIES.len(), rules(), 0..=Percent::WHOLE, any::<bool>());
    (shop, vec((asking(), 1_u32..12), 1..4), any::<bool>(), 0_i64..5_000).prop_map(
        |((n, rules, parts, includes_tax), of, wholesale, shipping)| Bought {
            currency: CURRENCIES[n],
            rules,
            of,
            wholesale,
            tax: TaxRate::new(parts).unwrap(),
            includes_tax,
            shipping,
        },
    )
}

/// The order; what each line is shown to cost is what each of its pieces is, times as many.
fn ordered(bought: &Bought) -> Result<Order, TestCaseError> {
    let rates = format!("DE {}", bought.tax.written(PLAIN));
    let set = [
        (Scope::Default, Setting::CurrencyRates, "USD 1\nEUR 0.9137\nJPY 151.5\nKWD 0.30715"),
        (Scope::Default, Setting::TaxRates, rates.as_str()),
        (Scope::Default, Setting::PricesIncludeTax, if bought.includes_tax { "1" } else { "0" }),
    ];
    let group = if bought.wholesale { CustomerGroupId::WHOLESALE } else { CustomerGroupId::GENERAL };
    let shop = shop(bought.rules.clone(), bought.currency, &set);
    let view = seen(&shop, OTHER, group, noon());
    let offers = bought.of.iter().map(|(asking, _)| view.offer(&MUG, asking, &[]).unwrap());
    let ids = (1..).map(|n| ProductId::new(Uuid::from_u128(n)));
    let products: Vec<Product> = offers.zip(ids).map(|(offer, id)| Product { id, ..costing(offer) }).collect();
    let lines = products.iter().zip(&bought.of).map(|(product, (_, pieces))| (product.id, Quantity::new(*pieces).unwrap())).collect();
    let cart = PricedCart::of(Cart { lines, ..Cart::empty(CartId::NOTHING) }, &products).unwrap();
    let shipping = Money::new(bought.shipping, view.shown_in());
    let (lines, totals) = quote(&cart, &view.config, &Country::parse("DE").unwrap(), shipping).unwrap();
    for (line, product) in lines.iter().zip(&products) {
        let (price, pieces) = (product.offer.of(line.pieces.ordered), i64::from(line.pieces.ordered));
        prop_assert_eq!((line.price, line.original), (price, Some(product.offer.regular)));
        prop_assert!(price.minor() <= product.offer.regular.minor());
        prop_assert_eq!(line.shown(bought.includes_tax).unwrap().minor(), price.minor() * pieces);
    }
    let purchase = Purchase {
        customer: None,
        email: "ada@example.com".into(),
        name: "Ada Brandt".into(),
        customer_group: None,
        lines,
        totals,
        billing: address(),
        shipping: address(),
        shipping_method: ShippingMethod::Flatrate,
        payment_method: PaymentMethod::Checkmo,
    };
    Ok(Order::of(OrderId::NOTHING, noon(), view.view(), purchase).unwrap())
}

/// What was asked of an order, or given back: of each line, for shipping, in sum, and in the base currency of the website.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    lines: Vec<Taxed>,
    shipping: Taxed,
    total: Money,
    base: i64,
}

impl Sum {
    fn nothing(of: &Order) -> Self {
        let none = Money::new(0, of.paid.currency());
        let nothing = Taxed { net: none, tax: none };
        Self { lines: vec![nothing; of.lines.len()], shipping: nothing, total: none, base: 0 }
    }

    /// All that the order costs.
    fn whole(of: &Order) -> Self {
        Self {
            lines: of.lines.iter().map(|line| line.sum).collect(),
            shipping: of.totals.shipping,
            total: of.totals.grand().unwrap(),
            base: of.base_total.minor(),
        }
    }

    /// With what a document of the order takes: each piece at the price that was shown, and in total what stands there.
    fn with(mut self, of: &Order, kind: Kind, taken: &Taken) -> Result<Self, TestCaseError> {
        for part in &taken.parts {
            let place = of.lines.iter().position(|line| line.product == part.product).unwrap();
            let price = of.lines[place].price.times(part.pieces).unwrap();
            prop_assert_eq!(of.totals.shown(part.sum).unwrap(), price);
            prop_assert!(part.sum.net.minor() >= 0 && part.sum.tax.minor() >= 0);
            self.lines[place] = self.lines[place].plus(part.sum).unwrap();
        }
        let minors = taken.parts.iter().map(|part| part.sum).chain([taken.shipping]).map(|sum| sum.net.minor() + sum.tax.minor());
        prop_assert_eq!(taken.total().unwrap().minor(), minors.sum::<i64>() + taken.adjustment.minor() - taken.fee.minor());
        self.shipping = self.shipping.plus(taken.shipping).unwrap();
        self.total = self.total.plus(taken.total().unwrap()).unwrap();
        self.base += of.in_base(kind, taken).unwrap().minor();
        Ok(self)
    }
}

/// As many pieces of each line as are wanted, and as are left of it; of what nothing is said, all of those.
fn pieces(of: &Order, wanted: &[u32], left: fn(Pieces) -> u32) -> Vec<u32> {
    let wanted = wanted.iter().copied().chain(iter::repeat(u32::MAX));
    of.lines.iter().zip(wanted).map(|(line, wanted)| wanted.min(left(line.pieces))).collect()
}

proptest! {
    /// In prices with and without tax, in currencies of none, two and three decimals, in whatever parts, whatever is given on top or kept back.
    #[test]
    fn what_is_sold_at_a_reduced_price_is_asked_and_given_back_to_the_smallest_unit(
        bought in bought(),
        invoices in vec(vec(0_u32..6, 3), 0..4),
        memos in vec((vec(0_u32..6, 3), 0_i64..2_000, 0_i64..900, 0_i64..900), 0..6),
    ) {
        let mut order = ordered(&bought)?;
        let whole = Sum::whole(&order);
        let mut asked = Sum::nothing(&order);
        // The last one asks for all that is left.
        for wanted in invoices.into_iter().chain([Vec::new()]) {
            let chosen = Chosen { pieces: pieces(&order, &wanted, Pieces::to_invoice), ..Chosen::default() };
            if let Ok((next, taken)) = order.invoice(&chosen) {
                asked = asked.with(&order, Kind::Invoice, &taken)?;
                order = next;
            }
        }
        prop_assert_eq!(&asked, &whole, "all invoices are the order");
        prop_assert_eq!((order.paid, order.due().unwrap().minor()), (whole.total, 0));

        let (mut given, mut on_top) = (Sum::nothing(&order), 0_i64);
        let money = |minor| Some(Money::new(minor, whole.total.currency()));
        for (wanted, shipping, adjustment, fee) in memos {
            let chosen = Chosen {
                pieces: pieces(&order, &wanted, Pieces::to_refund),
                shipping: money(shipping.min(order.refundable(None).shipping.minor())),
                adjustment: money(adjustment),
                fee: money(fee),
                ..Chosen::default()
            };
            if let Ok((next, taken)) = order.refund(None, &chosen) {
                given = given.with(&order, Kind::Creditmemo, &taken)?;
                on_top += adjustment - fee;
                order = next;
            }
            prop_assert!(order.refunded == given.total && given.total.minor() <= whole.total.minor());
        }
        // The last one gives back all that is left: what was given on top before is kept back, what was kept back is given.
        if order.refundable(None).total.minor() > 0 {
            let last = Chosen {
                pieces: pieces(&order, &[], Pieces::to_refund),
                shipping: Some(order.refundable(None).shipping),
                adjustment: money((-on_top).max(0)),
                fee: money(on_top.max(0)),
                ..Chosen::default()
            };
            let (next, taken) = order.refund(None, &last).unwrap();
            given = given.with(&order, Kind::Creditmemo, &taken)?;
            order = next;
            prop_assert_eq!(&given, &whole, "all credit memos are the order");
        }
        prop_assert_eq!(order.refunded, whole.total);
        prop_assert!(order.refund(None, &Chosen { adjustment: money(1), ..Chosen::default() }).is_err(), "there is nothing left to give back");
    }
}
