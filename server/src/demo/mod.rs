//! The demo shop: the same each time, so that what a page or a test shows can be told beforehand. It can be made as large as
//! what is to be measured; what is added is numbered.

mod attributes;
mod catalog;
mod drawings;
mod history;
mod orders;
mod pace;
mod size;
mod stores;

pub(crate) use catalog::names;
pub use pace::Pace;
pub use size::{Part, Reached, Size};

use catalog::Names;
use domain::{
    access::{Grants, Resource, RoleName, Websites},
    caller::{Job, Proof},
    catalog::{
        attribute::Values,
        pictures::Image,
        price::{Advanced, Special, Tier, TierPrice},
    },
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    money::{Currency, Money},
    staff::UserName,
    stores::Language,
    text::{Flaw, Secret},
    time::Moment,
};
use drawings::Look;
use std::collections::{BTreeMap, btree_map::Entry};
use store::{DemoCategory, DemoProduct, DemoStaff, DemoTexts, NewCustomer, NewStaff, Store, StoreError};
use uuid::Uuid;

/// Every demo account has this password, which is printed when the shop is filled and stands in the README.
pub const PASSWORD: &str = "alongside-demo";

/// What something is called.
type Called = fn(&Names) -> &str;

/// First name, last name, user name, role.
const STAFF: [(&str, &str, &str, Called); 5] = [
    ("Rosa", "Marin", "rosa", |names| &names.administrators),
    ("Theo", "Lund", "theo", |names| &names.support),
    ("Nadia", "Okafor", "nadia", |names| &names.auditors),
    ("Kim", "Sato", "kim", |names| &names.customer_care),
    ("Iris", "Vega", "iris", |names| &names.international_desk),
];

/// First name, last name, whether he allows remote shopping assistance.
const CUSTOMERS: [(&str, &str, bool); 50] = [
    ("Ada", "Brandt", true),
    ("Ben", "Castell", false),
    ("Clara", "Dumont", true),
    ("David", "Eriksen", false),
    ("Elif", "Faruk", true),
    ("Felix", "Gruber", false),
    ("Greta", "Holm", true),
    ("Hugo", "Iversen", false),
    ("Ines", "Jordan", true),
    ("Jonas", "Keller", false),
    ("Katya", "Lorenz", true),
    ("Leo", "Moretti", false),
    ("Mara", "Novak", true),
    ("Nils", "Olsen", false),
    ("Olga", "Petrov", true),
    ("Paul", "Quinn", false),
    ("Rosalind", "Reyes", true),
    ("Samir", "Saleh", false),
    ("Tilda", "Toivonen", true),
    ("Umberto", "Urso", false),
    ("Vera", "Vasquez", true),
    ("Walid", "Wahab", false),
    ("Xenia", "Xylouri", true),
    ("Yusuf", "Yilmaz", false),
    ("Zora", "Zeman", true),
    ("Anton", "Adler", false),
    ("Bianca", "Bauer", true),
    ("Carlos", "Cortez", false),
    ("Dalia", "Demir", true),
    ("Emil", "Engel", false),
    ("Fiona", "Fraser", true),
    ("Goran", "Galic", false),
    ("Hana", "Horvat", true),
    ("Ivan", "Ilic", false),
    ("Julia", "Jansen", true),
    ("Kenji", "Kimura", false),
    ("Lucia", "Lopez", true),
    ("Marek", "Mazur", false),
    ("Nora", "Nielsen", true),
    ("Oscar", "Ortega", false),
    ("Pia", "Pohl", true),
    ("Quentin", "Quast", false),
    ("Ruben", "Rossi", true),
    ("Sofia", "Silva", false),
    ("Tomas", "Tamm", true),
    ("Ulla", "Unger", false),
    ("Victor", "Varga", true),
    ("Wanda", "Wolski", false),
    ("Yara", "Younes", true),
    ("Zoltan", "Zabo", false),
];

/// Visits written at once.
const STEP: usize = 50;

/// Fills a store that has no staff, for tests; says whether it had none. A filling that was cut short is taken up where it ended: each
/// step leaves out what is there, and the staff come last, all at once.
///
/// # Errors
/// The store does not answer.
pub async fn fill(store: &Store, job: &Job) -> Result<bool, StoreError> {
    fill_to(store, job, Language::default(), Size::small(), &mut |_| {}).await
}

