//! What a cart costs when it is delivered: shipping, and tax by the country that it goes to.

use super::{
    Taxed,
    given::Given,
    methods::{PaymentMethod, ShippingMethod},
    order::{Line, Totals},
    progress::Pieces,
    tax::TaxRate,
};
use crate::{
    address::Country,
    cart::PricedCart,
    config::Config,
    money::{Money, NotASum},
    stores::Served,
};

/// The ways of delivery that a view offers for a cart, with what each costs, as it is shown there.
///
/// # Errors
/// A price cannot be expressed.
pub fn shipping_methods(config: &Config, view: &Served, cart: &PricedCart) -> Result<Vec<(ShippingMethod, Money)>, NotASum> {
    let Some(subtotal) = cart.subtotal else { return Ok(Vec::new()) };
    let mut methods = Vec::new();
    if config.free_shipping_from().is_some_and(|least| at_least(subtotal, view.price(least))) {
        methods.push((ShippingMethod::Freeshipping, Money::new(0, subtotal.currency())));
    }
    if let Some(rate) = config.flat_rate() {
        let rate = super::methods::FlatRate { price: view.price(rate.price), ..rate };
        let price = rate.of(cart.cart.count())?;
        // A price for which there is no rate cannot be added to the others.
        if price.currency() == subtotal.currency() {
            methods.push((ShippingMethod::Flatrate, price));
        }
    }
    Ok(methods)
}

fn at_least(sum: Money, least: Money) -> bool {
    sum.currency() == least.currency() && sum.minor() >= least.minor()
}

/// The ways to pay that are open.
pub fn payment_methods(config: &Config) -> Vec<PaymentMethod> {
    PaymentMethod::ALL.iter().copied().filter(|method| config.takes(*method)).collect()
}

/// A sum as it is shown, with its tax.
fn taxed(rate: TaxRate, shown: Money, includes_tax: bool) -> Result<Taxed, NotASum> {
    if includes_tax { rate.within(shown) } else { rate.on(shown) }
}

