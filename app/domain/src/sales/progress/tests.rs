use super::*;
use crate::money::Currency;
use proptest::prelude::*;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

/// An order of lines of so many pieces at 10.00 each, and one line at 3 for the rounding.
fn order(pieces: &[u32]) -> Progress {
    let lines = pieces.iter().map(|n| Pieces::of(*n)).collect();
    Progress { lines, paid: usd(0), refunded: usd(0), kept: usd(0), memos: 0, holds: false }
}

fn invoice(order: &mut Progress, line: usize, more: u32) -> Result<(), TooMany> {
    order.lines[line].invoice(more)?;
    order.paid = order.paid.plus(usd(i64::from(more) * 1_000)).unwrap();
    Ok(())
}

fn refund(order: &mut Progress, line: usize, more: u32) -> Result<(), TooMany> {
    order.lines[line].refund(more)?;
    order.refunded = order.refunded.plus(usd(i64::from(more) * 1_000)).unwrap();
    order.memos += 1;
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_done_no_piece_is_done_twice_and_the_state_says_what_is_left(
        pieces in proptest::collection::vec(1_u32..5, 1..4),
        acts in proptest::collection::vec((0_u8..6, 0_usize..4, 0_u32..6), 0..40),
    ) {
        let mut order = order(&pieces);
        for (act, line, more) in acts {
            let line = line % pieces.len();
            let before = order.clone();
            let done = match act {
                0 if before.can_invoice() => invoice(&mut order, line, more),
                1 if before.can_ship() => order.lines[line].ship(more),
                2 if before.can_refund() => refund(&mut order, line, more),
                3 if before.can_cancel() => { order.lines.iter_mut().for_each(|l| { l.cancel(); }); Ok(()) }
                4 if before.can_hold() => { order.holds = true; Ok(()) }
                5 if before.can_unhold() => { order.holds = false; Ok(()) }
                _ => Err(TooMany),
            };
            if done.is_err() {
                prop_assert_eq!(&order, &before, "what is refused changes nothing");
            }
            for l in &order.lines {
                prop_assert!(l.invoiced + l.canceled <= l.ordered && l.shipped + l.canceled <= l.ordered && l.refunded <= l.invoiced);
            }
            prop_assert!(order.refunded.minor() <= order.paid.minor());
            let left = order.any(Pieces::to_invoice) || order.any(Pieces::to_ship);
            match order.state() {
                State::New => prop_assert!(order.lines.iter().all(|l| l.invoiced == 0 && l.shipped == 0)),
                State::Processing => prop_assert!(left),
                State::Complete => prop_assert!(!left && !order.can_invoice() && !order.can_ship() && !order.can_cancel()),
                State::Closed => prop_assert!(!left && order.refundable().minor() == 0 && !order.can_refund()),
                State::Canceled => prop_assert!(order.paid.minor() == 0 && !order.can_invoice() && !order.can_ship() && !order.can_refund()),
                State::Holded => prop_assert!(order.can_unhold() && !order.can_invoice() && !order.can_ship() && !order.can_cancel()),
            }
        }
    }
}

/// All that can become of an order by one act: a document of so many pieces of a line, canceled, held, let go.
fn nexts(order: &Progress) -> Vec<Progress> {
    let mut nexts = Vec::new();
    let mut tries = |is_open: bool, act: &dyn Fn(&mut Progress) -> Result<(), TooMany>| {
        let mut next = order.clone();
        if is_open && act(&mut next).is_ok() {
            nexts.push(next);
        }
    };
    for (line, of) in order.lines.iter().enumerate() {
        for more in 1..=of.ordered + 1 {
            tries(order.can_invoice(), &|next| invoice(next, line, more));
            tries(order.can_ship(), &|next| next.lines[line].ship(more));
            tries(order.can_refund(), &|next| refund(next, line, more));
        }
    }
    tries(order.can_cancel(), &|next| {
        next.lines.iter_mut().for_each(|line| {
            line.cancel();
        });
        Ok(())
    });
    tries(order.can_hold() || order.can_unhold(), &|next| {
        next.holds = !next.holds;
        Ok(())
    });
    nexts
}

/// Whether an order is as its state says, and offers what is left to be done in it.
fn is_as_its_state_says(order: &Progress) -> bool {
    let left = (order.any(Pieces::to_invoice), order.any(Pieces::to_ship), order.any(Pieces::to_cancel));
    let offered = (order.can_invoice(), order.can_ship(), order.can_cancel());
    let (nothing, is_begun) = ((false, false, false), order.any(|line| line.invoiced.max(line.shipped)));
    let (is_paid, is_given_back) = (order.paid.minor() > 0, order.refunded == order.paid);
    let (refunds, holds) = (order.can_refund(), order.can_hold());
    match order.state() {
        State::New => !is_begun && left.0 && offered == left && !refunds && holds,
        State::Processing => is_begun && (left.0 || left.1) && offered == left && refunds != is_given_back && holds,
        State::Complete => is_begun && left == nothing && offered == nothing && refunds && !is_given_back && !holds,
        State::Closed => left == nothing && offered == nothing && !refunds && is_paid && is_given_back && !holds,
        State::Canceled => !is_begun && left == nothing && offered == nothing && !refunds && !is_paid && !holds,
        State::Holded => offered == nothing && !refunds && !holds && order.can_unhold(),
    }
}

