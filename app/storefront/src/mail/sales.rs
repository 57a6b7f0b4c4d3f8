//! Mails about orders, and about what is made of them.

use super::{
    Said,
    content::{Part, Table},
};
use domain::{
    address::Address,
    mail::About,
    money::{Money, NotASum},
    sales::{
        document::{Document, Kind, Track},
        order::Order,
    },
    stores::{Language, Served},
};
use ui::{format, sales, t, words};

/// What all parts of a mail are written with.
struct Writing<'a> {
    view: &'a Served,
    language: Language,
    order: &'a Order,
    base_url: &'a str,
}

/// A mail about an order itself; `None`, if that is about something else.
pub(super) fn about(view: &Served, base_url: &str, about: About, order: &Order) -> Option<Said> {
    let writing = Writing { view, language: order.language, order, base_url };
    match about {
        About::Order => Some(writing.placed()),
        About::OrderComment => Some(writing.commented()),
        About::Invoice | About::Shipment | About::Creditmemo => None,
        About::InvoiceComment | About::ShipmentComment | About::CreditmemoComment => None,
        About::Welcome | About::PasswordReset | About::EmailConfirmation | About::CustomerLocked => None,
        About::EmailChanged | About::PasswordChanged | About::SecondFactorChanged => None,
        About::StaffInvitation | About::StaffPasswordReset | About::StaffLocked => None,
    }
}

/// A mail about an invoice, a shipment or a credit memo, or about what was noted on it.
pub(super) fn about_document(view: &Served, base_url: &str, about: About, order: &Order, document: &Document) -> Said {
    let writing = Writing { view, language: order.language, order, base_url };
    if about == About::comment_on(document.kind) { writing.commented_on(document) } else { writing.made(document) }
}