/// As [`fill`], in any size; says how far it is. What a view shows is in the language of the view, whoever fills the shop; what has one
/// name for all of them, as a role, is in his.
///
/// # Errors
/// The store does not answer.
pub async fn fill_to(store: &Store, job: &Job, language: Language, size: Size, told: &mut impl FnMut(Reached)) -> Result<bool, StoreError> {
    if store.has_staff().await? {
        return Ok(false);
    }
    let names = names(language);
    let (websites, groups, customer_groups) = (stores::websites(names), stores::groups(names), stores::customer_groups(names));
    store.by(job).fill_stores(&websites, &groups, &stores::views(), &customer_groups, &stores::SETTINGS).await?;
    let drawn = draw(store, size.products).await?;
    // Nobody bought, or had in his cart, what was not there yet.
    let opening = job.at(pace::opened(size, job.origin().at));
    store.by(&opening).fill_attributes(&attributes::attributes(is_whole(size.products))).await?;
    store
        .by(&opening)
        .fill_catalog(&products(size.products, &drawn), &mut |done| told(Reached { part: Part::Products, done, all: size.products }))
        .await?;
    store
        .by(job)
        .fill_customers(&customers(size, job.origin().at)?, &mut |done| told(Reached { part: Part::Customers, done, all: size.customers }))
        .await?;
    let staff = staff(names, size.agents)?;
    let assisting: Vec<(StaffId, String)> = staff
        .iter()
        .filter(|role| role.grants.allows(Resource::LoginAsCustomer))
        .flat_map(|role| role.users.iter().map(|(id, user)| (*id, user.user_name.as_str().to_owned())))
        .collect();
    history::fill(store, job, size.events, assisting, &mut |done| told(Reached { part: Part::Events, done, all: size.events })).await?;
    orders::fill(store, job, size.orders, is_whole(size.products), &mut |done| {
        told(Reached { part: Part::Orders, done, all: size.orders })
    })
    .await?;
    store.by(job).fill_staff(staff).await?;
    Ok(true)
}

fn flawed(flaw: Flaw) -> StoreError {
    StoreError::Other(format!("demo data: {flaw:?}"))
}

fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.join("-")
}

/// What is added to the name of what comes again.
fn numbered(round: usize) -> String {
    if round == 1 { String::new() } else { format!(" No. {round}") }
}

/// In letters that addresses have everywhere.
fn plain(name: &str) -> String {
    let spelt = [
        ("äÄ", "ae"),
        ("öÖ", "oe"),
        ("üÜ", "ue"),
        ("ß", "ss"),
        ("áÁàÀâÂåÅ", "a"),
        ("éÉèÈêÊëË", "e"),
        ("íÍìÌîÎïÏ", "i"),
        ("óÓòÒôÔ", "o"),
        ("úÚùÙûÛ", "u"),
        ("ñÑ", "n"),
        ("çÇ", "c"),
    ];
    spelt.iter().fold(name.to_owned(), |name, (letters, plain)| name.replace(|c| letters.contains(c), plain))
}

