//! Who is at the other end where proxies stand between. `X-Forwarded-For` and `Forwarded` (RFC 7239) can be sent by anybody: only what a trusted
//! proxy wrote itself is believed. A proxy writes one of the two and passes the other on as it came, so of each that one alone is read that the
//! setting says it writes; whoever chose by what is there would let a client choose who he is.

use crate::settings::Wrong;
use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};
use ui::t;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose word counts, each with the header that it writes.
pub struct Proxies(Vec<(IpNet, Writes)>);

/// In which header a proxy says who asked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writes {
    ForwardedFor,
    Forwarded,
}

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
    /// As `10.0.0.2`, `10.0.0.0/8`, or `10.0.0.3 Forwarded`; without a header it is `X-Forwarded-For`.
    ///
    /// # Errors
    /// What is neither an address nor a network, is everybody, or is said to write another header.
    pub fn new(trusted: &[String]) -> Result<Self, Wrong> {
        let proxy = |text: &String| {
            let (named, header) = text.split_once(' ').unwrap_or((text.as_str(), "X-Forwarded-For"));
            let writes = match header.trim().to_ascii_lowercase().as_str() {
                "x-forwarded-for" => Writes::ForwardedFor,
                "forwarded" => Writes::Forwarded,
                _ => return Err(Wrong::value("trusted_proxies", text, |language| t!(language, cli.setting.header))),
            };
            let network = network("trusted_proxies", named)?;
            // Then a client is a proxy as well, and what it wrote itself would be believed.
            if network.prefix_len() == 0 {
                return Err(Wrong::value("trusted_proxies", text, |language| t!(language, cli.setting.everybody)));
            }
            Ok((network, writes))
        };
        trusted.iter().map(proxy).collect::<Result<_, _>>().map(Self)
    }

    /// The last hop that is no proxy of ours. Each proxy adds who asked it at the end of its header, so both are read from there,
    /// and only as long as whoever wrote the hop is trusted. What is no address ends it: nothing before it can be believed.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let peer = peer.to_canonical();
        let mut hops = headers.get_all(FORWARDED_FOR).iter().rev().flat_map(|line| line.as_bytes().rsplit(|b| *b == b','));
        let mut elements = headers.get_all(header::FORWARDED).iter().rev().flat_map(|line| from_the_end(line.as_bytes(), b','));
        let mut address = peer;
        while let Some(writes) = self.writes(address)
            && let Some(before) = match writes {
                Writes::ForwardedFor => hops.next().and_then(|hop| node(std::str::from_utf8(hop).ok()?)),
                Writes::Forwarded => elements.next().and_then(asked_for),
            }
        {
            address = before;
        }
        Client { address, via: (address != peer).then_some(peer) }
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        self.writes(address).is_some()
    }

    /// What a proxy of ours writes: of a network within another one what is said of that.
    fn writes(&self, address: IpAddr) -> Option<Writes> {
        let named = self.0.iter().filter(|(network, _)| network.contains(&address));
        named.max_by_key(|(network, _)| network.prefix_len()).map(|(_, writes)| *writes)
    }
}

/// The networks that a setting names.
///
/// # Errors
/// What is neither an address nor a network.
pub fn networks(setting: &str, named: &[String]) -> Result<Vec<IpNet>, Wrong> {
    named.iter().map(|text| network(setting, text)).collect()
}

fn network(setting: &str, text: &str) -> Result<IpNet, Wrong> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| Wrong::value(setting, text, |language| t!(language, cli.setting.network)))
}

/// Whose request a proxy passed on, by an element of `Forwarded`.
fn asked_for(element: &[u8]) -> Option<IpAddr> {
    let mut named = from_the_end(element, b';').filter_map(|pair| {
        let (name, value) = std::str::from_utf8(pair).ok()?.trim().split_once('=')?;
        name.eq_ignore_ascii_case("for").then_some(value)
    });
    let value = named.next().filter(|_| named.next().is_none())?;
    node(value.strip_prefix('"').map_or(Some(value), |rest| rest.strip_suffix('"'))?)
}

