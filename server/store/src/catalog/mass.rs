//! What is done to many products at once. A few are changed while their page is waited for; of more it is written down what is to be done, and
//! a job does it, piece by piece: whoever goes on with it knows how far it came. Each product is a transaction of its own and tells of itself;
//! one that cannot be changed is named, and the others go on.

use super::{
    ProductRow,
    find::Asked,
    mass_row::{self, MassRow},
    put::Names,
};
use crate::{
    By, Hold, Store, StoreError,
    engine::{
        conn::vars,
        retry::decide,
        secret::id_at,
        table::{Index, Table},
        write::Update,
    },
    jobs::unless_over,
    record,
    search::{Also, Look},
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Job, Permit, Proof, right},
    catalog::{
        attribute::Attribute,
        mass::{AT_ONCE, Act, KEPT, MOST, Mass, Missed, NAMED, Set, Why},
        shelves::path,
    },
    ids::{CategoryId, MassId, ProductId},
    jobs::State,
    list::{Cursor, Query, Sort},
    text::{Collation, Flaw, Words},
};
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::SurrealValue;

pub(crate) const MASSES: Table =
    Table { name: "mass", row: MassRow::kind_of, indexes: &[Index::By(&["staff"]), Index::By(&["state"])], list: None };

/// So many are done between two words on how far it is.
const STEP: usize = 50;
/// By this it is gone through, which nothing that is done to many changes.
const BY_SKU: (Sort, Collation) = (Sort { by: "sku", down: false }, Collation::ROOT);

/// To which products something is done.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// To these, each as its page showed it.
    These(Vec<(ProductId, i64)>),
    /// To all that are found.
    Found(Query),
}

/// What is asked of the shop, whatever is done to however many.
struct Around {
    /// The root that each category stands under, or is.
    roots: BTreeMap<CategoryId, CategoryId>,
    names: Names,
    attributes: Arc<[Attribute]>,
}

impl Store {
    async fn around(&self) -> Result<Around, StoreError> {
        let all = self.edited_categories(&Websites::All).await?;
        Ok(Around {
            roots: all.iter().map(|c| (c.id, c.root)).collect(),
            names: all.iter().map(|c| (c.id, path(&all, c.id))).collect(),
            attributes: self.read_shop().await?.attributes,
        })
    }

    /// Does it to one product. Says why not, if it was not done.
    async fn act_on_one<P: Proof + Sync>(
        &self,
        proof: &P,
        (id, shown): (ProductId, Option<i64>),
        act: &Act,
        around: &Around,
    ) -> Result<Option<Missed>, StoreError> {
        let missed = |name: String, why| Ok(Some(Missed { product: id, name, why }));
        let name = std::sync::Mutex::new(id.to_string());
        let done = decide(|| async {
            let row: Option<ProductRow> = self.conn.row(&record("product", &id.to_string())).await?;
            let Some(row) = row else { return Err(StoreError::NotFound) };
            let was = row.edited()?;
            name.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone_from(&was.texts.all.name);
            if shown.is_some_and(|shown| shown != was.revision) {
                return Ok(false);
            }
            match act {
                Act::Delete => self.remove_product(proof, &was).await?,
                Act::Set(set) => {
                    let next = was.with(set, &around.attributes, |id| around.roots.get(&id).copied());
                    let next = next.map_err(|(field, flaw)| StoreError::Invalid(field, flaw))?;
                    self.put_product(proof, &was, &next, (false, Some(&around.names))).await?;
                }
            }
            Ok(true)
        })
        .await;
        let name = name.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        match done {
            Ok(true) => Ok(None),
            Ok(false) | Err(StoreError::Stale) => missed(name, Why::Changed),
            Err(StoreError::NotFound) => missed(name, Why::Gone),
            Err(StoreError::Invalid(..)) => missed(name, Why::Refused),
            Err(error) => Err(error),
        }
    }

    /// What is found, in a way that tells how many there are.
    async fn chosen_of(&self, by: &By<'_, Permit<right::Products>>, query: &Query) -> Result<(Vec<(ProductId, i64)>, i64), StoreError> {
        let wanted = match self.wanted(by.proof.websites(), query).await? {
            Asked::All(roots) => {
                let of = vec![("root", roots.iter().map(ToString::to_string).collect())];
                Asked::Some(Look { words: Words::none(), of, also: Also::new() }, None)
            }
            wanted @ (Asked::Nothing | Asked::Some(..)) => wanted,
        };
        let (listed, count) = self.products_wanted(wanted, BY_SKU, &Cursor::First, AT_ONCE).await?;
        let these = listed.items.iter().map(|row| Ok((crate::parse(row.key())?, row.revision))).collect::<Result<_, StoreError>>()?;
        Ok((these, count.unwrap_or_default()))
    }
}

