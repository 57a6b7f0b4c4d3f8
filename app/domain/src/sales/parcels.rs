//! What of a cart goes where, when it goes to several addresses: each address gets a parcel of its own.

use crate::{
    cart::{Cart, Quantity},
    ids::{AddressId, ProductId},
};

/// So many pieces of a product, and where they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub product: ProductId,
    pub pieces: u32,
    pub to: AddressId,
}

/// How many pieces of a product there are in these rows.
pub fn pieces_of(rows: &[Row], product: ProductId) -> u32 {
    rows.iter().filter(|row| row.product == product).fold(0, |sum, row| sum.saturating_add(row.pieces))
}

/// Each piece of a cart as a row of its own. As many of a product as were sent somewhere go there; the rest goes where things usually go.
pub fn rows(cart: &Cart, sent: &[Row], usual: AddressId) -> Vec<Row> {
    let mut rows = Vec::new();
    for (product, quantity) in &cart.lines {
        let of_product = sent.iter().filter(|row| row.product == *product);
        let known = of_product.flat_map(|row| (0..row.pieces).map(|_| row.to));
        let all = known.chain(std::iter::repeat(usual)).zip(0..quantity.get());
        rows.extend(all.map(|(to, _)| Row { product: *product, pieces: 1, to }));
    }
    rows
}

/// What each address gets, in the order in which the rows name them.
pub fn parcels(rows: &[Row]) -> Vec<(AddressId, Vec<(ProductId, Quantity)>)> {
    let mut addresses: Vec<AddressId> = Vec::new();
    for row in rows.iter().filter(|row| row.pieces > 0) {
        if !addresses.contains(&row.to) {
            addresses.push(row.to);
        }
    }
    addresses.into_iter().map(|to| (to, parcel(rows, to))).collect()
}

fn parcel(rows: &[Row], to: AddressId) -> Vec<(ProductId, Quantity)> {
    let mut pieces: Vec<(ProductId, u32)> = Vec::new();
    for row in rows.iter().filter(|row| row.to == to && row.pieces > 0) {
        match pieces.iter_mut().find(|(product, _)| *product == row.product) {
            Some((_, sum)) => *sum = sum.saturating_add(row.pieces),
            None => pieces.push((row.product, row.pieces)),
        }
    }
    pieces.into_iter().map(|(product, n)| (product, Quantity::at_most(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CartId;
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn product(n: u128) -> ProductId {
        ProductId::new(Uuid::from_u128(n))
    }

    fn address(n: u128) -> AddressId {
        AddressId::new(Uuid::from_u128(n))
    }

    proptest! {
        #[test]
        fn whatever_is_sent_where_the_parcels_are_the_cart_and_no_address_gets_two(
            of in vec(1_u32..=99, 1..6),
            sent in vec((0_u128..8, 0_u32..120, 0_u128..5), 0..30),
        ) {
            let lines = of.iter().zip(0..).map(|(q, n)| (product(n), Quantity::new(*q).unwrap())).collect();
            let cart = Cart { lines, ..Cart::empty(CartId::NOTHING) };
            let sent: Vec<Row> = sent.into_iter().map(|(n, pieces, to)| Row { product: product(n), pieces, to: address(to) }).collect();
            let rows = rows(&cart, &sent, address(9));
            prop_assert_eq!(u32::try_from(rows.len()).unwrap(), cart.count());
            let parcels = parcels(&rows);
            prop_assert!(cart.is_made_of(parcels.iter().map(|(_, pieces)| &**pieces)));
            let mut addresses: Vec<AddressId> = parcels.iter().map(|(to, _)| *to).collect();
            addresses.sort();
            addresses.dedup();
            prop_assert_eq!(addresses.len(), parcels.len());
            // Nothing is sent elsewhere than it was told to, but for what nobody said anything of.
            for (q, n) in of.iter().zip(0..) {
                let told = pieces_of(&sent, product(n)).min(*q);
                let usual = rows.iter().filter(|row| row.product == product(n) && row.to == address(9)).count();
                prop_assert_eq!(u32::try_from(usual).unwrap(), q - told);
            }
            // A piece less, or more, is another cart.
            let mut more = parcels.clone();
            more.push((address(9), vec![(product(0), Quantity::ONE)]));
            prop_assert!(!cart.is_made_of(more.iter().map(|(_, pieces)| &**pieces)));
            prop_assert!(!cart.is_made_of(parcels.iter().skip(1).map(|(_, pieces)| &**pieces)));
        }
    }
}
