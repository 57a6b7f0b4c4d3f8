use super::*;
use crate::{
    address::{Address, Country},
    customers::PersonName,
    money::Currency,
    sales::{
        given::Given,
        methods::{PaymentMethod, ShippingMethod},
        order::{Line, Purchase, Totals},
        progress::{Pieces, State},
    },
    stores::Served,
};
use proptest::{collection::vec, prelude::*};

pub(in crate::sales) const CURRENCIES: [Currency; 3] = [Currency::USD, Currency::JPY, Currency::KWD];

pub(in crate::sales) fn address() -> Address {
    Address {
        first_name: PersonName::parse("Ada").unwrap(),
        last_name: PersonName::parse("Brandt").unwrap(),
        company: String::new(),
        street: "Am Hafen 1".into(),
        street_2: String::new(),
        city: "Berlin".into(),
        region: String::new(),
        postcode: "10115".into(),
        country: Country::parse("DE").unwrap(),
        phone: "030 1234567".into(),
    }
}

/// Lines of so many pieces, what they cost without tax, and their tax; and the same of the shipping.
pub(in crate::sales) fn order(currency: Currency, of: &[(u32, i64, i64)], (net, tax): (i64, i64)) -> Order {
    let money = |minor| Money::new(minor, currency);
    let line = |(n, (ordered, net, tax)): (u128, &(u32, i64, i64))| Line {
        product: ProductId::new(uuid::Uuid::from_u128(n)),
        sku: "AL-101".into(),
        name: "Harbour Mug".into(),
        price: money(*net),
        original: None,
        sum: Taxed { net: money(*net), tax: money(*tax) },
        pieces: Pieces::of(*ordered),
        given: Given::default(),
    };
    let lines: Vec<Line> = (1..).zip(of).map(line).collect();
    let nothing = Taxed { net: money(0), tax: money(0) };
    let subtotal = lines.iter().try_fold(nothing, |sum, line| sum.plus(line.sum)).unwrap();
    let bought = Purchase {
        customer: None,
        email: "ada@example.com".into(),
        name: "Ada Brandt".into(),
        customer_group: None,
        totals: Totals { subtotal, shipping: Taxed { net: money(net), tax: money(tax) }, include_tax: false },
        lines,
        billing: address(),
        shipping: address(),
        shipping_method: ShippingMethod::Flatrate,
        payment_method: PaymentMethod::Checkmo,
    };
    Order::of(OrderId::NOTHING, Moment::from_millis(0), &Served::default(), bought).unwrap()
}

pub(in crate::sales) fn chosen(pieces: &[u32]) -> Chosen {
    Chosen { pieces: pieces.to_vec(), ..Chosen::default() }
}

/// What is done next: of which line, how many pieces, how much money.
#[derive(Debug, Clone)]
enum Step {
    Invoice(Vec<u32>),
    Ship(Vec<u32>),
    Refund(Vec<u32>, i64, i64, i64),
    Cancel,
}

fn step() -> impl Strategy<Value = Step> {
    let pieces = || vec(0_u32..5, 3);
    prop_oneof![
        pieces().prop_map(Step::Invoice),
        pieces().prop_map(Step::Ship),
        (pieces(), 0_i64..400, 0_i64..50, 0_i64..50)
            .prop_map(|(pieces, shipping, adjustment, fee)| Step::Refund(pieces, shipping, adjustment, fee)),
        Just(Step::Cancel),
    ]
}

