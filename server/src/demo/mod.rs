//! The demo shop: the same each time, so that what a page or a test shows can be told beforehand.

mod catalog;

use domain::{
    access::{Grants, Resource, RoleName},
    caller::Job,
    catalog::Picture,
    customers::{Email, PersonName},
    ids::RoleId,
    money::{Currency, Money},
    staff::UserName,
    text::{Flaw, Secret},
};
use store::{DemoCategory, DemoProduct, DemoStaff, NewCustomer, NewStaff, Store, StoreError};

/// Every demo account has this password, which is printed when the shop is filled and stands in the README.
pub const PASSWORD: &str = "alongside-demo";

/// First name, last name, user name, role.
const STAFF: [(&str, &str, &str, &str); 4] = [
    ("Rosa", "Marin", "rosa", "Administrators"),
    ("Theo", "Lund", "theo", "Support"),
    ("Nadia", "Okafor", "nadia", "Auditors"),
    ("Kim", "Sato", "kim", "Customer Care"),
];

/// First name, last name, whether he allows remote shopping assistance.
const CUSTOMERS: [(&str, &str, bool); 12] = [
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
];

/// Fills an empty store; says whether it was empty.
///
/// # Errors
/// The store does not answer.
pub async fn fill(store: &Store, job: &Job) -> Result<bool, StoreError> {
    if store.has_staff().await? || !store.categories().await?.is_empty() {
        return Ok(false);
    }
    store.fill_catalog(job, catalog()).await?;
    store.fill_staff(job, staff()?).await?;
    for (first, last, consent) in CUSTOMERS {
        let address = format!("{}@example.com", first.to_lowercase());
        let new = NewCustomer {
            email: Email::parse(&address).map_err(flawed)?,
            first_name: PersonName::parse(first).map_err(flawed)?,
            last_name: PersonName::parse(last).map_err(flawed)?,
            password: Secret::new(PASSWORD),
            consent,
        };
        store.fill_customer(job, &new).await?;
    }
    store.demo_filled(job).await?;
    Ok(true)
}

/// What is printed when the shop was filled.
pub fn welcome(base_url: &str) -> String {
    format!(
        "The demo shop is filled.\n\
         \n  Store        {base_url}\n  Back office  {base_url}/admin\n\
         \n  Every demo account has the password  {PASSWORD}\n\
         \n  Staff      rosa   Administrators: everything\n             theo   Support: customers, and Login as Customer\n             nadia  Auditors: the Login as Customer Log\n             kim    Customer Care: customers only\n\
         \n  Customers  ada@example.com, clara@example.com, elif@example.com, … allow remote shopping assistance\n             ben@example.com, david@example.com, felix@example.com, … do not\n\
         \n  Try it: sign in as rosa, switch on Stores > Configuration > Login as Customer > Enable Login as Customer,\n  open a customer, and click Login as Customer.\n\
         \n  These accounts are for trying out. Do not open a shop with them.\n"
    )
}

fn flawed(flaw: Flaw) -> StoreError {
    StoreError::Other(format!("demo data: {flaw:?}"))
}

fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.join("-")
}

fn catalog() -> Vec<DemoCategory> {
    catalog::CATEGORIES
        .iter()
        .enumerate()
        .map(|(c, category)| DemoCategory {
            slug: category.slug.to_owned(),
            name: category.name.to_owned(),
            description: category.description.to_owned(),
            products: category
                .products
                .iter()
                .enumerate()
                .map(|(n, product)| DemoProduct {
                    sku: format!("AL-{}{:02}", c.saturating_add(1), n.saturating_add(1)),
                    slug: slug(product.name),
                    name: product.name.to_owned(),
                    description: product.description.to_owned(),
                    price: Money::new(product.cents, Currency::Usd),
                    picture: Picture { shape: product.shape.to_owned(), hue: product.hue },
                })
                .collect(),
        })
        .collect()
}

fn staff() -> Result<Vec<DemoStaff>, StoreError> {
    let roles = [
        ("Administrators", Grants::All),
        ("Support", Grants::Custom([Resource::CustomersView, Resource::CustomersEdit, Resource::LoginAsCustomer].into())),
        ("Auditors", Grants::Custom([Resource::LoginAsCustomerLog].into())),
        ("Customer Care", Grants::Custom([Resource::CustomersView].into())),
    ];
    roles
        .into_iter()
        .map(|(name, grants)| {
            let users = STAFF
                .iter()
                .filter(|(.., role)| *role == name)
                .map(|(first, last, user_name, _)| {
                    Ok(NewStaff {
                        user_name: UserName::parse(user_name).map_err(flawed)?,
                        first_name: PersonName::parse(first).map_err(flawed)?,
                        last_name: PersonName::parse(last).map_err(flawed)?,
                        email: Email::parse(&format!("{user_name}@alongside.example")).map_err(flawed)?,
                        // Filled in when the role has its identifier.
                        role: RoleId::new(uuid::Uuid::nil()),
                        password: Secret::new(PASSWORD),
                    })
                })
                .collect::<Result<Vec<_>, StoreError>>()?;
            Ok(DemoStaff { role: RoleName::parse(name).map_err(flawed)?, grants, users })
        })
        .collect()
}