/// As the record tells of it.
fn told(act: &Act, around: &Around) -> Vec<Change> {
    let Act::Set(Set { enabled, visibility, in_stock, stock, category, attributes }) = act else {
        return vec![Change::added("act", "delete")];
    };
    let told = [
        enabled.map(|is| Change::added("enabled", is.to_string())),
        visibility.map(|visibility| Change::added("visibility", visibility.code())),
        in_stock.map(|is| Change::added("in_stock", is.to_string())),
        stock.map(|n| Change::added("quantity", n.to_string())),
        category.map(|id| Change::added("category", around.names.get(&id).cloned().unwrap_or_default())),
    ];
    let said = around.attributes.iter().filter_map(|of| {
        let value = attributes.get(&of.id)?;
        Some(Change::added(&of.code, of.told(value, None, ("true", "false")).unwrap_or_default()))
    });
    told.into_iter().flatten().chain(said).collect()
}

impl By<'_, Permit<right::Products>> {
    /// How many products are chosen, and of the first of them what they are called and at which revision they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop changes nothing of many.
    pub async fn chosen(&self, chosen: &Chosen) -> Result<(Vec<(ProductId, i64, String)>, i64), StoreError> {
        self.is_for_all()?;
        let (these, count) = match chosen {
            Chosen::These(these) => (these.clone(), i64::try_from(these.len()).unwrap_or(0)),
            Chosen::Found(query) => self.store.chosen_of(self, query).await?,
        };
        let rows = self.store.product_rows(these.iter().map(|(id, _)| *id)).await?;
        let named = |(id, _): &(ProductId, i64)| {
            let row = rows.iter().find(|row| row.key() == id.to_string())?;
            Some((*id, row.revision, row.name.clone()))
        };
        let named: Vec<_> = these.iter().filter_map(named).collect();
        let count = if matches!(chosen, Chosen::These(_)) { i64::try_from(named.len()).unwrap_or(0) } else { count };
        Ok((named, count))
    }

    /// Does it, at once to a few, else by a job; and says what came of it so far.
    ///
    /// # Errors
    /// As [`Self::chosen`]. [`StoreError::Invalid`]: there is no such category.
    pub async fn act_on(&self, chosen: &Chosen, act: &Act) -> Result<Mass, StoreError> {
        self.is_for_all()?;
        let around = self.store.around().await?;
        if let Act::Set(Set { category: Some(id), .. }) = act
            && !around.roots.contains_key(id)
        {
            return Err(StoreError::Invalid("category", Flaw::NotAChoice));
        }
        let (these, query) = match chosen {
            Chosen::These(these) => (these.clone(), None),
            Chosen::Found(query) => {
                let (these, count) = self.store.chosen_of(self, query).await?;
                if usize::try_from(count).is_ok_and(|count| count <= AT_ONCE) { (these, None) } else { (Vec::new(), Some((query, count))) }
            }
        };
        let at = self.proof.origin().at;
        let mut mass = Mass {
            id: MassId::new(id_at(at)),
            act: act.clone(),
            at,
            state: State::Waiting,
            done: 0,
            total: query.map_or(i64::try_from(these.len()).unwrap_or(0), |(_, count)| count),
            missed: Vec::new(),
            missed_in_all: 0,
        };
        if query.is_none() {
            for (id, shown) in these {
                note(&mut mass, self.store.act_on_one(self.proof, (id, Some(shown)), act, &around).await?);
            }
            mass.state = State::Done;
        }
        // Of what was done to all there is nothing more to say.
        if query.is_some() || mass.missed_in_all > 0 {
            self.keep_mass(&mass, query.map(|(query, _)| query), &around).await?;
        }
        Ok(mass)
    }

    async fn keep_mass(&self, mass: &Mass, query: Option<&Query>, around: &Around) -> Result<(), StoreError> {
        let since = mass.at.minus(KEPT);
        let kept = self.my_masses().await?;
        let mut tx = self.store.tx(self.proof);
        for (n, (row, old)) in kept.iter().enumerate() {
            if old.is_over() && (old.at < since || n.saturating_add(1) >= MOST) {
                tx.writes().delete(&row.id);
            }
        }
        let row = MassRow::of(mass, self.proof.id(), &self.store.staff_row(self.proof.id()).await?.user_name, query);
        tx.writes().create(&row.id.clone(), row);
        let total = Change::added("products", mass.total.to_string());
        let event = tx.event(Action::ProductsActedOn).changing([total]).changing(told(&mass.act, around));
        tx.commit(event).await
    }

    async fn my_masses(&self) -> Result<Vec<(MassRow, Mass)>, StoreError> {
        let sql = "SELECT * FROM mass WHERE staff = $staff";
        let rows: Vec<MassRow> = self.store.conn.read(sql, vars! { "staff" => self.proof.id().to_string() }).await?.take(0)?;
        let mut rows = rows.into_iter().map(|row| row.read().map(|mass| (row, mass))).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|(_, mass)| std::cmp::Reverse(mass.at));
        Ok(rows)
    }

    /// What he had done to many, the last first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn masses(&self) -> Result<Vec<Mass>, StoreError> {
        Ok(self.my_masses().await?.into_iter().map(|(_, mass)| mass).collect())
    }

    /// Stops what is not over yet: what was done stays so.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: there is no such thing, or it is somebody else's. [`StoreError::Stale`]: it is over.
    pub async fn cancel_mass(&self, id: MassId) -> Result<(), StoreError> {
        let (row, mass) = self.my_masses().await?.into_iter().find(|(_, mass)| mass.id == id).ok_or(StoreError::NotFound)?;
        if mass.is_over() {
            return Err(StoreError::Stale);
        }
        let mut tx = self.store.tx(self.proof);
        let stopped = Update::of(&row.id).set("state", State::Canceled.code().to_owned());
        tx.writes().must_update(&unless_over(stopped));
        let event = tx.event(Action::ProductsActCanceled).changing([Change::added("products", mass.done.to_string())]);
        tx.commit(event).await
    }
}

