//! Starting and entering: from the click to the visit.

use super::{
    AssistanceRow, Between, StoredRow,
    end::{ending, ending_if_live},
    row::{HandoffRow, PendingRow, assistance, visit as visit_record},
};
use crate::{
    By, Store, StoreError,
    engine::{
        list::Keys,
        retry::decide,
        secret::{HandoffToken, StartToken, Token, VisitCookie, id_at},
        tx::Tx,
        write::{Update, Writes},
    },
};
use domain::{
    assistance::{EndCause, HANDOFF_LIFETIME, Handoff, Phase, Refusal, Visit, VisitTimes, gate, target},
    audit::{Action, Actor, Change, Event, Origin},
    caller::{Permit, Proof, right},
    customers::Customer,
    ids::{CustomerId, StaffId, StoreViewId, VisitId, WebsiteId},
    network,
    stores::Served,
    time::Moment,
};
use std::sync::Arc;

/// Makes a staff member's unused token void, in `tx`.
pub(crate) fn voiding_handoffs(tx: &mut Tx<'_>, staff: StaffId) {
    tx.writes().update(&Update::of(&assistance(staff)).take("void", "handoff").clear("handoff"));
}

/// How many tokens are redeemed at once.
pub(crate) const REDEEMING: usize = 8;

/// A hand-off that may be redeemed: the token goes into a form, the nonce into a cookie of this browser.
#[derive(Debug)]
pub struct Started {
    pub token: HandoffToken,
    /// For a cookie of this browser; on another host it has one already.
    pub nonce: Option<Token>,
    /// Where it is redeemed.
    pub view: Arc<Served>,
}

/// A start that waits for the other host.
#[derive(Debug)]
pub struct Begun {
    pub start: StartToken,
    pub view: Arc<Served>,
}

/// What came of presenting a hand-off token.
#[derive(Debug)]
pub enum Entered {
    /// A new visit, and its cookie.
    New(VisitCookie, Box<Visit>),
    /// The same browser presents the same token again while its visit lives.
    Again,
    Refused(Refusal),
}