/// What the views of other languages say in place of the English words.
fn texts(words: impl Fn(&'static catalog::Texts) -> Option<&'static catalog::Words>, end: &str) -> Vec<DemoTexts> {
    let abroad = stores::views().into_iter().filter(|view| view.language != Language::En);
    let texts = abroad.filter_map(|view| {
        let words = words(catalog::texts(view.language.tag())?)?;
        let name = format!("{}{end}", words.name);
        Some(DemoTexts { view: view.id, slug: Some(slug(&plain(&name))), name: Some(name), description: Some(words.text.clone()) })
    });
    texts.collect()
}

/// Pictures, by what is drawn and its hue. What is drawn once is a picture of each that looks like it.
type Drawn = BTreeMap<(&'static str, u16, Look), Image>;

/// Whether a shop of so many products has all that were written by hand. One that tests have is plain: what they know of it is little.
fn is_whole(count: usize) -> bool {
    count >= catalog::catalog().products().count()
}

/// How a product is looked at in its pictures.
fn looks(product: &catalog::Product, is_whole: bool) -> &'static [Look] {
    if is_whole && product.several { &Look::ALL } else { &[Look::Whole] }
}

/// What it asks where it asks less.
fn advanced(product: &catalog::Product) -> Advanced {
    let dollars = |cents| Money::new(cents, Currency::USD);
    let tier = |(quantity, cents)| Tier { website: None, group: None, quantity, price: TierPrice::Fixed(dollars(cents)) };
    Advanced {
        special: Special { price: product.special.map(dollars), ..Special::default() },
        tiers: product.tier.map(tier).into_iter().collect(),
        ..Advanced::default()
    }
}

/// The pictures of so many products. What pages show of them is made when it is asked for.
async fn draw(store: &Store, count: usize) -> Result<Drawn, StoreError> {
    let files = store.pictures().clone();
    let drawing = tokio::task::spawn_blocking(move || {
        let (mut drawn, is_whole) = (Drawn::new(), is_whole(count));
        for (_, product) in catalog::catalog().products().take(count) {
            for look in looks(product, is_whole) {
                let what = (product.drawing.as_str(), product.hue, *look);
                if let (Entry::Vacant(place), Some(svg)) = (drawn.entry(what), drawings::svg(what.0, what.1, what.2)) {
                    place.insert(files.draw(&svg).map_err(|error| StoreError::Other(format!("a demo picture: {error}")))?);
                }
            }
        }
        Ok(drawn)
    });
    drawing.await.map_err(|error| StoreError::Other(error.to_string()))?
}

/// Categories with `count` products among them: beyond those that were written by hand these come again with a number. A category
/// without a product is left out.
fn products(count: usize, drawn: &Drawn) -> Vec<DemoCategory> {
    let (catalog, english) = (catalog::catalog(), catalog::texts(Language::En.tag()));
    let (written, is_whole) = (catalog.products().count().max(1), is_whole(count));
    let mut shelves: Vec<Vec<DemoProduct>> = catalog.category.iter().map(|_| Vec::new()).collect();
    for (n, (place, product)) in catalog.products().cycle().take(count).enumerate() {
        let (Some(category), Some(shelf)) = (catalog.category.get(place), shelves.get_mut(place)) else { continue };
        let Some(words) = english.and_then(|texts| texts.product.get(&product.key)) else { continue };
        let round = n / written;
        let end = numbered(round.saturating_add(1));
        let name = format!("{}{end}", words.name);
        // What comes again is plain.
        let is_plain = round > 0 || !is_whole;
        let looks = looks(product, !is_plain).iter();
        let dearer = i64::try_from(round).unwrap_or(0).saturating_mul(10);
        shelf.push(DemoProduct {
            sku: category.numbered(shelf.len()),
            slug: slug(&name),
            name,
            description: words.text.clone(),
            price: Money::new(product.cents.saturating_add(dearer), Currency::USD),
            stock: product.stock,
            pictures: looks.filter_map(|look| drawn.get(&(product.drawing.as_str(), product.hue, *look))).copied().collect(),
            texts: texts(|texts| texts.product.get(&product.key), &end),
            prices: Vec::new(),
            also: product.also.clone(),
            advanced: if is_plain { Advanced::default() } else { advanced(product) },
            attributes: if is_whole { attributes::values(product) } else { Values::new() },
            related: if is_plain { Vec::new() } else { product.related.iter().filter_map(|key| catalog.sku(key)).collect() },
        });
    }
    let filled = catalog.category.iter().zip(shelves).filter(|(_, products)| !products.is_empty());
    let categories = filled.filter_map(|(category, products)| {
        let words = english?.category.get(&category.key)?;
        Some(DemoCategory {
            slug: category.key.clone(),
            name: words.name.clone(),
            description: words.text.clone(),
            parent: store::FIRST_ROOT,
            texts: texts(|texts| texts.category.get(&category.key), ""),
            products,
        })
    });
    categories.collect()
}

/// The first of them have names of their own, the others share them, and are numbered. One of three gets the newsletter. Each came before
/// anything is told of him.
fn customers(size: Size, now: Moment) -> Result<Vec<(Moment, NewCustomer)>, StoreError> {
    let named = CUSTOMERS.iter().cycle();
    let lasts = CUSTOMERS.iter().map(|(_, last, _)| *last).cycle();
    // Each round shifts the last names by one, so that most pairs of names are new.
    pace::came(size, now)
        .zip(named)
        .enumerate()
        .map(|(n, (came, (first, own, consent)))| {
            let round = n / CUSTOMERS.len();
            let last = if round == 0 { own } else { lasts.clone().nth(n.saturating_add(round) % CUSTOMERS.len()).unwrap_or(own) };
            let name = first.to_lowercase();
            let address = if round == 0 { format!("{name}@example.com") } else { format!("{name}{round}@example.com") };
            // The last third of each dozen came by the other website.
            let is_abroad = n % 12 >= 8;
            let (website, view) = if is_abroad { stores::REGISTERED_ABROAD } else { (store::FIRST_WEBSITE, store::FIRST_VIEW) };
            let new = NewCustomer {
                email: Email::parse(&address).map_err(flawed)?,
                first_name: PersonName::parse(first).map_err(flawed)?,
                last_name: PersonName::parse(last).map_err(flawed)?,
                password: Secret::new(PASSWORD),
                consent: *consent,
                newsletter: n % 3 == 2,
                website,
                view,
            };
            Ok((came, new))
        })
        .collect()
}

/// Their identifiers are the same each time, for the past is written before they are.
fn staff(names: &Names, agents: usize) -> Result<Vec<DemoStaff>, StoreError> {
    let roles = [
        (&names.administrators, Grants::All),
        // Help is asked for with an order in hand.
        (
            &names.support,
            Grants::Custom([Resource::OrdersView, Resource::CustomersView, Resource::CustomersEdit, Resource::LoginAsCustomer].into()),
        ),
        (&names.auditors, Grants::Custom([Resource::LoginAsCustomerLog].into())),
        (&names.customer_care, Grants::Custom([Resource::CustomersView].into())),
        (
            &names.international_desk,
            Grants::Custom(
                [
                    Resource::OrdersView,
                    Resource::CustomersView,
                    Resource::CustomersEdit,
                    Resource::LoginAsCustomer,
                    Resource::LoginAsCustomerLog,
                ]
                .into(),
            ),
        ),
    ];
    let abroad = &names.international_desk;
    let websites = |role: &str| if role == abroad { Websites::These([stores::INTERNATIONAL].into()) } else { Websites::All };
    let support: Called = |names| &names.support;
    let numbered: Vec<String> = (1..=agents).map(|n| format!("agent{n}")).collect();
    let all = STAFF.into_iter().chain(numbered.iter().map(|name| ("Agent", name.as_str(), name.as_str(), support)));
    let mut roles: Vec<DemoStaff> = roles
        .into_iter()
        .map(|(name, grants)| {
            Ok(DemoStaff { role: RoleName::parse(name).map_err(flawed)?, grants, websites: websites(name), users: Vec::new() })
        })
        .collect::<Result<_, StoreError>>()?;
    for (n, (first, last, user_name, role)) in all.enumerate() {
        let mut bytes = [0_u8; 10];
        fastrand::Rng::with_seed(u64::try_from(n).unwrap_or(0)).fill(&mut bytes);
        let new = NewStaff {
            user_name: UserName::parse(user_name).map_err(flawed)?,
            first_name: PersonName::parse(first).map_err(flawed)?,
            last_name: PersonName::parse(last).map_err(flawed)?,
            email: Email::parse(&format!("{user_name}@alongside.example")).map_err(flawed)?,
            // Filled in when the role has its identifier.
            role: RoleId::new(Uuid::nil()),
            password: Secret::new(PASSWORD),
        };
        let id = StaffId::new(uuid::Builder::from_unix_timestamp_millis(OPENED, &bytes).into_uuid());
        if let Some(demo) = roles.iter_mut().find(|demo| demo.role.as_str() == role(names)) {
            demo.users.push((id, new));
        }
    }
    Ok(roles)
}

/// 2026-01-01T00:00:00Z, in milliseconds: when the demo's staff came.
const OPENED: u64 = 1_767_225_600_000;
