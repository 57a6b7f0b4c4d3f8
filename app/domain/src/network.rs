//! Where somebody is, as far as an address tells: of IPv6 a subscriber has 64 bits, so whoever counts addresses one by one counts nobody.

use std::net::{IpAddr, Ipv6Addr};

/// How many bits of an IPv6 address belong to whoever has it.
const OWN_BITS: u32 = 64;

/// The network that counts as one place: an IPv4 address, or the first half of an IPv6 address.
pub fn of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> OWN_BITS << OWN_BITS)),
        address @ IpAddr::V4(_) => address,
    }
}

/// The same of an address as the record has it: `203.0.113.9 via 10.0.0.2`. What is none stands for itself.
pub fn named(address: &str) -> String {
    let client = address.split(' ').next().unwrap_or_default();
    client.parse().map_or_else(|_| client.to_owned(), |address| of(address).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_is_one_place_however_many_addresses_he_has() {
        for (address, place) in [
            ("203.0.113.9", "203.0.113.9"),
            ("203.0.113.9 via 10.0.0.2", "203.0.113.9"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
            ("2001:db8:1:2:bbbb::2 via ::1", "2001:db8:1:2::"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("", ""),
            ("nowhere", "nowhere"),
        ] {
            assert_eq!(named(address), place, "{address}");
        }
        assert_ne!(named("2001:db8:1:2::1"), named("2001:db8:1:3::1"));
    }
}