impl By<'_, Permit<right::LoginAsCustomer>> {
    /// Starts, for the view that was chosen where one is to be: asks the gate, makes earlier unused tokens of this staff member void, and
    /// gives out a new one.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the gate's word (recorded), or the event could not be written: then nothing happened.
    pub async fn start_assistance(&self, customer: CustomerId, chosen: Option<StoreViewId>) -> Result<Started, StoreError> {
        let nonce = Token::random();
        let started = self.hand_out(customer, chosen, nonce.digest(), None).await?;
        Ok(Started { nonce: Some(nonce), ..started })
    }

    /// Begins a start for a view on another host, which first gives this browser a nonce of its own. Nothing has happened yet, so no event
    /// tells of it.
    ///
    /// # Errors
    /// As [`Self::start_assistance`].
    pub async fn begin_assistance(&self, customer: CustomerId, chosen: Option<StoreViewId>, back: &str) -> Result<Begun, StoreError> {
        let (permit, now) = (self.proof, self.proof.origin().at);
        let (view, _) = self.permitted(customer, chosen).await?;
        let start = StartToken::random(permit.id());
        let pending = PendingRow {
            start: start.digest(),
            staff_session: permit.session().to_owned(),
            customer: customer.to_string(),
            view: view.id.to_string(),
            back: back.to_owned(),
            expires: now.plus(HANDOFF_LIFETIME).millis(),
        };
        let mut writes = Writes::default();
        writes.update(&Update::of_or_new(&assistance(permit.id())).set("pending", pending));
        self.store.conn.write_again_on_conflict(&writes).await?;
        Ok(Begun { start, view })
    }

    /// Goes on with such a start: the browser has a nonce on the other host, of which this is the SHA-256.
    ///
    /// # Errors
    /// As [`Self::start_assistance`]; [`StoreError::NotFound`]: it is not this staff member's, or came too late.
    pub async fn go_over(&self, start: &StartToken, nonce: &str) -> Result<Started, StoreError> {
        let pending = self.store.pending(start, self.proof.origin().at).await?;
        let pending = pending.filter(|p| start.at == self.proof.id() && p.staff_session == self.proof.session());
        let pending = pending.ok_or(StoreError::NotFound)?;
        let (customer, view): (CustomerId, StoreViewId) = (crate::parse(&pending.customer)?, crate::parse(&pending.view)?);
        self.hand_out(customer, Some(view), nonce.to_owned(), Some(&pending.start)).await
    }

    /// The gate's yes, with the view that a start leads to and the customer's address.
    async fn permitted(&self, customer: CustomerId, chosen: Option<StoreViewId>) -> Result<(Arc<Served>, Customer), StoreError> {
        let (store, permit, now) = (self.store, self.proof, self.proof.origin().at);
        let shop = store.shop();
        let parties = store.parties(&Between::keys(&permit.id().to_string(), permit.session(), &customer.to_string())).await?;
        let own: Option<(WebsiteId, StoreViewId)> =
            parties.customer.as_ref().and_then(|c| Some((c.website.parse().ok()?, c.view.parse().ok()?)));
        // Whatever it is refused for: whom he asked for is told in any case, and of somebody whom he may not know of no more than of nobody.
        let known = own.map(|(website, _)| website).filter(|website| permit.websites().allows(*website));
        let own = own.unwrap_or((WebsiteId::NOTHING, StoreViewId::NOTHING));
        let view = target(&shop, permit.websites(), own, chosen).cloned();
        if let Err(refusal) = gate(Phase::Start, now, &parties.facts(now, &shop, view.as_ref().map(|v| v.website))) {
            let mut event = permit.event(Action::AssistanceRefused).because(refusal.code()).about(customer);
            if let Some(website) = known {
                event = event.within(website).on("customer", customer, "");
            }
            store.append_refusal(event).await;
            return Err(StoreError::Refused(refusal));
        }
        let view = view.ok_or(StoreError::Refused(Refusal::StoreClosed))?;
        let person = parties.customer.clone().ok_or(StoreError::NotFound)?.read()?;
        Ok((view, person))
    }

    async fn hand_out(
        &self,
        customer: CustomerId,
        chosen: Option<StoreViewId>,
        nonce: String,
        pending: Option<&str>,
    ) -> Result<Started, StoreError> {
        let (permit, now) = (self.proof, self.proof.origin().at);
        let (view, person) = self.permitted(customer, chosen).await?;
        let token = HandoffToken::random(permit.id());
        let visit = VisitId::new(id_at(now));
        let handoff = HandoffRow {
            token: token.digest(),
            staff_session: permit.session().to_owned(),
            customer: customer.to_string(),
            nonce,
            expires: now.plus(HANDOFF_LIFETIME).millis(),
            visit: visit.to_string(),
            view: view.id.to_string(),
        };
        let mut tx = self.store.tx(permit);
        let update = Update::of_or_new(&assistance(permit.id())).take("void", "handoff").set("handoff", handoff);
        match pending {
            // Once: whoever goes over a second time with it finds none.
            Some(start) => tx.writes().must_update(&update.clear("pending").only_if("pending.start", start.to_owned())),
            None => tx.writes().update(&update),
        }
        let event = tx.event(Action::AssistanceStarted).about(customer).in_visit(visit).on("customer", customer, person.email);
        let event = event.within(Some(view.website).filter(|website| *website == person.website));
        tx.commit(event.changing([Change::added("store_view", view.code.clone())])).await?;
        Ok(Started { token, nonce: None, view })
    }
}