/// Whatever ways lead there: each order of so many pieces is met, and each act is tried at it.
#[test]
fn each_order_that_there_can_be_is_as_its_state_says_and_has_no_piece_twice() {
    let is_within = |line: &Pieces| {
        let most = [line.invoiced, line.shipped + line.unsent, line.refunded].map(|pieces| pieces + line.canceled);
        most.iter().all(|pieces| *pieces <= line.ordered) && line.refunded <= line.invoiced && line.unsent <= line.refunded
    };
    for pieces in [&[1][..], &[2], &[3], &[1, 1], &[2, 1], &[2, 2]] {
        let (mut met, mut at) = (vec![order(pieces)], 0);
        while at < met.len() {
            let order = met[at].clone();
            assert!(is_as_its_state_says(&order) && order.lines.iter().all(is_within), "{:?}: {order:?}", order.state());
            for next in nexts(&order) {
                // In how many memos the same was given back is nothing to a state.
                let next = Progress { memos: next.memos.min(1), ..next };
                if !met.contains(&next) {
                    met.push(next);
                }
            }
            at += 1;
        }
        assert!(State::ALL.iter().all(|state| met.iter().any(|order| order.state() == *state)), "{pieces:?}");
    }
}

/// A part was refunded before it was shipped: the rest could be shipped by no button.
#[test]
fn what_was_not_refunded_is_still_shipped() {
    let mut order = order(&[3, 1]);
    for (line, n) in [(0, 2), (1, 1)] {
        invoice(&mut order, line, n).unwrap();
        order.lines[line].ship(n).unwrap();
        refund(&mut order, line, n).unwrap();
    }
    assert_eq!((order.lines[0].to_ship(), order.can_ship(), order.state()), (1, true, State::Processing));
    order.lines[0].ship(1).unwrap();
    invoice(&mut order, 0, 1).unwrap();
    assert_eq!(order.state(), State::Complete);
}

/// The order stayed Processing: the piece that nobody had paid for any more was still to be shipped.
#[test]
fn what_was_refunded_before_it_was_shipped_is_not_shipped_any_more() {
    let mut order = order(&[3]);
    invoice(&mut order, 0, 3).unwrap();
    refund(&mut order, 0, 1).unwrap();
    order.lines[0].ship(1).unwrap();
    assert_eq!((order.lines[0].to_ship(), order.lines[0].ship(2), order.state()), (1, Err(TooMany), State::Processing));
    // What is with the customer comes back; what was not sent yet still goes.
    refund(&mut order, 0, 1).unwrap();
    assert_eq!((order.lines[0].to_ship(), order.state()), (1, State::Processing));
    order.lines[0].ship(1).unwrap();
    assert_eq!((order.can_ship(), order.can_refund(), order.state()), (false, true, State::Complete));
}

#[test]
fn an_order_stays_open_until_all_that_was_paid_is_refunded() {
    let mut order = order(&[2]);
    invoice(&mut order, 0, 2).unwrap();
    order.lines[0].ship(2).unwrap();
    refund(&mut order, 0, 1).unwrap();
    assert_eq!((order.state(), order.can_refund()), (State::Complete, true));
    refund(&mut order, 0, 1).unwrap();
    assert_eq!((order.state(), order.can_refund()), (State::Closed, false));
    assert_eq!(order.lines[0].refund(1), Err(TooMany));
}

/// It was Closed before anything was refunded, or could not be refunded at all.
#[test]
fn an_order_that_cost_nothing_is_complete_and_is_closed_by_its_refund_alone() {
    let mut order = order(&[1]);
    order.lines[0].invoice(1).unwrap();
    order.lines[0].ship(1).unwrap();
    assert_eq!((order.state(), order.can_refund()), (State::Complete, true));
    order.lines[0].refund(1).unwrap();
    order.memos = 1;
    assert_eq!((order.state(), order.can_refund()), (State::Closed, false));
}

#[test]
fn what_is_kept_back_of_a_refund_is_not_refunded_later() {
    let mut order = order(&[1]);
    invoice(&mut order, 0, 1).unwrap();
    order.lines[0].ship(1).unwrap();
    order.lines[0].refund(1).unwrap();
    (order.refunded, order.kept, order.memos) = (usd(800), usd(200), 1);
    assert_eq!((order.refundable().minor(), order.state()), (0, State::Closed));
}

#[test]
fn canceling_gives_up_what_is_neither_invoiced_nor_shipped() {
    let mut untouched = order(&[2]);
    assert_eq!(untouched.lines[0].cancel(), 2);
    assert_eq!((untouched.state(), untouched.can_cancel()), (State::Canceled, false));
    let mut begun = order(&[3]);
    invoice(&mut begun, 0, 1).unwrap();
    assert_eq!(begun.lines[0].cancel(), 2);
    assert_eq!(begun.state(), State::Processing, "one is still to be shipped");
    begun.lines[0].ship(1).unwrap();
    assert_eq!(begun.state(), State::Complete);
}
