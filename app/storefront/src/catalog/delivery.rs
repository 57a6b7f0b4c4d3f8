//! What a delivery costs, as far as that is known before there is a cart; and when it arrives.

use domain::{
    cart::PricedLine,
    money::{Currency, Money},
    time::{Day, Zone},
};
use ui::{
    format::{money, weekday},
    t,
    web::Request,
};

/// In words; none, where the checkout alone says it. What cannot be added to prices in `currency` is not offered in the checkout either.
pub(crate) fn told(request: &Request, currency: Currency) -> Option<String> {
    let (language, shop, locale) = (request.language, &request.view, &request.view.locale);
    let shown = |sum: Money| Some(shop.price(sum)).filter(|sum| sum.currency() == currency);
    let free_from = shop.config.free_shipping_from().and_then(shown);
    let flat_rate = shop.config.flat_rate().filter(|_| free_from.is_none_or(|least| least.minor() > 0));
    let costs = flat_rate.and_then(|rate| {
        let sum = money(locale, shown(rate.price)?);
        let is_each = rate.for_each_piece;
        Some(if is_each { t!(language, catalog.delivery_each, price = sum) } else { t!(language, catalog.delivery_costs, price = sum) })
    });
    let free = free_from.map(|least| match least.minor() {
        0 => t!(language, catalog.delivery_free).to_owned(),
        _ => t!(language, catalog.delivery_free_from, price = money(locale, least)),
    });
    let told: Vec<String> = costs.into_iter().chain(free).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// From which day until which arrives what is ordered now, in words; none, where the shop promises nothing of it.
pub(crate) fn arrival(request: &Request) -> Option<String> {
    let (language, config) = (request.language, &request.view.config);
    let (least, most) = config.arrival_days()?;
    let today = Day::of(&Zone::named(config.time_zone()), request.now());
    let day = |days| weekday(language, today.working_days_later(days));
    Some(if least == most {
        t!(language, catalog.arrives_on, day = day(most))
    } else {
        t!(language, catalog.arrives, from = day(least), until = day(most))
    })
}

/// When these lines of a cart arrive. What is not there yet is sent once it is: nobody knows when.
pub(crate) fn arrival_of<'a>(request: &Request, mut lines: impl Iterator<Item = &'a PricedLine>) -> Option<String> {
    lines.all(|line| line.awaited() == 0).then(|| arrival(request)).flatten()
}