/// The parts of a list, the last one first, cut at what stands in no quotes. Quotes are paired from the end as well: one that a client left open
/// takes in nothing of what a proxy wrote behind it.
fn from_the_end(list: &[u8], at: u8) -> impl Iterator<Item = &[u8]> {
    let mut left = Some(list);
    std::iter::from_fn(move || {
        let list = left?;
        let mut is_quoted = false;
        let cut = list.iter().enumerate().rev().find(|(n, byte)| {
            if **byte == b'"' {
                is_quoted = !is_quoted || is_escaped(list, *n);
            }
            **byte == at && !is_quoted
        });
        let (before, last) = cut.map_or((None, Some(list)), |(n, _)| (list.get(..n), list.get(n.saturating_add(1)..)));
        left = before;
        last
    })
}

/// Whether a backslash stands before it that is not the second one of two.
fn is_escaped(list: &[u8], n: usize) -> bool {
    list.iter().take(n).rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// A hop's address. Some proxies write its port as well, or a name in place of that.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let text = text.rsplit_once(":_").map_or(text, |(node, _)| node);
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|a| a.ip())).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn proxies(trusted: &[&str]) -> Proxies {
        Proxies::new(&trusted.iter().map(|&t| t.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn said(trusted: &[&str], peer: &str, lines: &[(HeaderName, &[u8])]) -> String {
        let headers = lines.iter().map(|(name, line)| (name.clone(), HeaderValue::from_bytes(line).unwrap())).collect();
        proxies(trusted).client(peer.parse().unwrap(), &headers).to_string()
    }

    fn client(trusted: &[&str], peer: &str, lines: &[&[u8]]) -> String {
        said(trusted, peer, &lines.iter().map(|line| (FORWARDED_FOR, *line)).collect::<Vec<_>>())
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
    fn of_a_proxy_that_writes_forwarded_the_last_element_counts() {
        let trusted = ["10.0.0.0/8 Forwarded", "2001:db8::7 forwarded"];
        for (peer, lines, told) in [
            ("10.0.0.2", &[&b"for=203.0.113.9"[..]][..], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=1.2.3.4, For=203.0.113.9;proto=https;by=10.0.0.2"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=1.2.3.4", b"by=10.1.1.1; for=203.0.113.9 ,for=10.1.1.1"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=\"203.0.113.9:4711\""], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=\"203.0.113.9:_hidden\""], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=\"[2001:db8::9]:4711\""], "2001:db8::9 via 10.0.0.2"),
            ("2001:db8::7", &[b"for=\"[2001:db8::9]\""], "2001:db8::9 via 2001:db8::7"),
            ("10.0.0.2", &[b"for=203.0.113.9;host=\"a, for=1.2.3.4\""], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=203.0.113.9;host=\"\\\", for=1.2.3.4;x=\\\\\""], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[b"for=\"1.2.3.4, for=203.0.113.9"], "203.0.113.9 via 10.0.0.2"),
            ("10.0.0.2", &[], "10.0.0.2"),
        ] {
            let lines: Vec<_> = lines.iter().map(|line| (header::FORWARDED, *line)).collect();
            assert_eq!(said(&trusted, peer, &lines), told, "{peer} {lines:?}");
        }
        for junk in [
            &b"for=unknown"[..],
            b"for=_hidden",
            b"for=",
            b"for=\"",
            b"for=\"1.2.3.4",
            b"for=1.2.3.4;for=5.6.7.8",
            b"by=1.2.3.4",
            b"1.2.3.4",
            b"for=1.2.3.4,",
            b"for=1.2.3.4;x\"",
            b"for=\"1.2.3\\.4\"",
            b"",
            b"\xff\xfe",
        ] {
            assert_eq!(said(&trusted, "10.0.0.2", &[(header::FORWARDED, junk)]), "10.0.0.2", "{junk:?}");
        }
    }

    /// Whoever is asked through a proxy that writes the one can send the other as he likes.
    #[test]
    fn of_each_proxy_that_header_is_read_that_it_writes_and_no_other() {
        let (forwarded, listed) = ((header::FORWARDED, &b"for=1.2.3.4"[..]), (FORWARDED_FOR, &b"5.6.7.8"[..]));
        for (trusted, told) in [
            (&["10.0.0.2"][..], "5.6.7.8 via 10.0.0.2"),
            (&["10.0.0.2 X-Forwarded-For"], "5.6.7.8 via 10.0.0.2"),
            (&["10.0.0.2 Forwarded"], "1.2.3.4 via 10.0.0.2"),
            (&["10.0.0.0/8", "10.0.0.2 Forwarded"], "1.2.3.4 via 10.0.0.2"),
            (&["10.0.0.2", "10.0.0.0/8 Forwarded"], "5.6.7.8 via 10.0.0.2"),
        ] {
            assert_eq!(said(trusted, "10.0.0.2", &[forwarded.clone(), listed.clone()]), told, "{trusted:?}");
        }
        assert_eq!(said(&["10.0.0.2"], "10.0.0.2", std::slice::from_ref(&forwarded)), "10.0.0.2");
        assert_eq!(said(&["10.0.0.2 Forwarded"], "10.0.0.2", std::slice::from_ref(&listed)), "10.0.0.2");
        // One behind the other, each in its own way.
        let lines = [(header::FORWARDED, &b"for=9.9.9.9, for=203.0.113.9"[..]), (FORWARDED_FOR, &b"1.2.3.4, 10.0.0.3"[..])];
        assert_eq!(said(&["10.0.0.2", "10.0.0.3 Forwarded"], "10.0.0.2", &lines), "203.0.113.9 via 10.0.0.2");
    }

    #[test]
    fn what_is_no_network_is_refused_with_its_name() {
        for bad in
            ["", "10.0.0.0/33", "proxy.example", "10.0.0.1-10.0.0.9", "10.0.0.2 X-Real-IP", "10.0.0.2 ", "Forwarded", "0.0.0.0/0", "::/0"]
        {
            assert!(Proxies::new(&[bad.to_owned()]).is_err_and(|e| e.to_string().contains("trusted_proxies")), "{bad}");
        }
    }

    /// What a client may send: any bytes that a header can have, and often those that mean something in it.
    fn anything() -> impl Strategy<Value = Vec<u8>> {
        let meant = proptest::sample::select(b"\",;=\\ []:.for1".to_vec());
        proptest::collection::vec(prop_oneof![meant, 32_u8..127, 128_u8..=255], 0..60)
    }

    /// An element as a proxy writes it, for whoever asked it with such a `Host`.
    fn element(address: IpAddr, port: Option<u16>, host: &str) -> String {
        let node = match (address, port) {
            (IpAddr::V4(address), None) => address.to_string(),
            (IpAddr::V4(address), Some(port)) => format!("\"{address}:{port}\""),
            (IpAddr::V6(address), None) => format!("\"[{address}]\""),
            (IpAddr::V6(address), Some(port)) => format!("\"[{address}]:{port}\""),
        };
        format!("for={node};host=\"{}\";proto=https", host.replace('\\', "\\\\").replace('"', "\\\""))
    }

    proptest! {
        #[test]
        fn without_a_trusted_proxy_nothing_that_is_sent_moves_anybody(listed in anything(), forwarded in anything()) {
            let lines = [(FORWARDED_FOR, &listed[..]), (header::FORWARDED, &forwarded[..])];
            prop_assert_eq!(said(&["10.0.0.2", "10.0.0.3 Forwarded"], "203.0.113.9", &lines), "203.0.113.9");
        }

        /// Whatever he sends before, in the same line or in one of his own, and in the other header.
        #[test]
        fn who_asks_is_whom_the_proxy_names_and_never_chosen_by_himself(
            address in any::<IpAddr>(),
            port in any::<Option<u16>>(),
            host in "[ -~]{0,20}",
            own in anything(),
            other in anything(),
            is_one_line in any::<bool>(),
        ) {
            let client = address.to_canonical();
            let proxy: IpAddr = "10.0.0.2".parse().unwrap();
            prop_assume!(client != proxy);
            let listed = port.map_or_else(|| address.to_string(), |port| SocketAddr::new(address, port).to_string());
            let written = [
                ("10.0.0.2", FORWARDED_FOR, header::FORWARDED, listed),
                ("10.0.0.2 Forwarded", header::FORWARDED, FORWARDED_FOR, element(address, port, &host)),
            ];
            for (trusted, writes, passes_on, written) in written {
                let own = if is_one_line { [&own[..], b", ", written.as_bytes()].concat() } else { own.clone() };
                let mut lines = vec![(passes_on, &other[..]), (writes.clone(), &own[..])];
                if !is_one_line {
                    lines.push((writes, written.as_bytes()));
                }
                prop_assert_eq!(said(&[trusted], "10.0.0.2", &lines), Client { address: client, via: Some(proxy) }.to_string());
            }
        }
    }
}
