//! Carriers that are known: where whoever waits for a parcel looks how far it is. Staff write a carrier's name as they like, and any other has no
//! such page here.

use super::document::Track;
use url::Url;

/// How a carrier's name begins, the page where it follows a parcel, and under which name that takes the number.
const KNOWN: [(&str, &str, &str); 4] = [
    ("DHL", "https://www.dhl.com/global-en/home/tracking.html", "tracking-id"),
    ("FedEx", "https://www.fedex.com/fedextrack/", "trknbr"),
    ("UPS", "https://www.ups.com/track", "tracknum"),
    ("USPS", "https://tools.usps.com/go/TrackConfirmAction", "tLabels"),
];

impl Track {
    /// Where its carrier tells how far the parcel is, if the carrier is known: by the first word of its name, as in "DHL Express".
    pub fn page(&self) -> Option<String> {
        let first = self.carrier.split_whitespace().next()?;
        let (_, page, name) = KNOWN.into_iter().find(|(known, ..)| known.eq_ignore_ascii_case(first))?;
        Url::parse_with_params(page, [(name, self.number.trim())]).ok().map(String::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(carrier: &str, number: &str) -> Option<String> {
        Track { carrier: carrier.to_owned(), number: number.to_owned() }.page()
    }

    #[test]
    fn a_known_carrier_has_a_page_for_the_number_however_it_is_written_and_others_have_none() {
        for (carrier, expected) in [
            ("DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD+14"),
            ("dhl Express", "https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD+14"),
            ("FEDEX", "https://www.fedex.com/fedextrack/?trknbr=JD+14"),
            ("Ups", "https://www.ups.com/track?tracknum=JD+14"),
            ("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels=JD+14"),
        ] {
            assert_eq!(page(carrier, "JD 14").as_deref(), Some(expected), "{carrier}");
        }
        for other in ["", "Bicycle", "DHLX", "Our DHL"] {
            assert_eq!(page(other, "JD 14"), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_number_is_typed_it_stays_within_the_carriers_page(number in any::<String>()) {
            let page = Url::parse(&page("UPS", &number).unwrap()).unwrap();
            prop_assert_eq!((page.host_str(), page.path(), page.fragment()), (Some("www.ups.com"), "/track", None));
            let said: Vec<_> = page.query_pairs().into_owned().collect();
            prop_assert_eq!(said, vec![("tracknum".to_owned(), number.trim().to_owned())]);
        }
    }
}
