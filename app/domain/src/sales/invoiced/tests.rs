use super::*;
use crate::{
    money::Currency,
    sales::{
        Taxed,
        document::{
            Chosen, Place,
            tests::{CURRENCIES, chosen, order},
        },
    },
    text::Flaw,
};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

/// An order and its documents, in the order in which they were made.
struct Sold {
    order: Order,
    documents: Vec<Document>,
}

impl Sold {
    fn made(&mut self, kind: Kind, invoice: Option<DocumentId>, (next, taken): (Order, Taken)) -> DocumentId {
        let n = self.documents.len();
        let (id, of) = (DocumentId::new(Uuid::from_u128(u128::try_from(n).unwrap() + 1)), &self.order);
        self.documents.push(Document {
            id,
            kind,
            number: format!("{n:09}"),
            order: of.id,
            invoice,
            order_number: of.number.clone(),
            order_placed: of.placed,
            website: of.website,
            bought_in: of.bought_in.clone(),
            name: of.name.clone(),
            email: of.email.clone(),
            made: of.placed,
            made_by: String::new(),
            base_total: of.in_base(kind, &taken),
            taken,
            tracks: Vec::new(),
            comments: Vec::new(),
            mailed: None,
            revision: 0,
        });
        self.order = next;
        id
    }

    fn invoices(&mut self, pieces: &[u32]) -> Option<DocumentId> {
        let done = self.order.invoice(&chosen(pieces)).ok()?;
        Some(self.made(Kind::Invoice, None, done))
    }

    fn of(&self, invoice: DocumentId) -> OfInvoice {
        self.order.of_invoice(invoice, &self.documents).unwrap()
    }

    fn refunds(&mut self, wanted: &Chosen) -> Result<DocumentId, (Place, Flaw)> {
        let invoice = wanted.invoice.map(|id| self.of(id));
        let done = self.order.refund(invoice.as_ref(), wanted)?;
        Ok(self.made(Kind::Creditmemo, wanted.invoice, done))
    }

    /// What documents come to: of a line, for shipping, and in all.
    fn sums<'a>(&self, line: usize, documents: impl Iterator<Item = &'a Document>) -> (u32, Taxed, Money, Money) {
        let none = Money::new(0, self.order.paid.currency());
        let product = self.order.lines[line].product;
        documents.fold((0, Taxed { net: none, tax: none }, none, none), |(pieces, of_line, shipping, total), document| {
            let parts = document.taken.parts.iter().filter(|part| part.product == product);
            let (more, of_line) = parts.fold((0, of_line), |(n, sum), part| (n + part.pieces, sum.plus(part.sum).unwrap()));
            let shipping = shipping.plus(document.taken.shipping.total().unwrap()).unwrap();
            (pieces + more, of_line, shipping, total.plus(document.taken.total().unwrap()).unwrap())
        })
    }

    fn memos(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.kind == Kind::Creditmemo)
    }
}