impl Store {
    /// The back office that a start comes back to, once this browser has a nonce. `None`: there is no such start, or it is too late.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn begun_at(&self, start: &StartToken, now: Moment) -> Result<Option<String>, StoreError> {
        Ok(self.pending(start, now).await?.map(|pending| pending.back))
    }

    async fn pending(&self, start: &StartToken, now: Moment) -> Result<Option<PendingRow>, StoreError> {
        let row: Option<AssistanceRow> = self.conn.row(&assistance(start.at)).await?;
        let pending = row.and_then(|row| row.pending);
        Ok(pending.filter(|p| p.start == start.digest() && now < Moment::from_millis(p.expires)))
    }

    /// Until when a hand-off token can be redeemed. `None`: there is no such token, or it was used.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn handed_out_until(&self, token: &HandoffToken) -> Result<Option<Moment>, StoreError> {
        let row: Option<AssistanceRow> = self.conn.row(&assistance(token.at)).await?;
        let handoff = row.and_then(|row| row.handoff).filter(|handoff| handoff.token == token.digest());
        Ok(handoff.map(|handoff| Moment::from_millis(handoff.expires)))
    }

    /// Redeems a hand-off token: once, in the browser that asked for it, and only if the gate says yes again. An earlier
    /// visit of the same staff member ends in the same transaction. Anything else that presents a spent or late token is
    /// an alarm, and ends the visit that the token had opened.
    ///
    /// # Errors
    /// The store does not answer; then nobody is in anybody's account.
    pub async fn redeem(&self, token: &HandoffToken, nonce: Option<&Token>, origin: &Origin) -> Result<Entered, StoreError> {
        // Of many who present one token at once most find it spent, instead of all meeting in the commit.
        let turn = self.redeeming.acquire().await.map_err(|_| StoreError::Unavailable("it is closing".to_owned()))?;
        let entered = decide(|| self.redeem_once(token, nonce, origin)).await;
        drop(turn);
        entered
    }

    async fn redeem_once(&self, token: &HandoffToken, nonce: Option<&Token>, origin: &Origin) -> Result<Entered, StoreError> {
        let (staff, digest, now) = (token.at, token.digest(), origin.at);
        let began: Option<AssistanceRow> = self.conn.row(&assistance(staff)).await?;
        let (good, spent, last) = began.map_or((None, [None, None], None), |b| (b.handoff, [b.opened, b.void], b.visit));
        let is_this = |handoff: &HandoffRow| handoff.token == digest;
        let good = good.filter(is_this);
        let is_spent = good.is_none();
        let Some(handoff) = good.or_else(|| spent.into_iter().flatten().find(is_this)) else {
            // Whoever makes tokens up rings once, and is counted from then on.
            if let Some(times) = self.made_up.count(&network::named(&origin.address), now) {
                let event = Event::new(Action::AssistanceAlarm, Actor::Guest, origin.clone()).because("token_unknown");
                let counted = (times > 1).then(|| Change::added("times", times.to_string()));
                self.append_refusal(event.changing(counted)).await;
            }
            return Ok(Entered::Refused(Refusal::TokenSpent));
        };
        let same_browser = nonce.is_some_and(|n| n.digest() == handoff.nonce);
        let customer: CustomerId = crate::parse(&handoff.customer)?;
        let parties = self.parties(&Between::keys(&staff.to_string(), &handoff.staff_session, &handoff.customer)).await?;
        let user_name = parties.staff.as_ref().map(|s| s.user_name.clone()).unwrap_or_default();
        let redeeming = Redeeming { actor: Actor::Staff { id: staff, user_name: user_name.clone() }, origin };
        let phase = Phase::Redeem(Handoff { expires: Moment::from_millis(handoff.expires), spent: is_spent, same_browser });
        let shop = self.shop();
        let view = crate::parse(&handoff.view).ok().and_then(|id| shop.view(id));
        if let Err(refusal) = gate(phase, now, &parties.facts(now, &shop, view.map(|v| v.website))) {
            return self.refuse_redemption(refusal, &handoff, same_browser, &redeeming, customer).await;
        }
        let view = view.ok_or(StoreError::NotFound)?;
        let person = parties.customer.clone().ok_or(StoreError::NotFound)?.read()?;
        let visit: VisitId = crate::parse(&handoff.visit)?;
        let cookie = VisitCookie::random(visit);
        let entered = Visit {
            id: visit,
            staff,
            staff_name: user_name.clone(),
            customer,
            customer_name: person.full_name(),
            customer_email: person.email.clone(),
            website: view.website,
            website_name: view.website_name.clone(),
            customer_website: person.website,
            customer_group: shop.pricing.groups.now(person.group),
            times: VisitTimes { started: now, seen: now, ended: None },
            ended_at: None,
        };
        let mut tx = self.tx(&redeeming);
        // First of all and by itself the line that a thousand racers fight over: one finds the token unspent.
        let opened = Update::of(&assistance(staff)).take("opened", "handoff").clear("handoff").set("visit", handoff.visit.clone());
        tx.writes().must_update(&opened.add("visits", 1).only_if("handoff.token", digest));
        let last = match &last {
            Some(last) => self.stored_visit(last).await?.filter(|last| last.row.ended.is_none()),
            None => None,
        };
        if let Some(last) = last {
            ending(&mut tx, &last.row, EndCause::Replaced)?;
        }
        let row = StoredRow {
            id: visit_record(visit),
            cookie: cookie.digest(),
            staff: staff.to_string(),
            staff_name: user_name,
            staff_session: handoff.staff_session,
            customer: handoff.customer,
            customer_name: entered.customer_name.clone(),
            customer_email: entered.customer_email.clone(),
            website: entered.website.to_string(),
            website_name: entered.website_name.clone(),
            customer_website: entered.customer_website.to_string(),
            started: now.millis(),
            seen: now.millis(),
            ended: None,
            cause: None,
            live: true,
            touched: 0,
            listed: true,
            keys: Keys::new(),
        };
        tx.writes().create(&visit_record(visit), row.sorted());
        let event = tx.event(Action::AssistanceRedeemed).about(customer).in_visit(visit).on("customer", customer, person.email);
        tx.commit(event).await?;
        Ok(Entered::New(cookie, Box::new(entered)))
    }

    async fn refuse_redemption(
        &self,
        refusal: Refusal,
        handoff: &HandoffRow,
        same_browser: bool,
        redeeming: &Redeeming<'_>,
        customer: CustomerId,
    ) -> Result<Entered, StoreError> {
        let event = |action| redeeming.event(action).about(customer).because(refusal.code());
        let opened = self.stored_visit(&handoff.visit).await?;
        if refusal == Refusal::TokenSpent && same_browser && opened.as_ref().is_some_and(|visit| visit.row.ended.is_none()) {
            return Ok(Entered::Again);
        }
        let is_alarm = matches!(refusal, Refusal::TokenSpent | Refusal::TokenLate | Refusal::OtherBrowser);
        if !is_alarm {
            self.append_refusal(event(Action::AssistanceRefused)).await;
            return Ok(Entered::Refused(refusal));
        }
        let alarm = event(Action::AssistanceAlarm);
        match opened {
            Some(visit) => {
                let mut tx = self.tx(redeeming);
                ending_if_live(&mut tx, &visit.row, EndCause::Alarm)?;
                tx.commit(alarm.in_visit(visit.visit.id)).await?;
            }
            None => self.append_refusal(alarm).await,
        }
        Ok(Entered::Refused(refusal))
    }
}

/// Whoever presents a token: the staff member whom it was given to, which the token says.
struct Redeeming<'a> {
    actor: Actor,
    origin: &'a Origin,
}

impl Proof for Redeeming<'_> {
    fn actor(&self) -> Actor {
        self.actor.clone()
    }

    fn origin(&self) -> &Origin {
        self.origin
    }
}
