//! The first step: where each piece goes. Its rows come back as fields that repeat, one of each a row: product, pieces and address. On the
//! pages after it they are not seen, and come along all the same.

use super::{
    Way,
    fields::{DO, Do, PIECES, TO},
};
use crate::cart::{CART_PAGE, PRODUCT};
use domain::{
    address::AddressBook,
    cart::{Cart, Quantity},
    failure::Failure,
    ids::ProductId,
    sales::parcels::{Row, pieces_of},
    text::Flaw,
};
use leptos::prelude::*;
use store::CartChange;
use ui::{
    address::in_a_line,
    form::{Form, Spec},
    named::{isolated, named},
    t,
    web::Request,
};

/// What was sent of the rows, as it can be read.
pub(super) type Sent = Vec<Row>;

/// More rows than this no page has.
const MOST: usize = 1_000;

/// A row as it was typed.
pub(super) struct Typed {
    product: String,
    pieces: String,
    to: String,
    flaw: Option<(&'static Spec, Flaw)>,
}

impl Typed {
    pub(super) fn of(row: Row) -> Self {
        Self { product: row.product.to_string(), pieces: row.pieces.to_string(), to: row.to.to_string(), flaw: None }
    }

    fn read(&self, book: &AddressBook) -> Result<Row, (&'static Spec, Flaw)> {
        let pieces = (PIECES.parse)(&self.pieces).map_err(|flaw| (&PIECES.spec, flaw))?;
        let known = (TO.parse)(&self.to).ok().filter(|to| book.get(*to).is_some());
        let to = known.ok_or((&TO.spec, Flaw::NotAChoice))?;
        let product = (PRODUCT.parse)(&self.product).map_err(|flaw| (&PRODUCT.spec, flaw))?;
        Ok(Row { product, pieces, to })
    }

    /// So many pieces of it cannot be had.
    pub(super) fn is_refused(&mut self, flaw: Flaw) {
        self.flaw = Some((&PIECES.spec, flaw));
    }

