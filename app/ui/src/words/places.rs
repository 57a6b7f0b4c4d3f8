//! What places are called in the record: it keeps websites, stores and store views by their codes, and they are told by their names of now.

use crate::web::Request;
use domain::{access::Websites, stores::Stores};

/// The places that a reader may see; of none, codes stay.
#[derive(Debug, Clone, Copy, Default)]
pub struct Places<'a>(Option<(&'a Stores, &'a Websites)>);

/// A kind of them: of each, codes are unique.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Website,
    Store,
    View,
}

impl<'a> Places<'a> {
    /// Those of whoever asks.
    pub fn seen(request: &'a Request) -> Self {
        Self(request.caller.websites().map(|websites| (&request.shop.stores, websites)))
    }

    /// What a store view is called.
    pub fn view(self, code: &str) -> Option<&'a str> {
        self.called(Kind::View, code)
    }

    /// What a place is called, if its name tells it from the others of its kind.
    pub(super) fn called(self, kind: Kind, code: &str) -> Option<&'a str> {
        let (stores, websites) = self.0?;
        let mine = |website: Option<&domain::stores::Website>| website.is_some_and(|website| websites.allows(website.id));
        let all: Vec<(&str, &str, bool)> = match kind {
            Kind::Website => stores.websites().iter().map(|w| (w.code.as_str(), w.name.as_str(), mine(Some(w)))).collect(),
            Kind::Store => stores.groups().iter().map(|g| (g.code.as_str(), g.name.as_str(), mine(stores.website(g.website)))).collect(),
            Kind::View => stores.views().iter().map(|v| (v.code.as_str(), v.name.as_str(), mine(stores.website_of_view(v.id)))).collect(),
        };
        let (_, name, _) = all.iter().find(|(of, _, is_mine)| *of == code && *is_mine)?;
        let is_alone = all.iter().filter(|(_, other, _)| other == name).count() == 1;
        is_alone.then_some(*name)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::testing::view;
    use domain::{
        ids::{CategoryId, StoreGroupId, WebsiteId},
        money::Currency,
        stores::{StoreGroup, Website},
    };
    use std::collections::BTreeSet;

    /// A website `eu`, which is called Outlet, with a store `outlet`, Second Store, and the views `de`, German, and `at` and `ch`, Alpine.
    pub(in crate::words) fn stores() -> Stores {
        let (id, group) = (WebsiteId::NOTHING, StoreGroupId::NOTHING);
        let website = Website {
            id,
            code: "eu".to_owned(),
            name: "Outlet".to_owned(),
            position: 0,
            currency: Currency::USD,
            default_group: None,
            is_default: true,
            revision: 0,
        };
        let store = StoreGroup {
            id: group,
            website: id,
            code: "outlet".to_owned(),
            name: "Second Store".to_owned(),
            root: CategoryId::NOTHING,
            default_view: None,
            revision: 0,
        };
        Stores::new(
            vec![website],
            vec![store],
            [("de", "German"), ("at", "Alpine"), ("ch", "Alpine")].map(|(code, name)| view(code, name)).into(),
        )
    }

    #[test]
    fn a_place_is_called_by_its_name_where_its_reader_may_see_it_and_that_tells_it_from_others() {
        let stores = stores();
        let places = Places(Some((&stores, &Websites::All)));
        let called = [(Kind::Website, "eu"), (Kind::Store, "outlet"), (Kind::View, "de"), (Kind::View, "at"), (Kind::View, "eu")];
        assert_eq!(
            called.map(|(kind, code)| places.called(kind, code)),
            [Some("Outlet"), Some("Second Store"), Some("German"), None, None]
        );
        let others = Websites::These(BTreeSet::new());
        let unseen = Places(Some((&stores, &others)));
        assert!(called.iter().all(|(kind, code)| unseen.called(*kind, code).or(Places::default().called(*kind, code)).is_none()));
    }

    pub(in crate::words) fn of(stores: &Stores) -> Places<'_> {
        Places(Some((stores, &Websites::All)))
    }
}