proptest! {
    /// B38 to B40: a cent was left over, or asked twice; more was shipped than was ordered.
    #[test]
    fn whatever_is_done_to_an_order_nothing_is_taken_twice_and_all_parts_are_the_whole(
        steps in vec(step(), 0..24),
        of in vec((1_u32..8, 0_i64..10_000, 0_i64..2_000), 3),
        shipping in (0_i64..500, 0_i64..100),
        n in 0..3_usize,
        base in 0_i64..100_000,
    ) {
        let mut order = Order { base_total: Money::new(base, Currency::EUR), ..order(CURRENCIES[n], &of, shipping) };
        let (mut asked, mut given, mut asked_in_base) = (0_i64, 0_i64, 0_i64);
        for step in steps {
            let money = |minor| Some(Money::new(minor, order.paid.currency()));
            let total = |(next, taken): (Order, Taken)| (next, taken.total().unwrap().minor());
            match step {
                Step::Invoice(pieces) => {
                    if let Ok((next, taken)) = order.invoice(&chosen(&pieces)) {
                        asked_in_base += order.in_base(Kind::Invoice, &taken).unwrap().minor();
                        let (next, sum) = total((next, taken));
                        (order, asked) = (next, asked + sum);
                    }
                }
                Step::Ship(pieces) => order = order.ship(&chosen(&pieces)).map_or(order, |(next, _)| next),
                Step::Refund(pieces, shipping, adjustment, fee) => {
                    let wanted = Chosen { shipping: money(shipping), adjustment: money(adjustment), fee: money(fee), ..chosen(&pieces) };
                    if let Ok((next, sum)) = order.refund(None, &wanted).map(total) {
                        (order, given) = (next, given + sum);
                    }
                }
                Step::Cancel => order = order.cancel().0,
            }
            let grand = order.totals.grand().unwrap().minor();
            prop_assert!(order.paid.minor() == asked && asked <= grand);
            prop_assert!(order.refunded.minor() == given && given <= asked);
            for line in &order.lines {
                let p = line.pieces;
                prop_assert!(p.invoiced + p.canceled <= p.ordered && p.shipped + p.canceled <= p.ordered && p.refunded <= p.invoiced);
            }
            if order.lines.iter().all(|line| line.pieces.invoiced == line.pieces.ordered) {
                prop_assert_eq!(asked, grand, "all invoices are the order");
                prop_assert_eq!(asked_in_base, if grand == 0 { 0 } else { base }, "and in the base currency");
            }
        }
    }
}

#[test]
fn an_order_is_invoiced_shipped_and_given_back_in_parts() {
    let total = |taken: &Taken| taken.total().unwrap().minor();
    let order = order(Currency::USD, &[(3, 9_999, 1_900), (1, 500, 95)], (500, 95));
    assert_eq!(order.state(), State::New);
    let (order, first) = order.invoice(&chosen(&[1, 0])).unwrap();
    assert_eq!((total(&first), first.shipping.tax.minor()), (3_333 + 633 + 595, 95), "the shipping is asked at once");
    assert_eq!((order.state(), order.invoice(&chosen(&[3, 0]))), (State::Processing, Err((Place::Line(0), Flaw::MoreThanLeft))));
    let (order, rest) = order.invoice(&chosen(&[2, 1])).unwrap();
    assert_eq!(total(&first) + total(&rest), order.totals.grand().unwrap().minor());
    assert_eq!(order.due().unwrap().minor(), 0);
    let (order, _) = order.ship(&chosen(&[3, 1])).unwrap();
    assert_eq!((order.state(), order.ship(&chosen(&[1, 0]))), (State::Complete, Err((Place::Line(0), Flaw::MoreThanLeft))));
    // A third of the goods and of the shipping, an apology, and a fee.
    let money = |minor| Some(Money::new(minor, Currency::USD));
    let wanted = Chosen { shipping: money(200), adjustment: money(50), fee: money(10), ..chosen(&[1, 0]) };
    let (order, memo) = order.refund(None, &wanted).unwrap();
    assert_eq!((total(&memo), memo.shipping.tax.minor()), (3_333 + 633 + 200 + 40, 32));
    let too_much = Chosen { shipping: money(400), ..Chosen::default() };
    assert_eq!(order.refund(None, &too_much), Err((Place::Shipping, Flaw::MoreThanLeft)));
    let too_much = Chosen { adjustment: money(order.refundable(None).total.minor() + 1), ..Chosen::default() };
    assert_eq!(order.refund(None, &too_much), Err((Place::Total, Flaw::MoreThanPaid)));
    let last = Chosen { adjustment: Some(order.refundable(None).total), ..Chosen::default() };
    let (order, _) = order.refund(None, &last).unwrap();
    assert_eq!((order.state(), order.progress().can_refund()), (State::Closed, false));
    assert_eq!(order.refund(None, &chosen(&[])), Err((Place::Total, Flaw::NothingToRefund)));
}