    /// The row, if it can be read.
    pub(super) fn row(&self, book: &AddressBook) -> Option<Row> {
        self.read(book).ok()
    }
}

/// The rows that came, the one that is to be removed without pieces.
pub(super) fn typed(request: &Request, asked: Do) -> Vec<Typed> {
    let (products, pieces, to) = (request.form.all(PRODUCT.name), request.form.all(PIECES.name), request.form.all(TO.name));
    let rows = products.zip(pieces).zip(to).take(MOST).enumerate().map(|(n, ((product, pieces), to))| {
        let pieces = if asked == Do::Remove(n) { "0" } else { pieces };
        Typed { product: product.to_owned(), pieces: pieces.to_owned(), to: to.to_owned(), flaw: None }
    });
    rows.collect()
}

/// All rows; or the first flaw of one, while each remembers its own.
pub(super) fn read(typed: &mut [Typed], book: &AddressBook) -> Result<Sent, (&'static Spec, Flaw)> {
    let mut rows = Vec::with_capacity(typed.len());
    let mut flawed = None;
    for row in typed {
        match row.read(book) {
            Ok(read) => rows.push(read),
            Err(flaw) => {
                row.flaw = Some(flaw);
                flawed = flawed.or(Some(flaw));
            }
        }
    }
    flawed.map_or(Ok(rows), Err)
}

/// Whether the cart holds what the rows say.
pub(super) fn is_applied(cart: &Cart, sent: &[Row]) -> bool {
    cart.lines.iter().all(|(product, quantity)| pieces_of(sent, *product) == quantity.get())
}

/// Makes the cart hold what the rows say, as far as that can be had.
pub(super) async fn apply(way: &mut Way<'_>, sent: &[Row]) -> Result<(), Failure> {
    for (product, was) in way.seen.cart.cart.lines.clone() {
        let wanted = pieces_of(sent, product);
        let change = match Quantity::new(wanted) {
            Some(to) if to == was => continue,
            Some(to) => Ok(CartChange::Set { was, to }),
            None if wanted == 0 => Ok(CartChange::Remove),
            None => Err(Flaw::TooManyInCart),
        };
        let done = match change {
            Ok(change) => {
                let done = way.store.change_cart(&way.request.caller, &way.request.view, product, change, &[]).await;
                done.map(drop).map_err(Failure::from)
            }
            Err(flaw) => Err(Failure::Invalid(PIECES.name, flaw)),
        };
        match done {
            Ok(()) => {}
            Err(Failure::Invalid(_, flaw)) => {
                way.refuses(product, flaw);
                return Ok(());
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

impl Way<'_> {
    /// So many pieces of a product cannot be had: said in its last row.
    fn refuses(&mut self, product: ProductId, flaw: Flaw) {
        self.form.flaw(&PIECES, flaw);
        let product = product.to_string();
        if let Some(row) = self.typed.iter_mut().rfind(|row| row.product == product) {
            row.is_refused(flaw);
        }
    }

    /// The rows, where they are not to be seen.
    pub(super) fn rows_along(&self) -> AnyView {
        let row = |typed: &Typed| {
            view! {
                <input type="hidden" name=PRODUCT.name value=typed.product.clone() />
                <input type="hidden" name=PIECES.name value=typed.pieces.clone() />
                <input type="hidden" name=TO.name value=typed.to.clone() />
            }
        };
        self.typed.iter().map(row).collect_view().into_any()
    }

    pub(super) fn addresses_step(&self) -> AnyView {
        let language = self.request.language;
        let options = self.address_options();
        let rows = self.typed.iter().enumerate().map(|(n, typed)| self.row(n, typed, &options)).collect_view();
        view! {
            <p>{t!(language, sales.multishipping.hint)}</p>
            // Who presses Enter in a field means this one.
            <button hidden name=DO.name value="update">{t!(language, sales.multishipping.update)}</button>
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, cart.product)}</th>
                    <th scope="col">{t!(language, cart.quantity)}</th>
                    <th scope="col">{t!(language, sales.multishipping.send_to)}</th>
                    <th scope="col">{t!(language, sales.action)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="actions">
                {Form::button(&DO, "shipping", "button primary", t!(language, sales.multishipping.to_shipping))}
                {Form::button(&DO, "update", "button", t!(language, sales.multishipping.update))}
                {Form::button(&DO, "new", "button", t!(language, sales.multishipping.enter))}
                <a href=self.request.href(CART_PAGE)>{t!(language, sales.multishipping.back_to_cart)}</a>
            </p>
        }
        .into_any()
    }

    /// The customer's addresses, each in a line.
    pub(super) fn address_options(&self) -> Vec<(String, String)> {
        let language = self.request.language;
        self.seen.book.entries.iter().map(|(id, address)| (id.to_string(), in_a_line(language, address))).collect()
    }

    fn row(&self, n: usize, typed: &Typed, options: &[(String, String)]) -> Option<AnyView> {
        let language = self.request.language;
        let line = self.seen.cart.lines.iter().find(|line| line.product.id.to_string() == typed.product)?;
        let name = line.product.name.as_str();
        let flaw_id = typed.flaw.map(|_| format!("row-{n}-flaw"));
        let said = |spec: &'static Spec| typed.flaw.filter(|(of, _)| of.name == spec.name).and(flaw_id.clone());
        let (of_pieces, of_to) = (said(&PIECES), said(&TO));
        // The page leads to the first that is wrong by the field's name.
        let first = |spec: &'static Spec| {
            let is_wrong = |typed: &Typed| typed.flaw.is_some_and(|(of, _)| of.name == spec.name);
            (self.typed.iter().position(is_wrong) == Some(n)).then_some(spec.name)
        };
        let flaw = typed.flaw.map(|(_, flaw)| view! { <p class="flaw" id=flaw_id.clone()>{ui::words::flaw(language, flaw)}</p> });
        let options = options.iter().map(|(id, told)| {
            view! { <option value=id.clone() selected=*id == typed.to>{told.clone()}</option> }
        });
        let options = options.collect_view();
        Some(
            view! {
                <tr>
                    <td>
                        <a class="line-product" href=self.request.href(&format!("/product/{}", line.product.slug))>
                            {crate::catalog::picture::line(&line.product)}
                            {named(name)}
                        </a>
                        <input type="hidden" name=PRODUCT.name value=typed.product.clone() />
                    </td>
                    <td data-label=t!(language, cart.quantity)>
                        <input id=first(&PIECES) name=PIECES.name type="text" inputmode="numeric" autocomplete="off" value=typed.pieces.clone()
                            aria-label=t!(language, cart.quantity_of, name = isolated(name))
                            aria-invalid=of_pieces.is_some().then_some("true") aria-describedby=of_pieces />
                        {flaw}
                    </td>
                    <td data-label=t!(language, sales.multishipping.send_to)>
                        <select id=first(&TO) name=TO.name autocomplete="off" aria-label=t!(language, sales.multishipping.send_to_of, name = isolated(name))
                            aria-invalid=of_to.is_some().then_some("true") aria-describedby=of_to>{options}</select>
                    </td>
                    <td>
                        <button class="link" name=DO.name value=format!("remove-{n}")
                            aria-label=t!(language, sales.multishipping.remove_of, name = isolated(name))>{t!(language, sales.multishipping.remove)}</button>
                    </td>
                </tr>
            }
            .into_any(),
        )
    }
}
