//! Filling a store with many rows at once: the demo shop and the measuring program. The rows are those that the ordinary
//! functions would have written.

use crate::{
    Store, StoreError,
    conn::vars,
    customers::NewCustomer,
    list::{mirrored, terms},
    record,
    secret::id_at,
    tx::Tx,
};
use domain::{
    access::{Grants, RoleName},
    audit::Action,
    caller::Job,
    catalog::Picture,
    ids::{CartId, CategoryId, CustomerId, ProductId, RoleId, StaffId},
    money::Money,
};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug)]
pub struct DemoCategory {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub products: Vec<DemoProduct>,
}

#[derive(Debug)]
pub struct DemoProduct {
    pub sku: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub price: Money,
    pub picture: Picture,
}

#[derive(Debug)]
pub struct DemoStaff {
    pub role: RoleName,
    pub grants: Grants,
    pub users: Vec<crate::NewStaff>,
}

pub type DemoCustomer = NewCustomer;

#[derive(SurrealValue)]
struct ProductRow {
    id: RecordId,
    sku: String,
    slug: String,
    name: String,
    description: String,
    price: i64,
    currency: String,
    category: String,
    shape: String,
    hue: i64,
    by_place: String,
    by_place_down: String,
    by_name: String,
    by_name_down: String,
    by_price: String,
    by_price_down: String,
    terms: Vec<String>,
}

impl Store {
    /// Writes categories with their products.
    ///
    /// # Errors
    /// The store does not answer, or has some of them already.
    pub async fn fill_catalog(&self, job: &Job, categories: Vec<DemoCategory>) -> Result<(), StoreError> {
        let at = job.origin().at;
        for (position, category) in categories.into_iter().enumerate() {
            let id = CategoryId::new(id_at(at));
            let vars = vars! {
                "id" => record("category", &id.to_string()),
                "slug" => category.slug,
                "name" => category.name,
                "description" => category.description,
                "position" => i64::try_from(position).unwrap_or(0),
            };
            self.conn
                .run("CREATE $id SET slug = $slug, name = $name, description = $description, position = $position RETURN NONE", vars)
                .await?;
            let rows: Vec<ProductRow> =
                category.products.into_iter().enumerate().map(|(n, p)| product_row(id, n, p, ProductId::new(id_at(at)))).collect();
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                let batch: Vec<ProductRow> = rows.by_ref().take(500).collect();
                self.conn.run_within("INSERT INTO product $rows RETURN NONE", vars! { "rows" => batch }, Duration::from_secs(60)).await?;
            }
        }
        Ok(())
    }

    /// Writes roles with their users.
    ///
    /// # Errors
    /// The store does not answer, or has some of them already.
    pub async fn fill_staff(&self, job: &Job, roles: Vec<DemoStaff>) -> Result<(), StoreError> {
        for demo in roles {
            let role = RoleId::new(id_at(job.origin().at));
            let name = demo.role.to_string();
            let draft = crate::RoleDraft { name: demo.role, grants: demo.grants };
            crate::access::write_new(Tx::new(), role, &draft).commit(self, job.event(Action::RoleCreated).on("role", role, name)).await?;
            for mut user in demo.users {
                user.role = role;
                let (id, password) = (StaffId::new(id_at(job.origin().at)), self.passwords.hash(&user.password).await?);
                let event = job.event(Action::StaffCreated).on("staff", id, user.user_name.as_str());
                crate::staff::write_new(Tx::new(), id, &user, password, job.origin()).commit(self, event).await?;
            }
        }
        Ok(())
    }

    /// Writes a customer who has not signed in yet.
    ///
    /// # Errors
    /// The store does not answer, or has the address already.
    pub async fn fill_customer(&self, job: &Job, new: &DemoCustomer) -> Result<CustomerId, StoreError> {
        let (id, cart) = (CustomerId::new(id_at(job.origin().at)), CartId::new(id_at(job.origin().at)));
        let password = self.passwords.hash(&new.password).await?;
        let event = job.event(Action::CustomerRegistered).about(id).on("customer", id, new.email.as_str());
        crate::customers::write_new(Tx::new(), id, new, password, cart, job.origin()).commit(self, event).await?;
        Ok(id)
    }

    /// Records that the demo shop was filled.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn demo_filled(&self, job: &Job) -> Result<(), StoreError> {
        self.append(job.event(Action::DemoFilled)).await
    }
}

fn product_row(category: CategoryId, n: usize, product: DemoProduct, id: ProductId) -> ProductRow {
    let by_place = format!("{n:08} {id}");
    let by_name = format!("{} {id}", product.name.to_lowercase());
    let by_price = format!("{:014} {by_name}", product.price.minor());
    ProductRow {
        id: record("product", &id.to_string()),
        terms: terms([product.name.as_str(), product.sku.as_str(), product.description.as_str()]),
        sku: product.sku,
        slug: product.slug,
        name: product.name,
        description: product.description,
        price: product.price.minor(),
        currency: product.price.currency().code().to_owned(),
        category: category.to_string(),
        shape: product.picture.shape,
        hue: i64::from(product.picture.hue),
        by_place_down: mirrored(&by_place),
        by_place,
        by_name_down: mirrored(&by_name),
        by_name,
        by_price_down: mirrored(&by_price),
        by_price,
    }
}