/// A fee of millions, on as much given on top, closed an order of which a cent was given back; and so did a fee that was given back later.
#[test]
fn what_is_given_on_top_was_paid_and_is_not_kept_back() {
    let money = |minor| Some(Money::new(minor, Currency::USD));
    let all = chosen(&[1, 1]);
    let (order, _) = order(Currency::USD, &[(1, 1_000, 0), (1, 200, 0)], (0, 0)).invoice(&all).unwrap();
    let of = |adjustment, fee| Chosen { adjustment: money(adjustment), fee: money(fee), ..Chosen::default() };
    assert_eq!(order.refund(None, &of(9_999_999, 9_999_998)), Err((Place::Total, Flaw::MoreThanPaid)));
    let (given, _) = order.refund(None, &of(1_200, 1_199)).unwrap();
    assert_eq!((given.refunded.minor(), given.kept.minor(), given.progress().can_refund()), (1, 0, true));
    let (kept, _) = order.refund(None, &Chosen { fee: money(200), ..chosen(&[1, 0]) }).unwrap();
    let (given, _) = kept.refund(None, &of(200, 0)).unwrap();
    assert_eq!((kept.kept.minor(), given.kept.minor(), given.progress().refundable().minor()), (200, 0, 200));
    let (given, _) = given.refund(None, &chosen(&[0, 1])).unwrap();
    assert_eq!((given.refunded, given.progress().can_refund()), (given.paid, false));
}

#[test]
fn what_is_canceled_is_free_again_and_what_was_shipped_stays() {
    let order = order(Currency::USD, &[(3, 300, 0), (2, 200, 0)], (500, 0));
    let (order, _) = order.ship(&chosen(&[1, 0])).unwrap();
    assert_eq!(order.due().unwrap().minor(), 1_000, "all of it, and the shipping");
    let (order, free) = order.cancel();
    assert_eq!(order.due().unwrap().minor(), 600, "nothing of what is canceled");
    let free: Vec<u32> = free.into_iter().map(|(_, pieces)| pieces).collect();
    assert_eq!((free, order.state()), (vec![2, 2], State::Processing), "one piece is still to be paid");
    let (order, _) = order.invoice(&chosen(&[1, 0])).unwrap();
    assert_eq!(order.state(), State::Complete);
    assert!(order.cancel().1.is_empty());
}

#[test]
fn a_guests_order_joins_an_account_of_its_address_where_that_is_an_account_and_a_customers_none() {
    let (here, elsewhere) = (WebsiteId::new(uuid::Uuid::from_u128(1)), WebsiteId::new(uuid::Uuid::from_u128(2)));
    let of_guest = Order { website: here, ..order(Currency::USD, &[(1, 10, 0)], (0, 0)) };
    for (email, website, joins) in [
        ("ada@example.com", Some(here), true),
        // Where accounts are shared.
        ("ada@example.com", None, true),
        ("ada@example.com", Some(elsewhere), false),
        ("ben@example.com", Some(here), false),
    ] {
        assert_eq!(of_guest.can_join(email, website), joins, "{email} {website:?}");
    }
    let of_customer = Order { customer: Some(crate::ids::CustomerId::NOTHING), ..of_guest };
    assert!(!of_customer.can_join("ada@example.com", Some(here)));
}
