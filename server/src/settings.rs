//! The program's own settings: from a file, then from the environment. What a shop's admins set lives in the store.

mod wrong;

pub use wrong::Wrong;

use crate::{
    http::{
        host::Hosts,
        proxy::{Proxies, networks},
    },
    mail::Way,
};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use ui::t;

/// All of them. An unknown key is refused, so that a misspelt one is not silently without effect.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where to listen: address and port. Port 0 takes any that is free.
    pub listen: SocketAddr,
    /// The folder of the embedded store, and of the files that belong to the data.
    pub data: PathBuf,
    /// A SurrealDB server (`ws://…`, `wss://…`) in place of the folder. Empty: the folder.
    pub store: String,
    /// The user and the password at that server; better given by environment or file.
    pub store_user: String,
    pub store_password: Sealed,
    /// A file that holds the password at that server.
    pub store_password_file: Option<PathBuf>,
    /// The address that people type. With `https://` cookies are `Secure` and carry the `__Host-` prefix.
    pub base_url: String,
    /// Further hosts under which the shop is reached, each with its port if it has one of its own. Under any other name
    /// nothing is served.
    pub hosts: Vec<String>,
    /// The addresses or networks of proxies that are believed when they say who asked them: what is recorded is then the client's address.
    /// Each writes `X-Forwarded-For`, or what is said behind it: `10.0.0.3 Forwarded` (RFC 7239). The other header can come from anybody.
    pub trusted_proxies: Vec<String>,
    /// The addresses or networks of the shop's own offices and machines: how often they do something is not limited, nor how many
    /// connections they have.
    pub unlimited: Vec<String>,
    /// Whom to tell of a weakness of the shop, as `mailto:security@shop.example` or an `https://` address: what
    /// `/.well-known/security.txt` says (RFC 9116). Empty: there is none.
    pub security_contact: String,
    /// The mail server (`smtp://user@host:587`, `smtps://…`; `?tls=none` for one on the same machine). Empty: mails are kept as files.
    pub smtp: String,
    /// The password there; better given by environment or file.
    pub smtp_password: Sealed,
    /// A file that holds it.
    pub smtp_password_file: Option<PathBuf>,
    /// The key under which second factors are sealed; none: `second-factor.key` in the folder of the data. It is made if it is not there.
    /// Programs that share a store share it.
    pub second_factor_key_file: Option<PathBuf>,
    /// Log lines as JSON objects.
    pub log_json: bool,
    /// What is logged, as in `RUST_LOG`.
    pub log: String,
}

/// A secret among the settings: never echoed.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn in_file(setting: &str, path: &Path) -> Result<Self, Wrong> {
        let text = std::fs::read_to_string(path).map_err(|error| Wrong::file(setting, path, &error))?;
        Ok(Self(text.trim_end().to_owned()))
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "(none)" } else { "(set)" })
    }
}

impl Serialize for Sealed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "(set)" })
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data: PathBuf::from("data"),
            store: String::new(),
            store_user: String::new(),
            store_password: Sealed::default(),
            store_password_file: None,
            base_url: "http://127.0.0.1:3000".to_owned(),
            hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            unlimited: Vec::new(),
            security_contact: String::new(),
            smtp: String::new(),
            smtp_password: Sealed::default(),
            smtp_password_file: None,
            second_factor_key_file: None,
            log_json: false,
            log: "info,surrealdb=warn,surrealdb_core=warn,surrealkv=error".to_owned(),
        }
    }
}

impl Settings {
    /// Reads the file (if one is named, or `alongside.toml` if it is there) and the `ALONGSIDE_…` variables over it.
    ///
    /// # Errors
    /// A value is not acceptable, a key is unknown, or a file cannot be read: the text says which and where.
    pub fn read(file: Option<&PathBuf>) -> Result<Self, Wrong> {
        let figment = Figment::from(Serialized::defaults(Self::default()));
        let figment = match file {
            Some(path) => {
                std::fs::File::open(path).map_err(|error| Wrong::file("--config", path, &error))?;
                figment.merge(Toml::file_exact(path))
            }
            None => figment.merge(Toml::file("alongside.toml")),
        };
        let mut settings: Self = figment.merge(Env::prefixed("ALONGSIDE_").ignore(&["config"])).extract()?;
        if let Some(path) = &settings.store_password_file {
            settings.store_password = Sealed::in_file("store_password_file", path)?;
        }
        if let Some(path) = &settings.smtp_password_file {
            settings.smtp_password = Sealed::in_file("smtp_password_file", path)?;
        }
        settings.check()?;
        Ok(settings)
    }

    /// # Errors
    /// What does not fit together.
    pub fn check(&self) -> Result<(), Wrong> {
        self.hosts()?;
        self.proxies()?;
        self.unlimited()?;
        let contact = &self.security_contact;
        let is_one = ["mailto:", "https://", "tel:"].iter().any(|way| contact.starts_with(way));
        if !contact.is_empty() && (!is_one || !contact.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(Wrong::value("security_contact", contact, |language| t!(language, cli.setting.contact)));
        }
        Way::of(self)?;
        if !self.store.is_empty() && !self.store.starts_with("ws://") && !self.store.starts_with("wss://") {
            return Err(Wrong::value("store", &self.store, |language| t!(language, cli.setting.store)));
        }
        Ok(())
    }

    /// Where the key of second factors is: outside of what the store holds.
    pub fn key_file(&self) -> PathBuf {
        self.second_factor_key_file.clone().unwrap_or_else(|| self.data.join("second-factor.key"))
    }

    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// # Errors
    /// What is no address, or no host.
    pub fn hosts(&self) -> Result<Hosts, Wrong> {
        Hosts::new(&self.base_url, &self.hosts)
    }

    /// # Errors
    /// What is neither an address nor a network.
    pub fn proxies(&self) -> Result<Proxies, Wrong> {
        Proxies::new(&self.trusted_proxies)
    }

    /// # Errors
    /// What is neither an address nor a network.
    pub fn unlimited(&self) -> Result<Vec<IpNet>, Wrong> {
        networks("unlimited", &self.unlimited)
    }

    /// Where the data is.
    pub fn address(&self) -> store::Address {
        if self.store.is_empty() {
            store::Address::Folder(self.data.clone())
        } else {
            store::Address::Server {
                url: self.store.clone(),
                user: self.store_user.clone(),
                password: self.store_password.expose().to_owned(),
                data: self.data.clone(),
            }
        }
    }
}