/// The lines of an order of this cart, and what they cost delivered.
///
/// # Errors
/// A sum cannot be expressed, or there is nothing in the cart.
pub fn quote(cart: &PricedCart, config: &Config, country: &Country, shipping: Money) -> Result<(Vec<Line>, Totals), NotASum> {
    let (rate, include_tax) = (config.tax_rates().of(country), config.prices_include_tax());
    let none = Money::new(0, cart.subtotal.ok_or(NotASum)?.currency());
    let mut subtotal = Taxed { net: none, tax: none };
    let mut lines = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        let sum = taxed(rate, line.total, include_tax)?;
        subtotal = subtotal.plus(sum)?;
        lines.push(Line {
            product: line.product.id,
            sku: line.product.sku.clone(),
            name: line.product.name.clone(),
            price: line.price,
            original: Some(line.product.offer.regular),
            sum,
            pieces: Pieces::of(line.quantity.get()),
            given: Given::default(),
        });
    }
    let totals = Totals { subtotal, shipping: taxed(rate, shipping, include_tax)?, include_tax };
    totals.grand()?;
    Ok((lines, totals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cart::{Cart, Quantity},
        catalog::{Product, UrlKey, pictures::Pictures},
        ids::{CartId, CategoryId, ProductId, StoreGroupId, StoreViewId},
        money::Currency,
        stores::{Language, StoreView},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn product(n: u128, minor: i64) -> Product {
        Product {
            id: ProductId::new(Uuid::from_u128(n)),
            sku: format!("AL-{n}"),
            slug: String::new(),
            url_key: UrlKey { default: String::new(), own: Vec::new() },
            name: format!("Product {n}"),
            description: String::new(),
            offer: crate::catalog::price::Offer::plain(Money::new(minor, Currency::USD)),
            stock: crate::catalog::stock::Stock::of(100),
            categories: [CategoryId::NOTHING].into(),
            pictures: Pictures::default(),
            changes: 0,
        }
    }

    fn cart(of: &[(i64, u32)]) -> PricedCart {
        let products: Vec<Product> = of.iter().zip(1..).map(|((minor, _), n)| product(n, *minor)).collect();
        let lines = products.iter().zip(of).map(|(p, (_, n))| (p.id, Quantity::new(*n).unwrap())).collect();
        PricedCart::of(Cart { lines, ..Cart::empty(CartId::NOTHING) }, &products).unwrap()
    }

    fn view() -> Served {
        let view = StoreView {
            id: StoreViewId::NOTHING,
            group: StoreGroupId::NOTHING,
            code: "en".into(),
            name: "English".into(),
            language: Language::En,
            region: String::new(),
            currency: Currency::USD,
            base_url: None,
            active: true,
            position: 0,
            revision: 0,
        };
        Served::alone(view, "Main Website")
    }

    fn config(set: &[(&str, &str)]) -> Config {
        Config::from_pairs(set.iter().copied())
    }

    const INCLUDED: (&str, &str) = ("tax/calculation/price_includes_tax", "1");

    proptest! {
        #[test]
        fn the_lines_and_the_shipping_are_the_total(
            of in proptest::collection::vec((0_i64..1_000_000, 1_u32..99), 1..9),
            shipping in 0_i64..10_000,
            rate in 0_u32..101,
            included: bool,
        ) {
            let rates = ("tax/tax_rates/list", &*format!("DE {}", rate.min(100)));
            let config = if included { config(&[rates, INCLUDED]) } else { config(&[rates]) };
            let cart = cart(&of);
            let (lines, totals) = quote(&cart, &config, &Country::parse("DE").unwrap(), Money::new(shipping, Currency::USD)).unwrap();
            let sum: i64 = lines.iter().map(|line| line.sum.total().unwrap().minor()).sum();
            prop_assert_eq!(sum + totals.shipping.total().unwrap().minor(), totals.grand().unwrap().minor());
            // What a person saw is what he pays for, besides the tax that is told.
            let shown: i64 = lines.iter().map(|line| line.shown(included).unwrap().minor()).sum();
            prop_assert_eq!(shown, cart.subtotal.unwrap().minor());
            let tax = if included { 0 } else { totals.tax().unwrap().minor() };
            prop_assert_eq!(totals.grand().unwrap().minor(), cart.subtotal.unwrap().minor() + shipping + tax);
        }
    }

    #[test]
    fn tax_is_what_the_country_asks_that_it_is_sent_to() {
        let config = config(&[("tax/tax_rates/list", "DE 19\nUS 8.25")]);
        let total = |country| {
            let (_, totals) =
                quote(&cart(&[(1_000, 2)]), &config, &Country::parse(country).unwrap(), Money::new(500, Currency::USD)).unwrap();
            (totals.tax().unwrap().minor(), totals.grand().unwrap().minor())
        };
        assert_eq!((total("DE"), total("US"), total("FR")), ((475, 2_975), (206, 2_706), (0, 2_500)));
    }

    #[test]
    fn delivery_costs_a_flat_rate_and_nothing_from_an_amount_on() {
        let offered = |set: &[(&str, &str)], of: &[(i64, u32)]| {
            let methods = shipping_methods(&config(set), &view(), &cart(of)).unwrap();
            methods.into_iter().map(|(method, price)| (method.code(), price.minor())).collect::<Vec<_>>()
        };
        assert_eq!(offered(&[], &[(1_000, 3)]), [("flatrate", 1_500)]);
        assert_eq!(offered(&[("carriers/flatrate/type", "O")], &[(1_000, 3)]), [("flatrate", 500)]);
        let free = [("carriers/freeshipping/active", "1"), ("carriers/freeshipping/free_shipping_subtotal", "USD 30.00")];
        assert_eq!(offered(&free, &[(1_000, 2)]), [("flatrate", 1_000)]);
        assert_eq!(offered(&free, &[(1_000, 3)]), [("freeshipping", 0), ("flatrate", 1_500)]);
        assert_eq!(offered(&[("carriers/flatrate/active", "0")], &[(1_000, 3)]), []);
        // A price in a currency for which there is no rate is no price.
        assert_eq!(offered(&[("carriers/flatrate/price", "EUR 5.00")], &[(1_000, 3)]), []);
        assert_eq!(offered(&[], &[]), []);
    }
}