/// What came of one more.
fn note(mass: &mut Mass, missed: Option<Missed>) {
    match missed {
        None => mass.done = mass.done.saturating_add(1),
        Some(missed) => {
            mass.missed_in_all = mass.missed_in_all.saturating_add(1);
            if mass.missed.len() < NAMED {
                mass.missed.push(missed);
            }
        }
    }
}

impl By<'_, Job> {
    /// The next thing that is to be done to many, which is `holder`'s from now on: from where whoever was at it came to.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn next_mass(&self, holder: &str) -> Result<Option<(Hold, Mass)>, StoreError> {
        let Some((hold, row)) = self.next_of::<MassRow>(MASSES.name, holder).await? else { return Ok(None) };
        Ok(Some((hold, row.read()?)))
    }

    /// Does it to some more; says whether it is over now.
    ///
    /// # Errors
    /// The store does not answer. [`StoreError::Stale`]: nobody wants it any more.
    pub async fn act_on_some(&self, hold: &Hold) -> Result<bool, StoreError> {
        let row: MassRow = self.store.conn.row(hold.row()).await?.ok_or(StoreError::Stale)?;
        let (store, mut mass) = (self.store, row.read()?);
        if mass.state != State::Running {
            return Err(StoreError::Stale);
        }
        let query = row.query()?;
        let permit = self.asker(row.staff()?).await?.and_then(|staff| staff.permit::<right::Products>().ok());
        // Who has lost the right meanwhile, or is not for all of the shop any more, has nothing done to many.
        let Some(permit) = permit.filter(|permit| *permit.websites() == Websites::All) else {
            return self.now_is(hold, State::Canceled).await.map(|_| true);
        };
        let cursor = if row.cursor.is_empty() { Cursor::First } else { Cursor::After(row.cursor) };
        let wanted = store.wanted(&Websites::All, &query).await?;
        let (listed, _) = store.products_wanted(wanted, BY_SKU, &cursor, STEP).await?;
        let around = store.around().await?;
        // What was made since was not meant.
        let (act, at) = (mass.act.clone(), mass.at.millis());
        let meant = listed.items.iter().filter(|row| row.revision > 0 || row.updated <= at);
        for product in meant {
            let id = crate::parse(product.key())?;
            note(&mut mass, store.act_on_one(&permit, (id, None), &act, &around).await?);
        }
        let is_over = listed.next.is_none();
        let next = listed.next.unwrap_or_default();
        mass.state = if is_over { State::Done } else { State::Running };
        let told = mass_row::going(hold.update(self.proof.origin().at), &mass, next.clone());
        if store.conn.write_if_still(&told).await? {
            return Ok(is_over);
        }
        // Canceled meanwhile: what was done in this step stays, and is told.
        mass.state = State::Canceled;
        store.conn.write_if_still(&mass_row::going(hold.canceled(), &mass, next)).await?;
        Err(StoreError::Stale)
    }
}