proptest! {
    /// Begun at invoices and at the order, in whatever order and in whatever parts.
    #[test]
    fn of_an_invoice_is_given_back_what_it_asked_for_and_all_of_them_are_the_order(
        of in vec((1_u32..8, 100_i64..10_000, 0_i64..2_000), 3),
        shipping in (0_i64..500, 0_i64..100),
        invoices in vec(vec(0_u32..4, 3), 0..4),
        memos in vec((0_usize..6, vec(0_u32..4, 3), 0_i64..300), 0..12),
        n in 0..3_usize,
    ) {
        let mut sold = Sold { order: order(CURRENCIES[n], &of, shipping), documents: Vec::new() };
        let mut ids: Vec<DocumentId> = invoices.iter().filter_map(|pieces| sold.invoices(pieces)).collect();
        let rest: Vec<u32> = sold.order.lines.iter().map(|line| line.pieces.to_invoice()).collect();
        ids.extend(sold.invoices(&rest));
        for (at, pieces, minor) in memos {
            let invoice = ids.get(at).copied();
            let amount = Some(Money::new(minor, sold.order.paid.currency()));
            let done = sold.refunds(&Chosen { invoice, shipping: amount, ..chosen(&pieces) });
            let left = sold.order.refundable(None);
            prop_assert!(done.is_ok() || pieces.iter().any(|n| *n > 0) || minor == 0 || minor > left.shipping.minor() || invoice.is_some());
            for id in &ids {
                for line in 0..of.len() {
                    let asked = sold.sums(line, sold.documents.iter().filter(|document| document.id == *id));
                    let given = sold.sums(line, sold.memos().filter(|memo| memo.invoice == Some(*id)));
                    prop_assert!(given.0 <= asked.0 && given.2.minor() <= asked.2.minor() && given.3.minor() <= asked.3.minor());
                    prop_assert!(given.0 < asked.0 || given.1 == asked.1, "all of its pieces are what it asked for them");
                }
            }
        }
        for id in &ids {
            let left = sold.order.refundable(Some(&sold.of(*id)));
            let is_any = left.pieces.iter().any(|pieces| *pieces > 0);
            let done = sold.refunds(&Chosen { invoice: Some(*id), ..chosen(&left.pieces) });
            prop_assert_eq!(done.is_ok(), is_any, "what is left can be given back: {:?}", done);
        }
        for (n, line) in sold.order.lines.iter().enumerate() {
            let given = sold.sums(n, sold.memos());
            prop_assert_eq!((given.0, given.1), (line.pieces.ordered, line.sum));
            prop_assert_eq!((line.pieces.refunded, line.given.left((0, line.pieces.ordered))), (line.pieces.ordered, 0));
            prop_assert_eq!(line.cost_of(line.given.runs()).unwrap(), line.sum);
        }
        let shipping = sold.order.refundable(None);
        prop_assert_eq!(shipping.total, shipping.shipping, "the shipping alone is left");
    }
}

#[test]
fn a_memo_that_was_begun_at_an_invoice_is_limited_to_its_pieces_its_shipping_and_its_sum() {
    let mut sold = Sold { order: order(Currency::USD, &[(3, 10_000, 0)], (500, 0)), documents: Vec::new() };
    let ids: Vec<DocumentId> = (0..3).map(|_| sold.invoices(&[1]).unwrap()).collect();
    let total = |sold: &Sold, id| sold.documents.iter().find(|document| document.id == id).unwrap().taken.total().unwrap().minor();
    assert_eq!(ids.iter().map(|id| total(&sold, *id)).collect::<Vec<_>>(), [3_833, 3_334, 3_333]);
    let money = |minor| Some(Money::new(minor, Currency::USD));
    let of = |n: usize, pieces: u32| Chosen { invoice: Some(ids[n]), ..chosen(&[pieces]) };
    assert_eq!(sold.refunds(&of(1, 2)), Err((Place::Line(0), Flaw::MoreThanLeft)));
    assert_eq!(
        sold.refunds(&Chosen { shipping: money(1), ..of(1, 1) }),
        Err((Place::Shipping, Flaw::MoreThanLeft)),
        "the first asked for it"
    );
    assert_eq!(sold.refunds(&Chosen { adjustment: money(1), ..of(1, 1) }), Err((Place::Total, Flaw::MoreThanPaid)));
    // The second piece is given back at what was asked for it, though it is the first that is.
    let memo = sold.refunds(&of(1, 1)).unwrap();
    assert_eq!(total(&sold, memo), 3_334);
    assert!(!sold.order.can_refund(Some(&sold.of(ids[1]))) && sold.order.can_refund(Some(&sold.of(ids[2]))));
    let memo = sold.refunds(&Chosen { shipping: money(500), ..chosen(&[1]) }).unwrap();
    assert_eq!(total(&sold, memo), 3_833, "of the order, the first that is left");
    assert_eq!(sold.order.refundable(Some(&sold.of(ids[0]))).pieces, [0]);
    let memo = sold.refunds(&of(2, 1)).unwrap();
    assert_eq!((total(&sold, memo), sold.order.refunded), (3_333, sold.order.paid));
    assert_eq!(sold.order.of_invoice(memo, &sold.documents), None, "a memo is no invoice");
}