impl Writing<'_> {
    fn money(&self, sum: Result<Money, NotASum>) -> String {
        sum.map(|sum| format::money(&self.view.locale, sum)).unwrap_or_default()
    }

    fn store(&self) -> &str {
        self.view.config.store_name()
    }

    fn sums(&self, sums: Result<Vec<(&'static str, Money, &'static str)>, NotASum>) -> Vec<(String, String, bool)> {
        let sums = sums.unwrap_or_default().into_iter();
        sums.map(|(word, sum, class)| (word.to_owned(), self.money(Ok(sum)), class == "total")).collect()
    }

    /// Thanks, and all of the order.
    fn placed(&self) -> Said {
        let (language, order) = (self.language, self.order);
        let number = order.number.as_str();
        let title = Part::Title(t!(language, mail.title.order, number = number));
        let mut parts = vec![Part::Text(t!(language, mail.thanks, store = self.store()))];
        parts.extend(self.helped());
        let rows = order.lines.iter().map(|line| {
            vec![
                format!("{}\n{}: {}", line.name, t!(language, catalog.sku), line.sku),
                line.pieces.ordered.to_string(),
                self.money(line.shown(order.totals.include_tax)),
            ]
        });
        let head = [t!(language, cart.product), t!(language, cart.quantity), t!(language, cart.subtotal)].map(str::to_owned).into();
        parts.push(Part::Facts(vec![(t!(language, sales.date).to_owned(), self.date())]));
        parts.push(Part::Table(Table { head, rows: rows.collect(), sums: self.sums(sales::sums(language, &order.totals)) }));
        parts.push(self.information());
        let instructions = sales::instructions(language, &self.view.config, order.payment_method);
        if !instructions.is_empty() {
            parts.push(Part::Text(instructions));
        }
        parts.extend(self.button());
        (t!(language, mail.subject.order, store = self.store()), title, parts)
    }

    /// What staff have to say, and how far the order has come.
    fn commented(&self) -> Said {
        let (language, number) = (self.language, self.order.number.as_str());
        let title = Part::Title(t!(language, mail.title.order, number = number));
        (t!(language, mail.subject.order_comment, store = self.store()), title, self.updated())
    }

    /// The same, of a document.
    fn commented_on(&self, document: &Document) -> Said {
        let (language, store) = (self.language, self.store());
        let subject = match document.kind {
            Kind::Invoice => t!(language, mail.subject.invoice_comment, store = store),
            Kind::Shipment => t!(language, mail.subject.shipment_comment, store = store),
            Kind::Creditmemo => t!(language, mail.subject.creditmemo_comment, store = store),
        };
        (subject, Part::Title(self.title(document)), self.updated())
    }

    /// How far the order has come, and where it is found.
    fn updated(&self) -> Vec<Part> {
        let (language, number) = (self.language, self.order.number.as_str());
        let status = words::order_state(language, self.order.state());
        let intro = Part::Text(t!(language, mail.updated, number = number, status = status));
        [intro].into_iter().chain(self.helped()).chain(self.button()).collect()
    }

    /// That somebody placed it for the customer.
    fn helped(&self) -> Option<Part> {
        self.order.placed_by.as_ref().map(|_| Part::Text(t!(self.language, sales.placed_by_administrator).to_owned()))
    }

    fn title(&self, document: &Document) -> String {
        let (language, number, order) = (self.language, document.number.as_str(), self.order.number.as_str());
        match document.kind {
            Kind::Invoice => t!(language, mail.title.invoice, number = number, order = order),
            Kind::Shipment => t!(language, mail.title.shipment, number = number, order = order),
            Kind::Creditmemo => t!(language, mail.title.creditmemo, number = number, order = order),
        }
    }

    /// An invoice, a shipment or a credit memo.
    fn made(&self, document: &Document) -> Said {
        let language = self.language;
        let store = self.store();
        let (subject, intro) = match document.kind {
            Kind::Invoice => (t!(language, mail.subject.invoice, store = store), t!(language, mail.invoiced, store = store)),
            Kind::Shipment => (t!(language, mail.subject.shipment, store = store), t!(language, mail.shipped, store = store)),
            Kind::Creditmemo => (t!(language, mail.subject.creditmemo, store = store), t!(language, mail.refunded, store = store)),
        };
        let mut parts = vec![Part::Text(intro)];
        parts.extend(self.helped());
        if !document.tracks.is_empty() {
            let tracks = document.tracks.iter().map(|track| (track.carrier.clone(), track.number.clone()));
            parts.push(Part::Facts(tracks.collect()));
            let pages = document.tracks.iter().filter_map(Track::page);
            parts.extend(pages.map(|page| Part::Button(t!(language, sales.track_shipment).to_owned(), page)));
        }
        parts.push(Part::Table(self.pieces(document)));
        parts.push(self.information());
        parts.extend(self.button());
        (subject, Part::Title(self.title(document)), parts)
    }

    fn pieces(&self, document: &Document) -> Table {
        let (language, include_tax) = (self.language, self.order.totals.include_tax);
        let costs = document.kind != Kind::Shipment;
        let mut head = vec![t!(language, cart.product).to_owned(), t!(language, cart.quantity).to_owned()];
        if costs {
            head.push(t!(language, cart.subtotal).to_owned());
        }
        let rows = document.taken.parts.iter().map(|part| {
            let mut row = vec![format!("{}\n{}: {}", part.name, t!(language, catalog.sku), part.sku), part.pieces.to_string()];
            if costs {
                row.push(self.money(if include_tax { part.sum.total() } else { Ok(part.sum.net) }));
            }
            row
        });
        let rows = rows.collect();
        let sums = if costs { self.sums(sales::document_sums(language, document.kind, &document.taken, include_tax)) } else { Vec::new() };
        Table { head, rows, sums }
    }

    /// Where it goes, who is billed, how it is delivered and paid.
    fn information(&self) -> Part {
        let (language, order) = (self.language, self.order);
        let written = |address: &Address| address.lines(&format::country(language, address.country.code()));
        let line = |text: &str| vec![text.to_owned()];
        let card = |heading: &str, lines| (heading.to_owned(), lines);
        Part::Cards(vec![
            card(t!(language, sales.shipping_address), written(&order.shipping)),
            card(t!(language, sales.billing_address), written(&order.billing)),
            card(t!(language, sales.shipping_method_title), line(words::shipping_method(language, order.shipping_method))),
            card(t!(language, sales.payment_method_title), line(words::payment_method(language, order.payment_method))),
        ])
    }

    fn date(&self) -> String {
        format::minute_and_zone(self.language, self.view.config.time_zone(), self.order.placed)
    }

    /// Where a customer finds the order; a guest has no account.
    fn button(&self) -> Option<Part> {
        self.order.customer?;
        let url = self.view.url(self.base_url, &crate::sales::address(self.order.id));
        Some(Part::Button(t!(self.language, mail.view_order).to_owned(), url))
    }
}
