//! Who is at the other end where proxies stand between. `X-Forwarded-For` can be sent by anybody: only what a trusted proxy
//! wrote into it is believed. `Forwarded` (RFC 7239) is not read: a proxy that writes the one passes on the other as it
//! came, so whoever reads both believes strangers.

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose word counts.
pub struct Proxies(Vec<IpNet>);

/// Where a request comes from. In the record it reads `203.0.113.9 via 10.0.0.2` where a proxy was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    /// The proxy that is connected.
    pub via: Option<IpAddr>,
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.via {
            Some(proxy) => write!(f, "{} via {proxy}", self.address),
            None => write!(f, "{}", self.address),
        }
    }
}

impl Proxies {
    /// # Errors
    /// What is neither an address nor a network.
    pub fn new(trusted: &[String]) -> Result<Self, String> {
        Ok(Self(networks("trusted_proxies", trusted)?))
    }

    /// The last hop that is no proxy of ours. Each proxy adds who asked it at the end of the header, so it is read from there,
    /// and only as long as whoever wrote the hop is trusted. What is no address ends it: nothing before it can be believed.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let peer = peer.to_canonical();
        let mut hops = headers.get_all(FORWARDED_FOR).iter().rev().flat_map(|line| line.as_bytes().rsplit(|b| *b == b','));
        let mut address = peer;
        while self.trusts(address)
            && let Some(before) = hops.next().and_then(hop)
        {
            address = before;
        }
        Client { address, via: (address != peer).then_some(peer) }
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// The networks that a setting names.
///
/// # Errors
/// What is neither an address nor a network.
pub fn networks(setting: &str, named: &[String]) -> Result<Vec<IpNet>, String> {
    let network = |text: &String| {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map_err(|_| format!("{setting}: {text:?} must be an address or a network, as 10.0.0.2 or 10.0.0.0/8"))
    };
    named.iter().map(network).collect()
}

/// A hop's address. Some proxies write its port as well.
fn hop(bytes: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|a| a.ip())).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn client(trusted: &[&str], peer: &str, lines: &[&[u8]]) -> String {
        let proxies = Proxies::new(&trusted.iter().map(|&t| t.to_owned()).collect::<Vec<_>>()).unwrap();
        let headers = lines.iter().map(|l| (FORWARDED_FOR, HeaderValue::from_bytes(l).unwrap())).collect();
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_nobody_is_believed() {
        assert_eq!(client(&[], "203.0.113.9", &[b"1.2.3.4"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "203.0.113.9", &[b"1.2.3.4"]), "203.0.113.9");
    }

    #[test]
    fn behind_proxies_the_last_hop_that_is_none_counts_whatever_the_client_wrote_before_it() {
        let trusted = ["10.0.0.0/8", "2001:db8::7"];
        for (peer, lines, told) in [
            ("10.0.0.2", &[&b"203.0.113.9"[..]][..], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"1.2.3.4, 203.0.113.9"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"1.2.3.4", b"203.0.113.9,10.1.1.1"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"10.9.9.9, 203.0.113.9 , 10.1.1.1"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"203.0.113.9:4711"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"[2001:db8::9]:4711"], "2001:db8::9 via 10.0.0.2"),
            ("2001:db8::7", &[b"[2001:db8::9]"], "2001:db8::9 via 2001:db8::7"),
            ("::ffff:10.0.0.2", &[b"::ffff:203.0.113.9"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"10.1.1.1"], "10.1.1.1 via 10.0.0.2"),
            ("10.0.0.2", &[], "10.0.0.2"),
        ] {
            assert_eq!(client(&trusted, peer, lines), told, "{peer} {lines:?}");
        }
    }

    #[test]
    fn a_hop_that_is_no_address_never_wins_nor_does_anything_before_it() {
        for junk in [&b"unknown"[..], b"", b",", b"\xff\xfe", b"10.0.0", b"1.2.3.4, unknown", b"1.2.3.4,", b"_hidden", b"999.1.1.1"] {
            assert_eq!(client(&["10.0.0.2"], "10.0.0.2", &[junk]), "10.0.0.2", "{junk:?}");
        }
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.2", &[b"1.2.3.4, junk, 10.0.0.3"]), "10.0.0.3 via 10.0.0.2");
    }

    #[test]
    fn what_is_no_network_is_refused_with_its_name() {
        for bad in ["", "10.0.0.0/33", "proxy.example", "10.0.0.1-10.0.0.9"] {
            assert!(Proxies::new(&[bad.to_owned()]).is_err_and(|e| e.contains("trusted_proxies")), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_client_is_the_peer_or_stands_behind_proxies_that_are_trusted(bytes in proptest::collection::vec(32u8..=255, 0..60)) {
            let Ok(line) = HeaderValue::from_bytes(&bytes) else { return Ok(()) };
            let headers = HeaderMap::from_iter([(FORWARDED_FOR, line)]);
            let peer: IpAddr = "203.0.113.9".parse().unwrap();
            prop_assert_eq!(Proxies(Vec::new()).client(peer, &headers), Client { address: peer, via: None });
        }
    }
}
